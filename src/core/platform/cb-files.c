/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-files.h"

#include <errno.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"

/**
 * cb_files_read_start:
 * @path: a file of ours
 * @count: how many bytes at most
 * @start: (out) (array length=length): its first bytes
 * @length: (out): how many there were
 * @error: why it could not be read
 *
 * Returns: whether it could
 */
gboolean
cb_files_read_start (const char *path, gsize count, char **start, gsize *length, GError **error)
{
  g_autofree char *buffer = g_malloc0 (count);
  CbFileIdentity identity;
  int fd = cb_files_open (path, &identity, error);
  gssize got;

  if (fd < 0)
    return FALSE;
  got = cb_files_read (fd, buffer, count, 0, error);
  g_close (fd, NULL);
  if (got < 0)
    return FALSE;

  *start = g_steal_pointer (&buffer);
  *length = (gsize)got;
  return TRUE;
}

/**
 * cb_files_open:
 * @path: somebody's file
 * @identity: (out): what it was when it was opened
 * @error: %CB_ERROR_NOT_A_FILE for a folder, pipe or device, %CB_ERROR_UNREADABLE,
 *   %CB_ERROR_NOT_FOUND
 *
 * Opens for reading, as cb_descriptor_open() does.
 *
 * Returns: a descriptor, -1 on error
 */
int
cb_files_open (const char *path, CbFileIdentity *identity, GError **error)
{
  return cb_descriptor_open (path, identity, error);
}

static gboolean
is_same (const CbFileIdentity *one, const CbFileIdentity *other)
{
  return one->kind == other->kind && one->device == other->device && one->file == other->file
         && one->size == other->size && one->changed_ns == other->changed_ns;
}

/**
 * cb_files_is_still:
 * @fd: what cb_files_open() gave
 * @path: the name it was opened by
 * @identity: what it was then
 *
 * Returns: %TRUE when the open file is unchanged and the name still means it
 */
gboolean
cb_files_is_still (int fd, const char *path, const CbFileIdentity *identity)
{
  CbFileIdentity now;

  return cb_descriptor_look (fd, &now, NULL) && is_same (&now, identity)
         && cb_descriptor_look_up (path, &now, NULL) && is_same (&now, identity);
}

/**
 * cb_files_commit:
 * @fd: a complete file
 * @temp: its name so far
 * @path: its name from now on, in the same file system
 * @error: why not; then @temp is still there
 *
 * Bytes on the disk, then read-only, then the name, then the folder on the disk: whenever the power
 * fails, the name means all of the bytes or does not exist.
 *
 * Returns: whether it has its name
 */
gboolean
cb_files_commit (int fd, const char *temp, const char *path, GError **error)
{
  if (cb_failpoint ("files.sync-full"))
    {
      cb_error_set_from_errno (error, ENOSPC, path);
      return FALSE;
    }
  if (!cb_files_finish (fd, path, error))
    return FALSE;
  cb_failpoint ("files.before-rename");
  if (cb_failpoint ("files.rename-in-use"))
    {
      cb_error_set_from_errno (error, EBUSY, path);
      return FALSE;
    }
  if (!cb_files_rename (temp, path, error))
    return FALSE;
  cb_failpoint ("files.after-rename");

  return TRUE;
}

/**
 * cb_files_read:
 * @fd: a descriptor
 * @buffer: (out caller-allocates): where to
 * @count: how many bytes
 * @offset: from where
 * @error: why not
 *
 * Returns: how many bytes were read: @count, less at the end of the file, -1 on error
 */
gssize
cb_files_read (int fd, void *buffer, gsize count, guint64 offset, GError **error)
{
  return cb_descriptor_read_at (fd, buffer, count, offset, error);
}

/**
 * cb_files_write:
 * @fd: a descriptor
 * @buffer: what
 * @count: how many bytes
 * @offset: where to
 * @error: %CB_ERROR_DISK_FULL…
 *
 * Returns: whether all of it was written
 */
gboolean
cb_files_write (int fd, const void *buffer, gsize count, guint64 offset, GError **error)
{
  if (cb_failpoint ("files.write-full"))
    {
      cb_error_set_from_errno (error, ENOSPC, "writing");
      return FALSE;
    }

  return cb_descriptor_write_at (fd, buffer, count, offset, error);
}
