/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A dataset that is prepared on one computer and approved on another: two workplaces, and between
 * them nothing but files. */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/platform/cb-keyring-memory.h"
#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-package.h"
#include "test-system.h"
#include "workplace-fixture.h"

#define LAN "Nguyễn Thị Lan"
#define MINH "Trần Văn Minh"
#define HOUR ((gint64)3600 * G_USEC_PER_SEC)

typedef struct
{
  WorkplaceFixture clerk;
  WorkplaceFixture reviewer;
  char *folder; /* the USB stick */
  char *id;     /* of the dataset, which waits for approval */
} Fixture;

static char *
write_table (Fixture *fixture, const char *rows)
{
  char *path = g_build_filename (fixture->folder, "Biểu 01 (chính thức).csv", NULL);
  g_autofree char *text = g_strconcat ("ma,ten,so_luong\n", rows, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  return path;
}

/* Checks, waives what can be waived, and asks for the review. */
static void
ask (CbWorkplace *workplace, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = cb_workplace_check (workplace, id, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);
      g_autofree char *key = cb_finding_dup_key (finding);

      if (finding->severity == CB_SEVERITY_WARNING && finding->waived_by == NULL)
        cb_workplace_waive (workplace, id, key, LAN, "đã xem", &error);
      g_assert_no_error (error);
    }
  cb_workplace_request_review (workplace, id, LAN, &error);
  g_assert_no_error (error);
}

static void
describe (CbWorkplace *workplace, const char *id)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (workplace, id, NULL);
  g_autoptr (GError) error = NULL;
  JsonArray *keywords = json_array_new ();

  json_array_add_string_element (keywords, "y tế");
  json_object_set_string_member (dataset->metadata, "title", "Cơ sở khám chữa bệnh");
  json_object_set_string_member (dataset->metadata, "notes", "Danh sách cơ sở trên địa bàn tỉnh.");
  json_object_set_string_member (dataset->metadata, "license_id", "CC-BY-4.0");
  json_object_set_string_member (dataset->metadata, "contact_name", LAN);
  json_object_set_string_member (dataset->metadata, "contact_email", "lan@example.vn");
  json_object_set_array_member (dataset->metadata, "keywords", keywords);
  cb_workplace_set_metadata (workplace, id, dataset->metadata, &error);
  g_assert_no_error (error);
}

static void
take_in (Fixture *fixture, const char *file_id, const char *rows)
{
  g_autofree char *path = write_table (fixture, rows);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDatasetFile) taken = cb_workplace_take_in (fixture->clerk.workplace, fixture->id,
                                                          file_id, file, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
}

/* Here alone: the reviewer's computer has no catalog, and knows the item by the package. */
static char *
import_catalog (CbWorkplace *workplace)
{
  g_autofree char *path = cb_workplace_dup_data_path ("samples/danh-muc.csv");
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GError) error = NULL;

  cb_workplace_import_catalog (workplace, file, "1/QĐ", NULL, NULL, &error);
  g_assert_no_error (error);
  items = cb_workplace_list_catalog (workplace, "CO SO kham", &error);
  g_assert_cmpuint (items->len, >, 0);
  return g_strdup (((CbCatalogItem *)g_ptr_array_index (items, 0))->code);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");
  g_autofree char *item = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (GError) error = NULL;

  cb_reader_set_engine_path (engine);
  workplace_fixture_set_up (&fixture->clerk, 2026, 11, 26);
  workplace_fixture_set_up (&fixture->reviewer, 2026, 11, 26);
  cb_clock_advance (fixture->reviewer.clock, HOUR);
  fixture->folder = g_dir_make_tmp ("congbo-usb-XXXXXX", NULL);
  item = import_catalog (fixture->clerk.workplace);
  dataset = cb_workplace_create_dataset (fixture->clerk.workplace, item, "2026-10", &error);
  g_assert_no_error (error);
  fixture->id = g_strdup (dataset->id);
  take_in (fixture, NULL, "01,Trạm y tế A,3\n02,Trạm y tế B,5\n");
  describe (fixture->clerk.workplace, fixture->id);
  ask (fixture->clerk.workplace, fixture->id);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  workplace_fixture_tear_down (&fixture->clerk);
  workplace_fixture_tear_down (&fixture->reviewer);
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
  g_free (fixture->id);
}

static GFile *
write_package (Fixture *fixture, WorkplaceFixture *from, const char *name)
{
  g_autofree char *path = g_build_filename (fixture->folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  cb_workplace_write_package (from->workplace, fixture->id, file, LAN, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&file);
}

static CbPackage *
open_package (GFile *file)
{
  g_autoptr (GError) error = NULL;
  CbPackage *package = cb_package_open (file, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < package->problems->len; i++)
    {
      const CbPackageProblem *problem = g_ptr_array_index (package->problems, i);

      g_test_message ("%s: %s", cb_package_problem_name (problem->kind), problem->path);
    }
  return package;
}

/* Returns: what became of it; fails the test when it is refused. */
static CbPackageOutcome
take (WorkplaceFixture *at, GFile *file, const char *person)
{
  g_autoptr (CbPackage) package = open_package (file);
  g_autoptr (GError) error = NULL;
  CbPackageOutcome outcome = CB_PACKAGE_NOTHING_NEW;

  g_assert_true (cb_package_is_intact (package));
  cb_workplace_take_package (at->workplace, package, person, &outcome, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return outcome;
}

static void
assert_refused (WorkplaceFixture *at, GFile *file, CbError code)
{
  g_autoptr (CbPackage) package = open_package (file);
  g_autoptr (GError) error = NULL;
  CbPackageOutcome outcome;

  g_assert_false (
      cb_workplace_take_package (at->workplace, package, MINH, &outcome, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, (int)code);
}

static void
assert_state (WorkplaceFixture *at, const char *id, CbDatasetState state)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (at->workplace, id, NULL);

  g_assert_nonnull (dataset);
  g_assert_cmpstr (cb_dataset_state_name (dataset->state), ==, cb_dataset_state_name (state));
}

static void
check (WorkplaceFixture *at, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) findings = cb_workplace_check (at->workplace, id, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
}

static void
approve (WorkplaceFixture *at, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbApproval) approval = NULL;

  check (at, id);
  approval = cb_workplace_approve (at->workplace, id, MINH, &error);
  g_assert_no_error (error);
}

static guint
count_journal (WorkplaceFixture *at, const char *id, const char *event)
{
  g_autoptr (GPtrArray) rows = cb_workplace_list_journal (at->workplace, id, NULL);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    count += g_str_equal (((CbJournalRow *)g_ptr_array_index (rows, i))->event, event);
  return count;
}

/* There and back: one approval, on both computers, of the same bytes. */
static void
test_approved (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (CbDataset) here = NULL;
  g_autoptr (CbDataset) there = NULL;
  g_autoptr (CbApproval) given = NULL;
  g_autoptr (CbApproval) taken = NULL;
  g_autofree char *digest = NULL;
  gint64 rows = 0;

  g_assert_cmpint ((int)take (&fixture->reviewer, asking, MINH), ==, (int)CB_PACKAGE_RECEIVED);
  assert_state (&fixture->reviewer, fixture->id, CB_DATASET_IN_REVIEW);
  g_assert_cmpint ((int)take (&fixture->reviewer, asking, MINH), ==, (int)CB_PACKAGE_NOTHING_NEW);
  approve (&fixture->reviewer, fixture->id);
  answer = write_package (fixture, &fixture->reviewer, "da-duyet.congbo");
  g_assert_cmpint ((int)take (&fixture->clerk, answer, LAN), ==, (int)CB_PACKAGE_APPROVED);
  assert_state (&fixture->clerk, fixture->id, CB_DATASET_APPROVED);
  g_assert_cmpint ((int)take (&fixture->clerk, answer, LAN), ==, (int)CB_PACKAGE_NOTHING_NEW);

  here = cb_workplace_get_dataset (fixture->clerk.workplace, fixture->id, NULL);
  there = cb_workplace_get_dataset (fixture->reviewer.workplace, fixture->id, NULL);
  given = cb_workplace_get_approval (fixture->reviewer.workplace, fixture->id, NULL);
  taken = cb_workplace_get_approval (fixture->clerk.workplace, fixture->id, NULL);
  digest = cb_dataset_dup_digest (here);
  g_assert_cmpstr (taken->id, ==, given->id);
  g_assert_cmpstr (taken->digest, ==, digest);
  g_assert_cmpstr (taken->approved_by, ==, MINH);
  g_assert_cmpstr (taken->prepared_by, ==, LAN);
  g_assert_cmpstr (there->prepared_by, ==, LAN);
  g_assert_cmpuint (count_journal (&fixture->clerk, fixture->id, "package.written"), ==, 1);
  g_assert_cmpuint (count_journal (&fixture->clerk, fixture->id, "approval.given"), ==, 1);
  g_assert_cmpuint (count_journal (&fixture->reviewer, fixture->id, "package.opened"), ==, 1);
  g_assert_true (cb_workplace_verify_journal (fixture->clerk.workplace, &rows, NULL));
}

/* A later moment over there, by a clock that is wrong, is not one here. */
static void
test_clock_ahead (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (CbApproval) taken = NULL;

  cb_clock_advance (fixture->reviewer.clock, 1000 * 24 * HOUR);
  take (&fixture->reviewer, asking, MINH);
  approve (&fixture->reviewer, fixture->id);
  answer = write_package (fixture, &fixture->reviewer, "da-duyet.congbo");
  take (&fixture->clerk, answer, LAN);
  taken = cb_workplace_get_approval (fixture->clerk.workplace, fixture->id, NULL);
  g_assert_cmpint (taken->approved_us, <=, cb_clock_now (fixture->clerk.clock));
}

static void
test_sent_back (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (GFile) again = NULL;
  g_autoptr (CbDataset) here = NULL;
  g_autoptr (GError) error = NULL;

  take (&fixture->reviewer, asking, MINH);
  cb_workplace_send_back (fixture->reviewer.workplace, fixture->id, MINH, "thiếu cột địa chỉ",
                          &error);
  g_assert_no_error (error);
  answer = write_package (fixture, &fixture->reviewer, "tra-lai.congbo");
  g_assert_cmpint ((int)take (&fixture->clerk, answer, LAN), ==, (int)CB_PACKAGE_RETURNED);
  g_assert_cmpint ((int)take (&fixture->clerk, answer, LAN), ==, (int)CB_PACKAGE_NOTHING_NEW);
  here = cb_workplace_get_dataset (fixture->clerk.workplace, fixture->id, NULL);
  g_assert_cmpint ((int)here->state, ==, (int)CB_DATASET_RETURNED);
  g_assert_cmpstr (here->return_reason, ==, "thiếu cột địa chỉ");

  /* Mended and asked anew: the new version takes the place of the old one; the old one is no way
   * back, and the old answer none either. */
  cb_clock_advance (fixture->clerk.clock, 2 * HOUR);
  take_in (fixture, ((CbDatasetFile *)g_ptr_array_index (here->files, 0))->id,
           "01,Trạm y tế A,4\n");
  ask (fixture->clerk.workplace, fixture->id);
  again = write_package (fixture, &fixture->clerk, "cho-duyet-2.congbo");
  g_assert_cmpint ((int)take (&fixture->reviewer, again, MINH), ==, (int)CB_PACKAGE_RENEWED);
  assert_state (&fixture->reviewer, fixture->id, CB_DATASET_IN_REVIEW);
  assert_refused (&fixture->reviewer, asking, CB_ERROR_OTHER_VERSION);
  assert_refused (&fixture->clerk, answer, CB_ERROR_OTHER_VERSION);
}

/* The same bytes asked for anew are another asking: an old yes is not one to it. */
static void
test_old_answer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (GError) error = NULL;

  take (&fixture->reviewer, asking, MINH);
  approve (&fixture->reviewer, fixture->id);
  answer = write_package (fixture, &fixture->reviewer, "da-duyet.congbo");
  cb_clock_advance (fixture->clerk.clock, HOUR);
  cb_workplace_send_back (fixture->clerk.workplace, fixture->id, MINH, "chưa được", &error);
  g_assert_no_error (error);
  ask (fixture->clerk.workplace, fixture->id);
  assert_refused (&fixture->clerk, answer, CB_ERROR_OTHER_VERSION);
  assert_state (&fixture->clerk, fixture->id, CB_DATASET_IN_REVIEW);
}

/* Of a change after it was handed over an answer knows nothing. */
static void
test_changed_here (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (CbDataset) dataset = NULL;

  take (&fixture->reviewer, asking, MINH);
  approve (&fixture->reviewer, fixture->id);
  answer = write_package (fixture, &fixture->reviewer, "da-duyet.congbo");
  dataset = cb_workplace_get_dataset (fixture->clerk.workplace, fixture->id, NULL);
  json_object_set_string_member (dataset->metadata, "notes", "Khác.");
  g_assert_true (
      cb_workplace_set_metadata (fixture->clerk.workplace, fixture->id, dataset->metadata, NULL));
  assert_refused (&fixture->clerk, answer, CB_ERROR_OTHER_VERSION);
  assert_state (&fixture->clerk, fixture->id, CB_DATASET_PREPARING);
}

/* What was approved by way of a package is void on a change, as any other. */
static void
test_void_on_change (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (CbDataset) dataset = NULL;
  g_autoptr (CbApproval) approval = NULL;

  take (&fixture->reviewer, asking, MINH);
  approve (&fixture->reviewer, fixture->id);
  answer = write_package (fixture, &fixture->reviewer, "da-duyet.congbo");
  take (&fixture->clerk, answer, LAN);
  dataset = cb_workplace_get_dataset (fixture->clerk.workplace, fixture->id, NULL);
  json_object_set_string_member (dataset->metadata, "notes", "Khác.");
  g_assert_true (
      cb_workplace_set_metadata (fixture->clerk.workplace, fixture->id, dataset->metadata, NULL));
  approval = cb_workplace_get_approval (fixture->clerk.workplace, fixture->id, NULL);
  g_assert_null (approval);
  assert_refused (&fixture->clerk, answer, CB_ERROR_OTHER_VERSION);
}

/* What somebody has changed on the reviewer's computer is not lost to a newer version. */
static void
test_changed_there (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) again = NULL;
  g_autoptr (CbDataset) dataset = NULL;

  take (&fixture->reviewer, asking, MINH);
  dataset = cb_workplace_get_dataset (fixture->reviewer.workplace, fixture->id, NULL);
  json_object_set_string_member (dataset->metadata, "notes", "Sửa ở đây.");
  g_assert_true (cb_workplace_set_metadata (fixture->reviewer.workplace, fixture->id,
                                            dataset->metadata, NULL));
  cb_clock_advance (fixture->clerk.clock, 2 * HOUR);
  take_in (fixture, ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id,
           "01,Trạm y tế A,4\n");
  ask (fixture->clerk.workplace, fixture->id);
  again = write_package (fixture, &fixture->clerk, "cho-duyet-2.congbo");
  assert_refused (&fixture->reviewer, again, CB_ERROR_OTHER_VERSION);
  g_clear_pointer (&dataset, cb_dataset_free);
  dataset = cb_workplace_get_dataset (fixture->reviewer.workplace, fixture->id, NULL);
  g_assert_cmpstr (cb_json_get_string (dataset->metadata, "notes"), ==, "Sửa ở đây.");
}

/* Two people, whichever computer they sit at. */
static void
test_two_people (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GError) error = NULL;
  g_autoptr (CbApproval) approval = NULL;

  take (&fixture->reviewer, asking, LAN);
  check (&fixture->reviewer, fixture->id);
  approval
      = cb_workplace_approve (fixture->reviewer.workplace, fixture->id, "nguyen thi lan", &error);
  g_assert_null (approval);
  g_assert_error (error, CB_ERROR, CB_ERROR_SAME_PERSON);
}

static void
choose_lenient_profile (CbWorkplace *workplace)
{
  g_autoptr (GPtrArray) profiles = cb_workplace_list_profiles (workplace, NULL);

  for (guint i = 0; i < profiles->len; i++)
    if (cb_profile_one_person_allowed (g_ptr_array_index (profiles, i)) != CB_SAYS_NO)
      {
        g_assert_true (cb_workplace_set_setting (
            workplace, "profile", cb_profile_get_id (g_ptr_array_index (profiles, i)), NULL));
        return;
      }
  g_assert_not_reached ();
}

/* A computer that lets one person do both gives no yes to one that does not. */
static void
test_one_person_there (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GFile) answer = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbApproval) approval = NULL;

  g_assert_true (
      cb_workplace_set_setting (fixture->reviewer.workplace, "one-person", "true", NULL));
  choose_lenient_profile (fixture->reviewer.workplace);
  take (&fixture->reviewer, asking, LAN);
  check (&fixture->reviewer, fixture->id);
  approval = cb_workplace_approve (fixture->reviewer.workplace, fixture->id, LAN, &error);
  g_assert_no_error (error);
  answer = write_package (fixture, &fixture->reviewer, "da-duyet.congbo");
  assert_refused (&fixture->clerk, answer, CB_ERROR_SAME_PERSON);
  assert_state (&fixture->clerk, fixture->id, CB_DATASET_IN_REVIEW);
}

/* Whoever approved it elsewhere: on a third computer it waits for approval. */
static void
test_third_computer (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbApproval) approval = NULL;
  g_autoptr (CbApproval) none = NULL;
  g_autoptr (GFile) approved = NULL;

  approval = cb_workplace_approve (fixture->clerk.workplace, fixture->id, MINH, &error);
  g_assert_no_error (error);
  approved = write_package (fixture, &fixture->clerk, "da-duyet.congbo");
  g_assert_cmpint ((int)take (&fixture->reviewer, approved, MINH), ==, (int)CB_PACKAGE_RECEIVED);
  assert_state (&fixture->reviewer, fixture->id, CB_DATASET_IN_REVIEW);
  none = cb_workplace_get_approval (fixture->reviewer.workplace, fixture->id, NULL);
  g_assert_null (none);
}

static void
test_not_asked (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->clerk.workplace, NULL, "2026-10", NULL);
  g_autofree char *path = g_build_filename (fixture->folder, "x.congbo", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_workplace_write_package (fixture->clerk.workplace, dataset->id, file, LAN,
                                              NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_APPROVED);
  g_assert_false (g_file_query_exists (file, NULL));
}

/* The same dataset gives the same bytes. */
static void
test_same_bytes (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) one = write_package (fixture, &fixture->clerk, "mot.congbo");
  g_autoptr (GFile) other = NULL;
  g_autofree char *one_bytes = NULL;
  g_autofree char *other_bytes = NULL;
  gsize one_length = 0;
  gsize other_length = 0;

  cb_clock_advance (fixture->clerk.clock, 5 * HOUR);
  other = write_package (fixture, &fixture->clerk, "hai.congbo");
  g_assert_true (g_file_load_contents (one, NULL, &one_bytes, &one_length, NULL, NULL));
  g_assert_true (g_file_load_contents (other, NULL, &other_bytes, &other_length, NULL, NULL));
  g_assert_cmpmem (one_bytes, one_length, other_bytes, other_length);
}

typedef struct
{
  char *bytes; /* (owned) */
  gsize length;
} Memory;

static gssize
read_memory (gpointer user_data, guint8 *bytes, gsize length, guint64 offset, GError **error)
{
  const Memory *memory = user_data;
  gsize got = offset < memory->length ? MIN (length, memory->length - (gsize)offset) : 0;

  if (got > 0)
    memcpy (bytes, memory->bytes + offset, got);
  return (gssize)got;
}

static CbPackage *
open_memory (Memory *memory, GError **error)
{
  const CbZipSource source = { read_memory, memory, memory->length };

  return cb_package_open_source (&source, "sai.congbo", NULL, NULL, NULL, error);
}

/* Whichever byte of a package is another: it is not taken, and nothing of it is. */
static void
test_every_byte (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  Memory memory = { NULL, 0 };
  guint refused = 0;

  g_assert_true (g_file_load_contents (file, NULL, &memory.bytes, &memory.length, NULL, NULL));
  for (gsize i = 0; i < memory.length; i++)
    {
      g_autoptr (CbPackage) package = NULL;
      g_autoptr (GError) error = NULL;
      CbPackageOutcome outcome;

      memory.bytes[i] ^= 0x20;
      package = open_memory (&memory, &error);
      memory.bytes[i] ^= 0x20;
      /* Moments in the archive and what its maker is called mean nothing to anybody. */
      if (package != NULL && cb_package_is_intact (package))
        continue;
      refused++;
      if (package == NULL)
        {
          g_assert_nonnull (error);
          continue;
        }
      g_assert_false (cb_workplace_take_package (fixture->reviewer.workplace, package, MINH,
                                                 &outcome, NULL, NULL, NULL, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_PACKAGE_CHANGED);
    }
  g_assert_cmpuint (refused, >, memory.length * 9 / 10);
  g_assert_cmpuint (count_journal (&fixture->reviewer, fixture->id, "package.opened"), ==, 0);
  g_free (memory.bytes);
}

/* Cut off anywhere it is none, or damaged. */
static void
test_cut (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) file = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  Memory memory = { NULL, 0 };
  Memory table = { g_strdup ("ma,ten\n01,A\n"), 12 };
  g_autoptr (GError) none = NULL;
  gsize whole;

  g_assert_true (g_file_load_contents (file, NULL, &memory.bytes, &memory.length, NULL, NULL));
  whole = memory.length;
  for (memory.length = 4; memory.length < whole; memory.length += 11)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (open_memory (&memory, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_PACKAGE_CHANGED);
    }
  g_assert_null (open_memory (&table, &none));
  g_assert_error (none, CB_ERROR, CB_ERROR_NOT_A_PACKAGE);
  g_free (memory.bytes);
  g_free (table.bytes);
}

/* What is practised stays there. */
static void
test_other_mode (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autofree char *root = g_build_filename (fixture->folder, "real", NULL);
  g_autoptr (CbKeyring) keyring = cb_keyring_new_memory ();
  CbWorkplaceOptions options = {
    .mode = CB_MODE_REAL, .root = root, .clock = fixture->reviewer.clock, .keyring = keyring
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbWorkplace) real = NULL;
  g_autoptr (CbPackage) package = open_package (asking);
  CbPackageOutcome outcome;

  g_assert_cmpint (g_mkdir (root, 0700), ==, 0);
  real = cb_workplace_open (&options, &error);
  g_assert_no_error (error);
  g_assert_false (
      cb_workplace_take_package (real, package, MINH, &outcome, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_OTHER_MODE);
  cb_workplace_close (real);
}

/* Removed by the reviewer and opened again: it is wanted again. */
static void
test_removed_there (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GFile) asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  g_autoptr (GError) error = NULL;

  take (&fixture->reviewer, asking, LAN);
  cb_workplace_remove_dataset (fixture->reviewer.workplace, fixture->id, LAN, &error);
  g_assert_no_error (error);
  g_assert_cmpint ((int)take (&fixture->reviewer, asking, MINH), ==, (int)CB_PACKAGE_RENEWED);
  assert_state (&fixture->reviewer, fixture->id, CB_DATASET_IN_REVIEW);
}

/* The original stays where it is: a mended file cannot be mended on elsewhere, and that is said. */
static void
test_original_elsewhere (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (CbDataset) dataset
      = cb_workplace_get_dataset (fixture->clerk.workplace, fixture->id, NULL);
  const char *file_id = ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id;
  g_autoptr (GFile) asking = NULL;
  g_autoptr (CbDataset) there = NULL;
  g_autoptr (GError) error = NULL;

  take_in (fixture, file_id, "01,Trạm y tế A,3\r\n02,Trạm y tế B,5\n");
  cb_workplace_mend (fixture->clerk.workplace, fixture->id, file_id, "{\"step\":\"line-ends\"}",
                     NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  ask (fixture->clerk.workplace, fixture->id);
  asking = write_package (fixture, &fixture->clerk, "cho-duyet.congbo");
  take (&fixture->reviewer, asking, MINH);
  there = cb_workplace_get_dataset (fixture->reviewer.workplace, fixture->id, NULL);
  g_assert_nonnull (
      strstr (((CbDatasetFile *)g_ptr_array_index (there->files, 0))->recipe, "line-ends"));
  g_assert_false (cb_workplace_mend (fixture->reviewer.workplace, fixture->id, file_id,
                                     "{\"step\":\"normalise\"}", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_ORIGINAL_ELSEWHERE);
  approve (&fixture->reviewer, fixture->id);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/package/approved", test_approved);
  ADD ("/package/approved/clock-ahead", test_clock_ahead);
  ADD ("/package/approved/void-on-change", test_void_on_change);
  ADD ("/package/approved/third-computer", test_third_computer);
  ADD ("/package/sent-back", test_sent_back);
  ADD ("/package/answer/old", test_old_answer);
  ADD ("/package/answer/changed-here", test_changed_here);
  ADD ("/package/answer/one-person-there", test_one_person_there);
  ADD ("/package/changed-there", test_changed_there);
  ADD ("/package/two-people", test_two_people);
  ADD ("/package/not-asked", test_not_asked);
  ADD ("/package/same-bytes", test_same_bytes);
  ADD ("/package/every-byte", test_every_byte);
  ADD ("/package/cut", test_cut);
  ADD ("/package/other-mode", test_other_mode);
  ADD ("/package/removed-there", test_removed_there);
  ADD ("/package/original-elsewhere", test_original_elsewhere);

  return g_test_run ();
}
