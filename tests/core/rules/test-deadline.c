/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/rules/cb-deadline.h"

static CbHolidays *
load_holidays (void)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles/holidays.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CbHolidays *holidays = cb_holidays_load (file, &error);

  g_assert_no_error (error);
  return holidays;
}

#define assert_date(date, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    char text_[16];                                                                                \
    g_date_strftime (text_, sizeof text_, "%Y-%m-%d", date);                                       \
    g_assert_cmpstr (text_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

typedef struct
{
  CbAnchor anchor;
  guint days;
  const char *period;
  const char *target;
  const char *limit;
  gboolean known;
} Case;

/* Each by hand. */
static const Case cases[] = {
  /* Thanh Hóa 5.7, month: ends Sat 31 Oct; ten days on, without that day: Tue 10 Nov. Whoever
   * counts the 31st too gets Mon 9 Nov. */
  { CB_ANCHOR_PERIOD_END, 10, "2026-10", "2026-11-09", "2026-11-10", TRUE },
  /* Quảng Ngãi 7.6c: first day of Q4 is Thu 1 Oct; fifteen on: Fri 16 Oct; counted too: Thu 15. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2026-Q3", "2026-10-15", "2026-10-16", TRUE },
  /* Quảng Ngãi 7.6b: 1 Jul + 15 = Thu 16 Jul. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2026-H1", "2026-07-15", "2026-07-16", TRUE },
  /* Thanh Hóa, year: 31 Dec 2026 + 20 = Wed 20 Jan 2027. */
  { CB_ANCHOR_PERIOD_END, 20, "2026", "2027-01-19", "2027-01-20", TRUE },
  /* Thanh Hóa, July: 31 Jul + 10 = Mon 10 Aug; the ninth is a Sunday: target back to Fri 7. */
  { CB_ANCHOR_PERIOD_END, 10, "2026-07", "2026-08-07", "2026-08-10", TRUE },
  /* A weekend: 31 Jan 2026 + 8 = Sun 8 Feb moves to Mon 9; target Sat 7 back to Fri 6. */
  { CB_ANCHOR_PERIOD_END, 8, "2026-01", "2026-02-06", "2026-02-09", TRUE },
  /* Into Tết 2026: 31 Jan + 16 = Mon 16 Feb, off until Fri 20, then a weekend: Mon 23. The day
   * before is a Sunday, target back to Fri 13. */
  { CB_ANCHOR_PERIOD_END, 16, "2026-01", "2026-02-13", "2026-02-23", TRUE },
  /* Giỗ Tổ 2026 is a Sunday, so Mon 27 Apr is off in its place: 31 Mar + 26 = Sun 26 to Tue 28. */
  { CB_ANCHOR_PERIOD_END, 26, "2026-03", "2026-04-24", "2026-04-28", TRUE },
  /* 30 April and 1 May 2026 are Thu and Fri: 31 Mar + 30 = Thu 30 Apr to Mon 4 May. */
  { CB_ANCHOR_PERIOD_END, 30, "2026-03", "2026-04-29", "2026-05-04", TRUE },
  /* A Saturday that is worked in exchange is a working day: 31 Jul 2026 + 22 = Sat 22 Aug. */
  { CB_ANCHOR_PERIOD_END, 22, "2026-07", "2026-08-21", "2026-08-22", TRUE },
  /* 24 Nov 2026 may be a holiday. It does not move the limit, and it is said to be unsure. */
  { CB_ANCHOR_PERIOD_END, 24, "2026-10", "2026-11-23", "2026-11-24", FALSE },
  /* Nothing is known about 2030: weekends only, and that is said. 30 Sep 2030 + 10 = Thu 10 Oct. */
  { CB_ANCHOR_PERIOD_END, 10, "2030-09", "2030-10-09", "2030-10-10", FALSE },
  /* A leap year: 29 Feb 2028 + 1 = Wed 1 Mar; the target cannot be before the period is over. */
  { CB_ANCHOR_PERIOD_END, 1, "2028-02", "2028-02-29", "2028-03-01", FALSE },
};

static void
test_by_hand (void)
{
  g_autoptr (CbHolidays) holidays = load_holidays ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CbUpdateRule rule = { CB_FREQUENCY_UNKNOWN, cases[i].anchor, cases[i].days, NULL, NULL };
      CbDeadline deadline;

      g_test_message ("%s + %u", cases[i].period, cases[i].days);
      g_assert_true (cb_deadline_for_period (&rule, cases[i].period, holidays, &deadline));
      assert_date (&deadline.target, cases[i].target);
      assert_date (&deadline.limit, cases[i].limit);
      g_assert_cmpint (deadline.holidays_known, ==, cases[i].known);
    }
}

static void
test_none (void)
{
  g_autoptr (CbHolidays) holidays = cb_holidays_new_empty ();
  CbUpdateRule on_change = { CB_FREQUENCY_ON_CHANGE, CB_ANCHOR_CHANGE_PUBLISHED, 15, NULL, NULL };
  CbUpdateRule monthly = { CB_FREQUENCY_MONTHLY, CB_ANCHOR_PERIOD_END, 10, NULL, NULL };
  CbDeadline deadline;

  g_assert_false (cb_deadline_for_period (NULL, "2026-10", holidays, &deadline));
  g_assert_false (cb_deadline_for_period (&on_change, "2026-10", holidays, &deadline));
  g_assert_false (cb_deadline_for_period (&monthly, "", holidays, &deadline));
  g_assert_false (cb_deadline_for_period (&monthly, NULL, holidays, &deadline));
  g_assert_false (cb_deadline_for_period (&monthly, "2026-13", holidays, &deadline));
}

static void
test_change (void)
{
  g_autoptr (CbHolidays) holidays = load_holidays ();
  CbDeadline deadline;
  GDate told;

  /* Quảng Ngãi 7.6d: announced Wed 4 Nov 2026; fifteen days on: Thu 19 Nov. */
  g_date_clear (&told, 1);
  g_date_set_dmy (&told, 4, G_DATE_NOVEMBER, 2026);
  cb_deadline_count (&told, 15, holidays, &deadline);
  assert_date (&deadline.limit, "2026-11-19");
  assert_date (&deadline.target, "2026-11-18");
}

static void
test_periods (void)
{
  static const struct
  {
    const char *period;
    int steps;
    const char *other;
  } steps[] = {
    { "2026-01", -1, "2025-12" }, { "2026-12", 1, "2027-01" },  { "2026-Q1", -1, "2025-Q4" },
    { "2026-Q3", 5, "2027-Q4" },  { "2026-H1", -1, "2025-H2" }, { "2026-H2", 1, "2027-H1" },
    { "2026", -1, "2025" },       { "2026-10", 0, "2026-10" },
  };
  static const char *const bad[] = { "",        "2026-13",  "2026-0", "2026-Q5", "2026-Q0",
                                     "2026-H3", "2026-Q1x", "x",      "2026-",   "1026" };
  GDate day, first, last;

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *other = cb_period_step (steps[i].period, steps[i].steps);

      g_assert_cmpstr (other, ==, steps[i].other);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_null (cb_period_step (bad[i], 1));
      g_assert_false (cb_period_get_span (bad[i], &first, &last));
      g_assert_cmpint (cb_period_get_frequency (bad[i]), ==, CB_FREQUENCY_UNKNOWN);
    }

  g_date_clear (&day, 1);
  g_date_set_dmy (&day, 31, G_DATE_DECEMBER, 2026);
  {
    g_autofree char *month = cb_period_containing (CB_FREQUENCY_MONTHLY, &day);
    g_autofree char *quarter = cb_period_containing (CB_FREQUENCY_QUARTERLY, &day);
    g_autofree char *half = cb_period_containing (CB_FREQUENCY_HALF_YEARLY, &day);
    g_autofree char *year = cb_period_containing (CB_FREQUENCY_YEARLY, &day);

    g_assert_cmpstr (month, ==, "2026-12");
    g_assert_cmpstr (quarter, ==, "2026-Q4");
    g_assert_cmpstr (half, ==, "2026-H2");
    g_assert_cmpstr (year, ==, "2026");
    g_assert_null (cb_period_containing (CB_FREQUENCY_ON_CHANGE, &day));
  }
  g_assert_true (cb_period_get_span ("2028-02", &first, &last));
  assert_date (&first, "2028-02-01");
  assert_date (&last, "2028-02-29");
}

static void
test_bad_holidays (void)
{
  static const struct
  {
    const char *text;
    const char *told;
  } files[] = {
    { "{", "days.json" },
    { "{}", "days.json:1: years" },
    { "{\n\"years\": {\"2026\": {\"days\": [\n{\"date\": \"2026-02-30\", \"name\": \"x\"}]}}}",
      "days.json:3: years.2026.days.0" },
    { "{\"years\": {\"2026\": {\"days\": [{\"date\": \"2025-01-01\", \"name\": \"x\"}]}}}",
      "years.2026.days.0" },
    { "{\"years\": {\"x\": {\"days\": []}}}", "years.x" },
    { "{\"years\": {\"2026\": {\"days\": [], \"working_weekend_days\": [\"2026-11-20\"]}}}",
      "working_weekend_days.0" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbHolidays) holidays = cb_holidays_parse (files[i].text, -1, "days.json", &error);

      g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
      g_assert_null (holidays);
      g_test_message ("%s", error->message);
      g_assert_nonnull (g_strstr_len (error->message, -1, files[i].told));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/deadline/by-hand", test_by_hand);
  g_test_add_func ("/deadline/none-is-invented", test_none);
  g_test_add_func ("/deadline/from-a-change", test_change);
  g_test_add_func ("/deadline/periods", test_periods);
  g_test_add_func ("/holidays/bad-file-is-named", test_bad_holidays);

  return g_test_run ();
}
