/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Nearly all cells of a table hold nothing that a rule about text would look at. The sieve says in
 * one pass over the bytes, 64 at a time, which few may: the rules look at those cells only. It may
 * say so of a cell in vain; it never leaves one out. */

#include "config.h"

#include "engine/checks/cb-sieve.h"

#include <string.h>

#include "engine/checks/cb-sieve-private.h"

#define TARGET
#define RUN cb_sieve_run_plain

enum
{
  ODD = 1 << 0,     /* control, DEL, lead bytes C2 CC–CF DC–DF E2 EF */
  FOREIGN = 1 << 1, /* after C3: letters of Latin-1 that Vietnamese has not */
  DIGIT = 1 << 2,
  JOINT = 1 << 3,
  MARK = 1 << 4,  /* ends a piece of a mark */
  OTHER = 1 << 5, /* zero plus at */
};

static guint8 kinds[256];

static void
fill_kinds (void)
{
  static const char foreign[] = "\x84\x85\x86\x8b\x8e\x8f\xa4\xa5\xa6\xab\xae\xaf"
                                "\x90\x91\x96\x98\x9b\x9c\xb0\xb1\xb6\xb8\xbb\xbc";

  for (guint c = 0; c < 256; c++)
    {
      gboolean lead = c == 0xc2 || c == 0xe2 || c == 0xef || (c >= 0xcc && c <= 0xcf)
                      || (c >= 0xdc && c <= 0xdf);

      if (lead || c == 0x7f || (c < 0x20 && c != '\t' && c != '\n' && c != '\r'))
        kinds[c] |= ODD;
      if (c != 0 && strchr (foreign, (int)c) != NULL)
        kinds[c] |= FOREIGN;
      if (c >= '0' && c <= '9')
        kinds[c] |= DIGIT;
      if (c == '.' || c == ',' || g_ascii_isalpha ((char)c))
        kinds[c] |= JOINT;
      if ((c | 0x20) == 't' || c == 0xc6 || c == 0xb0)
        kinds[c] |= MARK;
      if (c == '0' || c == '+' || c == '@')
        kinds[c] |= OTHER;
    }
}

/* The end of MẬT or mật, MAT, LƯ or Lư, DỰ. */
static gboolean
ends_mark (const guint8 *p)
{
  if ((p[0] | 0x20) == 't')
    return ((p[-1] | 1) == 0xad && p[-2] == 0xba && (p[-4] | 0x20) == 'm')
           || (p[-1] == 'A' && (p[-2] | 0x20) == 'm');

  return (p[0] == 0xc6 && p[-1] == 'L') || (p[0] == 0xb0 && p[-1] == 0xbb && p[-3] == 'D');
}

static void
classify (const guint8 *block, Masks *masks)
{
  memset (masks, 0, sizeof *masks);
  for (guint i = 0; i < CB_SIEVE_BLOCK; i++)
    {
      guint8 kind = kinds[block[i]];
      guint64 bit = G_GUINT64_CONSTANT (1) << i;

      if (kind == 0)
        continue;
      if ((kind & ODD) != 0 || ((kind & FOREIGN) != 0 && block[(gssize)i - 1] == 0xc3))
        masks->odd |= bit;
      if ((kind & MARK) != 0 && ends_mark (block + i))
        masks->mark |= bit;
      masks->digit |= (kind & DIGIT) != 0 ? bit : 0;
      masks->joint |= (kind & JOINT) != 0 ? bit : 0;
      if ((kind & OTHER) != 0)
        {
          masks->zero |= block[i] == '0' ? bit : 0;
          masks->plus |= block[i] == '+' ? bit : 0;
          masks->at |= block[i] == '@' ? bit : 0;
        }
    }
}

#include "engine/checks/cb-sieve-template.h"

static gboolean
prepare (void)
{
  static gsize ready = 0;

  if (g_once_init_enter (&ready))
    {
      gsize value = 1;

      fill_kinds ();
#if defined(__x86_64__)
      if (__builtin_cpu_supports ("avx2"))
        value = 2;
#endif
      g_once_init_leave (&ready, value);
    }

  return ready == 2;
}

/**
 * cb_sieve_start:
 * @self: a sieve
 *
 * To be called before the first bytes of a span.
 */
void
cb_sieve_start (CbSieve *self)
{
  prepare ();
  memset (self, 0, sizeof *self);
}

/**
 * cb_sieve_run:
 * @self: a sieve, started
 * @bytes: (array length=length): UTF-8 or nearly
 * @length: at most CB_SIEVE_MAX; a multiple of 64 unless these are the last bytes of the span
 * @hits: (out caller-allocates): room for CB_SIEVE_MAX / 64
 *
 * Goes on where the call before ended, so that what lies across a border is found.
 *
 * Returns: the number of @hits, in ascending order
 */
guint
cb_sieve_run (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits)
{
#if defined(__x86_64__)
  if (prepare ())
    return cb_sieve_run_avx2 (self, bytes, length, hits);
#endif

  return cb_sieve_run_plain (self, bytes, length, hits);
}
