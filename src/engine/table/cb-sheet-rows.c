/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table-sheet.h"

/* Rows of a sheet, out of the blocks in which they are kept. */

typedef struct
{
  CbRowReader *reader;
  CbTable *table;
  CbRowsFunc func;
  gpointer user_data;
  GByteArray *scratch;
  guint n_columns;
  gboolean stopped;
} Delivery;

static void
deliver (Delivery *self)
{
  CbRowReader *reader = self->reader;
  gsize offset = 0;

  for (guint i = 0; i < reader->n_rows; i++)
    {
      reader->rows[i].cells = reader->cells + offset;
      offset += reader->rows[i].n_cells;
    }
  if (!reader->only_header)
    cb_table_mark_rows (self->table, reader->rows, reader->n_rows);
  if (reader->n_rows > 0 && !self->func (reader->rows, reader->n_rows, self->user_data))
    self->stopped = TRUE;
  reader->n_rows = 0;
  reader->n_cells = 0;
  if (reader->converted != NULL)
    g_string_chunk_clear (reader->converted);
}

/* A text in a font of before Unicode, if the words agree with the font. */
static void
convert (Delivery *self, CbFontEncoding font, CbCell *cell)
{
  CbRowReader *reader = self->reader;

  if ((guint)font == CB_FONT_CONVERTED)
    {
      cell->flags |= CB_CELL_WAS_TCVN3;
      return;
    }
  g_byte_array_set_size (self->scratch, 0);
  if (!cb_font_judge_convert (self->table->sheet->judge, font, cell->bytes, cell->length,
                              self->scratch))
    return;
  if (reader->converted == NULL)
    reader->converted = g_string_chunk_new (16 * 1024);
  cell->bytes = g_string_chunk_insert_len (reader->converted, (const char *)self->scratch->data,
                                           (gssize)self->scratch->len);
  cell->length = self->scratch->len;
  cell->flags |= font == CB_FONT_VNI   ? CB_CELL_WAS_VNI
                 : font == CB_FONT_VPS ? CB_CELL_WAS_VPS
                                       : CB_CELL_WAS_TCVN3;
}

/* Returns: the flags of all cells */
static guint32
build_row (Delivery *self, CbSpoolCursor *cursor)
{
  CbRowReader *reader = self->reader;
  CbCell *cell = reader->cells + reader->n_cells;
  CbCell *first = cell;
  CbSpoolCell kept;
  guint32 flags = 0;

  while (cb_spool_cursor_next_cell (cursor, &kept))
    {
      while (cell < first + kept.column)
        *cell++ = (CbCell){ "", 0, 0 };
      *cell = (CbCell){ kept.text, kept.length, kept.flags };
      if (G_UNLIKELY (kept.font != CB_FONT_UNICODE))
        convert (self, kept.font, cell);
      flags |= cell->flags;
      cell++;
    }
  if (cell == first)
    flags |= CB_ROW_BLANK;
  while (cell < first + self->n_columns)
    *cell++ = (CbCell){ "", 0, 0 };
  if (cell == first)
    *cell++ = (CbCell){ "", 0, 0 };
  reader->n_cells += (gsize)(cell - first);

  return flags;
}

static void
pass_over_row (CbSpoolCursor *cursor)
{
  CbSpoolCell kept;

  while (cb_spool_cursor_next_cell (cursor, &kept))
    ;
}

/* Of a sheet: rows are filled up with blank cells to the width of the table, for a sheet has no
 * rows that are shorter than others. */
gboolean
cb_row_reader_read_sheet (CbRowReader *self,
                          CbTable *table,
                          guint64 chunk,
                          CbRowsFunc func,
                          gpointer user_data,
                          GError **error)
{
  g_autoptr (GByteArray) scratch = g_byte_array_new ();
  Delivery delivery = { self, table, func, user_data, scratch, cb_table_get_n_columns (table) };
  guint64 header = table->facts.header_row;
  const CbSpoolBlock *block;
  CbSpoolCursor cursor;

  g_mutex_lock (&table->mutex);
  block = g_ptr_array_index (table->sheet->blocks, (guint)chunk);
  g_mutex_unlock (&table->mutex);
  cb_spool_cursor_init (&cursor, block);
  while (!delivery.stopped && cb_spool_cursor_next_row (&cursor))
    {
      gsize first_cell = self->n_cells;
      guint32 flags;

      if ((cursor.record < header) != self->only_header)
        {
          if (self->only_header)
            break;
          pass_over_row (&cursor);
          continue;
        }
      flags = build_row (&delivery, &cursor);
      self->rows[self->n_rows++] = (CbRow){ cursor.record - (self->only_header ? 0 : header), NULL,
                                            (guint32)(self->n_cells - first_cell), flags };
      if (self->n_rows == CB_ROW_READER_BATCH || self->n_cells > CB_ROW_READER_BATCH_CELLS)
        deliver (&delivery);
    }
  deliver (&delivery);

  return TRUE;
}
