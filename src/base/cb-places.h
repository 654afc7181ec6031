/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cb_places_dup_data (const char *name) G_GNUC_WARN_UNUSED_RESULT;
void cb_places_bind_translations (void);

G_END_DECLS
