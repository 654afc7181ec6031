/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-sieve.h"

G_BEGIN_DECLS

/* One bit per byte of a block. */
typedef struct
{
  guint64 odd;
  guint64 mark;
  guint64 at;
  guint64 digit;
  guint64 joint;
  guint64 zero;
  guint64 plus;
} Masks;

#if defined(__x86_64__)
guint cb_sieve_run_avx2 (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits);
#endif

G_END_DECLS
