/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-exchange.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"

struct _CbPracticeExchange
{
  /* Owned */
  CbPracticeCall *call;
  CbPracticeMultipart *multipart; /* (nullable) */
  GByteArray *text;               /* a JSON body, or the text field under way */
  char *field;                    /* (nullable): name of the part under way */
  CbPracticeUpload *upload;       /* (nullable): the file under way, owned by the call */
  GOutputStream *output;          /* (nullable): of that file */
  GError *error;                  /* (nullable): why the body cannot be taken */

  /* Borrowed */
  CbPracticeStore *store;
  const CbPracticeHabits *habits;
  SoupServerMessage *message;

  guint64 received;
  guint64 max_file;
};

static void
add_value (JsonObject *data, const char *name, const char *value)
{
  JsonNode *old = json_object_get_member (data, name);

  /* Several values under one name make a list. */
  if (old == NULL || JSON_NODE_HOLDS_NULL (old))
    json_object_set_string_member (data, name, value);
  else if (JSON_NODE_HOLDS_ARRAY (old))
    json_array_add_string_element (json_node_get_array (old), value);
  else
    {
      JsonArray *list = json_array_new ();

      json_array_add_string_element (list, json_node_get_string (old));
      json_array_add_string_element (list, value);
      json_object_set_array_member (data, name, list);
    }
}

static gboolean
begin_file (CbPracticeExchange *self,
            const char *name,
            const char *file_name,
            const char *content_type,
            GError **error)
{
  g_autoptr (GFile) file = NULL;

  self->upload = g_new0 (CbPracticeUpload, 1);
  self->upload->field = g_strdup (name);
  self->upload->file_name = g_strdup (file_name);
  self->upload->content_type = g_strdup (content_type);
  self->upload->path = cb_practice_store_dup_incoming_path (self->store);
  g_ptr_array_add (self->call->uploads, self->upload);

  file = g_file_new_for_path (self->upload->path);
  self->output = G_OUTPUT_STREAM (g_file_create (file, G_FILE_CREATE_PRIVATE, NULL, error));
  if (self->output == NULL)
    cb_error_translate_io (error, "cannot take an upload");

  return self->output != NULL;
}

static gboolean
begin_part_cb (const char *name,
               const char *file_name,
               const char *content_type,
               gpointer user_data,
               GError **error)
{
  CbPracticeExchange *self = user_data;

  g_free (self->field);
  self->field = g_strdup (name);
  self->upload = NULL;
  g_byte_array_set_size (self->text, 0);

  return file_name == NULL || begin_file (self, name, file_name, content_type, error);
}

static gboolean
take_part_cb (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  CbPracticeExchange *self = user_data;
  gsize limit = self->habits->limits_forms ? CB_PRACTICE_MAX_FIELD : CB_PRACTICE_MAX_JSON;

  if (self->upload != NULL)
    {
      self->upload->size += length;
      /* What is over the limit is counted and not kept: the answer comes after the whole body. */
      if (self->max_file > 0 && self->upload->size > self->max_file)
        return TRUE;
      return g_output_stream_write_all (self->output, bytes, length, NULL, NULL, error);
    }
  if (self->text->len + length > limit)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_TOO_LARGE, "a text field is too large");
      return FALSE;
    }
  g_byte_array_append (self->text, bytes, (guint)length);

  return TRUE;
}

static gboolean
end_part_cb (gpointer user_data, GError **error)
{
  CbPracticeExchange *self = user_data;
  g_autofree char *value = NULL;

  if (self->upload != NULL)
    {
      gboolean ok = g_output_stream_close (self->output, NULL, error);

      g_clear_object (&self->output);
      /* A file wins over text of the same name (portals.md R13). */
      json_object_set_null_member (self->call->data, self->upload->field);
      self->upload = NULL;
      return ok;
    }

  value = g_utf8_make_valid ((const char *)self->text->data, (gssize)self->text->len);
  if (cb_practice_call_find_upload (self->call, self->field) == NULL)
    add_value (self->call->data, self->field, value);
  return TRUE;
}

static const CbPracticeMultipartFuncs part_funcs = { begin_part_cb, take_part_cb, end_part_cb };

/**
 * cb_practice_exchange_new:
 * @store: where uploads go
 * @habits: of the version that is played
 * @message: the request, whose headers are complete
 * @max_file: bytes of a file to keep at most, 0 for all
 *
 * Returns: (transfer full): the exchange
 */
CbPracticeExchange *
cb_practice_exchange_new (CbPracticeStore *store,
                          const CbPracticeHabits *habits,
                          SoupServerMessage *message,
                          guint64 max_file)
{
  CbPracticeExchange *self = g_new0 (CbPracticeExchange, 1);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  g_autoptr (GHashTable) parameters = NULL;
  const char *type = soup_message_headers_get_content_type (headers, &parameters);
  const char *boundary;

  self->call = cb_practice_call_new ();
  self->text = g_byte_array_new ();
  self->store = store;
  self->habits = habits;
  self->message = message;
  self->max_file = max_file;

  if (g_strcmp0 (type, "multipart/form-data") == 0)
    {
      boundary = g_hash_table_lookup (parameters, "boundary");
      if (boundary == NULL || boundary[0] == '\0' || strlen (boundary) > 200)
        g_set_error_literal (&self->error, CB_ERROR, CB_ERROR_BAD_REQUEST,
                             "a form without boundary");
      else
        self->multipart = cb_practice_multipart_new (
            boundary, self->habits->limits_forms ? CB_PRACTICE_MAX_PARTS : G_MAXUINT, &part_funcs,
            self);
    }

  return self;
}

/**
 * cb_practice_exchange_free:
 * @self: (transfer full): an exchange
 */
void
cb_practice_exchange_free (CbPracticeExchange *self)
{
  g_clear_pointer (&self->multipart, cb_practice_multipart_free);
  g_clear_pointer (&self->call, cb_practice_call_free);
  g_clear_object (&self->output);
  g_clear_error (&self->error);
  g_byte_array_unref (self->text);
  g_free (self->field);
  g_free (self);
}

/**
 * cb_practice_exchange_take_bytes:
 * @self: an exchange
 * @bytes: the next of the body
 *
 * After an error the rest is counted and forgotten.
 */
void
cb_practice_exchange_take_bytes (CbPracticeExchange *self, GBytes *bytes)
{
  gsize length;
  const guint8 *data = g_bytes_get_data (bytes, &length);

  self->received += length;
  if (self->error != NULL || length == 0)
    return;
  if (self->multipart != NULL)
    cb_practice_multipart_feed (self->multipart, data, length, &self->error);
  else if (self->text->len + length > CB_PRACTICE_MAX_JSON)
    g_set_error_literal (&self->error, CB_ERROR, CB_ERROR_TOO_LARGE, "the body is too large");
  else
    g_byte_array_append (self->text, data, (guint)length);
}

static void
take_query (CbPracticeExchange *self, const char *query)
{
  g_auto (GStrv) pairs = g_strsplit (query, "&", -1);

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      char *equals = strchr (pairs[i], '=');
      g_autofree char *name = NULL;
      g_autofree char *value = NULL;

      g_strdelimit (pairs[i], "+", ' ');
      if (equals != NULL)
        *equals = '\0';
      name = g_uri_unescape_string (pairs[i], NULL);
      value = g_uri_unescape_string (equals != NULL ? equals + 1 : "", NULL);
      if (name != NULL && value != NULL && name[0] != '\0')
        add_value (self->call->data, name, value);
    }
}

static gboolean
take_json (CbPracticeExchange *self, const char *text, gsize length)
{
  g_autoptr (JsonObject) object = cb_json_object_parse (text, (gssize)length, &self->error);

  if (object == NULL)
    return FALSE;
  json_object_unref (self->call->data);
  self->call->data = cb_practice_store_copy_object (object);
  return TRUE;
}

static gboolean
take_form (CbPracticeExchange *self)
{
  g_autoptr (GList) names = json_object_get_members (self->call->data);
  const char *value;

  if (!cb_practice_multipart_finish (self->multipart, &self->error))
    return FALSE;

  /* A form whose only field is empty or "1" is taken for JSON in the field's name. */
  if (json_object_get_size (self->call->data) != 1)
    return TRUE;
  value = cb_json_get_string (self->call->data, names->data);
  if (value == NULL || (value[0] != '\0' && !g_str_equal (value, "1")))
    return TRUE;

  return take_json (self, names->data, strlen (names->data));
}

/* CKAN reads JSON only where it is called JSON. */
static gboolean
is_json (SoupMessageHeaders *headers)
{
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  return type != NULL
         && (g_str_equal (type, "application/json") || g_str_has_suffix (type, "+json"));
}

/**
 * cb_practice_exchange_finish:
 * @self: an exchange whose body is complete
 * @with_query: parameters in the address count too, for an action that only reads
 *
 * Returns: whether cb_practice_exchange_get_call() has the data that was sent
 */
gboolean
cb_practice_exchange_finish (CbPracticeExchange *self, gboolean with_query)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *query = g_uri_get_query (soup_server_message_get_uri (self->message));

  if (self->error != NULL)
    return FALSE;
  if (soup_message_headers_get_one (headers, "Content-Encoding") != NULL)
    {
      g_set_error_literal (&self->error, CB_ERROR, CB_ERROR_BAD_REQUEST, "a packed body");
      return FALSE;
    }
  if (self->multipart != NULL)
    return take_form (self);
  if (with_query && query != NULL)
    {
      take_query (self, query);
      return TRUE;
    }
  if (self->text->len == 0)
    return TRUE;
  if (soup_message_headers_get_content_type (headers, NULL) != NULL
      && g_str_equal (soup_message_headers_get_content_type (headers, NULL),
                      "application/x-www-form-urlencoded"))
    {
      g_autofree char *text = g_strndup ((const char *)self->text->data, self->text->len);

      take_query (self, text);
      return TRUE;
    }
  if (!is_json (headers))
    {
      g_set_error_literal (&self->error, CB_ERROR,
                           self->habits->refuses_other_types ? CB_ERROR_UNSUPPORTED
                                                             : CB_ERROR_BAD_REQUEST,
                           "not called JSON");
      return FALSE;
    }

  return take_json (self, (const char *)self->text->data, self->text->len);
}

/**
 * cb_practice_exchange_get_call:
 * @self: an exchange
 *
 * Returns: (transfer none): the call that it carries
 */
CbPracticeCall *
cb_practice_exchange_get_call (CbPracticeExchange *self)
{
  return self->call;
}

/**
 * cb_practice_exchange_get_error:
 * @self: an exchange
 *
 * Returns: (transfer none) (nullable): why the body cannot be taken
 */
const GError *
cb_practice_exchange_get_error (CbPracticeExchange *self)
{
  return self->error;
}

/**
 * cb_practice_exchange_get_received:
 * @self: an exchange
 *
 * Returns: bytes of the body so far
 */
guint64
cb_practice_exchange_get_received (CbPracticeExchange *self)
{
  return self->received;
}
