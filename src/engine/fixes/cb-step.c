/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"

#include "base/cb-json.h"

/**
 * cb_step_find_column:
 * @step: of a recipe, with a member `column` (the name in the header) or `index` (0-based), or both
 * @table: the table
 * @column: (out): 0-based
 * @error: where to say why not
 *
 * A name that two columns have does not say which is meant: then `index` must. Where one column
 * alone has it, that is the one, also when another step has moved it since its place was said.
 *
 * Returns: %FALSE with %CB_ERROR_NOT_FOUND when there is no such column
 */
gboolean
cb_step_find_column (JsonObject *step, CbTable *table, guint *column, GError **error)
{
  GStrv columns = cb_table_get_facts (table)->columns;
  gint64 index = cb_json_get_int (step, "index", -1);
  const char *name = cb_json_get_string (step, "column");
  guint n_columns = cb_table_get_n_columns (table);
  guint found = 0;

  if (index >= 0 && index < n_columns && (name == NULL || g_str_equal (name, columns[index])))
    {
      *column = (guint)index;
      return TRUE;
    }
  for (guint i = 0; name != NULL && i < n_columns; i++)
    if (g_str_equal (name, columns[i]))
      {
        *column = i;
        found++;
      }
  if (found == 0)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND,
                         "a step names a column that is not there");
  else if (found > 1)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                         "a step names a column that is there twice");

  return found == 1;
}

/**
 * cb_step_set_text:
 * @cell: a cell
 * @text: its new text
 * @length: in bytes
 * @memory: where it is kept
 *
 * Changes the cell, unless it has that text already.
 */
void
cb_step_set_text (CbCell *cell, const char *text, gsize length, GStringChunk *memory)
{
  if (length == cell->length && memcmp (text, cell->bytes, length) == 0)
    return;
  cell->bytes = length > 0 ? g_string_chunk_insert_len (memory, text, (gssize)length) : "";
  cell->length = (guint32)length;
  cell->flags |= CB_STEP_CHANGED;
}
