/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-store.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-store-private.h"

static char *
build_path (CbPracticeStore *self, const char *kind, const char *id, const char *suffix)
{
  g_autofree char *name = g_strconcat (id, suffix, NULL);

  return g_build_filename (self->folder, kind, name, NULL);
}

gboolean
_cb_practice_store_write_file (const char *path, const char *bytes, gsize length, GError **error)
{
  if (g_file_set_contents_full (path, bytes, (gssize)length,
                                G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600,
                                error))
    return TRUE;

  cb_error_translate_io (error, "cannot write the practice portal's data");
  return FALSE;
}

static gboolean
save_object (
    CbPracticeStore *self, const char *kind, GHashTable *table, JsonObject *object, GError **error)
{
  const char *id = json_object_get_string_member (object, "id");
  g_autofree char *path = build_path (self, kind, id, ".json");
  g_autofree char *text = cb_json_object_to_string (object, TRUE);

  if (!_cb_practice_store_write_file (path, text, strlen (text), error))
    return FALSE;

  g_hash_table_replace (table, g_strdup (id), json_object_ref (object));
  return TRUE;
}

static gboolean
is_deleted (JsonObject *object)
{
  return g_strcmp0 (cb_json_get_string (object, "state"), "deleted") == 0;
}

static JsonObject *
find_by_name (GHashTable *table, const char *name)
{
  JsonObject *deleted = NULL;
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (g_strcmp0 (cb_json_get_string (value, "name"), name) == 0)
      {
        if (!is_deleted (value))
          return value;
        deleted = value;
      }

  return deleted;
}

static JsonObject *
find_object (GHashTable *table, const char *id_or_name)
{
  JsonObject *object;

  if (id_or_name == NULL)
    return NULL;
  object = g_hash_table_lookup (table, id_or_name);

  return object != NULL ? object : find_by_name (table, id_or_name);
}

/* A stable order: by name. */
static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (cb_json_get_string (*(JsonObject **)a, "name"),
                    cb_json_get_string (*(JsonObject **)b, "name"));
}

static GPtrArray *
list_objects (GHashTable *table)
{
  GPtrArray *list = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, table);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    g_ptr_array_add (list, value);
  g_ptr_array_sort (list, compare_names);

  return list;
}

/**
 * cb_practice_store_find_package:
 * @self: a store
 * @id_or_name: (nullable): which; one that is not deleted wins over a deleted one of that name
 *
 * Returns: (transfer none) (nullable): the dataset, deleted ones included
 */
JsonObject *
cb_practice_store_find_package (CbPracticeStore *self, const char *id_or_name)
{
  return find_object (self->packages, id_or_name);
}

static JsonObject *
find_in_package (JsonObject *package, const char *resource_id)
{
  JsonArray *resources = cb_json_get_array (package, "resources");

  for (guint i = 0; resources != NULL && i < json_array_get_length (resources); i++)
    {
      JsonObject *resource = json_array_get_object_element (resources, i);

      if (g_strcmp0 (cb_json_get_string (resource, "id"), resource_id) == 0)
        return resource;
    }

  return NULL;
}

/**
 * cb_practice_store_find_resource:
 * @self: a store
 * @id: (nullable): of a file
 * @package: (out) (transfer none) (optional): its dataset
 *
 * Returns: (transfer none) (nullable): the file's description; none for a deleted file
 */
JsonObject *
cb_practice_store_find_resource (CbPracticeStore *self, const char *id, JsonObject **package)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->packages);
  while (id != NULL && g_hash_table_iter_next (&iter, NULL, &value))
    {
      JsonObject *resource = find_in_package (value, id);

      if (resource != NULL)
        {
          if (package != NULL)
            *package = value;
          return resource;
        }
    }

  return NULL;
}

/**
 * cb_practice_store_knows_resource:
 * @self: a store
 * @resource_id: of a file
 * @except_package_id: (nullable): a dataset that does not count
 *
 * A deleted dataset keeps its files, so their ids stay taken (ckan.md).
 *
 * Returns: whether another dataset has that file
 */
gboolean
cb_practice_store_knows_resource (CbPracticeStore *self,
                                  const char *resource_id,
                                  const char *except_package_id)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, self->packages);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (key, except_package_id) != 0 && find_in_package (value, resource_id) != NULL)
      return TRUE;

  return FALSE;
}

/**
 * cb_practice_store_list_packages:
 * @self: a store
 *
 * Returns: (transfer container) (element-type JsonObject): all datasets, by name
 */
GPtrArray *
cb_practice_store_list_packages (CbPracticeStore *self)
{
  return list_objects (self->packages);
}

/**
 * cb_practice_store_put_package:
 * @self: a store
 * @package: with its id
 * @error: %CB_ERROR_DISK_FULL and the like
 *
 * Writes a dataset through to the disk. Names beginning with `_` in @package are the store's own
 * and never shown.
 *
 * Returns: whether it is kept
 */
gboolean
cb_practice_store_put_package (CbPracticeStore *self, JsonObject *package, GError **error)
{
  return save_object (self, "packages", self->packages, package, error);
}

/**
 * cb_practice_store_find_organisation:
 * @self: a store
 * @id_or_name: (nullable): which
 *
 * Returns: (transfer none) (nullable): the organisation
 */
JsonObject *
cb_practice_store_find_organisation (CbPracticeStore *self, const char *id_or_name)
{
  return find_object (self->organisations, id_or_name);
}

/**
 * cb_practice_store_list_organisations:
 * @self: a store
 *
 * Returns: (transfer container) (element-type JsonObject): all of them, by name
 */
GPtrArray *
cb_practice_store_list_organisations (CbPracticeStore *self)
{
  return list_objects (self->organisations);
}

/**
 * cb_practice_store_put_organisation:
 * @self: a store
 * @organisation: with its id; its member `_members` maps user ids to capacities
 * @error: %CB_ERROR_DISK_FULL and the like
 *
 * Returns: whether it is kept
 */
gboolean
cb_practice_store_put_organisation (CbPracticeStore *self, JsonObject *organisation, GError **error)
{
  return save_object (self, "organisations", self->organisations, organisation, error);
}

/**
 * cb_practice_store_find_user:
 * @self: a store
 * @id_or_name: (nullable): who
 *
 * Returns: (transfer none) (nullable): the user
 */
JsonObject *
cb_practice_store_find_user (CbPracticeStore *self, const char *id_or_name)
{
  return find_object (self->users, id_or_name);
}

/**
 * cb_practice_store_find_token_owner:
 * @self: a store
 * @hash: of a token's id
 *
 * Returns: (transfer none) (nullable): whose token that is
 */
JsonObject *
cb_practice_store_find_token_owner (CbPracticeStore *self, const char *hash)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->users);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    if (cb_json_get_bool (cb_json_get_object (value, "_tokens"), hash, FALSE))
      return value;

  return NULL;
}

/**
 * cb_practice_store_put_user:
 * @self: a store
 * @user: with its id; its member `_tokens` maps hashes of token ids to true
 * @error: %CB_ERROR_DISK_FULL and the like
 *
 * Returns: whether it is kept
 */
gboolean
cb_practice_store_put_user (CbPracticeStore *self, JsonObject *user, GError **error)
{
  return save_object (self, "users", self->users, user, error);
}

/**
 * cb_practice_store_get_capacity:
 * @self: a store
 * @user: (nullable): who
 * @organisation: (nullable): where
 *
 * Returns: (transfer none) (nullable): `admin`, `editor`, `member`; a sysadmin is admin everywhere
 */
const char *
cb_practice_store_get_capacity (CbPracticeStore *self, JsonObject *user, JsonObject *organisation)
{
  if (user == NULL || organisation == NULL)
    return NULL;
  if (cb_json_get_bool (user, "sysadmin", FALSE))
    return "admin";

  return cb_json_get_string (cb_json_get_object (organisation, "_members"),
                             cb_json_get_string (user, "id"));
}

/**
 * cb_practice_store_dup_file_path:
 * @self: a store
 * @resource_id: of a file that exists; ids of 2.10 may hold spaces but never a slash
 *
 * Returns: (transfer full): where its bytes are, if it has any
 */
char *
cb_practice_store_dup_file_path (CbPracticeStore *self, const char *resource_id)
{
  return g_build_filename (self->folder, "files", resource_id, NULL);
}

/**
 * cb_practice_store_dup_incoming_path:
 * @self: a store
 *
 * Returns: (transfer full): a new name for bytes that are on their way
 */
char *
cb_practice_store_dup_incoming_path (CbPracticeStore *self)
{
  g_autofree char *name = g_uuid_string_random ();

  return g_build_filename (self->folder, "incoming", name, NULL);
}

/**
 * cb_practice_store_keep_file:
 * @self: a store
 * @incoming_path: from cb_practice_store_dup_incoming_path(), complete
 * @resource_id: whose bytes they become, in place of what it had
 * @error: %CB_ERROR_DISK_FULL and the like
 *
 * One rename, before the dataset is written, as CKAN does it (portals.md §2.6): a kill between the
 * two leaves new bytes under an old description.
 *
 * Returns: whether they are kept
 */
gboolean
cb_practice_store_keep_file (CbPracticeStore *self,
                             const char *incoming_path,
                             const char *resource_id,
                             GError **error)
{
  g_autofree char *path = cb_practice_store_dup_file_path (self, resource_id);

  if (g_rename (incoming_path, path) == 0)
    return TRUE;

  g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "cannot keep the uploaded bytes in %s", path);
  return FALSE;
}

/**
 * cb_practice_store_drop_file:
 * @self: a store
 * @resource_id: whose bytes go, if it has any
 */
void
cb_practice_store_drop_file (CbPracticeStore *self, const char *resource_id)
{
  g_autofree char *path = cb_practice_store_dup_file_path (self, resource_id);

  g_unlink (path);
}

/**
 * cb_practice_store_set_site_url:
 * @self: a store
 * @url: where the portal is now, without a slash at its end
 */
void
cb_practice_store_set_site_url (CbPracticeStore *self, const char *url)
{
  g_free (self->site_url);
  self->site_url = g_strdup (url);
}

/**
 * cb_practice_store_get_site_url:
 * @self: a store
 *
 * Addresses are never kept: a portal that starts on another port still names its files rightly.
 *
 * Returns: (transfer none): where the portal is
 */
const char *
cb_practice_store_get_site_url (CbPracticeStore *self)
{
  return self->site_url != NULL ? self->site_url : "";
}

/**
 * cb_practice_store_get_secret:
 * @self: a store
 *
 * Returns: (transfer none): what its tokens are signed with, made once per folder
 */
GBytes *
cb_practice_store_get_secret (CbPracticeStore *self)
{
  return self->secret;
}

static JsonNode *
copy_node (JsonNode *node)
{
  JsonNode *copy = json_node_new (json_node_get_node_type (node));

  if (JSON_NODE_HOLDS_OBJECT (node))
    json_node_take_object (copy, cb_practice_store_copy_object (json_node_get_object (node)));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *from = json_node_get_array (node);
      JsonArray *array = json_array_sized_new (json_array_get_length (from));

      for (guint i = 0; i < json_array_get_length (from); i++)
        json_array_add_element (array, copy_node (json_array_get_element (from, i)));
      json_node_take_array (copy, array);
    }
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_auto (GValue) value = G_VALUE_INIT;

      json_node_get_value (node, &value);
      json_node_set_value (copy, &value);
    }

  return copy;
}

/**
 * cb_practice_store_copy_object:
 * @object: an object
 *
 * Returns: (transfer full): a deep copy that may be changed
 */
JsonObject *
cb_practice_store_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &member))
    json_object_set_member (copy, name, copy_node (member));

  return copy;
}
