/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"

#include <math.h>
#include <string.h>

#include "base/cb-error.h"

/* json-glib recurses while parsing; a reply nested deeper than this is nobody's dataset. */
#define MAX_DEPTH 64

static JsonNode *
sort_members (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObject *object = json_node_get_object (node);
      g_autoptr (JsonObject) sorted = json_object_new ();
      g_autoptr (GList) names = json_object_get_members (object);
      JsonNode *result = json_node_new (JSON_NODE_OBJECT);

      names = g_list_sort (names, (GCompareFunc)g_strcmp0);
      for (GList *l = names; l != NULL; l = l->next)
        json_object_set_member (sorted, l->data,
                                sort_members (json_object_get_member (object, l->data)));
      json_node_set_object (result, sorted);
      return result;
    }

  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      g_autoptr (JsonArray) sorted = json_array_new ();
      JsonNode *result = json_node_new (JSON_NODE_ARRAY);

      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (sorted, sort_members (json_array_get_element (array, i)));
      json_node_set_array (result, sorted);
      return result;
    }

  return json_node_copy (node);
}

/**
 * cb_json_to_canonical:
 * @node: any JSON
 *
 * One text for one meaning: members sorted by name, no white space. What is hashed for an approval
 * or for the journal is always this form.
 *
 * Returns: (transfer full): UTF-8
 */
char *
cb_json_to_canonical (JsonNode *node)
{
  g_autoptr (JsonNode) sorted = NULL;

  g_return_val_if_fail (node != NULL, NULL);

  sorted = sort_members (node);
  return json_to_string (sorted, FALSE);
}

/**
 * cb_json_object_to_string:
 * @object: an object
 * @pretty: for people
 *
 * Returns: (transfer full): UTF-8
 */
char *
cb_json_object_to_string (JsonObject *object, gboolean pretty)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_set_object (node, object);
  return json_to_string (node, pretty);
}

/* What JSON has outside of its strings, but for white space and the quotes. */
static gboolean
may_stand_bare (char c)
{
  return g_ascii_isalnum (c) || strchr ("{}[]:,+-.", c) != NULL;
}

/* Whether @text, which has no NUL, is one value in brackets or braces, not nested too deep.
 * JsonParser takes several values one behind the other, answers with the last and leaks the ones
 * before; it takes comments, and texts in single quotes, too (1.6), where a quote is no quote and
 * brackets behind it would not be counted. */
static gboolean
is_one_value (const char *text, gsize length)
{
  guint depth = 0;
  gboolean in_string = FALSE;
  gboolean has_ended = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (in_string)
        {
          if (text[i] == '\\')
            i++;
          else if (text[i] == '"')
            in_string = FALSE;
        }
      else if (g_ascii_isspace (text[i]))
        continue;
      else if (text[i] == '{' || text[i] == '[')
        {
          if (has_ended || ++depth > MAX_DEPTH)
            return FALSE;
        }
      else if (depth == 0)
        return FALSE;
      else if (text[i] == '"')
        in_string = TRUE;
      else if (!may_stand_bare (text[i]))
        return FALSE;
      else if (text[i] == '}' || text[i] == ']')
        has_ended = --depth == 0;
    }

  return TRUE;
}

/* 1e400 is read as infinity, for which JSON has no word: what is written of it, to a portal or into
 * the journal, is no JSON any more. */
static gboolean
is_finite (JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      JsonNode *member;

      json_object_iter_init (&iter, json_node_get_object (node));
      while (json_object_iter_next (&iter, NULL, &member))
        if (!is_finite (member))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!is_finite (json_array_get_element (array, i)))
          return FALSE;
    }
  else if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    return isfinite (json_node_get_double (node));

  return TRUE;
}

static gboolean
load (JsonParser *parser, const char *text, gssize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gsize size = length < 0 ? strlen (text) : (gsize)length;

  if (!g_utf8_validate_len (text, size, NULL))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "not UTF-8");
      return FALSE;
    }
  if (!is_one_value (text, size))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "not one JSON object or array, or nested too deep");
      return FALSE;
    }
  if (!json_parser_load_from_data (parser, text, (gssize)size, &local_error))
    {
      /* It quotes the text, and cuts it within a letter. */
      g_autofree char *message = g_utf8_make_valid (local_error->message, -1);

      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "not JSON: %s", message);
      return FALSE;
    }
  if (json_parser_get_root (parser) != NULL && !is_finite (json_parser_get_root (parser)))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "a number that is too large");
      return FALSE;
    }

  return TRUE;
}

/**
 * cb_json_object_parse:
 * @text: bytes that claim to be a JSON object, from anywhere
 * @length: their number, -1 when they end in NUL
 * @error: %CB_ERROR_INVALID when they are not one, are nested absurdly deep, or have a number that
 *   is none any more
 *
 * Returns: (transfer full): the object
 */
JsonObject *
cb_json_object_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!load (parser, text, length, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "JSON, but not an object");
      return NULL;
    }

  return json_object_ref (json_node_get_object (root));
}

/**
 * cb_json_array_parse:
 * @text: bytes that claim to be a JSON array, from anywhere
 * @length: their number, -1 when they end in NUL
 * @error: %CB_ERROR_INVALID when they are not one, are nested absurdly deep, or have a number that
 *   is none any more
 *
 * Returns: (transfer full): the array
 */
JsonArray *
cb_json_array_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  JsonNode *root;

  if (!load (parser, text, length, error))
    return NULL;
  root = json_parser_get_root (parser);
  if (root == NULL || !JSON_NODE_HOLDS_ARRAY (root))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "JSON, but not an array");
      return NULL;
    }

  return json_array_ref (json_node_get_array (root));
}

/**
 * cb_json_node_parse:
 * @text: bytes that claim to be a JSON object or array, from anywhere
 * @length: their number, -1 when they end in NUL
 * @error: as cb_json_object_parse()
 *
 * Returns: (transfer full): the one or the other, which may be changed
 */
JsonNode *
cb_json_node_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root;

  if (!load (parser, text, length, error))
    return NULL;
  root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "nothing, not JSON");
  return root;
}

static JsonNode *
peek (JsonObject *object, const char *name)
{
  return object != NULL && json_object_has_member (object, name)
             ? json_object_get_member (object, name)
             : NULL;
}

/**
 * cb_json_get_string:
 * @object: (nullable): an object
 * @name: a member
 *
 * The getters of json-glib complain when a member is missing or of another type; what comes from
 * a portal or a file may be either.
 *
 * Returns: (transfer none) (nullable): the string, %NULL when there is none
 */
const char *
cb_json_get_string (JsonObject *object, const char *name)
{
  JsonNode *node = peek (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/**
 * cb_json_get_int:
 * @object: (nullable): an object
 * @name: a member
 * @fallback: what to answer when it is missing or not a number
 *
 * Returns: the number
 */
gint64
cb_json_get_int (JsonObject *object, const char *name, gint64 fallback)
{
  JsonNode *node = peek (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_INT64
             ? json_node_get_int (node)
             : fallback;
}

/**
 * cb_json_get_bool:
 * @object: (nullable): an object
 * @name: a member
 * @fallback: what to answer when it is missing or not a truth value
 *
 * Returns: the truth value
 */
gboolean
cb_json_get_bool (JsonObject *object, const char *name, gboolean fallback)
{
  JsonNode *node = peek (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node)
                 && json_node_get_value_type (node) == G_TYPE_BOOLEAN
             ? json_node_get_boolean (node)
             : fallback;
}

/**
 * cb_json_get_object:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the object inside, %NULL when there is none
 */
JsonObject *
cb_json_get_object (JsonObject *object, const char *name)
{
  JsonNode *node = peek (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * cb_json_get_array:
 * @object: (nullable): an object
 * @name: a member
 *
 * Returns: (transfer none) (nullable): the array inside, %NULL when there is none
 */
JsonArray *
cb_json_get_array (JsonObject *object, const char *name)
{
  JsonNode *node = peek (object, name);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * cb_json_set_text:
 * @object: an object
 * @name: a member
 * @text: (nullable): what it becomes; %NULL is null
 */
void
cb_json_set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}
