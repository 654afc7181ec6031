/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/table/cb-table.h"

G_BEGIN_DECLS

/**
 * CbRecipeResult:
 * @bytes: written
 * @rows: written, without the header
 * @cells: whose text differs from what was read; dropped ones are not counted
 */
typedef struct
{
  guint64 bytes;
  guint64 rows;
  guint64 cells;
} CbRecipeResult;

gboolean cb_recipe_run (CbTable *table,
                        const char *recipe,
                        int out_fd,
                        CbRecipeResult *result,
                        CbProgressFunc progress,
                        gpointer progress_data,
                        GCancellable *cancellable,
                        GError **error);

gboolean cb_recipe_measure (CbTable *table,
                            const char *recipe,
                            CbRecipeResult *result,
                            CbProgressFunc progress,
                            gpointer progress_data,
                            GCancellable *cancellable,
                            GError **error);

G_END_DECLS
