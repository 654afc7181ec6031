/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What is different between two tables. Of every row two hashes are kept: one of the cells by which
 * it is found again, one of all that is compared; 16 bytes for a row of either table, in as many
 * passes over both files as keep that within bounds. Tables of any size are compared so, and
 * nothing of them but hashes is held. */

#include "config.h"

#include "engine/diff/cb-diff-private.h"

/* 256 MB: two tables of 8 million rows in one pass. */
#define MAX_ENTRIES (16u * 1024 * 1024)
/* Rows are numbered in 32 bits, and one number is for none. */
#define MAX_ROWS (G_MAXUINT32 - 1)

static void
scan_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  CbDiffRun *run = user_data;

  run->progress (run->done + done, MAX (run->total, run->done + total), run->progress_data);
}

/* All rows of one of the tables: cb_table_scan() with the progress of the whole. */
gpointer
_cb_diff_scan (
    CbDiffRun *run, guint side, const CbScanWorker *worker, gpointer user_data, GError **error)
{
  CbTable *table = run->sides[side];
  guint64 size = cb_table_get_facts (table)->size;
  gpointer result
      = cb_table_scan (table, worker, user_data, run->progress != NULL ? scan_progress_cb : NULL,
                       run, run->cancellable, error);

  run->done += size;
  run->total = MAX (run->total, run->done);

  return result;
}

/**
 * cb_diff_free:
 * @self: (nullable) (transfer full): a difference
 */
void
cb_diff_free (CbDiff *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->columns);
  g_array_unref (self->found);
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    g_array_unref (self->lists[i]);
  g_free (self->key);
  g_free (self);
}

CbDiff *
_cb_diff_new (void)
{
  CbDiff *self = g_new0 (CbDiff, 1);

  self->columns = g_array_new (FALSE, FALSE, sizeof (CbDiffColumn));
  self->found = g_array_new (FALSE, FALSE, sizeof (CbDiffPair));
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    self->lists[i] = g_array_new (FALSE, FALSE, sizeof (CbDiffPair));

  return self;
}

/* What an earlier way of finding rows again has found. */
void
_cb_diff_clear_rows (CbDiff *diff)
{
  diff->same = diff->repeated_before = diff->repeated_now = 0;
  g_array_set_size (diff->found, 0);
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    {
      diff->n[i] = 0;
      g_array_set_size (diff->lists[i], 0);
    }
}

/* By these columns, or by all cells where @n_key is 0. */
gboolean
_cb_diff_find_rows (CbDiffRun *run, const guint *key, guint n_key, GError **error)
{
  CbDiff *diff = run->diff;
  guint64 most = run->options->max_entries > 0 ? run->options->max_entries : MAX_ENTRIES;
  guint n_passes = (guint)MIN ((diff->rows_before + diff->rows_now) / most + 1, G_MAXUINT);

  _cb_diff_clear_rows (diff);
  for (guint pass = 0; pass < n_passes; pass++)
    {
      g_autoptr (CbDiffIndex) before
          = _cb_diff_index_new (run, CB_DIFF_BEFORE, key, n_key, pass, n_passes, error);
      g_autoptr (CbDiffIndex) now = NULL;

      if (before != NULL)
        now = _cb_diff_index_new (run, CB_DIFF_NOW, key, n_key, pass, n_passes, error);
      if (now == NULL || g_cancellable_set_error_if_cancelled (run->cancellable, error))
        return FALSE;
      _cb_diff_match (diff, before, now);
    }

  return TRUE;
}

static gboolean
check_rows (const CbDiff *diff, GError **error)
{
  if (diff->rows_before <= MAX_ROWS && diff->rows_now <= MAX_ROWS)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE, "too many rows to compare");
  return FALSE;
}

/* Names of the key as places among the columns. */
static gboolean
take_key (CbDiffRun *run, GError **error)
{
  const CbTableFacts *before = cb_table_get_facts (run->sides[CB_DIFF_BEFORE]);
  const CbTableFacts *now = cb_table_get_facts (run->sides[CB_DIFF_NOW]);
  CbDiff *diff = run->diff;
  const char *const *names = run->options->key;

  diff->key = g_new0 (guint, g_strv_length ((GStrv)names) + 1);
  for (guint i = 0; names[i] != NULL; i++)
    {
      gboolean is_there = FALSE;

      for (guint k = 0; k < diff->columns->len && !is_there; k++)
        {
          CbDiffColumn *column = cb_diff_get_column (diff, k);

          is_there = column->before >= 0 && column->now >= 0
                     && (g_str_equal (now->columns[column->now], names[i])
                         || g_str_equal (before->columns[column->before], names[i]));
          if (!is_there)
            continue;
          column->is_ordinal = FALSE;
          diff->key[diff->n_key++] = k;
        }
      if (!is_there)
        {
          g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND,
                               "a column of the key is not in both tables");
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
find_rows (CbDiffRun *run, GError **error)
{
  CbDiff *diff = run->diff;

  if (run->options->key == NULL || run->options->key[0] == NULL)
    return _cb_diff_find_key (run, error);
  diff->key_kind = CB_DIFF_KEY_GIVEN;

  return take_key (run, error) && _cb_diff_find_rows (run, diff->key, diff->n_key, error);
}

static void
clear_run (CbDiffRun *run)
{
  g_clear_pointer (&run->diff, cb_diff_free);
  g_clear_pointer (&run->samples[CB_DIFF_BEFORE], g_ptr_array_unref);
  g_clear_pointer (&run->samples[CB_DIFF_NOW], g_ptr_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbDiffRun, clear_run)

/**
 * cb_diff_run:
 * @before: a table
 * @now: another
 * @options: (nullable): how to compare them
 * @progress: (nullable): in bytes of both files, as often as they are gone through; from the
 *   threads that work, one call at a time
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: %CB_ERROR_NOT_FOUND when a column of the key is not in both, %CB_ERROR_TOO_LARGE, or
 *   those of cb_table_scan()
 *
 * Columns are the same that have the same name; case, diacritics and blanks do not count where
 * nothing else has it. Rows are found again by a key: the columns given, else the column or the
 * pair of columns that is different in every row of both tables, else by all cells, so that a
 * changed row is one removed and one added. Where a key repeats, rows with the same cells belong
 * together, then those that remain, in their order.
 *
 * Cells are compared as they stand; where a column of numbers or dates is written otherwise than
 * before, what they stand for is (#CbDiffColumn). Nothing is known of the order of rows.
 *
 * Returns: (transfer full): what is different
 */
CbDiff *
cb_diff_run (CbTable *before,
             CbTable *now,
             const CbDiffOptions *options,
             CbProgressFunc progress,
             gpointer progress_data,
             GCancellable *cancellable,
             GError **error)
{
  static const CbDiffOptions none = { NULL, 0 };
  g_auto (CbDiffRun) run = {
    .sides = { before, now },
    .diff = _cb_diff_new (),
    .options = options != NULL ? options : &none,
    .progress = progress,
    .progress_data = progress_data,
    .cancellable = cancellable,
  };

  g_return_val_if_fail (before != NULL && now != NULL, NULL);

  /* Once to see what the columns are, once for the rows; more when that turns out. */
  run.total = 2 * (cb_table_get_facts (before)->size + cb_table_get_facts (now)->size);
  if (!_cb_diff_match_columns (&run, error) || !_cb_diff_survey (&run, error)
      || !check_rows (run.diff, error) || !_cb_diff_sample (&run, error) || !find_rows (&run, error)
      || !_cb_diff_count_cells (&run, error) || !_cb_diff_find_counterparts (&run, error))
    return NULL;

  return g_steal_pointer (&run.diff);
}
