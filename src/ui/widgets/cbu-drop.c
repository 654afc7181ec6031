/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-drop.h"

static gboolean
on_drop_cb (GtkDropTarget *target, const GValue *value, double x, double y, gpointer user_data)
{
  CbuFilesFunc dropped = g_object_get_data (G_OBJECT (target), "cbu-dropped");
  g_autoptr (GListStore) files = g_list_store_new (G_TYPE_FILE);
  g_autoptr (GSList) list = gdk_file_list_get_files (g_value_get_boxed (value));

  for (GSList *link = list; link != NULL; link = link->next)
    g_list_store_append (files, link->data);
  if (g_list_model_get_n_items (G_LIST_MODEL (files)) == 0)
    return FALSE;
  dropped (user_data, G_LIST_MODEL (files));
  return TRUE;
}

/**
 * cbu_take_drops:
 * @widget: where files may be dropped
 * @dropped: called with those that were
 */
void
cbu_take_drops (GtkWidget *widget, CbuFilesFunc dropped)
{
  GtkDropTarget *target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  g_object_set_data (G_OBJECT (target), "cbu-dropped", (gpointer)dropped);
  g_signal_connect (target, "drop", G_CALLBACK (on_drop_cb), widget);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
