/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/diff/cb-diff-private.h"

/* One row, for looking at it. */
typedef struct
{
  const CbDiff *diff;
  gboolean is_before;
  CbDiffRow *row;
} Job;

static gpointer
get_job (gpointer user_data)
{
  return user_data;
}

static void
leave_job (gpointer state)
{
}

static void
take_row (gpointer state, const CbRow *rows, guint n_rows)
{
  const Job *job = state;
  const CbRow *row = &rows[0];

  for (guint i = 0; i < job->diff->columns->len; i++)
    {
      const CbDiffColumn *column = cb_diff_get_column (job->diff, i);
      int place = job->is_before ? column->before : column->now;
      const CbCell *cell = place >= 0 && (guint)place < row->n_cells ? &row->cells[place] : NULL;

      if (cell != NULL)
        {
          g_free (job->row->cells[i]);
          job->row->cells[i] = cb_cell_dup_shown (cell);
        }
      job->row->hashes[i] = _cb_diff_hash_cell (column, job->is_before, cell);
    }
}

/**
 * cb_diff_read_row:
 * @self: a difference
 * @table: one of its tables
 * @is_before: whether it is the table before
 * @number: of a row of it
 * @row: (out caller-allocates): what stands there; empty cells where there is no such row
 * @cancellable: (nullable): ends it
 * @error: as cb_table_scan_rows()
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_diff_read_row (const CbDiff *self,
                  CbTable *table,
                  gboolean is_before,
                  guint32 number,
                  CbDiffRow *row,
                  GCancellable *cancellable,
                  GError **error)
{
  static const CbScanWorker worker = { get_job, take_row, NULL, NULL, leave_job, FALSE };
  Job job = { self, is_before, row };

  g_return_val_if_fail (self != NULL && table != NULL && row != NULL, FALSE);

  row->cells = g_new0 (char *, self->columns->len + 1);
  row->hashes = g_new0 (guint64, self->columns->len + 1);
  for (guint i = 0; i < self->columns->len; i++)
    {
      row->cells[i] = g_strdup ("");
      row->hashes[i] = _cb_diff_hash_cell (cb_diff_get_column (self, i), is_before, NULL);
    }

  return number == CB_DIFF_NO_ROW
         || cb_table_scan_rows (table, number, number, &worker, &job, NULL, NULL, cancellable,
                                error)
                != NULL;
}

/**
 * cb_diff_row_clear:
 * @self: a row
 *
 * Frees what is in it.
 */
void
cb_diff_row_clear (CbDiffRow *self)
{
  g_clear_pointer (&self->cells, g_strfreev);
  g_clear_pointer (&self->hashes, g_free);
}
