/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CB_TYPE_KEYRING (cb_keyring_get_type ())
G_DECLARE_INTERFACE (CbKeyring, cb_keyring, CB, KEYRING, GObject)

/**
 * CbKeyringInterface:
 *
 * Where tokens live. Implementations: the system's (cb-keyring-linux.c, later -win32.c), and one in
 * memory for tests. Secrets are NUL-terminated UTF-8, freed with cb_keyring_free_secret(), which
 * wipes them.
 */
struct _CbKeyringInterface
{
  GTypeInterface parent_iface;

  gboolean (*store) (CbKeyring *self,
                     const char *account_id,
                     const char *title,
                     const char *secret,
                     GCancellable *cancellable,
                     GError **error);
  char *(*lookup) (CbKeyring *self,
                   const char *account_id,
                   GCancellable *cancellable,
                   GError **error);
  gboolean (*clear) (CbKeyring *self,
                     const char *account_id,
                     GCancellable *cancellable,
                     GError **error);
};

CbKeyring *cb_keyring_new_system (void);
CbKeyring *cb_keyring_new_memory (void);

gboolean cb_keyring_store (CbKeyring *self,
                           const char *account_id,
                           const char *title,
                           const char *secret,
                           GCancellable *cancellable,
                           GError **error);
char *cb_keyring_lookup (CbKeyring *self,
                         const char *account_id,
                         GCancellable *cancellable,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_keyring_clear (CbKeyring *self,
                           const char *account_id,
                           GCancellable *cancellable,
                           GError **error);
void cb_keyring_free_secret (char *secret);

G_END_DECLS
