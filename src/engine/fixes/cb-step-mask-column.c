/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"

/* `{"step":"mask-column","column":"…"}`: every value becomes the same three stars, so that neither
 * its length nor any digit remains to be put together with other columns; what is blank stays so.
 */
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

  if (!is_header && column < n_cells && cells[column].length > 0)
    cb_step_set_text (&cells[column], "***", 3, memory);
}

const CbStep cb_step_mask_column = { "mask-column", prepare, apply, g_free };
