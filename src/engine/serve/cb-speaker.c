/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/serve/cb-speaker.h"

#include <unistd.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-wire.h"

struct _CbSpeaker
{
  /* Owned */
  GOutputStream *stream;

  GMutex lock; /* one frame after the other */
};

/**
 * cb_speaker_new:
 * @stream: where the answers go
 *
 * Returns: (transfer full): what all threads of the engine speak through
 */
CbSpeaker *
cb_speaker_new (GOutputStream *stream)
{
  CbSpeaker *self = g_new0 (CbSpeaker, 1);

  self->stream = g_object_ref (stream);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * cb_speaker_free:
 * @self: (transfer full): a speaker that no thread uses any more
 */
void
cb_speaker_free (CbSpeaker *self)
{
  g_object_unref (self->stream);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cb_speaker_say:
 * @self: a speaker
 * @serial: of the request, 0 for what is said unasked
 * @name: of the answer
 * @body: of the type that belongs to @name; a floating reference is taken
 * @error: %CB_ERROR_TOO_LARGE when it does not fit into a frame
 *
 * From any thread. When nobody listens any more there is nothing left to do: the process ends.
 *
 * Returns: %TRUE when it was said
 */
gboolean
cb_speaker_say (CbSpeaker *self, guint32 serial, const char *name, GVariant *body, GError **error)
{
  g_autoptr (GBytes) frame = cb_wire_encode (CB_WIRE_ANSWER, serial, name, body, error);
  gconstpointer data;
  gboolean said;
  gsize size;

  if (frame == NULL)
    return FALSE;

  data = g_bytes_get_data (frame, &size);
  g_mutex_lock (&self->lock);
  said = g_output_stream_write_all (self->stream, data, size, NULL, NULL, NULL);
  g_mutex_unlock (&self->lock);
  if (!said)
    _exit (0);

  return TRUE;
}

static const char *
name_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return "cancelled";
  if (error->domain == CB_ERROR)
    return cb_error_code_name ((CbError)error->code);

  return cb_error_code_name (CB_ERROR_FAILED);
}

/**
 * cb_speaker_say_error:
 * @self: a speaker
 * @serial: of the request
 * @error: why it cannot be answered
 */
void
cb_speaker_say_error (CbSpeaker *self, guint32 serial, const GError *error)
{
  g_autoptr (GError) ignored = NULL;
  g_autofree char *message = g_utf8_make_valid (error->message, -1);

  cb_speaker_say (self, serial, CB_PROTOCOL_ERROR,
                  g_variant_new (CB_PROTOCOL_ERROR_TYPE, name_error (error), message), &ignored);
}
