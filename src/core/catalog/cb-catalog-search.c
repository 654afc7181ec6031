/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-search.h"

#include <string.h>

#include "base/cb-text.h"

/**
 * cb_catalog_fold:
 * @item: an item
 *
 * Returns: (transfer full): all that is searched of it, folded: made once, for every letter that is
 *   typed later
 */
char *
cb_catalog_fold (const CbCatalogItem *item)
{
  const char *parts[] = { item->code, item->title, item->field, item->owner, item->description };
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    g_string_append_printf (text, "%s\n", parts[i] != NULL ? parts[i] : "");

  return cb_text_fold (text->str);
}

/**
 * cb_catalog_split_search:
 * @search: (nullable): what a person typed
 *
 * Returns: (transfer full): its folded words
 */
GStrv
cb_catalog_split_search (const char *search)
{
  g_autofree char *folded = cb_text_fold (search != NULL ? search : "");

  return g_strsplit (folded, " ", -1);
}

/**
 * cb_catalog_matches:
 * @folded: what cb_catalog_fold() made of an item
 * @words: what cb_catalog_split_search() made of what was typed
 *
 * Returns: whether each word is somewhere in it, in any order
 */
gboolean
cb_catalog_matches (const char *folded, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (folded, words[i]) == NULL)
      return FALSE;

  return TRUE;
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
  g_auto (GStrv) words = cb_catalog_split_search (search);
  GPtrArray *found = g_ptr_array_new ();

  g_return_val_if_fail (items != NULL, found);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = items->pdata[i];
      g_autofree char *folded = words[0] != NULL ? cb_catalog_fold (item) : NULL;

      if (folded == NULL || cb_catalog_matches (folded, (const char *const *)words))
        g_ptr_array_add (found, item);
    }

  return found;
}
