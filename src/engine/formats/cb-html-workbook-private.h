/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-html-decoder.h"
#include "engine/formats/cb-html-style.h"
#include "engine/formats/cb-html.h"
#include "engine/formats/cb-sheet-row.h"

G_BEGIN_DECLS

/* The two halves of the reader of tables in HTML, for each other. */

typedef struct
{
  CbWorkbook parent;
  CbByteSource *source; /* borrowed */
  CbHtmlCharset charset;
  gsize mark_length;
  GHashTable *rules;  /* of its styles */
  GByteArray *n_rows; /* of each table, in the order in which they begin: how many of its rows
                         have text, 2 for more */
  gboolean is_read;   /* the sheet, from end to end */
  gboolean has_rows;  /* a table has text */
} CbHtmlBook;

#define CB_HTML_MAX_TOLD 1000u

/* A table that has begun. */
typedef struct
{
  guint32 index;    /* among all tables */
  gboolean is_grid; /* its rows are rows of the sheet; else they are text of the cell around */
  gboolean is_row_open;
  gboolean is_cell_open;
  gboolean is_row_cut; /* a table in the row had rows of its own: what was before is given */
  gboolean has_text;   /* the row */
  guint32 base;        /* the column of the sheet that its first stands in */
  guint32 column;      /* where the next cell may stand */
  guint32 cell_column; /* of the cell at hand */
  guint64 row;         /* 0-based, among its own */
  GArray *taken;  /* (element-type guint64): by column of the sheet: the row from which on it is
                     free */
  GArray *hidden; /* (element-type guint8): by column of the sheet: whether it is not shown */
  guint32 next_column; /* that a `col` speaks of */
  CbHtmlLook look;     /* of the table */
  CbHtmlLook row_look;
} CbHtmlTable;

/* What stands between words. */
typedef struct
{
  gboolean is_space;
  gboolean is_line_end;
  guint n_fixed; /* spaces that do not break */
} CbHtmlGap;

typedef struct
{
  CbHtmlBook *book;
  CbHtml *html;
  const CbSheetReader *reader; /* (nullable): none while it is found out what there is */
  gboolean is_done;

  GPtrArray *tables;   /* (element-type CbHtmlTable): that have begun, the innermost last */
  guint32 n_tables;    /* so far */
  gboolean is_named;   /* the sheet, by itself */
  const char *skipped; /* (nullable): the element whose text is none of the page */
  GString *kept;       /* its text */
  guint64 n_spanned;   /* steps over what spans rows */

  guint64 row; /* 0-based, of the sheet, which is next */
  CbSheetRow cells;
  CbSheetCell cell;
  gsize start;     /* of the text at hand */
  CbHtmlGap gap;   /* behind it */
  CbHtmlLook look; /* of the cell */
  char *value;     /* (nullable): of the cell, as a program keeps it, whatever is shown */
  guint8 value_type;
  GArray *fonts; /* (element-type guint8): of the elements around, the innermost last */
  guint8 font;
  gboolean had_fonts;
  guint n_told; /* hidden rows */
} CbHtmlReading;

void cb_html_workbook_stop (CbHtmlReading *self, const char *what);
CbHtmlTable *cb_html_workbook_add_table (CbHtmlReading *self);
CbHtmlTable *cb_html_workbook_get_grid (CbHtmlReading *self);
void cb_html_workbook_start_table (CbHtmlReading *self, const char **attributes);
void cb_html_workbook_end_table (CbHtmlReading *self);
void cb_html_workbook_add_columns (CbHtmlReading *self, const char **attributes);
void cb_html_workbook_start_row (CbHtmlReading *self, const char **attributes);
void cb_html_workbook_end_row (CbHtmlReading *self);
void cb_html_workbook_start_cell (CbHtmlReading *self, const char *name, const char **attributes);
void cb_html_workbook_end_cell (CbHtmlReading *self);
void cb_html_workbook_start_font (CbHtmlReading *self, const char *name, const char **attributes);
void cb_html_workbook_end_font (CbHtmlReading *self);
void cb_html_workbook_break_line (CbHtmlReading *self);
void cb_html_workbook_end_block (CbHtmlReading *self);
void cb_html_workbook_add_text (CbHtmlReading *self, const char *text, gsize length);

G_END_DECLS
