/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-actions.h"
#include "core/portal/practice/cb-practice-dataset.h"

static JsonObject *
find_editable (CbPracticeCall *call, const char *id, JsonObject **package)
{
  JsonObject *resource = cb_practice_store_find_resource (call->store, id, package);

  if (resource == NULL)
    return cb_practice_call_not_found (call, "Resource was not found.");
  if (!cb_practice_dataset_may_edit (call->store, *package, call->user))
    return cb_practice_call_deny (call, "User %s not authorized to edit resource %s",
                                  cb_practice_call_get_user_name (call), id);

  return resource;
}

/* Result nodes never show what the store keeps for itself. */
static JsonNode *
show_resource (CbPracticeStore *store, JsonObject *package, const char *id, gboolean last)
{
  JsonArray *resources = cb_json_get_array (package, "resources");
  guint length = json_array_get_length (resources);

  for (guint i = 0; i < length; i++)
    {
      JsonObject *resource = json_array_get_object_element (resources, i);

      if (last ? i + 1 == length : g_strcmp0 (cb_json_get_string (resource, "id"), id) == 0)
        return cb_practice_actions_take_object (
            cb_practice_dataset_show_resource (store, resource));
    }

  return json_node_new (JSON_NODE_NULL);
}

static JsonNode *
run_show (CbPracticeCall *call)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *package = NULL;
  JsonObject *resource;

  if (id == NULL)
    return NULL;
  resource = cb_practice_store_find_resource (call->store, id, &package);
  if (resource == NULL
      || (g_strcmp0 (cb_json_get_string (package, "state"), "active") != 0
          && !cb_practice_dataset_may_edit (call->store, package, call->user)))
    return cb_practice_call_not_found (call, "Not found");
  if (!cb_practice_dataset_may_read (call->store, package, call->user))
    return cb_practice_call_deny (call, "User %s not authorized to read resource %s",
                                  cb_practice_call_get_user_name (call), id);

  return cb_practice_actions_take_object (
      cb_practice_dataset_show_resource (call->store, resource));
}

/* The error of one file is told without the list around it. */
static JsonNode *
unnest_errors (CbPracticeCall *call, guint position)
{
  JsonArray *problems = cb_json_get_array (call->fields, "resources");
  g_autoptr (JsonObject) problem = NULL;

  if (problems != NULL && position < json_array_get_length (problems))
    {
      problem = json_object_ref (json_array_get_object_element (problems, position));
      cb_practice_call_reject (call, problem);
    }

  return NULL;
}

static void
mark_upload (CbPracticeCall *call, JsonObject *resource)
{
  json_object_remove_member (resource, "_upload");
  json_object_remove_member (resource, "_size_sent");
  if (cb_practice_call_find_upload (call, "upload") != NULL)
    json_object_set_string_member (resource, "_upload", "upload");
}

static JsonNode *
run_create (CbPracticeCall *call)
{
  g_autofree char *package_id = cb_practice_actions_dup_string (call, "package_id");
  JsonObject *original;
  g_autoptr (JsonObject) candidate = NULL;
  g_autoptr (JsonObject) resource = NULL;
  JsonArray *resources;
  JsonObject *saved;

  if (package_id == NULL)
    return NULL;
  original = cb_practice_store_find_package (call->store, package_id);
  if (original == NULL)
    return cb_practice_call_not_found (call, "Not found");
  if (!cb_practice_dataset_may_edit (call->store, original, call->user))
    return cb_practice_call_deny (call, "User %s not authorized to create resources on dataset %s",
                                  cb_practice_call_get_user_name (call), package_id);

  resource = cb_practice_store_copy_object (call->data);
  mark_upload (call, resource);
  if (!json_object_has_member (resource, "mimetype"))
    json_object_set_boolean_member (resource, "_guess_type", TRUE);
  if (call->habits->believes_size && json_object_has_member (resource, "size"))
    json_object_set_boolean_member (resource, "_size_sent", TRUE);
  candidate = cb_practice_store_copy_object (original);
  resources = cb_json_get_array (candidate, "resources");
  json_array_add_object_element (resources, g_steal_pointer (&resource));

  saved = cb_practice_dataset_save (call, candidate, original);
  return saved != NULL ? show_resource (call->store, saved, NULL, TRUE)
                       : unnest_errors (call, json_array_get_length (resources) - 1);
}

static JsonNode *
change (CbPracticeCall *call, gboolean keep_unsent)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *package = NULL;
  g_autoptr (JsonObject) candidate = NULL;
  g_autoptr (GList) names = NULL;
  JsonArray *resources;
  JsonObject *saved, *target = NULL;
  guint position;

  if (id == NULL || find_editable (call, id, &package) == NULL)
    return NULL;
  candidate = cb_practice_store_copy_object (package);
  resources = cb_json_get_array (candidate, "resources");
  for (position = 0; target == NULL; position++)
    if (g_strcmp0 (cb_json_get_string (json_array_get_object_element (resources, position), "id"),
                   id)
        == 0)
      target = json_array_get_object_element (resources, position);
  position--;

  if (!keep_unsent)
    {
      g_autoptr (GList) old = json_object_get_members (target);

      for (GList *l = old; l != NULL; l = l->next)
        if (!g_str_equal (l->data, "id"))
          json_object_remove_member (target, l->data);
    }
  names = json_object_get_members (call->data);
  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_member (target, l->data,
                            json_node_copy (json_object_get_member (call->data, l->data)));
  mark_upload (call, target);

  saved = cb_practice_dataset_save (call, candidate, package);
  return saved != NULL ? show_resource (call->store, saved, id, FALSE)
                       : unnest_errors (call, position);
}

static JsonNode *
run_patch (CbPracticeCall *call)
{
  return change (call, TRUE);
}

static JsonNode *
run_update (CbPracticeCall *call)
{
  return change (call, FALSE);
}

/* A deleted file that CKAN still finds: deleting it again succeeds and does nothing. */
static gboolean
forgive_repetition (CbPracticeCall *call, const char *id)
{
  g_autoptr (GPtrArray) packages = cb_practice_store_list_packages (call->store);

  for (guint i = 0; i < packages->len; i++)
    {
      JsonObject *package = g_ptr_array_index (packages, i);
      JsonObject *deleted = cb_json_get_object (package, "_deleted");
      g_autoptr (JsonObject) changed = NULL;

      if (!cb_json_get_bool (deleted, id, FALSE)
          || !cb_practice_dataset_may_edit (call->store, package, call->user))
        continue;
      if (call->habits->forgets_deleted_files)
        {
          changed = cb_practice_store_copy_object (package);
          json_object_remove_member (cb_json_get_object (changed, "_deleted"), id);
          cb_practice_store_put_package (call->store, changed, NULL);
        }
      return TRUE;
    }

  return FALSE;
}

static JsonNode *
run_delete (CbPracticeCall *call)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *package = NULL;
  g_autoptr (JsonObject) candidate = NULL;
  JsonArray *resources;

  if (id == NULL)
    return NULL;
  if (cb_practice_store_find_resource (call->store, id, NULL) == NULL
      && forgive_repetition (call, id))
    return json_node_new (JSON_NODE_NULL);
  if (find_editable (call, id, &package) == NULL)
    return NULL;
  candidate = cb_practice_store_copy_object (package);
  resources = cb_json_get_array (candidate, "resources");
  for (guint i = json_array_get_length (resources); i > 0; i--)
    if (g_strcmp0 (cb_json_get_string (json_array_get_object_element (resources, i - 1), "id"), id)
        == 0)
      json_array_remove_element (resources, i - 1);
  if (cb_json_get_object (candidate, "_deleted") == NULL)
    json_object_set_object_member (candidate, "_deleted", json_object_new ());
  json_object_set_boolean_member (cb_json_get_object (candidate, "_deleted"), id, TRUE);
  if (cb_practice_dataset_save (call, candidate, package) == NULL)
    return NULL;
  cb_practice_store_drop_file (call->store, id);

  return json_node_new (JSON_NODE_NULL);
}

const CbPracticeAction cb_practice_actions_files[] = {
  { "resource_create", run_create, FALSE }, { "resource_show", run_show, TRUE },
  { "resource_patch", run_patch, FALSE },   { "resource_update", run_update, FALSE },
  { "resource_delete", run_delete, FALSE }, { NULL, NULL, FALSE },
};
