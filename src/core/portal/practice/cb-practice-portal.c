/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-portal.h"

#include <libsoup/soup.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/portal/practice/cb-practice-call.h"
#include "core/portal/practice/cb-practice-habits.h"
#include "core/portal/practice/cb-practice-site.h"
#include "core/portal/practice/cb-practice-store.h"
#include "core/portal/practice/cb-practice-token.h"

#define TOKEN_LIFETIME (G_TIME_SPAN_DAY / G_USEC_PER_SEC * 365)

/**
 * CbPracticePortal:
 *
 * A small CKAN of our own, on loopback, in a thread of its own: what practice mode publishes to and
 * what the queue is tested against. It answers as CKAN 2.9 to 2.12 do (ckan.md), so the same
 * contract tests run against it and against the real one.
 *
 * All functions may be called from any thread.
 */
struct _CbPracticePortal
{
  GObject parent_instance;

  /* Owned */
  GMutex lock; /* around the site, which the server's thread and callers share */
  CbPracticeSite *site;
  GThread *thread;
  GMainContext *context;
  GMainLoop *loop;
  SoupServer *server; /* only in the server's thread while that runs */
  char *url;
  GError *start_error;
  guint16 port;
};

G_DEFINE_FINAL_TYPE (CbPracticePortal, cb_practice_portal, G_TYPE_OBJECT)

static void
cb_practice_portal_dispose (GObject *object)
{
  CbPracticePortal *self = CB_PRACTICE_PORTAL (object);

  cb_practice_portal_stop (self);

  G_OBJECT_CLASS (cb_practice_portal_parent_class)->dispose (object);
}

static void
cb_practice_portal_finalize (GObject *object)
{
  CbPracticePortal *self = CB_PRACTICE_PORTAL (object);

  g_clear_pointer (&self->site, cb_practice_site_free);
  g_clear_error (&self->start_error);
  g_free (self->url);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (cb_practice_portal_parent_class)->finalize (object);
}

static void
cb_practice_portal_class_init (CbPracticePortalClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cb_practice_portal_dispose;
  object_class->finalize = cb_practice_portal_finalize;
}

static void
cb_practice_portal_init (CbPracticePortal *self)
{
  g_mutex_init (&self->lock);
}

/**
 * cb_practice_portal_new:
 * @folder: where its data is or will be; nothing else may use it at the same time
 * @version: `2.9`, `2.10`, `2.11` or `2.12`: whose habits it has
 * @error: %CB_ERROR_INVALID for another version, %CB_ERROR_READ_ONLY, %CB_ERROR_DAMAGED
 *
 * Returns: (transfer full): a portal that is not listening yet
 */
CbPracticePortal *
cb_practice_portal_new (const char *folder, const char *version, GError **error)
{
  g_autoptr (CbPracticePortal) self = g_object_new (CB_TYPE_PRACTICE_PORTAL, NULL);
  const CbPracticeHabits *habits = cb_practice_habits_find (version);
  CbPracticeStore *store;

  if (habits == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "the practice portal cannot be CKAN %s",
                   version);
      return NULL;
    }
  store = cb_practice_store_open (folder, error);
  if (store == NULL)
    return NULL;
  self->site = cb_practice_site_new (store, habits, &self->lock);

  return g_steal_pointer (&self);
}

static gboolean
listen_here (CbPracticePortal *self)
{
  GSList *uris;

  self->server = soup_server_new ("server-header", "congbo-practice", NULL);
  if (!soup_server_listen_local (self->server, self->port, SOUP_SERVER_LISTEN_IPV4_ONLY,
                                 &self->start_error))
    return FALSE;

  uris = soup_server_get_uris (self->server);
  self->url = g_uri_to_string (uris->data);
  if (g_str_has_suffix (self->url, "/"))
    self->url[strlen (self->url) - 1] = '\0';
  g_slist_free_full (uris, (GDestroyNotify)g_uri_unref);
  g_mutex_lock (&self->lock);
  cb_practice_site_attach (self->site, self->server, self->url);
  g_mutex_unlock (&self->lock);

  return TRUE;
}

typedef struct
{
  CbPracticePortal *portal; /* borrowed: stopping waits for the thread */
  GMutex lock;
  GCond started;
  gboolean done;
} Start;

static gpointer
run_server (gpointer data)
{
  Start *start = data;
  CbPracticePortal *self = start->portal;
  gboolean ok;

  g_main_context_push_thread_default (self->context);
  ok = listen_here (self);
  g_mutex_lock (&start->lock);
  start->done = TRUE;
  g_cond_signal (&start->started);
  g_mutex_unlock (&start->lock);

  if (ok)
    g_main_loop_run (self->loop);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);
  /* Connections that were cut have yet to tell their messages so. */
  while (g_main_context_iteration (self->context, FALSE))
    ;
  g_main_context_pop_thread_default (self->context);

  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * cb_practice_portal_start:
 * @self: a portal that is not listening
 * @port: on which to listen, 0 for any free one
 * @error: %CB_ERROR_FAILED when the port is taken
 *
 * Returns: whether it answers now, on 127.0.0.1 only
 */
gboolean
cb_practice_portal_start (CbPracticePortal *self, guint16 port, GError **error)
{
  Start start = { .portal = self };

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self) && self->thread == NULL, FALSE);

  self->port = port;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&start.lock);
  g_cond_init (&start.started);
  self->thread = g_thread_new ("practice-portal", run_server, &start);
  g_mutex_lock (&start.lock);
  while (!start.done)
    g_cond_wait (&start.started, &start.lock);
  g_mutex_unlock (&start.lock);
  g_mutex_clear (&start.lock);
  g_cond_clear (&start.started);

  if (self->start_error == NULL)
    return TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_FAILED, "cannot listen on port %u: %s", port,
               self->start_error->message);
  g_clear_error (&self->start_error);
  cb_practice_portal_stop (self);

  return FALSE;
}

/**
 * cb_practice_portal_stop:
 * @self: a portal
 *
 * Cuts every connection and waits until its thread has ended. What was answered is on the disk.
 */
void
cb_practice_portal_stop (CbPracticePortal *self)
{
  g_autoptr (GSource) source = NULL;

  g_return_if_fail (CB_IS_PRACTICE_PORTAL (self));

  if (self->thread == NULL)
    return;
  source = g_idle_source_new ();
  g_source_set_callback (source, quit_cb, self->loop, NULL);
  g_source_attach (source, self->context);
  g_thread_join (g_steal_pointer (&self->thread));
  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_clear_pointer (&self->url, g_free);
}

/**
 * cb_practice_portal_get_url:
 * @self: a portal
 *
 * Returns: (transfer none) (nullable): its base address without a slash at its end, %NULL while
 *   it is not listening
 */
const char *
cb_practice_portal_get_url (CbPracticePortal *self)
{
  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), NULL);

  return self->url;
}

/**
 * cb_practice_portal_get_version:
 * @self: a portal
 *
 * Returns: (transfer none): as `status_show` says it, `2.12.0`
 */
const char *
cb_practice_portal_get_version (CbPracticePortal *self)
{
  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), NULL);

  return cb_practice_site_get_habits (self->site)->full;
}

/* With the lock held. */
static JsonObject *
ensure_organisation (CbPracticeStore *store, const char *name, const char *title, GError **error)
{
  JsonObject *organisation = cb_practice_store_find_organisation (store, name);
  g_autoptr (JsonObject) fresh = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *now = cb_practice_now ();

  if (organisation != NULL)
    return organisation;
  fresh = json_object_new ();
  json_object_set_string_member (fresh, "id", id);
  json_object_set_string_member (fresh, "name", name);
  json_object_set_string_member (fresh, "title", title != NULL ? title : name);
  json_object_set_string_member (fresh, "type", "organization");
  json_object_set_string_member (fresh, "description", "");
  json_object_set_string_member (fresh, "image_url", "");
  json_object_set_string_member (fresh, "created", now);
  json_object_set_boolean_member (fresh, "is_organization", TRUE);
  json_object_set_string_member (fresh, "approval_status", "approved");
  json_object_set_string_member (fresh, "state", "active");
  json_object_set_object_member (fresh, "_members", json_object_new ());

  return cb_practice_store_put_organisation (store, fresh, error)
             ? cb_practice_store_find_organisation (store, name)
             : NULL;
}

/**
 * cb_practice_portal_ensure_organisation:
 * @self: a portal
 * @name: its address: `[a-z0-9_-]`
 * @title: (nullable): what people call it; used only when it is made
 * @error: %CB_ERROR_DISK_FULL and the like
 *
 * Returns: whether it exists now
 */
gboolean
cb_practice_portal_ensure_organisation (CbPracticePortal *self,
                                        const char *name,
                                        const char *title,
                                        GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  return ensure_organisation (cb_practice_site_get_store (self->site), name, title, error) != NULL;
}

static JsonObject *
ensure_user (CbPracticeStore *store, const char *name, gboolean sysadmin, GError **error)
{
  JsonObject *user = cb_practice_store_find_user (store, name);
  g_autoptr (JsonObject) fresh = NULL;
  g_autofree char *id = g_uuid_string_random ();
  g_autofree char *now = cb_practice_now ();
  g_autofree char *email = g_strdup_printf ("%s@example.org", name);

  if (user != NULL && cb_json_get_bool (user, "sysadmin", FALSE) == sysadmin)
    return user;
  fresh = user != NULL ? cb_practice_store_copy_object (user) : json_object_new ();
  if (user == NULL)
    {
      json_object_set_string_member (fresh, "id", id);
      json_object_set_string_member (fresh, "name", name);
      json_object_set_string_member (fresh, "created", now);
      json_object_set_int_member (fresh, "_created", g_get_real_time () / G_USEC_PER_SEC);
      json_object_set_string_member (fresh, "display_name", name);
      json_object_set_null_member (fresh, "fullname");
      json_object_set_string_member (fresh, "email", email);
      json_object_set_null_member (fresh, "apikey");
      json_object_set_string_member (fresh, "state", "active");
      json_object_set_object_member (fresh, "_tokens", json_object_new ());
    }
  json_object_set_boolean_member (fresh, "sysadmin", sysadmin);

  return cb_practice_store_put_user (store, fresh, error)
             ? cb_practice_store_find_user (store, name)
             : NULL;
}

static gboolean
join_organisation (
    CbPracticeStore *store, JsonObject *user, const char *role, const char *name, GError **error)
{
  JsonObject *organisation = ensure_organisation (store, name, NULL, error);
  const char *id = json_object_get_string_member (user, "id");
  g_autoptr (JsonObject) changed = NULL;

  if (organisation == NULL)
    return FALSE;
  if (g_strcmp0 (cb_json_get_string (cb_json_get_object (organisation, "_members"), id), role) == 0)
    return TRUE;
  changed = cb_practice_store_copy_object (organisation);
  json_object_set_string_member (cb_json_get_object (changed, "_members"), id, role);

  return cb_practice_store_put_organisation (store, changed, error);
}

/* A token that lasts a year; in its second half a new one, so that practice never stops. */
static char *
issue_lasting_token (CbPracticeStore *store, JsonObject *user, GError **error)
{
  gint64 issued = cb_json_get_int (user, "_created", 0);
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  while (now - issued > TOKEN_LIFETIME / 2)
    issued += TOKEN_LIFETIME / 2;

  return cb_practice_token_issue (store, user, issued, TOKEN_LIFETIME, error);
}

/**
 * cb_practice_portal_ensure_user:
 * @self: a portal
 * @name: who
 * @role: `sysadmin`, or in @organisation `admin`, `editor` or `member`
 * @organisation: (nullable): name of an organisation, made when there is none
 * @error: %CB_ERROR_INVALID for another role, %CB_ERROR_DISK_FULL and the like
 *
 * Makes the user, or gives it this role. The token is the same each time for about half a year; the
 * portal keeps only its hash.
 *
 * Returns: (transfer full): its token
 */
char *
cb_practice_portal_ensure_user (CbPracticePortal *self,
                                const char *name,
                                const char *role,
                                const char *organisation,
                                GError **error)
{
  static const char *const roles[] = { "sysadmin", "admin", "editor", "member", NULL };
  g_autoptr (GMutexLocker) locker = NULL;
  CbPracticeStore *store;
  JsonObject *user;

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), NULL);

  if (!g_strv_contains (roles, role))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "there is no role %s", role);
      return NULL;
    }
  locker = g_mutex_locker_new (&self->lock);
  store = cb_practice_site_get_store (self->site);
  user = ensure_user (store, name, g_str_equal (role, "sysadmin"), error);
  if (user == NULL)
    return NULL;
  if (organisation != NULL && !g_str_equal (role, "sysadmin")
      && !join_organisation (store, user, role, organisation, error))
    return NULL;

  return issue_lasting_token (store, user, error);
}

/**
 * cb_practice_portal_issue_token:
 * @self: a portal
 * @user: who; has to exist
 * @lifetime_seconds: 0 for ever; less than 0 for a token that has expired
 * @error: %CB_ERROR_NOT_FOUND, %CB_ERROR_DISK_FULL and the like
 *
 * Returns: (transfer full): another token
 */
char *
cb_practice_portal_issue_token (CbPracticePortal *self,
                                const char *user,
                                gint64 lifetime_seconds,
                                GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  CbPracticeStore *store;
  JsonObject *object;

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  store = cb_practice_site_get_store (self->site);
  object = cb_practice_store_find_user (store, user);
  if (object == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no user %s", user);
      return NULL;
    }

  return cb_practice_token_issue (store, object, g_get_real_time () / G_USEC_PER_SEC,
                                  lifetime_seconds, error);
}

/**
 * cb_practice_portal_revoke_tokens:
 * @self: a portal
 * @user: whose
 * @error: %CB_ERROR_NOT_FOUND, %CB_ERROR_DISK_FULL and the like
 *
 * Returns: whether every token of that user is void now
 */
gboolean
cb_practice_portal_revoke_tokens (CbPracticePortal *self, const char *user, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autoptr (JsonObject) changed = NULL;
  CbPracticeStore *store;
  JsonObject *object;

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  store = cb_practice_site_get_store (self->site);
  object = cb_practice_store_find_user (store, user);
  if (object == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no user %s", user);
      return FALSE;
    }
  changed = cb_practice_store_copy_object (object);
  json_object_set_object_member (changed, "_tokens", json_object_new ());

  return cb_practice_store_put_user (store, changed, error);
}

/**
 * cb_practice_portal_set_max_resource_size:
 * @self: a portal
 * @bytes: largest file, inclusive; 0 for no limit, as at first
 *
 * CKAN's own limit: 409 `{"upload": ["File upload too large"]}` after the whole body.
 */
void
cb_practice_portal_set_max_resource_size (CbPracticePortal *self, guint64 bytes)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (CB_IS_PRACTICE_PORTAL (self));

  locker = g_mutex_locker_new (&self->lock);
  cb_practice_site_set_limits (self->site, bytes, G_MAXUINT64);
}

/**
 * cb_practice_portal_set_max_request_size:
 * @self: a portal
 * @bytes: largest body; 0 for no limit, as at first
 *
 * The limit of the web server in front: 413 in HTML, and nothing of the body is read.
 */
void
cb_practice_portal_set_max_request_size (CbPracticePortal *self, guint64 bytes)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (CB_IS_PRACTICE_PORTAL (self));

  locker = g_mutex_locker_new (&self->lock);
  cb_practice_site_set_limits (self->site, G_MAXUINT64, bytes);
}

/**
 * cb_practice_portal_add_fault:
 * @self: a portal
 * @text: `WHERE[#N[+]]:WHAT[=VALUE]`, see cb_practice_fault_parse()
 * @error: %CB_ERROR_INVALID when it cannot be understood
 *
 * From now on the portal misbehaves as asked, at the N-th request that @text means.
 *
 * Returns: whether the fault is set
 */
gboolean
cb_practice_portal_add_fault (CbPracticePortal *self, const char *text, GError **error)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), FALSE);

  locker = g_mutex_locker_new (&self->lock);
  return cb_practice_site_add_fault (self->site, text, error);
}

/**
 * cb_practice_portal_clear_faults:
 * @self: a portal
 *
 * It behaves again.
 */
void
cb_practice_portal_clear_faults (CbPracticePortal *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (CB_IS_PRACTICE_PORTAL (self));

  locker = g_mutex_locker_new (&self->lock);
  cb_practice_site_clear_faults (self->site);
}

/**
 * cb_practice_portal_dup_requests:
 * @self: a portal
 *
 * What was asked of it since it was made: `POST package_create 200`, `GET download 206`,
 * `POST resource_patch 0` for one that never got an answer. At most the last 10,000.
 *
 * Returns: (transfer full): one line per request, in the order in which they ended
 */
GStrv
cb_practice_portal_dup_requests (CbPracticePortal *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (CB_IS_PRACTICE_PORTAL (self), NULL);

  locker = g_mutex_locker_new (&self->lock);
  return cb_practice_site_dup_requests (self->site);
}
