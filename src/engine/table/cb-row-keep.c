/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/table/cb-table-private.h"

/* Rows that are looked at together: those of the beginning, and those of the end. */

void
cb_row_keep_init (CbRowKeep *self)
{
  self->rows = g_array_new (FALSE, FALSE, sizeof (CbRow));
  self->cells = g_array_new (FALSE, FALSE, sizeof (CbCell));
  self->text = g_string_chunk_new (16 * 1024);
}

void
cb_row_keep_clear (CbRowKeep *self)
{
  g_array_unref (self->rows);
  g_array_unref (self->cells);
  g_string_chunk_free (self->text);
}

static void
add_cell (CbRowKeep *self, const char *bytes, gsize length, guint32 flags)
{
  CbCell cell = { "", (guint32)MIN (length, CB_ROW_KEEP_MAX_CELL), flags };

  if (cell.length > 0)
    cell.bytes = g_string_chunk_insert_len (self->text, bytes, cell.length);
  g_array_append_val (self->cells, cell);
}

void
cb_row_keep_add (CbRowKeep *self, const CbRow *row)
{
  CbRow kept = { row->number, NULL, MIN (row->n_cells, CB_TABLE_MAX_CELLS), row->flags };

  for (guint i = 0; i < kept.n_cells; i++)
    add_cell (self, row->cells[i].bytes, row->cells[i].length, row->cells[i].flags);
  g_array_append_val (self->rows, kept);
}

/* The next row, of cells that are text. */
void
cb_row_keep_add_texts (CbRowKeep *self, const GStrv texts)
{
  CbRow kept = { self->rows->len, NULL, g_strv_length (texts), 0 };

  for (guint i = 0; i < kept.n_cells; i++)
    add_cell (self, texts[i], strlen (texts[i]), 0);
  g_array_append_val (self->rows, kept);
}

/* What was kept so far, as long as nothing more is. */
CbLayoutSample
cb_row_keep_get_sample (CbRowKeep *self)
{
  CbRow *rows = (CbRow *)(gpointer)self->rows->data;
  gsize at = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      rows[i].cells = (const CbCell *)(gpointer)self->cells->data + at;
      at += rows[i].n_cells;
    }

  return (CbLayoutSample){ rows, self->rows->len, NULL, 0 };
}
