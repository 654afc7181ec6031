/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-profile-chart.h"

#include <math.h>
#include <string.h>

#include "engine/table/cb-distinct.h"
#include "engine/text/cb-utf8.h"

#define MAX_SHOWN 256
#define SECONDS_OF_DAY 86400.0
/* Dates are counted from 1 March of year 0 (cb-value-date.c), GDate counts from 1 January of year
 * 1, which is day 1. */
#define FIRST_JULIAN 306

/* A value and how often it is there; @row is where it is first. */
typedef struct
{
  guint64 count;
  guint64 row;
  char *text;
} Value;

typedef struct
{
  guint column;
  const CbChartBasis *basis;
  CbChartKind kind;
  gboolean is_whole; /* bins end at whole numbers, or days */
  double unit;       /* of whole bins, in amounts */
  double width;      /* of a bin */
  guint n_bins;
} Job;

typedef struct
{
  const Job *job;
  guint64 bins[CB_CHART_BINS];
  guint64 others;
  GHashTable *values; /* (element-type guint64 Value) */
} State;

static void
free_value (gpointer data)
{
  g_free (((Value *)data)->text);
  g_free (data);
}

static gpointer
new_state (gpointer user_data)
{
  State *self = g_new0 (State, 1);

  self->job = user_data;
  self->values = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, free_value);
  return self;
}

static void
free_state (gpointer state)
{
  State *self = state;

  g_hash_table_unref (self->values);
  g_free (self);
}

static gboolean
has_amount (CbValueKind kind, CbColumnType type)
{
  switch (type)
    {
    case CB_TYPE_INTEGER:
    case CB_TYPE_NUMBER:
    case CB_TYPE_YEAR:
      return kind >= CB_VALUE_INTEGER && kind <= CB_VALUE_COMMA_THREE;
    case CB_TYPE_DATE:
    case CB_TYPE_DATETIME:
      return kind == CB_VALUE_DATE || kind == CB_VALUE_DATETIME;
    case CB_TYPE_BLANK:
    case CB_TYPE_UNKNOWN:
    case CB_TYPE_STRING:
    case CB_TYPE_TIME:
    case CB_TYPE_YEARMONTH:
    case CB_TYPE_BOOLEAN:
    default:
      return FALSE;
    }
}

static void
note_amount (State *self, const CbCell *cell)
{
  const Job *job = self->job;
  const CbColumnDecision *decision = &job->basis->decision;
  CbValue value = cb_value_read_cell (cell);
  gboolean is_date = value.kind == CB_VALUE_DATE || value.kind == CB_VALUE_DATETIME;
  gboolean as_vi = is_date ? !decision->month_first : decision->comma;
  double amount = as_vi || value.kind == CB_VALUE_INTEGER ? value.vi : value.en;

  if (value.kind == CB_VALUE_BLANK)
    return;
  if (!has_amount (value.kind, decision->type) || amount < job->basis->least
      || amount > job->basis->greatest)
    {
      self->others++;
      return;
    }
  self->bins[(guint)CLAMP ((amount - job->basis->least) / job->width, 0, job->n_bins - 1)]++;
}

static void
note_value (State *self, const CbCell *cell, guint64 row)
{
  guint64 hash = cb_distinct_hash (cell->bytes, cell->length);
  Value *value = g_hash_table_lookup (self->values, &hash);

  if (value == NULL)
    {
      if (cb_value_read_cell (cell).kind == CB_VALUE_BLANK)
        return;
      /* More than the profile counted: the estimate was wrong, or the file hostile. */
      if (g_hash_table_size (self->values) > 2 * CB_CHART_MOST_VALUES)
        {
          self->others++;
          return;
        }
      value = g_new0 (Value, 1);
      value->row = row;
      value->text = cb_utf8_dup_shown (cell->bytes, cell->length, MAX_SHOWN);
      g_hash_table_insert (self->values, g_memdup2 (&hash, sizeof hash), value);
    }
  value->count++;
}

static void
note_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  State *self = state;
  guint column = self->job->column;

  for (guint i = 0; i < n_rows; i++)
    {
      const CbCell *cell = &rows[i].cells[column];

      if (column >= MIN (rows[i].n_cells, CB_TABLE_MAX_CELLS) || cell->length == 0)
        continue;
      if (self->job->kind == CB_CHART_BINS_OF)
        note_amount (self, cell);
      else
        note_value (self, cell, rows[i].number);
    }
}

static void
merge_states (gpointer into_state, gpointer from_state)
{
  State *into = into_state;
  State *from = from_state;
  GHashTableIter iter;
  gpointer key, data;

  for (guint i = 0; i < CB_CHART_BINS; i++)
    into->bins[i] += from->bins[i];
  into->others += from->others;
  g_hash_table_iter_init (&iter, from->values);
  while (g_hash_table_iter_next (&iter, &key, &data))
    {
      Value *value = data;
      Value *known = g_hash_table_lookup (into->values, key);

      if (known != NULL)
        {
          known->count += value->count;
          known->row = MIN (known->row, value->row);
          continue;
        }
      g_hash_table_iter_steal (&iter);
      g_hash_table_insert (into->values, key, value);
    }
}

/* The most frequent first, of equals the one that stands first in the file. */
static int
compare_values (gconstpointer a, gconstpointer b)
{
  const Value *one = *(Value *const *)a;
  const Value *other = *(Value *const *)b;

  if (one->count != other->count)
    return one->count < other->count ? 1 : -1;
  return (one->row > other->row) - (one->row < other->row);
}

static void
free_bar (gpointer data)
{
  CbChartBar *bar = data;

  g_free (bar->from);
  g_free (bar->to);
  g_free (bar);
}

static void
add_bar (CbChart *chart, char *from, char *to, guint64 count)
{
  CbChartBar *bar = g_new0 (CbChartBar, 1);

  bar->from = from;
  bar->to = to;
  bar->count = count;
  g_ptr_array_add (chart->bars, bar);
}

static void
add_values (CbChart *chart, State *state)
{
  g_autoptr (GPtrArray) values = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer one;

  chart->others = state->others;
  g_hash_table_iter_init (&iter, state->values);
  while (g_hash_table_iter_next (&iter, NULL, &one))
    g_ptr_array_add (values, one);
  g_ptr_array_sort (values, compare_values);
  for (guint i = 0; i < values->len; i++)
    {
      Value *value = g_ptr_array_index (values, i);

      if (i < CB_CHART_TOP)
        add_bar (chart, g_strdup (value->text), g_strdup (""), value->count);
      else
        chart->others += value->count;
    }
}

static gboolean
is_date (const CbChartBasis *basis)
{
  return basis->decision.type == CB_TYPE_DATE || basis->decision.type == CB_TYPE_DATETIME;
}

static char *
dup_amount (const CbChartBasis *basis, double amount)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  if (is_date (basis))
    {
      double day = floor (amount / SECONDS_OF_DAY) - FIRST_JULIAN;
      GDate date;

      if (day < 1 || day > 3650000)
        return g_strdup ("");
      g_date_clear (&date, 1);
      g_date_set_julian (&date, (guint32)day);
      return g_strdup_printf ("%04d-%02d-%02d", g_date_get_year (&date),
                              (int)g_date_get_month (&date), g_date_get_day (&date));
    }
  return g_strdup (g_ascii_formatd (text, sizeof text, "%.6g", amount));
}

static char *
dup_whole (const CbChartBasis *basis, double amount)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  return is_date (basis) ? dup_amount (basis, amount)
                         : g_strdup (g_ascii_formatd (text, sizeof text, "%.0f", amount));
}

static void
add_bins (CbChart *chart, const Job *job, const State *state)
{
  chart->others = state->others;
  for (guint i = 0; i < job->n_bins; i++)
    {
      double from = job->basis->least + i * job->width;
      double to = MIN (from + job->width, job->basis->greatest);

      if (job->is_whole)
        add_bar (chart, dup_whole (job->basis, from),
                 dup_whole (job->basis, MIN (from + job->width - job->unit, job->basis->greatest)),
                 state->bins[i]);
      else
        add_bar (chart, dup_amount (job->basis, from), dup_amount (job->basis, to), state->bins[i]);
    }
}

/* Into how many parts, and how wide: whole numbers and days are not divided. */
static void
choose_bins (Job *job)
{
  const CbChartBasis *basis = job->basis;
  double range = basis->greatest - basis->least;

  job->is_whole = is_date (basis) || basis->decision.type == CB_TYPE_INTEGER
                  || basis->decision.type == CB_TYPE_YEAR;
  job->unit = is_date (basis) ? SECONDS_OF_DAY : 1;
  if (job->is_whole && range < 1e15)
    {
      double steps = floor (range / job->unit) + 1;

      job->width = job->unit * ceil (steps / CB_CHART_BINS);
      job->n_bins = (guint)ceil (steps * job->unit / job->width);
    }
  else
    {
      job->is_whole = FALSE;
      job->n_bins = CB_CHART_BINS;
      job->width = range / CB_CHART_BINS;
    }
}

static CbChartKind
choose_kind (const CbChartBasis *basis)
{
  gboolean amounts = basis->decision.type == CB_TYPE_INTEGER
                     || basis->decision.type == CB_TYPE_NUMBER
                     || basis->decision.type == CB_TYPE_YEAR || is_date (basis);

  if (basis->values == 0 || basis->distinct == 0)
    return CB_CHART_NONE;
  if (amounts && isfinite (basis->least) && isfinite (basis->greatest)
      && basis->greatest > basis->least && basis->distinct > CB_CHART_TOP)
    return CB_CHART_BINS_OF;

  return basis->distinct <= CB_CHART_MOST_VALUES && basis->distinct < basis->values
             ? CB_CHART_VALUES
             : CB_CHART_NONE;
}

/**
 * cb_chart_basis_init:
 * @self: to be filled
 * @column: of a profile
 * @rows: of that profile
 */
void
cb_chart_basis_init (CbChartBasis *self, const CbProfileColumn *column, guint64 rows)
{
  *self = (CbChartBasis){ column->type,     column->decision, column->least,
                          column->greatest, column->distinct, rows - MIN (rows, column->blank) };
}

/**
 * cb_chart_run:
 * @table: a table
 * @column: 0-based
 * @basis: what its profile says of the column
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * The figures for a small chart (product.md D5): how numbers and dates lie in their range, how
 * often the most frequent values of anything else are there. The same however many threads there
 * are.
 *
 * Returns: (transfer full): the chart, %NULL where cb_table_scan() fails
 */
CbChart *
cb_chart_run (CbTable *table,
              guint column,
              const CbChartBasis *basis,
              CbProgressFunc progress,
              gpointer progress_data,
              GCancellable *cancellable,
              GError **error)
{
  static const CbScanWorker charting = {
    .new_state = new_state, .rows = note_rows, .merge = merge_states, .free_state = free_state
  };
  Job job = { column, basis, choose_kind (basis), FALSE, 1, 1, 1 };
  g_autoptr (CbChart) chart = g_new0 (CbChart, 1);
  State *state;

  chart->bars = g_ptr_array_new_with_free_func (free_bar);
  chart->kind = job.kind;
  if (job.kind == CB_CHART_NONE)
    return g_steal_pointer (&chart);
  if (job.kind == CB_CHART_BINS_OF)
    choose_bins (&job);
  state = cb_table_scan (table, &charting, &job, progress, progress_data, cancellable, error);
  if (state == NULL)
    return NULL;
  if (job.kind == CB_CHART_BINS_OF)
    add_bins (chart, &job, state);
  else
    add_values (chart, state);
  free_state (state);

  return g_steal_pointer (&chart);
}

/**
 * cb_chart_free:
 * @self: (nullable) (transfer full): a chart
 */
void
cb_chart_free (CbChart *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->bars);
  g_free (self);
}
