/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-failpoint.h"
#include "core/queue/cb-backoff.h"
#include "core/queue/cb-runner-private.h"
#include "core/review/cb-review.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-datasets.h"

/* Between two looks at the approval at most so many bytes go out: a look costs two rows of the
 * store, and at a gigabyte per second there are 256 of them. */
#define GATE_EVERY (4u * 1024 * 1024)

GCancellable *
_cb_runner_get_cancellable (CbRunner *self)
{
  return cb_control_get_cancellable (self->options->control);
}

const char *
_cb_runner_get_local_id (CbRunner *self, const CbDatasetFile *file)
{
  return g_hash_table_lookup (self->local_ids, file->id);
}

/* A person may have cancelled while the run was ending by itself: what would park the job, or have
 * it wait, gives way, and its lane takes it back at once. A run that knew of it is past that. */
static gboolean
give_way_to_cancel (CbRunner *self, CbStore *store, GError **error)
{
  g_autoptr (CbMemory) memory = NULL;

  if (!self->job->has_reason || self->memory->cancel || cb_job_state_is_final (self->job->state))
    return TRUE;
  memory = cb_memory_load (store, self->job, error);
  if (memory == NULL)
    return FALSE;
  if (!memory->cancel)
    return TRUE;
  self->job->state = CB_JOB_WAITING;
  self->job->has_reason = FALSE;
  self->job->not_before_us = 0;
  return TRUE;
}

/* Given another order while it ran, an approval of something else or to be sent after all, the job
 * is no longer what this run is about: how it stands, and when it begins, is what the order says.
 */
gboolean
_cb_runner_is_superseded (
    CbRunner *self, CbStore *store, const CbJob *row, gboolean *superseded, GError **error)
{
  g_autoptr (CbMemory) memory = NULL;

  *superseded = g_strcmp0 (row->approval_id, self->job->approval_id) != 0;
  if (*superseded || !self->memory->cancel)
    return TRUE;
  memory = cb_memory_load (store, row, error);
  if (memory == NULL)
    return FALSE;
  *superseded = !memory->cancel;
  return TRUE;
}

/* Only what a run decides; paused, position and the like belong to whoever asks for them. */
static void
put_standing (CbRunner *self, CbJob *row)
{
  row->state = self->job->state;
  row->has_reason = self->job->has_reason;
  row->reason = self->job->reason;
  row->attempts = self->job->attempts;
  row->not_before_us = self->job->not_before_us;
  row->bytes_done = self->job->bytes_done;
  row->bytes_total = self->job->bytes_total;
  row->changed_us = cb_clock_now (self->options->clock);
  row->finished_us = self->job->finished_us;
  g_free (row->reason_detail);
  row->reason_detail = g_strdup (self->job->reason_detail);
  g_free (row->file_id);
  row->file_id = g_strdup (self->job->file_id);
}

typedef struct
{
  CbRunner *runner;
  gboolean stands;
} Saving;

static gboolean
save_job_cb (CbStore *store, gpointer user_data, GError **error)
{
  Saving *saving = user_data;
  CbRunner *self = saving->runner;
  g_autoptr (CbJob) row = cb_store_get_job (store, self->job->id, error);
  gboolean superseded = FALSE;

  if (row == NULL || !_cb_runner_is_superseded (self, store, row, &superseded, error))
    return FALSE;
  if (!superseded && !give_way_to_cancel (self, store, error))
    return FALSE;
  if (!superseded)
    put_standing (self, row);
  /* What was found or left on the portal is there, whatever the job is about. */
  g_free (row->remote_id);
  row->remote_id = g_strdup (self->job->remote_id);
  self->job->paused = row->paused;
  saving->stands = !superseded;
  return cb_store_save_job (store, row, error);
}

/* @stands: (out) (optional): whether the row now says how the run left the job; %FALSE when the
 * job has had another order meanwhile */
gboolean
_cb_runner_save (CbRunner *self, gboolean *stands, GError **error)
{
  Saving saving = { .runner = self };

  if (!cb_store_run (self->options->store, save_job_cb, &saving, error))
    return FALSE;
  if (stands != NULL)
    *stands = saving.stands;
  return TRUE;
}

static void
tell (CbRunner *self)
{
  if (self->options->changed != NULL && self->job != NULL)
    self->options->changed (self->job->id, self->options->user_data);
}

/* Quiet hours that break off what is under way end the run where it is, as a pause does; a person
 * who wants it at once, or taken back, is not held up by them. */
static gboolean
check_quiet (CbRunner *self, GError **error)
{
  if (!self->limits.quiet_stop || self->memory->at_once || self->memory->cancel
      || cb_limits_get_quiet_end (&self->limits, self->options->clock) == 0)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "quiet hours have begun");
  return FALSE;
}

/* What is not approved is never sent: asked before every effect, and every few megabytes. */
gboolean
_cb_runner_gate (CbRunner *self, GError **error)
{
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbApproval) approval = NULL;

  self->gate_bytes = 0;
  cb_limits_load (self->options->store, &self->limits);
  if (g_cancellable_set_error_if_cancelled (_cb_runner_get_cancellable (self), error)
      || !check_quiet (self, error))
    return FALSE;
  dataset = cb_store_get_dataset (self->options->store, self->job->dataset_id, error);
  if (dataset == NULL)
    return FALSE;
  approval = cb_store_get_approval (self->options->store, self->job->approval_id, error);
  if (approval == NULL)
    return FALSE;
  return cb_review_holds (approval, dataset, error);
}

static gboolean
transfer_gate_cb (gpointer user_data, GError **error)
{
  CbRunner *self = user_data;

  if (self->gate_bytes >= GATE_EVERY)
    return _cb_runner_gate (self, error);
  return check_quiet (self, error);
}

static void
transfer_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  CbRunner *self = user_data;

  guint64 bytes = done - MIN (done, self->last_bytes);

  self->gate_bytes += bytes;
  self->last_bytes = done;
  cb_control_set_progress (self->options->control, done, total);
  cb_throttle_spend (self->options->throttle, bytes, self->limits.rate,
                     _cb_runner_get_cancellable (self));
  cb_failpoint ("queue.body");
}

void
_cb_runner_init_transfer (CbRunner *self, CbTransfer *transfer)
{
  self->gate_bytes = 0;
  self->last_bytes = 0;
  transfer->gate = transfer_gate_cb;
  transfer->progress = transfer_progress_cb;
  transfer->user_data = self;
}

static gboolean
reach (const char *kind, const char *name, GError **error)
{
  g_autofree char *point = g_strdup_printf ("queue.%s.%s", kind, name);

  if (!cb_failpoint (point))
    return TRUE;
  g_set_error (error, CB_ERROR, CB_ERROR_DISK_FULL, "%s", point);
  return FALSE;
}

gboolean
_cb_runner_enter (CbRunner *self, CbJobState state, const CbDatasetFile *file, GError **error)
{
  self->job->state = state;
  self->job->has_reason = FALSE;
  g_clear_pointer (&self->job->reason_detail, g_free);
  self->job->not_before_us = 0;
  g_free (self->job->file_id);
  self->job->file_id = file != NULL ? g_strdup (_cb_runner_get_local_id (self, file)) : NULL;
  self->job->bytes_done = 0;
  self->job->bytes_total = file != NULL ? file->size : 0;
  cb_control_start_step (self->options->control, state, self->job->file_id, self->job->bytes_total);
  if (!_cb_runner_save (self, NULL, error))
    return FALSE;
  tell (self);
  return reach ("enter", cb_job_state_name (state), error);
}

typedef struct
{
  CbRunner *runner;
  const char *step;
  JsonObject *facts;
} Mark;

/* What the journal keeps of it: effects that happened, not intentions. */
static const char *
get_event (const char *step)
{
  static const char *const events[][2] = {
    { CB_STEP_CREATED, "remote.created" },     { CB_STEP_SLOTTED, "remote.slotted" },
    { CB_STEP_SENT, "remote.sent" },           { CB_STEP_CONFIRMED, "remote.confirmed" },
    { CB_STEP_REVISED, "remote.revised" },     { CB_STEP_DESCRIBED, "remote.described" },
    { CB_STEP_PUBLISHED, "remote.published" }, { CB_STEP_DELETED, "remote.deleted" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_str_equal (events[i][0], step))
      return events[i][1];
  return NULL;
}

static gboolean
mark_cb (CbStore *store, gpointer user_data, GError **error)
{
  Mark *mark = user_data;
  const char *event = get_event (mark->step);

  if (!cb_store_add_checkpoint (store, mark->runner->job->id, mark->step, mark->facts, error))
    return FALSE;
  return event == NULL
         || cb_journal_append (store, "", event, mark->runner->job->dataset_id, mark->facts, error);
}

/* A row before each effect, and one after it. */
gboolean
_cb_runner_mark (CbRunner *self, const char *step, JsonObject *facts, GError **error)
{
  g_autoptr (JsonObject) empty = json_object_new ();
  Mark mark = { .runner = self, .step = step, .facts = facts != NULL ? facts : empty };

  if (!cb_store_run (self->options->store, mark_cb, &mark, error))
    return FALSE;
  cb_memory_learn (self->memory, step, mark.facts);
  return reach ("mark", step, error);
}

void
_cb_runner_note_attempt (CbRunner *self, const GError *error)
{
  g_autoptr (CbAttempt) attempt = cb_attempt_new ();
  g_autoptr (GError) local_error = NULL;

  attempt->job_id = g_strdup (self->job->id);
  attempt->at_us = cb_clock_now (self->options->clock);
  attempt->step = self->job->state;
  attempt->what = g_strdup (self->what != NULL ? self->what : "");
  if (error == NULL)
    attempt->outcome = g_strdup ("ok");
  else
    attempt->outcome = g_strdup (
        error->domain == CB_ERROR ? cb_error_code_name ((CbError)error->code) : "failed");
  attempt->detail = error != NULL ? g_strdup (error->message) : NULL;
  if (!cb_store_add_attempt (self->options->store, attempt, &local_error))
    g_warning ("cannot note an attempt: %s", local_error->message);
}

static void
use_resource_ids (CbRunner *self)
{
  self->local_ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  for (guint i = 0; i < self->dataset->files->len; i++)
    {
      CbDatasetFile *file = g_ptr_array_index (self->dataset->files, i);
      char *remote_id = cb_memory_dup_resource_id (self->memory, file->id);

      g_hash_table_insert (self->local_ids, g_strdup (remote_id), file->id);
      file->id = remote_id;
    }
}

static gboolean
load (CbRunner *self, const char *job_id, GError **error)
{
  CbStore *store = self->options->store;

  self->job = cb_store_get_job (store, job_id, error);
  if (self->job == NULL)
    return FALSE;
  self->dataset = cb_store_get_dataset (store, self->job->dataset_id, error);
  if (self->dataset == NULL)
    return FALSE;
  self->approval = cb_store_get_approval (store, self->job->approval_id, error);
  if (self->approval == NULL)
    return FALSE;
  self->memory = cb_memory_load (store, self->job, error);
  if (self->memory == NULL)
    return FALSE;

  cb_limits_load (store, &self->limits);
  use_resource_ids (self);
  self->wanted = cb_portal_dup_record (self->options->portal, self->dataset);
  self->proven = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                        (GDestroyNotify)cb_remote_file_free);
  self->sent_now = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return TRUE;
}

static void
clear (CbRunner *self)
{
  cb_job_free (self->job);
  cb_dataset_free (self->dataset);
  cb_approval_free (self->approval);
  cb_memory_free (self->memory);
  cb_remote_dataset_free (self->remote);
  g_clear_pointer (&self->wanted, json_object_unref);
  g_clear_pointer (&self->proven, g_hash_table_unref);
  g_clear_pointer (&self->sent_now, g_hash_table_unref);
  g_clear_pointer (&self->local_ids, g_hash_table_unref);
}

/* Opening the keyring may take a person's time, and whoever is waiting may pause or cancel the job
 * then: nobody was running it, so its row alone says it. */
static gboolean
is_to_run (const CbRunner *self)
{
  return !self->job->paused && self->job->state != CB_JOB_PARKED
         && !cb_job_state_is_final (self->job->state);
}

/* A cancel that comes too late is told as what it is: published. */
static gboolean
run_to_an_end (CbRunner *self, GError **error)
{
  gboolean is_public = FALSE;

  /* Stopped before it began: it stays in the queue. */
  if (g_cancellable_set_error_if_cancelled (_cb_runner_get_cancellable (self), error))
    return FALSE;
  if (!self->memory->cancel)
    return _cb_runner_is_by_hand (self) ? _cb_runner_by_hand (self, error)
                                        : _cb_runner_converge (self, error);
  if (!_cb_runner_cancel (self, &is_public, error))
    return FALSE;
  return !is_public || _cb_runner_converge (self, error);
}

/**
 * cb_runner_run:
 * @options: where and with what
 * @job_id: which job
 * @wait: (out): with %CB_LANE_WAITS, until when and what for
 *
 * Takes a job as far as it goes now: to its end, to a reason to wait, or to where it was stopped.
 * Blocks for as long as that takes.
 *
 * Returns: what it means for the jobs behind it
 */
CbLaneVerdict
cb_runner_run (const CbRunnerOptions *options, const char *job_id, CbLaneWait *wait)
{
  CbRunner self = { .options = options };
  g_autoptr (GError) error = NULL;
  CbLaneVerdict verdict = CB_LANE_GOES_ON;

  *wait = (CbLaneWait){ 0 };
  if (!load (&self, job_id, &error))
    verdict = _cb_runner_put_aside (&self, job_id, error, wait);
  else if (is_to_run (&self) && !run_to_an_end (&self, &error))
    {
      if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
        verdict = _cb_runner_settle (&self, error, wait);
      else
        _cb_runner_stand_still (&self);
    }
  tell (&self);
  clear (&self);
  return verdict;
}
