/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-portal.h"
#include "core/portal/cb-ckan-record.h"
#include "core/portal/cb-ckan-reply.h"

/* Any bytes as what a portal answers: the first says as what: an answer of the action API, the
 * headers that say when to ask again, two addresses, a token. Only a whole JSON object in an answer
 * of 200 is a result; a dataset says the same when it is written in the way of CKAN and read again;
 * bytes are fetched from where we talk to and nowhere else. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

#define BASE "https://data.example.vn"
/* What a message may hold of an answer, with the host and a few words. */
#define MAX_MESSAGE 4096

static const guint statuses[] = { 200, 200, 200, 201, 204, 301, 302, 304, 400, 401, 403, 404,
                                  407, 408, 409, 413, 418, 425, 429, 500, 502, 503, 504, 511 };

/* Cuts the next piece, which a NUL ends, from the front of what is left. */
static char *
take_text (const guint8 **data, gsize *size)
{
  const guint8 *end = *size > 0 ? memchr (*data, 0, *size) : NULL;
  gsize length = end != NULL ? (gsize)(end - *data) : *size;
  char *text = g_strndup ((const char *)*data, length);

  *data += length + (end != NULL);
  *size -= length + (end != NULL);
  return text;
}

static void
check_error (const GError *error)
{
  g_assert_nonnull (error);
  g_assert_true (error->domain == CB_ERROR);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, MAX_MESSAGE);
}

static gboolean
is_object (const char *text, gsize length)
{
  g_autoptr (JsonObject) object = NULL;

  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  object = cb_json_object_parse (text, (gssize)length, NULL);
  return object != NULL;
}

static void
assert_same (JsonObject *one, JsonObject *other)
{
  g_assert_cmpuint (json_object_get_size (one), ==, json_object_get_size (other));
  for (guint i = 0; i < 2; i++)
    {
      JsonObject *from = i == 0 ? one : other;
      JsonObject *in = i == 0 ? other : one;
      g_autoptr (GList) names = json_object_get_members (from);

      for (GList *l = names; l != NULL; l = l->next)
        g_assert_true (json_object_has_member (in, l->data)
                       && json_node_equal (json_object_get_member (from, l->data),
                                           json_object_get_member (in, l->data)));
    }
}

/* Every member is put back as it is, but for an extra of ours that is new. */
static void
check_revision (const CbRemoteDataset *remote)
{
  g_autoptr (JsonObject) match = json_object_new ();
  g_autoptr (JsonObject) update = json_object_new ();
  g_autoptr (JsonObject) again = NULL;

  json_object_set_string_member (remote->record, "extra:period", "2026-Q3");
  json_object_set_string_member (remote->record, "title", "T");
  cb_ckan_record_to_revision (remote->record, remote->raw, match, update);
  again = cb_ckan_record_from_package (update);
  assert_same (again, remote->record);
}

static void
check_dataset (JsonObject *package)
{
  g_autoptr (CbRemoteDataset) remote = cb_ckan_remote_dataset_new (package, BASE);
  g_autoptr (JsonObject) written = cb_ckan_record_to_package (remote->record, remote->congbo_id);
  g_autoptr (CbRemoteDataset) again = cb_ckan_remote_dataset_new (written, BASE);

  assert_same (again->record, remote->record);
  g_assert_cmpstr (again->congbo_id, ==, remote->congbo_id);
  for (guint i = 0; i < remote->files->len; i++)
    {
      const CbRemoteFile *file = g_ptr_array_index (remote->files, i);
      g_autoptr (CbRemoteFile) copy = cb_remote_file_copy (file);

      g_assert_cmpstr (copy->url, ==, file->url);
      g_assert_cmpint (file->size, >=, -1);
      if (file->uploaded && strstr (file->url, "/dataset/") != NULL)
        g_assert_true (g_str_has_prefix (file->url, BASE "/dataset/"));
      if (file->id != NULL)
        g_assert_nonnull (cb_remote_dataset_find_file (remote, file->id));
    }
  check_revision (remote);
}

static void
try_answer (const guint8 *data, gsize size)
{
  CbHttpReply reply = { statuses[data[0] % G_N_ELEMENTS (statuses)], NULL, NULL, NULL, 0, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) result = NULL;
  g_autofree char *type = NULL;
  g_autofree char *location = NULL;
  g_autoptr (GBytes) body = NULL;

  data++;
  size--;
  type = take_text (&data, &size);
  location = take_text (&data, &size);
  body = g_bytes_new (data, size);
  reply.content_type = *type != '\0' ? type : NULL;
  reply.location = *location != '\0' ? location : NULL;
  reply.body = body;
  reply.host = (char *)"data.example.vn";
  result = cb_ckan_reply_dup_result (&reply, &error);
  if (result == NULL)
    check_error (error);
  else
    {
      g_assert_no_error (error);
      g_assert_cmpuint (reply.status, ==, 200);
      g_assert_true (is_object ((const char *)data, size));
      if (JSON_NODE_HOLDS_OBJECT (result))
        check_dataset (json_node_get_object (result));
    }
  if (cb_ckan_reply_is_refusal (&reply))
    g_assert_cmpuint (reply.status, ==, 403);
}

static void
try_retry_after (const guint8 *data, gsize size)
{
  g_autofree char *value = take_text (&data, &size);
  g_autofree char *date = take_text (&data, &size);
  gint64 wait = cb_http_parse_retry_after (value, *date != '\0' ? date : NULL);

  g_assert_cmpint (wait, >=, 0);
  g_assert_cmpint (wait, <=, G_TIME_SPAN_HOUR);
}

static void
try_addresses (const guint8 *data, gsize size)
{
  g_autofree char *one = take_text (&data, &size);
  g_autofree char *other = take_text (&data, &size);
  gboolean same = cb_http_same_origin (one, other);

  g_assert_cmpint (cb_http_same_origin (other, one), ==, same);
  if (same)
    g_assert_true (cb_http_same_origin (one, one));
}

static void
try_token (const guint8 *data, gsize size)
{
  g_autofree char *token = take_text (&data, &size);

  g_assert_cmpint (cb_ckan_token_get_expiry (token), >=, 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static void (*const tries[]) (const guint8 *data, gsize size)
      = { try_answer, try_retry_after, try_addresses, try_token };

  if (size > 1)
    tries[data[0] % G_N_ELEMENTS (tries)](data + 1, size - 1);

  return 0;
}
