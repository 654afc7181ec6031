/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-clock.h"

static void
test_fake (void)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (1000, 1);
  g_autoptr (CbClock) same = cb_clock_new_fake (1000, 1);

  g_assert_cmpint (cb_clock_now (clock), ==, 1000);
  cb_clock_advance (clock, -5000);
  g_assert_cmpint (cb_clock_now (clock), ==, -4000);
  g_assert_cmpfloat (cb_clock_random (clock), ==, cb_clock_random (same));
}

static gpointer
cancel (gpointer data)
{
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_wait (void)
{
  g_autoptr (CbClock) fake = cb_clock_new_fake (1000, 1);
  g_autoptr (CbClock) clock = cb_clock_new_system ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GThread *thread;

  cb_clock_wait (fake, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC, NULL);
  g_assert_cmpint (cb_clock_now (fake), ==, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC + 1000);
  cb_clock_wait (fake, -5, NULL);
  g_assert_cmpint (cb_clock_now (fake), ==, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC + 1000);
  /* A day, if it were not cancelled; the second time it is so from the start. */
  thread = g_thread_new ("cancel", cancel, cancellable);
  cb_clock_wait (clock, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC, cancellable);
  g_thread_join (thread);
  cb_clock_wait (clock, G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC, cancellable);
  g_assert_true (g_cancellable_is_cancelled (cancellable));
}

static void
test_local (void)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (cb_time_from_iso8601 ("2026-11-20T18:30:00Z"), 1);
  g_autoptr (GTimeZone) hanoi = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) local = NULL;

  cb_clock_set_timezone (clock, hanoi);
  local = cb_clock_now_local (clock);
  g_assert_cmpint (g_date_time_get_day_of_month (local), ==, 21);
}

static void
test_iso8601 (void)
{
  g_autofree char *text = cb_time_to_iso8601 (cb_time_from_iso8601 ("2026-08-20T08:18:45.123456"));

  g_assert_cmpstr (text, ==, "2026-08-20T08:18:45Z");
  g_assert_cmpint (cb_time_from_iso8601 ("yesterday"), ==, 0);
  g_assert_cmpint (cb_time_from_iso8601 ("1970-01-01T07:00:01+07"), ==, G_USEC_PER_SEC);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clock/fake/moves-only-when-told", test_fake);
  g_test_add_func ("/clock/wait/ends-when-cancelled", test_wait);
  g_test_add_func ("/clock/local/has-its-own-zone", test_local);
  g_test_add_func ("/clock/iso8601/naive-times-are-utc", test_iso8601);

  return g_test_run ();
}
