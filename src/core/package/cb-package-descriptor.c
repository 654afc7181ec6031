/* SPDX-License-Identifier: GPL-3.0-or-later */

/* datapackage.json: a Data Package v2 (datapackage.org), as packages.md §3.4 has it. With it any
 * program that reads such packages knows title, licence and columns of the data. */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/package/cb-package-private.h"

#define SCHEMA "https://datapackage.org/profiles/2.0/datapackage.json"
#define MAX_NAME 100

static const char *
get_text (JsonObject *metadata, const char *name)
{
  const char *text = cb_json_get_string (metadata, name);

  return text != NULL && text[0] != '\0' ? text : NULL;
}

static void
put_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL && text[0] != '\0')
    json_object_set_string_member (object, name, text);
}

/* What a licence is called there: letters, digits, `-`, `.` and `_`. CKAN's word for none is none.
 */
static void
put_licence (JsonObject *root, JsonObject *metadata)
{
  const char *id = get_text (metadata, "license_id");
  JsonArray *licences;
  JsonObject *licence;

  if (id == NULL || g_str_equal (id, "notspecified")
      || strspn (id, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-._") != strlen (id))
    return;
  licences = json_array_new ();
  licence = json_object_new ();
  json_object_set_string_member (licence, "name", id);
  json_array_add_object_element (licences, licence);
  json_object_set_array_member (root, "licenses", licences);
}

static void
add_contributor (JsonArray *contributors, const char *title, const char *email, const char *role)
{
  JsonObject *contributor;
  JsonArray *roles;

  if (title == NULL)
    return;
  contributor = json_object_new ();
  roles = json_array_new ();
  json_object_set_string_member (contributor, "title", title);
  if (email != NULL && strchr (email, '@') != NULL && strchr (email, ' ') == NULL)
    json_object_set_string_member (contributor, "email", email);
  json_array_add_string_element (roles, role);
  json_object_set_array_member (contributor, "roles", roles);
  json_array_add_object_element (contributors, contributor);
}

static void
put_contributors (JsonObject *root, const CbHandover *handover)
{
  JsonObject *metadata = handover->dataset->metadata;
  const char *author = get_text (metadata, "author");
  JsonArray *contributors = json_array_new ();

  add_contributor (contributors, author != NULL ? author : handover->agency, NULL, "publisher");
  add_contributor (contributors, get_text (metadata, "contact_name"),
                   get_text (metadata, "contact_email"), "contact");
  if (json_array_get_length (contributors) > 0)
    json_object_set_array_member (root, "contributors", contributors);
  else
    json_array_unref (contributors);
}

static void
put_keywords (JsonObject *root, JsonObject *metadata)
{
  JsonArray *keywords = cb_json_get_array (metadata, "keywords");
  JsonArray *written = json_array_new ();

  for (guint i = 0; keywords != NULL && i < json_array_get_length (keywords); i++)
    {
      JsonNode *node = json_array_get_element (keywords, i);
      const char *keyword = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_string (node) : NULL;

      if (keyword != NULL && keyword[0] != '\0')
        json_array_add_string_element (written, keyword);
    }
  if (json_array_get_length (written) > 0)
    json_object_set_array_member (root, "keywords", written);
  else
    json_array_unref (written);
}

static gboolean
is_text (const CbDatasetFile *file)
{
  return g_strcmp0 (file->format, "csv") == 0 || g_strcmp0 (file->format, "tsv") == 0;
}

static void
put_table (JsonObject *resource,
           const CbDatasetFile *file,
           const char *schema,
           const char *delimiter)
{
  JsonNode *node = schema[0] != '\0' ? cb_json_node_parse (schema, -1, NULL) : NULL;
  JsonObject *dialect;

  put_text (resource, "encoding", file->encoding);
  if (delimiter[0] != '\0' && !g_str_equal (delimiter, ","))
    {
      dialect = json_object_new ();
      json_object_set_string_member (dialect, "delimiter", delimiter);
      json_object_set_object_member (resource, "dialect", dialect);
    }
  if (node == NULL)
    return;
  json_object_set_string_member (resource, "type", "table");
  json_object_set_member (resource, "schema", node);
}

static JsonObject *
write_resource (const CbHandover *handover, guint index, const char *path)
{
  const CbDatasetFile *file = g_ptr_array_index (handover->dataset->files, index);
  JsonObject *resource = json_object_new ();
  const char *start = path + strlen ("data/");
  g_autofree char *name = g_strndup (start, (gsize)(strrchr (start, '.') - start));
  g_autofree char *hash = g_strconcat ("sha256:", file->sha256, NULL);

  json_object_set_string_member (resource, "name", name);
  json_object_set_string_member (resource, "path", path);
  put_text (resource, "title", file->title);
  put_text (resource, "format", file->format);
  put_text (resource, "mediatype", file->media_type);
  json_object_set_int_member (resource, "bytes", (gint64)file->size);
  json_object_set_string_member (resource, "hash", hash);
  if (is_text (file))
    put_table (resource, file, g_ptr_array_index (handover->schemas, index),
               g_ptr_array_index (handover->delimiters, index));

  return resource;
}

/* Members of our own, as the standard recommends that they are named. */
static void
put_own (JsonObject *root, const CbDataset *dataset)
{
  put_text (root, "vnpub:item", dataset->item_code);
  put_text (root, "vnpub:period", dataset->period);
  put_text (root, "vnpub:frequency", get_text (dataset->metadata, "frequency"));
}

/* @paths: (element-type utf8): of each file. Returns: (transfer full): the descriptor. */
char *
_cb_package_write_descriptor (const CbHandover *handover, GPtrArray *paths)
{
  const CbDataset *dataset = handover->dataset;
  g_autoptr (JsonObject) root = json_object_new ();
  g_autoptr (GDateTime) changed
      = g_date_time_new_from_unix_utc (dataset->changed_us / G_USEC_PER_SEC);
  g_autofree char *created = g_date_time_format_iso8601 (changed);
  g_autofree char *name = cb_text_slug (cb_dataset_get_title (dataset), MAX_NAME);
  JsonArray *languages = json_array_new ();
  JsonArray *resources = json_array_new ();
  g_autofree char *text = NULL;

  json_object_set_string_member (root, "$schema", SCHEMA);
  json_object_set_string_member (root, "name", name);
  json_object_set_string_member (root, "id", dataset->id);
  put_text (root, "title", cb_dataset_get_title (dataset));
  put_text (root, "description", get_text (dataset->metadata, "notes"));
  json_object_set_string_member (root, "created", created);
  json_array_add_string_element (languages, "vi");
  json_object_set_array_member (root, "languages", languages);
  put_licence (root, dataset->metadata);
  put_contributors (root, handover);
  put_keywords (root, dataset->metadata);
  put_own (root, dataset);
  for (guint i = 0; i < dataset->files->len; i++)
    json_array_add_object_element (resources,
                                   write_resource (handover, i, g_ptr_array_index (paths, i)));
  json_object_set_array_member (root, "resources", resources);
  text = cb_json_object_to_string (root, TRUE);

  return g_strconcat (text, "\n", NULL);
}
