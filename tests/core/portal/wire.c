/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "wire.h"

#include <string.h>

typedef struct
{
  char *match;
  guint64 read_first;
  char *answer;
} Answer;

struct _Wire
{
  GSocketService *service;
  GMainContext *context;
  GMainLoop *loop;
  GThread *thread;
  GTlsCertificate *certificate;
  char *url;
  gboolean lingers; /* (atomic) */
  GMutex lock;
  GPtrArray *answers;  /* (mutex lock) */
  GPtrArray *requests; /* (mutex lock) */
};

static void
free_answer (gpointer data)
{
  Answer *answer = data;

  g_free (answer->match);
  g_free (answer->answer);
  g_free (answer);
}

static void
free_request (gpointer data)
{
  WireRequest *request = data;

  g_free (request->line);
  g_free (request->headers);
  g_bytes_unref (request->body);
  g_free (request);
}

static Answer *
take_answer (Wire *self, const char *line)
{
  Answer *answer = NULL;
  guint index;

  g_mutex_lock (&self->lock);
  for (index = 0; index < self->answers->len; index++)
    {
      Answer *candidate = g_ptr_array_index (self->answers, index);

      if (candidate->match == NULL || strstr (line, candidate->match) != NULL)
        {
          answer = g_ptr_array_steal_index (self->answers, index);
          break;
        }
    }
  g_mutex_unlock (&self->lock);
  return answer;
}

static guint64
get_length (const char *headers)
{
  const char *found = strstr (headers, "\r\nContent-Length:");

  return found != NULL ? g_ascii_strtoull (found + strlen ("\r\nContent-Length:"), NULL, 10) : 0;
}

static GBytes *
read_body (GInputStream *input, guint64 length)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();
  g_autoptr (GBytes) all = NULL;
  guint8 block[16384];

  while (length > 0)
    {
      gssize n = g_input_stream_read (input, block, (gsize)MIN (length, sizeof block), NULL, NULL);

      if (n <= 0)
        break;
      if (body->len < 4u * 1024 * 1024)
        g_byte_array_append (body, block, (guint)n);
      length -= (guint64)n;
    }
  /* A NUL behind the last byte, for those who look at it as text. */
  g_byte_array_append (body, (const guint8 *)"", 1);
  all = g_byte_array_free_to_bytes (g_steal_pointer (&body));
  return g_bytes_new_from_bytes (all, 0, g_bytes_get_size (all) - 1);
}

/* One request; %FALSE when the connection is to be closed. */
static gboolean
serve_one (Wire *self, GDataInputStream *input, GOutputStream *output)
{
  g_autofree char *line = g_data_input_stream_read_line (input, NULL, NULL, NULL);
  GString *headers = g_string_new ("\r\n");
  Answer *answer;
  WireRequest *request;
  g_autoptr (GBytes) body = NULL;
  gboolean keep;

  if (line == NULL)
    {
      g_string_free (headers, TRUE);
      return FALSE;
    }
  for (;;)
    {
      g_autofree char *header = g_data_input_stream_read_line (input, NULL, NULL, NULL);

      if (header == NULL || *g_strchomp (header) == '\0')
        break;
      g_string_append_printf (headers, "%s\r\n", header);
    }

  answer = take_answer (self, line);
  body = read_body (G_INPUT_STREAM (input), MIN (get_length (headers->str),
                                                 answer != NULL ? answer->read_first : WIRE_ALL));
  request = g_new0 (WireRequest, 1);
  request->line = g_strchomp (g_strdup (line));
  request->headers = g_string_free (headers, FALSE);
  request->body = g_bytes_ref (body);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->requests, request);
  g_mutex_unlock (&self->lock);

  keep = answer != NULL && answer->answer != NULL && answer->read_first == WIRE_ALL
         && strstr (answer->answer, "Connection: close") == NULL;
  if (answer != NULL && answer->answer != NULL)
    g_output_stream_write_all (output, answer->answer, strlen (answer->answer), NULL, NULL, NULL);
  if (answer != NULL)
    free_answer (answer);
  return keep;
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  Wire *self = user_data;
  g_autoptr (GIOStream) stream = g_object_ref (G_IO_STREAM (connection));
  g_autoptr (GDataInputStream) input = NULL;

  if (self->certificate != NULL)
    {
      GIOStream *tls = g_tls_server_connection_new (stream, self->certificate, NULL);

      g_object_unref (stream);
      stream = tls;
    }
  input = g_data_input_stream_new (g_io_stream_get_input_stream (stream));
  g_data_input_stream_set_newline_type (input, G_DATA_STREAM_NEWLINE_TYPE_CR_LF);
  while (serve_one (self, input, g_io_stream_get_output_stream (stream)))
    ;
  /* With unread bytes pending this is a reset, as from a server that has given up. */
  if (g_atomic_int_get (&self->lingers))
    while (g_input_stream_skip (G_INPUT_STREAM (input), 65536, NULL, NULL) > 0)
      ;
  g_io_stream_close (stream, NULL, NULL);
  return TRUE;
}

static gpointer
run_loop (gpointer data)
{
  Wire *self = data;

  g_main_context_push_thread_default (self->context);
  g_main_loop_run (self->loop);
  g_main_context_pop_thread_default (self->context);
  return NULL;
}

static void
clear_wire (gpointer data)
{
  Wire *self = data;

  g_mutex_clear (&self->lock);
  g_clear_object (&self->certificate);
  g_ptr_array_unref (self->answers);
  g_ptr_array_unref (self->requests);
  g_free (self->url);
}

static void
unref_cb (gpointer data, GClosure *closure)
{
  g_atomic_rc_box_release_full (data, clear_wire);
}

Wire *
wire_new (GTlsCertificate *certificate)
{
  Wire *self = g_atomic_rc_box_new0 (Wire);
  g_autoptr (GError) error = NULL;
  guint16 port;

  g_mutex_init (&self->lock);
  self->answers = g_ptr_array_new_with_free_func (free_answer);
  self->requests = g_ptr_array_new_with_free_func (free_request);
  g_set_object (&self->certificate, certificate);
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_main_context_push_thread_default (self->context);
  self->service = g_threaded_socket_service_new (16);
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (self->service), NULL, &error);
  g_assert_no_error (error);
  /* A connection may still be served when the test is over; the service lives until it is not. */
  g_signal_connect_data (self->service, "run", G_CALLBACK (run_cb), g_atomic_rc_box_acquire (self),
                         unref_cb, 0);
  g_socket_service_start (self->service);
  g_main_context_pop_thread_default (self->context);
  self->url = g_strdup_printf ("%s://127.0.0.1:%u", certificate != NULL ? "https" : "http", port);
  self->thread = g_thread_new ("wire", run_loop, self);
  return self;
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

void
wire_free (Wire *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_object_unref (self->service);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_atomic_rc_box_release_full (self, clear_wire);
}

const char *
wire_get_url (Wire *self)
{
  return self->url;
}

/* The first answer whose @match is in the request line is used, once; %NULL hangs up. */
void
wire_answer (Wire *self, const char *match, guint64 read_first, const char *answer)
{
  Answer *new = g_new0 (Answer, 1);

  new->match = g_strdup (match);
  new->read_first = read_first;
  new->answer = g_strdup (answer);
  g_mutex_lock (&self->lock);
  g_ptr_array_add (self->answers, new);
  g_mutex_unlock (&self->lock);
}

void
wire_answer_json (Wire *self, const char *match, guint status, const char *json)
{
  g_autofree char *answer
      = g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Type: application/json;charset=utf-8\r\n"
                         "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                         status, strlen (json), json);

  wire_answer (self, match, WIRE_ALL, answer);
}

void
wire_answer_page (Wire *self, const char *match, guint status)
{
  const char *page = "<!doctype html><title>Xin chào</title>";
  g_autofree char *answer = g_strdup_printf ("HTTP/1.1 %u Whatever\r\nContent-Type: text/html\r\n"
                                             "Content-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
                                             status, strlen (page), page);

  wire_answer (self, match, WIRE_ALL, answer);
}

/* Takes what a client still sends behind an early answer, as nginx does, instead of resetting. */
void
wire_linger (Wire *self)
{
  g_atomic_int_set (&self->lingers, TRUE);
}

/* To be read while no request is under way. */
GPtrArray *
wire_get_requests (Wire *self)
{
  return self->requests;
}

WireRequest *
wire_find_request (Wire *self, const char *match)
{
  for (guint i = 0; i < self->requests->len; i++)
    {
      WireRequest *request = g_ptr_array_index (self->requests, i);

      if (strstr (request->line, match) != NULL)
        return request;
    }
  return NULL;
}

guint
wire_count_requests (Wire *self, const char *match)
{
  guint count = 0;

  for (guint i = 0; i < self->requests->len; i++)
    if (strstr (((WireRequest *)g_ptr_array_index (self->requests, i))->line, match) != NULL)
      count++;
  return count;
}
