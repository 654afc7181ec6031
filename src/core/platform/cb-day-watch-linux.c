/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-day-watch.h"

#include <errno.h>
#include <sys/timerfd.h>
#include <unistd.h>

#include <gio/gio.h>
#include <glib-unix.h>

struct _CbDayWatch
{
  CbDayWatchFunc changed;
  gpointer user_data;
  int fd;
  guint source;
  GFileMonitor *zone; /* (nullable) */
};

/* By the clock on the wall and not by the time that passed: it rings after a sleep over midnight,
 * and is cancelled, which is told too, when somebody sets the clock. */
static void
arm (CbDayWatch *self)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  struct itimerspec when = { 0 };

  when.it_value.tv_sec = cb_day_watch_get_next_day (g_get_real_time () / G_USEC_PER_SEC, zone);
  if (timerfd_settime (self->fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &when, NULL) != 0)
    g_debug ("the day is not watched: %s", g_strerror (errno));
}

static gboolean
on_timer_cb (int fd, GIOCondition condition, gpointer user_data)
{
  CbDayWatch *self = user_data;
  guint64 times;

  /* ECANCELED when the clock was set: either way the day may be another. */
  if (read (fd, &times, sizeof times) < 0 && errno == EAGAIN)
    return G_SOURCE_CONTINUE;
  arm (self);
  self->changed (self->user_data);

  return G_SOURCE_CONTINUE;
}

static void
on_zone_changed_cb (
    GFileMonitor *monitor, GFile *file, GFile *other, GFileMonitorEvent event, gpointer user_data)
{
  CbDayWatch *self = user_data;

  if (event == G_FILE_MONITOR_EVENT_DELETED)
    return;
  arm (self);
  self->changed (self->user_data);
}

/**
 * cb_day_watch_new:
 * @zone_file: (nullable): the file that names the time zone; %NULL: the system's
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
  g_autoptr (GFile) file = g_file_new_for_path (zone_file != NULL ? zone_file : "/etc/localtime");

  self->changed = changed;
  self->user_data = user_data;
  self->fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->fd >= 0)
    {
      arm (self);
      self->source = g_unix_fd_add (self->fd, G_IO_IN, on_timer_cb, self);
    }
  self->zone = g_file_monitor_file (file, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (self->zone != NULL)
    g_signal_connect (self->zone, "changed", G_CALLBACK (on_zone_changed_cb), self);

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

  if (self->source != 0)
    g_source_remove (self->source);
  if (self->fd >= 0)
    close (self->fd);
  if (self->zone != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->zone, self);
      g_file_monitor_cancel (self->zone);
      g_object_unref (self->zone);
    }
  g_free (self);
}
