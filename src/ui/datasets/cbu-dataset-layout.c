/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How the table lies in its file, as a person says it: of the row that the cursor is in. */

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
  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    if (g_str_equal (what, changes[i].name))
      {
        work->change = changes[i].change;
        work->said = g_strdup (_ (changes[i].said));
      }
  work->undo = "win.undo";
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));
}

static const char *
get_reading (CbuDatasetView *self)
{
  const char *file_id = _cbu_dataset_view_get_file (self);
  CbDatasetFile *file
      = file_id != NULL ? cb_dataset_find_file (self->dossier->dataset, file_id) : NULL;

  return file != NULL && file->options != NULL ? file->options : "";
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
  work->old_reading = g_strdup (get_reading (self));
  work->said = g_strdup (_ ("The file is read otherwise now"));
  work->undo = "win.undo";
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));
}

/**
 * _cbu_dataset_view_undo_reading:
 * @self: the view
 *
 * Reads the file as before the last change, when that was the last that was done to it.
 *
 * Returns: whether it does
 */
gboolean
_cbu_dataset_view_undo_reading (CbuDatasetView *self)
{
  CbuDatasetWork *work;

  if (self->old_reading == NULL)
    return FALSE;
  work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_restore_reading);
  work->file_id = g_strdup (self->old_reading_file);
  work->old_reading = g_steal_pointer (&self->old_reading);
  work->said = g_strdup (_ ("The file is read as before"));
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));

  return TRUE;
}

/**
 * _cbu_dataset_view_keep_reading:
 * @self: the view
 * @work: a command that is done
 *
 * Remembers how the file was read before it; what was mended since is undone first.
 */
void
_cbu_dataset_view_keep_reading (CbuDatasetView *self, CbuDatasetWork *work)
{
  if (work->func == cbu_dataset_work_mend || work->func == cbu_dataset_work_take_in)
    g_clear_pointer (&self->old_reading, g_free);
  if ((work->func != cbu_dataset_work_change_layout && work->func != cbu_dataset_work_set_reading)
      || work->old_reading == NULL)
    return;
  g_free (self->old_reading);
  g_free (self->old_reading_file);
  self->old_reading = g_steal_pointer (&work->old_reading);
  self->old_reading_file = g_strdup (work->file_id);
}
