/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  CB_HTML_UTF8,
  CB_HTML_UTF16LE,
  CB_HTML_UTF16BE,
  CB_HTML_WINDOWS_1252,
  CB_HTML_WINDOWS_1258,
} CbHtmlCharset;

/**
 * CbHtmlDecoder:
 * @charset: of the bytes
 * @held: bytes whose character is not yet whole
 * @text: what came of the last bytes
 */
typedef struct
{
  CbHtmlCharset charset;
  GByteArray *held;
  GString *text;
} CbHtmlDecoder;

gboolean cb_html_charset_from_name (const char *name, gsize length, CbHtmlCharset *charset);
CbHtmlCharset cb_html_find_charset (const guint8 *head, gsize length, gsize *mark_length);

void cb_html_decoder_init (CbHtmlDecoder *self, CbHtmlCharset charset);
void cb_html_decoder_clear (CbHtmlDecoder *self);
void
cb_html_decoder_decode (CbHtmlDecoder *self, const guint8 *bytes, gsize length, gboolean is_last);

G_END_DECLS
