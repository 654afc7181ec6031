/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/catalog/cbu-catalog-rows.h"

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "ui/widgets/cbu-value.h"

static void
free_row (gpointer data)
{
  CbuCatalogRow *row = data;

  cb_catalog_item_free (row->item);
  g_free (row);
}

/**
 * cbu_catalog_state_title:
 * @state: how far an item is
 *
 * Returns: (transfer none): that, for people
 */
const char *
cbu_catalog_state_title (CbuCatalogState state)
{
  switch (state)
    {
    case CBU_CATALOG_NOTHING:
      return _ ("Nothing yet");
    case CBU_CATALOG_PREPARED:
      return _ ("Being prepared");
    case CBU_CATALOG_PUBLISHED:
      return _ ("Published");
    default:
      g_return_val_if_reached ("");
    }
}

/* Codes of items to their state; what is not there has nothing yet. */
static GHashTable *
read_states (CbWorkplace *workplace, GError **error)
{
  g_autoptr (GPtrArray) datasets = cb_workplace_list_datasets (workplace, error);
  g_autoptr (GHashTable) states = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  if (datasets == NULL)
    return NULL;
  for (guint i = 0; i < datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (datasets, i);
      guint state
          = dataset->state == CB_DATASET_PUBLISHED ? CBU_CATALOG_PUBLISHED : CBU_CATALOG_PREPARED;
      guint before;

      if (dataset->item_code == NULL)
        continue;
      before = GPOINTER_TO_UINT (g_hash_table_lookup (states, dataset->item_code));
      g_hash_table_insert (states, g_strdup (dataset->item_code),
                           GUINT_TO_POINTER (MAX (state, before)));
    }
  return g_steal_pointer (&states);
}

static const char *
get_text (const char *text)
{
  return text != NULL ? text : "";
}

/**
 * cbu_catalog_rows_read:
 * @workplace: where from
 * @error: why not
 *
 * Blocks; for worker threads.
 *
 * Returns: (transfer full) (element-type CbuValue): of #CbuCatalogRow, in the order of the decision
 */
GPtrArray *
cbu_catalog_rows_read (CbWorkplace *workplace, GError **error)
{
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (workplace, NULL, error);
  g_autoptr (GHashTable) states = items != NULL ? read_states (workplace, error) : NULL;
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_object_unref);

  if (states == NULL)
    return NULL;
  for (guint i = 0; i < items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (items, i);
      CbuCatalogRow *row = g_new0 (CbuCatalogRow, 1);
      g_autofree char *text = g_strjoin (" ", get_text (item->code), get_text (item->title),
                                         get_text (item->field), get_text (item->owner), NULL);

      row->item = cb_catalog_item_copy (item);
      row->state
          = (CbuCatalogState)GPOINTER_TO_UINT (g_hash_table_lookup (states, get_text (item->code)));
      g_ptr_array_add (values, cbu_value_new (row, free_row, cb_text_fold (text)));
    }
  return g_steal_pointer (&values);
}
