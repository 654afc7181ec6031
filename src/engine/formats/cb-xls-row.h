/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-sheet-row.h"
#include "engine/formats/cb-xls-survey.h"

G_BEGIN_DECLS

/* What every record of a cell begins with; @at is where its value begins in the record. */
typedef struct
{
  guint16 row;
  guint16 column;
  CbXlsLook look;
  gsize at;
} CbXlsHead;

/**
 * CbXlsRow:
 * @row: 0-based, of the cells that were added
 * @cells: of the row
 * @n_invisible: cells so far whose ink has the colour of their paper, or whose format hides them
 * @first_invisible: the first of them, row << 16 | column
 *
 * A row being built.
 */
typedef struct
{
  guint32 row;
  CbSheetRow cells;
  guint64 n_invisible;
  guint32 first_invisible;

  /* Private */
  CbXls *xls;
  const CbXlsSurvey *survey;
} CbXlsRow;

void cb_xls_row_init (CbXlsRow *self,
                      CbXls *xls,
                      const CbXlsSurvey *survey,
                      const CbSheetReader *reader);
void cb_xls_row_clear (CbXlsRow *self);
gboolean cb_xls_row_is_empty (const CbXlsRow *self);
void cb_xls_row_give (CbXlsRow *self);

void cb_xls_row_add (
    CbXlsRow *self, const CbXlsHead *head, CbSheetCellType type, guint flags, gsize start);
void cb_xls_row_add_number (CbXlsRow *self, const CbXlsHead *head, double value, guint flags);
void cb_xls_row_add_boolean (CbXlsRow *self, const CbXlsHead *head, guint8 value, guint flags);
void cb_xls_row_add_error (CbXlsRow *self, const CbXlsHead *head, guint8 value, guint flags);
void cb_xls_row_add_text (CbXlsRow *self,
                          const CbXlsHead *head,
                          gsize start,
                          const CbXlsRun *runs,
                          guint n_runs,
                          guint flags);

G_END_DECLS
