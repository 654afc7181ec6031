/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-csv.h"

G_BEGIN_DECLS

/* Stands for no delimiter, no quote: ASCII's own separators, which no office file has. */
#define CB_DIALECT_NO_DELIMITER 0x1f
#define CB_DIALECT_NO_QUOTE 0x1e

/**
 * CbDialect:
 * @csv: what separates cells
 * @preamble: bytes of the text before the first row: a `sep=;` line
 * @is_table: %FALSE when nothing separates cells, and it may be prose
 * @is_quoted: a cell in the sample stands in quotes
 */
typedef struct
{
  CbCsvDialect csv;
  gsize preamble;
  gboolean is_table;
  gboolean is_quoted;
} CbDialect;

CbDialect cb_dialect_find (const guint8 *text, gsize length, char delimiter);
GPtrArray *cb_dialect_split_sample (const CbCsvDialect *dialect,
                                    const guint8 *text,
                                    gsize length,
                                    guint max_rows);

G_END_DECLS
