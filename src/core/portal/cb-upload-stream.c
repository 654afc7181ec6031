/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/cb-upload-stream.h"

#include <string.h>

#include "base/cb-error.h"
#include "core/portal/cb-block-reader.h"

/**
 * CbUploadStream:
 *
 * A multipart/form-data body that is never in memory: text fields and the file's part header, the
 * file in blocks, and the closing boundary. Its length is known beforehand, so that a
 * Content-Length can be sent (portals.md R7).
 *
 * libsoup 3 copies a body in steps of 8 KiB and does not look for an answer before the last of
 * them. So when it has been told the connection (HTTP/1.1 only), the stream writes the body to it
 * in whole blocks at the first read, and then reports its end: libsoup goes on to read the answer.
 * The same happens when the portal stops listening (413 and a reset, faults.md 19): whatever it
 * still said is read as the answer instead of being lost behind a broken pipe.
 */
struct _CbUploadStream
{
  GInputStream parent_instance;

  /* Owned */
  char *boundary;        /* (owned) */
  char *content_type;    /* (owned) */
  GBytes *head;          /* (owned) */
  GBytes *tail;          /* (owned) */
  CbBlockReader *reader; /* (owned) */
  GIOStream *connection; /* (owned) (nullable) */
  GError *own_error;     /* (owned) (nullable): the gate's or the file's, not the network's */
  CbTransfer transfer;

  guint64 size;
  guint64 sent;        /* of the file */
  const guint8 *chunk; /* (nullable): what is being handed out */
  gsize chunk_length;
  gsize chunk_done;
  enum
  {
    PART_HEAD,
    PART_FILE,
    PART_TAIL,
    PART_END,
  } part;
};

static void cb_upload_stream_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (CbUploadStream,
                               cb_upload_stream,
                               G_TYPE_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      cb_upload_stream_pollable_init))

static gboolean
may_go_on (CbUploadStream *self)
{
  if (self->own_error != NULL)
    return FALSE;

  return self->transfer.gate == NULL
         || self->transfer.gate (self->transfer.user_data, &self->own_error);
}

/* Makes @chunk the next bytes of the body; length 0 at its end. */
static gboolean
next_chunk (CbUploadStream *self)
{
  self->chunk_done = 0;
  if (!may_go_on (self))
    return FALSE;
  if (self->part == PART_HEAD)
    {
      self->chunk = g_bytes_get_data (self->head, &self->chunk_length);
      self->part = PART_FILE;
      return TRUE;
    }
  if (self->part == PART_FILE)
    {
      if (!cb_block_reader_next (self->reader, &self->chunk, &self->chunk_length, &self->own_error))
        return FALSE;
      self->sent += self->chunk_length;
      if (self->chunk_length > 0)
        return TRUE;
      self->part = PART_TAIL;
    }
  if (self->part == PART_TAIL)
    {
      self->chunk = g_bytes_get_data (self->tail, &self->chunk_length);
      self->part = PART_END;
      return TRUE;
    }

  self->chunk_length = 0;
  return TRUE;
}

static void
report (CbUploadStream *self)
{
  if (self->transfer.progress != NULL)
    self->transfer.progress (self->sent, self->size, self->transfer.user_data);
}

static gboolean
has_answer (CbUploadStream *self)
{
  GInputStream *input = g_io_stream_get_input_stream (self->connection);

  /* Over TLS, readable may mean a session ticket: there only a failed write tells. */
  return !G_IS_TLS_CONNECTION (self->connection) && G_IS_POLLABLE_INPUT_STREAM (input)
         && g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (input));
}

static gboolean
is_hung_up (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE)
         || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED)
         || error->domain == G_TLS_ERROR;
}

/* The whole body, past libsoup. Returns 0 when it is time to read the answer, -1 on error. */
static gssize
write_directly (CbUploadStream *self, GCancellable *cancellable, GError **error)
{
  GOutputStream *output = g_io_stream_get_output_stream (self->connection);

  while (next_chunk (self))
    {
      g_autoptr (GError) local_error = NULL;

      if (self->chunk_length == 0)
        return 0;
      if (!g_output_stream_write_all (output, self->chunk, self->chunk_length, NULL, cancellable,
                                      &local_error))
        {
          if (is_hung_up (local_error))
            return 0;
          g_propagate_error (error, g_steal_pointer (&local_error));
          return -1;
        }
      self->chunk_done = self->chunk_length;
      report (self);
      if (self->part != PART_END && has_answer (self))
        return 0;
    }

  g_propagate_error (error, g_error_copy (self->own_error));
  return -1;
}

static gboolean
can_write_directly (CbUploadStream *self)
{
  return self->connection != NULL && self->part == PART_HEAD;
}

static gssize
cb_upload_stream_read (
    GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  CbUploadStream *self = CB_UPLOAD_STREAM (stream);
  gsize n;

  if (can_write_directly (self))
    return write_directly (self, cancellable, error);
  if (self->connection != NULL)
    return 0;

  if (self->chunk_done == self->chunk_length)
    {
      if (!next_chunk (self))
        {
          g_propagate_error (error, g_error_copy (self->own_error));
          return -1;
        }
      report (self);
    }
  n = MIN (count, self->chunk_length - self->chunk_done);
  if (n > 0)
    memcpy (buffer, self->chunk + self->chunk_done, n);
  self->chunk_done += n;
  return (gssize)n;
}

/* libsoup's HTTP/2 reads from a main loop; a stream that cannot be polled costs it a thread's turn
 * per 8 KiB (machine.md §7). Blocks are hashed ahead, so waiting for one is short. */
static gboolean
cb_upload_stream_is_readable (GPollableInputStream *stream)
{
  return TRUE;
}

static GSource *
cb_upload_stream_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  GSource *source = g_pollable_source_new (G_OBJECT (stream));
  g_autoptr (GSource) ready = g_timeout_source_new (0);

  g_source_set_dummy_callback (ready);
  g_source_add_child_source (source, ready);
  return source;
}

static gssize
cb_upload_stream_read_nonblocking (GPollableInputStream *stream,
                                   void *buffer,
                                   gsize count,
                                   GError **error)
{
  return cb_upload_stream_read (G_INPUT_STREAM (stream), buffer, count, NULL, error);
}

static void
cb_upload_stream_finalize (GObject *object)
{
  CbUploadStream *self = CB_UPLOAD_STREAM (object);

  g_free (self->boundary);
  g_free (self->content_type);
  g_bytes_unref (self->head);
  g_bytes_unref (self->tail);
  cb_block_reader_free (self->reader);
  g_clear_object (&self->connection);
  g_clear_error (&self->own_error);

  G_OBJECT_CLASS (cb_upload_stream_parent_class)->finalize (object);
}

static void
cb_upload_stream_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->is_readable = cb_upload_stream_is_readable;
  iface->create_source = cb_upload_stream_create_source;
  iface->read_nonblocking = cb_upload_stream_read_nonblocking;
}

static void
cb_upload_stream_class_init (CbUploadStreamClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_upload_stream_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = cb_upload_stream_read;
}

static void
cb_upload_stream_init (CbUploadStream *self)
{
}

static void
append_field (GString *text, const char *boundary, const char *name, const char *value)
{
  g_string_append_printf (text,
                          "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n",
                          boundary, name, value);
}

/**
 * cb_upload_stream_new:
 * @fd: (transfer none): the bytes
 * @size: their number
 * @expected_sha256: (nullable): what they must hash to; the body is never completed otherwise
 * @file_name: ASCII, without quotes (portals.md R14)
 * @media_type: of the bytes
 * @fields: names and values by turns, ended by %NULL; at least two fields (portals.md R13)
 * @transfer: (nullable): gate and progress, of bytes of the file
 *
 * Returns: (transfer full): the body; it can be read once
 */
CbUploadStream *
cb_upload_stream_new (int fd,
                      guint64 size,
                      const char *expected_sha256,
                      const char *file_name,
                      const char *media_type,
                      const char *const *fields,
                      const CbTransfer *transfer)
{
  CbUploadStream *self = g_object_new (CB_TYPE_UPLOAD_STREAM, NULL);
  g_autofree char *uuid = g_uuid_string_random ();
  GString *head = g_string_new (NULL);

  self->boundary = g_strdup_printf ("congbo-%s", uuid);
  self->content_type = g_strdup_printf ("multipart/form-data; boundary=%s", self->boundary);
  for (guint i = 0; fields[i] != NULL; i += 2)
    append_field (head, self->boundary, fields[i], fields[i + 1]);
  g_string_append_printf (head,
                          "--%s\r\nContent-Disposition: form-data; name=\"upload\"; "
                          "filename=\"%s\"\r\nContent-Type: %s\r\n\r\n",
                          self->boundary, file_name, media_type);
  self->head = g_string_free_to_bytes (head);
  self->tail = g_bytes_new_take (g_strdup_printf ("\r\n--%s--\r\n", self->boundary),
                                 strlen (self->boundary) + 8);
  self->size = size;
  self->reader = cb_block_reader_new (fd, size, expected_sha256);
  if (transfer != NULL)
    self->transfer = *transfer;
  return self;
}

/**
 * cb_upload_stream_get_content_type:
 * @self: a body
 *
 * Returns: (transfer none): for the request's header, with the boundary
 */
const char *
cb_upload_stream_get_content_type (CbUploadStream *self)
{
  return self->content_type;
}

/**
 * cb_upload_stream_get_length:
 * @self: a body
 *
 * Returns: bytes of the whole body
 */
guint64
cb_upload_stream_get_length (CbUploadStream *self)
{
  return g_bytes_get_size (self->head) + self->size + g_bytes_get_size (self->tail);
}

/**
 * cb_upload_stream_get_sha256:
 * @self: a body
 *
 * Returns: (transfer none) (nullable): of the bytes of the file that were handed out, once all were
 */
const char *
cb_upload_stream_get_sha256 (CbUploadStream *self)
{
  return cb_block_reader_get_sha256 (self->reader);
}

/**
 * cb_upload_stream_is_complete:
 * @self: a body
 *
 * Returns: whether it was handed out to its last byte; an answer before that is not a success
 */
gboolean
cb_upload_stream_is_complete (CbUploadStream *self)
{
  return self->part == PART_END && self->chunk_done == self->chunk_length;
}

/**
 * cb_upload_stream_peek_error:
 * @self: a body
 *
 * Returns: (transfer none) (nullable): why the gate or the file stopped it
 */
const GError *
cb_upload_stream_peek_error (CbUploadStream *self)
{
  return self->own_error;
}

/**
 * cb_upload_stream_set_connection:
 * @self: a body
 * @connection: the connection that the request goes over, speaking HTTP/1.1 and used for nothing
 *   else
 *
 * Lets the body be written in whole blocks, see #CbUploadStream.
 */
void
cb_upload_stream_set_connection (CbUploadStream *self, GIOStream *connection)
{
  g_set_object (&self->connection, connection);
}
