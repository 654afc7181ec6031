/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-columns.h"

#include <glib/gi18n-lib.h>

#include "ui/catalog/cbu-catalog-rows.h"
#include "ui/widgets/cbu-column.h"
#include "ui/widgets/cbu-value.h"

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
bind_cell_cb (GtkSignalListItemFactory *factory, GtkListItem *item, gpointer user_data)
{
  const CbuCatalogRow *row = cbu_value_get (gtk_list_item_get_item (item));
  const CbCatalogItem *value = row->item;
  const char *texts[] = {
    [COLUMN_CODE] = value->code,
    [COLUMN_TITLE] = value->title,
    [COLUMN_FIELD] = value->field,
    [COLUMN_OWNER] = value->owner,
    [COLUMN_FREQUENCY] = cb_frequency_title (value->frequency),
  };

  cbu_column_show (item, texts[GPOINTER_TO_UINT (user_data)]);
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
    cbu_column_add (view, titles[i], widths[i][FALSE], G_CALLBACK (bind_cell_cb), i);
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
