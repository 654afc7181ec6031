/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of a PDF, where a table has its rows. */

#include "config.h"

#include "ui/datasets/cbu-dataset-view-private.h"

/**
 * _cbu_dataset_view_show_bar:
 * @self: the view
 *
 * Of pages nothing is assumed: over them it is there only for the choice among several files.
 */
void
_cbu_dataset_view_show_bar (CbuDatasetView *self)
{
  gboolean has_pages = cbu_pages_get_reader (self->pages) != NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->columns_button), !has_pages);
  gtk_widget_set_visible (
      GTK_WIDGET (self->reading),
      _cbu_dataset_view_get_file (self) != NULL
          && (!has_pages || gtk_widget_get_visible (GTK_WIDGET (self->file_choice))));
}

/**
 * _cbu_dataset_view_show_pages:
 * @self: the view
 * @reader: (nullable): an open file that has pages; %NULL: what is shown has none
 *
 * Shows them, to whoever prepares the dataset and to whoever approves it.
 */
void
_cbu_dataset_view_show_pages (CbuDatasetView *self, CbReader *reader)
{
  cbu_pages_show (self->pages, reader);
  _cbu_dataset_view_show_bar (self);
  cbu_review_view_show_pages (self->review, reader);
  if (reader == NULL)
    return;
  cbu_table_show (self->table, NULL, NULL);
  gtk_widget_set_visible (self->seen, FALSE);
  cbu_reading_bar_show_nothing (self->reading);
  gtk_stack_set_visible_child_name (self->table_stack, "pages");
}

/**
 * _cbu_dataset_view_read_anew_cb:
 * @widget: the view
 * @name: of the action
 * @parameter: none
 *
 * For a file whose reading process has failed.
 */
void
_cbu_dataset_view_read_anew_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  CbuDatasetView *self = CBU_DATASET_VIEW (widget);

  if (self->dossier == NULL)
    return;
  g_clear_pointer (&self->reader_key, g_free);
  _cbu_dataset_view_show_table (self);
}
