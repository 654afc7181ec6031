/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whether a table has rows that name groups, and what they look like. A form counts only when the
 * table begins with it, as a table in groups does: a row of data that merely lacks its numbers
 * comes later. */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/table/cb-layout-private.h"

#define MAX_MERGED 100000

typedef struct
{
  CbLayout *layout;
  const CbLayoutSample *sample;
  guint begin; /* of the body, in the sample */
  guint end;
} Body;

static gboolean
is_ordinal_label (const char *label)
{
  static const char *const names[]
      = { "stt", "tt", "số tt", "số thứ tự", "stt.", "tt.", "s tt", "thứ tự", "no", "no.", NULL };
  g_autofree char *lower = g_utf8_strdown (label, -1);

  return g_strv_contains (names, lower);
}

/* 1, 2, 3, from 1 again under each group. */
static gboolean
counts_rows (const Body *self, guint column)
{
  gint64 before = 0;
  guint n = 0;

  for (guint i = self->begin; i < self->end; i++)
    {
      const CbCell *cell = cb_layout_cell (&self->sample->rows[i], column);
      g_autofree char *text = NULL;
      gint64 value;

      if (!cb_cell_is_count (cell))
        continue;
      text = g_strndup (cell->bytes, cell->length);
      value = g_ascii_strtoll (text, NULL, 10);
      if (value != 1 && value != before + 1)
        return FALSE;
      before = value;
      n++;
    }

  return n >= 3;
}

static void
find_ordinal_column (Body *self)
{
  CbLayout *layout = self->layout;
  guint first = layout->first_column;

  layout->ordinal_column = -1;
  for (guint i = 0; i < layout->header_rows; i++)
    if (layout->n_labels[i] > first && is_ordinal_label (layout->labels[i][first]))
      layout->ordinal_column = (int)first;
  if (layout->ordinal_column < 0 && counts_rows (self, first))
    layout->ordinal_column = (int)first;
}

static gboolean
is_blank_row (const CbRow *row)
{
  return cb_row_look (row).n_filled == 0;
}

/* Rows that number a group in the same way: I with II, A with B. */
static gboolean
is_same_level (const CbCell *a, const CbCell *b)
{
  return (cb_cell_roman (a) > 0) == (cb_cell_roman (b) > 0);
}

/* Whether what stands in @column of the group at @group is the sum of what follows it: of the rows
 * that are counted, up to the next group of its kind. */
static gboolean
is_sum (const Body *self, guint group, guint column, gboolean comma)
{
  const CbLayout *layout = self->layout;
  const CbRow *head = &self->sample->rows[group];
  double sum = 0;
  double claimed, value;
  guint n = 0;
  guint i;

  if (!cb_cell_parse (cb_layout_cell (head, column), comma, &claimed))
    return FALSE;
  for (i = group + 1; i < self->end; i++)
    {
      const CbRow *row = &self->sample->rows[i];
      const CbCell *ordinal = cb_layout_cell (row, layout->first_column);

      if (cb_cell_is_ordinal (ordinal)
          && is_same_level (ordinal, cb_layout_cell (head, layout->first_column)))
        break;
      if (!cb_cell_is_count (ordinal) || memchr (ordinal->bytes, '.', ordinal->length) != NULL)
        continue;
      if (!cb_cell_parse (cb_layout_cell (row, column), comma, &value))
        return FALSE;
      sum += value;
      n++;
    }

  return n > 0 && fabs (sum - claimed) <= fabs (claimed) * 1e-9 + 1e-9;
}

/* One sum that is borne out is enough: averages and shares beside it never are. */
static gboolean
is_borne_out (const Body *self, guint group)
{
  const CbLayout *layout = self->layout;

  for (guint c = layout->first_column + 2; c < layout->first_column + layout->n_columns; c++)
    if (is_sum (self, group, c, TRUE) || is_sum (self, group, c, FALSE))
      return TRUE;

  return FALSE;
}

/* The next row that is not blank, @end when there is none. */
static guint
find_next (const Body *self, guint row)
{
  do
    row++;
  while (row < self->end && is_blank_row (&self->sample->rows[row]));

  return row;
}

static guint
find_form (const Body *self, guint row)
{
  const CbRow *cells = &self->sample->rows[row];

  if (cb_layout_is_total_row (self->layout, cells, TRUE))
    return 0;

  return cb_layout_group_form (self->layout, cells);
}

/* Whether a row is of the data: it has a number of its own where rows are numbered, and is not
 * numbered as groups are. */
static gboolean
is_data (const Body *self, guint row)
{
  const CbRow *cells = &self->sample->rows[row];
  const CbCell *first = cb_layout_cell (cells, self->layout->first_column);

  if (self->layout->ordinal_column >= 0)
    return cb_cell_is_count (first);

  return cb_row_look (cells).n_filled * 2 > self->layout->n_columns && !cb_cell_is_ordinal (first);
}

/* Rows of a form are groups when all of them lead to data, or to a group within. */
static gboolean
leads_to_data (const Body *self, guint form)
{
  guint n_groups = 0;
  guint n_data = 0;

  for (guint i = self->begin; i < self->end; i++)
    {
      guint next = find_next (self, i);
      const CbRow *row = &self->sample->rows[i];

      if (is_blank_row (row))
        continue;
      n_data += is_data (self, i);
      if (find_form (self, i) != form)
        {
          /* Numbered like a group and yet full of data: such numbers are data here. */
          if ((form & (CB_GROUP_ORDINAL | CB_GROUP_PREFIX)) != 0
              && cb_cell_is_ordinal (cb_layout_cell (row, self->layout->first_column))
              && find_form (self, i) == 0)
            return FALSE;
          continue;
        }
      n_groups++;
      if (next < self->end && !is_data (self, next) && find_form (self, next) == 0
          && !cb_layout_is_total_row (self->layout, &self->sample->rows[next], TRUE))
        return FALSE;
    }

  return n_groups > 0 && n_data >= n_groups;
}

/* Rows of one cell merged over the table, of all merged cells: never data. */
static void
find_merged_rows (Body *self)
{
  CbLayout *layout = self->layout;
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (guint i = 0; i < self->sample->n_merges && rows->len < MAX_MERGED; i++)
    {
      const CbSheetRange *merge = &self->sample->merges[i];

      if (merge->first_row == merge->last_row && layout->n_columns >= 3
          && merge->first_row >= cb_layout_get_body (layout)
          && merge->first_column <= layout->first_column + 1
          && merge->last_column + 1 >= layout->first_column + layout->n_columns - 1)
        g_array_append_val (rows, merge->first_row);
    }
  if (rows->len == 0)
    return;
  layout->groups |= CB_GROUP_MERGED;
  layout->merged_rows = g_hash_table_new (NULL, NULL);
  for (guint i = 0; i < rows->len; i++)
    g_hash_table_add (layout->merged_rows, GUINT_TO_POINTER (g_array_index (rows, guint32, i)));
}

/* “Tổng số” with data on both sides of it, in a table without groups, is one of its values, as
 * “Nam” and “Nữ” are. */
static void
look_at_totals (Body *self)
{
  CbLayout *layout = self->layout;
  gboolean data_below = FALSE;

  for (guint i = self->end; i-- > self->begin + 1 && layout->groups == 0;)
    {
      const CbRow *row = &self->sample->rows[i];
      CbRowLook look = cb_row_look (row);

      if (!cb_layout_is_total_row (layout, row, FALSE))
        data_below = data_below || (look.n_filled * 2 > layout->n_columns && look.n_data > 0);
      else if (data_below)
        layout->total_is_data = TRUE;
    }
}

/* The form of the first row, which all others depend on. */
static void
find_forms (Body *self, guint first)
{
  static const guint forms[] = { CB_GROUP_ORDINAL, CB_GROUP_SUM, CB_GROUP_PREFIX, CB_GROUP_LABEL };
  guint begun = find_form (self, first);

  if (begun == 0 || !leads_to_data (self, begun)
      || (begun == CB_GROUP_SUM && !is_borne_out (self, first)))
    return;
  self->layout->groups |= begun;
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    if (forms[i] != begun && forms[i] != CB_GROUP_SUM && leads_to_data (self, forms[i]))
      self->layout->groups |= forms[i];
}

/**
 * cb_layout_find_groups:
 * @self: a layout, with its header and columns
 * @sample: the first rows of the file
 *
 * Finds the column of running numbers, the sums under the header, and whether there are groups.
 */
void
cb_layout_find_groups (CbLayout *self, const CbLayoutSample *sample)
{
  Body body = { self, sample, 0, 0 };
  guint first;

  while (body.begin < sample->n_rows && sample->rows[body.begin].number < cb_layout_get_body (self))
    body.begin++;
  body.end = body.begin;
  while (body.end < sample->n_rows && sample->rows[body.end].number < self->body_end)
    body.end++;
  find_ordinal_column (&body);
  find_merged_rows (&body);
  if (self->header_rows == 0 || body.begin == body.end)
    return;

  first = is_blank_row (&sample->rows[body.begin]) ? find_next (&body, body.begin) : body.begin;
  body.begin = MIN (first, body.end);
  if (first < body.end && cb_layout_is_total_row (self, &sample->rows[first], FALSE))
    first = find_next (&body, first);
  if (first >= body.end)
    return;
  find_forms (&body, first);
  look_at_totals (&body);
  if (!self->total_is_data && body.begin < body.end
      && cb_layout_is_total_row (self, &sample->rows[body.begin], FALSE))
    self->top_total = sample->rows[body.begin].number;
}
