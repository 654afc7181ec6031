/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a single cell looks like, and the words by which offices mark what is not data. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"
#include "engine/text/cb-utf8.h"

/* Words that mark a row are at the beginning of a cell: no more is looked at. */
#define MAX_WORDS 200

static gboolean
is_space (const char *p, gsize left, gsize *width)
{
  *width = 1;
  if (g_ascii_isspace (*p))
    return TRUE;
  *width = 2; /* the blank that does not break, U+00A0 */

  return left >= 2 && (guchar)p[0] == 0xc2 && (guchar)p[1] == 0xa0;
}

/**
 * cb_cell_is_blank:
 * @cell: a cell
 *
 * Returns: %TRUE when nothing is in it, or blanks only
 */
gboolean
cb_cell_is_blank (const CbCell *cell)
{
  gsize width;

  for (gsize i = 0; i < cell->length; i += width)
    if (!is_space (cell->bytes + i, cell->length - i, &width))
      return FALSE;

  return TRUE;
}

static gboolean
is_year (const CbCell *cell)
{
  return cell->length == 4 && (cell->bytes[0] == '1' || cell->bytes[0] == '2')
         && g_ascii_isdigit (cell->bytes[1]) && g_ascii_isdigit (cell->bytes[2])
         && g_ascii_isdigit (cell->bytes[3]);
}

/**
 * cb_cell_look:
 * @cell: a cell
 *
 * What it looks like: what a sheet says it is; else by its characters alone: digits and what stands
 * between them are data. A year alone may be a label.
 *
 * Returns: its look
 */
CbLook
cb_cell_look (const CbCell *cell)
{
  gsize digits = 0;
  gsize others = 0;

  if (cb_cell_is_blank (cell))
    return CB_LOOK_BLANK;
  if (is_year (cell))
    return CB_LOOK_YEAR;
  if (cb_cell_get_type (cell) != CB_SHEET_CELL_TEXT)
    return CB_LOOK_DATA;
  for (guint i = 0; i < cell->length; i++)
    {
      char c = cell->bytes[i];

      if (g_ascii_isdigit (c))
        digits++;
      else if (c == '\0' || strchr (" .,/-+%:()", c) == NULL)
        others++;
    }
  if (digits == 0 || others > 0)
    return memchr (cell->bytes, '@', cell->length) != NULL ? CB_LOOK_DATA : CB_LOOK_TEXT;

  return CB_LOOK_DATA;
}

/**
 * cb_row_look:
 * @row: a row
 *
 * Returns: what its cells look like, counted
 */
CbRowLook
cb_row_look (const CbRow *row)
{
  CbRowLook look = { 0, 0, row->n_cells, 0 };

  for (guint i = 0; i < row->n_cells; i++)
    {
      CbLook cell = cb_cell_look (&row->cells[i]);

      if (cell == CB_LOOK_BLANK)
        continue;
      if (look.n_filled++ == 0)
        look.first = i;
      look.last = i;
      look.n_data += cell == CB_LOOK_DATA;
    }

  return look;
}

/**
 * cb_cell_dup_text:
 * @cell: a cell
 *
 * Returns: (transfer full): its text, valid, with every run of blanks and line breaks one blank and
 *   none at its ends
 */
char *
cb_cell_dup_text (const CbCell *cell)
{
  g_autofree char *shown = cb_utf8_dup_shown (cell->bytes, cell->length, 1024);
  GString *text = g_string_sized_new (strlen (shown));
  gsize length = strlen (shown);
  gboolean blank = FALSE;
  gsize width;

  for (gsize i = 0; i < length; i += width)
    {
      if (is_space (shown + i, length - i, &width))
        {
          blank = text->len > 0;
          continue;
        }
      if (blank)
        g_string_append_c (text, ' ');
      blank = FALSE;
      g_string_append_c (text, shown[i]);
      width = 1;
    }

  return g_string_free (text, FALSE);
}

/**
 * cb_cell_dup_lower:
 * @cell: a cell
 *
 * Returns: (transfer full): the beginning of its text in small letters, composed (NFC), for
 *   comparing with words; the older place of the tone (hoà) becomes the newer (hòa)
 */
char *
cb_cell_dup_lower (const CbCell *cell)
{
  CbCell head = { cell->bytes, MIN (cell->length, MAX_WORDS), cell->flags };
  g_autofree char *text = cb_cell_dup_text (&head);
  g_autofree char *lower = g_utf8_strdown (text, -1);
  g_autofree char *composed = g_utf8_normalize (lower, -1, G_NORMALIZE_NFC);
  GString *string = g_string_new (composed != NULL ? composed : "");

  g_string_replace (string, "oà", "òa", 0);
  g_string_replace (string, "uỷ", "ủy", 0);

  return g_string_free (string, FALSE);
}

/**
 * cb_cell_equals:
 * @cell: a cell
 * @text: a text
 *
 * Returns: %TRUE when they are the same bytes, blanks around them apart
 */
gboolean
cb_cell_equals (const CbCell *cell, const char *text)
{
  const char *begin = cell->bytes;
  gsize length = cell->length;

  while (length > 0 && g_ascii_isspace (*begin))
    begin++, length--;
  while (length > 0 && g_ascii_isspace (begin[length - 1]))
    length--;

  return strlen (text) == length && memcmp (begin, text, length) == 0;
}

/**
 * cb_cell_parse:
 * @cell: a cell
 * @comma: the comma is the decimal sign and the point groups; else the other way round
 * @value: (out): the number
 *
 * Returns: %FALSE when it is no number in that way of writing
 */
gboolean
cb_cell_parse (const CbCell *cell, gboolean comma, double *value)
{
  char plain[40];
  gsize n = 0;
  char *end;

  for (guint i = 0; i < cell->length; i++)
    {
      char c = cell->bytes[i];

      if (c == ' ' || c == (comma ? '.' : ','))
        continue;
      if (n + 1 >= sizeof plain || (!g_ascii_isdigit (c) && strchr ("-.,", c) == NULL))
        return FALSE;
      plain[n++] = c == ',' ? '.' : c;
    }
  if (n == 0)
    return FALSE;
  plain[n] = '\0';
  *value = g_ascii_strtod (plain, &end);

  return *end == '\0';
}

/* Without blanks, points and brackets around it: “(I)”, “II.”, “A)”. */
static gsize
strip_ordinal (const CbCell *cell, const char **begin)
{
  gsize length = cell->length;

  *begin = cell->bytes;
  while (length > 0 && strchr (" (", **begin) != NULL)
    (*begin)++, length--;
  while (length > 0 && strchr (" .)/-", (*begin)[length - 1]) != NULL)
    length--;

  return length;
}

static guint
parse_roman (const char *text, gsize length)
{
  static const char digits[] = "IVXLC";
  static const guint values[] = { 1, 5, 10, 50, 100 };
  guint sum = 0;
  guint before = 0;

  if (length == 0 || length > 7)
    return 0;
  for (gsize i = length; i-- > 0;)
    {
      const char *digit = text[i] != '\0' ? strchr (digits, text[i]) : NULL;
      guint value;

      if (digit == NULL)
        return 0;
      value = values[digit - digits];
      sum = value < before ? sum - value : sum + value;
      before = MAX (before, value);
    }

  return sum;
}

/**
 * cb_cell_roman:
 * @cell: a cell
 *
 * Returns: the value of a Roman number of capitals (“IV”, “IV.”), 0 when it is none
 */
guint
cb_cell_roman (const CbCell *cell)
{
  const char *begin;
  gsize length = strip_ordinal (cell, &begin);

  return parse_roman (begin, length);
}

/**
 * cb_cell_is_ordinal:
 * @cell: a cell
 *
 * Returns: %TRUE for what numbers groups: a Roman number, or one capital letter
 */
gboolean
cb_cell_is_ordinal (const CbCell *cell)
{
  const char *begin;
  gsize length = strip_ordinal (cell, &begin);

  return parse_roman (begin, length) > 0 || (length == 1 && *begin >= 'A' && *begin <= 'Z');
}

/**
 * cb_cell_is_count:
 * @cell: a cell
 *
 * Returns: %TRUE for what numbers the rows of data: 1, 02, 3.1
 */
gboolean
cb_cell_is_count (const CbCell *cell)
{
  const char *begin;
  gsize length = strip_ordinal (cell, &begin);

  if (length == 0 || length > 12)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (begin[i]) && begin[i] != '.')
      return FALSE;

  return TRUE;
}

/**
 * cb_cell_has_ordinal_prefix:
 * @cell: a cell
 *
 * Returns: %TRUE for “I. Khu vực thành thị”, “B) KHỐI HUYỆN”, “II- Nông thôn”
 */
gboolean
cb_cell_has_ordinal_prefix (const CbCell *cell)
{
  g_autofree char *text = cb_cell_dup_text (cell);
  gsize n = strspn (text, "IVXLC");

  if (n == 0 && text[0] >= 'A' && text[0] <= 'Z')
    n = 1;
  if (n == 0 || (parse_roman (text, n) == 0 && n != 1) || strchr (".)-/:", text[n]) == NULL)
    return FALSE;

  return text[n] != '\0' && text[n + 1] != '\0' && (text[n + 1] == ' ' || text[n] != '.');
}
