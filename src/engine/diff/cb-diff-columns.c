/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which columns belong together, and what they are. */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"
#include "engine/checks/cb-label.h"
#include "engine/diff/cb-diff-private.h"

/* So many rows of each table are looked at before any of them is compared. */
#define SAMPLE_ROWS 2000u

/* --- Which belong together ------------------------------------------------ */

typedef char *(*DupName) (const char *name);

static char *
dup_as_it_is (const char *name)
{
  return g_strdup (name);
}

/* The second “Tên” belongs to the second “Tên”. */
static char *
dup_numbered (GHashTable *counts, const char *name, DupName dup_name)
{
  g_autofree char *folded = dup_name (name);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, folded)) + 1;
  char *numbered = g_strdup_printf ("%s\n%u", folded, n);

  g_hash_table_insert (counts, g_steal_pointer (&folded), GUINT_TO_POINTER (n));

  return numbered;
}

/* @found: of each column now the place of the one before, -1 where there is none yet; @taken: those
 * of before that have one */
static void
pair_columns (GStrv before, GStrv now, int *found, gboolean *taken, DupName dup_name)
{
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) before_counts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) now_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; before[i] != NULL; i++)
    if (!taken[i])
      g_hash_table_insert (places, dup_numbered (before_counts, before[i], dup_name),
                           GUINT_TO_POINTER (i + 1));
  for (guint i = 0; now[i] != NULL; i++)
    {
      g_autofree char *name = found[i] < 0 ? dup_numbered (now_counts, now[i], dup_name) : NULL;
      guint place = name != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (places, name)) : 0;

      if (place == 0)
        continue;
      found[i] = (int)place - 1;
      taken[place - 1] = TRUE;
    }
}

static void
add_column (CbDiff *diff, int before, int now)
{
  CbDiffColumn column = { .before = before, .now = now, .counterpart = -1 };

  g_array_append_val (diff->columns, column);
}

/* By their names as they are, then by what is the same but for case, diacritics and blanks. */
gboolean
_cb_diff_match_columns (CbDiffRun *run, GError **error)
{
  GStrv before = cb_table_get_facts (run->sides[CB_DIFF_BEFORE])->columns;
  GStrv now = cb_table_get_facts (run->sides[CB_DIFF_NOW])->columns;
  guint n_before = g_strv_length (before);
  guint n_now = g_strv_length (now);
  g_autofree int *found = g_new (int, n_now + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, n_before + 1);

  for (guint i = 0; i < n_now; i++)
    found[i] = -1;
  pair_columns (before, now, found, taken, dup_as_it_is);
  pair_columns (before, now, found, taken, cb_text_dup_words);
  for (guint i = 0; i < n_now; i++)
    add_column (run->diff, found[i], (int)i);
  for (guint i = 0; i < n_before; i++)
    if (!taken[i])
      add_column (run->diff, (int)i, -1);

  return TRUE;
}

/* --- What they are -------------------------------------------------------- */

typedef struct
{
  const CbDiffRun *run;
  guint side;
  int *places; /* of each column in this table, -1 */
} Survey;

typedef struct
{
  const Survey *survey;
  guint64 rows;
  CbColumnTally *tallies;
  CbValueShapes *shapes;
} State;

static gpointer
new_state (gpointer user_data)
{
  State *self = g_new0 (State, 1);
  guint n;

  self->survey = user_data;
  n = self->survey->run->diff->columns->len;
  self->tallies = g_new0 (CbColumnTally, n + 1);
  self->shapes = g_new0 (CbValueShapes, n + 1);
  for (guint i = 0; i < n; i++)
    {
      cb_column_tally_init (&self->tallies[i]);
      cb_value_shapes_init (&self->shapes[i]);
    }

  return self;
}

static void
free_state (gpointer state)
{
  State *self = state;

  for (guint i = 0; i < self->survey->run->diff->columns->len; i++)
    cb_column_tally_clear (&self->tallies[i]);
  g_free (self->tallies);
  g_free (self->shapes);
  g_free (self);
}

static void
take_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  State *self = state;
  guint n = self->survey->run->diff->columns->len;

  self->rows += n_rows;
  for (guint i = 0; i < n_rows; i++)
    for (guint k = 0; k < n; k++)
      {
        int place = self->survey->places[k];

        if (place >= 0 && (guint)place < rows[i].n_cells)
          cb_column_tally_add (&self->tallies[k],
                               cb_value_find_class (&self->shapes[k], &rows[i].cells[place]));
      }
}

static void
merge_states (gpointer into, gpointer from)
{
  State *a = into;
  State *b = from;

  a->rows += b->rows;
  for (guint i = 0; i < a->survey->run->diff->columns->len; i++)
    cb_column_tally_merge (&a->tallies[i], &b->tallies[i]);
}

static gboolean
survey_side (CbDiffRun *run, guint side, GError **error)
{
  static const CbScanWorker worker
      = { new_state, take_rows, NULL, merge_states, free_state, FALSE };
  GStrv names = cb_table_get_facts (run->sides[side])->columns;
  CbDiff *diff = run->diff;
  g_autofree int *places = g_new (int, diff->columns->len + 1);
  Survey survey = { run, side, places };
  State *state;

  for (guint i = 0; i < diff->columns->len; i++)
    places[i] = side == CB_DIFF_BEFORE ? cb_diff_get_column (diff, i)->before
                                       : cb_diff_get_column (diff, i)->now;
  state = _cb_diff_scan (run, side, &worker, &survey, error);
  if (state == NULL)
    return FALSE;
  for (guint i = 0; i < diff->columns->len; i++)
    {
      CbDiffColumn *column = cb_diff_get_column (diff, i);
      CbColumnDecision *decision
          = side == CB_DIFF_BEFORE ? &column->read_before : &column->read_now;

      if (places[i] >= 0)
        *decision = cb_column_decide (&state->tallies[i], names[places[i]]);
    }
  *(side == CB_DIFF_BEFORE ? &diff->rows_before : &diff->rows_now) = state->rows;
  free_state (state);

  return TRUE;
}

static gboolean
is_number (const CbColumnDecision *self)
{
  return self->type == CB_TYPE_INTEGER || self->type == CB_TYPE_NUMBER;
}

static gboolean
is_date (const CbColumnDecision *self)
{
  return self->type == CB_TYPE_DATE || self->type == CB_TYPE_DATETIME;
}

/* 27 % beside 0,27 and 12 ha beside 120000 m2 are no other way of writing: what stands there has
 * changed. */
static gboolean
is_written_otherwise (const CbColumnDecision *before, const CbColumnDecision *now)
{
  if (is_number (before) && is_number (now))
    return before->percent == now->percent && before->unit == now->unit
           && (before->comma != now->comma || before->grouped != now->grouped
               || before->spaced != now->spaced || before->typed != now->typed);

  return is_date (before) && is_date (now) && !before->short_year && !now->short_year
         && before->buddhist == now->buddhist
         && (before->layout != now->layout || before->month_first != now->month_first
             || before->mixed || now->mixed || before->type != now->type);
}

/* What each column is, by all of its cells, and how many rows there are. */
gboolean
_cb_diff_survey (CbDiffRun *run, GError **error)
{
  if (!survey_side (run, CB_DIFF_BEFORE, error) || !survey_side (run, CB_DIFF_NOW, error))
    return FALSE;
  for (guint i = 0; i < run->diff->columns->len; i++)
    {
      CbDiffColumn *column = cb_diff_get_column (run->diff, i);

      column->by_amount = column->before >= 0 && column->now >= 0
                          && is_written_otherwise (&column->read_before, &column->read_now);
    }

  return TRUE;
}

static gboolean
has_amount (CbValueKind kind)
{
  return kind >= CB_VALUE_INTEGER && kind <= CB_VALUE_DATETIME;
}

/* What is compared of a cell. @cell: (nullable): the row is too short */
guint64
_cb_diff_hash_cell (const CbDiffColumn *column, gboolean is_before, const CbCell *cell)
{
  const CbColumnDecision *read = is_before ? &column->read_before : &column->read_now;
  CbValue value;
  char amount[sizeof (double) + 1] = "#";
  double number;

  if (cell == NULL)
    return cb_row_hashes_add_cell (0, "", 0);
  if (!column->by_amount || cell->length == 0)
    return cb_row_hashes_add_cell (0, cell->bytes, cell->length);
  value = cb_value_read_cell (cell);
  if (!has_amount (value.kind) || !cb_column_decision_accepts (read, cb_value_get_class (&value)))
    return cb_row_hashes_add_cell (0, cell->bytes, cell->length);

  if (is_date (read))
    number = read->month_first ? value.en : value.vi;
  else
    number = read->comma && !read->typed ? value.vi : value.en;
  /* 0 and -0 are the same amount. */
  number += 0.0;
  memcpy (amount + 1, &number, sizeof number);

  return cb_row_hashes_add_cell (0, amount, sizeof amount);
}

/* --- The first rows ------------------------------------------------------- */

static GPtrArray *
read_sample (CbTable *table, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) kinds = g_byte_array_new ();
  g_autoptr (GPtrArray) all
      = cb_table_read_marked_rows (table, 0, SAMPLE_ROWS, kinds, cancellable, error);
  GPtrArray *rows;

  if (all == NULL)
    return NULL;
  rows = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  for (guint i = 0; i < all->len; i++)
    if (kinds->data[i] == CB_ROW_KIND_DATA)
      g_ptr_array_add (rows, g_steal_pointer (&all->pdata[i]));

  return rows;
}

/* 1, 2, 3…, which may begin anew. */
static gboolean
counts_rows (GPtrArray *sample, guint place)
{
  guint64 last = 0;

  for (guint i = 0; i < sample->len; i++)
    {
      GStrv cells = g_ptr_array_index (sample, i);
      guint64 number;

      if (g_strv_length (cells) <= place || cells[place][0] == '\0')
        continue;
      if (!g_ascii_string_to_unsigned (cells[place], 10, 1, G_MAXUINT32, &number, NULL)
          || (number != last + 1 && number != 1))
        return FALSE;
      last = number;
    }

  return last > 0;
}

static gboolean
is_ordinal (const CbDiffRun *run, const CbDiffColumn *column)
{
  GStrv before = cb_table_get_facts (run->sides[CB_DIFF_BEFORE])->columns;
  GStrv now = cb_table_get_facts (run->sides[CB_DIFF_NOW])->columns;

  return column->before >= 0 && column->now >= 0
         && (cb_label_classify (before[column->before]) & CB_LABEL_ORDINAL) != 0
         && (cb_label_classify (now[column->now]) & CB_LABEL_ORDINAL) != 0
         && column->read_before.type == CB_TYPE_INTEGER && column->read_now.type == CB_TYPE_INTEGER
         && counts_rows (run->samples[CB_DIFF_BEFORE], (guint)column->before)
         && counts_rows (run->samples[CB_DIFF_NOW], (guint)column->now);
}

/* The first rows of both, and what they say. */
gboolean
_cb_diff_sample (CbDiffRun *run, GError **error)
{
  for (guint side = CB_DIFF_BEFORE; side <= CB_DIFF_NOW; side++)
    {
      run->samples[side] = read_sample (run->sides[side], run->cancellable, error);
      if (run->samples[side] == NULL)
        return FALSE;
    }
  for (guint i = 0; i < run->diff->columns->len; i++)
    {
      CbDiffColumn *column = cb_diff_get_column (run->diff, i);

      column->is_ordinal = is_ordinal (run, column);
    }

  return TRUE;
}
