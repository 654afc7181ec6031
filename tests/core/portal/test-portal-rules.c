/* SPDX-License-Identifier: GPL-3.0-or-later */

/* R1 to R14 of portals.md, one by one, on the wire. */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-clock.h"
#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/cb-ckan-portal.h"
#include "core/portal/cb-http.h"
#include "test-system.h"
#include "wire.h"

#define TOKEN "eyJhbGciOiJIUzI1NiJ9.eyJqdGkiOiJ4In0.c2lnbmF0dXJl"
#define FILE_ID "0b8c3c6e-6f0e-4f3a-9a53-0d3f6c1a2b11"

static const char status_ok[]
    = "{\"success\": true, \"result\": {\"ckan_version\": \"2.12.0\", \"site_url\": \"http://x\"}}";
static const char user_ok[]
    = "{\"success\": true, \"result\": {\"name\": \"can-bo\", \"display_name\": \"Cán bộ\"}}";
static const char refused[]
    = "{\"success\": false, \"error\": {\"__type\": \"Authorization Error\", "
      "\"message\": \"Access denied\"}}";
static const char not_found[]
    = "{\"success\": false, \"error\": {\"__type\": \"Not Found Error\", \"message\": \"No\"}}";
static const char package_ok[]
    = "{\"success\": true, \"result\": {\"id\": \"p-1\", \"name\": \"so-lieu\", \"private\": true, "
      "\"resources\": []}}";
static const char resource_ok[]
    = "{\"success\": true, \"result\": {\"id\": \"" FILE_ID "\", \"url_type\": \"upload\", "
      "\"url\": \"http://elsewhere/dataset/p-1/resource/" FILE_ID "/download/a.csv\"}}";

static CbPortal *
open_portal (Wire *wire)
{
  return cb_ckan_portal_new (wire_get_url (wire), TOKEN, CB_TOKEN_IN_BOTH);
}

static CbDatasetFile *
new_file (gsize size, int *fd)
{
  CbDatasetFile *file = cb_dataset_file_new ();
  g_autofree char *bytes = g_malloc (size);

  memset (bytes, 'x', size);
  *fd = test_file_new_with (bytes, size);
  file->id = g_strdup (FILE_ID);
  file->title = g_strdup ("Số liệu đường bộ");
  file->name = g_strdup ("Đường bộ tỉnh Điện Biên.csv");
  file->format = g_strdup ("csv");
  file->media_type = g_strdup ("text/csv");
  file->size = size;
  file->sha256 = g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guchar *)bytes, size);
  return file;
}

static CbError
put (Wire *wire, gsize size)
{
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (CbDatasetFile) file = NULL;
  g_autoptr (CbRemoteFile) remote = NULL;
  g_autoptr (GError) error = NULL;
  int fd = -1;

  file = new_file (size, &fd);
  remote = cb_portal_put_file (portal, file, fd, NULL, NULL, NULL, &error);
  close (fd);
  g_assert_true ((remote == NULL) == (error != NULL));
  return error != NULL ? (CbError)error->code : CB_ERROR_LAST;
}

static CbError
find (Wire *wire)
{
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRemoteDataset) remote = cb_portal_find_dataset (portal, "so-lieu", NULL, &error);

  g_assert_true ((remote == NULL) == (error != NULL));
  if (error == NULL)
    return CB_ERROR_LAST;
  g_assert_null (strstr (error->message, TOKEN));
  g_assert_true (error->domain == CB_ERROR);
  return (CbError)error->code;
}

static void
r01_post_json_below_a_found_base (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autofree char *pasted = g_strdup_printf ("  %s/data/dataset/abc?x=1#y ", wire_get_url (wire));
  g_autofree char *base = g_strdup_printf ("%s/data", wire_get_url (wire));
  g_autoptr (CbPortal) portal = cb_ckan_portal_new (pasted, TOKEN, CB_TOKEN_IN_BOTH);
  g_autoptr (CbPortalInfo) info = NULL;
  g_autoptr (GError) error = NULL;
  WireRequest *request;

  wire_answer_page (wire, "/data/dataset/abc/api/3", 404);
  wire_answer_page (wire, "/data/dataset/api/3", 404);
  wire_answer_json (wire, "GET /data/api/3/action/status_show", 200, status_ok);
  wire_answer_json (wire, "user_show", 200, user_ok);
  wire_answer_json (wire, "organization_list_for_user", 200,
                    "{\"success\": true, \"result\": [{\"id\": \"o\", \"name\": \"so-y-te\", "
                    "\"title\": \"Sở Y tế\", \"capacity\": \"editor\"}]}");
  info = cb_portal_probe (portal, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->url, ==, base);
  g_assert_cmpstr (info->version, ==, "2.12.0");
  g_assert_cmpstr (info->user, ==, "can-bo");
  g_assert_cmpuint (info->organisations->len, ==, 1);
  request = wire_find_request (wire, "organization_list_for_user");
  g_assert_nonnull (strstr (request->line, "POST /data/api/3/action/organization_list_for_user "));
  g_assert_nonnull (strstr (request->headers, "Content-Type: application/json"));
  g_assert_nonnull (strstr (g_bytes_get_data (request->body, NULL), "create_dataset"));
  /* Before the base is known to be a portal, nobody is shown the token. */
  for (guint i = 0; i < 3; i++)
    g_assert_null (
        strstr (((WireRequest *)g_ptr_array_index (wire_get_requests (wire), i))->headers, TOKEN));
}

static void
check_headers (CbTokenHeader header, gboolean authorization, gboolean api_key)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = cb_ckan_portal_new (wire_get_url (wire), TOKEN, header);
  g_autoptr (CbRemoteDataset) remote = NULL;
  WireRequest *request;

  wire_answer_json (wire, "package_show", 200, package_ok);
  remote = cb_portal_find_dataset (portal, "so-lieu", NULL, NULL);
  g_assert_nonnull (remote);
  request = wire_find_request (wire, "package_show");
  g_assert_true (authorization
                 == (strstr (request->headers, "\r\nAuthorization: " TOKEN "\r\n") != NULL));
  g_assert_true (api_key
                 == (strstr (request->headers, "\r\nX-CKAN-API-Key: " TOKEN "\r\n") != NULL));
  g_assert_null (strstr (request->headers, "Bearer"));
}

static void
r02_token_raw_in_both_headers (void)
{
  check_headers (CB_TOKEN_IN_BOTH, TRUE, TRUE);
  check_headers (CB_TOKEN_IN_AUTHORIZATION, TRUE, FALSE);
  check_headers (CB_TOKEN_IN_X_CKAN_API_KEY, FALSE, TRUE);
}

static void
r03_dead_token_is_asked_for (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);

  wire_answer_json (wire, "package_show", 403, refused);
  wire_answer_json (wire, "user_show", 404, not_found);
  g_assert_cmpint (find (wire), ==, CB_ERROR_SIGN_IN);
  wire_answer_json (wire, "package_show", 403, refused);
  wire_answer_json (wire, "user_show", 200, user_ok);
  g_assert_cmpint (find (wire), ==, CB_ERROR_FORBIDDEN);
  /* A page is not CKAN's refusal: nobody is asked who we are. */
  wire_answer_page (wire, "package_show", 403);
  g_assert_cmpint (find (wire), ==, CB_ERROR_FORBIDDEN);
  g_assert_cmpuint (wire_count_requests (wire, "user_show"), ==, 2);
}

static void
r03_dead_token_at_sign_in (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (GError) error = NULL;

  wire_answer_json (wire, "status_show", 200, status_ok);
  wire_answer_json (wire, "user_show", 404, not_found);
  wire_answer_json (wire, "organization_list_for_user", 200, "{\"success\": true, \"result\": []}");
  g_assert_null (cb_portal_probe (portal, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_SIGN_IN);
}

static void
r04_expiry_is_read_offline (void)
{
  g_autofree char *payload
      = g_base64_encode ((const guchar *)"{\"jti\":\"a\",\"exp\":1900000000}", 28);
  g_autofree char *token = NULL;

  g_strdelimit (payload, "=", '\0');
  token = g_strdup_printf ("e30.%s.c2ln", payload);
  g_assert_cmpint (cb_ckan_token_get_expiry (token), ==,
                   G_GINT64_CONSTANT (1900000000) * G_USEC_PER_SEC);
  g_assert_cmpint (cb_ckan_token_get_expiry (TOKEN), ==, 0);
  g_assert_cmpint (cb_ckan_token_get_expiry ("not a token"), ==, 0);
  g_assert_cmpint (cb_ckan_token_get_expiry ("a.%%%.c"), ==, 0);
  g_assert_cmpint (cb_ckan_token_get_expiry (NULL), ==, 0);
}

static void
r05_redirect_is_not_followed (void)
{
  static const guint statuses[] = { 301, 302, 303, 307, 308 };
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (Wire) other = wire_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *answer
          = g_strdup_printf ("HTTP/1.1 %u Elsewhere\r\nLocation: %s/api/3/action/package_show\r\n"
                             "Content-Length: 0\r\n\r\n",
                             statuses[i], wire_get_url (other));

      wire_answer (wire, "package_show", WIRE_ALL, answer);
      g_assert_cmpint (find (wire), ==, CB_ERROR_REDIRECTED);
    }
  g_assert_cmpuint (wire_get_requests (other)->len, ==, 0);
}

static void
r05_download_elsewhere_without_our_headers (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (Wire) storage = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (CbRemoteFile) file = cb_remote_file_new ();
  g_autofree char *answer
      = g_strdup_printf ("HTTP/1.1 302 Found\r\nLocation: %s/bucket/a.csv?sig=1\r\n"
                         "Content-Length: 0\r\n\r\n",
                         wire_get_url (storage));
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256, "a;b\n", -1);
  g_autofree char *sha256 = NULL;
  g_autoptr (GError) error = NULL;
  WireRequest *request;
  guint64 size = 0;

  file->url = g_strdup_printf ("%s/dataset/p/resource/r/download/a.csv", wire_get_url (wire));
  wire_answer (wire, "/dataset/p", WIRE_ALL, answer);
  wire_answer (storage, "/bucket", WIRE_ALL, "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\na;b\n");
  g_assert_true (cb_portal_fetch_file (portal, file, NULL, &size, &sha256, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size, ==, 4);
  g_assert_cmpstr (sha256, ==, expected);
  g_assert_nonnull (strstr (wire_find_request (wire, "/dataset/p")->headers, TOKEN));
  request = wire_find_request (storage, "/bucket/a.csv?sig=1");
  g_assert_null (strstr (request->headers, "Authorization"));
  g_assert_null (strstr (request->headers, "CKAN"));
}

static void
r05_portal_corrects_its_address (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autofree char *base = g_strdup_printf ("%s/mo", wire_get_url (wire));
  g_autofree char *answer
      = g_strdup_printf ("HTTP/1.1 301 Moved\r\nLocation: %s/api/3/action/status_show\r\n"
                         "Content-Length: 0\r\n\r\n",
                         base);
  g_autoptr (CbPortalInfo) info = NULL;
  g_autoptr (GError) error = NULL;

  wire_answer (wire, "GET /api/3/action/status_show", WIRE_ALL, answer);
  wire_answer_json (wire, "GET /mo/api/3/action/status_show", 200, status_ok);
  wire_answer_json (wire, "/mo/api/3/action/user_show", 200, user_ok);
  wire_answer_json (wire, "organization_list_for_user", 200, "{\"success\": true, \"result\": []}");
  info = cb_portal_probe (portal, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (info->url, ==, base);
}

static void
r06_no_cookie_is_kept (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CbRemoteDataset) remote = NULL;
      g_autofree char *answer = g_strdup_printf (
          "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nSet-Cookie: ckan=abc; path=/\r\n"
          "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
          strlen (package_ok), package_ok);

      wire_answer (wire, "package_show", WIRE_ALL, answer);
      remote = cb_portal_find_dataset (portal, "so-lieu", NULL, NULL);
      g_assert_nonnull (remote);
    }
  for (guint i = 0; i < 2; i++)
    g_assert_null (strstr (
        ((WireRequest *)g_ptr_array_index (wire_get_requests (wire), i))->headers, "\r\nCookie:"));
}

static void
r07_content_length_and_never_chunked (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  WireRequest *request;
  g_autofree char *length = NULL;

  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_cmpint (put (wire, 700000), ==, CB_ERROR_LAST);
  request = wire_find_request (wire, "resource_patch");
  length = g_strdup_printf ("\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n",
                            g_bytes_get_size (request->body));
  g_assert_nonnull (strstr (request->headers, length));
  g_assert_null (strstr (request->headers, "Transfer-Encoding"));
  g_assert_cmpuint (g_bytes_get_size (request->body), >, 700000);
}

static void
r08_an_answer_may_take_two_minutes (void)
{
  g_autoptr (CbHttp) http = cb_http_new ();
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (GError) error = NULL;

  g_assert_cmpuint (cb_http_get_stall_timeout (http), >=, 120);
  /* And what never comes ends the waiting, as something to look into, not as a failure. */
  cb_ckan_portal_set_stall_timeout (CB_CKAN_PORTAL (portal), 1);
  wire_answer (wire, "package_show", WIRE_ALL, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{");
  g_assert_null (cb_portal_find_dataset (portal, "so-lieu", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_TIMED_OUT);
  g_assert_true (cb_error_is_transient (error));
}

static void
r09_too_large_in_all_its_forms (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);

  wire_answer_page (wire, "resource_patch", 413);
  g_assert_cmpint (put (wire, 5000), ==, CB_ERROR_TOO_LARGE);
  wire_answer_json (wire, "resource_patch", 409,
                    "{\"success\": false, \"error\": {\"__type\": \"Validation Error\", "
                    "\"upload\": [\"File upload too large\"]}}");
  g_assert_cmpint (put (wire, 5000), ==, CB_ERROR_TOO_LARGE);
  /* As the file storages of 2.12 say it. */
  wire_answer_json (wire, "resource_patch", 409,
                    "{\"success\": false, \"error\": {\"__type\": \"Validation Error\", "
                    "\"upload\": [\"Upload size 5000 surpasses max allowed size 4096\"]}}");
  g_assert_cmpint (put (wire, 5000), ==, CB_ERROR_TOO_LARGE);
  /* Refused by its length, the body half sent, and the connection reset: not the network. */
  wire_answer (wire, "resource_patch", 100000,
               "HTTP/1.1 413 Too Large\r\nContent-Type: text/html\r\nContent-Length: 5\r\n"
               "Connection: close\r\n\r\n<br/>");
  g_assert_cmpint (put (wire, 64u * 1024 * 1024), ==, CB_ERROR_TOO_LARGE);
}

/* An upload that is refused for anything else is not too large: nothing is learned of the portal's
 * limit, and nobody is told to split the file. */
static void
r09_refused_for_something_else (void)
{
  static const char *const messages[] = {
    "[\"Unsupported upload type: text/csv\"]",
    "[\"Invalid storage path\"]",
    "[{\"too large\": 1}, 5]",
    "\"x\"",
  };
  g_autoptr (Wire) wire = wire_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (messages); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"success\": false, \"error\": {\"__type\": "
                                               "\"Validation Error\", \"upload\": %s}}",
                                               messages[i]);

      g_test_message ("%s", messages[i]);
      wire_answer_json (wire, "resource_patch", 409, body);
      g_assert_cmpint (put (wire, 5000), ==, CB_ERROR_REJECTED);
    }
}

static void
r10_retry_after (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (GError) error = NULL;

  wire_answer (wire, "package_show", WIRE_ALL,
               "HTTP/1.1 429 Slow\r\nRetry-After: 17\r\nContent-Length: 0\r\n\r\n");
  g_assert_null (cb_portal_find_dataset (portal, "so-lieu", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BUSY);
  g_assert_cmpint (cb_portal_get_retry_after (portal), ==, 17 * G_USEC_PER_SEC);

  g_assert_cmpint (
      cb_http_parse_retry_after ("Sat, 21 Nov 2026 08:01:30 GMT", "Sat, 21 Nov 2026 08:00:00 GMT"),
      ==, 90 * G_USEC_PER_SEC);
  g_assert_cmpint (
      cb_http_parse_retry_after ("Sat, 21 Nov 2020 08:01:30 GMT", "Sat, 21 Nov 2026 08:00:00 GMT"),
      ==, 0);
  g_assert_cmpint (cb_http_parse_retry_after ("99999999999999999999", NULL), ==,
                   G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC);
  g_assert_cmpint (cb_http_parse_retry_after ("soon", NULL), ==, 0);
  g_assert_cmpint (cb_http_parse_retry_after ("-5", NULL), ==, 0);
  g_assert_cmpint (cb_http_parse_retry_after (NULL, NULL), ==, 0);
}

static void
r11_judged_by_type_not_by_language (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (CbDataset) dataset = cb_dataset_new ();
  g_autoptr (GError) error = NULL;

  dataset->id = g_strdup ("d-1");
  wire_answer_json (wire, "package_create", 409,
                    "{\"success\": false, \"error\": {\"__type\": \"Validation Error\", "
                    "\"frequency\": [\"Giá trị bị mất\"], \"resources\": [{}, {\"url\": "
                    "[\"Giá trị bị mất\"]}]}}");
  g_assert_null (cb_portal_create_dataset (portal, dataset, "so-lieu", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_REJECTED);
  g_assert_cmpstr (error->message, ==,
                   "frequency: Giá trị bị mất; resources.1.url: Giá trị bị mất");
}

static void
r11_base_leaves_the_language_out (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autofree char *pasted = g_strdup_printf ("%s/vi", wire_get_url (wire));
  g_autoptr (CbPortal) portal = cb_ckan_portal_new (pasted, TOKEN, CB_TOKEN_IN_BOTH);
  g_autoptr (CbPortalInfo) info = NULL;

  wire_answer_json (wire, "GET /vi/api/3/action/status_show", 200, status_ok);
  wire_answer_json (wire, "GET /api/3/action/status_show", 200, status_ok);
  wire_answer_json (wire, "POST /api/3/action/user_show", 200, user_ok);
  wire_answer_json (wire, "organization_list_for_user", 200, "{\"success\": true, \"result\": []}");
  info = cb_portal_probe (portal, NULL, NULL);
  g_assert_nonnull (info);
  g_assert_cmpstr (info->url, ==, wire_get_url (wire));
}

static void
r12_naive_times_are_utc (void)
{
  g_assert_cmpint (cb_time_from_iso8601 ("2026-08-20T08:18:45.500000"), ==,
                   cb_time_from_iso8601 ("2026-08-20T15:18:45.500000+07:00"));
}

static void
r13_forms_have_two_text_fields (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  const char *body;
  guint fields = 0;

  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_cmpint (put (wire, 10), ==, CB_ERROR_LAST);
  body = g_bytes_get_data (wire_find_request (wire, "resource_patch")->body, NULL);
  for (const char *p = strstr (body, "form-data; name="); p != NULL;
       p = strstr (p + 1, "form-data; name="))
    fields++;
  g_assert_cmpuint (fields, >=, 3);
  g_assert_nonnull (strstr (body, "name=\"format\""));
  g_assert_nonnull (strstr (body, "name=\"mimetype\""));
}

static void
r14_ascii_file_name_and_no_url (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  const char *body;

  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_cmpint (put (wire, 10), ==, CB_ERROR_LAST);
  body = g_bytes_get_data (wire_find_request (wire, "resource_patch")->body, NULL);
  g_assert_nonnull (strstr (body, "filename=\"duong-bo-tinh-dien-bien.csv\""));
  g_assert_null (strstr (body, "name=\"url\""));
}

static const struct
{
  guint status;
  const char *body; /* NULL: a page */
  CbError code;
} taxonomy[] = {
  { 200, NULL, CB_ERROR_NOT_A_PORTAL },
  { 200, "", CB_ERROR_NOT_A_PORTAL },
  { 200, "[1, 2]", CB_ERROR_NOT_A_PORTAL },
  { 200, "{\"datasets\": []}", CB_ERROR_NOT_A_PORTAL },
  { 200, "{\"success\": true, \"result\": {\"id\": ", CB_ERROR_SERVER },
  { 200, "{\"success\": true, \"result\": {}}", CB_ERROR_NOT_A_PORTAL },
  { 200, "{\"success\": true, \"result\": [1]}", CB_ERROR_NOT_A_PORTAL },
  { 200, "{\"success\": false, \"error\": {\"__type\": \"Not Found Error\", \"message\": \"x\"}}",
    CB_ERROR_NOT_FOUND },
  { 204, "", CB_ERROR_NOT_A_PORTAL },
  { 400, "\"Bad request - Action name not known: package_shw\"", CB_ERROR_BAD_REQUEST },
  { 400, "{\"success\": false, \"error\": {\"__type\": \"Integrity Error\"}}",
    CB_ERROR_BAD_REQUEST },
  { 401, NULL, CB_ERROR_PROXY },
  { 404, NULL, CB_ERROR_NOT_A_PORTAL },
  { 405, NULL, CB_ERROR_BAD_REQUEST },
  { 407, NULL, CB_ERROR_PROXY },
  { 408, NULL, CB_ERROR_SERVER },
  { 409, "{\"success\": false, \"error\": {\"__type\": \"Search Error\"}}", CB_ERROR_SERVER },
  { 409, "{\"success\": false, \"error\": {\"__type\": \"Validation Error\", \"name\": [\"x\"]}}",
    CB_ERROR_NAME_TAKEN },
  { 409, "{\"success\": false, \"error\": {\"__type\": \"Validation Error\", \"match\": [\"x\"]}}",
    CB_ERROR_CONFLICT },
  { 425, NULL, CB_ERROR_SERVER },
  { 429, NULL, CB_ERROR_BUSY },
  { 500, NULL, CB_ERROR_SERVER },
  { 500, "{\"success\": false, \"error\": {\"__type\": \"Internal Server Error\"}}",
    CB_ERROR_SERVER },
  { 502, NULL, CB_ERROR_SERVER },
  { 503, NULL, CB_ERROR_BUSY },
  { 504, NULL, CB_ERROR_SERVER },
  { 507, NULL, CB_ERROR_SERVER },
  { 511, NULL, CB_ERROR_NOT_A_PORTAL },
  { 522, NULL, CB_ERROR_SERVER },
};

static void
test_taxonomy (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (taxonomy); i++)
    {
      g_test_message ("%u %s", taxonomy[i].status, taxonomy[i].body);
      if (taxonomy[i].body != NULL)
        wire_answer_json (wire, "package_show", taxonomy[i].status, taxonomy[i].body);
      else
        wire_answer_page (wire, "package_show", taxonomy[i].status);
      g_assert_cmpint (find (wire), ==, taxonomy[i].code);
    }
}

static void
test_broken_replies (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autofree char *deep = g_strnfill (20000, '[');
  g_autofree char *nested = g_strdup_printf ("{\"success\": true, \"result\": %s", deep);

  wire_answer (wire, "package_show", WIRE_ALL, NULL);
  g_assert_cmpint (find (wire), ==, CB_ERROR_SERVER);
  wire_answer (wire, "package_show", WIRE_ALL, "SSH-2.0-OpenSSH_9.2\r\n\r\nConnection: close");
  g_assert_cmpint (find (wire), ==, CB_ERROR_SERVER);
  wire_answer (wire, "package_show", WIRE_ALL,
               "HTTP/1.1 200 OK\r\nContent-Length: 900\r\nConnection: close\r\n\r\n{\"success\"");
  g_assert_cmpint (find (wire), ==, CB_ERROR_SERVER);
  wire_answer_json (wire, "package_show", 200, nested);
  g_assert_cmpint (find (wire), ==, CB_ERROR_SERVER);
  wire_answer_json (wire, "package_show", 200, "{\"success\": true, \"result\": \"\xff\xfe\"}");
  g_assert_cmpint (find (wire), ==, CB_ERROR_SERVER);
}

static void
test_offline (void)
{
  g_autoptr (CbPortal) portal = cb_ckan_portal_new ("http://127.0.0.1:1", TOKEN, CB_TOKEN_IN_BOTH);
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_portal_find_dataset (portal, "x", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_OFFLINE);
}

static void
test_wrong_addresses (void)
{
  static const char *const wrong[] = { "", "ftp://x.vn/", "http://", "::::", "https://[" };

  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (CbPortal) portal = cb_ckan_portal_new (wrong[i], TOKEN, CB_TOKEN_IN_BOTH);
      g_autoptr (GError) error = NULL;

      g_assert_null (cb_portal_probe (portal, NULL, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
}

static void
test_changed_file_is_never_completed (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (CbDatasetFile) file = NULL;
  g_autoptr (GError) error = NULL;
  WireRequest *request;
  int fd = -1;

  file = new_file (900000, &fd);
  file->sha256[0] = file->sha256[0] == 'a' ? 'b' : 'a';
  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_null (cb_portal_put_file (portal, file, fd, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
  file->sha256[0] = 'a';
  file->size += 10;
  g_clear_error (&error);
  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_null (cb_portal_put_file (portal, file, fd, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
  file->size -= 20;
  g_clear_error (&error);
  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_null (cb_portal_put_file (portal, file, fd, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
  close (fd);
  g_clear_object (&portal);
  for (guint i = 0; i < wire_get_requests (wire)->len; i++)
    {
      request = g_ptr_array_index (wire_get_requests (wire), i);
      g_assert_cmpuint (g_bytes_get_size (request->body), <, 900000);
    }
}

static gboolean
close_gate_cb (gpointer user_data, GError **error)
{
  guint *left = user_data;

  if ((*left)-- > 0)
    return TRUE;
  g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_APPROVED, "withdrawn");
  return FALSE;
}

static void
test_gate_stops_a_body (void)
{
  g_autoptr (Wire) wire = wire_new (NULL);
  g_autoptr (CbPortal) portal = open_portal (wire);
  g_autoptr (CbDatasetFile) file = NULL;
  g_autoptr (GError) error = NULL;
  guint left = 3;
  CbTransfer transfer = { .gate = close_gate_cb, .user_data = &left };
  int fd = -1;

  file = new_file (8u * 1024 * 1024, &fd);
  wire_answer_json (wire, "resource_patch", 200, resource_ok);
  g_assert_null (cb_portal_put_file (portal, file, fd, &transfer, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_APPROVED);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/portal/rules/r01-post-json-below-a-found-base",
                   r01_post_json_below_a_found_base);
  g_test_add_func ("/portal/rules/r02-token-raw-in-both-headers", r02_token_raw_in_both_headers);
  g_test_add_func ("/portal/rules/r03-dead-token-is-asked-for", r03_dead_token_is_asked_for);
  g_test_add_func ("/portal/rules/r03-dead-token-at-sign-in", r03_dead_token_at_sign_in);
  g_test_add_func ("/portal/rules/r04-expiry-is-read-offline", r04_expiry_is_read_offline);
  g_test_add_func ("/portal/rules/r05-redirect-is-not-followed", r05_redirect_is_not_followed);
  g_test_add_func ("/portal/rules/r05-download-elsewhere-without-our-headers",
                   r05_download_elsewhere_without_our_headers);
  g_test_add_func ("/portal/rules/r05-portal-corrects-its-address",
                   r05_portal_corrects_its_address);
  g_test_add_func ("/portal/rules/r06-no-cookie-is-kept", r06_no_cookie_is_kept);
  g_test_add_func ("/portal/rules/r07-content-length-and-never-chunked",
                   r07_content_length_and_never_chunked);
  g_test_add_func ("/portal/rules/r08-an-answer-may-take-two-minutes",
                   r08_an_answer_may_take_two_minutes);
  g_test_add_func ("/portal/rules/r09-too-large-in-all-its-forms", r09_too_large_in_all_its_forms);
  g_test_add_func ("/portal/rules/r09-refused-for-something-else", r09_refused_for_something_else);
  g_test_add_func ("/portal/rules/r10-retry-after", r10_retry_after);
  g_test_add_func ("/portal/rules/r11-judged-by-type-not-by-language",
                   r11_judged_by_type_not_by_language);
  g_test_add_func ("/portal/rules/r11-base-leaves-the-language-out",
                   r11_base_leaves_the_language_out);
  g_test_add_func ("/portal/rules/r12-naive-times-are-utc", r12_naive_times_are_utc);
  g_test_add_func ("/portal/rules/r13-forms-have-two-text-fields", r13_forms_have_two_text_fields);
  g_test_add_func ("/portal/rules/r14-ascii-file-name-and-no-url", r14_ascii_file_name_and_no_url);
  g_test_add_func ("/portal/answers/taxonomy", test_taxonomy);
  g_test_add_func ("/portal/answers/broken", test_broken_replies);
  g_test_add_func ("/portal/answers/offline", test_offline);
  g_test_add_func ("/portal/address/wrong", test_wrong_addresses);
  g_test_add_func ("/portal/upload/changed-file-is-never-completed",
                   test_changed_file_is_never_completed);
  g_test_add_func ("/portal/upload/gate-stops-a-body", test_gate_stops_a_body);
  return g_test_run ();
}
