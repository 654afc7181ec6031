/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* At most so many bytes at once; all but the last call of a span a multiple of 64. */
#define CB_SIEVE_MAX 16384u
#define CB_SIEVE_BLOCK 64u

/* What may be in a cell. */
enum
{
  CB_SIEVE_ODD = 1 << 0,    /* a byte of what is neither ASCII text nor a Vietnamese letter */
  CB_SIEVE_NUMBER = 1 << 1, /* digits enough for a telephone or an identity number */
  CB_SIEVE_AT = 1 << 2,     /* an @ */
  CB_SIEVE_MARK = 1 << 3,   /* a piece of MẬT, Độ mật, LƯU HÀNH, DỰ THẢO */
};

/**
 * CbSieveHit:
 * @offset: of 64 bytes, from the first byte of the call
 * @odd, @number, @at, @mark: a bit per byte; the byte lies in the text that was found, not always
 *   at its beginning
 */
typedef struct
{
  guint32 offset;
  guint64 odd;
  guint64 number;
  guint64 at;
  guint64 mark;
} CbSieveHit;

/**
 * CbSieve:
 *
 * What the sieve remembers of the block before: a bit per byte, and its last bytes.
 */
typedef struct
{
  guint64 digit;
  guint64 joint; /* . , and letters: what a number does not begin behind */
  guint64 plus;
  guint64 run2; /* so many digits end here */
  guint64 run4;
  guint64 start; /* a zero that no digit and no joint stands before */
  guint8 tail[8];
} CbSieve;

void cb_sieve_start (CbSieve *self);
guint cb_sieve_run (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits);
guint cb_sieve_run_plain (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits);

G_END_DECLS
