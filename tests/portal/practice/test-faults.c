/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "base/cb-error.h"
#include "core/portal/practice/cb-practice-portal.h"
#include "test-system.h"

/* Each fault does what it says, and stores or does not store as it says. */

#define SLOT "11111111-1111-4111-8111-111111111111"

/* An answer that comes is waited for: on a slow machine 16 MiB take more than a second. */
#define ANSWER_SECONDS 60

typedef struct
{
  char *folder;
  CbPracticePortal *portal;
  char *token;
  gboolean is_stalled; /* the next request is never answered: given up soon */
} Fixture;

/* 0 for no answer at all. */
static guint
send_bytes (Fixture *self,
            const char *action,
            const char *type,
            const char *body,
            gsize length,
            GBytes **answer)
{
  g_autofree char *url
      = g_strdup_printf ("%s/api/3/action/%s", cb_practice_portal_get_url (self->portal), action);
  g_autoptr (SoupMessage) message = soup_message_new ("POST", url);
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (body, length);
  g_autoptr (GBytes) reply = NULL;

  soup_session_set_timeout (session, self->is_stalled ? 1 : ANSWER_SECONDS);
  self->is_stalled = FALSE;
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  soup_message_headers_replace (soup_message_get_request_headers (message), "Authorization",
                                self->token);
  soup_message_set_request_body_from_bytes (message, type, bytes);
  reply = soup_session_send_and_read (session, message, NULL, NULL);
  if (reply == NULL)
    return 0;
  if (answer != NULL)
    *answer = g_steal_pointer (&reply);

  return soup_message_get_status (message);
}

static guint
ask (Fixture *self, const char *action, const char *body, GBytes **answer)
{
  return send_bytes (self, action, "application/json", body, strlen (body), answer);
}

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  self->folder = g_dir_make_tmp ("congbo-faults-XXXXXX", NULL);
  self->portal = cb_practice_portal_new (self->folder, "2.12", &error);
  g_assert_no_error (error);
  g_assert_true (cb_practice_portal_start (self->portal, 0, &error));
  self->token
      = cb_practice_portal_ensure_user (self->portal, "can-bo", "editor", "co-quan", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (ask (self, "package_create",
                         "{\"name\":\"thu\",\"title\":\"cũ\",\"owner_org\":\"co-quan\","
                         "\"resources\":[{\"id\":\"" SLOT "\",\"url\":\"\"}]}",
                         NULL),
                    ==, 200);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_clear_object (&self->portal);
  test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->token);
}

static gboolean
is_in_answer (Fixture *self, const char *action, const char *body, const char *text)
{
  g_autoptr (GBytes) answer = NULL;
  gsize length;
  const char *bytes;

  g_assert_cmpuint (ask (self, action, body, &answer), ==, 200);
  bytes = g_bytes_get_data (answer, &length);
  return g_strstr_len (bytes, (gssize)length, text) != NULL;
}

static void
strike (Fixture *self, const char *fault)
{
  g_autoptr (GError) error = NULL;

  cb_practice_portal_clear_faults (self->portal);
  g_assert_true (cb_practice_portal_add_fault (self->portal, fault, &error));
  g_assert_no_error (error);
  self->is_stalled = strstr (fault, "stall") != NULL;
}

static void
test_small (Fixture *self, gconstpointer data)
{
  static const struct
  {
    const char *fault;
    guint status;
    gboolean stored;
  } cases[] = {
    { "package_patch:drop", 0, FALSE },
    { "package_patch:status=502", 502, FALSE },
    { "api:status=429,7", 429, FALSE },
    { "any:html", 200, FALSE },
    { "any:empty", 200, FALSE },
    { "any:foreign", 200, FALSE },
    { "any:redirect=http://khac.example/", 302, FALSE },
    { "any:stall", 0, FALSE },
    { "any:reset-reply", 0, TRUE },
    { "any:store-then=504", 504, TRUE },
    { "any:truncate", 200, TRUE },
    { "any:short", 0, TRUE },
    { "any:delay=50", 200, TRUE },
    { "any:early-413", 413, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf ("{\"id\":\"thu\",\"title\":\"lần-%zu.\"}", i);
      g_autofree char *title = g_strdup_printf ("lần-%zu.", i);
      guint status;

      strike (self, cases[i].fault);
      status = ask (self, "package_patch", body, NULL);
      g_test_message ("%s: %u", cases[i].fault, status);
      g_assert_cmpuint (status, ==, cases[i].status);
      /* The next request is served: a fault strikes once unless told otherwise. */
      g_assert_cmpint (is_in_answer (self, "package_show", "{\"id\":\"thu\"}", title), ==,
                       cases[i].stored);
    }
}

static void
test_answers (Fixture *self, gconstpointer data)
{
  g_autoptr (GBytes) html = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (JsonParser) parser = json_parser_new ();
  gsize length;
  const char *text;

  strike (self, "status_show:html");
  ask (self, "status_show", "{}", &html);
  g_assert_nonnull (
      g_strstr_len (g_bytes_get_data (html, NULL), (gssize)g_bytes_get_size (html), "<html>"));
  strike (self, "status_show:truncate");
  ask (self, "status_show", "{}", &cut);
  text = g_bytes_get_data (cut, &length);
  g_assert_cmpuint (length, >, 10);
  g_assert_false (json_parser_load_from_data (parser, text, (gssize)length, NULL));
}

static guint
upload (Fixture *self, gsize size)
{
  g_autofree char *filler = g_strnfill (size, 'x');
  g_autofree char *body = g_strdup_printf (
      "--b\r\nContent-Disposition: form-data; name=\"id\"\r\n\r\n" SLOT "\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"format\"\r\n\r\nCSV\r\n"
      "--b\r\nContent-Disposition: form-data; name=\"upload\"; filename=\"x.csv\"\r\n\r\n"
      "%s\r\n--b--\r\n",
      filler);

  return send_bytes (self, "resource_patch", "multipart/form-data; boundary=b", body, strlen (body),
                     NULL);
}

static void
test_in_the_body (Fixture *self, gconstpointer data)
{
  static const char *const faults[]
      = { "resource_patch:reset-body=0", "resource_patch:reset-body=500000",
          "resource_patch:stall-body=500000", "resource_patch:reset-413" };
  gsize size = 16 * 1024 * 1024;

  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      guint status;

      strike (self, faults[i]);
      status = upload (self, size);
      g_test_message ("%s: %u", faults[i], status);
      g_assert_true (status == 0 || status == 413);
      g_assert_true (
          is_in_answer (self, "resource_show", "{\"id\":\"" SLOT "\"}", "\"url_type\":null"));
    }
  strike (self, "resource_patch:slow-body=400000000");
  g_assert_cmpuint (upload (self, size), ==, 200);
  g_assert_true (
      is_in_answer (self, "resource_show", "{\"id\":\"" SLOT "\"}", "\"size\":16777216"));
}

static void
test_spoiled_download (Fixture *self, gconstpointer data)
{
  g_autofree char *url = g_strdup_printf ("%s/dataset/thu/resource/" SLOT "/download/x.csv",
                                          cb_practice_portal_get_url (self->portal));

  g_assert_cmpuint (upload (self, 1000 * 1000), ==, 200);
  strike (self, "download#2:spoil=700000");
  for (guint i = 1; i <= 3; i++)
    {
      g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
      g_autoptr (SoupSession) session = soup_session_new ();
      g_autoptr (GBytes) bytes = soup_session_send_and_read (session, message, NULL, NULL);
      const char *text = g_bytes_get_data (bytes, NULL);

      g_assert_cmpuint (g_bytes_get_size (bytes), ==, 1000 * 1000);
      g_assert_cmpint (text[700000] == 'x', ==, i != 2);
      g_assert_cmpint (text[699999], ==, 'x');
    }
}

static void
test_counting (Fixture *self, gconstpointer data)
{
  const guint wanted[] = { 200, 200, 503, 503, 503 };

  strike (self, "status_show#3+:status=503");
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      g_assert_cmpuint (ask (self, "status_show", "{}", NULL), ==, wanted[i]);
      g_assert_cmpuint (ask (self, "license_list", "{}", NULL), ==, 200);
    }
  cb_practice_portal_clear_faults (self->portal);
  g_assert_cmpuint (ask (self, "status_show", "{}", NULL), ==, 200);
}

static void
test_log (Fixture *self, gconstpointer data)
{
  g_auto (GStrv) requests = NULL;

  strike (self, "status_show:reset-reply");
  ask (self, "status_show", "{}", NULL);
  ask (self, "khong-co", "{}", NULL);
  requests = cb_practice_portal_dup_requests (self->portal);
  g_assert_cmpstr (requests[0], ==, "POST package_create 200");
  g_assert_cmpstr (requests[1], ==, "POST status_show 0");
  g_assert_cmpstr (requests[2], ==, "POST khong-co 400");
  g_assert_null (requests[3]);
}

static void
test_unclear (void)
{
  static const char *const bad[]
      = { "",           "drop",       ":drop",      "any:",         "any:khong",   "any:drop=1",
          "any:status", "any#0:drop", "any#x:drop", "any:delay=ab", "any:delay=-1" };
  g_autofree char *folder = g_dir_make_tmp ("congbo-faults-XXXXXX", NULL);
  g_autoptr (CbPracticePortal) portal = cb_practice_portal_new (folder, "2.10", NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (cb_practice_portal_add_fault (portal, bad[i], &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
    }
  test_folder_remove (folder);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/practice/fault/" path, Fixture, NULL, set_up, (function), tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("of-each-kind", test_small);
  ADD ("answers", test_answers);
  ADD ("in-the-body", test_in_the_body);
  ADD ("spoiled-download", test_spoiled_download);
  ADD ("counting", test_counting);
  ADD ("log", test_log);
  g_test_add_func ("/practice/fault/unclear", test_unclear);

  return g_test_run ();
}
