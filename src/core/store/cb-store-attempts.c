/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What happens to a job on its way, and what comes of it. */

#include "config.h"

#include "core/store/cb-store-jobs.h"
#include "core/store/cb-store-private.h"

#define RECEIPT_COLUMNS                                                                            \
  "job_id, dataset_id, title, url, remote_id, files, prepared_by, approved_by, approved_us, "      \
  "published_us, journal_hash"

/**
 * cb_attempt_new:
 *
 * Returns: (transfer full): an attempt with nothing in it
 */
CbAttempt *
cb_attempt_new (void)
{
  return g_new0 (CbAttempt, 1);
}

/**
 * cb_attempt_free:
 * @self: (nullable) (transfer full): an attempt
 */
void
cb_attempt_free (CbAttempt *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->what);
  g_free (self->outcome);
  g_free (self->detail);
  g_free (self);
}

/**
 * cb_checkpoint_free:
 * @self: (nullable) (transfer full): a checkpoint
 */
void
cb_checkpoint_free (CbCheckpoint *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->step);
  g_clear_pointer (&self->facts, json_object_unref);
  g_free (self);
}

static gpointer
read_attempt (CbStatement *row)
{
  CbAttempt *attempt = cb_attempt_new ();

  attempt->job_id = cb_statement_dup_text (row);
  attempt->at_us = cb_statement_get_int (row);
  cb_job_state_from_name (cb_statement_peek_text (row), &attempt->step);
  attempt->what = cb_statement_dup_text (row);
  attempt->outcome = cb_statement_dup_text (row);
  attempt->detail = cb_statement_dup_text (row);
  return attempt;
}

static gboolean
add_attempt_cb (CbStore *self, gpointer user_data, GError **error)
{
  const CbAttempt *attempt = user_data;
  CbStatement *statement
      = _cb_store_statement (self, "INSERT INTO attempts (job_id, at_us, step, what, outcome, "
                                   "detail) VALUES (?, ?, ?, ?, ?, ?)");

  cb_statement_put_text (statement, attempt->job_id);
  cb_statement_put_int (statement, attempt->at_us);
  cb_statement_put_text (statement, cb_job_state_name (attempt->step));
  cb_statement_put_text (statement, attempt->what);
  cb_statement_put_text (statement, attempt->outcome);
  cb_statement_put_text (statement, attempt->detail);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_add_attempt:
 * @self: a store
 * @attempt: what was tried and how it ended
 * @error: why it was not kept
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_add_attempt (CbStore *self, const CbAttempt *attempt, GError **error)
{
  g_return_val_if_fail (attempt != NULL, FALSE);

  return cb_store_run (self, add_attempt_cb, (gpointer)attempt, error);
}

/**
 * cb_store_list_attempts:
 * @self: a store
 * @job_id: of what
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbAttempt): the first first
 */
GPtrArray *
cb_store_list_attempts (CbStore *self, const char *job_id, GError **error)
{
  CbQuery query = { .sql = "SELECT job_id, at_us, step, what, outcome, detail FROM attempts "
                           "WHERE job_id = ? ORDER BY sequence",
                    .text = { job_id },
                    .n_text = 1,
                    .read = read_attempt,
                    .destroy = (GDestroyNotify)cb_attempt_free };

  return _cb_store_list (self, &query, error);
}

static gpointer
read_checkpoint (CbStatement *row)
{
  CbCheckpoint *checkpoint = g_new0 (CbCheckpoint, 1);

  checkpoint->sequence = cb_statement_get_int (row);
  checkpoint->job_id = cb_statement_dup_text (row);
  checkpoint->at_us = cb_statement_get_int (row);
  checkpoint->step = cb_statement_dup_text (row);
  checkpoint->facts = cb_statement_dup_json (row);
  return checkpoint;
}

typedef struct
{
  const char *job_id;
  const char *step;
  JsonObject *facts;
} CheckpointCall;

static gboolean
add_checkpoint_cb (CbStore *self, gpointer user_data, GError **error)
{
  const CheckpointCall *call = user_data;
  CbStatement *statement = _cb_store_statement (
      self, "INSERT INTO checkpoints (job_id, at_us, step, facts) VALUES (?, ?, ?, ?)");

  cb_statement_put_text (statement, call->job_id);
  cb_statement_put_int (statement, cb_clock_now (cb_store_get_clock (self)));
  cb_statement_put_text (statement, call->step);
  cb_statement_put_json (statement, call->facts);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_add_checkpoint:
 * @self: a store
 * @job_id: of what
 * @step: what is about to be done, or has been done
 * @facts: (nullable): what a later start must know; no secret
 * @error: why it was not kept: then the effect must not be tried
 *
 * On the disk when this returns %TRUE (outside cb_store_run()): the row is there before the effect
 * is (faults.md 36).
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_add_checkpoint (
    CbStore *self, const char *job_id, const char *step, JsonObject *facts, GError **error)
{
  CheckpointCall call = { .job_id = job_id, .step = step, .facts = facts };

  g_return_val_if_fail (job_id != NULL && step != NULL, FALSE);

  return cb_store_run (self, add_checkpoint_cb, &call, error);
}

/**
 * cb_store_get_checkpoints:
 * @self: a store
 * @job_id: of what
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbCheckpoint): the first first; empty when there is none
 */
GPtrArray *
cb_store_get_checkpoints (CbStore *self, const char *job_id, GError **error)
{
  CbQuery query = { .sql = "SELECT sequence, job_id, at_us, step, facts FROM checkpoints "
                           "WHERE job_id = ? ORDER BY sequence",
                    .text = { job_id },
                    .n_text = 1,
                    .read = read_checkpoint,
                    .destroy = (GDestroyNotify)cb_checkpoint_free };

  return _cb_store_list (self, &query, error);
}

static gpointer
read_receipt (CbStatement *row)
{
  CbReceipt *receipt = cb_receipt_new ();

  receipt->job_id = cb_statement_dup_text (row);
  receipt->dataset_id = cb_statement_dup_text (row);
  receipt->title = cb_statement_dup_text (row);
  receipt->url = cb_statement_dup_text (row);
  receipt->remote_id = cb_statement_dup_text (row);
  receipt->files = cb_statement_dup_text (row);
  receipt->prepared_by = cb_statement_dup_text (row);
  receipt->approved_by = cb_statement_dup_text (row);
  receipt->approved_us = cb_statement_get_int (row);
  receipt->published_us = cb_statement_get_int (row);
  receipt->journal_hash = cb_statement_dup_text (row);
  return receipt;
}

static gboolean
add_receipt_cb (CbStore *self, gpointer user_data, GError **error)
{
  const CbReceipt *receipt = user_data;
  CbStatement *statement = _cb_store_statement (self, "INSERT INTO receipts (" RECEIPT_COLUMNS
                                                      ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");

  cb_statement_put_text (statement, receipt->job_id);
  cb_statement_put_text (statement, receipt->dataset_id);
  cb_statement_put_text (statement, receipt->title);
  cb_statement_put_text (statement, receipt->url);
  cb_statement_put_text (statement, receipt->remote_id);
  cb_statement_put_text (statement, receipt->files);
  cb_statement_put_text (statement, receipt->prepared_by);
  cb_statement_put_text (statement, receipt->approved_by);
  cb_statement_put_int (statement, receipt->approved_us);
  cb_statement_put_int (statement, receipt->published_us);
  cb_statement_put_text (statement, receipt->journal_hash);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_add_receipt:
 * @self: a store
 * @receipt: complete; in the cb_store_run() that wrote its journal row, whose hash it carries
 *   (cb_journal_dup_head())
 * @error: %CB_ERROR_INVALID when the job has one already
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_add_receipt (CbStore *self, const CbReceipt *receipt, GError **error)
{
  g_return_val_if_fail (receipt != NULL, FALSE);

  return cb_store_run (self, add_receipt_cb, (gpointer)receipt, error);
}

/**
 * cb_store_get_receipt:
 * @self: a store
 * @job_id: of what
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the receipt
 */
CbReceipt *
cb_store_get_receipt (CbStore *self, const char *job_id, GError **error)
{
  CbQuery query = { .sql = "SELECT " RECEIPT_COLUMNS " FROM receipts WHERE job_id = ?",
                    .text = { job_id },
                    .n_text = 1,
                    .read = read_receipt,
                    .destroy = (GDestroyNotify)cb_receipt_free };

  return _cb_store_find (self, &query, "receipt", error);
}

/**
 * cb_store_list_receipts:
 * @self: a store
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbReceipt): the newest first
 */
GPtrArray *
cb_store_list_receipts (CbStore *self, GError **error)
{
  CbQuery query
      = { .sql = "SELECT " RECEIPT_COLUMNS " FROM receipts ORDER BY published_us DESC, rowid DESC",
          .read = read_receipt,
          .destroy = (GDestroyNotify)cb_receipt_free };

  return _cb_store_list (self, &query, error);
}
