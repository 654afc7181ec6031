/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-hidden-kinds.h"
#include "base/cb-progress.h"
#include "engine/formats/cb-byte-source.h"

G_BEGIN_DECLS

/* What a spreadsheet program allows, and so what a reader gives: a cell beyond is a fault of the
 * file. */
#define CB_SHEET_MAX_ROWS 1048576u
#define CB_SHEET_MAX_COLUMNS 16384u
/* What a cell shows whose text is not in the file; no formula fails so. */
#define CB_SHEET_LOST_TEXT "#MISSING!"

/**
 * CbSheetCellType:
 *
 * What a cell of a spreadsheet is. Its text is always the value as the source has it, in one way of
 * writing, whatever the cell shows on the screen.
 */
typedef enum
{
  CB_SHEET_CELL_TEXT,
  CB_SHEET_CELL_NUMBER,   /* -1234.5: a point, no grouping, no exponent below 1e15; as the file has
                             it when it is a plain decimal of up to 15 digits without needless
                             zeros, else the shortest that reads the same: programs write 2024.0
                             and 0.10000000000000001 */
  CB_SHEET_CELL_BOOLEAN,  /* TRUE FALSE */
  CB_SHEET_CELL_DATE,     /* 2026-11-25 */
  CB_SHEET_CELL_DATETIME, /* 2026-11-25T08:30:00, a fraction of a second only where there is one */
  CB_SHEET_CELL_TIME,     /* 08:30:00 */
  CB_SHEET_CELL_DURATION, /* PT36H30M0S: elapsed time, [h]:mm:ss */
  CB_SHEET_CELL_ERROR,    /* #N/A, #DIV/0!, and %CB_SHEET_LOST_TEXT */
} CbSheetCellType;

/* Of a cell of a spreadsheet. */
enum
{
  CB_SHEET_CELL_PERCENT
  = 1 << 0, /* a number shown as a percentage; its text is the fraction: 0.12 */
  CB_SHEET_CELL_FORMULA = 1 << 1, /* the text is the value that the file keeps of a formula */
  CB_SHEET_CELL_HIDDEN = 1 << 2,  /* its row or column is hidden */
  CB_SHEET_CELL_INVISIBLE
  = 1 << 3, /* its ink has the colour of its paper, or its format hides it */
};

/**
 * CbFontEncoding:
 *
 * What the font of a cell says about its letters (vietnamese-data.md §5.4, “Fonts”): fonts of
 * before Unicode show other letters than the characters are. The name of the font is a hint:
 * whether the text is converted is decided by the syllables.
 */
typedef enum
{
  CB_FONT_UNICODE,
  CB_FONT_TCVN3,       /* .VnTime */
  CB_FONT_TCVN3_UPPER, /* .VnTimeH: the same bytes show capitals */
  CB_FONT_VNI,         /* VNI-Times */
  CB_FONT_VPS,         /* VPS Times */
} CbFontEncoding;

/**
 * CbFontRun:
 * @end: where the run ends in the text of its cell, in bytes; the first begins at 0, each next
 * where the one before ends
 * @font: of the run
 */
typedef struct
{
  guint32 end;
  CbFontEncoding font;
} CbFontRun;

/**
 * CbSheetCell:
 * @column: 0-based
 * @type: of the value
 * @flags: CB_SHEET_CELL_*
 * @font: of the cell
 * @bytes: the value as UTF-8 (not checked to be valid), not ended by NUL; gone after the call
 * @length: of @bytes, over 0: blank cells are not given
 * @runs: (nullable) (array length=n_runs): where a text has letters in fonts of more than one
 *   encoding; then @font means nothing
 * @n_runs: of @runs
 */
typedef struct
{
  guint32 column;
  guint8 type;
  guint8 flags;
  guint8 font;
  guint32 length;
  const char *bytes;
  const CbFontRun *runs;
  guint32 n_runs;
} CbSheetCell;

/**
 * CbSheetRange:
 *
 * Rows and columns, 0-based, both ends included.
 */
typedef struct
{
  guint32 first_row;
  guint32 first_column;
  guint32 last_row;
  guint32 last_column;
} CbSheetRange;

/**
 * CbSheetReader:
 * @row: gets one row that has a cell which is not blank: @row is 0-based; rows come in ascending
 *   order, cells in ascending order of their columns, each column once. %FALSE ends the reading,
 *   which is then a success
 * @merge: (nullable): gets a merged range, in any order, before or after its rows
 * @progress: (nullable): bytes of the sheet as it stands in the file that are through, of all
 * @user_data: for the three
 *
 * Called in the thread that reads.
 */
typedef struct
{
  gboolean (*row) (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data);
  void (*merge) (const CbSheetRange *range, gpointer user_data);
  CbProgressFunc progress;
  gpointer user_data;
} CbSheetReader;

typedef enum
{
  CB_SHEET_VISIBLE,
  CB_SHEET_HIDDEN,
  CB_SHEET_VERY_HIDDEN, /* only a macro can show it */
} CbSheetVisibility;

/**
 * CbSheet:
 * @name: as on its tab; two sheets may have one name
 * @visibility: of the sheet
 * @is_table: %FALSE for a chart or macro sheet: it has no cells to read
 * @is_prose: the paragraphs of a text, a row each: shown where one asks for it, or there is no
 * table
 */
typedef struct
{
  char *name;
  CbSheetVisibility visibility;
  gboolean is_table;
  gboolean is_prose;
} CbSheet;

/**
 * CbHidden:
 * @kind: what it is
 * @sheet: which sheet, 0-based, -1 for the workbook
 * @place: where: `A1`, `3:7`, `B:D`, the name of a defined name or property, the name of a part;
 * may be ""
 * @detail: what it says: the text of a comment, the value of a property, the target of a link, what
 * a name refers to; valid UTF-8, cut at 1,000 bytes; may be ""
 * @count: how many cells, rows, comments are meant, at least 1
 *
 * Comments are one entry each up to 1,000 of a sheet, then the rest is counted in the last.
 */
typedef struct
{
  CbHiddenKind kind;
  int sheet;
  char *place;
  char *detail;
  guint64 count;
} CbHidden;

typedef struct _CbWorkbook CbWorkbook;

/**
 * CbWorkbookClass:
 * @read_sheet: see cb_workbook_read_sheet()
 * @free: frees all but what #CbWorkbook has of its own
 *
 * One for each format.
 */
typedef struct
{
  gboolean (*read_sheet) (CbWorkbook *self,
                          guint sheet,
                          const CbSheetReader *reader,
                          GCancellable *cancellable,
                          GError **error);
  void (*free) (CbWorkbook *self);
} CbWorkbookClass;

/**
 * CbWorkbook:
 * @class: the format
 * @sheets: (element-type CbSheet): in the order of the tabs
 * @hidden: (element-type CbHidden): what is known before a sheet is read; what is known only then
 *   (rows, columns, invisible cells, comments, header and footer of that sheet) is added while it
 * is read, and complete when cb_workbook_read_sheet() returns
 * @mutex: guards @hidden
 *
 * The beginning of each format's own structure.
 */
struct _CbWorkbook
{
  const CbWorkbookClass *class;
  GPtrArray *sheets;
  GPtrArray *hidden;
  GMutex mutex;
};

CbWorkbook *cb_workbook_open (CbByteSource *source,
                              const char *format,
                              GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_workbook_can_open (const char *format);
gboolean cb_workbook_read_sheet (CbWorkbook *self,
                                 guint sheet,
                                 const CbSheetReader *reader,
                                 GCancellable *cancellable,
                                 GError **error);
GPtrArray *cb_workbook_dup_hidden (CbWorkbook *self);
void cb_workbook_free (CbWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbWorkbook, cb_workbook_free)

/* For the formats. */
void cb_workbook_init (CbWorkbook *self, const CbWorkbookClass *class);
CbSheet *cb_workbook_add_sheet (CbWorkbook *self, const char *name);
void cb_workbook_add_hidden (CbWorkbook *self,
                             CbHiddenKind kind,
                             int sheet,
                             const char *place,
                             const char *detail,
                             guint64 count);
void cb_workbook_forget_read (CbWorkbook *self, int sheet);

CbFontEncoding cb_font_encoding_from_name (const char *name);

G_END_DECLS
