/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/checks/cb-row-hashes.h"
#include "engine/diff/cb-diff.h"
#include "engine/table/cb-value.h"

G_BEGIN_DECLS

/* Seen by cb-diff*.c. */

#define CB_DIFF_MAX_THREADS 8

/**
 * CbDiffRun:
 *
 * A comparison under way. @sides are the table before and the table now.
 */
typedef struct
{
  CbTable *sides[2];
  CbDiff *diff;
  const CbDiffOptions *options;
  GPtrArray *samples[2]; /* (element-type GStrv): the first rows of each */
  GArray *sample_rows;   /* (element-type guint32): the numbers of those before */
  CbProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;

  guint64 done;  /* bytes gone through before the scan under way */
  guint64 total; /* as far as is known */
} CbDiffRun;

enum
{
  CB_DIFF_BEFORE,
  CB_DIFF_NOW,
};

static inline CbDiffColumn *
cb_diff_get_column (const CbDiff *self, guint i)
{
  return &g_array_index (self->columns, CbDiffColumn, i);
}

/* Whether its cells are held against each other. */
static inline gboolean
cb_diff_column_is_compared (const CbDiffColumn *self)
{
  return self->before >= 0 && self->now >= 0 && !self->is_ordinal;
}

/**
 * CbDiffEntry:
 * @key: of the row, by which it is found again
 * @value: of all that is compared; a changed row keeps it once in four billion times
 * @row: its number
 */
typedef struct
{
  guint64 key;
  guint32 value;
  guint32 row;
} CbDiffEntry;

#define CB_DIFF_BUCKET_BITS 10
#define CB_DIFF_N_BUCKETS (1u << CB_DIFF_BUCKET_BITS)
#define CB_DIFF_BLOCK_ENTRIES 255

typedef struct _CbDiffBlock CbDiffBlock;

/* 4 kB, without realloc. */
struct _CbDiffBlock
{
  CbDiffBlock *next;
  gsize n;
  CbDiffEntry entries[CB_DIFF_BLOCK_ENTRIES];
};

/**
 * CbDiffIndex:
 *
 * The rows of one table, dealt by the high bits of their keys.
 */
typedef struct
{
  CbDiffBlock *buckets[CB_DIFF_N_BUCKETS];
} CbDiffIndex;

gpointer _cb_diff_scan (CbDiffRun *run,
                        guint side,
                        const CbScanWorker *worker,
                        gpointer user_data,
                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

gboolean _cb_diff_match_columns (CbDiffRun *run, GError **error);
gboolean _cb_diff_survey (CbDiffRun *run, GError **error);
gboolean _cb_diff_sample (CbDiffRun *run, GError **error);

guint64 _cb_diff_hash_cell (const CbDiffColumn *column, gboolean is_before, const CbCell *cell);

CbDiffIndex *_cb_diff_index_new (CbDiffRun *run,
                                 guint side,
                                 const guint *key,
                                 guint n_key,
                                 guint pass,
                                 guint n_passes,
                                 GError **error) G_GNUC_WARN_UNUSED_RESULT;
void _cb_diff_index_free (CbDiffIndex *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDiffIndex, _cb_diff_index_free)

CbDiff *_cb_diff_new (void) G_GNUC_WARN_UNUSED_RESULT;
void _cb_diff_match (CbDiff *diff, CbDiffIndex *before, CbDiffIndex *now);
void _cb_diff_clear_rows (CbDiff *diff);
gboolean _cb_diff_find_rows (CbDiffRun *run, const guint *key, guint n_key, GError **error);
gboolean _cb_diff_find_key (CbDiffRun *run, GError **error);

gboolean _cb_diff_count_cells (CbDiffRun *run, GError **error);
gboolean _cb_diff_find_counterparts (CbDiffRun *run, GError **error);

G_END_DECLS
