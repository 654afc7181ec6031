/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-registers.h"
#include "test-system.h"

/* What the workplace keeps of reports, and who they are for. */

typedef struct
{
  char *root;
  CbWorkplace *workplace;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE };
  g_autoptr (GError) error = NULL;

  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  fixture->root = g_dir_make_tmp ("congbo-test-XXXXXX", &error);
  g_assert_no_error (error);
  options.root = fixture->root;
  fixture->workplace = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  cb_workplace_close (fixture->workplace);
  g_clear_object (&fixture->workplace);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
}

static guint
count_rows (Fixture *fixture, const char *event)
{
  g_autoptr (GPtrArray) rows = cb_workplace_list_journal (fixture->workplace, NULL, NULL);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    count += g_str_equal (((CbJournalRow *)g_ptr_array_index (rows, i))->event, event) ? 1 : 0;

  return count;
}

static gboolean
has_report (Fixture *fixture, const char *id)
{
  g_autoptr (GPtrArray) kinds = cb_workplace_list_report_kinds (fixture->workplace);
  g_autoptr (GPtrArray) due = cb_workplace_list_due (fixture->workplace, NULL, NULL);
  g_autofree char *prefix = g_strdup_printf ("report:%s:", id);
  gboolean is_due = FALSE;

  for (guint i = 0; i < due->len; i++)
    {
      const CbObligation *duty = g_ptr_array_index (due, i);

      is_due |= duty->subject != NULL && g_str_has_prefix (duty->subject, prefix);
    }
  g_assert_true (is_due == (cb_report_kinds_find (kinds, id) != NULL));

  return is_due;
}

/* QN 11.4 is the lead agency's: in the list of what is due and of reports, or in neither. */
static void
test_lead_agency (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_workplace_is_lead_agency (fixture->workplace));
  g_assert_false (has_report (fixture, "lead-6m"));
  for (guint i = 0; i < 2; i++)
    {
      g_assert_true (cb_workplace_set_lead_agency (fixture->workplace, TRUE, &error));
      g_assert_no_error (error);
    }
  g_assert_true (has_report (fixture, "lead-6m"));
  g_assert_true (cb_workplace_set_lead_agency (fixture->workplace, FALSE, &error));
  g_assert_false (has_report (fixture, "lead-6m"));
  /* Changed twice; said once more is no change. */
  g_assert_cmpuint (count_rows (fixture, "agency.role"), ==, 2);
}

static void
assert_answer (Fixture *fixture, const char *kind_id, guint month, const char *expected)
{
  g_autoptr (CbReportKind) kind = NULL;
  g_autoptr (GError) error = NULL;
  GDate to;

  g_date_clear (&to, 1);
  g_date_set_dmy (&to, 28, (GDateMonth)month, 2028);
  kind = cb_workplace_get_report_kind (fixture->workplace, kind_id, &to, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_report_kind_find_criterion (kind, "quality")->answer, ==, expected);
}

static void
test_answers (Fixture *fixture, gconstpointer unused)
{
  static const char *const kind = "evaluation-public";
  g_autoptr (GError) error = NULL;
  GDate to;

  g_date_clear (&to, 1);
  g_date_set_dmy (&to, 31, G_DATE_DECEMBER, 2028);
  g_assert_true (cb_workplace_set_report_answer (fixture->workplace, kind, &to, "quality",
                                                 "Đủ “bốn” tập\n", &error));
  g_assert_true (
      cb_workplace_set_report_answer (fixture->workplace, kind, &to, "upkeep", "x", &error));
  assert_answer (fixture, kind, 12, "Đủ “bốn” tập\n");
  assert_answer (fixture, kind, 7, "Đủ “bốn” tập\n");
  assert_answer (fixture, kind, 6, "");
  g_assert_true (
      cb_workplace_set_report_answer (fixture->workplace, kind, &to, "quality", "", &error));
  assert_answer (fixture, kind, 12, "");
  g_assert_false (
      cb_workplace_set_report_answer (fixture->workplace, kind, &to, "nothing", "x", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (
      cb_workplace_set_report_answer (fixture->workplace, "nothing", &to, "quality", "x", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static const CbCriterion *
find_criterion (Fixture *fixture, const GDate *to, CbReportKind **kind)
{
  *kind = cb_workplace_get_report_kind (fixture->workplace, "evaluation-public", to, NULL);
  return cb_report_kind_find_criterion (*kind, "quality");
}

/* The journal has what stands there when the person has done: who, when, and each version. */
static void
test_answers_settle (Fixture *fixture, gconstpointer unused)
{
  static const char *const kind_id = "evaluation-public";
  static const char *const typed[] = { "Đ", "Đủ", "Đủ bốn", "Đủ bốn tập" };
  g_autoptr (CbReportKind) before = NULL;
  g_autoptr (CbReportKind) after = NULL;
  g_autoptr (CbReportKind) other = NULL;
  g_autoptr (GError) error = NULL;
  const CbCriterion *criterion;
  GDate to, half;

  g_date_clear (&to, 1);
  g_date_set_dmy (&to, 31, G_DATE_DECEMBER, 2028);
  g_date_clear (&half, 1);
  g_date_set_dmy (&half, 30, G_DATE_JUNE, 2028);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "person", "Lê Thị Hoa", NULL));
  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    g_assert_true (cb_workplace_set_report_answer (fixture->workplace, kind_id, &to, "quality",
                                                   typed[i], &error));
  g_assert_cmpuint (count_rows (fixture, "report.answered"), ==, 0);
  g_assert_cmpint (find_criterion (fixture, &to, &before)->written_us, ==, 0);
  for (guint i = 0; i < 2; i++)
    g_assert_true (cb_workplace_settle_report_answers (fixture->workplace, kind_id, &to, &error));
  g_assert_cmpuint (count_rows (fixture, "report.answered"), ==, 1);
  criterion = find_criterion (fixture, &to, &after);
  g_assert_cmpstr (criterion->answer, ==, "Đủ bốn tập");
  g_assert_cmpstr (criterion->writer, ==, "Lê Thị Hoa");
  g_assert_cmpint (criterion->written_us, >, 0);
  /* Another half of the year is another report. */
  g_assert_cmpint (find_criterion (fixture, &half, &other)->written_us, ==, 0);

  /* Taken away is an answer, too. */
  g_assert_true (
      cb_workplace_set_report_answer (fixture->workplace, kind_id, &to, "quality", "", &error));
  g_assert_true (cb_workplace_settle_report_answers (fixture->workplace, kind_id, &to, &error));
  g_assert_cmpuint (count_rows (fixture, "report.answered"), ==, 2);
  g_assert_false (cb_workplace_settle_report_answers (fixture->workplace, "nothing", &to, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* A correction that names a version which nobody published stays a draft. */
static void
test_correction_names_a_version (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) fields = json_object_new ();
  g_autoptr (CbRecord) record = NULL;
  g_autoptr (CbRecord) open = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  g_autoptr (GError) error = NULL;

  json_object_set_string_member (fields, "dataset", "Giá nước");
  json_object_set_string_member (fields, "receipt", "Giá nước (14:20, 21/11/2026)");
  json_object_set_string_member (fields, "found", "2026-11-22");
  json_object_set_string_member (fields, "what", "sai cột giá");
  json_object_set_string_member (fields, "why", "nhập nhầm");
  record = cb_workplace_add_record (fixture->workplace, CB_REGISTER_CORRECTIONS, fields, &error);
  g_assert_no_error (error);
  open = cb_workplace_move_record (fixture->workplace, record->id, record->version, CB_RECORD_OPEN,
                                   &error);
  g_assert_null (open);
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  gaps = cb_workplace_check_record (fixture->workplace, record, CB_RECORD_OPEN);
  g_assert_true (cb_record_gaps_find (gaps, "receipt")->blocks);
  g_assert_false (cb_record_gaps_find (gaps, "dataset")->blocks);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workplace/report/lead-agency-has-its-own", test_lead_agency);
  ADD ("/workplace/report/answers-of-a-half-year", test_answers);
  ADD ("/workplace/report/answers-are-in-the-journal", test_answers_settle);
  ADD ("/workplace/report/correction-names-a-version", test_correction_names_a_version);

  return g_test_run ();
}
