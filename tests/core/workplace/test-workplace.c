/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-error.h"
#include "core/model/cb-finding-steps.h"
#include "core/workplace/cb-workplace-due.h"
#include "test-system.h"

/* The whole way of a dataset through the trusted part: real engine, real store, practice portal. */

typedef struct
{
  char *root;
  CbClock *clock;
  CbWorkplace *workplace;
} Fixture;

static CbWorkplace *
open_workplace (Fixture *fixture, GError **error)
{
  CbWorkplaceOptions options
      = { .mode = CB_MODE_PRACTICE, .root = fixture->root, .clock = fixture->clock };

  return cb_workplace_open (&options, error);
}

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");
  g_autoptr (GError) error = NULL;

  cb_reader_set_engine_path (engine);
  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  fixture->root = g_dir_make_tmp ("congbo-test-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->clock = cb_clock_new_system ();
  fixture->workplace = open_workplace (fixture, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  cb_workplace_close (fixture->workplace);
  g_clear_object (&fixture->workplace);
  g_clear_object (&fixture->clock);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
}

static GFile *
open_sample (const char *name)
{
  g_autofree char *relative = g_build_filename ("samples", name, NULL);
  g_autofree char *path = cb_workplace_dup_data_path (relative);

  return g_file_new_for_path (path);
}

static char *
import_catalog (Fixture *fixture)
{
  g_autoptr (GFile) catalog = open_sample ("danh-muc.csv");
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;
  guint count
      = cb_workplace_import_catalog (fixture->workplace, catalog, "1/QĐ", NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (count, >, 5);
  items = cb_workplace_list_catalog (fixture->workplace, "CO SO kham", &error);
  g_assert_cmpuint (items->len, >, 0);
  return g_strdup (((CbCatalogItem *)g_ptr_array_index (items, 0))->code);
}

/* A dataset with the sample in it, mended and described, every warning waived: what a preparer
 * sends to review. */
static char *
prepare_sample (Fixture *fixture)
{
  g_autoptr (GFile) file = open_sample ("co-so-y-te-tcvn3.csv");
  g_autofree char *item = import_catalog (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, item, "2026-10", &error);
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  JsonArray *keywords = json_array_new ();

  g_assert_no_error (error);
  json_object_set_string_member (dataset->metadata, "title", "Cơ sở y tế tháng 10/2026");
  json_object_set_string_member (dataset->metadata, "notes", "Danh sách lập để tập dùng.");
  json_array_add_string_element (keywords, "y tế");
  json_object_set_array_member (dataset->metadata, "keywords", keywords);
  cb_workplace_set_metadata (fixture->workplace, dataset->id, dataset->metadata, &error);
  g_assert_no_error (error);
  taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL, file, NULL, NULL, NULL,
                                &error);
  g_assert_no_error (error);
  findings = cb_workplace_check (fixture->workplace, dataset->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      g_auto (GStrv) steps = cb_finding_dup_steps (g_ptr_array_index (findings, i));

      if (steps[0] != NULL && cb_finding_step_is_lossless (steps[0]))
        cb_workplace_mend (fixture->workplace, dataset->id, taken->id, steps[0], NULL, NULL, NULL,
                           NULL, &error);
      g_assert_no_error (error);
    }
  g_clear_pointer (&findings, g_ptr_array_unref);
  findings = cb_workplace_check (fixture->workplace, dataset->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);

      if (finding->severity == CB_SEVERITY_WARNING)
        cb_workplace_waive (fixture->workplace, dataset->id, key, "Lan", "đường dây nóng", &error);
      g_assert_no_error (error);
    }

  return g_strdup (dataset->id);
}

static void
approve_sample (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbApproval) approval = NULL;

  cb_workplace_request_review (fixture->workplace, id, "Lan", &error);
  g_assert_no_error (error);
  approval = cb_workplace_approve (fixture->workplace, id, "Minh", &error);
  g_assert_no_error (error);
}

static void
publish (Fixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbJob) job = cb_workplace_enqueue (fixture->workplace, id, 0, &error);

  g_assert_no_error (error);
  cb_workplace_run_queue_once (fixture->workplace, NULL, &error);
  g_assert_no_error (error);
}

static void
test_whole_way (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;
  const CbReceipt *receipt;
  gint64 rows = 0;

  approve_sample (fixture, id);
  publish (fixture, id);
  receipts = cb_workplace_list_receipts (fixture->workplace, &error);
  g_assert_cmpuint (receipts->len, ==, 1);
  receipt = g_ptr_array_index (receipts, 0);
  g_assert_cmpstr (receipt->prepared_by, ==, "Lan");
  g_assert_cmpstr (receipt->approved_by, ==, "Minh");
  g_assert_nonnull (strstr (receipt->url, "/dataset/"));
  dataset = cb_workplace_get_dataset (fixture->workplace, id, &error);
  g_assert_cmpint ((int)dataset->state, ==, (int)CB_DATASET_PUBLISHED);
  g_assert_nonnull (dataset->remote_id);
  g_assert_true (cb_workplace_recheck (fixture->workplace, receipt->job_id, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (cb_workplace_verify_journal (fixture->workplace, &rows, &error));
  g_assert_cmpint (rows, >, 5);
}

static void
test_replace_published (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) before = NULL;
  g_autoptr (CbDataset) after = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  const char *file_id;

  approve_sample (fixture, id);
  publish (fixture, id);
  before = cb_workplace_get_dataset (fixture->workplace, id, &error);
  file_id = ((CbDatasetFile *)g_ptr_array_index (before->files, 0))->id;
  cb_workplace_mend (fixture->workplace, id, file_id, "{\"step\":\"line-ends\"}", NULL, NULL, NULL,
                     NULL, &error);
  g_assert_no_error (error);
  json_object_set_string_member (before->metadata, "notes", "Đã đính chính.");
  cb_workplace_set_metadata (fixture->workplace, id, before->metadata, &error);
  g_assert_no_error (error);
  after = cb_workplace_get_dataset (fixture->workplace, id, &error);
  g_assert_cmpint ((int)after->state, ==, (int)CB_DATASET_PREPARING);

  g_clear_pointer (&receipts, g_ptr_array_unref);
  receipts = cb_workplace_check (fixture->workplace, id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&receipts, g_ptr_array_unref);
  approve_sample (fixture, id);
  publish (fixture, id);
  receipts = cb_workplace_list_receipts (fixture->workplace, &error);
  g_assert_cmpuint (receipts->len, ==, 2);
  g_assert_cmpstr (((CbReceipt *)g_ptr_array_index (receipts, 0))->remote_id, ==,
                   ((CbReceipt *)g_ptr_array_index (receipts, 1))->remote_id);
}

static void
test_change_voids (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbJob) job = NULL;

  approve_sample (fixture, id);
  dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  cb_workplace_set_metadata (fixture->workplace, id, dataset->metadata, &error);
  g_assert_no_error (error);
  g_clear_pointer (&dataset, cb_dataset_free);
  dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  g_assert_cmpint ((int)dataset->state, ==, (int)CB_DATASET_APPROVED);

  json_object_set_string_member (dataset->metadata, "title", "Khác");
  cb_workplace_set_metadata (fixture->workplace, id, dataset->metadata, &error);
  g_assert_no_error (error);
  job = cb_workplace_enqueue (fixture->workplace, id, 0, &error);
  g_assert_null (job);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_APPROVED);
}

static void
test_queue_needs_approval (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) same = NULL;
  g_autoptr (CbJob) job = cb_workplace_enqueue (fixture->workplace, id, 0, &error);
  g_autoptr (CbApproval) approval = NULL;

  g_assert_null (job);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_APPROVED);
  g_assert_true (cb_workplace_request_review (fixture->workplace, id, "Lan", NULL));
  approval = cb_workplace_approve (fixture->workplace, id, "LAN ", &same);
  g_assert_null (approval);
  g_assert_error (same, CB_ERROR, CB_ERROR_SAME_PERSON);
}

static void
test_double_click (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbJob) first = NULL;
  g_autoptr (CbJob) second = NULL;
  g_autoptr (GPtrArray) jobs = NULL;

  approve_sample (fixture, id);
  first = cb_workplace_enqueue (fixture->workplace, id, 0, NULL);
  second = cb_workplace_enqueue (fixture->workplace, id, 0, &error);
  g_assert_nonnull (first);
  g_assert_null (second);
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  jobs = cb_workplace_list_jobs (fixture->workplace, NULL);
  g_assert_cmpuint (jobs->len, ==, 1);
}

static void
test_second_copy (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbWorkplace) second = open_workplace (fixture, &error);

  g_assert_null (second);
  g_assert_error (error, CB_ERROR, CB_ERROR_RUNNING);
}

static gboolean
remove_account_cb (const char *name, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GPtrArray) accounts = NULL;
  g_autoptr (GError) error = NULL;

  if (!g_str_equal (name, "workplace.probed"))
    return FALSE;
  accounts = cb_workplace_list_accounts (fixture->workplace, NULL);
  cb_workplace_remove_account (fixture->workplace, ((CbAccount *)accounts->pdata[0])->id, NULL,
                               &error);
  g_assert_no_error (error);
  return FALSE;
}

/* Asking the portal takes a while; who removes the account meanwhile does not find it again. */
static void
test_removed_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GPtrArray) before = cb_workplace_list_accounts (fixture->workplace, NULL);
  const CbAccount *account = g_ptr_array_index (before, 0);
  g_autoptr (GPtrArray) after = NULL;
  g_autoptr (CbAccount) tested = NULL;
  g_autoptr (GError) error = NULL;

  tested = cb_workplace_test_account (fixture->workplace, account->id, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (tested->user, ==, account->user);

  cb_failpoint_set (remove_account_cb, fixture);
  g_assert_null (cb_workplace_test_account (fixture->workplace, account->id, NULL, &error));
  cb_failpoint_set (NULL, NULL);
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  after = cb_workplace_list_accounts (fixture->workplace, NULL);
  g_assert_cmpuint (after->len, ==, before->len - 1);
}

/* Beside the copy that holds the lock, for those who only want to read. */
static void
test_look (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  CbWorkplaceOptions options
      = { .mode = CB_MODE_PRACTICE, .root = fixture->root, .clock = fixture->clock, .looks = TRUE };
  g_autoptr (CbWorkplace) looking = NULL;
  g_autoptr (CbJob) job = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;

  approve_sample (fixture, id);
  job = cb_workplace_enqueue (fixture->workplace, id, 0, &error);
  g_assert_no_error (error);
  looking = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  jobs = cb_workplace_list_jobs (looking, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (jobs->len, ==, 1);
  items = cb_workplace_list_catalog (looking, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (items->len, >, 0);
  due = cb_workplace_list_due (looking, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (due->len, >, 0);

  /* It looks; it does not touch. */
  g_assert_false (cb_workplace_pause_job (looking, job->id, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_READ_ONLY);
  g_clear_error (&error);
  cb_workplace_close (looking);

  /* What it saw is still there, and the first copy goes on writing. */
  g_assert_true (cb_workplace_pause_job (fixture->workplace, job->id, &error));
}

static void
test_reopen (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbJob) job = NULL;
  g_autoptr (GPtrArray) receipts = NULL;

  approve_sample (fixture, id);
  job = cb_workplace_enqueue (fixture->workplace, id, 0, &error);
  g_assert_no_error (error);
  cb_workplace_close (fixture->workplace);
  g_clear_object (&fixture->workplace);
  fixture->workplace = open_workplace (fixture, &error);
  g_assert_no_error (error);
  cb_workplace_run_queue_once (fixture->workplace, NULL, &error);
  g_assert_no_error (error);
  receipts = cb_workplace_list_receipts (fixture->workplace, &error);
  g_assert_cmpuint (receipts->len, ==, 1);
}

static void
test_intake_refuses (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  g_autofree char *empty_path = g_build_filename (fixture->root, "empty.csv", NULL);
  const struct
  {
    const char *path;
    CbError code;
  } cases[] = {
    { fixture->root, CB_ERROR_NOT_A_FILE },
    { "/dev/zero", CB_ERROR_NOT_A_FILE },
    { "/nowhere/at/all.csv", CB_ERROR_NOT_FOUND },
    { empty_path, CB_ERROR_EMPTY_FILE },
  };

  g_file_set_contents (empty_path, "", 0, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (cases[i].path);
      g_autoptr (GError) refused = NULL;
      g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL,
                                                              file, NULL, NULL, NULL, &refused);

      g_assert_null (taken);
      g_assert_error (refused, CB_ERROR, (int)cases[i].code);
    }
}

/* A page of HTML under the name .xls, as portals write them: by content, and its table is read. */
static void
test_intake_page (Fixture *fixture, gconstpointer unused)
{
  static const char page[] = "<meta charset=utf-8><table><tr><th>Mã<th>Tên"
                             "<tr><td>01<td>Trạm Yên Lạc<tr><td>02<td>Trạm Tam Hồng</table>";
  g_autofree char *path = g_build_filename (fixture->root, "a.xls", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *item = import_catalog (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, item, "2026-10", &error);
  g_autoptr (CbDatasetFile) taken = NULL;

  g_assert_no_error (error);
  g_assert_true (g_file_set_contents (path, page, -1, NULL));
  taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL, file, NULL, NULL, NULL,
                                &error);
  g_assert_no_error (error);
  g_assert_cmpstr (taken->format, ==, "html");
  g_assert_cmpstr (taken->media_type, ==, "text/html");
}

/* A month of one form: @titles rows of titles, @rows rows. */
static CbDatasetFile *
take_in_month (Fixture *fixture, const char *dataset, guint titles, const char *header, guint rows)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = g_build_filename (fixture->root, "thang.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  CbDatasetFile *taken;

  for (guint i = 0; i < titles; i++)
    g_string_append_printf (text, "Dòng tiêu đề %u,,,\n", i + 1);
  g_string_append (text, header);
  for (guint i = 0; i < rows; i++)
    g_string_append_printf (text, "%u,Trạm %c,%u,09%08u,\n", i + 1, 'A' + (int)(i % 26), i % 7 + 1,
                            12345678 + i * 7);
  g_string_append (text, ",Tổng cộng,99,,\n");
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  taken = cb_workplace_take_in (fixture->workplace, dataset, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  return taken;
}

static char *
dup_bytes (Fixture *fixture, const char *dataset_id, const char *file_id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader
      = cb_workplace_open_reader (fixture->workplace, dataset_id, file_id, NULL, &error);
  g_autoptr (CbRows) rows = NULL;
  GString *text = g_string_new (NULL);

  g_assert_no_error (error);
  g_string_append_printf (text, "%u\n", cb_reader_get_info (reader)->header_row);
  for (GStrv name = cb_reader_get_info (reader)->columns; *name != NULL; name++)
    g_string_append_printf (text, "%s|", *name);
  rows = cb_reader_read_rows (reader, 0, 3, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < rows->cells->len; i++)
    {
      g_autofree char *line = g_strjoinv ("|", g_ptr_array_index (rows->cells, i));

      g_string_append_printf (text, "\n%s", line);
    }
  cb_reader_close (reader);

  return g_string_free (text, FALSE);
}

/* What would be done is said, is offered while nothing was said of the file, and nothing is done.
 */
static void
assert_preview (Fixture *fixture, const char *dataset_id, const char *file_id, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) before = cb_workplace_get_dataset (fixture->workplace, dataset_id, &error);
  g_autofree char *offered = cb_workplace_dup_repeatable (fixture->workplace, before, file_id);
  g_autofree char *bytes = dup_bytes (fixture, dataset_id, file_id);
  g_autofree char *steps = NULL, *added = NULL, *missing = NULL, *left_out = NULL;
  g_autofree char *after = NULL, *said = NULL;
  g_autoptr (CbRepeat) seen = NULL;

  cb_workplace_preview_repeat (fixture->workplace, dataset_id, file_id, &seen, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (offered, ==, seen->period);
  steps = g_strjoinv ("|", seen->steps);
  added = g_strjoinv ("|", seen->added);
  missing = g_strjoinv ("|", seen->missing);
  left_out = g_strjoinv ("|", seen->left_out);
  after = dup_bytes (fixture, dataset_id, file_id);
  said = g_strdup_printf ("%s, %" G_GUINT64_FORMAT " → %" G_GUINT64_FORMAT ": %s|%s|%s|%s %s",
                          seen->period, seen->rows_before, seen->rows, steps, added, missing,
                          left_out, g_str_equal (bytes, after) ? "unchanged" : "changed");
  g_assert_cmpstr (said, ==, expected);
}

/* What was done to a form in one month is done to it in the next, in which it has other titles,
 * other rows and a column more. */
static void
test_repeat (Fixture *fixture, gconstpointer unused)
{
  static const char header[] = "STT,Tên,Số,Điện thoại,Ghi chú\n";
  static const char wider[] = "STT,Mã,Tên,Điện thoại,Ghi chú\n";
  g_autofree char *item = import_catalog (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) october
      = cb_workplace_create_dataset (fixture->workplace, item, "2026-10", &error);
  g_autoptr (CbDataset) november
      = cb_workplace_create_dataset (fixture->workplace, item, "2026-11", &error);
  g_autoptr (CbDataset) december
      = cb_workplace_create_dataset (fixture->workplace, item, "2026-12", &error);
  g_autoptr (CbDatasetFile) first = take_in_month (fixture, october->id, 1, header, 20);
  g_autoptr (CbDatasetFile) second = take_in_month (fixture, november->id, 4, header, 33);
  g_autoptr (CbDatasetFile) third = take_in_month (fixture, december->id, 2, wider, 5);
  g_autoptr (CbRepeat) repeat = NULL;
  g_autoptr (CbRepeat) again = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *left_out = NULL;
  g_autofree char *old = NULL;
  g_autoptr (CbDataset) now = NULL;

  g_assert_false (
      cb_workplace_repeat (fixture->workplace, november->id, second->id, &repeat, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  cb_workplace_change_layout (fixture->workplace, october->id, first->id, CB_LAYOUT_HEADER_ROW, 1,
                              -1, &old, &error);
  g_assert_no_error (error);
  cb_workplace_mend (fixture->workplace, october->id, first->id,
                     "{\"step\":\"layout\",\"header-row\":2,\"first-column\":1}", NULL, NULL, NULL,
                     NULL, &error);
  g_assert_no_error (error);
  cb_workplace_mend (fixture->workplace, october->id, first->id,
                     "{\"step\":\"drop-column\",\"column\":\"Số\",\"index\":2}", NULL, NULL, NULL,
                     NULL, &error);
  g_assert_no_error (error);
  cb_workplace_mend (fixture->workplace, october->id, first->id,
                     "{\"step\":\"drop-column\",\"column\":\"Điện thoại\",\"index\":3}", NULL, NULL,
                     NULL, NULL, &error);
  g_assert_no_error (error);

  assert_preview (
      fixture, november->id, second->id,
      "2026-10, 20 → 33: Make a clean table|Drop this column: Số|Drop this column: Điện "
      "thoại||| unchanged");
  g_assert_true (
      cb_workplace_repeat (fixture->workplace, november->id, second->id, &repeat, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (repeat->period, ==, "2026-10");
  g_assert_cmpuint (repeat->n_steps, ==, 3);
  g_assert_cmpuint (g_strv_length (repeat->added) + g_strv_length (repeat->missing), ==, 0);
  bytes = dup_bytes (fixture, november->id, second->id);
  /* Read otherwise by hand, it is still the header with those names. */
  g_assert_true (cb_workplace_set_reading (
      fixture->workplace, november->id, second->id,
      &(CbReadOptions){ .header_row = -1, .sheet = -1, .delimiter = "," }, &error));
  g_assert_no_error (error);
  now = cb_workplace_get_dataset (fixture->workplace, november->id, &error);
  g_assert_nonnull (
      strstr (((CbDatasetFile *)g_ptr_array_index (now->files, 0))->options, "\"names\":"));
  g_assert_cmpstr (bytes, ==, "1\nTên|Ghi chú|\nTrạm A|\nTrạm B|\nTrạm C|");
  g_assert_false (
      cb_workplace_repeat (fixture->workplace, november->id, second->id, &again, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_clear_error (&error);

  assert_preview (fixture, december->id, third->id,
                  "2026-11, 33 → 5: Make a clean table|Drop this column: Điện thoại|Mã|Số|Số "
                  "unchanged");
  g_assert_true (
      cb_workplace_repeat (fixture->workplace, december->id, third->id, &again, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (again->period, ==, "2026-11");
  g_assert_cmpuint (again->n_steps, ==, 2);
  g_assert_cmpstr (again->added[0], ==, "Mã");
  g_assert_cmpstr (again->missing[0], ==, "Số");
  left_out = g_strjoinv ("|", again->left_out);
  g_assert_cmpstr (left_out, ==, "Số");
}

static void
test_undo_mend (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (CbDataset) mended = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  g_autoptr (CbDataset) undone = NULL;
  g_autoptr (GError) error = NULL;
  CbDatasetFile *file = g_ptr_array_index (mended->files, 0);
  g_autofree char *step = NULL;
  g_autoptr (CbDataset) again = NULL;

  g_assert_nonnull (file->recipe);
  g_assert_cmpstr (file->sha256, !=, file->original_sha256);

  /* The step that was taken back gives the same bytes when it is done again. */
  g_assert_true (cb_workplace_undo_mend (fixture->workplace, id, file->id, &step, NULL, &error));
  g_assert_nonnull (step);
  g_assert_true (
      cb_workplace_mend (fixture->workplace, id, file->id, step, NULL, NULL, NULL, NULL, &error));
  again = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  g_assert_cmpstr (((CbDatasetFile *)g_ptr_array_index (again->files, 0))->sha256, ==,
                   file->sha256);

  while (cb_workplace_undo_mend (fixture->workplace, id, file->id, NULL, NULL, &error))
    continue;
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  undone = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  file = g_ptr_array_index (undone->files, 0);
  g_assert_cmpstr (file->sha256, ==, file->original_sha256);
  g_assert_null (file->recipe);
}

static gboolean
has_code (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((const CbFinding *)g_ptr_array_index (findings, i))->code, code))
      return TRUE;

  return FALSE;
}

/* What a person decides about columns is kept, checked against, and offered in the next period. */
static void
test_schema (Fixture *fixture, gconstpointer unused)
{
  static const char other[] = "{\"fields\":[{\"name\":\"Mã\",\"type\":\"date\"}]}";
  g_autofree char *id = prepare_sample (fixture);
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  const char *file_id = ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id;
  g_autoptr (CbDataset) next = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *last = NULL;
  gboolean is_kept = TRUE;

  found = cb_workplace_dup_schema (fixture->workplace, id, file_id, &is_kept, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (is_kept);
  g_assert_nonnull (strstr (found, "Số giường"));
  g_assert_false (cb_workplace_set_schema (fixture->workplace, id, file_id, "{}", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cb_workplace_set_schema (fixture->workplace, id, file_id, other, &error));
  kept = cb_workplace_dup_schema (fixture->workplace, id, file_id, &is_kept, NULL, &error);
  g_assert_true (is_kept);
  g_assert_nonnull (strstr (kept, "\"type\":\"date\""));
  findings = cb_workplace_check (fixture->workplace, id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (has_code (findings, "extra-label"));

  next = cb_workplace_create_dataset (fixture->workplace, dataset->item_code, "2026-11", &error);
  last = cb_workplace_dup_last_schema (fixture->workplace, next->id, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (last, ==, kept);
}

static void
test_blocker_cannot_be_waived (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = open_sample ("ho-kinh-doanh.csv");
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL,
                                                          file, NULL, NULL, NULL, &error);
  g_autoptr (GPtrArray) findings = NULL;
  guint blockers = 0;

  g_assert_no_error (error);
  findings = cb_workplace_check (fixture->workplace, dataset->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);
      g_autoptr (GError) refused = NULL;

      if (finding->severity != CB_SEVERITY_BLOCKER)
        continue;
      blockers++;
      g_assert_false (
          cb_workplace_waive (fixture->workplace, dataset->id, key, "Lan", "cần gấp", &refused));
      g_assert_error (refused, CB_ERROR, CB_ERROR_BLOCKED);
    }
  g_assert_cmpuint (blockers, >, 0);
  g_assert_false (cb_workplace_request_review (fixture->workplace, dataset->id, "Lan", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
}

/* What somebody does while a file is read: a progress callback is the middle of it. */
typedef struct
{
  CbWorkplace *workplace;
  const char *dataset_id;
  const char *file_id; /* (nullable) */
  gboolean reads_anew;
  gboolean done;
} Meanwhile;

static void
meanwhile_cb (guint64 bytes, guint64 total, gpointer user_data)
{
  Meanwhile *meanwhile = user_data;
  g_autoptr (CbDataset) dataset = NULL;
  const CbReadOptions options = { .encoding = "windows-1252", .header_row = -1, .sheet = -1 };
  g_autoptr (GError) error = NULL;

  if (meanwhile->done)
    return;
  meanwhile->done = TRUE;
  if (meanwhile->reads_anew)
    cb_workplace_set_reading (meanwhile->workplace, meanwhile->dataset_id, meanwhile->file_id,
                              &options, &error);
  else
    {
      dataset = cb_workplace_get_dataset (meanwhile->workplace, meanwhile->dataset_id, &error);
      g_assert_no_error (error);
      json_object_set_string_member (dataset->metadata, "notes", "Gõ trong lúc chờ.");
      cb_workplace_set_metadata (meanwhile->workplace, meanwhile->dataset_id, dataset->metadata,
                                 &error);
    }
  g_assert_no_error (error);
}

static void
assert_typed (Fixture *fixture, const char *id)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);

  g_assert_cmpstr (json_object_get_string_member (dataset->metadata, "notes"), ==,
                   "Gõ trong lúc chờ.");
}

/* Large enough that an engine says how far it is before it is done. */
static GFile *
write_long_file (Fixture *fixture)
{
  g_autoptr (GString) text = g_string_new ("ma,ten\r\n");
  g_autofree char *path = g_build_filename (fixture->root, "dai.csv", NULL);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 400000; i++)
    g_string_append_printf (text, "M%06u,Co so %u\r\n", i, i);
  g_file_set_contents (path, text->str, (gssize)text->len, &error);
  g_assert_no_error (error);
  return g_file_new_for_path (path);
}

static void
test_typed_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = write_long_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  Meanwhile taking = { fixture->workplace, dataset->id, NULL, FALSE, FALSE };
  Meanwhile mending = { fixture->workplace, dataset->id, NULL, FALSE, FALSE };
  g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (
      fixture->workplace, dataset->id, NULL, file, meanwhile_cb, &taking, NULL, &error);
  g_autoptr (CbDataset) after = NULL;

  g_assert_no_error (error);
  g_assert_true (taking.done);
  assert_typed (fixture, dataset->id);

  json_object_set_string_member (dataset->metadata, "notes", "");
  g_assert_true (
      cb_workplace_set_metadata (fixture->workplace, dataset->id, dataset->metadata, NULL));
  cb_workplace_mend (fixture->workplace, dataset->id, taken->id, "{\"step\":\"line-ends\"}", NULL,
                     meanwhile_cb, &mending, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (mending.done);
  assert_typed (fixture, dataset->id);
  after = cb_workplace_get_dataset (fixture->workplace, dataset->id, NULL);
  g_assert_nonnull (((CbDatasetFile *)g_ptr_array_index (after->files, 0))->recipe);
}

static void
test_read_anew_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = write_long_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) refused = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL,
                                                          file, NULL, NULL, NULL, &error);
  Meanwhile checking = { fixture->workplace, dataset->id, taken->id, TRUE, FALSE };
  g_autoptr (GPtrArray) found
      = cb_workplace_check (fixture->workplace, dataset->id, meanwhile_cb, &checking, NULL, &error);
  g_autoptr (GPtrArray) listed = NULL;
  gboolean current = TRUE;

  g_assert_no_error (error);
  g_assert_true (checking.done);
  listed = cb_workplace_list_findings (fixture->workplace, dataset->id, &current, &error);
  g_assert_no_error (error);
  g_assert_false (current);
  g_assert_false (cb_workplace_request_review (fixture->workplace, dataset->id, "Lan", &refused));
  g_assert_error (refused, CB_ERROR, CB_ERROR_BLOCKED);
}

static void
close_cb (guint64 bytes, guint64 total, gpointer user_data)
{
  cb_workplace_close (user_data);
}

/* The window goes while one of its threads checks a file: that thread is told, and nothing falls.
 */
static void
test_closed_meanwhile (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = write_long_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) later = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL,
                                                          file, NULL, NULL, NULL, &error);
  g_autoptr (GPtrArray) found = NULL;

  g_assert_no_error (error);
  found = cb_workplace_check (fixture->workplace, dataset->id, close_cb, fixture->workplace, NULL,
                              &error);
  g_assert_null (found);
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_assert_null (cb_workplace_list_jobs (fixture->workplace, &later));
  g_assert_error (later, CB_ERROR, CB_ERROR_WRONG_STATE);
}

/* The failpoint "vault.copied": the bytes are safe, what they are has not been asked yet. */
static gboolean
cancel_at_copied (const char *name, gpointer user_data)
{
  if (strcmp (name, "vault.copied") == 0)
    g_cancellable_cancel (user_data);
  return FALSE;
}

/* Broken off while the program asks what the file is: nothing is added, least of all a file that
 * is called "binary" because nobody looked.
 */
static void
test_take_in_cancelled (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = write_long_file (fixture);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (CbDataset) after = NULL;

  g_assert_no_error (error);
  cb_failpoint_set (cancel_at_copied, cancellable);
  taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL, file, NULL, NULL,
                                cancellable, &cancelled);
  cb_failpoint_set (NULL, NULL);
  g_assert_null (taken);
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  after = cb_workplace_get_dataset (fixture->workplace, dataset->id, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (after->files->len, ==, 0);
}

/* Windows may refuse to start a program for a moment. What the file is, the check finds. */
static void
test_take_in_without_engine (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");
  g_autoptr (GFile) file = write_long_file (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, NULL, &error);
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (CbDataset) after = NULL;
  const CbDatasetFile *known;

  cb_reader_set_engine_path ("/nonexistent");
  taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL, file, NULL, NULL, NULL,
                                &error);
  cb_reader_set_engine_path (engine);
  g_assert_no_error (error);
  found = cb_workplace_check (fixture->workplace, dataset->id, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  after = cb_workplace_get_dataset (fixture->workplace, dataset->id, &error);
  known = g_ptr_array_index (after->files, 0);
  g_assert_cmpstr (known->format, ==, "csv");
  g_assert_cmpstr (known->media_type, ==, "text/csv");
  g_assert_cmpstr (known->encoding, ==, "utf-8");
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("/workplace/way/from-office-file-to-receipt", test_whole_way);
  ADD ("/workplace/way/correction-goes-to-the-same-dataset", test_replace_published);
  ADD ("/workplace/approval/any-change-voids-it", test_change_voids);
  ADD ("/workplace/queue/takes-only-what-is-approved", test_queue_needs_approval);
  ADD ("/workplace/queue/double-click-is-one-item", test_double_click);
  ADD ("/workplace/open/second-copy-is-refused", test_second_copy);
  ADD ("/workplace/open/goes-on-after-closing", test_reopen);
  ADD ("/workplace/intake/refuses-what-is-no-file", test_intake_refuses);
  ADD ("/workplace/intake/page-of-html", test_intake_page);
  ADD ("/workplace/repeat/next-months", test_repeat);
  ADD ("/workplace/mend/undo-leads-back-to-the-original", test_undo_mend);
  ADD ("/workplace/schema/kept-checked-and-offered-again", test_schema);
  ADD ("/workplace/waive/blockers-cannot-be-waived", test_blocker_cannot_be_waived);
  ADD ("/workplace/meanwhile/typed-words-are-kept", test_typed_meanwhile);
  ADD ("/workplace/meanwhile/findings-of-another-reading-are-not", test_read_anew_meanwhile);
  ADD ("/workplace/second-copy/may-look", test_look);
  ADD ("/workplace/meanwhile/removed-account-stays-removed", test_removed_meanwhile);
  ADD ("/workplace/meanwhile/closed", test_closed_meanwhile);
  ADD ("/workplace/intake/broken-off", test_take_in_cancelled);
  ADD ("/workplace/intake/without-engine", test_take_in_without_engine);

  return g_test_run ();
}
