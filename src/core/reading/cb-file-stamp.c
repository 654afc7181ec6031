/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-file-stamp.h"

#include "base/cb-descriptor.h"
#include "base/cb-error.h"

static const char *const kind_names[] = {
  [CB_DESCRIPTOR_FILE] = "a file",     [CB_DESCRIPTOR_FOLDER] = "a folder",
  [CB_DESCRIPTOR_PIPE] = "a pipe",     [CB_DESCRIPTOR_SOCKET] = "a socket",
  [CB_DESCRIPTOR_DEVICE] = "a device",
};

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
  CbDescriptorInfo info;

  if (!cb_descriptor_look (fd, &info, error))
    return FALSE;
  if (info.kind != CB_DESCRIPTOR_FILE)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "this is %s", kind_names[info.kind]);
      return FALSE;
    }
  if (!info.readable)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE,
                           "the file is not open for reading");
      return FALSE;
    }

  self->size = info.size;
  self->modified_ns = info.changed_ns;
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
