/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "core/platform/cb-files.h"

#define FILE_NAME "lock"

struct _CbLock
{
  int fd; /* (owned) */
};

/* Of the open file, not of the process (OFD): closing another descriptor of the same file does not
 * let go of it, and two threads of one process exclude each other too. The kernel lets go however
 * the process ends, so there is never a stale lock to be explained to a clerk. */
static struct flock
whole_file (short type)
{
  return (struct flock){ .l_type = type, .l_whence = SEEK_SET };
}

static void
write_owner (int fd)
{
  g_autofree char *text = g_strdup_printf ("%d\n", (int)getpid ());

  /* For people only; the lock is what counts. */
  if (ftruncate (fd, 0) != 0 || pwrite (fd, text, strlen (text), 0) < 0)
    g_debug ("lock: %s", g_strerror (errno));
}

/**
 * cb_lock_take:
 * @root: folder of all data; made when there is none
 * @error: %CB_ERROR_RUNNING when another program has it, %CB_ERROR_READ_ONLY…
 *
 * One program works on a root at a time (faults.md 39). Does not wait.
 *
 * Returns: (transfer full): the lock, held until it is freed or the process ends
 */
CbLock *
cb_lock_take (const char *root, GError **error)
{
  g_autofree char *path = g_build_filename (root, FILE_NAME, NULL);
  struct flock lock = whole_file (F_WRLCK);
  CbLock *self;
  int fd;

  g_return_val_if_fail (root != NULL, NULL);

  if (!cb_files_ensure_folder (root, error))
    return NULL;
  fd = open (path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      cb_error_set_from_errno (error, errno == EACCES ? EROFS : errno, path);
      return NULL;
    }
  if (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    {
      int saved_errno = errno;

      close (fd);
      if (saved_errno == EAGAIN || saved_errno == EACCES)
        g_set_error (error, CB_ERROR, CB_ERROR_RUNNING, "%s is held by process %" G_GINT64_FORMAT,
                     path, cb_lock_get_owner (root));
      else
        cb_error_set_from_errno (error, saved_errno, path);
      return NULL;
    }

  write_owner (fd);
  self = g_new0 (CbLock, 1);
  self->fd = fd;
  return self;
}

/**
 * cb_lock_get_owner:
 * @root: folder of all data
 *
 * Returns: the process that holds the lock, as it wrote itself; 0 when nobody does or it is not
 *   known
 */
gint64
cb_lock_get_owner (const char *root)
{
  g_autofree char *path = g_build_filename (root, FILE_NAME, NULL);
  struct flock lock = whole_file (F_WRLCK);
  char text[32] = "";
  gint64 owner = 0;
  int fd;

  fd = open (path, O_RDONLY | O_CLOEXEC);
  if (fd < 0)
    return 0;
  if (fcntl (fd, F_OFD_GETLK, &lock) == 0 && lock.l_type != F_UNLCK
      && pread (fd, text, sizeof text - 1, 0) > 0)
    owner = g_ascii_strtoll (text, NULL, 10);
  close (fd);
  return owner;
}

/**
 * cb_lock_free:
 * @self: (nullable) (transfer full): a lock
 *
 * Lets go of it. The file stays: removing it would let two programs hold locks on two files of one
 * name.
 */
void
cb_lock_free (CbLock *self)
{
  if (self == NULL)
    return;

  close (self->fd);
  g_free (self);
}
