/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What came with the rows of a long cell is cut: all of it is asked for where it is shown or
 * edited. */

#include "config.h"

#include "ui/datasets/cbu-table-private.h"

static void
free_cell (gpointer data)
{
  CbuWholeCell *cell = data;

  g_object_unref (cell->reader);
  g_free (cell);
}

static gpointer
read_cell (CbWorkplace *none, gpointer input, GCancellable *cancellable, GError **error)
{
  const CbuWholeCell *cell = input;

  return cb_reader_read_cell (cell->reader, cell->row, cell->column, cancellable, error);
}

/**
 * _cbu_table_read_cell:
 * @self: a table that shows a file
 * @row: of the table, 0-based
 * @column: of the table, 0-based
 * @done: gets the text, or an error, and the #CbuWholeCell as its input: by then another file, or
 *   another cell, may be meant
 *
 * Reads all of a cell in a worker thread.
 */
void
_cbu_table_read_cell (CbuTable *self, guint64 row, guint column, CbuDoneFunc done)
{
  CbuWholeCell *cell = g_new0 (CbuWholeCell, 1);

  cell->reader = g_object_ref (self->reader);
  cell->row = row;
  cell->column = column;
  cbu_run_async (self, NULL,
                 &(CbuRun){ .tag = _cbu_table_read_cell,
                            .work = read_cell,
                            .done = done,
                            .input = cell,
                            .free_input = free_cell,
                            .free_result = g_free });
}
