/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/fixes/cb-output.h"
#include "engine/fixes/cb-recipe-locate.h"

G_BEGIN_DECLS

/**
 * CbRecipeSteps:
 * @prepared: (element-type CbPreparedStep): in the order in which they are done
 * @output: (nullable): the format that is asked for
 * @only_table: rows outside of the table are not written, and the header in one row
 * @groups: (nullable): whose names stand before each row
 * @group_labels: (nullable): of their columns
 *
 * The steps of a recipe, ready for one table. Private to cb-recipe*.c.
 */
typedef struct
{
  GArray *prepared;
  const CbOutputClass *output;
  gboolean only_table;
  CbGroupRows *groups;
  GStrv group_labels;
} CbRecipeSteps;

CbRecipeSteps *
_cb_recipe_steps_new (const char *recipe, CbTable *table, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void _cb_recipe_steps_free (CbRecipeSteps *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbRecipeSteps, _cb_recipe_steps_free)

guint _cb_recipe_steps_get_n_groups (const CbRecipeSteps *self);
guint _cb_recipe_steps_get_reach (const CbRecipeSteps *self, guint64 row);
void _cb_recipe_steps_apply (const CbRecipeSteps *self,
                             CbCell *cells,
                             guint n_cells,
                             gboolean is_header,
                             GStringChunk *memory);
void _cb_recipe_steps_apply_row (
    const CbRecipeSteps *self, guint64 row, CbCell *cells, guint n_cells, GStringChunk *memory);
void _cb_recipe_steps_list_cells (const CbRecipeSteps *self, GArray *cells);
gboolean _cb_recipe_steps_finish (const CbRecipeSteps *self, CbTable *table, GError **error);

G_END_DECLS
