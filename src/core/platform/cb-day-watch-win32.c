/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-day-watch.h"

/* Windows tells a clock that was set to windows only, and GLib has none for it: looked at every
 * half minute, which a person does not notice. */
#define SECONDS 30

struct _CbDayWatch
{
  CbDayWatchFunc changed;
  gpointer user_data;
  guint source;
  gint64 day;
};

/* The day, and the zone that it is in, as one number. */
static gint64
look (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autoptr (GDateTime) now = g_date_time_new_now (zone);

  return g_date_time_get_year (now) * 1000 + g_date_time_get_day_of_year (now)
         + g_date_time_get_utc_offset (now) / G_TIME_SPAN_MINUTE * 10000000;
}

static gboolean
on_time_cb (gpointer user_data)
{
  CbDayWatch *self = user_data;
  gint64 day = look ();

  if (day != self->day)
    {
      self->day = day;
      self->changed (self->user_data);
    }

  return G_SOURCE_CONTINUE;
}

/**
 * cb_day_watch_new:
 * @zone_file: not used here
 * @changed: called in the thread's main context when the day may be another: midnight, a clock that
 *   was set, a sleep that is over, another time zone
 * @user_data: for @changed
 *
 * Returns: (transfer full): a watch, until it is freed
 */
CbDayWatch *
cb_day_watch_new (const char *zone_file, CbDayWatchFunc changed, gpointer user_data)
{
  CbDayWatch *self = g_new0 (CbDayWatch, 1);

  self->changed = changed;
  self->user_data = user_data;
  self->day = look ();
  self->source = g_timeout_add_seconds (SECONDS, on_time_cb, self);

  return self;
}

/**
 * cb_day_watch_free:
 * @self: (nullable) (transfer full): a watch
 */
void
cb_day_watch_free (CbDayWatch *self)
{
  if (self == NULL)
    return;

  g_source_remove (self->source);
  g_free (self);
}
