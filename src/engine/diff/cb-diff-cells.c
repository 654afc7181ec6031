/* SPDX-License-Identifier: GPL-3.0-or-later */

/* In which columns changed rows have changed, and which columns only have another name. */

#include "config.h"

#include <stdlib.h>

#include "engine/diff/cb-diff-private.h"

/* 64 MB of hashes: of a table of 20 columns the first 800,000 changed rows. */
#define MAX_HASHES (16u * 1024 * 1024)
/* So many columns that are only in one table are held against those of the other. */
#define MAX_LONE 64
#define MAX_ROWS_HELD 200
/* With fewer rows two columns are the same by chance. */
#define MIN_ROWS_HELD 3

/* --- Cells of changed rows ------------------------------------------------ */

/* A row that is wanted, and the place of its hashes. */
typedef struct
{
  guint32 row;
  guint32 place;
} Wanted;

typedef struct
{
  const CbDiffRun *run;
  guint side;
  GArray *wanted;  /* (element-type Wanted): in order */
  guint8 *bits;    /* a bit for each row up to the last of them */
  guint *columns;  /* that are compared */
  guint n_columns; /* of @columns */
  guint32 *hashes; /* those of the rows before */
} Job;

typedef struct
{
  const Job *job;
  guint64 *changed;
} State;

static gpointer
new_state (gpointer user_data)
{
  State *self = g_new0 (State, 1);

  self->job = user_data;
  self->changed = g_new0 (guint64, self->job->n_columns + 1);

  return self;
}

static void
free_state (gpointer state)
{
  State *self = state;

  g_free (self->changed);
  g_free (self);
}

static void
merge_states (gpointer into, gpointer from)
{
  State *a = into;
  State *b = from;

  for (guint i = 0; i < a->job->n_columns; i++)
    a->changed[i] += b->changed[i];
}

static int
compare_wanted (gconstpointer a, gconstpointer b)
{
  const Wanted *one = a;
  const Wanted *other = b;

  return (one->row > other->row) - (one->row < other->row);
}

static const Wanted *
find_wanted (const Job *job, guint64 number)
{
  const Wanted *last = &g_array_index (job->wanted, Wanted, job->wanted->len - 1);
  Wanted sought = { (guint32)number, 0 };

  if (number > last->row || (job->bits[number / 8] & 1u << number % 8) == 0)
    return NULL;

  return bsearch (&sought, job->wanted->data, job->wanted->len, sizeof sought, compare_wanted);
}

static void
take_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  State *self = state;
  const Job *job = self->job;
  gboolean is_before = job->side == CB_DIFF_BEFORE;

  for (guint i = 0; i < n_rows; i++)
    {
      const Wanted *wanted = find_wanted (job, rows[i].number);
      guint32 *hashes = wanted != NULL ? job->hashes + (gsize)wanted->place * job->n_columns : NULL;

      for (guint k = 0; hashes != NULL && k < job->n_columns; k++)
        {
          const CbDiffColumn *column = cb_diff_get_column (job->run->diff, job->columns[k]);
          guint place = (guint)(is_before ? column->before : column->now);
          guint64 hash = _cb_diff_hash_cell (
              column, is_before, place < rows[i].n_cells ? &rows[i].cells[place] : NULL);
          guint32 half = (guint32)(hash ^ hash >> 32);

          if (is_before)
            hashes[k] = half;
          else
            self->changed[k] += hashes[k] != half;
        }
    }
}

static void
set_wanted (Job *job, const GArray *pairs, guint n)
{
  guint32 last;

  g_array_set_size (job->wanted, 0);
  for (guint i = 0; i < n; i++)
    {
      const CbDiffPair *pair = &g_array_index (pairs, CbDiffPair, i);
      Wanted wanted = { job->side == CB_DIFF_BEFORE ? pair->before : pair->now, i };

      g_array_append_val (job->wanted, wanted);
    }
  qsort (job->wanted->data, n, sizeof (Wanted), compare_wanted);
  last = g_array_index (job->wanted, Wanted, n - 1).row;
  g_free (job->bits);
  job->bits = g_malloc0 (last / 8 + 1);
  for (guint i = 0; i < n; i++)
    {
      guint32 row = g_array_index (job->wanted, Wanted, i).row;

      job->bits[row / 8] |= (guint8)(1u << row % 8);
    }
}

static gboolean
compare_cells (CbDiffRun *run, Job *job, GError **error)
{
  static const CbScanWorker worker
      = { new_state, take_rows, NULL, merge_states, free_state, FALSE };
  CbDiff *diff = run->diff;

  for (job->side = CB_DIFF_BEFORE; job->side <= CB_DIFF_NOW; job->side++)
    {
      State *state;

      set_wanted (job, diff->lists[CB_DIFF_CHANGED], (guint)diff->compared);
      state = _cb_diff_scan (run, job->side, &worker, job, error);
      if (state == NULL)
        return FALSE;
      for (guint i = 0; i < job->n_columns; i++)
        cb_diff_get_column (diff, job->columns[i])->changed += state->changed[i];
      free_state (state);
    }

  return TRUE;
}

/* Once more over both tables, for the cells of changed rows alone. */
gboolean
_cb_diff_count_cells (CbDiffRun *run, GError **error)
{
  CbDiff *diff = run->diff;
  g_autofree guint *columns = g_new (guint, diff->columns->len + 1);
  g_autofree guint32 *hashes = NULL;
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (Wanted));
  Job job = { .run = run, .columns = columns, .wanted = wanted };
  gboolean compared;

  for (guint i = 0; i < diff->columns->len; i++)
    if (cb_diff_column_is_compared (cb_diff_get_column (diff, i)))
      columns[job.n_columns++] = i;
  if (diff->lists[CB_DIFF_CHANGED]->len == 0 || job.n_columns == 0)
    return TRUE;
  diff->compared = MIN (diff->lists[CB_DIFF_CHANGED]->len, MAX_HASHES / job.n_columns);
  hashes = job.hashes = g_new0 (guint32, diff->compared * job.n_columns);
  compared = compare_cells (run, &job, error);
  g_free (job.bits);

  return compared;
}

/* --- Other names ---------------------------------------------------------- */

typedef struct
{
  guint columns[MAX_LONE];
  guint n;
} Lone;

static void
add_lone (Lone *self, guint column)
{
  if (self->n < MAX_LONE)
    self->columns[self->n++] = column;
}

/* In how many of the rows that were found again the one has what the other has, of those where one
 * of them has anything. */
typedef struct
{
  guint same;
  guint filled;
} Likeness;

static gboolean
hold_rows (CbDiffRun *run, const Lone *gone, const Lone *new, Likeness *likeness, GError **error)
{
  CbDiff *diff = run->diff;

  for (guint i = 0; i < MIN (diff->found->len, MAX_ROWS_HELD); i++)
    {
      const CbDiffPair *pair = &g_array_index (diff->found, CbDiffPair, i);
      g_auto (CbDiffRow) before = { 0 };
      g_auto (CbDiffRow) now = { 0 };

      if (!cb_diff_read_row (diff, run->sides[CB_DIFF_BEFORE], TRUE, pair->before, &before,
                             run->cancellable, error)
          || !cb_diff_read_row (diff, run->sides[CB_DIFF_NOW], FALSE, pair->now, &now,
                                run->cancellable, error))
        return FALSE;
      for (guint k = 0; k < gone->n; k++)
        for (guint l = 0; l < new->n; l++)
          {
            const char *one = before.cells[gone->columns[k]];
            const char *other = now.cells[new->columns[l]];
            Likeness *of_both = &likeness[k * MAX_LONE + l];

            if (one[0] == '\0' && other[0] == '\0')
              continue;
            of_both->filled++;
            of_both->same += g_str_equal (one, other);
          }
    }

  return TRUE;
}

static gboolean
is_alike (const Likeness *self)
{
  return self->filled >= MIN_ROWS_HELD && self->same * 10 >= self->filled * 9;
}

/* A column that is no longer there, and a new one with its values. One is said of each at most: the
 * first. */
gboolean
_cb_diff_find_counterparts (CbDiffRun *run, GError **error)
{
  CbDiff *diff = run->diff;
  g_autofree Likeness *likeness = g_new0 (Likeness, MAX_LONE * MAX_LONE);
  Lone gone = { { 0 }, 0 };
  Lone new = { { 0 }, 0 };

  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbDiffColumn *column = cb_diff_get_column (diff, i);

      if (column->now < 0)
        add_lone (&gone, i);
      else if (column->before < 0)
        add_lone (&new, i);
    }
  if (gone.n == 0 || new.n == 0)
    return TRUE;
  if (!hold_rows (run, &gone, &new, likeness, error))
    return FALSE;
  for (guint k = 0; k < gone.n; k++)
    for (guint l = 0; l < new.n; l++)
      {
        CbDiffColumn *one = cb_diff_get_column (diff, gone.columns[k]);
        CbDiffColumn *other = cb_diff_get_column (diff, new.columns[l]);

        if (one->counterpart >= 0 || other->counterpart >= 0
            || !is_alike (&likeness[k * MAX_LONE + l]))
          continue;
        one->counterpart = (int)new.columns[l];
        other->counterpart = (int)gone.columns[k];
      }

  return TRUE;
}
