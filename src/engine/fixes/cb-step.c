/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-step.h"

#include <string.h>

#include "base/cb-json.h"
#include "engine/fixes/cb-output-sheet.h"

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

/* "9999-99-99" and so on: a digit for each 9, all else as it stands. */
static gboolean
begins_like (const CbCell *cell, const char *shape)
{
  gsize length = strlen (shape);

  for (gsize i = 0; i < length && i < cell->length; i++)
    if (shape[i] == '9' ? !g_ascii_isdigit (cell->bytes[i]) : shape[i] != cell->bytes[i])
      return FALSE;

  return cell->length >= length;
}

/**
 * cb_step_is_of_type:
 * @cell: a cell with a new text
 * @type: of a cell of a spreadsheet
 *
 * Returns: whether the text is one that the readers of workbooks give for a cell of that type
 */
gboolean
cb_step_is_of_type (const CbCell *cell, CbSheetCellType type)
{
  char serial[32];

  switch (type)
    {
    case CB_SHEET_CELL_TEXT:
      return TRUE;
    case CB_SHEET_CELL_NUMBER:
      return cb_output_is_double (cell);
    case CB_SHEET_CELL_BOOLEAN:
      return (cell->length == 4 && memcmp (cell->bytes, "TRUE", 4) == 0)
             || (cell->length == 5 && memcmp (cell->bytes, "FALSE", 5) == 0);
    case CB_SHEET_CELL_DATE:
      return cell->length == 10 && begins_like (cell, "9999-99-99")
             && cb_sheet_output_read_serial (cell, serial);
    case CB_SHEET_CELL_DATETIME:
      return begins_like (cell, "9999-99-99T99:99:99")
             && cb_sheet_output_read_serial (cell, serial);
    case CB_SHEET_CELL_TIME:
      return begins_like (cell, "99:99:99") && cb_sheet_output_read_serial (cell, serial);
    case CB_SHEET_CELL_DURATION:
      return (begins_like (cell, "PT9") || begins_like (cell, "-PT9"))
             && cb_sheet_output_read_serial (cell, serial);
    case CB_SHEET_CELL_ERROR:
    default:
      return FALSE;
    }
}

/**
 * cb_step_set_text:
 * @cell: a cell
 * @text: its new text
 * @length: in bytes
 * @memory: where it is kept
 *
 * Changes the cell, unless it has that text already. In a spreadsheet it keeps its type as far as
 * the text is one of that type, and is text otherwise.
 */
void
cb_step_set_text (CbCell *cell, const char *text, gsize length, GStringChunk *memory)
{
  if (length == cell->length && memcmp (text, cell->bytes, length) == 0)
    return;
  cell->bytes = length > 0 ? g_string_chunk_insert_len (memory, text, (gssize)length) : "";
  cell->length = (guint32)length;
  if (!cb_step_is_of_type (cell, cb_cell_get_type (cell)))
    cell->flags &= ~(7u << CB_CELL_TYPE_SHIFT | CB_CELL_PERCENT);
  for (gsize i = 0; i < length; i++)
    if ((guchar)text[i] > 127)
      cell->flags |= CB_CELL_NOT_ASCII;
  cell->flags |= CB_STEP_CHANGED;
}
