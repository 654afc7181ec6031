/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "core/registers/cb-proposal.h"
#include "core/registers/cb-record-check.h"
#include "core/registers/cb-record-names.h"

typedef struct
{
  CbForm *form;
  CbRecord *record;
  CbHolidays *holidays;
  GDate today;
  GPtrArray *gaps;
} Fixture;

static void
begin (Fixture *fixture, CbRegister kind, const char *profile)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles", NULL);
  g_autofree char *days = g_build_filename (path, "holidays.json", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) file = g_file_new_for_path (days);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GPtrArray) profiles = cb_profile_load_all (folder, &problems, NULL);

  fixture->form = cb_form_new (kind, cb_profile_find (profiles, profile));
  fixture->record = cb_record_new (kind);
  fixture->holidays = cb_holidays_load (file, NULL);
  g_date_set_dmy (&fixture->today, 16, G_DATE_NOVEMBER, 2026);
}

static void
set (Fixture *fixture, const char *field, const char *value)
{
  g_assert_nonnull (cb_form_find (fixture->form, field));
  json_object_set_string_member (fixture->record->fields, field, value);
}

/* The gap of @field on the way to @state, NULL when there is none. */
static const CbRecordGap *
find_gap (Fixture *fixture, CbRecordState state, const char *field)
{
  g_clear_pointer (&fixture->gaps, g_ptr_array_unref);
  fixture->gaps
      = cb_record_check (fixture->form, fixture->record, state, fixture->holidays, &fixture->today);
  for (guint i = 0; i < fixture->gaps->len; i++)
    {
      const CbRecordGap *gap = g_ptr_array_index (fixture->gaps, i);

      if (g_str_equal (gap->field, field))
        return gap;
    }
  return NULL;
}

static void
end (Fixture *fixture)
{
  g_clear_pointer (&fixture->gaps, g_ptr_array_unref);
  g_clear_pointer (&fixture->form, cb_form_unref);
  g_clear_pointer (&fixture->record, cb_record_free);
  g_clear_object (&fixture->holidays);
}

/* BD 13.1e: the reason, and who was told; under its clause. */
static void
test_refusal (void)
{
  Fixture fixture = { 0 };
  const CbRecordGap *gap;

  begin (&fixture, CB_REGISTER_REFUSALS, "vn-52-binh-dinh");
  set (&fixture, "requester", "Công ty A");
  set (&fixture, "requested", "2026-11-10");
  set (&fixture, "wanted", "Danh sách hộ nghèo");
  gap = find_gap (&fixture, CB_RECORD_OPEN, "reason");
  g_assert_nonnull (gap);
  g_assert_true (gap->blocks);
  g_assert_cmpstr (gap->clause, ==, "Điều 13 khoản 1 điểm e, 60/2021/QĐ-UBND");
  g_assert_nonnull (find_gap (&fixture, CB_RECORD_OPEN, "legal_basis"));
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "notified"));
  set (&fixture, "reason", "Có dữ liệu cá nhân");
  set (&fixture, "legal_basis", "Luật 91/2025/QH15");
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "reason"));
  g_assert_false (cb_record_gaps_block (fixture.gaps));
  gap = find_gap (&fixture, CB_RECORD_CLOSED, "notified");
  g_assert_nonnull (gap);
  g_assert_true (g_str_has_prefix (gap->clause, "Điều 13 khoản 1 điểm e"));
  end (&fixture);
}

static void
test_draft_may_be_empty (void)
{
  for (guint kind = 0; kind < CB_N_REGISTERS; kind++)
    {
      Fixture fixture = { 0 };

      begin (&fixture, (CbRegister)kind, "vn-58-ninh-thuan");
      g_assert_null (find_gap (&fixture, CB_RECORD_DRAFT, ""));
      g_assert_cmpuint (fixture.gaps->len, ==, 0);
      find_gap (&fixture, CB_RECORD_OPEN, "");
      g_assert_true (cb_record_gaps_block (fixture.gaps));
      end (&fixture);
    }
}

/* Notice for Tue 1 Dec 2026 is in time until Wed 18 Nov (see test-working-days.c). */
static void
test_notice (void)
{
  Fixture fixture = { 0 };
  const CbRecordGap *gap;
  const char *title;
  GDate due;

  begin (&fixture, CB_REGISTER_SUSPENSIONS, "vn-52-binh-dinh");
  set (&fixture, "effective", "2026-12-01");
  title = cb_form_get_due (fixture.form, fixture.record, fixture.holidays, &due);
  g_assert_cmpstr (title, ==, "Give notice by");
  g_assert_cmpuint (g_date_get_day (&due), ==, 18);
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "effective"));

  g_date_set_dmy (&fixture.today, 18, G_DATE_NOVEMBER, 2026);
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "effective"));
  set (&fixture, "notice", "2026-11-18");
  g_assert_null (find_gap (&fixture, CB_RECORD_CLOSED, "notice"));

  g_date_set_dmy (&fixture.today, 19, G_DATE_NOVEMBER, 2026);
  set (&fixture, "notice", "2026-11-19");
  gap = find_gap (&fixture, CB_RECORD_CLOSED, "notice");
  g_assert_nonnull (gap);
  g_assert_true (gap->blocks);
  g_assert_nonnull (strstr (gap->sentence, "Only 6 working days"));
  g_assert_nonnull (strstr (gap->sentence, "18/11/2026"));
  g_assert_true (g_str_has_prefix (gap->clause, "Điều 43"));

  set (&fixture, "notice", "");
  gap = find_gap (&fixture, CB_RECORD_OPEN, "effective");
  g_assert_nonnull (gap);
  g_assert_true (gap->blocks);
  end (&fixture);
}

/* What has begun is entered as it was: the lateness is said, and does not keep it out. */
static void
test_late_notice_of_the_past (void)
{
  Fixture fixture = { 0 };
  const CbRecordGap *gap;

  begin (&fixture, CB_REGISTER_SUSPENSIONS, "vn-52-binh-dinh");
  set (&fixture, "effective", "2026-11-13");
  set (&fixture, "notice", "2026-11-12");
  gap = find_gap (&fixture, CB_RECORD_CLOSED, "notice");
  g_assert_nonnull (gap);
  g_assert_false (gap->blocks);
  end (&fixture);
}

static void
test_values (void)
{
  Fixture fixture = { 0 };

  begin (&fixture, CB_REGISTER_FOCAL_POINTS, "vn-58-ninh-thuan");
  set (&fixture, "email", "an.nguyen at ninhthuan");
  set (&fixture, "phone", "0259");
  set (&fixture, "since", "31/02/2026");
  g_assert_true (find_gap (&fixture, CB_RECORD_DRAFT, "email")->blocks);
  g_assert_nonnull (find_gap (&fixture, CB_RECORD_DRAFT, "phone"));
  g_assert_nonnull (strstr (find_gap (&fixture, CB_RECORD_DRAFT, "since")->sentence, "31/02/2026"));
  set (&fixture, "email", "an.nguyen@ninhthuan.gov.vn");
  set (&fixture, "phone", "(0259) 3822 123");
  set (&fixture, "since", "2026-02-28");
  g_assert_null (find_gap (&fixture, CB_RECORD_DRAFT, "email"));
  g_assert_cmpuint (fixture.gaps->len, ==, 0);
  /* NT 18.3: the list is still to be approved; that is said and does not hold the record up. */
  g_assert_false (find_gap (&fixture, CB_RECORD_OPEN, "approved")->blocks);
  end (&fixture);
}

static void
test_order_and_future (void)
{
  Fixture fixture = { 0 };

  begin (&fixture, CB_REGISTER_FEEDBACK, "vn-26-vinh-phuc");
  set (&fixture, "received", "2026-11-12");
  set (&fixture, "answered", "2026-11-11");
  g_assert_nonnull (find_gap (&fixture, CB_RECORD_OPEN, "answered"));
  set (&fixture, "answered", "2026-11-12");
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "answered"));
  set (&fixture, "answered", "2026-11-17");
  g_assert_nonnull (find_gap (&fixture, CB_RECORD_OPEN, "answered"));
  /* A kind that the text does not list is none of its four. */
  set (&fixture, "kind", "khác");
  g_assert_nonnull (find_gap (&fixture, CB_RECORD_OPEN, "kind"));
  end (&fixture);
}

/* NT 10.1: a declared service is appraised only with a day. */
static void
test_service (void)
{
  Fixture fixture = { 0 };
  const CbRecordGap *gap;

  begin (&fixture, CB_REGISTER_SERVICES, "vn-58-ninh-thuan");
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "appraised"));
  gap = find_gap (&fixture, CB_RECORD_APPRAISED, "appraised");
  g_assert_true (gap->blocks);
  g_assert_true (g_str_has_prefix (gap->clause, "Điều 10 khoản 1"));
  g_assert_false (find_gap (&fixture, CB_RECORD_APPRAISED, "posted")->blocks);
  end (&fixture);
}

static void
add_receipt (GPtrArray *receipts, const char *dataset, const char *title, int hour)
{
  CbReceipt *receipt = cb_receipt_new ();
  g_autoptr (GDateTime) time = g_date_time_new_utc (2026, 11, 5, hour, 20, 0);

  receipt->job_id = g_strdup_printf ("job-%d", hour);
  receipt->dataset_id = g_strdup (dataset);
  receipt->title = g_strdup (title);
  receipt->url = g_strdup_printf ("https://cong.vn/dataset/%d", hour);
  receipt->published_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  g_ptr_array_add (receipts, receipt);
}

/* What a correction names is there: the version by its label in either language, its address or its
 * job; what was published without the program by an address. */
static void
test_names (void)
{
  static const struct
  {
    const char *field;
    const char *value;
    gboolean good;
    gboolean blocks;
  } cases[] = {
    { "receipt", "Giá nước (15:20, 05/11/2026)", TRUE, FALSE },
    { "receipt", "Giá nước (15:20 ngày 05/11/2026)", TRUE, FALSE },
    { "receipt", "https://cong.vn/dataset/8", TRUE, FALSE },
    { "receipt", "job-8", TRUE, FALSE },
    { "receipt", "https://cong-cu.vn/tap/17", TRUE, FALSE },
    { "receipt", "Giá nước (15:21, 05/11/2026)", FALSE, TRUE },
    { "receipt", "Giá nước", FALSE, TRUE },
    { "new_receipt", "Giá nước (17:20, 05/11/2026)", TRUE, FALSE },
    { "new_receipt", "Giá nước (15:20, 05/11/2026)", FALSE, TRUE },
    { "new_receipt", "Giá điện (16:20, 05/11/2026)", FALSE, TRUE },
    { "feedback", "PH 2026-3", FALSE, TRUE },
    { "dataset", "Giá nước", TRUE, FALSE },
    { "dataset", "Giá gạo", FALSE, FALSE },
  };
  g_autoptr (GPtrArray) receipts = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_receipt_free);
  g_autoptr (GPtrArray) records = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_free);
  g_autoptr (GTimeZone) zone = g_time_zone_new_offset (7 * 3600);
  g_autoptr (CbRecordNames) names = NULL;
  g_autofree char *number = NULL;
  Fixture fixture = { 0 };

  add_receipt (receipts, "d", "Giá nước", 8);
  add_receipt (receipts, "e", "Giá điện", 9);
  add_receipt (receipts, "d", "Giá nước", 10);
  g_ptr_array_add (records, cb_record_new (CB_REGISTER_FEEDBACK));
  names = cb_record_names_new (receipts, records, zone);
  begin (&fixture, CB_REGISTER_CORRECTIONS, "vn-52-binh-dinh");
  set (&fixture, "receipt", "job-8");
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) gaps
          = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_gap_free);
      g_autofree char *before = g_strdup (cb_record_get (fixture.record, cases[i].field));
      const CbRecordGap *gap;

      set (&fixture, cases[i].field, cases[i].value);
      cb_record_check_names (fixture.form, fixture.record, names, gaps);
      gap = cb_record_gaps_find (gaps, cases[i].field);
      g_test_message ("%s: %s", cases[i].field, cases[i].value);
      g_assert_true ((gap == NULL) == cases[i].good);
      g_assert_true (cb_record_gaps_block (gaps) == cases[i].blocks);
      set (&fixture, cases[i].field, before);
    }
  number = cb_record_dup_number (g_ptr_array_index (records, 0));
  set (&fixture, "feedback", number);
  g_clear_pointer (&fixture.gaps, g_ptr_array_unref);
  fixture.gaps = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_gap_free);
  cb_record_check_names (fixture.form, fixture.record, names, fixture.gaps);
  g_assert_null (cb_record_gaps_find (fixture.gaps, "feedback"));
  end (&fixture);
}

static GBytes *
write_letter (Fixture *fixture, const char *what)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();
  g_autoptr (CbDocument) letter = NULL;
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  set (fixture, "what", what);
  g_ptr_array_add (records, fixture->record);
  letter = cb_proposal_letter_new (
      fixture->form, records, &(CbProposalLetter){ .agency = "Sở Y tế", .date = &fixture->today });
  bytes = cb_document_to_docx (letter, &error);
  g_assert_no_error (error);
  return bytes;
}

/* A blank that a hand left at the end of a line is no change, and takes none of it out. */
static void
test_blanks_at_the_end (void)
{
  Fixture fixture = { 0 };
  g_autoptr (GBytes) clean = NULL;
  g_autoptr (GBytes) blank = NULL;

  begin (&fixture, CB_REGISTER_PROPOSALS, "vn-52-binh-dinh");
  set (&fixture, "change", cb_proposal_words[CB_PROPOSAL_EDIT]);
  set (&fixture, "now", "Tên: Nhà thuốc\nTần suất cập nhật: Hàng tháng");
  set (&fixture, "what", "Tên: Nhà thuốc \nTần suất cập nhật: Hàng tháng");
  g_assert_nonnull (find_gap (&fixture, CB_RECORD_OPEN, "what"));
  set (&fixture, "what", "Tên: Nhà thuốc \nTần suất cập nhật: Hàng quý");
  g_assert_null (find_gap (&fixture, CB_RECORD_OPEN, "what"));
  clean = write_letter (&fixture, "Tên: Nhà thuốc\nTần suất cập nhật: Hàng quý");
  blank = write_letter (&fixture, "Tên: Nhà thuốc \t\nTần suất cập nhật: Hàng quý");
  g_assert_true (g_bytes_equal (clean, blank));
  end (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/record-check/refusal/reason-and-who-was-told", test_refusal);
  g_test_add_func ("/record-check/draft/may-be-empty", test_draft_may_be_empty);
  g_test_add_func ("/record-check/suspension/notice", test_notice);
  g_test_add_func ("/record-check/suspension/late-notice-of-the-past",
                   test_late_notice_of_the_past);
  g_test_add_func ("/record-check/values", test_values);
  g_test_add_func ("/record-check/order-and-future", test_order_and_future);
  g_test_add_func ("/record-check/correction/names-what-is-there", test_names);
  g_test_add_func ("/record-check/service/appraised", test_service);
  g_test_add_func ("/record-check/proposal/blanks-at-the-end", test_blanks_at_the_end);
  return g_test_run ();
}
