/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-check-files.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-dataset.h"
#include "core/portal/practice/cb-practice-formats.h"
#include "core/portal/practice/cb-practice-values.h"

#define MIN_RESOURCE_ID 7

static const char *const resource_texts[] = {
  "cache_last_updated", "cache_url", "created",        "description", "format",        "hash",
  "last_modified",      "mimetype",  "mimetype_inner", "name",        "resource_type", "url",
  "url_type",
};

/* 2.11 wants what Python's uuid.UUID() takes; before that, seven harmless characters. */
static const char *
find_id_problem (CbPracticeCall *call, const char *id)
{
  gsize length = strlen (id);

  if (call->habits->wants_uuid)
    return g_uuid_string_is_valid (id) ? NULL : "Invalid id provided";
  if (length < MIN_RESOURCE_ID)
    return "Must be at least 7 characters long";
  if (length > 100)
    return "Must be a maximum of 100 characters long";
  for (const char *p = id; *p != '\0'; p++)
    if (!g_ascii_isalnum (*p) && strchr (" _-", *p) == NULL)
      return "Must be purely alphanumeric (ascii) characters and these symbols: -_ ";

  return NULL;
}

static void
check_size (JsonObject *given, JsonObject *resource, JsonObject *errors)
{
  g_autofree char *size = cb_practice_values_dup_text (given, "size");
  gint64 number;

  json_object_set_null_member (resource, "size");
  if (size == NULL || g_strstrip (size)[0] == '\0')
    return;
  if (!g_ascii_string_to_signed (size, 10, G_MININT64, G_MAXINT64, &number, NULL))
    cb_practice_add_message (errors, "size", "Invalid integer");
  else
    json_object_set_int_member (resource, "size", number);
}

static void
check_upload (CbPracticeCall *call, JsonObject *given, JsonObject *resource, JsonObject *errors)
{
  const char *field = cb_json_get_string (given, "_upload");
  CbPracticeUpload *upload = field != NULL ? cb_practice_call_find_upload (call, field) : NULL;

  if (upload == NULL)
    return;
  if (call->max_resource_size > 0 && upload->size > call->max_resource_size)
    cb_practice_add_message (errors, "upload", "File upload too large");
  json_object_set_string_member (resource, "_upload", field);
}

/* Of the address of an uploaded file only the name is kept; the rest is where the portal is. */
static void
shorten_url (JsonObject *resource)
{
  g_autofree char *url = g_strdup (cb_json_get_string (resource, "url"));
  const char *slash = url != NULL ? strrchr (url, '/') : NULL;

  if (slash != NULL && g_strcmp0 (cb_json_get_string (resource, "url_type"), "upload") == 0)
    {
      g_autofree char *name = cb_practice_munge_file_name (slash + 1);

      json_object_set_string_member (resource, "url", name);
    }
}

/* Keys that CKAN does not know are kept on a file as they are. */
static void
keep_unknown (JsonObject *given, JsonObject *resource)
{
  static const char *const ignored[]
      = { "clear_upload", "position", "package_id", "size",
          "state",        "upload",   "id",         "metadata_modified" };
  g_autoptr (GList) names = json_object_get_members (given);

  for (GList *l = names; l != NULL; l = l->next)
    if (*(const char *)l->data != '_'
        && !cb_practice_values_is_in (l->data, ignored, G_N_ELEMENTS (ignored))
        && !cb_practice_values_is_in (l->data, resource_texts, G_N_ELEMENTS (resource_texts)))
      json_object_set_member (resource, l->data,
                              json_node_copy (json_object_get_member (given, l->data)));
}

/* CKAN writes the formats that it knows in its own way: `csv` and `text/csv` are `CSV`. */
static void
clean_format (JsonObject *resource)
{
  const char *format = cb_json_get_string (resource, "format");
  const CbPracticeFormat *known = cb_practice_formats_find (format);

  cb_json_set_text (resource, "format", known != NULL ? known->name : format != NULL ? format : "");
}

static JsonObject *
check_resource (CbPracticeCall *call, JsonObject *given, JsonObject *package, JsonObject *errors)
{
  JsonObject *resource = json_object_new ();
  g_autofree char *id = cb_practice_values_dup_text (given, "id");
  g_autofree char *now = cb_practice_now ();

  for (gsize i = 0; i < G_N_ELEMENTS (resource_texts); i++)
    {
      g_autofree char *text = cb_practice_values_dup_text (given, resource_texts[i]);

      cb_json_set_text (resource, resource_texts[i], text);
    }
  if (id == NULL || id[0] == '\0')
    {
      g_free (id);
      id = g_uuid_string_random ();
    }
  else
    {
      const char *problem = find_id_problem (call, id);

      if (problem == NULL
          && cb_practice_store_knows_resource (call->store, id, cb_json_get_string (package, "id")))
        problem = "Resource id already exists.";
      if (problem != NULL)
        cb_practice_add_message (errors, "id", problem);
    }
  json_object_set_string_member (resource, "id", id);
  json_object_set_string_member (resource, "state", "active");
  if (json_object_get_null_member (resource, "url"))
    json_object_set_string_member (resource, "url", "");
  if (json_object_get_null_member (resource, "hash"))
    json_object_set_string_member (resource, "hash", "");
  clean_format (resource);
  if (json_object_get_null_member (resource, "created"))
    json_object_set_string_member (resource, "created", now);
  cb_json_set_text (resource, "metadata_modified", cb_json_get_string (given, "metadata_modified"));
  if (json_object_get_null_member (resource, "metadata_modified"))
    json_object_set_string_member (resource, "metadata_modified", now);
  shorten_url (resource);
  check_size (given, resource, errors);
  if (cb_json_get_bool (given, "_size_sent", FALSE))
    json_object_set_boolean_member (resource, "_size_sent", TRUE);
  if (cb_json_get_bool (given, "_guess_type", FALSE))
    json_object_set_boolean_member (resource, "_guess_type", TRUE);
  check_upload (call, given, resource, errors);
  keep_unknown (given, resource);

  return resource;
}

/**
 * cb_practice_check_files:
 * @call: the call
 * @candidate: the dataset as it is to be
 * @package: (inout): the dataset that is made of it; gets its files
 * @errors: gets what is wrong with them, in a list that goes with what was sent
 */
void
cb_practice_check_files (CbPracticeCall *call,
                         JsonObject *candidate,
                         JsonObject *package,
                         JsonObject *errors)
{
  JsonArray *resources = cb_json_get_array (candidate, "resources");
  JsonArray *kept = json_array_new ();
  g_autoptr (JsonArray) problems = json_array_new ();
  gboolean wrong = FALSE;

  json_object_set_array_member (package, "resources", kept);
  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    {
      JsonNode *node = json_array_get_element (resources, i);
      JsonObject *problem = json_object_new ();

      json_array_add_object_element (problems, problem);
      if (JSON_NODE_HOLDS_OBJECT (node))
        json_array_add_object_element (
            kept, check_resource (call, json_node_get_object (node), package, problem));
      else
        cb_practice_add_message (problem, "id",
                                 "Only lists of dicts can be placed against "
                                 "subschema");
      wrong |= json_object_get_size (problem) > 0;
    }
  if (wrong)
    json_object_set_array_member (errors, "resources", g_steal_pointer (&problems));
}
