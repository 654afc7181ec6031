/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

/* "on-time 1 late 2": every other figure of what happened is 0. */
static void
assert_figures (const CbReport *report, const char *expected)
{
  g_autoptr (GString) seen = g_string_new (NULL);

  for (guint i = 0; i < CB_N_FIGURES; i++)
    {
      guint count = cb_report_count (report, (CbFigure)i, NULL, NULL);
      g_autoptr (GPtrArray) facts = cb_report_list_facts (report, (CbFigure)i, NULL, NULL);

      g_assert_cmpuint (facts->len, ==, count);
      if (count > 0 && i < CB_FIGURE_FIRST_OF_STANDING)
        g_string_append_printf (seen, "%s%s %u", seen->len > 0 ? " " : "",
                                cb_figure_name ((CbFigure)i), count);
    }
  g_assert_cmpstr (seen->str, ==, expected);
}

static void
test_last_day (Fixture *fixture, gconstpointer data)
{
  /* The third quarter: 1 October and 15 days, a Friday. */
  static const struct
  {
    const char *when;
    const char *expected;
  } cases[] = {
    { "2026-10-16T23:59:59", "on-time 1 due 1 published 1" },
    { "2026-10-17T00:00:00", "late 1 due 1 published 1" },
    { "2026-08-01T08:00:00", "on-time 1 due 1 published 1" },
  };

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q3");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbReport) report = NULL;

      g_ptr_array_set_size (fixture->input.rows, 0);
      add_row (fixture, cases[i].when, "receipt", "d", "{\"digest\":\"x\"}");
      report = make_report (fixture, "2026-08-01", "2026-12-31", "2027-01-05");
      assert_figures (report, cases[i].expected);
    }
}

static void
test_not_yet (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *to;
    const char *today;
    const char *expected;
  } cases[] = {
    { "2026-12-31", "2026-10-16", "pending 1 due 1" }, /* the day is not over */
    { "2026-12-31", "2026-10-17", "not-yet 1 due 1" },
    { "2026-10-16", "2026-10-16", "pending 1 due 1" },
    { "2026-10-16", "2026-10-17", "not-yet 1 due 1" },
    /* Published after the span: at its end it was not there, whenever one asks. */
    { "2026-10-16", "2027-01-01", "not-yet 1 due 1" },
    { "2026-10-20", "2027-01-01", "late 1 due 1 published 1" },
  };

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q3");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbReport) report = NULL;

      g_ptr_array_set_size (fixture->input.rows, 0);
      if (i >= 4)
        add_row (fixture, "2026-10-20T08:00:00", "receipt", "d", "{\"digest\":\"x\"}");
      report = make_report (fixture, "2026-10-01", cases[i].to, cases[i].today);
      assert_figures (report, cases[i].expected);
    }
}

static void
test_revised (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) all = NULL;
  g_autoptr (CbReport) second = NULL;

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q3");
  add_row (fixture, "2026-10-05T08:00:00", "receipt", "d", "{\"digest\":\"x\"}");
  add_row (fixture, "2026-10-06T08:00:00", "receipt", "d", "{\"digest\":\"x\"}");
  add_row (fixture, "2026-10-20T08:00:00", "receipt", "d", "{\"digest\":\"y\"}");
  add_row (fixture, "2026-11-20T08:00:00", "receipt", "d", "{\"digest\":\"x\"}");
  all = make_report (fixture, "2026-10-01", "2026-12-31", "2027-01-05");
  assert_figures (all, "on-time 1 due 1 published 1 revised 2");
  second = make_report (fixture, "2026-11-01", "2026-12-31", "2027-01-05");
  assert_figures (second, "revised 1");
}

static CbRecord *
add_correction (Fixture *fixture, const char *wrong, const char *right)
{
  CbRecord *record = cb_record_new (CB_REGISTER_CORRECTIONS);

  record->id = g_strdup_printf ("c%u", fixture->corrections->len);
  record->state = CB_RECORD_CLOSED;
  json_object_set_string_member (record->fields, "dataset", "d");
  json_object_set_string_member (record->fields, "receipt", wrong);
  json_object_set_string_member (record->fields, "new_receipt", right);
  g_ptr_array_add (fixture->corrections, record);

  return record;
}

#define CLOSED "{\"register\":\"corrections\",\"state\":\"closed\",\"number\":\"ĐC 1\"}"

static void
test_corrections (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) all = NULL;
  g_autoptr (CbReport) before = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  const CbReportFact *fact;

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q3");
  add_receipt (fixture, "2026-10-05T08:00:00", "d", "x");
  add_receipt (fixture, "2026-10-20T08:00:00", "d", "y");
  add_receipt (fixture, "2026-11-20T08:00:00", "d", "z");
  add_correction (fixture, "d (08:00, 05/10/2026)", "d (08:00 ngày 20/10/2026)");
  add_correction (fixture, "https://noi-khac.vn/1", "https://noi-khac.vn/2");
  json_object_set_string_member (add_correction (fixture, "", "")->fields, "dataset", "khác");
  /* Opened, then settled; another register; one that is not settled yet. */
  add_row (fixture, "2026-10-19T08:00:00", "record.moved", "c0",
           "{\"register\":\"corrections\",\"state\":\"open\"}");
  add_row (fixture, "2026-11-02T08:00:00", "record.moved", "c0", CLOSED);
  add_row (fixture, "2026-11-03T08:00:00", "record.moved", "c1", CLOSED);
  add_row (fixture, "2026-11-04T08:00:00", "record.moved", "f0",
           "{\"register\":\"feedback\",\"state\":\"closed\"}");
  all = make_report (fixture, "2026-10-01", "2026-12-31", "2027-01-05");
  /* The version of 20/10 is that of the correction, the one of 20/11 of none. */
  assert_figures (all, "on-time 1 due 1 published 1 corrected 2 revised 1");
  facts = cb_report_list_facts (all, CB_FIGURE_CORRECTED, NULL, NULL);
  fact = g_ptr_array_index (facts, 1);
  g_assert_cmpstr (fact->line->code, ==, "a");
  g_assert_cmpstr (fact->row->subject, ==, "c0");
  /* At the end of October no correction was settled: there was a version, and that is all. */
  before = make_report (fixture, "2026-10-01", "2026-10-31", "2027-01-05");
  assert_figures (before, "on-time 1 due 1 published 1 revised 1");
}

static void
test_changes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *from, *to;
    const char *expected;
  } cases[] = {
    /* 15 days after Wed 4/11: Thu 19/11; after 25/12/2026: Sat 9/1/2027, so Mon 11/1; after
     * 14/2/2028, a leap year: 29/2. */
    { "2026-11-01", "2026-11-30", "late 1 due 1 published 1" },
    { "2026-11-01", "2026-11-19", "not-yet 1 due 1" },
    { "2026-12-01", "2027-01-10", "" },
    { "2026-12-01", "2027-01-11", "not-yet 1 due 1" },
    { "2028-02-29", "2028-02-29", "on-time 1 due 1" },
    { "2028-03-01", "2028-03-31", "" },
    /* Taken back after the span was over, and within it. */
    { "2027-03-01", "2027-03-31", "not-yet 1 due 1" },
    { "2027-02-01", "2027-12-31", "" },
    /* Told of only after the end of the span. */
    { "2026-11-01", "2026-11-04", "" },
  };

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_ON_CHANGE);
  add_dataset (fixture, "d", "a", "2026-11-04");
  add_dataset (fixture, "e", "a", "2028-02-14");
  add_row (fixture, "2026-01-01T08:00:00", "catalog.imported", "catalog", "{}");
  add_row (fixture, "2026-11-05T08:00:00", "change.announced", "a", "{\"date\":\"2026-11-04\"}");
  add_row (fixture, "2026-11-06T08:00:00", "change.announced", "a", "{\"date\":\"2026-11-04\"}");
  add_row (fixture, "2026-11-06T08:00:00", "change.announced", "a", "{\"date\":\"2026-02-31\"}");
  add_row (fixture, "2026-11-06T08:00:00", "change.announced", "b", "{\"date\":\"2026-11-04\"}");
  add_row (fixture, "2026-11-20T08:00:00", "receipt", "d", "{}");
  add_row (fixture, "2026-12-25T08:00:00", "change.announced", "a", "{\"date\":\"2026-12-25\"}");
  add_row (fixture, "2027-03-02T08:00:00", "change.announced", "a", "{\"date\":\"2027-03-01\"}");
  add_row (fixture, "2027-04-10T08:00:00", "change.taken-back", "a", "{\"date\":\"2027-03-01\"}");
  add_row (fixture, "2028-02-14T08:00:00", "change.announced", "a", "{\"date\":\"2028-02-14\"}");
  add_row (fixture, "2028-02-28T08:00:00", "receipt", "e", "{}");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbReport) report = make_report (fixture, cases[i].from, cases[i].to, "2030-01-01");

      g_test_message ("%s to %s", cases[i].from, cases[i].to);
      assert_figures (report, cases[i].expected);
    }
}

static void
test_end_of_year (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) old = NULL;
  g_autoptr (CbReport) new = NULL;

  add_item (fixture, "a", NULL, CB_FREQUENCY_ON_CHANGE);
  add_dataset (fixture, "d", "a", NULL);
  add_dataset (fixture, "e", NULL, NULL);
  /* In Greenwich both are of 2026. */
  add_row (fixture, "2026-12-31T23:59:59", "receipt", "d", "{}");
  add_row (fixture, "2027-01-01T00:00:00", "receipt", "e", "{}");
  old = make_report (fixture, "2026-01-01", "2026-12-31", "2027-02-01");
  new = make_report (fixture, "2027-01-01", "2027-12-31", "2027-02-01");
  assert_figures (old, "published 1 no-deadline 1");
  assert_figures (new, "published 1 no-deadline 1");
  g_assert_cmpuint (cb_report_count (old, CB_FIGURE_PUBLISHED, NULL, ""), ==, 1);
  g_assert_cmpuint (cb_report_get_lines (old)->len, ==, 1);
  g_assert_cmpuint (cb_report_get_lines (new)->len, ==, 2);
}

static void
test_year_over_the_end (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) report = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  const CbReportFact *fact;

  /* The fourth quarter and the year of 2026 are due in January 2027; the 16th is a Saturday. */
  add_item (fixture, "q", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_item (fixture, "y", "Giáo dục", CB_FREQUENCY_YEARLY);
  report = make_report (fixture, "2027-01-01", "2027-02-28", "2027-03-01");
  assert_figures (report, "not-yet 2 due 2");
  facts = cb_report_list_facts (report, CB_FIGURE_NOT_YET, NULL, "Giáo dục");
  g_assert_cmpuint (facts->len, ==, 1);
  fact = g_ptr_array_index (facts, 0);
  g_assert_cmpstr (fact->entry->period, ==, "2026");
  g_assert_cmpuint (g_date_get_day (&fact->entry->limit), ==, 18);
  g_assert_null (fact->row);
}

static void
test_waivers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) report = NULL;
  g_autoptr (CbReport) early = NULL;
  g_autoptr (GPtrArray) facts = NULL;

  add_dataset (fixture, "d", NULL, NULL);
  add_row (fixture, "2026-10-01T08:00:00", "finding.waived", "d",
           "{\"finding\":\"1\",\"reason\":\"r\"}");
  add_row (fixture, "2026-10-01T08:00:00", "finding.waived", "d",
           "{\"finding\":\"2\",\"reason\":\"r\"}");
  add_row (fixture, "2026-10-02T08:00:00", "finding.unwaived", "d", "{\"finding\":\"1\"}");
  add_row (fixture, "2026-10-03T08:00:00", "finding.waived", "d",
           "{\"finding\":\"3\",\"reason\":\"r\"}");
  add_row (fixture, "2026-10-03T09:00:00", "approval.given", "d", "{}");
  add_row (fixture, "2026-10-03T09:00:00", "review.sent-back", "d", "{\"reason\":\"r\"}");
  add_row (fixture, "2026-10-03T09:00:00", "receipt.rechecked", "d", "{\"outcome\":\"same\"}");
  add_row (fixture, "2026-10-03T09:00:00", "approval.given", "gone", "{}");
  report = make_report (fixture, "2026-10-01", "2026-10-31", "2026-11-01");
  assert_figures (report, "approved 1 sent-back 1 waived 2 rechecked 1");
  facts = cb_report_list_facts (report, CB_FIGURE_WAIVED, NULL, NULL);
  g_assert_cmpint (((CbReportFact *)g_ptr_array_index (facts, 0))->row->sequence, ==, 2);
  early = make_report (fixture, "2026-10-01", "2026-10-01", "2026-11-01");
  assert_figures (early, "waived 2");
}

static void
test_before_the_catalog (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) report = NULL;
  g_autoptr (CbReport) older = NULL;
  GDate since;

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_item (fixture, "b", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q2");
  add_row (fixture, "2026-09-01T08:00:00", "catalog.imported", "catalog", "{}");
  add_row (fixture, "2026-09-02T08:00:00", "receipt", "d", "{}");
  report = make_report (fixture, "2026-01-01", "2026-12-31", "2027-01-05");
  /* The third quarter of both: what was late before the program knew of it is nobody's to tell. */
  assert_figures (report, "not-yet 2 due 2 published 1");
  g_assert_true (cb_report_get_since (report, &since));
  g_assert_cmpuint (g_date_get_month (&since), ==, 9);
  older = make_report (fixture, "2025-01-01", "2025-12-31", "2027-01-05");
  g_assert_true (cb_report_is_empty (older));
}

static void
test_no_rule (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) report = NULL;

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q2");
  add_row (fixture, "2026-09-02T08:00:00", "receipt", "d", "{}");
  report = make_report (fixture, "2026-01-01", "2026-12-31", "2027-01-05");
  assert_figures (report, "published 1 no-deadline 1");
  g_assert_cmpuint (cb_report_get_entries (report)->len, ==, 4);
}

static void
test_bad_span (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  set_day (&fixture->input.from, "2026-02-02");
  set_day (&fixture->input.to, "2026-02-01");
  set_day (&fixture->input.today, "2026-02-01");
  g_assert_null (cb_report_new (&fixture->input, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static void
assert_standing (Fixture *fixture, const char *to, guint public, guint not_public)
{
  g_autoptr (CbReport) report = make_report (fixture, "2025-01-01", to, "2027-01-05");

  g_assert_cmpuint (cb_report_count (report, CB_FIGURE_ITEMS_PUBLIC, NULL, NULL), ==, public);
  g_assert_cmpuint (cb_report_count (report, CB_FIGURE_ITEMS_NOT_PUBLIC, NULL, NULL), ==,
                    not_public);
}

static void
test_items_public (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReport) report = NULL;
  g_autoptr (GPtrArray) facts = NULL;

  add_item (fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_item (fixture, "b", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (fixture, "d", "a", "2026-Q2");
  add_dataset (fixture, "e", "a", "2026-Q3");
  add_dataset (fixture, "f", NULL, NULL);
  add_row (fixture, "2026-09-01T08:00:00", "catalog.imported", "catalog", "{}");
  add_row (fixture, "2026-09-02T08:00:00", "receipt", "d", "{}");
  add_row (fixture, "2026-09-03T08:00:00", "receipt", "e", "{}");
  add_row (fixture, "2026-09-04T08:00:00", "receipt", "f", "{}");
  assert_standing (fixture, "2026-08-31", 0, 0);
  assert_standing (fixture, "2026-09-01", 0, 2);
  assert_standing (fixture, "2026-09-02", 1, 1);
  report = make_report (fixture, "2026-10-01", "2026-10-01", "2027-01-05");
  /* It tells how things stand, not that something happened. */
  g_assert_true (cb_report_is_empty (report));
  facts = cb_report_list_facts (report, CB_FIGURE_ITEMS_PUBLIC, NULL, NULL);
  g_assert_cmpuint (facts->len, ==, 1);
  g_assert_cmpint (((CbReportFact *)g_ptr_array_index (facts, 0))->row->sequence, ==, 3);
}

static void
test_criteria (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *id;
    guint own;
    gboolean national;
    const char *clause; /* of the first */
    const char *to;
    const char *period;
  } cases[] = {
    { "vinh-phuc.json", "self-assessment", 7, TRUE, "Điều 8 khoản 1, 42/2024/QĐ-UBND", "2026-12-31",
      "2026" },
    { "ninh-thuan.json", "annual-data-check", 5, TRUE, "Điều 4 khoản 4, 57/2020/QĐ-UBND",
      "2026-12-30", "2026" },
    { "quang-ngai.json", "evaluation-public", 4, FALSE, "Điều 9 khoản 1, 59/2024/QĐ-UBND",
      "2026-07-01", "2026-H2" },
    { "quang-ngai.json", "evaluation-public", 4, FALSE, "Điều 9 khoản 1, 59/2024/QĐ-UBND",
      "2026-06-30", "2026-H1" },
    { "thanh-hoa.json", "on-request", 0, FALSE, NULL, "2026-06-30", "" },
  };
  Fixture national = { 0 };

  set_up (&national, "national-baseline.json");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture other = { 0 };
      g_autoptr (GPtrArray) kinds = NULL;
      g_autoptr (CbReportKind) kind = NULL;
      g_autofree char *period = NULL;
      GDate to;

      set_up (&other, cases[i].file);
      cb_profile_set_national (other.input.profile, national.input.profile);
      set_day (&to, cases[i].to);
      kinds = cb_report_kinds_list (other.input.profile, &to, FALSE);
      kind = cb_report_kind_copy (cb_report_kinds_find (kinds, cases[i].id));
      g_assert_cmpuint (kind->criteria->len, ==, cases[i].own + (cases[i].national ? 4 : 0));
      g_assert_cmpuint (cb_report_kind_count_open (kind), ==, kind->criteria->len);
      period = cb_report_kind_dup_period (kind, &to);
      g_assert_cmpstr (period, ==, cases[i].period);
      if (cases[i].clause != NULL)
        g_assert_cmpstr (((CbCriterion *)g_ptr_array_index (kind->criteria, 0))->clause, ==,
                         cases[i].clause);
      g_assert_true ((cb_report_kind_find_criterion (kind, "national-upkeep") != NULL)
                     == cases[i].national);
      tear_down (&other, NULL);
    }
  tear_down (&national, NULL);
}

/* Every name of a figure in the profiles is one that the program counts: one that it does not know
 * would be left out without a word. */
static void
test_criteria_figures (Fixture *fixture, gconstpointer data)
{
  JsonArray *reports
      = json_object_get_array_member (cb_profile_get_json (fixture->input.profile), "reports");
  guint seen = 0;

  for (guint i = 0; i < json_array_get_length (reports); i++)
    {
      JsonObject *report = json_array_get_object_element (reports, i);
      JsonArray *content = json_object_has_member (report, "content")
                               ? json_object_get_array_member (report, "content")
                               : NULL;

      for (guint k = 0; content != NULL && k < json_array_get_length (content); k++)
        {
          JsonObject *criterion = json_array_get_object_element (content, k);
          JsonArray *names = json_object_has_member (criterion, "figures")
                                 ? json_object_get_array_member (criterion, "figures")
                                 : NULL;

          for (guint n = 0; names != NULL && n < json_array_get_length (names); n++)
            {
              CbFigure figure;

              g_assert_true (
                  cb_figure_from_name (json_array_get_string_element (names, n), &figure));
              seen++;
            }
        }
    }
  g_assert_cmpuint (seen, >, 0);
}

static void
assert_kind (GPtrArray *kinds, const char *id, const char *expected)
{
  const CbReportKind *kind = cb_report_kinds_find (kinds, id);
  char from[16];
  char until[16];
  char due[16] = "";
  g_autofree char *seen = NULL;

  g_assert_nonnull (kind);
  /* GLib knows no %F on Windows. */
  g_date_strftime (from, sizeof from, "%Y-%m-%d", &kind->from);
  g_date_strftime (until, sizeof until, "%Y-%m-%d", &kind->until);
  if (g_date_valid (&kind->due_before))
    g_date_strftime (due, sizeof due, "%Y-%m-%d", &kind->due_before);
  seen = g_strdup_printf ("%s %s %s %s", from, until, due, kind->clause);
  g_assert_cmpstr (seen, ==, expected);
}

static void
test_kinds (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *file;
    const char *id;
    const char *today;
    const char *expected;
    gboolean lead;
  } cases[] = {
    { "vinh-phuc.json", "self-assessment", "2026-11-25",
      "2026-01-01 2026-12-31 2026-12-31 Điều 9 khoản 3, 42/2024/QĐ-UBND" },
    { "ninh-thuan.json", "annual-data-check", "2026-11-25",
      "2026-01-01 2026-12-31  Điều 7 khoản 2, 57/2020/QĐ-UBND" },
    { "quang-ngai.json", "evaluation-public", "2026-06-30",
      "2026-01-01 2026-06-30 2026-06-30 Điều 9 khoản 2, 59/2024/QĐ-UBND", TRUE },
    /* For an agency its own figures of the half year, which nobody waits for. */
    { "quang-ngai.json", "evaluation-public", "2026-06-30",
      "2026-01-01 2026-06-30  Điều 9 khoản 2, 59/2024/QĐ-UBND" },
    { "quang-ngai.json", "lead-6m", "2026-12-30",
      "2026-07-01 2026-12-31 2026-12-31 Điều 11 khoản 4, 59/2024/QĐ-UBND", TRUE },
    { "quang-ngai.json", "evaluation-public", "2026-07-01",
      "2026-07-01 2026-12-31 2026-12-30 Điều 9 khoản 2, 59/2024/QĐ-UBND", TRUE },
    { "quang-ngai.json", "evaluation-public", "2026-12-31",
      "2027-01-01 2027-06-30 2027-06-30 Điều 9 khoản 2, 59/2024/QĐ-UBND", TRUE },
    { "binh-dinh.json", "on-request-provision", "2026-11-25",
      "2026-01-01 2026-11-25  Điều 13 khoản 2 điểm e, 60/2021/QĐ-UBND" },
    { "thanh-hoa.json", "span", "2026-11-25", "2026-01-01 2026-11-25  " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture other = { 0 };
      g_autoptr (GPtrArray) kinds = NULL;
      GDate today;

      set_up (&other, cases[i].file);
      set_day (&today, cases[i].today);
      kinds = cb_report_kinds_list (other.input.profile, &today, cases[i].lead);
      assert_kind (kinds, cases[i].id, cases[i].expected);
      if (!cases[i].lead)
        g_assert_null (cb_report_kinds_find (kinds, "lead-6m"));
      g_assert_null (cb_report_kinds_find (kinds, "operator-monthly"));
      tear_down (&other, NULL);
    }
}

/* Days since 1970, by a formula (Fliegel and Van Flandern's), without the calendar of GLib. */
static int
count_days (int year, int month, int day)
{
  int a = (14 - month) / 12;
  int y = year + 4800 - a;
  int m = month + 12 * a - 3;

  return day + (153 * m + 2) / 5 + 365 * y + y / 4 - y / 100 + y / 400 - 32045 - 2440588;
}

typedef struct
{
  int on_time, late, not_yet, pending, published, revised;
} Sums;

/* The same by going through the whole journal once for each quarter of each item: slow and simple.
 * No day off but weekends: the years are some that the data of holidays does not know. */
static void
sum_up (Fixture *fixture, int from, int to, int today, Sums *sums)
{
  for (guint i = 0; i < fixture->input.items->len; i++)
    for (int quarter = 2030 * 4; quarter < 2037 * 4; quarter++)
      {
        const CbCatalogItem *item = g_ptr_array_index (fixture->input.items, i);
        g_autofree char *id
            = g_strdup_printf ("%s/%d-Q%d", item->code, quarter / 4, quarter % 4 + 1);
        int next = quarter + 1;
        int limit = count_days (next / 4, next % 4 * 3 + 1, 1) + 15;
        int day_of_week = (limit + 4) % 7; /* 1 January 1970 was a Thursday */
        int first = -1;
        const char *digest = NULL;

        limit += day_of_week == 6 ? 2 : day_of_week == 0 ? 1 : 0;
        for (guint k = 0; k < fixture->input.rows->len; k++)
          {
            const CbJournalRow *row = g_ptr_array_index (fixture->input.rows, k);
            int day = (int)((row->at_us / G_USEC_PER_SEC + 7 * 3600) / 86400);

            if (!g_str_equal (row->subject, id) || !g_str_equal (row->event, "receipt") || day > to)
              continue;
            if (first < 0)
              first = day;
            if (digest == NULL && day >= from)
              sums->published++;
            if (digest != NULL && !g_str_equal (digest, row->detail) && day >= from)
              sums->revised++;
            digest = row->detail;
          }
        if (limit < from || limit > to)
          continue;
        if (first >= 0)
          (first <= limit ? &sums->on_time : &sums->late)[0]++;
        else
          (limit < MIN (today, to + 1) ? &sums->not_yet : &sums->pending)[0]++;
      }
}

static void
fill_at_random (Fixture *fixture, GRand *random)
{
  gint64 at = (gint64)count_days (2032, 1, 1) * 86400;

  for (guint i = 0; i < 40; i++)
    {
      g_autofree char *code = g_strdup_printf ("i%u", i);

      add_item (fixture, code, i % 3 == 0 ? "Y tế" : "Giáo dục", CB_FREQUENCY_QUARTERLY);
      for (int quarter = 2031 * 4; quarter < 2036 * 4; quarter++)
        {
          g_autofree char *period = g_strdup_printf ("%d-Q%d", quarter / 4, quarter % 4 + 1);
          g_autofree char *id = g_strdup_printf ("%s/%s", code, period);

          add_dataset (fixture, id, code, period);
        }
    }
  for (guint i = 0; i < 10000; i++)
    {
      CbJournalRow *row = cb_journal_row_new ();
      int quarter = 2031 * 4 + g_rand_int_range (random, 0, 20);

      /* Four years in all, in the order of time. */
      at += g_rand_int_range (random, 0, 25000);
      row->sequence = i + 1;
      row->at_us = at * G_USEC_PER_SEC;
      row->person = g_strdup ("Lan");
      row->event
          = g_strdup (g_rand_int_range (random, 0, 9) == 0 ? "receipt" : "dataset.described");
      row->subject = g_strdup_printf ("i%d/%d-Q%d", g_rand_int_range (random, 0, 40), quarter / 4,
                                      quarter % 4 + 1);
      row->detail = g_strdup_printf ("{\"digest\":\"%d\"}", g_rand_int_range (random, 0, 2));
      row->hash = g_strdup ("");
      g_ptr_array_add (fixture->input.rows, row);
    }
}

static void
test_ten_thousand_rows (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *from, *to, *today;
  } spans[] = {
    { "2032-01-01", "2032-12-31", "2036-01-01" }, { "2033-01-16", "2033-07-18", "2033-05-01" },
    { "2033-01-17", "2033-01-17", "2033-01-17" }, { "2031-06-01", "2036-12-31", "2034-02-28" },
    { "2034-01-01", "2034-03-31", "2034-01-16" },
  };
  g_autoptr (GRand) random = g_rand_new_with_seed (59);

  fill_at_random (fixture, random);
  for (guint i = 0; i < G_N_ELEMENTS (spans); i++)
    {
      g_autoptr (CbReport) report
          = make_report (fixture, spans[i].from, spans[i].to, spans[i].today);
      const GDate *dates[] = { &fixture->input.from, &fixture->input.to, &fixture->input.today };
      int days[3];
      Sums sums = { 0 };
      g_autofree char *expected = NULL;
      g_autofree char *seen = NULL;

      for (guint k = 0; k < 3; k++)
        days[k] = count_days (g_date_get_year (dates[k]), (int)g_date_get_month (dates[k]),
                              g_date_get_day (dates[k]));
      sum_up (fixture, days[0], days[1], days[2], &sums);
      expected = g_strdup_printf ("%d %d %d %d %d %d", sums.on_time, sums.late, sums.not_yet,
                                  sums.pending, sums.published, sums.revised);
      seen = g_strdup_printf ("%u %u %u %u %u %u",
                              cb_report_count (report, CB_FIGURE_ON_TIME, NULL, NULL),
                              cb_report_count (report, CB_FIGURE_LATE, NULL, NULL),
                              cb_report_count (report, CB_FIGURE_NOT_YET, NULL, NULL),
                              cb_report_count (report, CB_FIGURE_PENDING, NULL, NULL),
                              cb_report_count (report, CB_FIGURE_PUBLISHED, NULL, NULL),
                              cb_report_count (report, CB_FIGURE_REVISED, NULL, NULL));
      g_assert_cmpstr (seen, ==, expected);
    }
}

/* However it is cut: by item and by field the same comes out as in all. */
static void
test_parts_make_the_whole (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (60);
  g_autoptr (CbReport) report = NULL;

  fill_at_random (fixture, random);
  report = make_report (fixture, "2032-01-01", "2034-06-30", "2034-05-01");
  for (guint i = 0; i < CB_N_FIGURES; i++)
    {
      g_autoptr (GPtrArray) facts = cb_report_list_facts (report, (CbFigure)i, NULL, NULL);
      guint by_item = 0;
      guint by_field = 0;

      for (guint k = 0; k < cb_report_get_lines (report)->len; k++)
        {
          const CbReportLine *line = g_ptr_array_index (cb_report_get_lines (report), k);
          g_autoptr (GPtrArray) own = cb_report_list_facts (report, (CbFigure)i, line, NULL);

          g_assert_cmpuint (own->len, ==, line->counts[i]);
          by_item += own->len;
        }
      for (guint k = 0; k < cb_report_get_fields (report)->len; k++)
        by_field += cb_report_count (report, (CbFigure)i, NULL,
                                     g_ptr_array_index (cb_report_get_fields (report), k));
      g_assert_cmpuint (by_item, ==, facts->len);
      g_assert_cmpuint (by_field, ==, facts->len);
    }
  g_assert_cmpuint (cb_report_count (report, CB_FIGURE_DUE, NULL, NULL), ==,
                    cb_report_count (report, CB_FIGURE_ON_TIME, NULL, NULL)
                        + cb_report_count (report, CB_FIGURE_LATE, NULL, NULL)
                        + cb_report_count (report, CB_FIGURE_NOT_YET, NULL, NULL)
                        + cb_report_count (report, CB_FIGURE_PENDING, NULL, NULL));
}

#define ADD(path, file, func) g_test_add (path, Fixture, file, set_up, func, tear_down)

/* What a person only says is nowhere called compared. */
static void
test_declared (void)
{
  CbJournalRow row = { .event = (char *)"receipt", .detail = (char *)"{\"digest\":\"x\"}" };

  g_assert_cmpstr (cb_journal_row_get_title (&row), ==, "Published and compared");
  row.detail = (char *)"{\"declared_by\":\"Lan\",\"declared_why\":\"Cổng hỏi mã\"}";
  g_assert_cmpstr (cb_journal_row_get_title (&row), ==,
                   "Published, as a person declares; not compared");
  row.event = (char *)"of-a-later-version";
  g_assert_cmpstr (cb_journal_row_get_title (&row), ==, "of-a-later-version");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/report/on-time/last-day-to-its-last-second", NULL, test_last_day);
  ADD ("/report/not-yet/day-not-over", NULL, test_not_yet);
  ADD ("/report/revised/other-bytes-only", NULL, test_revised);
  ADD ("/report/corrected/by-the-register", NULL, test_corrections);
  ADD ("/report/changes/days-after-the-announcement", NULL, test_changes);
  ADD ("/report/days/of-the-office", NULL, test_end_of_year);
  ADD ("/report/days/over-the-end-of-a-year", NULL, test_year_over_the_end);
  ADD ("/report/waived/taken-back", NULL, test_waivers);
  ADD ("/report/since/catalog", NULL, test_before_the_catalog);
  ADD ("/report/no-deadline/text-sets-none", "vinh-phuc.json", test_no_rule);
  ADD ("/report/span/ends-before-it-begins", NULL, test_bad_span);
  ADD ("/report/items/public-at-the-end-of-the-span", NULL, test_items_public);
  ADD ("/report/criteria/of-the-texts", NULL, test_criteria);
  ADD ("/report/criteria/figures-are-known/vinh-phuc", "vinh-phuc.json", test_criteria_figures);
  ADD ("/report/criteria/figures-are-known/ninh-thuan", "ninh-thuan.json", test_criteria_figures);
  ADD ("/report/criteria/figures-are-known/quang-ngai", "quang-ngai.json", test_criteria_figures);
  ADD ("/report/kinds/what-texts-ask", NULL, test_kinds);
  ADD ("/report/figures/ten-thousand-rows-another-way", NULL, test_ten_thousand_rows);
  ADD ("/report/figures/parts-make-the-whole", NULL, test_parts_make_the_whole);
  g_test_add_func ("/report/row/declared", test_declared);

  return g_test_run ();
}
