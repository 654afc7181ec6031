/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-portal.h"

#include <libsoup/soup.h>
#include <string.h>

#include "base/cb-error.h"
#include "test-system.h"

/* What a contract with CKAN does not say: that it lasts, whom it lets in, what its pages show. */

#define SLOT "11111111-1111-4111-8111-111111111111"

static CbPracticePortal *
start (const char *folder, const char *version)
{
  g_autoptr (GError) error = NULL;
  CbPracticePortal *portal = cb_practice_portal_new (folder, version, &error);

  g_assert_no_error (error);
  g_assert_true (cb_practice_portal_start (portal, 0, &error));
  g_assert_no_error (error);

  return portal;
}

static char *
request (const char *base, const char *path, const char *token, const char *body, guint *status)
{
  g_autofree char *url = g_strconcat (base, path, NULL);
  g_autoptr (SoupMessage) message = soup_message_new (body != NULL ? "POST" : "GET", url);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GBytes) sent = body != NULL ? g_bytes_new (body, strlen (body)) : NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (token != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                  token);
  if (sent != NULL)
    soup_message_set_request_body_from_bytes (message, "application/json", sent);
  bytes = soup_session_send_and_read (session, message, NULL, &error);
  g_assert_no_error (error);
  *status = soup_message_get_status (message);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static char *
act (
    CbPracticePortal *portal, const char *action, const char *token, const char *body, guint wanted)
{
  g_autofree char *path = g_strconcat ("/api/3/action/", action, NULL);
  guint status;
  char *answer = request (cb_practice_portal_get_url (portal), path, token, body, &status);

  if (status != wanted)
    g_test_message ("%s: %s", action, answer);
  g_assert_cmpuint (status, ==, wanted);
  return answer;
}

static void
test_lasts (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autoptr (CbPracticePortal) first = start (folder, "2.11");
  g_autofree char *token
      = cb_practice_portal_ensure_user (first, "can-bo", "editor", "co-quan", NULL);
  g_autofree char *create
      = act (first, "package_create", token,
             "{\"name\":\"ben-lau\",\"title\":\"Bền lâu\",\"owner_org\":\"co-quan\","
             "\"private\":true,\"resources\":[{\"id\":\"" SLOT "\",\"url\":\"\"}]}",
             200);
  g_autoptr (CbPracticePortal) second = NULL;
  g_autofree char *again = NULL;
  g_autofree char *show = NULL;
  g_autofree char *status = NULL;

  g_clear_object (&first);
  second = start (folder, "2.12");
  again = cb_practice_portal_ensure_user (second, "can-bo", "editor", "co-quan", NULL);
  g_assert_cmpstr (again, ==, token);
  show = act (second, "package_show", token, "{\"id\":\"ben-lau\"}", 200);
  g_assert_nonnull (strstr (show, "Bền lâu"));
  g_assert_nonnull (strstr (show, SLOT));
  status = act (second, "status_show", NULL, "{}", 200);
  g_assert_nonnull (strstr (status, "\"2.12.0\""));

  g_clear_object (&second);
  test_folder_remove (folder);
}

/* The folder holds no token, and no part of one that would do. */
static void
assert_absent (const char *path, const char *secret)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *inner = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;
      gsize length;

      if (g_file_test (inner, G_FILE_TEST_IS_DIR))
        assert_absent (inner, secret);
      else if (g_file_get_contents (inner, &text, &length, NULL))
        g_assert_null (g_strstr_len (text, (gssize)length, secret));
    }
}

static void
test_tokens (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autoptr (CbPracticePortal) portal = start (folder, "2.12");
  g_autoptr (GError) error = NULL;
  g_autofree char *token
      = cb_practice_portal_ensure_user (portal, "can-bo", "editor", "co-quan", NULL);
  g_autofree char *expired = cb_practice_portal_issue_token (portal, "can-bo", -10, NULL);
  g_autofree char *lasting = cb_practice_portal_issue_token (portal, "can-bo", 3600, NULL);
  g_auto (GStrv) parts = g_strsplit (token, ".", -1);
  g_autofree char *forged = g_strconcat (parts[0], ".", parts[1], ".", "AAAA", NULL);
  g_autofree char *payload = g_strconcat (parts[1], "==", NULL);
  g_autofree guchar *claims = NULL;
  gsize length;

  g_free (act (portal, "user_show", token, "{}", 200));
  g_free (act (portal, "user_show", lasting, "{}", 200));
  g_free (act (portal, "user_show", expired, "{}", 404));
  g_free (act (portal, "user_show", forged, "{}", 404));
  g_assert_null (cb_practice_portal_issue_token (portal, "khong-co", 0, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);

  payload[strlen (parts[1]) + (4 - strlen (parts[1]) % 4) % 4] = '\0';
  g_strdelimit (payload, "-", '+');
  g_strdelimit (payload, "_", '/');
  claims = g_base64_decode (payload, &length);
  g_assert_nonnull (g_strstr_len ((const char *)claims, (gssize)length, "\"jti\""));
  g_assert_nonnull (g_strstr_len ((const char *)claims, (gssize)length, "\"iat\""));
  g_assert_nonnull (g_strstr_len ((const char *)claims, (gssize)length, "\"exp\""));
  assert_absent (folder, parts[1]);
  assert_absent (folder, parts[2]);

  g_assert_true (cb_practice_portal_revoke_tokens (portal, "can-bo", NULL));
  g_free (act (portal, "user_show", token, "{}", 404));
  g_free (act (portal, "user_show", lasting, "{}", 404));

  g_clear_object (&portal);
  test_folder_remove (folder);
}

static void
test_pages (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autoptr (CbPracticePortal) portal = start (folder, "2.12");
  g_autofree char *token
      = cb_practice_portal_ensure_user (portal, "can-bo", "editor", "co-quan", NULL);
  const char *base = cb_practice_portal_get_url (portal);
  g_autofree char *hidden = NULL;
  g_autofree char *page = NULL;
  g_autofree char *home = NULL;
  g_autofree char *missing = NULL;
  guint status;

  g_free (act (portal, "package_create", token,
               "{\"name\":\"an\",\"title\":\"Kín\",\"owner_org\":\"co-quan\",\"private\":true}",
               200));
  g_free (
      act (portal, "package_create", token,
           "{\"name\":\"mo\",\"title\":\"<script>alert(1)</script>\",\"notes\":\"a & \\\"b\\\"\","
           "\"owner_org\":\"co-quan\",\"resources\":[{\"name\":\"<i>\","
           "\"url\":\"javascript:alert(1)\"},{\"url\":\"https://x.example/\\\"onclick=\\\"\"}]}",
           200));

  hidden = request (base, "/dataset/an", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 403);
  g_assert_null (strstr (hidden, "Kín"));
  page = request (base, "/dataset/mo", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_null (strstr (page, "<script"));
  g_assert_null (strstr (page, "<i>"));
  g_assert_null (strstr (page, "javascript:"));
  g_assert_null (strstr (page, "\"onclick"));
  g_assert_nonnull (strstr (page, "&lt;script&gt;"));
  g_assert_nonnull (strstr (page, "a &amp; &quot;b&quot;"));
  home = request (base, "/", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (home, "/dataset/mo"));
  g_assert_null (strstr (home, "/dataset/an"));
  missing = request (base, "/dataset/khong-co", NULL, NULL, &status);
  g_assert_cmpuint (status, ==, 404);

  g_clear_object (&portal);
  test_folder_remove (folder);
}

static void
test_old_habits (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autoptr (CbPracticePortal) portal = start (folder, "2.9");
  g_autofree char *token
      = cb_practice_portal_ensure_user (portal, "can-bo", "editor", "co-quan", NULL);
  g_autofree char *own = act (portal, "user_show", token, "{\"id\":\"can-bo\"}", 200);
  g_autofree char *crash
      = act (portal, "package_create", token,
             "{\"name\":\"thu\",\"owner_org\":\"co-quan\",\"resources\":[{\"id\":\"" SLOT "\"},"
             "{\"id\":\"" SLOT "\"}]}",
             500);

  /* It cannot be asked who one is, but it tells one's own e-mail; a failure of its own is HTML. */
  g_free (act (portal, "user_show", token, "{}", 404));
  g_assert_nonnull (strstr (own, "\"email\""));
  g_assert_nonnull (strstr (crash, "<html"));

  g_clear_object (&portal);
  test_folder_remove (folder);
}

static void
test_refusals (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autofree char *users = g_build_filename (folder, "users", "x.json", NULL);
  g_autoptr (GError) version = NULL;
  g_autoptr (GError) role = NULL;
  g_autoptr (GError) damaged = NULL;
  g_autoptr (CbPracticePortal) portal = NULL;

  g_assert_null (cb_practice_portal_new (folder, "3.0", &version));
  g_assert_error (version, CB_ERROR, CB_ERROR_INVALID);
  portal = start (folder, "2.12.0");
  g_assert_null (cb_practice_portal_ensure_user (portal, "x", "vua", NULL, &role));
  g_assert_error (role, CB_ERROR, CB_ERROR_INVALID);
  g_clear_object (&portal);

  g_assert_true (g_file_set_contents (users, "{\"id\":", -1, NULL));
  g_assert_null (cb_practice_portal_new (folder, "2.12", &damaged));
  g_assert_error (damaged, CB_ERROR, CB_ERROR_DAMAGED);
  test_folder_remove (folder);
}

static void
test_taken_port (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autofree char *other_folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autoptr (CbPracticePortal) portal = start (folder, "2.12");
  g_autoptr (CbPracticePortal) other = cb_practice_portal_new (other_folder, "2.12", NULL);
  g_autoptr (GUri) uri = g_uri_parse (cb_practice_portal_get_url (portal), G_URI_FLAGS_NONE, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_practice_portal_start (other, (guint16)g_uri_get_port (uri), &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FAILED);
  g_assert_null (cb_practice_portal_get_url (other));
  g_assert_true (cb_practice_portal_start (other, 0, NULL));

  g_clear_object (&portal);
  g_clear_object (&other);
  test_folder_remove (folder);
  test_folder_remove (other_folder);
}

/* One value out of what practice-server prints. */
static char *
find_value (const char *text, const char *name)
{
  g_autofree char *start = g_strconcat (name, "=", NULL);
  const char *found = strstr (text, start);

  g_assert_nonnull (found);
  found += strlen (start);
  return g_strndup (found, strcspn (found, "\n"));
}

static GSubprocess *
spawn_server (const char *folder, char **url, char **token)
{
  g_autofree char *program
      = g_build_filename (g_getenv ("CB_BUILD_ROOT"), "tests", "portal", "practice-server", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *server
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          program, "2.12", folder, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  char buffer[1024];

  g_assert_no_error (error);
  while (strstr (text->str, "CKAN_ORG=") == NULL)
    {
      gssize count = g_input_stream_read (g_subprocess_get_stdout_pipe (server), buffer,
                                          sizeof buffer, NULL, NULL);

      g_assert_cmpint (count, >, 0);
      g_string_append_len (text, buffer, count);
    }
  *url = find_value (text->str, "CKAN_URL");
  *token = find_value (text->str, "CKAN_TOKEN");

  return server;
}

/* Writes the head and half of the body of an upload and leaves the connection open. */
static GSocketConnection *
begin_upload (const char *url, const char *token)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  g_autoptr (GUri) uri = g_uri_parse (url, G_URI_FLAGS_NONE, NULL);
  GSocketConnection *connection = g_socket_client_connect_to_host (
      client, g_uri_get_host (uri), (guint16)g_uri_get_port (uri), NULL, NULL);
  g_autofree char *head = g_strdup_printf (
      "POST /api/3/action/resource_patch HTTP/1.1\r\nHost: x\r\nAuthorization: %s\r\n"
      "Content-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000000\r\n\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n" SLOT "\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"x.csv\"\r\n\r\n",
      token);
  g_autofree char *half = g_strnfill (500000, 'y');
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_assert_true (g_output_stream_write_all (output, head, strlen (head), NULL, NULL, NULL));
  g_assert_true (g_output_stream_write_all (output, half, strlen (half), NULL, NULL, NULL));

  return connection;
}

static guint
count_files (const char *folder, const char *kind)
{
  g_autofree char *path = g_build_filename (folder, kind, NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static void
test_killed (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-practice-XXXXXX", NULL);
  g_autofree char *url = NULL;
  g_autofree char *token = NULL;
  g_autofree char *url_after = NULL;
  g_autofree char *token_after = NULL;
  g_autoptr (GSubprocess) server = spawn_server (folder, &url, &token);
  g_autoptr (GSubprocess) after = NULL;
  g_autoptr (GSocketConnection) connection = NULL;
  g_autofree char *show = NULL;
  guint status;

  g_free (request (url, "/api/3/action/package_create", token,
                   "{\"name\":\"thu\",\"owner_org\":\"co-quan-thu\",\"resources\":[{\"id\":\"" SLOT
                   "\",\"url\":\"\"}]}",
                   &status));
  g_assert_cmpuint (status, ==, 200);
  connection = begin_upload (url, token);
  while (count_files (folder, "incoming") == 0)
    g_thread_yield ();
  g_subprocess_force_exit (server);
  g_subprocess_wait (server, NULL, NULL);
  g_assert_cmpuint (count_files (folder, "incoming"), ==, 1);

  after = spawn_server (folder, &url_after, &token_after);
  g_assert_cmpstr (token_after, ==, token);
  g_assert_cmpuint (count_files (folder, "incoming"), ==, 0);
  show = request (url_after, "/api/3/action/resource_show", token_after, "{\"id\":\"" SLOT "\"}",
                  &status);
  g_assert_cmpuint (status, ==, 200);
  g_assert_nonnull (strstr (show, "\"url_type\":null"));
  g_output_stream_close (g_subprocess_get_stdin_pipe (after), NULL, NULL);
  g_assert_true (g_subprocess_wait_check (after, NULL, NULL));
  test_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/practice/portal/lasts", test_lasts);
  g_test_add_func ("/practice/portal/tokens", test_tokens);
  g_test_add_func ("/practice/portal/pages", test_pages);
  g_test_add_func ("/practice/portal/old-habits", test_old_habits);
  g_test_add_func ("/practice/portal/refusals", test_refusals);
  g_test_add_func ("/practice/portal/taken-port", test_taken_port);
  g_test_add_func ("/practice/portal/killed-in-an-upload", test_killed);

  return g_test_run ();
}
