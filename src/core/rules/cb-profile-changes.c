/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an agency knows better than the profile that the program brings: single values, each with
 * where it comes from (product.md A3). */

#include "config.h"

#include "core/rules/cb-profile-changes.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-profile-private.h"

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, what);
  return FALSE;
}

/* The position of the element that @name means: its number, its id or its frequency. A list that
 * has none takes it at its end. */
static guint
find_position (JsonArray *array, const char *name, char **canonical)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *id = object != NULL ? cb_json_get_string (object, "id") : NULL;
      g_autofree char *number = g_strdup_printf ("%u", i);

      if (id == NULL && object != NULL)
        id = cb_json_get_string (object, "frequency");
      if (!g_str_equal (number, name) && g_strcmp0 (id, name) != 0)
        continue;
      *canonical = g_strdup (id != NULL ? id : number);
      return i;
    }

  *canonical = g_strdup (name);
  return json_array_get_length (array);
}

static gboolean
put_element (JsonArray *array, guint position, JsonNode *value, GError **error)
{
  /* The floor of json-glib has no way to replace an element but to take all out. */
  g_autoptr (JsonArray) old = json_array_new ();
  guint n = json_array_get_length (array);

  if (position > n || (position == n && JSON_NODE_HOLDS_NULL (value)))
    return refuse (error, _ ("there is no such value"));
  for (guint i = 0; i < n; i++)
    json_array_add_element (old, json_node_copy (json_array_get_element (array, i)));
  while (json_array_get_length (array) > 0)
    json_array_remove_element (array, 0);
  for (guint i = 0; i < n || i == position; i++)
    if (i != position)
      json_array_add_element (array, json_node_copy (json_array_get_element (old, i)));
    else if (!JSON_NODE_HOLDS_NULL (value))
      json_array_add_element (array, json_node_copy (value));

  return TRUE;
}

/* Puts @value at the end of @names; groups on the way that are missing or null are made. */
static gboolean
put (JsonNode *holder, char **names, JsonNode *value, GString *canonical, GError **error)
{
  gboolean is_last = names[1] == NULL;
  g_autofree char *name = NULL;
  JsonNode *inner;

  if (names[0][0] == '\0')
    return refuse (error, _ ("not a path of a value, as formats.allowed"));
  if (canonical->len > 0)
    g_string_append_c (canonical, '.');
  if (JSON_NODE_HOLDS_ARRAY (holder))
    {
      JsonArray *array = json_node_get_array (holder);
      guint position = find_position (array, names[0], &name);

      g_string_append (canonical, name);
      if (is_last)
        return put_element (array, position, value, error);
      if (position == json_array_get_length (array))
        return refuse (error, _ ("there is no such value"));
      return put (json_array_get_element (array, position), names + 1, value, canonical, error);
    }
  if (!JSON_NODE_HOLDS_OBJECT (holder))
    return refuse (error, _ ("there is no such value"));
  g_string_append (canonical, names[0]);
  if (is_last)
    {
      json_object_set_member (json_node_get_object (holder), names[0], json_node_copy (value));
      return TRUE;
    }
  inner = json_object_get_member (json_node_get_object (holder), names[0]);
  if (inner == NULL || JSON_NODE_HOLDS_NULL (inner))
    {
      json_object_set_object_member (json_node_get_object (holder), names[0], json_object_new ());
      inner = json_object_get_member (json_node_get_object (holder), names[0]);
    }

  return put (inner, names + 1, value, canonical, error);
}

static gboolean
change (JsonNode *root, const char *path, JsonNode *value, char **canonical, GError **error)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  g_autoptr (GString) walked = g_string_new (NULL);

  /* By its id a profile is found again, by its kind it is the law or a province. */
  if (names[0] == NULL || g_str_equal (path, "id") || g_str_equal (path, "kind"))
    return refuse (error, _ ("this value cannot be changed"));
  if (!put (root, names, value, walked, error))
    return FALSE;
  *canonical = g_string_free (g_steal_pointer (&walked), FALSE);
  return TRUE;
}

static CbProfile *
parse_again (JsonNode *root, const char *id, GError **error)
{
  g_autofree char *text = json_to_string (root, TRUE);

  return cb_profile_parse (text, -1, id, error);
}

/**
 * cb_profile_new_changed:
 * @self: a profile
 * @changes: by path of a value (`update_rules.monthly.days`, `formats.allowed`): an object with
 *   `value`, null where the text says nothing, and `from`, the words for where it comes from
 * @failed: (out) (optional) (transfer none): the path that was refused
 * @error: %CB_ERROR_INVALID: there is no such value, or a profile cannot have that
 *
 * Nothing of @self changes. The changed profile is checked as one that is read from a file.
 *
 * Returns: (transfer full): the profile with other values
 */
CbProfile *
cb_profile_new_changed (CbProfile *self, JsonObject *changes, const char **failed, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GList) paths = NULL;
  g_autoptr (CbProfile) changed = NULL;
  g_autoptr (GHashTable) origins = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  g_return_val_if_fail (CB_IS_PROFILE (self) && changes != NULL, NULL);

  text = cb_json_object_to_string (cb_profile_get_json (self), FALSE);
  root = cb_json_node_parse (text, -1, error);
  paths = json_object_get_members (changes);
  for (GList *l = paths; root != NULL && l != NULL; l = l->next)
    {
      JsonObject *entry = cb_json_get_object (changes, l->data);
      JsonNode *value = entry != NULL ? json_object_get_member (entry, "value") : NULL;
      const char *from = entry != NULL ? cb_json_get_string (entry, "from") : NULL;
      char *canonical = NULL;

      if (failed != NULL)
        *failed = l->data;
      if (value == NULL)
        {
          refuse (error, _ ("a value is needed"));
          return NULL;
        }
      if (!change (root, l->data, value, &canonical, error))
        return NULL;
      g_hash_table_replace (origins, canonical, g_strdup (from != NULL ? from : ""));
      g_clear_object (&changed);
      /* After each, so that the one that is wrong can be named. */
      changed = parse_again (root, cb_profile_get_id (self), error);
      if (changed == NULL)
        return NULL;
    }
  if (changed == NULL)
    return root != NULL ? g_object_ref (self) : NULL;
  cb_profile_set_replaced (changed, cb_profile_is_replaced (self));
  _cb_profile_set_origins (changed, origins);
  cb_profile_set_national (changed, cb_profile_get_national (self));

  return g_steal_pointer (&changed);
}

/**
 * cb_profile_dup_canonical_path:
 * @self: a profile
 * @path: of a value: `update_rules.0.days`
 *
 * One name for one value: an element that has an id or a frequency goes by it.
 *
 * Returns: (transfer full): `update_rules.monthly.days`
 */
char *
cb_profile_dup_canonical_path (CbProfile *self, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  GString *walked = g_string_new (NULL);
  JsonObject *object;
  JsonArray *array = NULL;

  g_return_val_if_fail (CB_IS_PROFILE (self) && path != NULL, NULL);

  object = cb_profile_get_json (self);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *name = NULL;
      JsonNode *node = NULL;

      if (array != NULL)
        {
          guint position = find_position (array, names[i], &name);

          if (position < json_array_get_length (array))
            node = json_array_get_element (array, position);
        }
      else if (object != NULL)
        node = json_object_get_member (object, names[i]);
      g_string_append_printf (walked, "%s%s", i > 0 ? "." : "", name != NULL ? name : names[i]);
      object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
    }

  return g_string_free (walked, FALSE);
}

/**
 * cb_profile_is_changed:
 * @self: a profile
 *
 * Returns: whether a value of it, or all of it, is not as the program brings it
 */
gboolean
cb_profile_is_changed (CbProfile *self)
{
  g_return_val_if_fail (CB_IS_PROFILE (self), FALSE);

  return cb_profile_is_replaced (self) || _cb_profile_get_origins (self) != NULL;
}

static gboolean
is_within (const char *path, const char *outer)
{
  gsize length = strlen (outer);

  return strncmp (path, outer, length) == 0 && (path[length] == '\0' || path[length] == '.');
}

/**
 * cb_profile_get_origin:
 * @self: a profile
 * @path: of a value, `update_rules.monthly`
 *
 * Returns: (transfer none) (nullable): who says it, when that is not the profile that the program
 *   brings: of the value itself, of the group that it is in, or of a part of it
 */
const char *
cb_profile_get_origin (CbProfile *self, const char *path)
{
  GHashTable *origins;
  GHashTableIter iter;
  gpointer changed, from;

  g_return_val_if_fail (CB_IS_PROFILE (self) && path != NULL, NULL);

  origins = _cb_profile_get_origins (self);
  if (origins == NULL)
    return NULL;
  g_hash_table_iter_init (&iter, origins);
  while (g_hash_table_iter_next (&iter, &changed, &from))
    if (is_within (path, changed) || is_within (changed, path))
      return from;

  return NULL;
}
