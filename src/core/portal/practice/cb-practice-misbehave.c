/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/portal/practice/cb-practice-misbehave.h"

#include <gio/gnetworking.h>
#include <string.h>

#include "core/portal/practice/cb-practice-answer.h"

#define REFUSAL                                                                                    \
  "<html>\r\n<head><title>413 Request Entity Too Large</title></head>\r\n<body>\r\n"               \
  "<center><h1>413 Request Entity Too Large</h1></center>\r\n</body>\r\n</html>\r\n"

/**
 * cb_practice_misbehave_cut:
 * @message: a request
 *
 * Resets its connection: the other side learns of it at once, and of nothing else.
 */
void
cb_practice_misbehave_cut (SoupServerMessage *message)
{
  GSocket *socket = soup_server_message_get_socket (message);
  struct linger linger = { 1, 0 };

  if (socket == NULL)
    return;
  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, (const void *)&linger,
              sizeof linger);
  g_socket_close (socket, NULL);
}

/**
 * cb_practice_misbehave_refuse:
 * @message: a request whose body has not come yet
 * @politely: go on reading what the client sends
 *
 * Answers 413 before the body, as nginx does, past libsoup, which answers only after it.
 */
void
cb_practice_misbehave_refuse (SoupServerMessage *message, gboolean politely)
{
  GSocket *socket = soup_server_message_get_socket (message);
  g_autofree char *reply = g_strdup_printf ("HTTP/1.1 413 Request Entity Too Large\r\n"
                                            "Content-Type: text/html\r\nContent-Length: %zu\r\n"
                                            "Connection: close\r\n\r\n%s",
                                            strlen (REFUSAL), REFUSAL);

  if (socket == NULL)
    return;
  g_socket_send (socket, reply, strlen (reply), NULL, NULL);
  if (politely)
    g_socket_shutdown (socket, FALSE, TRUE, NULL);
  else
    cb_practice_misbehave_cut (message);
}

static gboolean
unpause_cb (gpointer user_data)
{
  soup_server_message_unpause (user_data);
  return G_SOURCE_REMOVE;
}

static void
pause_for (SoupServerMessage *message, guint milliseconds)
{
  g_autoptr (GSource) source = g_timeout_source_new (milliseconds);

  soup_server_message_pause (message);
  g_source_set_callback (source, unpause_cb, g_object_ref (message), g_object_unref);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/**
 * cb_practice_misbehave_in_body:
 * @message: a request whose body is coming
 * @fault: what befalls it
 * @received: bytes of the body so far
 * @length: of them, those that came just now
 *
 * Returns: whether nothing more will come of this request
 */
gboolean
cb_practice_misbehave_in_body (SoupServerMessage *message,
                               const CbPracticeFault *fault,
                               guint64 received,
                               gsize length)
{
  if (fault->kind == CB_PRACTICE_FAULT_RESET_BODY && received >= (guint64)fault->number)
    {
      cb_practice_misbehave_cut (message);
      return TRUE;
    }
  if (fault->kind == CB_PRACTICE_FAULT_STALL_BODY && received >= (guint64)fault->number)
    {
      soup_server_message_pause (message);
      return TRUE;
    }
  if (fault->kind == CB_PRACTICE_FAULT_SLOW_BODY && fault->number > 0)
    pause_for (message, (guint)(length * 1000 / (guint64)fault->number));

  return FALSE;
}

static void
answer_status (SoupServerMessage *message, const CbPracticeFault *fault)
{
  cb_practice_answer_error_page (message, (guint)fault->number);
  if (fault->text != NULL)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "Retry-After",
                                  fault->text);
}

/**
 * cb_practice_misbehave_instead:
 * @message: a request whose body is complete
 * @fault: what befalls it
 *
 * Returns: whether that is all; nothing is done then
 */
gboolean
cb_practice_misbehave_instead (SoupServerMessage *message, const CbPracticeFault *fault)
{
  switch (fault->kind)
    {
    case CB_PRACTICE_FAULT_DROP:
      cb_practice_misbehave_cut (message);
      return TRUE;
    case CB_PRACTICE_FAULT_STATUS:
      answer_status (message, fault);
      return TRUE;
    case CB_PRACTICE_FAULT_HTML:
      cb_practice_answer_html (message, 200,
                               "<!DOCTYPE html><html><head><title>Login</title></head>"
                               "<body>Please sign in to this network.</body></html>");
      return TRUE;
    case CB_PRACTICE_FAULT_EMPTY:
      soup_server_message_set_status (message, 200, NULL);
      return TRUE;
    case CB_PRACTICE_FAULT_FOREIGN:
      soup_server_message_set_status (message, 200, NULL);
      soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC,
                                        "{\"data\": []}", strlen ("{\"data\": []}"));
      return TRUE;
    case CB_PRACTICE_FAULT_REDIRECT:
      soup_server_message_set_status (message, 302, NULL);
      soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                    fault->text);
      return TRUE;
    case CB_PRACTICE_FAULT_STALL:
      soup_server_message_pause (message);
      return TRUE;
    case CB_PRACTICE_FAULT_RESET_BODY:
    case CB_PRACTICE_FAULT_STALL_BODY:
    case CB_PRACTICE_FAULT_SLOW_BODY:
    case CB_PRACTICE_FAULT_EARLY_413:
    case CB_PRACTICE_FAULT_RESET_413:
    case CB_PRACTICE_FAULT_RESET_REPLY:
    case CB_PRACTICE_FAULT_STORE_THEN:
    case CB_PRACTICE_FAULT_TRUNCATE:
    case CB_PRACTICE_FAULT_SHORT:
    case CB_PRACTICE_FAULT_DELAY:
    case CB_PRACTICE_FAULT_SPOIL:
    default:
      return FALSE;
    }
}

static void
close_cb (SoupServerMessage *message, gpointer user_data)
{
  g_socket_close (soup_server_message_get_socket (message), NULL);
}

/* Half of the answer; with @honest a length that fits, otherwise the whole length is promised. */
static void
halve_answer (SoupServerMessage *message, gboolean honest)
{
  SoupMessageBody *body = soup_server_message_get_response_body (message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GBytes) bytes = soup_message_body_flatten (body);
  g_autoptr (GBytes) half = g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) / 2);

  soup_message_body_truncate (body);
  soup_message_body_append_bytes (body, half);
  if (honest)
    return;
  soup_message_headers_set_content_length (headers, (goffset)g_bytes_get_size (bytes));
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (close_cb), NULL);
}

/**
 * cb_practice_misbehave_after:
 * @message: a request that is answered but for sending
 * @fault: what befalls it
 */
void
cb_practice_misbehave_after (SoupServerMessage *message, const CbPracticeFault *fault)
{
  if (fault->kind == CB_PRACTICE_FAULT_RESET_REPLY)
    cb_practice_misbehave_cut (message);
  else if (fault->kind == CB_PRACTICE_FAULT_STORE_THEN)
    answer_status (message, fault);
  else if (fault->kind == CB_PRACTICE_FAULT_TRUNCATE || fault->kind == CB_PRACTICE_FAULT_SHORT)
    halve_answer (message, fault->kind == CB_PRACTICE_FAULT_TRUNCATE);
  else if (fault->kind == CB_PRACTICE_FAULT_DELAY)
    pause_for (message, (guint)MIN (fault->number, G_MAXINT));
}

/**
 * cb_practice_misbehave_is_silent:
 * @fault: a fault
 *
 * Returns: whether the client never gets an answer
 */
gboolean
cb_practice_misbehave_is_silent (const CbPracticeFault *fault)
{
  return fault->kind == CB_PRACTICE_FAULT_DROP || fault->kind == CB_PRACTICE_FAULT_STALL
         || fault->kind == CB_PRACTICE_FAULT_RESET_REPLY;
}
