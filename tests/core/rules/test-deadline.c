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

/* Beside those of CbAnchor: months after a day, and "trước ngày". */
enum
{
  MONTHS = CB_ANCHOR_CHANGE_PUBLISHED + 1,
  BEFORE,
};

typedef struct
{
  int anchor;
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
  /* Thanh Hóa, year: 31 Dec 2026 + 20 = Wed 20 Jan 2027, of which not all is decided. */
  { CB_ANCHOR_PERIOD_END, 20, "2026", "2027-01-19", "2027-01-20", FALSE },
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
  /* 31 Jan 2027 + 6 = Sat 6 Feb, Tết: Sun 7, Mon 8, and Tue 9 in place of a Sunday; Wed 10 and Thu
   * 11 are likely and not decided: Wed 10, which is said to be unsure. Fri 5 and Thu 4 are likely
   * off, so the target is Wed 3. */
  { CB_ANCHOR_PERIOD_END, 6, "2027-01", "2027-02-03", "2027-02-10", FALSE },
  /* A Saturday of 2027 that may turn out to be worked: 30 Apr + 8 = Sat 8 May to Mon 10, unsure. */
  { CB_ANCHOR_PERIOD_END, 8, "2027-04", "2027-05-07", "2027-05-10", FALSE },
  /* A leap year: 29 Feb 2028 + 1 = Wed 1 Mar; the target cannot be before the period is over. */
  { CB_ANCHOR_PERIOD_END, 1, "2028-02", "2028-02-29", "2028-03-01", FALSE },
  /* 31 Jan 2024 + 10 = Sat 10 Feb, the first day of Tết; off from Thu 8 to Wed 14: Thu 15. Ten days
   * with the first one are Fri 9, back over the eighth: Wed 7. */
  { CB_ANCHOR_PERIOD_END, 10, "2024-01", "2024-02-07", "2024-02-15", TRUE },
  /* The whole break moves it: + 8 = Thu 8 Feb 2024, a week on to Thu 15. */
  { CB_ANCHOR_PERIOD_END, 8, "2024-01", "2024-02-07", "2024-02-15", TRUE },
  /* 31 Mar 2024 + 29 = Mon 29 Apr, off in exchange; 30/4 and 1/5 follow: Thu 2 May. Sun 28 back to
   * Fri 26. */
  { CB_ANCHOR_PERIOD_END, 29, "2024-03", "2024-04-26", "2024-05-02", TRUE },
  /* + 30 = Tue 30 Apr 2024: the same Thursday; Mon 29 is off: target Fri 26. */
  { CB_ANCHOR_PERIOD_END, 30, "2024-03", "2024-04-26", "2024-05-02", TRUE },
  /* + 35 = Sun 5 May 2024 to Mon 6; Sat 4 is worked for the 29th, so it is a good target. */
  { CB_ANCHOR_PERIOD_END, 35, "2024-03", "2024-05-04", "2024-05-06", TRUE },
  /* Over the turn of the year: 31 Dec 2024 + 20 = Mon 20 Jan 2025; Sun 19 back to Fri 17. */
  { CB_ANCHOR_PERIOD_END, 20, "2024-12", "2025-01-17", "2025-01-20", TRUE },
  /* 31 Dec 2024 + 10 = Fri 10 Jan 2025, a plain day. */
  { CB_ANCHOR_PERIOD_END, 10, "2024-12", "2025-01-09", "2025-01-10", TRUE },
  /* + 27 = Mon 27 Jan 2025, Tết to Fri 31, a weekend: Mon 3 Feb. Sun 26 back to Fri 24. */
  { CB_ANCHOR_PERIOD_END, 27, "2024-12", "2025-01-24", "2025-02-03", TRUE },
  /* 31 Mar 2025 + 26 = Sat 26 Apr, worked for 2 May: a Saturday stays. */
  { CB_ANCHOR_PERIOD_END, 26, "2025-03", "2025-04-25", "2025-04-26", TRUE },
  /* + 31 = Thu 1 May 2025, Fri 2 off in exchange, a weekend: Mon 5. Wed 30/4 back to Tue 29. */
  { CB_ANCHOR_PERIOD_END, 31, "2025-03", "2025-04-29", "2025-05-05", TRUE },
  /* 31 Aug 2025 + 10 = Wed 10 Sep: 1 and 2 September within do not stop the counting. */
  { CB_ANCHOR_PERIOD_END, 10, "2025-08", "2025-09-09", "2025-09-10", TRUE },
  /* 31 Aug 2025 + 31 = Wed 1 Oct. */
  { CB_ANCHOR_PERIOD_END, 31, "2025-08", "2025-09-30", "2025-10-01", TRUE },
  /* QN 7.6a: the first day of 2026 is Thu 1 Jan, a holiday; it is not counted anyway: Fri 16 Jan.
   */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2025", "2026-01-15", "2026-01-16", TRUE },
  /* QN 7.6b, six months: 1 Jul 2025 + 15 = Wed 16 Jul. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2025-H1", "2025-07-15", "2025-07-16", TRUE },
  /* The second half ends with the year: Fri 16 Jan 2026, in the next one. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2025-H2", "2026-01-15", "2026-01-16", TRUE },
  /* TH, quarter: 31 Mar 2025 + 20 = Sun 20 Apr to Mon 21; Sat 19 back to Fri 18. */
  { CB_ANCHOR_PERIOD_END, 20, "2025-Q1", "2025-04-18", "2025-04-21", TRUE },
  /* TH, year 2025: 31 Dec + 20 = Tue 20 Jan 2026. */
  { CB_ANCHOR_PERIOD_END, 20, "2025", "2026-01-19", "2026-01-20", TRUE },
  /* QN 7.6d told Sun 1 Feb 2026: + 15 = Mon 16 Feb, Tết: Mon 23. Sun 15 back to Fri 13. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2026-02-01", "2026-02-13", "2026-02-23", TRUE },
  /* Told Wed 15 Apr 2026: Thu 30/4, Fri 1/5, a weekend: Mon 4 May. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2026-04-15", "2026-04-29", "2026-05-04", TRUE },
  /* Told Sun 20 Dec 2026: Mon 4 Jan 2027, in a year that is known in part. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2026-12-20", "2026-12-31", "2027-01-04", FALSE },
  /* Told 14 Feb 2024: Thu 29 Feb, the leap day itself. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2024-02-14", "2024-02-28", "2024-02-29", TRUE },
  /* QN 13.6, three months after Mon 30 Nov 2026: February has no 30th, so its last day (148.3), Sun
   * 28 Feb 2027, to Mon 1 Mar. Sat 27 back to Fri 26. */
  { MONTHS, 3, "2026-11-30", "2027-02-26", "2027-03-01", FALSE },
  /* Three months after 17 Nov 2025: Tue 17 Feb 2026, the first day of Tết: Mon 23. */
  { MONTHS, 3, "2025-11-17", "2026-02-13", "2026-02-23", TRUE },
  /* Three months after 29 Nov 2023 is Thu 29 Feb 2024: there is one. */
  { MONTHS, 3, "2023-11-29", "2024-02-28", "2024-02-29", TRUE },
  /* VP 8.3, six months after 31 Aug 2026: 28 Feb 2027, a Sunday, to Mon 1 Mar. */
  { MONTHS, 6, "2026-08-31", "2027-02-26", "2027-03-01", FALSE },
  /* NT 5.2, a year after 29 Feb 2024: Fri 28 Feb 2025. */
  { MONTHS, 12, "2024-02-29", "2025-02-27", "2025-02-28", TRUE },
  /* Six months after Sun 16 Nov 2025: Sat 16 May 2026 to Mon 18; Fri 15 is the target. */
  { MONTHS, 6, "2025-11-16", "2026-05-15", "2026-05-18", TRUE },
  /* A year after 28 Feb 2027 is Mon 28 Feb 2028, not the 29th; Sun 27 back to Fri 25. Nobody knows
   * the holidays of 2028. */
  { MONTHS, 12, "2027-02-28", "2028-02-25", "2028-02-28", FALSE },
  /* NT 9.4, three months after Wed 10 Jun 2026: Thu 10 Sep. */
  { MONTHS, 3, "2026-06-10", "2026-09-09", "2026-09-10", TRUE },
  /* QN 13.5, six months after Fri 9 Jan 2026: Thu 9 Jul. */
  { MONTHS, 6, "2026-01-09", "2026-07-08", "2026-07-09", TRUE },
  /* Bình Định as 51/2022 has it, quarter: the first day of Q2 is Wed 1 Apr; + 15 = Thu 16 Apr. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2026-Q1", "2026-04-15", "2026-04-16", TRUE },
  /* Bình Định, Q4: 1 Jan 2026 + 15 = Fri 16 Jan. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2025-Q4", "2026-01-15", "2026-01-16", TRUE },
  /* TH, quarter, to the autumn: 30 Jun 2026 + 20 = Mon 20 Jul; Sun 19 back to Fri 17. */
  { CB_ANCHOR_PERIOD_END, 20, "2026-Q2", "2026-07-17", "2026-07-20", TRUE },
  /* NT 4.4, 5.3 and 7.2, VP 9.1, BD 8.1: "hằng năm" without a day: the year 2026 ends on Thu 31
   * Dec, the last day before 1/1/2027. */
  { BEFORE, 0, "2027-01-01", "2026-12-31", "2026-12-31", TRUE },
  /* The year 2027 ends on Fri 31 Dec. */
  { BEFORE, 0, "2028-01-01", "2027-12-31", "2027-12-31", TRUE },
  /* QN 9.2 and 11.4, before 30/6/2026: Mon 29. */
  { BEFORE, 0, "2026-06-30", "2026-06-29", "2026-06-29", TRUE },
  /* QN 9.2, before 30/12/2026: Tue 29, a day earlier than 11.4 has it. */
  { BEFORE, 0, "2026-12-30", "2026-12-29", "2026-12-29", TRUE },
  /* VP 9.3, QN 11.4, before 31/12/2026: Wed 30. */
  { BEFORE, 0, "2026-12-31", "2026-12-30", "2026-12-30", TRUE },
  /* Before 31/12/2028: Sat 30 is the last day and does not move on; people are there on Fri 29. */
  { BEFORE, 0, "2028-12-31", "2028-12-29", "2028-12-30", FALSE },
};

static void
check_cases (const Case *table, guint n, CbHolidays *holidays)
{
  for (guint i = 0; i < n; i++)
    {
      CbUpdateRule rule
          = { CB_FREQUENCY_UNKNOWN, (CbAnchor)table[i].anchor, table[i].days, NULL, NULL };
      CbDeadline deadline;
      GDate day;

      g_test_message ("%s + %u", table[i].period, table[i].days);
      if (table[i].anchor >= CB_ANCHOR_CHANGE_PUBLISHED)
        g_assert_true (cb_day_parse (table[i].period, &day));
      if (table[i].anchor == CB_ANCHOR_CHANGE_PUBLISHED)
        cb_deadline_count (&day, table[i].days, holidays, &deadline);
      else if (table[i].anchor == MONTHS)
        cb_deadline_count_months (&day, table[i].days, holidays, &deadline);
      else if (table[i].anchor == BEFORE)
        cb_deadline_before (&day, holidays, &deadline);
      else
        g_assert_true (cb_deadline_for_period (&rule, table[i].period, holidays, &deadline));
      assert_date (&deadline.target, table[i].target);
      assert_date (&deadline.limit, table[i].limit);
      g_assert_cmpint (deadline.holidays_known, ==, table[i].known);
    }
}

static void
test_by_hand (void)
{
  g_autoptr (CbHolidays) holidays = load_holidays ();

  check_cases (cases, G_N_ELEMENTS (cases), holidays);
}

/* A year as an agency may have to enter it: New Year made up for on Monday 3 January 2028, two
 * weeks off at Tết (24 January to 4 February), for which the Saturdays of 22 January and 12
 * February are worked. 2027 is known and has no holiday, nothing is known about 2029. */
#define DAY_OFF(date) "{\"date\": \"" date "\", \"name\": \"nghỉ\", \"certain\": true}"

static const char two_weeks_off[]
    = "{\"years\": {\"2027\": {\"complete\": true, \"days\": []}, \"2028\": {\"complete\": true, "
      "\"working_weekend_days\": [\"2028-01-22\", \"2028-02-12\"], \"days\": [" DAY_OFF ("2028-01-"
                                                                                         "01") "," DAY_OFF ("2028-01-03") "," DAY_OFF ("2028-01-24") "," DAY_OFF ("2028-01-25") "," DAY_OFF ("2028-01-26") "," DAY_OFF ("2028-01-27") "," DAY_OFF ("2028-01-28") "," DAY_OFF ("2028-"
                                                                                                                                                                                                                                                                              "01-31") "," DAY_OFF ("2028-02-01") "," DAY_OFF ("2028-02-02") "," DAY_OFF ("2028-02-03") "," DAY_OFF ("2028-02-04") "]}}}";

static const Case two_weeks_cases[] = {
  /* 31 Dec 2027 + 24 = Mon 24 Jan 2028, the first day off: two weeks on to Mon 7 Feb. With the
   * first day counted Sun 23, back to Sat 22, which is worked. */
  { CB_ANCHOR_PERIOD_END, 24, "2027-12", "2028-01-22", "2028-02-07", TRUE },
  /* + 35 = Fri 4 Feb, the last day off: the same Monday; Thu 3 back over all of it to Sat 22. */
  { CB_ANCHOR_PERIOD_END, 35, "2027-12", "2028-01-22", "2028-02-07", TRUE },
  /* + 22 = Sat 22 Jan is worked and stays. */
  { CB_ANCHOR_PERIOD_END, 22, "2027-12", "2028-01-21", "2028-01-22", TRUE },
  /* + 23 = Sun 23 Jan, before the break: over it as well. */
  { CB_ANCHOR_PERIOD_END, 23, "2027-12", "2028-01-22", "2028-02-07", TRUE },
  /* + 43 = Sat 12 Feb, worked for the break. */
  { CB_ANCHOR_PERIOD_END, 43, "2027-12", "2028-02-11", "2028-02-12", TRUE },
  /* + 44 = Sun 13 Feb to Mon 14; the Saturday before is worked and a good target. */
  { CB_ANCHOR_PERIOD_END, 44, "2027-12", "2028-02-12", "2028-02-14", TRUE },
  /* + 1 = Sat 1 Jan 2028, a holiday, Mon 3 off in its place: Tue 4. The target is not before the
   * period is over: Fri 31 Dec. */
  { CB_ANCHOR_PERIOD_END, 1, "2027-12", "2027-12-31", "2028-01-04", TRUE },
  /* QN 7.6a, the year 2027: Sat 1 Jan 2028 + 15 = Sun 16 to Mon 17; Sat 15 back to Fri 14. */
  { CB_ANCHOR_NEXT_PERIOD_START, 15, "2027", "2028-01-14", "2028-01-17", TRUE },
  /* QN 7.6d told Mon 10 Jan 2028: + 15 = Tue 25 Jan, off: Mon 7 Feb, thirteen days on. Mon 24 back
   * to Sat 22. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2028-01-10", "2028-01-22", "2028-02-07", TRUE },
  /* Told on the leap day: + 15 = Wed 15 Mar 2028. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2028-02-29", "2028-03-14", "2028-03-15", TRUE },
  /* Told Mon 14 Feb 2028: + 15 = Tue 29 Feb: the leap day itself. */
  { CB_ANCHOR_CHANGE_PUBLISHED, 15, "2028-02-14", "2028-02-28", "2028-02-29", TRUE },
  /* February in a leap year has 29 days: 29 Feb + 10 = Fri 10 Mar. */
  { CB_ANCHOR_PERIOD_END, 10, "2028-02", "2028-03-09", "2028-03-10", TRUE },
  /* Two months after 30 Dec 2027: there is no 30 Feb, its last day (148.3) is Tue 29. */
  { MONTHS, 2, "2027-12-30", "2028-02-28", "2028-02-29", TRUE },
  /* Three months after 31 Oct 2027: Mon 31 Jan 2028, off: Mon 7 Feb. Sun 30 back to Sat 22. */
  { MONTHS, 3, "2027-10-31", "2028-01-22", "2028-02-07", TRUE },
  /* A year after the leap day: Wed 28 Feb 2029, of which nothing is known. */
  { MONTHS, 12, "2028-02-29", "2029-02-27", "2029-02-28", FALSE },
  /* Six months after 31 Dec 2027: June has no 31st: Fri 30 Jun 2028. */
  { MONTHS, 6, "2027-12-31", "2028-06-29", "2028-06-30", TRUE },
  /* "Trước ngày" Mon 7 Feb 2028: Sun 6 is the last day and moves nowhere; people are there last on
   * Sat 22 Jan. */
  { BEFORE, 0, "2028-02-07", "2028-01-22", "2028-02-06", TRUE },
  /* Before Wed 1 Mar 2028: Tue 29 Feb. */
  { BEFORE, 0, "2028-03-01", "2028-02-29", "2028-02-29", TRUE },
};

static void
test_two_weeks (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHolidays) holidays = cb_holidays_parse (two_weeks_off, -1, "days.json", &error);

  g_assert_no_error (error);
  check_cases (two_weeks_cases, G_N_ELEMENTS (two_weeks_cases), holidays);
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
test_days (void)
{
  static const char *const bad[]
      = { "",           "2026-02-31", "2027-02-29",  "2026-13-01", "2026-04-31",
          "31/02/2026", "2026-2-3",   "2026-02-03x", "0000-01-01", "-026-01-01",
          "2026-+1-01", "2026- 1-01", "0226-11-21" };
  GDate day;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("%s", bad[i]);
      g_assert_false (cb_day_parse (bad[i], &day));
    }
  g_assert_false (cb_day_parse (NULL, &day));
  g_assert_true (cb_day_parse ("2028-02-29", &day));
  assert_date (&day, "2028-02-29");
}

static void
test_day_words (void)
{
  static const char *const days[][2] = {
    { "2026-07-25", "25/7/2026" },
    { "2026-02-05", "05/02/2026" },
    { "2026-12-01", "01/12/2026" },
    { "2026-02-31", "2026-02-31" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    {
      g_autofree char *words = cb_day_dup_words (days[i][0]);

      g_assert_cmpstr (words, ==, days[i][1]);
    }
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
  static const char *const bad[]
      = { "",      "2026-13", "2026-0", "2026-Q5", "2026-Q0", "2026-H3", "2026-Q1x", "x",
          "2026-", "1026",    "-9",     "-Q1",     "2026-1",  "+026-01", "2026--1" };
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
  g_test_add_func ("/deadline/by-hand/two-weeks-off-in-a-leap-year", test_two_weeks);
  g_test_add_func ("/deadline/none-is-invented", test_none);
  g_test_add_func ("/deadline/from-a-change", test_change);
  g_test_add_func ("/deadline/days-that-do-not-exist-are-refused", test_days);
  g_test_add_func ("/day/words/as-on-paper", test_day_words);
  g_test_add_func ("/deadline/periods", test_periods);
  g_test_add_func ("/holidays/bad-file-is-named", test_bad_holidays);

  return g_test_run ();
}
