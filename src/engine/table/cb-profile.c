/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-profile.h"

#include <string.h>

#include "engine/table/cb-distinct.h"
#include "engine/table/cb-value.h"
#include "engine/text/cb-utf8.h"

#define MAX_SHOWN 256
#define N_SAMPLES 5
#define BATCH 256
/* Values that come again are known by their hash; this many, per column and thread. */
#define N_RECENT 1024
#define BLANK cb_value_class_make (CB_VALUE_BLANK, 0, 0)

typedef struct
{
  guint64 key;
  CbValueClass class;
} Recent;

/* The least or greatest value so far, and where it stood: of equals the first one in the file. */
typedef struct
{
  gboolean set;
  double amount;
  guint64 row;
  guint64 prefix; /* the first eight bytes, which mostly decide */
  char *text;
  gsize length;
} Extreme;

enum
{
  BY_TEXT,
  BY_VI,
  BY_EN,
  N_ORDERS,
};

typedef struct
{
  guint64 row;
  guint64 hash;
  char *text;
} Sample;

typedef struct
{
  CbColumnTally tally;
  guint shortest;
  guint longest;
  Extreme least[N_ORDERS];
  Extreme greatest[N_ORDERS];
  Sample samples[N_SAMPLES];
  guint n_samples;
  guint64 hashes[BATCH];
  guint n_hashes;
  Recent recent[N_RECENT];
} Column;

typedef struct
{
  guint n_columns;
  CbDistinct **distinct; /* shared by all threads */
} Job;

typedef struct
{
  const Job *job;
  guint64 rows;
  Column *columns;
} State;

static gpointer
new_state (gpointer user_data)
{
  State *self = g_new0 (State, 1);

  self->job = user_data;
  self->columns = g_new0 (Column, self->job->n_columns);
  for (guint i = 0; i < self->job->n_columns; i++)
    {
      self->columns[i].shortest = G_MAXUINT;
      cb_column_tally_init (&self->columns[i].tally);
    }

  return self;
}

static void
free_state (gpointer state)
{
  State *self = state;

  for (guint i = 0; i < self->job->n_columns; i++)
    {
      for (guint k = 0; k < N_ORDERS; k++)
        {
          g_free (self->columns[i].least[k].text);
          g_free (self->columns[i].greatest[k].text);
        }
      for (guint k = 0; k < self->columns[i].n_samples; k++)
        g_free (self->columns[i].samples[k].text);
      cb_column_tally_clear (&self->columns[i].tally);
    }
  g_free (self->columns);
  g_free (self);
}

/* In the order of the bytes. */
static inline guint64
get_prefix (const char *text, gsize length)
{
  guint64 word = 0;

  memcpy (&word, text, MIN (length, sizeof word));

  return GUINT64_FROM_BE (word);
}

static void
set_extreme (Extreme *self, double amount, guint64 row, const char *text, gsize length)
{
  gsize kept = MIN (length, MAX_SHOWN);

  while (kept < length && kept > 0 && ((guint8)text[kept] & 0xc0) == 0x80)
    kept--;
  g_free (self->text);
  *self = (Extreme){ TRUE, amount, row, get_prefix (text, length), NULL, kept };
  self->text = g_memdup2 (text, self->length);
}

static int
compare_texts (const char *a, gsize a_length, const char *b, gsize b_length)
{
  int order = memcmp (a, b, MIN (a_length, b_length));

  return order != 0 ? order : (a_length > b_length) - (a_length < b_length);
}

static inline void
note_text (Column *column, const CbCell *cell, guint64 row)
{
  Extreme *least = &column->least[BY_TEXT];
  Extreme *greatest = &column->greatest[BY_TEXT];
  guint64 prefix = get_prefix (cell->bytes, cell->length);
  gsize length = MIN (cell->length, MAX_SHOWN);

  if (!least->set
      || (prefix <= least->prefix
          && compare_texts (cell->bytes, length, least->text, least->length) < 0))
    set_extreme (least, 0, row, cell->bytes, cell->length);
  if (!greatest->set
      || (prefix >= greatest->prefix
          && compare_texts (cell->bytes, length, greatest->text, greatest->length) > 0))
    set_extreme (greatest, 0, row, cell->bytes, cell->length);
}

static inline void
note_amount (Column *column, guint order, double amount, const CbCell *cell, guint64 row)
{
  Extreme *least = &column->least[order];
  Extreme *greatest = &column->greatest[order];

  if (!least->set || amount < least->amount)
    set_extreme (least, amount, row, cell->bytes, cell->length);
  if (!greatest->set || amount > greatest->amount)
    set_extreme (greatest, amount, row, cell->bytes, cell->length);
}

static void
note_sample (Column *column, const CbCell *cell, guint64 hash, guint64 row)
{
  for (guint i = 0; i < column->n_samples; i++)
    if (column->samples[i].hash == hash)
      return;
  column->samples[column->n_samples++]
      = (Sample){ row, hash, cb_utf8_dup_shown (cell->bytes, cell->length, MAX_SHOWN) };
}

static gboolean
has_amount (CbValueKind kind)
{
  return (kind >= CB_VALUE_INTEGER && kind <= CB_VALUE_MONTH) || kind == CB_VALUE_DEGREES;
}

static CbValueClass
note_new_value (Column *column, const CbCell *cell, guint64 hash, guint64 row)
{
  CbValue value = cb_value_read_cell (cell);
  guint characters = cell->length;

  if (value.kind == CB_VALUE_BLANK)
    return cb_value_get_class (&value);
  if ((cell->flags & CB_CELL_NOT_ASCII) != 0)
    characters = (guint)cb_utf8_count (cell->bytes, cell->length);
  column->shortest = MIN (column->shortest, characters);
  column->longest = MAX (column->longest, characters);
  note_text (column, cell, row);
  if (has_amount (value.kind))
    {
      note_amount (column, BY_VI, value.vi, cell, row);
      note_amount (column, BY_EN, value.en, cell, row);
    }
  if (column->n_samples < N_SAMPLES)
    note_sample (column, cell, hash, row);
  column->hashes[column->n_hashes++] = hash;

  return cb_value_get_class (&value);
}

static inline void
note_cell (Column *column, const CbCell *cell, guint64 row)
{
  guint64 hash, key;
  Recent *recent;

  if (cell->length == 0)
    {
      cb_column_tally_add (&column->tally, BLANK);
      return;
    }
  hash = cb_distinct_hash (cell->bytes, cell->length);
  /* The same bytes may be a number in one cell and text in another. */
  key = hash + (guint64)cb_cell_get_type (cell) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  recent = &column->recent[key % N_RECENT];
  if (recent->key != key)
    {
      recent->key = key;
      recent->class = note_new_value (column, cell, hash, row);
    }
  cb_column_tally_add (&column->tally, recent->class);
}

/* Column by column, so that the branches see the same kind of value again and again. */
static void
note_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  State *self = state;

  self->rows += n_rows;
  for (guint c = 0; c < self->job->n_columns; c++)
    {
      Column *column = &self->columns[c];

      for (guint first = 0; first < n_rows; first += BATCH)
        {
          guint end = MIN (first + BATCH, n_rows);

          column->n_hashes = 0;
          for (guint i = first; i < end; i++)
            {
              if (c < MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS))
                note_cell (column, &rows[i].cells[c], rows[i].number);
              else
                cb_column_tally_add (&column->tally, BLANK);
            }
          if (column->n_hashes > 0)
            cb_distinct_add (self->job->distinct[c], column->hashes, column->n_hashes);
        }
    }
}

static void
take_extreme (Extreme *into, Extreme *from, int order)
{
  if (!from->set)
    return;
  if (into->set && (order < 0 || (order == 0 && into->row <= from->row)))
    return;
  g_free (into->text);
  *into = *from;
  from->text = NULL;
}

static int
order_extremes (const Extreme *a, const Extreme *b, guint by)
{
  if (!a->set || !b->set)
    return 0;
  if (by == BY_TEXT)
    return compare_texts (a->text, a->length, b->text, b->length);

  return (a->amount > b->amount) - (a->amount < b->amount);
}

static int
compare_samples (gconstpointer a, gconstpointer b)
{
  guint64 row_a = ((const Sample *)a)->row;
  guint64 row_b = ((const Sample *)b)->row;

  return (row_a > row_b) - (row_a < row_b);
}

/* The first values of the file are among the first values of each thread. */
static void
merge_samples (Column *into, Column *from)
{
  Sample all[2 * N_SAMPLES];
  guint n = 0;

  for (guint i = 0; i < into->n_samples; i++)
    all[n++] = into->samples[i];
  for (guint i = 0; i < from->n_samples; i++)
    all[n++] = from->samples[i];
  qsort (all, n, sizeof all[0], compare_samples);
  into->n_samples = from->n_samples = 0;
  for (guint i = 0; i < n; i++)
    {
      gboolean known = into->n_samples == N_SAMPLES;

      for (guint k = 0; k < into->n_samples; k++)
        known = known || into->samples[k].hash == all[i].hash;
      if (known)
        g_free (all[i].text);
      else
        into->samples[into->n_samples++] = all[i];
    }
}

static void
merge_states (gpointer into_state, gpointer from_state)
{
  State *into = into_state;
  State *from = from_state;

  into->rows += from->rows;
  for (guint c = 0; c < into->job->n_columns; c++)
    {
      Column *a = &into->columns[c];
      Column *b = &from->columns[c];

      cb_column_tally_merge (&a->tally, &b->tally);
      a->shortest = MIN (a->shortest, b->shortest);
      a->longest = MAX (a->longest, b->longest);
      for (guint k = 0; k < N_ORDERS; k++)
        {
          take_extreme (&a->least[k], &b->least[k], order_extremes (&a->least[k], &b->least[k], k));
          take_extreme (&a->greatest[k], &b->greatest[k],
                        -order_extremes (&a->greatest[k], &b->greatest[k], k));
        }
      merge_samples (a, b);
    }
}

/* The order in which least and greatest are those of the type. */
static guint
find_order (const CbColumnDecision *decision)
{
  switch (decision->type)
    {
    case CB_TYPE_INTEGER:
    case CB_TYPE_NUMBER:
    case CB_TYPE_YEAR:
      return decision->comma ? BY_VI : BY_EN;
    case CB_TYPE_DATE:
    case CB_TYPE_DATETIME:
      return decision->month_first ? BY_EN : BY_VI;
    case CB_TYPE_TIME:
    case CB_TYPE_YEARMONTH:
      return BY_VI;
    case CB_TYPE_STRING:
      return decision->degrees != 0 ? BY_VI : BY_TEXT;
    case CB_TYPE_BLANK:
    case CB_TYPE_UNKNOWN:
    case CB_TYPE_BOOLEAN:
    default:
      return BY_TEXT;
    }
}

static char *
dup_extreme (const Extreme *extreme)
{
  if (!extreme->set)
    return g_strdup ("");

  return cb_utf8_dup_shown (extreme->text, extreme->length, MAX_SHOWN);
}

static int
compare_places (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *)a;
  guint second = *(const guint *)b;

  return (first > second) - (first < second);
}

/* Which of the words that are no text stand in the column, in the order of their list. */
static void
take_words (CbProfileColumn *described, const CbColumnTally *tally)
{
  guint n_words;

  described->missing = g_array_new (FALSE, FALSE, sizeof (guint));
  described->words = g_array_new (FALSE, FALSE, sizeof (guint));
  cb_value_words (&n_words);
  for (guint i = 0; i < tally->classes->len; i++)
    {
      const CbColumnClass *class = &g_array_index (tally->classes, CbColumnClass, i);
      CbValueKind kind = cb_value_class_kind (class->class);
      guint detail = cb_value_class_detail (class->class);

      if (kind == CB_VALUE_BLANK)
        described->blank += class->count;
      else if (kind == CB_VALUE_MISSING)
        g_array_append_val (described->missing, detail);
      else if (kind == CB_VALUE_BOOLEAN || kind == CB_VALUE_MARK)
        g_array_append_val (described->words, detail);
    }
  g_array_sort (described->missing, compare_places);
  g_array_sort (described->words, compare_places);
}

static CbProfileColumn *
describe_column (const char *name, const Column *column, CbDistinct *distinct)
{
  CbProfileColumn *described = g_new0 (CbProfileColumn, 1);
  guint order;

  described->name = g_strdup (name);
  described->decision = cb_column_decide (&column->tally, name);
  described->type = cb_column_type_name (described->decision.type);
  order = find_order (&described->decision);
  described->distinct = cb_distinct_count (distinct, &described->distinct_is_exact);
  described->minimum = dup_extreme (&column->least[order]);
  described->maximum = dup_extreme (&column->greatest[order]);
  described->least = column->least[order].amount;
  described->greatest = column->greatest[order].amount;
  take_words (described, &column->tally);
  described->shortest = column->shortest == G_MAXUINT ? 0 : column->shortest;
  described->longest = column->longest;
  described->samples = g_new0 (char *, column->n_samples + 1);
  for (guint i = 0; i < column->n_samples; i++)
    described->samples[i] = g_strdup (column->samples[i].text);

  return described;
}

static void
free_column (gpointer data)
{
  CbProfileColumn *column = data;

  g_free (column->name);
  g_free (column->minimum);
  g_free (column->maximum);
  g_strfreev (column->samples);
  g_array_unref (column->missing);
  g_array_unref (column->words);
  g_free (column);
}

static const CbScanWorker profiling = { new_state, note_rows, NULL, merge_states, free_state };

/**
 * cb_profile_run:
 * @table: a table
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * What is in each column, over all rows, the same however many threads there are. Cells beyond the
 * columns of the header are left out, cells that are missing are blank.
 *
 * Returns: (transfer full): the profile, %NULL where cb_table_scan() fails
 */
CbProfile *
cb_profile_run (CbTable *table,
                CbProgressFunc progress,
                gpointer progress_data,
                GCancellable *cancellable,
                GError **error)
{
  GStrv names = cb_table_get_facts (table)->columns;
  Job job = { cb_table_get_n_columns (table), NULL };
  CbProfile *profile = NULL;
  State *state;

  job.distinct = g_new0 (CbDistinct *, job.n_columns);
  for (guint i = 0; i < job.n_columns; i++)
    job.distinct[i] = cb_distinct_new ();
  state = cb_table_scan (table, &profiling, &job, progress, progress_data, cancellable, error);
  if (state != NULL)
    {
      profile = g_new0 (CbProfile, 1);
      profile->rows = state->rows;
      profile->columns = g_ptr_array_new_with_free_func (free_column);
      for (guint i = 0; i < job.n_columns; i++)
        g_ptr_array_add (profile->columns,
                         describe_column (names[i], &state->columns[i], job.distinct[i]));
      free_state (state);
    }
  for (guint i = 0; i < job.n_columns; i++)
    cb_distinct_free (job.distinct[i]);
  g_free (job.distinct);

  return profile;
}

/**
 * cb_profile_free:
 * @self: (transfer full): a profile
 */
void
cb_profile_free (CbProfile *self)
{
  g_ptr_array_unref (self->columns);
  g_free (self);
}
