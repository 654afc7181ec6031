/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <windows.h>
/* After windows.h, which it needs. */
#include <wincred.h>

#include "base/cb-error.h"
#include "core/platform/cb-keyring.h"

/* Windows' Credential Manager: generic credentials named `vn.congbo.CongBo/ACCOUNT`, kept for this
 * person on this machine. It is open whenever the person is signed in, so that nothing is ever
 * locked; a policy may forbid it, or a full store refuse. */

#define TARGET_PREFIX CB_APP_ID "/"
/* CRED_MAX_CREDENTIAL_BLOB_SIZE, which not every version of the headers has right. */
#define MAX_SECRET 2560

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

static gunichar2 *
dup_target (const char *account_id)
{
  g_autofree char *target = g_strconcat (TARGET_PREFIX, account_id, NULL);

  return g_utf8_to_utf16 (target, -1, NULL, NULL, NULL);
}

/* The messages name what failed, never a secret. */
static void
set_error (GError **error, DWORD code, const char *what)
{
  g_autofree char *message = g_win32_error_message ((int)code);

  g_set_error (error, CB_ERROR, CB_ERROR_KEYRING_ABSENT, "keyring: %s: %s (%lu)", what, message,
               code);
}

/* Windows refuses what is longer, with an error that says nothing; some replacements of it take it
 * and cut it. */
static gboolean
is_short_enough (const char *secret, GError **error)
{
  if (strlen (secret) <= MAX_SECRET)
    return TRUE;

  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "keyring: a secret has at most %d bytes",
               MAX_SECRET);
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
  g_autofree gunichar2 *target = dup_target (account_id);
  g_autofree gunichar2 *comment = g_utf8_to_utf16 (title, -1, NULL, NULL, NULL);
  g_autofree gunichar2 *user = g_utf8_to_utf16 (account_id, -1, NULL, NULL, NULL);
  CREDENTIALW credential = {
    .Type = CRED_TYPE_GENERIC,
    .TargetName = (LPWSTR)target,
    .Comment = (LPWSTR)comment,
    .UserName = (LPWSTR)user,
    .Persist = CRED_PERSIST_LOCAL_MACHINE,
  };

  if (g_cancellable_set_error_if_cancelled (cancellable, error) || !is_short_enough (secret, error))
    return FALSE;
  if (comment != NULL)
    /* So many characters at most, or the whole is refused. */
    for (gsize i = 0; i <= CRED_MAX_STRING_LENGTH && comment[i] != 0; i++)
      if (i == CRED_MAX_STRING_LENGTH)
        comment[i] = 0;
  credential.CredentialBlobSize = (DWORD)strlen (secret);
  credential.CredentialBlob = (LPBYTE)secret;
  if (CredWriteW (&credential, 0))
    return TRUE;

  set_error (error, GetLastError (), "not kept");
  return FALSE;
}

static char *
lookup_secret (CbKeyring *keyring,
               const char *account_id,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree gunichar2 *target = dup_target (account_id);
  CREDENTIALW *credential = NULL;
  char *secret;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (!CredReadW ((LPCWSTR)target, CRED_TYPE_GENERIC, 0, &credential))
    {
      DWORD code = GetLastError ();

      if (code == ERROR_NOT_FOUND)
        g_set_error (error, CB_ERROR, CB_ERROR_NO_SECRET, "no token for account %s", account_id);
      else
        set_error (error, code, "not read");
      return NULL;
    }

  secret = g_strndup ((const char *)credential->CredentialBlob, credential->CredentialBlobSize);
  SecureZeroMemory (credential->CredentialBlob, credential->CredentialBlobSize);
  CredFree (credential);
  return secret;
}

static gboolean
clear_secret (CbKeyring *keyring, const char *account_id, GCancellable *cancellable, GError **error)
{
  g_autofree gunichar2 *target = dup_target (account_id);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (CredDeleteW ((LPCWSTR)target, CRED_TYPE_GENERIC, 0) || GetLastError () == ERROR_NOT_FOUND)
    return TRUE;

  set_error (error, GetLastError (), "not forgotten");
  return FALSE;
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
 * As on Linux.
 */
CbKeyring *
cb_keyring_new_system (void)
{
  return g_object_new (CB_TYPE_KEYRING_SYSTEM, NULL);
}
