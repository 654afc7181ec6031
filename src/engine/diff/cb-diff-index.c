/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/diff/cb-diff-private.h"

typedef struct
{
  const CbDiffRun *run;
  const guint *key;
  guint n_key;
  guint side;
  guint pass;
  guint n_passes;
  gboolean has_nothing; /* no column is compared: no row is found again */
} Job;

typedef struct
{
  const Job *job;
  CbDiffIndex *index;
} State;

static gpointer
new_state (gpointer user_data)
{
  State *self = g_new0 (State, 1);

  self->job = user_data;
  self->index = g_new0 (CbDiffIndex, 1);

  return self;
}

static void
free_state (gpointer state)
{
  State *self = state;

  _cb_diff_index_free (self->index);
  g_free (self);
}

static inline guint64
hash_column (const Job *job, guint i, const CbRow *row, guint64 hash)
{
  const CbDiffColumn *column = cb_diff_get_column (job->run->diff, i);
  guint place = (guint)(job->side == CB_DIFF_BEFORE ? column->before : column->now);
  const CbCell *cell = place < row->n_cells ? &row->cells[place] : NULL;

  return cb_row_hashes_mix (hash ^ G_GUINT64_CONSTANT (0xa0761d6478bd642f),
                            _cb_diff_hash_cell (column, job->side == CB_DIFF_BEFORE, cell)
                                ^ G_GUINT64_CONSTANT (0xe7037ed1a0b428db));
}

static guint64
hash_compared (const Job *job, const CbRow *row)
{
  guint64 hash = 0;

  for (guint i = 0; i < job->run->diff->columns->len; i++)
    if (cb_diff_column_is_compared (cb_diff_get_column (job->run->diff, i)))
      hash = hash_column (job, i, row, hash);

  return hash;
}

static guint64
hash_key (const Job *job, const CbRow *row)
{
  guint64 hash = 1;

  if (job->has_nothing)
    return cb_row_hashes_mix (row->number * 2 + job->side + 1,
                              G_GUINT64_CONSTANT (0x589965cc75374cc3));
  if (job->n_key == 0)
    return hash_compared (job, row);
  for (guint i = 0; i < job->n_key; i++)
    hash = hash_column (job, job->key[i], row, hash);

  return hash;
}

static void
add_entry (CbDiffIndex *self, CbDiffEntry entry)
{
  CbDiffBlock **bucket = &self->buckets[entry.key >> (64 - CB_DIFF_BUCKET_BITS)];

  if (*bucket == NULL || (*bucket)->n == CB_DIFF_BLOCK_ENTRIES)
    {
      CbDiffBlock *block = g_malloc (sizeof *block);

      block->next = *bucket;
      block->n = 0;
      *bucket = block;
    }
  (*bucket)->entries[(*bucket)->n++] = entry;
}

static void
take_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  State *self = state;
  const Job *job = self->job;

  for (guint i = 0; i < n_rows; i++)
    {
      guint64 key = hash_key (job, &rows[i]);
      guint64 value;

      if (job->n_passes > 1 && key % job->n_passes != job->pass)
        continue;
      value = job->n_key > 0 ? hash_compared (job, &rows[i]) : 0;
      add_entry (self->index,
                 (CbDiffEntry){ key, (guint32)(value ^ value >> 32), (guint32)rows[i].number });
    }
}

static void
merge_states (gpointer into, gpointer from)
{
  CbDiffIndex *a = ((State *)into)->index;
  CbDiffIndex *b = ((State *)from)->index;

  for (guint i = 0; i < CB_DIFF_N_BUCKETS; i++)
    {
      CbDiffBlock **end = &b->buckets[i];

      while (*end != NULL)
        end = &(*end)->next;
      *end = a->buckets[i];
      a->buckets[i] = b->buckets[i];
      b->buckets[i] = NULL;
    }
}

/* Of all rows whose keys are of this pass. */
CbDiffIndex *
_cb_diff_index_new (CbDiffRun *run,
                    guint side,
                    const guint *key,
                    guint n_key,
                    guint pass,
                    guint n_passes,
                    GError **error)
{
  static const CbScanWorker worker
      = { new_state, take_rows, NULL, merge_states, free_state, FALSE };
  Job job = { run, key, n_key, side, pass, n_passes, TRUE };
  CbDiffIndex *index;
  State *state;

  for (guint i = 0; i < run->diff->columns->len; i++)
    if (cb_diff_column_is_compared (cb_diff_get_column (run->diff, i)))
      job.has_nothing = FALSE;
  state = _cb_diff_scan (run, side, &worker, &job, error);
  if (state == NULL)
    return NULL;
  index = g_steal_pointer (&state->index);
  free_state (state);

  return index;
}

void
_cb_diff_index_free (CbDiffIndex *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < CB_DIFF_N_BUCKETS; i++)
    while (self->buckets[i] != NULL)
      {
        CbDiffBlock *next = self->buckets[i]->next;

        g_free (self->buckets[i]);
        self->buckets[i] = next;
      }
  g_free (self);
}
