/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-catalog.h"
#include "core/workplace/cb-workplace-catalog-work.h"
#include "core/workplace/cb-workplace-catalog.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-proposals.h"
#include "test-system.h"
#include "workplace-fixture.h"

static void
add_catalog (WorkplaceFixture *fixture)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  g_autoptr (GError) error = NULL;
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup ("YT-01");
  item->title = g_strdup ("Cơ sở khám, chữa bệnh");
  item->owner = g_strdup ("Sở Y tế");
  item->frequency = CB_FREQUENCY_MONTHLY;
  item->frequency_text = g_strdup ("Hàng tháng");
  g_ptr_array_add (items, item);
  g_assert_cmpuint (
      cb_store_add_catalog (fixture->workplace->store, "1290/QĐ-CT ngày 05/9/2024", items, &error),
      >, 0);
  g_assert_no_error (error);
}

static void
set_up (WorkplaceFixture *fixture, gconstpointer profile)
{
  workplace_fixture_set_up (fixture, 2026, 11, 16);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile", profile, NULL));
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "person", "Lê Thị Hoa", NULL));
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "agency", "Sở Y tế", NULL));
  add_catalog (fixture);
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer profile)
{
  workplace_fixture_tear_down (fixture);
}

static JsonObject *new_fields (const char *name, ...) G_GNUC_NULL_TERMINATED;

static JsonObject *
new_fields (const char *name, ...)
{
  JsonObject *fields = json_object_new ();
  va_list list;

  va_start (list, name);
  for (; name != NULL; name = va_arg (list, const char *))
    json_object_set_string_member (fields, name, va_arg (list, const char *));
  va_end (list);
  return fields;
}

static CbRecord *
propose (WorkplaceFixture *fixture, CbProposal kind, const char *code, JsonObject *fields)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) owned = fields;
  CbRecord *record = cb_workplace_propose (fixture->workplace, kind, code, owned, &error);

  g_assert_no_error (error);
  g_assert_nonnull (record);
  return record;
}

static GPtrArray *
drafts (WorkplaceFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *records = cb_workplace_list_proposals_for_letter (fixture->workplace, NULL, &error);

  g_assert_no_error (error);
  return records;
}

static GFile *
get_file (WorkplaceFixture *fixture, const char *name)
{
  return g_file_new_build_filename (fixture->root, name, NULL);
}

static void
test_edit_begins_with_the_item (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) record = propose (fixture, CB_PROPOSAL_EDIT, "YT-01", NULL);

  g_assert_cmpstr (cb_record_get (record, "change"), ==, "Sửa đổi");
  g_assert_cmpstr (cb_record_get (record, "item"), ==, "YT-01");
  g_assert_cmpstr (cb_record_get (record, "title"), ==, "Cơ sở khám, chữa bệnh");
  g_assert_nonnull (strstr (cb_record_get (record, "now"), "Tần suất cập nhật: Hàng tháng"));
  g_assert_cmpstr (cb_record_get (record, "what"), ==, cb_record_get (record, "now"));
}

static void
test_unknown_item (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) record
      = cb_workplace_propose (fixture->workplace, CB_PROPOSAL_WITHDRAW, "YT-99", NULL, &error);

  g_assert_null (record);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* BD 4.2: the reason always; what khoản 2 Điều 12 asks for with an addition only. */
static void
test_contents (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) withdrawal = propose (fixture, CB_PROPOSAL_WITHDRAW, "YT-01", NULL);
  g_autoptr (CbRecord) addition
      = propose (fixture, CB_PROPOSAL_ADD, NULL, new_fields ("title", "Nhà thuốc", NULL));
  g_autoptr (GPtrArray) few
      = cb_workplace_check_record (fixture->workplace, withdrawal, CB_RECORD_OPEN);
  g_autoptr (GPtrArray) many
      = cb_workplace_check_record (fixture->workplace, addition, CB_RECORD_OPEN);
  static const char *const contents[] = { "aim", "scope", "master", "users", "sources", "sharing" };
  const CbRecordGap *gap = cb_record_gaps_find (few, "reason");

  g_assert_nonnull (gap);
  g_assert_true (gap->blocks);
  g_assert_true (g_str_has_prefix (gap->clause, "Điều 4 khoản 2"));
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      g_assert_null (cb_record_gaps_find (few, contents[i]));
      gap = cb_record_gaps_find (many, contents[i]);
      g_assert_nonnull (gap);
      g_assert_true (gap->blocks);
      g_assert_true (g_str_has_prefix (gap->clause, "Điều 4 khoản 2"));
    }
  /* The ticks of 4.1a to c are said, and the person may answer for a missing one. */
  gap = cb_record_gaps_find (many, "legal");
  g_assert_nonnull (gap);
  g_assert_false (gap->blocks);
  g_assert_true (g_str_has_prefix (gap->clause, "Điều 4 khoản 1 điểm a"));
}

/* What no text of the province asks for is not asked. */
static void
test_silent (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbForm) form = cb_workplace_dup_form (fixture->workplace, CB_REGISTER_PROPOSALS);

  g_assert_null (cb_form_find (form, "aim"));
  g_assert_null (cb_form_find (form, "legal"));
  g_assert_nonnull (cb_form_find (form, "reason"));
  g_assert_true (g_str_has_prefix (form->clause, "Điều 13 khoản 5"));
}

static void
test_reason_is_needed (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) record = propose (fixture, CB_PROPOSAL_WITHDRAW, "YT-01", NULL);
  g_autoptr (GPtrArray) records = drafts (fixture);
  g_autoptr (GFile) file = get_file (fixture, "thu.docx");
  g_autoptr (GError) error = NULL;

  g_assert_false (
      cb_workplace_save_proposals (fixture->workplace, records, NULL, NULL, file, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_assert_nonnull (strstr (error->message, "DN-2026-0001"));
  g_assert_nonnull (strstr (error->message, "Reason"));
  g_assert_false (g_file_query_exists (file, NULL));
}

/* A change that changes nothing does not go out. */
static void
test_edit_of_nothing (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) record
      = propose (fixture, CB_PROPOSAL_EDIT, "YT-01", new_fields ("reason", "Sai", NULL));
  g_autoptr (GPtrArray) gaps
      = cb_workplace_check_record (fixture->workplace, record, CB_RECORD_OPEN);
  const CbRecordGap *gap = cb_record_gaps_find (gaps, "what");

  g_assert_nonnull (gap);
  g_assert_true (gap->blocks);
}

static void
write_both (WorkplaceFixture *fixture, GPtrArray *records)
{
  static const char *const names[] = { "thu.docx", "thu.pdf" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = get_file (fixture, names[i]);
      g_autoptr (GFileInfo) info = NULL;
      g_autoptr (GError) error = NULL;

      g_assert_true (cb_workplace_save_proposals (fixture->workplace, records, "15/SYT-VP",
                                                  "20/11/2026", file, NULL, &error));
      g_assert_no_error (error);
      info = g_file_query_info (file, "standard::size", G_FILE_QUERY_INFO_NONE, NULL, NULL);
      g_assert_cmpint (g_file_info_get_size (info), >, 1000);
    }
}

static void
test_letter_is_sent (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) edit
      = propose (fixture, CB_PROPOSAL_EDIT, "YT-01",
                 new_fields ("reason", "Số liệu theo quý", "what", "Hàng quý", NULL));
  g_autoptr (CbRecord) add = propose (fixture, CB_PROPOSAL_ADD, NULL,
                                      new_fields ("title", "Nhà thuốc", "reason", "Cần", NULL));
  g_autoptr (GPtrArray) records = drafts (fixture);
  g_autoptr (GPtrArray) about = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) sent = NULL;
  g_autoptr (CbRecord) again = NULL;
  GDate day;

  g_assert_cmpuint (records->len, ==, 2);
  write_both (fixture, records);
  g_assert_false (cb_workplace_get_last_catalog_review (fixture->workplace, &day, NULL));
  g_assert_true (
      cb_workplace_send_proposals (fixture->workplace, records, "15/SYT-VP", "16/11/2026", &error));
  g_assert_no_error (error);
  sent = cb_workplace_get_record (fixture->workplace, edit->id, NULL);
  g_assert_cmpint (sent->state, ==, CB_RECORD_OPEN);
  g_assert_cmpstr (cb_record_get (sent, "letter"), ==, "15/SYT-VP");
  g_assert_cmpstr (cb_record_get (sent, "sent"), ==, "2026-11-16");
  g_assert_true (cb_workplace_get_last_catalog_review (fixture->workplace, &day, NULL));
  g_assert_cmpuint (g_date_get_day (&day), ==, 16);

  about = cb_workplace_list_proposals (fixture->workplace, "YT-01", NULL);
  g_assert_cmpuint (about->len, ==, 1);

  /* The answer is how it stands then. */
  g_clear_pointer (&sent, cb_record_free);
  sent = cb_workplace_get_record (fixture->workplace, edit->id, NULL);
  {
    g_autoptr (JsonObject) answer
        = new_fields ("answer", "Không được chấp nhận", "answered", "16/11/2026", NULL);

    again = cb_workplace_enter_record (fixture->workplace, sent->id, sent->version, answer, &error);
  }
  g_assert_no_error (error);
  g_clear_pointer (&sent, cb_record_free);
  sent = cb_workplace_move_record (fixture->workplace, again->id, again->version, CB_RECORD_CLOSED,
                                   &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_record_get_standing (sent), ==, "Không được chấp nhận");
}

static char *killed_root;

static gboolean
kill_cb (const char *name, gpointer user_data)
{
  if (!g_str_equal (name, "proposals.sent-one"))
    return FALSE;
  test_folder_remove (killed_root);
  _Exit (3);
}

/* In a process of its own: the first is entered as sent, then it is killed. */
static void
send_and_be_killed (WorkplaceFixture *fixture)
{
  CbWorkplaceOptions options = { .mode = CB_MODE_PRACTICE,
                                 .root = (char *)g_getenv ("CB_TEST_ROOT"),
                                 .clock = fixture->clock };
  g_autoptr (CbWorkplace) workplace = cb_workplace_open (&options, NULL);
  g_autoptr (GPtrArray) records = cb_workplace_list_proposals_for_letter (workplace, NULL, NULL);

  killed_root = fixture->root;
  cb_failpoint_set (kill_cb, NULL);
  cb_workplace_send_proposals (workplace, records, "15/SYT-VP", "16/11/2026", NULL);
  exit (0);
}

/* Half a letter is never entered, and what was said of it is still there. */
static void
test_killed (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) first = NULL;
  g_autoptr (CbRecord) second = NULL;
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *number = NULL;
  GDate day;

  if (g_test_subprocess ())
    send_and_be_killed (fixture);
  first = propose (fixture, CB_PROPOSAL_WITHDRAW, "YT-01", new_fields ("reason", "Một", NULL));
  second = propose (fixture, CB_PROPOSAL_WITHDRAW, "YT-01", new_fields ("reason", "Hai", NULL));
  g_assert_true (
      cb_workplace_set_setting (fixture->workplace, CB_SETTING_LETTER_NUMBER, "15/SYT-VP", NULL));
  cb_workplace_close (fixture->workplace);
  g_clear_object (&fixture->workplace);
  g_setenv ("CB_TEST_ROOT", fixture->root, TRUE);
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();

  workplace_fixture_open_again (fixture);
  left = drafts (fixture);
  g_assert_cmpuint (left->len, ==, 2);
  for (guint i = 0; i < left->len; i++)
    g_assert_cmpstr (cb_record_peek (g_ptr_array_index (left, i), "letter"), ==, "");
  g_assert_false (cb_workplace_get_last_catalog_review (fixture->workplace, &day, NULL));
  number = cb_workplace_dup_setting (fixture->workplace, CB_SETTING_LETTER_NUMBER);
  g_assert_cmpstr (number, ==, "15/SYT-VP");

  /* Once more, and all went out; the next letter has its own number. */
  g_assert_true (
      cb_workplace_send_proposals (fixture->workplace, left, "15/SYT-VP", "16/11/2026", &error));
  none = cb_workplace_list_proposals_for_letter (fixture->workplace, NULL, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_free (number);
  number = cb_workplace_dup_setting (fixture->workplace, CB_SETTING_LETTER_NUMBER);
  g_assert_cmpstr (number, ==, "");
}

/* A letter of tomorrow was not sent. */
static void
test_sent_tomorrow (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) record
      = propose (fixture, CB_PROPOSAL_WITHDRAW, "YT-01", new_fields ("reason", "Không còn", NULL));
  g_autoptr (GPtrArray) records = drafts (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) kept = NULL;

  g_assert_false (
      cb_workplace_send_proposals (fixture->workplace, records, "1/SYT", "17/11/2026", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  kept = cb_workplace_get_record (fixture->workplace, record->id, NULL);
  g_assert_cmpint (kept->state, ==, CB_RECORD_DRAFT);
}

/* What was typed and never entered is there again, and in the letter. */
static void
test_typed_is_kept (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbRecord) record = propose (fixture, CB_PROPOSAL_WITHDRAW, "YT-01", NULL);
  g_autoptr (JsonObject) typed = new_fields ("reason", "Trùng với dữ liệu của Bộ", NULL);
  g_autoptr (GPtrArray) records = NULL;

  g_assert_true (cb_workplace_keep_typed (fixture->workplace, record->id, typed, NULL));
  workplace_fixture_open_again (fixture);
  records = drafts (fixture);
  g_assert_cmpuint (records->len, ==, 1);
  g_assert_cmpstr (cb_record_peek (g_ptr_array_index (records, 0), "reason"), ==,
                   "Trùng với dữ liệu của Bộ");
  write_both (fixture, records);
}

static void
test_nothing_to_send (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records
      = cb_workplace_list_proposals_for_letter (fixture->workplace, NULL, &error);

  g_assert_null (records);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static gboolean
append_receipt_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "digest", "0123");
  return cb_journal_append (store, "Lê Thị Hoa", "receipt", user_data, detail, error);
}

/* TH 5.7: October is due on 10/11 and came on 16/11; November is due on 10/12. */
static void
test_item_work (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, "YT-01", "2026-10", &error);
  g_autoptr (CbDataset) other = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, NULL);
  g_autoptr (CbRecord) proposal = propose (fixture, CB_PROPOSAL_EDIT, "YT-01", NULL);
  g_autoptr (CbItemWork) work = NULL;
  const CbItemPeriod *october, *november;

  g_assert_no_error (error);
  g_assert_true (cb_store_run (fixture->workplace->store, append_receipt_cb, dataset->id, &error));
  work = cb_workplace_get_item_work (fixture->workplace, "YT-01", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (work->datasets->len, ==, 1);
  g_assert_cmpstr (((CbDataset *)g_ptr_array_index (work->datasets, 0))->id, ==, dataset->id);
  g_assert_cmpuint (work->proposals->len, ==, 1);
  g_assert_cmpuint (work->periods->len, >=, 2);
  october = g_ptr_array_index (work->periods, work->periods->len - 2);
  november = g_ptr_array_index (work->periods, work->periods->len - 1);
  g_assert_cmpstr (october->period, ==, "2026-10");
  g_assert_cmpint (october->standing, ==, CB_PERIOD_LATE);
  g_assert_cmpstr (november->period, ==, "2026-11");
  g_assert_cmpint (november->standing, ==, CB_PERIOD_PENDING);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(char *const *)a, *(char *const *)b);
}

/* A line for each period, by its last day; @lines is owned. */
static char *
join_sorted (GPtrArray *lines)
{
  g_autoptr (GPtrArray) owned = lines;

  g_ptr_array_sort (owned, compare_lines);
  g_ptr_array_add (owned, NULL);
  return g_strjoinv ("\n", (char **)owned->pdata);
}

static char *
dup_line (const GDate *limit, const char *period, guint standing)
{
  return g_strdup_printf ("%u %s %u", g_date_get_julian (limit), period, standing);
}

static char *
dup_periods (GPtrArray *periods)
{
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < periods->len; i++)
    {
      const CbItemPeriod *period = g_ptr_array_index (periods, i);

      g_ptr_array_add (lines, dup_line (&period->limit, period->period, period->standing));
    }
  return join_sorted (lines);
}

/* As the report of the whole catalog over the same days has it; of what is to come the next. */
static char *
dup_reported (CbReport *report, const char *code)
{
  static const CbFigure figures[]
      = { CB_FIGURE_ON_TIME, CB_FIGURE_LATE, CB_FIGURE_NOT_YET, CB_FIGURE_PENDING };
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const CbReportEntry *next = NULL;

  for (guint f = 0; f < G_N_ELEMENTS (figures); f++)
    {
      g_autoptr (GPtrArray) facts = cb_report_list_facts (report, figures[f], NULL, NULL);

      for (guint i = 0; i < facts->len; i++)
        {
          const CbReportFact *fact = g_ptr_array_index (facts, i);
          const CbReportEntry *entry = fact->entry;

          if (!g_str_equal (fact->line->code, code))
            continue;
          if (figures[f] != CB_FIGURE_PENDING)
            g_ptr_array_add (lines, dup_line (&entry->limit, entry->period, f));
          else if (next == NULL || g_date_compare (&entry->limit, &next->limit) < 0)
            next = entry;
        }
    }
  if (next != NULL)
    g_ptr_array_add (lines, dup_line (&next->limit, next->period, CB_PERIOD_PENDING));
  return join_sorted (lines);
}

static gboolean
append_imported_cb (CbStore *store, gpointer user_data, GError **error)
{
  return cb_journal_append (store, "", "catalog.imported", "catalog", NULL, error);
}

static void
add_items (WorkplaceFixture *fixture)
{
  static const CbFrequency frequencies[]
      = { CB_FREQUENCY_MONTHLY, CB_FREQUENCY_QUARTERLY, CB_FREQUENCY_HALF_YEARLY,
          CB_FREQUENCY_YEARLY,  CB_FREQUENCY_ON_CHANGE, CB_FREQUENCY_UNKNOWN };
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  GDate changed;

  for (guint i = 0; i < G_N_ELEMENTS (frequencies); i++)
    {
      CbCatalogItem *item = cb_catalog_item_new ();

      item->code = g_strdup_printf ("I%u", i);
      item->title = g_strdup_printf ("Item %u", i);
      item->frequency = frequencies[i];
      g_ptr_array_add (items, item);
    }
  g_assert_cmpuint (cb_store_add_catalog (fixture->workplace->store, "2/QĐ", items, NULL), >, 0);
  g_assert_true (cb_store_run (fixture->workplace->store, append_imported_cb, NULL, NULL));
  g_assert_true (cb_day_parse ("2026-11-20", &changed));
  g_assert_true (cb_workplace_record_change (fixture->workplace, "I4", &changed, NULL));
}

/* Of October and the third quarter, in time or late, and of two datasets the first that came. */
static void
publish_some (WorkplaceFixture *fixture)
{
  static const char *const published[][2]
      = { { "I0", "2026-10" }, { "I0", "2026-11" }, { "I1", "2026-Q3" }, { "I4", "2026-11-20" } };

  for (guint i = 0; i < G_N_ELEMENTS (published); i++)
    {
      g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (
          fixture->workplace, published[i][0], published[i][1], NULL);

      g_assert_true (
          cb_store_run (fixture->workplace->store, append_receipt_cb, dataset->id, NULL));
      cb_clock_advance (fixture->clock, (gint64)20 * 24 * 3600 * G_USEC_PER_SEC);
    }
}

/* The strip of an item is read by itself; it never says other than a report would. */
static void
test_item_as_reported (WorkplaceFixture *fixture, gconstpointer profile)
{
  g_autoptr (CbReport) report = NULL;
  g_autoptr (CbItemWork) none = NULL;
  g_autoptr (GError) error = NULL;
  guint told = 0;
  GDate from, to;

  add_items (fixture);
  publish_some (fixture);
  cb_workplace_get_today (fixture->workplace, &from);
  to = from;
  g_date_subtract_days (&from, 366);
  g_date_add_days (&to, 400);
  report = cb_workplace_make_report (fixture->workplace, &from, &to, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < 6; i++)
    {
      g_autofree char *code = g_strdup_printf ("I%u", i);
      g_autoptr (CbItemWork) work = cb_workplace_get_item_work (fixture->workplace, code, &error);
      g_autofree char *periods = NULL;
      g_autofree char *reported = dup_reported (report, code);

      g_assert_no_error (error);
      periods = dup_periods (work->periods);
      g_assert_cmpstr (periods, ==, reported);
      told += work->periods->len;
    }
  g_assert_cmpuint (told, >, 6);
  none = cb_workplace_get_item_work (fixture->workplace, "no such", &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, profile, func)                                                                   \
  g_test_add (path, WorkplaceFixture, profile, set_up, func, tear_down)
  ADD ("/proposals/begin/from-the-item", "vn-51-quang-ngai", test_edit_begins_with_the_item);
  ADD ("/proposals/begin/unknown-item", "vn-51-quang-ngai", test_unknown_item);
  ADD ("/proposals/check/contents-of-an-addition", "vn-52-binh-dinh", test_contents);
  ADD ("/proposals/check/silent-text", "vn-51-quang-ngai", test_silent);
  ADD ("/proposals/check/edit-of-nothing", "vn-26-vinh-phuc", test_edit_of_nothing);
  ADD ("/proposals/letter/reason-is-needed", "vn-26-vinh-phuc", test_reason_is_needed);
  ADD ("/proposals/letter/sent-and-answered", "vn-26-vinh-phuc", test_letter_is_sent);
  ADD ("/proposals/letter/killed-sends-none", "vn-26-vinh-phuc", test_killed);
  ADD ("/proposals/letter/not-of-tomorrow", "vn-26-vinh-phuc", test_sent_tomorrow);
  ADD ("/proposals/letter/typed-is-in-it", "vn-38-thanh-hoa", test_typed_is_kept);
  ADD ("/proposals/letter/nothing-to-send", "vn-38-thanh-hoa", test_nothing_to_send);
  ADD ("/proposals/item/as-a-report-has-it", "vn-51-quang-ngai", test_item_as_reported);
  ADD ("/proposals/item/its-work", "vn-38-thanh-hoa", test_item_work);
#undef ADD
  return g_test_run ();
}
