/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

/**
 * cb_xlsx_find_special_plain:
 * @text: ends with a control character, as what a #CbZipRing shows does
 *
 * Returns: how far it is to the first character that is not simply text: `<`, `&`, `_` or a control
 *   character
 */
gsize
cb_xlsx_find_special_plain (const char *text)
{
  const guint8 *p = (const guint8 *)text;

  while (*p >= 0x20 && *p != '<' && *p != '&' && *p != '_')
    p++;

  return (gsize)(p - (const guint8 *)text);
}

/**
 * cb_xlsx_find_special:
 * @text: see cb_xlsx_find_special_plain(); may be read 15 bytes beyond its end
 *
 * The same, sixteen bytes at a time where every processor of the kind can: texts of cells are so
 * short that wider steps gain nothing.
 *
 * Returns: see there
 */
gsize
cb_xlsx_find_special (const char *text)
{
#if defined(__SSE2__)
  const __m128i less = _mm_set1_epi8 ('<');
  const __m128i ampersand = _mm_set1_epi8 ('&');
  const __m128i underscore = _mm_set1_epi8 ('_');
  const __m128i control = _mm_set1_epi8 (0x1f);

  for (const char *p = text;; p += 16)
    {
      __m128i v = _mm_loadu_si128 ((const __m128i *)(gconstpointer)p);
      __m128i found
          = _mm_or_si128 (_mm_or_si128 (_mm_cmpeq_epi8 (v, less), _mm_cmpeq_epi8 (v, ampersand)),
                          _mm_or_si128 (_mm_cmpeq_epi8 (v, underscore),
                                        _mm_cmpeq_epi8 (_mm_min_epu8 (v, control), v)));
      guint mask = (guint)_mm_movemask_epi8 (found);

      if (mask != 0)
        return (gsize)(p - text) + (gsize)__builtin_ctz (mask);
    }
#else
  return cb_xlsx_find_special_plain (text);
#endif
}

/* XML 1.0, 2.2. */
static gboolean
is_character (guint32 c)
{
  return (c >= 0x20 && c < 0xd800) || c == '\t' || c == '\n' || c == '\r'
         || (c > 0xdfff && c <= 0x10ffff && c != 0xfffe && c != 0xffff);
}

/* &#123; &#x1F; Returns: bytes used, 0 when it is none. */
static gsize
append_reference (GString *to, const char *text, gsize length)
{
  gboolean hexadecimal = length > 2 && text[2] == 'x';
  guint64 c = 0;
  gsize i = hexadecimal ? 3 : 2;
  gsize first = i;

  for (; i < length && text[i] != ';'; i++)
    {
      int digit = hexadecimal ? g_ascii_xdigit_value (text[i]) : g_ascii_digit_value (text[i]);

      if (digit < 0 || c > 0x10ffff)
        return 0;
      c = c * (hexadecimal ? 16 : 10) + (guint)digit;
    }
  if (i == first || i >= length || c > 0x10ffff || !is_character ((guint32)c))
    return 0;
  g_string_append_unichar (to, (gunichar)c);

  return i + 1;
}

static gsize
append_entity (GString *to, const char *text, gsize length)
{
  static const struct
  {
    const char *name;
    guint length;
    char meaning;
  } entities[] = { { "&amp;", 5, '&' },
                   { "&lt;", 4, '<' },
                   { "&gt;", 4, '>' },
                   { "&quot;", 6, '"' },
                   { "&apos;", 6, '\'' } };

  if (length > 2 && text[1] == '#')
    return append_reference (to, text, length);
  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (length >= entities[i].length && memcmp (text, entities[i].name, entities[i].length) == 0)
      {
        g_string_append_c (to, entities[i].meaning);
        return entities[i].length;
      }

  return 0;
}

/**
 * cb_xlsx_append_xml:
 * @to: gets the text at its end
 * @text: characters between two tags, without one of them; may be read 15 bytes beyond its end,
 *   where a control character or `<` comes first
 * @length: of @text
 *
 * Reads the entities of XML and makes line ends LF, as XML 1.0, 2.11 says.
 *
 * Returns: %FALSE when it has an entity or a character that XML does not know
 */
gboolean
cb_xlsx_append_xml (GString *to, const char *text, gsize length)
{
  const char *end = text + length;

  while (text < end)
    {
      gsize n = MIN (cb_xlsx_find_special (text), (gsize)(end - text));
      gsize used = 1;

      g_string_append_len (to, text, (gssize)n);
      text += n;
      if (text == end)
        break;
      if (*text == '&')
        used = append_entity (to, text, (gsize)(end - text));
      else if (*text == '\r')
        {
          g_string_append_c (to, '\n');
          used = end - text > 1 && text[1] == '\n' ? 2 : 1;
        }
      else if (*text == '_' || *text == '\n' || *text == '\t')
        g_string_append_c (to, *text);
      else
        used = 0;
      if (used == 0)
        return FALSE;
      text += used;
    }

  return TRUE;
}

/* Returns: the code unit of `_xHHHH_`, -1 when it is none. */
static gint32
read_escape (const char *text, gsize length)
{
  gint32 unit = 0;

  if (length < 7 || text[0] != '_' || text[1] != 'x' || text[6] != '_')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }

  return unit;
}

/**
 * cb_xlsx_decode_escapes:
 * @text: changed in place
 * @from: where in it to begin
 *
 * ST_Xstring of ISO/IEC 29500-1 §22.9.2.19: `_x000D_` is a CR, `_x005F_` the underscore that would
 * begin such an escape. Half of a surrogate pair alone is U+FFFD.
 */
void
cb_xlsx_decode_escapes (GString *text, gsize from)
{
  char *out = text->str + from;
  const char *p = out;
  const char *end = text->str + text->len;

  if (memchr (p, '_', (gsize)(end - p)) == NULL)
    return;
  while (p < end)
    {
      gint32 unit = *p == '_' ? read_escape (p, (gsize)(end - p)) : -1;

      if (unit < 0)
        {
          *out++ = *p++;
          continue;
        }
      p += 7;
      if (unit >= 0xd800 && unit < 0xdc00)
        {
          gint32 low = read_escape (p, (gsize)(end - p));

          if (low >= 0xdc00 && low < 0xe000)
            {
              unit = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
              p += 7;
            }
        }
      if (unit >= 0xd800 && unit < 0xe000)
        unit = 0xfffd;
      out += g_unichar_to_utf8 ((gunichar)unit, out);
    }
  g_string_truncate (text, (gsize)(out - text->str));
}

/**
 * cb_xlsx_text_init:
 * @self: (out): a text without anything
 */
void
cb_xlsx_text_init (CbXlsxText *self)
{
  *self = (CbXlsxText){ 0 };
  self->text = g_string_new (NULL);
  self->runs = g_array_new (FALSE, FALSE, sizeof (CbFontRun));
}

/**
 * cb_xlsx_text_clear:
 * @self: a text that is needed no more
 */
void
cb_xlsx_text_clear (CbXlsxText *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->runs);
}

/**
 * cb_xlsx_text_begin:
 * @self: a text, at the start of its `si` or `is`
 */
void
cb_xlsx_text_begin (CbXlsxText *self)
{
  g_string_truncate (self->text, 0);
  g_array_set_size (self->runs, 0);
  self->run_font = CB_XLSX_FONT_OF_CELL;
  self->depth = 0;
  self->skip_depth = 0;
  self->in_text = FALSE;
}

/**
 * cb_xlsx_text_start:
 * @self: a text
 * @name: of an element in it: `t`, or `r` with `rPr` and `t`, or `rPh`, which is how to say it
 * @attributes: of the element
 */
void
cb_xlsx_text_start (CbXlsxText *self, const char *name, const char **attributes)
{
  self->depth++;
  if (self->skip_depth > 0)
    return;
  if (g_str_equal (name, "rPh"))
    self->skip_depth = self->depth;
  else if (g_str_equal (name, "t"))
    {
      self->in_text = TRUE;
      self->run_start = self->text->len;
    }
  else if (g_str_equal (name, "r"))
    self->run_font = CB_XLSX_FONT_OF_CELL;
  else if (g_str_equal (name, "rFont"))
    self->run_font = (guint8)cb_font_encoding_from_name (cb_xml_get_attribute (attributes, "val"));
}

/* Pieces next to each other in one encoding are one. */
static void
end_run (CbXlsxText *self)
{
  CbFontRun run = { (guint32)self->text->len, (CbFontEncoding)self->run_font };
  CbFontRun *last
      = self->runs->len > 0 ? &g_array_index (self->runs, CbFontRun, self->runs->len - 1) : NULL;

  if (self->text->len == self->run_start)
    return;
  if (last != NULL && last->font == run.font)
    last->end = run.end;
  else
    g_array_append_val (self->runs, run);
}

/**
 * cb_xlsx_text_end:
 * @self: a text
 * @name: of the element in it that ends
 */
void
cb_xlsx_text_end (CbXlsxText *self, const char *name)
{
  if (self->skip_depth == self->depth)
    self->skip_depth = 0;
  else if (self->skip_depth == 0 && self->in_text && g_str_equal (name, "t"))
    {
      self->in_text = FALSE;
      cb_xlsx_decode_escapes (self->text, self->run_start);
      end_run (self);
    }
  self->depth--;
}

/**
 * cb_xlsx_text_add:
 * @self: a text
 * @text: characters in it
 * @length: of @text
 */
void
cb_xlsx_text_add (CbXlsxText *self, const char *text, gsize length)
{
  if (self->in_text && self->skip_depth == 0)
    g_string_append_len (self->text, text, (gssize)length);
}

/**
 * cb_xlsx_text_finish:
 * @self: a text, at the end of its element
 *
 * A text in one font has no runs after this: the font is @run_font.
 */
void
cb_xlsx_text_finish (CbXlsxText *self)
{
  self->run_font = CB_XLSX_FONT_OF_CELL;
  if (self->runs->len == 1)
    {
      self->run_font = (guint8)g_array_index (self->runs, CbFontRun, 0).font;
      g_array_set_size (self->runs, 0);
    }
}
