/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people ask of the queue. Each order is one transaction, and a word to the thread that runs
 * the job, if one does. */

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

/* CKAN takes a hundred; a little room for "-2". */
#define MAX_SLUG 90

typedef struct
{
  CbQueue *queue;
  const char *job_id;
  const char *dataset_id;
  const char *approval_id;
  const char *account_id;
  const char *slug;
  gint64 not_before_us;
  CbJob *job; /* (owned) (nullable): the answer */
} Order;

static char *
dup_slug (const CbDataset *dataset)
{
  const char *slug = cb_json_get_string (dataset->metadata, "slug");
  char *made = cb_text_slug (slug != NULL && *slug != '\0' ? slug : cb_dataset_get_title (dataset),
                             MAX_SLUG);

  if (strlen (made) >= 2)
    return made;
  g_free (made);
  return g_strdup_printf ("tap-du-lieu-%.8s", dataset->id);
}

static gboolean
append_journal (CbStore *store, const char *event, const CbJob *job, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "job", job->id);
  json_object_set_string_member (detail, "account", job->account_id);
  json_object_set_string_member (detail, "approval", job->approval_id);
  return cb_journal_append (store, "", event, job->dataset_id, detail, error);
}

static CbJob *
new_job (Order *order, const CbDataset *dataset, CbStore *store, GError **error)
{
  g_autoptr (CbJob) job = cb_job_new ();
  gint64 position = cb_store_get_next_position (store, order->account_id, error);

  if (position < 0)
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
         && mark_queued (store, dataset, error) && append_journal (store, "job.queued", job, error);
}

static gboolean
enqueue_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
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
  Order order = {
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

static void
forget_lane_wait (CbQueue *self, const char *account_id)
{
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->lane_wait, account_id);
  g_mutex_unlock (&self->lock);
}

static CbJob *
get_open_job (CbStore *store, const char *job_id, GError **error)
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

static gboolean
run_order (CbQueue *self, CbStoreFunc func, Order *order, CbRequest request, GError **error)
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
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);

  if (job == NULL)
    return FALSE;
  job->paused = TRUE;
  return cb_store_save_job (store, job, error) && append_journal (store, "job.paused", job, error);
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
  Order order = { .job_id = job_id };

  return run_order (self, pause_cb, &order, CB_REQUEST_PAUSE, error);
}

static gboolean
resume_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);

  if (job == NULL)
    return FALSE;
  job->paused = FALSE;
  if (job->state == CB_JOB_WAITING && job->has_reason)
    job->not_before_us = 0;
  return cb_store_save_job (store, job, error) && append_journal (store, "job.resumed", job, error);
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
  Order order = { .job_id = job_id };

  return run_order (self, resume_cb, &order, CB_REQUEST_NONE, error);
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
         && append_journal (store, "job.cancelled", job, error);
}

static gboolean
cancel_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);
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
  forget_lane_wait (order->queue, job->account_id);
  job->paused = FALSE;
  job->not_before_us = 0;
  if (control == NULL)
    {
      job->state = CB_JOB_WAITING;
      job->has_reason = FALSE;
    }
  return cb_store_add_checkpoint (store, job->id, CB_STEP_CANCEL, nothing, error)
         && cb_store_save_job (store, job, error)
         && append_journal (store, "job.cancel-wanted", job, error);
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
  Order order = { .job_id = job_id };

  return run_order (self, cancel_cb, &order, CB_REQUEST_CANCEL, error);
}

static gboolean
release_account (CbStore *store, const char *account_id, GError **error)
{
  g_autoptr (CbAccount) account = cb_store_get_account (store, account_id, error);
  g_autoptr (GPtrArray) jobs = NULL;
  g_autofree char *held = NULL;

  if (account == NULL)
    return FALSE;
  if (account->held == NULL)
    return TRUE;
  held = g_steal_pointer (&account->held);
  jobs = cb_store_list_open_jobs (store, account_id, error);
  if (jobs == NULL || !cb_store_save_account (store, account, error))
    return FALSE;
  for (guint i = 0; i < jobs->len; i++)
    {
      CbJob *job = g_ptr_array_index (jobs, i);

      if (job->state != CB_JOB_WAITING || !job->has_reason
          || job->reason != cb_error_code_from_name (held))
        continue;
      job->has_reason = FALSE;
      if (!cb_store_save_job (store, job, error))
        return FALSE;
    }
  return TRUE;
}

/* Whoever tries again a file that was too large says that the portal takes more by now. If it does
 * not, the limit is learned anew. */
static gboolean
forget_limit (CbStore *store, const CbJob *job, GError **error)
{
  g_autoptr (CbAccount) account = NULL;

  if (job->state != CB_JOB_PARKED || !job->has_reason || job->reason != CB_ERROR_TOO_LARGE)
    return TRUE;
  account = cb_store_get_account (store, job->account_id, error);
  if (account == NULL)
    return FALSE;
  account->max_bytes = 0;
  return cb_store_save_account (store, account, error);
}

static gboolean
retry_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);

  if (job == NULL || !release_account (store, job->account_id, error)
      || !forget_limit (store, job, error))
    return FALSE;
  /* A running job needs no push. */
  if (job->state != CB_JOB_WAITING && job->state != CB_JOB_PARKED)
    return TRUE;
  job->state = CB_JOB_WAITING;
  job->has_reason = FALSE;
  job->attempts = 0;
  job->not_before_us = 0;
  job->paused = FALSE;
  forget_lane_wait (order->queue, job->account_id);
  return cb_store_save_job (store, job, error) && append_journal (store, "job.retried", job, error);
}

/**
 * cb_queue_retry:
 * @self: a queue
 * @job_id: a waiting or parked job
 * @error: %CB_ERROR_WRONG_STATE when it has ended
 *
 * Tries now, whatever it waits for; also opens its lane again. After %CB_ERROR_TOO_LARGE what was
 * learned of the portal's limit is forgotten.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_retry (CbQueue *self, const char *job_id, GError **error)
{
  Order order = { .job_id = job_id };

  return run_order (self, retry_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
rename_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);

  if (job == NULL)
    return FALSE;
  if (job->remote_id != NULL || job->state != CB_JOB_PARKED || job->reason != CB_ERROR_NAME_TAKEN)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE,
                           "only a name that is taken can be changed");
      return FALSE;
    }
  g_free (job->slug);
  job->slug = cb_text_slug (order->slug, MAX_SLUG);
  if (strlen (job->slug) < 2)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "too short for an address");
      return FALSE;
    }
  return cb_store_save_job (store, job, error) && retry_cb (store, order, error);
}

/**
 * cb_queue_rename:
 * @self: a queue
 * @job_id: a job parked because of %CB_ERROR_NAME_TAKEN
 * @slug: another address; made fit for one
 * @error: %CB_ERROR_WRONG_STATE, %CB_ERROR_INVALID
 *
 * Gives it another address on the portal and tries now.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_rename (CbQueue *self, const char *job_id, const char *slug, GError **error)
{
  Order order = { .job_id = job_id, .slug = slug };

  return run_order (self, rename_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
agree_to_files (CbStore *store, const char *job_id, JsonObject *files, GError **error)
{
  JsonObjectIter iter;
  const char *id;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, files);
  while (json_object_iter_next_ordered (&iter, &id, &node))
    {
      g_autoptr (JsonObject) facts = json_object_new ();

      json_object_set_string_member (facts, "file", id);
      json_object_set_string_member (facts, "last_modified", json_node_get_string (node));
      if (!cb_store_add_checkpoint (store, job_id, CB_STEP_OVERWRITE, facts, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
overwrite_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);
  g_autoptr (GPtrArray) checkpoints = NULL;
  g_autoptr (JsonObject) facts = json_object_new ();
  CbCheckpoint *conflict = NULL;

  if (job == NULL)
    return FALSE;
  checkpoints = cb_store_get_checkpoints (store, job->id, error);
  if (checkpoints == NULL)
    return FALSE;
  for (guint i = 0; i < checkpoints->len; i++)
    if (g_str_equal (((CbCheckpoint *)g_ptr_array_index (checkpoints, i))->step, CB_STEP_CONFLICT))
      conflict = g_ptr_array_index (checkpoints, i);
  if (job->state != CB_JOB_PARKED || job->reason != CB_ERROR_CONFLICT || conflict == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "there is no conflict");
      return FALSE;
    }
  if (cb_json_get_object (conflict->facts, "shown") != NULL)
    json_object_set_object_member (facts, "shown",
                                   json_object_ref (cb_json_get_object (conflict->facts, "shown")));
  return cb_store_add_checkpoint (store, job->id, CB_STEP_OVERWRITE, facts, error)
         && agree_to_files (store, job->id, cb_json_get_object (conflict->facts, "files"), error)
         && append_journal (store, "job.overwrite", job, error) && retry_cb (store, order, error);
}

/**
 * cb_queue_overwrite:
 * @self: a queue
 * @job_id: a job parked because of %CB_ERROR_CONFLICT
 * @error: %CB_ERROR_WRONG_STATE
 *
 * The person has seen what others changed on the portal and wants ours instead. What is changed
 * there after that is again a conflict.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_overwrite (CbQueue *self, const char *job_id, GError **error)
{
  Order order = { .job_id = job_id };

  return run_order (self, overwrite_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
recreate_cb (CbStore *store, gpointer user_data, GError **error)
{
  Order *order = user_data;
  g_autoptr (CbJob) job = get_open_job (store, order->job_id, error);
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (JsonObject) nothing = json_object_new ();

  if (job == NULL)
    return FALSE;
  if (job->state != CB_JOB_PARKED || job->reason != CB_ERROR_GONE)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "nothing was deleted");
      return FALSE;
    }
  dataset = cb_store_get_dataset (store, job->dataset_id, error);
  if (dataset == NULL)
    return FALSE;
  g_clear_pointer (&dataset->remote_id, g_free);
  g_clear_pointer (&job->remote_id, g_free);
  return cb_store_add_checkpoint (store, job->id, CB_STEP_DELETED, nothing, error)
         && cb_store_save_dataset (store, dataset, error) && cb_store_save_job (store, job, error)
         && append_journal (store, "job.recreate", job, error) && retry_cb (store, order, error);
}

/**
 * cb_queue_recreate:
 * @self: a queue
 * @job_id: a job parked because of %CB_ERROR_GONE
 * @error: %CB_ERROR_WRONG_STATE
 *
 * Someone deleted the dataset on the portal, and the person wants it there again.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_recreate (CbQueue *self, const char *job_id, GError **error)
{
  Order order = { .job_id = job_id };

  return run_order (self, recreate_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
release_cb (CbStore *store, gpointer user_data, GError **error)
{
  return release_account (store, ((Order *)user_data)->account_id, error);
}

/**
 * cb_queue_release:
 * @self: a queue
 * @account_id: an account whose lane is held
 * @error: of the store
 *
 * After signing in again, or opening the keyring: its jobs go on.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_release (CbQueue *self, const char *account_id, GError **error)
{
  Order order = { .queue = self, .account_id = account_id };

  if (!cb_store_run (self->store, release_cb, &order, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->lane_wait, account_id);
  _cb_lane_start (self, account_id);
  g_mutex_unlock (&self->lock);
  _cb_queue_wake (self);
  _cb_queue_tell (self, NULL);
  return TRUE;
}
