/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where a run that did not arrive leaves its job, and its lane. */

#include "config.h"

#include "core/queue/cb-backoff.h"
#include "core/queue/cb-runner-private.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-accounts.h"

/* How long all jobs of a lane wait when there is no way to the portal; the network's return is
 * noticed earlier. */
#define OFFLINE_ATTEMPT 5

static gboolean
holds_lane (CbError code)
{
  switch ((int)code)
    {
    case CB_ERROR_SIGN_IN:
    case CB_ERROR_PROXY:
    case CB_ERROR_TLS:
    case CB_ERROR_REDIRECTED:
      return TRUE;
    default:
      return FALSE;
    }
}

static gboolean
blocks_lane (CbError code)
{
  return code == CB_ERROR_OFFLINE || code == CB_ERROR_NOT_A_PORTAL || code == CB_ERROR_BUSY;
}

static gboolean
hold_account_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbRunner *self = user_data;
  g_autoptr (CbAccount) account = cb_store_get_account (store, self->job->account_id, error);

  if (account == NULL)
    return FALSE;
  g_free (account->held);
  account->held = g_strdup (cb_error_code_name (self->job->reason));
  return cb_store_save_account (store, account, error);
}

/* What a portal refused once it will refuse again; told to people before the next try (R9). */
static gboolean
learn_limit_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbRunner *self = user_data;
  guint64 size = self->job->bytes_total;
  g_autoptr (CbAccount) account = cb_store_get_account (store, self->job->account_id, error);

  if (account == NULL)
    return FALSE;
  if (size == 0 || (account->max_bytes > 0 && account->max_bytes <= size))
    return TRUE;
  account->max_bytes = size;
  return cb_store_save_account (store, account, error);
}

static gboolean
remember_conflict (CbRunner *self, GError **error)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  JsonObject *files = json_object_new ();

  for (guint i = 0; self->remote != NULL && i < self->remote->files->len; i++)
    {
      const CbRemoteFile *file = g_ptr_array_index (self->remote->files, i);

      if (file->last_modified != NULL)
        json_object_set_string_member (files, file->id, file->last_modified);
    }
  json_object_set_object_member (facts, "files", files);
  if (self->remote != NULL)
    json_object_set_object_member (facts, "shown", json_object_ref (self->remote->record));
  return _cb_runner_mark (self, CB_STEP_CONFLICT, facts, error);
}

static void
set_reason (CbRunner *self, CbJobState state, CbError code, const char *detail)
{
  self->job->state = state;
  self->job->has_reason = TRUE;
  self->job->reason = code;
  g_free (self->job->reason_detail);
  self->job->reason_detail = g_strdup (detail);
  self->job->not_before_us = 0;
}

static void
wait_for_portal (CbRunner *self, CbError code, const char *detail)
{
  gint64 retry_after = cb_portal_get_retry_after (self->options->portal);
  guint attempt = OFFLINE_ATTEMPT;

  /* Being offline is nobody's failure: it does not count (faults.md 1). */
  if (code != CB_ERROR_OFFLINE)
    attempt = ++self->job->attempts;
  set_reason (self, CB_JOB_WAITING, code, detail);
  self->job->not_before_us = cb_clock_now (self->options->clock)
                             + cb_backoff_get_delay (self->options->clock, attempt, retry_after);
}

static gboolean
write_settlement (CbRunner *self, CbError code, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  if (holds_lane (code) && !cb_store_run (self->options->store, hold_account_cb, self, error))
    return FALSE;
  if (code == CB_ERROR_TOO_LARGE
      && !cb_store_run (self->options->store, learn_limit_cb, self, error))
    return FALSE;
  if (code == CB_ERROR_CONFLICT && !remember_conflict (self, error))
    return FALSE;
  if (self->job->state == CB_JOB_PARKED)
    {
      json_object_set_string_member (detail, "job", self->job->id);
      json_object_set_string_member (detail, "reason", cb_error_code_name (code));
      if (!cb_journal_append (self->options->store, "", "job.parked", self->job->dataset_id, detail,
                              error))
        return FALSE;
    }
  return _cb_runner_save (self, error);
}

/* Where a failed run leaves its job, and its lane. */
CbLaneVerdict
_cb_runner_settle (CbRunner *self, const GError *why, gint64 *until_us)
{
  CbError code = why->domain == CB_ERROR ? (CbError)why->code : CB_ERROR_FAILED;
  g_autoptr (GError) error = NULL;
  CbLaneVerdict verdict = CB_LANE_GOES_ON;

  _cb_runner_note_attempt (self, why);
  if (holds_lane (code))
    {
      set_reason (self, CB_JOB_WAITING, code, why->message);
      verdict = CB_LANE_HELD;
    }
  else if (cb_error_is_transient (why) || blocks_lane (code))
    {
      wait_for_portal (self, code, why->message);
      if (blocks_lane (code))
        verdict = CB_LANE_WAITS;
    }
  else
    set_reason (self, CB_JOB_PARKED, code, why->message);

  if (!write_settlement (self, code, &error))
    {
      /* A full disk: nothing is tried until it may be written down again (faults.md 34). */
      g_warning ("cannot write down how a job stands: %s", error->message);
      *until_us = cb_clock_now (self->options->clock) + CB_BACKOFF_LIMIT_US;
      return CB_LANE_WAITS;
    }
  *until_us = self->job->not_before_us;
  /* It was cancelled meanwhile: its turn is now, not when the lane would have come back. */
  if (verdict == CB_LANE_WAITS && !self->job->has_reason)
    verdict = CB_LANE_GOES_ON;
  return verdict;
}

void
_cb_runner_stand_still (CbRunner *self)
{
  g_autoptr (GError) error = NULL;

  self->job->state = CB_JOB_WAITING;
  self->job->has_reason = FALSE;
  self->job->not_before_us = 0;
  if (!_cb_runner_save (self, &error))
    g_warning ("cannot write down how a job stands: %s", error->message);
}
