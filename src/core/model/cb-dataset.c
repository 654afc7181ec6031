/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-dataset.h"

#include "base/cb-json.h"

static gpointer
copy_file (gconstpointer file, gpointer user_data)
{
  return cb_dataset_file_copy (file);
}

static JsonObject *
copy_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;

  json_node_set_object (node, object);
  text = json_to_string (node, FALSE);
  return cb_json_object_parse (text, -1, NULL);
}

/**
 * cb_dataset_file_new:
 *
 * Returns: (transfer full): a dataset file with nothing in it
 */
CbDatasetFile *
cb_dataset_file_new (void)
{
  return g_new0 (CbDatasetFile, 1);
}

/**
 * cb_dataset_file_copy:
 * @self: a dataset file
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbDatasetFile *
cb_dataset_file_copy (const CbDatasetFile *self)
{
  CbDatasetFile *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->title = g_strdup (self->title);
  copy->name = g_strdup (self->name);
  copy->original_sha256 = g_strdup (self->original_sha256);
  copy->sha256 = g_strdup (self->sha256);
  copy->format = g_strdup (self->format);
  copy->media_type = g_strdup (self->media_type);
  copy->encoding = g_strdup (self->encoding);
  copy->recipe = g_strdup (self->recipe);
  copy->options = g_strdup (self->options);
  copy->schema = g_strdup (self->schema);
  copy->published_sha256 = g_strdup (self->published_sha256);
  return copy;
}

/**
 * cb_dataset_file_free:
 * @self: (nullable) (transfer full): a dataset file
 */
void
cb_dataset_file_free (CbDatasetFile *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->title);
  g_free (self->name);
  g_free (self->original_sha256);
  g_free (self->sha256);
  g_free (self->format);
  g_free (self->media_type);
  g_free (self->encoding);
  g_free (self->recipe);
  g_free (self->options);
  g_free (self->schema);
  g_free (self->published_sha256);
  g_free (self);
}

/**
 * cb_dataset_new:
 *
 * Returns: (transfer full): a dataset with nothing in it
 */
CbDataset *
cb_dataset_new (void)
{
  CbDataset *self = g_new0 (CbDataset, 1);

  self->metadata = json_object_new ();
  self->files = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_dataset_file_free);
  return self;
}

/**
 * cb_dataset_copy:
 * @self: a dataset
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbDataset *
cb_dataset_copy (const CbDataset *self)
{
  CbDataset *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->item_code = g_strdup (self->item_code);
  copy->period = g_strdup (self->period);
  copy->metadata = copy_object (self->metadata);
  copy->files = g_ptr_array_copy (self->files, copy_file, NULL);
  g_ptr_array_set_free_func (copy->files, (GDestroyNotify)cb_dataset_file_free);
  copy->account_id = g_strdup (self->account_id);
  copy->remote_id = g_strdup (self->remote_id);
  copy->prepared_by = g_strdup (self->prepared_by);
  copy->return_reason = g_strdup (self->return_reason);
  copy->removed_by = g_strdup (self->removed_by);
  return copy;
}

/**
 * cb_dataset_free:
 * @self: (nullable) (transfer full): a dataset
 */
void
cb_dataset_free (CbDataset *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->item_code);
  g_free (self->period);
  json_object_unref (self->metadata);
  g_ptr_array_unref (self->files);
  g_free (self->account_id);
  g_free (self->remote_id);
  g_free (self->prepared_by);
  g_free (self->return_reason);
  g_free (self->removed_by);
  g_free (self);
}

/**
 * cb_dataset_find_file:
 * @self: a dataset
 * @file_id: (nullable): id of one of its files
 *
 * Returns: (transfer none) (nullable): that file
 */
CbDatasetFile *
cb_dataset_find_file (const CbDataset *self, const char *file_id)
{
  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      CbDatasetFile *file = g_ptr_array_index (self->files, i);

      if (g_strcmp0 (file->id, file_id) == 0)
        return file;
    }

  return NULL;
}

/**
 * cb_dataset_get_title:
 * @self: a dataset
 *
 * Returns: (transfer none): its title, "" when it has none yet
 */
const char *
cb_dataset_get_title (const CbDataset *self)
{
  const char *title = cb_json_get_string (self->metadata, "title");

  return title != NULL ? title : "";
}

/**
 * cb_dataset_dup_digest:
 * @self: a dataset
 *
 * What an approval is bound to: the metadata, where it goes, and name, title, size, format,
 * schema and SHA-256 of every file, in order. Change any of them and the digest is another
 * (product.md G1).
 *
 * Returns: (transfer full): SHA-256, hexadecimal
 */
char *
cb_dataset_dup_digest (const CbDataset *self)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  JsonArray *files = json_array_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  for (guint i = 0; i < self->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->files, i);
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, "id", file->id);
      json_object_set_string_member (member, "title", file->title);
      json_object_set_string_member (member, "name", file->name);
      json_object_set_string_member (member, "sha256", file->sha256);
      json_object_set_int_member (member, "size", (gint64)file->size);
      json_object_set_string_member (member, "format", file->format);
      /* Only where there is one: approvals from before there were any still hold. */
      if (file->schema != NULL)
        json_object_set_string_member (member, "schema", file->schema);
      json_array_add_object_element (files, member);
    }
  json_object_set_string_member (object, "dataset", self->id);
  json_object_set_string_member (object, "item", self->item_code);
  json_object_set_string_member (object, "period", self->period);
  json_object_set_string_member (object, "account", self->account_id);
  json_object_set_object_member (object, "metadata", json_object_ref (self->metadata));
  json_object_set_array_member (object, "files", files);
  json_node_set_object (root, object);
  text = cb_json_to_canonical (root);

  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, text, -1);
}

static const char *const dataset_state_names[] = {
  [CB_DATASET_PREPARING] = "preparing", [CB_DATASET_IN_REVIEW] = "in-review",
  [CB_DATASET_RETURNED] = "returned",   [CB_DATASET_APPROVED] = "approved",
  [CB_DATASET_QUEUED] = "queued",       [CB_DATASET_PUBLISHED] = "published",
};

/**
 * cb_dataset_state_name:
 * @value: a state
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_dataset_state_name (CbDatasetState value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (dataset_state_names), "");

  return dataset_state_names[value];
}

/**
 * cb_dataset_state_from_name:
 * @name: (nullable): a stored name
 * @value: (out): the state
 *
 * Returns: %FALSE for a name that this version does not know
 */
gboolean
cb_dataset_state_from_name (const char *name, CbDatasetState *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (dataset_state_names); i++)
    if (g_strcmp0 (name, dataset_state_names[i]) == 0)
      {
        *value = (CbDatasetState)i;
        return TRUE;
      }

  return FALSE;
}
