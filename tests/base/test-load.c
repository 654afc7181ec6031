/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-load.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-error.h"

#define LIMIT 100000

static char *
load (const char *path, gsize *length, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return cb_load_contents (file, LIMIT, length, NULL, error);
}

/* As long as it may be, and a byte longer. */
static void
test_limit (void)
{
  static const gsize sizes[] = { 0, 1, 65536, LIMIT - 1, LIMIT, LIMIT + 1, 3 * LIMIT };
  g_autofree char *folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);
  g_autofree char *bytes = g_malloc (3 * LIMIT);

  for (gsize i = 0; i < 3 * LIMIT; i++)
    bytes[i] = (char)(i % 251);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *read = NULL;
      gsize length = 0;

      g_assert_true (g_file_set_contents (path, bytes, (gssize)sizes[i], NULL));
      read = load (path, &length, &error);
      if (sizes[i] > LIMIT)
        {
          g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
          g_assert_null (read);
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpmem (read, length, bytes, sizes[i]);
      g_assert_cmpint (read[length], ==, 0);
    }
  g_unlink (path);
  g_rmdir (folder);
}

static void
test_not_there (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (load (path, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (load (folder, NULL, &error));
  g_assert_nonnull (error);
  g_rmdir (folder);
}

static void
test_endless (void)
{
  g_autoptr (GError) error = NULL;

  if (!g_file_test ("/dev/zero", G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no file without an end here");
      return;
    }
  g_assert_null (load ("/dev/zero", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/load/limit", test_limit);
  g_test_add_func ("/load/not-there", test_not_there);
  g_test_add_func ("/load/endless", test_endless);
  return g_test_run ();
}
