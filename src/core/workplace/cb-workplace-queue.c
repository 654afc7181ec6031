/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"

/* A dataset that goes to another portal than before no longer goes to the first. Where the portal
 * stays the same, the queue itself lets the new version take the old one's place (faults.md 43). */
static gboolean
end_jobs_elsewhere (CbWorkplace *self,
                    const char *dataset_id,
                    const char *account_id,
                    GError **error)
{
  g_autoptr (GPtrArray) jobs = cb_queue_list (self->queue, error);

  if (jobs == NULL)
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (g_str_equal (job->dataset_id, dataset_id) && g_strcmp0 (job->account_id, account_id) != 0
          && !cb_job_state_is_final (job->state) && !cb_queue_cancel (self->queue, job->id, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_workplace_enqueue:
 * @self: a workplace
 * @dataset_id: of an approved dataset
 * @not_before_us: not before this moment, 0: now
 * @error: %CB_ERROR_NOT_APPROVED, %CB_ERROR_WRONG_STATE when it is in the queue already
 *
 * Returns: (transfer full): the item of the queue
 */
CbJob *
cb_workplace_enqueue (CbWorkplace *self,
                      const char *dataset_id,
                      gint64 not_before_us,
                      GError **error)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (self, dataset_id, error);
  g_autoptr (GError) local_error = NULL;
  g_autoptr (CbApproval) approval = NULL;
  CbJob *job;

  if (dataset == NULL)
    return NULL;
  approval = cb_workplace_get_approval (self, dataset_id, &local_error);
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return NULL;
    }
  if (!cb_review_holds (approval, dataset, error))
    return NULL;
  /* A second click, or a second Enter, is not a second item (faults.md 54). */
  if (dataset->state != CB_DATASET_APPROVED)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "is in the queue already");
      return NULL;
    }
  if (!end_jobs_elsewhere (self, dataset_id, dataset->account_id, error))
    return NULL;
  job = cb_queue_enqueue (self->queue, dataset_id, approval->id, dataset->account_id, not_before_us,
                          error);
  if (job != NULL)
    {
      _cb_workplace_changed (self, "jobs");
      _cb_workplace_changed (self, "datasets");
    }
  return job;
}

/**
 * cb_workplace_list_jobs:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbJob): finished ones too, by account and in the order
 *   of sending, with the bytes of the step under way
 */
GPtrArray *
cb_workplace_list_jobs (CbWorkplace *self, GError **error)
{
  GPtrArray *jobs;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  jobs = cb_queue_list (self->queue, error);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      CbJob *job = g_ptr_array_index (jobs, i);
      CbJobProgress progress;

      if (cb_queue_get_progress (self->queue, job->id, &progress))
        {
          job->bytes_done = progress.done;
          job->bytes_total = progress.total;
        }
    }
  return jobs;
}

static gboolean
say_changed (CbWorkplace *self, gboolean done)
{
  if (done)
    _cb_workplace_changed (self, "jobs");
  return done;
}

/**
 * cb_workplace_pause_job:
 * @self: a workplace
 * @job_id: of an item of the queue
 * @error: %CB_ERROR_WRONG_STATE when it is done
 *
 * Returns: whether it is held until cb_workplace_resume_job()
 */
gboolean
cb_workplace_pause_job (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_pause (self->queue, job_id, error));
}

/**
 * cb_workplace_resume_job:
 * @self: a workplace
 * @job_id: of an item of the queue
 * @error: why not
 *
 * Returns: whether it goes on
 */
gboolean
cb_workplace_resume_job (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_resume (self->queue, job_id, error));
}

/**
 * cb_workplace_cancel_job:
 * @self: a workplace
 * @job_id: of an item of the queue
 * @error: %CB_ERROR_WRONG_STATE when it is done
 *
 * Returns: whether no more bytes of it are sent
 */
gboolean
cb_workplace_cancel_job (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_cancel (self->queue, job_id, error));
}

/**
 * cb_workplace_retry_job:
 * @self: a workplace
 * @job_id: of a waiting or parked item
 * @error: why not
 *
 * Returns: whether it is tried at once
 */
gboolean
cb_workplace_retry_job (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_retry (self->queue, job_id, error));
}

/**
 * cb_workplace_overwrite_job:
 * @self: a workplace
 * @job_id: of an item parked because others changed the dataset on the portal
 * @error: %CB_ERROR_WRONG_STATE
 *
 * The person has seen what others changed and wants ours instead.
 *
 * Returns: whether it goes on
 */
gboolean
cb_workplace_overwrite_job (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_overwrite (self->queue, job_id, error));
}

/**
 * cb_workplace_recreate_job:
 * @self: a workplace
 * @job_id: of an item parked because its dataset was deleted on the portal
 * @error: %CB_ERROR_WRONG_STATE
 *
 * Returns: whether it goes on, and makes the dataset anew
 */
gboolean
cb_workplace_recreate_job (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_recreate (self->queue, job_id, error));
}

/**
 * cb_workplace_rename_job:
 * @self: a workplace
 * @job_id: of an item parked because its address is taken
 * @slug: the new address
 * @error: %CB_ERROR_INVALID for what cannot be an address
 *
 * Returns: whether it goes on under the new address
 */
gboolean
cb_workplace_rename_job (CbWorkplace *self, const char *job_id, const char *slug, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return say_changed (self, cb_queue_rename (self->queue, job_id, slug, error));
}

/**
 * cb_workplace_list_attempts:
 * @self: a workplace
 * @job_id: of an item of the queue
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbAttempt): every try, the first first
 */
GPtrArray *
cb_workplace_list_attempts (CbWorkplace *self, const char *job_id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_attempts (self->store, job_id, error);
}

/**
 * cb_workplace_start_queue:
 * @self: a workplace
 *
 * Lets the queue send by itself, in threads of its own.
 */
void
cb_workplace_start_queue (CbWorkplace *self)
{
  g_return_if_fail (CB_IS_WORKPLACE (self));

  cb_queue_start (self->queue);
}

/**
 * cb_workplace_stop_queue:
 * @self: a workplace
 *
 * Ends those threads; what was under way goes on later.
 */
void
cb_workplace_stop_queue (CbWorkplace *self)
{
  g_return_if_fail (CB_IS_WORKPLACE (self));

  cb_queue_stop (self->queue);
}

/**
 * cb_workplace_is_sending:
 * @self: a workplace
 *
 * Cheap: for the thread that draws. `jobs` is signalled after it becomes another.
 *
 * Returns: whether something is under way to a portal now
 */
gboolean
cb_workplace_is_sending (CbWorkplace *self)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return self->queue != NULL && cb_queue_is_sending (self->queue);
}

/**
 * cb_workplace_run_queue_once:
 * @self: a workplace whose queue was not started
 * @cancellable: (nullable): stops it
 * @error: only when the queue itself fails; what an item waits for is in the item
 *
 * Does whatever is due, and returns when nothing is.
 *
 * Returns: whether it could
 */
gboolean
cb_workplace_run_queue_once (CbWorkplace *self, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return cb_queue_run_once (self->queue, cancellable, error);
}

/**
 * cb_workplace_list_receipts:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbReceipt): what was published, the newest first
 */
GPtrArray *
cb_workplace_list_receipts (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_receipts (self->store, error);
}

/**
 * cb_workplace_verify_journal:
 * @self: a workplace
 * @rows: (out) (optional): how many rows there are
 * @error: %CB_ERROR_DAMAGED names the first row that does not fit
 *
 * Returns: whether every row carries the hash of the one before
 */
gboolean
cb_workplace_verify_journal (CbWorkplace *self, gint64 *rows, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return cb_journal_verify (self->store, rows, error);
}

/**
 * cb_workplace_list_journal:
 * @self: a workplace
 * @subject: (nullable): only what is about this dataset or account
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbJournalRow): the oldest first
 */
GPtrArray *
cb_workplace_list_journal (CbWorkplace *self, const char *subject, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_journal_list (self->store, subject, error);
}
