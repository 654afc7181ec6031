/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-catalog.h"

#include "base/cb-error.h"
#include "core/store/cb-store-private.h"

#define ITEM_COLUMNS                                                                               \
  "code, title, description, field, owner, frequency, frequency_text, formats, sharing, "          \
  "deadline_text, note, source_row, source_cells"

/* The version that counts on the day ?; 0 when there is none. A clock that was set back hides none:
 * where no day has come, the latest counts. */
#define CURRENT                                                                                    \
  "COALESCE ((SELECT version FROM catalog_versions WHERE held = 0 "                                \
  "ORDER BY in_force_from <= ? DESC, in_force_from DESC, version DESC LIMIT 1), 0)"

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
  g_free (self->issued);
  g_free (self->effective);
  g_free (self->replaces);
  g_free (self->file_name);
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
  item->source_cells = cb_statement_dup_text (row);
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
  cb_statement_put_text (statement, item->source_cells);
}

static char *
dup_today (CbStore *self)
{
  g_autoptr (GDateTime) now = cb_clock_now_local (cb_store_get_clock (self));

  return g_date_time_format (now, "%Y-%m-%d");
}

static gpointer
read_version (CbStatement *row)
{
  CbCatalogVersion *version = g_new0 (CbCatalogVersion, 1);

  version->version = (guint)cb_statement_get_int (row);
  version->decision = cb_statement_dup_text (row);
  version->imported_us = cb_statement_get_int (row);
  version->items = (guint)cb_statement_get_int (row);
  version->issued = cb_statement_dup_text (row);
  version->effective = cb_statement_dup_text (row);
  version->replaces = cb_statement_dup_text (row);
  version->file_name = cb_statement_dup_text (row);
  version->held = cb_statement_get_int (row) != 0;
  version->in_force = cb_statement_get_int (row) != 0;
  return version;
}

typedef struct
{
  const CbCatalogVersion *about;
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
add_version (CbStore *self, const AddCall *call, GError **error)
{
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO catalog_versions (version, decision, imported_us, issued, effective, "
            "replaces, file_name, held, in_force_from) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  g_autofree char *today = dup_today (self);
  const CbCatalogVersion *about = call->about;

  cb_statement_put_int (statement, call->version);
  cb_statement_put_text (statement, about->decision != NULL ? about->decision : "");
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  cb_statement_put_text (statement, about->issued);
  cb_statement_put_text (statement, about->effective);
  cb_statement_put_text (statement, about->replaces);
  cb_statement_put_text (statement, about->file_name);
  cb_statement_put_int (statement, about->held);
  /* What is taken in late is in force from today on. */
  cb_statement_put_text (statement,
                         g_strcmp0 (about->effective, today) > 0 ? about->effective : today);
  return cb_statement_run (statement, error);
}

static gboolean
add_cb (CbStore *self, gpointer user_data, GError **error)
{
  AddCall *call = user_data;

  if (!next_version (self, &call->version, error) || !add_version (self, call, error))
    return FALSE;

  for (guint i = 0; i < call->items->len; i++)
    {
      CbStatement *statement
          = _cb_store_statement (self, "INSERT INTO catalog_items (version, position, " ITEM_COLUMNS
                                       ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
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
 * cb_store_add_catalog_version() of a decision that nothing more is known of.
 *
 * Returns: its version, 0 on error
 */
guint
cb_store_add_catalog (CbStore *self, const char *decision, GPtrArray *items, GError **error)
{
  CbCatalogVersion about = { .decision = (char *)decision };

  return cb_store_add_catalog_version (self, &about, items, error);
}

/**
 * cb_store_add_catalog_version:
 * @self: a store
 * @version: what is known of it: the decision, its days, what it replaces, whether it is held
 * @items: (element-type CbCatalogItem): all of it, in its order; codes differ
 * @error: %CB_ERROR_INVALID when two items have one code
 *
 * A catalog as it was imported is kept, all of it or nothing. Unless it is held it comes into force
 * today, or on the day that it is in effect from where that is later. Older versions are kept: what
 * was published answered to them (product.md B1).
 *
 * Returns: its version, 0 on error
 */
guint
cb_store_add_catalog_version (CbStore *self,
                              const CbCatalogVersion *version,
                              GPtrArray *items,
                              GError **error)
{
  AddCall call = { .about = version, .items = items };

  g_return_val_if_fail (version != NULL && items != NULL, 0);

  return cb_store_run (self, add_cb, &call, error) ? call.version : 0;
}

static gboolean
put_in_force_cb (CbStore *self, gpointer user_data, GError **error)
{
  g_autofree char *version = g_strdup_printf ("%u", GPOINTER_TO_UINT (user_data));
  g_autofree char *today = dup_today (self);
  CbQuery hold = { .sql = "UPDATE catalog_versions SET held = 1 WHERE version <> CAST (? AS "
                          "INTEGER) AND in_force_from <= ? AND (in_force_from = ? OR version > "
                          "CAST (? AS INTEGER))",
                   .text = { version, today, today, version },
                   .n_text = 4 };
  CbQuery put = { .sql = "UPDATE catalog_versions SET held = 0, in_force_from = ? WHERE version = "
                         "CAST (? AS INTEGER)",
                  .text = { today, version },
                  .n_text = 2 };
  gint64 changes = 0;

  if (!_cb_store_write (self, &hold, NULL, error) || !_cb_store_write (self, &put, &changes, error))
    return FALSE;
  if (changes > 0)
    return TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no version %s", version);
  return FALSE;
}

/**
 * cb_store_put_catalog_in_force:
 * @self: a store
 * @version: a version, held or not
 * @error: %CB_ERROR_NOT_FOUND
 *
 * It counts from today on, because a person said so; those that would count before it are held.
 *
 * Returns: whether it does
 */
gboolean
cb_store_put_catalog_in_force (CbStore *self, guint version, GError **error)
{
  return cb_store_run (self, put_in_force_cb, GUINT_TO_POINTER (version), error);
}

/**
 * cb_store_hold_catalog:
 * @self: a store
 * @version: a version
 * @error: why not
 *
 * It is kept to be looked at and does not count any more; the one before it does.
 *
 * Returns: whether it is held
 */
gboolean
cb_store_hold_catalog (CbStore *self, guint version, GError **error)
{
  g_autofree char *number = g_strdup_printf ("%u", version);
  CbQuery hold
      = { .sql = "UPDATE catalog_versions SET held = 1 WHERE version = CAST (? AS INTEGER)",
          .text = { number },
          .n_text = 1 };

  return _cb_store_write (self, &hold, NULL, error);
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
  g_autofree char *today = dup_today (self);
  CbQuery query = { .sql = "SELECT version, decision, imported_us, (SELECT COUNT (*) FROM "
                           "catalog_items i WHERE i.version = v.version), issued, effective, "
                           "replaces, file_name, held, version = " CURRENT
                           " FROM catalog_versions v ORDER BY version DESC",
                    .text = { today },
                    .n_text = 1,
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
  g_autofree char *today = dup_today (self);
  CbQuery query
      = { .sql = "SELECT " ITEM_COLUMNS " FROM catalog_items WHERE version = "
                 "COALESCE (NULLIF (CAST (? AS INTEGER), 0), " CURRENT ") ORDER BY position",
          .text = { number, today },
          .n_text = 2,
          .read = read_item,
          .destroy = (GDestroyNotify)cb_catalog_item_free };

  return _cb_store_list (self, &query, error);
}

/* What was found of it last. Every version is gone through, and the list of what is due wants it
 * each time; items of a version never change, so that the versions tell whether it still holds. */
typedef struct
{
  char *versions;
  GHashTable *since;
} Since;

#define SINCE "cb-catalog-since"

static void
free_since (gpointer data)
{
  Since *self = data;

  g_free (self->versions);
  g_hash_table_unref (self->since);
  g_free (self);
}

typedef struct
{
  char *today;
  GHashTable *since;
} SinceCall;

/* Returns: (transfer full) (nullable): which versions there are and which is in force, as one text
 */
static char *
dup_versions (CbStore *self, const char *today, GError **error)
{
  CbStatement *row = _cb_store_statement (
      self, "SELECT group_concat (version || ' ' || held || ' ' || imported_us) || ' ' || " CURRENT
            " FROM catalog_versions");
  char *versions = NULL;

  cb_statement_put_text (row, today);
  while (cb_statement_next (row, error))
    versions = cb_statement_dup_text (row);

  return versions;
}

/* The versions are counted back from the one in force, and so are those that an item is in: as long
 * as both numbers are the same, it has been in all of them. */
static gboolean
find_since (CbStore *self, SinceCall *call, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbStatement *row = _cb_store_statement (
      self, "WITH counted AS (SELECT version, imported_us, ROW_NUMBER () OVER (ORDER BY version "
            "DESC) AS back FROM catalog_versions WHERE held = 0 AND version <= " CURRENT
            "), found AS (SELECT code, back, imported_us, ROW_NUMBER () OVER (PARTITION BY code "
            "ORDER BY back) AS n FROM catalog_items JOIN counted USING (version)) "
            "SELECT code, MIN (imported_us) FROM found WHERE back = n GROUP BY code");

  cb_statement_put_text (row, call->today);
  while (cb_statement_next (row, &local_error))
    {
      char *code = cb_statement_dup_text (row);
      gint64 at_us = cb_statement_get_int (row);

      g_hash_table_insert (call->since, code, g_memdup2 (&at_us, sizeof at_us));
    }
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return local_error == NULL;
}

static gboolean
map_since_cb (CbStore *self, gpointer user_data, GError **error)
{
  SinceCall *call = user_data;
  g_autoptr (GError) local_error = NULL;
  g_autofree char *versions = dup_versions (self, call->today, &local_error);
  const Since *last = g_object_get_data (G_OBJECT (self), SINCE);
  Since *found;

  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (last != NULL && g_strcmp0 (last->versions, versions) == 0 && !_cb_store_is_changing (self))
    {
      call->since = g_hash_table_ref (last->since);
      return TRUE;
    }
  call->since = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  if (!find_since (self, call, error))
    return FALSE;
  if (_cb_store_is_changing (self))
    return TRUE;
  found = g_new0 (Since, 1);
  found->versions = g_steal_pointer (&versions);
  found->since = g_hash_table_ref (call->since);
  g_object_set_data_full (G_OBJECT (self), SINCE, found, free_since);

  return TRUE;
}

/**
 * cb_store_map_catalog_since:
 * @self: a store
 * @error: why not
 *
 * Since when each item of the version in force has been in the catalog: the versions before it that
 * have the same code without a gap count, too.
 *
 * Returns: (transfer full) (element-type utf8 gint64): by code, microseconds since 1970; the next
 *   who asks gets the same one, so that nobody changes it
 */
GHashTable *
cb_store_map_catalog_since (CbStore *self, GError **error)
{
  g_autofree char *today = dup_today (self);
  SinceCall call = { .today = today };

  if (_cb_store_read (self, map_since_cb, &call, error))
    return call.since;
  g_clear_pointer (&call.since, g_hash_table_unref);

  return NULL;
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
  g_autofree char *today = dup_today (self);
  CbQuery query = { .sql = "SELECT " ITEM_COLUMNS " FROM catalog_items WHERE code = ? AND "
                           "version = " CURRENT,
                    .text = { code, today },
                    .n_text = 2,
                    .read = read_item,
                    .destroy = (GDestroyNotify)cb_catalog_item_free };

  return _cb_store_find (self, &query, "catalog item", error);
}

static gpointer
read_text (CbStatement *row)
{
  return cb_statement_dup_text (row);
}

/**
 * cb_store_dup_catalog_layout:
 * @self: a store
 * @key: of a layout
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): what a person said of its columns, as JSON
 */
char *
cb_store_dup_catalog_layout (CbStore *self, const char *key, GError **error)
{
  CbQuery query = { .sql = "SELECT mapping FROM catalog_layouts WHERE key = ?",
                    .text = { key },
                    .n_text = 1,
                    .read = read_text,
                    .destroy = g_free };

  return _cb_store_find (self, &query, "catalog layout", error);
}

typedef struct
{
  const char *key;
  const char *mapping;
} LayoutCall;

static gboolean
set_layout_cb (CbStore *self, gpointer user_data, GError **error)
{
  const LayoutCall *call = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "INSERT OR REPLACE INTO catalog_layouts (key, mapping, changed_us) VALUES (?, ?, ?)");

  cb_statement_put_text (statement, call->key);
  cb_statement_put_text (statement, call->mapping);
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  return cb_statement_run (statement, error);
}

/**
 * cb_store_set_catalog_layout:
 * @self: a store
 * @key: of a layout
 * @mapping: what a person said of its columns, as JSON
 * @error: why not
 *
 * Returns: whether it is kept
 */
gboolean
cb_store_set_catalog_layout (CbStore *self, const char *key, const char *mapping, GError **error)
{
  LayoutCall call = { key, mapping };

  g_return_val_if_fail (key != NULL && mapping != NULL, FALSE);

  return cb_store_run (self, set_layout_cb, &call, error);
}
