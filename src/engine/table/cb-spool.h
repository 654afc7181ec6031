/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-workbook.h"
#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/**
 * CbSpoolBlock:
 * @first_record: of its rows, which are all rows of the sheet from here on, blank ones included
 * @n_records: how many
 * @meta: what its cells are, in @meta_length bytes
 * @text: their values, one after the other with a tab or a line feed behind each: what looks over
 *   the text of many cells at a time sees nothing but text there
 * @text_length: of @text
 * @is_valid: it is UTF-8 all through
 *
 * Some rows of a sheet, as small as they can be kept and yet be given at once.
 */
typedef struct
{
  guint64 first_record;
  guint64 n_records;
  guint8 *meta;
  gsize meta_length;
  char *text;
  gsize text_length;
  gboolean is_valid;
} CbSpoolBlock;

typedef struct _CbSpoolWriter CbSpoolWriter;

CbSpoolWriter *cb_spool_writer_new (void) G_GNUC_WARN_UNUSED_RESULT;
void cb_spool_writer_free (CbSpoolWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbSpoolWriter, cb_spool_writer_free)
void
cb_spool_writer_add_row (CbSpoolWriter *self, guint32 row, const CbSheetCell *cells, guint n_cells);
gsize cb_spool_writer_get_size (CbSpoolWriter *self);
CbSpoolBlock *cb_spool_writer_take_block (CbSpoolWriter *self) G_GNUC_WARN_UNUSED_RESULT;

void cb_spool_block_free (CbSpoolBlock *self);

/**
 * CbSpoolCell:
 *
 * A cell as it is kept: its text is not ended by NUL and belongs to the block.
 */
typedef struct
{
  guint32 column;
  guint32 flags; /* CB_CELL_*, its type among them */
  CbFontEncoding font;
  guint32 length;
  char *text;
} CbSpoolCell;

/**
 * CbSpoolCursor:
 * @record: of the row that cb_spool_cursor_next_row() went to
 *
 * Goes over a block, row by row, cell by cell. From any thread, each with its own.
 */
typedef struct
{
  const CbSpoolBlock *block;
  guint64 record;

  const guint8 *meta;
  char *text;
  guint64 next_filled; /* the next row that has cells */
  guint32 n_left;      /* cells of this row still to come */
  guint32 column;
} CbSpoolCursor;

void cb_spool_cursor_init (CbSpoolCursor *self, const CbSpoolBlock *block);
gboolean cb_spool_cursor_next_row (CbSpoolCursor *self);
gboolean cb_spool_cursor_next_cell (CbSpoolCursor *self, CbSpoolCell *cell);

G_END_DECLS
