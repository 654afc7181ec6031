/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/fixes/cb-output.h"
#include "base/cb-zip-writer.h"

G_BEGIN_DECLS

/**
 * CbSheetOutput:
 * @rows: so far, the header among them
 *
 * What the formats of spreadsheets have in common. Private to cb-output-*.c.
 */
typedef struct
{
  CbOutput parent;

  /* Owned */
  CbZipWriter *zip;

  guint n_columns;
  guint64 rows;
} CbSheetOutput;

CbOutput *cb_sheet_output_new (CbTable *table, int fd);
void cb_sheet_output_free (CbOutput *output);
gboolean cb_sheet_output_pack (
    CbOutput *output, const guint8 *bytes, gsize length, guint64 rows, GError **error);
CbSheetCellType cb_sheet_output_get_type (const CbCell *cell, gboolean is_header);
gboolean cb_sheet_output_read_serial (const CbCell *cell, char serial[32]);

G_END_DECLS
