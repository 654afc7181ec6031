/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "cli-fixture.h"
#include "test-system.h"

/* `congboctl fix`: a copy is mended, never the file. The program's path is argv[1]. */

typedef struct
{
  char *folder;
  char *path; /* of a copy of a sample */
  char *out;
} Fixture;

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
set_up (Fixture *self, gconstpointer sample)
{
  g_autofree char *source
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "samples", sample, NULL);
  g_autofree char *bytes = read_file (source);

  self->folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "số liệu.csv", NULL);
  self->out = g_build_filename (self->folder, "ra.csv", NULL);
  g_assert_true (g_file_set_contents (self->path, bytes, -1, NULL));
}

static void
tear_down (Fixture *self, gconstpointer sample)
{
  test_folder_remove (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->out);
}

static JsonObject *
parse (const char *text, JsonNode **root)
{
  g_autoptr (GError) error = NULL;

  *root = json_from_string (text, &error);
  g_assert_no_error (error);
  return json_node_get_object (*root);
}

static gboolean
finds (const char *path, const char *code)
{
  g_autofree char *output = NULL;

  run (&output, "check", "--json", path, NULL);
  return strstr (output, code) != NULL;
}

static void
test_copy (Fixture *self, gconstpointer sample)
{
  g_autofree char *before = read_file (self->path);
  g_autofree char *after = NULL;
  g_autofree char *mended = NULL;
  g_autofree char *output = NULL;
  g_autofree char *beside = g_build_filename (self->folder, "số liệu-mended.csv", NULL);

  g_assert_true (finds (self->path, "vn-encoding-tcvn3"));
  g_assert_cmpint (run (&output, "fix", self->path, NULL), ==, 0);
  g_assert_nonnull (strstr (output, "Mended: "));
  g_assert_nonnull (strstr (output, "cells changed"));
  after = read_file (self->path);
  g_assert_cmpstr (before, ==, after);
  mended = read_file (beside);
  g_assert_true (g_utf8_validate (mended, -1, NULL));
  g_assert_false (finds (beside, "vn-encoding-tcvn3"));
}

static void
test_dry_run (Fixture *self, gconstpointer sample)
{
  g_autofree char *dry = NULL;
  g_autofree char *wet = NULL;
  g_autoptr (JsonNode) dry_root = NULL;
  g_autoptr (JsonNode) wet_root = NULL;
  JsonObject *object;

  g_assert_cmpint (run (&dry, "fix", "--dry-run", "--json", self->path, "--to", self->out, NULL),
                   ==, 0);
  g_assert_false (g_file_test (self->out, G_FILE_TEST_EXISTS));
  object = parse (dry, &dry_root);
  g_assert_true (json_object_get_boolean_member (object, "dryRun"));
  g_assert_false (json_object_has_member (object, "out"));
  g_assert_cmpint (run (&wet, "fix", "--json", self->path, "--to", self->out, NULL), ==, 0);
  g_assert_cmpint (json_object_get_int_member (object, "cellsChanged"), >, 0);
  g_assert_cmpint (json_object_get_int_member (object, "cellsChanged"), ==,
                   json_object_get_int_member (parse (wet, &wet_root), "cellsChanged"));
}

/* Neither the file itself nor another that is there is written over. */
static void
test_not_over (Fixture *self, gconstpointer sample)
{
  g_autofree char *before = read_file (self->path);
  g_autofree char *after = NULL;
  g_autofree char *other = NULL;

  g_assert_true (g_file_set_contents (self->out, "của người khác", -1, NULL));
  g_assert_cmpint (run (NULL, "fix", self->path, "--to", self->path, NULL), ==, 2);
  g_assert_cmpint (run (NULL, "fix", self->path, "--to", self->out, NULL), ==, 2);
  after = read_file (self->path);
  g_assert_cmpstr (before, ==, after);
  other = read_file (self->out);
  g_assert_cmpstr (other, ==, "của người khác");
}

static void
test_recipe (Fixture *self, gconstpointer sample)
{
  g_autofree char *recipe = g_build_filename (self->folder, "recipe.json", NULL);
  g_autofree char *again = g_build_filename (self->folder, "again.csv", NULL);
  g_autofree char *output = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_assert_cmpint (run (&output, "fix", "--json", self->path, "--to", self->out, NULL), ==, 0);
  g_assert_true (g_file_set_contents (recipe, output, -1, NULL));
  g_assert_cmpint (run (NULL, "fix", "--recipe", recipe, self->path, "--to", again, NULL), ==, 0);
  first = read_file (self->out);
  second = read_file (again);
  g_assert_cmpstr (first, ==, second);
  g_assert_true (g_file_set_contents (recipe, "{\"recipe\": 7}", -1, NULL));
  g_unlink (again);
  g_assert_cmpint (run (NULL, "fix", "--recipe", recipe, self->path, "--to", again, NULL), ==, 2);
  g_assert_false (g_file_test (again, G_FILE_TEST_EXISTS));
}

static guint
count_columns (const char *path)
{
  g_autofree char *text = read_file (path);
  g_auto (GStrv) lines = g_strsplit (text, "\n", 2);
  g_auto (GStrv) names = g_strsplit (lines[0], ",", -1);

  return g_strv_length (names);
}

/* What takes something out of the data is only done by name. */
static void
test_takes_nothing_out (Fixture *self, gconstpointer sample)
{
  g_autofree char *masked = g_build_filename (self->folder, "masked.csv", NULL);
  g_autofree char *dropped = g_build_filename (self->folder, "dropped.csv", NULL);

  g_assert_cmpint (run (NULL, "fix", self->path, "--to", self->out, NULL), ==, 1);
  g_assert_true (finds (self->out, "vn-personal-cccd"));
  g_assert_cmpint (
      run (NULL, "fix", self->path, "--steps", "encoding,mask-column", "--to", masked, NULL), <=,
      1);
  g_assert_false (finds (masked, "vn-personal-cccd"));
  g_assert_cmpuint (count_columns (masked), ==, count_columns (self->out));
  g_assert_cmpint (run (NULL, "fix", self->path, "--steps", "drop-column", "--to", dropped, NULL),
                   <=, 1);
  g_assert_cmpuint (count_columns (dropped), <, count_columns (self->out));
}

static void
test_nothing_to_mend (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "a.csv", NULL);
  g_autofree char *out = g_build_filename (folder, "b.json", NULL);
  g_autofree char *output = NULL;
  g_autofree char *written = NULL;

  g_assert_true (g_file_set_contents (path, "Tên,Số\nAn,1\nBình,2\n", -1, NULL));
  g_assert_cmpint (run (&output, "fix", path, NULL), ==, 0);
  g_assert_nonnull (strstr (output, "nothing in it that a machine can mend"));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "Tên,Số\nAn,1\nBình,2\n", -1, NULL));
  g_assert_cmpint (run (NULL, "fix", path, "--to", out, NULL), ==, 0);
  written = read_file (out);
  g_assert_nonnull (strstr (written, "Bình"));
  test_folder_remove (folder);
}

/* Of a workbook the table is written anew, in the format that is asked for; a letter is none. */
static void
test_formats (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *book = g_build_filename (folder, "a.xlsx", NULL);
  g_autofree char *letter = g_build_filename (folder, "a.docx", NULL);
  g_autofree char *pages = g_build_filename (folder, "a.pdf", NULL);
  g_autofree char *out = g_build_filename (folder, "b.ods", NULL);
  g_autofree char *output = NULL;
  const char *const reports[] = { book, letter, pages };

  /* Begins the practice data, of which there are reports then. */
  g_assert_cmpint (run (NULL, "rehearse", "--root", folder, NULL), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (reports); i++)
    g_assert_cmpint (run (NULL, "report", "--practice", "--root", folder, "-o", reports[i], NULL),
                     ==, 0);
  g_assert_true (finds (book, "vn-file-properties"));
  g_assert_cmpint (run (&output, "fix", book, "--to", out, NULL), <=, 1);
  g_assert_nonnull (strstr (output, ": Written anew"));
  g_assert_false (finds (out, "vn-file-properties"));
  for (guint i = 1; i < G_N_ELEMENTS (reports); i++)
    {
      g_autofree char *said = NULL;

      run (&said, "fix", reports[i], NULL);
      g_assert_nonnull (strstr (said, "nothing in it that a machine can mend"));
    }
  g_clear_pointer (&out, g_free);
  out = g_build_filename (folder, "a-mended.csv", NULL);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  test_folder_remove (folder);
}

static void
test_usage (void)
{
  g_assert_cmpint (run (NULL, "fix", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "fix", "a.csv", "--steps", "guess", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "fix", "a.csv", "--steps", "layout", "--recipe", "b", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "fix", "a.csv", "--to", "a.pdf", NULL), ==, 2);
  g_assert_cmpint (run (NULL, "fix", "no-such-file.csv", NULL), ==, 3);
}

int
main (int argc, char **argv)
{
  const char *tcvn3 = "co-so-y-te-tcvn3.csv";
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);

  g_setenv ("CONGBO_DATA_DIR", data, TRUE);
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

  g_test_add ("/cli/fix/mends-a-copy", Fixture, tcvn3, set_up, test_copy, tear_down);
  g_test_add ("/cli/fix/dry-run-writes-nothing", Fixture, tcvn3, set_up, test_dry_run, tear_down);
  g_test_add ("/cli/fix/never-over-a-file", Fixture, tcvn3, set_up, test_not_over, tear_down);
  g_test_add ("/cli/fix/recipe-can-be-done-again", Fixture, tcvn3, set_up, test_recipe, tear_down);
  g_test_add ("/cli/fix/takes-nothing-out-unasked", Fixture, "ho-kinh-doanh.csv", set_up,
              test_takes_nothing_out, tear_down);
  g_test_add_func ("/cli/fix/nothing-to-mend", test_nothing_to_mend);
  g_test_add_func ("/cli/fix/formats", test_formats);
  g_test_add_func ("/cli/fix/usage", test_usage);

  return g_test_run ();
}
