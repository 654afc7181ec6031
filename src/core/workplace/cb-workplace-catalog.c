/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "core/catalog/cb-catalog-search.h"
#include "core/rules/cb-obligations.h"

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

/**
 * cb_workplace_list_obligations:
 * @self: a workplace
 * @on: (nullable): as if it were this day; %NULL: today, by the workplace's clock
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbObligation): what is due, the most urgent first
 */
GPtrArray *
cb_workplace_list_obligations (CbWorkplace *self, const GDate *on, GError **error)
{
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (self);
  GDate today;

  items = cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error);
  if (items == NULL)
    return NULL;
  datasets = cb_store_list_datasets (self->store, error);
  if (datasets == NULL)
    return NULL;
  if (on != NULL)
    today = *on;
  else
    {
      g_autoptr (GDateTime) now = cb_clock_now_local (self->clock);

      g_date_clear (&today, 1);
      g_date_set_dmy (&today, (GDateDay)g_date_time_get_day_of_month (now),
                      (GDateMonth)g_date_time_get_month (now),
                      (GDateYear)g_date_time_get_year (now));
    }

  return cb_obligations_list_for_datasets (items, profile, self->holidays, &today, datasets);
}
