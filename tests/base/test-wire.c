/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-text.h"
#include "base/cb-wire.h"
#include "test-system.h"

static GBytes *
encode_rows (guint32 serial)
{
  g_autoptr (GError) error = NULL;
  GBytes *frame = cb_wire_encode (CB_WIRE_REQUEST, serial, CB_PROTOCOL_ROWS,
                                  g_variant_new ("(tu)", (guint64)7, 30u), &error);

  g_assert_no_error (error);
  return frame;
}

/* A frame with any body at all, as only a hostile engine would make it. */
static GBytes *
forge_frame (const char *name, GVariant *body)
{
  g_autoptr (GVariant) message
      = g_variant_ref_sink (g_variant_new (CB_PROTOCOL_FRAME_TYPE, 1u, name, body));
  guint32 length = GUINT32_TO_LE ((guint32)g_variant_get_size (message));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *)"CB\x01\x00", 4);
  g_byte_array_append (bytes, (const guint8 *)&length, 4);
  g_byte_array_append (bytes, g_variant_get_data (message), (guint)g_variant_get_size (message));
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

/* Both ways in must refuse alike. */
static void
assert_refused (CbWireDirection direction, GBytes *frame, const char *words)
{
  g_autoptr (GInputStream) stream = g_memory_input_stream_new_from_bytes (frame);
  g_autoptr (GError) decode_error = NULL;
  g_autoptr (GError) read_error = NULL;

  g_assert_null (cb_wire_decode (direction, frame, &decode_error));
  g_assert_error (decode_error, CB_ERROR, CB_ERROR_INVALID);
  g_assert_nonnull (strstr (decode_error->message, words));
  g_assert_null (cb_wire_read (stream, direction, NULL, &read_error));
  g_assert_error (read_error, CB_ERROR, CB_ERROR_INVALID);
}

static GBytes *
change_byte (GBytes *frame, gsize at, guint8 value)
{
  gsize size;
  const guint8 *bytes = g_bytes_get_data (frame, &size);
  guint8 *copy = g_memdup2 (bytes, size);

  g_assert_cmpuint (at, <, size);
  copy[at] = value;
  return g_bytes_new_take (copy, size);
}

static void
test_round_trip (void)
{
  g_autoptr (GOutputStream) out = g_memory_output_stream_new_resizable ();
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  const char *const cells[] = { "Trạm y tế xã Ẵm Hạ", "", NULL };

  for (guint32 serial = 1; serial <= 3; serial++)
    {
      GVariantBuilder rows;

      g_variant_builder_init (&rows, G_VARIANT_TYPE ("a(yas)"));
      g_variant_builder_add (&rows, "(y^as)", (guint8)0, cells);
      g_assert_true (cb_wire_write (out, CB_WIRE_ANSWER, serial, CB_PROTOCOL_ROWS,
                                    g_variant_new ("(ta(yas))", (guint64)serial, &rows), NULL,
                                    &error));
      g_assert_no_error (error);
    }
  g_assert_true (g_output_stream_close (out, NULL, NULL));
  bytes = g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (out));
  in = g_memory_input_stream_new_from_bytes (bytes);

  for (guint32 serial = 1; serial <= 3; serial++)
    {
      g_autoptr (CbMessage) message = cb_wire_read (in, CB_WIRE_ANSWER, NULL, &error);
      g_autofree char *text = NULL;
      g_autofree char *expected
          = g_strdup_printf ("(uint64 %u, [(byte 0x00, ['Trạm y tế xã Ẵm Hạ', ''])])", serial);

      g_assert_no_error (error);
      g_assert_cmpuint (message->serial, ==, serial);
      g_assert_cmpstr (message->name, ==, CB_PROTOCOL_ROWS);
      text = g_variant_print (message->body, TRUE);
      g_assert_cmpstr (text, ==, expected);
    }
  g_assert_null (cb_wire_read (in, CB_WIRE_ANSWER, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

/* The bytes on the wire are the same on every machine. */
static void
test_known_bytes (void)
{
  static const guint8 expected[] = {
    'C', 'B', 1, 0, 25, 0, 0, 0, 5, 0, 0, 0, 'c', 'a', 'n', 'c', 'e',
    'l', 0,   0, 0, 0,  0, 0, 9, 0, 0, 0, 0, '(', 'u', ')', 11,
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame
      = cb_wire_encode (CB_WIRE_REQUEST, 5, CB_PROTOCOL_CANCEL, g_variant_new ("(u)", 9u), &error);
  gsize size;
  const guint8 *bytes = g_bytes_get_data (frame, &size);

  g_assert_no_error (error);
  g_assert_cmpmem (bytes, size, expected, sizeof expected);
}

static void
test_magic (void)
{
  g_autoptr (GBytes) good = encode_rows (1);
  g_autoptr (GBytes) first = change_byte (good, 0, 'X');
  g_autoptr (GBytes) reserved = change_byte (good, 3, 1);

  assert_refused (CB_WIRE_REQUEST, first, "not a message");
  assert_refused (CB_WIRE_REQUEST, reserved, "not a message");
}

static void
test_version (void)
{
  g_autoptr (GBytes) good = encode_rows (1);
  g_autoptr (GBytes) newer = change_byte (good, 2, CB_PROTOCOL_VERSION + 1);

  assert_refused (CB_WIRE_REQUEST, newer, "version");
}

static void
test_over_the_limit (void)
{
  guint8 header[] = { 'C', 'B', CB_PROTOCOL_VERSION, 0, 0xff, 0xff, 0xff, 0xff };
  g_autoptr (GBytes) frame = g_bytes_new (header, sizeof header);
  g_autofree char *long_recipe = g_strnfill (CB_PROTOCOL_MAX_FRAME, 'x');
  g_autoptr (GBytes) encoded = NULL;
  g_autoptr (GError) error = NULL;

  assert_refused (CB_WIRE_ANSWER, frame, "limit");
  encoded = cb_wire_encode (CB_WIRE_REQUEST, 1, CB_PROTOCOL_MEND,
                            g_variant_new_string (long_recipe), &error);
  g_assert_null (encoded);
  g_assert_error (error, CB_ERROR, CB_ERROR_TOO_LARGE);
}

static void
test_no_content (void)
{
  guint8 header[] = { 'C', 'B', CB_PROTOCOL_VERSION, 0, 0, 0, 0, 0 };
  g_autoptr (GBytes) frame = g_bytes_new (header, sizeof header);

  assert_refused (CB_WIRE_ANSWER, frame, "without content");
}

/* Every shorter version of a good frame is refused, wherever it is cut. */
static void
test_cut_off (void)
{
  g_autoptr (GBytes) good = encode_rows (1);

  for (gsize length = 1; length < g_bytes_get_size (good); length++)
    {
      g_autoptr (GBytes) cut = g_bytes_new_from_bytes (good, 0, length);

      assert_refused (CB_WIRE_REQUEST, cut, "");
    }
}

static void
test_longer_than_said (void)
{
  g_autoptr (GBytes) good = encode_rows (1);
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) longer = NULL;
  g_autoptr (GError) error = NULL;

  g_byte_array_append (bytes, g_bytes_get_data (good, NULL), (guint)g_bytes_get_size (good));
  g_byte_array_append (bytes, (const guint8 *)"x", 1);
  longer = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  g_assert_null (cb_wire_decode (CB_WIRE_REQUEST, longer, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static void
test_not_normal (void)
{
  g_autoptr (GBytes) good = forge_frame (CB_PROTOCOL_MEND, g_variant_new_string ("abcdef"));
  gsize size;
  const guint8 *bytes = g_bytes_get_data (good, &size);
  const guint8 *text = cb_text_find_bytes (bytes, size, "abcdef", 6);
  g_autoptr (GBytes) bad_utf8 = change_byte (good, (gsize)(text - bytes), 0xff);
  g_autoptr (GBytes) nul_inside = change_byte (good, (gsize)(text - bytes) + 2, 0);
  g_autoptr (GBytes) bad_offset = change_byte (good, size - 1, 0xff);

  assert_refused (CB_WIRE_REQUEST, bad_utf8, "normal form");
  assert_refused (CB_WIRE_REQUEST, nul_inside, "normal form");
  assert_refused (CB_WIRE_REQUEST, bad_offset, "normal form");
}

static void
test_wrong_body (void)
{
  g_autoptr (GBytes) number = forge_frame (CB_PROTOCOL_MEND, g_variant_new_uint32 (1));
  g_autoptr (GBytes) answer = encode_rows (1);

  assert_refused (CB_WIRE_REQUEST, number, "mend");
  /* The same name has another body in the other direction. */
  assert_refused (CB_WIRE_ANSWER, answer, "rows");
}

static void
test_unknown_name (void)
{
  g_autoptr (GBytes) unknown = forge_frame ("shell", g_variant_new_string ("x"));
  g_autoptr (GBytes) wrong_way = forge_frame (CB_PROTOCOL_MEND, g_variant_new_string ("x"));

  assert_refused (CB_WIRE_REQUEST, unknown, "unknown name");
  assert_refused (CB_WIRE_ANSWER, wrong_way, "unknown name");
}

/* Variants in variants in variants: refused by depth, not by running out of stack. */
static void
test_nested (void)
{
  g_autoptr (GByteArray) nest = g_byte_array_new ();
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GBytes) frame = NULL;
  guint32 length;

  /* A variant is its value, a NUL and its type: these are a hundred thousand, one in the other,
   * as the body. */
  g_byte_array_append (nest,
                       (const guint8 *)"\x01\0\0\0"
                                       "open\0\0\0\0\0\0\0",
                       16);
  g_byte_array_append (nest, (const guint8 *)"y\x00y", 3);
  for (guint i = 0; i < 100000; i++)
    g_byte_array_append (nest, (const guint8 *)"\x00v", 2);
  g_byte_array_append (nest, (const guint8 *)"\x09\x00\x00\x00", 4);
  length = GUINT32_TO_LE (nest->len);
  g_byte_array_append (bytes, (const guint8 *)"CB\x01\x00", 4);
  g_byte_array_append (bytes, (const guint8 *)&length, 4);
  g_byte_array_append (bytes, nest->data, nest->len);
  frame = g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
  assert_refused (CB_WIRE_REQUEST, frame, "normal form");
}

/* What we send is checked by the same table. */
static void
test_encode_wrong_body (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame = cb_wire_encode (CB_WIRE_ANSWER, 1, CB_PROTOCOL_PROGRESS,
                                             g_variant_new_string ("half"), &error);

  g_assert_null (frame);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static gpointer
cancel_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Nothing is ever written to the pipe: only the cancelling ends the read. */
static void
test_cancelled (void)
{
  int pipe_fds[2];
  g_autoptr (GInputStream) in = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GThread *thread;

  test_pipe_open (pipe_fds);
  in = cb_descriptor_new_input (pipe_fds[0]);
  if (!G_IS_POLLABLE_INPUT_STREAM (in))
    {
      g_test_skip ("reading a pipe is ended here by ending the other side");
      g_close (pipe_fds[0], NULL);
      g_close (pipe_fds[1], NULL);
      return;
    }
  thread = g_thread_new ("cancel", cancel_cb, cancellable);
  g_assert_null (cb_wire_read (in, CB_WIRE_ANSWER, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (thread);
  g_close (pipe_fds[0], NULL);
  g_close (pipe_fds[1], NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/wire/round-trip", test_round_trip);
  g_test_add_func ("/wire/known-bytes", test_known_bytes);
  g_test_add_func ("/wire/bad-magic", test_magic);
  g_test_add_func ("/wire/wrong-version", test_version);
  g_test_add_func ("/wire/over-the-limit", test_over_the_limit);
  g_test_add_func ("/wire/no-content", test_no_content);
  g_test_add_func ("/wire/cut-off-anywhere", test_cut_off);
  g_test_add_func ("/wire/longer-than-said", test_longer_than_said);
  g_test_add_func ("/wire/not-normal-form", test_not_normal);
  g_test_add_func ("/wire/wrong-body-type", test_wrong_body);
  g_test_add_func ("/wire/unknown-name", test_unknown_name);
  g_test_add_func ("/wire/nested-too-deep", test_nested);
  g_test_add_func ("/wire/encode-wrong-body", test_encode_wrong_body);
  g_test_add_func ("/wire/cancelled", test_cancelled);

  return g_test_run ();
}
