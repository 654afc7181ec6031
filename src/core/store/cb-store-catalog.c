/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-catalog.h"

#include "base/cb-error.h"
#include "core/store/cb-store-private.h"

#define ITEM_COLUMNS                                                                               \
  "code, title, description, field, owner, frequency, frequency_text, formats, sharing, "          \
  "deadline_text, note, source_row"

/**
 * cb_catalog_version_free:
 * @self: (nullable) (transfer full): a version
 */
void
cb_catalog_version_free (CbCatalogVersion *self)
{
  if (self == NULL)
    return;

  g_free (self->decision);
  g_free (self);
}

static gpointer
read_item (CbStatement *row)
{
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = cb_statement_dup_text (row);
  item->title = cb_statement_dup_text (row);
  item->description = cb_statement_dup_text (row);
  item->field = cb_statement_dup_text (row);
  item->owner = cb_statement_dup_text (row);
  item->frequency = cb_frequency_from_name (cb_statement_peek_text (row));
  item->frequency_text = cb_statement_dup_text (row);
  item->formats = cb_statement_dup_text (row);
  item->sharing = cb_statement_dup_text (row);
  item->deadline_text = cb_statement_dup_text (row);
  item->note = cb_statement_dup_text (row);
  item->source_row = (guint)cb_statement_get_int (row);
  return item;
}

static void
put_item (CbStatement *statement, const CbCatalogItem *item)
{
  cb_statement_put_text (statement, item->code);
  cb_statement_put_text (statement, item->title);
  cb_statement_put_text (statement, item->description);
  cb_statement_put_text (statement, item->field);
  cb_statement_put_text (statement, item->owner);
  cb_statement_put_text (statement, cb_frequency_name (item->frequency));
  cb_statement_put_text (statement, item->frequency_text);
  cb_statement_put_text (statement, item->formats);
  cb_statement_put_text (statement, item->sharing);
  cb_statement_put_text (statement, item->deadline_text);
  cb_statement_put_text (statement, item->note);
  cb_statement_put_int (statement, item->source_row);
}

static gpointer
read_version (CbStatement *row)
{
  CbCatalogVersion *version = g_new0 (CbCatalogVersion, 1);

  version->version = (guint)cb_statement_get_int (row);
  version->decision = cb_statement_dup_text (row);
  version->imported_us = cb_statement_get_int (row);
  version->items = (guint)cb_statement_get_int (row);
  return version;
}

typedef struct
{
  const char *decision;
  GPtrArray *items;
  guint version;
} AddCall;

static gboolean
next_version (CbStore *self, guint *version, GError **error)
{
  CbStatement *statement
      = _cb_store_statement (self, "SELECT COALESCE (MAX (version), 0) + 1 FROM catalog_versions");

  if (!cb_statement_next (statement, error))
    return FALSE;

  *version = (guint)cb_statement_get_int (statement);
  cb_statement_end (statement);
  return TRUE;
}

static gboolean
add_cb (CbStore *self, gpointer user_data, GError **error)
{
  AddCall *call = user_data;
  CbStatement *statement;

  if (!next_version (self, &call->version, error))
    return FALSE;

  statement = _cb_store_statement (
      self, "INSERT INTO catalog_versions (version, decision, imported_us) VALUES (?, ?, ?)");
  cb_statement_put_int (statement, call->version);
  cb_statement_put_text (statement, call->decision);
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  if (!cb_statement_run (statement, error))
    return FALSE;

  for (guint i = 0; i < call->items->len; i++)
    {
      statement
          = _cb_store_statement (self, "INSERT INTO catalog_items (version, position, " ITEM_COLUMNS
                                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
      cb_statement_put_int (statement, call->version);
      cb_statement_put_int (statement, i);
      put_item (statement, g_ptr_array_index (call->items, i));
      if (!cb_statement_run (statement, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_store_add_catalog:
 * @self: a store
 * @decision: (nullable): the decision it was issued with
 * @items: (element-type CbCatalogItem): all of it, in its order; codes differ
 * @error: %CB_ERROR_INVALID when two items have one code
 *
 * A catalog as it was imported becomes the current version, all of it or nothing. Older versions
 * are kept: what was published answered to them (product.md B1).
 *
 * Returns: its version, 0 on error
 */
guint
cb_store_add_catalog (CbStore *self, const char *decision, GPtrArray *items, GError **error)
{
  AddCall call = { .decision = decision != NULL ? decision : "", .items = items };

  g_return_val_if_fail (items != NULL, 0);

  return cb_store_run (self, add_cb, &call, error) ? call.version : 0;
}

/**
 * cb_store_list_catalog_versions:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbCatalogVersion): the newest first
 */
GPtrArray *
cb_store_list_catalog_versions (CbStore *self, GError **error)
{
  CbQuery query = { .sql = "SELECT version, decision, imported_us, (SELECT COUNT (*) FROM "
                           "catalog_items i WHERE i.version = v.version) "
                           "FROM catalog_versions v ORDER BY version DESC",
                    .read = read_version,
                    .destroy = (GDestroyNotify)cb_catalog_version_free };

  return _cb_store_list (self, &query, error);
}

/**
 * cb_store_list_catalog:
 * @self: a store
 * @version: which, or %CB_CATALOG_CURRENT
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbCatalogItem): in its order; empty when there is none
 */
GPtrArray *
cb_store_list_catalog (CbStore *self, guint version, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", version);
  CbQuery query = { .sql = "SELECT " ITEM_COLUMNS " FROM catalog_items WHERE version = "
                           "COALESCE (NULLIF (CAST (? AS INTEGER), 0), "
                           "(SELECT MAX (version) FROM catalog_versions)) ORDER BY position",
                    .text = { number },
                    .n_text = 1,
                    .read = read_item,
                    .destroy = (GDestroyNotify)cb_catalog_item_free };

  return _cb_store_list (self, &query, error);
}

/**
 * cb_store_get_catalog_item:
 * @self: a store
 * @code: of an item of the current version
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the item
 */
CbCatalogItem *
cb_store_get_catalog_item (CbStore *self, const char *code, GError **error)
{
  CbQuery query = { .sql = "SELECT " ITEM_COLUMNS " FROM catalog_items WHERE code = ? AND "
                           "version = (SELECT MAX (version) FROM catalog_versions)",
                    .text = { code },
                    .n_text = 1,
                    .read = read_item,
                    .destroy = (GDestroyNotify)cb_catalog_item_free };

  return _cb_store_find (self, &query, "catalog item", error);
}
