/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-progress.h"

G_BEGIN_DECLS

#define CB_TYPE_VAULT (cb_vault_get_type ())
G_DECLARE_FINAL_TYPE (CbVault, cb_vault, CB, VAULT, GObject)

/* Every function blocks and may be called from any thread. A SHA-256 is 64 lower-case hexadecimal
 * digits. */

CbVault *cb_vault_open (const char *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_vault_take_in (CbVault *self,
                           GFile *file,
                           char **sha256,
                           guint64 *size,
                           CbProgressFunc progress,
                           gpointer user_data,
                           GCancellable *cancellable,
                           GError **error);
int cb_vault_create_temp (CbVault *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_vault_adopt (CbVault *self,
                         int fd,
                         char **sha256,
                         guint64 *size,
                         CbProgressFunc progress,
                         gpointer user_data,
                         GCancellable *cancellable,
                         GError **error);
void cb_vault_discard (CbVault *self, int fd);
int
cb_vault_open_file (CbVault *self, const char *sha256, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_vault_dup_path (CbVault *self, const char *sha256);
gboolean cb_vault_has (CbVault *self, const char *sha256);
gboolean cb_vault_remove (CbVault *self, const char *sha256, GError **error);
gboolean cb_vault_verify (CbVault *self,
                          const char *sha256,
                          CbProgressFunc progress,
                          gpointer user_data,
                          GCancellable *cancellable,
                          GError **error);

G_END_DECLS
