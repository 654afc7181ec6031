/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-font-judge.h"
#include "engine/table/cb-spool.h"
#include "engine/table/cb-table-private.h"

G_BEGIN_DECLS

/* Private to engine/table. */

/* So much is gathered before rows can be read: little at first, so that the first screen is there
 * at once. */
#define CB_TABLE_SHEET_FIRST_BLOCK (32u * 1024)
#define CB_TABLE_SHEET_BLOCK (256u * 1024)
/* A sheet that takes more than this is read so far and no further. */
#define CB_TABLE_SHEET_MAX_BYTES (G_GUINT64_CONSTANT (1) << 30)

/**
 * CbTableSheet:
 *
 * The rows of one sheet. A thread reads the sheet once from beginning to end into blocks, which
 * stay: what is packed can be read in one direction only, and any row must come at once.
 */
struct _CbTableSheet
{
  /* Owned */
  CbWorkbook *book;
  GCancellable *cancellable;
  GPtrArray *blocks;    /* (element-type CbSpoolBlock) (mutex: the table's) */
  GArray *merges;       /* (element-type CbSheetRange) (mutex: the table's) */
  guint n_first_merges; /* those that were known when the first rows were */
  CbFontJudge *judge;
  CbSpoolWriter *writer; /* of the thread that reads */
  GError *damage;        /* (nullable) (mutex: the table's) why not all of it could be read */
  GError *
      passed_over; /* (nullable) does not change after opening: why a sheet before it is not read */

  guint64 bytes_kept;
  guint64 bytes_through; /* (atomic) of the sheet, in the file */
  guint64 bytes_all;     /* (atomic) */
};

extern const CbRowsClass cb_table_sheet_rows;

gboolean cb_table_sheet_open (CbTable *self, const CbTableOptions *options, GError **error);

G_END_DECLS
