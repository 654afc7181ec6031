/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/registers/cbu-register-columns.h"

#include <glib/gi18n-lib.h>

#include "ui/registers/cbu-register-rows.h"
#include "ui/widgets/cbu-column.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-value.h"

typedef enum
{
  COLUMN_NUMBER,
  COLUMN_SUBJECT,
  COLUMN_STATE,
  COLUMN_DUE,
} Column;

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

  cbu_column_show (item, texts[column]);
  gtk_widget_remove_css_class (label, "error");
  gtk_widget_remove_css_class (label, "dim-label");
  if (column == COLUMN_DUE && row->late)
    gtk_widget_add_css_class (label, "error");
  if (column == COLUMN_SUBJECT && *row->subject == '\0')
    gtk_widget_add_css_class (label, "dim-label");
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
    cbu_column_add (view, columns[i].title,
                    columns[i].width > 0 ? cbu_scale_to_text (GTK_WIDGET (view), columns[i].width)
                                         : -1,
                    G_CALLBACK (bind_cb), i);
}
