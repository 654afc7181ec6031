/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-statement.h"
#include "store-fixture.h"
#include "test-system.h"

#define RULES "rules-1"

typedef struct
{
  char *root;
  CbStore *store;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->root = fixture_new_root ();
  fixture->store = fixture_open (fixture->root);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->store);
  test_folder_remove (fixture->root);
  g_free (fixture->root);
}

static void
reopen (Fixture *fixture)
{
  g_clear_object (&fixture->store);
  fixture->store = fixture_open (fixture->root);
}

static void
test_settings (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_null (cb_store_dup_setting (fixture->store, "agency", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (cb_store_set_setting (fixture->store, "agency", "Sở X", &error));
  g_assert_true (cb_store_set_setting (fixture->store, "agency", "Sở Y tế", &error));
  reopen (fixture);
  value = cb_store_dup_setting (fixture->store, "agency", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, "Sở Y tế");
  g_assert_true (cb_store_set_setting (fixture->store, "agency", NULL, &error));
  g_assert_null (cb_store_dup_setting (fixture->store, "agency", NULL));
}

static CbCatalogItem *
new_item (const char *code, const char *title)
{
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup (code);
  item->title = g_strdup (title);
  item->frequency = CB_FREQUENCY_QUARTERLY;
  item->frequency_text = g_strdup ("Hằng quý");
  item->source_row = 4;
  return item;
}

static void
test_catalog_versions (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GPtrArray) first = NULL;
  g_autoptr (GPtrArray) current = NULL;
  g_autoptr (CbCatalogItem) item = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (items, new_item ("A", "Một"));
  g_ptr_array_add (items, new_item ("B", "Hai"));
  g_assert_cmpuint (cb_store_add_catalog (fixture->store, "QĐ 1", items, &error), ==, 1);
  g_ptr_array_set_size (items, 1);
  g_assert_cmpuint (cb_store_add_catalog (fixture->store, "QĐ 2", items, &error), ==, 2);
  g_assert_no_error (error);

  versions = cb_store_list_catalog_versions (fixture->store, &error);
  g_assert_cmpuint (versions->len, ==, 2);
  g_assert_cmpstr (((CbCatalogVersion *)g_ptr_array_index (versions, 0))->decision, ==, "QĐ 2");
  g_assert_cmpuint (((CbCatalogVersion *)g_ptr_array_index (versions, 1))->items, ==, 2);
  current = cb_store_list_catalog (fixture->store, CB_CATALOG_CURRENT, &error);
  g_assert_cmpuint (current->len, ==, 1);
  first = cb_store_list_catalog (fixture->store, 1, &error);
  g_assert_cmpuint (first->len, ==, 2);
  item = cb_store_get_catalog_item (fixture->store, "A", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (item->title, ==, "Một");
  g_assert_cmpint (item->frequency, ==, CB_FREQUENCY_QUARTERLY);
  g_assert_cmpuint (item->source_row, ==, 4);
  g_assert_null (cb_store_get_catalog_item (fixture->store, "B", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static gint64
get_since (CbStore *store, const char *code)
{
  g_autoptr (GHashTable) since = cb_store_map_catalog_since (store, NULL);
  const gint64 *at_us = g_hash_table_lookup (since, code);

  return at_us != NULL ? *at_us : 0;
}

/* What is asked for at each look at what is due is found once for each state of the catalog, and
 * never taken from an earlier one. */
static void
test_catalog_since (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  g_autoptr (GHashTable) none = cb_store_map_catalog_since (fixture->store, NULL);
  g_autoptr (GHashTable) first = NULL;
  g_autoptr (GHashTable) again = NULL;
  gint64 start;

  g_assert_cmpuint (g_hash_table_size (none), ==, 0);
  g_ptr_array_add (items, new_item ("A", "Một"));
  cb_store_add_catalog (fixture->store, "QĐ 1", items, NULL);
  first = cb_store_map_catalog_since (fixture->store, NULL);
  again = cb_store_map_catalog_since (fixture->store, NULL);
  g_assert_true (first == again);
  start = get_since (fixture->store, "A");
  g_assert_cmpint (start, >, 0);

  cb_clock_advance (cb_store_get_clock (fixture->store), G_TIME_SPAN_DAY);
  g_ptr_array_add (items, new_item ("B", "Hai"));
  cb_store_add_catalog (fixture->store, "QĐ 2", items, NULL);
  g_assert_cmpint (get_since (fixture->store, "A"), ==, start);
  g_assert_cmpint (get_since (fixture->store, "B"), ==, start + G_TIME_SPAN_DAY);
  /* Whoever had it before still has what it was. */
  g_assert_cmpuint (g_hash_table_size (first), ==, 1);

  g_assert_true (cb_store_hold_catalog (fixture->store, 2, NULL));
  g_assert_cmpint (get_since (fixture->store, "B"), ==, 0);
  g_assert_cmpint (get_since (fixture->store, "A"), ==, start);
}

static void
test_catalog_all_or_nothing (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  g_autoptr (GPtrArray) versions = NULL;
  g_autoptr (GError) error = NULL;

  g_ptr_array_add (items, new_item ("A", "Một"));
  g_ptr_array_add (items, new_item ("A", "Hai"));
  g_assert_cmpuint (cb_store_add_catalog (fixture->store, "QĐ 1", items, &error), ==, 0);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  versions = cb_store_list_catalog_versions (fixture->store, NULL);
  g_assert_cmpuint (versions->len, ==, 0);
}

static void
test_dataset_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbDataset) dataset = fixture_new_dataset ("d1");
  g_autoptr (CbDataset) back = NULL;
  g_autofree char *digest = cb_dataset_dup_digest (dataset);
  g_autofree char *back_digest = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  reopen (fixture);
  back = cb_store_get_dataset (fixture->store, "d1", &error);
  g_assert_no_error (error);
  back_digest = cb_dataset_dup_digest (back);
  g_assert_cmpstr (back_digest, ==, digest);
  g_assert_cmpint (back->state, ==, CB_DATASET_IN_REVIEW);
  g_assert_cmpuint (back->files->len, ==, 1);
  g_assert_cmpstr (((CbDatasetFile *)g_ptr_array_index (back->files, 0))->recipe, ==, NULL);
  g_assert_cmpstr (back->remote_id, ==, NULL);

  g_ptr_array_set_size (back->files, 0);
  g_assert_true (cb_store_save_dataset (fixture->store, back, &error));
  all = cb_store_list_datasets (fixture->store, &error);
  g_assert_cmpuint (all->len, ==, 1);
  g_assert_cmpuint (((CbDataset *)g_ptr_array_index (all, 0))->files->len, ==, 0);
}

static void
check (CbStore *store, const CbDataset *dataset, const char *file_id, CbFinding *finding)
{
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  g_autofree char *digest = cb_dataset_dup_digest (dataset);
  const CbDatasetFile *file = cb_dataset_find_file (dataset, file_id);
  g_autoptr (GError) error = NULL;

  if (finding != NULL)
    g_ptr_array_add (findings, finding);
  g_assert_true (cb_store_replace_findings (
      store, dataset->id, file_id, file != NULL ? file->sha256 : digest, RULES, findings, &error));
  g_assert_no_error (error);
}

static CbFinding *
new_phone_finding (void)
{
  CbFinding *finding = cb_finding_new ("vn-personal-phone", CB_SEVERITY_WARNING);

  finding->row = CB_FINDING_NO_ROW;
  finding->column = 3;
  g_free (finding->column_name);
  finding->column_name = g_strdup ("Điện thoại");
  finding->count = 12;
  g_free (finding->sample);
  finding->sample = g_strdup ("09•••••123");
  finding->clause = g_strdup ("Điều 7");
  cb_finding_set_argument (finding, "share", "0.9");
  return finding;
}

static void
test_findings_come_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbDataset) dataset = fixture_new_dataset ("d1");
  g_autoptr (GPtrArray) findings = NULL;
  gboolean current = FALSE;
  g_autoptr (GError) error = NULL;
  const CbFinding *finding;

  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  check (fixture->store, dataset, "file-1", new_phone_finding ());
  check (fixture->store, dataset, NULL, NULL);
  reopen (fixture);
  findings = cb_store_list_findings (fixture->store, "d1", RULES, &current, &error);
  g_assert_no_error (error);
  g_assert_true (current);
  g_assert_cmpuint (findings->len, ==, 1);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->code, ==, "vn-personal-phone");
  g_assert_cmpint (finding->severity, ==, CB_SEVERITY_WARNING);
  g_assert_true (finding->row == CB_FINDING_NO_ROW);
  g_assert_cmpint (finding->column, ==, 3);
  g_assert_cmpstr (finding->column_name, ==, "Điện thoại");
  g_assert_cmpuint (finding->count, ==, 12);
  g_assert_cmpstr (finding->sample, ==, "09•••••123");
  g_assert_cmpstr (finding->clause, ==, "Điều 7");
  g_assert_cmpstr (cb_finding_get_argument (finding, "share"), ==, "0.9");
  g_assert_cmpstr (cb_finding_get_argument (finding, CB_FINDING_FILE), ==, "file-1");
  g_assert_cmpstr (finding->waived_by, ==, NULL);
}

static gboolean
is_current (CbStore *store, const char *rules)
{
  gboolean current = FALSE;
  g_autoptr (GPtrArray) findings = cb_store_list_findings (store, "d1", rules, &current, NULL);

  g_assert_nonnull (findings);
  return current;
}

static void
test_findings_are_of_these_bytes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbDataset) dataset = fixture_new_dataset ("d1");
  CbDatasetFile *file = g_ptr_array_index (dataset->files, 0);
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  g_assert_false (is_current (fixture->store, RULES));
  check (fixture->store, dataset, "file-1", new_phone_finding ());
  g_assert_true (is_current (fixture->store, RULES));
  g_assert_false (is_current (fixture->store, "rules-2"));

  json_object_set_string_member (dataset->metadata, "title", "Khác");
  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  g_assert_true (is_current (fixture->store, RULES));

  file->sha256[0] = 'f';
  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  g_assert_false (is_current (fixture->store, RULES));
}

static void
test_waiver_covers_warnings_only (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbDataset) dataset = fixture_new_dataset ("d1");
  g_autoptr (GPtrArray) warnings = NULL;
  g_autoptr (GPtrArray) blockers = NULL;
  g_autoptr (GPtrArray) waivers = NULL;
  CbFinding *finding = new_phone_finding ();
  g_autofree char *key = NULL;
  g_autoptr (GError) error = NULL;

  cb_finding_set_argument (finding, CB_FINDING_FILE, "file-1");
  key = cb_finding_dup_key (finding);
  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  check (fixture->store, dataset, "file-1", finding);
  g_assert_false (cb_store_add_waiver (fixture->store, "d1", key, "Hoa", "", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cb_store_add_waiver (fixture->store, "d1", key, "Hoa", "số tổng đài", &error));
  warnings = cb_store_list_findings (fixture->store, "d1", RULES, NULL, &error);
  g_assert_cmpstr (((CbFinding *)g_ptr_array_index (warnings, 0))->waived_by, ==, "Hoa");
  g_assert_cmpstr (((CbFinding *)g_ptr_array_index (warnings, 0))->waiver_reason, ==,
                   "số tổng đài");
  waivers = cb_store_list_waivers (fixture->store, "d1", &error);
  g_assert_cmpuint (waivers->len, ==, 1);

  finding = new_phone_finding ();
  finding->severity = CB_SEVERITY_BLOCKER;
  check (fixture->store, dataset, "file-1", finding);
  blockers = cb_store_list_findings (fixture->store, "d1", RULES, NULL, &error);
  g_assert_cmpstr (((CbFinding *)g_ptr_array_index (blockers, 0))->waived_by, ==, NULL);

  g_assert_true (cb_store_remove_waiver (fixture->store, "d1", key, &error));
  g_assert_false (cb_store_remove_waiver (fixture->store, "d1", key, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* Of two files with the same column, and of two columns that are missing, one is waived; a waiver
 * from before files were told apart covers both files. */
static void
test_waiver_covers_one_file (Fixture *fixture, gconstpointer data)
{
  static const char *const places[][2]
      = { { "file-1", NULL }, { "file-2", NULL }, { "file-1", "Mã" }, { "file-1", "Tên" } };
  g_autoptr (CbDataset) dataset = fixture_new_dataset ("d1");
  g_autoptr (GPtrArray) findings = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_finding_free);
  g_autofree char *wide = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      CbFinding *finding = places[i][1] == NULL
                               ? new_phone_finding ()
                               : cb_finding_new ("missing-label", CB_SEVERITY_WARNING);

      cb_finding_set_argument (finding, CB_FINDING_FILE, places[i][0]);
      cb_finding_set_argument (finding, "expected", places[i][1]);
      g_ptr_array_add (findings, finding);
    }
  for (guint i = 0; i < 3; i += 2)
    {
      g_autofree char *key = cb_finding_dup_key (g_ptr_array_index (findings, i));

      g_assert_true (cb_store_add_waiver (fixture->store, "d1", key, "Hoa", "đúng", &error));
    }
  g_assert_true (cb_store_apply_waivers (fixture->store, "d1", findings, &error));
  for (guint i = 0; i < findings->len; i++)
    g_assert_cmpstr (((CbFinding *)g_ptr_array_index (findings, i))->waived_by, ==,
                     i % 2 == 0 ? "Hoa" : NULL);
  wide = cb_finding_dup_wide_key (g_ptr_array_index (findings, 1));
  g_assert_true (cb_store_add_waiver (fixture->store, "d1", wide, "Lan", "trước đây", &error));
  g_assert_true (cb_store_apply_waivers (fixture->store, "d1", findings, &error));
  g_assert_cmpstr (((CbFinding *)g_ptr_array_index (findings, 0))->waived_by, ==, "Hoa");
  g_assert_cmpstr (((CbFinding *)g_ptr_array_index (findings, 1))->waived_by, ==, "Lan");
}

static void
test_one_approval_holds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbDataset) dataset = fixture_new_dataset ("d1");
  g_autoptr (CbApproval) one = fixture_new_approval (dataset, "a1");
  g_autoptr (CbApproval) two = fixture_new_approval (dataset, "a2");
  g_autoptr (CbApproval) holding = NULL;
  g_autoptr (CbApproval) old = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_store_save_dataset (fixture->store, dataset, &error));
  g_assert_null (cb_store_get_current_approval (fixture->store, "d1", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_true (cb_store_add_approval (fixture->store, one, &error));
  g_assert_true (cb_store_add_approval (fixture->store, two, &error));
  holding = cb_store_get_current_approval (fixture->store, "d1", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (holding->id, ==, "a2");
  g_assert_cmpstr (holding->digest, ==, two->digest);
  g_assert_true (cb_store_void_approvals (fixture->store, "d1", "the title changed", &error));
  g_assert_null (cb_store_get_current_approval (fixture->store, "d1", NULL));
  old = cb_store_get_approval (fixture->store, "a2", &error);
  g_assert_cmpstr (old->void_reason, ==, "the title changed");
  g_assert_cmpint (old->void_us, ==, 1000000);
}

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbAccount) account = cb_account_new ();
  g_autoptr (CbAccount) back = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  account->id = g_strdup ("account");
  account->title = g_strdup ("Cổng tỉnh");
  account->url = g_strdup ("https://opendata.example.vn");
  account->kind = g_strdup ("ckan");
  account->token_header = CB_TOKEN_IN_X_CKAN_API_KEY;
  account->max_bytes = 10485760;
  account->held = g_strdup ("sign-in");
  g_assert_true (cb_store_save_account (fixture->store, account, &error));
  g_assert_true (cb_store_save_account (fixture->store, account, &error));
  back = cb_store_get_account (fixture->store, "account", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (back->url, ==, account->url);
  g_assert_cmpint (back->token_header, ==, CB_TOKEN_IN_X_CKAN_API_KEY);
  g_assert_cmpuint (back->max_bytes, ==, 10485760);
  g_assert_cmpstr (back->held, ==, "sign-in");
  all = cb_store_list_accounts (fixture->store, &error);
  g_assert_cmpuint (all->len, ==, 1);

  fixture_add_job (fixture->store, "d1", "j1");
  g_assert_false (cb_store_delete_account (fixture->store, "account", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_clear_error (&error);
  fixture_sql (fixture->root, "UPDATE jobs SET state = 'done'");
  g_assert_true (cb_store_delete_account (fixture->store, "account", &error));
  g_assert_no_error (error);
}

static void
test_job_comes_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbJob) job = NULL;
  g_autoptr (CbJob) back = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_job (fixture->store, "d1", "j1");
  job = cb_store_get_job (fixture->store, "j1", &error);
  g_assert_no_error (error);
  g_assert_false (job->has_reason);
  job->state = CB_JOB_SENDING;
  job->has_reason = TRUE;
  job->reason = CB_ERROR_TIMED_OUT;
  job->reason_detail = g_strdup ("504");
  job->attempts = 3;
  job->paused = TRUE;
  job->bytes_done = 17;
  job->file_id = g_strdup ("file-1");
  g_assert_true (cb_store_save_job (fixture->store, job, &error));
  reopen (fixture);
  back = cb_store_get_job (fixture->store, "j1", &error);
  g_assert_no_error (error);
  g_assert_cmpint (back->state, ==, CB_JOB_SENDING);
  g_assert_true (back->has_reason && back->paused);
  g_assert_cmpint (back->reason, ==, CB_ERROR_TIMED_OUT);
  g_assert_cmpstr (back->reason_detail, ==, "504");
  g_assert_cmpuint (back->attempts, ==, 3);
  g_assert_cmpuint (back->bytes_done, ==, 17);
  g_assert_cmpstr (back->slug, ==, "co-so-y-te");
}

static void
test_job_is_there_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbApproval) approval = NULL;
  g_autoptr (CbJob) second = NULL;
  g_autoptr (CbJob) found = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_job (fixture->store, "d1", "j1");
  approval = cb_store_get_current_approval (fixture->store, "d1", &error);
  second = fixture_new_job (approval, "account");
  g_assert_false (cb_store_save_job (fixture->store, second, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  found = cb_store_get_open_job (fixture->store, "d1", "account", &error);
  g_assert_cmpstr (found->id, ==, "j1");

  found->state = CB_JOB_CANCELLED;
  g_assert_true (cb_store_save_job (fixture->store, found, &error));
  g_assert_true (cb_store_save_job (fixture->store, second, &error));
  g_assert_no_error (error);
}

static void
test_lane_order (Fixture *fixture, gconstpointer data)
{
  const char *ids[] = { "j3", "j1", "j2" };
  g_autoptr (GPtrArray) lane = NULL;
  g_autoptr (GPtrArray) other = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autofree char *dataset_id = g_strconcat ("d-", ids[i], NULL);
      g_autoptr (CbJob) job = NULL;

      fixture_add_job (fixture->store, dataset_id, ids[i]);
      job = cb_store_get_job (fixture->store, ids[i], &error);
      job->position = cb_store_get_next_position (fixture->store, "account", &error);
      g_assert_cmpint (job->position, ==, i + 1);
      if (i == 1)
        job->state = CB_JOB_DONE;
      g_assert_true (cb_store_save_job (fixture->store, job, &error));
    }
  lane = cb_store_list_open_jobs (fixture->store, "account", &error);
  g_assert_cmpuint (lane->len, ==, 2);
  g_assert_cmpstr (((CbJob *)g_ptr_array_index (lane, 0))->id, ==, "j3");
  g_assert_cmpstr (((CbJob *)g_ptr_array_index (lane, 1))->id, ==, "j2");
  other = cb_store_list_open_jobs (fixture->store, "another", &error);
  g_assert_cmpuint (other->len, ==, 0);
}

static void
test_checkpoints_and_attempts (Fixture *fixture, gconstpointer data)
{
  g_autoptr (JsonObject) facts = json_object_new ();
  g_autoptr (CbAttempt) attempt = cb_attempt_new ();
  g_autoptr (GPtrArray) checkpoints = NULL;
  g_autoptr (GPtrArray) attempts = NULL;
  const CbCheckpoint *first;
  g_autoptr (GError) error = NULL;

  fixture_add_job (fixture->store, "d1", "j1");
  json_object_set_string_member (facts, "resource", "r1");
  g_assert_true (cb_store_add_checkpoint (fixture->store, "j1", "slot.before", facts, &error));
  g_assert_true (cb_store_add_checkpoint (fixture->store, "j1", "slot.after", NULL, &error));
  g_assert_false (cb_store_add_checkpoint (fixture->store, "nobody", "slot", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  attempt->job_id = g_strdup ("j1");
  attempt->step = CB_JOB_SLOTTING;
  attempt->what = g_strdup ("package_create");
  attempt->outcome = g_strdup ("ok");
  g_assert_true (cb_store_add_attempt (fixture->store, attempt, &error));
  reopen (fixture);

  checkpoints = cb_store_get_checkpoints (fixture->store, "j1", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (checkpoints->len, ==, 2);
  first = g_ptr_array_index (checkpoints, 0);
  g_assert_cmpstr (first->step, ==, "slot.before");
  g_assert_cmpstr (json_object_get_string_member (first->facts, "resource"), ==, "r1");
  attempts = cb_store_list_attempts (fixture->store, "j1", &error);
  g_assert_cmpuint (attempts->len, ==, 1);
  g_assert_cmpint (((CbAttempt *)g_ptr_array_index (attempts, 0))->step, ==, CB_JOB_SLOTTING);
}

static void
test_receipt_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbReceipt) receipt = cb_receipt_new ();
  g_autoptr (CbReceipt) back = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GError) error = NULL;

  fixture_add_job (fixture->store, "d1", "j1");
  receipt->job_id = g_strdup ("j1");
  receipt->dataset_id = g_strdup ("d1");
  receipt->title = g_strdup ("Cơ sở y tế");
  receipt->url = g_strdup ("https://opendata.example.vn/dataset/co-so-y-te");
  receipt->remote_id = g_strdup ("r");
  receipt->files = g_strdup ("[]");
  receipt->prepared_by = g_strdup ("Hoa");
  receipt->approved_by = g_strdup ("Minh");
  receipt->journal_hash = cb_journal_dup_head (fixture->store, &error);
  g_assert_true (cb_store_add_receipt (fixture->store, receipt, &error));
  g_assert_false (cb_store_add_receipt (fixture->store, receipt, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  back = cb_store_get_receipt (fixture->store, "j1", &error);
  g_assert_cmpstr (back->url, ==, receipt->url);
  all = cb_store_list_receipts (fixture->store, &error);
  g_assert_cmpuint (all->len, ==, 1);
}

static gboolean
fail_after_writing_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_assert_true (cb_store_set_setting (store, "inner", "1", error));
  g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "no");
  return FALSE;
}

static gboolean
pass_over_failure_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_assert_true (cb_store_set_setting (store, "before", "1", error));
  g_assert_false (cb_store_run (store, fail_after_writing_cb, NULL, NULL));
  return cb_store_set_setting (store, "after", "1", error);
}

static void
test_change_is_undone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_store_run (fixture->store, fail_after_writing_cb, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_assert_cmpint (fixture_count (fixture->root, "SELECT COUNT (*) FROM settings"), ==, 0);
}

static void
test_inner_change_is_undone_alone (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_store_run (fixture->store, pass_over_failure_cb, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (fixture_count (fixture->root, "SELECT COUNT (*) FROM settings "
                                                 "WHERE name IN ('before', 'after')"),
                   ==, 2);
  g_assert_cmpint (fixture_count (fixture->root, "SELECT COUNT (*) FROM settings"), ==, 2);
}

static gboolean
count_up_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_autofree char *text = cb_store_dup_setting (store, "count", NULL);
  gint64 count = text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
  g_autofree char *next = g_strdup_printf ("%" G_GINT64_FORMAT, count + 1);

  return cb_store_set_setting (store, "count", next, error)
         && cb_journal_append (store, NULL, "counted", "test", NULL, error);
}

static gpointer
count_in_thread (gpointer data)
{
  for (int i = 0; i < 25; i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (cb_store_run (data, count_up_cb, NULL, &error));
      g_assert_no_error (error);
    }

  return NULL;
}

static void
test_many_threads (Fixture *fixture, gconstpointer data)
{
  GThread *threads[8];
  gint64 rows = 0;
  g_autofree char *count = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("counter", count_in_thread, fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  count = cb_store_dup_setting (fixture->store, "count", &error);
  g_assert_cmpstr (count, ==, "200");
  g_assert_true (cb_journal_verify (fixture->store, &rows, &error));
  g_assert_no_error (error);
  g_assert_cmpint (rows, ==, 200);
}

static gpointer
ask_until_closed (gpointer data)
{
  g_autoptr (GError) error = NULL;

  while (cb_store_run (data, count_up_cb, NULL, &error))
    ;
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  return NULL;
}

static void
test_closed_while_asked (Fixture *fixture, gconstpointer data)
{
  GThread *threads[4];
  g_autofree char *count = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("asker", ask_until_closed, fixture->store);
  while (count == NULL)
    count = cb_store_dup_setting (fixture->store, "count", NULL);
  cb_store_close (fixture->store);
  cb_store_close (fixture->store);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

/* Compiling reads the schema, which may fail for once: what comes later is not lost with it. */
static void
test_statement_is_tried_anew (void)
{
  static const char sql[] = "INSERT INTO later (name) VALUES (?)";
  g_autoptr (GHashTable) cache = cb_statement_cache_new ();
  g_autoptr (GError) error = NULL;
  sqlite3 *db = NULL;
  GLogLevelFlags fatal;

  g_assert_cmpint (sqlite3_open (":memory:", &db), ==, SQLITE_OK);
  fatal = g_log_set_always_fatal (G_LOG_FATAL_MASK);
  g_assert_false (cb_statement_run (cb_statement_get (cache, db, sql), &error));
  g_log_set_always_fatal (fatal);
  g_assert_nonnull (error);
  g_clear_error (&error);

  sqlite3_exec (db, "CREATE TABLE later (name TEXT)", NULL, NULL, NULL);
  for (guint i = 0; i < 2; i++)
    {
      CbStatement *statement = cb_statement_get (cache, db, sql);

      cb_statement_put_text (statement, "Hoa");
      g_assert_true (cb_statement_run (statement, &error));
      g_assert_no_error (error);
    }
  g_assert_cmpint (sqlite3_total_changes (db), ==, 2);
  g_clear_pointer (&cache, g_hash_table_unref);
  sqlite3_close (db);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/settings", test_settings);
  ADD ("/store/catalog/versions-are-kept", test_catalog_versions);
  ADD ("/store/catalog/since-when", test_catalog_since);
  ADD ("/store/catalog/all-or-nothing", test_catalog_all_or_nothing);
  ADD ("/store/dataset/comes-back", test_dataset_comes_back);
  ADD ("/store/findings/come-back", test_findings_come_back);
  ADD ("/store/findings/are-of-these-bytes", test_findings_are_of_these_bytes);
  ADD ("/store/waiver/covers-one-file", test_waiver_covers_one_file);
  ADD ("/store/waiver/covers-warnings-only", test_waiver_covers_warnings_only);
  ADD ("/store/approval/one-holds", test_one_approval_holds);
  ADD ("/store/accounts", test_accounts);
  ADD ("/store/job/comes-back", test_job_comes_back);
  ADD ("/store/job/is-there-once", test_job_is_there_once);
  ADD ("/store/job/lane-order", test_lane_order);
  ADD ("/store/job/checkpoints-and-attempts", test_checkpoints_and_attempts);
  ADD ("/store/receipt/once", test_receipt_once);
  ADD ("/store/change/is-undone", test_change_is_undone);
  ADD ("/store/change/inner-is-undone-alone", test_inner_change_is_undone_alone);
  g_test_add_func ("/store/statement/is-tried-anew", test_statement_is_tried_anew);
  ADD ("/store/threads/many", test_many_threads);
  ADD ("/store/threads/closed-while-asked", test_closed_while_asked);
  return g_test_run ();
}
