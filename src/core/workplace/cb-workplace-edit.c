/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person changes in the table that is shown: single cells, and a text wherever it stands
 * (product.md F1). Either is a step of the recipe over the original. */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-json.h"

/* Of which table a person saw cells, and the engine that finds them again in the original. */
typedef struct
{
  const char *recipe; /* (nullable): of that table */
  CbReader *reader;   /* (nullable) */
} Seen;

static void
clear_seen (Seen *seen)
{
  if (seen->reader != NULL)
    cb_reader_close (seen->reader);
  g_clear_object (&seen->reader);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Seen, clear_seen)

/* Cells that were typed one after the other are mostly of one table: it is opened once. */
static gboolean
look_at (CbWorkplace *self,
         Seen *seen,
         const CbDatasetFile *file,
         const char *recipe,
         GCancellable *cancellable,
         GError **error)
{
  if (seen->reader != NULL && g_str_equal (seen->recipe, recipe))
    return TRUE;
  clear_seen (seen);
  seen->recipe = recipe;
  seen->reader = _cb_workplace_open_for_mend (self, file, recipe, -1, cancellable, error);

  return seen->reader != NULL;
}

/* The step for the cell or column of the original of which the shown one is made. @row: of the
 * copy, its header counted; %G_MAXUINT64: only the column is meant. */
static gboolean
add_place (Seen *seen,
           JsonObject *step,
           guint64 row,
           guint column,
           GCancellable *cancellable,
           GError **error)
{
  g_auto (CbLocatedCell) cell = { FALSE, 0, 0, NULL };
  int sheet = cb_reader_get_info (seen->reader)->sheet;

  if (!cb_reader_locate (seen->reader, seen->recipe, row, column, &cell, cancellable, error))
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

/* @seen: (nullable): of the table that a person saw, where that is known */
static const char *
get_recipe (const CbDatasetFile *file, const char *seen)
{
  const char *recipe = seen != NULL ? seen : file->recipe;

  return recipe != NULL && *recipe != '\0' ? recipe : "[]";
}

/* Returns: (transfer full) (element-type utf8): a step of the recipe for each of the edits */
static GPtrArray *
make_steps (CbWorkplace *self,
            const CbDatasetFile *file,
            const CbCellEdit *edits,
            guint n_edits,
            GCancellable *cancellable,
            GError **error)
{
  g_autoptr (GPtrArray) steps = g_ptr_array_new_with_free_func (g_free);
  g_auto (Seen) seen = { NULL, NULL };

  for (guint i = 0; i < n_edits; i++)
    {
      g_autoptr (JsonObject) step = json_object_new ();

      json_object_set_string_member (step, "step", "set-cell");
      if (!look_at (self, &seen, file, get_recipe (file, edits[i].recipe), cancellable, error)
          || !add_place (&seen, step, edits[i].row, edits[i].column, cancellable, error))
        return NULL;
      json_object_set_string_member (step, "before", edits[i].before);
      json_object_set_string_member (step, "after", edits[i].after);
      g_ptr_array_add (steps, cb_json_object_to_string (step, FALSE));
    }

  return g_steal_pointer (&steps);
}

/**
 * cb_workplace_edit_cells:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @edits: (array length=n_edits): which cells of the table as it was shown, and what becomes of
 *   them
 * @n_edits: how many
 * @progress: (nullable): bytes so far
 * @user_data: for @progress
 * @cancellable: (nullable): stops it; nothing has changed then
 * @error: %CB_ERROR_NOT_FOUND for a cell that a step has added, %CB_ERROR_CELL_CHANGED when a
 * cell does not hold what the person saw; else as cb_workplace_mend()
 *
 * Adds steps `set-cell` to the recipe, about the cells of the original, and runs it once: all of
 * the cells are edited, or none.
 *
 * Returns: whether they are edited
 */
gboolean
cb_workplace_edit_cells (CbWorkplace *self,
                         const char *dataset_id,
                         const char *file_id,
                         const CbCellEdit *edits,
                         guint n_edits,
                         CbProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (GPtrArray) steps = NULL;
  const CbDatasetFile *file;

  if (dataset == NULL)
    return FALSE;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return FALSE;
  steps = make_steps (self, file, edits, n_edits, cancellable, error);

  return steps != NULL
         && _cb_workplace_mend_all (self, dataset_id, file_id, (const char *const *)steps->pdata,
                                    steps->len, progress, user_data, cancellable, error);
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
  g_auto (Seen) seen = { NULL, NULL };
  g_autofree char *json = NULL;
  const CbDatasetFile *file;

  if (dataset == NULL || step == NULL)
    return FALSE;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return FALSE;
  if (replacement->column >= 0
      && (!look_at (self, &seen, file, get_recipe (file, NULL), cancellable, error)
          || !add_place (&seen, step, G_MAXUINT64, (guint)replacement->column, cancellable, error)))
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
