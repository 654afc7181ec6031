/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/queue/cb-queue-private.h"

#include "core/queue/cb-backoff.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-jobs.h"

/**
 * CbQueue:
 *
 * What is approved goes to the portals, however often the network, the portal or this program
 * breaks off on the way. The rows of the store are the queue; this object runs them.
 */
G_DEFINE_FINAL_TYPE (CbQueue, cb_queue, G_TYPE_OBJECT)

static void
network_changed_cb (GNetworkMonitor *monitor, gboolean available, gpointer user_data)
{
  if (available)
    cb_queue_network_changed (user_data);
}

static void
cb_queue_dispose (GObject *object)
{
  CbQueue *self = CB_QUEUE (object);

  cb_queue_stop (self);

  G_OBJECT_CLASS (cb_queue_parent_class)->dispose (object);
}

static void
cb_queue_finalize (GObject *object)
{
  CbQueue *self = CB_QUEUE (object);

  if (self->factory_destroy != NULL)
    self->factory_destroy (self->factory_data);
  g_clear_object (&self->store);
  g_clear_object (&self->vault);
  g_clear_object (&self->keyring);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->throttle, cb_throttle_free);
  g_hash_table_unref (self->running);
  g_hash_table_unref (self->lanes);
  g_hash_table_unref (self->lane_wait);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->wake);

  G_OBJECT_CLASS (cb_queue_parent_class)->finalize (object);
}

static void
cb_queue_class_init (CbQueueClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = cb_queue_dispose;
  G_OBJECT_CLASS (klass)->finalize = cb_queue_finalize;
}

static void
cb_queue_init (CbQueue *self)
{
  g_mutex_init (&self->lock);
  g_cond_init (&self->wake);
  self->running
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)cb_control_unref);
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->lane_wait = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

void
_cb_queue_tell (CbQueue *self, const char *job_id)
{
  if (self->changed != NULL)
    self->changed (job_id, self->changed_data);
}

void
_cb_queue_wake (CbQueue *self)
{
  g_mutex_lock (&self->lock);
  self->wakes++;
  g_cond_broadcast (&self->wake);
  g_mutex_unlock (&self->lock);
}

CbControl *
_cb_queue_dup_control (CbQueue *self, const char *job_id)
{
  CbControl *control;

  g_mutex_lock (&self->lock);
  control = g_hash_table_lookup (self->running, job_id);
  if (control != NULL)
    cb_control_ref (control);
  g_mutex_unlock (&self->lock);
  return control;
}

/**
 * cb_queue_new:
 * @store: its rows
 * @vault: (nullable): the bytes; %NULL for a queue that is only looked at
 * @keyring: the tokens
 * @clock: time and chance
 * @factory: makes the portal of an account
 * @user_data: for @factory
 * @destroy: (nullable): for @user_data
 *
 * Returns: (transfer full): a queue at rest: nothing is sent before cb_queue_start() or
 *   cb_queue_run_once()
 */
CbQueue *
cb_queue_new (CbStore *store,
              CbVault *vault,
              CbKeyring *keyring,
              CbClock *clock,
              CbPortalFactory factory,
              gpointer user_data,
              GDestroyNotify destroy)
{
  CbQueue *self = g_object_new (CB_TYPE_QUEUE, NULL);

  self->store = g_object_ref (store);
  g_set_object (&self->vault, vault);
  self->keyring = g_object_ref (keyring);
  self->clock = g_object_ref (clock);
  self->throttle = cb_throttle_new (clock);
  self->factory = factory;
  self->factory_data = user_data;
  self->factory_destroy = destroy;
  return self;
}

/**
 * cb_queue_set_changed_func:
 * @self: a queue at rest
 * @func: (nullable): told of changes
 * @user_data: for @func
 */
void
cb_queue_set_changed_func (CbQueue *self, CbQueueChangedFunc func, gpointer user_data)
{
  self->changed = func;
  self->changed_data = user_data;
}

static void
overlay_hold (CbQueue *self, CbJob *job, GHashTable *held)
{
  const char *reason = g_hash_table_lookup (held, job->account_id);

  if (reason == NULL || job->state != CB_JOB_WAITING || job->has_reason)
    return;
  job->has_reason = TRUE;
  job->reason = cb_error_code_from_name (reason);
}

static gboolean
is_running (CbQueue *self, const char *job_id)
{
  gboolean running;

  g_mutex_lock (&self->lock);
  running = g_hash_table_contains (self->running, job_id);
  g_mutex_unlock (&self->lock);
  return running;
}

/* Where nothing can be written down the rows say what was under way last. */
static void
overlay_trouble (CbQueue *self, CbJob *job)
{
  CbLaneWait wait = _cb_lane_get_wait (self, job->account_id);

  if (!wait.has_trouble || job->paused || job->state == CB_JOB_PARKED
      || cb_job_state_is_final (job->state) || is_running (self, job->id))
    return;
  job->state = CB_JOB_WAITING;
  job->has_reason = TRUE;
  job->reason = wait.trouble;
  job->not_before_us = wait.until_us;
}

/* What waits for nothing but the clock waits for the end of quiet hours, too. */
static void
overlay_quiet (CbQueue *self, CbJob *job, gint64 quiet_end)
{
  if (job->state != CB_JOB_WAITING || job->paused || job->not_before_us >= quiet_end
      || (job->has_reason && job->not_before_us == 0) || _cb_lane_is_exempt (self, job))
    return;
  job->quiet = TRUE;
  job->not_before_us = quiet_end;
}

/**
 * cb_queue_list:
 * @self: a queue
 * @error: of the store
 *
 * Returns: (transfer full) (element-type CbJob): all jobs, as the store orders them. One that waits
 *   because its whole lane is held, because nothing can be written down (%CB_ERROR_DISK_FULL), or
 *   because of quiet hours, says so
 */
GPtrArray *
cb_queue_list (CbQueue *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_store_list_accounts (self->store, error);
  g_autoptr (GHashTable) held = g_hash_table_new (g_str_hash, g_str_equal);
  CbLimits limits;
  gint64 quiet_end;
  GPtrArray *jobs;

  if (accounts == NULL)
    return NULL;
  cb_limits_load (self->store, &limits);
  quiet_end = cb_limits_get_quiet_end (&limits, self->clock);
  for (guint i = 0; i < accounts->len; i++)
    {
      const CbAccount *account = g_ptr_array_index (accounts, i);

      if (account->held != NULL)
        g_hash_table_insert (held, account->id, account->held);
    }
  jobs = cb_store_list_jobs (self->store, error);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      overlay_trouble (self, g_ptr_array_index (jobs, i));
      overlay_hold (self, g_ptr_array_index (jobs, i), held);
      if (quiet_end > 0)
        overlay_quiet (self, g_ptr_array_index (jobs, i), quiet_end);
    }
  return jobs;
}

/**
 * cb_queue_get_progress:
 * @self: a queue
 * @job_id: a job
 * @progress: (out): how far its step is
 *
 * Cheap: for a timer of the main loop.
 *
 * Returns: %FALSE when the job is not running now
 */
gboolean
cb_queue_get_progress (CbQueue *self, const char *job_id, CbJobProgress *progress)
{
  g_autoptr (CbControl) control = _cb_queue_dup_control (self, job_id);

  if (control == NULL)
    return FALSE;
  cb_control_get_progress (control, progress);
  return TRUE;
}

/**
 * cb_queue_is_sending:
 * @self: a queue
 *
 * What waits, for its time, another try or a person, is not under way. Whenever this becomes
 * another, the function of cb_queue_set_changed_func() is called afterwards.
 *
 * Returns: whether a job is under way now
 */
gboolean
cb_queue_is_sending (CbQueue *self)
{
  gboolean sending;

  g_return_val_if_fail (CB_IS_QUEUE (self), FALSE);

  g_mutex_lock (&self->lock);
  sending = g_hash_table_size (self->running) > 0;
  g_mutex_unlock (&self->lock);

  return sending;
}

static GPtrArray *
list_account_ids (CbQueue *self, GError **error)
{
  g_autoptr (GPtrArray) accounts = cb_store_list_accounts (self->store, error);
  GPtrArray *ids;

  if (accounts == NULL)
    return NULL;
  ids = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < accounts->len; i++)
    g_ptr_array_add (ids, g_strdup (((CbAccount *)g_ptr_array_index (accounts, i))->id));
  return ids;
}

/**
 * cb_queue_run_once:
 * @self: a queue whose threads do not run
 * @cancellable: (nullable): to stop
 * @error: of the store; what happens to jobs is in their rows
 *
 * Does everything that is due, lane after lane, in the calling thread.
 *
 * Returns: %FALSE on error
 */
gboolean
cb_queue_run_once (CbQueue *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GPtrArray) ids = list_account_ids (self, error);

  if (ids == NULL)
    return FALSE;
  for (guint i = 0; i < ids->len; i++)
    (void)_cb_lane_run_due (self, g_ptr_array_index (ids, i), cancellable);
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static gint64
get_lane_due (CbQueue *self, const CbAccount *account)
{
  g_autoptr (GPtrArray) jobs = NULL;
  gint64 earliest = _cb_lane_get_wait (self, account->id).until_us;
  gint64 next = G_MAXINT64;
  CbLimits limits;
  gint64 quiet_end;

  if (account->held != NULL)
    return G_MAXINT64;
  cb_limits_load (self->store, &limits);
  quiet_end = cb_limits_get_quiet_end (&limits, self->clock);
  jobs = cb_store_list_open_jobs (self->store, account->id, NULL);
  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);
      gint64 due = MAX (job->not_before_us, earliest);

      if (job->paused || job->state == CB_JOB_PARKED)
        continue;
      if (due < quiet_end && !_cb_lane_is_exempt (self, job))
        due = quiet_end;
      next = MIN (next, due);
    }
  return next;
}

/**
 * cb_queue_get_next_due:
 * @self: a queue
 *
 * Returns: when cb_queue_run_once() would next have something to do, microseconds since 1970;
 *   %G_MAXINT64 when all wait for people
 */
gint64
cb_queue_get_next_due (CbQueue *self)
{
  g_autoptr (GPtrArray) accounts = cb_store_list_accounts (self->store, NULL);
  gint64 next = G_MAXINT64;

  for (guint i = 0; accounts != NULL && i < accounts->len; i++)
    next = MIN (next, get_lane_due (self, g_ptr_array_index (accounts, i)));
  return next;
}

/**
 * cb_queue_start:
 * @self: a queue
 *
 * Starts a thread per account. May be called again: new accounts get theirs.
 */
void
cb_queue_start (CbQueue *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) ids = list_account_ids (self, &error);

  if (ids == NULL)
    {
      g_warning ("cannot start the queue: %s", error->message);
      return;
    }
  g_mutex_lock (&self->lock);
  if (self->stopping == NULL)
    self->stopping = g_cancellable_new ();
  for (guint i = 0; i < ids->len; i++)
    _cb_lane_start (self, g_ptr_array_index (ids, i));
  g_mutex_unlock (&self->lock);
  if (self->monitor == NULL)
    {
      self->monitor = g_object_ref (g_network_monitor_get_default ());
      self->monitor_id = g_signal_connect (self->monitor, "network-changed",
                                           G_CALLBACK (network_changed_cb), self);
    }
}

/**
 * cb_queue_stop:
 * @self: a queue
 *
 * Stops what is under way before its next byte and waits for the threads; every job stays where it
 * can go on from.
 */
void
cb_queue_stop (CbQueue *self)
{
  g_autoptr (GHashTable) lanes = NULL;
  GCancellable *stopping;
  GHashTableIter iter;
  gpointer thread;

  if (self->monitor != NULL)
    {
      g_clear_signal_handler (&self->monitor_id, self->monitor);
      g_clear_object (&self->monitor);
    }
  g_mutex_lock (&self->lock);
  stopping = g_steal_pointer (&self->stopping);
  lanes = g_steal_pointer (&self->lanes);
  self->lanes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_mutex_unlock (&self->lock);
  if (stopping != NULL)
    g_cancellable_cancel (stopping);
  _cb_queue_wake (self);
  g_hash_table_iter_init (&iter, lanes);
  while (g_hash_table_iter_next (&iter, NULL, &thread))
    g_thread_join (thread);
  g_clear_object (&stopping);
}

/**
 * cb_queue_look_again:
 * @self: a queue
 *
 * Something that it goes by has changed: its limits.
 */
void
cb_queue_look_again (CbQueue *self)
{
  _cb_queue_wake (self);
  _cb_queue_tell (self, NULL);
}

static gboolean
forget_offline_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_autoptr (GPtrArray) jobs = cb_store_list_open_jobs (store, NULL, error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      CbJob *job = g_ptr_array_index (jobs, i);

      if (job->state != CB_JOB_WAITING || !job->has_reason
          || (job->reason != CB_ERROR_OFFLINE && job->reason != CB_ERROR_NOT_A_PORTAL
              && job->reason != CB_ERROR_TIMED_OUT))
        continue;
      job->not_before_us = 0;
      if (!cb_store_save_job (store, job, error))
        return FALSE;
    }
  return jobs != NULL;
}

/**
 * cb_queue_network_changed:
 * @self: a queue
 *
 * A hint that it may be worth trying again now: whoever waits for the network no longer does. That
 * the network is there is believed only once an answer came.
 */
void
cb_queue_network_changed (CbQueue *self)
{
  g_autoptr (GError) error = NULL;

  if (!cb_store_run (self->store, forget_offline_cb, NULL, &error))
    g_warning ("cannot try again: %s", error->message);
  g_mutex_lock (&self->lock);
  g_hash_table_remove_all (self->lane_wait);
  g_mutex_unlock (&self->lock);
  _cb_queue_wake (self);
  _cb_queue_tell (self, NULL);
}
