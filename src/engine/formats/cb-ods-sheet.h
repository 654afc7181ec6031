/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-ods-private.h"
#include "engine/formats/cb-sheet-row.h"

G_BEGIN_DECLS

/* A sheet of OpenDocument being read: cb-ods-sheet.c has its columns and rows, cb-ods-cell.c its
 * cells. */

/* Columns with one style, up to @end. */
typedef struct
{
  guint32 end;
  gboolean is_hidden;
  char *style; /* (nullable): of cells that name none */
} CbOdsColumns;

/* What is known of a cell before its text. */
typedef struct
{
  guint64 repeated;
  guint64 columns_spanned;
  guint64 rows_spanned;
  CbSheetCell cell;
  CbOdsLook look;
  gboolean has_value; /* in its attributes: what is shown of it is not asked */
  gboolean is_error;
  gboolean may_be_error; /* only what is shown tells */
  gsize start;
  char *string_value; /* (nullable): where there are no paragraphs */
  guint8 font;        /* of the text at hand */
} CbOdsCell;

typedef struct
{
  CbOds *ods;
  CbOdsParse parse;
  guint wanted;
  const CbSheetReader *reader;

  guint sheet; /* of the table at hand */
  guint depth;
  guint spreadsheet_depth;
  guint table_depth; /* of the wanted one, 0 outside */
  guint cell_depth;  /* 0 outside */
  guint skip_depth;  /* of something in a cell that is no text of it */
  guint note_depth;
  guint paragraph_depth;
  GArray *groups; /* (element-type gboolean): of rows or columns: hidden */
  guint n_hidden_groups;

  guint64 row; /* the next */
  guint64 row_repeated;
  gboolean is_row_hidden;
  char *row_style; /* (nullable) */
  guint64 column;  /* the next */
  guint64 n_columns;
  GArray *columns; /* (element-type CbOdsColumns) */
  CbSheetRow cells;
  CbOdsCell cell;
  CbOdsText text;
  GArray *fonts;  /* (element-type guint8): around the span at hand */
  GString *shown; /* of a cell that has a value, where that matters; its beginning */

  guint64 n_repeated;
  guint64 first_hidden_row;
  guint64 n_hidden_rows; /* up to the row at hand */
  guint n_ranges;
  GString *note;
  CbOdsText note_text;
  guint n_notes;
  guint64 n_more_notes;
  guint64 n_invisible;
  guint64 first_invisible; /* row << 32 | column */
} CbOdsReading;

void cb_ods_sheet_stop_at (CbOdsReading *self, guint64 row, const char *what);
void cb_ods_sheet_add_hidden (
    CbOdsReading *self, CbHiddenKind kind, const char *place, const char *detail, guint64 count);
const CbOdsColumns *cb_ods_sheet_find_columns (const CbOdsReading *self, guint64 column);
void cb_ods_cell_start (CbOdsReading *self, const char **attributes);
void cb_ods_cell_add_shown (CbOdsReading *self, const char *text, gsize length);
void cb_ods_cell_end (CbOdsReading *self);
void cb_ods_cell_start_inside (CbOdsReading *self,
                               CbOdsSpace space,
                               const char *name,
                               const char **attributes);
void cb_ods_cell_end_inside (CbOdsReading *self, CbOdsSpace space, const char *name);

G_END_DECLS
