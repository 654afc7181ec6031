/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/widgets/cbu-column.h"

#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"

/* Names are long: one is read whole, not in its tooltip. */
#define MAX_LINES 3

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = cbu_wrapped_label_new (NULL, NULL);

  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

/**
 * cbu_column_add:
 * @view: a table
 * @title: of the column
 * @width: in pixels; -1: it takes the room that is left
 * @bind: (scope async): of a #GtkSignalListItemFactory: shows a row by cbu_column_show()
 * @position: handed to @bind as its data, to tell one column from another
 *
 * Adds a column of text, whose width a person may change.
 */
void
cbu_column_add (GtkColumnView *view, const char *title, int width, GCallback bind, guint position)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (title, factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", bind, GUINT_TO_POINTER (position));
  gtk_column_view_column_set_resizable (column, TRUE);
  gtk_column_view_column_set_fixed_width (column, width);
  gtk_column_view_column_set_expand (column, width < 0);
  gtk_column_view_append_column (view, column);
}

/**
 * cbu_column_show:
 * @item: of a column of cbu_column_add()
 * @text: (nullable): what stands in it, and in its tooltip; a screen reader says it
 */
void
cbu_column_show (GtkListItem *item, const char *text)
{
  GtkWidget *label = gtk_list_item_get_child (item);

  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, text);
  cbu_a11y_name_row (label, text != NULL ? text : "");
}
