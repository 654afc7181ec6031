/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-search.h"

#include "base/cb-text.h"

/* What is searched of an item, folded. */
static char *
fold_item (const CbCatalogItem *item)
{
  const char *parts[] = { item->code, item->title, item->field, item->owner, item->description };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (text, "%s\n", parts[i] != NULL ? parts[i] : "");

  return cb_text_fold (text->str);
}

/**
 * cb_catalog_search:
 * @items: (element-type CbCatalogItem): a catalog
 * @search: (nullable): what a person typed, with or without diacritics; %NULL or "": all
 *
 * Returns: (transfer container) (element-type CbCatalogItem): those in which every word is found,
 *   in the catalog's order; they belong to @items
 */
GPtrArray *
cb_catalog_search (GPtrArray *items, const char *search)
{
  g_autofree char *needle = cb_text_fold (search != NULL ? search : "");
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (items != NULL, found);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = items->pdata[i];
      g_autofree char *folded = needle[0] != '\0' ? fold_item (item) : NULL;

      if (folded == NULL || cb_text_holds_words (folded, needle))
        g_ptr_array_add (found, item);
    }

  return found;
}
