/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbCsvDialect:
 * @delimiter: between cells
 * @quote: around cells
 *
 * One ASCII byte each; a byte that does not occur switches the one or the other off.
 */
typedef struct
{
  guint8 delimiter;
  guint8 quote;
} CbCsvDialect;

/**
 * CbCsvState:
 * @inside: in quotes
 * @may_open: not in quotes, and a quote here would open (or reopen) them: at the start of a cell,
 *   or just after a closing quote
 *
 * Between two bytes. That is all there is to know: whatever else stands in a cell is text.
 */
typedef struct
{
  gboolean inside;
  gboolean may_open;
} CbCsvState;

#define CB_CSV_STATE_START                                                                         \
  {                                                                                                \
    FALSE, TRUE                                                                                    \
  }

/**
 * CbCsvGuess:
 * @rows: row ends in the piece, were it to begin outside [0] or inside [1] of quotes
 * @anomaly: under that assumption a quote opens where none may, so that the count is not to be
 *   trusted
 * @odd: the number of quotes is odd
 * @may_open: of the state after the piece, if that is outside of quotes
 */
typedef struct
{
  guint64 rows[2];
  gboolean anomaly[2];
  gboolean odd;
  gboolean may_open;
} CbCsvGuess;

/**
 * CbCsvSplit:
 * @ends: (array length=n_ends): where each cell ends: the place of its delimiter or line end
 * @high: one bit per byte, set for bytes over 127
 * @has_nul: a NUL byte is among them
 * @has_stray: a quote stands where it neither opens nor closes
 * @has_high: a byte over 127 is among them
 */
typedef struct
{
  guint32 *ends;
  gsize n_ends;
  gsize allocated_ends;
  guint64 *high;
  gsize allocated_high;
  gboolean has_nul;
  gboolean has_stray;
  gboolean has_high;
} CbCsvSplit;

typedef enum
{
  CB_CSV_KERNEL_PLAIN,
  CB_CSV_KERNEL_SSE2,
  CB_CSV_KERNEL_AVX2,
  CB_CSV_N_KERNELS,
} CbCsvKernel;

gboolean cb_csv_kernel_is_supported (CbCsvKernel kernel);
void cb_csv_set_kernel (CbCsvKernel kernel);

void cb_csv_guess (const guint8 *bytes,
                   gsize length,
                   int before,
                   int after,
                   const CbCsvDialect *dialect,
                   CbCsvGuess *guess);
gsize cb_csv_skip (const guint8 *bytes,
                   gsize length,
                   int after,
                   const CbCsvDialect *dialect,
                   CbCsvState *state,
                   guint64 max_rows,
                   guint64 *rows);
void cb_csv_split (const guint8 *bytes,
                   gsize length,
                   int after,
                   const CbCsvDialect *dialect,
                   CbCsvState *state,
                   CbCsvSplit *split);
void cb_csv_split_clear (CbCsvSplit *split);

static inline gboolean
cb_csv_may_open_after (int byte, const CbCsvDialect *dialect)
{
  return byte < 0 || byte == '\n' || byte == '\r' || byte == dialect->delimiter
         || byte == dialect->quote;
}

G_END_DECLS
