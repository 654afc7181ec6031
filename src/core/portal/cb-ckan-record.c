/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Between our datasets and CKAN's packages. */

#include "config.h"

#include "core/portal/cb-ckan-record.h"

#include <string.h>

#include "base/cb-json.h"

#define EXTRA "extra:"

/* Ours on the left, CKAN's on the right; other members become extras under their own name. */
static const struct
{
  const char *ours;
  const char *field;
} fields[] = {
  { "title", "title" },
  { "notes", "notes" },
  { "license_id", "license_id" },
  { "contact_name", "maintainer" },
  { "contact_email", "maintainer_email" },
  { "author", "author" },
  { "author_email", "author_email" },
  { "version", "version" },
  { "url", "url" },
};

/* Never extras: told otherwise, or (an extra named like a field is a 409) not ours to set. */
static const char *const not_extras[] = {
  "keywords",
  "slug",
  "owner_org",
  CB_CKAN_MARKER,
  "name",
  "id",
  "private",
  "state",
  "type",
  "tags",
  "extras",
  "groups",
  "resources",
  "tag_string",
  "save",
  "isopen",
  "license_title",
  "license_url",
  "num_tags",
  "num_resources",
  "organization",
  "creator_user_id",
  "metadata_created",
  "metadata_modified",
  "relationships_as_object",
  "relationships_as_subject",
  "plugin_data",
  "log_message",
  "return_to",
};

static const char *
find_field (const char *ours)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].ours, ours) == 0)
      return fields[i].field;

  return NULL;
}

static gboolean
is_field (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (strcmp (fields[i].field, name) == 0)
      return TRUE;

  return FALSE;
}

static gboolean
may_be_extra (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (not_extras); i++)
    if (strcmp (not_extras[i], name) == 0)
      return FALSE;

  return !is_field (name);
}

/* NFC, no control characters but line breaks, no byte order mark (portals.md §2.4). */
static char *
dup_clean (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *clean = g_string_new (NULL);

  for (const char *p = normal; p != NULL && *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c != 0xFEFF && (c == '\n' || c == '\t' || !g_unichar_iscntrl (c)))
        g_string_append_unichar (clean, c);
    }
  g_strstrip (clean->str);
  return g_string_free (clean, FALSE);
}

/* CKAN takes letters, digits, space, `_`, `-` and `.`, 2 to 100 of them; the rest becomes space. */
static char *
dup_tag (const char *text)
{
  g_autofree char *clean = dup_clean (text);
  GString *tag = g_string_new (NULL);

  for (const char *p = clean; *p != '\0' && g_utf8_strlen (tag->str, -1) < 100;
       p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isalnum (c) || c == '_' || c == '-' || c == '.')
        g_string_append_unichar (tag, c);
      else if (tag->len > 0 && tag->str[tag->len - 1] != ' ')
        g_string_append_c (tag, ' ');
    }
  g_strchomp (tag->str);
  return g_string_free (tag, FALSE);
}

static int
compare_strings (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static JsonArray *
new_sorted (GPtrArray *strings)
{
  JsonArray *array = json_array_new ();
  const char *last = NULL;

  g_ptr_array_sort (strings, compare_strings);
  for (guint i = 0; i < strings->len; i++)
    {
      const char *value = g_ptr_array_index (strings, i);

      if (g_strcmp0 (value, last) != 0)
        json_array_add_string_element (array, value);
      last = value;
    }
  return array;
}

static JsonArray *
tags_from_keywords (JsonArray *keywords)
{
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; keywords != NULL && i < json_array_get_length (keywords); i++)
    {
      JsonNode *node = json_array_get_element (keywords, i);
      g_autofree char *tag = NULL;

      if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_string (node) == NULL)
        continue;
      tag = dup_tag (json_node_get_string (node));
      if (g_utf8_strlen (tag, -1) >= 2)
        g_ptr_array_add (tags, g_steal_pointer (&tag));
    }
  return new_sorted (tags);
}

static JsonArray *
tags_from_package (JsonObject *package)
{
  JsonArray *list = cb_json_get_array (package, "tags");
  g_autoptr (GPtrArray) tags = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      const char *name = JSON_NODE_HOLDS_OBJECT (node)
                             ? cb_json_get_string (json_node_get_object (node), "name")
                             : NULL;

      if (name != NULL)
        g_ptr_array_add (tags, g_strdup (name));
    }
  return new_sorted (tags);
}

static char *
dup_value (JsonNode *node)
{
  g_autofree char *text = NULL;

  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return dup_clean (json_node_get_string (node));

  text = json_to_string (node, FALSE);
  return dup_clean (text);
}

static void
set_extra (JsonObject *record, const char *name, const char *value)
{
  g_autofree char *key = g_strconcat (EXTRA, name, NULL);

  if (value != NULL && *value != '\0')
    json_object_set_string_member (record, key, value);
}

/**
 * cb_ckan_record_from_dataset:
 * @dataset: ours
 *
 * Returns: (transfer full): flat: CKAN's field names, `tags` as a sorted array, `extra:NAME`
 */
JsonObject *
cb_ckan_record_from_dataset (const CbDataset *dataset)
{
  JsonObject *record = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init (&iter, dataset->metadata);
  while (json_object_iter_next (&iter, &name, &node))
    {
      const char *field = find_field (name);
      g_autofree char *value = NULL;

      if (field == NULL && !may_be_extra (name))
        continue;
      value = dup_value (node);
      if (field != NULL && *value != '\0')
        json_object_set_string_member (record, field, value);
      else if (field == NULL)
        set_extra (record, name, value);
    }
  json_object_set_array_member (
      record, "tags", tags_from_keywords (cb_json_get_array (dataset->metadata, "keywords")));
  set_extra (record, "item_code", dataset->item_code);
  set_extra (record, "period", dataset->period);
  return record;
}

/**
 * cb_ckan_record_from_package:
 * @package: what `package_show` gave
 *
 * Returns: (transfer full): as cb_ckan_record_from_dataset(); empty members are left out
 */
JsonObject *
cb_ckan_record_from_package (JsonObject *package)
{
  JsonObject *record = json_object_new ();
  JsonArray *extras = cb_json_get_array (package, "extras");

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *value = cb_json_get_string (package, fields[i].field);

      if (value != NULL && *value != '\0')
        json_object_set_string_member (record, fields[i].field, value);
    }
  json_object_set_array_member (record, "tags", tags_from_package (package));
  for (guint i = 0; extras != NULL && i < json_array_get_length (extras); i++)
    {
      JsonNode *node = json_array_get_element (extras, i);
      JsonObject *extra = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *key = cb_json_get_string (extra, "key");

      if (key != NULL && strcmp (key, CB_CKAN_MARKER) != 0)
        set_extra (record, key, cb_json_get_string (extra, "value"));
    }
  return record;
}

static JsonArray *
tags_to_package (JsonArray *tags)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonObject *tag = json_object_new ();

      json_object_set_string_member (tag, "name", json_array_get_string_element (tags, i));
      json_array_add_object_element (list, tag);
    }
  return list;
}

static void
add_extra (JsonArray *extras, const char *key, const char *value)
{
  JsonObject *extra = json_object_new ();

  json_object_set_string_member (extra, "key", key);
  json_object_set_string_member (extra, "value", value);
  json_array_add_object_element (extras, extra);
}

/**
 * cb_ckan_record_to_package:
 * @record: of ours
 * @marker: (nullable): our id, for the extra `congbo_id`
 *
 * Returns: (transfer full): the same in the form of `package_create`
 */
JsonObject *
cb_ckan_record_to_package (JsonObject *record, const char *marker)
{
  JsonObject *package = json_object_new ();
  JsonArray *extras = json_array_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  if (marker != NULL)
    add_extra (extras, CB_CKAN_MARKER, marker);
  json_object_iter_init_ordered (&iter, record);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (JSON_NODE_HOLDS_ARRAY (node))
        json_object_set_array_member (package, name, tags_to_package (json_node_get_array (node)));
      else if (g_str_has_prefix (name, EXTRA))
        add_extra (extras, name + strlen (EXTRA), json_node_get_string (node));
      else
        json_object_set_string_member (package, name, json_node_get_string (node));
    }
  json_object_set_array_member (package, "extras", extras);
  return package;
}

static JsonArray *
copy_members (JsonArray *list, const char *first, const char *second)
{
  JsonArray *copy = json_array_new ();

  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonNode *node = json_array_get_element (list, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *member = json_object_new ();

      json_object_set_string_member (member, first, cb_json_get_string (object, first));
      if (second != NULL)
        json_object_set_string_member (member, second, cb_json_get_string (object, second));
      json_array_add_object_element (copy, member);
    }
  return copy;
}

/* A list is replaced, not merged (portals.md §2.4), so other people's extras are sent along. */
static JsonArray *
merge_extras (JsonArray *old, JsonObject *changes)
{
  JsonArray *merged = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  for (guint i = 0; old != NULL && i < json_array_get_length (old); i++)
    {
      JsonNode *element = json_array_get_element (old, i);
      JsonObject *extra = JSON_NODE_HOLDS_OBJECT (element) ? json_node_get_object (element) : NULL;
      const char *key = cb_json_get_string (extra, "key");
      const char *value = cb_json_get_string (extra, "value");
      g_autofree char *member = NULL;

      if (key == NULL)
        continue;
      member = g_strconcat (EXTRA, key, NULL);
      if (json_object_has_member (changes, member))
        value = json_object_get_string_member (changes, member);
      g_hash_table_add (seen, (char *)key);
      if (value != NULL && *value != '\0')
        add_extra (merged, key, value);
    }
  json_object_iter_init_ordered (&iter, changes);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    if (g_str_has_prefix (name, EXTRA) && !g_hash_table_contains (seen, name + strlen (EXTRA))
        && *json_node_get_string (node) != '\0')
      add_extra (merged, name + strlen (EXTRA), json_node_get_string (node));
  return merged;
}

/**
 * cb_ckan_record_to_revision:
 * @changes: members of a record with new values; an empty string removes
 * @package: as just read
 * @match: (inout): gets the old values of what changes
 * @update: (inout): gets the new ones
 *
 * For `package_revise` (portals.md §2.5). `metadata_modified` is no guard: extensions bump it.
 */
void
cb_ckan_record_to_revision (JsonObject *changes,
                            JsonObject *package,
                            JsonObject *match,
                            JsonObject *update)
{
  gboolean extras = FALSE;
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, changes);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (g_str_has_prefix (name, EXTRA))
        extras = TRUE;
      else if (JSON_NODE_HOLDS_ARRAY (node))
        {
          json_object_set_array_member (
              match, name, copy_members (cb_json_get_array (package, name), "name", NULL));
          json_object_set_array_member (update, name, tags_to_package (json_node_get_array (node)));
        }
      else
        {
          if (json_object_has_member (package, name))
            json_object_set_member (match, name,
                                    json_node_copy (json_object_get_member (package, name)));
          json_object_set_string_member (update, name, json_node_get_string (node));
        }
    }
  if (extras)
    {
      JsonArray *old = cb_json_get_array (package, "extras");

      if (old != NULL)
        json_object_set_array_member (match, "extras", copy_members (old, "key", "value"));
      json_object_set_array_member (update, "extras", merge_extras (old, changes));
    }
}

/**
 * cb_ckan_slot_new:
 * @file: of ours
 *
 * Returns: (transfer full): an empty resource, to be filled by `resource_patch` (ckan.md 1)
 */
JsonObject *
cb_ckan_slot_new (const CbDatasetFile *file)
{
  JsonObject *slot = json_object_new ();
  g_autofree char *title = dup_clean (file->title != NULL && *file->title != '\0'
                                          ? file->title
                                          : (file->name != NULL ? file->name : ""));
  g_autofree char *format = g_ascii_strup (file->format != NULL ? file->format : "", -1);

  json_object_set_string_member (slot, "id", file->id);
  json_object_set_string_member (slot, "name", title);
  json_object_set_string_member (slot, "format", format);
  json_object_set_string_member (slot, "mimetype",
                                 file->media_type != NULL && *file->media_type != '\0'
                                     ? file->media_type
                                     : "application/octet-stream");
  return slot;
}

/**
 * cb_ckan_remote_file_new:
 * @resource: as CKAN shows it
 * @base: (nullable): of the portal
 *
 * CKAN writes the address of an upload with the `site_url` that somebody configured. Bytes are
 * fetched from where we talk to, so that the token goes nowhere else.
 *
 * Returns: (transfer full): the same as a value
 */
CbRemoteFile *
cb_ckan_remote_file_new (JsonObject *resource, const char *base)
{
  CbRemoteFile *file = cb_remote_file_new ();
  const char *url = cb_json_get_string (resource, "url");
  const char *path = url != NULL ? strstr (url, "/dataset/") : NULL;

  file->id = g_strdup (cb_json_get_string (resource, "id"));
  file->title = g_strdup (cb_json_get_string (resource, "name"));
  file->format = g_strdup (cb_json_get_string (resource, "format"));
  file->media_type = g_strdup (cb_json_get_string (resource, "mimetype"));
  file->last_modified = g_strdup (cb_json_get_string (resource, "last_modified"));
  file->size = cb_json_get_int (resource, "size", -1);
  file->uploaded = g_strcmp0 (cb_json_get_string (resource, "url_type"), "upload") == 0
                   && url != NULL && *url != '\0';
  file->url = file->uploaded && base != NULL && path != NULL ? g_strconcat (base, path, NULL)
                                                             : g_strdup (url);
  return file;
}

/**
 * cb_ckan_remote_dataset_new:
 * @package: as CKAN shows it
 * @base: of the portal
 *
 * Returns: (transfer full): the same as a value
 */
CbRemoteDataset *
cb_ckan_remote_dataset_new (JsonObject *package, const char *base)
{
  CbRemoteDataset *self = cb_remote_dataset_new ();
  JsonArray *resources = cb_json_get_array (package, "resources");
  JsonArray *extras = cb_json_get_array (package, "extras");

  self->id = g_strdup (cb_json_get_string (package, "id"));
  self->name = g_strdup (cb_json_get_string (package, "name"));
  self->is_private = cb_json_get_bool (package, "private", FALSE);
  self->is_deleted = g_strcmp0 (cb_json_get_string (package, "state"), "deleted") == 0;
  self->record = cb_ckan_record_from_package (package);
  self->raw = json_object_ref (package);
  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    {
      JsonNode *node = json_array_get_element (resources, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (self->files, cb_ckan_remote_file_new (json_node_get_object (node), base));
    }
  for (guint i = 0; extras != NULL && i < json_array_get_length (extras); i++)
    {
      JsonNode *node = json_array_get_element (extras, i);
      JsonObject *extra = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

      if (g_strcmp0 (cb_json_get_string (extra, "key"), CB_CKAN_MARKER) == 0)
        {
          g_free (self->congbo_id);
          self->congbo_id = g_strdup (cb_json_get_string (extra, "value"));
        }
    }
  return self;
}
