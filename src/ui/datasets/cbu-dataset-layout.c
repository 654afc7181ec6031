/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a person says of a file: how it is read, how the table lies in it, what its columns are. It
 * can be undone. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/datasets/cbu-dataset-view-private.h"

static const struct
{
  const char *name;
  CbLayoutChange change;
  const char *said;
} changes[] = {
  { "header", CB_LAYOUT_HEADER_ROW, N_ ("The header is another row now") },
  { "last", CB_LAYOUT_LAST_ROW, N_ ("The table ends there now") },
  { "take-out", CB_LAYOUT_TAKE_OUT, N_ ("The row is not of the table any more") },
  { "take-in", CB_LAYOUT_TAKE_IN, N_ ("The row is of the table now") },
  { "anew", CB_LAYOUT_ANEW, N_ ("The table was looked for anew") },
};

/**
 * _cbu_dataset_view_change_layout_cb:
 * @widget: the view
 * @name: of the action
 * @parameter: a string: what is said of the row
 */
void
_cbu_dataset_view_change_layout_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);
  CbReader *reader = cbu_table_get_reader (self->table);
  const char *what = g_variant_get_string (parameter, NULL);
  CbuDatasetWork *work;
  guint64 row = 0;
  guint column;

  if (self->dossier == NULL || reader == NULL || !cbu_dossier_can_change (self->dossier)
      || (!cbu_grid_get_cursor (cbu_table_get_grid (self->table), &row, &column)
          && !g_str_equal (what, "anew")))
    {
      gtk_widget_error_bell (widget);
      return;
    }
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_change_layout);
  work->file_id = g_strdup (_cbu_dataset_view_get_file (self));
  work->row = row + cb_reader_get_info (reader)->header_row;
  work->sheet = cb_reader_get_info (reader)->sheet;
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_str_equal (what, changes[i].name))
      {
        work->change = changes[i].change;
        work->said = g_strdup (_ (changes[i].said));
      }
  work->history = CBU_DATASET_HISTORY_SAY;
  work->undo = "win.undo";
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));
}

/**
 * _cbu_dataset_view_set_reading:
 * @self: the view
 *
 * Reads the file as the bar over the table says.
 */
void
_cbu_dataset_view_set_reading (CbuDatasetView *self)
{
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_set_reading);

  work->file_id = g_strdup (_cbu_dataset_view_get_file (self));
  if (cbu_table_get_sheet (self->table) < 0)
    {
      work->text = g_strdup (cbu_reading_bar_get_encoding (self->reading));
      work->reason = g_strdup (cbu_reading_bar_get_delimiter (self->reading));
    }
  work->sheet = cbu_table_get_sheet (self->table);
  work->header_row = cbu_reading_bar_get_header_row (self->reading, &work->header_rows);
  work->history = CBU_DATASET_HISTORY_SAY;
  work->said = g_strdup (_ ("The file is read otherwise now"));
  work->undo = "win.undo";
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));
}

/**
 * _cbu_dataset_view_set_schema:
 * @self: the view
 *
 * Keeps what the columns are, as the person has it.
 */
void
_cbu_dataset_view_set_schema (CbuDatasetView *self)
{
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_set_schema);

  work->file_id = g_strdup (cbu_columns_view_get_file (self->columns));
  work->text = cbu_columns_view_dup_json (self->columns);
  work->history = CBU_DATASET_HISTORY_SAY;
  work->said = g_strdup (_ ("The columns are kept"));
  work->undo = "win.undo";
  _cbu_dataset_view_run (self, work, _ ("Keeping the columns"));
}

/**
 * _cbu_dataset_view_step_history:
 * @self: the view
 * @undone: says again what was undone, instead of taking back what was said
 *
 * Of the file that is looked at: how it is read, and what its columns are.
 *
 * Returns: whether there was something
 */
gboolean
_cbu_dataset_view_step_history (CbuDatasetView *self, gboolean undone)
{
  CbuSaid *said = cbu_history_take (self->history, _cbu_dataset_view_get_file (self), undone);
  CbuDatasetWork *work;

  if (said == NULL)
    return FALSE;
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_say_as_before);
  work->file_id = g_strdup (said->file_id);
  work->said_before = said;
  work->history = undone ? CBU_DATASET_HISTORY_REDO : CBU_DATASET_HISTORY_UNDO;
  if (said->of_schema)
    work->said = g_strdup (undone ? _ ("The columns are kept") : _ ("The columns are as before"));
  else
    work->said = g_strdup (undone ? _ ("The file is read otherwise now")
                                  : _ ("The file is read as before"));
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));

  return TRUE;
}

/**
 * _cbu_dataset_view_note_history:
 * @self: the view
 * @work: a command that is done
 * @done: whether it could be
 *
 * Remembers what was said before it. What was mended since is undone first.
 */
void
_cbu_dataset_view_note_history (CbuDatasetView *self, CbuDatasetWork *work, gboolean done)
{
  gboolean undoes = work->history == CBU_DATASET_HISTORY_UNDO;

  if (done
      && (work->func == cbu_dataset_work_mend || work->func == cbu_dataset_work_edit_cell
          || work->func == cbu_dataset_work_replace || work->func == cbu_dataset_work_take_in)
      && work->file_id != NULL)
    cbu_history_forget (self->history, work->file_id);
  if (work->history == CBU_DATASET_HISTORY_NONE)
    return;
  if (work->history == CBU_DATASET_HISTORY_SAY)
    {
      if (done && work->old != NULL)
        cbu_history_add (
            self->history,
            cbu_said_new (work->file_id, work->func == cbu_dataset_work_set_schema, work->old));
      return;
    }
  if (done)
    cbu_history_put (self->history,
                     cbu_said_new (work->file_id, work->said_before->of_schema, work->old), undoes);
  else
    cbu_history_put (self->history, g_steal_pointer (&work->said_before), !undoes);
}
