/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-spool.h"

#include <string.h>

#include "engine/text/cb-utf8.h"

/* A row in @meta: blank rows before it, number of cells; a cell: a byte with its type and BYTE_*,
 * one more when that has BYTE_MORE, columns passed over when it has BYTE_SKIPS, its length. Numbers
 * have seven bits a byte, the lowest first; nearly all take one. */
enum
{
  BYTE_TYPE = 0x07,
  BYTE_NOT_ASCII = 1 << 3,
  BYTE_MORE = 1 << 4,
  BYTE_SKIPS = 1 << 5,
  MORE_FLAGS = 0x0f, /* CB_SHEET_CELL_* */
  MORE_FONT_SHIFT = 4,
};

struct _CbSpoolWriter
{
  /* Owned */
  GByteArray *meta;
  GByteArray *text;

  guint64 first_record;
  guint64 next_record;
};

/**
 * cb_spool_writer_new:
 *
 * Returns: (transfer full): what puts the rows of one sheet into blocks
 */
CbSpoolWriter *
cb_spool_writer_new (void)
{
  CbSpoolWriter *self = g_new0 (CbSpoolWriter, 1);

  self->meta = g_byte_array_new ();
  self->text = g_byte_array_new ();

  return self;
}

/**
 * cb_spool_writer_free:
 * @self: (transfer full): a writer
 */
void
cb_spool_writer_free (CbSpoolWriter *self)
{
  g_byte_array_unref (self->meta);
  g_byte_array_unref (self->text);
  g_free (self);
}

static guint8 *
write_number (guint8 *to, guint64 number)
{
  for (; number >= 0x80; number >>= 7)
    *to++ = (guint8)(number | 0x80);
  *to++ = (guint8)number;

  return to;
}

static guint64
read_number (const guint8 **from)
{
  guint64 number = **from & 0x7f;

  for (guint shift = 7; (*(*from)++ & 0x80) != 0; shift += 7)
    number |= (guint64)(**from & 0x7f) << shift;

  return number;
}

static gboolean
is_ascii (const char *bytes, gsize length)
{
  guint8 all = 0;

  for (gsize i = 0; i < length; i++)
    all |= (guint8)bytes[i];

  return all < 0x80;
}

enum
{
  MAX_ROW_HEAD = 24,
  MAX_CELL = 16,
};

/* Makes room for so many bytes more, of which as many as are used are kept afterwards. */
static guint8 *
reserve (GByteArray *array, gsize more)
{
  guint length = array->len;

  g_byte_array_set_size (array, length + (guint)more);
  array->len = length;

  return array->data + length;
}

/* At most MAX_CELL bytes. */
static guint8 *
write_cell (guint8 *to, const CbSheetCell *cell, guint32 skipped)
{
  gboolean ascii = is_ascii (cell->bytes, cell->length);
  guint8 more = (guint8)((cell->flags & MORE_FLAGS)
                         | (ascii ? CB_FONT_UNICODE : cell->font) << MORE_FONT_SHIFT);

  *to++ = (guint8)((cell->type & BYTE_TYPE) | (ascii ? 0 : BYTE_NOT_ASCII)
                   | (more != 0 ? BYTE_MORE : 0) | (skipped != 0 ? BYTE_SKIPS : 0));
  if (more != 0)
    *to++ = more;
  if (skipped != 0)
    to = write_number (to, skipped);

  return write_number (to, cell->length);
}

static guint8 *
write_text (guint8 *to, const CbSheetCell *cell)
{
  memcpy (to, cell->bytes, cell->length);
  to[cell->length] = '\t';

  return to + cell->length + 1;
}

/**
 * cb_spool_writer_add_row:
 * @self: a writer
 * @row: 0-based, over all that came before
 * @cells: (array length=n_cells): in ascending order of their columns
 * @n_cells: at least one
 *
 * Rows between the one before and this are blank.
 */
void
cb_spool_writer_add_row (CbSpoolWriter *self, guint32 row, const CbSheetCell *cells, guint n_cells)
{
  gsize n_bytes = n_cells;
  guint8 *meta;
  guint8 *text;
  guint32 next_column = 0;

  /* Once a row: what an array does to grow costs more than to write a cell. */
  for (guint i = 0; i < n_cells; i++)
    n_bytes += cells[i].length;
  meta = reserve (self->meta, MAX_ROW_HEAD + (gsize)MAX_CELL * n_cells);
  text = reserve (self->text, n_bytes);
  meta = write_number (meta, row - self->next_record);
  meta = write_number (meta, n_cells);
  for (guint i = 0; i < n_cells; i++)
    {
      meta = write_cell (meta, &cells[i], cells[i].column - next_column);
      text = write_text (text, &cells[i]);
      next_column = cells[i].column + 1;
    }
  text[-1] = '\n';
  self->meta->len = (guint)(meta - self->meta->data);
  self->text->len += (guint)n_bytes;
  self->next_record = (guint64)row + 1;
}

/**
 * cb_spool_writer_get_size:
 * @self: a writer
 *
 * Returns: bytes that wait for cb_spool_writer_take_block()
 */
gsize
cb_spool_writer_get_size (CbSpoolWriter *self)
{
  return (gsize)self->meta->len + self->text->len;
}

/**
 * cb_spool_writer_take_block:
 * @self: a writer
 *
 * Returns: (transfer full) (nullable): the rows since the last block, %NULL when there are none
 */
CbSpoolBlock *
cb_spool_writer_take_block (CbSpoolWriter *self)
{
  CbSpoolBlock *block;

  if (self->meta->len == 0)
    return NULL;
  block = g_new0 (CbSpoolBlock, 1);
  block->first_record = self->first_record;
  block->n_records = self->next_record - self->first_record;
  block->meta_length = self->meta->len;
  block->meta = g_memdup2 (self->meta->data, self->meta->len);
  block->text_length = self->text->len;
  block->text = g_memdup2 (self->text->data, self->text->len);
  /* Each cell ends with a tab or a line feed, so that a letter cut short makes the whole invalid.
   */
  block->is_valid = cb_utf8_is_valid (self->text->data, self->text->len);
  g_byte_array_set_size (self->meta, 0);
  g_byte_array_set_size (self->text, 0);
  self->first_record = self->next_record;

  return block;
}

/**
 * cb_spool_block_free:
 * @self: (nullable) (transfer full): a block
 */
void
cb_spool_block_free (CbSpoolBlock *self)
{
  if (self == NULL)
    return;
  g_free (self->meta);
  g_free (self->text);
  g_free (self);
}

/* To the next row that has cells, if the block has one more. */
static void
read_row_head (CbSpoolCursor *self, guint64 after)
{
  if (self->meta == self->block->meta + self->block->meta_length)
    {
      self->next_filled = G_MAXUINT64;
      return;
    }
  self->next_filled = after + read_number (&self->meta);
}

/**
 * cb_spool_cursor_init:
 * @self: (out caller-allocates): a cursor, before the first row
 * @block: (transfer none): what it goes over
 */
void
cb_spool_cursor_init (CbSpoolCursor *self, const CbSpoolBlock *block)
{
  *self = (CbSpoolCursor){ block, block->first_record - 1, block->meta, block->text, 0, 0, 0 };
  read_row_head (self, block->first_record);
}

/**
 * cb_spool_cursor_next_row:
 * @self: a cursor; all cells of the row before were taken
 *
 * Returns: %FALSE at the end of the block
 */
gboolean
cb_spool_cursor_next_row (CbSpoolCursor *self)
{
  if (self->record + 1 == self->block->first_record + self->block->n_records)
    return FALSE;
  self->record++;
  self->column = 0;
  self->n_left = self->record == self->next_filled ? (guint32)read_number (&self->meta) : 0;

  return TRUE;
}

/**
 * cb_spool_cursor_next_cell:
 * @self: a cursor
 * @cell: (out caller-allocates): the next cell of the row that is not blank
 *
 * Returns: %FALSE at the end of the row
 */
gboolean
cb_spool_cursor_next_cell (CbSpoolCursor *self, CbSpoolCell *cell)
{
  guint8 first;
  guint8 more = 0;

  if (self->n_left == 0)
    return FALSE;
  first = *self->meta++;
  if ((first & BYTE_MORE) != 0)
    more = *self->meta++;
  cell->column = self->column;
  if ((first & BYTE_SKIPS) != 0)
    cell->column += (guint32)read_number (&self->meta);
  cell->length = (guint32)read_number (&self->meta);
  cell->flags = (guint32)(first & BYTE_TYPE) << CB_CELL_TYPE_SHIFT
                | (guint32)(more & MORE_FLAGS) << CB_CELL_SHEET_SHIFT
                | ((first & BYTE_NOT_ASCII) != 0 ? CB_CELL_NOT_ASCII : 0);
  if (G_UNLIKELY (!self->block->is_valid)
      && !cb_utf8_is_valid ((const guint8 *)self->text, cell->length))
    cell->flags |= CB_CELL_INVALID;
  cell->font = (CbFontEncoding)(more >> MORE_FONT_SHIFT & 7);
  cell->text = self->text;
  self->text += cell->length + 1;
  self->column = cell->column + 1;
  if (--self->n_left == 0)
    read_row_head (self, self->record + 1);

  return TRUE;
}
