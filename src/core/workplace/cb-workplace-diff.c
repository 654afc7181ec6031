/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-diff.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-json.h"
#include "base/cb-schema.h"
#include "core/portal/cb-ckan-record.h"
#include "core/queue/cb-memory.h"
#include "core/rules/cb-drift.h"
#include "core/workplace/cb-workplace-private.h"

/**
 * cb_published_file_free:
 * @self: (nullable) (transfer full): a published file
 */
void
cb_published_file_free (CbPublishedFile *self)
{
  if (self == NULL)
    return;
  g_free (self->dataset_id);
  g_free (self->file_id);
  g_free (self->sha256);
  g_free (self->period);
  g_free (self);
}

/**
 * cb_metadata_change_free:
 * @self: (nullable) (transfer full): a change
 */
void
cb_metadata_change_free (CbMetadataChange *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->before);
  g_free (self->now);
  g_free (self);
}

/* --- What to compare with ------------------------------------------------- */

/* Of a dataset; the newest one. Returns: (transfer full) (nullable) */
static CbReceipt *
find_receipt (CbWorkplace *self, const char *dataset_id)
{
  g_autoptr (GPtrArray) receipts = cb_store_list_receipts (self->store, NULL);
  const CbReceipt *newest = NULL;

  for (guint i = 0; receipts != NULL && i < receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (receipts, i);

      if (g_strcmp0 (receipt->dataset_id, dataset_id) == 0
          && (newest == NULL || receipt->published_us > newest->published_us))
        newest = receipt;
    }

  return newest != NULL ? cb_receipt_copy (newest) : NULL;
}

static CbPublishedFile *
new_published (CbWorkplace *self,
               const CbDataset *dataset,
               const CbDatasetFile *file,
               const char *sha256_now,
               gboolean is_own)
{
  g_autoptr (CbReceipt) receipt = find_receipt (self, dataset->id);
  CbPublishedFile *published = g_new0 (CbPublishedFile, 1);

  published->dataset_id = g_strdup (dataset->id);
  published->file_id = g_strdup (file->id);
  published->sha256 = g_strdup (file->published_sha256);
  published->published_us = receipt != NULL ? receipt->published_us : 0;
  published->is_same = g_strcmp0 (file->published_sha256, sha256_now) == 0;
  if (!is_own)
    published->period = g_strdup (dataset->period != NULL ? dataset->period : "");
  return published;
}

/* The published file at the same place of the dataset, else the first. */
static const CbDatasetFile *
find_counterpart (const CbDataset *earlier, const CbDataset *dataset, const char *file_id)
{
  const CbDatasetFile *first = NULL;

  for (guint i = 0; i < earlier->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (earlier->files, i);

      if (file->published_sha256 == NULL)
        continue;
      if (i < dataset->files->len
          && g_str_equal (((CbDatasetFile *)g_ptr_array_index (dataset->files, i))->id, file_id))
        return file;
      if (first == NULL)
        first = file;
    }

  return first;
}

/**
 * cb_workplace_dup_published_file:
 * @self: a workplace
 * @dataset: as it is now
 * @file_id: of one of its files
 *
 * What the public has instead of the file until this one is published: the file as it was published
 * last, else that of the latest period before of the same item of the catalog.
 *
 * Returns: (transfer full) (nullable): what to compare it with; %NULL when nothing was published
 */
CbPublishedFile *
cb_workplace_dup_published_file (CbWorkplace *self, const CbDataset *dataset, const char *file_id)
{
  const CbDatasetFile *file = cb_dataset_find_file (dataset, file_id);
  g_autoptr (GPtrArray) all = NULL;
  const CbDataset *best = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  if (file == NULL)
    return NULL;
  if (file->published_sha256 != NULL)
    return new_published (self, dataset, file, file->sha256, TRUE);
  if (dataset->item_code == NULL)
    return NULL;
  all = cb_workplace_list_datasets (self, NULL);
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      const CbDataset *other = g_ptr_array_index (all, i);

      if (g_strcmp0 (other->item_code, dataset->item_code) == 0
          && !g_str_equal (other->id, dataset->id) && _cb_workplace_is_before (other, dataset)
          && find_counterpart (other, dataset, file_id) != NULL
          && (best == NULL || _cb_workplace_is_before (best, other)))
        best = other;
    }

  return best != NULL ? new_published (self, best, find_counterpart (best, dataset, file_id),
                                       file->sha256, FALSE)
                      : NULL;
}

/* --- The table ------------------------------------------------------------ */

/* What is to be sent, with another file beside it. */
static CbReader *
open_beside (CbWorkplace *self,
             const CbDatasetFile *file,
             const CbPublishedFile *published,
             GCancellable *cancellable,
             GError **error)
{
  g_auto (CbKeptReading) reading = CB_KEPT_READING_INIT;
  CbReader *reader = NULL;
  int before_fd = cb_vault_open_file (self->vault, published->sha256, error);
  int fd = before_fd >= 0 ? cb_vault_open_file (self->vault, file->sha256, error) : -1;

  _cb_kept_reading_init (&reading, file, FALSE, NULL);
  if (fd >= 0)
    reader = cb_reader_open_to_compare (fd, before_fd, &reading.options, cancellable, error);
  if (fd >= 0)
    g_close (fd, NULL);
  if (before_fd >= 0)
    g_close (before_fd, NULL);
  return reader;
}

static GStrv
dup_key (const CbDatasetFile *file)
{
  g_autofree char *json = _cb_workplace_dup_kept_schema (file);
  g_autoptr (CbSchema) schema = json != NULL ? cb_schema_parse (json, NULL) : NULL;

  return schema != NULL && schema->primary_key[0] != NULL ? g_strdupv (schema->primary_key) : NULL;
}

/* Where the header is, is known of the same bytes only; of others it is looked for by the names of
 * the columns now. */
static void
read_before (CbWorkplace *self,
             const CbPublishedFile *published,
             const char *const *names,
             CbKeptReading *reading)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, published->dataset_id, NULL);
  const CbDatasetFile *file
      = dataset != NULL ? cb_dataset_find_file (dataset, published->file_id) : NULL;

  if (file != NULL && g_strcmp0 (file->sha256, published->sha256) == 0)
    _cb_kept_reading_init (reading, file, FALSE, NULL);
  else
    reading->options.names = names;
  reading->options.name = NULL;
}

static CbTableDiff *
compare (CbReader *reader,
         const CbReadOptions *before,
         const char *const *key,
         CbProgressFunc progress,
         gpointer user_data,
         GCancellable *cancellable,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  CbTableDiff *diff
      = cb_reader_diff (reader, before, key, progress, user_data, cancellable, &local_error);

  /* What was published had another key. */
  if (diff == NULL && key != NULL && g_error_matches (local_error, CB_ERROR, CB_ERROR_NOT_FOUND))
    return cb_reader_diff (reader, before, NULL, progress, user_data, cancellable, error);
  if (diff == NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return diff;
}

/**
 * cb_workplace_diff_published:
 * @self: a workplace
 * @dataset: as it is now
 * @file_id: of one of its files
 * @published: of cb_workplace_dup_published_file()
 * @key: (nullable): names of the columns by which rows are found again; %NULL: the primary key of
 *   the schema that a person gave it, else found out
 * @diff: (out) (transfer full): what is different
 * @progress: (nullable): how far it is
 * @user_data: for @progress
 * @cancellable: (nullable): stops it
 * @error: as cb_reader_diff(), and %CB_ERROR_DAMAGED when the vault no longer has the bytes
 *
 * Compares the table that is to be published with the one that is. Where a column of the key is not
 * in both, it is found out.
 *
 * Returns: (transfer full): an engine over both, for cb_reader_read_diff_rows()
 */
CbReader *
cb_workplace_diff_published (CbWorkplace *self,
                             const CbDataset *dataset,
                             const char *file_id,
                             const CbPublishedFile *published,
                             const char *const *key,
                             CbTableDiff **diff,
                             CbProgressFunc progress,
                             gpointer user_data,
                             GCancellable *cancellable,
                             GError **error)
{
  const CbDatasetFile *file = cb_dataset_find_file (dataset, file_id);
  g_auto (CbKeptReading) before = CB_KEPT_READING_INIT;
  g_autoptr (CbReader) reader = NULL;
  g_auto (GStrv) own_key = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && file != NULL && published != NULL, NULL);

  reader = open_beside (self, file, published, cancellable, error);
  if (reader == NULL)
    return NULL;
  own_key = key == NULL ? dup_key (file) : NULL;
  read_before (self, published, (const char *const *)cb_reader_get_info (reader)->columns, &before);
  *diff = compare (reader, &before.options, key != NULL ? key : (const char *const *)own_key,
                   progress, user_data, cancellable, error);

  return *diff != NULL ? g_steal_pointer (&reader) : NULL;
}

/* Adds to @findings where the table has drifted from what was published. That the two cannot be
 * compared is no finding. Returns: %FALSE when it was cancelled */
gboolean
_cb_workplace_add_drift (CbWorkplace *self,
                         const CbDataset *dataset,
                         const CbDatasetFile *file,
                         GPtrArray *findings,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbPublishedFile) published = cb_workplace_dup_published_file (self, dataset, file->id);
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbTableDiff) diff = NULL;
  g_autoptr (GError) problem = NULL;

  if (published == NULL || published->is_same)
    return TRUE;
  reader = cb_workplace_diff_published (self, dataset, file->id, published, NULL, &diff, NULL, NULL,
                                        cancellable, &problem);
  if (diff != NULL)
    {
      g_autoptr (GPtrArray) drift = cb_drift_find (diff, published->period == NULL);

      g_ptr_array_extend_and_steal (findings, g_steal_pointer (&drift));
    }
  else if (g_error_matches (problem, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }

  return TRUE;
}

/* --- The metadata --------------------------------------------------------- */

/* As it was sent when it was published, in the words of the portal. */
static JsonObject *
get_sent_record (CbWorkplace *self, const char *dataset_id)
{
  g_autoptr (CbReceipt) receipt = find_receipt (self, dataset_id);
  g_autoptr (GPtrArray) checkpoints = NULL;
  JsonObject *sent = NULL;

  if (receipt == NULL)
    return NULL;
  checkpoints = cb_store_get_checkpoints (self->store, receipt->job_id, NULL);
  for (guint i = 0; checkpoints != NULL && i < checkpoints->len; i++)
    {
      const CbCheckpoint *checkpoint = g_ptr_array_index (checkpoints, i);

      if (g_str_equal (checkpoint->step, CB_STEP_PUBLISHED))
        sent = cb_json_get_object (checkpoint->facts, "sent");
    }

  return sent != NULL ? json_object_ref (sent) : NULL;
}

/* A text, or a list of texts. */
static char *
dup_value (JsonObject *record, const char *name)
{
  JsonArray *array = cb_json_get_array (record, name);
  GString *text;

  if (array == NULL)
    return g_strdup (cb_json_get_string (record, name) != NULL ? cb_json_get_string (record, name)
                                                               : "");
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *item = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", item != NULL ? item : "");
    }

  return g_string_free (text, FALSE);
}

/* The member of our metadata that a field of the portal comes from. */
static const char *
get_own_name (const char *name)
{
  static const char *const names[][2] = {
    { "maintainer", "contact_name" },
    { "maintainer_email", "contact_email" },
    { "tags", "keywords" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_str_equal (name, names[i][0]))
      return names[i][1];

  return g_str_has_prefix (name, "extra:") ? name + strlen ("extra:") : name;
}

static void
add_change (GPtrArray *changes, JsonObject *before, JsonObject *now, const char *name)
{
  CbMetadataChange *change;
  g_autofree char *value_before = dup_value (before, name);
  g_autofree char *value_now = dup_value (now, name);

  if (g_str_equal (value_before, value_now))
    return;
  change = g_new0 (CbMetadataChange, 1);
  change->name = g_strdup (get_own_name (name));
  change->before = g_steal_pointer (&value_before);
  change->now = g_steal_pointer (&value_now);
  g_ptr_array_add (changes, change);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (a, b);
}

static void
add_changes (GPtrArray *changes, JsonObject *before, JsonObject *now)
{
  static const char *const first[]
      = { "title", "notes", "tags", "license_id", "maintainer", "maintainer_email" };
  g_autoptr (GList) names = json_object_get_members (now);
  g_autoptr (GList) old_names = json_object_get_members (before);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < G_N_ELEMENTS (first); i++)
    {
      g_hash_table_add (seen, (gpointer)first[i]);
      add_change (changes, before, now, first[i]);
    }
  g_hash_table_add (seen, (gpointer) "extra:period");
  names = g_list_sort (g_list_concat (g_steal_pointer (&names), g_steal_pointer (&old_names)),
                       compare_names);
  for (GList *l = names; l != NULL; l = l->next)
    if (g_hash_table_add (seen, l->data))
      add_change (changes, before, now, l->data);
}

/**
 * cb_workplace_list_metadata_changes:
 * @self: a workplace
 * @dataset: as it is now
 * @published: of cb_workplace_dup_published_file()
 * @error: why not
 *
 * Held against what was sent when it was published; of an earlier period, against its metadata. The
 * period itself is no change.
 *
 * Returns: (transfer full) (element-type CbMetadataChange): what is different, the title first
 */
GPtrArray *
cb_workplace_list_metadata_changes (CbWorkplace *self,
                                    const CbDataset *dataset,
                                    const CbPublishedFile *published,
                                    GError **error)
{
  g_autoptr (GPtrArray) changes
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_metadata_change_free);
  g_autoptr (JsonObject) now = cb_ckan_record_from_dataset (dataset);
  g_autoptr (JsonObject) before = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && published != NULL, NULL);

  before = get_sent_record (self, published->dataset_id);
  if (before == NULL && published->period != NULL)
    {
      g_autoptr (CbDataset) other = cb_workplace_get_dataset (self, published->dataset_id, error);

      if (other == NULL)
        return NULL;
      before = cb_ckan_record_from_dataset (other);
    }
  if (before != NULL)
    add_changes (changes, before, now);

  return g_steal_pointer (&changes);
}
