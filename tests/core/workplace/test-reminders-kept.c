/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-error.h"
#include "core/rules/cb-day.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-reminders.h"
#include "workplace-fixture.h"

static void
add_catalog (WorkplaceFixture *fixture)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  g_autoptr (GError) error = NULL;
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup ("A");
  item->title = g_strdup ("Giá thuốc");
  item->frequency = CB_FREQUENCY_MONTHLY;
  g_ptr_array_add (items, item);
  g_assert_cmpuint (cb_store_add_catalog (fixture->workplace->store, "1/QĐ", items, &error), !=, 0);
  g_assert_no_error (error);
}

/* Two days before the last day of October under Thanh Hóa 5.7: Tue 10 Nov. */
static void
set_up (WorkplaceFixture *fixture, gconstpointer unused)
{
  workplace_fixture_set_up (fixture, 2026, 11, 8);
  add_catalog (fixture);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", "vn-38-thanh-hoa", NULL));
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer unused)
{
  workplace_fixture_tear_down (fixture);
}

static guint
take (WorkplaceFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) list = cb_workplace_take_reminders (fixture->workplace, &error);

  g_assert_no_error (error);
  return list->len;
}

static void
test_kept (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_assert_cmpuint (take (fixture), ==, 1);
  g_assert_cmpuint (take (fixture), ==, 0);
  workplace_fixture_open_again (fixture);
  g_assert_cmpuint (take (fixture), ==, 0);
  /* The computer slept over the last day. */
  cb_clock_advance (fixture->clock, 5 * G_TIME_SPAN_DAY);
  g_assert_cmpuint (take (fixture), ==, 1);
  g_assert_cmpuint (take (fixture), ==, 0);
}

static void
test_switched_off (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "reminders", "off", NULL));
  g_assert_cmpuint (take (fixture), ==, 0);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "reminders", "on", NULL));
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "reminder-days", "1", NULL));
  g_assert_cmpuint (take (fixture), ==, 0);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "reminder-days", "2", NULL));
  g_assert_cmpuint (take (fixture), ==, 1);
}

/* Somebody travels, or corrects the zone: the day is that of the zone that holds now. */
static void
test_zone (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = cb_workplace_list_due (fixture->workplace, NULL, NULL);
  g_autoptr (GPtrArray) after = NULL;
  g_autofree char *zone = g_strdup (g_getenv ("TZ"));

  g_setenv ("TZ", "<-13>+13", TRUE);
  cb_workplace_renew_day (fixture->workplace);
  after = cb_workplace_list_due (fixture->workplace, NULL, NULL);
  g_assert_cmpint (((CbObligation *)after->pdata[0])->days_left, ==,
                   ((CbObligation *)before->pdata[0])->days_left + 1);
  if (zone != NULL)
    g_setenv ("TZ", zone, TRUE);
  else
    g_unsetenv ("TZ");
}

static CbUrgency
find_urgency (WorkplaceFixture *fixture, const char *subject)
{
  g_autoptr (GPtrArray) due = cb_workplace_list_due (fixture->workplace, NULL, NULL);

  for (guint i = 0; i < due->len; i++)
    if (g_strcmp0 (((CbObligation *)due->pdata[i])->subject, subject) == 0)
      return ((CbObligation *)due->pdata[i])->urgency;
  g_assert_not_reached ();
}

static void
test_unmark (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const char report[] = "report:self-assessment:2026-12-30";
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", "vn-26-vinh-phuc", NULL));
  g_assert_cmpint (find_urgency (fixture, report), ==, CB_URGENCY_LATER);
  g_assert_false (cb_workplace_unmark_duty (fixture->workplace, report, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (cb_workplace_record_done (fixture->workplace, report, &error));
  g_assert_cmpint (find_urgency (fixture, report), ==, CB_URGENCY_DONE);
  g_assert_true (cb_workplace_unmark_duty (fixture->workplace, report, &error));
  g_assert_no_error (error);
  g_assert_cmpint (find_urgency (fixture, report), ==, CB_URGENCY_LATER);
  g_assert_false (cb_workplace_unmark_duty (fixture->workplace, report, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);

  /* Nothing is deleted: what was said, and that it was taken back. */
  rows = cb_journal_list (fixture->workplace->store, report, NULL);
  g_assert_cmpuint (rows->len, ==, 2);
}

/* An announced change is taken back while nothing is published for it. */
static void
test_unmark_change (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;
  CbCatalogItem *item = cb_catalog_item_new ();
  GDate day;

  item->code = g_strdup ("A");
  item->title = g_strdup ("A");
  item->frequency = CB_FREQUENCY_ON_CHANGE;
  g_ptr_array_add (items, item);
  g_assert_cmpuint (cb_store_add_catalog (fixture->workplace->store, "2/QĐ", items, NULL), >, 0);
  g_assert_true (cb_day_parse ("2026-11-04", &day));
  g_assert_false (cb_workplace_unmark_change (fixture->workplace, "A", &day, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (cb_workplace_record_change (fixture->workplace, "A", &day, &error));
  g_assert_true (cb_workplace_unmark_change (fixture->workplace, "A", &day, &error));
  g_assert_false (cb_workplace_unmark_change (fixture->workplace, "A", &day, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);

  g_assert_true (cb_workplace_record_change (fixture->workplace, "A", &day, &error));
  dataset = cb_workplace_create_dataset (fixture->workplace, "A", "2026-11-04", &error);
  dataset->state = CB_DATASET_PUBLISHED;
  g_assert_true (cb_store_save_dataset (fixture->workplace->store, dataset, &error));
  g_assert_false (cb_workplace_unmark_change (fixture->workplace, "A", &day, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  rows = cb_journal_list (fixture->workplace->store, "A", NULL);
  g_assert_cmpuint (rows->len, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/reminders/kept-over-a-start", WorkplaceFixture, NULL, set_up, test_kept, tear_down);
  g_test_add ("/reminders/switched-off", WorkplaceFixture, NULL, set_up, test_switched_off,
              tear_down);
  g_test_add ("/reminders/another-time-zone", WorkplaceFixture, NULL, set_up, test_zone, tear_down);

  g_test_add ("/duties/unmark", WorkplaceFixture, NULL, set_up, test_unmark, tear_down);
  g_test_add ("/duties/unmark-change", WorkplaceFixture, NULL, set_up, test_unmark_change,
              tear_down);

  return g_test_run ();
}
