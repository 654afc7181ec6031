/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-wire.h"
#include "core/reading/cb-answers-diff.h"
#include "core/reading/cb-answers.h"

/* Any bytes as what comes through the pipe. The first chooses the direction. What gets past the
 * decoder must say the same again when it is encoded, and the parsers of answers must take it or
 * refuse it as CB_ERROR_UNSAFE; reading from a stream must judge as decoding does. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
assert_same_again (CbWireDirection direction, const CbMessage *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) frame
      = cb_wire_encode (direction, message->serial, message->name, message->body, &error);
  g_autoptr (CbMessage) again = NULL;

  g_assert_no_error (error);
  again = cb_wire_decode (direction, frame, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (again->serial, ==, message->serial);
  g_assert_cmpstr (again->name, ==, message->name);
  /* Not the bytes: there is more than one way to write not-a-number. */
  g_assert_cmpstr (g_variant_get_type_string (again->body), ==,
                   g_variant_get_type_string (message->body));
  g_assert_cmpuint (g_variant_get_size (again->body), ==, g_variant_get_size (message->body));
}

static void
assert_unsafe (gpointer parsed, const GError *error)
{
  if (parsed == NULL)
    g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  else
    g_assert_no_error (error);
}

/* What was taken is put into words, too. */
static void
parse_diffed (GVariant *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTableDiff) diff = cb_answers_parse_diffed (body, &error);
  g_autoptr (GPtrArray) notes = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *key = NULL;

  assert_unsafe (diff, error);
  if (diff == NULL)
    return;
  summary = cb_table_diff_dup_summary (diff);
  key = cb_table_diff_dup_key_words (diff);
  notes = cb_table_diff_dup_notes (diff);
  g_assert_true (g_utf8_validate (summary, -1, NULL));
}

static void
parse_answer (const CbMessage *message)
{
  g_autoptr (GError) error = NULL;

  if (strcmp (message->name, CB_PROTOCOL_OPENED) == 0)
    {
      g_autoptr (CbFileInfo) info = cb_answers_parse_opened (message->body, &error);

      assert_unsafe (info, error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_ROWS) == 0)
    {
      g_autoptr (CbRows) rows = cb_answers_parse_rows (message->body, 0, 100, &error);

      assert_unsafe (rows, error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_PROFILED) == 0)
    {
      g_autoptr (GPtrArray) columns = cb_answers_parse_profiled (message->body, &error);

      assert_unsafe (columns, error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_FINDING) == 0)
    {
      g_autoptr (GPtrArray) bodies = g_ptr_array_new ();
      g_autoptr (GVariant) checked = g_variant_ref_sink (
          g_variant_new_parsed ("{'findings': <uint64 1>, 'more': <uint64 0>}"));
      g_autoptr (GPtrArray) findings = NULL;

      g_ptr_array_add (bodies, message->body);
      findings = cb_answers_parse_findings (bodies, checked, NULL, &error);
      assert_unsafe (findings, error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_DIFFED) == 0)
    parse_diffed (message->body);
  else if (strcmp (message->name, CB_PROTOCOL_DIFF_ROWS) == 0)
    {
      g_autoptr (GPtrArray) rows
          = cb_answers_parse_diff_rows (message->body, CB_DIFF_CHANGED, 0, 100, &error);

      assert_unsafe (rows, error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_ERROR) == 0)
    {
      cb_answers_set_error (message->body, &error);
      g_assert_nonnull (error);
      g_assert_null (strpbrk (error->message, "\n\r\033"));
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) frame = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (CbMessage) decoded = NULL;
  g_autoptr (CbMessage) read = NULL;
  g_autoptr (GError) decode_error = NULL;
  g_autoptr (GError) read_error = NULL;
  CbWireDirection direction;

  if (size < 2)
    return 0;
  direction = data[0] % 2 == 0 ? CB_WIRE_REQUEST : CB_WIRE_ANSWER;
  frame = g_bytes_new (data + 1, size - 1);
  stream = g_memory_input_stream_new_from_bytes (frame);

  decoded = cb_wire_decode (direction, frame, &decode_error);
  read = cb_wire_read (stream, direction, NULL, &read_error);
  if (decoded == NULL)
    {
      g_assert_error (decode_error, CB_ERROR, CB_ERROR_INVALID);
      return 0;
    }

  g_assert_no_error (read_error);
  assert_same_again (direction, decoded);
  if (direction == CB_WIRE_ANSWER)
    parse_answer (decoded);
  return 0;
}
