/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-answer.h"

#include <string.h>

#include "base/cb-json.h"

#define JSON_TYPE "application/json;charset=utf-8"
#define HTML_TYPE "text/html; charset=utf-8"

static void
set_body (SoupServerMessage *message, guint status, const char *type, const char *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/* As wrong as CKAN's own catalogue says it (portals.md R11). */
static JsonNode *
translate (JsonNode *node)
{
  static const char *const words[][2] = {
    { "Missing value", "Giá trị bị mất" },
    { "That URL is already in use.", "URL này đã được sử dụng." },
    { "Not found", "Không tìm thấy" },
  };
  JsonNode *result = json_node_new (JSON_NODE_VALUE);

  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
        && g_str_equal (json_node_get_string (node), words[i][0]))
      {
        json_node_set_string (result, words[i][1]);
        return result;
      }
  json_node_unref (result);

  return json_node_copy (node);
}

static void
translate_messages (JsonObject *error)
{
  g_autoptr (GList) names = json_object_get_members (error);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonArray *old = cb_json_get_array (error, l->data);
      JsonArray *new;

      if (old == NULL)
        continue;
      new = json_array_new ();
      for (guint i = 0; i < json_array_get_length (old); i++)
        json_array_add_element (new, translate (json_array_get_element (old, i)));
      json_object_set_array_member (error, l->data, new);
    }
}

static JsonObject *
build_error (CbPracticeCall *call, gboolean vietnamese)
{
  JsonObject *error
      = call->fields != NULL ? cb_practice_store_copy_object (call->fields) : json_object_new ();

  if (vietnamese)
    translate_messages (error);
  json_object_set_string_member (error, "__type", call->type);
  if (call->fields == NULL)
    json_object_set_string_member (error, "message", call->message);
  if (call->status == 400)
    json_object_set_object_member (error, "data", json_object_ref (call->data));

  return error;
}

/**
 * cb_practice_answer_result:
 * @message: to answer
 * @call: what happened
 * @action: its name
 * @vietnamese: asked under `/vi/`
 * @result: (transfer full) (nullable): what a success gives
 *
 * The envelope of CKAN's action API (portals.md §2.3).
 */
void
cb_practice_answer_result (SoupServerMessage *message,
                           CbPracticeCall *call,
                           const char *action,
                           gboolean vietnamese,
                           JsonNode *result)
{
  g_autoptr (JsonObject) envelope = json_object_new ();
  g_autofree char *help = g_strdup_printf ("%s/api/3/action/help_show?name=%s",
                                           cb_practice_store_get_site_url (call->store), action);
  g_autofree char *text = NULL;

  if (call->status == 500 && !call->habits->explains_500)
    {
      cb_practice_answer_error_page (message, 500);
      return;
    }
  json_object_set_string_member (envelope, "help", help);
  json_object_set_boolean_member (envelope, "success", call->type == NULL);
  if (call->type != NULL)
    json_object_set_object_member (envelope, "error", build_error (call, vietnamese));
  else
    json_object_set_member (envelope, "result", result);

  text = cb_json_object_to_string (envelope, FALSE);
  set_body (message, call->status, JSON_TYPE, text);
}

/**
 * cb_practice_answer_bad_request:
 * @message: to answer
 * @habits: of the version that is played
 * @what: why
 *
 * 400 with a JSON string, not an object.
 */
void
cb_practice_answer_bad_request (SoupServerMessage *message,
                                const CbPracticeHabits *habits,
                                const char *what)
{
  g_autofree char *sentence = g_strconcat (habits->bad_request, what, NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_VALUE);
  g_autofree char *text = NULL;

  json_node_set_string (node, sentence);
  text = json_to_string (node, FALSE);
  set_body (message, 400, JSON_TYPE, text);
}

/**
 * cb_practice_answer_html:
 * @message: to answer
 * @status: with this
 * @html: a whole page
 */
void
cb_practice_answer_html (SoupServerMessage *message, guint status, const char *html)
{
  set_body (message, status, HTML_TYPE, html);
}

/**
 * cb_practice_answer_error_page:
 * @message: to answer
 * @status: with this
 *
 * The page that CKAN, or what stands before it, shows instead of JSON.
 */
void
cb_practice_answer_error_page (SoupServerMessage *message, guint status)
{
  g_autofree char *html = g_strdup_printf (
      "<!DOCTYPE html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\"><title>%u</title></head>"
      "<body><h1>%u %s</h1></body></html>\n",
      status, status, soup_status_get_phrase (status));

  set_body (message, status, HTML_TYPE, html);
}
