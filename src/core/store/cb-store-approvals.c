/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-private.h"

#define COLUMNS                                                                                    \
  "id, dataset_id, digest, prepared_by, approved_by, approved_us, void_us, void_reason"

static gpointer
read_approval (CbStatement *row)
{
  CbApproval *approval = cb_approval_new ();

  approval->id = cb_statement_dup_text (row);
  approval->dataset_id = cb_statement_dup_text (row);
  approval->digest = cb_statement_dup_text (row);
  approval->prepared_by = cb_statement_dup_text (row);
  approval->approved_by = cb_statement_dup_text (row);
  approval->approved_us = cb_statement_get_int (row);
  approval->void_us = cb_statement_get_int (row);
  approval->void_reason = cb_statement_dup_text (row);
  return approval;
}

static gboolean
add_cb (CbStore *self, gpointer user_data, GError **error)
{
  const CbApproval *approval = user_data;
  CbStatement *statement;

  if (approval->void_us == 0
      && !cb_store_void_approvals (self, approval->dataset_id, "approved anew", error))
    return FALSE;

  statement = _cb_store_statement (self, "INSERT INTO approvals (" COLUMNS
                                         ") VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
  cb_statement_put_text (statement, approval->id);
  cb_statement_put_text (statement, approval->dataset_id);
  cb_statement_put_text (statement, approval->digest);
  cb_statement_put_text (statement, approval->prepared_by);
  cb_statement_put_text (statement, approval->approved_by);
  cb_statement_put_int (statement, approval->approved_us);
  cb_statement_put_int (statement, approval->void_us);
  cb_statement_put_text (statement, approval->void_reason);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_add_approval:
 * @self: a store
 * @approval: of cb_review_approve()
 * @error: %CB_ERROR_INVALID when there is no such dataset
 *
 * The one that held before, if any, is void from now on: at most one holds.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_add_approval (CbStore *self, const CbApproval *approval, GError **error)
{
  g_return_val_if_fail (approval != NULL && approval->id != NULL, FALSE);

  return cb_store_run (self, add_cb, (gpointer)approval, error);
}

/**
 * cb_store_get_approval:
 * @self: a store
 * @id: of the approval
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the approval, void or not
 */
CbApproval *
cb_store_get_approval (CbStore *self, const char *id, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM approvals WHERE id = ?",
                    .text = { id },
                    .n_text = 1,
                    .read = read_approval,
                    .destroy = (GDestroyNotify)cb_approval_free };

  return _cb_store_find (self, &query, "approval", error);
}

/**
 * cb_store_get_current_approval:
 * @self: a store
 * @dataset_id: of what
 * @error: %CB_ERROR_NOT_FOUND when none holds
 *
 * Whether it is of these bytes is for cb_review_holds() to say.
 *
 * Returns: (transfer full): the approval that is not void
 */
CbApproval *
cb_store_get_current_approval (CbStore *self, const char *dataset_id, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM approvals WHERE dataset_id = ? AND void_us = 0",
                    .text = { dataset_id },
                    .n_text = 1,
                    .read = read_approval,
                    .destroy = (GDestroyNotify)cb_approval_free };

  return _cb_store_find (self, &query, "approval that holds", error);
}

/**
 * cb_store_was_approved:
 * @self: a store
 * @dataset_id: of what
 * @approved: (out): whether anybody ever approved it, whether that holds or is void
 * @error: why it cannot be told
 *
 * Nothing is in the queue without an approval, so this also says what was never sent.
 *
 * Returns: whether it can be told
 */
gboolean
cb_store_was_approved (CbStore *self, const char *dataset_id, gboolean *approved, GError **error)
{
  CbQuery query = { .sql = "SELECT " COLUMNS " FROM approvals WHERE dataset_id = ? LIMIT 1",
                    .text = { dataset_id },
                    .n_text = 1,
                    .read = read_approval,
                    .destroy = (GDestroyNotify)cb_approval_free };
  g_autoptr (GPtrArray) approvals = NULL;

  g_return_val_if_fail (dataset_id != NULL && approved != NULL, FALSE);

  approvals = _cb_store_list (self, &query, error);
  *approved = approvals != NULL && approvals->len > 0;
  return approvals != NULL;
}

typedef struct
{
  const char *dataset_id;
  const char *reason;
} VoidCall;

static gboolean
void_cb (CbStore *self, gpointer user_data, GError **error)
{
  const VoidCall *call = user_data;
  CbStatement *statement
      = _cb_store_statement (self, "UPDATE approvals SET void_us = ?, void_reason = ? "
                                   "WHERE dataset_id = ? AND void_us = 0");

  cb_statement_put_int (statement, MAX (cb_clock_now (cb_store_get_clock (self)), 1));
  cb_statement_put_text (statement, call->reason);
  cb_statement_put_text (statement, call->dataset_id);
  return cb_statement_run (statement, error);
}

/**
 * cb_store_void_approvals:
 * @self: a store
 * @dataset_id: of what
 * @reason: what changed
 * @error: why it could not be noted
 *
 * Nothing is approved any more; when nothing was, nothing is done. In the cb_store_run() that makes
 * the change.
 *
 * Returns: whether no approval holds now
 */
gboolean
cb_store_void_approvals (CbStore *self, const char *dataset_id, const char *reason, GError **error)
{
  VoidCall call = { .dataset_id = dataset_id, .reason = reason };

  g_return_val_if_fail (dataset_id != NULL && reason != NULL, FALSE);

  return cb_store_run (self, void_cb, &call, error);
}
