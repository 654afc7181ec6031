/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-keyring.h"

G_DEFINE_INTERFACE (CbKeyring, cb_keyring, G_TYPE_OBJECT)

static void
cb_keyring_default_init (CbKeyringInterface *iface)
{
}

/**
 * cb_keyring_store:
 * @self: a keyring
 * @account_id: whose token
 * @title: what a person reads in the system's keyring
 * @secret: the token
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_KEYRING_ABSENT, %CB_ERROR_KEYRING_LOCKED, %CB_ERROR_KEYRING_DISMISSED
 *
 * Keeps a token, in place of the one before (product.md H1: here and nowhere else). Blocks, and may
 * wait for a person to unlock the keyring. Any thread but the one that draws.
 *
 * Returns: whether it is kept
 */
gboolean
cb_keyring_store (CbKeyring *self,
                  const char *account_id,
                  const char *title,
                  const char *secret,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (CB_IS_KEYRING (self), FALSE);
  g_return_val_if_fail (account_id != NULL && title != NULL && secret != NULL, FALSE);

  return CB_KEYRING_GET_IFACE (self)->store (self, account_id, title, secret, cancellable, error);
}

/**
 * cb_keyring_lookup:
 * @self: a keyring
 * @account_id: whose token
 * @cancellable: (nullable): to give up
 * @error: as of cb_keyring_store(), and %CB_ERROR_NO_SECRET when none is kept
 *
 * Blocks, and may wait for a person to unlock the keyring. A locked keyring is never mistaken for
 * one that has no token. Any thread but the one that draws.
 *
 * Returns: (transfer full): the token, to be freed with cb_keyring_free_secret()
 */
char *
cb_keyring_lookup (CbKeyring *self,
                   const char *account_id,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (CB_IS_KEYRING (self) && account_id != NULL, NULL);

  return CB_KEYRING_GET_IFACE (self)->lookup (self, account_id, cancellable, error);
}

/**
 * cb_keyring_clear:
 * @self: a keyring
 * @account_id: whose token
 * @cancellable: (nullable): to give up
 * @error: as of cb_keyring_store()
 *
 * Forgets a token; one that is not there is forgotten already. Blocks; any thread but the one that
 * draws.
 *
 * Returns: whether none is kept now
 */
gboolean
cb_keyring_clear (CbKeyring *self,
                  const char *account_id,
                  GCancellable *cancellable,
                  GError **error)
{
  g_return_val_if_fail (CB_IS_KEYRING (self) && account_id != NULL, FALSE);

  return CB_KEYRING_GET_IFACE (self)->clear (self, account_id, cancellable, error);
}

/**
 * cb_keyring_free_secret:
 * @secret: (nullable) (transfer full): a token
 *
 * Overwrites it before it is freed (invariant I6: no secret in a core file).
 */
void
cb_keyring_free_secret (char *secret)
{
  if (secret == NULL)
    return;

  /* Through a volatile pointer, so that no compiler finds it useless. */
  for (volatile char *byte = secret; *byte != '\0'; byte++)
    *byte = '\0';
  g_free (secret);
}
