/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-dataset.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-formats.h"

#define MAX_FILE_NAME 100
#define MAX_EXTENSION 21

static JsonNode *
copy_member (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL ? json_node_copy (node) : json_node_new (JSON_NODE_NULL);
}

static JsonObject *
show_organisation (JsonObject *organisation)
{
  static const char *const shown[] = { "id",
                                       "name",
                                       "title",
                                       "type",
                                       "description",
                                       "image_url",
                                       "created",
                                       "is_organization",
                                       "approval_status",
                                       "state" };
  JsonObject *result = json_object_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (shown); i++)
    json_object_set_member (result, shown[i], copy_member (organisation, shown[i]));

  return result;
}

/**
 * cb_practice_dataset_show_resource:
 * @store: a store
 * @resource: a file of one of its datasets
 *
 * Returns: (transfer full): what `resource_show` answers
 */
JsonObject *
cb_practice_dataset_show_resource (CbPracticeStore *store, JsonObject *resource)
{
  JsonObject *result = cb_practice_store_copy_object (resource);

  if (g_strcmp0 (cb_json_get_string (resource, "url_type"), "upload") == 0)
    {
      g_autofree char *url = g_strdup_printf (
          "%s/dataset/%s/resource/%s/download/%s", cb_practice_store_get_site_url (store),
          json_object_get_string_member (resource, "package_id"),
          json_object_get_string_member (resource, "id"), cb_json_get_string (resource, "url"));

      json_object_set_string_member (result, "url", url);
    }

  return result;
}

/**
 * cb_practice_dataset_show:
 * @store: a store
 * @package: a dataset of it
 *
 * Returns: (transfer full): what `package_show` answers
 */
JsonObject *
cb_practice_dataset_show (CbPracticeStore *store, JsonObject *package)
{
  JsonObject *result = cb_practice_store_copy_object (package);
  JsonObject *organisation
      = cb_practice_store_find_organisation (store, cb_json_get_string (package, "owner_org"));
  JsonArray *resources = cb_json_get_array (package, "resources");
  JsonArray *shown = json_array_new ();
  g_autoptr (GList) names = json_object_get_members (result);

  for (GList *l = names; l != NULL; l = l->next)
    if (*(const char *)l->data == '_')
      json_object_remove_member (result, l->data);
  for (guint i = 0; i < json_array_get_length (resources); i++)
    json_array_add_object_element (shown, cb_practice_dataset_show_resource (
                                              store, json_array_get_object_element (resources, i)));
  json_object_set_array_member (result, "resources", shown);

  json_object_set_int_member (result, "num_resources",
                              json_array_get_length (cb_json_get_array (package, "resources")));
  json_object_set_int_member (result, "num_tags",
                              json_array_get_length (cb_json_get_array (package, "tags")));
  if (organisation != NULL)
    json_object_set_object_member (result, "organization", show_organisation (organisation));
  else
    json_object_set_null_member (result, "organization");

  return result;
}

/**
 * cb_practice_dataset_may_edit:
 * @store: a store
 * @package: a dataset
 * @user: (nullable): who
 *
 * Returns: whether that user is an editor or admin of its organisation, or a sysadmin
 */
gboolean
cb_practice_dataset_may_edit (CbPracticeStore *store, JsonObject *package, JsonObject *user)
{
  const char *capacity = cb_practice_store_get_capacity (
      store, user,
      cb_practice_store_find_organisation (store, cb_json_get_string (package, "owner_org")));

  return g_strcmp0 (capacity, "admin") == 0 || g_strcmp0 (capacity, "editor") == 0;
}

/**
 * cb_practice_dataset_may_read:
 * @store: a store
 * @package: a dataset
 * @user: (nullable): who, %NULL for the public
 *
 * Returns: whether it is public, or that user belongs to its organisation
 */
gboolean
cb_practice_dataset_may_read (CbPracticeStore *store, JsonObject *package, JsonObject *user)
{
  if (g_strcmp0 (cb_json_get_string (package, "state"), "active") != 0)
    return cb_practice_dataset_may_edit (store, package, user);
  if (!cb_json_get_bool (package, "private", FALSE))
    return TRUE;

  return cb_practice_store_get_capacity (
             store, user,
             cb_practice_store_find_organisation (store, cb_json_get_string (package, "owner_org")))
         != NULL;
}

/**
 * cb_practice_munge_file_name:
 * @name: as the client sent it
 *
 * What CKAN makes of a file's name (`lib/munge.py`): Latin-1 letters lose their marks, everything
 * else that is not ASCII is dropped. `Đường bộ tỉnh Điện Biên.csv` becomes `ng-b-tnh-in-bien.csv`.
 *
 * Returns: (transfer full): ASCII
 */
char *
cb_practice_munge_file_name (const char *name)
{
  static const char *const latin1[] = {
    "a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i",  "i",
    "d", "n", "o", "o", "o", "o", "o",  "",  "o", "u", "u", "u", "u", "y", "th", "y",
  };
  const char *slash = strrchr (name, '/');
  g_autofree char *lower = g_utf8_strdown (slash != NULL ? slash + 1 : name, -1);
  g_autoptr (GString) out = g_string_new (NULL);
  const char *dot;
  g_autofree char *extension = NULL;
  gsize stem;

  g_strstrip (lower);
  for (const char *p = lower; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c >= 0xe0 && c <= 0xff)
        g_string_append (out, latin1[c - 0xe0]);
      else if (c < 128 && (g_ascii_isalnum (c) || strchr ("_.-", (int)c) != NULL))
        g_string_append_c (out, (char)c);
      else if (c == ' ')
        g_string_append_c (out, '-');
      if (out->len >= 2 && g_str_has_suffix (out->str, "--"))
        g_string_truncate (out, out->len - 1);
    }

  dot = strrchr (out->str, '.');
  if (dot == NULL || dot == out->str)
    dot = out->str + out->len;
  extension = g_strndup (dot, MAX_EXTENSION);
  stem = (gsize)(dot - out->str);
  g_string_truncate (out, MIN (stem, MAX_FILE_NAME - strlen (extension)));
  while (out->len + strlen (extension) < 3 || out->len == 0)
    g_string_append_c (out, '_');
  g_string_append (out, extension);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static gboolean
is_same (JsonNode *a, JsonNode *b)
{
  g_autofree char *text_a = NULL;
  g_autofree char *text_b = NULL;

  if (a == NULL || b == NULL)
    return a == b;
  text_a = cb_json_to_canonical (a);
  text_b = cb_json_to_canonical (b);

  return g_str_equal (text_a, text_b);
}

/* Whether two objects say the same, but for when they were changed. */
static gboolean
is_unchanged (JsonObject *a, JsonObject *b)
{
  g_autoptr (GList) names = json_object_get_members (a);

  if (json_object_get_size (a) != json_object_get_size (b))
    return FALSE;
  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_equal (l->data, "metadata_modified")
        && !is_same (json_object_get_member (a, l->data), json_object_get_member (b, l->data)))
      return FALSE;

  return TRUE;
}

static JsonObject *
find_by_id (JsonArray *list, const char *id)
{
  for (guint i = 0; list != NULL && i < json_array_get_length (list); i++)
    {
      JsonObject *object = json_array_get_object_element (list, i);

      if (g_strcmp0 (cb_json_get_string (object, "id"), id) == 0)
        return object;
    }

  return NULL;
}

/* Puts the bytes that came with the call into place and writes down what CKAN writes down. The
 * type is guessed from the name only when the file is made with its bytes: in a slot, and after a
 * replacement, what was said before stays, nothing included. */
static gboolean
take_upload (CbPracticeCall *call, JsonObject *resource, const char *field, const char *now)
{
  CbPracticeUpload *upload = cb_practice_call_find_upload (call, field);
  const char *id = json_object_get_string_member (resource, "id");
  g_autofree char *name = NULL;

  if (upload == NULL || upload->path == NULL)
    return TRUE;
  name = cb_practice_munge_file_name (upload->file_name);
  if (!cb_practice_store_keep_file (call->store, upload->path, id, NULL))
    {
      cb_practice_call_crash (call);
      return FALSE;
    }
  g_clear_pointer (&upload->path, g_free);

  json_object_set_string_member (resource, "url", name);
  json_object_set_string_member (resource, "url_type", "upload");
  json_object_set_string_member (resource, "last_modified", now);
  if (!call->habits->believes_size || json_object_get_null_member (resource, "size")
      || !json_object_has_member (resource, "_size_sent"))
    json_object_set_int_member (resource, "size", (gint64)upload->size);
  if (json_object_has_member (resource, "_guess_type")
      && cb_json_get_string (resource, "mimetype") == NULL)
    {
      const char *type = cb_practice_formats_guess_type (name);

      if (type != NULL)
        json_object_set_string_member (resource, "mimetype", type);
    }

  return TRUE;
}

static gboolean
finish_resources (CbPracticeCall *call, JsonObject *package, JsonObject *original, const char *now)
{
  JsonArray *resources = cb_json_get_array (package, "resources");
  JsonArray *before = cb_json_get_array (original, "resources");

  for (guint i = 0; i < json_array_get_length (resources); i++)
    {
      JsonObject *resource = json_array_get_object_element (resources, i);
      JsonObject *old = find_by_id (before, json_object_get_string_member (resource, "id"));
      const char *field = cb_json_get_string (resource, "_upload");
      g_autofree char *upload = g_strdup (field);

      json_object_set_int_member (resource, "position", i);
      json_object_set_string_member (resource, "package_id",
                                     json_object_get_string_member (package, "id"));
      if (upload != NULL && !take_upload (call, resource, upload, now))
        return FALSE;
      json_object_remove_member (resource, "_upload");
      json_object_remove_member (resource, "_size_sent");
      json_object_remove_member (resource, "_guess_type");
      if (old == NULL || !is_unchanged (old, resource))
        json_object_set_string_member (resource, "metadata_modified", now);
    }

  return TRUE;
}

/* CKAN 2.12.0 keeps one of two files with the same id and cannot write the dataset afterwards
 * (ckan.md, "The one finding that shapes the queue"); 2.10 and 2.11 keep one and go on. In a new
 * dataset none of them bears it. */
static gboolean
merge_twins (CbPracticeCall *call, JsonObject *package)
{
  JsonArray *resources = cb_json_get_array (package, "resources");
  g_autoptr (JsonArray) merged = json_array_new ();
  gboolean twins = FALSE;

  for (guint i = 0; i < json_array_get_length (resources); i++)
    {
      JsonObject *resource = json_array_get_object_element (resources, i);
      const char *id = json_object_get_string_member (resource, "id");
      gboolean later = FALSE;

      for (guint j = i + 1; j < json_array_get_length (resources) && !later; j++)
        later = g_str_equal (
            json_object_get_string_member (json_array_get_object_element (resources, j), "id"), id);
      twins |= later;
      if (later && call->habits->breaks_on_second_create)
        json_object_set_string_member (package, "_broken_by", id);
      if (!later)
        json_array_add_object_element (merged, json_object_ref (resource));
    }
  if (twins)
    json_object_set_array_member (package, "resources", g_steal_pointer (&merged));

  return twins;
}

/* The address of a deleted dataset is free again: the deleted one is renamed to its id. */
static gboolean
free_name (CbPracticeCall *call, JsonObject *package)
{
  const char *name = cb_json_get_string (package, "name");
  JsonObject *other = cb_practice_store_find_package (call->store, name);
  g_autoptr (JsonObject) renamed = NULL;

  if (other == NULL || g_strcmp0 (cb_json_get_string (other, "state"), "deleted") != 0
      || g_strcmp0 (cb_json_get_string (other, "name"), name) != 0
      || g_strcmp0 (cb_json_get_string (other, "id"), cb_json_get_string (package, "id")) == 0)
    return TRUE;

  renamed = cb_practice_store_copy_object (other);
  json_object_set_string_member (renamed, "name", cb_json_get_string (other, "id"));
  return cb_practice_store_put_package (call->store, renamed, NULL);
}

/**
 * cb_practice_dataset_save:
 * @call: the call that changes it; carries the outcome when this fails
 * @candidate: the whole dataset as it is to be, as `package_update` takes it
 * @original: (nullable): the dataset so far, %NULL for a new one
 *
 * The one way in which a dataset changes: checked, its uploads put into place, written.
 *
 * Returns: (transfer none) (nullable): the dataset as it is kept
 */
JsonObject *
cb_practice_dataset_save (CbPracticeCall *call, JsonObject *candidate, JsonObject *original)
{
  g_autoptr (JsonObject) package = NULL;
  g_autofree char *now = cb_practice_now ();

  if (original != NULL && cb_json_get_string (original, "_broken_by") != NULL)
    {
      JsonArray *resources = cb_json_get_array (candidate, "resources");

      /* Only without the file that came twice does the dataset heal. */
      if (find_by_id (resources, cb_json_get_string (original, "_broken_by")) != NULL)
        return cb_practice_call_crash (call);
    }
  package = cb_practice_dataset_check (call, candidate, original);
  if (package == NULL)
    return NULL;

  if (merge_twins (call, package) && original == NULL)
    return cb_practice_call_crash (call);
  if (!finish_resources (call, package, original, now))
    return NULL;
  if (original == NULL || !call->habits->notices_no_change || !is_unchanged (original, package))
    json_object_set_string_member (package, "metadata_modified", now);
  if (!free_name (call, package) || !cb_practice_store_put_package (call->store, package, NULL))
    return cb_practice_call_crash (call);

  return cb_practice_store_find_package (call->store,
                                         json_object_get_string_member (package, "id"));
}
