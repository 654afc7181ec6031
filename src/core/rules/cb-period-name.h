/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cb_period_is_named_in (const char *period, const char *name);

G_END_DECLS
