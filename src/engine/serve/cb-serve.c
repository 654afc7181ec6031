/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/serve/cb-serve.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-wire.h"
#include "engine/serve/cb-serve-private.h"

#define QUICK_THREADS 2
#define THOROUGH_THREADS 2

/* What runs beside the reading of requests, and in which pool. */
static const struct
{
  const char *name;
  CbServeFunc answer;
  gboolean is_quick;
} requests_served[] = {
  { CB_PROTOCOL_ROWS, _cb_serve_rows, TRUE },
  { CB_PROTOCOL_CHART, _cb_serve_chart, FALSE },
  { CB_PROTOCOL_CELL, _cb_serve_cell, TRUE },
  { CB_PROTOCOL_PAGE_TEXT, _cb_serve_page_text, TRUE },
  { CB_PROTOCOL_PAGE_SIZES, _cb_serve_page_sizes, TRUE },
  { CB_PROTOCOL_PAGE, _cb_serve_page, TRUE },
  { CB_PROTOCOL_PAGE_LETTERS, _cb_serve_page_letters, TRUE },
  { CB_PROTOCOL_FIND_PAGES, _cb_serve_find_pages, FALSE },
  { CB_PROTOCOL_FIND, _cb_serve_find, FALSE },
  { CB_PROTOCOL_TALLY, _cb_serve_tally, FALSE },
  { CB_PROTOCOL_PROFILE, _cb_serve_profile, FALSE },
  { CB_PROTOCOL_SCHEMA, _cb_serve_schema, FALSE },
  { CB_PROTOCOL_CHECK, _cb_serve_check, FALSE },
  { CB_PROTOCOL_MEND, _cb_serve_mend, FALSE },
  { CB_PROTOCOL_EFFECT, _cb_serve_effect, FALSE },
  { CB_PROTOCOL_LOCATE, _cb_serve_locate, FALSE },
  { CB_PROTOCOL_EDITS, _cb_serve_edits, FALSE },
  { CB_PROTOCOL_HIDDEN, _cb_serve_hidden, FALSE },
  { CB_PROTOCOL_DIFF, _cb_serve_diff, FALSE },
  { CB_PROTOCOL_DIFF_ROWS, _cb_serve_diff_rows, TRUE },
};

static void
free_work (CbServeWork *work)
{
  g_variant_unref (work->body);
  g_object_unref (work->cancellable);
  g_free (work);
}

static void
run_work_cb (gpointer data, gpointer user_data)
{
  CbServe *self = user_data;
  CbServeWork *work = data;
  g_autoptr (GError) error = NULL;
  gboolean answered = FALSE;

  if (!g_cancellable_set_error_if_cancelled (work->cancellable, &error))
    answered = work->answer (work, &error);
  if (!answered)
    cb_speaker_say_error (self->speaker, work->serial, error);

  /* Only now: until then a `cancel` may come for it. */
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->works, GUINT_TO_POINTER (work->serial));
  g_mutex_unlock (&self->lock);
}

static void
cancel (CbServe *self, guint32 serial)
{
  CbServeWork *work;
  GCancellable *cancellable = NULL;

  g_mutex_lock (&self->lock);
  work = g_hash_table_lookup (self->works, GUINT_TO_POINTER (serial));
  if (work != NULL)
    cancellable = g_object_ref (work->cancellable);
  g_mutex_unlock (&self->lock);

  /* Not under the lock: those who wait are woken from in here. An answer that was faster than the
   * `cancel` is no mistake. */
  if (cancellable != NULL)
    g_cancellable_cancel (cancellable);
  g_clear_object (&cancellable);
}

static gboolean
start_work (CbServe *self, CbMessage *message, GError **error)
{
  CbServeWork *work;
  gsize kind = 0;
  gboolean is_new;

  while (kind < G_N_ELEMENTS (requests_served)
         && strcmp (requests_served[kind].name, message->name) != 0)
    kind++;
  if (kind == G_N_ELEMENTS (requests_served))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "“%s” is not served", message->name);
      return FALSE;
    }
  if (self->table == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "no file is open");
      return FALSE;
    }

  work = g_new0 (CbServeWork, 1);
  work->serve = self;
  work->serial = message->serial;
  work->body = g_variant_ref (message->body);
  work->cancellable = g_cancellable_new ();
  work->answer = requests_served[kind].answer;
  g_mutex_lock (&self->lock);
  is_new = !g_hash_table_contains (self->works, GUINT_TO_POINTER (work->serial));
  if (is_new)
    g_hash_table_insert (self->works, GUINT_TO_POINTER (work->serial), work);
  g_mutex_unlock (&self->lock);
  if (!is_new)
    {
      free_work (work);
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "serial in use");
      return FALSE;
    }

  return g_thread_pool_push (requests_served[kind].is_quick ? self->quick : self->thorough, work,
                             error);
}

static void
take_request (CbServe *self, CbMessage *message)
{
  g_autoptr (GError) error = NULL;
  gboolean taken = TRUE;

  if (strcmp (message->name, CB_PROTOCOL_CANCEL) == 0)
    {
      guint32 serial;

      g_variant_get (message->body, CB_PROTOCOL_CANCEL_TYPE, &serial);
      cancel (self, serial);
    }
  else if (strcmp (message->name, CB_PROTOCOL_OPEN) == 0)
    taken = _cb_serve_open (self, message->serial, message->body, &error);
  else
    taken = start_work (self, message, &error);

  if (!taken)
    cb_speaker_say_error (self->speaker, message->serial, error);
}

/**
 * cb_serve_run:
 * @requests: where requests come from
 * @answers: where answers go
 * @fd: the file to read
 * @out_fd: where a mended copy goes, or the file to compare with is; -1: neither
 * @sandbox: what is in force
 *
 * Reads requests until there are no more, or until one is none: then nothing that follows can be
 * understood. `open` is answered here, so that nothing is asked about a file before it is known
 * what it is; all else by other threads, so that rows come while a check runs, and a `cancel` is
 * heard. Work that is under way at the end is left: the process ends with it.
 */
void
cb_serve_run (GInputStream *requests,
              GOutputStream *answers,
              int fd,
              int out_fd,
              const CbSandboxReport *sandbox)
{
  CbServe *self = g_new0 (CbServe, 1);

  self->speaker = cb_speaker_new (answers);
  self->works = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify)free_work);
  self->quick = g_thread_pool_new (run_work_cb, self, QUICK_THREADS, FALSE, NULL);
  self->thorough = g_thread_pool_new (run_work_cb, self, THOROUGH_THREADS, FALSE, NULL);
  self->sandbox = sandbox;
  self->fd = fd;
  self->out_fd = out_fd;
  g_mutex_init (&self->lock);

  while (TRUE)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbMessage) message = cb_wire_read (requests, CB_WIRE_REQUEST, NULL, &error);

      if (message == NULL)
        break;
      take_request (self, message);
    }
}
