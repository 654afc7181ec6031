/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-save.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"

/**
 * cb_save_contents:
 * @file: where a person wants it; whether it may be replaced was asked before
 * @contents: (array length=length): all of it
 * @length: how many bytes
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_NOT_WRITABLE, %CB_ERROR_DISK_FULL, %CB_ERROR_NOT_A_FILE, %CB_ERROR_NOT_FOUND;
 * on Windows also %CB_ERROR_IN_USE and %CB_ERROR_RESERVED_NAME
 *
 * Writes the whole file or leaves what was there. Blocks; any thread.
 *
 * Returns: whether it is written
 */
gboolean
cb_save_contents (
    GFile *file, gconstpointer contents, gsize length, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GError) local_error = NULL;

  if (g_file_replace_contents (file, contents, length, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                               cancellable, &local_error))
    return TRUE;

  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED)
      || g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "%s: %s", name, local_error->message);
  else
    {
      cb_error_translate_io (&local_error, name);
      g_propagate_error (error, g_steal_pointer (&local_error));
    }
  return FALSE;
}

/**
 * cb_save_give_name:
 * @temporary: a complete file beside it
 * @path: where a person wants it; whether it may be replaced was asked before
 * @error: as of cb_save_contents()
 *
 * For what is written piece by piece: the file has its name when it is whole, or what was there
 * stays, and @temporary too.
 *
 * Returns: whether it has the name
 */
gboolean
cb_save_give_name (const char *temporary, const char *path, GError **error)
{
  if (g_rename (temporary, path) == 0)
    return TRUE;

  if (errno == EACCES || errno == EPERM || errno == EROFS)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_WRITABLE, "%s: %s", path, g_strerror (errno));
  else
    cb_error_set_from_errno (error, errno, path);
  return FALSE;
}

/**
 * cb_save_check_name:
 * @path: of a file that is to be written
 * @error: on Windows %CB_ERROR_RESERVED_NAME
 *
 * For who writes by another way than cb_save_contents(), which sees to it. Here every name is one
 * for a file; see cb_text_is_reserved_name() for one that cannot be kept on Windows.
 *
 * Returns: whether this system has files of such a name
 */
gboolean
cb_save_check_name (const char *path, GError **error)
{
  return TRUE;
}
