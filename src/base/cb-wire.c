/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-wire.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"

/* What may be said in each direction, and with which body: nothing else gets past here. */
typedef struct
{
  const char *name;
  const char *type;
} WireEntry;

static const WireEntry requests[] = {
  { CB_PROTOCOL_OPEN, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_ROWS, CB_PROTOCOL_ROWS_REQUEST_TYPE },
  { CB_PROTOCOL_PROFILE, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_SCHEMA, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_CHECK, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_MEND, "s" },
  { CB_PROTOCOL_EFFECT, "s" },
  { CB_PROTOCOL_LOCATE, CB_PROTOCOL_LOCATE_TYPE },
  { CB_PROTOCOL_EDITS, "s" },
  { CB_PROTOCOL_HIDDEN, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_CHART, CB_PROTOCOL_CHART_TYPE },
  { CB_PROTOCOL_CELL, CB_PROTOCOL_CELL_REQUEST_TYPE },
  { CB_PROTOCOL_FIND, CB_PROTOCOL_FIND_TYPE },
  { CB_PROTOCOL_PAGE_TEXT, CB_PROTOCOL_PAGE_TEXT_REQUEST_TYPE },
  { CB_PROTOCOL_PAGE_SIZES, CB_PROTOCOL_PAGE_SIZES_REQUEST_TYPE },
  { CB_PROTOCOL_PAGE, CB_PROTOCOL_PAGE_TYPE },
  { CB_PROTOCOL_PAGE_LETTERS, CB_PROTOCOL_PAGE_LETTERS_REQUEST_TYPE },
  { CB_PROTOCOL_FIND_PAGES, CB_PROTOCOL_FIND_PAGES_TYPE },
  { CB_PROTOCOL_TALLY, CB_PROTOCOL_TALLY_TYPE },
  { CB_PROTOCOL_DIFF, CB_PROTOCOL_DIFF_TYPE },
  { CB_PROTOCOL_DIFF_ROWS, CB_PROTOCOL_DIFF_ROWS_REQUEST_TYPE },
  { CB_PROTOCOL_CANCEL, CB_PROTOCOL_CANCEL_TYPE },
};

static const WireEntry answers[] = {
  { CB_PROTOCOL_OPENED, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_INDEXED, CB_PROTOCOL_INDEXED_TYPE },
  { CB_PROTOCOL_ROWS, CB_PROTOCOL_ROWS_ANSWER_TYPE },
  { CB_PROTOCOL_PROFILED, CB_PROTOCOL_PROFILED_TYPE },
  { CB_PROTOCOL_SCHEMA, "s" },
  { CB_PROTOCOL_FINDING, CB_PROTOCOL_FINDING_TYPE },
  { CB_PROTOCOL_CHECKED, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_MENDED, CB_PROTOCOL_OPTIONS_TYPE },
  { CB_PROTOCOL_EFFECTS, CB_PROTOCOL_EFFECTS_TYPE },
  { CB_PROTOCOL_LOCATED, CB_PROTOCOL_LOCATED_TYPE },
  { CB_PROTOCOL_EDITED, CB_PROTOCOL_EDITED_TYPE },
  { CB_PROTOCOL_UNSEEN, CB_PROTOCOL_UNSEEN_TYPE },
  { CB_PROTOCOL_CHARTED, CB_PROTOCOL_CHARTED_TYPE },
  { CB_PROTOCOL_CELL, CB_PROTOCOL_CELL_ANSWER_TYPE },
  { CB_PROTOCOL_FOUND, CB_PROTOCOL_FOUND_TYPE },
  { CB_PROTOCOL_PAGE_TEXT, CB_PROTOCOL_PAGE_TEXT_ANSWER_TYPE },
  { CB_PROTOCOL_PAGE_SIZES, CB_PROTOCOL_PAGE_SIZES_ANSWER_TYPE },
  { CB_PROTOCOL_DRAWN, CB_PROTOCOL_DRAWN_TYPE },
  { CB_PROTOCOL_PAGE_LETTERS, CB_PROTOCOL_PAGE_LETTERS_ANSWER_TYPE },
  { CB_PROTOCOL_FOUND_PAGES, CB_PROTOCOL_FOUND_PAGES_TYPE },
  { CB_PROTOCOL_TALLIED, CB_PROTOCOL_TALLIED_TYPE },
  { CB_PROTOCOL_DIFFED, CB_PROTOCOL_DIFFED_TYPE },
  { CB_PROTOCOL_DIFF_ROWS, CB_PROTOCOL_DIFF_ROWS_ANSWER_TYPE },
  { CB_PROTOCOL_PROGRESS, CB_PROTOCOL_PROGRESS_TYPE },
  { CB_PROTOCOL_ERROR, CB_PROTOCOL_ERROR_TYPE },
};

static const char *
find_body_type (CbWireDirection direction, const char *name)
{
  const WireEntry *entries = direction == CB_WIRE_REQUEST ? requests : answers;
  gsize n = direction == CB_WIRE_REQUEST ? G_N_ELEMENTS (requests) : G_N_ELEMENTS (answers);

  for (gsize i = 0; i < n; i++)
    if (strcmp (entries[i].name, name) == 0)
      return entries[i].type;

  return NULL;
}

/**
 * cb_message_free:
 * @self: (nullable) (transfer full): a message
 */
void
cb_message_free (CbMessage *self)
{
  if (self == NULL)
    return;

  g_free (self->name);
  g_clear_pointer (&self->body, g_variant_unref);
  g_free (self);
}

static gboolean
check_type (CbWireDirection direction, const char *name, GVariant *body, GError **error)
{
  const char *type = find_body_type (direction, name);

  if (type == NULL)
    {
      /* Not the name itself: it may be anything, and this ends in a log. */
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "message with an unknown name");
      return FALSE;
    }
  if (!g_variant_is_of_type (body, G_VARIANT_TYPE (type)))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“%s” with a body that is not %s", name,
                   type);
      return FALSE;
    }

  return TRUE;
}

/* The length of what follows the header, or 0 with an error: no message is empty. */
static guint32
read_header (const guint8 header[CB_WIRE_HEADER_SIZE], GError **error)
{
  guint32 length;

  if (header[0] != 'C' || header[1] != 'B' || header[3] != 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "what came is not a message");
      return 0;
    }
  if (header[2] != CB_PROTOCOL_VERSION)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "message of version %u, expected %u",
                   header[2], CB_PROTOCOL_VERSION);
      return 0;
    }
  memcpy (&length, header + 4, sizeof length);
  length = GUINT32_FROM_LE (length);
  if (length > CB_PROTOCOL_MAX_FRAME)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "message of %u bytes, the limit is %u",
                   length, CB_PROTOCOL_MAX_FRAME);
      return 0;
    }
  if (length == 0)
    g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "message without content");

  return length;
}

static CbMessage *
decode_payload (CbWireDirection direction, GBytes *payload, GError **error)
{
  g_autoptr (GVariant) raw = NULL;
  g_autoptr (GVariant) frame = NULL;
  g_autoptr (CbMessage) message = NULL;

  raw = g_variant_ref_sink (
      g_variant_new_from_bytes (G_VARIANT_TYPE (CB_PROTOCOL_FRAME_TYPE), payload, FALSE));
  if (!g_variant_is_normal_form (raw))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "message not in normal form");
      return NULL;
    }
  frame = G_BYTE_ORDER == G_BIG_ENDIAN ? g_variant_byteswap (raw) : g_variant_ref (raw);

  message = g_new0 (CbMessage, 1);
  g_variant_get (frame, CB_PROTOCOL_FRAME_TYPE, &message->serial, &message->name, &message->body);
  if (!check_type (direction, message->name, message->body, error))
    return NULL;

  return g_steal_pointer (&message);
}

/**
 * cb_wire_encode:
 * @direction: which way it goes
 * @serial: see #CbMessage
 * @name: see #CbMessage
 * @body: of the type that belongs to @name; a floating reference is taken
 * @error: %CB_ERROR_INVALID when the body has another type, %CB_ERROR_TOO_LARGE when the frame
 *   would be over %CB_PROTOCOL_MAX_FRAME
 *
 * Returns: (transfer full): header and message (base/cb-protocol.h), or %NULL
 */
GBytes *
cb_wire_encode (
    CbWireDirection direction, guint32 serial, const char *name, GVariant *body, GError **error)
{
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GVariant) frame = NULL;
  g_autofree guint8 *bytes = NULL;
  guint32 length;
  gsize size;

  g_return_val_if_fail (name != NULL && body != NULL, NULL);

  owned = g_variant_ref_sink (body);
  if (!check_type (direction, name, owned, error))
    return NULL;
  frame = g_variant_ref_sink (g_variant_new (CB_PROTOCOL_FRAME_TYPE, serial, name, owned));
  if (G_BYTE_ORDER == G_BIG_ENDIAN)
    {
      GVariant *swapped = g_variant_byteswap (frame);

      g_variant_unref (frame);
      frame = swapped;
    }

  size = g_variant_get_size (frame);
  if (size > CB_PROTOCOL_MAX_FRAME)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE,
                   "“%s” of %" G_GSIZE_FORMAT " bytes, the limit is %u", name, size,
                   CB_PROTOCOL_MAX_FRAME);
      return NULL;
    }

  length = GUINT32_TO_LE ((guint32)size);
  bytes = g_malloc (CB_WIRE_HEADER_SIZE + size);
  bytes[0] = 'C';
  bytes[1] = 'B';
  bytes[2] = CB_PROTOCOL_VERSION;
  bytes[3] = 0;
  memcpy (bytes + 4, &length, sizeof length);
  g_variant_store (frame, bytes + CB_WIRE_HEADER_SIZE);
  return g_bytes_new_take (g_steal_pointer (&bytes), CB_WIRE_HEADER_SIZE + size);
}

/**
 * cb_wire_decode:
 * @direction: which way it came
 * @frame: exactly one frame, header included
 * @error: %CB_ERROR_INVALID with what is wrong
 *
 * The bytes are treated as hostile: magic, version, length, normal form (with it valid UTF-8 and
 * bounded depth), name and body type are checked before anything is looked at.
 *
 * Returns: (transfer full): the message, or %NULL
 */
CbMessage *
cb_wire_decode (CbWireDirection direction, GBytes *frame, GError **error)
{
  g_autoptr (GBytes) payload = NULL;
  const guint8 *bytes;
  guint32 length;
  gsize size;

  g_return_val_if_fail (frame != NULL, NULL);

  bytes = g_bytes_get_data (frame, &size);
  if (size < CB_WIRE_HEADER_SIZE)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "message cut off in its header");
      return NULL;
    }
  length = read_header (bytes, error);
  if (length == 0)
    return NULL;
  if (size - CB_WIRE_HEADER_SIZE != length)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "message of %" G_GSIZE_FORMAT " bytes, its header says %u",
                   size - CB_WIRE_HEADER_SIZE, length);
      return NULL;
    }

  payload = g_bytes_new_from_bytes (frame, CB_WIRE_HEADER_SIZE, length);
  return decode_payload (direction, payload, error);
}

/**
 * cb_wire_write:
 * @stream: where to
 * @direction: which way it goes
 * @serial: see #CbMessage
 * @name: see #CbMessage
 * @body: see cb_wire_encode()
 * @cancellable: (nullable): stopping in the middle of a frame ends the conversation
 * @error: as cb_wire_encode(), and whatever the stream says
 *
 * Blocks. Frames of two threads must not mix: the caller holds a lock over the stream.
 *
 * Returns: %TRUE when the whole frame is written
 */
gboolean
cb_wire_write (GOutputStream *stream,
               CbWireDirection direction,
               guint32 serial,
               const char *name,
               GVariant *body,
               GCancellable *cancellable,
               GError **error)
{
  g_autoptr (GBytes) frame = cb_wire_encode (direction, serial, name, body, error);
  gconstpointer data;
  gsize size;

  if (frame == NULL)
    return FALSE;

  data = g_bytes_get_data (frame, &size);
  return g_output_stream_write_all (stream, data, size, NULL, cancellable, error);
}

/**
 * cb_wire_read:
 * @stream: where from
 * @direction: which way it comes
 * @cancellable: (nullable): as in cb_wire_write()
 * @error: %G_IO_ERROR_CLOSED when the other side ended between two messages, %CB_ERROR_INVALID for
 *   anything that cb_wire_decode() would refuse or that is cut off, and whatever the stream says
 *
 * Blocks until a message has come. Memory is taken only for as many bytes as the limit allows.
 *
 * Returns: (transfer full): the message, or %NULL
 */
CbMessage *
cb_wire_read (GInputStream *stream,
              CbWireDirection direction,
              GCancellable *cancellable,
              GError **error)
{
  guint8 header[CB_WIRE_HEADER_SIZE];
  g_autofree guint8 *bytes = NULL;
  g_autoptr (GBytes) payload = NULL;
  gsize got = 0;
  guint32 length;

  if (!g_input_stream_read_all (stream, header, sizeof header, &got, cancellable, error))
    return NULL;
  if (got == 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CLOSED, "the other side has ended");
      return NULL;
    }
  if (got < sizeof header)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "message cut off in its header");
      return NULL;
    }
  length = read_header (header, error);
  if (length == 0)
    return NULL;

  bytes = g_malloc (length);
  if (!g_input_stream_read_all (stream, bytes, length, &got, cancellable, error))
    return NULL;
  if (got < length)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID,
                   "message cut off after %" G_GSIZE_FORMAT " of %u bytes", got, length);
      return NULL;
    }

  payload = g_bytes_new_take (g_steal_pointer (&bytes), length);
  return decode_payload (direction, payload, error);
}
