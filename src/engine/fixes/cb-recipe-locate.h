/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/**
 * CbRecipePlace:
 * @row: 0-based; of a file its header and all that stands before it are counted, too
 * @column: 0-based
 *
 * Where a cell stands: in a file, or in what a recipe makes of it.
 */
typedef struct
{
  guint64 row;
  guint column;
} CbRecipePlace;

gboolean cb_recipe_locate (CbTable *table,
                           const char *recipe,
                           const CbRecipePlace *written,
                           CbRecipePlace *source,
                           gboolean *found,
                           GCancellable *cancellable,
                           GError **error);
GArray *cb_recipe_list_edits (CbTable *table,
                              const char *recipe,
                              GCancellable *cancellable,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
