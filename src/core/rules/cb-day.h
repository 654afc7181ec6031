/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cb_day_parse (const char *text, GDate *day);
gboolean cb_day_parse_typed (const char *text, GDate *date);

G_END_DECLS
