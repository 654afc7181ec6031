/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-recipe-locate.h"

#include "base/cb-protocol.h"
#include "engine/fixes/cb-recipe-private.h"

/* A person looks at what a recipe has made, and edits cells of what it was made of: rows that the
 * recipe leaves out, columns that it drops and those that it adds stand between the two. */

/* Goes over the rows that are written, in their order. */
typedef struct
{
  guint64 written; /* rows so far */
  guint64 wanted;  /* the place of a row among them, G_MAXUINT64 for none */
  guint64 found;   /* which row of the table it is, G_MAXUINT64: none */
  GArray *rows;    /* (nullable) (element-type guint64): of the table, in order */
  GArray *places;  /* (element-type guint64): of each of these, G_MAXUINT64: left out */
} Walk;

static gpointer
new_numbers (gpointer user_data)
{
  return g_array_new (FALSE, FALSE, sizeof (guint64));
}

static void
take_numbers (gpointer state, const CbRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    g_array_append_val ((GArray *)state, rows[i].number);
}

static void
place_up_to (Walk *walk, guint64 row)
{
  while (walk->rows != NULL && walk->places->len < walk->rows->len)
    {
      guint64 wanted = g_array_index (walk->rows, guint64, walk->places->len);
      guint64 place = wanted == row ? walk->written : G_MAXUINT64;

      if (wanted > row)
        return;
      g_array_append_val (walk->places, place);
    }
}

static gboolean
walk_on (gpointer state, gpointer user_data, GError **error)
{
  GArray *numbers = state;
  Walk *walk = user_data;

  for (guint i = 0; i < numbers->len; i++)
    {
      guint64 row = g_array_index (numbers, guint64, i);

      if (walk->written == walk->wanted)
        walk->found = row;
      place_up_to (walk, row);
      walk->written++;
    }
  g_array_set_size (numbers, 0);

  return TRUE;
}

static void
free_numbers (gpointer state)
{
  g_array_unref (state);
}

static const CbScanWorker walking
    = { new_numbers, take_numbers, walk_on, NULL, free_numbers, FALSE };

static gboolean
walk_rows (CbTable *table, Walk *walk, GCancellable *cancellable, GError **error)
{
  GArray *state = cb_table_scan (table, &walking, walk, NULL, NULL, cancellable, error);

  if (state == NULL)
    return FALSE;
  g_array_unref (state);

  return TRUE;
}

/* How many rows stand before those of the table in what is written. */
static guint
get_n_header (const CbRecipeSteps *steps, CbTable *table)
{
  guint header_row = cb_table_get_facts (table)->header_row;

  return steps->only_table ? MIN (header_row, 1) : header_row;
}

/* Returns: (transfer full) (array): for each of @n columns of the table, whether it is written */
static gboolean *
find_kept (const CbRecipeSteps *steps, guint n)
{
  g_autofree CbCell *cells = g_new0 (CbCell, n);
  GStringChunk *memory = g_string_chunk_new (256);
  gboolean *kept = g_new0 (gboolean, n);

  for (guint i = 0; i < n; i++)
    cells[i].bytes = "";
  _cb_recipe_steps_apply (steps, cells, n, FALSE, memory);
  for (guint i = 0; i < n; i++)
    kept[i] = (cells[i].flags & CB_STEP_DROPPED) == 0;
  g_string_chunk_free (memory);

  return kept;
}

static gboolean
locate_column (const CbRecipeSteps *steps, CbTable *table, guint written, guint *column)
{
  guint n_columns = cb_table_get_n_columns (table);
  guint n_groups = _cb_recipe_steps_get_n_groups (steps);
  g_autofree gboolean *kept = find_kept (steps, n_columns);
  guint at = n_groups;

  for (guint i = 0; i < n_columns && written >= n_groups; i++)
    if (kept[i] && at++ == written)
      {
        *column = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_recipe_locate:
 * @table: what the recipe is for
 * @recipe: as for cb_recipe_run()
 * @written: a cell of what the recipe writes; a row %G_MAXUINT64 asks for its column only
 * @source: (out): the cell of the file that it is made of
 * @found: (out): %FALSE when it is made of none: a header, the name of a group, or outside
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Returns: %FALSE when the recipe makes no sense, or the table cannot be read
 */
gboolean
cb_recipe_locate (CbTable *table,
                  const char *recipe,
                  const CbRecipePlace *written,
                  CbRecipePlace *source,
                  gboolean *found,
                  GCancellable *cancellable,
                  GError **error)
{
  g_autoptr (CbRecipeSteps) steps = _cb_recipe_steps_new (recipe, table, error);
  guint64 header_row = cb_table_get_facts (table)->header_row;
  Walk walk = { .found = G_MAXUINT64 };

  if (steps == NULL)
    return FALSE;
  *found = written->row >= get_n_header (steps, table)
           && locate_column (steps, table, written->column, &source->column);
  source->row = 0;
  if (!*found || written->row == G_MAXUINT64)
    return TRUE;
  if (!steps->only_table)
    {
      source->row = written->row;
      return TRUE;
    }
  walk.wanted = written->row - get_n_header (steps, table);
  if (!walk_rows (table, &walk, cancellable, error))
    return FALSE;
  *found = walk.found != G_MAXUINT64;
  source->row = *found ? walk.found + header_row : 0;

  return TRUE;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  guint64 first = ((const CbRecipePlace *)a)->row;
  guint64 second = ((const CbRecipePlace *)b)->row;

  return first < second ? -1 : first > second;
}

/* From rows of the table to rows of what is written. */
static gboolean
place_rows (const CbRecipeSteps *steps,
            CbTable *table,
            GArray *cells,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint64));
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (guint64));
  Walk walk = { .wanted = G_MAXUINT64, .rows = rows, .places = places };

  for (guint i = 0; i < cells->len; i++)
    g_array_append_val (rows, g_array_index (cells, CbRecipePlace, i).row);
  if (steps->only_table && !walk_rows (table, &walk, cancellable, error))
    return FALSE;
  for (guint i = 0; i < cells->len; i++)
    {
      CbRecipePlace *cell = &g_array_index (cells, CbRecipePlace, i);

      if (steps->only_table)
        cell->row = i < places->len ? g_array_index (places, guint64, i) : G_MAXUINT64;
      if (cell->row != G_MAXUINT64)
        cell->row += get_n_header (steps, table);
    }

  return TRUE;
}

/**
 * cb_recipe_list_edits:
 * @table: what the recipe is for
 * @recipe: as for cb_recipe_run()
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Returns: (transfer full) (element-type CbRecipePlace): where the cells that were edited one by
 * one stand in what the recipe writes, row by row, at most %CB_PROTOCOL_MAX_EDITS
 */
GArray *
cb_recipe_list_edits (CbTable *table, const char *recipe, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbRecipeSteps) steps = _cb_recipe_steps_new (recipe, table, error);
  g_autoptr (GArray) cells = g_array_new (FALSE, FALSE, sizeof (CbRecipePlace));
  g_autoptr (GArray) written = g_array_new (FALSE, FALSE, sizeof (CbRecipePlace));
  guint n_columns = cb_table_get_n_columns (table);
  g_autofree gboolean *kept = NULL;

  if (steps == NULL)
    return NULL;
  _cb_recipe_steps_list_cells (steps, cells);
  g_array_sort (cells, compare_rows);
  if (!place_rows (steps, table, cells, cancellable, error))
    return NULL;
  kept = find_kept (steps, n_columns);
  for (guint i = 0; i < cells->len && written->len < CB_PROTOCOL_MAX_EDITS; i++)
    {
      CbRecipePlace cell = g_array_index (cells, CbRecipePlace, i);
      guint column = _cb_recipe_steps_get_n_groups (steps);

      if (cell.row == G_MAXUINT64 || cell.column >= n_columns || !kept[cell.column])
        continue;
      for (guint k = 0; k < cell.column; k++)
        column += kept[k] ? 1 : 0;
      cell.column = column;
      g_array_append_val (written, cell);
    }

  return g_steal_pointer (&written);
}
