/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/package/cb-package.h"

#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-text.h"
#include "core/package/cb-package-list.h"
#include "core/package/cb-package-path.h"
#include "core/package/cb-package-private.h"

static void
free_file (gpointer data)
{
  CbPackageFile *file = data;

  g_free (file->path);
  g_free (file->sha256);
  g_free (file);
}

static void
free_problem (gpointer data)
{
  g_free (((CbPackageProblem *)data)->path);
  g_free (data);
}

/**
 * cb_package_free:
 * @self: (nullable) (transfer full): a package
 */
void
cb_package_free (CbPackage *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_free (self->folder);
  g_free (self->id);
  g_ptr_array_unref (self->files);
  g_ptr_array_unref (self->problems);
  cb_handover_free (self->handover);
  g_ptr_array_unref (self->paths);
  g_hash_table_unref (self->entries);
  g_clear_pointer (&self->zip, cb_zip_reader_free);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self);
}

/**
 * cb_package_is_named_so:
 * @name: of a file
 *
 * Returns: whether a file of that name is taken for a hand-over package before it is opened
 */
gboolean
cb_package_is_named_so (const char *name)
{
  return cb_text_has_ending (name, CB_PACKAGE_ENDING);
}

void
_cb_package_add_problem (CbPackage *self, CbPackageProblemKind kind, const char *path)
{
  CbPackageProblem *problem = g_new0 (CbPackageProblem, 1);

  problem->kind = kind;
  problem->path = g_strdup (path);
  g_ptr_array_add (self->problems, problem);
}

/* What the archive itself says: that it is none, or not the one that was written. */
static void
translate (GError **error, const char *name)
{
  GError *old = *error;
  CbError code;

  if (old->domain != CB_ERROR)
    return;
  if (old->code == CB_ERROR_UNSUPPORTED)
    code = CB_ERROR_NOT_A_PACKAGE;
  else if (cb_error_is_broken_file (old) || old->code == CB_ERROR_ZIP_OVERLAP
           || old->code == CB_ERROR_TOO_MUCH || old->code == CB_ERROR_ENCRYPTED)
    code = CB_ERROR_PACKAGE_CHANGED;
  else
    return;
  *error = g_error_new (CB_ERROR, (int)code, "%s: %s", name, old->message);
  g_error_free (old);
}

/**
 * cb_package_open_source:
 * @source: where it is; what it points to outlives the package
 * @name: what to call it
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: as cb_package_open()
 *
 * Returns: (transfer full): the package
 */
CbPackage *
cb_package_open_source (const CbZipSource *source,
                        const char *name,
                        CbProgressFunc progress,
                        gpointer user_data,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (CbPackage) self = g_new0 (CbPackage, 1);
  g_autoptr (GError) local_error = NULL;

  self->fd = -1;
  self->name = g_strdup (name);
  self->files = g_ptr_array_new_with_free_func (free_file);
  self->problems = g_ptr_array_new_with_free_func (free_problem);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  self->entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->zip = cb_zip_reader_new (source, CB_PACKAGE_MAX_FILES, &local_error);
  if (self->zip != NULL
      && _cb_package_verify (self, progress, user_data, cancellable, &local_error))
    return g_steal_pointer (&self);

  translate (&local_error, name);
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

static gssize
read_descriptor (gpointer user_data, guint8 *bytes, gsize length, guint64 offset, GError **error)
{
  return cb_descriptor_read_at (GPOINTER_TO_INT (user_data), bytes, length, offset, error);
}

/**
 * cb_package_open:
 * @file: a package
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_NOT_A_PACKAGE, %CB_ERROR_PACKAGE_CHANGED when not even its parts can be told,
 *   %CB_ERROR_NEWER, or why it cannot be read
 *
 * Reads every byte and compares it with the lists in the package; only when all of them hold is
 * anything of it parsed (packages.md §3.3). What differs is in `problems`, and then there is no
 * `handover`. The file stays open until cb_package_free(), so that what is unpacked later is what
 * was verified, or is refused. Blocks; any thread.
 *
 * Returns: (transfer full): the package, intact or not
 */
CbPackage *
cb_package_open (GFile *file,
                 CbProgressFunc progress,
                 gpointer user_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = g_filename_display_name (base != NULL ? base : "");
  CbDescriptorInfo info;
  CbPackage *self;
  int fd;

  if (path == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE, "not on this computer");
      return NULL;
    }
  fd = cb_descriptor_open (path, &info, error);
  if (fd < 0)
    return NULL;
  if (info.kind == CB_DESCRIPTOR_FILE)
    {
      const CbZipSource source = { read_descriptor, GINT_TO_POINTER (fd), info.size };

      self = cb_package_open_source (&source, name, progress, user_data, cancellable, error);
      if (self != NULL)
        {
          self->fd = fd;
          return self;
        }
    }
  else
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "%s", name);
  g_close (fd, NULL);

  return NULL;
}

/**
 * cb_package_is_intact:
 * @self: a package
 *
 * Returns: whether every byte of it is as it was written
 */
gboolean
cb_package_is_intact (const CbPackage *self)
{
  return self->problems->len == 0;
}

/**
 * cb_package_problem_name:
 * @kind: what is wrong
 *
 * Returns: (transfer none): for scripts, `changed`
 */
const char *
cb_package_problem_name (CbPackageProblemKind kind)
{
  static const char *const names[] = {
    [CB_PACKAGE_MISSING] = "missing",   [CB_PACKAGE_CHANGED] = "changed",
    [CB_PACKAGE_UNLISTED] = "unlisted", [CB_PACKAGE_UNSAFE] = "unsafe",
    [CB_PACKAGE_TWICE] = "twice",       [CB_PACKAGE_NO_LIST] = "no-list",
    [CB_PACKAGE_CONTRARY] = "contrary",
  };

  return names[kind];
}

/**
 * cb_package_problem_dup_words:
 * @problem: what is wrong
 *
 * Returns: (transfer full): a sentence for people, without a full stop
 */
char *
cb_package_problem_dup_words (const CbPackageProblem *problem)
{
  const char *path = problem->path;

  switch (problem->kind)
    {
    case CB_PACKAGE_MISSING:
      return g_strdup_printf (_ ("%s is missing"), path);
    case CB_PACKAGE_CHANGED:
      return g_strdup_printf (_ ("%s has other bytes than were written"), path);
    case CB_PACKAGE_UNLISTED:
      return g_strdup_printf (_ ("%s was added: it is in no list of the package"), path);
    case CB_PACKAGE_UNSAFE:
      return g_strdup_printf (_ ("%s has a name that leads out of the package, or is a link"),
                              path);
    case CB_PACKAGE_TWICE:
      return g_strdup_printf (_ ("%s is in the package twice"), path);
    case CB_PACKAGE_NO_LIST:
      return g_strdup_printf (_ ("%s is not there, or is not written as such a list is"), path);
    case CB_PACKAGE_CONTRARY:
    default:
      return g_strdup_printf (_ ("%s says other things than the rest of the package"), path);
    }
}

typedef struct
{
  int fd;
  guint64 done; /* of this file */
  guint64 before;
  guint64 total;
  CbProgressFunc progress;
  gpointer user_data;
} Unpacking;

static gboolean
write_bytes (const guint8 *bytes, gsize length, gpointer user_data, GError **error)
{
  Unpacking *unpacking = user_data;

  if (!cb_descriptor_write_at (unpacking->fd, bytes, length, unpacking->done, error))
    return FALSE;
  unpacking->done += length;
  if (unpacking->progress != NULL)
    unpacking->progress (unpacking->before + unpacking->done, unpacking->total,
                         unpacking->user_data);

  return TRUE;
}

static gboolean
unpack_file (CbPackage *self,
             CbVault *vault,
             const CbDatasetFile *file,
             const char *path,
             Unpacking *unpacking,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *sha256 = NULL;
  guint64 size = 0;

  unpacking->done = 0;
  unpacking->fd = cb_vault_create_temp (vault, error);
  if (unpacking->fd < 0)
    return FALSE;
  if (!cb_zip_reader_read (self->zip, g_hash_table_lookup (self->entries, path), write_bytes,
                           unpacking, cancellable, error))
    {
      cb_vault_discard (vault, unpacking->fd);
      return FALSE;
    }
  if (!cb_vault_adopt (vault, unpacking->fd, &sha256, &size, NULL, NULL, cancellable, error))
    return FALSE;
  unpacking->before += size;
  if (g_strcmp0 (sha256, file->sha256) == 0)
    return TRUE;

  g_set_error (error, CB_ERROR, CB_ERROR_PACKAGE_CHANGED, "%s changed meanwhile", path);
  return FALSE;
}

/**
 * cb_package_unpack:
 * @self: an intact package with a hand-over
 * @vault: where its files go, as bytes under their SHA-256
 * @progress: (nullable): told in this thread, often
 * @user_data: for @progress
 * @cancellable: (nullable): to give up
 * @error: %CB_ERROR_PACKAGE_CHANGED when the file is another than was verified; of the vault
 *
 * Returns: whether all of them are there
 */
gboolean
cb_package_unpack (CbPackage *self,
                   CbVault *vault,
                   CbProgressFunc progress,
                   gpointer user_data,
                   GCancellable *cancellable,
                   GError **error)
{
  Unpacking unpacking = { -1, 0, 0, 0, progress, user_data };
  g_autoptr (GError) local_error = NULL;
  GPtrArray *files;

  g_return_val_if_fail (self->handover != NULL, FALSE);

  files = self->handover->dataset->files;
  for (guint i = 0; i < files->len; i++)
    unpacking.total += ((CbDatasetFile *)g_ptr_array_index (files, i))->size;
  for (guint i = 0; i < files->len; i++)
    if (!unpack_file (self, vault, g_ptr_array_index (files, i), self->paths->pdata[i], &unpacking,
                      cancellable, &local_error))
      {
        translate (&local_error, self->name);
        g_propagate_error (error, g_steal_pointer (&local_error));
        return FALSE;
      }

  return TRUE;
}
