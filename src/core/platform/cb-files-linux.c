/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-files.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <linux/fs.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"

/* In a folder of ours, what may not be written is one matter, whatever errno calls it. */
static void
set_own_error (GError **error, int saved_errno, const char *what)
{
  if (saved_errno == EACCES || saved_errno == EPERM)
    saved_errno = EROFS;
  cb_error_set_from_errno (error, saved_errno, what);
}

static gboolean
sync_folder_of (const char *path, GError **error)
{
  g_autofree char *folder = g_path_get_dirname (path);
  int fd = open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int saved_errno = 0;

  /* Some network drives refuse this; there is then nothing more that can be done. */
  if (fd < 0 || (fsync (fd) != 0 && errno != EINVAL && errno != ENOTSUP))
    saved_errno = errno;
  if (fd >= 0)
    close (fd);
  if (saved_errno == 0)
    return TRUE;

  set_own_error (error, saved_errno, folder);
  return FALSE;
}

/**
 * cb_files_ensure_folder:
 * @path: a folder
 * @error: %CB_ERROR_READ_ONLY, %CB_ERROR_DISK_FULL…
 *
 * Makes it and those above it where they are missing, for this person only.
 *
 * Returns: whether it is there
 */
gboolean
cb_files_ensure_folder (const char *path, GError **error)
{
  if (g_file_test (path, G_FILE_TEST_IS_DIR))
    return TRUE;
  if (g_mkdir_with_parents (path, 0700) == 0)
    return sync_folder_of (path, error);

  set_own_error (error, errno, path);
  return FALSE;
}

/**
 * cb_files_rename:
 * @from: a complete file, its bytes on the disk
 * @to: its name from now on, in the same folder
 * @error: why not
 *
 * Returns when the name would survive a power cut too.
 *
 * Returns: whether it is named
 */
gboolean
cb_files_rename (const char *from, const char *to, GError **error)
{
  if (rename (from, to) == 0)
    return sync_folder_of (to, error);

  set_own_error (error, errno, to);
  return FALSE;
}

/**
 * cb_files_has_no_writer:
 * @fd: a file opened for reading only
 *
 * A descriptor that was given to another process stays good for writing there, whatever becomes of
 * the file's name and mode. The kernel grants a read lease only when there is no such descriptor.
 *
 * Returns: %TRUE when it is certain that nobody has the file open for writing
 */
gboolean
cb_files_has_no_writer (int fd)
{
  return fcntl (fd, F_SETLEASE, F_RDLCK) == 0 && fcntl (fd, F_SETLEASE, F_UNLCK) == 0;
}

/**
 * cb_files_has_writer:
 * @fd: a file opened for reading only, whosever it is
 *
 * Of files of other people and of some file systems it cannot be told.
 *
 * Returns: %TRUE when it is certain that somebody has the file open for writing
 */
gboolean
cb_files_has_writer (int fd)
{
  if (fcntl (fd, F_SETLEASE, F_RDLCK) != 0)
    return errno == EAGAIN;

  fcntl (fd, F_SETLEASE, F_UNLCK);
  return FALSE;
}

/**
 * cb_files_create_temp:
 * @folder: where
 * @path: (out): its name, to be removed or given to cb_files_commit()
 * @error: why not
 *
 * Returns: a descriptor for reading and writing, -1 on error
 */
int
cb_files_create_temp (const char *folder, char **path, GError **error)
{
  g_autofree char *name = g_build_filename (folder, "XXXXXX.part", NULL);
  int fd = g_mkstemp_full (name, O_RDWR | O_CLOEXEC, 0600);

  if (fd < 0)
    {
      set_own_error (error, errno, folder);
      return -1;
    }

  *path = g_steal_pointer (&name);
  return fd;
}

/**
 * cb_files_clone:
 * @from: a descriptor
 * @to: an empty one
 *
 * Shares the blocks where the file system can (Btrfs, XFS): a copy that costs nothing.
 *
 * Returns: %TRUE when @to now has the bytes of @from
 */
gboolean
cb_files_clone (int from, int to)
{
  return ioctl (to, FICLONE, from) == 0;
}

/**
 * cb_files_will_read:
 * @fd: a descriptor
 *
 * Tells the system that it will be read from beginning to end.
 */
void
cb_files_will_read (int fd)
{
  posix_fadvise (fd, 0, 0, POSIX_FADV_SEQUENTIAL);
}

/**
 * cb_files_reserve:
 * @fd: an empty file
 * @size: what will be written
 * @error: %CB_ERROR_DISK_FULL
 *
 * Asks for the space at once, so that a disk that is too full says so before minutes of copying.
 * Where the file system cannot, nothing is asked.
 *
 * Returns: %FALSE when there is not enough
 */
gboolean
cb_files_reserve (int fd, guint64 size, GError **error)
{
  if (cb_failpoint ("files.reserve-full"))
    errno = ENOSPC;
  else if (size == 0 || fallocate (fd, FALLOC_FL_KEEP_SIZE, 0, (off_t)size) == 0
           || (errno != ENOSPC && errno != EDQUOT && errno != EFBIG))
    return TRUE;

  set_own_error (error, errno, "reserving space");
  return FALSE;
}

/**
 * cb_files_begin_write_back:
 * @fd: a file being written
 * @offset: from where
 * @length: how much has just been written
 *
 * Has the disk begin at once, so that cb_files_commit() finds little left to wait for.
 */
void
cb_files_begin_write_back (int fd, guint64 offset, guint64 length)
{
  sync_file_range (fd, (off64_t)offset, (off64_t)length, SYNC_FILE_RANGE_WRITE);
}

/**
 * cb_files_finish:
 * @fd: a complete file
 * @path: what it will be called, for messages
 * @error: why not
 *
 * Bytes on the disk, and nobody writes to it by mistake.
 *
 * Returns: whether all of it is on the disk
 */
gboolean
cb_files_finish (int fd, const char *path, GError **error)
{
  if (fsync (fd) == 0 && fchmod (fd, 0400) == 0)
    return TRUE;

  set_own_error (error, errno, path);
  return FALSE;
}

/**
 * cb_files_is_remote:
 * @path: something of ours
 *
 * Returns: whether it lies on another machine, as far as the system tells
 */
gboolean
cb_files_is_remote (const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) info
      = g_file_query_filesystem_info (file, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE, NULL, NULL);

  return info != NULL
         && g_file_info_get_attribute_boolean (info, G_FILE_ATTRIBUTE_FILESYSTEM_REMOTE);
}

/**
 * cb_files_get_error_code:
 * @system_code: what the system said last, as SQLite passes it on: errno, on Windows GetLastError()
 *
 * Returns: %CB_ERROR_DISK_FULL, %CB_ERROR_READ_ONLY or %CB_ERROR_FAILED
 */
CbError
cb_files_get_error_code (int system_code)
{
  if (cb_descriptor_is_full (system_code))
    return CB_ERROR_DISK_FULL;

  return system_code == EROFS || system_code == EACCES ? CB_ERROR_READ_ONLY : CB_ERROR_FAILED;
}
