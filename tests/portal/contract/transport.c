/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "contract.h"

/* Below the actions: portals.md R1 to R14 as far as a portal shows them. */

static void
assert_bad_request (const Reply *reply)
{
  const char *start = portal.minor >= 12 ? "Bad request: " : "Bad request - ";

  g_assert_cmpuint (reply->status, ==, 400);
  g_assert_cmpstr (reply->type, ==, "application/json");
  /* A string, not an object. */
  g_assert_nonnull (reply->json);
  g_assert_true (JSON_NODE_HOLDS_VALUE (reply->json));
  if (!g_str_has_prefix (json_node_get_string (reply->json), start))
    give_up ("%s", json_node_get_string (reply->json));
}

static void
test_status (void)
{
  g_autoptr (Reply) reply = fetch (NULL, "GET", "/api/3/action/status_show", NULL);
  g_autoptr (Reply) post = ask (NULL, "status_show", "{}");
  g_autofree char *version = g_strdup_printf ("2.%u.", portal.minor);

  assert_reply (reply, 200);
  assert_reply (post, 200);
  g_assert_true (g_str_has_prefix (find_text (reply, "result.ckan_version"), version));
  g_assert_cmpstr (find_text (reply, "result.site_url"), ==, portal.url);
  g_assert_true (JSON_NODE_HOLDS_ARRAY (find_value (reply, "result.extensions")));
  g_assert_true (has_value (reply, "result.locale_default"));
}

static void
test_licenses (void)
{
  g_autoptr (Reply) reply = fetch (NULL, "GET", "/api/3/action/license_list", NULL);

  assert_reply (reply, 200);
  g_assert_cmpuint (count_items (reply, "result"), >, 5);
  g_assert_true (has_value (reply, "result.0.id"));
  g_assert_true (has_value (reply, "result.0.title"));
  g_assert_true (has_value (reply, "result.0.url"));
}

static void
test_bad_requests (void)
{
  g_autoptr (Reply) unknown = ask (portal.editor, "khong_co_viec_nay", "{}");
  g_autoptr (Reply) broken = ask (portal.editor, "package_create", "{\"name\":");
  g_autoptr (Reply) list = ask (portal.editor, "package_create", "[]");
  g_autoptr (Reply) get = fetch (portal.editor, "GET", "/api/3/action/package_create?name=x", NULL);

  assert_bad_request (unknown);
  assert_bad_request (broken);
  assert_bad_request (list);
  assert_bad_request (get);
}

static void
test_methods (void)
{
  g_autoptr (Reply) put = fetch (NULL, "PUT", "/api/3/action/status_show", NULL);
  g_autoptr (Reply) remove = fetch (NULL, "DELETE", "/api/3/action/status_show", NULL);
  g_autoptr (Reply) page = fetch (NULL, "POST", "/dataset/khong-co", NULL);

  assert_html (put, 405);
  assert_html (remove, 405);
  assert_html (page, 405);
}

static void
test_not_called_json (void)
{
  SoupMessage *message = new_request ("POST", "/api/3/action/package_show");
  g_autoptr (GBytes) body = g_bytes_new_static ("{\"id\":\"x\"}", 10);
  g_autoptr (Reply) reply = NULL;

  soup_message_set_request_body_from_bytes (message, "text/plain", body);
  reply = send_request (message, portal.editor);
  if (portal.minor >= 11)
    assert_html (reply, 415);
  else
    assert_bad_request (reply);
}

static void
test_single_field (void)
{
  g_autoptr (Reply) reply = ask_form (portal.editor, "package_show", NULL, "id", "1", NULL);

  assert_bad_request (reply);
}

static void
test_trailing_slash (void)
{
  g_autoptr (Reply) reply = ask (portal.editor, "package_show/", "{\"id\":\"x\"}");

  assert_html (reply, 405);
}

static void
test_other_address (void)
{
  g_autoptr (Reply) page = fetch (NULL, "GET", "/khong/co/trang/nay", NULL);
  g_autoptr (Reply) old = fetch (NULL, "GET", "/api/action/status_show", NULL);

  assert_html (page, 404);
  assert_reply (old, 200);
}

static void
test_language (void)
{
  SoupMessage *message = new_request ("POST", "/vi/api/3/action/package_show");
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (Reply) reply = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  reply = send_request (message, portal.editor);
  /* The type is never translated, the sentence is, and wrongly: only the type counts (R11). */
  assert_failure (reply, 409, "Validation Error");
  g_assert_cmpstr (find_text (reply, "error.name_or_id.0"), !=, "Missing value");
}

static void
test_packed_body (void)
{
  static const guint8 packed[]
      = { 0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x03, 0xab,
          0xae, 0x05, 0x00, 0x43, 0xbf, 0xa6, 0xa3, 0x02, 0x00, 0x00, 0x00 };
  SoupMessage *message = new_request ("POST", "/api/3/action/package_show");
  g_autoptr (GBytes) body = g_bytes_new_static (packed, sizeof packed);
  g_autoptr (Reply) reply = NULL;

  soup_message_set_request_body_from_bytes (message, "application/json", body);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Content-Encoding",
                                "gzip");
  reply = send_request (message, portal.editor);
  assert_bad_request (reply);
}

static char *
exchange (const char *headers, const char *body)
{
  g_autofree char *request = g_strdup_printf ("POST /api/3/action/user_show HTTP/1.1\r\n"
                                              "Host: 127.0.0.1\r\nConnection: close\r\n"
                                              "Content-Type: application/json\r\n"
                                              "Authorization: %s\r\n%s\r\n%s",
                                              portal.editor, headers, body);

  return send_raw (request, strlen (request), TRUE);
}

static void
test_chunked (void)
{
  g_autofree char *reply = exchange ("Transfer-Encoding: chunked\r\n", "2\r\n{}\r\n0\r\n\r\n");

  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 200"));
  g_assert_nonnull (strstr (reply, "can-bo"));
}

static void
test_continue (void)
{
  g_autofree char *reply = exchange ("Expect: 100-continue\r\nContent-Length: 2\r\n", "{}");

  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 100"));
  g_assert_nonnull (strstr (reply, "HTTP/1.1 200"));
}

static void
test_large_field (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autofree char *text = g_strnfill (510 * 1000, 'x');
  g_autoptr (Reply) reply = ask_form (portal.editor, "resource_patch", NULL, "id",
                                      dataset->slots[0], "description", text, NULL);

  if (portal.minor >= 11)
    assert_html (reply, 413);
  else
    assert_reply (reply, 200);
}

static char *
build_upload (const char *slot, const char *bytes, gsize *length)
{
  g_autofree char *body = g_strdup_printf (
      "--ranhgioi\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n%s\r\n"
      "--ranhgioi\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\nCSV\r\n"
      "--ranhgioi\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"x.csv\"\r\n"
      "Content-Type: text/csv\r\n\r\n%s\r\n--ranhgioi--\r\n",
      slot, bytes);
  char *request
      = g_strdup_printf ("POST /api/3/action/resource_patch HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                         "Authorization: %s\r\nConnection: close\r\n"
                         "Content-Type: multipart/form-data; boundary=ranhgioi\r\n"
                         "Content-Length: %zu\r\n\r\n%s",
                         portal.editor, strlen (body), body);

  *length = strlen (request);
  return request;
}

static void
test_half_a_body (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  gsize length;
  g_autofree char *request = build_upload (dataset->slots[0], "a,b\n1,2\n", &length);
  g_autofree char *none = send_raw (request, length - 40, FALSE);
  g_autoptr (Reply) show
      = ask (portal.editor, "resource_show", "{\"id\":\"%s\"}", dataset->slots[0]);
  g_autofree char *whole = send_raw (request, length, TRUE);

  assert_reply (show, 200);
  g_assert_cmpstr (find_text (show, "result.url_type"), ==, NULL);
  g_assert_cmpstr (find_text (show, "result.url"), ==, "");
  g_assert_true (g_str_has_prefix (whole, "HTTP/1.1 200"));
}

static void
test_over_request_limit (void)
{
  g_autofree char *request
      = g_strdup_printf ("POST /api/3/action/resource_patch HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                         "Authorization: %s\r\nContent-Type: multipart/form-data; boundary=x\r\n"
                         "Content-Length: %u\r\nConnection: close\r\n\r\n",
                         portal.editor, MAX_REQUEST + 1);
  g_autofree char *reply = send_raw (request, strlen (request), TRUE);

  /* Not one byte of the body was needed for this answer. */
  g_assert_true (g_str_has_prefix (reply, "HTTP/1.1 413"));
  g_assert_nonnull (strstr (reply, "text/html"));
}

static void
test_fields_of_a_form (void)
{
  g_autoptr (Dataset) dataset = dataset_new (1, TRUE);
  g_autoptr (Reply) reply
      = ask_form (portal.editor, "resource_patch", NULL, "id", dataset->slots[0], "description",
                  "một", "description", "hai", "so", "12", NULL);
  g_autoptr (Reply) text = ask_form (portal.editor, "package_patch", NULL, "id", dataset->id,
                                     "private", "false", NULL);

  /* Everything in a form is text; what comes twice is a list (R13). */
  assert_reply (reply, 200);
  g_assert_cmpstr (find_text (reply, "result.so"), ==, "12");
  assert_reply (text, 200);
  g_assert_false (json_node_get_boolean (find_value (text, "result.private")));
}

void
add_transport_cases (void)
{
  g_test_add_func ("/portal/transport/status", test_status);
  g_test_add_func ("/portal/transport/licenses", test_licenses);
  g_test_add_func ("/portal/transport/bad-requests", test_bad_requests);
  g_test_add_func ("/portal/transport/methods", test_methods);
  g_test_add_func ("/portal/transport/not-called-json", test_not_called_json);
  g_test_add_func ("/portal/transport/single-field", test_single_field);
  g_test_add_func ("/portal/transport/trailing-slash", test_trailing_slash);
  g_test_add_func ("/portal/transport/other-address", test_other_address);
  g_test_add_func ("/portal/transport/language", test_language);
  g_test_add_func ("/portal/transport/packed-body", test_packed_body);
  g_test_add_func ("/portal/transport/chunked", test_chunked);
  g_test_add_func ("/portal/transport/continue", test_continue);
  g_test_add_func ("/portal/transport/large-field", test_large_field);
  g_test_add_func ("/portal/transport/half-a-body", test_half_a_body);
  g_test_add_func ("/portal/transport/over-request-limit", test_over_request_limit);
  g_test_add_func ("/portal/transport/fields-of-a-form", test_fields_of_a_form);
}
