/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-catalog-item.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-journal-row.h"
#include "core/rules/cb-changes.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-duties.h"

typedef struct
{
  CbDutyInput input;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer profile_file)
{
  g_autofree char *folder_path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (folder_path);
  g_autoptr (GFile) file = g_file_get_child (folder, profile_file);
  g_autoptr (GFile) holidays = g_file_get_child (folder, "holidays.json");
  g_autoptr (GError) error = NULL;

  fixture->input.profile = cb_profile_load (file, &error);
  g_assert_no_error (error);
  fixture->input.holidays = cb_holidays_load (holidays, &error);
  g_assert_no_error (error);
  fixture->input.zone = g_time_zone_new_offset (7 * 3600);
  fixture->input.items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  fixture->input.datasets = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_dataset_free);
  fixture->input.rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_journal_row_free);
}

static void
tear_down (Fixture *fixture, gconstpointer profile_file)
{
  g_object_unref (fixture->input.profile);
  g_object_unref (fixture->input.holidays);
  g_time_zone_unref (fixture->input.zone);
  g_ptr_array_unref (fixture->input.items);
  g_ptr_array_unref (fixture->input.datasets);
  g_ptr_array_unref (fixture->input.rows);
}

/* @moment is UTC: the office is seven hours on. */
static void
add_row (Fixture *fixture,
         const char *moment,
         const char *event,
         const char *subject,
         const char *detail)
{
  CbJournalRow *row = cb_journal_row_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (moment, NULL);

  row->at_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  row->event = g_strdup (event);
  row->subject = g_strdup (subject);
  row->detail = g_strdup (detail);
  g_ptr_array_add (fixture->input.rows, row);
}

static void
add_item (Fixture *fixture, const char *code, CbFrequency frequency)
{
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup (code);
  item->title = g_strdup (code);
  item->frequency = frequency;
  g_ptr_array_add (fixture->input.items, item);
}

static void
add_dataset (Fixture *fixture, const char *id, const char *code, const char *period)
{
  CbDataset *dataset = cb_dataset_new ();

  dataset->id = g_strdup (id);
  dataset->item_code = g_strdup (code);
  dataset->period = g_strdup (period);
  dataset->state = CB_DATASET_PUBLISHED;
  g_ptr_array_add (fixture->input.datasets, dataset);
}

/* "duty code limit urgency" per line. */
static void
assert_duties (Fixture *fixture, const char *on, const char *expected)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GPtrArray) list = NULL;

  g_assert_true (cb_day_parse (on, &fixture->input.on));
  list = cb_duties_list (&fixture->input);
  for (guint i = 0; i < list->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (list, i);
      char limit[16];

      g_assert_cmpstr (obligation->clause, !=, "");
      g_date_strftime (limit, sizeof limit, "%Y-%m-%d", &obligation->limit);
      g_string_append_printf (text, "%s %s %s %s\n", cb_duty_name (obligation->duty),
                              obligation->item_code, limit, cb_urgency_name (obligation->urgency));
    }
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_nothing_said (Fixture *fixture, gconstpointer profile_file)
{
  /* Thanh Hóa: no review, no yearly check, reports only when asked for. */
  add_item (fixture, "A", CB_FREQUENCY_ON_CHANGE);
  add_row (fixture, "2026-01-05T02:00:00Z", "catalog.imported", "catalog", "{}");
  add_row (fixture, "2026-11-04T02:00:00Z", CB_EVENT_CHANGE_ANNOUNCED, "A",
           "{\"date\":\"2026-11-04\"}");
  assert_duties (fixture, "2026-11-20", "");
}

static void
test_vinh_phuc (Fixture *fixture, gconstpointer profile_file)
{
  /* VP 8.3: six months after 10 Jun 2026, Thu 10 Dec. 9.3: before 31/12. 9.1: within the year. The
   * row is of 23:00 UTC: in the office it is the tenth already. */
  add_row (fixture, "2026-06-09T23:00:00Z", "catalog.imported", "catalog", "{}");
  assert_duties (fixture, "2026-11-20",
                 "catalog-review  2026-12-10 later\nreport  2026-12-30 later\n"
                 "recheck  2026-12-31 later\n");
  /* What nobody said is done stays open in the next year, beside the next one. */
  assert_duties (fixture, "2027-01-05",
                 "catalog-review  2026-12-10 overdue\nreport  2026-12-30 overdue\n"
                 "recheck  2026-12-31 overdue\nreport  2027-12-30 later\n"
                 "recheck  2027-12-31 later\n");
  /* Said: the catalog counts anew from then, the report is done. */
  add_row (fixture, "2026-12-09T02:00:00Z", CB_EVENT_DUTY_DONE, "catalog-review", "{}");
  add_row (fixture, "2026-12-09T02:00:00Z", CB_EVENT_DUTY_DONE, "report:self-assessment:2026-12-30",
           "{}");
  assert_duties (fixture, "2026-12-14",
                 "recheck  2026-12-31 this-month\ncatalog-review  2027-06-09 later\n"
                 "report  2026-12-30 done\n");
}

/* Said and taken back: it is due as if nobody had said it; what was said before that stands. */
static void
test_taken_back (Fixture *fixture, gconstpointer profile_file)
{
  static const char report[] = "report:self-assessment:2026-12-30";
  g_autoptr (GPtrArray) list = NULL;

  add_row (fixture, "2026-01-09T02:00:00Z", "catalog.imported", "catalog", "{}");
  add_row (fixture, "2026-06-10T02:00:00Z", CB_EVENT_DUTY_DONE, "catalog-review", "{}");
  add_row (fixture, "2026-12-09T02:00:00Z", CB_EVENT_DUTY_DONE, "catalog-review", "{}");
  add_row (fixture, "2026-12-09T02:00:00Z", CB_EVENT_DUTY_DONE, report, "{}");
  assert_duties (fixture, "2026-12-14",
                 "recheck  2026-12-31 this-month\ncatalog-review  2027-06-09 later\n"
                 "report  2026-12-30 done\n");
  add_row (fixture, "2026-12-10T02:00:00Z", CB_EVENT_DUTY_TAKEN_BACK, "catalog-review", "{}");
  add_row (fixture, "2026-12-10T02:00:00Z", CB_EVENT_DUTY_TAKEN_BACK, report, "{}");
  assert_duties (fixture, "2026-12-14",
                 "catalog-review  2026-12-10 overdue\nreport  2026-12-30 this-month\n"
                 "recheck  2026-12-31 this-month\n");
  list = cb_duties_list (&fixture->input);
  /* The tenth of June can still be taken back; of the report nothing is left to. */
  g_assert_cmpuint (g_date_get_month (&((CbObligation *)list->pdata[0])->said), ==, 6);
  g_assert_false (g_date_valid (&((CbObligation *)list->pdata[1])->said));
  /* One too many changes nothing, and what is said after it counts. */
  add_row (fixture, "2026-12-11T02:00:00Z", CB_EVENT_DUTY_TAKEN_BACK, report, "{}");
  add_row (fixture, "2026-12-12T02:00:00Z", CB_EVENT_DUTY_DONE, report, "{}");
  assert_duties (fixture, "2026-12-14",
                 "catalog-review  2026-12-10 overdue\nrecheck  2026-12-31 this-month\n"
                 "report  2026-12-30 done\n");
}

/* Said after its day: for a while it can still be taken back, then it is history. */
static void
test_done_late (Fixture *fixture, gconstpointer profile_file)
{
  static const char report[] = "report:self-assessment:2026-12-30";

  add_row (fixture, "2026-06-09T23:00:00Z", "catalog.imported", "catalog", "{}");
  add_row (fixture, "2026-12-09T02:00:00Z", CB_EVENT_DUTY_DONE, "catalog-review", "{}");
  add_row (fixture, "2027-01-05T02:00:00Z", CB_EVENT_DUTY_DONE, report, "{}");
  assert_duties (fixture, "2027-01-19",
                 "recheck  2026-12-31 overdue\ncatalog-review  2027-06-09 later\n"
                 "report  2027-12-30 later\nrecheck  2027-12-31 later\n"
                 "report  2026-12-30 done\n");
  assert_duties (fixture, "2027-01-20",
                 "recheck  2026-12-31 overdue\ncatalog-review  2027-06-09 later\n"
                 "report  2027-12-30 later\nrecheck  2027-12-31 later\n");
}

static void
test_quang_ngai (Fixture *fixture, gconstpointer profile_file)
{
  /* 9.2 has 30/12 and 11.4 has 31/12: both are kept, the last days are 29 and 30. The half of June
   * was before the catalog. 13.5: six months after 1 Jul. */
  add_row (fixture, "2026-07-01T02:00:00Z", "catalog.imported", "catalog", "{}");
  /* Both are the lead agency's. */
  assert_duties (fixture, "2026-11-20", "catalog-review  2027-01-04 later\n");
  fixture->input.lead = TRUE;
  assert_duties (fixture, "2026-11-20",
                 "report  2026-12-29 later\nreport  2026-12-30 later\n"
                 "catalog-review  2027-01-04 later\nreport  2027-06-29 later\n"
                 "report  2027-06-29 later\n");
}

/* VP 12.6 asks the lead agency yearly, and its own self-check stays; the operator's report (13.4)
 * is nobody's here. */
static void
test_lead_agency (Fixture *fixture, gconstpointer profile_file)
{
  add_row (fixture, "2026-06-09T23:00:00Z", "catalog.imported", "catalog", "{}");
  fixture->input.lead = TRUE;
  assert_duties (fixture, "2026-11-20",
                 "catalog-review  2026-12-10 later\nreport  2026-12-30 later\n"
                 "recheck  2026-12-31 later\nreport  2026-12-31 later\n");
}

static void
test_change (Fixture *fixture, gconstpointer profile_file)
{
  g_autoptr (GPtrArray) list = NULL;

  add_item (fixture, "A", CB_FREQUENCY_ON_CHANGE);
  /* Told twice: one duty. 31/02 never was. */
  for (guint i = 0; i < 2; i++)
    add_row (fixture, "2026-11-05T02:00:00Z", CB_EVENT_CHANGE_ANNOUNCED, "A",
             "{\"date\":\"2026-11-04\"}");
  add_row (fixture, "2026-11-05T02:00:00Z", CB_EVENT_CHANGE_ANNOUNCED, "A",
           "{\"date\":\"2026-02-31\"}");
  g_assert_true (cb_day_parse ("2026-11-16", &fixture->input.on));
  list = cb_duties_list (&fixture->input);
  g_assert_cmpint (((CbObligation *)list->pdata[0])->duty, ==, CB_DUTY_CHANGE);
  g_assert_cmpstr (((CbObligation *)list->pdata[0])->period, ==, "2026-11-04");
  g_assert_cmpint (((CbObligation *)list->pdata[0])->days_left, ==, 3);
  g_assert_cmpuint (list->len, ==, 1);

  /* Published for that change: done until its day is over, then history. */
  add_dataset (fixture, "d1", "A", "2026-11-04");
  g_clear_pointer (&list, g_ptr_array_unref);
  list = cb_duties_list (&fixture->input);
  g_assert_cmpint (((CbObligation *)list->pdata[list->len - 1])->urgency, ==, CB_URGENCY_DONE);
  g_assert_true (cb_day_parse ("2026-11-20", &fixture->input.on));
  g_clear_pointer (&list, g_ptr_array_unref);
  list = cb_duties_list (&fixture->input);
  for (guint i = 0; i < list->len; i++)
    g_assert_cmpint (((CbObligation *)list->pdata[i])->duty, !=, CB_DUTY_CHANGE);
}

/* Told by mistake: the duty is gone; told again it is back, and another day is another change. */
static void
test_change_taken_back (Fixture *fixture, gconstpointer profile_file)
{
  add_item (fixture, "A", CB_FREQUENCY_ON_CHANGE);
  for (guint i = 0; i < 2; i++)
    add_row (fixture, "2026-11-05T02:00:00Z", CB_EVENT_CHANGE_ANNOUNCED, "A",
             "{\"date\":\"2026-11-04\"}");
  add_row (fixture, "2026-11-05T02:00:00Z", CB_EVENT_CHANGE_ANNOUNCED, "A",
           "{\"date\":\"2026-11-03\"}");
  add_row (fixture, "2026-11-06T02:00:00Z", CB_EVENT_CHANGE_TAKEN_BACK, "A",
           "{\"date\":\"2026-11-04\"}");
  add_row (fixture, "2026-11-06T02:00:00Z", CB_EVENT_CHANGE_TAKEN_BACK, "B",
           "{\"date\":\"2026-11-03\"}");
  assert_duties (fixture, "2026-11-07", "change A 2026-11-18 this-month\n");
  add_row (fixture, "2026-11-07T02:00:00Z", CB_EVENT_CHANGE_ANNOUNCED, "A",
           "{\"date\":\"2026-11-04\"}");
  assert_duties (fixture, "2026-11-07",
                 "change A 2026-11-18 this-month\nchange A 2026-11-19 this-month\n");
}

static void
test_refresh (Fixture *fixture, gconstpointer profile_file)
{
  /* NT 9.4 and Civil Code 148.3: three months after 30 Nov 2026 are 28 Feb, a Sunday: 1 Mar. */
  add_item (fixture, "A", CB_FREQUENCY_YEARLY);
  add_dataset (fixture, "d1", "A", "2025");
  add_row (fixture, "2026-11-30T02:00:00Z", "receipt", "d1", "{}");
  assert_duties (fixture, "2027-02-20",
                 "refresh A 2027-03-01 this-month\nrecheck  2027-12-31 later\n"
                 "report  2027-12-31 later\nreport  2027-12-31 later\n");
  add_row (fixture, "2027-02-19T02:00:00Z", CB_EVENT_DUTY_DONE, "refresh:A", "{}");
  assert_duties (fixture, "2027-02-20",
                 "refresh A 2027-05-19 later\nrecheck  2027-12-31 later\n"
                 "report  2027-12-31 later\nreport  2027-12-31 later\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(name, profile, func) g_test_add (name, Fixture, profile, set_up, func, tear_down)
  ADD ("/duties/none-where-nothing-is-said", "thanh-hoa.json", test_nothing_said);
  ADD ("/duties/vinh-phuc", "vinh-phuc.json", test_vinh_phuc);
  ADD ("/duties/taken-back", "vinh-phuc.json", test_taken_back);
  ADD ("/duties/done-late-can-be-taken-back", "vinh-phuc.json", test_done_late);
  ADD ("/duties/quang-ngai-keeps-both-days", "quang-ngai.json", test_quang_ngai);
  ADD ("/duties/lead-agency-has-its-own", "vinh-phuc.json", test_lead_agency);
  ADD ("/duties/announced-change", "quang-ngai.json", test_change);
  ADD ("/duties/announced-change-taken-back", "quang-ngai.json", test_change_taken_back);
  ADD ("/duties/refresh-counts-months", "ninh-thuan.json", test_refresh);

  return g_test_run ();
}
