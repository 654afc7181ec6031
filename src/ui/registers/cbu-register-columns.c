/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-register-columns.h"

#include <glib/gi18n-lib.h>

#include "ui/registers/cbu-register-rows.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-value.h"

#define MAX_LINES 3

typedef enum
{
  COLUMN_NUMBER,
  COLUMN_SUBJECT,
  COLUMN_STATE,
  COLUMN_DUE,
} Column;

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = cbu_wrapped_label_new (NULL, NULL);

  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_list_item_set_child (item, label);
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const CbuRegisterRow *row = cbu_value_get (gtk_list_item_get_item (item));
  GtkWidget *label = gtk_list_item_get_child (item);
  Column column = (Column)GPOINTER_TO_UINT (user_data);
  const char *texts[] = {
    [COLUMN_NUMBER] = row->number,
    [COLUMN_SUBJECT] = *row->subject != '\0' ? row->subject : _ ("nothing written yet"),
    [COLUMN_STATE] = cb_record_get_standing (row->record),
    [COLUMN_DUE] = row->due != NULL ? row->due : "",
  };

  gtk_label_set_label (GTK_LABEL (label), texts[column]);
  gtk_widget_set_tooltip_text (label, texts[column]);
  gtk_widget_remove_css_class (label, "error");
  gtk_widget_remove_css_class (label, "dim-label");
  if (column == COLUMN_DUE && row->late)
    gtk_widget_add_css_class (label, "error");
  if (column == COLUMN_SUBJECT && *row->subject == '\0')
    gtk_widget_add_css_class (label, "dim-label");
  cbu_a11y_name_row (label, texts[column]);
}

/**
 * cbu_register_columns_add:
 * @view: a table of #CbuValue of #CbuRegisterRow
 */
void
cbu_register_columns_add (GtkColumnView *view)
{
  const struct
  {
    const char *title;
    int width;
  } columns[] = { [COLUMN_NUMBER] = { _ ("Number"), 108 },
                  [COLUMN_SUBJECT] = { _ ("What it is about"), -1 },
                  [COLUMN_STATE] = { _ ("State"), 108 },
                  [COLUMN_DUE] = { _ ("Due"), 150 } };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column
          = gtk_column_view_column_new (columns[i].title, factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      if (columns[i].width > 0)
        gtk_column_view_column_set_fixed_width (column, columns[i].width);
      else
        gtk_column_view_column_set_expand (column, TRUE);
      gtk_column_view_append_column (view, column);
    }
}
