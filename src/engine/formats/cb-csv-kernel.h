/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/formats/cb-csv.h"

/* What the three ways to look at 64 bytes have in common. Private to engine/formats. */

#define CB_CSV_BLOCK 64

typedef struct
{
  void (*guess) (const guint8 *bytes,
                 gsize length,
                 int before,
                 int after,
                 const CbCsvDialect *dialect,
                 CbCsvGuess *guess);
  gsize (*skip) (const guint8 *bytes,
                 gsize length,
                 int after,
                 const CbCsvDialect *dialect,
                 CbCsvState *state,
                 guint64 max_rows,
                 guint64 *rows);
  void (*split) (const guint8 *bytes,
                 gsize length,
                 int after,
                 const CbCsvDialect *dialect,
                 CbCsvState *state,
                 CbCsvSplit *split);
} CbCsvKernelTable;

extern const CbCsvKernelTable cb_csv_kernel_plain;
#if defined(__x86_64__)
extern const CbCsvKernelTable cb_csv_kernel_sse2;
extern const CbCsvKernelTable cb_csv_kernel_avx2;
#endif

gsize cb_csv_skip_bytes (const guint8 *bytes,
                         gsize length,
                         int after,
                         const CbCsvDialect *dialect,
                         CbCsvState *state,
                         guint64 max_rows,
                         guint64 *rows);
void cb_csv_split_bytes (const guint8 *bytes,
                         gsize first,
                         gsize end,
                         int after,
                         const CbCsvDialect *dialect,
                         CbCsvState *state,
                         CbCsvSplit *split);
void cb_csv_split_reserve (CbCsvSplit *split, gsize more);
