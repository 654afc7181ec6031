/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-reminders.h"

static const guint usual[] = { 7, 3, 1, 0 };

typedef struct
{
  GPtrArray *list;
  JsonObject *told;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  CbObligation *obligation = cb_obligation_new ();

  obligation->item_code = g_strdup ("A");
  obligation->title = g_strdup ("Giá thuốc");
  obligation->period = g_strdup ("2026-10");
  obligation->has_deadline = TRUE;
  g_date_clear (&obligation->limit, 1);
  g_date_set_dmy (&obligation->limit, 10, G_DATE_NOVEMBER, 2026);
  fixture->list = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  g_ptr_array_add (fixture->list, obligation);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_ptr_array_unref (fixture->list);
  g_clear_pointer (&fixture->told, json_object_unref);
}

/* How many are told when so many days are left. */
static guint
count (Fixture *fixture, int days_left, const guint *days, guint n_days)
{
  CbObligation *obligation = fixture->list->pdata[0];
  g_autoptr (GPtrArray) picked = NULL;
  JsonObject *now = NULL;

  obligation->days_left = days_left;
  picked = cb_reminders_pick (fixture->list, days, n_days, fixture->told, &now);
  g_clear_pointer (&fixture->told, json_object_unref);
  fixture->told = now;

  return picked->len;
}

static guint
count_usual (Fixture *fixture, int days_left)
{
  return count (fixture, days_left, usual, G_N_ELEMENTS (usual));
}

static void
test_once_a_stage (Fixture *fixture, gconstpointer data)
{
  static const guint told[] = { 0, 1, 0, 0, 0, 1, 0, 1, 1, 1, 0 };

  for (int left = 8; left >= -2; left--)
    {
      g_test_message ("%d", left);
      g_assert_cmpuint (count_usual (fixture, left), ==, told[8 - left]);
      /* Looked again on the same day. */
      g_assert_cmpuint (count_usual (fixture, left), ==, 0);
    }
}

static void
test_slept_over (Fixture *fixture, gconstpointer data)
{
  /* Off from nine days before until two before: 7 and 3 passed, told once. */
  g_assert_cmpuint (count_usual (fixture, 9), ==, 0);
  g_assert_cmpuint (count_usual (fixture, 2), ==, 1);
  g_assert_cmpuint (count_usual (fixture, 2), ==, 0);
  /* And over the last day: late, once. */
  g_assert_cmpuint (count_usual (fixture, -30), ==, 1);
  g_assert_cmpuint (count_usual (fixture, -31), ==, 0);
}

static void
test_clock_set_back (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpuint (count_usual (fixture, 3), ==, 1);
  /* What was told is not told again. */
  g_assert_cmpuint (count_usual (fixture, 7), ==, 0);
  g_assert_cmpuint (count_usual (fixture, 3), ==, 0);
  g_assert_cmpuint (count_usual (fixture, 1), ==, 1);
}

static void
test_other_days (Fixture *fixture, gconstpointer data)
{
  static const guint days[] = { 14 };

  g_assert_cmpuint (count (fixture, 15, days, 1), ==, 0);
  g_assert_cmpuint (count (fixture, 14, days, 1), ==, 1);
  g_assert_cmpuint (count (fixture, 0, days, 1), ==, 0);
  g_assert_cmpuint (count (fixture, -1, days, 1), ==, 1);
}

static void
test_deadline_moves (Fixture *fixture, gconstpointer data)
{
  CbObligation *obligation = fixture->list->pdata[0];

  g_assert_cmpuint (count_usual (fixture, 1), ==, 1);
  /* Holidays were decided: another last day is told anew, and the old one is forgotten. */
  g_date_add_days (&obligation->limit, 5);
  g_assert_cmpuint (count_usual (fixture, 6), ==, 1);
  g_assert_cmpuint (json_object_get_size (fixture->told), ==, 1);
}

static void
test_not_told (Fixture *fixture, gconstpointer data)
{
  CbObligation *obligation = fixture->list->pdata[0];

  obligation->urgency = CB_URGENCY_DONE;
  g_assert_cmpuint (count_usual (fixture, 0), ==, 0);
  obligation->urgency = CB_URGENCY_WAITING;
  g_assert_cmpuint (count_usual (fixture, 0), ==, 0);
  obligation->urgency = CB_URGENCY_LATER;
  obligation->has_deadline = FALSE;
  g_assert_cmpuint (count_usual (fixture, 0), ==, 0);
}

static void
test_days (void)
{
  guint days[CB_REMINDER_MAX_DAYS];

  g_assert_cmpuint (cb_reminders_parse_days ("7, 3, 1, 0", days), ==, 4);
  g_assert_cmpuint (days[1], ==, 3);
  g_assert_cmpuint (cb_reminders_parse_days ("30;14", days), ==, 2);
  g_assert_cmpuint (cb_reminders_parse_days ("5", days), ==, 1);
  g_assert_cmpuint (cb_reminders_parse_days (NULL, days), ==, 0);
  g_assert_cmpuint (cb_reminders_parse_days ("", days), ==, 0);
  g_assert_cmpuint (cb_reminders_parse_days ("bảy", days), ==, 0);
  g_assert_cmpuint (cb_reminders_parse_days ("-1", days), ==, 0);
  g_assert_cmpuint (cb_reminders_parse_days ("367", days), ==, 0);
  g_assert_cmpuint (cb_reminders_parse_days ("1 2 3 4 5 6 7 8 9", days), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/reminders/once-for-each-day", test_once_a_stage);
  ADD ("/reminders/slept-over-a-day", test_slept_over);
  ADD ("/reminders/clock-set-back", test_clock_set_back);
  ADD ("/reminders/days-that-were-chosen", test_other_days);
  ADD ("/reminders/deadline-that-moves", test_deadline_moves);
  ADD ("/reminders/not-what-is-done", test_not_told);
  g_test_add_func ("/reminders/days-as-typed", test_days);

  return g_test_run ();
}
