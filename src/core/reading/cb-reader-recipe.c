/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a recipe would do, and where the cells are that it is about. */

#include "config.h"

#include "core/reading/cb-reader-private.h"

#include "base/cb-error.h"
#include "base/cb-protocol.h"

/* More columns than any row has. */
#define MAX_COLUMNS 65536u

/**
 * cb_reader_measure:
 * @self: an open file
 * @recipe: what would be changed, as JSON (engine/fixes)
 * @cells: (out): how many cells that would be
 * @progress: (nullable): in bytes of the file; called in this thread
 * @user_data: of @progress
 * @cancellable: (nullable): ends it
 * @error: see cb_reader_mend()
 *
 * Changes nothing, so that a person sees how much it is before it is done (product.md F1).
 *
 * Returns: whether it could be counted
 */
gboolean
cb_reader_measure (CbReader *self,
                   const char *recipe,
                   guint64 *cells,
                   CbProgressFunc progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  const CbCall call = {
    .name = CB_PROTOCOL_EFFECT,
    .answer = CB_PROTOCOL_EFFECTS,
    .limit_us = CB_READER_WORK_LIMIT_US,
    .progress = progress,
    .user_data = user_data,
  };
  g_autoptr (GVariant) answer = NULL;
  guint64 rows;

  g_return_val_if_fail (CB_IS_READER (self) && recipe != NULL, FALSE);

  answer = _cb_reader_ask (self, &call, g_variant_new_string (recipe), NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, CB_PROTOCOL_EFFECTS_TYPE, &rows, cells);

  return TRUE;
}

/**
 * cb_located_cell_clear:
 * @self: (nullable): what cb_reader_locate() filled
 *
 * Frees what is in it.
 */
void
cb_located_cell_clear (CbLocatedCell *self)
{
  if (self != NULL)
    g_clear_pointer (&self->name, g_free);
}

/**
 * cb_reader_locate:
 * @self: a file
 * @recipe: of its mending, as JSON (engine/fixes)
 * @row: of what the recipe writes, 0-based, its header counted; %G_MAXUINT64: only the column is
 *   asked for
 * @column: 0-based
 * @cell: (out): the cell of this file that it is made of, and whether it is made of one
 * @cancellable: (nullable): ends it
 * @error: see cb_reader_mend()
 *
 * Returns: %TRUE also when there is no such cell
 */
gboolean
cb_reader_locate (CbReader *self,
                  const char *recipe,
                  guint64 row,
                  guint column,
                  CbLocatedCell *cell,
                  GCancellable *cancellable,
                  GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_LOCATE,
                        .answer = CB_PROTOCOL_LOCATED,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  guint32 found_column;
  const char *name;

  g_return_val_if_fail (CB_IS_READER (self) && recipe != NULL, FALSE);

  answer
      = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_LOCATE_TYPE, recipe, row, column),
                        NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, "(btu&s)", &cell->found, &cell->row, &found_column, &name);
  if (cell->found && found_column >= MAX_COLUMNS)
    {
      _cb_reader_refuse (self, "a cell in no column", error);
      return FALSE;
    }
  cell->column = found_column;
  cell->name = g_strdup (name);

  return TRUE;
}

/**
 * cb_reader_list_edits:
 * @self: a file
 * @recipe: of its mending, as JSON (engine/fixes)
 * @cancellable: (nullable): ends it
 * @error: see cb_reader_mend()
 *
 * Returns: (transfer full) (element-type CbCellPlace): where in what the recipe writes the cells
 *   stand that were edited one by one, its header counted; or %NULL
 */
GArray *
cb_reader_list_edits (CbReader *self, const char *recipe, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_EDITS,
                        .answer = CB_PROTOCOL_EDITED,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GArray) places = g_array_new (FALSE, FALSE, sizeof (CbCellPlace));
  g_autoptr (GVariantIter) cells = NULL;
  g_autoptr (GVariant) answer = NULL;
  CbCellPlace place;
  guint32 column;

  g_return_val_if_fail (CB_IS_READER (self) && recipe != NULL, NULL);

  answer = _cb_reader_ask (self, &call, g_variant_new_string (recipe), NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  g_variant_get (answer, CB_PROTOCOL_EDITED_TYPE, &cells);
  while (g_variant_iter_next (cells, "(tu)", &place.row, &column))
    {
      if (column >= MAX_COLUMNS || places->len == CB_PROTOCOL_MAX_EDITS)
        {
          _cb_reader_refuse (self, "cells that were edited", error);
          return NULL;
        }
      place.column = column;
      g_array_append_val (places, place);
    }

  return g_steal_pointer (&places);
}
