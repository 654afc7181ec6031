/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "base/cb-failpoint.h"
#include "core/store/cb-vault.h"
#include "store-fixture.h"
#include "test-system.h"

#define LARGE (3 * 1024 * 1024 + 7)

typedef struct
{
  char *root;
  char *outside;
  CbVault *vault;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->root = fixture_new_root ();
  fixture->outside = fixture_new_root ();
  fixture->vault = cb_vault_open (fixture->root, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->vault);
  test_folder_remove (fixture->root);
  test_folder_remove (fixture->outside);
  g_free (fixture->root);
  g_free (fixture->outside);
}

/* Bytes that differ from block to block, so that a block in the wrong place shows. */
static char *
write_file (const char *folder, const char *name, gsize length)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autofree char *bytes = g_malloc (length + 8);
  int fd;

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char)(i * 31 + i / 4093);
  /* Not g_file_set_contents(), whose temporary name is longer than the longest name. */
  fd = test_file_create (path);
  g_assert_cmpint (fd, >=, 0);
  g_assert_true (cb_descriptor_write (fd, bytes, length, NULL));
  close (fd);
  return path;
}

static char *
hash_file (const char *path)
{
  g_autofree char *bytes = NULL;
  gsize length = 0;

  g_assert_true (g_file_get_contents (path, &bytes, &length, NULL));
  return g_compute_checksum_for_data (G_CHECKSUM_SHA256, (guint8 *)bytes, length);
}

static gboolean
take_in (CbVault *vault, const char *path, char **sha256, guint64 *size, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return cb_vault_take_in (vault, file, sha256, size, NULL, NULL, NULL, error);
}

static guint
count_incoming (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "vault", "incoming", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint count = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    count++;
  return count;
}

static void
assert_refused (Fixture *fixture, const char *path, CbError code)
{
  g_autofree char *sha256 = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_false (take_in (fixture->vault, path, &sha256, &size, &error));
  g_assert_error (error, CB_ERROR, (int)code);
  g_assert_cmpstr (sha256, ==, NULL);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
test_bytes_come_back (Fixture *fixture, gconstpointer data)
{
  gsize length = GPOINTER_TO_SIZE (data);
  g_autofree char *path = write_file (fixture->outside, "file", length);
  g_autofree char *expected = hash_file (path);
  g_autofree char *sha256 = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_hash = NULL;
  guint64 size = 0;
  GStatBuf info;
  g_autoptr (GError) error = NULL;

  g_assert_true (take_in (fixture->vault, path, &sha256, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size, ==, length);
  g_assert_cmpstr (sha256, ==, expected);
  kept = cb_vault_dup_path (fixture->vault, sha256);
  kept_hash = hash_file (kept);
  g_assert_cmpstr (kept_hash, ==, expected);
  g_assert_cmpint (g_stat (kept, &info), ==, 0);
  if (G_DIR_SEPARATOR == '/')
    g_assert_cmpint (info.st_mode & 0777, ==, 0400);
  g_assert_true (cb_vault_verify (fixture->vault, sha256, NULL, NULL, NULL, &error));
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
test_same_bytes_twice (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", 1000);
  g_autofree char *one = NULL;
  g_autofree char *two = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (take_in (fixture->vault, path, &one, &size, &error));
  g_assert_true (take_in (fixture->vault, path, &two, &size, &error));
  g_assert_cmpstr (one, ==, two);
  g_assert_true (cb_vault_verify (fixture->vault, one, NULL, NULL, NULL, &error));
}

static void
test_odd_names (Fixture *fixture, gconstpointer data)
{
  g_autofree char *longest = g_strnfill (255, 'a');
  const char *names[] = { "😀 Cơ sở.csv", "-rf", longest, "dòng\r\nmới.csv" };
  /* The last one is no name on Windows. */
  guint n_names = G_N_ELEMENTS (names) - (G_DIR_SEPARATOR == '/' ? 0 : 1);

  for (guint i = 0; i < n_names; i++)
    {
      g_autofree char *path = write_file (fixture->outside, names[i], 100 + i);
      g_autofree char *sha256 = NULL;
      guint64 size = 0;
      g_autoptr (GError) error = NULL;

      g_assert_true (take_in (fixture->vault, path, &sha256, &size, &error));
      g_assert_no_error (error);
    }
}

static void
test_folder_pipe_device (Fixture *fixture, gconstpointer data)
{
  g_autofree char *fifo = g_build_filename (fixture->outside, "fifo", NULL);
  g_autofree char *missing = g_build_filename (fixture->outside, "missing", NULL);
  g_autofree char *link = g_build_filename (fixture->outside, "link", NULL);
  g_autofree char *device = g_build_filename (fixture->outside, "device", NULL);

  assert_refused (fixture, fixture->outside, CB_ERROR_NOT_A_FILE);
  if (test_fifo_make (fifo))
    assert_refused (fixture, fifo, CB_ERROR_NOT_A_FILE);
  if (test_link_make (fifo, link))
    assert_refused (fixture, link, CB_ERROR_NOT_A_FILE);
  if (test_device_link (device))
    assert_refused (fixture, device, CB_ERROR_NOT_A_FILE);
  else
    assert_refused (fixture, "NUL", CB_ERROR_NOT_A_FILE);
  assert_refused (fixture, missing, CB_ERROR_NOT_FOUND);
}

static void
test_unreadable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", 10);

  if (test_file_forbid_reading (path))
    assert_refused (fixture, path, CB_ERROR_UNREADABLE);
  /* This file of the kernel's opens and then refuses to be read, by root, too. */
  else if (G_DIR_SEPARATOR == '/' && g_file_test ("/proc/self/mem", G_FILE_TEST_EXISTS))
    assert_refused (fixture, "/proc/self/mem", CB_ERROR_UNREADABLE);
  else
    g_test_skip ("nothing can be forbidden to this person");
}

typedef struct
{
  const char *path;
  int how;
} Meddler;

enum
{
  GROWS,
  SHRINKS,
  IS_REWRITTEN,
  IS_REPLACED,
  VANISHES,
};

static gboolean
meddle_cb (const char *name, gpointer user_data)
{
  const Meddler *meddler = user_data;
  g_autofree char *other = g_strconcat (meddler->path, ".other", NULL);
  int fd;

  if (!g_str_equal (name, "vault.created"))
    return FALSE;
  switch (meddler->how)
    {
    case GROWS:
      fd = test_file_open (meddler->path, TRUE);
      g_assert_true (cb_descriptor_write_at (fd, "more", 4, 600000, NULL));
      close (fd);
      break;
    case SHRINKS:
      test_file_set_size_of (meddler->path, 10);
      break;
    case IS_REWRITTEN:
      fd = test_file_open (meddler->path, TRUE);
      g_assert_true (cb_descriptor_write_at (fd, "x", 1, 100, NULL));
      test_file_set_old (fd);
      close (fd);
      break;
    case IS_REPLACED:
      g_assert_true (g_file_set_contents (other, "other", 5, NULL));
      g_assert_cmpint (g_rename (other, meddler->path), ==, 0);
      break;
    default:
      g_assert_cmpint (g_unlink (meddler->path), ==, 0);
    }
  return FALSE;
}

static void
test_changes_meanwhile (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", 600000);
  Meddler meddler = { .path = path, .how = GPOINTER_TO_INT (data) };

  /* What is open stays what it is there, whatever becomes of its name. */
  if (meddler.how >= IS_REPLACED && !test_file_can_replace_open ())
    {
      g_test_skip ("a file that is open is neither replaced nor removed here");
      return;
    }
  cb_failpoint_set (meddle_cb, &meddler);
  assert_refused (fixture, path, CB_ERROR_FILE_CHANGED);
  cb_failpoint_set (NULL, NULL);
}

static gboolean
refuse_cb (const char *name, gpointer user_data)
{
  return g_str_equal (name, user_data);
}

static void
test_disk_full_injected (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", LARGE);

  cb_failpoint_set (refuse_cb, (gpointer)data);
  assert_refused (fixture, path, CB_ERROR_DISK_FULL);
  cb_failpoint_set (NULL, NULL);
}

static void
give_up_cb (guint64 done, guint64 total, gpointer user_data)
{
  g_assert_cmpuint (done, <=, total);
  g_cancellable_cancel (user_data);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", LARGE);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *sha256 = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_vault_take_in (fixture->vault, file, &sha256, &size, give_up_cb, cancellable,
                                    cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
test_mended_copy (Fixture *fixture, gconstpointer data)
{
  gboolean still_open = GPOINTER_TO_INT (data);
  g_autofree char *sha256 = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *kept_hash = NULL;
  guint64 size = 0;
  int writer = -1;
  g_autoptr (GError) error = NULL;
  int fd = cb_vault_create_temp (fixture->vault, &error);

  g_assert_no_error (error);
  g_assert_cmpint (write (fd, "a,b\n1,2\n", 8), ==, 8);
  if (still_open)
    writer = dup (fd);
  g_assert_true (cb_vault_adopt (fixture->vault, fd, &sha256, &size, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (size, ==, 8);
  /* Whoever kept a descriptor cannot reach what is in the vault. */
  if (still_open)
    {
      g_assert_true (cb_descriptor_write_at (writer, "X", 1, 0, NULL));
      close (writer);
    }
  kept = cb_vault_dup_path (fixture->vault, sha256);
  kept_hash = hash_file (kept);
  g_assert_cmpstr (kept_hash, ==, sha256);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
test_discarded (Fixture *fixture, gconstpointer data)
{
  int fd = cb_vault_create_temp (fixture->vault, NULL);

  g_assert_cmpint (fd, >=, 0);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 1);
  cb_vault_discard (fixture->vault, fd);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
test_leftovers_go (Fixture *fixture, gconstpointer data)
{
  int fd = cb_vault_create_temp (fixture->vault, NULL);
  g_autoptr (GError) error = NULL;

  g_clear_object (&fixture->vault);
  close (fd);
  fixture->vault = cb_vault_open (fixture->root, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
test_damaged (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", 1000);
  g_autofree char *sha256 = NULL;
  g_autofree char *again = NULL;
  g_autofree char *kept = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (take_in (fixture->vault, path, &sha256, &size, &error));
  kept = cb_vault_dup_path (fixture->vault, sha256);
  g_assert_cmpint (g_chmod (kept, 0600), ==, 0);
  g_assert_true (g_file_set_contents (kept, "rotten", 6, NULL));
  g_assert_false (cb_vault_verify (fixture->vault, sha256, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_DAMAGED);
  g_clear_error (&error);

  /* Taking the same file in again mends it. */
  g_assert_true (take_in (fixture->vault, path, &again, &size, &error));
  g_assert_true (cb_vault_verify (fixture->vault, sha256, NULL, NULL, NULL, &error));
  g_assert_cmpint (g_unlink (kept), ==, 0);
  g_assert_false (cb_vault_has (fixture->vault, sha256));
  g_assert_cmpint (cb_vault_open_file (fixture->vault, sha256, &error), ==, -1);
  g_assert_error (error, CB_ERROR, CB_ERROR_DAMAGED);
}

static gboolean
refuse_name_cb (const char *name, gpointer user_data)
{
  return g_str_equal (name, "files.rename-in-use");
}

/* Where no file is replaced that somebody has open (Windows), one that is sound is as good. */
static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", 1000);
  g_autofree char *kept = NULL;
  g_autofree char *sha256 = NULL;
  g_autofree char *again = NULL;
  g_autofree char *none = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;

  g_assert_true (take_in (fixture->vault, path, &sha256, &size, &error));
  cb_failpoint_set (refuse_name_cb, NULL);
  g_assert_true (take_in (fixture->vault, path, &again, &size, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, sha256);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);

  kept = cb_vault_dup_path (fixture->vault, sha256);
  g_assert_cmpint (g_chmod (kept, 0600), ==, 0);
  g_assert_true (g_file_set_contents (kept, "rotten", 6, NULL));
  g_assert_false (take_in (fixture->vault, path, &none, &size, &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
  cb_failpoint_set (NULL, NULL);
}

/* What is looked at meanwhile is taken in once more. */
static void
test_open_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", 1000);
  g_autofree char *sha256 = NULL;
  g_autofree char *again = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;
  int fd;

  g_assert_true (take_in (fixture->vault, path, &sha256, &size, &error));
  fd = cb_vault_open_file (fixture->vault, sha256, &error);
  g_assert_true (take_in (fixture->vault, path, &again, &size, &error));
  g_assert_no_error (error);
  g_close (fd, NULL);
}

static void
test_no_way_out (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_vault_has (fixture->vault, "../../../etc/passwd"));
  g_assert_cmpint (cb_vault_open_file (fixture->vault, "../../../etc/passwd", &error), ==, -1);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

static gpointer
take_in_thread (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *path = g_build_filename (fixture->outside, "file", NULL);

  for (int i = 0; i < 5; i++)
    {
      g_autofree char *sha256 = NULL;
      guint64 size = 0;
      g_autoptr (GError) error = NULL;

      take_in (fixture->vault, path, &sha256, &size, &error);
      g_assert_no_error (error);
      g_assert_true (cb_vault_verify (fixture->vault, sha256, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
    }
  return NULL;
}

static void
test_many_threads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->outside, "file", LARGE);
  GThread *threads[4];

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("taker", take_in_thread, fixture);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

/* Ended at every failpoint in turn: what is in the vault is whole, or is not there. */
static void
test_killed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = write_file (fixture->root, "input", 600000);
  g_autofree char *sha256 = hash_file (path);
  guint killed = 0;
  int status;

  while ((status = fixture_run_child ("take-in", fixture->root, killed + 1)) == FIXTURE_KILLED)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbVault) vault = cb_vault_open (fixture->root, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
      if (cb_vault_has (vault, sha256))
        g_assert_true (cb_vault_verify (vault, sha256, NULL, NULL, NULL, &error));
      g_assert_no_error (error);
      killed++;
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (killed, >=, 6);
  g_assert_true (cb_vault_verify (fixture->vault, sha256, NULL, NULL, NULL, NULL));
}

static void
test_in_child (Fixture *fixture, gconstpointer data)
{
  int status;

  g_free (write_file (fixture->root, "input", LARGE));
  g_free (write_file (fixture->outside, "input", LARGE));
  status = fixture_run_child (
      data, g_str_equal (data, "small-disk") ? fixture->outside : fixture->root, 0);
  if (status == FIXTURE_SKIP)
    {
      g_test_skip ("this cannot be had here");
      return;
    }
  g_assert_cmpint (status, ==, 0);
  g_assert_cmpuint (count_incoming (fixture->root), ==, 0);
}

static void
run_child (const char *action, const char *root)
{
  g_autofree char *input = g_build_filename (root, "input", NULL);
  g_autofree char *folder = g_build_filename (root, "small", NULL);
  g_autoptr (CbVault) vault = NULL;
  g_autofree char *sha256 = NULL;
  guint64 size = 0;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (action, "file-limit") && !test_limit_files (100000))
    exit (FIXTURE_SKIP);
  g_mkdir (folder, 0700);
  if (g_str_equal (action, "small-disk") && !test_mount_small (folder, "1m"))
    exit (FIXTURE_SKIP);
  if (g_str_equal (action, "read-only") && !test_mount_read_only (root))
    exit (FIXTURE_SKIP);

  vault = cb_vault_open (g_str_equal (action, "small-disk") ? folder : root, &error);
  if (vault != NULL && take_in (vault, input, &sha256, &size, &error))
    exit (g_str_equal (action, "take-in") ? 0 : 1);
  fixture_exit_expecting (error, g_str_equal (action, "read-only") ? CB_ERROR_READ_ONLY
                                                                   : CB_ERROR_DISK_FULL);
}

#define ADD(path, data, func) g_test_add (path, Fixture, data, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  if (argc > 1 && g_str_equal (argv[1], "--child"))
    {
      fixture_init_child (argc, argv);
      run_child (argv[2], argv[3]);
    }
  g_test_init (&argc, &argv, NULL);
  ADD ("/vault/take-in/empty", GSIZE_TO_POINTER (0), test_bytes_come_back);
  ADD ("/vault/take-in/small", GSIZE_TO_POINTER (4097), test_bytes_come_back);
  ADD ("/vault/take-in/large", GSIZE_TO_POINTER (LARGE), test_bytes_come_back);
  ADD ("/vault/take-in/whole-blocks", GSIZE_TO_POINTER (4 * 1024 * 1024), test_bytes_come_back);
  ADD ("/vault/take-in/same-bytes-twice", NULL, test_same_bytes_twice);
  ADD ("/vault/take-in/odd-names", NULL, test_odd_names);
  ADD ("/vault/take-in/folder-pipe-device", NULL, test_folder_pipe_device);
  ADD ("/vault/take-in/unreadable", NULL, test_unreadable);
  ADD ("/vault/changes/grows", GINT_TO_POINTER (GROWS), test_changes_meanwhile);
  ADD ("/vault/changes/shrinks", GINT_TO_POINTER (SHRINKS), test_changes_meanwhile);
  ADD ("/vault/changes/is-rewritten", GINT_TO_POINTER (IS_REWRITTEN), test_changes_meanwhile);
  ADD ("/vault/changes/is-replaced", GINT_TO_POINTER (IS_REPLACED), test_changes_meanwhile);
  ADD ("/vault/changes/vanishes", GINT_TO_POINTER (VANISHES), test_changes_meanwhile);
  ADD ("/vault/disk-full/reserving", "files.reserve-full", test_disk_full_injected);
  ADD ("/vault/disk-full/writing", "files.write-full", test_disk_full_injected);
  ADD ("/vault/disk-full/syncing", "files.sync-full", test_disk_full_injected);
  ADD ("/vault/disk-full/real", "small-disk", test_in_child);
  ADD ("/vault/disk-full/file-limit", "file-limit", test_in_child);
  ADD ("/vault/read-only", "read-only", test_in_child);
  ADD ("/vault/cancelled", NULL, test_cancelled);
  ADD ("/vault/mended/named", GINT_TO_POINTER (FALSE), test_mended_copy);
  ADD ("/vault/mended/still-open-elsewhere", GINT_TO_POINTER (TRUE), test_mended_copy);
  ADD ("/vault/mended/discarded", NULL, test_discarded);
  ADD ("/vault/leftovers-go", NULL, test_leftovers_go);
  ADD ("/vault/damaged", NULL, test_damaged);
  ADD ("/vault/in-use/refused", NULL, test_in_use);
  ADD ("/vault/in-use/looked-at", NULL, test_open_elsewhere);
  ADD ("/vault/no-way-out", NULL, test_no_way_out);
  ADD ("/vault/threads", NULL, test_many_threads);
  ADD ("/vault/killed-anywhere", NULL, test_killed);
  return g_test_run ();
}
