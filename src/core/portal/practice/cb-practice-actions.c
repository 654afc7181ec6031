/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-actions.h"

#include "base/cb-json.h"

/**
 * cb_practice_actions_find:
 * @name: of an action
 *
 * Returns: (transfer none) (nullable): the action, %NULL when this portal has none of that name
 */
const CbPracticeAction *
cb_practice_actions_find (const char *name)
{
  const CbPracticeAction *const tables[]
      = { cb_practice_actions_datasets, cb_practice_actions_files, cb_practice_actions_people };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    for (const CbPracticeAction *action = tables[i]; action->name != NULL; action++)
      if (g_str_equal (action->name, name))
        return action;

  return NULL;
}

/**
 * cb_practice_actions_take_object:
 * @object: (transfer full): an object
 *
 * Returns: (transfer full): a node that holds it
 */
JsonNode *
cb_practice_actions_take_object (JsonObject *object)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  return node;
}

/**
 * cb_practice_actions_dup_string:
 * @call: a call
 * @name: of something sent; when it is missing the call is rejected with "Missing value"
 *
 * Returns: (transfer full) (nullable): the text
 */
char *
cb_practice_actions_dup_string (CbPracticeCall *call, const char *name)
{
  const char *value = cb_json_get_string (call->data, name);

  return value != NULL && value[0] != '\0'
             ? g_strdup (value)
             : cb_practice_call_reject_field (call, name, "Missing value");
}
