/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What an agency allows the queue to take of its line: hours and bytes. */

#include "config.h"

#include <string.h>

#include "base/cb-failpoint.h"
#include "core/queue/cb-limits.h"
#include "core/queue/cb-throttle.h"
#include "core/store/cb-store-jobs.h"
#include "rig.h"

#define HOUR_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

static const gsize small[] = { 3000 };
static const gsize large[] = { 3 * 1024 * 1024 };

static void
test_hours_are_read (void)
{
  static const char *const wrong[]
      = { "",     "7:30-17:00",  "07:30",       "07:30-17",    "07:30-17:00 ", "24:00-06:00",
          "7-17", "07:60-17:00", "07:30-07:30", "07:30–17:00", "-1:00-02:00" };
  guint from = 0;
  guint until = 0;

  g_assert_true (cb_limits_parse_hours ("07:30-17:05", &from, &until));
  g_assert_cmpuint (from, ==, 450);
  g_assert_cmpuint (until, ==, 1025);
  g_assert_true (cb_limits_parse_hours ("22:00-00:00", &from, &until));
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (cb_limits_parse_hours (wrong[i], &from, &until));
}

/* Returns: hours and minutes from now on, as 100 · hours + minutes; 0: now is no quiet hour. */
static gint64
get_left (const char *hours, int hour, int minute)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (GDateTime) now = g_date_time_new (zone, 2026, 12, 31, hour, minute, 0);
  gint64 now_us = g_date_time_to_unix (now) * G_USEC_PER_SEC;
  g_autoptr (CbClock) clock = cb_clock_new_fake (now_us, 1);
  CbLimits limits = { .has_quiet = TRUE };
  gint64 end;

  cb_clock_set_timezone (clock, zone);
  g_assert_true (cb_limits_parse_hours (hours, &limits.quiet_from, &limits.quiet_until));
  end = cb_limits_get_quiet_end (&limits, clock);
  if (end == 0)
    return 0;
  end = (end - now_us) / G_USEC_PER_SEC / 60;
  return end / 60 * 100 + end % 60;
}

static void
test_hours_end (void)
{
  g_assert_cmpint (get_left ("07:30-17:00", 7, 29), ==, 0);
  g_assert_cmpint (get_left ("07:30-17:00", 7, 30), ==, 930);
  g_assert_cmpint (get_left ("07:30-17:00", 16, 59), ==, 1);
  g_assert_cmpint (get_left ("07:30-17:00", 17, 0), ==, 0);
  /* Over midnight, and over the year's end. */
  g_assert_cmpint (get_left ("22:00-06:00", 21, 59), ==, 0);
  g_assert_cmpint (get_left ("22:00-06:00", 22, 0), ==, 800);
  g_assert_cmpint (get_left ("22:00-06:00", 0, 0), ==, 600);
  g_assert_cmpint (get_left ("22:00-06:00", 5, 59), ==, 1);
  g_assert_cmpint (get_left ("22:00-06:00", 6, 0), ==, 0);
  g_assert_cmpint (get_left ("22:00-00:00", 23, 0), ==, 100);
}

static void
set (Rig *rig, const char *name, const char *value)
{
  g_autoptr (GError) error = NULL;

  cb_store_set_setting (rig->store, name, value, &error);
  g_assert_no_error (error);
}

/* From now on for so many hours; the clock of the rig goes by UTC. */
static gint64
set_quiet (Rig *rig, gint64 from_hour, gint64 until_hour)
{
  gint64 now = cb_clock_now (rig->clock) / HOUR_US;
  g_autofree char *hours = g_strdup_printf ("%02u:00-%02u:00", (guint)((now + from_hour) % 24),
                                            (guint)((now + until_hour) % 24));

  set (rig, CB_SETTING_QUIET_HOURS, hours);
  return (now + until_hour) * HOUR_US;
}

static CbJob *
get_listed (Rig *rig, const char *job_id)
{
  g_autoptr (GPtrArray) jobs = cb_queue_list (rig->queue, NULL);

  for (guint i = 0; i < jobs->len; i++)
    if (g_str_equal (((CbJob *)jobs->pdata[i])->id, job_id))
      return cb_job_copy (jobs->pdata[i]);
  g_assert_not_reached ();
}

static guint
count_posts (Rig *rig)
{
  g_auto (GStrv) requests = cb_practice_portal_dup_requests (rig->practice);
  guint count = 0;

  for (guint i = 0; requests[i] != NULL; i++)
    count += strstr (requests[i], "POST") != NULL;
  return count;
}

static void
run_once (Rig *rig)
{
  g_autoptr (GError) error = NULL;

  cb_queue_run_once (rig->queue, NULL, &error);
  g_assert_no_error (error);
}

static void
test_nothing_in_quiet_hours (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "gio-yen", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  gint64 end = set_quiet (rig, 0, 5);
  g_autoptr (CbJob) waiting = NULL;
  g_autofree char *sentence = NULL;

  run_once (rig);
  g_assert_cmpuint (count_posts (rig), ==, 0);
  g_assert_cmpint (cb_queue_get_next_due (rig->queue), ==, end);
  waiting = get_listed (rig, job);
  g_assert_true (waiting->quiet);
  g_assert_cmpint (waiting->not_before_us, ==, end);
  g_assert_cmpstr (cb_job_get_pill (waiting), ==, "Quiet hours");
  sentence = cb_job_dup_sentence (waiting);
  g_assert_nonnull (strstr (sentence, "quiet hours"));
  cb_clock_advance (rig->clock, end - cb_clock_now (rig->clock));
  run_once (rig);
  rig_assert_done (rig, job);
}

static void
test_now_means_now (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "gui-ngay", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autofree char *other_dataset = rig_add_dataset (rig, "cho", small, 1);
  g_autofree char *other = rig_enqueue (rig, other_dataset);
  g_autoptr (CbJob) waiting = NULL;

  set_quiet (rig, 0, 5);
  set (rig, CB_SETTING_QUIET_STOP, "true");
  g_assert_true (cb_queue_retry (rig->queue, job, NULL));
  run_once (rig);
  rig_assert_done (rig, job);
  /* It was said of that one only. */
  waiting = get_listed (rig, other);
  g_assert_cmpint (waiting->state, ==, CB_JOB_WAITING);
  g_assert_true (waiting->quiet);
}

static void
test_taken_back_at_once (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "huy", small, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  g_autoptr (CbJob) ended = NULL;

  cb_practice_portal_add_fault (rig->practice, "resource_patch:status=500", NULL);
  run_once (rig);
  rig_assert_state (rig, job, CB_JOB_WAITING, CB_ERROR_SERVER);
  set_quiet (rig, 0, 5);
  g_assert_true (cb_queue_cancel (rig->queue, job, NULL));
  run_once (rig);
  ended = rig_get_job (rig, job);
  g_assert_cmpint (ended->state, ==, CB_JOB_CANCELLED);
  g_assert_cmpstr (ended->reason_detail, ==, "draft-deleted");
}

/* While a body is under way it becomes two hours later. */
static gboolean
turn_clock_cb (const char *name, gpointer user_data)
{
  CbClock **clock = user_data;

  if (g_str_equal (name, "queue.body") && *clock != NULL)
    cb_clock_advance (g_steal_pointer (clock), 2 * HOUR_US);
  return FALSE;
}

static void
test_under_way (gconstpointer data)
{
  gboolean stop = GPOINTER_TO_INT (data);
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "dang-gui", large, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  CbClock *clock = rig->clock;
  gint64 end = set_quiet (rig, 2, 5);
  g_autoptr (CbJob) waiting = NULL;

  set (rig, CB_SETTING_QUIET_STOP, stop ? "true" : "false");
  cb_failpoint_set (turn_clock_cb, &clock);
  run_once (rig);
  cb_failpoint_set (NULL, NULL);
  g_assert_null (clock);
  if (stop)
    {
      waiting = get_listed (rig, job);
      g_assert_cmpstr (cb_job_state_name (waiting->state), ==, "waiting");
      g_assert_true (waiting->quiet && !waiting->has_reason);
      g_assert_cmpint (waiting->not_before_us, ==, end);
      cb_clock_advance (rig->clock, end - cb_clock_now (rig->clock));
      run_once (rig);
    }
  rig_assert_done (rig, job);
  rig_assert_sound (rig);
}

static void
test_rate (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "cham", large, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  gint64 start = cb_clock_now (rig->clock);
  gint64 fair = (gint64)(2 * large[0]) * G_USEC_PER_SEC / 100000;
  gint64 took;

  set (rig, CB_SETTING_RATE_LIMIT, "100000");
  run_once (rig);
  rig_assert_done (rig, job);
  /* There and back again; the clock is turned on by nothing else. */
  took = cb_clock_now (rig->clock) - start;
  g_assert_cmpint (took, >=, fair - G_USEC_PER_SEC);
  g_assert_cmpint (took, <=, fair + G_USEC_PER_SEC);
}

static void
test_no_rate (void)
{
  g_autoptr (Rig) rig = rig_new ("2.12");
  g_autofree char *dataset = rig_add_dataset (rig, "nhanh", large, 1);
  g_autofree char *job = rig_enqueue (rig, dataset);
  gint64 start = cb_clock_now (rig->clock);

  run_once (rig);
  rig_assert_done (rig, job);
  g_assert_cmpint (cb_clock_now (rig->clock), ==, start);
}

static void
test_clock_set_back (void)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (100 * HOUR_US, 1);
  g_autoptr (CbThrottle) throttle = cb_throttle_new (clock);

  cb_throttle_spend (throttle, 1000000, 1000000, NULL);
  g_assert_cmpint (cb_clock_now (clock), ==, 100 * HOUR_US + G_USEC_PER_SEC);
  cb_clock_advance (clock, -50 * HOUR_US);
  cb_throttle_spend (throttle, 1000000, 1000000, NULL);
  g_assert_cmpint (cb_clock_now (clock), ==, 50 * HOUR_US + 2 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/queue/limits/hours-are-read", test_hours_are_read);
  g_test_add_func ("/queue/limits/hours-end", test_hours_end);
  g_test_add_func ("/queue/limits/nothing-in-quiet-hours", test_nothing_in_quiet_hours);
  g_test_add_func ("/queue/limits/now-means-now", test_now_means_now);
  g_test_add_func ("/queue/limits/taken-back-at-once", test_taken_back_at_once);
  g_test_add_data_func ("/queue/limits/under-way/finished", GINT_TO_POINTER (FALSE),
                        test_under_way);
  g_test_add_data_func ("/queue/limits/under-way/broken-off", GINT_TO_POINTER (TRUE),
                        test_under_way);
  g_test_add_func ("/queue/limits/rate", test_rate);
  g_test_add_func ("/queue/limits/no-rate", test_no_rate);
  g_test_add_func ("/queue/limits/clock-set-back", test_clock_set_back);
  return g_test_run ();
}
