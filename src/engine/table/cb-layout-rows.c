/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The rows inside a table that are not data: “A, B, 1, 2”, the header once more, names of groups,
 * sums. Data called otherwise would be lost, so that a kind counts only where the first rows of
 * the table show that it has such rows. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"

/* “(3)”, “[3]”, “3=1+2” as “3”. */
static gsize
strip_brackets (const CbCell *cell, const char **text, gboolean *marked)
{
  gsize length = cell->length;

  *text = cell->bytes;
  while (length > 0 && g_ascii_isspace (**text))
    (*text)++, length--;
  while (length > 0 && g_ascii_isspace ((*text)[length - 1]))
    length--;
  if (length > 2
      && (((*text)[0] == '(' && (*text)[length - 1] == ')')
          || ((*text)[0] == '[' && (*text)[length - 1] == ']')))
    {
      *marked = TRUE;
      (*text)++;
      length -= 2;
    }
  for (gsize i = 1; i < length; i++)
    if ((*text)[i] == '=')
      {
        for (gsize k = i + 1; k < length; k++)
          if (strchr ("0123456789+-*/:x() %", (*text)[k]) == NULL)
            return 0;
        *marked = TRUE;
        return i;
      }

  return length;
}

/* One cell of a row of numbering; -n for the n-th letter. 0: it is none. */
static int
parse_numbering (const CbCell *cell, gboolean *marked)
{
  const char *text;
  gsize length = strip_brackets (cell, &text, marked);
  int number = 0;

  if (length == 0 || length > 3)
    return 0;
  if (length == 1 && g_ascii_isalpha (*text))
    return -(g_ascii_toupper (*text) - 'A' + 1);
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]) || (i == 0 && text[i] == '0'))
        return 0;
      number = number * 10 + (text[i] - '0');
    }

  return number;
}

/**
 * cb_layout_is_numbering:
 * @row: a row
 * @sure: (out): letters before numbers, brackets or sums (3=1+2) make it one without looking at
 *   other rows
 *
 * Returns: %TRUE when it counts the columns: A, B, 1, 2; (1), (2); 1, 2, 3=1+2
 */
gboolean
cb_layout_is_numbering (const CbRow *row, gboolean *sure)
{
  int letter = 0;
  int number = 0;
  guint n_numbers = 0;
  guint n_marked = 0;
  guint n = 0;

  *sure = FALSE;
  for (guint i = 0; i < row->n_cells; i++)
    {
      const CbCell *cell = &row->cells[i];
      gboolean marked = FALSE;
      int parsed;

      if (cb_cell_is_blank (cell))
        continue;
      parsed = parse_numbering (cell, &marked);
      if (parsed == 0 || (parsed < 0 && (-parsed != letter + 1 || n_numbers > 0))
          || (parsed > 0 && (number == 0 ? parsed > 2 : parsed <= number || parsed > number + 2)))
        return FALSE;
      if (parsed < 0)
        letter = -parsed;
      else
        number = parsed, n_numbers++;
      n_marked += marked;
      n++;
    }
  *sure = n_numbers > 0 && (letter > 0 || n_marked * 2 > n || (n_marked > 0 && number > 2));

  return n_numbers > 0 && n >= (n_marked == n ? 2 : 3);
}

/* The label of a row: its first cell that is filled, apart from the number of the row. */
static const CbCell *
find_label (const CbLayout *self, const CbRow *row, guint *column)
{
  guint c = self->first_column;

  while (c < row->n_cells && cb_cell_is_blank (&row->cells[c]))
    c++;
  if (c < row->n_cells && (int)c == self->ordinal_column && cb_cell_is_ordinal (&row->cells[c]))
    for (c++; c < row->n_cells && cb_cell_is_blank (&row->cells[c]);)
      c++;
  *column = c;

  return cb_layout_cell (row, c);
}

/* Numbers, blanks, a dash or an x: nothing in words. */
static gboolean
has_only_amounts (const CbRow *row, guint from)
{
  for (guint c = from; c < row->n_cells; c++)
    {
      const CbCell *cell = &row->cells[c];
      CbLook look = cb_cell_look (cell);

      if (look == CB_LOOK_TEXT && !(cell->length == 1 && strchr ("xX-*", cell->bytes[0]) != NULL)
          && !cb_cell_equals (cell, "–") && !cb_cell_equals (cell, "—"))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_layout_is_total_row:
 * @self: a layout
 * @row: a row
 * @subtotal: words for the sum of one group count, too
 *
 * Returns: %TRUE when its label says that it is a sum, and nothing but amounts follows
 */
gboolean
cb_layout_is_total_row (const CbLayout *self, const CbRow *row, gboolean subtotal)
{
  guint column;
  const CbCell *label = find_label (self, row, &column);

  return (subtotal ? cb_cell_is_subtotal (label) : cb_cell_is_total (label))
         && has_only_amounts (row, column + 1);
}

static gboolean
is_rest_blank (const CbRow *row, guint from)
{
  for (guint c = from; c < row->n_cells; c++)
    if (!cb_cell_is_blank (&row->cells[c]))
      return FALSE;

  return TRUE;
}

/**
 * cb_layout_group_form:
 * @self: a layout, with its columns
 * @row: a row
 *
 * Returns: CB_GROUP_*: as what it would name a group, were such rows in this table; 0: as none
 */
guint
cb_layout_group_form (const CbLayout *self, const CbRow *row)
{
  guint first = self->first_column;
  const CbCell *ordinal = cb_layout_cell (row, first);
  const CbCell *name = cb_layout_cell (row, first + 1);
  gboolean numbered = self->ordinal_column == (int)first;
  gboolean sure;
  guint c = first;

  if (self->n_columns < 3)
    return 0;
  if (cb_cell_look (name) == CB_LOOK_TEXT && cb_cell_is_ordinal (ordinal))
    {
      if (is_rest_blank (row, first + 2))
        return CB_GROUP_ORDINAL;
      return numbered && has_only_amounts (row, first + 2) ? CB_GROUP_SUM : 0;
    }
  while (c < row->n_cells && cb_cell_is_blank (&row->cells[c]))
    c++;
  if (c > first + 1 || c >= row->n_cells || cb_cell_look (&row->cells[c]) != CB_LOOK_TEXT
      || !is_rest_blank (row, c + 1) || cb_cell_is_note (&row->cells[c], &sure))
    return 0;
  if (cb_cell_has_ordinal_prefix (&row->cells[c]))
    return CB_GROUP_PREFIX;
  /* What begins with a digit is data to cb_layout_classify(), and the number of a row more often
   * than the name of a group. */
  if (c == first && g_ascii_isdigit (row->cells[c].bytes[0]))
    return 0;

  return numbered ? CB_GROUP_LABEL : 0;
}

static gboolean
is_labels (const CbLayout *self, guint at, const CbRow *row)
{
  guint n_labels = self->n_labels[at];
  guint n = 0;

  for (guint c = 0; c < n_labels; c++)
    {
      const char *label = self->labels[at][c];

      if (!cb_cell_equals (cb_layout_cell (row, c), label))
        return FALSE;
      n += label[0] != '\0';
    }

  return n >= 2 && is_rest_blank (row, n_labels);
}

/**
 * cb_layout_is_header_row:
 * @self: a layout
 * @row: a row
 *
 * Returns: %TRUE when it is one of the rows of the header, once more
 */
gboolean
cb_layout_is_header_row (const CbLayout *self, const CbRow *row)
{
  for (guint i = 0; i < self->header_rows; i++)
    if (is_labels (self, i, row))
      return TRUE;

  return FALSE;
}

/* Nothing but one text, in a row that is one merged cell. */
static gboolean
is_merged_group (const CbLayout *self, guint64 number, const CbRow *row)
{
  guint n_filled = 0;

  if (self->merged_rows == NULL || number > G_MAXUINT32
      || !g_hash_table_contains (self->merged_rows, GUINT_TO_POINTER ((guint)number)))
    return FALSE;
  for (guint c = 0; c < row->n_cells; c++)
    n_filled += !cb_cell_is_blank (&row->cells[c]);

  return n_filled == 1;
}

static CbRowKind
look_at_body (const CbLayout *self, guint64 number, const CbRow *row)
{
  if (is_rest_blank (row, 0))
    return CB_ROW_KIND_BLANK;
  if (cb_layout_is_header_row (self, row))
    return CB_ROW_KIND_REPEATED_HEADER;
  if (is_labels (self, CB_LAYOUT_MAX_HEADER, row))
    return CB_ROW_KIND_NUMBERING;
  if (self->groups != 0)
    {
      if (cb_layout_is_total_row (self, row, TRUE))
        return CB_ROW_KIND_SUBTOTAL;
      if ((cb_layout_group_form (self, row) & self->groups) != 0
          || is_merged_group (self, number, row))
        return CB_ROW_KIND_GROUP;
    }

  return CB_ROW_KIND_DATA;
}

static gboolean
is_in_other_table (const CbLayout *self, guint64 number)
{
  for (guint i = 0; i < self->n_others; i++)
    if (number >= self->others[i].first && number <= self->others[i].last)
      return TRUE;

  return FALSE;
}

static CbRowKind
look_at_row (const CbLayout *self, guint64 number, const CbRow *row)
{
  guint64 end = cb_layout_get_body_end (self);
  CbRowKind kind = CB_ROW_KIND_DATA;
  gpointer said;

  if (number >= self->header_first + self->header_rows && self->said != NULL
      && g_hash_table_lookup_extended (self->said, &number, NULL, &said))
    return (CbRowKind)GPOINTER_TO_UINT (said);
  if (number < self->header_first)
    kind = is_rest_blank (row, 0) ? CB_ROW_KIND_BLANK : CB_ROW_KIND_TITLE;
  else if (number < self->header_first + self->header_rows)
    return CB_ROW_KIND_HEADER;
  else if (number == self->numbering)
    kind = CB_ROW_KIND_NUMBERING;
  else if (number == self->top_total)
    kind = CB_ROW_KIND_TOTAL;
  else if (number < end)
    kind = look_at_body (self, number, row);
  else if (is_rest_blank (row, 0))
    kind = CB_ROW_KIND_BLANK;
  else if (is_in_other_table (self, number))
    kind = CB_ROW_KIND_OTHER_TABLE;
  else
    kind = cb_layout_is_total_row (self, row, FALSE) ? CB_ROW_KIND_TOTAL : CB_ROW_KIND_NOTE;

  return (self->keep & (1u << kind)) != 0 ? CB_ROW_KIND_DATA : kind;
}

/**
 * cb_layout_look_at_row:
 * @self: a layout
 * @number: of the row, 0-based from the beginning of the file
 * @row: the row
 *
 * cb_layout_classify() for the rows that are worth a second look.
 *
 * Returns: its kind
 */
CbRowKind
cb_layout_look_at_row (const CbLayout *self, guint64 number, const CbRow *row)
{
  CbLayoutSample sample = { row, 1, NULL, 0 };
  CbLayoutClip clip;
  CbRowKind kind;

  if (self->clip_end == 0)
    return look_at_row (self, number, row);
  cb_layout_clip_init (&clip, &sample, self->clip_first, self->clip_end);
  kind = look_at_row (self, number, clip.sample.rows);
  cb_layout_clip_clear (&clip);

  return kind;
}
