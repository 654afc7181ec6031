/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-job.h"

/**
 * cb_job_new:
 *
 * Returns: (transfer full): a job with nothing in it
 */
CbJob *
cb_job_new (void)
{
  return g_new0 (CbJob, 1);
}

/**
 * cb_job_copy:
 * @self: a job
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbJob *
cb_job_copy (const CbJob *self)
{
  CbJob *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->dataset_id = g_strdup (self->dataset_id);
  copy->approval_id = g_strdup (self->approval_id);
  copy->account_id = g_strdup (self->account_id);
  copy->reason_detail = g_strdup (self->reason_detail);
  copy->slug = g_strdup (self->slug);
  copy->remote_id = g_strdup (self->remote_id);
  copy->file_id = g_strdup (self->file_id);
  return copy;
}

/**
 * cb_job_free:
 * @self: (nullable) (transfer full): a job
 */
void
cb_job_free (CbJob *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->dataset_id);
  g_free (self->approval_id);
  g_free (self->account_id);
  g_free (self->reason_detail);
  g_free (self->slug);
  g_free (self->remote_id);
  g_free (self->file_id);
  g_free (self);
}

/**
 * cb_receipt_new:
 *
 * Returns: (transfer full): a receipt with nothing in it
 */
CbReceipt *
cb_receipt_new (void)
{
  return g_new0 (CbReceipt, 1);
}

/**
 * cb_receipt_copy:
 * @self: a receipt
 *
 * Returns: (transfer full): a copy that shares nothing with @self
 */
CbReceipt *
cb_receipt_copy (const CbReceipt *self)
{
  CbReceipt *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->job_id = g_strdup (self->job_id);
  copy->dataset_id = g_strdup (self->dataset_id);
  copy->title = g_strdup (self->title);
  copy->url = g_strdup (self->url);
  copy->remote_id = g_strdup (self->remote_id);
  copy->files = g_strdup (self->files);
  copy->prepared_by = g_strdup (self->prepared_by);
  copy->approved_by = g_strdup (self->approved_by);
  copy->journal_hash = g_strdup (self->journal_hash);
  return copy;
}

/**
 * cb_receipt_free:
 * @self: (nullable) (transfer full): a receipt
 */
void
cb_receipt_free (CbReceipt *self)
{
  if (self == NULL)
    return;

  g_free (self->job_id);
  g_free (self->dataset_id);
  g_free (self->title);
  g_free (self->url);
  g_free (self->remote_id);
  g_free (self->files);
  g_free (self->prepared_by);
  g_free (self->approved_by);
  g_free (self->journal_hash);
  g_free (self);
}

static const char *const job_state_names[] = {
  [CB_JOB_WAITING] = "waiting",
  [CB_JOB_PROBING] = "probing",
  [CB_JOB_SLOTTING] = "slotting",
  [CB_JOB_SENDING] = "sending",
  [CB_JOB_CONFIRMING] = "confirming",
  [CB_JOB_PUBLISHING] = "publishing",
  [CB_JOB_DONE] = "done",
  [CB_JOB_PARKED] = "parked",
  [CB_JOB_CANCELLED] = "cancelled",
};

/**
 * cb_job_state_name:
 * @value: a state
 *
 * Returns: (transfer none): its stable name, as stored
 */
const char *
cb_job_state_name (CbJobState value)
{
  g_return_val_if_fail ((guint)value < G_N_ELEMENTS (job_state_names), "");

  return job_state_names[value];
}

/**
 * cb_job_state_from_name:
 * @name: (nullable): a stored name
 * @value: (out): the state
 *
 * Returns: %FALSE for a name that this version does not know
 */
gboolean
cb_job_state_from_name (const char *name, CbJobState *value)
{
  for (guint i = 0; i < G_N_ELEMENTS (job_state_names); i++)
    if (g_strcmp0 (name, job_state_names[i]) == 0)
      {
        *value = (CbJobState)i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_job_state_is_final:
 * @state: a state
 *
 * Returns: %TRUE when nothing more happens to a job in it
 */
gboolean
cb_job_state_is_final (CbJobState state)
{
  return state == CB_JOB_DONE || state == CB_JOB_CANCELLED;
}
