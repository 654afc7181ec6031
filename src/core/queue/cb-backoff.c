/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/queue/cb-backoff.h"

/**
 * cb_backoff_get_delay:
 * @clock: whose chance is used
 * @attempt: how many tries have failed, from 1
 * @retry_after_us: what the portal asked for, 0: nothing
 *
 * Full jitter: anything between one second and a bound that doubles from two seconds to a quarter
 * of an hour, so that a hundred offices do not come back in the same second; never earlier than the
 * portal asked for (portals.md §2.6, R10).
 *
 * Returns: microseconds to wait
 */
gint64
cb_backoff_get_delay (CbClock *clock, guint attempt, gint64 retry_after_us)
{
  guint doublings = MIN (attempt > 0 ? attempt - 1 : 0, 16);
  gint64 bound = MIN (CB_BACKOFF_BASE_US << doublings, CB_BACKOFF_LIMIT_US);
  gint64 delay = (gint64)(cb_clock_random (clock) * (double)bound);

  delay = MAX (delay, G_USEC_PER_SEC);
  return MIN (MAX (delay, retry_after_us), CB_BACKOFF_LONGEST_US);
}
