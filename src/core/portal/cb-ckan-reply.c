/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an answer means: the table of portals.md §2.3, top to bottom. */

#include "config.h"

#include "core/portal/cb-ckan-reply.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"

#define MAX_DETAIL 600

static void flatten (GString *text, const char *path, JsonNode *node, guint depth);

static void
flatten_array (GString *text, const char *path, JsonArray *array, guint depth)
{
  for (guint i = 0; i < json_array_get_length (array) && text->len < MAX_DETAIL; i++)
    {
      JsonNode *element = json_array_get_element (array, i);
      g_autofree char *place = NULL;

      /* A list of sentences belongs to its field; a list of maps is aligned with what was sent. */
      if (JSON_NODE_HOLDS_VALUE (element))
        {
          flatten (text, path, element, depth);
          continue;
        }
      place = g_strdup_printf ("%s.%u", path, i);
      flatten (text, place, element, depth);
    }
}

/* {"resources": [{}, {"url": ["Missing value"]}]} becomes "resources.1.url: Missing value". */
static void
flatten (GString *text, const char *path, JsonNode *node, guint depth)
{
  if (depth > 6 || text->len >= MAX_DETAIL)
    return;
  if (JSON_NODE_HOLDS_OBJECT (node))
    {
      JsonObjectIter iter;
      const char *name;
      JsonNode *member;

      json_object_iter_init_ordered (&iter, json_node_get_object (node));
      while (json_object_iter_next_ordered (&iter, &name, &member))
        {
          g_autofree char *place
              = *path != '\0' ? g_strdup_printf ("%s.%s", path, name) : g_strdup (name);

          if (strcmp (name, "__type") != 0)
            flatten (text, place, member, depth + 1);
        }
    }
  else if (JSON_NODE_HOLDS_ARRAY (node))
    flatten_array (text, path, json_node_get_array (node), depth + 1);
  else if (JSON_NODE_HOLDS_VALUE (node))
    {
      g_autofree char *value = json_node_get_value_type (node) == G_TYPE_STRING
                                   ? json_node_dup_string (node)
                                   : json_to_string (node, FALSE);

      g_string_append_printf (text, "%s%s: %s", text->len > 0 ? "; " : "", path, value);
    }
}

static char *
dup_detail (JsonNode *node)
{
  GString *text = g_string_new (NULL);

  flatten (text, "", node, 0);
  if (text->len > MAX_DETAIL)
    {
      g_autofree char *cut = g_utf8_make_valid (text->str, MAX_DETAIL);

      g_string_assign (text, cut);
    }
  return g_string_free (text, FALSE);
}

/* CKAN refuses an upload for its type and its place, too. That it is for the size only these words
 * say, which are not translated: of all versions, and of the file storages of 2.12. */
static gboolean
is_about_size (const char *message)
{
  static const char *const words[] = { "too large", "max allowed size", "exceeds expected size" };
  g_autofree char *lower = g_ascii_strdown (message, -1);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (lower, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_too_large (JsonObject *fields)
{
  JsonArray *messages = cb_json_get_array (fields, "upload");

  for (guint i = 0; messages != NULL && i < json_array_get_length (messages); i++)
    {
      JsonNode *node = json_array_get_element (messages, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
          && is_about_size (json_node_get_string (node)))
        return TRUE;
    }
  return FALSE;
}

static CbError
code_from_validation (JsonObject *fields)
{
  if (json_object_has_member (fields, "match"))
    return CB_ERROR_CONFLICT;
  if (is_too_large (fields))
    return CB_ERROR_TOO_LARGE;
  if (json_object_has_member (fields, "name"))
    return CB_ERROR_NAME_TAKEN;

  return CB_ERROR_REJECTED;
}

/* Keyed on __type, which is never translated (portals.md R11). */
static CbError
code_from_type (const char *type, JsonObject *fields, guint status)
{
  static const struct
  {
    const char *type;
    CbError code;
  } table[] = {
    { "Authorization Error", CB_ERROR_FORBIDDEN },
    { "Not Found Error", CB_ERROR_NOT_FOUND },
    { "Search Error", CB_ERROR_SERVER },
    { "Search Index Error", CB_ERROR_SERVER },
    { "Search Connection Error", CB_ERROR_SERVER },
    { "Internal Server Error", CB_ERROR_SERVER },
    { "Integrity Error", CB_ERROR_BAD_REQUEST },
    { "Search Query Error", CB_ERROR_BAD_REQUEST },
  };

  if (g_strcmp0 (type, "Validation Error") == 0)
    return code_from_validation (fields);
  for (guint i = 0; i < G_N_ELEMENTS (table); i++)
    if (g_strcmp0 (type, table[i].type) == 0)
      return table[i].code;
  if (status == 409)
    return CB_ERROR_REJECTED;
  return status >= 500 ? CB_ERROR_SERVER : CB_ERROR_BAD_REQUEST;
}

static CbError
code_from_status (guint status)
{
  switch (status)
    {
    case 401:
    case 407:
      return CB_ERROR_PROXY;
    case 403:
      return CB_ERROR_FORBIDDEN;
    case 404:
    case 511:
      return CB_ERROR_NOT_A_PORTAL;
    case 408:
    case 425:
      return CB_ERROR_SERVER;
    case 413:
      return CB_ERROR_TOO_LARGE;
    case 429:
    case 503:
      return CB_ERROR_BUSY;
    default:
      break;
    }
  if (status >= 500)
    return CB_ERROR_SERVER;
  if (status >= 300 && status < 400)
    return CB_ERROR_REDIRECTED;

  return status >= 400 ? CB_ERROR_BAD_REQUEST : CB_ERROR_NOT_A_PORTAL;
}

static JsonNode *
parse (const CbHttpReply *reply, gboolean *looks_like_json)
{
  g_autoptr (JsonObject) object = NULL;
  gsize length = 0;
  const char *text = reply->body != NULL ? g_bytes_get_data (reply->body, &length) : NULL;
  JsonNode *node;

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  *looks_like_json = length > 0 && (*text == '{' || *text == '"');
  if (!*looks_like_json)
    return NULL;
  if (*text == '"')
    {
      g_autofree char *wrapped
          = g_strdup_printf ("{\"error\": %.*s}", (int)MIN (length, 4096), text);

      object = cb_json_object_parse (wrapped, -1, NULL);
      /* A string and nothing behind it: `"", "success": true` is none. */
      if (object != NULL
          && (json_object_get_size (object) != 1 || cb_json_get_string (object, "error") == NULL))
        g_clear_pointer (&object, json_object_unref);
    }
  else
    object = cb_json_object_parse (text, (gssize)length, NULL);
  if (object == NULL)
    return NULL;

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_set_object (node, object);
  return node;
}

static void
set_refusal (const CbHttpReply *reply, JsonObject *object, GError **error)
{
  JsonNode *member
      = json_object_has_member (object, "error") ? json_object_get_member (object, "error") : NULL;
  JsonObject *fields = cb_json_get_object (object, "error");
  CbError code = code_from_status (reply->status);
  g_autofree char *detail = NULL;

  /* 4xx and 5xx of something else that also speaks JSON are judged by their status alone. */
  if (fields != NULL && cb_json_get_string (fields, "__type") != NULL)
    code = code_from_type (cb_json_get_string (fields, "__type"), fields, reply->status);
  else if (reply->status == 409)
    code = CB_ERROR_REJECTED;
  if (reply->status == 429 || reply->status == 503)
    code = CB_ERROR_BUSY;
  if (member != NULL)
    detail = dup_detail (member);
  g_set_error (error, CB_ERROR, (int)code, "%s",
               detail != NULL && *detail != '\0' ? detail : "no reason given");
}

/* Headers may hold any bytes, and as many as they like. */
static void
set_error_of_headers (GError **error, CbError code, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *cut = g_utf8_substring (valid, 0, MIN (g_utf8_strlen (valid, -1), MAX_DETAIL));

  g_set_error_literal (error, CB_ERROR, (int)code, cut);
}

static void
set_page_error (const CbHttpReply *reply, gboolean looks_like_json, GError **error)
{
  g_autofree char *text = NULL;

  if (reply->status == 200 && looks_like_json)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_SERVER, "%s: the answer broke off", reply->host);
      return;
    }
  if (reply->location != NULL && reply->status >= 300 && reply->status < 400)
    {
      set_error_of_headers (error, CB_ERROR_REDIRECTED, reply->location);
      return;
    }

  text = g_strdup_printf ("%s answered %u, %s", reply->host, reply->status,
                          reply->content_type != NULL ? reply->content_type : "nothing");
  set_error_of_headers (error, code_from_status (reply->status), text);
}

/**
 * cb_ckan_reply_is_refusal:
 * @reply: an answer
 *
 * Returns: whether CKAN itself said "Authorization Error", which a dead token and a missing role
 *   both cause (portals.md R3); a 403 page comes from something in front of it
 */
gboolean
cb_ckan_reply_is_refusal (const CbHttpReply *reply)
{
  gboolean looks_like_json = FALSE;
  g_autoptr (JsonNode) node = parse (reply, &looks_like_json);

  return node != NULL && reply->status == 403;
}

/**
 * cb_ckan_reply_dup_result:
 * @reply: an answer of the action API
 * @error: what it means: the table of portals.md §2.3. The message holds the fields and what the
 *   portal said of them, for the small print
 *
 * Returns: (transfer full): the `result`
 */
JsonNode *
cb_ckan_reply_dup_result (const CbHttpReply *reply, GError **error)
{
  gboolean looks_like_json = FALSE;
  g_autoptr (JsonNode) node = parse (reply, &looks_like_json);
  JsonObject *object = node != NULL ? json_node_get_object (node) : NULL;

  if (object == NULL)
    {
      set_page_error (reply, looks_like_json, error);
      return NULL;
    }
  if (reply->status == 200 && cb_json_get_bool (object, "success", FALSE)
      && json_object_has_member (object, "result"))
    return json_node_copy (json_object_get_member (object, "result"));
  if (reply->status < 400 && !json_object_has_member (object, "success"))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_PORTAL, "%s speaks JSON, but is not CKAN",
                   reply->host);
      return NULL;
    }

  set_refusal (reply, object, error);
  return NULL;
}
