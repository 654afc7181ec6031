/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the rows around a header say of its columns, for cb-layout-header.c. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-finder.h"

/**
 * cb_header_find_usual_width:
 * @sample: the first rows of the file
 *
 * Returns: how many cells most rows have; of two such numbers the one that is met first. Titles and
 *   notes of one cell may be more than the rows of a short table
 */
guint
cb_header_find_usual_width (const CbLayoutSample *sample)
{
  g_autoptr (GArray) times = g_array_new (FALSE, TRUE, sizeof (guint));
  guint best = 0;
  guint n_wide = 0;

  for (guint i = 0; i < sample->n_rows; i++)
    n_wide += sample->rows[i].n_cells > 1;
  for (guint i = 0; i < sample->n_rows; i++)
    {
      guint n = sample->rows[i].n_cells;

      if (n <= 1 && n_wide * 4 >= sample->n_rows)
        continue;
      if (n >= times->len)
        g_array_set_size (times, n + 1);
      g_array_index (times, guint, n)++;
      if (best >= times->len
          || g_array_index (times, guint, n) > g_array_index (times, guint, best))
        best = n;
    }

  return best;
}

static int
compare_counts (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *)a;
  guint y = *(const guint *)b;

  return x < y ? -1 : x > y;
}

/**
 * cb_header_find_usual_fill:
 * @self: a finder
 *
 * Returns: the median of the filled cells of rows that are not blank
 */
guint
cb_header_find_usual_fill (const CbHeaderFinder *self)
{
  g_autoptr (GArray) counts = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i < self->sample->n_rows; i++)
    if (self->looks[i].n_filled > 0)
      g_array_append_val (counts, self->looks[i].n_filled);
  g_array_sort (counts, compare_counts);

  return counts->len > 0 ? g_array_index (counts, guint, counts->len / 2) : 0;
}

/**
 * cb_header_get_spans:
 * @self: a finder
 * @row: of the sample
 *
 * Returns: (transfer none): the label of each column in the row: its own cell, or the next one that
 *   is filled to the left; with merged cells, where they say
 */
const CbHeaderSpans *
cb_header_get_spans (const CbHeaderFinder *self, guint row)
{
  CbHeaderSpans *spans = &self->spans[row];
  const CbRow *cells = &self->sample->rows[row];
  int start = -1;

  if (spans->starts != NULL)
    return spans;
  spans->starts = g_new (int, self->width + 1);
  spans->merged = g_new0 (guint8, self->width + 1);
  for (guint c = 0; c < self->width; c++)
    {
      if (!cb_cell_is_blank (cb_layout_cell (cells, c)))
        start = (int)c;
      spans->starts[c] = start;
    }
  for (guint i = 0; i < self->merges->len; i++)
    {
      const CbSheetRange *merge = &g_array_index (self->merges, CbSheetRange, i);

      for (guint c = merge->first_column;
           cells->number >= merge->first_row && cells->number <= merge->last_row
           && c <= merge->last_column && c < self->width;
           c++)
        {
          spans->starts[c] = (int)merge->first_column;
          spans->merged[c] = 1;
        }
    }

  return spans;
}

/**
 * cb_header_is_sparse:
 * @self: a finder
 * @row: of the sample
 *
 * Returns: whether it has few cells: titles of another table and notes say nothing of the columns
 */
gboolean
cb_header_is_sparse (const CbHeaderFinder *self, guint row)
{
  guint n_filled = self->looks[row].n_filled;

  return n_filled * 3 < self->width || (n_filled <= 1 && self->width > 1);
}

/* Nor does the row of A, B, 1, 2. */
static gboolean
says_something (const CbHeaderFinder *self, guint row)
{
  gboolean sure;

  return !cb_header_is_sparse (self, row)
         && !cb_layout_is_numbering (&self->sample->rows[row], &sure);
}

/**
 * cb_header_is_same_row:
 * @a: a row
 * @b: another
 *
 * Returns: whether all their cells are the same bytes
 */
gboolean
cb_header_is_same_row (const CbRow *a, const CbRow *b)
{
  for (guint i = 0; i < MAX (a->n_cells, b->n_cells); i++)
    {
      const CbCell *x = cb_layout_cell (a, i);
      const CbCell *y = cb_layout_cell (b, i);

      if (x->length != y->length || memcmp (x->bytes, y->bytes, x->length) != 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_header_rate_data_below:
 * @self: a finder
 * @row: of the sample
 * @column: 0-based
 *
 * Returns: the share, 0…1, of the filled cells of a column below the row that only data has; the
 *   same row once more is no data
 */
double
cb_header_rate_data_below (const CbHeaderFinder *self, guint row, guint column)
{
  guint n_filled = 0;
  guint n_data = 0;

  for (guint i = row + 1; i < self->sample->n_rows && i <= row + CB_HEADER_EVIDENCE; i++)
    {
      CbLook look;

      if (!says_something (self, i)
          || cb_header_is_same_row (&self->sample->rows[i], &self->sample->rows[row]))
        continue;
      look = cb_cell_look (cb_layout_cell (&self->sample->rows[i], column));
      n_filled += look != CB_LOOK_BLANK;
      n_data += look == CB_LOOK_DATA || look == CB_LOOK_YEAR;
    }

  return n_filled > 0 ? (double)n_data / n_filled : 0;
}

/**
 * cb_header_get_reach:
 * @self: a finder
 * @row: of the sample
 * @start: the column in which a label begins
 *
 * Returns: how many columns the label covers
 */
guint
cb_header_get_reach (const CbHeaderFinder *self, guint row, guint start)
{
  const CbHeaderSpans *spans = cb_header_get_spans (self, row);
  guint end = start;

  while (end < self->width && spans->starts[end] == (int)start
         && spans->merged[end] == spans->merged[start])
    end++;

  return end - start;
}

/**
 * cb_header_is_across:
 * @self: a finder
 * @row: of the sample
 *
 * Returns: whether the row is one cell that is merged over most of the table
 */
gboolean
cb_header_is_across (const CbHeaderFinder *self, guint row)
{
  guint first = self->looks[row].first;

  return self->looks[row].n_filled == 1 && first < self->width
         && cb_header_get_spans (self, row)->merged[first] != 0
         && cb_header_get_reach (self, row, first) * 3 >= self->width * 2;
}
