/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <libsecret/secret.h>

#include "base/cb-error.h"
#include "core/platform/cb-keyring.h"

/* The Secret Service, over libsecret: GNOME Keyring, KWallet, KeePassXC.
 *
 * A locked keyring answers a lookup with "nothing", without an error, so that "no token" is
 * believed only after looking at the lock. Whoever asks is a worker thread; a prompt is shown by
 * the system, on the display, and only where there is one. */

#define CB_TYPE_KEYRING_SYSTEM (cb_keyring_system_get_type ())
G_DECLARE_FINAL_TYPE (CbKeyringSystem, cb_keyring_system, CB, KEYRING_SYSTEM, GObject)

struct _CbKeyringSystem
{
  GObject parent_instance;
};

static void cb_keyring_system_init_keyring (CbKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbKeyringSystem,
                               cb_keyring_system,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CB_TYPE_KEYRING,
                                                      cb_keyring_system_init_keyring))

static const SecretSchema schema = {
  "vn.congbo.CongBo",
  SECRET_SCHEMA_NONE,
  { { "account", SECRET_SCHEMA_ATTRIBUTE_STRING } },
};

static gboolean
has_display (void)
{
  const char *x11 = g_getenv ("DISPLAY");
  const char *wayland = g_getenv ("WAYLAND_DISPLAY");

  return (x11 != NULL && x11[0] != '\0') || (wayland != NULL && wayland[0] != '\0');
}

/* The question was closed, or could not be shown to anybody. */
static CbError
still_locked_code (void)
{
  return has_display () ? CB_ERROR_KEYRING_DISMISSED : CB_ERROR_KEYRING_LOCKED;
}

/* Replaces what libsecret and D-Bus say. Their messages name paths and services, never a secret. */
static void
translate (GError **error)
{
  GError *old = *error;
  CbError code = CB_ERROR_KEYRING_ABSENT;

  if (g_error_matches (old, G_IO_ERROR, G_IO_ERROR_CANCELLED) || old->domain == CB_ERROR)
    return;
  if (g_error_matches (old, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    code = still_locked_code ();

  *error = g_error_new (CB_ERROR, (int)code, "keyring: %s", old->message);
  g_error_free (old);
}

/* A service that ended and was started anew no longer knows the session that libsecret holds. */
static gboolean
is_worth_another_try (const GError *error, guint tries)
{
  if (tries > 0 || error == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || g_error_matches (error, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return FALSE;

  secret_service_disconnect ();
  return TRUE;
}

static void
finish (GError *failure, GError **error)
{
  translate (&failure);
  g_propagate_error (error, failure);
}

/* Only after a call has shown that the service is there: without one, loading the collections
 * fails with a critical warning and no error. */
static SecretCollection *
dup_locked_collection (GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretService) service
      = secret_service_get_sync (SECRET_SERVICE_LOAD_COLLECTIONS, cancellable, error);
  g_autoptr (SecretCollection) collection = NULL;

  if (service == NULL)
    return NULL;
  collection = secret_collection_for_alias_sync (service, SECRET_COLLECTION_DEFAULT,
                                                 SECRET_COLLECTION_NONE, cancellable, error);
  if (collection == NULL || !secret_collection_get_locked (collection))
    return NULL;

  return g_steal_pointer (&collection);
}

static gboolean
unlock (SecretCollection *collection, GCancellable *cancellable, GError **error)
{
  g_autoptr (SecretService) service
      = secret_collection_get_service (collection) != NULL
            ? g_object_ref (secret_collection_get_service (collection))
            : NULL;
  g_autolist (GDBusProxy) unlocked = NULL;
  GList objects = { .data = collection };

  if (service != NULL && has_display ()
      && secret_service_unlock_sync (service, &objects, cancellable, &unlocked, error) > 0)
    return TRUE;
  if (error != NULL && *error != NULL)
    return FALSE;

  g_set_error_literal (error, CB_ERROR, (int)still_locked_code (), "the keyring stays locked");
  return FALSE;
}

/* @locked: whether the answer "nothing" meant nothing; then it is unlocked now, or @error is set.
 */
static gboolean
was_locked (gboolean *locked, GCancellable *cancellable, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (SecretCollection) collection = dup_locked_collection (cancellable, &local_error);

  *locked = collection != NULL;
  if (local_error == NULL && collection != NULL)
    unlock (collection, cancellable, &local_error);
  if (local_error == NULL)
    return TRUE;

  finish (g_steal_pointer (&local_error), error);
  return FALSE;
}

static gboolean
store_secret (CbKeyring *keyring,
              const char *account_id,
              const char *title,
              const char *secret,
              GCancellable *cancellable,
              GError **error)
{
  for (guint tries = 0;; tries++)
    {
      g_autoptr (GError) failure = NULL;

      if (secret_password_store_sync (&schema, SECRET_COLLECTION_DEFAULT, title, secret,
                                      cancellable, &failure, "account", account_id, NULL))
        return TRUE;
      if (failure == NULL)
        failure = g_error_new_literal (CB_ERROR, CB_ERROR_KEYRING_ABSENT, "keyring: not kept");
      if (!is_worth_another_try (failure, tries))
        {
          finish (g_steal_pointer (&failure), error);
          return FALSE;
        }
    }
}

/* %NULL without an error: nothing was found. */
static char *
look_once (const char *account_id, GCancellable *cancellable, GError **error)
{
  for (guint tries = 0;; tries++)
    {
      g_autoptr (GError) failure = NULL;
      char *found = secret_password_lookup_sync (&schema, cancellable, &failure, "account",
                                                 account_id, NULL);
      char *secret = g_strdup (found);

      secret_password_free (found);
      if (failure == NULL)
        return secret;
      if (!is_worth_another_try (failure, tries))
        {
          finish (g_steal_pointer (&failure), error);
          return NULL;
        }
    }
}

static char *
lookup_secret (CbKeyring *keyring,
               const char *account_id,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GError) local_error = NULL;
  gboolean locked = FALSE;
  char *secret = look_once (account_id, cancellable, &local_error);

  if (secret == NULL && local_error == NULL && was_locked (&locked, cancellable, &local_error)
      && locked)
    secret = look_once (account_id, cancellable, &local_error);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else if (secret == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NO_SECRET, "no token for account %s", account_id);

  return secret;
}

static gboolean
clear_once (const char *account_id, gboolean *cleared, GCancellable *cancellable, GError **error)
{
  for (guint tries = 0;; tries++)
    {
      g_autoptr (GError) failure = NULL;

      *cleared = secret_password_clear_sync (&schema, cancellable, &failure, "account", account_id,
                                             NULL);
      if (failure == NULL)
        return TRUE;
      if (!is_worth_another_try (failure, tries))
        {
          finish (g_steal_pointer (&failure), error);
          return FALSE;
        }
    }
}

static gboolean
clear_secret (CbKeyring *keyring, const char *account_id, GCancellable *cancellable, GError **error)
{
  gboolean cleared = FALSE;
  gboolean locked = FALSE;

  if (!clear_once (account_id, &cleared, cancellable, error))
    return FALSE;
  if (cleared)
    return TRUE;
  if (!was_locked (&locked, cancellable, error))
    return FALSE;

  return !locked || clear_once (account_id, &cleared, cancellable, error);
}

static void
cb_keyring_system_class_init (CbKeyringSystemClass *klass)
{
}

static void
cb_keyring_system_init_keyring (CbKeyringInterface *iface)
{
  iface->store = store_secret;
  iface->lookup = lookup_secret;
  iface->clear = clear_secret;
}

static void
cb_keyring_system_init (CbKeyringSystem *self)
{
}

/**
 * cb_keyring_new_system:
 *
 * Asks for nothing yet: whether there is a keyring shows when it is used.
 *
 * Returns: (transfer full): the keyring of this person's session
 */
CbKeyring *
cb_keyring_new_system (void)
{
  return g_object_new (CB_TYPE_KEYRING_SYSTEM, NULL);
}
