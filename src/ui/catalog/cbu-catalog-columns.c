/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-columns.h"

#include <glib/gi18n-lib.h>

#include "ui/catalog/cbu-catalog-rows.h"
#include "ui/widgets/cbu-a11y.h"
#include "ui/widgets/cbu-parts.h"
#include "ui/widgets/cbu-value.h"

/* Names are long: one is read whole, not in its tooltip. */
#define MAX_LINES 3

enum
{
  COLUMN_CODE,
  COLUMN_TITLE,
  COLUMN_FIELD,
  COLUMN_OWNER,
  COLUMN_FREQUENCY,
};

/* In pixels: alone, and beside an item. The name has the rest. */
static const int widths[][2] = {
  [COLUMN_CODE] = { 90, 76 },    [COLUMN_TITLE] = { -1, -1 },       [COLUMN_FIELD] = { 130, 86 },
  [COLUMN_OWNER] = { 160, 104 }, [COLUMN_FREQUENCY] = { 130, 104 },
};

static void
setup_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  GtkWidget *label = cbu_wrapped_label_new (NULL, NULL);

  gtk_label_set_lines (GTK_LABEL (label), MAX_LINES);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);

  gtk_list_item_set_child (item, label);
}

static void
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const CbuCatalogRow *row = cbu_value_get (gtk_list_item_get_item (item));
  const CbCatalogItem *value = row->item;
  GtkWidget *label = gtk_list_item_get_child (item);
  const char *texts[] = {
    [COLUMN_CODE] = value->code,
    [COLUMN_TITLE] = value->title,
    [COLUMN_FIELD] = value->field,
    [COLUMN_OWNER] = value->owner,
    [COLUMN_FREQUENCY] = cb_frequency_title (value->frequency),
  };
  const char *text = texts[GPOINTER_TO_UINT (user_data)];

  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  gtk_widget_set_tooltip_text (label, text);
  cbu_a11y_name_row (label, text != NULL ? text : "");
}

/**
 * cbu_catalog_columns_add:
 * @view: a table of #CbuValue of #CbuCatalogRow
 */
void
cbu_catalog_columns_add (GtkColumnView *view)
{
  const char *titles[] = {
    [COLUMN_CODE] = _ ("Code"),           [COLUMN_TITLE] = _ ("Name"),
    [COLUMN_FIELD] = _ ("Field"),         [COLUMN_OWNER] = _ ("Agency"),
    [COLUMN_FREQUENCY] = _ ("How often"),
  };

  for (guint i = 0; i < G_N_ELEMENTS (titles); i++)
    {
      GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
      g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new (titles[i], factory);

      g_signal_connect (factory, "setup", G_CALLBACK (setup_cell_cb), NULL);
      g_signal_connect (factory, "bind", G_CALLBACK (bind_cell_cb), GUINT_TO_POINTER (i));
      gtk_column_view_column_set_resizable (column, TRUE);
      gtk_column_view_column_set_fixed_width (column, widths[i][FALSE]);
      gtk_column_view_column_set_expand (column, i == COLUMN_TITLE);
      gtk_column_view_append_column (view, column);
    }
}

/**
 * cbu_catalog_columns_set_beside:
 * @view: of cbu_catalog_columns_add()
 * @beside_item: whether an item is shown beside it
 *
 * Beside an item the names need the room more than what is said at the side, too.
 */
void
cbu_catalog_columns_set_beside (GtkColumnView *view, gboolean beside_item)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (i != COLUMN_TITLE)
        gtk_column_view_column_set_fixed_width (column, widths[i][beside_item]);
    }
}
