/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-file-stamp.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>

#include "base/cb-error.h"

static const char *
name_kind (mode_t mode)
{
  if (S_ISDIR (mode))
    return "a folder";
  if (S_ISFIFO (mode))
    return "a pipe";
  if (S_ISSOCK (mode))
    return "a socket";
  return "a device";
}

/**
 * cb_file_stamp_take:
 * @self: (out): what the file is like now
 * @fd: an open file
 * @error: %CB_ERROR_NOT_A_FILE for a folder, pipe, socket or device; %CB_ERROR_UNREADABLE when it
 *   is not open for reading or cannot be looked at
 *
 * Returns: %TRUE for an ordinary file that can be read
 */
gboolean
cb_file_stamp_take (CbFileStamp *self, int fd, GError **error)
{
  struct stat status;
  int flags = fcntl (fd, F_GETFL);

  if (flags < 0 || fstat (fd, &status) != 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_UNREADABLE, "looking at the file: %s",
                   g_strerror (errno));
      return FALSE;
    }
  if (!S_ISREG (status.st_mode))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "this is %s", name_kind (status.st_mode));
      return FALSE;
    }
  if ((flags & O_ACCMODE) == O_WRONLY || (flags & O_PATH) != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE,
                           "the file is not open for reading");
      return FALSE;
    }

  self->size = (guint64)status.st_size;
  self->modified_ns = (gint64)status.st_mtim.tv_sec * 1000000000 + (gint64)status.st_mtim.tv_nsec;
  return TRUE;
}

/**
 * cb_file_stamp_check:
 * @self: what the file was like
 * @fd: the same open file
 * @error: %CB_ERROR_FILE_CHANGED when it has another size or was written to
 *
 * A file that was removed from its folder but not touched is still the same: its bytes stay as
 * long as it is open.
 *
 * Returns: %TRUE when nothing has changed
 */
gboolean
cb_file_stamp_check (const CbFileStamp *self, int fd, GError **error)
{
  CbFileStamp now;

  if (!cb_file_stamp_take (&now, fd, error))
    return FALSE;
  if (now.size != self->size || now.modified_ns != self->modified_ns)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FILE_CHANGED,
                           "the file changed while it was read");
      return FALSE;
    }

  return TRUE;
}
