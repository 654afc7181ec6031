/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-datasets.h"

#include "base/cb-error.h"
#include "core/store/cb-store-private.h"

#define COLUMNS                                                                                    \
  "id, state, item_code, period, metadata, account_id, remote_id, prepared_by, return_reason, "    \
  "created_us, changed_us"

/* What was put aside is not there for anybody who does not ask for it. */
#define READ COLUMNS ", removed_us, removed_by FROM datasets "

#define FILE_COLUMNS                                                                               \
  "id, title, name, original_sha256, sha256, size, format, media_type, encoding, recipe, "         \
  "options, published_sha256, schema"

static gpointer
read_dataset (CbStatement *row)
{
  CbDataset *dataset = cb_dataset_new ();

  dataset->id = cb_statement_dup_text (row);
  cb_dataset_state_from_name (cb_statement_peek_text (row), &dataset->state);
  dataset->item_code = cb_statement_dup_text (row);
  dataset->period = cb_statement_dup_text (row);
  json_object_unref (dataset->metadata);
  dataset->metadata = cb_statement_dup_json (row);
  dataset->account_id = cb_statement_dup_text (row);
  dataset->remote_id = cb_statement_dup_text (row);
  dataset->prepared_by = cb_statement_dup_text (row);
  dataset->return_reason = cb_statement_dup_text (row);
  dataset->created_us = cb_statement_get_int (row);
  dataset->changed_us = cb_statement_get_int (row);
  dataset->removed_us = cb_statement_get_int (row);
  dataset->removed_by = cb_statement_dup_text (row);
  return dataset;
}

static gpointer
read_file (CbStatement *row)
{
  CbDatasetFile *file = cb_dataset_file_new ();

  file->id = cb_statement_dup_text (row);
  file->title = cb_statement_dup_text (row);
  file->name = cb_statement_dup_text (row);
  file->original_sha256 = cb_statement_dup_text (row);
  file->sha256 = cb_statement_dup_text (row);
  file->size = (guint64)cb_statement_get_int (row);
  file->format = cb_statement_dup_text (row);
  file->media_type = cb_statement_dup_text (row);
  file->encoding = cb_statement_dup_text (row);
  file->recipe = cb_statement_dup_text (row);
  file->options = cb_statement_dup_text (row);
  file->published_sha256 = cb_statement_dup_text (row);
  file->schema = cb_statement_dup_text (row);
  return file;
}

static gboolean
save_row (CbStore *self, const CbDataset *dataset, GError **error)
{
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO datasets (" COLUMNS ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET state = excluded.state, "
            "item_code = excluded.item_code, period = excluded.period, "
            "metadata = excluded.metadata, account_id = excluded.account_id, "
            "remote_id = excluded.remote_id, prepared_by = excluded.prepared_by, "
            "return_reason = excluded.return_reason, created_us = excluded.created_us, "
            "changed_us = excluded.changed_us");

  cb_statement_put_text (statement, dataset->id);
  cb_statement_put_text (statement, cb_dataset_state_name (dataset->state));
  cb_statement_put_text (statement, dataset->item_code);
  cb_statement_put_text (statement, dataset->period);
  cb_statement_put_json (statement, dataset->metadata);
  cb_statement_put_text (statement, dataset->account_id);
  cb_statement_put_text (statement, dataset->remote_id);
  cb_statement_put_text (statement, dataset->prepared_by);
  cb_statement_put_text (statement, dataset->return_reason);
  cb_statement_put_int (statement, dataset->created_us);
  cb_statement_put_int (statement, dataset->changed_us);
  return cb_statement_run (statement, error);
}

static gboolean
save_file (CbStore *self,
           const char *dataset_id,
           guint position,
           const CbDatasetFile *file,
           GError **error)
{
  CbStatement *statement = _cb_store_statement (
      self, "INSERT OR REPLACE INTO dataset_files (dataset_id, position, " FILE_COLUMNS
            ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  cb_statement_put_text (statement, dataset_id);
  cb_statement_put_int (statement, position);
  cb_statement_put_text (statement, file->id);
  cb_statement_put_text (statement, file->title);
  cb_statement_put_text (statement, file->name);
  cb_statement_put_text (statement, file->original_sha256);
  cb_statement_put_text (statement, file->sha256);
  cb_statement_put_int (statement, (gint64)file->size);
  cb_statement_put_text (statement, file->format);
  cb_statement_put_text (statement, file->media_type);
  cb_statement_put_text (statement, file->encoding);
  cb_statement_put_text (statement, file->recipe);
  cb_statement_put_text (statement, file->options);
  cb_statement_put_text (statement, file->published_sha256);
  cb_statement_put_text (statement, file->schema);
  return cb_statement_run (statement, error);
}

static gboolean
save_cb (CbStore *self, gpointer user_data, GError **error)
{
  const CbDataset *dataset = user_data;
  CbQuery forget_files = { .sql = "DELETE FROM dataset_files WHERE dataset_id = ?",
                           .text = { dataset->id },
                           .n_text = 1 };
  CbQuery forget_checks = { .sql = "DELETE FROM checks WHERE dataset_id = ?1 AND file_id <> '' AND "
                                   "file_id NOT IN (SELECT id FROM dataset_files "
                                   "WHERE dataset_id = ?1)",
                            .text = { dataset->id },
                            .n_text = 1 };

  if (!save_row (self, dataset, error) || !_cb_store_write (self, &forget_files, NULL, error))
    return FALSE;
  for (guint i = 0; i < dataset->files->len; i++)
    if (!save_file (self, dataset->id, i, g_ptr_array_index (dataset->files, i), error))
      return FALSE;

  return _cb_store_write (self, &forget_checks, NULL, error);
}

/**
 * cb_store_save_dataset:
 * @self: a store
 * @dataset: with an id, and an id for each file
 * @error: why it was not kept
 *
 * Adds it, or replaces the one of its id; its files are then exactly those of @dataset. Findings of
 * a file that is no longer there go with it; those of others stay, with the bytes that they are
 * about.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_save_dataset (CbStore *self, const CbDataset *dataset, GError **error)
{
  g_return_val_if_fail (dataset != NULL && dataset->id != NULL, FALSE);

  return cb_store_run (self, save_cb, (gpointer)dataset, error);
}

typedef struct
{
  const char *sql;
  const char *value; /* %NULL: all */
  GPtrArray *datasets;
} LoadCall;

static gboolean
load_cb (CbStore *self, gpointer user_data, GError **error)
{
  LoadCall *call = user_data;
  CbStatement *statement = _cb_store_statement (self, call->sql);

  if (call->value != NULL)
    cb_statement_put_text (statement, call->value);
  if (!cb_statement_read (statement, read_dataset, call->datasets, error))
    return FALSE;

  for (guint i = 0; i < call->datasets->len; i++)
    {
      CbDataset *dataset = g_ptr_array_index (call->datasets, i);

      statement = _cb_store_statement (self, "SELECT " FILE_COLUMNS " FROM dataset_files "
                                             "WHERE dataset_id = ? ORDER BY position");
      cb_statement_put_text (statement, dataset->id);
      if (!cb_statement_read (statement, read_file, dataset->files, error))
        return FALSE;
    }

  return TRUE;
}

/* @value: (nullable): of the one parameter of @sql */
static GPtrArray *
load (CbStore *self, const char *sql, const char *value, GError **error)
{
  g_autoptr (GPtrArray) datasets = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_dataset_free);
  LoadCall call = { .sql = sql, .value = value, .datasets = datasets };

  if (!_cb_store_read (self, load_cb, &call, error))
    return NULL;

  return g_steal_pointer (&datasets);
}

/**
 * cb_store_get_dataset:
 * @self: a store
 * @id: of the dataset
 * @error: %CB_ERROR_NOT_FOUND, also for one that was put aside
 *
 * Returns: (transfer full): the dataset with its files
 */
CbDataset *
cb_store_get_dataset (CbStore *self, const char *id, GError **error)
{
  g_autoptr (GPtrArray) datasets = NULL;

  g_return_val_if_fail (id != NULL, NULL);

  datasets = load (self, "SELECT " READ "WHERE id = ? AND removed_us = 0", id, error);
  if (datasets == NULL)
    return NULL;
  if (datasets->len == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no such dataset");
      return NULL;
    }

  return g_ptr_array_steal_index (datasets, 0);
}

/**
 * cb_store_list_datasets:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbDataset): all with their files, the last changed first
 */
GPtrArray *
cb_store_list_datasets (CbStore *self, GError **error)
{
  return load (self, "SELECT " READ "WHERE removed_us = 0 ORDER BY changed_us DESC, rowid DESC",
               NULL, error);
}

/**
 * cb_store_list_datasets_of_item:
 * @self: a store
 * @code: of an item of the catalog
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbDataset): those for this item with their files, the last
 *   begun first
 */
GPtrArray *
cb_store_list_datasets_of_item (CbStore *self, const char *code, GError **error)
{
  g_return_val_if_fail (code != NULL, NULL);

  return load (self,
               "SELECT " READ "WHERE item_code = ? AND removed_us = 0 "
               "ORDER BY created_us DESC, rowid DESC",
               code, error);
}

/**
 * cb_store_list_removed_datasets:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbDataset): those that were put aside with their files,
 *   the last one first
 */
GPtrArray *
cb_store_list_removed_datasets (CbStore *self, GError **error)
{
  return load (self, "SELECT " READ "WHERE removed_us <> 0 ORDER BY removed_us DESC, rowid DESC",
               NULL, error);
}
