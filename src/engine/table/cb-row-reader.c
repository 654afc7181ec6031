/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/table/cb-table-private.h"
#include "engine/text/cb-utf8.h"

/* Where a row was left off, to go on after more has been read. */
typedef struct
{
  CbTable *table;
  CbRowsFunc func;
  gpointer user_data;
  guint64 record;    /* of the next row */
  guint64 remaining; /* records still to come from this chunk */
  gsize row_start;   /* in the piece */
  gboolean at_end;   /* the piece reaches to the end of the file */
  gboolean cut;      /* the piece is as long as it may become */
  gboolean stopped;
} Progress;

/* Whether one of the bytes has its bit set. Nearly all cells are short: for those, one load that
 * need not be aligned, and no branch that depends on where the cell stands. */
static G_ALWAYS_INLINE inline gboolean
has_high (const guint64 *bits, gsize begin, gsize end)
{
  const guint8 *p = (const guint8 *)bits + begin / 8;
  gsize n = end - begin;
  guint64 word;

  if (G_LIKELY (n <= 56))
    {
      memcpy (&word, p, sizeof word);
      return (GUINT64_FROM_LE (word) >> (begin % 8) & (((guint64)1 << n) - 1)) != 0;
    }
  for (; begin % 64 != 0 && begin < end; begin++)
    if ((bits[begin / 64] >> (begin % 64) & 1) != 0)
      return TRUE;
  for (; begin + 64 <= end; begin += 64)
    if (bits[begin / 64] != 0)
      return TRUE;

  return begin < end && (bits[begin / 64] << (64 - (end - begin))) != 0;
}

/* Takes the quotes off, in place. What follows the closing quote is added to the value, as most
 * readers do (Python's csv, Rust's csv). */
static void
unquote (CbCell *cell, guint8 quote)
{
  char *text = (char *)cell->bytes + 1;
  char *end = text + cell->length - 1;
  char *from = text;
  char *to = text;

  cell->flags |= CB_CELL_QUOTED;
  for (;;)
    {
      char *found = memchr (from, quote, (gsize)(end - from));
      gsize n = (gsize)((found != NULL ? found : end) - from);

      if (to != from)
        memmove (to, from, n);
      to += n;
      if (found == NULL)
        {
          cell->flags |= CB_CELL_UNTERMINATED;
          break;
        }
      from = found + 1;
      if (from < end && (guint8)*from == quote)
        {
          cell->flags |= CB_CELL_ESCAPED;
          *to++ = (char)quote;
          from++;
          continue;
        }
      if (from < end)
        {
          cell->flags |= CB_CELL_AFTER_QUOTE;
          memmove (to, from, (gsize)(end - from));
          to += end - from;
        }
      break;
    }
  cell->bytes = text;
  cell->length = (guint32)(to - text);
}

static void
add_faults (CbRowReader *self, CbCell *cell, guint8 quote)
{
  if (self->split.has_stray && (cell->flags & CB_CELL_QUOTED) == 0
      && memchr (cell->bytes, quote, cell->length) != NULL)
    cell->flags |= CB_CELL_STRAY_QUOTE;
  if (self->split.has_nul && memchr (cell->bytes, 0, cell->length) != NULL)
    cell->flags |= CB_CELL_NUL;
  if (self->invalid && (cell->flags & CB_CELL_NOT_ASCII) != 0
      && !cb_utf8_is_valid ((const guint8 *)cell->bytes, cell->length))
    cell->flags |= CB_CELL_INVALID;
}

static G_ALWAYS_INLINE inline guint32
set_cell (CbRowReader *self,
          CbCell *cell,
          guint8 *text,
          gsize begin,
          gsize end,
          guint8 quote,
          gboolean faulty)
{
  *cell = (CbCell){ (const char *)text + begin, (guint32)(end - begin),
                    has_high (self->split.high, begin, end) ? CB_CELL_NOT_ASCII : 0 };
  if (G_UNLIKELY (begin < end && text[begin] == quote))
    unquote (cell, quote);
  if (G_UNLIKELY (faulty))
    add_faults (self, cell, quote);

  return cell->flags;
}

static void
deliver (CbRowReader *self, Progress *progress)
{
  gsize offset = 0;

  for (guint i = 0; i < self->n_rows; i++)
    {
      self->rows[i].cells = self->cells + offset;
      offset += self->rows[i].n_cells;
    }
  if (!self->only_header)
    cb_table_mark_rows (progress->table, self->rows, self->n_rows);
  if (self->n_rows > 0 && !progress->func (self->rows, self->n_rows, progress->user_data))
    progress->stopped = TRUE;
  self->n_rows = 0;
  self->n_cells = 0;
}

static void
finish_row (CbRowReader *self, Progress *progress, gsize first_cell, guint32 flags)
{
  guint64 header = progress->table->facts.header_row;
  guint32 n_cells = (guint32)(self->n_cells - first_cell);

  progress->remaining--;
  if ((progress->record++ < header) != self->only_header)
    {
      self->n_cells = first_cell;
      progress->stopped = self->only_header;
      return;
    }
  if (n_cells == 1 && self->cells[first_cell].length == 0 && (flags & CB_CELL_QUOTED) == 0)
    flags |= CB_ROW_BLANK;
  self->rows[self->n_rows++]
      = (CbRow){ progress->record - 1 - (self->only_header ? 0 : header), NULL, n_cells, flags };
  if (self->n_rows == CB_ROW_READER_BATCH || self->n_cells > CB_ROW_READER_BATCH_CELLS)
    deliver (self, progress);
}

static CbLineEnd
get_line_end (const guint8 *text, gsize begin, gsize at)
{
  if (text[at] == '\r')
    return CB_LINE_END_CR;

  return at > begin && text[at - 1] == '\r' ? CB_LINE_END_CRLF : CB_LINE_END_LF;
}

/* The last row of the file without a line end, or of a piece that may not grow. */
static void
add_open_row (CbRowReader *self, Progress *progress, gsize begin, gsize first_cell, guint32 flags)
{
  guint8 *text = self->piece.text + progress->row_start;
  gsize end = self->piece.length - progress->row_start;
  guint32 cell_flags;

  if (begin == end && first_cell == self->n_cells)
    {
      progress->remaining--;
      return;
    }
  cell_flags = set_cell (self, &self->cells[self->n_cells++], text, begin, end,
                         progress->table->dialect.quote, TRUE);
  if (!progress->at_end)
    {
      if (!cb_table_ends_inside (progress->table, progress->record))
        cell_flags &= ~(guint32)CB_CELL_UNTERMINATED;
      cell_flags |= CB_CELL_CUT;
    }
  self->cells[self->n_cells - 1].flags = cell_flags;
  finish_row (self, progress, first_cell,
              flags | cell_flags | (progress->at_end ? CB_ROW_NO_END : 0));
}

/* Goes over the cell ends of the piece. On return either nothing remains, or the piece must become
 * longer for the row at row_start. */
static void
build_rows (CbRowReader *self, Progress *progress)
{
  const CbTable *table = progress->table;
  const guint32 *ends = self->split.ends;
  gsize n_ends = self->split.n_ends;
  guint8 *text = self->piece.text + progress->row_start;
  gsize base = progress->row_start;
  guint8 quote = table->dialect.quote;
  guint8 delimiter = table->dialect.delimiter;
  gboolean faulty = self->invalid || self->split.has_nul || self->split.has_stray;
  gsize begin = 0;
  gsize first_cell = self->n_cells;
  CbCell *cell = self->cells + first_cell;
  CbCell *last = cell + CB_TABLE_MAX_CELLS;
  guint32 flags = 0;

  for (gsize i = 0; i < n_ends && progress->remaining > 0 && !progress->stopped; i++)
    {
      gsize end = ends[i];
      gsize cell_end = end;
      CbLineEnd line_end;

      if (G_LIKELY (text[end] == delimiter))
        {
          if (G_LIKELY (cell < last))
            flags |= set_cell (self, cell++, text, begin, end, quote, faulty);
          else
            flags |= CB_CELL_CUT;
          begin = end + 1;
          continue;
        }
      line_end = get_line_end (text, begin, end);
      if (line_end == CB_LINE_END_CRLF)
        cell_end--;
      if (line_end != table->line_end)
        flags |= CB_ROW_LINE_END;
      flags |= set_cell (self, cell++, text, begin, cell_end, quote, faulty);
      self->n_cells = (gsize)(cell - self->cells);
      begin = end + 1;
      progress->row_start = base + begin;
      finish_row (self, progress, first_cell, flags);
      first_cell = self->n_cells;
      cell = self->cells + first_cell;
      last = cell + CB_TABLE_MAX_CELLS;
      flags = 0;
    }
  self->n_cells = (gsize)(cell - self->cells);

  if (progress->remaining > 0 && !progress->stopped && (progress->at_end || progress->cut))
    {
      gsize row_start = progress->row_start;

      progress->row_start = base;
      add_open_row (self, progress, begin, first_cell, flags);
      progress->row_start = row_start;
      progress->remaining = 0;
    }
  else
    {
      self->n_cells = first_cell;
    }
  deliver (self, progress);
}

/* Passes the row that began in an earlier chunk. */
static void
find_first_row (CbRowReader *self, CbTable *table, CbCsvState state, Progress *progress)
{
  guint64 rows;

  progress->row_start = cb_csv_skip (self->piece.text, self->piece.length, self->piece.after,
                                     &table->dialect, &state, 1, &rows);
  if (rows == 0)
    progress->remaining = 0;
}

/* A piece may end within a character: that is the next chunk's. */
static gboolean
is_piece_valid (const CbPiece *piece, gsize begin)
{
  gsize end = piece->length;

  for (guint i = 0; i < 3 && piece->after >= 0 && end > begin && piece->text[end - 1] >= 0x80; i++)
    if (piece->text[--end] >= 0xc0)
      break;

  return cb_utf8_is_valid (piece->text + begin, end - begin);
}

/* Of text: the rows that begin in the chunk. The index must know it and the next. */
gboolean
cb_row_reader_read_text (CbRowReader *self,
                         CbTable *table,
                         guint64 chunk,
                         CbRowsFunc func,
                         gpointer user_data,
                         GError **error)
{
  Progress progress = { table, func, user_data };
  CbTableChunk begin = table->chunks[chunk];

  progress.remaining = table->chunks[chunk + 1].ends_before - begin.ends_before;
  if (chunk == 0)
    progress.remaining++;
  progress.record = begin.ends_before + (chunk > 0 ? 1 : 0);
  self->tail = CLAMP (self->tail, CB_TABLE_TAIL, CB_TABLE_TAIL * 8);

  for (gboolean first = TRUE; progress.remaining > 0 && !progress.stopped; first = FALSE)
    {
      CbCsvState state = CB_CSV_STATE_START;
      CbPiece *piece = &self->piece;
      gsize tail = self->tail;

      if (!first)
        tail = self->tail *= 8;

      if (!cb_piece_load (piece, table, chunk, tail, error))
        return FALSE;
      if (first && chunk > 0)
        find_first_row (self, table, begin.state, &progress);
      progress.at_end = piece->after < 0;
      progress.cut = !progress.at_end && tail >= CB_TABLE_MAX_ROW;
      cb_csv_split (piece->text + progress.row_start, piece->length - progress.row_start,
                    piece->after, &table->dialect, &state, &self->split);
      self->invalid = self->split.has_high && !is_piece_valid (piece, progress.row_start);
      build_rows (self, &progress);
    }

  return TRUE;
}

/**
 * cb_row_reader_read:
 * @self: a reader, zeroed at first, used again
 * @table: of what
 * @chunk: which; waited for before
 * @func: gets the rows that begin in this chunk, in order
 * @user_data: for it
 * @error: where to say why not
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_row_reader_read (CbRowReader *self,
                    CbTable *table,
                    guint64 chunk,
                    CbRowsFunc func,
                    gpointer user_data,
                    GError **error)
{
  if (self->rows == NULL)
    {
      self->rows = g_new (CbRow, CB_ROW_READER_BATCH);
      self->cells = g_new (CbCell, CB_ROW_READER_BATCH_CELLS + CB_TABLE_MAX_CELLS + 2);
    }
  self->n_rows = 0;
  self->n_cells = 0;

  return table->rows->read_chunk (self, table, chunk, func, user_data, error);
}

/**
 * cb_row_reader_clear:
 * @self: a reader
 */
void
cb_row_reader_clear (CbRowReader *self)
{
  cb_piece_clear (&self->piece);
  cb_csv_split_clear (&self->split);
  g_clear_pointer (&self->cells, g_free);
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->converted, g_string_chunk_free);
}
