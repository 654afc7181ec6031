/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-html-decoder.h"

#include <string.h>

#include "engine/formats/cb-codepage.h"

/* The bytes of a page, in pieces, as UTF-8. */

/* A page says its charset within these bytes (HTML, §13.2.3.2, has 1024; Excel has it later). */
#define HEAD 8192u

static const struct
{
  const char *name;
  CbHtmlCharset charset;
} names[] = {
  { "windows-1258", CB_HTML_WINDOWS_1258 }, { "cp1258", CB_HTML_WINDOWS_1258 },
  { "windows-1252", CB_HTML_WINDOWS_1252 }, { "iso-8859-1", CB_HTML_WINDOWS_1252 },
  { "us-ascii", CB_HTML_WINDOWS_1252 },
};

/**
 * cb_html_charset_from_name:
 * @name: as a page or a document of XML says it
 * @length: of @name
 * @charset: (out): which it is
 *
 * Returns: whether it is one of those of one byte that are known here
 */
gboolean
cb_html_charset_from_name (const char *name, gsize length, CbHtmlCharset *charset)
{
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strlen (names[i].name) == length && g_ascii_strncasecmp (name, names[i].name, length) == 0)
      {
        *charset = names[i].charset;
        return TRUE;
      }

  return FALSE;
}

static gboolean
is_in_name (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

/* `charset=windows-1258`, `charset = "utf-8"` */
static CbHtmlCharset
find_in_head (const char *head, gsize length)
{
  static const char word[] = "charset";
  const char *end = head + length;

  for (const char *p = head; p + sizeof word < end; p++)
    {
      const char *name = p + sizeof word - 1;
      const char *name_end;

      if (g_ascii_strncasecmp (p, word, sizeof word - 1) != 0)
        continue;
      while (name < end && (g_ascii_isspace (*name) || strchr ("=\"'", *name) != NULL)
             && *name != '\0')
        name++;
      name_end = name;
      while (name_end < end && is_in_name (*name_end))
        name_end++;
      if (name_end > name)
        {
          CbHtmlCharset charset = CB_HTML_UTF8;

          cb_html_charset_from_name (name, (gsize)(name_end - name), &charset);
          return charset;
        }
    }

  return CB_HTML_UTF8;
}

/**
 * cb_html_find_charset:
 * @head: the first bytes of a page
 * @length: of @head
 * @mark_length: (out): of the byte order mark before it, in bytes
 *
 * What the byte order mark says, else what the page says of itself. Where it says nothing, or a
 * name that is not known here, it is UTF-8, of which the bytes that are none are Windows-1252 (as
 * which texts in TCVN3 and VNI come, too).
 *
 * Returns: the charset
 */
CbHtmlCharset
cb_html_find_charset (const guint8 *head, gsize length, gsize *mark_length)
{
  *mark_length = 0;
  if (length >= 3 && memcmp (head, "\xef\xbb\xbf", 3) == 0)
    {
      *mark_length = 3;
      return CB_HTML_UTF8;
    }
  if (length >= 2 && (memcmp (head, "\xff\xfe", 2) == 0 || memcmp (head, "\xfe\xff", 2) == 0))
    {
      *mark_length = 2;
      return head[0] == 0xff ? CB_HTML_UTF16LE : CB_HTML_UTF16BE;
    }
  if (length >= 2 && (head[0] == 0) != (head[1] == 0))
    return head[1] == 0 ? CB_HTML_UTF16LE : CB_HTML_UTF16BE;

  return find_in_head ((const char *)head, MIN (length, HEAD));
}

/**
 * cb_html_decoder_init:
 * @self: (out): ready for the first byte
 * @charset: of the page
 */
void
cb_html_decoder_init (CbHtmlDecoder *self, CbHtmlCharset charset)
{
  self->charset = charset;
  self->held = g_byte_array_new ();
  self->text = g_string_new (NULL);
}

/**
 * cb_html_decoder_clear:
 * @self: a decoder
 */
void
cb_html_decoder_clear (CbHtmlDecoder *self)
{
  g_byte_array_unref (self->held);
  g_string_free (self->text, TRUE);
}

/* Returns: how many bytes are through */
static gsize
decode_utf8 (GString *text, const guint8 *bytes, gsize length, gboolean is_last)
{
  gsize i = 0;

  while (i < length)
    {
      const char *p = (const char *)bytes + i;
      const char *valid_end;
      gunichar c;

      g_utf8_validate_len (p, length - i, &valid_end);
      g_string_append_len (text, p, valid_end - p);
      i += (gsize)(valid_end - p);
      if (i == length)
        break;
      c = g_utf8_get_char_validated (valid_end, (gssize)(length - i));
      if (c == (gunichar)-2 && !is_last && length - i < 4)
        break;
      g_string_append_unichar (text,
                               bytes[i] != 0 ? cb_codepage_from_windows_1252 (bytes[i]) : 0xfffd);
      i++;
    }

  return i;
}

static gsize
decode_utf16 (GString *text, const guint8 *bytes, gsize length, guint high, gboolean is_last)
{
  gsize i = 0;

  for (; i + 2 <= length; i += 2)
    {
      gunichar c = (gunichar)bytes[i + high] << 8 | bytes[i + 1 - high];

      if (c >= 0xd800 && c < 0xdc00)
        {
          gunichar second;

          if (i + 4 > length && !is_last)
            break;
          second = i + 4 <= length ? (gunichar)bytes[i + 2 + high] << 8 | bytes[i + 3 - high] : 0;
          if (second >= 0xdc00 && second < 0xe000)
            {
              c = 0x10000 + ((c - 0xd800) << 10) + (second - 0xdc00);
              i += 2;
            }
        }
      g_string_append_unichar (text, c != 0 && g_unichar_validate (c) ? c : 0xfffd);
    }

  return is_last ? length : i;
}

static gsize
decode_windows_1252 (GString *text, const guint8 *bytes, gsize length)
{
  for (gsize i = 0; i < length; i++)
    {
      gunichar c = cb_codepage_from_windows_1252 (bytes[i]);

      g_string_append_unichar (text, c != 0 ? c : 0xfffd);
    }

  return length;
}

/* A letter is held back with the tones behind it until it is known that no further one comes. */
static gsize
decode_windows_1258 (GString *text, const guint8 *bytes, gsize length, gboolean is_last)
{
  gsize n = length;

  if (!is_last && n > 0)
    {
      n--;
      while (n > 0 && length - n < 4
             && g_unichar_combining_class (cb_codepage_from_windows_1258 (bytes[n])) > 0)
        n--;
    }
  for (gsize i = 0; i < n;)
    {
      const guint8 *zero = memchr (bytes + i, 0, n - i);
      gsize run = zero != NULL ? (gsize)(zero - (bytes + i)) : n - i;

      cb_codepage_append_windows_1258 (text, bytes + i, run);
      i += run;
      if (zero != NULL)
        {
          g_string_append_unichar (text, 0xfffd);
          i++;
        }
    }

  return n;
}

static gsize
decode (CbHtmlDecoder *self, const guint8 *bytes, gsize length, gboolean is_last)
{
  switch (self->charset)
    {
    case CB_HTML_UTF16LE:
    case CB_HTML_UTF16BE:
      return decode_utf16 (self->text, bytes, length, self->charset == CB_HTML_UTF16LE ? 1 : 0,
                           is_last);
    case CB_HTML_WINDOWS_1252:
      return decode_windows_1252 (self->text, bytes, length);
    case CB_HTML_WINDOWS_1258:
      return decode_windows_1258 (self->text, bytes, length, is_last);
    case CB_HTML_UTF8:
    default:
      return decode_utf8 (self->text, bytes, length, is_last);
    }
}

/**
 * cb_html_decoder_decode:
 * @self: a decoder; its @text is now that of these bytes
 * @bytes: the next of the page, without a byte order mark
 * @length: of @bytes
 * @is_last: whether the page ends with them
 *
 * Whatever the bytes, the text is valid UTF-8 without NUL.
 */
void
cb_html_decoder_decode (CbHtmlDecoder *self, const guint8 *bytes, gsize length, gboolean is_last)
{
  gsize n;

  g_string_truncate (self->text, 0);
  if (self->held->len == 0)
    {
      n = decode (self, bytes, length, is_last);
      g_byte_array_append (self->held, bytes + n, (guint)(length - n));
      return;
    }
  g_byte_array_append (self->held, bytes, (guint)length);
  n = decode (self, self->held->data, self->held->len, is_last);
  g_byte_array_remove_range (self->held, 0, (guint)n);
}
