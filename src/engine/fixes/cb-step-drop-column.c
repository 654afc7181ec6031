/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"

/* `{"step":"drop-column","column":"…"}`: the column is not written. */
static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  guint column;

  if (!cb_step_find_column (step, table, &column, error))
    return NULL;

  return g_memdup2 (&column, sizeof column);
}

static void
apply (gconstpointer data, CbCell *cells, guint n_cells, gboolean is_header, GStringChunk *memory)
{
  guint column = *(const guint *)data;

  if (column < n_cells)
    cells[column].flags |= CB_STEP_DROPPED;
}

const CbStep cb_step_drop_column = { "drop-column", prepare, apply, g_free };
