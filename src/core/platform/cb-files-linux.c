/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-files.h"

#include <errno.h>
#include <fcntl.h>
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
  if (saved_errno == EFBIG)
    saved_errno = ENOSPC;
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
  int fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  gssize got = fd >= 0 ? read (fd, buffer, count) : -1;
  int saved_errno = errno;

  if (fd >= 0)
    close (fd);
  if (got < 0)
    {
      cb_error_set_from_errno (error, saved_errno, path);
      return FALSE;
    }

  *start = g_steal_pointer (&buffer);
  *length = (gsize)got;
  return TRUE;
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

static void
fill_identity (const struct stat *info, CbFileIdentity *identity)
{
  identity->device = info->st_dev;
  identity->file = info->st_ino;
  identity->size = (guint64)info->st_size;
  identity->changed_ns = (gint64)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static gboolean
is_regular (const struct stat *info, const char *path, GError **error)
{
  if (S_ISREG (info->st_mode))
    return TRUE;

  g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "%s: not a regular file", path);
  return FALSE;
}

/**
 * cb_files_open:
 * @path: somebody's file
 * @identity: (out): what it was when it was opened
 * @error: %CB_ERROR_NOT_A_FILE for a folder, pipe or device, %CB_ERROR_UNREADABLE,
 *   %CB_ERROR_NOT_FOUND
 *
 * Opens for reading. A symbolic link is followed: what it names is what the person chose. Looked at
 * before it is opened, as opening a device may already do something, and without waiting, as
 * opening a pipe would wait for a writer; and looked at again after, as it may have been exchanged.
 *
 * Returns: a descriptor, -1 on error
 */
int
cb_files_open (const char *path, CbFileIdentity *identity, GError **error)
{
  struct stat info;
  int fd;

  if (g_stat (path, &info) != 0)
    {
      cb_error_set_from_errno (error, errno, path);
      return -1;
    }
  if (!is_regular (&info, path, error))
    return -1;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK);
  if (fd < 0 || fstat (fd, &info) != 0)
    {
      cb_error_set_from_errno (error, errno, path);
      if (fd >= 0)
        close (fd);
      return -1;
    }
  if (!is_regular (&info, path, error))
    {
      close (fd);
      return -1;
    }

  fill_identity (&info, identity);
  return fd;
}

static gboolean
is_same (const struct stat *info, const CbFileIdentity *identity)
{
  CbFileIdentity now;

  fill_identity (info, &now);
  return now.device == identity->device && now.file == identity->file && now.size == identity->size
         && now.changed_ns == identity->changed_ns;
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
  struct stat info;

  return fstat (fd, &info) == 0 && is_same (&info, identity) && g_stat (path, &info) == 0
         && is_same (&info, identity);
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
      set_own_error (error, ENOSPC, path);
      return FALSE;
    }
  if (fsync (fd) != 0 || fchmod (fd, 0400) != 0)
    {
      set_own_error (error, errno, path);
      return FALSE;
    }
  cb_failpoint ("files.before-rename");
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
  gsize done = 0;

  while (done < count)
    {
      gssize got = pread (fd, (char *)buffer + done, count - done, (off_t)(offset + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          cb_error_set_from_errno (error, errno, "reading");
          return -1;
        }
      if (got == 0)
        break;
      done += (gsize)got;
    }

  return (gssize)done;
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
  gsize done = 0;

  if (cb_failpoint ("files.write-full"))
    {
      set_own_error (error, ENOSPC, "writing");
      return FALSE;
    }
  while (done < count)
    {
      gssize got = pwrite (fd, (const char *)buffer + done, count - done, (off_t)(offset + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          set_own_error (error, errno, "writing");
          return FALSE;
        }
      done += (gsize)got;
    }

  return TRUE;
}
