/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "core/platform/cb-log.h"

typedef struct
{
  char *folder;
  char *path;
  char *old;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  self->folder = g_dir_make_tmp ("congbo-nhật-ký-XXXXXX", NULL);
  g_assert_nonnull (self->folder);
  self->path = g_build_filename (self->folder, "congbo.log", NULL);
  self->old = g_strconcat (self->path, ".1", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_unlink (self->path);
  g_unlink (self->old);
  g_rmdir (self->folder);
  g_free (self->folder);
  g_free (self->path);
  g_free (self->old);
}

static char *
read_file (const char *path)
{
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static char *
make_line (GLogLevelFlags level, const char *message, gssize length)
{
  GLogField fields[] = {
    { "PRIORITY", "4", -1 },
    { "GLIB_DOMAIN", "congbo", -1 },
    { "MESSAGE", message, length },
  };

  return cb_log_dup_line (level, fields, G_N_ELEMENTS (fields));
}

static void
test_line (void)
{
  g_autofree char *line = make_line (G_LOG_LEVEL_WARNING, "không ghi được", -1);
  g_autofree char *two = make_line (G_LOG_LEVEL_CRITICAL, "một\nhai\r\033[31mba", -1);
  g_autofree char *broken = make_line (G_LOG_LEVEL_WARNING, "a\xff", 2);
  g_autofree char *filler = g_strnfill (100000, 'x');
  g_autofree char *endless = make_line (G_LOG_LEVEL_WARNING, filler, -1);

  g_assert_true (g_str_has_suffix (line, "Z warning congbo: không ghi được"));
  g_assert_cmpuint (strlen (line) - strlen (strchr (line, ' ')), ==,
                    strlen ("2026-11-26T03:30:00Z"));
  /* Nobody writes a second line of his own, or colours a terminal. */
  g_assert_true (g_str_has_suffix (two, " critical congbo: một hai  [31mba"));
  g_assert_true (g_utf8_validate (broken, -1, NULL));
  g_assert_cmpuint (strlen (endless), <, 2100);
}

static void
test_only_what_goes_wrong (void)
{
  g_assert_null (make_line (G_LOG_LEVEL_DEBUG, "Nguyễn Văn An, 079…", -1));
  g_assert_null (make_line (G_LOG_LEVEL_INFO, "Nguyễn Văn An, 079…", -1));
}

static void
test_appends (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (cb_log_append (self->path, 1000, "một", &error));
  g_assert_true (cb_log_append (self->path, 1000, "hai", &error));
  g_assert_no_error (error);
  text = read_file (self->path);
  g_assert_cmpstr (text, ==, "một\nhai\n");
  g_assert_false (g_file_test (self->old, G_FILE_TEST_EXISTS));
}

static void
test_rotates (Fixture *self, gconstpointer data)
{
  g_autofree char *new_text = NULL;
  g_autofree char *old_text = NULL;

  for (guint i = 10; i < 31; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autofree char *line = g_strdup_printf ("dòng %u", i);

      g_assert_true (cb_log_append (self->path, 90, line, &error));
      g_assert_no_error (error);
    }
  new_text = read_file (self->path);
  old_text = read_file (self->old);
  /* Nine bytes each, so ten a file: the last is in the new one, the ten before it in the old one,
   * and what was before is gone. */
  g_assert_cmpstr (new_text, ==, "dòng 30\n");
  g_assert_cmpuint (strlen (old_text), ==, 90);
  g_assert_true (g_str_has_prefix (old_text, "dòng 20\n"));
  g_assert_true (g_str_has_suffix (old_text, "dòng 29\n"));
}

static void
test_no_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, "không có", "congbo.log", NULL);

  g_assert_false (cb_log_append (path, 90, "dòng", &error));
  g_assert_nonnull (error);
}

/* Of a program of its own: a warning ends a test. */
static void
test_kept (Fixture *self, gconstpointer data)
{
#define FOLDER "CB_TEST_LOG_FOLDER"
  g_autofree char *text = NULL;

  if (g_test_subprocess ())
    {
      g_log_set_always_fatal (G_LOG_FATAL_MASK);
      cb_log_start (g_getenv (FOLDER));
      g_log_structured ("congbo", G_LOG_LEVEL_WARNING, "MESSAGE", "%s", "hỏng");
      return;
    }
  g_setenv (FOLDER, self->folder, TRUE);
  g_test_trap_subprocess (NULL, 0, 0);
  g_unsetenv (FOLDER);
  g_test_trap_assert_passed ();
  if (!CB_LOG_IS_A_FILE)
    {
      g_assert_false (g_file_test (self->path, G_FILE_TEST_EXISTS));
      return;
    }
  text = read_file (self->path);
  g_assert_true (g_str_has_suffix (text, " warning congbo: hỏng\n"));
}

#define ADD(path, function) g_test_add ("/log/" path, Fixture, NULL, set_up, (function), tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/log/line", test_line);
  g_test_add_func ("/log/only-what-goes-wrong", test_only_what_goes_wrong);
  ADD ("appends", test_appends);
  ADD ("rotates", test_rotates);
  ADD ("no-folder", test_no_folder);
  ADD ("kept", test_kept);

  return g_test_run ();
}
