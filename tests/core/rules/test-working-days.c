/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-working-days.h"

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

static void
parse (const char *text, GDate *date)
{
  g_date_clear (date, 1);
  g_date_set_parse (date, text);
  g_assert_true (g_date_valid (date));
}

/* Seven working days before, each by hand. */
static const struct
{
  const char *day;
  const char *latest;
  gboolean known;
} cases[] = {
  /* Tue 1 Dec 2026: Mon 30, Fri 27, Thu 26, Wed 25, Mon 23, Fri 20, Thu 19 are seven (Tue 24 Nov is
   * a holiday), so notice by Wed 18. */
  { "2026-12-01", "2026-11-18", TRUE },
  /* The day after that holiday's week: Thu 26 Nov: 25, 23, 20, 19, 18, 17, 16: Fri 13. */
  { "2026-11-26", "2026-11-13", TRUE },
  /* Over the end of the year, Mon 4 Jan 2027: Fri 1 Jan is off; 31, 30, 29, 28, 25, 24, 23 Dec:
   * Tue 22. Not all of 2027 is decided. */
  { "2027-01-04", "2026-12-22", FALSE },
  /* Mon 12 Jan 2026: Sat 10 is worked in the place of Fri 2, Thu 1 is off; 10, 9, 8, 7, 6, 5, then
   * Wed 31 Dec 2025: Tue 30. */
  { "2026-01-12", "2025-12-30", TRUE },
  /* Over Tết, Mon 2 Mar 2026: 27 to 23 Feb are five, 16 to 20 are off, Fri 13, Thu 12: Wed 11. */
  { "2026-03-02", "2026-02-11", TRUE },
  /* On the first day of Tết itself, Mon 16 Feb: 13 to 9 are five, 6, 5: Wed 4. */
  { "2026-02-16", "2026-02-04", TRUE },
  /* Mon 4 May 2026: 30 Apr and 1 May are off, Mon 27 in the place of a Sunday; 29, 28, 24, 23, 22,
   * 21, 20: Fri 17. */
  { "2026-05-04", "2026-04-17", TRUE },
  /* Wed 8 May 2024: Sat 4 May is worked for Mon 29 Apr; 7, 6, 4, 3, 2, 26 Apr, 25: Wed 24. */
  { "2024-05-08", "2024-04-24", TRUE },
  /* A Saturday is a day like another to begin on: Sat 28 Nov 2026: 27, 26, 25, 23, 20, 19, 18: Tue
   * 17. */
  { "2026-11-28", "2026-11-17", TRUE },
  /* Back into 2023, of which there is no data: weekends alone, and it is said. */
  { "2024-01-04", "2023-12-22", FALSE },
};

static void
test_by_hand (void)
{
  g_autoptr (CbHolidays) holidays = load_holidays ();

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      GDate day, latest;
      char text[16];

      parse (cases[i].day, &day);
      g_assert_cmpint (cb_working_days_before (&day, 7, holidays, &latest), ==, cases[i].known);
      g_date_strftime (text, sizeof text, "%Y-%m-%d", &latest);
      g_test_message ("before %s", cases[i].day);
      g_assert_cmpstr (text, ==, cases[i].latest);
    }
}

/* The two ways of counting agree on every day of four years: the day found is the last one with
 * enough days between, and a working day. */
static void
test_both_ways (void)
{
  g_autoptr (CbHolidays) holidays = load_holidays ();
  GDate day, end;

  parse ("2024-02-01", &day);
  parse ("2027-12-31", &end);
  for (; g_date_compare (&day, &end) < 0; g_date_add_days (&day, 1))
    for (guint count = 0; count <= 12; count++)
      {
        GDate latest;

        cb_working_days_before (&day, count, holidays, &latest);
        g_assert_false (cb_holidays_may_be_day_off (holidays, &latest));
        g_assert_cmpuint (cb_working_days_between (&latest, &day, holidays), ==, count);
      }
}

/* A holiday that is not sure counts as a day off, so that the notice is not late; of a year that is
 * not decided that is said. */
static void
test_unsure (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHolidays) holidays = cb_holidays_parse (
      "{\"years\": {\"2030\": {\"complete\": false, \"source\": \"\", \"working_weekend_days\": [],"
      "\"days\": [{\"date\": \"2030-03-13\", \"name\": \"?\", \"kind\": \"holiday\","
      "\"certain\": false}]}}}",
      -1, "holidays.json", &error);
  GDate day, latest;

  g_assert_no_error (error);
  parse ("2030-03-15", &day);
  g_assert_false (cb_working_days_before (&day, 1, holidays, &latest));
  g_assert_cmpuint (g_date_get_day (&latest), ==, 12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/working-days/by-hand", test_by_hand);
  g_test_add_func ("/working-days/both-ways", test_both_ways);
  g_test_add_func ("/working-days/unsure-is-off", test_unsure);
  return g_test_run ();
}
