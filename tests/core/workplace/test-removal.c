/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What was begun by mistake: removed, taken back, and gone with its bytes. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "core/store/cb-journal.h"
#include "test-system.h"
#include "workplace-fixture.h"

#define DAY ((gint64)24 * 3600 * G_USEC_PER_SEC)
#define LAN "Nguyễn Thị Lan"

static void
set_up (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");

  cb_reader_set_engine_path (engine);
  workplace_fixture_set_up (fixture, 2026, 11, 26);
  g_assert_true (cb_workplace_set_setting (fixture->workplace, "person", LAN, NULL));
}

static void
tear_down (WorkplaceFixture *fixture, gconstpointer data)
{
  workplace_fixture_tear_down (fixture);
}

static char *
begin (WorkplaceFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbDataset) dataset
      = cb_workplace_create_dataset (fixture->workplace, NULL, "2026-10", &error);

  g_assert_no_error (error);
  return g_strdup (dataset->id);
}

/* Returns: (transfer full): SHA-256 of the bytes that were taken in */
static char *
take_in (WorkplaceFixture *fixture, const char *id, const char *text)
{
  g_autofree char *path = g_build_filename (fixture->root, "bang.csv", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (CbDatasetFile) taken = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  taken = cb_workplace_take_in (fixture->workplace, id, NULL, file, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return g_strdup (taken->sha256);
}

static void
remove_dataset (WorkplaceFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;

  cb_workplace_remove_dataset (fixture->workplace, id, NULL, &error);
  g_assert_no_error (error);
}

static guint
count_listed (WorkplaceFixture *fixture)
{
  g_autoptr (GPtrArray) all = cb_workplace_list_datasets (fixture->workplace, NULL);

  return all->len;
}

static guint
count_removed (WorkplaceFixture *fixture)
{
  g_autoptr (GPtrArray) all = cb_workplace_list_removed_datasets (fixture->workplace, NULL);

  return all->len;
}

static guint
count_leftovers (WorkplaceFixture *fixture)
{
  g_autoptr (GPtrArray) held = cb_store_list_leftovers (fixture->workplace->store, TRUE, NULL);
  g_autoptr (GPtrArray) loose = cb_store_list_leftovers (fixture->workplace->store, FALSE, NULL);

  return held->len + loose->len;
}

/* Of @event by @person. */
static guint
count_journal (WorkplaceFixture *fixture, const char *id, const char *event, const char *person)
{
  g_autoptr (GPtrArray) rows = cb_workplace_list_journal (fixture->workplace, id, NULL);
  guint count = 0;

  for (guint i = 0; i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);

      count += g_str_equal (row->event, event) && g_str_equal (row->person, person);
    }
  return count;
}

static void
start_again_later (WorkplaceFixture *fixture, guint days)
{
  cb_clock_advance (fixture->clock, days * DAY);
  workplace_fixture_open_again (fixture);
}

static void
test_put_aside (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autofree char *id = begin (fixture);
  g_autofree char *sha256 = take_in (fixture, id, "a;b\n1;2\n");
  g_autoptr (CbDataset) before = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  g_autofree char *digest = cb_dataset_dup_digest (before);
  g_autofree char *digest_now = NULL;
  g_autoptr (CbDataset) now = NULL;
  g_autoptr (GPtrArray) removed = NULL;
  g_autoptr (GError) error = NULL;

  remove_dataset (fixture, id);
  g_assert_cmpuint (count_listed (fixture), ==, 0);
  g_assert_null (cb_workplace_get_dataset (fixture->workplace, id, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  /* What somebody still typed into its form arrives too late, and does not bring it back. */
  g_assert_false (cb_workplace_set_metadata (fixture->workplace, id, before->metadata, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (cb_workplace_remove_dataset (fixture->workplace, id, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);

  removed = cb_workplace_list_removed_datasets (fixture->workplace, NULL);
  g_assert_cmpuint (removed->len, ==, 1);
  g_assert_cmpstr (((CbDataset *)g_ptr_array_index (removed, 0))->removed_by, ==, LAN);
  g_assert_cmpuint (count_journal (fixture, id, "dataset.removed", LAN), ==, 1);

  start_again_later (fixture, CB_REMOVED_KEPT_DAYS - 1);
  g_assert_true (cb_workplace_restore_dataset (fixture->workplace, id, "Minh", NULL));
  now = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  g_assert_nonnull (now);
  digest_now = cb_dataset_dup_digest (now);
  g_assert_cmpstr (digest_now, ==, digest);
  g_assert_cmpint (now->removed_us, ==, 0);
  g_assert_true (cb_vault_verify (fixture->workplace->vault, sha256, NULL, NULL, NULL, NULL));
  g_assert_cmpuint (count_removed (fixture), ==, 0);
  g_assert_cmpuint (count_journal (fixture, id, "dataset.restored", "Minh"), ==, 1);
}

static void
assert_gone (WorkplaceFixture *fixture, const char *id)
{
  g_autoptr (GError) error = NULL;
  gint64 rows = 0;

  g_assert_cmpuint (count_removed (fixture), ==, 0);
  g_assert_cmpuint (count_leftovers (fixture), ==, 0);
  g_assert_false (cb_workplace_restore_dataset (fixture->workplace, id, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_assert_cmpuint (count_journal (fixture, id, "dataset.removed", LAN), ==, 1);
  g_assert_cmpuint (count_journal (fixture, id, "dataset.erased", ""), ==, 1);
  g_assert_true (cb_workplace_verify_journal (fixture->workplace, &rows, NULL));
}

/* With its bytes go those that were mended on the way, and a file that was taken out again. */
static void
test_gone_with_its_bytes (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autofree char *id = begin (fixture);
  g_autofree char *out = take_in (fixture, id, "c;d\n3;4\n");
  g_autofree char *sha256 = NULL;
  g_autofree char *mended = NULL;
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  const CbDatasetFile *file = g_ptr_array_index (dataset->files, 0);
  CbVault *vault;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_workplace_remove_file (fixture->workplace, id, file->id, NULL));
  sha256 = take_in (fixture, id, "a;b\n1; 2\n");
  g_clear_pointer (&dataset, cb_dataset_free);
  dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  file = g_ptr_array_index (dataset->files, 0);
  cb_workplace_mend (fixture->workplace, id, file->id,
                     "{\"step\":\"drop-column\",\"column\":\"b\"}", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_clear_pointer (&dataset, cb_dataset_free);
  dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  file = g_ptr_array_index (dataset->files, 0);
  mended = g_strdup (file->sha256);
  g_assert_cmpstr (mended, !=, sha256);
  g_assert_true (cb_workplace_undo_mend (fixture->workplace, id, file->id, NULL, NULL, &error));

  remove_dataset (fixture, id);
  start_again_later (fixture, CB_REMOVED_KEPT_DAYS - 1);
  vault = fixture->workplace->vault;
  g_assert_true (cb_vault_has (vault, sha256));
  g_assert_true (cb_vault_has (vault, mended));
  start_again_later (fixture, 2);
  vault = fixture->workplace->vault;
  g_assert_false (cb_vault_has (vault, sha256));
  g_assert_false (cb_vault_has (vault, mended));
  g_assert_false (cb_vault_has (vault, out));
  assert_gone (fixture, id);
}

static void
test_others_bytes_stay (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autofree char *first = begin (fixture);
  g_autofree char *second = begin (fixture);
  g_autofree char *aside = begin (fixture);
  g_autofree char *sha256 = take_in (fixture, first, "a;b\n1;2\n");
  g_autofree char *same = take_in (fixture, second, "a;b\n1;2\n");
  g_autofree char *later = take_in (fixture, first, "e;f\n5;6\n");
  g_autofree char *later_too = take_in (fixture, aside, "e;f\n5;6\n");

  g_assert_cmpstr (sha256, ==, same);
  g_assert_cmpstr (later, ==, later_too);
  remove_dataset (fixture, first);
  start_again_later (fixture, CB_REMOVED_KEPT_DAYS - 5);
  remove_dataset (fixture, aside);
  start_again_later (fixture, 6);
  g_assert_cmpuint (count_removed (fixture), ==, 1);
  g_assert_true (cb_vault_has (fixture->workplace->vault, sha256));
  g_assert_true (cb_vault_has (fixture->workplace->vault, later));
  g_assert_true (cb_workplace_restore_dataset (fixture->workplace, aside, NULL, NULL));
  start_again_later (fixture, CB_REMOVED_KEPT_DAYS + 5);
  g_assert_true (cb_vault_has (fixture->workplace->vault, later));
  g_assert_cmpuint (count_listed (fixture), ==, 2);
}

static void
assert_refused (WorkplaceFixture *fixture, const char *id, const char *person, CbRemoval removal)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  CbRemoval judged = CB_REMOVAL_ALLOWED;
  g_autoptr (GError) error = NULL;

  g_assert_true (cb_workplace_judge_removal (fixture->workplace, dataset, person, &judged, NULL));
  g_assert_cmpint (judged, ==, removal);
  g_assert_false (cb_workplace_remove_dataset (fixture->workplace, id, person, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_assert_cmpstr (error->message, ==, cb_removal_words (removal));
  g_assert_cmpuint (count_removed (fixture), ==, 0);
}

static void
test_refused (WorkplaceFixture *fixture, gconstpointer data)
{
  g_autofree char *id = begin (fixture);
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (fixture->workplace, id, NULL);
  CbStore *store = fixture->workplace->store;
  CbApproval *approval = cb_approval_new ();

  assert_refused (fixture, id, "  ", CB_REMOVAL_NAMELESS);
  dataset->state = CB_DATASET_IN_REVIEW;
  dataset->prepared_by = g_strdup ("Trần Văn Minh");
  g_assert_true (cb_store_save_dataset (store, dataset, NULL));
  assert_refused (fixture, id, NULL, CB_REMOVAL_OTHERS);

  /* Approved once, and void since. */
  approval->id = g_strdup ("a");
  approval->dataset_id = g_strdup (id);
  approval->digest = cb_dataset_dup_digest (dataset);
  approval->prepared_by = g_strdup (LAN);
  approval->approved_by = g_strdup ("Trần Văn Minh");
  g_assert_true (cb_store_add_approval (store, approval, NULL));
  g_assert_true (cb_store_void_approvals (store, id, "file", NULL));
  assert_refused (fixture, id, "Trần Văn Minh", CB_REMOVAL_APPROVED);
  dataset->remote_id = g_strdup ("r");
  g_assert_true (cb_store_save_dataset (store, dataset, NULL));
  assert_refused (fixture, id, "Trần Văn Minh", CB_REMOVAL_PUBLISHED);
  cb_approval_free (approval);
}

static gboolean
kill_at_cb (const char *name, gpointer user_data)
{
  int *left = user_data;

  if (g_atomic_int_dec_and_test (left))
    test_process_kill_self ();
  return FALSE;
}

/* The other process: `--child ROOT NOW LEFT`; opens it and is ended at the LEFT-th point. */
static int
run_child (char **argv)
{
  WorkplaceFixture fixture = { .root = argv[2] };
  int left = (int)g_ascii_strtoll (argv[4], NULL, 10);

  test_process_die_with_parent ();
  fixture.clock = cb_clock_new_fake (g_ascii_strtoll (argv[3], NULL, 10), 1);
  cb_failpoint_set (kill_at_cb, &left);
  workplace_fixture_open_again (&fixture);
  cb_failpoint_set (NULL, NULL);
  cb_workplace_close (fixture.workplace);
  g_object_unref (fixture.workplace);
  g_object_unref (fixture.clock);
  return 0;
}

static gboolean
open_and_kill (WorkplaceFixture *fixture, guint at)
{
  g_autofree char *self = test_program_dup_path ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, cb_clock_now (fixture->clock));
  g_autofree char *left = g_strdup_printf ("%u", at);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self,
                                                    "--child", fixture->root, now, left, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  if (test_process_was_killed (child))
    return TRUE;
  g_assert_cmpint (g_subprocess_get_exit_status (child), ==, 0);
  return FALSE;
}

/* Ended at every point of the start that clears it, and started again: what is named is there, what
 * is there is named, and it is written down once. */
static void
test_killed (void)
{
  gboolean killed = TRUE;
  guint at = 0;

  while (killed)
    {
      WorkplaceFixture fixture = { 0 };
      g_autofree char *id = NULL;
      g_autofree char *kept = NULL;
      g_autofree char *mine = NULL;
      g_autofree char *shared = NULL;
      g_autofree char *shared_too = NULL;

      set_up (&fixture, NULL);
      id = begin (&fixture);
      kept = begin (&fixture);
      mine = take_in (&fixture, id, "a;b\n1;2\n");
      shared = take_in (&fixture, id, "c;d\n3;4\n");
      shared_too = take_in (&fixture, kept, "c;d\n3;4\n");
      remove_dataset (&fixture, id);
      cb_workplace_close (fixture.workplace);
      cb_clock_advance (fixture.clock, (CB_REMOVED_KEPT_DAYS + 1) * DAY);
      killed = open_and_kill (&fixture, ++at);

      workplace_fixture_open_again (&fixture);
      assert_gone (&fixture, id);
      g_assert_false (cb_vault_has (fixture.workplace->vault, mine));
      g_assert_true (cb_vault_verify (fixture.workplace->vault, shared, NULL, NULL, NULL, NULL));
      g_assert_cmpuint (count_listed (&fixture), ==, 1);
      tear_down (&fixture, NULL);
    }
  /* One transaction for the row, one for each of two names, and the one between bytes and name. */
  g_assert_cmpuint (at, >, 4);
}

#define ADD(path, func) g_test_add (path, WorkplaceFixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--child"))
    return run_child (argv);

  g_test_init (&argc, &argv, NULL);

  ADD ("/removal/put-aside/and-taken-back-as-it-was", test_put_aside);
  ADD ("/removal/gone/with-every-byte-it-ever-had", test_gone_with_its_bytes);
  ADD ("/removal/gone/what-another-has-stays", test_others_bytes_stay);
  ADD ("/removal/refused/says-why", test_refused);
  g_test_add_func ("/removal/gone/whenever-the-program-is-ended", test_killed);

  return g_test_run ();
}
