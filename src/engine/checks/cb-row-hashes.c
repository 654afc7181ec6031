/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which rows are there twice: a hash of 64 bits of every row, dealt into buckets by its high bits
 * while rows are read, compared within each bucket at the end, where a bucket fits the cache. Among
 * 10 million different rows two have the same hash once in 400,000 files. */

#include "config.h"

#include "engine/checks/cb-row-hashes.h"

#include <string.h>

#define BUCKET_BITS 10
#define N_BUCKETS (1u << BUCKET_BITS)
#define BLOCK_ENTRIES 252
#define MAX_SHARES 8

typedef struct _Block Block;

/* 3 kB; no realloc, no copying, nothing left over but half a block for each bucket. */
struct _Block
{
  Block *next;
  guint32 n; /* set when the block is no longer the first */
  guint32 rows[BLOCK_ENTRIES];
  guint64 hashes[BLOCK_ENTRIES];
};

/* @n is of the first block only, and stands here and not there: a thousand of these stay in the
 * cache, a thousand blocks do not. All other blocks are full. */
typedef struct
{
  Block *first;
  guint32 n;
} Bucket;

struct _CbRowHashes
{
  Bucket buckets[N_BUCKETS];
};

/**
 * cb_row_hashes_new:
 *
 * Returns: (transfer full): a store of hashes, for one thread
 */
CbRowHashes *
cb_row_hashes_new (void)
{
  return g_new0 (CbRowHashes, 1);
}

/**
 * cb_row_hashes_free:
 * @self: (nullable) (transfer full): a store
 */
void
cb_row_hashes_free (CbRowHashes *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < N_BUCKETS; i++)
    while (self->buckets[i].first != NULL)
      {
        Block *next = self->buckets[i].first->next;

        g_free (self->buckets[i].first);
        self->buckets[i].first = next;
      }
  g_free (self);
}

/**
 * cb_row_hashes_hash:
 * @row: a row
 *
 * Returns: the hash of what stands in its cells, quoted or not
 */
guint64
cb_row_hashes_hash (const CbRow *row)
{
  guint64 hash = 0;

  for (guint i = 0; i < row->n_cells; i++)
    hash = cb_row_hashes_add_cell (hash, row->cells[i].bytes, row->cells[i].length);

  return hash;
}

/**
 * cb_row_hashes_add:
 * @self: a store
 * @hash: of the row
 * @row: its number, under 2^32
 */
void
cb_row_hashes_add (CbRowHashes *self, guint64 hash, guint64 row)
{
  Bucket *bucket = &self->buckets[hash >> (64 - BUCKET_BITS)];
  guint32 n = bucket->n;

  if (G_UNLIKELY (bucket->first == NULL || n == BLOCK_ENTRIES))
    {
      Block *block = g_malloc (sizeof *block);

      if (bucket->first != NULL)
        bucket->first->n = n;
      block->next = bucket->first;
      bucket->first = block;
      n = 0;
    }
  bucket->first->hashes[n] = hash;
  bucket->first->rows[n] = (guint32)row;
  bucket->n = n + 1;
}

/**
 * cb_row_hashes_merge:
 * @into: a store
 * @from: another, which is empty afterwards
 */
void
cb_row_hashes_merge (CbRowHashes *into, CbRowHashes *from)
{
  for (guint i = 0; i < N_BUCKETS; i++)
    {
      Bucket *a = &into->buckets[i];
      Bucket *b = &from->buckets[i];
      Block **end = &b->first;

      if (b->first == NULL)
        continue;
      if (a->first != NULL)
        a->first->n = a->n;
      while (*end != NULL)
        end = &(*end)->next;
      *end = a->first;
      *a = *b;
      *b = (Bucket){ NULL, 0 };
    }
}

typedef struct
{
  guint64 hash;
  guint64 row; /* plus one: 0 is a free place */
} Place;

typedef struct
{
  guint64 row;
  guint64 original;
} Duplicate;

static void
compare_bucket (const Block *block, Place *places, gsize mask, GArray *duplicates)
{
  memset (places, 0, (mask + 1) * sizeof *places);
  for (; block != NULL; block = block->next)
    for (guint i = 0; i < block->n; i++)
      {
        guint64 hash = block->hashes[i];
        guint64 row = (guint64)block->rows[i] + 1;
        gsize at = hash & mask;
        Duplicate duplicate;

        while (places[at].row != 0 && places[at].hash != hash)
          at = (at + 1) & mask;
        if (places[at].row == 0)
          {
            places[at] = (Place){ hash, row };
            continue;
          }
        duplicate.row = MAX (places[at].row, row) - 1;
        duplicate.original = MIN (places[at].row, row) - 1;
        places[at].row = duplicate.original + 1;
        g_array_append_val (duplicates, duplicate);
      }
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const Duplicate *first = a;
  const Duplicate *second = b;

  return (first->row > second->row) - (first->row < second->row);
}

typedef struct
{
  CbRowHashes *hashes;
  guint first;
  guint step;
  GArray *found;
} Share;

/* Every so many buckets; those of the others are as large. */
static gpointer
compare_share (gpointer data)
{
  Share *share = data;
  g_autofree Place *places = NULL;
  gsize allocated = 0;

  for (guint i = share->first; i < N_BUCKETS; i += share->step)
    {
      Bucket *bucket = &share->hashes->buckets[i];
      gsize n = 0;
      gsize size = 16;

      if (bucket->first == NULL)
        continue;
      bucket->first->n = bucket->n;
      for (const Block *block = bucket->first; block != NULL; block = block->next)
        n += block->n;
      while (size < 2 * n)
        size *= 2;
      if (size > allocated)
        {
          g_free (places);
          places = g_new (Place, size);
          allocated = size;
        }
      compare_bucket (bucket->first, places, size - 1, share->found);
    }

  return NULL;
}

/**
 * cb_row_hashes_count:
 * @self: all rows
 * @duplicates: (out caller-allocates): an empty tally; gets the rows that repeat an earlier one
 * @original: (out): the row that the first of them repeats
 *
 * Uses as many threads as there are processors, up to eight.
 */
void
cb_row_hashes_count (CbRowHashes *self, CbCheckTally *duplicates, guint64 *original)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Duplicate));
  guint n_shares = MIN (g_get_num_processors (), MAX_SHARES);
  GThread *threads[MAX_SHARES] = { NULL };
  Share shares[MAX_SHARES];

  for (guint i = 0; i < n_shares; i++)
    {
      shares[i] = (Share){ self, i, n_shares, g_array_new (FALSE, FALSE, sizeof (Duplicate)) };
      if (i > 0)
        threads[i] = g_thread_try_new ("duplicates", compare_share, &shares[i], NULL);
    }
  for (guint i = 0; i < n_shares; i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
      else
        compare_share (&shares[i]);
      g_array_append_vals (found, shares[i].found->data, shares[i].found->len);
      g_array_unref (shares[i].found);
    }
  g_array_sort (found, compare_rows);
  *original = found->len > 0 ? g_array_index (found, Duplicate, 0).original : 0;
  for (guint i = 0; i < found->len; i++)
    cb_check_tally_add (duplicates, g_array_index (found, Duplicate, i).row);
}
