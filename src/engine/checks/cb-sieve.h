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
 * CbSieveMasks:
 *
 * One bit per byte of a block, for each thing that the sieve looks for; and what it has to remember
 * of the block before. Private to the sieve.
 */
typedef struct
{
  guint64 odd;     /* control, DEL, lead bytes C2 CC–CF DC–DF E2 EF */
  guint64 foreign; /* second bytes of letters of Latin-1 that Vietnamese has not */
  guint64 c3;
  guint64 digit;
  guint64 joint; /* . , and letters: what a number does not begin behind */
  guint64 zero;
  guint64 plus;
  guint64 at;
  guint64 t;  /* t T */
  guint64 m;  /* m M */
  guint64 ba; /* second byte of Ậ ậ */
  guint64 ac; /* its third, AC AD */
  guint64 upper_a;
  guint64 upper_l;
  guint64 c6; /* first byte of Ư ư */
  guint64 upper_d;
  guint64 bb; /* second byte of Ự */
  guint64 b0; /* its third */
  guint64 run2;
  guint64 run4;
  guint64 run8;
  guint64 start; /* a zero that no digit and no joint stands before */
} CbSieveMasks;

typedef struct
{
  CbSieveMasks before;
} CbSieve;

void cb_sieve_start (CbSieve *self);
guint cb_sieve_run (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits);
guint cb_sieve_run_plain (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits);

G_END_DECLS
