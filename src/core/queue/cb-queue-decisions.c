/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What people decide about a job that cannot go on by itself: try again, under another name, over
 * what others changed, anew after it was deleted, or after signing in. */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-text.h"
#include "core/queue/cb-memory.h"
#include "core/queue/cb-queue-private.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-datasets.h"

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

/* Now means now: a person who says so in quiet hours does not wait for their end. */
static gboolean
mark_at_once (CbOrder *order, CbStore *store, const CbJob *job, GError **error)
{
  g_autoptr (JsonObject) nothing = json_object_new ();
  CbLimits limits;

  cb_limits_load (store, &limits);
  return cb_limits_get_quiet_end (&limits, order->queue->clock) == 0
         || cb_store_add_checkpoint (store, job->id, CB_STEP_AT_ONCE, nothing, error);
}

static gboolean
retry_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);

  if (job == NULL || !release_account (store, job->account_id, error)
      || !forget_limit (store, job, error))
    return FALSE;
  /* A running job needs no push. */
  if (job->state != CB_JOB_WAITING && job->state != CB_JOB_PARKED)
    return TRUE;
  _cb_order_start_anew (order, job);
  return mark_at_once (order, store, job, error) && cb_store_save_job (store, job, error)
         && _cb_order_append_journal (store, "job.retried", job, error);
}

/**
 * cb_queue_retry:
 * @self: a queue
 * @job_id: a waiting or parked job
 * @error: %CB_ERROR_WRONG_STATE when it has ended
 *
 * Tries now, whatever it waits for, quiet hours included; also opens its lane again. After
 * %CB_ERROR_TOO_LARGE what was learned of the portal's limit is forgotten.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_retry (CbQueue *self, const char *job_id, GError **error)
{
  CbOrder order = { .job_id = job_id };

  return _cb_order_run (self, retry_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
rename_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);

  if (job == NULL)
    return FALSE;
  if (job->remote_id != NULL || job->state != CB_JOB_PARKED || job->reason != CB_ERROR_NAME_TAKEN)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE,
                           "only a name that is taken can be changed");
      return FALSE;
    }
  g_free (job->slug);
  job->slug = cb_text_slug (order->slug, CB_ORDER_MAX_SLUG);
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
  CbOrder order = { .job_id = job_id, .slug = slug };

  return _cb_order_run (self, rename_cb, &order, CB_REQUEST_NONE, error);
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
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);
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
         && _cb_order_append_journal (store, "job.overwrite", job, error)
         && retry_cb (store, order, error);
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
  CbOrder order = { .job_id = job_id };

  return _cb_order_run (self, overwrite_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
recreate_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbOrder *order = user_data;
  g_autoptr (CbJob) job = _cb_order_get_open_job (store, order->job_id, error);
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
         && _cb_order_append_journal (store, "job.recreate", job, error)
         && retry_cb (store, order, error);
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
  CbOrder order = { .job_id = job_id };

  return _cb_order_run (self, recreate_cb, &order, CB_REQUEST_NONE, error);
}

static gboolean
release_cb (CbStore *store, gpointer user_data, GError **error)
{
  return release_account (store, ((CbOrder *)user_data)->account_id, error);
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
  CbOrder order = { .queue = self, .account_id = account_id };

  if (!cb_store_run (self->store, release_cb, &order, error))
    return FALSE;
  g_mutex_lock (&self->lock);
  self->releases++;
  g_hash_table_remove (self->lane_wait, account_id);
  _cb_lane_start (self, account_id);
  g_mutex_unlock (&self->lock);
  _cb_queue_wake (self);
  _cb_queue_tell (self, NULL);
  return TRUE;
}
