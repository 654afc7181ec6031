/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "core/catalog/cb-catalog-import.h"
#include "core/rules/cb-obligations.h"
#include "core/store/cb-journal.h"

/* A catalog is thousands of lines, not millions; what is longer is something else. */
#define MAX_CATALOG_ROWS 100000
#define ROWS_AT_ONCE 1000

static GPtrArray *
read_all_rows (CbReader *reader, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) all = g_ptr_array_new_with_free_func ((GDestroyNotify)g_strfreev);
  guint64 first = 0;

  for (;;)
    {
      g_autoptr (CbRows) rows
          = cb_reader_read_rows (reader, first, ROWS_AT_ONCE, cancellable, error);

      if (rows == NULL)
        return NULL;
      for (guint i = 0; i < rows->cells->len; i++)
        g_ptr_array_add (all, g_strdupv (g_ptr_array_index (rows->cells, i)));
      if (rows->cells->len == 0)
        return g_steal_pointer (&all);
      first += rows->cells->len;
      if (first > MAX_CATALOG_ROWS)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "more than %d rows", MAX_CATALOG_ROWS);
          return NULL;
        }
    }
}

static GPtrArray *
describe_problems (GPtrArray *problems)
{
  GPtrArray *sentences = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    {
      const CbCatalogProblem *problem = g_ptr_array_index (problems, i);

      if (problem->row == 0)
        g_ptr_array_add (sentences, g_strdup_printf ("%s %s", problem->what, problem->remedy));
      else
        /* Translators: row number, what is wrong, what was done about it */
        g_ptr_array_add (sentences, g_strdup_printf (_ ("Row %u: %s %s"), problem->row,
                                                     problem->what, problem->remedy));
    }

  return sentences;
}

typedef struct
{
  CbWorkplace *workplace;
  const char *decision;
  GPtrArray *items;
} Import;

static gboolean
import_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  Import *import = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "decision", import->decision);
  json_object_set_int_member (detail, "items", import->items->len);
  return cb_store_add_catalog (store, import->decision, import->items, error) != 0
         && cb_journal_append (store, "", "catalog.imported", "catalog", detail, error);
}

/**
 * cb_workplace_import_catalog:
 * @self: a workplace
 * @file: the danh mục, as CSV
 * @decision: (nullable): number and date of the decision it is from
 * @problems: (out) (optional) (element-type utf8): what could not be understood, a sentence each
 * @cancellable: (nullable): stops it
 * @error: why not: the catalog that was there stays
 *
 * Returns: the number of items taken in, 0 with @error set when it failed
 */
guint
cb_workplace_import_catalog (CbWorkplace *self,
                             GFile *file,
                             const char *decision,
                             GPtrArray **problems,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (CbReader) reader = _cb_workplace_read_file (file, cancellable, error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) items = NULL;
  const CbFileInfo *info;
  Import import = { self, decision != NULL ? decision : "", NULL };

  g_return_val_if_fail (CB_IS_WORKPLACE (self), 0);

  if (reader == NULL)
    return 0;
  rows = read_all_rows (reader, cancellable, error);
  info = cb_reader_get_info (reader);
  if (rows != NULL)
    items = cb_catalog_import ((const char *const *)info->columns, rows, info->header_row + 1,
                               &found, error);
  cb_reader_close (reader);
  if (items == NULL)
    return 0;
  if (problems != NULL)
    *problems = describe_problems (found);
  import.items = items;
  if (!cb_store_run (self->store, import_in_transaction, &import, error))
    return 0;
  _cb_workplace_changed (self, "catalog");
  return items->len;
}

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
