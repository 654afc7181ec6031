/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "core/store/cb-store-accounts.h"
#include "core/store/cb-store-records.h"
#include "core/workplace/cb-workplace-duties.h"
#include "core/workplace/cb-workplace-registers.h"
#include "workplace-fixture.h"

static void
set_up (WorkplaceFixture *fixture, gconstpointer profile)
{
  workplace_fixture_set_up (fixture, 2026, 11, 16);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "profile",
                                           profile != NULL ? profile : "vn-52-binh-dinh", NULL));
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "person", "Lê Thị Hoa", NULL));
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer unused)
{
  workplace_fixture_tear_down (fixture);
}

G_GNUC_NULL_TERMINATED
static JsonObject *
new_fields (const char *first, ...)
{
  JsonObject *object = json_object_new ();
  va_list rest;

  va_start (rest, first);
  for (const char *name = first; name != NULL; name = va_arg (rest, const char *))
    json_object_set_string_member (object, name, va_arg (rest, const char *));
  va_end (rest);
  return object;
}

static CbRecord *
add (WorkplaceFixture *fixture, CbRegister kind, JsonObject *fields)
{
  g_autoptr (JsonObject) taken = fields;
  g_autoptr (GError) error = NULL;
  CbRecord *record = cb_workplace_add_record (fixture->workplace, kind, taken, &error);

  g_assert_no_error (error);
  return record;
}

static JsonObject *
new_refusal (void)
{
  return new_fields ("requester", "Công ty Bình An", "requested", "10/11/2026", "wanted",
                     "Danh sách hộ nghèo", "reason", "Có dữ liệu cá nhân", "legal_basis",
                     "Luật 91/2025/QH15", NULL);
}

static void
test_whole_way (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_REFUSALS, new_refusal ());
  g_autoptr (CbRecord) open = NULL;
  g_autoptr (CbRecord) refused = NULL;
  g_autoptr (CbRecord) entered = NULL;
  g_autoptr (CbRecord) closed = NULL;
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (JsonObject) rest = new_fields ("notified", "UBND tỉnh", "notified_on", "13/11/2026",
                                            "answered", "12/11/2026", NULL);
  g_autofree char *number = cb_record_dup_number (record);

  g_assert_cmpstr (number, ==, "TC-2026-0001");
  g_assert_cmpstr (cb_record_get (record, "requested"), ==, "2026-11-10");
  open = cb_workplace_move_record (fixture->workplace, record->id, 1, CB_RECORD_OPEN, &error);
  g_assert_no_error (error);
  refused = cb_workplace_move_record (fixture->workplace, record->id, open->version,
                                      CB_RECORD_CLOSED, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_assert_null (refused);
  g_clear_error (&error);
  entered = cb_workplace_enter_record (fixture->workplace, record->id, open->version, rest, &error);
  g_assert_no_error (error);
  closed = cb_workplace_move_record (fixture->workplace, record->id, entered->version,
                                     CB_RECORD_CLOSED, &error);
  g_assert_no_error (error);
  g_assert_cmpint (closed->version, ==, 4);

  /* All four are there, by number too, and after the next start. */
  workplace_fixture_open_again (fixture);
  versions = cb_workplace_list_record_versions (fixture->workplace, record->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (versions->len, ==, 4);
  g_assert_cmpstr (cb_record_get (g_ptr_array_index (versions, 1), "notified"), ==, "");
  g_assert_cmpstr (cb_record_get (g_ptr_array_index (versions, 3), "notified"), ==, "UBND tỉnh");
  g_clear_pointer (&closed, cb_record_free);
  closed = cb_workplace_get_record (fixture->workplace, "tc-2026-0001", &error);
  g_assert_no_error (error);
  g_assert_cmpint (closed->state, ==, CB_RECORD_CLOSED);
  g_assert_cmpstr (closed->person, ==, "Lê Thị Hoa");
}

/* A row for each change, with the names of the fields and none of what is in them. */
static void
test_journal (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record
      = add (fixture, CB_REGISTER_FOCAL_POINTS,
             new_fields ("name", "Trần Văn Bốn", "phone", "0256 3822 999", NULL));
  g_autoptr (JsonObject) more = new_fields ("email", "bon.tv@binhdinh.gov.vn", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) entered
      = cb_workplace_enter_record (fixture->workplace, record->id, 1, more, &error);
  g_autoptr (GPtrArray) rows = NULL;
  gint64 count = 0;

  g_assert_no_error (error);
  rows = cb_workplace_list_journal (fixture->workplace, record->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->len, ==, 2);
  for (guint i = 0; i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);

      g_assert_null (strstr (row->detail, "Trần"));
      g_assert_null (strstr (row->detail, "3822"));
      g_assert_null (strstr (row->detail, "binhdinh.gov.vn"));
      g_assert_nonnull (strstr (row->detail, "DM-2026-0001"));
      g_assert_nonnull (strstr (row->detail, "\"fields\":["));
      g_assert_cmpstr (row->person, ==, "Lê Thị Hoa");
    }
  g_assert_true (cb_workplace_verify_journal (fixture->workplace, &count, NULL));
}

/* What is typed and not entered survives, makes no version, and is entered with the next step. */
static void
test_typed (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_FEEDBACK, NULL);
  g_autoptr (JsonObject) typed = new_fields ("content", "Thiếu cột địa ch", NULL);
  g_autoptr (CbRecord) read = NULL;
  g_autoptr (CbRecord) entered = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_workplace_keep_typed (fixture->workplace, record->id, typed, &error));
  workplace_fixture_open_again (fixture);
  read = cb_workplace_get_record (fixture->workplace, record->id, &error);
  g_assert_no_error (error);
  g_assert_cmpint (read->version, ==, 1);
  g_assert_cmpstr (cb_record_get (read, "content"), ==, "");
  g_assert_cmpstr (cb_record_peek (read, "content"), ==, "Thiếu cột địa ch");
  entered = cb_workplace_enter_record (fixture->workplace, record->id, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (entered->version, ==, 2);
  g_assert_null (entered->pending);
  g_assert_cmpstr (cb_record_get (entered, "content"), ==, "Thiếu cột địa ch");
}

/* Two windows over one record: the second is told, the first is not written over. */
static void
test_conflict (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_REFUSALS, new_refusal ());
  g_autoptr (JsonObject) mine = new_fields ("reason", "Một", NULL);
  g_autoptr (JsonObject) theirs = new_fields ("reason", "Hai", NULL);
  g_autoptr (CbRecord) first
      = cb_workplace_enter_record (fixture->workplace, record->id, 1, mine, NULL);
  g_autoptr (CbRecord) stale = cb_record_copy (record);
  g_autoptr (CbRecord) second = NULL;
  g_autoptr (CbRecord) kept = NULL;
  g_autoptr (GError) error = NULL;

  second = cb_workplace_enter_record (fixture->workplace, record->id, 1, theirs, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_CONFLICT);
  g_clear_error (&error);
  g_assert_false (cb_store_save_record (fixture->workplace->store, stale, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_CONFLICT);
  kept = cb_workplace_get_record (fixture->workplace, record->id, NULL);
  g_assert_cmpstr (cb_record_get (kept, "reason"), ==, "Một");
  g_assert_cmpint (kept->version, ==, 2);
}

/* What was entered for all to see is not emptied again. */
static void
test_stays_complete (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_REFUSALS, new_refusal ());
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) open
      = cb_workplace_move_record (fixture->workplace, record->id, 1, CB_RECORD_OPEN, &error);
  g_autoptr (JsonObject) empty = new_fields ("reason", "", NULL);
  g_autoptr (CbRecord) entered = NULL;
  g_autoptr (CbRecord) dropped = NULL;

  g_assert_no_error (error);
  entered
      = cb_workplace_enter_record (fixture->workplace, record->id, open->version, empty, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);
  dropped = cb_workplace_move_record (fixture->workplace, record->id, open->version,
                                      CB_RECORD_DROPPED, &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
}

/* Numbers go on within a year, of this country's clock, and begin anew with the next. */
static void
test_numbers (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (GDateTime) eve = g_date_time_new_utc (2026, 12, 31, 16, 59, 0);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gint64 ahead = g_date_time_to_unix (eve) * G_USEC_PER_SEC - cb_clock_now (fixture->clock);

  cb_clock_advance (fixture->clock, ahead);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_FEEDBACK, NULL);

      g_free (before);
      before = cb_record_dup_number (record);
    }
  g_assert_cmpstr (before, ==, "PA-2026-0003");
  cb_clock_advance (fixture->clock, 2 * 60 * G_USEC_PER_SEC);
  {
    g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_FEEDBACK, NULL);

    after = cb_record_dup_number (record);
  }
  g_assert_cmpstr (after, ==, "PA-2027-0001");
}

static gboolean
add_many (CbStore *store, gpointer user_data, GError **error)
{
  for (guint i = 0; i < 10000; i++)
    {
      g_autoptr (CbRecord) record = cb_record_new (CB_REGISTER_INCIDENTS);

      record->id = g_uuid_string_random ();
      record->state = i % 10 == 0 ? CB_RECORD_OPEN : CB_RECORD_CLOSED;
      json_object_set_string_member (record->fields, "content", "Máy chủ không trả lời");
      json_object_set_string_member (record->fields, "due",
                                     i % 20 == 0 ? "2026-11-13" : "2026-11-30");
      if (!cb_store_add_record (store, record, error))
        return FALSE;
    }
  return TRUE;
}

static void
test_many (WorkplaceFixture *fixture, gconstpointer unused)
{
  CbRegisterCount counts[CB_N_REGISTERS];
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_store_run (fixture->workplace->store, add_many, NULL, &error));
  g_assert_no_error (error);
  records = cb_workplace_list_records (fixture->workplace, CB_REGISTER_INCIDENTS, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (records->len, ==, 10000);
  g_assert_cmpuint (((CbRecord *)g_ptr_array_index (records, 0))->number, ==, 10000);
  g_assert_true (cb_workplace_count_records (fixture->workplace, counts, &error));
  g_assert_cmpuint (counts[CB_REGISTER_INCIDENTS].all, ==, 10000);
  g_assert_cmpuint (counts[CB_REGISTER_INCIDENTS].open, ==, 1000);
  g_assert_cmpuint (counts[CB_REGISTER_INCIDENTS].overdue, ==, 500);
  g_assert_cmpuint (counts[CB_REGISTER_FEEDBACK].all, ==, 0);
}

static void
test_not_there (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const char *const numbers[]
      = { "PA-2026-0009", "XX-2026-0001", "PA", "", "PA-2026-0001-1", "P-2026-0001", "--" };

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbRecord) record
          = cb_workplace_get_record (fixture->workplace, numbers[i], &error);

      g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
    }
}

static char *
export_to (
    WorkplaceFixture *fixture, const char *name, gboolean personal, gboolean drafts, gsize *length)
{
  g_autofree char *path = g_build_filename (fixture->root, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_assert_true (cb_workplace_export_register (fixture->workplace, CB_REGISTER_FOCAL_POINTS, file,
                                               personal, drafts, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, length, NULL));
  return text;
}

/* A phone number leaves the program only when it is asked for, and that is noted; a draft too. */
static void
test_export (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) draft
      = add (fixture, CB_REGISTER_FOCAL_POINTS, new_fields ("unit", "Sở Nháp", NULL));
  g_autoptr (CbRecord) record
      = add (fixture, CB_REGISTER_FOCAL_POINTS,
             new_fields ("level", "Cấp cơ quan, đơn vị", "name", "Trần Văn Bốn", "unit", "Sở Y tế",
                         "phone", "0256 3822 999", "email", "bon.tv@binhdinh.gov.vn", "since",
                         "01/03/2026", "technical", "yes", NULL));
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) open
      = cb_workplace_move_record (fixture->workplace, record->id, 1, CB_RECORD_OPEN, &error);
  g_autofree char *plain = NULL;
  g_autofree char *personal = NULL;
  g_autofree char *drafts = NULL;
  g_autofree char *pdf = NULL;
  g_autofree char *docx = NULL;
  g_autofree char *xlsx = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  gsize length;

  g_assert_no_error (error);
  plain = export_to (fixture, "a.csv", FALSE, FALSE, &length);
  g_assert_nonnull (strstr (plain, "DM-2026-0002"));
  g_assert_nonnull (strstr (plain, "Sở Y tế"));
  g_assert_nonnull (strstr (plain, "2026-03-01"));
  g_assert_null (strstr (plain, "Bốn"));
  g_assert_null (strstr (plain, "3822"));
  g_assert_null (strstr (plain, "@"));
  g_assert_null (strstr (plain, "Sở Nháp"));
  rows = cb_workplace_list_journal (fixture->workplace, "focal-points", &error);
  g_assert_cmpuint (rows->len, ==, 0);
  g_clear_pointer (&rows, g_ptr_array_unref);

  personal = export_to (fixture, "b.csv", TRUE, FALSE, &length);
  g_assert_nonnull (strstr (personal, "Trần Văn Bốn"));
  g_assert_nonnull (strstr (personal, "0256 3822 999"));
  rows = cb_workplace_list_journal (fixture->workplace, "focal-points", &error);
  g_assert_cmpuint (rows->len, ==, 1);

  drafts = export_to (fixture, "c.csv", FALSE, TRUE, &length);
  g_assert_nonnull (strstr (drafts, "Sở Nháp"));
  pdf = export_to (fixture, "a.pdf", FALSE, FALSE, &length);
  g_assert_true (length > 1000 && g_str_has_prefix (pdf, "%PDF-"));
  docx = export_to (fixture, "a.docx", FALSE, FALSE, &length);
  g_assert_true (length > 1000 && memcmp (docx, "PK", 2) == 0);
  xlsx = export_to (fixture, "a.XLSX", FALSE, FALSE, &length);
  g_assert_true (length > 1000 && memcmp (xlsx, "PK", 2) == 0);
}

/* An ending that says nothing, and a draft as a paper of its own: refused, nothing is written. */
static void
test_export_refused (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbRecord) record = add (fixture, CB_REGISTER_INCIDENTS, NULL);
  g_autofree char *odd = g_build_filename (fixture->root, "a.odt", NULL);
  g_autofree char *pdf = g_build_filename (fixture->root, "a.pdf", NULL);
  g_autoptr (GFile) odd_file = g_file_new_for_path (odd);
  g_autoptr (GFile) pdf_file = g_file_new_for_path (pdf);
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_workplace_export_register (fixture->workplace, CB_REGISTER_INCIDENTS, odd_file,
                                                FALSE, FALSE, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (cb_workplace_export_record (fixture->workplace, "SC-2026-0001", pdf_file, FALSE,
                                              FALSE, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_false (g_file_test (pdf, G_FILE_TEST_EXISTS));
  g_assert_true (cb_workplace_export_record (fixture->workplace, record->id, pdf_file, FALSE, TRUE,
                                             NULL, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_test (pdf, G_FILE_TEST_EXISTS));
}

static void
add_account (WorkplaceFixture *fixture, const char *id, const char *url)
{
  g_autoptr (CbAccount) account = cb_account_new ();

  account->id = g_strdup (id);
  account->title = g_strdup (id);
  account->url = g_strdup (url);
  account->kind = g_strdup ("ckan");
  account->user = g_strdup ("syt");
  g_assert_true (cb_store_save_account (fixture->workplace->store, account, NULL));
}

/* VP 6.2: one account per agency and portal, the first password changed, a lost one reported. */
static void
test_account_duties (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbAccountDuty) first = NULL;
  g_autoptr (CbAccountDuty) again = NULL;
  g_autoptr (CbAccountDuty) other = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GError) error = NULL;

  cb_workplace_set_setting (fixture->workplace, "agency", "Sở Y tế", NULL);
  cb_workplace_set_setting (fixture->workplace, "operator-contact", "0211 3 616 618", NULL);
  add_account (fixture, "a", "https://opendata.vinhphuc.gov.vn");
  add_account (fixture, "b", "https://opendata.vinhphuc.gov.vn");
  add_account (fixture, "c", "https://data.gov.vn");
  first = cb_workplace_get_account_duty (fixture->workplace, "a", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (first->rules->per_agency, ==, 1);
  g_assert_cmpuint (first->same, ==, 2);
  g_assert_true (g_str_has_prefix (first->rules->per_agency_clause, "Điều 6 khoản 2 điểm a"));
  g_assert_true (first->rules->change_first);
  g_assert_true (g_str_has_prefix (first->rules->change_clause, "Điều 6 khoản 2 điểm c"));
  g_assert_true (g_str_has_prefix (first->rules->lost_clause, "Điều 6 khoản 2 điểm d"));
  g_assert_false (g_date_valid (&first->changed));
  g_assert_cmpstr (first->contact, ==, "0211 3 616 618");
  g_assert_nonnull (strstr (first->notice, "Trung tâm Hạ tầng số và An toàn thông tin"));
  g_assert_nonnull (strstr (first->notice, "Sở Y tế"));
  g_assert_nonnull (strstr (first->notice, "16/11/2026"));
  g_assert_nonnull (strstr (first->notice, "syt"));

  g_assert_true (cb_workplace_note_password_change (fixture->workplace, "a", &error));
  again = cb_workplace_get_account_duty (fixture->workplace, "a", &error);
  g_assert_cmpuint (g_date_get_day (&again->changed), ==, 16);
  rows = cb_workplace_list_journal (fixture->workplace, "a", &error);
  g_assert_cmpuint (rows->len, ==, 1);
  other = cb_workplace_get_account_duty (fixture->workplace, "c", &error);
  g_assert_cmpuint (other->same, ==, 1);
  g_assert_false (g_date_valid (&other->changed));
  g_assert_false (cb_workplace_note_password_change (fixture->workplace, "nobody", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* Where the text is silent about accounts, nothing is asked. */
static void
test_account_silent (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autoptr (CbAccountDuty) duty = NULL;

  add_account (fixture, "a", "https://example.org");
  add_account (fixture, "b", "https://example.org");
  duty = cb_workplace_get_account_duty (fixture->workplace, "a", NULL);
  g_assert_cmpuint (duty->rules->per_agency, ==, 0);
  g_assert_false (duty->rules->change_first);
  g_assert_cmpstr (duty->rules->lost_clause, ==, "");
}

/* "cử một cán bộ làm đầu mối" (BD 12.1b): of the same office and level, whatever its letters. */
static void
test_one_focal_point (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *level;
    const char *unit;
    gboolean told;
  } cases[] = {
    { "Cấp cơ quan, đơn vị", "SỞ Y TẾ", TRUE },
    { "Cấp cơ quan, đơn vị", "Sở Xây dựng", FALSE },
    { "Cấp tỉnh", "Sở Y tế", FALSE },
  };
  g_autoptr (CbForm) form = cb_workplace_dup_form (fixture->workplace, CB_REGISTER_FOCAL_POINTS);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) first
      = add (fixture, CB_REGISTER_FOCAL_POINTS,
             new_fields ("level", "Cấp cơ quan, đơn vị", "name", "Trần Văn Bốn", "unit", "Sở Y tế",
                         "technical", "yes", "phone", "0256 3822 999", "email",
                         "bon@binhdinh.gov.vn", "since", "01/11/2026", NULL));
  g_autoptr (CbRecord) open
      = cb_workplace_move_record (fixture->workplace, first->id, 1, CB_RECORD_OPEN, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (form->wanted_clause, "Điều 12 khoản 1 điểm b"));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (CbRecord) second
          = add (fixture, CB_REGISTER_FOCAL_POINTS,
                 new_fields ("level", cases[i].level, "name", "A", "unit", cases[i].unit, NULL));
      g_autoptr (GPtrArray) gaps
          = cb_workplace_check_record (fixture->workplace, second, CB_RECORD_OPEN);
      const CbRecordGap *gap = cb_record_gaps_find (gaps, "unit");

      g_assert_cmpint (gap != NULL, ==, cases[i].told);
      if (gap == NULL)
        continue;
      g_assert_false (gap->blocks);
      g_assert_true (g_str_has_prefix (gap->clause, "Điều 12 khoản 1 điểm b"));
    }
  /* The first is not told of itself. */
  {
    g_autoptr (GPtrArray) gaps
        = cb_workplace_check_record (fixture->workplace, open, CB_RECORD_OPEN);

    g_assert_null (cb_record_gaps_find (gaps, "unit"));
  }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add (path, WorkplaceFixture, NULL, set_up, func, tear_down)
  ADD ("/registers/whole-way", test_whole_way);
  ADD ("/registers/journal/names-without-values", test_journal);
  ADD ("/registers/typed/survives", test_typed);
  ADD ("/registers/conflict/nothing-written-over", test_conflict);
  ADD ("/registers/stays-complete", test_stays_complete);
  ADD ("/registers/numbers/new-year", test_numbers);
  ADD ("/registers/ten-thousand", test_many);
  ADD ("/registers/not-there", test_not_there);
  ADD ("/registers/focal-points/one-of-an-office", test_one_focal_point);
  ADD ("/registers/export/only-what-was-asked-for", test_export);
  ADD ("/registers/export/refused", test_export_refused);
  g_test_add ("/registers/accounts/one-and-changed-and-lost", WorkplaceFixture, "vn-26-vinh-phuc",
              set_up, test_account_duties, tear_down);
  ADD ("/registers/accounts/nothing-asked", test_account_silent);
  return g_test_run ();
}
