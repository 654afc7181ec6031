/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "core/platform/cb-day-watch.h"

static gint64
unix_of (const char *text)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (text, NULL);

  g_assert_nonnull (time);
  return g_date_time_to_unix (time);
}

static void
test_next_day (void)
{
  g_autoptr (GTimeZone) hanoi = g_time_zone_new_offset (7 * 3600);

  g_assert_cmpint (cb_day_watch_get_next_day (unix_of ("2026-11-26T23:59:59+07"), hanoi), ==,
                   unix_of ("2026-11-27T00:00:00+07"));
  /* At midnight itself the next is a day away: a timer that rang does not ring at once again. */
  g_assert_cmpint (cb_day_watch_get_next_day (unix_of ("2026-11-27T00:00:00+07"), hanoi), ==,
                   unix_of ("2026-11-28T00:00:00+07"));
  g_assert_cmpint (cb_day_watch_get_next_day (unix_of ("2028-02-28T10:00:00+07"), hanoi), ==,
                   unix_of ("2028-02-29T00:00:00+07"));
  g_assert_cmpint (cb_day_watch_get_next_day (unix_of ("2026-12-31T10:00:00+07"), hanoi), ==,
                   unix_of ("2027-01-01T00:00:00+07"));
}

/* A zone that puts its clocks on at midnight has days that begin at one. */
static void
test_day_without_midnight (void)
{
  g_autoptr (GTimeZone) cuba = g_time_zone_new_identifier ("America/Havana");
  gint64 next;

  if (cuba == NULL)
    {
      g_test_skip ("no data of that zone");
      return;
    }
  next = cb_day_watch_get_next_day (unix_of ("2026-03-07T12:00:00-05"), cuba);
  g_assert_cmpint (next, >=, unix_of ("2026-03-08T00:00:00-05"));
  g_assert_cmpint (next, <=, unix_of ("2026-03-08T01:00:00-04") + 3600);
}

#ifdef __linux__
static void
count_cb (gpointer user_data)
{
  (*(guint *)user_data)++;
}

static gboolean
too_late_cb (gpointer user_data)
{
  g_assert_not_reached ();
  return G_SOURCE_REMOVE;
}

/* As timedatectl does it: another link takes the place of the old one. */
static void
test_zone_changes (void)
{
  g_autofree char *root = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (root, "localtime", NULL);
  g_autofree char *other = g_build_filename (root, "localtime.new", NULL);
  g_autoptr (GFile) link = g_file_new_for_path (path);
  g_autoptr (GFile) next = g_file_new_for_path (other);
  guint count = 0;
  g_autoptr (CbDayWatch) watch = NULL;
  guint timeout;

  g_assert_true (g_file_make_symbolic_link (link, "zoneinfo/Asia/Ho_Chi_Minh", NULL, NULL));
  watch = cb_day_watch_new (path, count_cb, &count);
  g_assert_true (g_file_make_symbolic_link (next, "zoneinfo/Asia/Tokyo", NULL, NULL));
  g_assert_cmpint (g_rename (other, path), ==, 0);
  timeout = g_timeout_add_seconds (20, too_late_cb, NULL);
  while (count == 0)
    g_main_context_iteration (NULL, TRUE);
  g_source_remove (timeout);
  g_clear_pointer (&watch, cb_day_watch_free);
  g_unlink (path);
  g_rmdir (root);
}
#endif

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/day-watch/next-day", test_next_day);
  g_test_add_func ("/day-watch/day-without-midnight", test_day_without_midnight);
#ifdef __linux__
  g_test_add_func ("/day-watch/zone-changes", test_zone_changes);
#endif

  return g_test_run ();
}
