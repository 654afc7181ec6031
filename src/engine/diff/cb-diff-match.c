/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include "engine/diff/cb-diff-private.h"

/* Of those found again, that stand so near the beginning are remembered. */
#define MAX_FOUND_ROW 2000u
#define MAX_FOUND 256u

/* Every so many buckets, one thread: what is found in them. */
typedef struct
{
  CbDiffIndex *sides[2];
  guint first;
  guint step;
  CbDiff *result;
} Share;

static int
compare_entries (gconstpointer a, gconstpointer b)
{
  const CbDiffEntry *one = a;
  const CbDiffEntry *other = b;

  if (one->key != other->key)
    return one->key < other->key ? -1 : 1;
  if (one->value != other->value)
    return one->value < other->value ? -1 : 1;

  return (one->row > other->row) - (one->row < other->row);
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CbDiffEntry *one = a;
  const CbDiffEntry *other = b;

  return (one->row > other->row) - (one->row < other->row);
}

static void
note (CbDiff *diff, CbDiffKind kind, guint32 before, guint32 now)
{
  CbDiffPair pair = { before, now };

  diff->n[kind]++;
  g_array_append_val (diff->lists[kind], pair);
}

static void
note_found (CbDiff *diff, const CbDiffEntry *before, const CbDiffEntry *now)
{
  CbDiffPair pair = { before->row, now->row };

  if (before->row < MAX_FOUND_ROW && diff->found->len < MAX_FOUND)
    g_array_append_val (diff->found, pair);
  if (before->value == now->value)
    diff->same++;
  else
    note (diff, CB_DIFF_CHANGED, before->row, now->row);
}

/* Rows with one key, several of them: those with the same cells belong together, and then the
 * others in the order in which they stand. Both are sorted by value. */
static void
match_repeated (CbDiff *diff, CbDiffEntry *before, guint n_before, CbDiffEntry *now, guint n_now)
{
  guint i = 0, k = 0, left_before = 0, left_now = 0, n;

  diff->repeated_before += MAX (n_before, 1) - 1;
  diff->repeated_now += MAX (n_now, 1) - 1;
  while (i < n_before && k < n_now)
    {
      if (before[i].value == now[k].value)
        note_found (diff, &before[i++], &now[k++]);
      else if (before[i].value < now[k].value)
        before[left_before++] = before[i++];
      else
        now[left_now++] = now[k++];
    }
  while (i < n_before)
    before[left_before++] = before[i++];
  while (k < n_now)
    now[left_now++] = now[k++];
  qsort (before, left_before, sizeof *before, compare_rows);
  qsort (now, left_now, sizeof *now, compare_rows);
  n = MIN (left_before, left_now);
  for (i = 0; i < n; i++)
    note_found (diff, &before[i], &now[i]);
  for (i = n; i < left_before; i++)
    note (diff, CB_DIFF_REMOVED, before[i].row, CB_DIFF_NO_ROW);
  for (k = n; k < left_now; k++)
    note (diff, CB_DIFF_ADDED, CB_DIFF_NO_ROW, now[k].row);
}

static guint
count_group (const CbDiffEntry *entries, guint n, guint from)
{
  guint end = from;

  while (end < n && entries[end].key == entries[from].key)
    end++;

  return end - from;
}

static void
match_sorted (CbDiff *diff, CbDiffEntry *before, guint n_before, CbDiffEntry *now, guint n_now)
{
  guint i = 0, k = 0;

  while (i < n_before || k < n_now)
    {
      gboolean has_before = i < n_before && (k == n_now || before[i].key <= now[k].key);
      gboolean has_now = k < n_now && (i == n_before || now[k].key <= before[i].key);
      guint of_before = has_before ? count_group (before, n_before, i) : 0;
      guint of_now = has_now ? count_group (now, n_now, k) : 0;

      if (of_before == 1 && of_now == 1)
        note_found (diff, &before[i], &now[k]);
      else
        match_repeated (diff, before + i, of_before, now + k, of_now);
      i += of_before;
      k += of_now;
    }
}

/* The entries of a bucket, in order. */
static guint
gather (const CbDiffBlock *blocks, GArray *entries)
{
  g_array_set_size (entries, 0);
  for (const CbDiffBlock *block = blocks; block != NULL; block = block->next)
    g_array_append_vals (entries, block->entries, (guint)block->n);
  if (entries->len > 1)
    qsort (entries->data, entries->len, sizeof (CbDiffEntry), compare_entries);

  return entries->len;
}

static gpointer
match_share (gpointer data)
{
  Share *share = data;
  /* With room for one, so that there is something to point to when there is none. */
  g_autoptr (GArray) before = g_array_sized_new (FALSE, FALSE, sizeof (CbDiffEntry), 1);
  g_autoptr (GArray) now = g_array_sized_new (FALSE, FALSE, sizeof (CbDiffEntry), 1);

  for (guint i = share->first; i < CB_DIFF_N_BUCKETS; i += share->step)
    {
      guint n_before = gather (share->sides[CB_DIFF_BEFORE]->buckets[i], before);
      guint n_now = gather (share->sides[CB_DIFF_NOW]->buckets[i], now);

      match_sorted (share->result, (CbDiffEntry *)(gpointer)before->data, n_before,
                    (CbDiffEntry *)(gpointer)now->data, n_now);
    }

  return NULL;
}

static int
compare_before (gconstpointer a, gconstpointer b)
{
  const CbDiffPair *one = a;
  const CbDiffPair *other = b;

  return (one->before > other->before) - (one->before < other->before);
}

static int
compare_now (gconstpointer a, gconstpointer b)
{
  const CbDiffPair *one = a;
  const CbDiffPair *other = b;

  return (one->now > other->now) - (one->now < other->now);
}

static void
add_result (CbDiff *into, const CbDiff *from)
{
  into->same += from->same;
  into->repeated_before += from->repeated_before;
  into->repeated_now += from->repeated_now;
  g_array_append_vals (into->found, from->found->data, from->found->len);
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    {
      into->n[i] += from->n[i];
      g_array_append_vals (into->lists[i], from->lists[i]->data, from->lists[i]->len);
    }
}

/* In the order of their rows; not more than can be looked at. */
static void
order_lists (CbDiff *diff)
{
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    {
      GArray *list = diff->lists[i];

      if (list->len > 1)
        qsort (list->data, list->len, sizeof (CbDiffPair),
               i == CB_DIFF_REMOVED ? compare_before : compare_now);
      if (list->len > CB_DIFF_MAX_LISTED)
        g_array_set_size (list, CB_DIFF_MAX_LISTED);
    }
  if (diff->found->len > 1)
    qsort (diff->found->data, diff->found->len, sizeof (CbDiffPair), compare_before);
  if (diff->found->len > MAX_FOUND)
    g_array_set_size (diff->found, MAX_FOUND);
}

/* Adds what the rows of one pass come to. With as many threads as there are processors, up to
 * eight. */
void
_cb_diff_match (CbDiff *diff, CbDiffIndex *before, CbDiffIndex *now)
{
  guint n_shares = MIN (g_get_num_processors (), CB_DIFF_MAX_THREADS);
  GThread *threads[CB_DIFF_MAX_THREADS] = { NULL };
  Share shares[CB_DIFF_MAX_THREADS];

  for (guint i = 0; i < n_shares; i++)
    {
      shares[i] = (Share){ { before, now }, i, n_shares, _cb_diff_new () };
      if (i > 0)
        threads[i] = g_thread_try_new ("diff", match_share, &shares[i], NULL);
    }
  for (guint i = 0; i < n_shares; i++)
    {
      if (threads[i] != NULL)
        g_thread_join (threads[i]);
      else
        match_share (&shares[i]);
      add_result (diff, shares[i].result);
      cb_diff_free (shares[i].result);
    }
  order_lists (diff);
}
