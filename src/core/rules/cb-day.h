/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cb_day_parse (const char *text, GDate *day);
gboolean cb_day_parse_typed (const char *text, GDate *date);
char *cb_day_dup_words (const char *text);
gboolean cb_day_of_moment (gint64 at_us, GTimeZone *zone, GDate *day);

G_END_DECLS
