/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-places.h"
#include "core/queue/cb-limits.h"
#include "core/platform/cb-directories.h"
#include "core/platform/cb-files.h"
#include "core/store/cb-journal.h"

/**
 * CbWorkplace:
 *
 * Where everything of the trusted part is opened and owned: store, vault, keyring, profiles, queue,
 * and in practice mode the practice portal. The only object that main() makes; the window and
 * the command line are two clients of it.
 */
G_DEFINE_FINAL_TYPE (CbWorkplace, cb_workplace, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct
{
  CbWorkplace *workplace;
  char *what;
} Change;

static void
free_change (gpointer data)
{
  Change *change = data;

  g_object_unref (change->workplace);
  g_free (change->what);
  g_free (change);
}

static gboolean
emit_changed_cb (gpointer user_data)
{
  Change *change = user_data;

  g_signal_emit (change->workplace, signals[SIGNAL_CHANGED], 0, change->what);
  return G_SOURCE_REMOVE;
}

/* Says in the context of whoever opened the workplace that something is to be read again. */
void
_cb_workplace_changed (CbWorkplace *self, const char *what)
{
  Change *change = g_new0 (Change, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  change->workplace = g_object_ref (self);
  change->what = g_strdup (what);
  g_source_set_static_name (source, "congbo workplace changed");
  g_source_set_callback (source, emit_changed_cb, change, free_change);
  g_source_attach (source, self->context);
}

static void
on_queue_changed_cb (const char *job_id, gpointer user_data)
{
  _cb_workplace_changed (CB_WORKPLACE (user_data), "jobs");
}

static void
cb_workplace_dispose (GObject *object)
{
  cb_workplace_close (CB_WORKPLACE (object));

  G_OBJECT_CLASS (cb_workplace_parent_class)->dispose (object);
}

static void
cb_workplace_finalize (GObject *object)
{
  CbWorkplace *self = CB_WORKPLACE (object);

  g_clear_object (&self->queue);
  g_clear_object (&self->practice_portal);
  g_clear_object (&self->vault);
  g_clear_object (&self->store);
  g_clear_object (&self->clock);
  g_clear_object (&self->keyring);
  g_clear_object (&self->shipped_holidays);
  g_clear_pointer (&self->shipped_profiles, g_ptr_array_unref);
  g_clear_pointer (&self->rules, g_ptr_array_unref);
  g_mutex_clear (&self->rules_lock);
  g_mutex_clear (&self->changing_lock);
  g_clear_object (&self->texts);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_free (self->root);

  G_OBJECT_CLASS (cb_workplace_parent_class)->finalize (object);
}

static void
cb_workplace_class_init (CbWorkplaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = cb_workplace_dispose;
  object_class->finalize = cb_workplace_finalize;

  /**
   * CbWorkplace::changed:
   * @self: the workplace
   * @what: `datasets`, `jobs`, `catalog`, `accounts`, `settings`, `records` or `plan`
   *
   * Something is to be read again.
   */
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
cb_workplace_init (CbWorkplace *self)
{
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->rules_lock);
  g_mutex_init (&self->changing_lock);
}

/**
 * cb_workplace_dup_data_path:
 * @name: a path in the program's data folder, `samples/danh-muc.csv`
 *
 * Returns: (transfer full): where it is: installed, or in the source tree where
 *   `CONGBO_DATA_DIR` names it
 */
char *
cb_workplace_dup_data_path (const char *name)
{
  return cb_places_dup_data (name);
}

static gboolean
open_all (CbWorkplace *self, const CbWorkplaceOptions *options, GError **error)
{
  if (options->root != NULL)
    self->root = g_build_filename (options->root,
                                   self->mode == CB_MODE_PRACTICE ? "practice" : "real", NULL);
  else
    self->root = cb_directories_dup_root (self->mode == CB_MODE_PRACTICE ? "practice" : "real");
  if (options->looks)
    {
      self->store = cb_store_look (self->root, self->clock, error);
      if (self->store == NULL || !_cb_workplace_load_rules (self, error))
        return FALSE;
      self->queue = cb_queue_new (self->store, NULL, self->keyring, self->clock,
                                  _cb_workplace_new_portal, self, NULL);
      return TRUE;
    }
  if (!cb_files_ensure_folder (self->root, error))
    return FALSE;

  /* The lock comes first: a second copy must not even look at the database. */
  self->lock = cb_lock_wait (self->root, options->patience_us, error);
  if (self->lock == NULL)
    return FALSE;
  self->store = cb_store_open (self->root, self->clock, error);
  if (self->store == NULL)
    return FALSE;
  self->vault = cb_vault_open (self->root, error);
  if (self->vault == NULL || !_cb_workplace_load_rules (self, error))
    return FALSE;
  _cb_workplace_clear_removed (self);

  self->queue = cb_queue_new (self->store, self->vault, self->keyring, self->clock,
                              _cb_workplace_new_portal, self, NULL);
  cb_queue_set_changed_func (self->queue, on_queue_changed_cb, self);
  return self->mode != CB_MODE_PRACTICE || _cb_workplace_open_practice (self, error);
}

/**
 * cb_workplace_open:
 * @options: how
 * @error: why not: %CB_ERROR_RUNNING, %CB_ERROR_NEWER, %CB_ERROR_DAMAGED, %CB_ERROR_READ_ONLY,
 *   %CB_ERROR_DISK_FULL…
 *
 * Opens everything that belongs to one agency on this machine. Blocks for some milliseconds, and
 * as long as @options says where another program has it.
 *
 * Returns: (transfer full): the workplace
 */
CbWorkplace *
cb_workplace_open (const CbWorkplaceOptions *options, GError **error)
{
  g_autoptr (CbWorkplace) self = g_object_new (CB_TYPE_WORKPLACE, NULL);

  g_return_val_if_fail (options != NULL, NULL);

  self->mode = options->mode;
  self->clock = options->clock != NULL ? g_object_ref (options->clock) : cb_clock_new_system ();
  if (options->keyring != NULL)
    self->keyring = g_object_ref (options->keyring);
  else if (self->mode == CB_MODE_PRACTICE)
    /* The practice portal gives out a new code at each start; it opens nothing else. */
    self->keyring = cb_keyring_new_memory ();
  else
    self->keyring = cb_keyring_new_system ();
  if (!open_all (self, options, error))
    {
      g_prefix_error (error, "opening %s: ", self->root != NULL ? self->root : "the data folder");
      return NULL;
    }

  return g_steal_pointer (&self);
}

/**
 * cb_workplace_close:
 * @self: a workplace; may be closed twice
 *
 * Ends the queue's threads within two seconds; what was under way goes on at the next start. A
 * thread that is still within another function is told %CB_ERROR_WRONG_STATE: what it uses stays
 * there, closed, until the last reference goes.
 */
void
cb_workplace_close (CbWorkplace *self)
{
  g_return_if_fail (CB_IS_WORKPLACE (self));

  cb_failpoint ("workplace.closing");
  if (self->queue != NULL)
    {
      cb_queue_stop (self->queue);
      cb_queue_set_changed_func (self->queue, NULL, NULL);
    }
  if (self->practice_portal != NULL)
    cb_practice_portal_stop (self->practice_portal);
  if (self->store != NULL)
    cb_store_close (self->store);
  g_clear_pointer (&self->lock, cb_lock_free);
}

/**
 * cb_workplace_get_mode:
 * @self: a workplace
 *
 * Returns: practice or real
 */
CbMode
cb_workplace_get_mode (CbWorkplace *self)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), CB_MODE_REAL);

  return self->mode;
}

/**
 * cb_workplace_get_clock:
 * @self: a workplace
 *
 * Returns: (transfer none): the clock that all of it goes by
 */
CbClock *
cb_workplace_get_clock (CbWorkplace *self)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return self->clock;
}

/**
 * cb_workplace_get_root:
 * @self: a workplace
 *
 * Returns: (transfer none): the folder of all its data
 */
const char *
cb_workplace_get_root (CbWorkplace *self)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return self->root;
}

/**
 * cb_workplace_dup_setting:
 * @self: a workplace
 * @name: see cb-workplace.h
 *
 * Returns: (transfer full) (nullable): the value, %NULL when it was never set
 */
char *
cb_workplace_dup_setting (CbWorkplace *self, const char *name)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_dup_setting (self->store, name, NULL);
}

static gboolean
is_limit (const char *name)
{
  return g_str_equal (name, CB_SETTING_QUIET_HOURS) || g_str_equal (name, CB_SETTING_QUIET_STOP)
         || g_str_equal (name, CB_SETTING_RATE_LIMIT);
}

/* A limit that cannot be understood would be none, and nobody would know. */
static gboolean
is_sound (const char *name, const char *value)
{
  guint from;
  guint until;
  guint64 rate;

  if (value == NULL)
    return TRUE;
  if (g_str_equal (name, CB_SETTING_QUIET_HOURS))
    return cb_limits_parse_hours (value, &from, &until);
  if (g_str_equal (name, CB_SETTING_RATE_LIMIT))
    return cb_limits_parse_rate (value, &rate);

  return TRUE;
}

/**
 * cb_workplace_set_setting:
 * @self: a workplace
 * @name: see cb-workplace.h
 * @value: (nullable): %NULL forgets it
 * @error: why not
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_set_setting (CbWorkplace *self, const char *name, const char *value, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  if (g_str_equal (name, "profile") && value != NULL
      && _cb_workplace_find_profile (self, value) == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no profile %s", value);
      return FALSE;
    }
  if (!is_sound (name, value))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s: “%s”", name, value);
      return FALSE;
    }
  if (!cb_store_set_setting (self->store, name, value, error))
    return FALSE;
  if (is_limit (name))
    cb_queue_look_again (self->queue);
  _cb_workplace_changed (self, "settings");
  return TRUE;
}

/**
 * cb_workplace_list_profiles:
 * @self: a workplace
 * @error: unused so far
 *
 * Returns: (transfer container) (element-type CbProfile): all that could be loaded, as a preset
 *   corrected them
 */
GPtrArray *
cb_workplace_list_profiles (CbWorkplace *self, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return g_ptr_array_ref (_cb_workplace_get_profiles (self));
}

/* The day that it is by the workplace's clock, and (transfer full) where. */
void
_cb_workplace_get_day (CbWorkplace *self, GDate *today, GTimeZone **zone)
{
  g_autoptr (GDateTime) now = cb_clock_now_local (self->clock);

  g_date_clear (today, 1);
  g_date_set_dmy (today, (GDateDay)g_date_time_get_day_of_month (now),
                  (GDateMonth)g_date_time_get_month (now), (GDateYear)g_date_time_get_year (now));
  if (zone != NULL)
    *zone = g_time_zone_ref (g_date_time_get_timezone (now));
}

/**
 * cb_workplace_get_today:
 * @self: a workplace
 * @today: (out): the day that it is by its clock
 *
 * Does not block. Any thread may call this.
 */
void
cb_workplace_get_today (CbWorkplace *self, GDate *today)
{
  g_return_if_fail (CB_IS_WORKPLACE (self) && today != NULL);

  _cb_workplace_get_day (self, today, NULL);
}

/**
 * cb_workplace_find_passages:
 * @self: a workplace
 * @clause: what a rule rests on, in the words of a finding, an obligation or a profile
 *
 * Waits for the store. Any thread may call this.
 *
 * Returns: (transfer full) (element-type CbPassage): the articles that @clause names
 */
GPtrArray *
cb_workplace_find_passages (CbWorkplace *self, const char *clause)
{
  g_autoptr (CbProfile) profile = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && clause != NULL, NULL);

  profile = cb_workplace_dup_profile (self);
  return cb_regulation_texts_find (self->texts, clause, profile);
}

/**
 * cb_workplace_dup_profile:
 * @self: a workplace
 *
 * Returns: (transfer full) (nullable): the profile in force, %NULL while none is chosen
 */
CbProfile *
cb_workplace_dup_profile (CbWorkplace *self)
{
  g_autofree char *id = cb_workplace_dup_setting (self, "profile");
  CbProfile *profile = _cb_workplace_find_profile (self, id);

  return profile != NULL ? g_object_ref (profile) : NULL;
}
