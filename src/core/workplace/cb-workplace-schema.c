/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-schema.h"

/* What a step `standard` of the recipe has written in the standard way is no longer as the person
 * saw it when the schema was decided on. */
static void
settle_field (CbSchema *schema, JsonObject *step)
{
  const char *name = cb_json_get_string (step, "column");
  CbSchemaField *field = name != NULL ? cb_schema_find (schema, name) : NULL;

  if (g_strcmp0 (cb_json_get_string (step, "step"), "standard") != 0 || field == NULL)
    return;
  if (g_strcmp0 (field->format, "%m/%Y") == 0 || g_strcmp0 (field->format, "%m-%Y") == 0)
    {
      g_free (field->type);
      field->type = g_strdup ("yearmonth");
    }
  g_clear_pointer (&field->format, g_free);
  g_clear_pointer (&field->decimal_char, g_free);
  g_clear_pointer (&field->group_char, g_free);
  g_clear_pointer (&field->true_values, g_strfreev);
  g_clear_pointer (&field->false_values, g_strfreev);
  field->bare_number = TRUE;
}

/* The schema that was kept, as the mended file is to be; NULL where none is kept. */
char *
_cb_workplace_dup_kept_schema (const CbDatasetFile *file)
{
  g_autoptr (CbSchema) schema = file->schema != NULL ? cb_schema_parse (file->schema, NULL) : NULL;
  g_autoptr (JsonNode) recipe
      = file->recipe != NULL ? cb_json_node_parse (file->recipe, -1, NULL) : NULL;
  JsonArray *steps;

  if (schema == NULL)
    return NULL;
  if (recipe == NULL || !JSON_NODE_HOLDS_ARRAY (recipe))
    return g_strdup (file->schema);
  steps = json_node_get_array (recipe);
  for (guint i = 0; i < json_array_get_length (steps); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (steps, i)))
      settle_field (schema, json_array_get_object_element (steps, i));

  return cb_schema_to_json (schema, FALSE);
}

/**
 * cb_workplace_dup_schema:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @is_kept: (out) (optional): whether a person decided on it
 * @cancellable: (nullable): stops the reading
 * @error: why not; see cb_reader_infer_schema()
 *
 * Returns: (transfer full): the schema that was kept, or what all rows of the file say; a Table
 *   Schema as JSON (base/cb-schema.h)
 */
char *
cb_workplace_dup_schema (CbWorkplace *self,
                         const char *dataset_id,
                         const char *file_id,
                         gboolean *is_kept,
                         GCancellable *cancellable,
                         GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (CbReader) reader = NULL;
  CbDatasetFile *file;
  char *json;

  if (dataset == NULL)
    return NULL;
  file = _cb_workplace_require_file (dataset, file_id, error);
  if (file == NULL)
    return NULL;
  json = _cb_workplace_dup_kept_schema (file);
  if (is_kept != NULL)
    *is_kept = json != NULL;
  if (json != NULL)
    return json;

  reader = _cb_workplace_open_file (self, file, FALSE, cancellable, error);
  if (reader == NULL)
    return NULL;
  json = cb_reader_infer_schema (reader, NULL, NULL, cancellable, error);
  cb_reader_close (reader);

  return json;
}

typedef struct
{
  const char *file_id;
  const char *schema; /* (nullable) */
} SettingSchema;

static gboolean
set_schema_edit (
    CbWorkplace *self, CbDataset *dataset, gpointer user_data, gboolean *changed, GError **error)
{
  const SettingSchema *setting = user_data;
  g_autoptr (GPtrArray) no_findings = g_ptr_array_new ();
  CbDatasetFile *file = _cb_workplace_require_file (dataset, setting->file_id, error);

  if (file == NULL)
    return FALSE;
  if (g_strcmp0 (file->schema, setting->schema) == 0)
    {
      *changed = FALSE;
      return TRUE;
    }
  if (!_cb_workplace_void_approval (self, dataset, "schema", error))
    return FALSE;
  g_free (file->schema);
  file->schema = g_strdup (setting->schema);
  /* What was found under the old one says nothing about the new one. */
  return cb_store_replace_findings (self->store, dataset->id, file->id, "", "", no_findings, error);
}

/**
 * cb_workplace_set_schema:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @file_id: of one of its files
 * @schema: (nullable): a Table Schema as JSON; %NULL: leave it to the values again
 * @error: %CB_ERROR_INVALID with the field that makes no sense
 *
 * What the columns of a file are is part of what is approved: an approval of before is void.
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_set_schema (CbWorkplace *self,
                         const char *dataset_id,
                         const char *file_id,
                         const char *schema,
                         GError **error)
{
  g_autoptr (CbSchema) parsed = NULL;
  SettingSchema setting = { file_id, schema };

  if (schema != NULL)
    {
      parsed = cb_schema_parse (schema, error);
      if (parsed == NULL)
        return FALSE;
    }

  return _cb_workplace_edit_dataset (self, dataset_id, set_schema_edit, &setting, NULL,
                                     "file.schema", NULL, error);
}

/**
 * cb_workplace_dup_last_schema:
 * @self: a workplace
 * @dataset_id: of a dataset
 * @error: %CB_ERROR_NOT_FOUND when no other dataset of its catalog item has one
 *
 * Returns: (transfer full): the schema of the last period (product.md C7): that of the dataset of
 * the same catalog item that was changed last
 */
char *
cb_workplace_dup_last_schema (CbWorkplace *self, const char *dataset_id, GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (GPtrArray) all = dataset != NULL ? cb_workplace_list_datasets (self, error) : NULL;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len && dataset->item_code != NULL; i++)
    {
      const CbDataset *other = g_ptr_array_index (all, i);

      if (g_str_equal (other->id, dataset->id)
          || g_strcmp0 (other->item_code, dataset->item_code) != 0)
        continue;
      for (guint k = 0; k < other->files->len; k++)
        {
          char *schema = _cb_workplace_dup_kept_schema (g_ptr_array_index (other->files, k));

          if (schema != NULL)
            return schema;
        }
    }
  g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no earlier period has a schema");

  return NULL;
}
