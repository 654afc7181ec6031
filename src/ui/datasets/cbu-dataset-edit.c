/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Cells that a person writes over, and texts that are replaced, one after the other in the order in
 * which they were typed: each is a step of the recipe. One may go on typing while the file is
 * written anew. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/datasets/cbu-dataset-view-private.h"
#include "ui/datasets/cbu-table-columns.h"

static void
run_in_order (CbuDatasetView *self, CbuDatasetWork *work, const char *what)
{
  self->n_edits++;
  _cbu_dataset_view_run (self, work, what);
}

/**
 * _cbu_dataset_view_run_in_order:
 * @self: the view
 * @work: (transfer full): what to do
 * @what: a sentence for the progress strip
 *
 * Does it when all is written that was typed before, also when the page is left meanwhile; what is
 * typed from now on is not written before it.
 */
void
_cbu_dataset_view_run_in_order (CbuDatasetView *self, CbuDatasetWork *work, const char *what)
{
  g_clear_pointer (&self->typed, cbu_typed_cells_unref);
  work->stop = g_cancellable_new ();
  run_in_order (self, work, what);
}

/**
 * _cbu_dataset_view_edit_cell:
 * @self: the view
 * @row: of the table that is shown, 0-based without the header
 * @column: 0-based
 * @before: what the cell holds
 * @after: what was typed
 *
 * Writes over the cell, when those are done that were typed before.
 */
void
_cbu_dataset_view_edit_cell (
    CbuDatasetView *self, guint64 row, guint column, const char *before, const char *after)
{
  CbReader *reader = cbu_table_get_reader (self->table);
  g_autofree char *letters = cbu_table_columns_dup_letters (column);
  g_autofree char *place = NULL;
  CbuDatasetWork *work;

  if (self->dossier == NULL || reader == NULL || self->shown_file == NULL
      || !cbu_dossier_can_change (self->dossier))
    {
      cbu_table_edit_failed (self->table, row, column, after, _ ("Nothing can be changed now."));
      return;
    }
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_edit_cell);
  work->file_id = g_strdup (self->shown_file);
  work->recipe = g_strdup (self->shown_recipe);
  work->row = row + cb_reader_get_info (reader)->header_row;
  work->header_row = (int)cb_reader_get_info (reader)->header_row;
  work->column = (int)column;
  work->text = g_strdup (before);
  work->reason = g_strdup (after);
  place = g_strdup_printf ("%s%" G_GUINT64_FORMAT, letters, work->row + 1);
  /* Translators: a cell as spreadsheets name it: C12 */
  work->said = g_strdup_printf (_ ("Edited cell %s"), place);
  work->undo = "win.undo";
  if (!cbu_typed_cells_accepts (self->typed, self->shown_file))
    {
      g_clear_pointer (&self->typed, cbu_typed_cells_unref);
      self->typed = cbu_typed_cells_new (self->shown_file);
    }
  cbu_typed_cells_add (self->typed, work);
  run_in_order (self, work, _ ("Mending"));
}

/**
 * _cbu_dataset_view_replace:
 * @self: the view
 * @find: what is replaced
 * @with: by what
 * @column: the only one, of the table that is shown, 0-based; -1: all
 * @whole: only in cells that hold nothing else
 * @ignore_case: take capitals for small letters
 * @cells: in how many cells
 *
 * Does it, when those cells are written that were typed before.
 */
void
_cbu_dataset_view_replace (CbuDatasetView *self,
                           const char *find,
                           const char *with,
                           int column,
                           gboolean whole,
                           gboolean ignore_case,
                           guint64 cells)
{
  g_autofree char *number = cb_text_format_count (cells);
  CbuDatasetWork *work;

  if (self->dossier == NULL || !cbu_dossier_can_change (self->dossier))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_replace);
  work->file_id = g_strdup (_cbu_dataset_view_get_file (self));
  work->text = g_strdup (find);
  work->reason = g_strdup (with);
  work->column = column;
  work->whole = whole;
  work->ignore_case = ignore_case;
  work->said = g_strdup_printf (
      ngettext ("Replaced in %s cell", "Replaced in %s cells", (gulong)cells), number);
  work->undo = "win.undo";
  _cbu_dataset_view_run_in_order (self, work, _ ("Mending"));
}

/**
 * _cbu_dataset_view_note_edit:
 * @self: the view
 * @work: a command that is through
 * @error: (nullable): why it could not be done
 *
 * A cell that could not be written is opened again with what was typed.
 *
 * Returns: whether the person was told
 */
gboolean
_cbu_dataset_view_note_edit (CbuDatasetView *self, CbuDatasetWork *work, GError *error)
{
  guint64 row = work->row - (guint64)work->header_row;
  g_autofree char *problem = NULL;

  if (work->stop != NULL)
    self->n_edits--;
  if (work->func != cbu_dataset_work_edit_cell)
    return FALSE;
  if (error == NULL)
    cbu_table_edit_done (self->table, row, (guint)work->column, work->reason);
  else
    {
      if (g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
        problem = g_strdup (
            _ ("A step of mending has made this cell: it stands in no cell of the file, "
               "and cannot be edited. Undo that step, or edit where it comes from."));
      else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        problem = cb_error_words_for (error);
      cbu_table_edit_failed (self->table, row, (guint)work->column, work->reason, problem);
    }

  return error != NULL;
}
