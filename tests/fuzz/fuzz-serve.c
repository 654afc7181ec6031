/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "base/cb-protocol.h"
#include "base/cb-wire.h"
#include "core/reading/cb-answers-diff.h"
#include "core/reading/cb-answers.h"
#include "engine/serve/cb-serve-private.h"
#include "test-system.h"

/* A conversation with the reading process: up to the first NUL a request in each line, its name and
 * its body in the words of g_variant_parse(); behind it the file that is asked about, and behind a
 * byte 0x1e, where there is one, the file that it is compared with. Requests come through the wire
 * as they do from outside. Whatever the file is, what is answered must be what the other side
 * takes: a file that is only odd must not look like an engine that was taken over. */

#define MAX_REQUESTS 12

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const struct
{
  const char *name;
  const char *type;
  CbServeFunc answer;
} kinds[] = {
  { CB_PROTOCOL_ROWS, CB_PROTOCOL_ROWS_REQUEST_TYPE, _cb_serve_rows },
  { CB_PROTOCOL_CELL, CB_PROTOCOL_CELL_REQUEST_TYPE, _cb_serve_cell },
  { CB_PROTOCOL_CHART, CB_PROTOCOL_CHART_TYPE, _cb_serve_chart },
  { CB_PROTOCOL_FIND, CB_PROTOCOL_FIND_TYPE, _cb_serve_find },
  { CB_PROTOCOL_PAGE_TEXT, CB_PROTOCOL_PAGE_TEXT_REQUEST_TYPE, _cb_serve_page_text },
  { CB_PROTOCOL_PAGE_SIZES, CB_PROTOCOL_PAGE_SIZES_REQUEST_TYPE, _cb_serve_page_sizes },
  { CB_PROTOCOL_PAGE, CB_PROTOCOL_PAGE_TYPE, _cb_serve_page },
  { CB_PROTOCOL_PAGE_LETTERS, CB_PROTOCOL_PAGE_LETTERS_REQUEST_TYPE, _cb_serve_page_letters },
  { CB_PROTOCOL_FIND_PAGES, CB_PROTOCOL_FIND_PAGES_TYPE, _cb_serve_find_pages },
  { CB_PROTOCOL_TALLY, CB_PROTOCOL_TALLY_TYPE, _cb_serve_tally },
  { CB_PROTOCOL_PROFILE, CB_PROTOCOL_OPTIONS_TYPE, _cb_serve_profile },
  { CB_PROTOCOL_SCHEMA, CB_PROTOCOL_OPTIONS_TYPE, _cb_serve_schema },
  { CB_PROTOCOL_CHECK, CB_PROTOCOL_OPTIONS_TYPE, _cb_serve_check },
  { CB_PROTOCOL_MEND, "s", _cb_serve_mend },
  { CB_PROTOCOL_EFFECT, "s", _cb_serve_effect },
  { CB_PROTOCOL_LOCATE, CB_PROTOCOL_LOCATE_TYPE, _cb_serve_locate },
  { CB_PROTOCOL_EDITS, "s", _cb_serve_edits },
  { CB_PROTOCOL_HIDDEN, CB_PROTOCOL_OPTIONS_TYPE, _cb_serve_hidden },
  { CB_PROTOCOL_DIFF, CB_PROTOCOL_DIFF_TYPE, _cb_serve_diff },
  { CB_PROTOCOL_DIFF_ROWS, CB_PROTOCOL_DIFF_ROWS_REQUEST_TYPE, _cb_serve_diff_rows },
};

static CbMessage *
new_request (const char *name, const char *type, const char *text)
{
  g_autoptr (GVariant) body = g_variant_parse (G_VARIANT_TYPE (type), text, NULL, NULL, NULL);
  g_autoptr (GBytes) frame = NULL;

  if (body == NULL)
    return NULL;
  frame = cb_wire_encode (CB_WIRE_REQUEST, 1, name, body, NULL);
  return frame != NULL ? cb_wire_decode (CB_WIRE_REQUEST, frame, NULL) : NULL;
}

/* --- What the other side says to the answers ------------------------------ */

typedef struct
{
  GPtrArray *findings; /* (element-type GVariant) */
  guint32 n_sheets;
  GArray *asked; /* (element-type Asked): what each `rows` that was answered asked for */
  guint n_rows;
  GArray *asked_diff; /* (element-type Asked): the same of `diff-rows` */
  guint n_diff_rows;
  guint64 n_listed[CB_DIFF_N_KINDS]; /* what the last `diffed` said */
} Listener;

typedef struct
{
  guint64 first;
  guint32 count;
  guint32 kind; /* of differences */
} Asked;

static void
take_checked (Listener *self, GVariant *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = cb_answers_parse_findings (self->findings, body, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, self->findings->len);
  g_ptr_array_set_size (self->findings, 0);
}

static void
take_diffed (Listener *self, GVariant *body)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTableDiff) diff = cb_answers_parse_diffed (body, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    self->n_listed[i] = MIN (diff->n[i], CB_PROTOCOL_MAX_DIFF_LISTED);
}

/* Every row of a list can be had, and what it says changed did. */
static void
take_diff_rows (Listener *self, GVariant *body)
{
  const Asked *asked = &g_array_index (self->asked_diff, Asked, self->n_diff_rows++);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = cb_answers_parse_diff_rows (body, (CbDiffKind)asked->kind,
                                                           asked->first, asked->count, &error);

  g_assert_no_error (error);
  g_assert_true (rows->len > 0 || asked->count == 0 || asked->first >= self->n_listed[asked->kind]);
  for (guint i = 0; i < rows->len; i++)
    g_assert_true ((((CbTableDiffRow *)g_ptr_array_index (rows, i))->changed->len > 0)
                   == (asked->kind == CB_DIFF_CHANGED));
}

static void
take_answer (Listener *self, const CbMessage *message)
{
  g_autoptr (GError) error = NULL;

  if (strcmp (message->name, CB_PROTOCOL_OPENED) == 0)
    {
      g_autoptr (CbFileInfo) info = cb_answers_parse_opened (message->body, &error);
      g_autoptr (GVariant) sheets = g_variant_lookup_value (message->body, "sheets", NULL);

      self->n_sheets = (guint32)g_variant_n_children (sheets);
    }
  else if (strcmp (message->name, CB_PROTOCOL_ROWS) == 0)
    {
      const Asked *asked = &g_array_index (self->asked, Asked, self->n_rows++);
      g_autoptr (CbRows) rows
          = cb_answers_parse_rows (message->body, asked->first, asked->count, &error);

      g_assert_true ((rows == NULL) == (error != NULL));
    }
  else if (strcmp (message->name, CB_PROTOCOL_DIFFED) == 0)
    take_diffed (self, message->body);
  else if (strcmp (message->name, CB_PROTOCOL_DIFF_ROWS) == 0)
    take_diff_rows (self, message->body);
  else if (strcmp (message->name, CB_PROTOCOL_PROFILED) == 0)
    {
      g_autoptr (GPtrArray) columns = cb_answers_parse_profiled (message->body, &error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_UNSEEN) == 0)
    {
      g_autoptr (GPtrArray) unseen
          = cb_answers_parse_unseen (message->body, self->n_sheets, &error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_SCHEMA) == 0)
    {
      g_autofree char *schema = cb_answers_parse_schema (message->body, &error);
    }
  else if (strcmp (message->name, CB_PROTOCOL_FINDING) == 0)
    g_ptr_array_add (self->findings, g_variant_ref (message->body));
  else if (strcmp (message->name, CB_PROTOCOL_CHECKED) == 0)
    take_checked (self, message->body);
  /* Of a check that broke off there is no end. */
  else if (strcmp (message->name, CB_PROTOCOL_ERROR) == 0)
    g_ptr_array_set_size (self->findings, 0);
  g_assert_no_error (error);
}

/* All that was said since the last time. */
static void
listen (Listener *self, GMemoryOutputStream *said)
{
  const guint8 *data = g_memory_output_stream_get_data (said);
  gsize size = g_memory_output_stream_get_data_size (said);

  while (size > 0)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GBytes) frame = NULL;
      g_autoptr (CbMessage) message = NULL;
      guint32 length;

      g_assert_cmpuint (size, >, CB_WIRE_HEADER_SIZE);
      memcpy (&length, data + 4, sizeof length);
      length = GUINT32_FROM_LE (length) + CB_WIRE_HEADER_SIZE;
      g_assert_cmpuint (size, >=, length);
      frame = g_bytes_new (data, length);
      message = cb_wire_decode (CB_WIRE_ANSWER, frame, &error);
      g_assert_no_error (error);
      take_answer (self, message);
      data += length;
      size -= length;
    }
}

/* --- The conversation ----------------------------------------------------- */

static void
ask (CbServe *serve, Listener *listener, const char *line)
{
  const char *space = strchr (line, ' ');
  g_autofree char *name = space != NULL ? g_strndup (line, (gsize)(space - line)) : NULL;
  g_autoptr (CbMessage) request = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CbServeWork work = { .serve = serve, .cancellable = cancellable, .serial = 1 };
  gsize kind = 0;

  while (kind < G_N_ELEMENTS (kinds) && g_strcmp0 (kinds[kind].name, name) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (kinds))
    return;
  request = new_request (name, kinds[kind].type, space + 1);
  if (request == NULL)
    return;
  work.body = request->body;
  if (!kinds[kind].answer (&work, &error))
    cb_speaker_say_error (serve->speaker, 1, error);
  else if (g_str_equal (name, CB_PROTOCOL_ROWS))
    {
      Asked asked;

      g_variant_get (request->body, kinds[kind].type, &asked.first, &asked.count);
      g_array_append_val (listener->asked, asked);
    }
  else if (g_str_equal (name, CB_PROTOCOL_DIFF_ROWS))
    {
      Asked asked;

      g_variant_get (request->body, kinds[kind].type, &asked.kind, &asked.first, &asked.count);
      asked.count = MIN (asked.count, CB_PROTOCOL_MAX_DIFF_ROWS);
      g_array_append_val (listener->asked_diff, asked);
    }
}

static gboolean
open_file (CbServe *serve, const char *line)
{
  const char *body = g_str_has_prefix (line, "open ") ? line + strlen ("open ") : "{}";
  g_autoptr (CbMessage) request = new_request (CB_PROTOCOL_OPEN, CB_PROTOCOL_OPTIONS_TYPE, body);
  g_autoptr (GError) error = NULL;

  return request != NULL && _cb_serve_open (serve, 1, request->body, &error);
}

static void
converse (CbServe *serve, char **lines, GMemoryOutputStream *said)
{
  Listener listener
      = { .findings = g_ptr_array_new_with_free_func ((GDestroyNotify)g_variant_unref),
          .asked = g_array_new (FALSE, FALSE, sizeof (Asked)),
          .asked_diff = g_array_new (FALSE, FALSE, sizeof (Asked)) };
  g_autoptr (GError) error = NULL;

  if (open_file (serve, lines[0] != NULL ? lines[0] : ""))
    {
      for (guint i = 1; lines[0] != NULL && lines[i] != NULL && i < MAX_REQUESTS; i++)
        ask (serve, &listener, lines[i]);
      /* Its threads speak, too. */
      cb_table_wait_for_index (serve->table, NULL, &error);
      _cb_serve_clear_diff (serve);
      cb_table_close (serve->table);
      serve->table = NULL;
      g_clear_pointer (&serve->pages, cb_pages_close);
    }
  listen (&listener, said);
  g_ptr_array_unref (listener.findings);
  g_array_unref (listener.asked);
  g_array_unref (listener.asked_diff);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  const guint8 *zero = size > 0 ? memchr (data, 0, size) : NULL;
  gsize length = zero != NULL ? (gsize)(zero - data) : size;
  g_autofree char *text = g_utf8_make_valid ((const char *)data, (gssize)length);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_REQUESTS + 1);
  g_autoptr (GOutputStream) said = g_memory_output_stream_new_resizable ();
  g_autoptr (GPtrArray) parts = g_ptr_array_new ();
  CbSandboxReport sandbox = { parts, parts };
  CbServe serve = { .sandbox = &sandbox };
  const guint8 *mark, *end = data + size;

  if (zero == NULL)
    return 0;
  mark = memchr (zero, 0x1e, (gsize)(end - zero));
  serve.speaker = cb_speaker_new (said);
  serve.fd = test_file_new_with (zero + 1, (gsize)((mark != NULL ? mark : end) - zero - 1));
  serve.out_fd
      = mark != NULL ? test_file_new_with (mark + 1, (gsize)(end - mark - 1)) : test_file_new ();
  g_mutex_init (&serve.lock);
  converse (&serve, lines, G_MEMORY_OUTPUT_STREAM (said));
  g_clear_pointer (&serve.chart_bases, g_array_unref);
  g_clear_pointer (&serve.options, g_variant_unref);
  cb_speaker_free (serve.speaker);
  g_mutex_clear (&serve.lock);
  close (serve.fd);
  close (serve.out_fd);

  return 0;
}
