/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "engine/fixes/cb-recipe-locate.h"
#include "engine/table/cb-group-rows.h"

G_BEGIN_DECLS

/* What a step has done to a cell, beside its CB_CELL_* flags. */
enum
{
  CB_STEP_CHANGED = 1 << 24,  /* its text is another now */
  CB_STEP_DROPPED = 1 << 25,  /* it is not written */
  CB_STEP_NUMBER = 1 << 28,   /* its column holds numbers and nothing else */
  CB_STEP_STANDARD = 1 << 30, /* a number in it has a point before its decimals, and no other */
};

/**
 * CbStep:
 * @name: of the step in a recipe
 * @prepare: makes the data of the step from its JSON, %NULL with @error when it makes no sense
 * @apply: (nullable): changes the cells of one row, in any thread; new text is kept in @memory
 * @free_data: frees what @prepare made
 * @only_table: rows outside of the table are not written, and the header in one row
 * @get_groups: (nullable): the groups whose names are written before the cells of each row, and
 * what their columns are called; %NULL for none
 * @join: (nullable): takes the next step of the recipe, of the same name, into the data of this one
 * @get_reach: (nullable): how many cells the row has to have for the step, 0 for any number; blank
 * ones are added; in any thread
 * @apply_row: (nullable): as @apply, of a row that is known by its number (#CbRow); in any thread
 * @finish: (nullable): called when all rows are through; %FALSE with @error when the step could not
 * be done
 * @list_cells: (nullable): adds the cells that @apply_row changes, a #CbRecipePlace each, with the
 * row of the table
 *
 * One step of a recipe: one file with one of these, named in cb-recipe.c.
 */
typedef struct
{
  const char *name;
  gpointer (*prepare) (JsonObject *step, CbTable *table, GError **error);
  void (*apply) (
      gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory);
  void (*free_data) (gpointer data);
  gboolean only_table;
  CbGroupRows *(*get_groups) (gpointer data, GStrv *labels);
  gboolean (*join) (gpointer data, JsonObject *step, CbTable *table, GError **error);
  guint (*get_reach) (gconstpointer data, guint64 row);
  void (*apply_row) (
      gpointer data, guint64 row, CbCell *cells, guint n_cells, GStringChunk *memory);
  gboolean (*finish) (gpointer data, CbTable *table, GError **error);
  void (*list_cells) (gconstpointer data, GArray *cells);
} CbStep;

extern const CbStep cb_step_drop_column;
extern const CbStep cb_step_encoding;
extern const CbStep cb_step_layout;
extern const CbStep cb_step_line_ends;
extern const CbStep cb_step_mask_column;
extern const CbStep cb_step_normalise;
extern const CbStep cb_step_replace;
extern const CbStep cb_step_set_cell;
extern const CbStep cb_step_standard;

gboolean cb_step_find_column (JsonObject *step, CbTable *table, guint *column, GError **error);
void cb_step_set_text (CbCell *cell, const char *text, gsize length, GStringChunk *memory);
gboolean cb_step_is_of_type (const CbCell *cell, CbSheetCellType type);

G_END_DECLS
