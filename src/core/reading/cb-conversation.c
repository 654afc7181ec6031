/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-conversation.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-wire.h"
#include "core/reading/cb-answers.h"
#include "core/reading/cb-engine-process.h"

/* A cancelled request, and a request that does not fit into the pipe, may take so long. */
#define CANCEL_LIMIT_US (5 * G_TIME_SPAN_SECOND)
#define SEND_LIMIT_US (10 * G_TIME_SPAN_SECOND)
/* The end of a dead engine's stdout is noticed within this. */
#define REASON_LIMIT_US (G_TIME_SPAN_SECOND)
/* All findings of one check together, as they came. */
#define MAX_FINDING_BYTES (64u * 1024 * 1024)
/* The engine promises ten progress messages a second for each request, and its findings are
 * bounded: so many messages in one second are a storm. */
#define STORM (10u * CB_PROTOCOL_MAX_FINDINGS)

/* A request on its way; lives on the stack of the thread that waits. */
typedef struct
{
  const CbCall *call;
  GPtrArray *findings;
  gsize finding_bytes;
  CbMessage *answer;
  gint64 last_sign;
  guint64 done;
  guint64 total;
  gboolean has_progress;
} Waiting;

struct _CbConversation
{
  /* Owned */
  CbEngineProcess *process;
  GThread *thread;
  GCancellable *ending;

  GMutex write_lock; /* one frame after the other */
  GMutex lock;       /* of all below */
  GCond changed;
  GHashTable *waiting; /* (element-type guint32 Waiting) */
  GError *failure;     /* (nullable): why there will be no more answers */
  guint32 last_serial;
  guint64 rows;
  gint64 last_index_sign;
  gint64 second_start;
  guint second_messages;
  gboolean rows_are_final;
  guint64 body_end; /* known when the rows are final */
};

/* Under the lock. The first reason stays: what follows from killing the engine is no news. */
static void
set_failure (CbConversation *self, const GError *error)
{
  if (self->failure == NULL)
    self->failure = g_error_copy (error);
  cb_engine_process_kill (self->process);
  g_cond_broadcast (&self->changed);
}

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, CB_ERROR, CB_ERROR_UNSAFE, "the reading process broke its promise: %s", what);
  return FALSE;
}

static gboolean
is_storm (CbConversation *self)
{
  gint64 now = g_get_monotonic_time ();

  if (now - self->second_start > G_TIME_SPAN_SECOND)
    {
      self->second_start = now;
      self->second_messages = 0;
    }

  return ++self->second_messages > STORM;
}

static gboolean
take_indexed (CbConversation *self, CbMessage *message, GError **error)
{
  guint64 rows, body_end;
  gboolean is_final;

  g_variant_get (message->body, CB_PROTOCOL_INDEXED_TYPE, &rows, &is_final, &body_end);
  if (rows < self->rows || self->rows_are_final)
    return refuse (error, "its count of rows goes backwards");
  if (rows > self->rows || is_final)
    self->last_index_sign = g_get_monotonic_time ();
  self->rows = rows;
  self->rows_are_final = is_final;
  self->body_end = is_final ? body_end : G_MAXUINT64;
  return TRUE;
}

static gboolean
take_finding (Waiting *waiting, CbMessage *message, GError **error)
{
  if (!waiting->call->takes_findings || waiting->findings == NULL)
    return refuse (error, "a finding that nobody asked for");
  if (waiting->findings->len >= CB_PROTOCOL_MAX_FINDINGS)
    return refuse (error, "more findings than allowed");
  waiting->finding_bytes += g_variant_get_size (message->body);
  if (waiting->finding_bytes > MAX_FINDING_BYTES)
    return refuse (error, "findings too large");

  g_ptr_array_add (waiting->findings, g_variant_ref (message->body));
  waiting->last_sign = g_get_monotonic_time ();
  return TRUE;
}

static gboolean
take_progress (Waiting *waiting, CbMessage *message, GError **error)
{
  guint64 done, total;

  g_variant_get (message->body, CB_PROTOCOL_PROGRESS_TYPE, &done, &total);
  if (done < waiting->done || (total != 0 && done > total))
    return refuse (error, "its progress goes backwards or beyond the end");
  /* Only going on counts as a sign of life. */
  if (done > waiting->done)
    waiting->last_sign = g_get_monotonic_time ();
  waiting->done = done;
  waiting->total = total;
  waiting->has_progress = TRUE;
  return TRUE;
}

/* Under the lock. */
static gboolean
dispatch (CbConversation *self, CbMessage **message, GError **error)
{
  const char *name = (*message)->name;
  Waiting *waiting;

  if (is_storm (self))
    return refuse (error, "a storm of messages");
  if (strcmp (name, CB_PROTOCOL_INDEXED) == 0)
    return (*message)->serial == 0 ? take_indexed (self, *message, error)
                                   : refuse (error, "“indexed” with a serial");

  waiting = g_hash_table_lookup (self->waiting, GUINT_TO_POINTER ((*message)->serial));
  if (waiting == NULL || waiting->answer != NULL)
    return refuse (error, "an answer to nothing");
  if (strcmp (name, CB_PROTOCOL_FINDING) == 0)
    return take_finding (waiting, *message, error);
  if (strcmp (name, CB_PROTOCOL_PROGRESS) == 0)
    return take_progress (waiting, *message, error);
  if (strcmp (name, CB_PROTOCOL_ERROR) != 0 && strcmp (name, waiting->call->answer) != 0)
    return refuse (error, "the answer to something else");

  waiting->answer = g_steal_pointer (message);
  return TRUE;
}

/* Why the conversation ended, in the words of CB_ERROR_UNSAFE. */
static GError *
explain_end (CbConversation *self, const GError *error)
{
  g_autofree char *how = NULL;

  cb_engine_process_kill (self->process);
  how = cb_engine_process_wait (self->process);
  if (g_error_matches (error, CB_ERROR, CB_ERROR_UNSAFE))
    return g_error_copy (error);
  if (g_error_matches (error, CB_ERROR, CB_ERROR_INVALID))
    return g_error_new (CB_ERROR, CB_ERROR_UNSAFE, "the reading process spoke garbage: %s",
                        error->message);

  return g_error_new (CB_ERROR, CB_ERROR_UNSAFE, "the reading process %s: %s", how, error->message);
}

static gpointer
run_reader_cb (gpointer data)
{
  CbConversation *self = data;
  GInputStream *answers = cb_engine_process_get_answers (self->process);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) reason = NULL;
  gboolean goes_on = TRUE;

  while (goes_on)
    {
      g_autoptr (CbMessage) message = cb_wire_read (answers, CB_WIRE_ANSWER, self->ending, &error);

      if (message == NULL)
        break;
      g_mutex_lock (&self->lock);
      goes_on = dispatch (self, &message, &error);
      g_cond_broadcast (&self->changed);
      g_mutex_unlock (&self->lock);
    }

  reason = explain_end (self, error);
  g_mutex_lock (&self->lock);
  set_failure (self, reason);
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * cb_conversation_start:
 * @path: of the engine program
 * @fd: the file to read; stays the caller's
 * @out_fd: where a mended copy goes, -1 for nowhere; stays the caller's
 * @error: why it could not be started
 *
 * Starts an engine and a thread that hears it. Everything it says is taken as hostile: an answer
 * nobody waits for, a number that goes backwards, a flood, silence or the end of the process ends
 * the conversation with %CB_ERROR_UNSAFE, and the engine with it.
 *
 * Returns: (transfer full): the conversation, or %NULL
 */
CbConversation *
cb_conversation_start (const char *path, int fd, int out_fd, GError **error)
{
  CbEngineProcess *process = cb_engine_process_start (path, fd, out_fd, error);
  CbConversation *self;

  if (process == NULL)
    return NULL;

  self = g_new0 (CbConversation, 1);
  self->process = process;
  self->ending = g_cancellable_new ();
  self->waiting = g_hash_table_new (NULL, NULL);
  g_mutex_init (&self->write_lock);
  g_mutex_init (&self->lock);
  g_cond_init (&self->changed);
  self->thread = g_thread_new ("engine-answers", run_reader_cb, self);
  return self;
}

/**
 * cb_conversation_free:
 * @self: (nullable) (transfer full): a conversation that no thread is in any more
 */
void
cb_conversation_free (CbConversation *self)
{
  if (self == NULL)
    return;

  cb_conversation_end (self);
  g_clear_pointer (&self->process, cb_engine_process_free);
  g_clear_object (&self->ending);
  g_clear_pointer (&self->waiting, g_hash_table_unref);
  g_clear_error (&self->failure);
  g_mutex_clear (&self->write_lock);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->changed);
  g_free (self);
}

/**
 * cb_conversation_fail:
 * @self: a conversation
 * @error: why
 *
 * Ends it because of what an answer turned out to hold. Any thread may call this.
 */
void
cb_conversation_fail (CbConversation *self, const GError *error)
{
  g_return_if_fail (self != NULL && error != NULL);

  g_mutex_lock (&self->lock);
  set_failure (self, error);
  g_mutex_unlock (&self->lock);
}

/**
 * cb_conversation_end:
 * @self: a conversation
 *
 * Kills the engine and waits for its end. Threads that wait for an answer get %G_IO_ERROR_CLOSED.
 * Any thread may call this, also twice.
 */
void
cb_conversation_end (CbConversation *self)
{
  g_autoptr (GError) closed
      = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CLOSED, "the file was closed");
  GThread *thread;

  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->lock);
  set_failure (self, closed);
  thread = g_steal_pointer (&self->thread);
  g_mutex_unlock (&self->lock);

  g_cancellable_cancel (self->ending);
  if (thread != NULL)
    g_thread_join (thread);
}

/**
 * cb_conversation_get_row_count:
 * @self: a conversation
 * @is_final: (out) (optional): whether these are all
 *
 * Returns: rows found so far, without the header
 */
guint64
cb_conversation_get_row_count (CbConversation *self, gboolean *is_final)
{
  guint64 rows;

  g_return_val_if_fail (self != NULL, 0);

  g_mutex_lock (&self->lock);
  rows = self->rows;
  if (is_final != NULL)
    *is_final = self->rows_are_final;
  g_mutex_unlock (&self->lock);
  return rows;
}

/**
 * cb_conversation_get_body_end:
 * @self: a conversation
 *
 * Returns: the first row behind the table, G_MAXUINT64 when there is none, or not known yet
 */
guint64
cb_conversation_get_body_end (CbConversation *self)
{
  guint64 body_end;

  g_return_val_if_fail (self != NULL, G_MAXUINT64);

  g_mutex_lock (&self->lock);
  body_end = self->rows_are_final ? self->body_end : G_MAXUINT64;
  g_mutex_unlock (&self->lock);
  return body_end;
}

static gboolean
send_message (
    CbConversation *self, guint32 serial, const char *name, GVariant *body, GError **error)
{
  g_autoptr (GBytes) frame = cb_wire_encode (CB_WIRE_REQUEST, serial, name, body, error);
  gboolean sent;

  if (frame == NULL)
    return FALSE;

  g_mutex_lock (&self->write_lock);
  sent = cb_engine_process_send (self->process, frame, SEND_LIMIT_US, error);
  g_mutex_unlock (&self->write_lock);
  return sent;
}

static void
wake_cb (GCancellable *cancellable, CbConversation *self)
{
  g_mutex_lock (&self->lock);
  g_cond_broadcast (&self->changed);
  g_mutex_unlock (&self->lock);
}

/* With the lock held, which is let go for the time of the call. */
static void
report_progress (CbConversation *self, Waiting *waiting)
{
  guint64 done = waiting->done, total = waiting->total;

  waiting->has_progress = FALSE;
  g_mutex_unlock (&self->lock);
  waiting->call->progress (done, total, waiting->call->user_data);
  g_mutex_lock (&self->lock);
}

/* In the same way. */
static void
send_cancel (CbConversation *self, guint32 serial, const CbCall *call)
{
  g_autoptr (GError) error = NULL;
  gboolean sent;

  if (call->cancel_kills)
    {
      g_set_error (&error, G_IO_ERROR, G_IO_ERROR_CLOSED, "“%s” was cancelled", call->name);
      set_failure (self, error);
      return;
    }

  g_mutex_unlock (&self->lock);
  sent = send_message (self, serial, CB_PROTOCOL_CANCEL,
                       g_variant_new (CB_PROTOCOL_CANCEL_TYPE, serial), &error);
  g_mutex_lock (&self->lock);
  if (!sent)
    set_failure (self, error);
}

static void
give_up (CbConversation *self, const CbCall *call, gint64 limit_us)
{
  g_autoptr (GError) error = g_error_new (
      CB_ERROR, CB_ERROR_UNSAFE, "the reading process said nothing to “%s” for %.1f seconds",
      call->name, (double)limit_us / G_TIME_SPAN_SECOND);

  set_failure (self, error);
}

/* With the lock held: an engine that takes no request is most often dead, and the thread that
 * hears it is about to know of what. */
static void
wait_for_reason (CbConversation *self, const GError *send_error)
{
  gint64 deadline = g_get_monotonic_time () + REASON_LIMIT_US;

  while (self->failure == NULL && g_cond_wait_until (&self->changed, &self->lock, deadline))
    ;
  set_failure (self, send_error);
}

/**
 * cb_conversation_wait_for_rows:
 * @self: a conversation about an open table
 * @limit_us: so long may pass without the count growing, in microseconds
 * @cancellable: (nullable): ends the waiting, not the counting
 * @error: what happened to the engine, or %G_IO_ERROR_CANCELLED
 *
 * Blocks until all rows are counted: an answer that needed them may come just before the last word
 * on their number.
 *
 * Returns: whether cb_conversation_get_row_count() is final
 */
gboolean
cb_conversation_wait_for_rows (CbConversation *self,
                               gint64 limit_us,
                               GCancellable *cancellable,
                               GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_INDEXED };
  gint64 start = g_get_monotonic_time ();
  gulong handler = 0;
  gboolean is_final;

  g_return_val_if_fail (self != NULL, FALSE);

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);
  g_mutex_lock (&self->lock);
  while (!self->rows_are_final && self->failure == NULL
         && !g_cancellable_is_cancelled (cancellable))
    {
      gint64 deadline = MAX (start, self->last_index_sign) + limit_us;

      if (g_get_monotonic_time () >= deadline)
        give_up (self, &call, limit_us);
      else
        g_cond_wait_until (&self->changed, &self->lock, deadline);
    }
  is_final = self->rows_are_final;
  if (!is_final && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_propagate_error (error, g_error_copy (self->failure));
  g_mutex_unlock (&self->lock);

  g_cancellable_disconnect (cancellable, handler);
  return is_final;
}

/* With the lock held: until there is an answer or a failure. */
static void
wait_for_answer (CbConversation *self, guint32 serial, Waiting *waiting, GCancellable *cancellable)
{
  gint64 limit_us = waiting->call->limit_us;
  gboolean is_cancelling = FALSE;

  while (waiting->answer == NULL && self->failure == NULL)
    {
      gint64 deadline = MAX (waiting->last_sign, self->last_index_sign) + limit_us;

      if (!is_cancelling && g_cancellable_is_cancelled (cancellable))
        {
          is_cancelling = TRUE;
          limit_us = MIN (limit_us, CANCEL_LIMIT_US);
          waiting->last_sign = g_get_monotonic_time ();
          send_cancel (self, serial, waiting->call);
        }
      else if (waiting->has_progress && waiting->call->progress != NULL)
        report_progress (self, waiting);
      else if (g_get_monotonic_time () >= deadline)
        give_up (self, waiting->call, limit_us);
      else
        g_cond_wait_until (&self->changed, &self->lock, deadline);
    }
}

/* The answer's body, or the error that it or the failure is. */
static GVariant *
settle (CbConversation *self, Waiting *waiting, GCancellable *cancellable, GError **error)
{
  g_autoptr (CbMessage) answer = g_steal_pointer (&waiting->answer);

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  if (answer == NULL)
    {
      g_propagate_error (error, g_error_copy (self->failure));
      return NULL;
    }
  if (strcmp (answer->name, CB_PROTOCOL_ERROR) == 0)
    {
      cb_answers_set_error (answer->body, error);
      return NULL;
    }

  return g_steal_pointer (&answer->body);
}

/**
 * cb_conversation_call:
 * @self: a conversation
 * @call: what to ask, and how long to wait
 * @body: of the request; a floating reference is taken
 * @findings: (nullable) (element-type GVariant): takes the findings, at most
 *   %CB_PROTOCOL_MAX_FINDINGS
 * @cancellable: (nullable): the engine is told, and ends the request
 * @error: %CB_ERROR_UNSAFE with what happened to the engine, %G_IO_ERROR_CLOSED after
 *   cb_conversation_end(), or what the engine says is wrong with the file
 *
 * Blocks until the answer. Any number of threads may call this at once.
 *
 * Returns: (transfer full): the body of the answer, or %NULL
 */
GVariant *
cb_conversation_call (CbConversation *self,
                      const CbCall *call,
                      GVariant *body,
                      GPtrArray *findings,
                      GCancellable *cancellable,
                      GError **error)
{
  Waiting waiting = { .call = call, .findings = findings };
  g_autoptr (GVariant) owned = g_variant_ref_sink (body);
  g_autoptr (GError) send_error = NULL;
  GVariant *answer;
  gulong handler = 0;
  guint32 serial;
  gboolean sent;

  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;

  g_mutex_lock (&self->lock);
  serial = ++self->last_serial;
  waiting.last_sign = g_get_monotonic_time ();
  g_hash_table_insert (self->waiting, GUINT_TO_POINTER (serial), &waiting);
  g_mutex_unlock (&self->lock);

  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);
  sent = send_message (self, serial, call->name, owned, &send_error);

  g_mutex_lock (&self->lock);
  if (!sent)
    wait_for_reason (self, send_error);
  wait_for_answer (self, serial, &waiting, cancellable);
  g_hash_table_remove (self->waiting, GUINT_TO_POINTER (serial));
  answer = settle (self, &waiting, cancellable, error);
  g_mutex_unlock (&self->lock);

  g_cancellable_disconnect (cancellable, handler);
  return answer;
}
