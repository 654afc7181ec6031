/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people ask of the queue: in, on hold, on again, out. Each order is one transaction, and a
 * word to the thread that runs the job, if one does. */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/queue/cb-memory.h"
#include "core/queue/cb-queue-private.h"
#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-datasets.h"

static char *
dup_slug (const CbDataset *dataset)
{
  const char *slug = cb_json_get_string (dataset->metadata, "slug");
  char *made = cb_text_slug (slug != NULL && *slug != '\0' ? slug : cb_dataset_get_title (dataset),
                             CB_ORDER_MAX_SLUG);

  if (strlen (made) >= 2)
    return made;
  g_free (made);
  return g_strdup_printf ("tap-du-lieu-%.8s", dataset->id);
}

gboolean
_cb_order_append_journal (CbStore *store, const char *event, const CbJob *job, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "job", job->id);
  json_object_set_string_member (detail, "account", job->account_id);
  json_object_set_string_member (detail, "approval", job->approval_id);
  return cb_journal_append (store, "", event, job->dataset_id, detail, error);
}

static CbJob *
new_job (CbOrder *order, const CbDataset *dataset, CbStore *store, GError **error)
{
  g_autoptr (CbJob) job = cb_job_new ();
  gint64 position = cb_store_get_next_position (store, order->account_id, error);

  if (position == 0)
    return NULL;
  job->id = g_uuid_string_random ();
  job->dataset_id = g_strdup (dataset->id);
  job->account_id = g_strdup (order->account_id);
  job->position = position;
  job->slug = dup_slug (dataset);
  job->created_us = cb_clock_now (order->queue->clock);
  return g_steal_pointer (&job);
}

static gboolean
mark_queued (CbStore *store, CbDataset *dataset, GError **error)
{
  dataset->state = CB_DATASET_QUEUED;
  return cb_store_save_dataset (store, dataset, error);
}

static gboolean
is_cancel_wanted (CbStore *store, const CbJob *job)
{
  g_autoptr (CbMemory) memory = cb_memory_load (store, job, NULL);

  return memory != NULL && memory->cancel;
}

static gboolean
save_queued (CbStore *store, CbDataset *dataset, const CbJob *job, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();

  json_object_set_string_member (facts, "approval", job->approval_id);
  return cb_store_save_job (store, job, error)
         && cb_store_add_checkpoint (store, job->id, CB_STEP_WANTED, facts, error)
         && mark_queued (store, dataset, error)
         && _cb_order_append_journal (store, "job.queued", job, error);
}

static gboolean
enqueue_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, order->dataset_id, error);
  g_autoptr (CbApproval) approval = NULL;
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (CbJob) job = NULL;

  if (dataset == NULL)
    return FALSE;
  approval = cb_store_get_approval (store, order->approval_id, error);
  account = approval != NULL ? cb_store_get_account (store, order->account_id, error) : NULL;
  if (account == NULL || !cb_review_holds (approval, dataset, error))
    return FALSE;

  job = cb_store_get_open_job (store, order->dataset_id, order->account_id, NULL);
  /* The same click twice is one job (faults.md 54). */
  if (job != NULL && g_strcmp0 (job->approval_id, order->approval_id) == 0
      && !is_cancel_wanted (store, job))
    {
      order->job = g_steal_pointer (&job);
      return TRUE;
    }
  /* Approved anew: the job goes on with what holds now (faults.md 43). */
  if (job == NULL)
    job = new_job (order, dataset, store, error);
  if (job == NULL)
    return FALSE;
  g_free (job->approval_id);
  job->approval_id = g_strdup (order->approval_id);
  job->state = CB_JOB_WAITING;
  job->has_reason = FALSE;
  job->attempts = 0;
  job->not_before_us = order->not_before_us;
  job->changed_us = cb_clock_now (order->queue->clock);
  if (!save_queued (store, dataset, job, error))
    return FALSE;
  order->job = g_steal_pointer (&job);
  return TRUE;
}

/**
 * cb_queue_enqueue:
 * @self: a queue
 * @dataset_id: what
 * @approval_id: under which approval
 * @account_id: where to
 * @not_before_us: not before this moment, 0: as soon as its turn comes
 * @error: %CB_ERROR_NOT_APPROVED when the approval does not hold for the dataset as it is now
 *
 * An open job for the same dataset and account is given the new approval instead of a second one
 * being made.
 *
 * Returns: (transfer full): the job
 */
CbJob *
cb_queue_enqueue (CbQueue *self,
                  const char *dataset_id,
                  const char *approval_id,
                  const char *account_id,
                  gint64 not_before_us,
                  GError **error)
{
  CbOrder order = {
    .queue = self,
    .dataset_id = dataset_id,
    .approval_id = approval_id,
    .account_id = account_id,
    .not_before_us = not_before_us,
  };
  g_autoptr (CbControl) control = NULL;

  if (!cb_store_run (self->store, enqueue_cb, &order, error))
    {
      cb_job_free (order.job);
      return NULL;
    }
  control = _cb_queue_dup_control (self, order.job->id);
  if (control != NULL)
    cb_control_request (control, CB_REQUEST_STOP);
  g_mutex_lock (&self->lock);
  _cb_lane_start (self, account_id);
  g_mutex_unlock (&self->lock);
  _cb_queue_wake (self);
  _cb_queue_tell (self, order.job->id);
  return order.job;
}

void
_cb_order_forget_lane_wait (CbQueue *self, const char *account_id)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->lane_wait, account_id);
  g_mutex_unlock (&self->lock);
}

/* What @job and its lane wait for no longer counts; whoever calls saves it. */
void
_cb_order_start_anew (CbOrder *order, CbJob *job)
{
  job->state = CB_JOB_WAITING;
  job->has_reason = FALSE;
  job->attempts = 0;
  job->not_before_us = 0;
  job->paused = FALSE;
  _cb_order_forget_lane_wait (order->queue, job->account_id);
}

CbJob *
_cb_order_get_open_job (CbStore *store, const char *job_id, GError **error)
{
  g_autoptr (CbJob) job = cb_store_get_job (store, job_id, error);

  if (job == NULL)
    return NULL;
  if (cb_job_state_is_final (job->state))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the job is %s",
                   cb_job_state_name (job->state));
      return NULL;
    }
  return g_steal_pointer (&job);
}

gboolean
_cb_order_run (CbQueue *self, CbStoreFunc func, CbOrder *order, CbRequest request, GError **error)
{
  g_autoptr (CbControl) control = NULL;

  order->queue = self;
  if (!cb_store_run (self->store, func, order, error))
    return FALSE;
  control = _cb_queue_dup_control (self, order->job_id);
  if (control != NULL && request != CB_REQUEST_NONE)
    cb_control_request (control, request);
  _cb_queue_wake (self);
  _cb_queue_tell (self, order->job_id);
  return TRUE;
}

static gboolean
pause_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);

  if (job == NULL)
    return FALSE;
  job->paused = TRUE;
  return cb_store_save_job (store, job, error)
         && _cb_order_append_journal (store, "job.paused", job, error);
}

/**
 * cb_queue_pause:
 * @self: a queue
 * @job_id: an open job
 * @error: %CB_ERROR_WRONG_STATE when it has ended
 *
 * Nothing more of it is sent until cb_queue_resume(); a body under way is broken off.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_pause (CbQueue *self, const char *job_id, GError **error)
{
  CbOrder order = { .job_id = job_id };

  return _cb_order_run (self, pause_cb, &order, CB_REQUEST_PAUSE, error);
}

static gboolean
resume_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);

  if (job == NULL)
    return FALSE;
  job->paused = FALSE;
  if (job->state == CB_JOB_WAITING && job->has_reason)
    job->not_before_us = 0;
  return cb_store_save_job (store, job, error)
         && _cb_order_append_journal (store, "job.resumed", job, error);
}

/**
 * cb_queue_resume:
 * @self: a queue
 * @job_id: a paused job
 * @error: %CB_ERROR_WRONG_STATE when it has ended
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_resume (CbQueue *self, const char *job_id, GError **error)
{
  CbOrder order = { .job_id = job_id };

  return _cb_order_run (self, resume_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
end_unsent (CbStore *store, CbJob *job, const char *left, gint64 now, GError **error)
{
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, job->dataset_id, error);

  if (dataset == NULL)
    return FALSE;
  if (dataset->state == CB_DATASET_QUEUED)
    dataset->state = CB_DATASET_APPROVED;
  job->state = CB_JOB_CANCELLED;
  job->has_reason = FALSE;
  g_free (job->reason_detail);
  job->reason_detail = g_strdup (left);
  job->finished_us = now;
  return cb_store_save_job (store, job, error) && cb_store_save_dataset (store, dataset, error)
         && _cb_order_append_journal (store, "job.cancelled", job, error);
}

static gboolean
cancel_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);
  g_autoptr (CbMemory) memory = job != NULL ? cb_memory_load (store, job, error) : NULL;
  g_autoptr (CbControl) control = NULL;
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (JsonObject) nothing = json_object_new ();
  gboolean begun;

  if (memory == NULL)
    return FALSE;
  control = _cb_queue_dup_control (order->queue, job->id);
  account = cb_store_get_account (store, job->account_id, NULL);
  begun = memory->created || job->remote_id != NULL;
  if (control == NULL && (!begun || account == NULL || account->held != NULL))
    return end_unsent (store, job, begun ? "draft-left" : "nothing-left",
                       cb_clock_now (order->queue->clock), error);

  /* Its lane takes the draft back, at once, and then ends it. */
  _cb_order_forget_lane_wait (order->queue, job->account_id);
  job->paused = FALSE;
  job->not_before_us = 0;
  /* One that has just parked still has its run about it for a moment. */
  if (control == NULL || job->state == CB_JOB_PARKED)
    {
      job->state = CB_JOB_WAITING;
      job->has_reason = FALSE;
    }
  return cb_store_add_checkpoint (store, job->id, CB_STEP_CANCEL, nothing, error)
         && cb_store_save_job (store, job, error)
         && _cb_order_append_journal (store, "job.cancel-wanted", job, error);
}

/**
 * cb_queue_cancel:
 * @self: a queue
 * @job_id: an open job
 * @error: %CB_ERROR_WRONG_STATE when it has ended
 *
 * Nothing more is sent. A draft of ours is removed from the portal when the portal can be reached;
 * the job's @reason_detail then says `draft-deleted`, `draft-left`, `published-before` (an update
 * of what is public, broken off) or `nothing-left`. One that the public sees already is done, not
 * cancelled.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_cancel (CbQueue *self, const char *job_id, GError **error)
{
  CbOrder order = { .job_id = job_id };

  return _cb_order_run (self, cancel_cb, &order, CB_REQUEST_CANCEL, error);
}
