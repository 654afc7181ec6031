/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/queue/cb-throttle.h"

/* A wait longer than this is a clock that was set back, not a debt of ours (faults.md 38). */
#define LONGEST_DEBT_US (G_GINT64_CONSTANT (300) * G_USEC_PER_SEC)

/**
 * CbThrottle:
 *
 * Keeps all lanes together below one rate: each says what it sent or read, and waits until the line
 * would have carried that. Safe from any thread.
 */
struct _CbThrottle
{
  CbClock *clock; /* (owned) */
  GMutex lock;
  gint64 paid_us; /* (mutex lock): when all that was sent so far would be through */
};

/**
 * cb_throttle_new:
 * @clock: by which it waits
 *
 * Returns: (transfer full): a throttle with nothing sent yet
 */
CbThrottle *
cb_throttle_new (CbClock *clock)
{
  CbThrottle *self = g_new0 (CbThrottle, 1);

  self->clock = g_object_ref (clock);
  g_mutex_init (&self->lock);
  return self;
}

/**
 * cb_throttle_free:
 * @self: (nullable) (transfer full): a throttle
 */
void
cb_throttle_free (CbThrottle *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->clock);
  g_mutex_clear (&self->lock);
  g_free (self);
}

/**
 * cb_throttle_spend:
 * @self: a throttle
 * @bytes: what just went over the line
 * @rate: bytes per second that it may carry, 0: any
 * @cancellable: (nullable): ends the wait
 *
 * Blocks until the line is free again.
 */
void
cb_throttle_spend (CbThrottle *self, guint64 bytes, guint64 rate, GCancellable *cancellable)
{
  gint64 now;
  gint64 wait;

  if (rate == 0 || bytes == 0)
    return;
  g_mutex_lock (&self->lock);
  now = cb_clock_now (self->clock);
  if (self->paid_us < now || self->paid_us > now + LONGEST_DEBT_US)
    self->paid_us = now;
  self->paid_us += (gint64)((double)bytes / (double)rate * G_USEC_PER_SEC);
  wait = self->paid_us - now;
  g_mutex_unlock (&self->lock);
  cb_clock_wait (self->clock, wait, cancellable);
}
