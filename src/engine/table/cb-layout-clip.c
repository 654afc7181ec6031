/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One table of several that stand side by side: its columns alone, as if the file had no others. */

#include "config.h"

#include "engine/table/cb-layout-private.h"

static const CbCell blank = { "", 0, 0 };

/* Returns: how many there are, at least one */
static guint
append_row (GArray *cells, const CbRow *row, guint first, guint end)
{
  guint last = MIN (row->n_cells, end);

  if (last <= first)
    {
      g_array_append_val (cells, blank);
      return 1;
    }
  g_array_append_vals (cells, &row->cells[first], last - first);

  return last - first;
}

static CbSheetRange
shift_merge (const CbSheetRange *merge, guint first, guint end)
{
  CbSheetRange shifted = *merge;

  shifted.first_column = MAX (merge->first_column, first) - first;
  shifted.last_column = MIN (merge->last_column, end - 1) - first;

  return shifted;
}

/**
 * cb_layout_clip_init:
 * @self: (out caller-allocates): to be cleared
 * @sample: rows of a file, which outlive it
 * @first: the first column that is seen
 * @end: the first that is not seen any more
 *
 * The rows with the cells of some columns only; the first of these columns is column 0. Merged
 * cells that do not reach into them are gone, too.
 */
void
cb_layout_clip_init (CbLayoutClip *self, const CbLayoutSample *sample, guint first, guint end)
{
  CbRow *rows;
  gsize at = 0;

  self->cells = g_array_new (FALSE, FALSE, sizeof (CbCell));
  self->rows = g_array_new (FALSE, FALSE, sizeof (CbRow));
  self->merges = g_array_new (FALSE, FALSE, sizeof (CbSheetRange));
  for (guint i = 0; i < sample->n_rows; i++)
    {
      CbRow row = sample->rows[i];

      row.n_cells = append_row (self->cells, &row, first, end);
      g_array_append_val (self->rows, row);
    }
  rows = (CbRow *)(gpointer)self->rows->data;
  for (guint i = 0; i < self->rows->len; i++)
    {
      rows[i].cells = (const CbCell *)(gpointer)self->cells->data + at;
      at += rows[i].n_cells;
    }
  for (guint i = 0; i < sample->n_merges; i++)
    if (sample->merges[i].last_column >= first && sample->merges[i].first_column < end)
      {
        CbSheetRange shifted = shift_merge (&sample->merges[i], first, end);

        g_array_append_val (self->merges, shifted);
      }
  self->sample
      = (CbLayoutSample){ rows, self->rows->len, (const CbSheetRange *)(gpointer)self->merges->data,
                          self->merges->len };
}

/**
 * cb_layout_clip_clear:
 * @self: what cb_layout_clip_init() made
 */
void
cb_layout_clip_clear (CbLayoutClip *self)
{
  g_array_unref (self->cells);
  g_array_unref (self->rows);
  g_array_unref (self->merges);
}
