/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "contract.h"

#include <stdlib.h>
#include <string.h>

Portal portal;

/* Fails the case, in words. */
void
give_up (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list arguments;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_assertion_message ("contract", __FILE__, __LINE__, G_STRFUNC, text);
  abort ();
}

void
reply_free (Reply *self)
{
  g_free (self->type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_clear_pointer (&self->headers, soup_message_headers_unref);
  g_clear_pointer (&self->json, json_node_unref);
  g_free (self);
}

static JsonNode *
parse (GBytes *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text = g_bytes_get_data (body, &length);

  if (length == 0 || !json_parser_load_from_data (parser, text, (gssize)length, NULL)
      || json_parser_get_root (parser) == NULL)
    return NULL;

  return json_parser_steal_root (parser);
}

SoupMessage *
new_request (const char *method, const char *path)
{
  g_autofree char *url = path[0] == '/' ? g_strconcat (portal.url, path, NULL) : g_strdup (path);
  SoupMessage *message = soup_message_new (method, url);

  g_assert_nonnull (message);
  /* Never followed, as the program never does (portals.md R5). */
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  return message;
}

/* A session each: no cookie and no connection is shared between requests. Takes @message. */
Reply *
send_request (SoupMessage *message, const char *token)
{
  g_autoptr (SoupMessage) owned = message;
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GError) error = NULL;
  Reply *reply = g_new0 (Reply, 1);
  const char *type;

  if (token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  token);
  reply->body = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  reply->status = soup_message_get_status (message);
  reply->headers = soup_message_headers_ref (soup_message_get_response_headers (message));
  type = soup_message_headers_get_content_type (reply->headers, NULL);
  reply->type = g_strdup (type != NULL ? type : "");
  reply->json = parse (reply->body);

  return reply;
}

/* An action with JSON. */
Reply *
ask (const char *token, const char *action, const char *format, ...)
{
  g_autofree char *path = g_strconcat ("/api/3/action/", action, NULL);
  g_autoptr (GBytes) body = NULL;
  SoupMessage *message = new_request ("POST", path);
  va_list arguments;
  char *text;

  va_start (arguments, format);
  text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  body = g_bytes_new_take (text, strlen (text));
  soup_message_set_request_body_from_bytes (message, "application/json", body);

  return send_request (message, token);
}

#define BOUNDARY "ranh-gioi-cua-bieu-mau"

static void
append_part (GByteArray *body, const char *head, const char *bytes, gsize length)
{
  g_byte_array_append (body, (const guint8 *)"--" BOUNDARY "\r\n", strlen ("--" BOUNDARY "\r\n"));
  g_byte_array_append (body, (const guint8 *)head, (guint)strlen (head));
  g_byte_array_append (body, (const guint8 *)"\r\n\r\n", 4);
  g_byte_array_append (body, (const guint8 *)bytes, (guint)length);
  g_byte_array_append (body, (const guint8 *)"\r\n", 2);
}

/* An action with a form: names and values, then NULL; @upload goes as "upload". The form is made by
 * hand: libsoup writes a name outside ASCII as `filename*=` and leaves brackets in it as they are,
 * at which CKAN 2.11 and 2.12 cut the name. */
Reply *
ask_form (const char *token, const char *action, const Upload *upload, ...)
{
  g_autoptr (GByteArray) form = g_byte_array_new ();
  g_autofree char *path = g_strconcat ("/api/3/action/", action, NULL);
  SoupMessage *message = new_request ("POST", path);
  g_autoptr (GBytes) body = NULL;
  va_list arguments;
  const char *name;

  va_start (arguments, upload);
  while ((name = va_arg (arguments, const char *)) != NULL)
    {
      const char *value = va_arg (arguments, const char *);
      g_autofree char *head = g_strdup_printf ("Content-Disposition: form-data; name=\"%s\"", name);

      append_part (form, head, value, strlen (value));
    }
  va_end (arguments);
  if (upload != NULL)
    {
      g_autofree char *head
          = g_strdup_printf ("Content-Disposition: form-data; name=\"upload\"; filename=\"%s\"\r\n"
                             "Content-Type: %s",
                             upload->name, upload->type);

      append_part (form, head, upload->bytes, upload->length);
    }
  g_byte_array_append (form, (const guint8 *)"--" BOUNDARY "--\r\n",
                       strlen ("--" BOUNDARY "--\r\n"));
  body = g_byte_array_free_to_bytes (g_steal_pointer (&form));
  soup_message_set_request_body_from_bytes (message, "multipart/form-data; boundary=" BOUNDARY,
                                            body);

  return send_request (message, token);
}

/* A GET or HEAD of a path or a whole address, with header names and values, then NULL. */
Reply *
fetch (const char *token, const char *method, const char *url, ...)
{
  SoupMessage *message = new_request (method, url);
  va_list arguments;
  const char *name;

  va_start (arguments, url);
  while ((name = va_arg (arguments, const char *)) != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), name,
                                  va_arg (arguments, const char *));
  va_end (arguments);

  return send_request (message, token);
}

/* Bytes on a connection of their own, past libsoup; @read_reply FALSE closes right after them. */
char *
send_raw (const char *bytes, gsize length, gboolean read_reply)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = g_uri_parse (portal.url, G_URI_FLAGS_NONE, NULL);
  g_autoptr (GSocketConnection) connection = g_socket_client_connect_to_host (
      client, g_uri_get_host (uri), (guint16)g_uri_get_port (uri), NULL, NULL);
  GString *reply = g_string_new (NULL);
  char buffer[4096];
  gssize count;

  g_assert_nonnull (connection);
  g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), bytes,
                             length, NULL, NULL, NULL);
  while (read_reply
         && (count = g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)),
                                          buffer, sizeof buffer, NULL, NULL))
                > 0)
    g_string_append_len (reply, buffer, count);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);

  return g_string_free (reply, FALSE);
}

/* The status, and for JSON the envelope that goes with it: portals.md §2.3. */
void
assert_reply_at (const char *where, const Reply *reply, guint status, const char *error_type)
{
  gsize length;
  const char *text = g_bytes_get_data (reply->body, &length);

  if (reply->status != status)
    give_up ("%s: status %u, not %u: %.*s", where, reply->status, status, (int)MIN (length, 600),
             text != NULL ? text : "");
  if (status != 200 && error_type == NULL)
    return;
  g_assert_cmpstr (reply->type, ==, "application/json");
  g_assert_nonnull (reply->json);
  g_assert_true (has_value (reply, "help"));
  g_assert_cmpint (json_node_get_boolean (find_value (reply, "success")), ==, error_type == NULL);
  if (error_type != NULL)
    g_assert_cmpstr (find_text (reply, "error.__type"), ==, error_type);
  else
    g_assert_true (has_value (reply, "result"));
}

void
assert_html (const Reply *reply, guint status)
{
  g_assert_cmpuint (reply->status, ==, status);
  g_assert_cmpstr (reply->type, ==, "text/html");
  g_assert_null (reply->json);
}

static JsonNode *
step (JsonNode *node, const char *name)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_object_get_member (json_node_get_object (node), name);
  if (JSON_NODE_HOLDS_ARRAY (node))
    {
      guint64 index = g_ascii_strtoull (name, NULL, 10);

      return index < json_array_get_length (json_node_get_array (node))
                 ? json_array_get_element (json_node_get_array (node), (guint)index)
                 : NULL;
    }

  return NULL;
}

static JsonNode *
look (const Reply *reply, const char *path)
{
  g_auto (GStrv) names = g_strsplit (path, ".", -1);
  JsonNode *node = reply->json;

  for (guint i = 0; names[i] != NULL && node != NULL; i++)
    node = step (node, names[i]);

  return node;
}

JsonNode *
find_value (const Reply *reply, const char *path)
{
  JsonNode *node = look (reply, path);

  if (node == NULL)
    {
      g_autofree char *text = reply->json != NULL ? json_to_string (reply->json, FALSE) : NULL;

      give_up ("there is no %s in %s", path, text);
    }

  return node;
}

const char *
find_text (const Reply *reply, const char *path)
{
  JsonNode *node = find_value (reply, path);

  return JSON_NODE_HOLDS_NULL (node) ? NULL : json_node_get_string (node);
}

gint64
find_number (const Reply *reply, const char *path)
{
  return json_node_get_int (find_value (reply, path));
}

guint
count_items (const Reply *reply, const char *path)
{
  return json_array_get_length (json_node_get_array (find_value (reply, path)));
}

gboolean
has_value (const Reply *reply, const char *path)
{
  return look (reply, path) != NULL;
}

char *
new_name (void)
{
  g_autofree char *uuid = g_uuid_string_random ();

  return g_strconcat ("thu-", uuid, NULL);
}

Dataset *
dataset_new (guint slots, gboolean private)
{
  Dataset *self = g_new0 (Dataset, 1);
  g_autoptr (GString) resources = g_string_new (NULL);
  g_autoptr (Reply) reply = NULL;

  g_assert_cmpuint (slots, <, G_N_ELEMENTS (self->slots));
  self->name = new_name ();
  for (guint i = 0; i < slots; i++)
    {
      self->slots[i] = g_uuid_string_random ();
      g_string_append_printf (resources,
                              "%s{\"id\":\"%s\",\"name\":\"Tệp %u\",\"format\":\"CSV\","
                              "\"url\":\"\"}",
                              i > 0 ? "," : "", self->slots[i], i + 1);
    }
  reply = ask (portal.editor, "package_create",
               "{\"name\":\"%s\",\"title\":\"Thử\",\"owner_org\":\"%s\",\"private\":%s,"
               "\"extras\":[{\"key\":\"congbo\",\"value\":\"%s\"}],\"resources\":[%s]}",
               self->name, portal.organisation, private ? "true" : "false", self->name,
               resources->str);
  assert_reply (reply, 200);
  self->id = g_strdup (find_text (reply, "result.id"));

  return self;
}

void
dataset_free (Dataset *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->slots); i++)
    g_free (self->slots[i]);
  g_free (self->name);
  g_free (self->id);
  g_free (self);
}
