/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-diff.h"
#include "test-system.h"
#include "workplace-fixture.h"

/* What is different from what the public has, after the practice portal has got it. */

#define TABLE                                                                                      \
  "Mã cơ sở,Tên cơ sở,Số giường,Hạng\n26501,Trạm y tế xã Hồ Sơn 1,7,II\n"   \
  "26502,Trạm y tế xã Hồ Sơn 2,5,I\n26503,Trạm y tế xã Hồ Sơn 3,6,I\n"

static void
set_up (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");

  cb_reader_set_engine_path (engine);
  workplace_fixture_set_up (fixture, 2026, 11, 2);
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer unused)
{
  workplace_fixture_tear_down (fixture);
}

static GFile *
write_table (WorkplaceFixture *fixture, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->root, "bang.csv", NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));

  return g_file_new_for_path (path);
}

static void
check (WorkplaceFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings
      = cb_workplace_check (fixture->workplace, id, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);

      if (finding->severity == CB_SEVERITY_WARNING)
        cb_workplace_waive (fixture->workplace, id, key, "Lan", "bảng thử", &error);
      g_assert_no_error (error);
    }
}

/* Returns: (transfer full): the id of a dataset of October that a preparer would send to review */
static char *
prepare (WorkplaceFixture *fixture)
{
  g_autofree char *path = cb_workplace_dup_data_path ("samples/danh-muc.csv");
  g_autoptr (GFile) catalog = g_file_new_for_path (path);
  g_autoptr (GFile) file = write_table (fixture, TABLE);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbDatasetFile) taken = NULL;
  JsonArray *keywords = json_array_new ();

  cb_workplace_import_catalog (fixture->workplace, catalog, "1/QĐ", NULL, NULL, &error);
  g_assert_no_error (error);
  dataset = cb_workplace_create_dataset (fixture->workplace, "DL001", "2026-10", &error);
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
  check (fixture, dataset->id);

  return g_strdup (dataset->id);
}

static void
publish (WorkplaceFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbApproval) approval = NULL;
  g_autoptr (CbJob) job = NULL;

  cb_workplace_request_review (fixture->workplace, id, "Lan", &error);
  g_assert_no_error (error);
  approval = cb_workplace_approve (fixture->workplace, id, "Minh", &error);
  g_assert_no_error (error);
  job = cb_workplace_enqueue (fixture->workplace, id, 0, &error);
  g_assert_no_error (error);
  cb_workplace_run_queue_once (fixture->workplace, NULL, &error);
  g_assert_no_error (error);
}

static const CbMetadataChange *
find_change (GPtrArray *changes, const char *name)
{
  for (guint i = 0; i < changes->len; i++)
    if (g_str_equal (((CbMetadataChange *)g_ptr_array_index (changes, i))->name, name))
      return g_ptr_array_index (changes, i);

  return NULL;
}

/* Against what was published of the same dataset: bytes, rows, columns and metadata. */
static void
test_diff_own (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbPublishedFile) published = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (CbTableDiff) diff = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_auto (GStrv) gone = NULL;
  const char *file_id;

  dataset = cb_workplace_get_dataset (fixture->workplace, id, &error);
  file_id = ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id;
  g_assert_null (cb_workplace_dup_published_file (fixture->workplace, dataset, file_id));
  publish (fixture, id);
  cb_workplace_mend (fixture->workplace, id, file_id,
                     "{\"step\":\"drop-column\",\"column\":\"Hạng\"}", NULL, NULL, NULL, NULL,
                     &error);
  g_assert_no_error (error);
  json_object_set_string_member (dataset->metadata, "notes", "Đã đính chính.");
  cb_workplace_set_metadata (fixture->workplace, id, dataset->metadata, &error);
  g_assert_no_error (error);

  g_clear_pointer (&dataset, cb_dataset_free);
  dataset = cb_workplace_get_dataset (fixture->workplace, id, &error);
  file_id = ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id;
  published = cb_workplace_dup_published_file (fixture->workplace, dataset, file_id);
  g_assert_nonnull (published);
  g_assert_null (published->period);
  g_assert_false (published->is_same);
  g_assert_cmpint (published->published_us, >, 0);
  changes = cb_workplace_list_metadata_changes (fixture->workplace, dataset, published, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (changes->len, ==, 1);
  g_assert_cmpstr (find_change (changes, "notes")->before, ==, "Danh sách lập để tập dùng.");
  g_assert_cmpstr (find_change (changes, "notes")->now, ==, "Đã đính chính.");
  reader = cb_workplace_diff_published (fixture->workplace, dataset, file_id, published, NULL,
                                        &diff, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (diff->same, ==, diff->rows_now);
  g_assert_cmpuint (diff->same, ==, diff->rows_before);
  gone = cb_table_diff_dup_names (diff, CB_DIFF_REMOVED);
  g_assert_cmpstrv (gone, ((const char *const[]){ "Hạng", NULL }));
}

/* Nothing of it is published yet: against the latest period before. */
static void
test_diff_period (WorkplaceFixture *fixture, gconstpointer unused)
{
  static const char *const periods[] = { "2026-09", "2026-12", "2026-11" };
  g_autofree char *id = prepare (fixture);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) earlier = NULL;

  publish (fixture, id);
  earlier = cb_workplace_get_dataset (fixture->workplace, id, &error);
  file = write_table (fixture,
                      "Mã cơ sở,Tên cơ sở,Số giường\n26501,Trạm y tế xã Hồ Sơn 1,8\n99,Mới,1\n");
  for (guint i = 0; i < G_N_ELEMENTS (periods); i++)
    {
      g_autoptr (CbDataset) dataset = cb_workplace_create_dataset (
          fixture->workplace, earlier->item_code, periods[i], &error);
      g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (fixture->workplace, dataset->id, NULL,
                                                              file, NULL, NULL, NULL, &error);
      g_autoptr (CbDataset) now = NULL;
      g_autoptr (CbPublishedFile) published = NULL;
      g_autoptr (CbTableDiff) diff = NULL;
      g_autoptr (CbReader) reader = NULL;
      g_autoptr (GPtrArray) rows = NULL;

      g_assert_no_error (error);
      now = cb_workplace_get_dataset (fixture->workplace, dataset->id, &error);
      published = cb_workplace_dup_published_file (fixture->workplace, now, taken->id);
      /* What comes after it says nothing of before. */
      g_assert_true ((published == NULL) == (i == 0));
      if (published == NULL)
        continue;
      g_assert_cmpstr (published->period, ==, "2026-10");
      reader = cb_workplace_diff_published (fixture->workplace, now, taken->id, published, NULL,
                                            &diff, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (diff->n[CB_DIFF_ADDED], ==, 1);
      g_assert_cmpuint (diff->n[CB_DIFF_CHANGED], ==, 1);
      g_assert_cmpuint (diff->n[CB_DIFF_REMOVED], ==, diff->rows_before - 1);
      rows = cb_reader_read_diff_rows (reader, CB_DIFF_CHANGED, 0, 10, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (((CbTableDiffRow *)g_ptr_array_index (rows, 0))->cells_before[2], ==, "7");
      g_assert_cmpstr (((CbTableDiffRow *)g_ptr_array_index (rows, 0))->cells_now[2], ==, "8");
    }
}

static gboolean
has_finding (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((CbFinding *)g_ptr_array_index (findings, i))->code, code))
      return TRUE;

  return FALSE;
}

/* A check says where it has drifted, and no longer when that is undone. */
static void
test_drift (WorkplaceFixture *fixture, gconstpointer unused)
{
  g_autofree char *id = prepare (fixture);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  const char *file_id;

  publish (fixture, id);
  dataset = cb_workplace_get_dataset (fixture->workplace, id, &error);
  file_id = ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (GPtrArray) findings = NULL;

      if (i == 0)
        cb_workplace_mend (fixture->workplace, id, file_id,
                           "{\"step\":\"drop-column\",\"column\":\"Hạng\"}", NULL, NULL, NULL, NULL,
                           &error);
      else
        cb_workplace_undo_mend (fixture->workplace, id, file_id, NULL, NULL, &error);
      g_assert_no_error (error);
      findings = cb_workplace_check (fixture->workplace, id, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      g_assert_true (has_finding (findings, "vn-column-gone") == (i == 0));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, WorkplaceFixture, NULL, set_up, func, tear_down)
  ADD ("/workplace/published-diff/own", test_diff_own);
  ADD ("/workplace/published-diff/of-the-period-before", test_diff_period);
  ADD ("/workplace/published-diff/drift-is-a-finding", test_drift);
#undef ADD

  return g_test_run ();
}
