/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sieve in terms of masks of 64 bits. Included by each way to make the masks, which defines
 * TARGET, RUN and classify (). */

/* How many bytes before a block classify () may look at. */
#define CONTEXT 8

G_ALWAYS_INLINE static inline TARGET guint64
behind (guint64 now, guint64 before, guint n)
{
  return now << n | before >> (64 - n);
}

G_ALWAYS_INLINE static inline TARGET guint64
find_numbers (CbSieve *self, const Masks *masks)
{
  guint64 run2 = masks->digit & behind (masks->digit, self->digit, 1);
  guint64 run4 = run2 & behind (run2, self->run2, 2);
  guint64 run8 = run4 & behind (run4, self->run4, 4);
  guint64 run9 = run8 & behind (masks->digit, self->digit, 8);
  /* 0912 345 678 has no long run of digits, but neither have 1.000.000 and HKD00012 a zero in
   * front. */
  guint64 start = masks->zero & ~behind (masks->digit | masks->joint, self->digit | self->joint, 1);
  guint64 grouped = run2 & behind (start, self->start, 2);
  guint64 international = masks->digit & behind (masks->plus, self->plus, 1);

  self->digit = masks->digit;
  self->joint = masks->joint;
  self->plus = masks->plus;
  self->run2 = run2;
  self->run4 = run4;
  self->start = start;

  return run9 | grouped | international;
}

G_ALWAYS_INLINE static inline TARGET gboolean
sift (CbSieve *self, const guint8 *block, guint64 valid, CbSieveHit *hit)
{
  Masks masks;

  classify (block, &masks);
  hit->odd = masks.odd & valid;
  hit->number = find_numbers (self, &masks) & valid;
  hit->at = masks.at & valid;
  hit->mark = masks.mark & valid;

  return (hit->odd | hit->number | hit->at | hit->mark) != 0;
}

TARGET guint
RUN (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits)
{
  guint8 copy[CONTEXT + CB_SIEVE_BLOCK];
  guint n_hits = 0;

  memcpy (copy, self->tail, CONTEXT);
  for (gsize offset = 0; offset < length; offset += CB_SIEVE_BLOCK)
    {
      gsize size = MIN (length - offset, CB_SIEVE_BLOCK);
      const guint8 *block = bytes + offset;

      /* What stands before the first byte, and behind the last, is nobody's to read. */
      if (offset == 0 || size < CB_SIEVE_BLOCK)
        {
          if (offset > 0)
            memcpy (copy, block - CONTEXT, CONTEXT);
          memset (copy + CONTEXT, 0, CB_SIEVE_BLOCK);
          memcpy (copy + CONTEXT, block, size);
          block = copy + CONTEXT;
        }
      hits[n_hits].offset = (guint32)offset;
      n_hits += sift (self, block, G_MAXUINT64 >> (CB_SIEVE_BLOCK - size), &hits[n_hits]) ? 1 : 0;
    }
  if (length >= CONTEXT)
    memcpy (self->tail, bytes + length - CONTEXT, CONTEXT);

  return n_hits;
}
