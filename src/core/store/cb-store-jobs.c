/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-jobs.h"

#include "core/store/cb-store-private.h"

#define COLUMNS                                                                                    \
  "id, dataset_id, approval_id, account_id, state, paused, reason, reason_detail, attempts, "      \
  "not_before_us, position, slug, remote_id, file_id, bytes_done, bytes_total, created_us, "       \
  "changed_us, finished_us"

#define OPEN "state NOT IN ('done', 'cancelled')"

static gpointer
read_job (CbStatement *row)
{
  CbJob *job = cb_job_new ();

  job->id = cb_statement_dup_text (row);
  job->dataset_id = cb_statement_dup_text (row);
  job->approval_id = cb_statement_dup_text (row);
  job->account_id = cb_statement_dup_text (row);
  cb_job_state_from_name (cb_statement_peek_text (row), &job->state);
  job->paused = cb_statement_get_int (row) != 0;
  job->has_reason = !cb_statement_skip_null (row);
  if (job->has_reason)
    job->reason = cb_error_code_from_name (cb_statement_peek_text (row));
  job->reason_detail = cb_statement_dup_text (row);
  job->attempts = (guint)cb_statement_get_int (row);
  job->not_before_us = cb_statement_get_int (row);
  job->position = cb_statement_get_int (row);
  job->slug = cb_statement_dup_text (row);
  job->remote_id = cb_statement_dup_text (row);
  job->file_id = cb_statement_dup_text (row);
  job->bytes_done = (guint64)cb_statement_get_int (row);
  job->bytes_total = (guint64)cb_statement_get_int (row);
  job->created_us = cb_statement_get_int (row);
  job->changed_us = cb_statement_get_int (row);
  job->finished_us = cb_statement_get_int (row);
  return job;
}

static void
put_job (CbStatement *statement, const CbJob *job)
{
  cb_statement_put_text (statement, job->id);
  cb_statement_put_text (statement, job->dataset_id);
  cb_statement_put_text (statement, job->approval_id);
  cb_statement_put_text (statement, job->account_id);
  cb_statement_put_text (statement, cb_job_state_name (job->state));
  cb_statement_put_int (statement, job->paused ? 1 : 0);
  cb_statement_put_text (statement, job->has_reason ? cb_error_code_name (job->reason) : NULL);
  cb_statement_put_text (statement, job->reason_detail);
  cb_statement_put_int (statement, job->attempts);
  cb_statement_put_int (statement, job->not_before_us);
  cb_statement_put_int (statement, job->position);
  cb_statement_put_text (statement, job->slug);
  cb_statement_put_text (statement, job->remote_id);
  cb_statement_put_text (statement, job->file_id);
  cb_statement_put_int (statement, (gint64)job->bytes_done);
  cb_statement_put_int (statement, (gint64)job->bytes_total);
  cb_statement_put_int (statement, job->created_us);
  cb_statement_put_int (statement, job->changed_us);
  cb_statement_put_int (statement, job->finished_us);
}

static gboolean
save_cb (CbStore *self, gpointer user_data, GError **error)
{
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO jobs (" COLUMNS
            ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET dataset_id = excluded.dataset_id, "
            "approval_id = excluded.approval_id, account_id = excluded.account_id, "
            "state = excluded.state, paused = excluded.paused, reason = excluded.reason, "
            "reason_detail = excluded.reason_detail, attempts = excluded.attempts, "
            "not_before_us = excluded.not_before_us, position = excluded.position, "
            "slug = excluded.slug, remote_id = excluded.remote_id, file_id = excluded.file_id, "
            "bytes_done = excluded.bytes_done, bytes_total = excluded.bytes_total, "
            "created_us = excluded.created_us, changed_us = excluded.changed_us, "
            "finished_us = excluded.finished_us");

  put_job (statement, user_data);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_save_job:
 * @self: a store
 * @job: with id, dataset, approval and account
 * @error: %CB_ERROR_INVALID when the dataset is in the queue of this account already, or when
 *   dataset or approval do not exist
 *
 * Adds it, or replaces the one of its id.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_save_job (CbStore *self, const CbJob *job, GError **error)
{
  g_return_val_if_fail (job != NULL && job->id != NULL, FALSE);

  return cb_store_run (self, save_cb, (gpointer)job, error);
}

/**
 * cb_store_get_job:
 * @self: a store
 * @id: of the job
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the job
 */
CbJob *
cb_store_get_job (CbStore *self, const char *id, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM jobs WHERE id = ?",
                    .text = { id },
                    .n_text = 1,
                    .read = read_job,
                    .destroy = (GDestroyNotify)cb_job_free };

  return _cb_store_find (self, &query, "job", error);
}

/**
 * cb_store_get_open_job:
 * @self: a store
 * @dataset_id: what
 * @account_id: where to
 * @error: %CB_ERROR_NOT_FOUND
 *
 * There is at most one: a second press of the button finds the first (faults.md 54).
 *
 * Returns: (transfer full): the job that is neither done nor cancelled
 */
CbJob *
cb_store_get_open_job (CbStore *self,
                       const char *dataset_id,
                       const char *account_id,
                       GError **error)
{
  CbQuery query
      = { .sql = "SELECT " COLUMNS " FROM jobs WHERE dataset_id = ? AND account_id = ? AND " OPEN,
          .text = { dataset_id, account_id },
          .n_text = 2,
          .read = read_job,
          .destroy = (GDestroyNotify)cb_job_free };

  return _cb_store_find (self, &query, "job", error);
}

/**
 * cb_store_list_jobs:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbJob): all, by account and position
 */
GPtrArray *
cb_store_list_jobs (CbStore *self, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM jobs ORDER BY account_id, position",
                    .read = read_job,
                    .destroy = (GDestroyNotify)cb_job_free };

  return _cb_store_list (self, &query, error);
}

/**
 * cb_store_list_dataset_jobs:
 * @self: a store
 * @dataset_id: a dataset
 * @account_id: where to
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbJob): all that were ever made for it, by position
 */
GPtrArray *
cb_store_list_dataset_jobs (CbStore *self,
                            const char *dataset_id,
                            const char *account_id,
                            GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS
                           " FROM jobs WHERE dataset_id = ? AND account_id = ? ORDER BY position",
                    .text = { dataset_id, account_id },
                    .n_text = 2,
                    .read = read_job,
                    .destroy = (GDestroyNotify)cb_job_free };

  return _cb_store_list (self, &query, error);
}

/**
 * cb_store_list_open_jobs:
 * @self: a store
 * @account_id: (nullable): of this lane only
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbJob): those neither done nor cancelled, by account and
 *   position
 */
GPtrArray *
cb_store_list_open_jobs (CbStore *self, const char *account_id, GError **error)
{
  CbQuery all
      = { .sql = "SELECT " COLUMNS " FROM jobs WHERE " OPEN " ORDER BY account_id, position",
          .read = read_job,
          .destroy = (GDestroyNotify)cb_job_free };
  CbQuery lane
      = { .sql = "SELECT " COLUMNS " FROM jobs WHERE " OPEN " AND account_id = ? ORDER BY position",
          .text = { account_id },
          .n_text = 1,
          .read = read_job,
          .destroy = (GDestroyNotify)cb_job_free };

  return _cb_store_list (self, account_id != NULL ? &lane : &all, error);
}

typedef struct
{
  const char *id;
  CbError reason;
  const char *detail;
} ParkCall;

/* Nothing but how it stands: what it is about may be what cannot be read. */
static gboolean
park_cb (CbStore *self, gpointer user_data, GError **error)
{
  const ParkCall *call = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "UPDATE jobs SET state = 'parked', reason = ?, reason_detail = ?, not_before_us = 0, "
            "changed_us = ? WHERE id = ? AND " OPEN);

  cb_statement_put_text (statement, cb_error_code_name (call->reason));
  cb_statement_put_text (statement, call->detail);
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  cb_statement_put_text (statement, call->id);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_park_job:
 * @self: a store
 * @id: of a job
 * @reason: why a person is needed
 * @detail: (nullable): for the small print
 * @error: why it was not kept
 *
 * For a job whose own rows cannot be read, and so not be saved whole: it is put aside until a
 * person looks at it. One that has ended stays as it is.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_park_job (
    CbStore *self, const char *id, CbError reason, const char *detail, GError **error)
{
  ParkCall call = { .id = id, .reason = reason, .detail = detail };

  g_return_val_if_fail (id != NULL, FALSE);

  return cb_store_run (self, park_cb, &call, error);
}

typedef struct
{
  const char *account_id;
  gint64 position;
} PositionCall;

static gboolean
next_position_cb (CbStore *self, gpointer user_data, GError **error)
{
  PositionCall *call = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "SELECT COALESCE (MAX (position), 0) + 1 FROM jobs WHERE account_id = ?");

  cb_statement_put_text (statement, call->account_id);
  if (!cb_statement_next (statement, error))
    return FALSE;

  call->position = cb_statement_get_int (statement);
  cb_statement_end (statement);
  return TRUE;
}

/**
 * cb_store_get_next_position:
 * @self: a store
 * @account_id: which lane
 * @error: why not
 *
 * To be used in the cb_store_run() that saves the job.
 *
 * Returns: the position at the end of the lane, 0 on error
 */
gint64
cb_store_get_next_position (CbStore *self, const char *account_id, GError **error)
{
  PositionCall call = { .account_id = account_id };

  return _cb_store_read (self, next_position_cb, &call, error) ? call.position : 0;
}
