/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-byte-source.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

struct _CbByteSource
{
  /* Borrowed */
  int fd;

  guint64 size;
  gint64 modified_ns;
};

static gint64
get_modified_ns (const struct stat *info)
{
  return (gint64)info->st_mtim.tv_sec * 1000000000 + info->st_mtim.tv_nsec;
}

static void
set_changed (GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_FILE_CHANGED,
                       "the file changed while it was read");
}

/**
 * cb_byte_source_new:
 * @fd: (transfer none): a file open for reading; stays open until cb_byte_source_free()
 * @error: where to say why not
 *
 * The bytes of one file, at any place, for all readers of formats.
 *
 * Returns: (transfer full): the source, %NULL with %CB_ERROR_NOT_A_FILE for a folder, a pipe or a
 *   device, %CB_ERROR_EMPTY_FILE, %CB_ERROR_UNREADABLE
 */
CbByteSource *
cb_byte_source_new (int fd, GError **error)
{
  CbByteSource *self;
  struct stat info;

  if (fstat (fd, &info) != 0)
    {
      cb_error_set_from_errno (error, errno, "cannot look at the file");
      return NULL;
    }
  if (!S_ISREG (info.st_mode))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "not a regular file");
      return NULL;
    }
  if (info.st_size == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_EMPTY_FILE, "no bytes in it");
      return NULL;
    }
  self = g_new (CbByteSource, 1);
  *self = (CbByteSource){ fd, (guint64)info.st_size, get_modified_ns (&info) };

  return self;
}

/**
 * cb_byte_source_free:
 * @self: (transfer full): a source nobody reads from any more
 *
 * The descriptor stays open.
 */
void
cb_byte_source_free (CbByteSource *self)
{
  g_free (self);
}

/**
 * cb_byte_source_get_size:
 * @self: a source
 *
 * Returns: bytes in the file when it was opened
 */
guint64
cb_byte_source_get_size (CbByteSource *self)
{
  return self->size;
}

/**
 * cb_byte_source_read:
 * @self: a source
 * @offset: in the file
 * @bytes: (out): where to
 * @length: how many, all of them in the file as it was when opened
 * @error: where to say why not
 *
 * Reading instead of mapping: as fast out of the page cache in pieces that stay in the processor's,
 * nothing counts as resident, and a file that is cut short under us is an error here, not SIGBUS.
 * From any thread.
 *
 * Returns: %FALSE with %CB_ERROR_FILE_CHANGED when the file has become shorter
 */
gboolean
cb_byte_source_read (
    CbByteSource *self, guint64 offset, guint8 *bytes, gsize length, GError **error)
{
  while (length > 0)
    {
      gssize n = pread (self->fd, bytes, length, (off_t)offset);

      if (n < 0 && errno == EINTR)
        continue;
      if (n < 0)
        {
          cb_error_set_from_errno (error, errno, "cannot read the file");
          return FALSE;
        }
      if (n == 0)
        {
          set_changed (error);
          return FALSE;
        }
      bytes += n;
      offset += (guint64)n;
      length -= (gsize)n;
    }

  return TRUE;
}

/**
 * cb_byte_source_check_unchanged:
 * @self: a source
 * @error: where to say that it has
 *
 * Returns: %FALSE with %CB_ERROR_FILE_CHANGED when size or time differ from those at opening
 */
gboolean
cb_byte_source_check_unchanged (CbByteSource *self, GError **error)
{
  struct stat now;

  if (fstat (self->fd, &now) != 0)
    {
      cb_error_set_from_errno (error, errno, "cannot look at the file");
      return FALSE;
    }
  if ((guint64)now.st_size != self->size || get_modified_ns (&now) != self->modified_ns)
    {
      set_changed (error);
      return FALSE;
    }

  return TRUE;
}
