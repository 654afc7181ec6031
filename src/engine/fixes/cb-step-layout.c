/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"
#include "engine/table/cb-layout.h"

/* `{"step":"layout"}`: a clean table: one row with the names of the columns, and under it the rows
 * of the table alone; titles, numbering, groups, sums, notes, blank rows and other tables are left
 * out. Optional members say what a person said, and what the file must therefore be read with:
 * `header-row` (the last row of the header, 1-based, 0 for none), `header-rows` (how many it has),
 * `first-column` (0-based; those before it are left out), `keep` (names of kinds of rows that are
 * written all the same: "group", "total", …). What is absent is found anew in each file, so that
 * the step holds for the file of the next month, too. */
static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  const CbTableFacts *facts = cb_table_get_facts (table);
  CbLayoutWish wish;
  guint first;

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
  first = wish.first_column > 0 ? (guint)wish.first_column : 0;
  if (first > 0 && first >= cb_table_get_n_columns (table))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "step layout: there is no column %u",
                   first + 1);
      return NULL;
    }

  return g_memdup2 (&first, sizeof first);
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  guint first = *(const guint *)data;

  for (guint i = 0; i < MIN (first, n_cells); i++)
    cells[i].flags |= CB_STEP_DROPPED;
}

const CbStep cb_step_layout = { "layout", prepare, apply, g_free, TRUE };
