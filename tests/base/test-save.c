/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#include "base/cb-error.h"
#include "base/cb-save.h"
#include "base/cb-text.h"
#include "test-system.h"

typedef struct
{
  char *folder;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->folder = g_dir_make_tmp ("congbo-save-XXXXXX", NULL);
  g_assert_nonnull (fixture->folder);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  test_folder_remove (fixture->folder);
  g_free (fixture->folder);
}

static void
assert_only (Fixture *fixture, const char *name)
{
  g_autoptr (GDir) dir = g_dir_open (fixture->folder, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, name);
  g_assert_null (g_dir_read_name (dir));
}

static gboolean
save (GFile *file, const char *text, GError **error)
{
  return cb_save_contents (file, text, strlen (text), NULL, error);
}

static void
assert_holds (GFile *file, const char *text)
{
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  g_file_load_contents (file, NULL, &contents, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (contents, ==, text);
}

static void
test_replaced (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, "Báo cáo quý.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (save (file, "một", &error));
  g_assert_no_error (error);
  assert_holds (file, "một");
  g_assert_true (save (file, "hai và ba", &error));
  g_assert_no_error (error);
  assert_holds (file, "hai và ba");
  assert_only (fixture, "Báo cáo quý.csv");
}

/* Longer than Windows once could, with everything above it. */
static void
test_long_path (Fixture *fixture, gconstpointer data)
{
  g_autofree char *part = g_strnfill (100, 'x');
  g_autofree char *above = g_build_filename (fixture->folder, part, part, part, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (above);
  g_autoptr (GFile) file = g_file_get_child (folder, "Báo cáo.csv");
  g_autoptr (GError) error = NULL;

  g_file_make_directory_with_parents (folder, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (save (file, "một", &error));
  g_assert_no_error (error);
  g_assert_true (save (file, "hai", &error));
  g_assert_no_error (error);
  assert_holds (file, "hai");
}

static void
test_folder_in_place (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GFile) nowhere = g_file_new_build_filename (fixture->folder, "b", "a.csv", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_make_directory (file, NULL, NULL));
  g_assert_false (save (file, "một", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
  g_clear_error (&error);
  g_assert_false (save (nowhere, "một", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  assert_only (fixture, "a.csv");
}

/* As Excel and a virus scanner do on Windows. What is there stays, and nothing lies beside it. */
static void
test_kept_by_another (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GError) error = NULL;
  int fd;

  g_assert_true (save (file, "một", NULL));
  fd = test_file_keep_to_self (g_file_peek_path (file));
  if (fd < 0)
    {
      g_test_skip ("nobody keeps a file to himself on this system");
      return;
    }
  g_assert_false (save (file, "hai", &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_IN_USE);
  close (fd);
  assert_holds (file, "một");
  assert_only (fixture, "a.csv");
}

/* What is written piece by piece gets its name in the same way. */
static void
test_given_name (Fixture *fixture, gconstpointer data)
{
  g_autofree char *part = g_build_filename (fixture->folder, "a.csv.part", NULL);
  g_autofree char *folder = g_build_filename (fixture->folder, "b", NULL);
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GError) error = NULL;
  int fd;

  g_assert_true (save (file, "một", NULL));
  g_assert_true (g_file_set_contents (part, "hai", -1, NULL));
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_false (cb_save_give_name (part, folder, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
  g_clear_error (&error);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  fd = test_file_keep_to_self (g_file_peek_path (file));
  if (fd >= 0)
    {
      g_assert_false (cb_save_give_name (part, g_file_peek_path (file), &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_IN_USE);
      g_clear_error (&error);
      close (fd);
      assert_holds (file, "một");
    }
  g_assert_true (cb_save_give_name (part, g_file_peek_path (file), &error));
  g_assert_no_error (error);
  assert_holds (file, "hai");
  assert_only (fixture, "a.csv");
}

static gpointer
let_go (gpointer fd)
{
  g_usleep (G_USEC_PER_SEC / 4);
  close (GPOINTER_TO_INT (fd));
  return NULL;
}

static void
test_kept_for_a_moment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, "a.csv", NULL);
  g_autoptr (GError) error = NULL;
  GThread *scanner;
  int fd;

  g_assert_true (save (file, "một", NULL));
  fd = test_file_keep_to_self (g_file_peek_path (file));
  if (fd < 0)
    {
      g_test_skip ("nobody keeps a file to himself on this system");
      return;
    }
  scanner = g_thread_new ("scanner", let_go, GINT_TO_POINTER (fd));
  g_assert_true (save (file, "hai", &error));
  g_assert_no_error (error);
  g_thread_join (scanner);
  assert_holds (file, "hai");
}

static void
test_reserved_name (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "NUL", "aux.csv", "Con.du-lieu.xlsx", "com1 .csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GFile) file = g_file_new_build_filename (fixture->folder, names[i], NULL);
      g_autoptr (GError) error = NULL;

      g_assert_true (cb_text_is_reserved_name (names[i]));
      /* Elsewhere it is a file like any other. */
      g_assert_cmpint (save (file, "một", &error), ==, G_DIR_SEPARATOR == '/');
      if (G_DIR_SEPARATOR == '/')
        assert_holds (file, "một");
      else
        g_assert_error (error, CB_ERROR, CB_ERROR_RESERVED_NAME);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/save/replaced", test_replaced);
  ADD ("/save/long-path", test_long_path);
  ADD ("/save/folder-in-place", test_folder_in_place);
  ADD ("/save/kept-by-another", test_kept_by_another);
  ADD ("/save/given-name", test_given_name);
  ADD ("/save/kept-for-a-moment", test_kept_for_a_moment);
  ADD ("/save/reserved-name", test_reserved_name);
  return g_test_run ();
}
