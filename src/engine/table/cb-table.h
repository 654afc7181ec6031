/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-error.h"
#include "base/cb-progress.h"
#include "base/cb-row-kinds.h"
#include "engine/formats/cb-workbook.h"

G_BEGIN_DECLS

/**
 * CbLayoutWish:
 * @header_row: the row of the file that is the last of the header, 1-based; 0: there is no header,
 *   -1: find out
 * @header_rows: so many rows up to there, at least 1; -1: one, or find out with @header_row
 * @first_column: 0-based; -1: find out
 * @body_end: rows of the file from this one (0-based) on are not of the table; -1: find out
 * @keep: bits `1 << CB_ROW_KIND_…`: kinds that are of the table all the same
 * @taken_out: (nullable) (array length=n_taken_out): rows of the file (0-based) that are not of the
 *   table
 * @n_taken_out: of @taken_out
 * @taken_in: (nullable) (array length=n_taken_in): rows that are of the table, whatever they look
 *   like
 * @n_taken_in: of @taken_in
 * @names: (nullable): of the columns of an earlier file of the same form: where @header_row is not
 *   said, the header is looked for by them first
 * @n_columns: so many from @first_column on, and what stands behind is of another table; 0: find
 *   out
 *
 * What a person said about how the table lies in its file (product.md C3).
 */
typedef struct
{
  int header_row;
  int header_rows;
  int first_column;
  gint64 body_end;
  guint keep;
  const guint64 *taken_out;
  guint n_taken_out;
  const guint64 *taken_in;
  guint n_taken_in;
  const char *const *names;
  guint n_columns;
} CbLayoutWish;

/* Nothing but the row of the header, and nothing at all. */
#define CB_LAYOUT_WISH_HEADER(row)                                                                 \
  {                                                                                                \
    (row), -1, -1, -1, 0, NULL, 0, NULL, 0, NULL, 0                                                \
  }
#define CB_LAYOUT_WISH_INIT CB_LAYOUT_WISH_HEADER (-1)

/* Tables side by side, at most; and tables under each other. */
#define CB_LAYOUT_MAX_OTHERS 8

/**
 * CbLayoutColumns:
 *
 * Columns of the file, 0-based, both ends included.
 */
typedef struct
{
  guint first;
  guint last;
} CbLayoutColumns;

/**
 * CbTableOptions:
 * @name: (nullable): the file's name, for comparing its extension with its content
 * @encoding: (nullable): read as this; %NULL: find out
 * @delimiter: one ASCII character, 0: find out
 * @layout: where its header is, and what else is known of how it lies
 * @threads: 0: one for each core
 * @sheet: of a workbook, 0-based, -1: the first that is not hidden and has something in it
 * @progress: (nullable): called while the file is opened, from any thread, one call at a time:
 *   bytes read so far, some of them more than once
 * @progress_data: of @progress
 */
typedef struct
{
  const char *name;
  const char *encoding;
  char delimiter;
  CbLayoutWish layout;
  guint threads;
  int sheet;
  CbProgressFunc progress;
  gpointer progress_data;
} CbTableOptions;

#define CB_TABLE_OPTIONS_INIT                                                                      \
  {                                                                                                \
    NULL, NULL, 0, CB_LAYOUT_WISH_INIT, 0, -1, NULL, NULL                                          \
  }

/**
 * CbTableFacts:
 *
 * What the file was found to be; the members are those of `opened` in base/cb-protocol.h. All
 * strings are set, @columns is empty where there is no table. @sheets is %NULL and @sheet -1 where
 * the file is no workbook. @header_row is the last row of the header, @header_rows how many it has,
 * @layout_confidence says how sure that is. @wished_first and @wished_columns are what the wish
 * said of the columns of the table, 0 and 0 where it did not; @beside are the tables that stand
 * side by side, @n_beside of them or 0, of which nothing is said where columns were wished for.
 */
typedef struct
{
  const char *format;
  const char *name_format;
  guint64 size;
  const char *encoding;
  gboolean bom;
  double confidence;
  char delimiter[2];
  char quote[2];
  const char *line_end;
  guint header_row;
  guint header_rows;
  double layout_confidence;
  GStrv columns;
  GPtrArray *sheets; /* (element-type CbSheet) */
  int sheet;
  guint wished_first;
  guint wished_columns;
  CbLayoutColumns beside[CB_LAYOUT_MAX_OTHERS];
  guint n_beside;
} CbTableFacts;

/* Of a cell. */
enum
{
  CB_CELL_QUOTED = 1 << 0,       /* it stands in quotes in the file */
  CB_CELL_ESCAPED = 1 << 1,      /* it had doubled quotes; its bytes here have them single */
  CB_CELL_NOT_ASCII = 1 << 2,    /* a byte over 127: without this flag, bytes are characters */
  CB_CELL_INVALID = 1 << 3,      /* not valid in the file's encoding, here not valid UTF-8 */
  CB_CELL_NUL = 1 << 4,          /* a NUL byte */
  CB_CELL_AFTER_QUOTE = 1 << 5,  /* text after the closing quote: kept, without that quote */
  CB_CELL_STRAY_QUOTE = 1 << 6,  /* a quote inside a cell that is not quoted: kept as it is */
  CB_CELL_UNTERMINATED = 1 << 7, /* its closing quote is missing: it reaches to the end of file */
  CB_CELL_CUT = 1 << 8,          /* its row is over CB_TABLE_MAX_ROW bytes: the rest is left out */

  /* Of a cell of a spreadsheet; the type of a cell of text is CB_SHEET_CELL_TEXT, which is 0. */
  CB_CELL_TYPE_SHIFT = 9, /* CbSheetCellType, three bits: see cb_cell_get_type() */
  CB_CELL_SHEET_SHIFT = 12,
  CB_CELL_PERCENT = CB_SHEET_CELL_PERCENT << CB_CELL_SHEET_SHIFT,
  CB_CELL_FORMULA = CB_SHEET_CELL_FORMULA << CB_CELL_SHEET_SHIFT,
  CB_CELL_HIDDEN = CB_SHEET_CELL_HIDDEN << CB_CELL_SHEET_SHIFT,
  CB_CELL_INVISIBLE = CB_SHEET_CELL_INVISIBLE << CB_CELL_SHEET_SHIFT,

  CB_CELL_WAS_TCVN3 = 1 << 26, /* its font said so, and its syllables agreed: it is Unicode here */
  CB_CELL_WAS_VNI = 1 << 27,
  CB_CELL_WAS_VPS = 1 << 29,
  CB_CELL_WAS_LEGACY = CB_CELL_WAS_TCVN3 | CB_CELL_WAS_VNI | CB_CELL_WAS_VPS,
};

/* Of a row: the flags of all its cells (their types mean nothing then), and these. */
enum
{
  CB_ROW_BLANK = 1 << 16,    /* an empty line: one empty cell */
  CB_ROW_LINE_END = 1 << 17, /* ends otherwise than the first row of the file */
  CB_ROW_NO_END = 1 << 18,   /* the last row, without a line end: allowed */
  CB_ROW_KIND_SHIFT = 19,    /* CbRowKind, four bits: see cb_row_get_kind() */
  CB_ROW_OUTSIDE
  = 15 << CB_ROW_KIND_SHIFT, /* any of these: it stands in the file, not in the table */
};

#define CB_CELL_FAULTS                                                                             \
  (CB_CELL_INVALID | CB_CELL_NUL | CB_CELL_AFTER_QUOTE | CB_CELL_STRAY_QUOTE                       \
   | CB_CELL_UNTERMINATED | CB_CELL_CUT)

/* A row longer than this is cut: its cells up to here are given, the rest is counted over. */
#define CB_TABLE_MAX_ROW (16u * 1024 * 1024)
/* A row with more cells than this is cut in the same way. */
#define CB_TABLE_MAX_CELLS 65536u

/**
 * CbCell:
 * @bytes: the value as UTF-8, without its quotes, not ended by NUL
 * @length: of @bytes
 * @flags: CB_CELL_*
 */
typedef struct
{
  const char *bytes;
  guint32 length;
  guint32 flags;
} CbCell;

/**
 * CbRow:
 * @number: 0-based, from the row after the header on; rows outside of the table are counted, too
 * @cells: at least one
 * @n_cells: as many as the row has, which may be more or fewer than there are columns
 * @flags: those of all cells, and CB_ROW_*
 */
typedef struct
{
  guint64 number;
  const CbCell *cells;
  guint32 n_cells;
  guint32 flags;
} CbRow;

/**
 * CbScanWorker:
 * @new_state: makes the state of one thread, from the user data of the scan
 * @rows: gets the next rows (at most a few hundred); they are gone when it returns
 * @in_order: (nullable): called when the chunk whose rows the state just got is through, for the
 *   chunks one after another in the order of the file and never two at a time: what is written,
 *   or cut off after the first so many, belongs here. %FALSE with @error ends the scan
 * @merge: (nullable): adds @from to @into; after all rows, one state after the other
 * @free_state: frees what @new_state made
 * @outside_too: @rows gets the rows outside of the table, too (CB_ROW_OUTSIDE), which stand among
 *   the others
 *
 * How to read all rows with all cores. One state belongs to one thread at a time. It gets its rows
 * in ascending order, but which rows it gets differs from run to run, so that @merge must make one
 * result of whatever way the rows were dealt: count, take minimum and maximum, keep the lowest row
 * numbers.
 */
typedef struct
{
  gpointer (*new_state) (gpointer user_data);
  void (*rows) (gpointer state, const CbRow *rows, guint n_rows);
  gboolean (*in_order) (gpointer state, gpointer user_data, GError **error);
  void (*merge) (gpointer into, gpointer from);
  void (*free_state) (gpointer state);
  gboolean outside_too;
} CbScanWorker;

typedef struct _CbTable CbTable;

/* The rows are gone when it returns. */
typedef void (*CbTableRowsFunc) (const CbRow *rows, guint n_rows, gpointer user_data);

/**
 * CbTableIndexedFunc:
 * @rows: so far, without the header
 * @is_final: whether that is all of them
 *
 * Called from the threads of the index, one call at a time, often: it only passes the numbers on.
 */
typedef void (*CbTableIndexedFunc) (guint64 rows, gboolean is_final, gpointer user_data);

CbTable *
cb_table_open (int fd, const CbTableOptions *options, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbTable *
cb_table_open_sheet (CbTable *sibling, guint sheet, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_table_close (CbTable *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbTable, cb_table_close)

const CbTableFacts *cb_table_get_facts (CbTable *self);
guint cb_table_get_n_columns (CbTable *self);
GBytes *cb_table_dup_head_text (CbTable *self);
GPtrArray *cb_table_dup_hidden (CbTable *self);
GError *cb_table_dup_damage (CbTable *self);
GError *cb_table_dup_passed_over (CbTable *self);

gboolean
cb_table_start_index (CbTable *self, CbTableIndexedFunc func, gpointer user_data, GError **error);
guint64 cb_table_get_row_count (CbTable *self, gboolean *is_final);
gboolean cb_table_wait_for_layout (CbTable *self, GCancellable *cancellable, GError **error);
guint64 cb_table_get_body_end (CbTable *self);
gboolean cb_table_wait_for_index (CbTable *self, GCancellable *cancellable, GError **error);
GPtrArray *cb_table_read_marked_rows (CbTable *self,
                                      guint64 first,
                                      guint count,
                                      GByteArray *kinds,
                                      GCancellable *cancellable,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_table_read_rows (CbTable *self,
                               guint64 first,
                               guint count,
                               GCancellable *cancellable,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cb_table_read_header (CbTable *self, CbTableRowsFunc func, gpointer user_data, GError **error);
gboolean cb_table_copy (CbTable *self,
                        int out_fd,
                        guint64 *bytes,
                        CbProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error);
gpointer cb_table_scan (CbTable *self,
                        const CbScanWorker *worker,
                        gpointer user_data,
                        CbProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

gpointer cb_table_scan_rows (CbTable *self,
                             guint64 first,
                             guint64 last,
                             const CbScanWorker *worker,
                             gpointer user_data,
                             CbProgressFunc progress,
                             gpointer progress_data,
                             GCancellable *cancellable,
                             GError **error) G_GNUC_WARN_UNUSED_RESULT;

char *cb_cell_dup_shown (const CbCell *cell);

/* What a spreadsheet says that the cell is; of text it says nothing but that. */
static inline CbSheetCellType
cb_cell_get_type (const CbCell *cell)
{
  return (CbSheetCellType)(cell->flags >> CB_CELL_TYPE_SHIFT & 7);
}

/* What a row is; %CB_ROW_KIND_DATA is the table. */
static inline CbRowKind
cb_row_get_kind (const CbRow *row)
{
  return (CbRowKind)(row->flags >> CB_ROW_KIND_SHIFT & 15);
}

G_END_DECLS
