/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-vault.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "core/platform/cb-files.h"
#include "core/store/cb-vault-copy.h"

#define SHA256_LENGTH 64

/* Bytes by their SHA-256, as `vault/ab/abcdef…`: what was taken in and what will be sent. A name
 * appears when all of its bytes are on the disk; what was under way when the machine stopped is in
 * `vault/incoming` and goes at the next start. */
struct _CbVault
{
  GObject parent_instance;

  /* Owned */
  char *folder;
  char *incoming;
  GMutex mutex;
  GHashTable *temps; /* (element-type gint utf8) (mutex mutex): descriptor → name */
};

G_DEFINE_FINAL_TYPE (CbVault, cb_vault, G_TYPE_OBJECT)

static gboolean
is_sha256 (const char *text)
{
  return text != NULL && strlen (text) == SHA256_LENGTH
         && strspn (text, "0123456789abcdef") == SHA256_LENGTH;
}

static void
clear_incoming (CbVault *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->incoming, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (self->incoming, name, NULL);

      g_unlink (path);
    }
}

static void
cb_vault_finalize (GObject *object)
{
  CbVault *self = CB_VAULT (object);

  g_clear_pointer (&self->temps, g_hash_table_unref);
  g_mutex_clear (&self->mutex);
  g_free (self->incoming);
  g_free (self->folder);

  G_OBJECT_CLASS (cb_vault_parent_class)->finalize (object);
}

static void
cb_vault_class_init (CbVaultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_vault_finalize;
}

static void
cb_vault_init (CbVault *self)
{
  g_mutex_init (&self->mutex);
  self->temps = g_hash_table_new_full (NULL, NULL, NULL, g_free);
}

/**
 * cb_vault_open:
 * @root: folder of all data; made when there is none
 * @error: %CB_ERROR_READ_ONLY, %CB_ERROR_DISK_FULL
 *
 * Removes what an earlier program left half done; so take a #CbLock first.
 *
 * Returns: (transfer full): the vault
 */
CbVault *
cb_vault_open (const char *root, GError **error)
{
  g_autoptr (CbVault) self = g_object_new (CB_TYPE_VAULT, NULL);

  g_return_val_if_fail (root != NULL, NULL);

  self->folder = g_build_filename (root, "vault", NULL);
  self->incoming = g_build_filename (self->folder, "incoming", NULL);
  if (!cb_files_ensure_folder (self->folder, error)
      || !cb_files_ensure_folder (self->incoming, error))
    return NULL;

  clear_incoming (self);
  return g_steal_pointer (&self);
}

/* Gives a complete file its name. One of that name has the same bytes, or is damaged and mended by
 * this. */
static gboolean
give_name (CbVault *self, int fd, const char *temp, const char *sha256, GError **error)
{
  g_autofree char *path = cb_vault_dup_path (self, sha256);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) failed = NULL;

  if (!cb_files_ensure_folder (folder, error))
    return FALSE;
  if (cb_files_commit (fd, temp, path, &failed))
    return TRUE;
  /* On Windows no file is replaced while somebody has it open, and one that is looked at is open
   * for long. */
  if (cb_vault_verify (self, sha256, NULL, NULL, NULL, NULL))
    {
      g_unlink (temp);
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}

typedef struct
{
  guint64 size;
  CbProgressFunc progress;
  gpointer user_data;
  GCancellable *cancellable;
} TakeIn;

/* From an open file into a new one, which has its name at the end. @path: its name, when it must
 * not have changed meanwhile. */
static char *
take_in (CbVault *self,
         TakeIn *call,
         int from,
         const char *path,
         const CbFileIdentity *identity,
         GError **error)
{
  g_autofree char *temp = NULL;
  g_autofree char *sha256 = NULL;
  int to = cb_files_create_temp (self->incoming, &temp, error);
  gboolean cloned;
  gboolean ok;

  if (to < 0)
    return NULL;
  cb_failpoint ("vault.created");

  cloned = cb_files_clone (from, to);
  ok = cloned || cb_files_reserve (to, identity->size, error);
  if (ok)
    sha256 = cb_vault_copy (cloned ? to : from, cloned ? CB_VAULT_HASH_ONLY : to, identity->size,
                            &call->size, call->progress, call->user_data, call->cancellable, error);
  ok = sha256 != NULL;
  cb_failpoint ("vault.copied");
  if (ok && (call->size != identity->size || !cb_files_is_still (from, path, identity)))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED, "%s changed while it was read", path);
      ok = FALSE;
    }
  ok = ok && give_name (self, to, temp, sha256, error);
  g_close (to, NULL);
  if (ok)
    return g_steal_pointer (&sha256);

  g_unlink (temp);
  return NULL;
}

/**
 * cb_vault_take_in:
 * @self: a vault
 * @file: somebody's file; it is only read
 * @sha256: (out): of its bytes
 * @size: (out): their number, 0 for an empty file: that is for the checks to judge
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_NOT_A_FILE (folder, pipe, device), %CB_ERROR_UNREADABLE, %CB_ERROR_NOT_FOUND,
 *   %CB_ERROR_FILE_CHANGED when it changed, was exchanged or vanished meanwhile,
 *   %CB_ERROR_DISK_FULL, %CB_ERROR_READ_ONLY
 *
 * Copies and hashes in one pass. When this returns %TRUE the copy survives a power cut; otherwise
 * nothing is left of it (faults.md 31 to 36, invariant I5).
 *
 * Returns: whether it is in the vault
 */
gboolean
cb_vault_take_in (CbVault *self,
                  GFile *file,
                  char **sha256,
                  guint64 *size,
                  CbProgressFunc progress,
                  gpointer user_data,
                  GCancellable *cancellable,
                  GError **error)
{
  TakeIn call = { .progress = progress, .user_data = user_data, .cancellable = cancellable };
  g_autofree char *path = NULL;
  CbFileIdentity identity;
  int from;

  g_return_val_if_fail (CB_IS_VAULT (self) && G_IS_FILE (file), FALSE);
  g_return_val_if_fail (sha256 != NULL && size != NULL, FALSE);

  path = g_file_get_path (file);
  if (path == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE, "not on this computer");
      return FALSE;
    }
  from = cb_files_open (path, &identity, error);
  if (from < 0)
    return FALSE;

  *sha256 = take_in (self, &call, from, path, &identity, error);
  *size = call.size;
  g_close (from, NULL);
  return *sha256 != NULL;
}

/**
 * cb_vault_create_temp:
 * @self: a vault
 * @error: %CB_ERROR_READ_ONLY, %CB_ERROR_DISK_FULL
 *
 * For a mended copy: to be written through the descriptor, then given to cb_vault_adopt() or to
 * cb_vault_discard().
 *
 * Returns: a descriptor for reading and writing, -1 on error
 */
int
cb_vault_create_temp (CbVault *self, GError **error)
{
  g_autofree char *path = NULL;
  int fd;

  g_return_val_if_fail (CB_IS_VAULT (self), -1);

  fd = cb_files_create_temp (self->incoming, &path, error);
  if (fd < 0)
    return -1;

  g_mutex_lock (&self->mutex);
  g_hash_table_replace (self->temps, GINT_TO_POINTER (fd), g_steal_pointer (&path));
  g_mutex_unlock (&self->mutex);
  return fd;
}

/* The name of what cb_vault_create_temp() gave, whose descriptor is closed. */
static char *
take_temp (CbVault *self, int fd)
{
  gpointer path = NULL;

  g_mutex_lock (&self->mutex);
  g_hash_table_steal_extended (self->temps, GINT_TO_POINTER (fd), NULL, &path);
  g_mutex_unlock (&self->mutex);
  if (path != NULL)
    g_close (fd, NULL);
  return path;
}

static char *
adopt (CbVault *self,
       TakeIn *call,
       int fd,
       const char *temp,
       const CbFileIdentity *identity,
       GError **error)
{
  g_autofree char *sha256 = NULL;

  /* Whoever wrote it has not let go: it could write on after the hash. A copy cannot be reached. */
  if (!cb_files_has_no_writer (fd))
    return take_in (self, call, fd, temp, identity, error);

  sha256 = cb_vault_copy (fd, CB_VAULT_HASH_ONLY, identity->size, &call->size, call->progress,
                          call->user_data, call->cancellable, error);
  if (sha256 == NULL || !give_name (self, fd, temp, sha256, error))
    return NULL;

  return g_steal_pointer (&sha256);
}

/**
 * cb_vault_adopt:
 * @self: a vault
 * @fd: (transfer full): of cb_vault_create_temp(), complete; closed here, whatever happens
 * @sha256: (out): of its bytes
 * @size: (out): their number
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_DISK_FULL, %CB_ERROR_FILE_CHANGED when it is still being written
 *
 * Hashed, then named; when it fails it is gone. Best called when the process that wrote it has
 * ended: otherwise the bytes are copied first.
 *
 * Returns: whether it is in the vault
 */
gboolean
cb_vault_adopt (CbVault *self,
                int fd,
                char **sha256,
                guint64 *size,
                CbProgressFunc progress,
                gpointer user_data,
                GCancellable *cancellable,
                GError **error)
{
  TakeIn call = { .progress = progress, .user_data = user_data, .cancellable = cancellable };
  g_autofree char *temp = NULL;
  CbFileIdentity identity;
  int reading;

  g_return_val_if_fail (CB_IS_VAULT (self) && sha256 != NULL && size != NULL, FALSE);

  *sha256 = NULL;
  temp = take_temp (self, fd);
  g_return_val_if_fail (temp != NULL, FALSE);

  reading = cb_files_open (temp, &identity, error);
  if (reading >= 0)
    {
      *sha256 = adopt (self, &call, reading, temp, &identity, error);
      g_close (reading, NULL);
    }
  *size = call.size;
  /* Renamed when it was adopted; otherwise, or when it was copied, it is still there. */
  g_unlink (temp);
  return *sha256 != NULL;
}

/**
 * cb_vault_discard:
 * @self: a vault
 * @fd: (transfer full): of cb_vault_create_temp(); closed here
 *
 * Nothing is left of it.
 */
void
cb_vault_discard (CbVault *self, int fd)
{
  g_autofree char *temp = NULL;

  g_return_if_fail (CB_IS_VAULT (self));

  temp = take_temp (self, fd);
  if (temp != NULL)
    g_unlink (temp);
}

/**
 * cb_vault_dup_path:
 * @self: a vault
 * @sha256: of the bytes wanted
 *
 * For reading only. It need not exist.
 *
 * Returns: (transfer full): where they are
 */
char *
cb_vault_dup_path (CbVault *self, const char *sha256)
{
  g_autofree char *start = NULL;

  g_return_val_if_fail (CB_IS_VAULT (self) && is_sha256 (sha256), NULL);

  start = g_strndup (sha256, 2);
  return g_build_filename (self->folder, start, sha256, NULL);
}

/**
 * cb_vault_has:
 * @self: a vault
 * @sha256: of the bytes wanted
 *
 * Returns: whether there is a file of that name; cb_vault_verify() looks inside
 */
gboolean
cb_vault_has (CbVault *self, const char *sha256)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (CB_IS_VAULT (self), FALSE);

  if (!is_sha256 (sha256))
    return FALSE;
  path = cb_vault_dup_path (self, sha256);
  return g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/**
 * cb_vault_remove:
 * @self: a vault
 * @sha256: of bytes that nothing names any more
 * @error: why they are still there: %CB_ERROR_IN_USE, %CB_ERROR_READ_ONLY
 *
 * The caller sees to it that nobody takes the same bytes in meanwhile.
 *
 * Returns: whether they are not there now; also when they were not there before
 */
gboolean
cb_vault_remove (CbVault *self, const char *sha256, GError **error)
{
  g_autofree char *path = NULL;

  g_return_val_if_fail (CB_IS_VAULT (self), FALSE);

  if (!is_sha256 (sha256))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "not a SHA-256");
      return FALSE;
    }
  path = cb_vault_dup_path (self, sha256);
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, CB_ERROR,
               errno == EROFS || errno == EPERM ? CB_ERROR_READ_ONLY : CB_ERROR_IN_USE,
               "vault: %s: %s", sha256, g_strerror (errno));
  return FALSE;
}

static int
open_named (CbVault *self, const char *sha256, CbFileIdentity *identity, GError **error)
{
  g_autofree char *path = NULL;
  g_autoptr (GError) local_error = NULL;
  int fd;

  if (!is_sha256 (sha256))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "not a SHA-256");
      return -1;
    }
  path = cb_vault_dup_path (self, sha256);
  fd = cb_files_open (path, identity, &local_error);
  /* Whatever is named was there: missing is damage. */
  if (fd < 0)
    g_set_error (error, CB_ERROR, CB_ERROR_DAMAGED, "vault: %s", local_error->message);

  return fd;
}

/**
 * cb_vault_open_file:
 * @self: a vault
 * @sha256: of the bytes wanted
 * @error: %CB_ERROR_DAMAGED when they are not there
 *
 * Whoever sends them hashes what is sent, and compares.
 *
 * Returns: a descriptor for reading, -1 on error; the caller closes it
 */
int
cb_vault_open_file (CbVault *self, const char *sha256, GError **error)
{
  CbFileIdentity identity;

  g_return_val_if_fail (CB_IS_VAULT (self), -1);

  return open_named (self, sha256, &identity, error);
}

/**
 * cb_vault_verify:
 * @self: a vault
 * @sha256: of the bytes wanted
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_DAMAGED when they are others, or not there
 *
 * Returns: whether the file has the bytes that its name says
 */
gboolean
cb_vault_verify (CbVault *self,
                 const char *sha256,
                 CbProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *found = NULL;
  CbFileIdentity identity;
  guint64 size = 0;
  int fd;

  g_return_val_if_fail (CB_IS_VAULT (self), FALSE);

  fd = open_named (self, sha256, &identity, error);
  if (fd < 0)
    return FALSE;
  found = cb_vault_copy (fd, CB_VAULT_HASH_ONLY, identity.size, &size, progress, user_data,
                         cancellable, error);
  g_close (fd, NULL);
  if (found == NULL)
    return FALSE;
  if (g_strcmp0 (found, sha256) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_DAMAGED, "vault: %s has other bytes", sha256);
      return FALSE;
    }

  return TRUE;
}
