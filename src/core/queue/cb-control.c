/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/queue/cb-control.h"

#include <string.h>

#define RATE_WINDOW_US (G_USEC_PER_SEC)

struct _CbControl
{
  char *job_id;              /* (owned) */
  GCancellable *cancellable; /* (owned) */
  GCancellable *parent;      /* (owned) (nullable) */
  gulong parent_id;

  GMutex lock;
  CbJobProgress progress; /* (mutex lock) */
  gint64 window_us;       /* (mutex lock): when the window began */
  guint64 window_done;    /* (mutex lock): bytes then */
  CbRequest request;      /* (mutex lock) */
  gatomicrefcount references;
};

static void
parent_cancelled_cb (GCancellable *parent, gpointer user_data)
{
  cb_control_request (user_data, CB_REQUEST_STOP);
}

/**
 * cb_control_new:
 * @job_id: of the job that is about to run
 * @parent: (nullable): cancelled: the job stops where it is and stays in the queue
 *
 * Returns: (transfer full): its control
 */
CbControl *
cb_control_new (const char *job_id, GCancellable *parent)
{
  CbControl *self = g_new0 (CbControl, 1);

  g_atomic_ref_count_init (&self->references);
  g_mutex_init (&self->lock);
  self->job_id = g_strdup (job_id);
  self->cancellable = g_cancellable_new ();
  g_set_object (&self->parent, parent);
  if (parent != NULL)
    self->parent_id = g_cancellable_connect (parent, G_CALLBACK (parent_cancelled_cb), self, NULL);
  return self;
}

/**
 * cb_control_ref:
 * @self: a control
 *
 * Returns: (transfer full): @self
 */
CbControl *
cb_control_ref (CbControl *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * cb_control_unref:
 * @self: (transfer full): a control
 */
void
cb_control_unref (CbControl *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  if (self->parent_id != 0)
    g_cancellable_disconnect (self->parent, self->parent_id);
  g_clear_object (&self->parent);
  g_object_unref (self->cancellable);
  g_mutex_clear (&self->lock);
  g_free (self->job_id);
  g_free (self);
}

/**
 * cb_control_get_cancellable:
 * @self: a control
 *
 * Returns: (transfer none): of everything the job does
 */
GCancellable *
cb_control_get_cancellable (CbControl *self)
{
  return self->cancellable;
}

/**
 * cb_control_request:
 * @self: a control
 * @request: what a person, or the end of the program, wants; cancelling outweighs the others
 *
 * Stops what is under way before its next byte.
 */
void
cb_control_request (CbControl *self, CbRequest request)
{
  g_mutex_lock (&self->lock);
  if (self->request != CB_REQUEST_CANCEL)
    self->request = request;
  g_mutex_unlock (&self->lock);
  g_cancellable_cancel (self->cancellable);
}

/**
 * cb_control_start_step:
 * @self: a control
 * @state: the step that begins
 * @file_id: (nullable): the file it is about
 * @total: bytes of it, 0 when not known
 */
void
cb_control_start_step (CbControl *self, CbJobState state, const char *file_id, guint64 total)
{
  g_mutex_lock (&self->lock);
  memset (&self->progress, 0, sizeof self->progress);
  self->progress.state = state;
  self->progress.total = total;
  if (file_id != NULL)
    g_strlcpy (self->progress.file_id, file_id, sizeof self->progress.file_id);
  self->window_us = g_get_monotonic_time ();
  self->window_done = 0;
  g_mutex_unlock (&self->lock);
}

/**
 * cb_control_set_progress:
 * @self: a control
 * @done: bytes of the step
 * @total: of so many, 0: as before
 */
void
cb_control_set_progress (CbControl *self, guint64 done, guint64 total)
{
  gint64 now = g_get_monotonic_time ();

  g_mutex_lock (&self->lock);
  self->progress.done = done;
  if (total > 0)
    self->progress.total = total;
  if (now - self->window_us >= RATE_WINDOW_US && done >= self->window_done)
    {
      guint64 rate = (done - self->window_done) * G_USEC_PER_SEC / (guint64)(now - self->window_us);

      self->progress.rate = self->progress.rate > 0 ? (self->progress.rate + rate) / 2 : rate;
      self->window_us = now;
      self->window_done = done;
    }
  g_mutex_unlock (&self->lock);
}

/**
 * cb_control_get_progress:
 * @self: a control
 * @progress: (out): how far the step is
 */
void
cb_control_get_progress (CbControl *self, CbJobProgress *progress)
{
  g_mutex_lock (&self->lock);
  *progress = self->progress;
  g_mutex_unlock (&self->lock);
}
