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

int
main (int argc, char **argv)
{
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
  tear_down (&fixture, NULL);

  return 0;
}
