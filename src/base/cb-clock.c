/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-clock.h"

/**
 * CbClock:
 *
 * Time and chance, handed in from outside, so that back-off, deadlines and schedules are tested
 * without waiting. Safe from any thread.
 */
struct _CbClock
{
  GObject parent_instance;

  /* Owned */
  GRand *random;       /* (owned) (mutex lock) */
  GTimeZone *timezone; /* (owned) (mutex lock) */
  GMutex lock;
  gint64 now_us; /* (mutex lock): used when fake */

  gboolean fake;
};

G_DEFINE_FINAL_TYPE (CbClock, cb_clock, G_TYPE_OBJECT)

static void
cb_clock_finalize (GObject *object)
{
  CbClock *self = CB_CLOCK (object);

  g_rand_free (self->random);
  g_time_zone_unref (self->timezone);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (cb_clock_parent_class)->finalize (object);
}

static void
cb_clock_class_init (CbClockClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_clock_finalize;
}

static void
cb_clock_init (CbClock *self)
{
  g_mutex_init (&self->lock);
  self->timezone = g_time_zone_new_local ();
}

/**
 * cb_clock_new_system:
 *
 * Returns: (transfer full): the computer's clock and a random seed
 */
CbClock *
cb_clock_new_system (void)
{
  CbClock *self = g_object_new (CB_TYPE_CLOCK, NULL);

  self->random = g_rand_new ();
  return self;
}

/**
 * cb_clock_new_fake:
 * @start_us: microseconds since 1970, UTC
 * @seed: the seed of its chance
 *
 * Returns: (transfer full): a clock that moves only by cb_clock_advance(); its time zone is UTC
 */
CbClock *
cb_clock_new_fake (gint64 start_us, guint32 seed)
{
  CbClock *self = g_object_new (CB_TYPE_CLOCK, NULL);

  self->fake = TRUE;
  self->now_us = start_us;
  self->random = g_rand_new_with_seed (seed);
  g_time_zone_unref (self->timezone);
  self->timezone = g_time_zone_new_utc ();
  return self;
}

/**
 * cb_clock_now:
 * @self: a clock
 *
 * Returns: microseconds since 1970, UTC
 */
gint64
cb_clock_now (CbClock *self)
{
  gint64 now;

  g_return_val_if_fail (CB_IS_CLOCK (self), 0);

  if (!self->fake)
    return g_get_real_time ();

  g_mutex_lock (&self->lock);
  now = self->now_us;
  g_mutex_unlock (&self->lock);
  return now;
}

/**
 * cb_clock_now_local:
 * @self: a clock
 *
 * Returns: (transfer full): now, in the clock's time zone
 */
GDateTime *
cb_clock_now_local (CbClock *self)
{
  gint64 now = cb_clock_now (self);
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now / G_USEC_PER_SEC);
  GDateTime *local;

  g_mutex_lock (&self->lock);
  local = g_date_time_to_timezone (utc, self->timezone);
  g_mutex_unlock (&self->lock);
  return local;
}

/**
 * cb_clock_random:
 * @self: a clock
 *
 * Returns: a number in [0, 1), for jitter
 */
double
cb_clock_random (CbClock *self)
{
  double value;

  g_return_val_if_fail (CB_IS_CLOCK (self), 0.0);

  g_mutex_lock (&self->lock);
  value = g_rand_double (self->random);
  g_mutex_unlock (&self->lock);
  return value;
}

/**
 * cb_clock_advance:
 * @self: a fake clock
 * @us: microseconds, may be negative: real clocks are set back too
 */
void
cb_clock_advance (CbClock *self, gint64 us)
{
  g_return_if_fail (CB_IS_CLOCK (self) && self->fake);

  g_mutex_lock (&self->lock);
  self->now_us += us;
  g_mutex_unlock (&self->lock);
}

/**
 * cb_clock_wait:
 * @self: a clock
 * @us: microseconds; none when it is not above 0
 * @cancellable: (nullable): ends it early
 *
 * Blocks the calling thread for so long. A fake clock is turned on by as much instead.
 */
void
cb_clock_wait (CbClock *self, gint64 us, GCancellable *cancellable)
{
  gint64 end = g_get_monotonic_time () + us;
  GPollFD cancelled = { .fd = 0 };
  gboolean can_cancel;

  g_return_if_fail (CB_IS_CLOCK (self));

  if (us <= 0 || g_cancellable_is_cancelled (cancellable))
    return;
  if (self->fake)
    {
      cb_clock_advance (self, us);
      return;
    }
  can_cancel = g_cancellable_make_pollfd (cancellable, &cancelled);
  while (!g_cancellable_is_cancelled (cancellable))
    {
      gint64 left = end - g_get_monotonic_time ();

      if (left <= 0)
        break;
      /* Rounded up: a poll of 0 ms would turn in circles. */
      g_poll (can_cancel ? &cancelled : NULL, can_cancel ? 1 : 0,
              (int)MIN (left / 1000 + 1, G_MAXINT));
    }
  if (can_cancel)
    g_cancellable_release_fd (cancellable);
}

/**
 * cb_clock_set_timezone:
 * @self: a clock
 * @timezone: the zone of cb_clock_now_local()
 */
void
cb_clock_set_timezone (CbClock *self, GTimeZone *timezone)
{
  g_return_if_fail (CB_IS_CLOCK (self));

  g_mutex_lock (&self->lock);
  g_time_zone_unref (self->timezone);
  self->timezone = g_time_zone_ref (timezone);
  g_mutex_unlock (&self->lock);
}

/**
 * cb_time_to_iso8601:
 * @us: microseconds since 1970
 *
 * Returns: (transfer full): like `2026-11-21T07:58:00Z`, the form used in the journal and in JSON
 */
char *
cb_time_to_iso8601 (gint64 us)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);

  return g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ");
}

/**
 * cb_time_from_iso8601:
 * @text: a time with or without zone; without one it is UTC, as CKAN writes it (portals.md R12)
 *
 * Returns: microseconds since 1970, or 0 when @text is not a time
 */
gint64
cb_time_from_iso8601 (const char *text)
{
  g_autoptr (GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, utc);

  if (time == NULL)
    return 0;

  return g_date_time_to_unix (time) * G_USEC_PER_SEC + g_date_time_get_microsecond (time);
}
