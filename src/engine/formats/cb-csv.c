/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-csv.h"

#include "engine/formats/cb-csv-kernel.h"

static const CbCsvKernelTable *
find_kernel (CbCsvKernel kernel)
{
  switch (kernel)
    {
#if defined(__x86_64__)
    case CB_CSV_KERNEL_SSE2:
      return &cb_csv_kernel_sse2;
    case CB_CSV_KERNEL_AVX2:
      /* popcnt and bmi came no later than AVX2, but a virtual machine may hide any of them. */
      if (__builtin_cpu_supports ("avx2") && __builtin_cpu_supports ("popcnt")
          && __builtin_cpu_supports ("bmi"))
        return &cb_csv_kernel_avx2;
      return NULL;
#else
    case CB_CSV_KERNEL_SSE2:
    case CB_CSV_KERNEL_AVX2:
      return NULL;
#endif
    case CB_CSV_KERNEL_PLAIN:
      return &cb_csv_kernel_plain;
    case CB_CSV_N_KERNELS:
    default:
      g_return_val_if_reached (NULL);
    }
}

static gconstpointer chosen_kernel;

static const CbCsvKernelTable *
get_kernel (void)
{
  const CbCsvKernelTable *table = g_atomic_pointer_get (&chosen_kernel);

  if (G_UNLIKELY (table == NULL))
    {
      for (int kernel = CB_CSV_N_KERNELS - 1; table == NULL; kernel--)
        table = find_kernel ((CbCsvKernel)kernel);
      g_atomic_pointer_set (&chosen_kernel, table);
    }

  return table;
}

/**
 * cb_csv_kernel_is_supported:
 * @kernel: a way to scan
 *
 * Returns: %TRUE when this processor can do it
 */
gboolean
cb_csv_kernel_is_supported (CbCsvKernel kernel)
{
  return find_kernel (kernel) != NULL;
}

/**
 * cb_csv_set_kernel:
 * @kernel: one that is supported
 *
 * For tests and benchmarks: all kernels give the same answers. Otherwise the fastest is taken.
 */
void
cb_csv_set_kernel (CbCsvKernel kernel)
{
  const CbCsvKernelTable *table = find_kernel (kernel);

  g_return_if_fail (table != NULL);
  g_atomic_pointer_set (&chosen_kernel, table);
}

/**
 * cb_csv_guess:
 * @bytes: a piece of the file from anywhere
 * @length: at least 1
 * @before: the byte before it, -1 at the start of the file
 * @after: the byte after it, -1 at the end of the file
 * @dialect: how cells are separated
 * @guess: (out): what was counted
 *
 * Counts the row ends of a piece without knowing whether it begins in quotes, by counting for both
 * cases at once: what is inside in the one is outside in the other. Whoever knows the state before
 * takes the right half, if it has no anomaly, and otherwise asks cb_csv_skip().
 *
 * A row ends at LF, at CR LF and at a CR alone, outside of quotes (RFC 4180, and what offices
 * send).
 */
void
cb_csv_guess (const guint8 *bytes,
              gsize length,
              int before,
              int after,
              const CbCsvDialect *dialect,
              CbCsvGuess *guess)
{
  get_kernel ()->guess (bytes, length, before, after, dialect, guess);
}

/**
 * cb_csv_skip:
 * @bytes: a piece of the file
 * @length: of it
 * @after: the byte after it, -1 at the end of the file
 * @dialect: how cells are separated
 * @state: (inout): before the piece, and then where it stopped
 * @max_rows: stop right after so many row ends
 * @rows: (out): row ends passed
 *
 * Returns: how many bytes were passed
 */
gsize
cb_csv_skip (const guint8 *bytes,
             gsize length,
             int after,
             const CbCsvDialect *dialect,
             CbCsvState *state,
             guint64 max_rows,
             guint64 *rows)
{
  *rows = 0;
  if (max_rows == 0)
    return 0;

  return get_kernel ()->skip (bytes, length, after, dialect, state, max_rows, rows);
}

/**
 * cb_csv_split:
 * @bytes: a piece of the file, less than 4 GiB
 * @length: of it
 * @after: the byte after it, -1 at the end of the file
 * @dialect: how cells are separated
 * @state: (inout): before the piece, and then after it
 * @split: (inout): its arrays are used again
 *
 * Finds the ends of all cells. The last cell of a file without a line end has no end here.
 */
void
cb_csv_split (const guint8 *bytes,
              gsize length,
              int after,
              const CbCsvDialect *dialect,
              CbCsvState *state,
              CbCsvSplit *split)
{
  gsize words = length / CB_CSV_BLOCK + 3;

  g_return_if_fail (length < G_MAXUINT32);

  split->n_ends = 0;
  split->has_nul = split->has_stray = split->has_high = FALSE;
  if (words > split->allocated_high)
    {
      split->allocated_high = words + words / 2;
      split->high = g_renew (guint64, split->high, split->allocated_high);
    }
  get_kernel ()->split (bytes, length, after, dialect, state, split);
}

/**
 * cb_csv_split_clear:
 * @split: to be emptied
 */
void
cb_csv_split_clear (CbCsvSplit *split)
{
  g_clear_pointer (&split->ends, g_free);
  g_clear_pointer (&split->high, g_free);
  split->allocated_ends = split->allocated_high = split->n_ends = 0;
}

void
cb_csv_split_reserve (CbCsvSplit *split, gsize more)
{
  if (split->n_ends + more > split->allocated_ends)
    {
      split->allocated_ends = (split->n_ends + more) * 2;
      split->ends = g_renew (guint32, split->ends, split->allocated_ends);
    }
}

/* The definition of what is inside and outside, a byte at a time; the kernels above come here
 * whenever a block has a quote in an odd place. Returns TRUE at a delimiter or a row end. */
static inline gboolean
step (guint8 byte, int next, const CbCsvDialect *dialect, CbCsvState *state, gboolean *stray)
{
  if (state->inside)
    {
      if (byte == dialect->quote)
        {
          state->inside = FALSE;
          state->may_open = TRUE;
        }
      return FALSE;
    }
  if (byte == dialect->quote)
    {
      if (state->may_open)
        state->inside = TRUE;
      else
        *stray = TRUE;
      state->may_open = FALSE;
      return FALSE;
    }
  state->may_open = byte == dialect->delimiter || byte == '\n' || byte == '\r';

  return state->may_open && !(byte == '\r' && next == '\n');
}

gsize
cb_csv_skip_bytes (const guint8 *bytes,
                   gsize length,
                   int after,
                   const CbCsvDialect *dialect,
                   CbCsvState *state,
                   guint64 max_rows,
                   guint64 *rows)
{
  gboolean stray = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      int next = i + 1 < length ? bytes[i + 1] : after;

      if (step (bytes[i], next, dialect, state, &stray) && bytes[i] != dialect->delimiter)
        {
          (*rows)++;
          if (*rows == max_rows)
            return i + 1;
        }
    }

  return length;
}

void
cb_csv_split_bytes (const guint8 *bytes,
                    gsize first,
                    gsize end,
                    int after,
                    const CbCsvDialect *dialect,
                    CbCsvState *state,
                    CbCsvSplit *split)
{
  cb_csv_split_reserve (split, end - first);
  for (gsize i = first; i < end; i++)
    {
      int next = i + 1 < end ? bytes[i + 1] : after;

      if (step (bytes[i], next, dialect, state, &split->has_stray))
        split->ends[split->n_ends++] = (guint32)i;
    }
}
