/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Which sheet of a workbook is shown: the one that is the table, or, while nothing may be changed,
 * another one that is only looked at. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "ui/datasets/cbu-dataset-view-private.h"

/* Where its table lies is found out anew, or is as was said of it before. */
static void
set_sheet (CbuDatasetView *self, guint sheet)
{
  CbuDatasetWork *work = cbu_dataset_work_new (self->dataset_id, cbu_dataset_work_set_reading);

  work->file_id = g_strdup (_cbu_dataset_view_get_file (self));
  work->header_row = -1;
  work->sheet = (int)sheet;
  work->history = CBU_DATASET_HISTORY_SAY;
  work->said = g_strdup (_ ("Another sheet is the table now"));
  work->undo = "win.undo";
  _cbu_dataset_view_run (self, work, _ ("Reading the file anew"));
}

/**
 * _cbu_dataset_view_choose_sheet:
 * @self: the view
 * @sheet: of the workbook, 0-based
 *
 * Has another sheet be the table; while the dataset is being sent, it is only shown.
 */
void
_cbu_dataset_view_choose_sheet (CbuDatasetView *self, guint sheet)
{
  if (cbu_dossier_can_change (self->dossier))
    {
      set_sheet (self, sheet);
      return;
    }
  self->seen_sheet = (int)sheet == self->own_sheet ? -1 : (int)sheet;
  _cbu_dataset_view_show_table (self);
}

/**
 * _cbu_dataset_view_look_at_table:
 * @self: the view
 *
 * Goes back from a sheet that is only looked at.
 *
 * Returns: whether it was not the table that was shown
 */
gboolean
_cbu_dataset_view_look_at_table (CbuDatasetView *self)
{
  if (self->seen_sheet < 0)
    return FALSE;
  self->seen_sheet = -1;
  _cbu_dataset_view_show_table (self);

  return TRUE;
}

/**
 * _cbu_dataset_view_look_at_table_cb:
 * @widget: the view
 * @name: of the action
 * @parameter: none
 */
void
_cbu_dataset_view_look_at_table_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  _cbu_dataset_view_look_at_table (CBU_DATASET_VIEW (widget));
}

/**
 * _cbu_dataset_view_show_seen_sheet:
 * @self: the view
 * @info: of the sheet that is shown
 *
 * Says so when it is not the table.
 */
void
_cbu_dataset_view_show_seen_sheet (CbuDatasetView *self, const CbFileInfo *info)
{
  const GPtrArray *sheets = info->sheets;
  g_autofree char *text = NULL;

  if (self->seen_sheet < 0)
    self->own_sheet = info->sheet;
  gtk_widget_set_visible (self->seen, self->seen_sheet >= 0);
  if (self->seen_sheet < 0 || (guint)self->seen_sheet >= sheets->len || self->own_sheet < 0
      || (guint)self->own_sheet >= sheets->len)
    return;
  /* Translators: two sheets of a workbook */
  text = g_strdup_printf (
      _ ("“%s” is only shown here. What is being sent is the sheet “%s”; nothing of it can be "
         "changed now."),
      ((CbSheetInfo *)g_ptr_array_index (sheets, self->seen_sheet))->name,
      ((CbSheetInfo *)g_ptr_array_index (sheets, self->own_sheet))->name);
  gtk_label_set_label (self->seen_text, text);
}
