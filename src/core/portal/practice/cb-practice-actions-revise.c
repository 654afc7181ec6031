/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-actions.h"

/* `package_revise`: match, then update, as `lib/navl/dictization_functions.py` does it. Names in
 * the flattened form are joined by two underscores, list items named by index or by the first five
 * or more characters of an id. `filter` and `include` are not played: the program never sends
 * them. */

#define MIN_ID_PREFIX 5

static char *
join_path (const char *path, const char *name)
{
  return path[0] == '\0' ? g_strdup (name) : g_strconcat (path, "__", name, NULL);
}

static gboolean
is_equal (JsonNode *a, JsonNode *b)
{
  g_autofree char *text_a = cb_json_to_canonical (a);
  g_autofree char *text_b = cb_json_to_canonical (b);

  return g_str_equal (text_a, text_b);
}

static void check_node (JsonNode *node, JsonNode *wanted, const char *path, JsonArray *unmatched);

static void
check_object (JsonNode *node, JsonObject *wanted, const char *path, JsonArray *unmatched)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (wanted), (GCompareFunc)strcmp);

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      json_array_add_string_element (unmatched, path);
      return;
    }
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *inner = join_path (path, l->data);
      JsonNode *child = json_object_get_member (json_node_get_object (node), l->data);

      if (child == NULL)
        json_array_add_string_element (unmatched, inner);
      else
        check_node (child, json_object_get_member (wanted, l->data), inner, unmatched);
    }
}

static void
check_list (JsonNode *node, JsonArray *wanted, const char *path, JsonArray *unmatched)
{
  if (!JSON_NODE_HOLDS_ARRAY (node))
    {
      json_array_add_string_element (unmatched, path);
      return;
    }
  for (guint i = 0; i < json_array_get_length (wanted); i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      g_autofree char *inner = join_path (path, number);

      if (i >= json_array_get_length (json_node_get_array (node)))
        json_array_add_string_element (unmatched, inner);
      else
        check_node (json_array_get_element (json_node_get_array (node), i),
                    json_array_get_element (wanted, i), inner, unmatched);
    }
}

static void
check_node (JsonNode *node, JsonNode *wanted, const char *path, JsonArray *unmatched)
{
  if (JSON_NODE_HOLDS_OBJECT (wanted))
    check_object (node, json_node_get_object (wanted), path, unmatched);
  else if (JSON_NODE_HOLDS_ARRAY (wanted))
    check_list (node, json_node_get_array (wanted), path, unmatched);
  else if (!is_equal (node, wanted))
    json_array_add_string_element (unmatched, path);
}

/* Follows one name down; an index may count from the end. */
static JsonNode *
descend (JsonNode *node, const char *name, int *index)
{
  JsonArray *list;
  char *end;
  gint64 number;

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  list = json_node_get_array (node);
  if (strlen (name) >= MIN_ID_PREFIX)
    {
      for (guint i = 0; i < json_array_get_length (list); i++)
        {
          JsonNode *item = json_array_get_element (list, i);
          const char *id = JSON_NODE_HOLDS_OBJECT (item)
                               ? cb_json_get_string (json_node_get_object (item), "id")
                               : NULL;

          if (id != NULL && g_str_has_prefix (id, name))
            {
              *index = (int)i;
              return item;
            }
        }
      return NULL;
    }

  number = g_ascii_strtoll (name, &end, 10);
  if (number < 0)
    number += json_array_get_length (list);
  if (end == name || *end != '\0' || number < 0 || number >= json_array_get_length (list))
    return NULL;
  *index = (int)number;

  return json_array_get_element (list, (guint)number);
}

/* Finds what a flattened name means; @path becomes the name with ids replaced by indexes. */
static JsonNode *
resolve (JsonNode *root, char **parts, guint length, char **path)
{
  JsonNode *node = root;

  *path = g_strdup ("");
  for (guint i = 0; i < length && node != NULL; i++)
    {
      int index = -1;
      g_autofree char *before = *path;
      g_autofree char *number = NULL;

      node = descend (node, parts[i], &index);
      number = g_strdup_printf ("%d", index);
      *path = join_path (before, index >= 0 ? number : parts[i]);
    }

  return node;
}

/* In a form every value is text; CKAN reads it as JSON where it is JSON, a bare number or word
 * among it: those are read as the one element of a list. */
static JsonNode *
read_value (JsonNode *node)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonNode) list = NULL;

  if (!JSON_NODE_HOLDS_VALUE (node) || json_node_get_value_type (node) != G_TYPE_STRING)
    return json_node_copy (node);
  text = g_strdup_printf ("[%s]", json_node_get_string (node));
  list = cb_json_node_parse (text, -1, NULL);
  if (list == NULL || json_array_get_length (json_node_get_array (list)) != 1)
    return json_node_copy (node);

  return json_array_dup_element (json_node_get_array (list), 0);
}

static gboolean merge_list (JsonArray *list, JsonNode *update);

static gboolean
merge_object (JsonObject *object, JsonNode *update)
{
  g_autoptr (GList) names = NULL;

  if (!JSON_NODE_HOLDS_OBJECT (update))
    return FALSE;
  names = json_object_get_members (json_node_get_object (update));
  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *old = json_object_get_member (object, l->data);
      JsonNode *new = json_object_get_member (json_node_get_object (update), l->data);

      if (old != NULL && JSON_NODE_HOLDS_OBJECT (old))
        {
          if (!merge_object (json_node_get_object (old), new))
            return FALSE;
        }
      else if (old != NULL && JSON_NODE_HOLDS_ARRAY (old))
        {
          if (!merge_list (json_node_get_array (old), new))
            return FALSE;
        }
      else
        json_object_set_member (object, l->data, json_node_copy (new));
    }

  return TRUE;
}

static void
set_element (JsonArray *list, guint index, JsonNode *node)
{
  g_autoptr (GPtrArray) rest = g_ptr_array_new ();

  while (json_array_get_length (list) > index)
    {
      g_ptr_array_add (rest, json_array_dup_element (list, index));
      json_array_remove_element (list, index);
    }
  json_array_add_element (list, node);
  for (guint i = 1; i < rest->len; i++)
    json_array_add_element (list, g_ptr_array_index (rest, i));
  if (rest->len > 0)
    json_node_unref (g_ptr_array_index (rest, 0));
}

static gboolean
merge_list (JsonArray *list, JsonNode *update)
{
  JsonArray *items;

  if (!JSON_NODE_HOLDS_ARRAY (update))
    return FALSE;
  items = json_node_get_array (update);
  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonNode *new = json_array_get_element (items, i);
      JsonNode *old = i < json_array_get_length (list) ? json_array_get_element (list, i) : NULL;

      if (old == NULL)
        json_array_add_element (list, json_node_copy (new));
      else if (JSON_NODE_HOLDS_OBJECT (old))
        {
          if (!merge_object (json_node_get_object (old), new))
            return FALSE;
        }
      else
        set_element (list, i, json_node_copy (new));
    }

  return TRUE;
}

static gboolean
extend_list (JsonArray *list, JsonNode *value)
{
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  for (guint i = 0; i < json_array_get_length (json_node_get_array (value)); i++)
    json_array_add_element (list, json_array_dup_element (json_node_get_array (value), i));

  return TRUE;
}

static gboolean
merge_flattened (JsonNode *root, const char *name, JsonNode *value, const char *upload)
{
  g_auto (GStrv) parts = g_strsplit (name, "__", -1);
  guint length = g_strv_length (parts);
  g_autofree char *path = NULL;
  JsonNode *parent = length > 0 ? resolve (root, parts, length - 1, &path) : NULL;
  const char *last = length > 0 ? parts[length - 1] : "";
  JsonNode *child;
  int index;

  if (parent == NULL)
    return FALSE;
  if (JSON_NODE_HOLDS_OBJECT (parent) && upload != NULL && g_str_equal (last, "upload"))
    {
      json_object_set_string_member (json_node_get_object (parent), "_upload", upload);
      return TRUE;
    }
  if (JSON_NODE_HOLDS_OBJECT (parent))
    {
      g_autoptr (JsonNode) update = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (update, json_object_new ());
      json_object_set_member (json_node_get_object (update), last, json_node_copy (value));
      return merge_object (json_node_get_object (parent), update);
    }
  if (!JSON_NODE_HOLDS_ARRAY (parent))
    return FALSE;
  if (g_str_equal (last, "extend"))
    return extend_list (json_node_get_array (parent), value);

  child = descend (parent, last, &index);
  return child != NULL && JSON_NODE_HOLDS_OBJECT (child)
         && merge_object (json_node_get_object (child), value);
}

static JsonArray *
find_unmatched (CbPracticeCall *call, JsonNode *root)
{
  g_autoptr (JsonArray) unmatched = json_array_new ();
  g_autoptr (GList) names
      = g_list_sort (json_object_get_members (call->data), (GCompareFunc)strcmp);
  JsonNode *match = json_object_get_member (call->data, "match");
  g_autoptr (JsonNode) read = match != NULL ? read_value (match) : NULL;

  if (read != NULL && JSON_NODE_HOLDS_OBJECT (read))
    check_object (root, json_node_get_object (read), "", unmatched);
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_auto (GStrv) parts = NULL;
      g_autofree char *path = NULL;
      g_autoptr (JsonNode) value = NULL;
      JsonNode *node;

      if (!g_str_has_prefix (l->data, "match__"))
        continue;
      parts = g_strsplit ((const char *)l->data + strlen ("match__"), "__", -1);
      value = read_value (json_object_get_member (call->data, l->data));
      node = resolve (root, parts, g_strv_length (parts), &path);
      if (node == NULL)
        json_array_add_string_element (unmatched, path);
      else
        check_node (node, value, path, unmatched);
    }

  return g_steal_pointer (&unmatched);
}

/* Additions to lists go first, so that a file may be put into a place made in the same call. */
static int
compare_updates (gconstpointer a, gconstpointer b)
{
  int first = g_str_has_suffix (a, "extend") ? 0 : 1;
  int second = g_str_has_suffix (b, "extend") ? 0 : 1;

  return first != second ? first - second : strcmp (a, b);
}

static gboolean
apply_updates (CbPracticeCall *call, JsonNode *root)
{
  g_autoptr (GList) names = g_list_sort (json_object_get_members (call->data), compare_updates);
  JsonNode *update = json_object_get_member (call->data, "update");
  g_autoptr (JsonNode) read = update != NULL ? read_value (update) : NULL;

  if (read != NULL && !merge_object (json_node_get_object (root), read))
    {
      cb_practice_call_reject_field (call, "update", "Expected dict for ");
      return FALSE;
    }
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autoptr (JsonNode) value = NULL;
      CbPracticeUpload *upload = cb_practice_call_find_upload (call, l->data);

      if (!g_str_has_prefix (l->data, "update__"))
        continue;
      value = read_value (json_object_get_member (call->data, l->data));
      if (!merge_flattened (root, (const char *)l->data + strlen ("update__"), value,
                            upload != NULL ? upload->field : NULL))
        {
          cb_practice_call_reject_field (call, l->data, "Unmatched key");
          return FALSE;
        }
    }

  return TRUE;
}

/**
 * cb_practice_actions_revise:
 * @call: a call of `package_revise`
 * @candidate: what `package_show` would answer; changed as the call asks
 *
 * Returns: (transfer none) (nullable): @candidate, %NULL when something did not match
 */
JsonObject *
cb_practice_actions_revise (CbPracticeCall *call, JsonObject *candidate)
{
  g_autoptr (JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonArray) unmatched = NULL;
  g_autoptr (JsonNode) readable = NULL;
  g_autofree char *text = NULL;

  json_node_set_object (root, candidate);
  unmatched = find_unmatched (call, root);
  if (json_array_get_length (unmatched) > 0)
    {
      g_autoptr (JsonObject) fields = json_object_new ();

      json_object_set_array_member (fields, "match", g_steal_pointer (&unmatched));
      return cb_practice_call_reject (call, fields);
    }

  if (!apply_updates (call, root))
    return NULL;
  /* What is put into a place that is deep already must still be readable when it is loaded. */
  text = json_to_string (root, FALSE);
  readable = cb_json_node_parse (text, -1, NULL);
  if (readable == NULL)
    {
      cb_practice_call_reject_field (call, "update", "Nested too deep");
      return NULL;
    }
  return candidate;
}
