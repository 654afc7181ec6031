/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The sieve in terms of masks of 64 bits. Included by each way to make the masks, which defines
 * TARGET and classify (). */

static inline TARGET guint64
behind (guint64 now, guint64 before, guint n)
{
  return now << n | before >> (64 - n);
}

static inline TARGET guint64
find_numbers (CbSieveMasks *now, const CbSieveMasks *before)
{
  guint64 run9, start;

  now->run2 = now->digit & behind (now->digit, before->digit, 1);
  now->run4 = now->run2 & behind (now->run2, before->run2, 2);
  now->run8 = now->run4 & behind (now->run4, before->run4, 4);
  run9 = now->run8 & behind (now->digit, before->digit, 8);

  /* 0912 345 678 has no long run of digits, but neither have 1.000.000 and HKD00012 a zero in
   * front. */
  start = now->zero & ~behind (now->digit | now->joint, before->digit | before->joint, 1);
  now->start = start;

  return run9 | (now->run2 & now->digit & behind (start, before->start, 2))
         | (now->digit & behind (now->plus, before->plus, 1));
}

static inline TARGET guint64
find_marks (const CbSieveMasks *now, const CbSieveMasks *before)
{
  guint64 mat = now->t & behind (now->ac, before->ac, 1) & behind (now->ba, before->ba, 2)
                & behind (now->m, before->m, 4);
  guint64 bare = now->t & behind (now->upper_a, before->upper_a, 1) & behind (now->m, before->m, 2);
  guint64 luu = now->c6 & behind (now->upper_l, before->upper_l, 1);
  guint64 du
      = now->b0 & behind (now->bb, before->bb, 1) & behind (now->upper_d, before->upper_d, 3);

  return mat | bare | luu | du;
}

static inline TARGET gboolean
sift (CbSieve *self, const guint8 *block, guint64 valid, CbSieveHit *hit)
{
  CbSieveMasks now;

  classify (block, &now);
  hit->odd = (now.odd | (now.foreign & behind (now.c3, self->before.c3, 1))) & valid;
  hit->number = find_numbers (&now, &self->before) & valid;
  hit->at = now.at & valid;
  hit->mark = find_marks (&now, &self->before) & valid;
  self->before = now;

  return (hit->odd | hit->number | hit->at | hit->mark) != 0;
}

TARGET guint
RUN (CbSieve *self, const guint8 *bytes, gsize length, CbSieveHit *hits)
{
  guint n_hits = 0;
  gsize offset = 0;

  for (; offset + CB_SIEVE_BLOCK <= length; offset += CB_SIEVE_BLOCK)
    {
      hits[n_hits].offset = (guint32)offset;
      n_hits += sift (self, bytes + offset, G_MAXUINT64, &hits[n_hits]) ? 1 : 0;
    }
  if (offset < length)
    {
      guint8 block[CB_SIEVE_BLOCK] = { 0 };

      memcpy (block, bytes + offset, length - offset);
      hits[n_hits].offset = (guint32)offset;
      n_hits += sift (self, block, G_MAXUINT64 >> (64 - (length - offset)), &hits[n_hits]) ? 1 : 0;
    }

  return n_hits;
}
