/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *cb_text_fold (const char *text);
char *cb_text_dup_words (const char *text);
gboolean cb_text_has_phrase (const char *words, const char *phrase);
gboolean cb_text_holds_words (const char *folded, const char *folded_needle);
gboolean cb_text_matches (const char *haystack, const char *folded_needle);
gboolean cb_text_is_like (const char *text, const char *shape);
char *cb_text_slug (const char *text, gsize max_length);
gboolean cb_text_has_ending (const char *name, const char *ending);
gboolean cb_text_is_reserved_name (const char *name);
char *cb_text_ascii_file_name (const char *name);
char *cb_text_format_bytes (guint64 bytes);
char *cb_text_format_count (guint64 number);
char *cb_text_hex (const guint8 *bytes, gsize length);
gconstpointer
cb_text_find_bytes (gconstpointer bytes, gsize length, gconstpointer needle, gsize needle_length);

G_END_DECLS
