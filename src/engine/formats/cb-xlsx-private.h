/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-sheet-value.h"
#include "engine/formats/cb-xlsx-package.h"
#include "engine/formats/cb-xlsx-strings.h"
#include "engine/formats/cb-zip-ring.h"

G_BEGIN_DECLS

/* What a cell may take as XML: 32,767 characters, each written in the longest way, fit thrice. */
#define CB_XLSX_MAX_CELL (1024u * 1024)

/* A piece of text in the font of its cell. */
#define CB_XLSX_FONT_OF_CELL 0xffu

gboolean cb_xlsx_is_main_space (const char *space);

/**
 * CbXlsxStyle:
 * @format: what numbers are
 * @flags: %CB_SHEET_CELL_INVISIBLE where ink and paper have one colour
 * @font: #CbFontEncoding
 */
typedef struct
{
  CbNumberFormat format;
  guint8 flags;
  guint8 font;
} CbXlsxStyle;

GArray *
cb_xlsx_read_styles (CbZip *zip, GPtrArray *relations, GCancellable *cancellable, GError **error);

/* Text */

gsize cb_xlsx_find_special (const char *text);
gsize cb_xlsx_find_special_plain (const char *text);
gboolean cb_xlsx_append_xml (GString *to, const char *text, gsize length);
void cb_xlsx_decode_escapes (GString *text, gsize from);

/**
 * CbXlsxText:
 * @text: as far as it has come
 * @runs: (element-type CbFontRun): pieces of it whose fonts differ in encoding, or
 *   %CB_XLSX_FONT_OF_CELL; empty for a text without pieces
 *
 * A text as `si` and `is` have it, from the general parser.
 */
typedef struct
{
  GString *text;
  GArray *runs;
  guint8 run_font;
  guint depth;      /* inside of the element */
  guint skip_depth; /* inside of a reading aid, which is no text of the cell */
  gboolean in_text;
  gsize run_start;
} CbXlsxText;

void cb_xlsx_text_init (CbXlsxText *self);
void cb_xlsx_text_clear (CbXlsxText *self);
void cb_xlsx_text_begin (CbXlsxText *self);
void cb_xlsx_text_start (CbXlsxText *self, const char *name, const char **attributes);
void cb_xlsx_text_end (CbXlsxText *self, const char *name);
void cb_xlsx_text_add (CbXlsxText *self, const char *text, gsize length);
void cb_xlsx_text_finish (CbXlsxText *self);

/* Rows */

typedef enum
{
  CB_XLSX_NUMBER,
  CB_XLSX_SHARED,
  CB_XLSX_BOOLEAN,
  CB_XLSX_ERROR,
  CB_XLSX_FORMULA_TEXT, /* str */
  CB_XLSX_INLINE,
  CB_XLSX_ISO_DATE,
} CbXlsxKind;

/* Days repeat; written out once, a day costs no more than a number. */
#define CB_XLSX_N_DAYS 8192u

typedef struct
{
  guint32 serial; /* 0: none yet */
  char text[10];
} CbXlsxDay;

/**
 * CbXlsxRow:
 *
 * The row at hand, and what the sheet has of rows: both ways of reading put their cells here.
 */
typedef struct
{
  /* Borrowed */
  const CbSheetReader *reader;
  const CbXlsxStyle *styles;
  guint n_styles;
  CbXlsxStrings *strings; /* (nullable) */
  GCancellable *cancellable;

  /* Owned */
  CbSheetCell *cells;
  guint n_cells;
  guint n_allocated;
  GPtrArray *pieces; /* of memory, for what does not stand in the file as it is given */
  guint n_pieces;    /* used by this row */
  char *memory;      /* what is left of the last one */
  gsize memory_left;
  gsize memory_used; /* by the row, in all pieces */
  GString *scratch;
  CbXlsxDay *days_seen;
  guint8 *column_flags; /* CB_SHEET_MAX_COLUMNS: %CB_SHEET_CELL_HIDDEN or 0 */
  GError *error;        /* (nullable): why it cannot go on */

  CbDays days;
  guint32 next_row;
  guint32 row;
  gint32 last_column;
  guint8 row_flags;
  gboolean in_row;
  gboolean is_unsorted;
  gboolean is_stopped; /* the reader has enough */

  /* What is hidden */
  GArray *hidden_rows; /* (element-type CbSheetRange) */
  guint64 n_hidden_rows;
  guint64 n_invisible;
  guint32 invisible_row;
  guint32 invisible_column;
} CbXlsxRow;

void cb_xlsx_row_init (CbXlsxRow *self);
void cb_xlsx_row_clear (CbXlsxRow *self);
gboolean cb_xlsx_row_begin (CbXlsxRow *self, gint64 number, gboolean is_hidden);
gboolean cb_xlsx_row_end (CbXlsxRow *self);
gboolean cb_xlsx_row_grow (CbXlsxRow *self);
gboolean cb_xlsx_row_add (CbXlsxRow *self,
                          gint32 column,
                          CbXlsxKind kind,
                          guint style,
                          gboolean is_formula,
                          const char *text,
                          gsize length);
gboolean cb_xlsx_row_add_shared (
    CbXlsxRow *self, gint32 column, guint style, gboolean is_formula, guint64 index);
gboolean cb_xlsx_row_add_rich (
    CbXlsxRow *self, gint32 column, guint style, gboolean is_formula, const CbXlsxText *text);
void cb_xlsx_row_set_value (CbXlsxRow *self,
                            CbSheetCell *cell,
                            CbXlsxKind kind,
                            const CbXlsxStyle *style,
                            const char *text,
                            gsize length);
void cb_xlsx_row_set_text (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length);
const char *cb_xlsx_row_get_day (CbXlsxRow *self, guint32 serial);
char *cb_xlsx_row_keep (CbXlsxRow *self, const char *text, gsize length);
gboolean cb_xlsx_row_secure (CbXlsxRow *self, const char *window, const char *at);
void cb_xlsx_row_fail (CbXlsxRow *self, const char *what);

gint32 cb_xlsx_parse_column (const char **reference);
gboolean cb_xlsx_parse_range (const char *text, CbSheetRange *range);
char *cb_xlsx_dup_place (guint32 row, guint32 column);
char *cb_xlsx_dup_columns (guint32 first, guint32 last);
gboolean cb_xlsx_is_short_number (const char *text, gsize length);

/* Sheets */

typedef struct
{
  char *part; /* (nullable): there is none in the file */
} CbXlsxSheet;

typedef struct
{
  CbWorkbook parent;

  /* Owned */
  CbZip *zip;
  GArray *styles;         /* (element-type CbXlsxStyle) */
  CbXlsxStrings *strings; /* (nullable) */
  GArray *parts;          /* (element-type CbXlsxSheet): beside each sheet */
  GError *damage;         /* (nullable): why what is read may not be what it seems */

  CbDays days;
} CbXlsx;

gboolean cb_xlsx_read_sheet (CbWorkbook *book,
                             guint sheet,
                             const CbSheetReader *reader,
                             GCancellable *cancellable,
                             GError **error);
void cb_xlsx_list_workbook (CbXlsx *self, GPtrArray *relations, GCancellable *cancellable);
void cb_xlsx_list_sheet (CbXlsx *self, guint sheet, GCancellable *cancellable);

typedef enum
{
  CB_XLSX_SCAN_MORE,  /* the row or cell at hand is not all in sight */
  CB_XLSX_SCAN_OTHER, /* something is not as Excel and its kin write it */
  CB_XLSX_SCAN_END,   /* the end of all rows */
  CB_XLSX_SCAN_STOP,  /* see error and is_stopped of the row */
} CbXlsxScanResult;

/**
 * CbXlsxScan:
 * @at: (inout): where the scan is: between two rows, or between two cells of a row
 * @end: of what is in sight
 * @row_tag: (out): the tag of the row at hand, as it stands in the file
 */
typedef struct
{
  const char *at;
  const char *end;
  GString *row_tag;
} CbXlsxScan;

CbXlsxScanResult cb_xlsx_scan_rows (CbXlsxScan *self, CbXlsxRow *row);

G_END_DECLS
