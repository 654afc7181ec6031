/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "core/catalog/cb-catalog-search.h"

/**
 * cb_workplace_list_catalog:
 * @self: a workplace
 * @search: (nullable): words, in any order, without regard to case and diacritics
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbCatalogItem): the items in the order of the decision
 */
GPtrArray *
cb_workplace_list_catalog (CbWorkplace *self, const char *search, GError **error)
{
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) found = NULL;
  GPtrArray *copies;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  all = cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error);
  if (all == NULL || search == NULL || search[0] == '\0')
    return g_steal_pointer (&all);
  found = cb_catalog_search (all, search);
  copies = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  for (guint i = 0; i < found->len; i++)
    g_ptr_array_add (copies, cb_catalog_item_copy (g_ptr_array_index (found, i)));

  return copies;
}

/**
 * cb_workplace_get_item:
 * @self: a workplace
 * @code: of a catalog item
 * @error: %CB_ERROR_NOT_FOUND when the catalog in force has none
 *
 * Returns: (transfer full): the item
 */
CbCatalogItem *
cb_workplace_get_item (CbWorkplace *self, const char *code, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_get_catalog_item (self->store, code, error);
}
