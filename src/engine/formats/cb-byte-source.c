/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-byte-source.h"

#include "base/cb-descriptor.h"

struct _CbByteSource
{
  /* Borrowed */
  int fd;

  guint64 size;
  gint64 modified_ns;

  GMutex mutex;            /* of all below */
  CbProgressFunc progress; /* (nullable) */
  gpointer progress_data;
  guint64 watched; /* bytes read since it is told */
};

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
  CbDescriptorInfo info;

  if (!cb_descriptor_look (fd, &info, error))
    return NULL;
  if (info.kind != CB_DESCRIPTOR_FILE)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_A_FILE, "not a regular file");
      return NULL;
    }
  if (info.size == 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_EMPTY_FILE, "no bytes in it");
      return NULL;
    }
  self = g_new0 (CbByteSource, 1);
  self->fd = fd;
  self->size = info.size;
  self->modified_ns = info.changed_ns;
  g_mutex_init (&self->mutex);

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
  g_mutex_clear (&self->mutex);
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
 * cb_byte_source_watch:
 * @self: a source
 * @progress: (nullable): is told how many bytes have been read since, some of them more than once;
 *   %NULL: nobody is told any more when this returns
 * @user_data: of @progress
 *
 * A sign of life of whoever reads for long and cannot say how far it is. @progress is called from
 * the threads that read, one call at a time, before the bytes are used.
 */
void
cb_byte_source_watch (CbByteSource *self, CbProgressFunc progress, gpointer user_data)
{
  g_mutex_lock (&self->mutex);
  self->progress = progress;
  self->progress_data = user_data;
  self->watched = 0;
  g_mutex_unlock (&self->mutex);
}

static void
tell (CbByteSource *self, gsize length)
{
  g_mutex_lock (&self->mutex);
  self->watched += length;
  if (self->progress != NULL)
    self->progress (self->watched, 0, self->progress_data);
  g_mutex_unlock (&self->mutex);
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
 * Returns: %FALSE with %CB_ERROR_FILE_CHANGED when the file has become shorter,
 *   %CB_ERROR_UNREADABLE when the disk does not give it
 */
gboolean
cb_byte_source_read (
    CbByteSource *self, guint64 offset, guint8 *bytes, gsize length, GError **error)
{
  gssize n = cb_descriptor_read_at (self->fd, bytes, length, offset, error);

  tell (self, length);
  if (n >= 0 && (gsize)n < length)
    set_changed (error);
  return n >= 0 && (gsize)n == length;
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
  CbDescriptorInfo now;

  if (!cb_descriptor_look (self->fd, &now, error))
    return FALSE;
  if (now.size != self->size || now.changed_ns != self->modified_ns)
    {
      set_changed (error);
      return FALSE;
    }

  return TRUE;
}
