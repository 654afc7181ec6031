/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/portal/practice/cb-practice-actions.h"
#include "core/portal/practice/cb-practice-dataset.h"

#define MAX_ROWS 1000
#define DEFAULT_ROWS 10

/* The dataset that a call names, when whoever asks may read it. */
static JsonObject *
find_readable (CbPracticeCall *call, const char *id)
{
  JsonObject *package = cb_practice_store_find_package (call->store, id);

  if (package == NULL)
    return cb_practice_call_not_found (call, "Not found");
  if (!cb_practice_dataset_may_read (call->store, package, call->user))
    return cb_practice_call_deny (call, "User %s not authorized to read package %s",
                                  cb_practice_call_get_user_name (call),
                                  json_object_get_string_member (package, "id"));

  return package;
}

static JsonObject *
find_editable (CbPracticeCall *call, const char *id)
{
  JsonObject *package = cb_practice_store_find_package (call->store, id);

  if (package == NULL)
    return cb_practice_call_not_found (call, "Not found");
  if (!cb_practice_dataset_may_edit (call->store, package, call->user))
    return cb_practice_call_deny (call, "User %s not authorized to edit package %s",
                                  cb_practice_call_get_user_name (call),
                                  json_object_get_string_member (package, "id"));

  return package;
}

static JsonNode *
show_node (CbPracticeCall *call, JsonObject *package)
{
  if (package == NULL)
    return NULL;

  return cb_practice_actions_take_object (cb_practice_dataset_show (call->store, package));
}

static JsonNode *
run_show (CbPracticeCall *call)
{
  const char *id = cb_json_get_string (call->data, "id");

  if (id == NULL)
    id = cb_json_get_string (call->data, "name_or_id");
  if (id == NULL)
    return cb_practice_call_reject_field (call, "name_or_id", "Missing value");

  return show_node (call, find_readable (call, id));
}

static gboolean
may_create_somewhere (CbPracticeCall *call)
{
  g_autoptr (GPtrArray) organisations = cb_practice_store_list_organisations (call->store);

  for (guint i = 0; i < organisations->len; i++)
    {
      const char *capacity = cb_practice_store_get_capacity (call->store, call->user,
                                                             g_ptr_array_index (organisations, i));

      if (g_strcmp0 (capacity, "admin") == 0 || g_strcmp0 (capacity, "editor") == 0)
        return TRUE;
    }

  return cb_json_get_bool (call->user, "sysadmin", FALSE);
}

/* Rights come before validation, as in CKAN's `auth/create.py`. */
static gboolean
check_create_rights (CbPracticeCall *call)
{
  const char *wanted = cb_json_get_string (call->data, "owner_org");
  const char *capacity = cb_practice_store_get_capacity (
      call->store, call->user, cb_practice_store_find_organisation (call->store, wanted));

  if (call->user == NULL || !may_create_somewhere (call))
    cb_practice_call_deny (call, "User %s not authorized to create packages",
                           cb_practice_call_get_user_name (call));
  else if (wanted != NULL && wanted[0] != '\0' && !cb_json_get_bool (call->user, "sysadmin", FALSE)
           && g_strcmp0 (capacity, "admin") != 0 && g_strcmp0 (capacity, "editor") != 0)
    cb_practice_call_deny (call, "User %s not authorized to add dataset to this organization",
                           cb_practice_call_get_user_name (call));

  return call->type == NULL;
}

static void
forget_own_names (JsonObject *candidate)
{
  JsonArray *resources = cb_json_get_array (candidate, "resources");

  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (resources, i)))
      {
        JsonObject *resource = json_array_get_object_element (resources, i);

        /* Only the store speaks in names with an underscore in front. */
        json_object_remove_member (resource, "_upload");
        json_object_remove_member (resource, "_size_sent");
      }
}

static JsonNode *
run_create (CbPracticeCall *call)
{
  if (!check_create_rights (call))
    return NULL;
  forget_own_names (call->data);

  return show_node (call, cb_practice_dataset_save (call, call->data, NULL));
}

static JsonNode *
run_patch (CbPracticeCall *call)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *original = id != NULL ? find_editable (call, id) : NULL;
  g_autoptr (JsonObject) candidate = NULL;
  g_autoptr (GList) names = NULL;

  if (original == NULL)
    return NULL;
  forget_own_names (call->data);
  candidate = cb_practice_store_copy_object (original);
  names = json_object_get_members (call->data);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (candidate, l->data,
                            json_node_copy (json_object_get_member (call->data, l->data)));

  return show_node (call, cb_practice_dataset_save (call, candidate, original));
}

/* Takes away what is not sent, the files included (until 2.12, which keeps those): a client that
 * calls it destroys, and a test has to be able to see that. */
static JsonNode *
run_update (CbPracticeCall *call)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *original = id != NULL ? find_editable (call, id) : NULL;

  if (original == NULL)
    return NULL;
  forget_own_names (call->data);
  if (call->habits->keeps_files_on_update && !json_object_has_member (call->data, "resources"))
    json_object_set_array_member (call->data, "resources",
                                  json_array_ref (cb_json_get_array (original, "resources")));
  if (!json_object_has_member (call->data, "owner_org"))
    json_object_set_string_member (call->data, "owner_org",
                                   json_object_get_string_member (original, "owner_org"));

  return show_node (call, cb_practice_dataset_save (call, call->data, original));
}

static JsonNode *
run_revise (CbPracticeCall *call)
{
  g_autoptr (JsonObject) candidate = NULL;
  g_autofree char *id = NULL;
  JsonObject *match = cb_json_get_object (call->data, "match");
  const char *const places[] = { "match__id", "match__name" };
  JsonObject *original;
  JsonNode *result;
  JsonObject *wrapped;

  for (gsize i = 0; i < G_N_ELEMENTS (places) && id == NULL; i++)
    id = g_strdup (cb_json_get_string (call->data, places[i]));
  for (gsize i = 0; i < G_N_ELEMENTS (places) && id == NULL; i++)
    id = g_strdup (cb_json_get_string (match, places[i] + strlen ("match__")));
  if (id == NULL)
    return cb_practice_call_reject_field (call, "match__id", "Missing value");

  original = find_readable (call, id);
  if (original == NULL)
    return NULL;
  candidate = cb_practice_dataset_show (call->store, original);
  if (cb_practice_actions_revise (call, candidate) == NULL || find_editable (call, id) == NULL)
    return NULL;

  result = show_node (call, cb_practice_dataset_save (call, candidate, original));
  if (result == NULL)
    return NULL;
  wrapped = json_object_new ();
  json_object_set_member (wrapped, "package", result);

  return cb_practice_actions_take_object (wrapped);
}

static JsonNode *
run_delete (CbPracticeCall *call)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *original = id != NULL ? find_editable (call, id) : NULL;
  g_autoptr (JsonObject) package = NULL;

  if (original == NULL)
    return NULL;
  package = cb_practice_store_copy_object (original);
  json_object_set_string_member (package, "state", "deleted");
  if (!cb_practice_store_put_package (call->store, package, NULL))
    return cb_practice_call_crash (call);

  return json_node_new (JSON_NODE_NULL);
}

static gint64
read_number (JsonObject *data, const char *name, gint64 fallback)
{
  const char *text = cb_json_get_string (data, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : cb_json_get_int (data, name, fallback);
}

static gboolean
read_flag (JsonObject *data, const char *name)
{
  const char *text = cb_json_get_string (data, name);

  return text != NULL ? g_ascii_strcasecmp (text, "true") == 0 || g_str_equal (text, "1")
                      : cb_json_get_bool (data, name, FALSE);
}

/* Plain words, and `name:x`, `id:x`, `owner_org:x`, `organization:x` quoted or not. */
static gboolean
is_match (CbPracticeCall *call, JsonObject *package, const char *query)
{
  g_auto (GStrv) words = g_strsplit_set (query, " +", -1);

  for (guint i = 0; words[i] != NULL; i++)
    {
      const char *colon = strchr (words[i], ':');
      g_autofree char *field
          = colon != NULL ? g_strndup (words[i], (gsize)(colon - words[i])) : NULL;
      g_autofree char *value = g_strdup (colon != NULL ? colon + 1 : words[i]);

      g_strdelimit (value, "\"", ' ');
      g_strstrip (value);
      if (value[0] == '\0' || g_str_equal (value, "*"))
        continue;
      if (field != NULL && g_str_equal (field, "organization"))
        {
          JsonObject *organisation = cb_practice_store_find_organisation (
              call->store, cb_json_get_string (package, "owner_org"));

          if (g_strcmp0 (cb_json_get_string (organisation, "name"), value) != 0)
            return FALSE;
        }
      else if (field != NULL && g_strcmp0 (cb_json_get_string (package, field), value) != 0)
        return FALSE;
      else if (field == NULL)
        {
          const char *title = cb_json_get_string (package, "title");
          const char *notes = cb_json_get_string (package, "notes");
          const char *name = cb_json_get_string (package, "name");
          g_autofree char *text
              = g_strjoin (" ", title != NULL ? title : "", name, notes != NULL ? notes : "", NULL);
          g_autofree char *folded = cb_text_fold (value);

          if (!cb_text_matches (text, folded))
            return FALSE;
        }
    }

  return TRUE;
}

static JsonNode *
run_search (CbPracticeCall *call)
{
  g_autoptr (GPtrArray) packages = cb_practice_store_list_packages (call->store);
  const char *q = cb_json_get_string (call->data, "q");
  const char *fq = cb_json_get_string (call->data, "fq");
  gint64 rows = CLAMP (read_number (call->data, "rows", DEFAULT_ROWS), 0, MAX_ROWS);
  gint64 start = MAX (read_number (call->data, "start", 0), 0);
  gboolean with_private = read_flag (call->data, "include_private");
  JsonObject *result = json_object_new ();
  JsonArray *found = json_array_new ();
  gint64 count = 0;

  for (guint i = 0; i < packages->len; i++)
    {
      JsonObject *package = g_ptr_array_index (packages, i);

      if (g_strcmp0 (cb_json_get_string (package, "state"), "active") != 0
          || (cb_json_get_bool (package, "private", FALSE) && !with_private)
          || !cb_practice_dataset_may_read (call->store, package, call->user)
          || (q != NULL && !is_match (call, package, q))
          || (fq != NULL && !is_match (call, package, fq)))
        continue;
      if (count >= start && count < start + rows)
        json_array_add_object_element (found, cb_practice_dataset_show (call->store, package));
      count++;
    }
  json_object_set_int_member (result, "count", count);
  json_object_set_object_member (result, "facets", json_object_new ());
  json_object_set_array_member (result, "results", found);
  json_object_set_string_member (result, "sort", "name asc");
  json_object_set_object_member (result, "search_facets", json_object_new ());

  return cb_practice_actions_take_object (result);
}

const CbPracticeAction cb_practice_actions_datasets[] = {
  { "package_create", run_create, FALSE }, { "package_show", run_show, TRUE },
  { "package_patch", run_patch, FALSE },   { "package_revise", run_revise, FALSE },
  { "package_update", run_update, FALSE }, { "package_delete", run_delete, FALSE },
  { "package_search", run_search, TRUE },  { NULL, NULL, FALSE },
};
