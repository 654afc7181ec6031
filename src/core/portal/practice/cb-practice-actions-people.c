/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-actions.h"
#include "core/portal/practice/cb-practice-licenses.h"

static JsonNode *
run_status (CbPracticeCall *call)
{
  JsonObject *result = json_object_new ();

  json_object_set_string_member (result, "site_title", "Cổng thực hành");
  json_object_set_string_member (result, "site_description", "");
  json_object_set_string_member (result, "site_url", cb_practice_store_get_site_url (call->store));
  json_object_set_string_member (result, "error_emails_to", "");
  json_object_set_string_member (result, "locale_default", "vi");
  json_object_set_array_member (result, "extensions", json_array_new ());
  json_object_set_string_member (result, "ckan_version", call->habits->full);

  return cb_practice_actions_take_object (result);
}

static JsonNode *
run_user_show (CbPracticeCall *call)
{
  const char *id = cb_json_get_string (call->data, "id");
  JsonObject *user;
  JsonObject *result;
  g_autoptr (GList) names = NULL;
  gboolean own;

  if (id == NULL && call->habits->knows_who_am_i)
    user = call->user;
  else
    user = cb_practice_store_find_user (call->store, id);
  if (user == NULL)
    return cb_practice_call_not_found (call, "Not found");

  /* Only the owner and a sysadmin see these (portals.md R3). */
  own = user == call->user || cb_json_get_bool (call->user, "sysadmin", FALSE);
  result = cb_practice_store_copy_object (user);
  names = json_object_get_members (result);
  for (GList *l = names; l != NULL; l = l->next)
    if (*(const char *)l->data == '_'
        || (!own && (g_str_equal (l->data, "email") || g_str_equal (l->data, "apikey"))))
      json_object_remove_member (result, l->data);

  return cb_practice_actions_take_object (result);
}

static JsonObject *
show_organisation (CbPracticeCall *call, JsonObject *organisation)
{
  JsonObject *result = cb_practice_store_copy_object (organisation);

  json_object_remove_member (result, "_members");
  json_object_set_string_member (result, "display_name",
                                 json_object_get_string_member (organisation, "title"));
  json_object_set_string_member (result, "image_display_url", "");

  return result;
}

/* What a capacity allows, as in `authz.py`. */
static gboolean
is_permitted (const char *capacity, const char *permission)
{
  if (capacity == NULL)
    return FALSE;
  if (g_str_equal (capacity, "admin"))
    return TRUE;
  if (g_str_equal (permission, "read") || g_str_equal (permission, "manage_group"))
    return TRUE;

  return g_str_equal (capacity, "editor")
         && (g_str_equal (permission, "create_dataset")
             || g_str_equal (permission, "update_dataset")
             || g_str_equal (permission, "delete_dataset"));
}

static JsonNode *
run_list_for_user (CbPracticeCall *call)
{
  g_autoptr (GPtrArray) organisations = cb_practice_store_list_organisations (call->store);
  const char *permission = cb_json_get_string (call->data, "permission");
  JsonArray *list = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < organisations->len; i++)
    {
      JsonObject *organisation = g_ptr_array_index (organisations, i);
      const char *capacity = cb_practice_store_get_capacity (call->store, call->user, organisation);
      JsonObject *shown;

      if (!is_permitted (capacity, permission != NULL ? permission : "manage_group"))
        continue;
      shown = show_organisation (call, organisation);
      json_object_set_string_member (shown, "capacity", capacity);
      json_array_add_object_element (list, shown);
    }
  json_node_take_array (node, list);

  return node;
}

static JsonNode *
run_organisation_show (CbPracticeCall *call)
{
  g_autofree char *id = cb_practice_actions_dup_string (call, "id");
  JsonObject *organisation;

  if (id == NULL)
    return NULL;
  organisation = cb_practice_store_find_organisation (call->store, id);
  if (organisation == NULL)
    return cb_practice_call_not_found (call, "Not found");

  return cb_practice_actions_take_object (show_organisation (call, organisation));
}

static JsonNode *
run_organisation_list (CbPracticeCall *call)
{
  g_autoptr (GPtrArray) organisations = cb_practice_store_list_organisations (call->store);
  JsonArray *list = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (guint i = 0; i < organisations->len; i++)
    json_array_add_string_element (
        list, json_object_get_string_member (g_ptr_array_index (organisations, i), "name"));
  json_node_take_array (node, list);

  return node;
}

/* People to put into it: [{"name": …, "capacity": …}]. */
static void
add_members (CbPracticeCall *call, JsonObject *organisation)
{
  JsonArray *users = cb_json_get_array (call->data, "users");
  JsonObject *members = json_object_new ();

  json_object_set_object_member (organisation, "_members", members);
  json_object_set_string_member (members, json_object_get_string_member (call->user, "id"),
                                 "admin");
  for (guint i = 0; users != NULL && i < json_array_get_length (users); i++)
    {
      JsonNode *node = json_array_get_element (users, i);
      JsonObject *given = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      JsonObject *user
          = cb_practice_store_find_user (call->store, cb_json_get_string (given, "name"));
      const char *capacity = cb_json_get_string (given, "capacity");

      if (user != NULL)
        json_object_set_string_member (members, json_object_get_string_member (user, "id"),
                                       capacity != NULL ? capacity : "member");
    }
}

static JsonNode *
run_organisation_create (CbPracticeCall *call)
{
  g_autofree char *name = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *now = cb_practice_now ();
  const char *title = cb_json_get_string (call->data, "title");
  g_autoptr (JsonObject) organisation = json_object_new ();

  /* As CKAN comes: whoever is signed in may, and is its admin. */
  if (call->user == NULL)
    return cb_practice_call_deny (call, "User %s not authorized to create organizations",
                                  cb_practice_call_get_user_name (call));
  name = cb_practice_actions_dup_string (call, "name");
  if (name == NULL)
    return NULL;
  if (name[strspn (name, "abcdefghijklmnopqrstuvwxyz0123456789-_")] != '\0' || strlen (name) < 2)
    return cb_practice_call_reject_field (call, "name",
                                          "Must be purely lowercase alphanumeric (ascii) "
                                          "characters and these symbols: -_");
  if (cb_practice_store_find_organisation (call->store, name) != NULL)
    return cb_practice_call_reject_field (call, "name", "Group name already exists in database");

  json_object_set_string_member (organisation, "id", id);
  json_object_set_string_member (organisation, "name", name);
  json_object_set_string_member (organisation, "title", title != NULL ? title : name);
  json_object_set_string_member (organisation, "type", "organization");
  json_object_set_string_member (organisation, "description", "");
  json_object_set_string_member (organisation, "image_url", "");
  json_object_set_string_member (organisation, "created", now);
  json_object_set_boolean_member (organisation, "is_organization", TRUE);
  json_object_set_string_member (organisation, "approval_status", "approved");
  json_object_set_string_member (organisation, "state", "active");
  add_members (call, organisation);
  if (!cb_practice_store_put_organisation (call->store, organisation, NULL))
    return cb_practice_call_crash (call);

  return cb_practice_actions_take_object (show_organisation (call, organisation));
}

static JsonNode *
run_license_list (CbPracticeCall *call)
{
  JsonArray *list = json_array_new ();
  JsonNode *node = json_node_new (JSON_NODE_ARRAY);

  for (const CbPracticeLicense *license = cb_practice_licenses_get_all (); license->id != NULL;
       license++)
    {
      JsonObject *shown = json_object_new ();

      json_object_set_string_member (shown, "id", license->id);
      json_object_set_string_member (shown, "title", license->title);
      json_object_set_string_member (shown, "url", license->url);
      json_object_set_string_member (shown, "od_conformance",
                                     license->is_open ? "approved" : "not reviewed");
      json_object_set_string_member (shown, "status", "active");
      json_array_add_object_element (list, shown);
    }
  json_node_take_array (node, list);

  return node;
}

const CbPracticeAction cb_practice_actions_people[] = {
  { "status_show", run_status, TRUE },
  { "user_show", run_user_show, TRUE },
  { "organization_list_for_user", run_list_for_user, TRUE },
  { "organization_show", run_organisation_show, TRUE },
  { "organization_list", run_organisation_list, TRUE },
  { "organization_create", run_organisation_create, FALSE },
  { "license_list", run_license_list, TRUE },
  { NULL, NULL, FALSE },
};
