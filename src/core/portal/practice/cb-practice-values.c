/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-values.h"

/**
 * cb_practice_values_dup_text:
 * @object: an object
 * @name: a member
 *
 * CKAN turns every value of a text field into text.
 *
 * Returns: (transfer full) (nullable): the text, %NULL when it is missing or null
 */
char *
cb_practice_values_dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));

  return json_to_string (node, FALSE);
}

/**
 * cb_practice_values_is_in:
 * @name: a word
 * @list: words
 * @length: their number
 *
 * Returns: whether it is one of them
 */
gboolean
cb_practice_values_is_in (const char *name, const char *const *list, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (g_str_equal (list[i], name))
      return TRUE;

  return FALSE;
}
