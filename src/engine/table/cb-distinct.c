/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-distinct.h"

#include <math.h>
#include <string.h>

/* Exact up to a million values: a table of their hashes (that two of a million 64-bit hashes are
 * the same has a chance of 1 in 37 million), shared by all threads, so that memory does not grow
 * with them. Beyond, HyperLogLog (Flajolet, Fusy, Gandouet, Meunier 2007) over 2^16 registers: 0.4
 * % standard error. Both depend on the set of values only, not on their order. */
#define PRECISION 16
#define N_REGISTERS (1u << PRECISION)
#define FIRST_SLOTS 1024u
/* Slots for the million: 80 % full at the end. */
#define MOST_SLOTS 1250000u

struct _CbDistinct
{
  GMutex mutex;
  guint64 *slots; /* (nullable) 0 is free */
  guint32 n_slots;
  guint32 n_used;
  guint8 *registers; /* (nullable) once there are over a million */
};

static inline guint64
mix (guint64 a, guint64 b)
{
  unsigned __int128 product = (unsigned __int128)a * b;

  return (guint64)product ^ (guint64)(product >> 64);
}

static inline guint64
load_8 (const char *p)
{
  guint64 word;

  memcpy (&word, p, sizeof word);

  return word;
}

static inline guint64
load_4 (const char *p)
{
  guint32 word;

  memcpy (&word, p, sizeof word);

  return word;
}

/**
 * cb_distinct_hash:
 * @bytes: a value
 * @length: in bytes
 *
 * Multiplication of words, as in wyhash; not for keeping, and not against malice: a made-up file
 * could make values count as one.
 *
 * Returns: its hash, never 0
 */
guint64
cb_distinct_hash (const char *bytes, gsize length)
{
  guint64 hash = length * 0x9e3779b97f4a7c15u + 0x2d358dccaa6c78a5u;
  guint64 a = 0;
  guint64 b = 0;
  const char *p = bytes;
  gsize rest = length;

  for (; rest > 16; rest -= 16, p += 16)
    hash = mix (load_8 (p) ^ 0x8bb84b93962eacc9u, load_8 (p + 8) ^ hash);
  if (rest >= 8)
    {
      a = load_8 (p);
      b = load_8 (p + rest - 8);
    }
  else if (rest >= 4)
    {
      a = load_4 (p);
      b = load_4 (p + rest - 4);
    }
  else if (rest > 0)
    {
      a = (guint64)(guint8)p[0] << 16 | (guint64)(guint8)p[rest / 2] << 8 | (guint8)p[rest - 1];
    }
  hash = mix (a ^ 0x8bb84b93962eacc9u, b ^ hash);
  hash = mix (hash ^ 0x4b33a62ed433d4a3u, 0x9e3779b97f4a7c15u);

  return hash | (guint64)(hash == 0);
}

/**
 * cb_distinct_new:
 *
 * Returns: (transfer full): a count of different values
 */
CbDistinct *
cb_distinct_new (void)
{
  CbDistinct *self = g_new0 (CbDistinct, 1);

  g_mutex_init (&self->mutex);
  self->n_slots = FIRST_SLOTS;
  self->slots = g_new0 (guint64, self->n_slots);

  return self;
}

/**
 * cb_distinct_free:
 * @self: (transfer full): a count
 */
void
cb_distinct_free (CbDistinct *self)
{
  g_mutex_clear (&self->mutex);
  g_free (self->slots);
  g_free (self->registers);
  g_free (self);
}

static inline gboolean
insert (guint64 *slots, guint32 n_slots, guint64 hash)
{
  guint32 at = (guint32)(((hash >> 32) * n_slots) >> 32);

  while (slots[at] != 0)
    {
      if (slots[at] == hash)
        return FALSE;
      if (++at == n_slots)
        at = 0;
    }
  slots[at] = hash;

  return TRUE;
}

static void
grow (CbDistinct *self)
{
  guint32 n_slots = MIN (self->n_slots * 4, MOST_SLOTS);
  guint64 *slots = g_new0 (guint64, n_slots);

  for (guint32 i = 0; i < self->n_slots; i++)
    if (self->slots[i] != 0)
      insert (slots, n_slots, self->slots[i]);
  g_free (self->slots);
  self->slots = slots;
  self->n_slots = n_slots;
}

static inline void
estimate (guint8 *registers, guint64 hash)
{
  guint64 rest = hash << PRECISION | (guint64)1 << (PRECISION - 1);
  guint8 rank = (guint8)(__builtin_clzll (rest) + 1);
  guint8 *at = &registers[hash >> (64 - PRECISION)];

  if (*at < rank)
    *at = rank;
}

static void
begin_to_estimate (CbDistinct *self)
{
  self->registers = g_malloc0 (N_REGISTERS);
  for (guint32 i = 0; i < self->n_slots; i++)
    if (self->slots[i] != 0)
      estimate (self->registers, self->slots[i]);
  g_clear_pointer (&self->slots, g_free);
}

/**
 * cb_distinct_add:
 * @self: a count
 * @hashes: (array length=n_hashes): of values, see cb_distinct_hash()
 * @n_hashes: how many
 *
 * From any thread; many at a time cost less.
 */
void
cb_distinct_add (CbDistinct *self, const guint64 *hashes, guint n_hashes)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < n_hashes; i++)
    {
      if (self->registers != NULL)
        {
          estimate (self->registers, hashes[i]);
          continue;
        }
      if (self->n_used >= self->n_slots / 5 * 4 && self->n_slots < MOST_SLOTS)
        grow (self);
      if (insert (self->slots, self->n_slots, hashes[i]) && ++self->n_used > CB_DISTINCT_EXACT)
        begin_to_estimate (self);
    }
  g_mutex_unlock (&self->mutex);
}

/**
 * cb_distinct_count:
 * @self: a count
 * @is_exact: (out) (optional): %FALSE for an estimate
 *
 * Returns: how many different values were added
 */
guint64
cb_distinct_count (CbDistinct *self, gboolean *is_exact)
{
  double sum = 0;

  if (is_exact != NULL)
    *is_exact = self->registers == NULL;
  if (self->registers == NULL)
    return self->n_used;
  for (guint i = 0; i < N_REGISTERS; i++)
    sum += ldexp (1, -self->registers[i]);

  return (guint64)(0.7213 / (1 + 1.079 / N_REGISTERS) * N_REGISTERS * N_REGISTERS / sum);
}
