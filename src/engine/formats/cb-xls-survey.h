/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-xls-private.h"

G_BEGIN_DECLS

/* Records that are cells. */
enum
{
  CB_XLS_INTEGER_2 = 0x0002,
  CB_XLS_NUMBER_2 = 0x0003,
  CB_XLS_LABEL_2 = 0x0004,
  CB_XLS_BOOLERR_2 = 0x0005,
  CB_XLS_FORMULA_2 = 0x0006, /* and again from BIFF5 on */
  CB_XLS_NUMBER = 0x0203,
  CB_XLS_LABEL = 0x0204,
  CB_XLS_BOOLERR = 0x0205,
  CB_XLS_FORMULA_3 = 0x0206,
  CB_XLS_FORMULA_4 = 0x0406,
  CB_XLS_MULRK = 0x00bd,
  CB_XLS_RSTRING = 0x00d6,
  CB_XLS_LABELSST = 0x00fd,
  CB_XLS_RK = 0x027e,
};

/* Where a cell is written: @cell is row << 16 | column. */
typedef struct
{
  guint64 offset;
  guint32 cell;
  guint32 sequence;
} CbXlsPosition;

typedef struct
{
  guint32 row;
  guint32 column;
  char *text;
} CbXlsNote;

/**
 * CbXlsSurvey:
 * @is_ordered: cells come in ascending order
 * @is_cut: the stream ends before the sheet does
 * @end: of its records in the stream
 * @cells: (element-type CbXlsPosition): all cells in ascending order, where they are not so written
 *
 * What a sheet has beside its values.
 */
typedef struct
{
  gboolean is_ordered;
  gboolean is_cut;
  guint64 end;
  GArray *cells;

  /* Private */
  gint64 last_position;
  gboolean hides_other_rows;
  guint object;
  GHashTable *texts;
  GArray *notes;
  guint64 n_more_notes;
  guint n_pictures;
  guint n_connections;
  GString *header;
  GString *footer;
  guint8 known_rows[CB_XLS_MAX_ROWS / 8];
  guint8 hidden_rows[CB_XLS_MAX_ROWS / 8];
  guint8 hidden_columns[CB_XLS_MAX_COLUMNS / 8];
} CbXlsSurvey;

CbXlsSurvey *cb_xls_survey_new (void);
void cb_xls_survey_free (CbXlsSurvey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbXlsSurvey, cb_xls_survey_free)
gboolean cb_xls_survey_run (CbXlsSurvey *self,
                            CbBiff *biff,
                            const CbSheetReader *reader,
                            GCancellable *cancellable,
                            GError **error);
void cb_xls_survey_report (const CbXlsSurvey *self, CbXls *xls, guint sheet);
gboolean cb_xls_survey_is_cell (const CbBiff *biff);
gboolean cb_xls_survey_is_hidden (const CbXlsSurvey *self, guint row, guint column);

G_END_DECLS
