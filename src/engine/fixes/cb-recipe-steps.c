/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-recipe-private.h"

#include <string.h>

#include "base/cb-json.h"

static const CbStep *const known_steps[] = {
  &cb_step_drop_column, &cb_step_encoding,    &cb_step_layout,
  &cb_step_line_ends,   &cb_step_mask_column, &cb_step_normalise,
  &cb_step_replace,     &cb_step_set_cell,    &cb_step_standard,
};

typedef struct
{
  const CbStep *step;
  gpointer data;
} CbPreparedStep;

/* More than anybody does to a file; each may keep new text for the whole of a row. */
#define MAX_STEPS 256

static void
clear_step (gpointer data)
{
  CbPreparedStep *prepared = data;

  prepared->step->free_data (prepared->data);
}

static const CbPreparedStep *
get_step (const CbRecipeSteps *self, guint i)
{
  return &g_array_index (self->prepared, CbPreparedStep, i);
}

static const CbStep *
find_step (const char *name)
{
  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (known_steps); i++)
    if (g_str_equal (name, known_steps[i]->name))
      return known_steps[i];

  return NULL;
}

/* Steps that follow each other and may be many become one, so that each row is looked up once.
 * @object: (nullable) */
static gboolean
add_step (CbRecipeSteps *self, JsonObject *object, CbTable *table, GError **error)
{
  const char *name = object != NULL ? cb_json_get_string (object, "step") : NULL;
  CbPreparedStep made = { find_step (name), NULL };
  const CbPreparedStep *last
      = self->prepared->len > 0 ? get_step (self, self->prepared->len - 1) : NULL;

  if (made.step == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "it is not known");
      return FALSE;
    }
  if (last != NULL && last->step == made.step && made.step->join != NULL)
    return made.step->join (last->data, object, table, error);
  if (self->prepared->len == MAX_STEPS)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "there are more than %u", MAX_STEPS);
      return FALSE;
    }
  made.data = made.step->prepare (object, table, error);
  if (made.data == NULL)
    return FALSE;
  g_array_append_val (self->prepared, made);

  return TRUE;
}

/* The name of a group is mended as the cell that it stands in. */
static char *
rename_group (const char *name, guint column, gpointer user_data)
{
  g_autoptr (GArray) cells = g_array_new (FALSE, TRUE, sizeof (CbCell));
  GStringChunk *memory = g_string_chunk_new (256);
  CbCell *cell;
  char *renamed;

  g_array_set_size (cells, column + 1);
  for (guint i = 0; i < column; i++)
    g_array_index (cells, CbCell, i).bytes = "";
  cell = &g_array_index (cells, CbCell, column);
  *cell = (CbCell){ name, (guint32)strlen (name), CB_CELL_NOT_ASCII };
  _cb_recipe_steps_apply (user_data, (CbCell *)(gpointer)cells->data, cells->len, FALSE, memory);
  renamed = g_strndup (cell->bytes, cell->length);
  g_string_chunk_free (memory);

  return renamed;
}

static void
take_groups (CbRecipeSteps *self)
{
  for (guint i = 0; i < self->prepared->len; i++)
    {
      const CbPreparedStep *prepared = get_step (self, i);

      self->only_table = self->only_table || prepared->step->only_table;
      if (prepared->step->get_groups != NULL && self->groups == NULL)
        self->groups = prepared->step->get_groups (prepared->data, &self->group_labels);
    }
  if (self->groups != NULL)
    cb_group_rows_rename (self->groups, rename_group, self);
}

/* Returns: (transfer full): the steps of a recipe, made ready for @table; NULL for one that makes
 * no sense */
CbRecipeSteps *
_cb_recipe_steps_new (const char *recipe, CbTable *table, GError **error)
{
  g_autoptr (CbRecipeSteps) self = g_new0 (CbRecipeSteps, 1);
  g_autoptr (JsonArray) array = NULL;
  g_autoptr (GError) problem = NULL;

  self->prepared = g_array_new (FALSE, FALSE, sizeof (CbPreparedStep));
  g_array_set_clear_func (self->prepared, clear_step);
  array = cb_json_array_parse (recipe, -1, &problem);
  if (array == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "the recipe is no JSON array: %s",
                   problem->message);
      return NULL;
    }
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *name = object != NULL ? cb_json_get_string (object, "step") : NULL;

      if (cb_output_find (name) != NULL)
        {
          self->output = cb_output_find (name);
          continue;
        }
      if (!add_step (self, object, table, error))
        {
          g_prefix_error (error, "step %u of the recipe: ", i + 1);
          return NULL;
        }
    }
  take_groups (self);

  return g_steal_pointer (&self);
}

void
_cb_recipe_steps_free (CbRecipeSteps *self)
{
  g_array_unref (self->prepared);
  g_free (self);
}

/* Returns: how many columns of groups stand before those of the table */
guint
_cb_recipe_steps_get_n_groups (const CbRecipeSteps *self)
{
  return self->groups != NULL ? g_strv_length (self->group_labels) : 0;
}

/* Returns: so many cells the row has to have; @row is 0-based, of the table */
guint
_cb_recipe_steps_get_reach (const CbRecipeSteps *self, guint64 row)
{
  guint reach = 0;

  for (guint i = 0; i < self->prepared->len; i++)
    if (get_step (self, i)->step->get_reach != NULL)
      reach = MAX (reach, get_step (self, i)->step->get_reach (get_step (self, i)->data, row));

  return reach;
}

/* What the steps do to cells wherever they stand; from any thread. */
void
_cb_recipe_steps_apply (const CbRecipeSteps *self,
                        CbCell *cells,
                        guint n_cells,
                        gboolean is_header,
                        GStringChunk *memory)
{
  for (guint i = 0; i < self->prepared->len; i++)
    if (get_step (self, i)->step->apply != NULL)
      get_step (self, i)->step->apply (get_step (self, i)->data, cells, n_cells, is_header, memory);
}

/* What all steps do to a row of the table; from any thread. */
void
_cb_recipe_steps_apply_row (
    const CbRecipeSteps *self, guint64 row, CbCell *cells, guint n_cells, GStringChunk *memory)
{
  for (guint i = 0; i < self->prepared->len; i++)
    {
      const CbPreparedStep *prepared = get_step (self, i);

      if (prepared->step->apply != NULL)
        prepared->step->apply (prepared->data, cells, n_cells, FALSE, memory);
      if (prepared->step->apply_row != NULL)
        prepared->step->apply_row (prepared->data, row, cells, n_cells, memory);
    }
}

/* The cells that are edited one by one, by row of the table and column of the file. */
void
_cb_recipe_steps_list_cells (const CbRecipeSteps *self, GArray *cells)
{
  for (guint i = 0; i < self->prepared->len; i++)
    if (get_step (self, i)->step->list_cells != NULL)
      get_step (self, i)->step->list_cells (get_step (self, i)->data, cells);
}

/* After all rows: whether each step could do what it had to. */
gboolean
_cb_recipe_steps_finish (const CbRecipeSteps *self, CbTable *table, GError **error)
{
  for (guint i = 0; i < self->prepared->len; i++)
    if (get_step (self, i)->step->finish != NULL
        && !get_step (self, i)->step->finish (get_step (self, i)->data, table, error))
      return FALSE;

  return TRUE;
}
