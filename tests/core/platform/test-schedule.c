/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/platform/cb-schedule.h"

static void
test_times (void)
{
  static const char *const times[][2] = {
    { "07:30", "07:30" },
    { "7:30", "07:30" },
    { "13:15, 7:30,0:00", "00:00, 07:30, 13:15" },
    { "23:59", "23:59" },
  };
  static const char *const none[] = { "",      "7",    "7:3",    "24:00",      "7:60", "7:30:00",
                                      "-1:00", "7.30", "07:30,", "07:30,7:30", "a:bc" };

  for (guint i = 0; i < G_N_ELEMENTS (times); i++)
    {
      CbSchedule schedule = { 0 };
      g_autofree char *text = NULL;

      g_test_message ("%s", times[i][0]);
      g_assert_true (cb_schedule_parse_times (&schedule, times[i][0]));
      text = cb_schedule_dup_times (&schedule);
      g_assert_cmpstr (text, ==, times[i][1]);
    }
  for (guint i = 0; i < G_N_ELEMENTS (none); i++)
    {
      CbSchedule schedule = { 0 };

      g_test_message ("%s", none[i]);
      g_assert_false (cb_schedule_parse_times (&schedule, none[i]));
      g_assert_cmpuint (schedule.n_minutes, ==, 0);
    }
}

static void
test_most (void)
{
  g_autoptr (GString) text = g_string_new ("00:00");
  CbSchedule schedule = { 0 };

  for (guint i = 1; i < CB_SCHEDULE_MOST; i++)
    g_string_append_printf (text, ",00:%02u", i);
  g_assert_true (cb_schedule_parse_times (&schedule, text->str));
  g_assert_cmpuint (schedule.n_minutes, ==, CB_SCHEDULE_MOST);
  g_string_append (text, ",12:00");
  g_assert_false (cb_schedule_parse_times (&schedule, text->str));
}

static void
test_off (void)
{
  g_auto (CbSchedule) schedule = { 0 };
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_schedule_load (&schedule, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_assert_null (schedule.program);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/schedule/times", test_times);
  g_test_add_func ("/schedule/how-many", test_most);
  g_test_add_func ("/schedule/off-at-first", test_off);

  return g_test_run ();
}
