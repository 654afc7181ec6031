/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <sqlite3.h>
#include <string.h>

#include "base/cb-failpoint.h"
#include "core/store/cb-store-private.h"
#include "store-fixture.h"
#include "test-system.h"

#define NEXT_VERSION "ALTER TABLE settings ADD COLUMN note TEXT;"

static GBytes *
load_good (int version, GError **error)
{
  if (version == cb_migration_get_ours ()->latest + 1)
    return g_bytes_new_static (NEXT_VERSION, strlen (NEXT_VERSION));
  return cb_migration_get_ours ()->load (version, error);
}

/* Its first half is good. */
static GBytes *
load_bad (int version, GError **error)
{
  const char *sql = NEXT_VERSION "DELETE FROM settings; INSERT INTO nowhere VALUES (1);";

  if (version == cb_migration_get_ours ()->latest + 1)
    return g_bytes_new_static (sql, strlen (sql));
  return cb_migration_get_ours ()->load (version, error);
}

static CbStore *
open_with (const char *root, GBytes *(*load) (int, GError **), GError **error)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (1000000, 1);
  CbMigrations *migrations = g_new0 (CbMigrations, 1);
  CbStore *store;

  migrations->latest = cb_migration_get_ours ()->latest + 1;
  migrations->load = load;
  store = _cb_store_open_with (root, clock, migrations, error);
  /* Read while opening only. */
  g_free (migrations);
  return store;
}

static void
run_file (const char *root, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "store", "data", name, NULL);
  g_autofree char *sql = NULL;

  g_assert_true (g_file_get_contents (path, &sql, NULL, NULL));
  fixture_sql (root, sql);
}

/* As somebody's computer has it: written by version 1, and never since. */
static char *
new_version_1 (void)
{
  char *root = fixture_new_root ();

  run_file (root, "version-001.sql");
  return root;
}

static guint
count_backups (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
assert_content (CbStore *store)
{
  g_autofree char *agency = cb_store_dup_setting (store, "agency", NULL);
  g_autoptr (CbDataset) dataset = cb_store_get_dataset (store, "d1", NULL);
  g_autoptr (CbApproval) approval = cb_store_get_current_approval (store, "d1", NULL);
  g_autoptr (CbJob) job = cb_store_get_job (store, "j1", NULL);
  g_autofree char *digest = NULL;
  gint64 rows = 0;

  g_assert_cmpstr (agency, ==, "Sở Y tế");
  g_assert_nonnull (dataset);
  g_assert_nonnull (approval);
  g_assert_nonnull (job);
  digest = cb_dataset_dup_digest (dataset);
  g_assert_cmpstr (digest, ==, approval->digest);
  g_assert_cmpint (job->state, ==, CB_JOB_WAITING);
  g_assert_true (cb_journal_verify (store, &rows, NULL));
  g_assert_cmpint (rows, ==, 2);
}

static void
test_version_1_is_read (void)
{
  g_autofree char *root = new_version_1 ();
  g_autoptr (CbStore) store = fixture_open (root);

  assert_content (store);
  g_clear_object (&store);
  g_assert_cmpint (fixture_count (root, "PRAGMA user_version"), ==,
                   cb_migration_get_ours ()->latest);
  test_folder_remove (root);
}

/* Registers as versions 3 and 4 kept them are whole in the table that version 5 made anew. */
static void
test_records_are_kept (void)
{
  const CbMigrations before = { .latest = 4, .load = cb_migration_get_ours ()->load };
  g_autofree char *root = fixture_new_root ();
  g_autoptr (CbClock) clock = cb_clock_new_fake (1000000, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = _cb_store_open_with (root, clock, &before, &error);

  g_assert_no_error (error);
  g_clear_object (&store);
  fixture_sql (root, "INSERT INTO records VALUES ('r1', 'feedback', 2026, 1, 'open', 2, "
                     "'{\"content\":\"Sai đơn vị\"}', '{\"answer\":\"Đang\"}', 'Hoa', 5, 6);"
                     "INSERT INTO record_versions VALUES ('r1', 1, 'draft', '{}', 'Hoa', 5);"
                     "INSERT INTO record_versions VALUES ('r1', 2, 'open', '{}', 'Hoa', 6);");
  store = fixture_open (root);
  g_clear_object (&store);
  g_assert_cmpint (fixture_count (root, "SELECT COUNT (*) FROM records WHERE id = 'r1' AND "
                                        "register = 'feedback' AND number = 1 AND version = 2 AND "
                                        "pending LIKE '%Đang%' AND changed_us = 6"),
                   ==, 1);
  g_assert_cmpint (fixture_count (root, "SELECT COUNT (*) FROM record_versions"), ==, 2);
  g_assert_cmpint (fixture_count (root, "SELECT COUNT (*) FROM pragma_foreign_key_check"), ==, 0);
  g_assert_cmpint (fixture_count (root,
                                  "SELECT COUNT (*) FROM sqlite_schema WHERE type = 'trigger' "
                                  "AND tbl_name = 'records'"),
                   ==, 1);
  fixture_sql (root, "INSERT INTO records VALUES ('p1', 'proposals', 2026, 1, 'draft', 1, '{}', "
                     "NULL, 'Hoa', 7, 7);");
  test_folder_remove (root);
}

static void
test_backed_up_first (void)
{
  g_autofree char *root = new_version_1 ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = open_with (root, load_good, &error);
  g_autofree char *backup = cb_migration_dup_last_backup (root);
  g_autofree char *restored = fixture_new_root ();
  g_autofree char *path = g_build_filename (restored, "congbo.db", NULL);

  g_assert_no_error (error);
  assert_content (store);
  g_clear_object (&store);
  g_assert_cmpint (fixture_count (root, "PRAGMA user_version"), ==,
                   cb_migration_get_ours ()->latest + 1);
  g_assert_cmpint (fixture_count (root, "SELECT COUNT (note) FROM settings"), ==, 0);

  /* The backup is a whole database of the version before, and stays. */
  g_assert_nonnull (backup);
  g_assert_cmpint (g_rename (backup, path), ==, 0);
  store = fixture_open (restored);
  assert_content (store);
  g_clear_object (&store);
  test_folder_remove (root);
  test_folder_remove (restored);
}

static void
test_failure_is_undone (void)
{
  g_autofree char *root = new_version_1 ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = open_with (root, load_bad, &error);

  g_assert_null (store);
  g_assert_nonnull (error);
  g_assert_cmpuint (count_backups (root), ==, 1);
  g_assert_cmpint (fixture_count (root, "PRAGMA user_version"), ==,
                   cb_migration_get_ours ()->latest);
  store = fixture_open (root);
  assert_content (store);
  g_clear_object (&store);
  test_folder_remove (root);
}

static gboolean
refuse_cb (const char *name, gpointer user_data)
{
  return g_str_equal (name, user_data);
}

static void
test_no_backup_no_migration (void)
{
  g_autofree char *root = new_version_1 ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = NULL;

  cb_failpoint_set (refuse_cb, (char *)"store.backup-full");
  store = open_with (root, load_good, &error);
  cb_failpoint_set (NULL, NULL);
  g_assert_null (store);
  g_assert_error (error, CB_ERROR, CB_ERROR_DISK_FULL);
  g_assert_cmpuint (count_backups (root), ==, 0);
  g_assert_cmpint (fixture_count (root, "PRAGMA user_version"), ==, 1);
  test_folder_remove (root);
}

static void
test_newer_is_refused (void)
{
  g_autofree char *root = fixture_new_root ();
  g_autofree char *path = g_build_filename (root, "congbo.db", NULL);
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before = 0;
  gsize size_after = 0;
  g_autoptr (CbClock) clock = cb_clock_new_fake (1, 1);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = open_with (root, load_good, &error);

  g_assert_no_error (error);
  g_clear_object (&store);
  g_assert_true (g_file_get_contents (path, &before, &size_before, NULL));
  store = cb_store_open (root, clock, &error);
  g_assert_null (store);
  g_assert_error (error, CB_ERROR, CB_ERROR_NEWER);
  g_assert_true (g_file_get_contents (path, &after, &size_after, NULL));
  g_assert_cmpmem (before, size_before, after, size_after);
  g_assert_cmpuint (count_backups (root), ==, 0);
  test_folder_remove (root);
}

/* Ended at every failpoint of creating and of migrating in turn. */
static void
test_killed (gconstpointer data)
{
  gboolean existing = g_str_equal (data, "migrate");
  g_autofree char *root = existing ? new_version_1 () : fixture_new_root ();
  guint killed = 0;
  int status;

  while ((status = fixture_run_child (data, root, killed + 1)) == FIXTURE_KILLED)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbStore) store = open_with (root, load_good, &error);

      g_assert_no_error (error);
      if (existing)
        assert_content (store);
      g_clear_object (&store);
      killed++;
      test_folder_remove (root);
      g_free (root);
      root = existing ? new_version_1 () : fixture_new_root ();
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (killed, >=, 3);
  test_folder_remove (root);
}

static int
run_child (const char *root)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = open_with (root, load_good, &error);

  return store != NULL ? 0 : 1;
}

int
main (int argc, char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--child"))
    {
      fixture_init_child (argc, argv);
      return run_child (argv[3]);
    }
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/store/migration/version-1-is-read", test_version_1_is_read);
  g_test_add_func ("/store/migration/records-are-kept", test_records_are_kept);
  g_test_add_func ("/store/migration/backed-up-first", test_backed_up_first);
  g_test_add_func ("/store/migration/failure-is-undone", test_failure_is_undone);
  g_test_add_func ("/store/migration/no-backup-no-migration", test_no_backup_no_migration);
  g_test_add_func ("/store/migration/newer-is-refused", test_newer_is_refused);
  g_test_add_data_func ("/store/migration/killed-creating", "create", test_killed);
  g_test_add_data_func ("/store/migration/killed-migrating", "migrate", test_killed);
  return g_test_run ();
}
