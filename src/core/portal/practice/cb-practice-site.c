/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-site.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-actions.h"
#include "core/portal/practice/cb-practice-answer.h"
#include "core/portal/practice/cb-practice-dataset.h"
#include "core/portal/practice/cb-practice-download.h"
#include "core/portal/practice/cb-practice-exchange.h"
#include "core/portal/practice/cb-practice-fault.h"
#include "core/portal/practice/cb-practice-formats.h"
#include "core/portal/practice/cb-practice-misbehave.h"
#include "core/portal/practice/cb-practice-pages.h"
#include "core/portal/practice/cb-practice-token.h"

#define MAX_LOG 10000

struct _CbPracticeSite
{
  CbPracticeStore *store; /* (owned) */
  const CbPracticeHabits *habits;
  GMutex *lock;      /* (borrowed) the portal's */
  GPtrArray *faults; /* (element-type CbPracticeFault) */
  GPtrArray *log;    /* (element-type utf8) */
  guint64 max_file;
  guint64 max_request;
};

/* One request, from its headers to its answer; hangs on the message. */
typedef struct
{
  CbPracticeSite *site;
  CbPracticeExchange *exchange;
  CbPracticeFault *fault; /* (nullable): what befalls it */
  char *name;             /* the action, or `download`, or `page` */
  gboolean is_action;
  gboolean logged;
} Visit;

static void
free_visit (gpointer data)
{
  Visit *visit = data;

  g_clear_pointer (&visit->exchange, cb_practice_exchange_free);
  g_clear_pointer (&visit->fault, cb_practice_fault_free);
  g_free (visit->name);
  g_free (visit);
}

static void
log_visit (Visit *visit, SoupServerMessage *message, guint status)
{
  CbPracticeSite *self = visit->site;

  if (visit->logged)
    return;
  visit->logged = TRUE;
  if (self->log->len >= MAX_LOG)
    g_ptr_array_remove_index (self->log, 0);
  g_ptr_array_add (self->log, g_strdup_printf ("%s %s %u", soup_server_message_get_method (message),
                                               visit->name, status));
}

/* The path without a language in front: `/vi/api/…` is `/api/…` (portals.md R11). */
static const char *
skip_language (const char *path, gboolean *vietnamese)
{
  *vietnamese = g_str_has_prefix (path, "/vi/");
  if (*vietnamese || g_str_has_prefix (path, "/en/"))
    return path + strlen ("/vi");

  return path;
}

/* `/api/3/action/NAME`, also without the version. */
static const char *
find_action_name (const char *path)
{
  static const char *const prefixes[] = { "/api/3/action/", "/api/action/" };

  for (gsize i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (path, prefixes[i]))
      return path + strlen (prefixes[i]);

  return NULL;
}

static gboolean
is_download (const char *path)
{
  return g_str_has_prefix (path, "/dataset/") && strstr (path, "/resource/") != NULL
         && strstr (path, "/download") != NULL;
}

static void
name_visit (Visit *visit, SoupServerMessage *message)
{
  gboolean vietnamese;
  const char *path
      = skip_language (g_uri_get_path (soup_server_message_get_uri (message)), &vietnamese);
  const char *action = find_action_name (path);

  visit->is_action = action != NULL && action[0] != '\0';
  if (visit->is_action)
    visit->name = g_strdelimit (g_strdup (action), " \n", '_');
  else
    visit->name = g_strdup (is_download (path) ? "download" : "page");
}

static void
find_fault (Visit *visit)
{
  CbPracticeSite *self = visit->site;

  for (guint i = 0; i < self->faults->len; i++)
    if (cb_practice_fault_meets (g_ptr_array_index (self->faults, i), visit->name, visit->is_action)
        && visit->fault == NULL)
      visit->fault = cb_practice_fault_copy (g_ptr_array_index (self->faults, i));
}

static void
got_chunk_cb (SoupServerMessage *message, GBytes *bytes, gpointer user_data)
{
  Visit *visit = user_data;

  g_mutex_lock (visit->site->lock);
  if (!visit->logged)
    cb_practice_exchange_take_bytes (visit->exchange, bytes);
  if (visit->fault != NULL
      && cb_practice_misbehave_in_body (message, visit->fault,
                                        cb_practice_exchange_get_received (visit->exchange),
                                        g_bytes_get_size (bytes)))
    log_visit (visit, message, 0);
  g_mutex_unlock (visit->site->lock);
}

/* What a web server in front does with a body that is too large: it says so and hangs up. */
static gboolean
refuse_early (Visit *visit, SoupServerMessage *message)
{
  CbPracticeSite *self = visit->site;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  gboolean too_large
      = self->max_request > 0
        && soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH
        && (guint64)soup_message_headers_get_content_length (headers) > self->max_request;

  if (!too_large
      && (visit->fault == NULL
          || (visit->fault->kind != CB_PRACTICE_FAULT_EARLY_413
              && visit->fault->kind != CB_PRACTICE_FAULT_RESET_413)))
    return FALSE;
  cb_practice_misbehave_refuse (message,
                                too_large || visit->fault->kind == CB_PRACTICE_FAULT_EARLY_413);
  log_visit (visit, message, 413);

  return TRUE;
}

static void
got_headers_cb (SoupServerMessage *message, gpointer user_data)
{
  CbPracticeSite *self = user_data;
  Visit *visit = g_new0 (Visit, 1);

  g_mutex_lock (self->lock);
  visit->site = self;
  name_visit (visit, message);
  find_fault (visit);
  visit->exchange = cb_practice_exchange_new (self->store, self->habits, message, self->max_file);
  g_object_set_data_full (G_OBJECT (message), "cb-visit", visit, free_visit);
  soup_message_body_set_accumulate (soup_server_message_get_request_body (message), FALSE);
  g_signal_connect (message, "got-chunk", G_CALLBACK (got_chunk_cb), visit);
  refuse_early (visit, message);
  g_mutex_unlock (self->lock);
}

static void
request_started_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  g_signal_connect (message, "got-headers", G_CALLBACK (got_headers_cb), user_data);
}

static void
request_aborted_cb (SoupServer *server, SoupServerMessage *message, gpointer user_data)
{
  CbPracticeSite *self = user_data;
  Visit *visit = g_object_get_data (G_OBJECT (message), "cb-visit");

  g_mutex_lock (self->lock);
  if (visit != NULL)
    log_visit (visit, message, 0);
  g_mutex_unlock (self->lock);
}

static JsonObject *
identify (CbPracticeSite *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return cb_practice_token_identify (self->store, self->habits,
                                     soup_message_headers_get_one (headers, "Authorization"),
                                     soup_message_headers_get_one (headers, "X-CKAN-API-Key"));
}

static void
answer_body_error (CbPracticeSite *self, SoupServerMessage *message, const GError *error)
{
  if (g_error_matches (error, CB_ERROR, CB_ERROR_TOO_LARGE))
    cb_practice_answer_error_page (message, 413);
  else if (g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED))
    cb_practice_answer_error_page (message, 415);
  else if (g_error_matches (error, CB_ERROR, CB_ERROR_INVALID)
           || g_error_matches (error, CB_ERROR, CB_ERROR_BAD_REQUEST))
    cb_practice_answer_bad_request (message, self->habits, "JSON Error: Error decoding JSON data.");
  else
    cb_practice_answer_error_page (message, 500);
}

static void
answer_action (Visit *visit, SoupServerMessage *message, gboolean vietnamese)
{
  CbPracticeSite *self = visit->site;
  const CbPracticeAction *action = cb_practice_actions_find (visit->name);
  const char *method = soup_server_message_get_method (message);
  gboolean get = g_str_equal (method, SOUP_METHOD_GET) || g_str_equal (method, SOUP_METHOD_HEAD);
  CbPracticeCall *call = cb_practice_exchange_get_call (visit->exchange);
  JsonNode *result;

  if (strchr (visit->name, '/') != NULL || !(get || g_str_equal (method, SOUP_METHOD_POST)))
    {
      cb_practice_answer_error_page (message, 405);
      return;
    }
  if (action == NULL)
    {
      g_autofree char *what = g_strdup_printf ("Action name not known: %s", visit->name);

      cb_practice_answer_bad_request (message, self->habits, what);
      return;
    }
  if (get && !action->reads)
    {
      cb_practice_answer_bad_request (message, self->habits,
                                      "JSON Error: Invalid request. Please use POST method for "
                                      "your request");
      return;
    }
  if (!cb_practice_exchange_finish (visit->exchange, action->reads))
    {
      answer_body_error (self, message, cb_practice_exchange_get_error (visit->exchange));
      return;
    }

  call->store = self->store;
  call->habits = self->habits;
  call->max_resource_size = self->max_file;
  call->user = identify (self, message);
  result = action->run (call);
  cb_practice_answer_result (message, call, action->name, vietnamese, result);
}

/* A file that is elsewhere is redirected to; over a slot without an address CKAN stumbles. */
static void
answer_link (SoupServerMessage *message, const char *url)
{
  gboolean elsewhere = url[0] != '\0' && url[strcspn (url, "\r\n")] == '\0';

  cb_practice_answer_error_page (message, elsewhere ? 302 : 500);
  if (elsewhere)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                  url);
}

/* `/dataset/DATASET/resource/FILE/download[/NAME]`: the name counts for nothing, so the address of
 * before a replacement serves the new bytes (ckan.md). */
static void
answer_download (Visit *visit, SoupServerMessage *message, const char *path)
{
  CbPracticeSite *self = visit->site;
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  JsonObject *package = NULL;
  JsonObject *resource = NULL;
  const char *type;
  g_autofree char *file = NULL;

  if (g_strv_length (parts) >= 6)
    resource = cb_practice_store_find_resource (self->store, parts[4], &package);
  if (resource == NULL || cb_practice_store_find_package (self->store, parts[2]) != package)
    {
      cb_practice_answer_error_page (message, 404);
      return;
    }
  if (!cb_practice_dataset_may_read (self->store, package, identify (self, message)))
    {
      cb_practice_answer_error_page (message, 403);
      return;
    }

  type = cb_json_get_string (resource, "mimetype");
  if (g_strcmp0 (cb_json_get_string (resource, "url_type"), "upload") != 0)
    {
      answer_link (message, cb_json_get_string (resource, "url"));
      return;
    }
  if (type == NULL)
    type = cb_practice_formats_guess_type (parts[6]);
  file = cb_practice_store_dup_file_path (self->store, parts[4]);
  if (!cb_practice_download_serve (message, file, type, cb_json_get_string (resource, "url"),
                                   visit->fault != NULL
                                           && visit->fault->kind == CB_PRACTICE_FAULT_SPOIL
                                       ? visit->fault->number
                                       : -1))
    cb_practice_answer_error_page (message, 404);
}

static void
set_common_headers (CbPracticeSite *self, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);

  soup_message_headers_replace (headers, "Vary", "Cookie");
  /* From 2.11 only pages need one. */
  if (self->habits->always_sets_cookie || g_strcmp0 (type, "text/html") == 0)
    soup_message_headers_replace (headers, "Set-Cookie",
                                  "ckan=practice; HttpOnly; Path=/; SameSite=Lax");
}

static void
answer (Visit *visit, SoupServerMessage *message, const char *whole_path)
{
  CbPracticeSite *self = visit->site;
  gboolean vietnamese;
  const char *path = skip_language (whole_path, &vietnamese);

  if (visit->is_action)
    answer_action (visit, message, vietnamese);
  else if (is_download (path))
    answer_download (visit, message, path);
  else if (g_str_equal (soup_server_message_get_method (message), SOUP_METHOD_POST))
    cb_practice_answer_error_page (message, 405);
  else
    cb_practice_pages_answer (message, self->store, path, identify (self, message));
  set_common_headers (self, message);
}

static void
handle_cb (SoupServer *server,
           SoupServerMessage *message,
           const char *path,
           GHashTable *query,
           gpointer user_data)
{
  CbPracticeSite *self = user_data;
  Visit *visit = g_object_get_data (G_OBJECT (message), "cb-visit");

  g_mutex_lock (self->lock);
  if (visit->logged)
    cb_practice_misbehave_cut (message);
  else
    {
      if (visit->fault == NULL || !cb_practice_misbehave_instead (message, visit->fault))
        answer (visit, message, path);
      if (visit->fault != NULL)
        cb_practice_misbehave_after (message, visit->fault);
      log_visit (visit, message,
                 visit->fault != NULL && cb_practice_misbehave_is_silent (visit->fault)
                     ? 0
                     : soup_server_message_get_status (message));
    }
  g_mutex_unlock (self->lock);
}

/**
 * cb_practice_site_new:
 * @store: (transfer full): what it remembers
 * @habits: of the version that is played
 * @lock: (transfer none): the portal's
 *
 * Returns: (transfer full): the site
 */
CbPracticeSite *
cb_practice_site_new (CbPracticeStore *store, const CbPracticeHabits *habits, GMutex *lock)
{
  CbPracticeSite *self = g_new0 (CbPracticeSite, 1);

  self->store = store;
  self->habits = habits;
  self->lock = lock;
  self->faults = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_practice_fault_free);
  self->log = g_ptr_array_new_with_free_func (g_free);

  return self;
}

/**
 * cb_practice_site_free:
 * @self: (transfer full): a site that no server serves any more
 */
void
cb_practice_site_free (CbPracticeSite *self)
{
  cb_practice_store_free (self->store);
  g_ptr_array_unref (self->faults);
  g_ptr_array_unref (self->log);
  g_free (self);
}

/**
 * cb_practice_site_attach:
 * @self: a site
 * @server: that serves it from now on
 * @url: where, without a slash at its end
 */
void
cb_practice_site_attach (CbPracticeSite *self, SoupServer *server, const char *url)
{
  cb_practice_store_set_site_url (self->store, url);
  g_signal_connect (server, "request-started", G_CALLBACK (request_started_cb), self);
  g_signal_connect (server, "request-aborted", G_CALLBACK (request_aborted_cb), self);
  soup_server_add_handler (server, NULL, handle_cb, self, NULL);
}

/**
 * cb_practice_site_get_store:
 * @self: a site
 *
 * Returns: (transfer none): what it remembers
 */
CbPracticeStore *
cb_practice_site_get_store (CbPracticeSite *self)
{
  return self->store;
}

/**
 * cb_practice_site_get_habits:
 * @self: a site
 *
 * Returns: (transfer none): of the version that is played
 */
const CbPracticeHabits *
cb_practice_site_get_habits (CbPracticeSite *self)
{
  return self->habits;
}

/**
 * cb_practice_site_set_limits:
 * @self: a site
 * @max_file: bytes of a file, 0 for no limit, %G_MAXUINT64 to leave it as it is
 * @max_request: bytes of a request's body, likewise
 */
void
cb_practice_site_set_limits (CbPracticeSite *self, guint64 max_file, guint64 max_request)
{
  if (max_file != G_MAXUINT64)
    self->max_file = max_file;
  if (max_request != G_MAXUINT64)
    self->max_request = max_request;
}

/**
 * cb_practice_site_add_fault:
 * @self: a site
 * @text: see cb_practice_fault_parse()
 * @error: %CB_ERROR_INVALID
 *
 * Returns: whether it is set
 */
gboolean
cb_practice_site_add_fault (CbPracticeSite *self, const char *text, GError **error)
{
  CbPracticeFault *fault = cb_practice_fault_parse (text, error);

  if (fault == NULL)
    return FALSE;
  g_ptr_array_add (self->faults, fault);

  return TRUE;
}

/**
 * cb_practice_site_clear_faults:
 * @self: a site
 */
void
cb_practice_site_clear_faults (CbPracticeSite *self)
{
  g_ptr_array_set_size (self->faults, 0);
}

/**
 * cb_practice_site_dup_requests:
 * @self: a site
 *
 * Returns: (transfer full): one line per request
 */
GStrv
cb_practice_site_dup_requests (CbPracticeSite *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->log->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (self->log, i));

  return g_strv_builder_end (builder);
}
