/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Answers that are almost one, as fuzzing found them: faults.md 8, 9, 22 and 26. */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "core/portal/cb-ckan-portal.h"
#include "core/portal/cb-ckan-reply.h"
#include "wire.h"

#define TOKEN "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ4In0.c2lnbmF0dXJl"

static JsonNode *
read_reply (guint status, const char *content_type, const char *body, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (body, strlen (body));
  CbHttpReply reply = { .status = status,
                        .content_type = (char *)content_type,
                        .body = bytes,
                        .host = (char *)"data.example.vn" };

  return cb_ckan_reply_dup_result (&reply, error);
}

static void
test_more_than_a_string (void)
{
  static const char *const bodies[]
      = { "\"\",\"success\":true,\"result\":{}", "\"\",\"error\":{\"__type\":\"Not Found Error\"}",
          "1,\"success\":true,\"result\":{}" };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", bodies[i]);
      g_assert_null (read_reply (200, "application/json", bodies[i], &error));
      g_assert_nonnull (error);
      g_assert_false (g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND));
    }
}

static void
test_headers (void)
{
  g_autofree char *type = g_strnfill (100000, '\xe1');
  g_autoptr (GError) error = NULL;

  g_assert_null (read_reply (418, type, "<html>", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BAD_REQUEST);
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
  g_assert_cmpuint (strlen (error->message), <, 4096);
}

/* "httw" is of no kind that the web has; to whoever serves it the token would go as well. */
static void
test_no_web (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = cb_ckan_portal_new (wire_get_url (wire), TOKEN, CB_TOKEN_IN_BOTH);
  g_autofree char *answer
      = g_strdup_printf ("HTTP/1.1 301 Moved\r\nLocation: httw%s/mo/api/3/action/status_show\r\n"
                         "Content-Length: 0\r\n\r\n",
                         wire_get_url (wire) + strlen ("http"));
  g_autoptr (GError) error = NULL;

  wire_answer (wire, "status_show", WIRE_ALL, answer);
  g_assert_null (cb_portal_probe (portal, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_REDIRECTED);
  g_assert_cmpuint (wire_get_requests (wire)->len, ==, 1);
}

static void
test_origin_without_host (void)
{
  g_assert_false (cb_http_same_origin ("http:data", "http:data"));
  g_assert_false (cb_http_same_origin ("http:data", "http://data.example.vn"));
  g_assert_true (cb_http_same_origin ("http://Data.example.vn:80/a", "HTTP://data.example.vn/b"));
  g_assert_false (cb_http_same_origin ("http://data.example.vn", "https://data.example.vn"));
}

static void
test_nameless_organisation (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = cb_ckan_portal_new (wire_get_url (wire), TOKEN, CB_TOKEN_IN_BOTH);
  g_autoptr (CbPortalInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  const CbPortalOrganisation *organisation;

  wire_answer_json (wire, "status_show", 200,
                    "{\"success\": true, \"result\": {\"site_url\": \"http://x\"}}");
  wire_answer_json (wire, "user_show", 200, "{\"success\": true, \"result\": {\"name\": \"lan\"}}");
  wire_answer_json (wire, "organization_list_for_user", 200,
                    "{\"success\": true, \"result\": [null, {\"title\": \"Sở Y tế\"}, {\"id\": "
                    "\"a\"}, {\"id\": \"b\", \"name\": \"so-y-te\"}]}");
  info = cb_portal_probe (portal, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (info->organisations->len, ==, 1);
  organisation = g_ptr_array_index (info->organisations, 0);
  g_assert_cmpstr (organisation->id, ==, "b");
  g_assert_cmpstr (organisation->title, ==, "so-y-te");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/odd/more-than-a-string", test_more_than_a_string);
  g_test_add_func ("/portal/odd/headers-of-any-bytes", test_headers);
  g_test_add_func ("/portal/odd/redirect-out-of-the-web", test_no_web);
  g_test_add_func ("/portal/odd/origin-without-host", test_origin_without_host);
  g_test_add_func ("/portal/odd/nameless-organisation", test_nameless_organisation);
  return g_test_run ();
}
