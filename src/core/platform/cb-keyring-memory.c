/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-keyring-memory.h"

/* Forgets everything with the process. For tests and for the rehearsal, which has no keyring to
 * put the token of its own practice portal in. */
struct _CbKeyringMemory
{
  GObject parent_instance;

  GMutex mutex;
  GHashTable *secrets; /* (owned) (element-type utf8 utf8) (mutex mutex) */
  gboolean refuses;    /* (mutex mutex) */
  CbError code;        /* (mutex mutex) */
};

static void cb_keyring_memory_init_keyring (CbKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbKeyringMemory,
                               cb_keyring_memory,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (CB_TYPE_KEYRING,
                                                      cb_keyring_memory_init_keyring))

static gboolean
may_go_on (CbKeyringMemory *self, GCancellable *cancellable, GError **error)
{
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (!self->refuses)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, (int)self->code,
                       "the keyring in memory was told to refuse");
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
  CbKeyringMemory *self = CB_KEYRING_MEMORY (keyring);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!may_go_on (self, cancellable, error))
    return FALSE;

  g_hash_table_replace (self->secrets, g_strdup (account_id), g_strdup (secret));
  return TRUE;
}

static char *
lookup_secret (CbKeyring *keyring,
               const char *account_id,
               GCancellable *cancellable,
               GError **error)
{
  CbKeyringMemory *self = CB_KEYRING_MEMORY (keyring);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const char *secret;

  if (!may_go_on (self, cancellable, error))
    return NULL;
  secret = g_hash_table_lookup (self->secrets, account_id);
  if (secret == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_NO_SECRET, "no token for account %s", account_id);

  return g_strdup (secret);
}

static gboolean
clear_secret (CbKeyring *keyring, const char *account_id, GCancellable *cancellable, GError **error)
{
  CbKeyringMemory *self = CB_KEYRING_MEMORY (keyring);
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!may_go_on (self, cancellable, error))
    return FALSE;

  g_hash_table_remove (self->secrets, account_id);
  return TRUE;
}

static void
cb_keyring_memory_finalize (GObject *object)
{
  CbKeyringMemory *self = CB_KEYRING_MEMORY (object);

  g_hash_table_unref (self->secrets);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (cb_keyring_memory_parent_class)->finalize (object);
}

static void
cb_keyring_memory_class_init (CbKeyringMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_keyring_memory_finalize;
}

static void
cb_keyring_memory_init_keyring (CbKeyringInterface *iface)
{
  iface->store = store_secret;
  iface->lookup = lookup_secret;
  iface->clear = clear_secret;
}

static void
cb_keyring_memory_init (CbKeyringMemory *self)
{
  g_mutex_init (&self->mutex);
  self->secrets = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                         (GDestroyNotify)cb_keyring_free_secret);
}

/**
 * cb_keyring_new_memory:
 *
 * Returns: (transfer full): a keyring that forgets everything with the process
 */
CbKeyring *
cb_keyring_new_memory (void)
{
  return g_object_new (CB_TYPE_KEYRING_MEMORY, NULL);
}

/**
 * cb_keyring_memory_refuse:
 * @self: a keyring
 * @code: %CB_ERROR_KEYRING_LOCKED, %CB_ERROR_KEYRING_ABSENT…
 *
 * Fails with @code from now on, keeping what it has: faults.md 53.
 */
void
cb_keyring_memory_refuse (CbKeyringMemory *self, CbError code)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (CB_IS_KEYRING_MEMORY (self));

  locker = g_mutex_locker_new (&self->mutex);
  self->refuses = TRUE;
  self->code = code;
}

/**
 * cb_keyring_memory_allow:
 * @self: a keyring
 *
 * Ends cb_keyring_memory_refuse().
 */
void
cb_keyring_memory_allow (CbKeyringMemory *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (CB_IS_KEYRING_MEMORY (self));

  locker = g_mutex_locker_new (&self->mutex);
  self->refuses = FALSE;
}
