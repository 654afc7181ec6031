/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-check-files.h"
#include "core/portal/practice/cb-practice-dataset.h"
#include "core/portal/practice/cb-practice-licenses.h"
#include "core/portal/practice/cb-practice-values.h"

/* What CKAN's default schema checks, and in its words: `logic/schema`, `logic/validators.py`. */

#define MIN_NAME 2
#define MAX_NAME 100
#define MAX_VERSION 100

static const char *const text_fields[]
    = { "author",           "author_email", "license_id", "maintainer",
        "maintainer_email", "notes",        "url",        "version" };
/* Shown, but never taken from outside. */
static const char *const own_fields[] = {
  "creator_user_id",
  "groups",
  "id",
  "isopen",
  "license_title",
  "license_url",
  "metadata_created",
  "metadata_modified",
  "name",
  "num_resources",
  "num_tags",
  "organization",
  "owner_org",
  "private",
  "relationships_as_object",
  "relationships_as_subject",
  "resources",
  "state",
  "tags",
  "title",
  "type",
  "extras",
};

static gboolean
is_slug (const char *name)
{
  return name[strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_")] == '\0';
}

static void
check_name (CbPracticeCall *call,
            JsonObject *candidate,
            JsonObject *original,
            JsonObject *package,
            JsonObject *errors)
{
  g_autofree char *name = cb_practice_values_dup_text (candidate, "name");
  JsonObject *other;

  if (name == NULL || name[0] == '\0')
    {
      cb_practice_add_message (errors, "name", "Missing value");
      return;
    }
  if (g_str_equal (name, "new") || g_str_equal (name, "edit") || g_str_equal (name, "search"))
    cb_practice_add_message (errors, "name", "That name cannot be used");
  else if (g_utf8_strlen (name, -1) < MIN_NAME)
    cb_practice_add_message (errors, "name", "Must be at least 2 characters long");
  else if (g_utf8_strlen (name, -1) > MAX_NAME)
    cb_practice_add_message (errors, "name", "Name must be a maximum of 100 characters long");
  else if (!is_slug (name))
    cb_practice_add_message (errors, "name",
                             "Must be purely lowercase alphanumeric (ascii) characters and these "
                             "symbols: -_");
  else
    {
      other = cb_practice_store_find_package (call->store, name);
      if (other != NULL && g_strcmp0 (cb_json_get_string (other, "name"), name) == 0
          && g_strcmp0 (cb_json_get_string (other, "state"), "deleted") != 0
          && g_strcmp0 (cb_json_get_string (other, "id"), cb_json_get_string (original, "id")) != 0)
        cb_practice_add_message (errors, "name", "That URL is already in use.");
    }
  json_object_set_string_member (package, "name", name);
}

static void
check_organisation (CbPracticeCall *call,
                    JsonObject *candidate,
                    JsonObject *original,
                    JsonObject *package,
                    JsonObject *errors)
{
  g_autofree char *wanted = cb_practice_values_dup_text (candidate, "owner_org");
  JsonObject *organisation = cb_practice_store_find_organisation (call->store, wanted);
  const char *capacity = cb_practice_store_get_capacity (call->store, call->user, organisation);
  const char *id = cb_json_get_string (organisation, "id");

  if (wanted == NULL || wanted[0] == '\0')
    cb_practice_add_message (errors, "owner_org", "An organization must be provided");
  else if (organisation == NULL)
    cb_practice_add_message (errors, "owner_org", "Organization does not exist");
  else if (g_strcmp0 (id, cb_json_get_string (original, "owner_org")) != 0
           && g_strcmp0 (capacity, "admin") != 0 && g_strcmp0 (capacity, "editor") != 0)
    cb_practice_add_message (errors, "owner_org", "You cannot add a dataset to this organization");
  cb_json_set_text (package, "owner_org", id);
}

static gboolean
read_boolean (JsonObject *object, const char *name)
{
  g_autofree char *text = cb_practice_values_dup_text (object, name);
  g_autofree char *lower = text != NULL ? g_ascii_strdown (text, -1) : NULL;

  return lower != NULL
         && (g_str_equal (lower, "true") || g_str_equal (lower, "yes") || g_str_equal (lower, "t")
             || g_str_equal (lower, "y") || g_str_equal (lower, "1") || g_str_equal (lower, "on"));
}

/* Python's `\w`, blank, hyphen, dot: letters have to be whole, so a detached mark (NFD) fails. */
static gboolean
is_tag_text (const char *tag)
{
  for (const char *p = tag; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isalnum (c) && (c >= 128 || strchr ("_ -.", (int)c) == NULL))
        return FALSE;
    }

  return TRUE;
}

static void
check_tags (JsonObject *candidate, JsonObject *package, JsonObject *errors)
{
  JsonArray *tags = cb_json_get_array (candidate, "tags");
  JsonArray *kept = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  json_object_set_array_member (package, "tags", kept);
  for (guint i = 0; tags != NULL && i < json_array_get_length (tags); i++)
    {
      JsonNode *node = json_array_get_element (tags, i);
      g_autofree char *name
          = JSON_NODE_HOLDS_OBJECT (node)
                ? cb_practice_values_dup_text (json_node_get_object (node), "name")
                : NULL;
      g_autofree char *message = NULL;
      g_autofree char *id = g_uuid_string_random ();
      JsonObject *tag;

      if (name == NULL)
        message = g_strdup ("Missing value");
      else if (g_utf8_strlen (name, -1) < 2)
        message = g_strdup_printf ("Tag \"%s\" length is less than minimum 2", name);
      else if (g_utf8_strlen (name, -1) > 100)
        message = g_strdup_printf ("Tag \"%s\" length is more than maximum 100", name);
      else if (!is_tag_text (name))
        message = g_strdup_printf (
            "Tag \"%s\" can only contain alphanumeric characters, spaces (\" \"), hyphens (\"-\"), "
            "underscores (\"_\") or dots (\".\")",
            name);
      if (message != NULL)
        {
          cb_practice_add_message (errors, "tags", message);
          continue;
        }
      if (!g_hash_table_add (seen, g_strdup (name)))
        continue;
      tag = json_object_new ();
      json_object_set_string_member (tag, "display_name", name);
      cb_json_set_text (tag, "id", cb_json_get_string (json_node_get_object (node), "id"));
      if (json_object_get_null_member (tag, "id"))
        json_object_set_string_member (tag, "id", id);
      json_object_set_string_member (tag, "name", name);
      json_object_set_string_member (tag, "state", "active");
      json_object_set_null_member (tag, "vocabulary_id");
      json_array_add_object_element (kept, tag);
    }
}

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (cb_json_get_string (*(JsonObject **)a, "key"),
                    cb_json_get_string (*(JsonObject **)b, "key"));
}

static void
check_extras (JsonObject *candidate, JsonObject *package, JsonObject *errors)
{
  JsonArray *extras = cb_json_get_array (candidate, "extras");
  JsonArray *kept = json_array_new ();
  g_autoptr (JsonArray) problems = json_array_new ();
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) sorted = g_ptr_array_new_with_free_func ((GDestroyNotify)json_object_unref);
  gboolean wrong = FALSE;

  json_object_set_array_member (package, "extras", kept);
  for (guint i = 0; extras != NULL && i < json_array_get_length (extras); i++)
    {
      JsonNode *node = json_array_get_element (extras, i);
      JsonObject *given = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *key = given != NULL ? cb_practice_values_dup_text (given, "key") : NULL;
      g_autofree char *value = given != NULL ? cb_practice_values_dup_text (given, "value") : NULL;
      JsonObject *problem = json_object_new ();
      JsonObject *extra;

      json_array_add_object_element (problems, problem);
      if (key == NULL || key[0] == '\0')
        cb_practice_add_message (problem, "key", "Missing value");
      else if (cb_practice_values_is_in (key, text_fields, G_N_ELEMENTS (text_fields))
               || cb_practice_values_is_in (key, own_fields, G_N_ELEMENTS (own_fields)))
        cb_practice_add_message (problem, "key", "There is a schema field with the same name");
      if (value == NULL)
        cb_practice_add_message (problem, "value", "Missing value");
      wrong |= json_object_get_size (problem) > 0;
      if (key != NULL && !g_hash_table_add (seen, g_strdup (key)))
        {
          g_autofree char *message = g_strdup_printf ("Duplicate key \"%s\"", key);

          cb_practice_add_message (errors, "extras_validation", message);
        }
      extra = json_object_new ();
      cb_json_set_text (extra, "key", key);
      cb_json_set_text (extra, "value", value);
      g_ptr_array_add (sorted, extra);
    }
  if (wrong)
    json_object_set_array_member (errors, "extras", g_steal_pointer (&problems));

  g_ptr_array_sort (sorted, compare_keys);
  for (guint i = 0; i < sorted->len; i++)
    json_array_add_object_element (kept, json_object_ref (g_ptr_array_index (sorted, i)));
}

static void
check_id (CbPracticeCall *call,
          JsonObject *candidate,
          JsonObject *original,
          JsonObject *package,
          JsonObject *errors)
{
  g_autofree char *id = cb_practice_values_dup_text (candidate, "id");

  if (original != NULL)
    {
      json_object_set_string_member (package, "id", json_object_get_string_member (original, "id"));
      return;
    }
  if (id != NULL && id[0] != '\0')
    {
      if (!cb_json_get_bool (call->user, "sysadmin", FALSE))
        cb_practice_add_message (errors, "id", "The input field id was not expected.");
      else if (!g_uuid_string_is_valid (id))
        cb_practice_add_message (errors, "id", "Invalid id provided");
      else if (cb_practice_store_find_package (call->store, id) != NULL)
        cb_practice_add_message (errors, "id", "Dataset id already exists");
    }
  else
    {
      g_free (id);
      id = g_uuid_string_random ();
    }
  json_object_set_string_member (package, "id", id);
}

static void
check_texts (JsonObject *candidate, JsonObject *package, JsonObject *errors)
{
  g_autofree char *title = cb_practice_values_dup_text (candidate, "title");

  for (gsize i = 0; i < G_N_ELEMENTS (text_fields); i++)
    {
      g_autofree char *text = cb_practice_values_dup_text (candidate, text_fields[i]);

      if (text != NULL && g_str_equal (text_fields[i], "version")
          && g_utf8_strlen (text, -1) > MAX_VERSION)
        cb_practice_add_message (errors, "version",
                                 "Version must be a maximum of 100 characters long");
      if (text != NULL && text[0] != '\0' && g_str_has_suffix (text_fields[i], "_email")
          && !g_regex_match_simple ("^[a-zA-Z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-zA-Z0-9-]+"
                                    "(\\.[a-zA-Z0-9-]+)*$",
                                    text, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT))
        {
          g_autofree char *message = g_strdup_printf ("Email %s is not a valid format", text);

          cb_practice_add_message (errors, text_fields[i], message);
        }
      cb_json_set_text (package, text_fields[i], text);
    }
  cb_json_set_text (package, "title",
                    title != NULL && title[0] != '\0' ? title
                                                      : cb_json_get_string (package, "name"));
}

static void
set_license (JsonObject *package)
{
  const CbPracticeLicense *license
      = cb_practice_licenses_find (cb_json_get_string (package, "license_id"));

  json_object_set_boolean_member (package, "isopen", license != NULL && license->is_open);
  cb_json_set_text (package, "license_title",
                    license != NULL ? license->title : cb_json_get_string (package, "license_id"));
  if (license != NULL && license->url[0] != '\0')
    json_object_set_string_member (package, "license_url", license->url);
}

/* A new dataset of an editor is active whatever was asked; later its state may be set. */
static void
set_own_fields (CbPracticeCall *call,
                JsonObject *candidate,
                JsonObject *original,
                JsonObject *package)
{
  g_autofree char *state = cb_practice_values_dup_text (candidate, "state");
  g_autofree char *now = cb_practice_now ();
  gboolean may = original != NULL || cb_json_get_bool (call->user, "sysadmin", FALSE);

  json_object_set_string_member (package, "state",
                                 may && state != NULL && state[0] != '\0' ? state : "active");
  json_object_set_boolean_member (package, "private", read_boolean (candidate, "private"));
  json_object_set_string_member (package, "type", "dataset");
  set_license (package);
  json_object_set_array_member (package, "groups", json_array_new ());
  json_object_set_array_member (package, "relationships_as_subject", json_array_new ());
  json_object_set_array_member (package, "relationships_as_object", json_array_new ());
  cb_json_set_text (package, "creator_user_id",
                    original != NULL ? cb_json_get_string (original, "creator_user_id")
                                     : cb_json_get_string (call->user, "id"));
  cb_json_set_text (package, "metadata_created",
                    original != NULL ? cb_json_get_string (original, "metadata_created") : now);
  cb_json_set_text (package, "metadata_modified",
                    original != NULL ? cb_json_get_string (original, "metadata_modified") : now);
}

/* Ids of deleted files, which CKAN does not forget: only resource_delete adds to them. */
static void
keep_deleted (JsonObject *candidate, JsonObject *original, JsonObject *package)
{
  JsonObject *deleted = cb_json_get_object (candidate, "_deleted");

  if (deleted == NULL)
    deleted = cb_json_get_object (original, "_deleted");
  if (deleted != NULL)
    json_object_set_object_member (package, "_deleted", json_object_ref (deleted));
}

/* What is no list where a list has to be cannot even be validated. */
static gboolean
check_shapes (CbPracticeCall *call, JsonObject *candidate)
{
  static const char *const lists[] = { "tags", "extras", "groups" };

  for (gsize i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonNode *node = json_object_get_member (candidate, lists[i]);
      g_autofree char *message = NULL;

      if (node == NULL || JSON_NODE_HOLDS_ARRAY (node) || JSON_NODE_HOLDS_NULL (node))
        continue;
      message = g_strdup_printf ("Only lists of dicts can be placed against subschema ('%s',)",
                                 lists[i]);
      cb_practice_call_malformed (call, message);
      return FALSE;
    }
  if (json_object_has_member (candidate, "resources")
      && cb_json_get_array (candidate, "resources") == NULL)
    {
      cb_practice_call_crash (call);
      return FALSE;
    }

  return TRUE;
}

/**
 * cb_practice_dataset_check:
 * @call: the call, which is rejected when something is wrong, with everything that is
 * @candidate: the whole dataset as it is to be
 * @original: (nullable): as it is now
 *
 * Returns: (transfer full) (nullable): the dataset to keep: only what CKAN knows, in its types
 */
JsonObject *
cb_practice_dataset_check (CbPracticeCall *call, JsonObject *candidate, JsonObject *original)
{
  g_autoptr (JsonObject) package = json_object_new ();
  g_autoptr (JsonObject) errors = json_object_new ();

  if (!check_shapes (call, candidate))
    return NULL;
  check_id (call, candidate, original, package, errors);
  check_name (call, candidate, original, package, errors);
  check_organisation (call, candidate, original, package, errors);
  check_texts (candidate, package, errors);
  check_tags (candidate, package, errors);
  check_extras (candidate, package, errors);
  cb_practice_check_files (call, candidate, package, errors);
  set_own_fields (call, candidate, original, package);
  keep_deleted (candidate, original, package);
  if (json_object_get_size (errors) > 0)
    return cb_practice_call_reject (call, errors);

  return g_steal_pointer (&package);
}
