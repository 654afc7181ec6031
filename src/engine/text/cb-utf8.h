/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean cb_utf8_is_valid (const guint8 *bytes, gsize length);
gboolean cb_utf8_is_valid_plain (const guint8 *bytes, gsize length);
gsize cb_utf8_measure (const guint8 *bytes, gsize length);
gsize cb_utf8_count (const char *text, gsize length);
gboolean cb_utf8_is_nfc (const char *text, gsize length);
char *cb_utf8_dup_shown (const char *bytes, gsize length, gsize max_length);

G_END_DECLS
