/* SPDX-License-Identifier: GPL-3.0-or-later */

/* faults.md 34, 36, 37, 39. */

#include "config.h"

#include <gio/gio.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "base/cb-failpoint.h"
#include "core/platform/cb-lock.h"
#include "store-fixture.h"
#include "test-system.h"

typedef struct
{
  char *root;
  char *path;
} Fixture;

static gboolean
fill_cb (CbStore *store, gpointer user_data, GError **error)
{
  for (int i = 0; i < 200; i++)
    if (!cb_journal_append (store, "Hoa", "event", "subject", NULL, error))
      return FALSE;
  return TRUE;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbStore) store = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *backup = NULL;
  g_autoptr (GError) error = NULL;

  fixture->root = fixture_new_root ();
  fixture->path = g_build_filename (fixture->root, "congbo.db", NULL);
  folder = g_build_filename (fixture->root, "backups", NULL);
  backup = g_build_filename (folder, "congbo-001-20260101T000000Z.db", NULL);
  store = fixture_open (fixture->root);
  g_assert_true (cb_store_run (store, fill_cb, NULL, &error));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (backup, "a backup", -1, NULL));
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_folder_remove (fixture->root);
  g_free (fixture->root);
  g_free (fixture->path);
}

static CbStore *
try_open (const char *root, GError **error)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (1000000, 1);

  return cb_store_open (root, clock, error);
}

static void
assert_damaged (Fixture *fixture)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  gsize size_before = 0;
  gsize size_after = 0;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (fixture->path, &before, &size_before, NULL);
  g_assert_null (try_open (fixture->root, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_DAMAGED);
  g_assert_nonnull (strstr (error->message, "congbo-001-20260101T000000Z.db"));
  g_file_get_contents (fixture->path, &after, &size_after, NULL);
  g_assert_cmpmem (before, size_before, after, size_after);
}

static void
overwrite (const char *path, gsize offset, gsize length)
{
  g_autofree char *noise = g_malloc (length);
  int fd = test_file_open (path, TRUE);

  memset (noise, 0xa5, length);
  g_assert_true (cb_descriptor_write_at (fd, noise, length, offset, NULL));
  close (fd);
}

static void
test_zero_length (Fixture *fixture, gconstpointer data)
{
  test_file_set_size_of (fixture->path, (guint64)(0));
  assert_damaged (fixture);
}

static void
test_half_length (Fixture *fixture, gconstpointer data)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  test_file_set_size_of (fixture->path, (guint64)(info.st_size / 2));
  assert_damaged (fixture);
}

static void
test_not_a_database (Fixture *fixture, gconstpointer data)
{
  g_assert_true (g_file_set_contents (fixture->path, "{\"this\": \"is not one\"}", -1, NULL));
  assert_damaged (fixture);
}

static void
test_pages_overwritten (Fixture *fixture, gconstpointer data)
{
  GStatBuf info;

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  overwrite (fixture->path, 4096, (gsize)info.st_size - 4096);
  assert_damaged (fixture);
}

static void
test_header_overwritten (Fixture *fixture, gconstpointer data)
{
  overwrite (fixture->path, 20, 60);
  assert_damaged (fixture);
}

static void
test_another_programs (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  fixture_sql (fixture->root, "CREATE TABLE theirs (a)");
  assert_damaged (fixture);
}

static gboolean
fill_much_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_autofree char *value = g_strnfill (1024 * 1024, 'x');

  for (int i = 0; i < 10; i++)
    {
      g_autofree char *name = g_strdup_printf ("large-%d", i);

      if (!cb_store_set_setting (store, name, value, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
opens_at (const char *root, gint64 now_us, GError **error)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (now_us, 1);
  g_autoptr (CbStore) store = cb_store_open (root, clock, error);

  return store != NULL;
}

/* Not looked at in whole at every start, but once a week, and after a machine that stopped. */
static void
test_large_is_looked_at_weekly (Fixture *fixture, gconstpointer data)
{
  gint64 day = G_TIME_SPAN_DAY;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = fixture_open (fixture->root);

  g_assert_true (cb_store_run (store, fill_much_cb, NULL, &error));
  g_clear_object (&store);
  g_assert_true (opens_at (fixture->root, 100 * day, &error));
  g_assert_no_error (error);

  overwrite (fixture->path, 5 * 1024 * 1024, 4096);
  g_assert_true (opens_at (fixture->root, 101 * day, &error));
  g_assert_no_error (error);
  g_assert_false (opens_at (fixture->root, 108 * day, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_DAMAGED);
}

/* What a machine leaves that stops: a log beside the database, here with its last page torn off. */
static void
leave_log (Fixture *fixture, gboolean torn)
{
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  GStatBuf info;

  g_assert_cmpint (fixture_run_child ("leave-log", fixture->root, 0), ==, FIXTURE_KILLED);
  g_assert_cmpint (g_stat (log, &info), ==, 0);
  g_assert_cmpint (info.st_size, >, 4096);
  if (torn)
    test_file_set_size_of (log, (guint64)(info.st_size - 1000));
}

static void
test_log (Fixture *fixture, gconstpointer data)
{
  gboolean torn = GPOINTER_TO_INT (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbStore) store = NULL;
  gint64 rows = 0;

  leave_log (fixture, torn);
  store = try_open (fixture->root, &error);
  g_assert_no_error (error);
  g_assert_true (cb_journal_verify (store, &rows, &error));
  g_assert_no_error (error);
  /* Three were added; of a torn log all but the last is there. */
  g_assert_cmpint (rows, ==, torn ? 202 : 203);
}

static void
test_log_without_database (Fixture *fixture, gconstpointer data)
{
  leave_log (fixture, FALSE);
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  assert_damaged (fixture);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

/* As a log: a new database of that name would be rolled back to pages of the one that is missing.
 */
static void
test_journal_without_database (Fixture *fixture, gconstpointer data)
{
  g_autofree char *journal = g_strconcat (fixture->path, "-journal", NULL);

  g_assert_true (g_file_set_contents (journal, "pages of before", -1, NULL));
  g_assert_cmpint (g_unlink (fixture->path), ==, 0);
  assert_damaged (fixture);
  g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
}

static gboolean
refuse_cb (const char *name, gpointer user_data)
{
  return g_str_equal (name, user_data);
}

/* Full while it writes: said so, nothing lost, and it goes on when there is room again. */
static void
test_disk_full_injected (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbStore) store = fixture_open (fixture->root);
  gint64 rows = 0;
  g_autoptr (GError) error = NULL;

  cb_failpoint_set (refuse_cb, (gpointer)data);
  g_assert_false (cb_journal_append (store, "Hoa", "event", "subject", NULL, &error));
  cb_failpoint_set (NULL, NULL);
  g_assert_error (error, CB_ERROR, CB_ERROR_DISK_FULL);
  g_clear_error (&error);
  g_assert_true (cb_journal_verify (store, &rows, &error));
  g_assert_cmpint (rows, ==, 200);
  g_assert_true (cb_journal_append (store, "Hoa", "event", "subject", NULL, &error));
  g_assert_no_error (error);
}

static void
test_in_child (Fixture *fixture, gconstpointer data)
{
  int status = fixture_run_child (data, fixture->root, 0);
  g_autoptr (CbStore) store = NULL;

  if (status == FIXTURE_SKIP)
    {
      g_test_skip ("this person may not mount anything here");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  store = fixture_open (fixture->root);
  g_assert_true (cb_journal_verify (store, NULL, NULL));
}

static void
test_no_write_ahead_log (Fixture *fixture, gconstpointer data)
{
  g_autoptr (CbStore) store = NULL;
  g_autofree char *log = g_strconcat (fixture->path, "-wal", NULL);
  g_autoptr (GError) error = NULL;

  cb_failpoint_set (refuse_cb, (char *)"store.no-wal");
  store = try_open (fixture->root, &error);
  cb_failpoint_set (NULL, NULL);
  g_assert_no_error (error);
  g_assert_true (cb_journal_append (store, "Hoa", "event", "subject", NULL, &error));
  g_assert_no_error (error);
  g_assert_false (g_file_test (log, G_FILE_TEST_EXISTS));
  g_assert_true (cb_journal_verify (store, NULL, NULL));
}

/* One change in three parts; ended at every failpoint in turn, there is all of it or nothing. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  guint killed = 0;
  gint64 changes = 0;
  int status;

  while ((status = fixture_run_child ("change", fixture->root, killed + 1)) == FIXTURE_KILLED)
    {
      g_autoptr (CbStore) store = fixture_open (fixture->root);
      gint64 rows = 0;

      g_assert_true (cb_journal_verify (store, &rows, NULL));
      g_assert_cmpint (rows - 200, >=, changes);
      changes = rows - 200;
      g_clear_object (&store);
      g_assert_cmpint (fixture_count (fixture->root, "SELECT COUNT (*) FROM datasets"), ==,
                       changes);
      g_assert_cmpint (fixture_count (fixture->root, "SELECT COUNT (*) FROM jobs"), ==, changes);
      killed++;
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (killed, >=, 5);
  g_assert_cmpint (changes, >=, 1);
}

/* Two programs that do not know of each other's lock: each waits for the other, none is lost. */
static void
test_two_programs_write (Fixture *fixture, gconstpointer data)
{
  g_autofree char *self = test_program_dup_path ();
  GSubprocess *children[2];
  gint64 rows = 0;
  g_autoptr (CbStore) store = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    children[i] = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, NULL, self, "--child", "append",
                                    fixture->root, "0", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      g_assert_true (g_subprocess_wait_check (children[i], NULL, NULL));
      g_object_unref (children[i]);
    }
  store = fixture_open (fixture->root);
  g_assert_true (cb_journal_verify (store, &rows, NULL));
  g_assert_cmpint (rows, ==, 240);
}

static void
append (CbStore *store, int count)
{
  for (int i = 0; i < count; i++)
    {
      g_autoptr (GError) error = NULL;

      if (!cb_journal_append (store, "Minh", "event", "subject", NULL, &error))
        g_printerr ("%s\n", error->message);
      g_assert_no_error (error);
    }
}

static gboolean
change_cb (CbStore *store, gpointer user_data, GError **error)
{
  g_autofree char *id = g_uuid_string_random ();

  fixture_add_job (store, id, id);
  return cb_journal_append (store, "Minh", "job.created", id, NULL, error);
}

static int
run_small (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "small", NULL);
  g_autofree char *value = g_strnfill (20000, 'x');
  g_autoptr (CbStore) store = NULL;
  g_autoptr (GError) error = NULL;
  gint64 rows = 0;
  int kept = 0;

  g_mkdir (folder, 0700);
  if (!test_mount_small (folder, "1m"))
    return FIXTURE_SKIP;
  store = try_open (folder, &error);
  g_assert_no_error (error);
  while (kept < 1000 && cb_store_set_setting (store, "big", value, &error)
         && cb_journal_append (store, "Hoa", "event", value, NULL, &error))
    kept++;
  g_assert_error (error, CB_ERROR, CB_ERROR_DISK_FULL);
  g_assert_cmpint (kept, >, 0);
  g_assert_true (cb_journal_verify (store, &rows, NULL));
  g_assert_cmpint (rows, ==, kept);
  return 0;
}

static int
run_read_only (const char *root)
{
  g_autofree char *inside = g_build_filename (root, "new", NULL);
  g_autoptr (GError) error = NULL;

  if (!test_mount_read_only (root))
    return FIXTURE_SKIP;
  g_assert_null (try_open (root, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (try_open (inside, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_READ_ONLY);
  g_clear_error (&error);
  g_assert_null (cb_lock_take (root, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_READ_ONLY);
  return 0;
}

static int
run_child (const char *action, const char *root)
{
  g_autoptr (CbStore) store = NULL;

  if (g_str_equal (action, "small-disk"))
    return run_small (root);
  if (g_str_equal (action, "read-only"))
    return run_read_only (root);

  store = fixture_open (root);
  if (g_str_equal (action, "change"))
    return cb_store_run (store, change_cb, NULL, NULL) ? 0 : 1;
  append (store, g_str_equal (action, "append") ? 20 : 3);
  if (g_str_equal (action, "leave-log"))
    test_process_kill_self ();
  return 0;
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--child"))
    {
      fixture_init_child (argc, argv);
      return run_child (argv[2], argv[3]);
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("/store/damaged/zero-length", NULL, test_zero_length);
  ADD ("/store/damaged/half-length", NULL, test_half_length);
  ADD ("/store/damaged/not-a-database", NULL, test_not_a_database);
  ADD ("/store/damaged/pages-overwritten", NULL, test_pages_overwritten);
  ADD ("/store/damaged/header-overwritten", NULL, test_header_overwritten);
  ADD ("/store/damaged/another-programs", NULL, test_another_programs);
  ADD ("/store/damaged/log-without-database", NULL, test_log_without_database);
  ADD ("/store/damaged/journal-without-database", NULL, test_journal_without_database);
  ADD ("/store/damaged/large-is-looked-at-weekly", NULL, test_large_is_looked_at_weekly);
  ADD ("/store/log/left-behind", GINT_TO_POINTER (FALSE), test_log);
  ADD ("/store/log/torn", GINT_TO_POINTER (TRUE), test_log);
  ADD ("/store/log/not-possible", NULL, test_no_write_ahead_log);
  ADD ("/store/disk-full/writing", "store.statement-full", test_disk_full_injected);
  ADD ("/store/disk-full/committing", "store.before-commit", test_disk_full_injected);
  ADD ("/store/disk-full/real", "small-disk", test_in_child);
  ADD ("/store/read-only", "read-only", test_in_child);
  ADD ("/store/killed-anywhere", NULL, test_killed);
  ADD ("/store/two-programs-write", NULL, test_two_programs_write);
  return g_test_run ();
}
