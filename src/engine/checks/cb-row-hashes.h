/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-check-tally.h"

G_BEGIN_DECLS

typedef struct _CbRowHashes CbRowHashes;

CbRowHashes *cb_row_hashes_new (void);
void cb_row_hashes_free (CbRowHashes *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRowHashes, cb_row_hashes_free)

guint64 cb_row_hashes_hash (const CbRow *row);
void cb_row_hashes_add (CbRowHashes *self, guint64 hash, guint64 row);
void cb_row_hashes_merge (CbRowHashes *into, CbRowHashes *from);
void cb_row_hashes_count (CbRowHashes *self, CbCheckTally *duplicates, guint64 *original);

/* wyhash's mixing of two words, which x86 and ARM do in one instruction. */
static inline guint64
cb_row_hashes_mix (guint64 a, guint64 b)
{
  __uint128_t product = (__uint128_t)a * b;

  return (guint64)product ^ (guint64)(product >> 64);
}

static inline guint64
cb_row_hashes_load (const char *bytes)
{
  guint64 word;

  __builtin_memcpy (&word, bytes, sizeof word);

  return word;
}

static inline guint32
cb_row_hashes_load_half (const char *bytes)
{
  guint32 word;

  __builtin_memcpy (&word, bytes, sizeof word);

  return word;
}

/* @hash, and then this cell: what stands in it and where it ends. */
static inline guint64
cb_row_hashes_add_cell (guint64 hash, const char *bytes, gsize length)
{
  guint64 a = 0;
  guint64 b = 0;

  for (; length > 16; bytes += 16, length -= 16)
    hash = cb_row_hashes_mix (cb_row_hashes_load (bytes) ^ G_GUINT64_CONSTANT (0xa0761d6478bd642f),
                              cb_row_hashes_load (bytes + 8) ^ hash
                                  ^ G_GUINT64_CONSTANT (0x589965cc75374cc3));
  if (length >= 8)
    {
      a = cb_row_hashes_load (bytes);
      b = cb_row_hashes_load (bytes + length - 8);
    }
  else if (length >= 4)
    {
      a = cb_row_hashes_load_half (bytes);
      b = cb_row_hashes_load_half (bytes + length - 4);
    }
  else if (length > 0)
    {
      a = (guint64)(guint8)bytes[0] << 16 | (guint64)(guint8)bytes[length / 2] << 8
          | (guint8)bytes[length - 1];
    }

  return cb_row_hashes_mix (a ^ G_GUINT64_CONSTANT (0xe7037ed1a0b428db) ^ (guint64)length << 56,
                            b ^ hash ^ G_GUINT64_CONSTANT (0x8ebc6af09c88c6e3));
}

G_END_DECLS
