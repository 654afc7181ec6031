/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "report-fixture.h"

/* Writes what read-report.py reads back, into the folder that it is given. */

static void
save (const CbReport *report, const CbReportKind *kind, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  cb_report_save (report, kind, file, NULL, &error);
  g_assert_no_error (error);
}

/* Every report that the five texts ask for, of an agency that leads, in every format. */
static void
save_kinds (const char *folder, const char *profile)
{
  static const char *const endings[] = { "xlsx", "pdf", "docx", "csv" };
  g_autofree char *file = g_strconcat (profile, ".json", NULL);
  Fixture national = { 0 };
  Fixture fixture = { 0 };
  g_autoptr (CbReport) report = NULL;
  g_autoptr (GPtrArray) kinds = NULL;

  set_up (&national, "national-baseline.json");
  set_up (&fixture, file);
  cb_profile_set_national (fixture.input.profile, national.input.profile);
  add_item (&fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_dataset (&fixture, "d1", "a", "2026-Q2");
  add_row (&fixture, "2026-07-02T08:00:00", "receipt", "d1", "{\"digest\":\"1\"}");
  report = make_report (&fixture, "2026-01-01", "2026-12-31", "2026-12-20");
  kinds = cb_report_kinds_list (fixture.input.profile, &fixture.input.today, TRUE);
  for (guint i = 0; i < kinds->len; i++)
    for (guint k = 0; k < G_N_ELEMENTS (endings); k++)
      {
        const CbReportKind *kind = g_ptr_array_index (kinds, i);
        g_autofree char *name = g_strdup_printf ("kind-%s-%s.%s", profile, kind->id, endings[k]);

        save (report, kind, folder, name);
      }
  tear_down (&fixture, NULL);
  tear_down (&national, NULL);
}

/* From the end of one year over a leap day: 14/2/2028 and 15 days are 29/2. */
static void
save_leap_day (const char *folder)
{
  Fixture fixture = { 0 };
  g_autoptr (CbReport) report = NULL;

  set_up (&fixture, NULL);
  add_item (&fixture, "a", "Y tế", CB_FREQUENCY_ON_CHANGE);
  add_item (&fixture, "y", "Y tế", CB_FREQUENCY_YEARLY);
  add_dataset (&fixture, "d", "a", "2028-02-14");
  add_dataset (&fixture, "e", "y", "2027");
  add_row (&fixture, "2027-12-31T23:59:59", "receipt", "e", "{}");
  add_row (&fixture, "2028-02-14T08:00:00", "change.announced", "a", "{\"date\":\"2028-02-14\"}");
  add_row (&fixture, "2028-02-29T23:59:59", "receipt", "d", "{}");
  report = make_report (&fixture, "2027-12-15", "2028-02-29", "2028-03-01");
  save (report, NULL, folder, "leap.xlsx");
  save (report, NULL, folder, "leap.pdf");
  save (report, NULL, folder, "leap.csv");
  tear_down (&fixture, NULL);
}

/* Ten thousand rows of what the figures are made of, and as many items that are late. */
static void
save_big (const char *folder)
{
  Fixture fixture = { 0 };
  g_autoptr (CbReport) report = NULL;

  set_up (&fixture, NULL);
  for (guint i = 0; i < 3400; i++)
    {
      g_autofree char *code = g_strdup_printf ("DL%05u", i);

      add_item (&fixture, code, i % 2 == 0 ? "Y tế" : "Giáo dục", CB_FREQUENCY_QUARTERLY);
    }
  report = make_report (&fixture, "2026-10-01", "2026-10-31", "2026-12-01");
  save (report, NULL, folder, "big.xlsx");
  save (report, NULL, folder, "big.pdf");
  save (report, NULL, folder, "big.csv");
  tear_down (&fixture, NULL);
}

int
main (int argc, char **argv)
{
  static const char *const profiles[]
      = { "thanh-hoa", "quang-ngai", "ninh-thuan", "vinh-phuc", "binh-dinh" };
  Fixture fixture = { 0 };
  g_autoptr (CbReport) report = NULL;
  g_autoptr (CbReport) empty = NULL;
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (CbReportKind) kind = NULL;

  set_up (&fixture, NULL);
  add_item (&fixture, "a", "Y tế", CB_FREQUENCY_QUARTERLY);
  add_item (&fixture, "b", "Giáo dục", CB_FREQUENCY_QUARTERLY);
  add_dataset (&fixture, "d1", "a", "2026-Q2");
  add_dataset (&fixture, "d2", "a", "2026-Q3");
  add_dataset (&fixture, "d3", "b", "2026-Q3");
  add_row (&fixture, "2026-07-01T08:00:00", "catalog.imported", "catalog", "{}");
  add_row (&fixture, "2026-07-02T08:00:00", "receipt", "d1",
           "{\"digest\":\"1\",\"url\":\"http://a\"}");
  add_row (&fixture, "2026-07-03T08:00:00", "receipt", "d1", "{\"digest\":\"2\"}");
  add_row (&fixture, "2026-10-01T08:00:00", "finding.waived", "d2",
           "{\"finding\":\"k\",\"reason\":\"đường dây nóng\"}");
  add_row (&fixture, "2026-10-02T08:00:00", "receipt", "d2", "{\"digest\":\"3\"}");
  add_row (&fixture, "2026-11-02T08:00:00", "receipt", "d3", "{\"digest\":\"4\"}");
  report = make_report (&fixture, "2026-07-01", "2026-12-31", "2027-01-02");
  kinds = cb_report_kinds_list (fixture.input.profile, &fixture.input.from, TRUE);
  kind = cb_report_kind_copy (cb_report_kinds_find (kinds, "evaluation-public"));
  cb_criterion_set_answer (cb_report_kind_find_criterion (kind, "quality"),
                           "Đã rà soát <từng tệp>;\ncòn thiếu ô ở hai tập.");
  save (report, kind, argv[1], "report.xlsx");
  save (report, kind, argv[1], "report.pdf");
  save (report, kind, argv[1], "report.docx");
  save (report, kind, argv[1], "report.csv");
  empty = make_report (&fixture, "2020-01-01", "2020-01-31", "2027-01-02");
  save (empty, NULL, argv[1], "empty.xlsx");
  save (empty, NULL, argv[1], "empty.pdf");
  save (empty, NULL, argv[1], "empty.csv");
  save (empty, NULL, argv[1], "empty.docx");
  tear_down (&fixture, NULL);
  save_leap_day (argv[1]);
  save_big (argv[1]);
  for (guint i = 0; i < G_N_ELEMENTS (profiles); i++)
    save_kinds (argv[1], profiles[i]);

  return 0;
}
