/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-descriptor.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <gio/gunixoutputstream.h>
#include <signal.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"

static CbDescriptorKind
kind_of (mode_t mode)
{
  if (S_ISREG (mode))
    return CB_DESCRIPTOR_FILE;
  if (S_ISDIR (mode))
    return CB_DESCRIPTOR_FOLDER;
  if (S_ISFIFO (mode))
    return CB_DESCRIPTOR_PIPE;
  if (S_ISSOCK (mode))
    return CB_DESCRIPTOR_SOCKET;
  return CB_DESCRIPTOR_DEVICE;
}

static gboolean
is_ordinary (const CbDescriptorInfo *info, const char *path, GError **error)
{
  if (info->kind == CB_DESCRIPTOR_FILE)
    return TRUE;

  g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "%s: not a regular file", path);
  return FALSE;
}

static void
fill_info (const struct stat *status, CbDescriptorInfo *info)
{
  info->kind = kind_of (status->st_mode);
  info->device = status->st_dev;
  info->file = status->st_ino;
  info->size = (guint64)status->st_size;
  info->changed_ns = (gint64)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
}

/**
 * cb_descriptor_look_up:
 * @path: any name
 * @info: (out caller-allocates): what it names now
 * @error: %CB_ERROR_NOT_FOUND, %CB_ERROR_UNREADABLE
 *
 * Opens nothing. A symbolic link is followed: what it names is what the person chose.
 *
 * Returns: whether there is something
 */
gboolean
cb_descriptor_look_up (const char *path, CbDescriptorInfo *info, GError **error)
{
  struct stat status;

  if (g_stat (path, &status) != 0)
    {
      cb_error_set_from_errno (error, errno, path);
      return FALSE;
    }

  fill_info (&status, info);
  info->readable = FALSE;
  return TRUE;
}

/**
 * cb_descriptor_look:
 * @fd: a descriptor
 * @info: (out caller-allocates): what it is now
 * @error: %CB_ERROR_UNREADABLE when it cannot be looked at
 *
 * Returns: whether it could
 */
gboolean
cb_descriptor_look (int fd, CbDescriptorInfo *info, GError **error)
{
  struct stat status;
  int flags = fcntl (fd, F_GETFL);

  if (flags < 0 || fstat (fd, &status) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_UNREADABLE, "looking at the file: %s",
                   g_strerror (errno));
      return FALSE;
    }

  fill_info (&status, info);
  info->readable = (flags & O_ACCMODE) != O_WRONLY && (flags & O_PATH) == 0;
  return TRUE;
}

/**
 * cb_descriptor_open:
 * @path: of an ordinary file
 * @info: (out caller-allocates): what it was when it was opened
 * @error: %CB_ERROR_NOT_FOUND, %CB_ERROR_UNREADABLE; %CB_ERROR_NOT_A_FILE for a folder, a pipe, a
 *   socket or a device
 *
 * Opens for reading. Looked at before it is opened, as opening a device may already do something,
 * and without waiting, as opening a pipe would wait for a writer; and looked at again after, as it
 * may have been exchanged. Not inherited by programs that are started.
 *
 * Returns: a descriptor, -1 on error; the caller closes it
 */
int
cb_descriptor_open (const char *path, CbDescriptorInfo *info, GError **error)
{
  int fd;

  if (!cb_descriptor_look_up (path, info, error) || !is_ordinary (info, path, error))
    return -1;
  fd = open (path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
  if (fd < 0)
    {
      cb_error_set_from_errno (error, errno, path);
      return -1;
    }
  if (!cb_descriptor_look (fd, info, error) || !is_ordinary (info, path, error))
    {
      close (fd);
      return -1;
    }

  return fd;
}

/**
 * cb_descriptor_create:
 * @name_template: (inout): a name with `XXXXXX` in it, which becomes a new one
 *
 * Makes a new file for whoever the person's own files are for. Not inherited by programs that are
 * started.
 *
 * Returns: a descriptor for writing, -1 with errno set
 */
int
cb_descriptor_create (char *name_template)
{
  return g_mkstemp_full (name_template, O_WRONLY | O_CLOEXEC, 0666);
}

/**
 * cb_descriptor_duplicate:
 * @fd: a descriptor
 * @error: why not
 *
 * Returns: another one of the same open file, not inherited by programs that are started; -1 on
 *   error
 */
int
cb_descriptor_duplicate (int fd, GError **error)
{
  int copy = fcntl (fd, F_DUPFD_CLOEXEC, 0);

  if (copy < 0)
    cb_error_set_from_errno (error, errno, "keeping the file open");
  return copy;
}

/**
 * cb_descriptor_read_at:
 * @fd: a descriptor
 * @buffer: (out caller-allocates): where to
 * @count: how many bytes
 * @offset: from where
 * @error: why not
 *
 * Any thread, several at once.
 *
 * Returns: how many bytes were read: @count, less at the end of the file, -1 on error
 */
gssize
cb_descriptor_read_at (int fd, void *buffer, gsize count, guint64 offset, GError **error)
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
 * cb_descriptor_write_at:
 * @fd: a descriptor
 * @buffer: what
 * @count: how many bytes
 * @offset: where to
 * @error: %CB_ERROR_DISK_FULL…
 *
 * Returns: whether all of it was written
 */
gboolean
cb_descriptor_write_at (int fd, const void *buffer, gsize count, guint64 offset, GError **error)
{
  gsize done = 0;

  while (done < count)
    {
      gssize got = pwrite (fd, (const char *)buffer + done, count - done, (off_t)(offset + done));

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          cb_error_set_from_errno (error, errno, "writing");
          return FALSE;
        }
      done += (gsize)got;
    }

  return TRUE;
}

/**
 * cb_descriptor_write:
 * @fd: a descriptor
 * @buffer: what
 * @count: how many bytes
 * @error: %CB_ERROR_DISK_FULL…
 *
 * Writes where it stands, and moves on.
 *
 * Returns: whether all of it was written
 */
gboolean
cb_descriptor_write (int fd, const void *buffer, gsize count, GError **error)
{
  gsize done = 0;

  while (done < count)
    {
      gssize got = write (fd, (const char *)buffer + done, count - done);

      if (got < 0 && errno == EINTR)
        continue;
      if (got < 0)
        {
          cb_error_set_from_errno (error, errno, "writing");
          return FALSE;
        }
      done += (gsize)got;
    }

  return TRUE;
}

/**
 * cb_descriptor_new_input:
 * @fd: of a pipe; stays the caller's
 *
 * Returns: (transfer full): a stream that reads from it, and waits where there is nothing yet
 */
GInputStream *
cb_descriptor_new_input (int fd)
{
  return g_unix_input_stream_new (fd, FALSE);
}

/**
 * cb_descriptor_new_output:
 * @fd: of a pipe; stays the caller's
 *
 * Returns: (transfer full): a stream that writes to it
 */
GOutputStream *
cb_descriptor_new_output (int fd)
{
  return g_unix_output_stream_new (fd, FALSE);
}

/**
 * cb_descriptor_ignore_broken_pipes:
 *
 * From now on, writing to a pipe that nobody reads is an error, not the end of the program. Any
 * thread, any number of times.
 */
void
cb_descriptor_ignore_broken_pipes (void)
{
  static gsize once = 0;

  if (g_once_init_enter (&once))
    {
      signal (SIGPIPE, SIG_IGN);
      g_once_init_leave (&once, 1);
    }
}

/**
 * cb_descriptor_is_full:
 * @saved_errno: errno, read right after a write that failed
 *
 * The file system's largest file (4 GiB on FAT32) is one more way of having no room.
 *
 * Returns: whether there was no room for it
 */
gboolean
cb_descriptor_is_full (int saved_errno)
{
  return saved_errno == ENOSPC || saved_errno == EDQUOT || saved_errno == EFBIG;
}
