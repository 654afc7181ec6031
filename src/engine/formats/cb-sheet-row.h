/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-workbook.h"

G_BEGIN_DECLS

/**
 * CbSheetRow:
 * @text: of all its cells: a cell's is put at its end before the cell is added
 * @is_ended: the reader has enough
 *
 * A row being built, for readers of formats whose cells come one by one.
 */
typedef struct
{
  GString *text;
  gboolean is_ended;

  /* Private */
  const CbSheetReader *reader;
  GArray *cells;
  GArray *given;
  GArray *runs;
  guint first_run;
} CbSheetRow;

void cb_sheet_row_init (CbSheetRow *self, const CbSheetReader *reader);
void cb_sheet_row_clear (CbSheetRow *self);
gboolean cb_sheet_row_is_empty (const CbSheetRow *self);

void cb_sheet_row_add_run (CbSheetRow *self, guint32 end, CbFontEncoding font);
void cb_sheet_row_add (CbSheetRow *self, const CbSheetCell *cell, gsize start);
void cb_sheet_row_repeat (CbSheetRow *self, guint32 column, guint8 flags);
gboolean cb_sheet_row_give (CbSheetRow *self, guint32 row);
void cb_sheet_row_reset (CbSheetRow *self);

G_END_DECLS
