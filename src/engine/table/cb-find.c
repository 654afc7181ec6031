/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-find.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/table/cb-table-private.h"
#include "engine/text/cb-fold.h"
#include "engine/text/cb-utf8.h"

/* Backwards the table is gone through in portions of so many rows. */
#define ROWS_BACK 65536u
/* In a batch of rows the needle is looked for at once when their cells lie so near together. */
#define MOST_SPAN (4u * 1024 * 1024)

/* What all threads share. */
typedef struct
{
  char *needle; /* folded */
  gsize needle_length;
  const char *word; /* its longest, in @needle */
  gsize word_length;
  int column;
  guint64 row; /* where to begin, or end when backwards */
  guint32 from_column;
  gboolean backwards;
  gboolean counts;
  gboolean is_text; /* cells are pieces of one text, in order */
  gint64 deadline;  /* of counting */

  CbFound found;
  guint64 cells;
  guint64 next_row;
} Job;

/* What one thread found in the chunk that it is in. */
typedef struct
{
  const Job *job;
  CbFoldSpace space;
  CbFound found;
  guint64 cells;
  guint64 next_row;
} State;

static gpointer
new_state (gpointer user_data)
{
  State *self = g_new0 (State, 1);

  self->job = user_data;
  return self;
}

static void
free_state (gpointer state)
{
  State *self = state;

  cb_fold_space_clear (&self->space);
  g_free (self);
}

static gboolean
is_excluded (const Job *job, guint64 row, guint32 column)
{
  if (job->counts || row != job->row)
    return FALSE;
  return job->backwards ? column >= job->from_column : column < job->from_column;
}

static void
look_in_row (State *self, const CbRow *row)
{
  const Job *job = self->job;
  guint32 n = MIN (row->n_cells, CB_TABLE_MAX_CELLS);
  guint32 first = job->column >= 0 ? (guint32)job->column : 0;
  guint32 end = job->column >= 0 ? MIN (n, first + 1) : n;

  for (guint32 i = first; i < end; i++)
    {
      const CbCell *cell = &row->cells[i];

      if (cell->length == 0 || is_excluded (job, row->number, i)
          || !cb_fold_contains (&self->space, cell->bytes, cell->length, job->needle,
                                job->needle_length))
        continue;
      self->cells++;
      if (job->backwards || !self->found.found)
        self->found = (CbFound){ TRUE, row->number, i };
      if (!job->backwards && !job->counts)
        return;
    }
}

/* In a file of text the cells of a batch lie one after another, the separators between them. Where
 * a word of the needle is not in the whole, it is in none of them: most batches are done with one
 * look. */
static gboolean
may_be_in (State *self, const CbRow *rows, guint n_rows)
{
  const char *begin = NULL;
  const char *end = NULL;
  gsize folded;

  for (guint i = 0; self->job->is_text && i < n_rows; i++)
    for (guint32 k = 0; k < MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS); k++)
      {
        const CbCell *cell = &rows[i].cells[k];

        if (cell->length == 0)
          continue;
        if (begin == NULL)
          begin = end = cell->bytes;
        if (cell->bytes < end || (gsize)(cell->bytes + cell->length - begin) > MOST_SPAN)
          return TRUE;
        end = cell->bytes + cell->length;
      }
  if (begin == NULL)
    return !self->job->is_text;
  folded = cb_fold_loosely (&self->space, begin, (gsize)(end - begin));
  return cb_text_find_bytes (self->space.bytes, folded, self->job->word, self->job->word_length)
         != NULL;
}

static void
look_in_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  State *self = state;
  const Job *job = self->job;

  self->next_row = rows[n_rows - 1].number + 1;
  if (self->found.found && !job->backwards && !job->counts)
    return;
  if (!may_be_in (self, rows, n_rows))
    return;
  for (guint i = 0; i < n_rows; i++)
    {
      if (!may_be_in (self, &rows[i], 1))
        continue;
      look_in_row (self, &rows[i]);
      if (self->found.found && !job->backwards && !job->counts)
        return;
    }
}

/* Chunk after chunk. An end before the last row is no failure, but the only way out of a scan. */
static gboolean
take_chunk (gpointer state, gpointer user_data, GError **error)
{
  State *self = state;
  Job *job = user_data;
  gboolean ends;

  if (self->found.found && (job->backwards || !job->found.found))
    job->found = self->found;
  job->cells += self->cells;
  job->next_row = MAX (job->next_row, self->next_row);
  ends = job->counts ? g_get_monotonic_time () > job->deadline && job->next_row > job->row
                     : job->found.found && !job->backwards;
  self->found.found = FALSE;
  self->cells = 0;
  self->next_row = 0;
  if (ends)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, "enough");

  return !ends;
}

/* What stands in the file and not in the table is shown, too. */
static const CbScanWorker finding = { .new_state = new_state,
                                      .rows = look_in_rows,
                                      .in_order = take_chunk,
                                      .free_state = free_state,
                                      .outside_too = TRUE };

/* Returns FALSE on failure; @is_final is whether all rows were gone through. */
static gboolean
run (CbTable *table,
     Job *job,
     guint64 first,
     guint64 last,
     gboolean *is_final,
     CbProgressFunc progress,
     gpointer progress_data,
     GCancellable *cancellable,
     GError **error)
{
  GError *problem = NULL;
  State *state = cb_table_scan_rows (table, first, last, &finding, job, progress, progress_data,
                                     cancellable, &problem);

  *is_final = state != NULL;
  if (state != NULL)
    free_state (state);
  if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_EXISTS))
    g_clear_error (&problem);
  if (problem == NULL)
    return TRUE;

  g_propagate_error (error, problem);
  return FALSE;
}

static void
find_longest_word (Job *job)
{
  const char *p = job->needle;

  while (*p != '\0')
    {
      gsize length = strcspn (p, " ");

      if (length > job->word_length)
        {
          job->word = p;
          job->word_length = length;
        }
      p += length + (p[length] == ' ' ? 1 : 0);
    }
}

static gboolean
begin_job (Job *job, CbTable *table, const CbFind *find, GError **error)
{
  job->is_text = table->rows == &cb_table_text_rows;
  job->needle = cb_text_fold (find->needle);
  job->needle_length = strlen (job->needle);
  job->column = find->column;
  find_longest_word (job);
  if (job->needle_length > 0)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "nothing to look for");
  g_clear_pointer (&job->needle, g_free);
  return FALSE;
}

/**
 * cb_find_next:
 * @table: a table
 * @find: what to look for, and where
 * @row: where to begin, 0-based without the header
 * @column: the first cell of that row that counts; further rows are looked at from their beginning
 * @found: (out): the first cell from there on, row by row
 * @progress: (nullable): told how far in the file it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: %CB_ERROR_INVALID when there is nothing to look for; see cb_table_scan()
 *
 * With all cores; reads on no further than to what is found.
 *
 * Returns: %FALSE on failure; that nothing is found is none
 */
gboolean
cb_find_next (CbTable *table,
              const CbFind *find,
              guint64 row,
              guint32 column,
              CbFound *found,
              CbProgressFunc progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  Job job = { .row = row, .from_column = column };
  gboolean is_final, done;

  *found = (CbFound){ FALSE, 0, 0 };
  if (!begin_job (&job, table, find, error))
    return FALSE;
  done
      = run (table, &job, row, G_MAXUINT64, &is_final, progress, progress_data, cancellable, error);
  g_free (job.needle);
  *found = job.found;
  return done;
}

/**
 * cb_find_previous:
 * @table: a table
 * @find: what to look for, and where
 * @row: where to begin, 0-based without the header; may be beyond the end
 * @column: cells of that row from here on do not count
 * @found: (out): the last cell before that place, row by row
 * @progress: (nullable): told how many of the rows it has gone through
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: see cb_find_next()
 *
 * Waits until all rows are counted when it begins beyond the end of what is.
 *
 * Returns: %FALSE on failure; that nothing is found is none
 */
gboolean
cb_find_previous (CbTable *table,
                  const CbFind *find,
                  guint64 row,
                  guint32 column,
                  CbFound *found,
                  CbProgressFunc progress,
                  gpointer progress_data,
                  GCancellable *cancellable,
                  GError **error)
{
  Job job = { .row = row, .from_column = column, .backwards = TRUE };
  gboolean is_final, known, done = TRUE;
  guint64 begin, last = row;

  *found = (CbFound){ FALSE, 0, 0 };
  if (last >= cb_table_get_row_count (table, &known) && !known
      && !cb_table_wait_for_index (table, cancellable, error))
    return FALSE;
  begin = last = MIN (last, cb_table_get_row_count (table, NULL));
  if (!begin_job (&job, table, find, error))
    return FALSE;
  while (done && !job.found.found)
    {
      guint64 first = last - MIN (last, ROWS_BACK - 1);

      done = run (table, &job, first, last, &is_final, NULL, NULL, cancellable, error);
      if (progress != NULL)
        progress (begin - first + 1, begin + 1, progress_data);
      if (first == 0)
        break;
      last = first - 1;
    }
  g_free (job.needle);
  *found = job.found;
  return done;
}

/**
 * cb_find_tally:
 * @table: a table
 * @find: what to look for, and where
 * @row: where to go on, 0-based without the header
 * @budget_us: after about so many microseconds it ends, that a number can be shown
 * @cells: (out): how many cells have it, among the rows that were gone through
 * @next_row: (out): where to go on
 * @is_final: (out): whether there are no more rows
 * @cancellable: (nullable): ends it
 * @error: see cb_find_next()
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_find_tally (CbTable *table,
               const CbFind *find,
               guint64 row,
               gint64 budget_us,
               guint64 *cells,
               guint64 *next_row,
               gboolean *is_final,
               GCancellable *cancellable,
               GError **error)
{
  Job job = { .row = row, .counts = TRUE, .next_row = row };
  gboolean done;

  job.deadline = g_get_monotonic_time () + budget_us;
  if (!begin_job (&job, table, find, error))
    return FALSE;
  done = run (table, &job, row, G_MAXUINT64, is_final, NULL, NULL, cancellable, error);
  g_free (job.needle);
  *cells = job.cells;
  *next_row = job.next_row;
  return done;
}

typedef struct
{
  guint32 column;
  gsize most;
  char *text;
} Wanted;

static gpointer
new_wanted (gpointer user_data)
{
  return g_memdup2 (user_data, sizeof (Wanted));
}

static void
take_cell (gpointer state, const CbRow *rows, guint n_rows)
{
  Wanted *self = state;

  if (self->text == NULL && self->column < MIN (rows[0].n_cells, CB_TABLE_MAX_CELLS))
    self->text = cb_utf8_dup_shown (rows[0].cells[self->column].bytes,
                                    rows[0].cells[self->column].length, self->most);
}

static void
merge_wanted (gpointer into, gpointer from)
{
  Wanted *a = into;
  Wanted *b = from;

  if (a->text == NULL)
    a->text = g_steal_pointer (&b->text);
}

static void
free_wanted (gpointer state)
{
  g_free (((Wanted *)state)->text);
  g_free (state);
}

/**
 * cb_find_dup_cell:
 * @table: a table
 * @row: 0-based, without the header
 * @column: 0-based
 * @most: cut after so many bytes
 * @cancellable: (nullable): ends it
 * @error: see cb_table_scan()
 *
 * One cell, where cb_table_read_rows() cuts it for showing.
 *
 * Returns: (transfer full): valid UTF-8, "" where there is no such cell; %NULL on failure
 */
char *
cb_find_dup_cell (CbTable *table,
                  guint64 row,
                  guint32 column,
                  gsize most,
                  GCancellable *cancellable,
                  GError **error)
{
  static const CbScanWorker wanting = { .new_state = new_wanted,
                                        .rows = take_cell,
                                        .merge = merge_wanted,
                                        .free_state = free_wanted,
                                        .outside_too = TRUE };
  Wanted wanted = { column, most, NULL };
  Wanted *result
      = cb_table_scan_rows (table, row, row, &wanting, &wanted, NULL, NULL, cancellable, error);
  char *text;

  if (result == NULL)
    return NULL;
  text = result->text != NULL ? g_steal_pointer (&result->text) : g_strdup ("");
  free_wanted (result);
  return text;
}
