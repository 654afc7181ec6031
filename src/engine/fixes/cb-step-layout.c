/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "engine/fixes/cb-step.h"
#include "engine/table/cb-layout.h"

/* What was asked for. */
typedef struct
{
  guint first_column;  /* columns before it are left out… */
  guint end_column;    /* …and from this one on */
  CbGroupRows *groups; /* (nullable) */
  GStrv labels;        /* (nullable): of the columns of the groups */
} Layout;

static void
free_layout (gpointer data)
{
  Layout *self = data;

  cb_group_rows_free (self->groups);
  g_strfreev (self->labels);
  g_free (self);
}

/* A name that no column has. */
static char *
dup_free_label (CbTable *table, const char *label)
{
  GString *free_label = g_string_new (label);

  while (
      g_strv_contains ((const char *const *)cb_table_get_facts (table)->columns, free_label->str))
    g_string_append_c (free_label, '_');

  return g_string_free (free_label, FALSE);
}

/* One column for each level; one, too, where the file has no groups this time: the next steps and
 * those who read the table count on it. */
static void
label_groups (Layout *self, CbTable *table, const char *label)
{
  guint n = MAX (cb_group_rows_get_n_levels (self->groups), 1);

  self->labels = g_new0 (char *, n + 1);
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *numbered
          = n > 1 ? g_strdup_printf ("%s %u", label, i + 1) : g_strdup (label);

      self->labels[i] = dup_free_label (table, numbered);
    }
}

/* `{"step":"layout"}`: a clean table: one row with the names of the columns, and under it the rows
 * of the table alone; titles, numbering, groups, sums, notes, blank rows and other tables are left
 * out. Optional members say what a person said, and what the file must therefore be read with:
 * `header-row` (the last row of the header, 1-based, 0 for none), `header-rows` (how many it has),
 * `first-column` (0-based; those before it are left out), `columns` (so many from there; what is
 * behind is of another table that stands beside), `keep` (names of kinds of rows that are
 * written all the same: "group", "total", …). What is absent is found anew in each file, so that
 * the step holds for the file of the next month, too. `group-column` is what a column is called
 * that stands before all others and says of each row in which group it is; groups within groups
 * have one each, numbered. */
static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  const CbTableFacts *facts = cb_table_get_facts (table);
  const char *label = cb_json_get_string (step, "group-column");
  CbLayoutWish wish;
  Layout *self;

  if (!cb_layout_wish_from_json (step, &wish, error))
    return NULL;
  if ((wish.header_row >= 0 && (guint)wish.header_row != facts->header_row)
      || (wish.header_rows >= 0 && (guint)wish.header_rows != facts->header_rows))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "step layout: the file is read with %u rows of header up to row %u",
                   facts->header_rows, facts->header_row);
      return NULL;
    }
  if (wish.n_columns > 0
      && (wish.n_columns != facts->wished_columns
          || (guint)MAX (wish.first_column, 0) != facts->wished_first))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "step layout: the file is read with %u columns from column %u on",
                   facts->wished_columns, facts->wished_first + 1);
      return NULL;
    }
  self = g_new0 (Layout, 1);
  self->first_column = wish.first_column > 0 ? (guint)wish.first_column : 0;
  self->end_column = wish.n_columns > 0 ? self->first_column + wish.n_columns : G_MAXUINT;
  if (self->first_column > 0 && self->first_column >= cb_table_get_n_columns (table))
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "step layout: there is no column %u",
                 self->first_column + 1);
  else if (label == NULL)
    return self;
  else if (label[0] == '\0' || !g_utf8_validate (label, -1, NULL))
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                         "step layout: the column of the groups has no name");
  else if ((self->groups = cb_group_rows_find (table, error)) != NULL)
    {
      label_groups (self, table, label);
      return self;
    }
  free_layout (self);

  return NULL;
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  const Layout *self = data;

  for (guint i = 0; i < n_cells; i++)
    if (i < self->first_column || i >= self->end_column)
      cells[i].flags |= CB_STEP_DROPPED;
}

static CbGroupRows *
get_groups (gpointer data, GStrv *labels)
{
  Layout *self = data;

  *labels = self->labels;

  return self->groups;
}

const CbStep cb_step_layout = { "layout", prepare, apply, free_layout, TRUE, get_groups };
