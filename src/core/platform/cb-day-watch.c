/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-day-watch.h"

/**
 * cb_day_watch_get_next_day:
 * @now: seconds since 1970
 * @zone: where
 *
 * Returns: the first second of the day after, in seconds since 1970; where a zone begins a day at
 *   one o'clock, that
 */
gint64
cb_day_watch_get_next_day (gint64 now, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (now);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, zone);
  g_autoptr (GDateTime) tomorrow = g_date_time_add_days (local, 1);
  g_autoptr (GDateTime) first
      = g_date_time_new (zone, g_date_time_get_year (tomorrow), g_date_time_get_month (tomorrow),
                         g_date_time_get_day_of_month (tomorrow), 0, 0, 0);

  return g_date_time_to_unix (first);
}
