/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person changes in the table that is shown: single cells, and a text wherever it stands
 * (product.md F1). Either is a step of the recipe over the original. */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-json.h"

/* The step for the cell or column of the original of which the shown one is made. @row: of the
 * copy, its header counted; %G_MAXUINT64: only the column is meant. */
static gboolean
add_place (CbWorkplace *self,
           const CbDatasetFile *file,
           JsonObject *step,
           guint64 row,
           guint column,
           GCancellable *cancellable,
           GError **error)
{
  const char *recipe = file->recipe != NULL ? file->recipe : "[]";
  g_autoptr (CbReader) reader
      = _cb_workplace_open_for_mend (self, file, recipe, -1, cancellable, error);
  g_auto (CbLocatedCell) cell = { FALSE, 0, 0, NULL };
  int sheet;
  gboolean located;

  if (reader == NULL)
    return FALSE;
  located = cb_reader_locate (reader, recipe, row, column, &cell, cancellable, error);
  sheet = cb_reader_get_info (reader)->sheet;
  cb_reader_close (reader);
  if (!located)
    return FALSE;
  if (!cell.found)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND,
                           "the cell is made of no cell of the file");
      return FALSE;
    }
  json_object_set_string_member (step, "column", cell.name);
  json_object_set_int_member (step, "index", cell.column);
  if (row == G_MAXUINT64)
    return TRUE;
  json_object_set_int_member (step, "row", (gint64)cell.row + 1);
  if (sheet >= 0)
    json_object_set_int_member (step, "sheet", sheet);

  return TRUE;
}

/**
 * cb_workplace_edit_cell:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @edit: which cell of the table as it is shown, and what becomes of it
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it; nothing has changed then
 * @error: %CB_ERROR_NOT_FOUND for a cell that a step has added, %CB_ERROR_CELL_CHANGED when the
 * cell does not hold what the person saw; else as cb_workplace_mend()
 *
 * Adds a step `set-cell` to the recipe, about the cell of the original.
 *
 * Returns: whether it is edited
 */
gboolean
cb_workplace_edit_cell (CbWorkplace *self,
                        const char *dataset_id,
                        const char *file_id,
                        const CbCellEdit *edit,
                        CbProgressFunc progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (JsonObject) step = json_object_new ();
  g_autofree char *json = NULL;
  const CbDatasetFile *file;

  if (dataset == NULL)
    return FALSE;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return FALSE;
  json_object_set_string_member (step, "step", "set-cell");
  if (!add_place (self, file, step, edit->row, edit->column, cancellable, error))
    return FALSE;
  json_object_set_string_member (step, "before", edit->before);
  json_object_set_string_member (step, "after", edit->after);
  json = cb_json_object_to_string (step, FALSE);

  return cb_workplace_mend (self, dataset_id, file_id, json, NULL, progress, user_data, cancellable,
                            error);
}

/**
 * cb_workplace_dup_replace_step:
 * @replacement: what is replaced by what
 *
 * Returns: (transfer full): the step of a recipe that does it to the table as it is shown, for
 *   cb_reader_measure() to count what it would change
 */
char *
cb_workplace_dup_replace_step (const CbReplacement *replacement)
{
  g_autoptr (JsonObject) step = json_object_new ();

  json_object_set_string_member (step, "step", "replace");
  json_object_set_string_member (step, "find", replacement->find);
  json_object_set_string_member (step, "with", replacement->with);
  if (replacement->whole)
    json_object_set_boolean_member (step, "whole", TRUE);
  if (replacement->ignore_case)
    json_object_set_boolean_member (step, "ignore-case", TRUE);
  if (replacement->column >= 0)
    json_object_set_int_member (step, "index", replacement->column);

  return cb_json_object_to_string (step, FALSE);
}

/**
 * cb_workplace_replace:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @replacement: what is replaced by what, in the table as it is shown
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it; nothing has changed then
 * @error: %CB_ERROR_NOT_FOUND for a column that a step has added; else as cb_workplace_mend()
 *
 * Adds a step `replace` to the recipe, about the column of the original.
 *
 * Returns: whether it is done
 */
gboolean
cb_workplace_replace (CbWorkplace *self,
                      const char *dataset_id,
                      const char *file_id,
                      const CbReplacement *replacement,
                      CbProgressFunc progress,
                      gpointer user_data,
                      GCancellable *cancellable,
                      GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autofree char *shown = cb_workplace_dup_replace_step (replacement);
  g_autoptr (JsonObject) step = cb_json_object_parse (shown, -1, error);
  g_autofree char *json = NULL;
  const CbDatasetFile *file;

  if (dataset == NULL || step == NULL)
    return FALSE;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL
      || (replacement->column >= 0
          && !add_place (self, file, step, G_MAXUINT64, (guint)replacement->column, cancellable,
                         error)))
    return FALSE;
  json = cb_json_object_to_string (step, FALSE);

  return cb_workplace_mend (self, dataset_id, file_id, json, NULL, progress, user_data, cancellable,
                            error);
}

/**
 * cb_workplace_list_edits:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @cancellable: (nullable): stops it
 * @error: as cb_workplace_open_reader()
 *
 * Returns: (transfer full) (element-type CbCellPlace): where in the table as it is shown the cells
 *   stand that a person edited one by one, its header counted; or %NULL
 */
GArray *
cb_workplace_list_edits (CbWorkplace *self,
                         const char *dataset_id,
                         const char *file_id,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (CbReader) reader = NULL;
  GArray *edits;
  const CbDatasetFile *file;

  if (dataset == NULL)
    return NULL;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return NULL;
  if (file->recipe == NULL || strstr (file->recipe, "\"set-cell\"") == NULL)
    return g_array_new (FALSE, FALSE, sizeof (CbCellPlace));
  reader = _cb_workplace_open_for_mend (self, file, file->recipe, -1, cancellable, error);
  if (reader == NULL)
    return NULL;
  edits = cb_reader_list_edits (reader, file->recipe, cancellable, error);
  cb_reader_close (reader);

  return edits;
}
