/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What of a hand-over is this program's own, as JSON in the folder `review`: exactly what an
 * approval is bound to, and what the review came to. One text for one meaning: the same dataset
 * gives the same bytes. */

#include "config.h"

#include "base/cb-json.h"
#include "core/package/cb-handover-private.h"
#include "core/package/cb-handover.h"

static char *
write_root (JsonObject *root)
{
  g_autoptr (JsonObject) owned = root;
  g_autofree char *text = cb_json_object_to_string (owned, TRUE);

  return g_strconcat (text, "\n", NULL);
}

static JsonObject *
new_root (const CbHandover *self)
{
  JsonObject *root = json_object_new ();
  g_autofree char *digest = cb_dataset_dup_digest (self->dataset);

  json_object_set_int_member (root, "version", CB_HANDOVER_VERSION);
  json_object_set_string_member (root, "dataset", self->dataset->id);
  json_object_set_string_member (root, "digest", digest);

  return root;
}

static JsonArray *
write_files (const CbHandover *self, GPtrArray *paths)
{
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "path", g_ptr_array_index (paths, i));
      json_object_set_string_member (object, "id", file->id);
      json_object_set_string_member (object, "title", file->title);
      json_object_set_string_member (object, "name", file->name);
      json_object_set_string_member (object, "sha256", file->sha256);
      json_object_set_int_member (object, "size", (gint64)file->size);
      json_object_set_string_member (object, "format", file->format);
      json_object_set_string_member (object, "media_type", file->media_type);
      json_object_set_string_member (object, "encoding", file->encoding);
      json_object_set_string_member (object, "schema", file->schema);
      json_array_add_object_element (files, object);
    }

  return files;
}

JsonObject *
_cb_handover_write_item (const CbCatalogItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", item->code);
  json_object_set_string_member (object, "title", item->title);
  json_object_set_string_member (object, "description", item->description);
  json_object_set_string_member (object, "field", item->field);
  json_object_set_string_member (object, "owner", item->owner);
  json_object_set_string_member (object, "frequency", cb_frequency_name (item->frequency));
  json_object_set_string_member (object, "formats", item->formats);
  json_object_set_string_member (object, "sharing", item->sharing);

  return object;
}

/**
 * cb_handover_write_dataset:
 * @self: a hand-over
 * @paths: (element-type utf8): of each file in the package
 *
 * Returns: (transfer full): JSON of the dataset itself
 */
char *
cb_handover_write_dataset (const CbHandover *self, GPtrArray *paths)
{
  const CbDataset *dataset = self->dataset;
  JsonObject *root = new_root (self);

  json_object_set_string_member (root, "kind", CB_HANDOVER_KIND);
  json_object_set_string_member (root, "state", cb_dataset_state_name (dataset->state));
  json_object_set_boolean_member (root, "practice", self->practice);
  json_object_set_string_member (root, "item", dataset->item_code);
  json_object_set_string_member (root, "period", dataset->period);
  json_object_set_string_member (root, "account", dataset->account_id);
  json_object_set_string_member (root, "prepared_by", dataset->prepared_by);
  json_object_set_int_member (root, "created_us", dataset->created_us);
  json_object_set_object_member (root, "metadata", json_object_ref (dataset->metadata));
  json_object_set_array_member (root, "files", write_files (self, paths));
  if (self->item != NULL)
    json_object_set_object_member (root, "catalog_item", _cb_handover_write_item (self->item));
  json_object_set_string_member (root, "agency", self->agency);
  json_object_set_string_member (root, "profile", self->profile);
  json_object_set_string_member (root, "portal_title", self->portal_title);
  json_object_set_string_member (root, "portal_url", self->portal_url);

  return write_root (root);
}

static JsonArray *
write_waivers (const CbHandover *self)
{
  JsonArray *waivers = json_array_new ();

  for (guint i = 0; i < self->waivers->len; i++)
    {
      const CbWaiver *waiver = g_ptr_array_index (self->waivers, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "finding", waiver->key);
      json_object_set_string_member (object, "person", waiver->person);
      json_object_set_string_member (object, "reason", waiver->reason);
      json_object_set_int_member (object, "at_us", waiver->at_us);
      json_array_add_object_element (waivers, object);
    }

  return waivers;
}

/**
 * cb_handover_write_approval:
 * @self: a hand-over
 *
 * Returns: (transfer full): JSON of who asked, who answered, and what was waived
 */
char *
cb_handover_write_approval (const CbHandover *self)
{
  JsonObject *root = new_root (self);

  json_object_set_string_member (root, "request", self->request);
  json_object_set_int_member (root, "requested_us", self->requested_us);
  json_object_set_string_member (root, "prepared_by", self->dataset->prepared_by);
  json_object_set_array_member (root, "waivers", write_waivers (self));
  if (self->approval != NULL)
    {
      JsonObject *approval = json_object_new ();

      json_object_set_string_member (approval, "id", self->approval->id);
      json_object_set_string_member (approval, "digest", self->approval->digest);
      json_object_set_string_member (approval, "approved_by", self->approval->approved_by);
      json_object_set_int_member (approval, "approved_us", self->approval->approved_us);
      json_object_set_object_member (root, "approval", approval);
    }
  if (self->returned_by != NULL)
    {
      JsonObject *returned = json_object_new ();

      json_object_set_string_member (returned, "returned_by", self->returned_by);
      json_object_set_int_member (returned, "returned_us", self->returned_us);
      json_object_set_string_member (returned, "reason", self->dataset->return_reason);
      json_object_set_object_member (root, "returned", returned);
    }

  return write_root (root);
}

static void
put_parsed (JsonObject *object, const char *name, const char *text)
{
  JsonNode *node = text != NULL ? cb_json_node_parse (text, -1, NULL) : NULL;

  if (node != NULL)
    json_object_set_member (object, name, node);
}

/**
 * cb_handover_write_recipe:
 * @self: a hand-over
 * @paths: (element-type utf8): of each file in the package
 *
 * Returns: (transfer full): JSON of what was done to the originals, which stay where they are
 */
char *
cb_handover_write_recipe (const CbHandover *self, GPtrArray *paths)
{
  JsonObject *root = new_root (self);
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      const CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "path", g_ptr_array_index (paths, i));
      json_object_set_string_member (object, "id", file->id);
      json_object_set_string_member (object, "original_sha256", file->original_sha256);
      put_parsed (object, "steps", file->recipe);
      put_parsed (object, "reading", file->options);
      json_array_add_object_element (files, object);
    }
  json_object_set_array_member (root, "files", files);

  return write_root (root);
}

static JsonObject *
write_arguments (GHashTable *arguments)
{
  g_autoptr (GList) names
      = g_list_sort (g_hash_table_get_keys (arguments), (GCompareFunc)g_strcmp0);
  JsonObject *object = json_object_new ();

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_string_member (object, l->data, g_hash_table_lookup (arguments, l->data));

  return object;
}

static JsonObject *
write_finding (const CbFinding *finding)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", finding->code);
  json_object_set_string_member (object, "severity", cb_severity_name (finding->severity));
  if (finding->row != CB_FINDING_NO_ROW)
    json_object_set_int_member (object, "row", (gint64)finding->row);
  if (finding->column >= 0)
    json_object_set_int_member (object, "column", finding->column);
  json_object_set_string_member (object, "column_name", finding->column_name);
  json_object_set_int_member (object, "count", (gint64)finding->count);
  json_object_set_string_member (object, "sample", finding->sample);
  json_object_set_object_member (object, "arguments", write_arguments (finding->arguments));
  json_object_set_string_member (object, "clause", finding->clause);
  json_object_set_string_member (object, "waived_by", finding->waived_by);
  json_object_set_string_member (object, "waiver_reason", finding->waiver_reason);

  return object;
}

/**
 * cb_handover_write_findings:
 * @self: a hand-over
 *
 * Samples in it are masked, as in every report.
 *
 * Returns: (transfer full): JSON of what the check found
 */
char *
cb_handover_write_findings (const CbHandover *self)
{
  JsonObject *root = new_root (self);
  JsonArray *findings = json_array_new ();

  for (guint i = 0; self->findings != NULL && i < self->findings->len; i++)
    json_array_add_object_element (findings, write_finding (g_ptr_array_index (self->findings, i)));
  json_object_set_array_member (root, "findings", findings);

  return write_root (root);
}
