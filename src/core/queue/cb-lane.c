/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One lane per account: one thread, one job at a time, in order, but no job waits for one that
 * waits. */

#include "config.h"

#include "core/queue/cb-backoff.h"
#include "core/queue/cb-memory.h"
#include "core/queue/cb-queue-private.h"
#include "core/queue/cb-runner.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-jobs.h"

/* A lane looks at the wall clock at least this often: clocks are set, machines sleep. */
#define LONGEST_NAP_US (30 * G_USEC_PER_SEC)

/* What a lane waits for; nothing when @until_us is 0. */
CbLaneWait
_cb_lane_get_wait (CbQueue *self, const char *account_id)
{
  const CbLaneWait *wait;
  CbLaneWait value = { 0 };

  g_mutex_lock (&self->lock);
  wait = g_hash_table_lookup (self->lane_wait, account_id);
  if (wait != NULL)
    value = *wait;
  g_mutex_unlock (&self->lock);
  return value;
}

static void
set_lane_wait (CbQueue *self, const char *account_id, const CbLaneWait *wait)
{
  g_mutex_lock (&self->lock);
  if (wait != NULL)
    g_hash_table_insert (self->lane_wait, g_strdup (account_id), g_memdup2 (wait, sizeof *wait));
  else
    g_hash_table_remove (self->lane_wait, account_id);
  g_mutex_unlock (&self->lock);
}

/* When a job may be tried. A wait of our own making that lies further off than the longest one is
 * a clock that was set back (faults.md 38); a person's schedule is believed. */
static gint64
get_due (CbJob *job, gint64 now)
{
  if (job->has_reason && job->not_before_us > now + CB_BACKOFF_LONGEST_US)
    return now;

  return job->not_before_us;
}

/* Whether quiet hours do not hold up a job: it is to be taken back, or a person wants it at once.
 */
gboolean
_cb_lane_is_exempt (CbQueue *self, const CbJob *job)
{
  g_autoptr (CbMemory) memory = cb_memory_load (self->store, job, NULL);

  return memory != NULL && (memory->cancel || memory->at_once);
}

static CbJob *
pick_job (CbQueue *self, const char *account_id, gint64 *next_due)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = cb_store_list_open_jobs (self->store, account_id, &error);
  gint64 now = cb_clock_now (self->clock);
  CbLimits limits;
  gint64 quiet_end;

  *next_due = G_MAXINT64;
  if (jobs == NULL)
    {
      g_warning ("cannot read the queue: %s", error->message);
      *next_due = now + CB_BACKOFF_LIMIT_US;
      return NULL;
    }
  cb_limits_load (self->store, &limits);
  quiet_end = cb_limits_get_quiet_end (&limits, self->clock);
  for (guint i = 0; i < jobs->len; i++)
    {
      CbJob *job = g_ptr_array_index (jobs, i);
      gint64 due = get_due (job, now);

      if (job->paused || job->state == CB_JOB_PARKED)
        continue;
      if (due < quiet_end && !_cb_lane_is_exempt (self, job))
        due = quiet_end;
      if (due <= now)
        return cb_job_copy (job);
      *next_due = MIN (*next_due, due);
    }
  return NULL;
}

static gboolean
hold_cb (CbStore *store, gpointer user_data, GError **error)
{
  CbAccount *held = user_data;
  g_autoptr (CbAccount) account = cb_store_get_account (store, held->id, error);

  if (account == NULL)
    return FALSE;
  g_free (account->held);
  account->held = g_strdup (held->held);
  return cb_store_save_account (store, account, error);
}

static CbPortal *
open_portal (CbQueue *self, CbAccount *account, GCancellable *cancellable)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) write_error = NULL;
  CbPortal *portal = NULL;
  char *token;

  if (cb_account_is_by_hand (account))
    return self->factory (account, "", self->factory_data, &error);
  token = cb_keyring_lookup (self->keyring, account->id, cancellable, &error);
  if (token != NULL)
    {
      portal = self->factory (account, token, self->factory_data, &error);
      cb_keyring_free_secret (token);
    }
  if (portal != NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return portal;

  /* No key, no portal: the lane stands until a person opens the keyring or signs in. */
  g_free (account->held);
  account->held = g_strdup (
      cb_error_code_name (error->domain == CB_ERROR ? (CbError)error->code : CB_ERROR_FAILED));
  if (!cb_store_run (self->store, hold_cb, account, &write_error))
    g_warning ("cannot hold an account: %s", write_error->message);
  _cb_queue_tell (self, NULL);
  return NULL;
}

static guint
get_releases (CbQueue *self)
{
  guint releases;

  g_mutex_lock (&self->lock);
  releases = self->releases;
  g_mutex_unlock (&self->lock);
  return releases;
}

static void
run_job (CbQueue *self,
         const CbAccount *account,
         CbPortal *portal,
         const CbJob *job,
         GCancellable *cancellable)
{
  g_autoptr (CbControl) control = cb_control_new (job->id, cancellable);
  CbRunnerOptions options = {
    .store = self->store,
    .vault = self->vault,
    .clock = self->clock,
    .portal = portal,
    .account = account,
    .control = control,
    .throttle = self->throttle,
    .changed = self->changed,
    .user_data = self->changed_data,
  };
  CbLaneVerdict verdict;
  CbLaneWait wait;

  g_mutex_lock (&self->lock);
  g_hash_table_insert (self->running, g_strdup (job->id), cb_control_ref (control));
  g_mutex_unlock (&self->lock);
  verdict = cb_runner_run (&options, job->id, &wait);
  g_mutex_lock (&self->lock);
  g_hash_table_remove (self->running, job->id);
  g_mutex_unlock (&self->lock);
  set_lane_wait (self, account->id, verdict == CB_LANE_WAITS ? &wait : NULL);
  _cb_queue_tell (self, job->id);
}

/* Runs what is due in one lane, in the calling thread; the answer is when to come back. */
gint64
_cb_lane_run_due (CbQueue *self, const char *account_id, GCancellable *cancellable)
{
  g_autoptr (CbPortal) portal = NULL;
  gint64 next_due = G_MAXINT64;
  guint releases = 0;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr (CbAccount) account = cb_store_get_account (self->store, account_id, NULL);
      g_autoptr (CbJob) job = NULL;
      gint64 wait = _cb_lane_get_wait (self, account_id).until_us;

      /* Signed in anew while a job ran: what the old code was refused says nothing of the new one.
       */
      if (portal != NULL && releases != get_releases (self))
        {
          g_clear_object (&portal);
          if (account != NULL && account->held != NULL && cb_queue_release (self, account_id, NULL))
            continue;
        }
      if (account == NULL || account->held != NULL)
        return G_MAXINT64;
      if (wait > cb_clock_now (self->clock)
          && wait <= cb_clock_now (self->clock) + CB_BACKOFF_LONGEST_US)
        return wait;
      job = pick_job (self, account_id, &next_due);
      if (job == NULL)
        return next_due;
      if (portal == NULL)
        {
          releases = get_releases (self);
          portal = open_portal (self, account, cancellable);
        }
      if (portal == NULL)
        return G_MAXINT64;
      run_job (self, account, portal, job, cancellable);
    }
  return next_due;
}

typedef struct
{
  CbQueue *queue; /* (not owned): joined before it goes */
  char *account_id;
  GCancellable *stopping;
} Lane;

static void
nap (CbQueue *self, GCancellable *stopping, gint64 due, guint wakes)
{
  gint64 left = due == G_MAXINT64 ? LONGEST_NAP_US : due - cb_clock_now (self->clock);
  gint64 end = g_get_monotonic_time () + CLAMP (left, 1000, LONGEST_NAP_US);

  g_mutex_lock (&self->lock);
  while (self->wakes == wakes && !g_cancellable_is_cancelled (stopping))
    if (!g_cond_wait_until (&self->wake, &self->lock, end))
      break;
  g_mutex_unlock (&self->lock);
}

static gpointer
run_lane (gpointer data)
{
  Lane *lane = data;

  while (!g_cancellable_is_cancelled (lane->stopping))
    {
      guint wakes;
      gint64 due;

      g_mutex_lock (&lane->queue->lock);
      wakes = lane->queue->wakes;
      g_mutex_unlock (&lane->queue->lock);
      due = _cb_lane_run_due (lane->queue, lane->account_id, lane->stopping);
      nap (lane->queue, lane->stopping, due, wakes);
    }
  g_free (lane->account_id);
  g_object_unref (lane->stopping);
  g_free (lane);
  return NULL;
}

/* With the queue's lock held. */
void
_cb_lane_start (CbQueue *self, const char *account_id)
{
  Lane *lane;

  if (self->stopping == NULL || g_hash_table_contains (self->lanes, account_id))
    return;
  lane = g_new0 (Lane, 1);
  lane->queue = self;
  lane->account_id = g_strdup (account_id);
  lane->stopping = g_object_ref (self->stopping);
  g_hash_table_insert (self->lanes, g_strdup (account_id),
                       g_thread_new ("cb-lane", run_lane, lane));
}
