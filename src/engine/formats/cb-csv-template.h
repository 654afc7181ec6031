/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The three scans over blocks of 64 bytes, compiled once per kernel. Whoever includes this defines
 * TARGET (an attribute), KERNEL (the table's name), Needles, make_needles() and find(), which gives
 * one bit per byte that equals a needle.
 *
 * Whether a byte is inside of quotes is the parity of the quotes before it; that is right as long
 * as each quote that opens stands at the start of a cell or right after the one that closed (a
 * doubled quote). Each block is tested for that, and one that fails goes through the bytewise
 * definition. */

#define INLINE static inline __attribute__ ((always_inline)) TARGET

INLINE guint64
prefix_xor (guint64 bits)
{
  bits ^= bits << 1;
  bits ^= bits << 2;
  bits ^= bits << 4;
  bits ^= bits << 8;
  bits ^= bits << 16;
  bits ^= bits << 32;

  return bits;
}

/* Row ends: LF, and CR unless LF follows. */
INLINE guint64
join_row_ends (guint64 lf, guint64 cr, int next)
{
  if (G_LIKELY (cr == 0))
    return lf;

  return lf | (cr & ~((lf >> 1) | ((guint64)(next == '\n') << 63)));
}

static TARGET void
guess_rows (const guint8 *bytes,
            gsize length,
            int before,
            int after,
            const CbCsvDialect *dialect,
            CbCsvGuess *guess)
{
  Needles needles = make_needles (dialect);
  guint64 inside = 0;
  guint64 anomaly[2] = { 0, 0 };
  guint64 rows[2] = { 0, 0 };

  for (gsize i = 0; i < length; i += CB_CSV_BLOCK)
    {
      const guint8 *block = bytes + i;
      guint8 rest[CB_CSV_BLOCK];
      int next = i + CB_CSV_BLOCK < length ? bytes[i + CB_CSV_BLOCK] : after;
      guint64 used = ~(guint64)0;
      guint64 quotes, lf, ends;

      if (G_UNLIKELY (length - i < CB_CSV_BLOCK))
        {
          memset (rest, 0, sizeof rest);
          memcpy (rest, block, length - i);
          used >>= CB_CSV_BLOCK - (length - i);
          block = rest;
          if (next == '\n' && rest[length - i - 1] == '\r')
            rest[length - i - 1] = 0;
        }
      quotes = find (block, needles.quote) & used;
      lf = find (block, needles.lf) & used;
      ends = join_row_ends (lf, find (block, needles.cr) & used, next);
      if (quotes != 0)
        {
          guint64 open = prefix_xor (quotes) ^ inside;
          guint64 fine = quotes | lf | find (block, needles.cr) | find (block, needles.delimiter);
          int previous = i > 0 ? bytes[i - 1] : before;

          fine = fine << 1 | (guint64)cb_csv_may_open_after (previous, dialect);
          anomaly[0] |= quotes & open & ~fine;
          anomaly[1] |= quotes & ~open & ~fine;
          rows[0] += (guint)__builtin_popcountll (ends & ~open);
          rows[1] += (guint)__builtin_popcountll (ends & open);
          inside = (guint64)((gint64)open >> 63);
        }
      else
        {
          guint n = (guint)__builtin_popcountll (ends);

          rows[0] += n & ~(guint)inside;
          rows[1] += n & (guint)inside;
        }
    }

  for (int i = 0; i < 2; i++)
    {
      guess->rows[i] = rows[i];
      guess->anomaly[i] = anomaly[i] != 0;
    }
  guess->odd = inside != 0;
  guess->may_open = cb_csv_may_open_after (bytes[length - 1], dialect);
}

static TARGET gsize
skip_rows (const guint8 *bytes,
           gsize length,
           int after,
           const CbCsvDialect *dialect,
           CbCsvState *state,
           guint64 max_rows,
           guint64 *rows)
{
  Needles needles = make_needles (dialect);
  gsize i = 0;

  for (; i + CB_CSV_BLOCK <= length; i += CB_CSV_BLOCK)
    {
      const guint8 *block = bytes + i;
      int next = i + CB_CSV_BLOCK < length ? block[CB_CSV_BLOCK] : after;
      guint64 quotes = find (block, needles.quote);
      guint64 lf = find (block, needles.lf);
      guint64 cr = find (block, needles.cr);
      guint64 fine = quotes | lf | cr | find (block, needles.delimiter);
      guint64 open = prefix_xor (quotes) ^ (state->inside ? ~(guint64)0 : 0);
      guint64 ends = join_row_ends (lf, cr, next) & ~open;
      guint n = (guint)__builtin_popcountll (ends);

      if (G_UNLIKELY ((quotes & open & ~(fine << 1 | (guint64)(state->may_open != 0))) != 0))
        {
          gsize passed;

          passed = cb_csv_skip_bytes (block, CB_CSV_BLOCK, next, dialect, state, max_rows, rows);
          if (*rows == max_rows)
            return i + passed;
          continue;
        }
      if (*rows + n >= max_rows)
        {
          for (; *rows + 1 < max_rows; (*rows)++)
            ends &= ends - 1;
          *rows = max_rows;
          *state = (CbCsvState)CB_CSV_STATE_START;
          return i + (gsize)__builtin_ctzll (ends) + 1;
        }
      *rows += n;
      state->inside = (gboolean)(open >> 63);
      state->may_open = !state->inside && (gboolean)(fine >> 63);
    }

  return i + cb_csv_skip_bytes (bytes + i, length - i, after, dialect, state, max_rows, rows);
}

INLINE void
write_ends (CbCsvSplit *split, guint64 bits, guint32 offset)
{
  guint32 *end = split->ends + split->n_ends;
  guint n = (guint)__builtin_popcountll (bits);

  split->n_ends += n;
  /* Eight at a time without asking: a branch per bit costs more than the needless stores. */
  for (guint done = 0; done < n; done += 8)
    for (guint k = 0; k < 8; k++)
      {
        *end++ = offset + (guint32)__builtin_ctzll (bits | ((guint64)1 << 63));
        bits &= bits - 1;
      }
}

static TARGET void
split_cells (const guint8 *bytes,
             gsize length,
             int after,
             const CbCsvDialect *dialect,
             CbCsvState *state,
             CbCsvSplit *split)
{
  Needles needles = make_needles (dialect);
  guint64 nuls = 0;
  guint64 highs = 0;
  gsize i = 0;
  gsize rest;

  for (; i + CB_CSV_BLOCK <= length; i += CB_CSV_BLOCK)
    {
      const guint8 *block = bytes + i;
      int next = i + CB_CSV_BLOCK < length ? block[CB_CSV_BLOCK] : after;
      guint64 quotes = find (block, needles.quote);
      guint64 lf = find (block, needles.lf);
      guint64 cr = find (block, needles.cr);
      guint64 delimiters = find (block, needles.delimiter);
      guint64 high = find_high (block);
      guint64 fine = quotes | lf | cr | delimiters;
      guint64 open = state->inside ? ~(guint64)0 : 0;

      split->high[i / CB_CSV_BLOCK] = high;
      highs |= high;
      nuls |= find (block, needles.nul);
      if (quotes != 0)
        open ^= prefix_xor (quotes);
      if (G_UNLIKELY ((quotes & open & ~(fine << 1 | (guint64)(state->may_open != 0))) != 0))
        {
          cb_csv_split_bytes (bytes, i, i + CB_CSV_BLOCK, next, dialect, state, split);
          continue;
        }
      /* The stores run up to seven over. */
      cb_csv_split_reserve (split, CB_CSV_BLOCK + 8);
      write_ends (split, (delimiters | join_row_ends (lf, cr, next)) & ~open, (guint32)i);
      state->inside = (gboolean)(open >> 63);
      state->may_open = !state->inside && (gboolean)(fine >> 63);
    }

  rest = i;
  split->high[i / CB_CSV_BLOCK] = 0;
  split->high[i / CB_CSV_BLOCK + 1] = 0;
  cb_csv_split_bytes (bytes, rest, length, after, dialect, state, split);
  for (; i < length; i++)
    {
      nuls |= (guint64)(bytes[i] == 0);
      if (bytes[i] > 127)
        {
          split->high[rest / CB_CSV_BLOCK] |= (guint64)1 << (i - rest);
          highs = 1;
        }
    }
  split->has_nul = nuls != 0;
  split->has_high = highs != 0;
}

const CbCsvKernelTable KERNEL = { guess_rows, skip_rows, split_cells };
