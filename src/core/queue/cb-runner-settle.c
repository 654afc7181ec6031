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

/* Addresses that a person entered for one item say nothing of the next one's. */
static gboolean
holds_lane (CbRunner *self, CbError code)
{
  if (_cb_runner_is_by_hand (self))
    return FALSE;
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

/* A full disk of this computer is nobody's failure either, and shows itself at the next row. */
static void
wait_for_room (CbRunner *self, const char *detail)
{
  set_reason (self, CB_JOB_WAITING, CB_ERROR_DISK_FULL, detail);
  self->job->not_before_us = cb_clock_now (self->options->clock)
                             + cb_backoff_get_delay (self->options->clock, OFFLINE_ATTEMPT, 0);
}

static gboolean
append_parked (CbStore *store, const CbJob *job, CbError code, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "job", job->id);
  json_object_set_string_member (detail, "reason", cb_error_code_name (code));
  return cb_journal_append (store, "", "job.parked", job->dataset_id, detail, error);
}

typedef struct
{
  CbRunner *runner;
  CbError code;
} Settlement;

static gboolean
write_settlement_cb (CbStore *store, gpointer user_data, GError **error)
{
  Settlement *settlement = user_data;
  CbRunner *self = settlement->runner;
  CbError code = settlement->code;
  gboolean stands = FALSE;

  if (holds_lane (self, code) && !cb_store_run (store, hold_account_cb, self, error))
    return FALSE;
  if (code == CB_ERROR_TOO_LARGE && !cb_store_run (store, learn_limit_cb, self, error))
    return FALSE;
  if ((code == CB_ERROR_CONFLICT && !remember_conflict (self, error))
      || !_cb_runner_save (self, &stands, error))
    return FALSE;
  /* One that has had another order meanwhile was not parked. */
  return !stands || self->job->state != CB_JOB_PARKED
         || append_parked (store, self->job, code, error);
}

/* Nothing of the lane is tried until it may be written down again (faults.md 34). The rows say
 * nothing of it: the queue does. */
static CbLaneVerdict
wait_for_rows (CbRunner *self, const GError *error, CbLaneWait *wait)
{
  g_warning ("cannot write down how a job stands: %s", error->message);
  wait->has_trouble = TRUE;
  wait->trouble = error->domain == CB_ERROR ? (CbError)error->code : CB_ERROR_FAILED;
  wait->until_us = cb_clock_now (self->options->clock)
                   + cb_backoff_get_delay (self->options->clock, OFFLINE_ATTEMPT, 0);
  return CB_LANE_WAITS;
}

/* Where a failed run leaves its job, and its lane. */
CbLaneVerdict
_cb_runner_settle (CbRunner *self, const GError *why, CbLaneWait *wait)
{
  CbError code = why->domain == CB_ERROR ? (CbError)why->code : CB_ERROR_FAILED;
  Settlement settlement = { .runner = self, .code = code };
  g_autoptr (GError) error = NULL;
  CbLaneVerdict verdict = CB_LANE_GOES_ON;

  _cb_runner_note_attempt (self, why);
  if (holds_lane (self, code))
    {
      set_reason (self, CB_JOB_WAITING, code, why->message);
      verdict = CB_LANE_HELD;
    }
  else if (code == CB_ERROR_DISK_FULL)
    {
      wait_for_room (self, why->message);
      verdict = CB_LANE_WAITS;
    }
  else if (cb_error_is_transient (why) || blocks_lane (code))
    {
      wait_for_portal (self, code, why->message);
      if (blocks_lane (code))
        verdict = CB_LANE_WAITS;
    }
  else
    set_reason (self, CB_JOB_PARKED, code, why->message);

  if (!cb_store_run (self->options->store, write_settlement_cb, &settlement, &error))
    return wait_for_rows (self, error, wait);
  wait->until_us = self->job->not_before_us;
  /* It was cancelled meanwhile: its turn is now, not when the lane would have come back. */
  if (verdict == CB_LANE_WAITS && !self->job->has_reason)
    verdict = CB_LANE_GOES_ON;
  return verdict;
}

/* Whether it is of the rows themselves, and so will be the same at the next try. */
static gboolean
is_lasting (const GError *why)
{
  return g_error_matches (why, CB_ERROR, CB_ERROR_NOT_FOUND)
         || g_error_matches (why, CB_ERROR, CB_ERROR_DAMAGED)
         || g_error_matches (why, CB_ERROR, CB_ERROR_UNREADABLE)
         || g_error_matches (why, CB_ERROR, CB_ERROR_INVALID);
}

typedef struct
{
  const CbJob *job;
  const char *detail;
} Aside;

static gboolean
put_aside_cb (CbStore *store, gpointer user_data, GError **error)
{
  Aside *aside = user_data;

  return cb_store_park_job (store, aside->job->id, CB_ERROR_DAMAGED, aside->detail, error)
         && append_parked (store, aside->job, CB_ERROR_DAMAGED, error);
}

/* A job whose rows cannot be read, its dataset's or its approval's, is put aside for a person to
 * look at, and keeps nobody else waiting. @self: as far as it was read */
CbLaneVerdict
_cb_runner_put_aside (CbRunner *self, const char *job_id, const GError *why, CbLaneWait *wait)
{
  g_autoptr (GError) error = NULL;
  Aside aside = { .job = self->job, .detail = why->message };

  g_warning ("cannot run job %s: %s", job_id, why->message);
  /* It was removed a moment ago. */
  if (self->job == NULL && g_error_matches (why, CB_ERROR, CB_ERROR_NOT_FOUND))
    return CB_LANE_GOES_ON;
  if (self->job == NULL || !is_lasting (why))
    return wait_for_rows (self, why, wait);
  if (!cb_store_run (self->options->store, put_aside_cb, &aside, &error))
    return wait_for_rows (self, error, wait);
  return CB_LANE_GOES_ON;
}

void
_cb_runner_stand_still (CbRunner *self)
{
  g_autoptr (GError) error = NULL;

  self->job->state = CB_JOB_WAITING;
  self->job->has_reason = FALSE;
  self->job->not_before_us = 0;
  if (!_cb_runner_save (self, NULL, &error))
    g_warning ("cannot write down how a job stands: %s", error->message);
}
