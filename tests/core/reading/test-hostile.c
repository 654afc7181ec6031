/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "core/reading/cb-reader.h"
#include "test-system.h"

static char *folder;
static char *sample;

/* Engines from now on do wrong in this way. */
static void
choose_engine (const char *how)
{
  g_autofree char *program = test_program_dup_built ("tests/core/reading", "hostile-engine");
  g_autofree char *name = g_strconcat (how, strrchr (program, '.') != NULL ? ".exe" : "", NULL);
  g_autofree char *path = g_build_filename (folder, name, NULL);

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_assert_true (test_program_link (program, path));
  cb_reader_set_engine_path (path);
}

static CbReader *
open_sample (GError **error)
{
  g_autoptr (GError) open_error = NULL;
  int fd = cb_reader_open_path (sample, &open_error);
  CbReader *reader;

  g_assert_no_error (open_error);
  reader = cb_reader_open (fd, NULL, NULL, error);
  g_close (fd, NULL);
  return reader;
}

/* No zombie, and the next file opens. */
static void
assert_goes_on (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbRows) rows = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  g_assert_false (test_process_has_child ());
  choose_engine ("sound");
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  rows = cb_reader_read_rows (reader, 2, 3, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->cells->len, ==, 3);
  findings = cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (findings->len, ==, 1);
}

static void
test_at_opening (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  choose_engine (how);
  cb_reader_set_patience (0.02);
  reader = open_sample (&error);
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_test_message ("%s", error->message);
  g_assert_null (reader);
  assert_goes_on ();
}

static void
test_at_rows (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;
  g_autoptr (CbReader) reader = NULL;

  choose_engine (how);
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  cb_reader_set_patience (0.02);
  g_assert_null (cb_reader_read_rows (reader, 1, 5, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_test_message ("%s", error->message);
  /* And it stays said. */
  g_assert_null (cb_reader_read_rows (reader, 1, 5, NULL, &again));
  g_assert_error (again, CB_ERROR, CB_ERROR_UNSAFE);
  g_clear_object (&reader);
  assert_goes_on ();
}

static void
test_at_check (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  choose_engine (how);
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  cb_reader_set_patience (0.02);
  g_assert_null (cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_test_message ("%s", error->message);
  g_clear_object (&reader);
  assert_goes_on ();
}

static gboolean
look (CbReader *reader, GError **error)
{
  const CbFindOptions options = { "x", 5, 0, -1, FALSE };
  CbFoundCell found;
  CbTally tally = { 0, 0, FALSE };
  g_autofree char *cell = NULL;
  g_auto (CbLocatedCell) located = { FALSE, 0, 0, NULL };
  g_autoptr (GArray) edits = NULL;

  if (!cb_reader_find (reader, &options, &found, NULL, NULL, NULL, error)
      || !cb_reader_tally (reader, "x", -1, &tally, NULL, error))
    return FALSE;
  cell = cb_reader_read_cell (reader, 0, 0, NULL, error);
  if (cell == NULL || !cb_reader_locate (reader, "[]", 1, 1, &located, NULL, error))
    return FALSE;
  edits = cb_reader_list_edits (reader, "[]", NULL, error);

  return edits != NULL;
}

static gboolean
leaf_through (CbReader *reader, GError **error)
{
  const CbPagePart part = { 100, 100, 0, 90, 10, 10 };
  g_autoptr (GArray) sizes = cb_reader_read_page_sizes (reader, 0, 100, NULL, error);
  g_autoptr (GBytes) pixels = NULL;
  g_autoptr (CbPageLetters) letters = NULL;
  g_autoptr (GArray) hits = g_array_new (FALSE, FALSE, sizeof (CbPageHit));
  guint page = 0;

  if (sizes == NULL)
    return FALSE;
  g_assert_cmpuint (sizes->len, ==, 2);
  pixels = cb_reader_draw_page (reader, 1, &part, NULL, error);
  if (pixels == NULL)
    return FALSE;
  letters = cb_reader_read_page_letters (reader, 0, NULL, error);

  return letters != NULL && cb_reader_find_in_pages (reader, "a", &page, hits, NULL, error);
}

static void
test_at_pages (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  choose_engine (how);
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  if (strcmp (how, "sound") == 0)
    {
      g_assert_true (leaf_through (reader, &error));
      g_assert_no_error (error);
      return;
    }
  g_assert_false (leaf_through (reader, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_test_message ("%s", error->message);
  g_clear_object (&reader);
  assert_goes_on ();
}

static void
test_at_looking (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  choose_engine (how);
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  if (strcmp (how, "sound") == 0)
    {
      g_assert_true (look (reader, &error));
      g_assert_no_error (error);
      return;
    }
  g_assert_false (look (reader, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_test_message ("%s", error->message);
  g_clear_object (&reader);
  assert_goes_on ();
}

/* What comes after the answer is noticed by whoever asks next. */
static void
test_after_the_answer (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  choose_engine (how);
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  while (error == NULL)
    {
      g_autoptr (GPtrArray) findings
          = cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error);
    }
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_clear_object (&reader);
  assert_goes_on ();
}

/* Silence while it mends. */
static void
test_silent_to_mend (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autofree char *out = g_build_filename (folder, "out", NULL);
  int fd = cb_reader_open_path (sample, &error);
  int out_fd = test_file_create (out);

  choose_engine ("sound");
  cb_reader_set_patience (1.0);
  reader = cb_reader_open_for_mend (fd, out_fd, NULL, NULL, &error);
  g_assert_no_error (error);
  cb_reader_set_patience (0.02);
  g_assert_false (cb_reader_mend (reader, "{}", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_close (fd, NULL);
  g_close (out_fd, NULL);
  g_clear_object (&reader);
  assert_goes_on ();
}

/* It cannot lock the keyring or write into a terminal. */
static void
test_other_codes (void)
{
  g_autoptr (GError) error = NULL;

  choose_engine ("says-keyring-locked");
  g_assert_null (open_sample (&error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FAILED);
  g_assert_null (strpbrk (error->message, "\n\033"));
}

static void
test_no_engine (void)
{
  g_autoptr (GError) error = NULL;

  cb_reader_set_engine_path ("/nonexistent/congbo-engine");
  g_assert_null (open_sample (&error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FAILED);
  assert_goes_on ();
}

static gpointer
cancel_cb (gpointer cancellable)
{
  g_usleep (50000);
  g_cancellable_cancel (cancellable);
  return NULL;
}

/* Cancelling ends the wait even when the engine takes no notice. */
static void
test_cancel (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GThread) thread = g_thread_new ("cancel", cancel_cb, cancellable);
  int fd = cb_reader_open_path (sample, &error);

  choose_engine (how);
  cb_reader_set_patience (1.0);
  reader = cb_reader_open (fd, NULL, cancellable, &error);
  cb_reader_set_patience (0.02);
  if (reader != NULL)
    g_assert_null (cb_reader_check (reader, NULL, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_thread_join (g_steal_pointer (&thread));
  g_clear_object (&reader);
  g_close (fd, NULL);
  assert_goes_on ();
}

static gpointer
close_cb (gpointer reader)
{
  g_usleep (50000);
  cb_reader_close (reader);
  return NULL;
}

static void
test_close_while_waiting (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GThread) thread = NULL;

  choose_engine ("silent-to-check");
  cb_reader_set_patience (1.0);
  reader = open_sample (&error);
  g_assert_no_error (error);
  thread = g_thread_new ("close", close_cb, reader);
  g_assert_null (cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_thread_join (g_steal_pointer (&thread));
  cb_reader_close (reader);
  g_assert_cmpstr (cb_reader_get_info (reader)->format, ==, "csv");
  g_clear_object (&reader);
  assert_goes_on ();
}

/* The last word on the number of rows may come after an answer that needed them all. */
static void
test_count (gconstpointer how)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbRows) rows = NULL;
  gboolean is_final;

  choose_engine (how);
  reader = open_sample (&error);
  g_assert_no_error (error);
  rows = cb_reader_read_rows (reader, 0, 1, NULL, &error);
  g_assert_no_error (error);
  if (g_str_equal (how, "counts-late"))
    {
      g_assert_true (cb_reader_wait_for_rows (reader, NULL, &error));
      g_assert_cmpuint (cb_reader_get_row_count (reader, &is_final), ==, 10);
      g_assert_true (is_final);
    }
  else
    {
      g_assert_false (cb_reader_wait_for_rows (reader, NULL, &error));
      g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
    }
  g_clear_object (&reader);
  assert_goes_on ();
}

/* Many threads, one engine: each gets the answer to its own question. */
static gpointer
read_many_cb (gpointer reader)
{
  for (guint i = 0; i < 200; i++)
    {
      g_autoptr (GError) error = NULL;
      guint64 first = g_random_int ();
      guint count = (guint)g_random_int_range (1, 20);
      g_autoptr (CbRows) rows = cb_reader_read_rows (reader, first, count, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->first, ==, first);
      g_assert_cmpuint (rows->cells->len, ==, count);
    }

  return NULL;
}

static void
test_many_threads (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  GThread *threads[8];

  choose_engine ("sound");
  reader = open_sample (&error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("rows", read_many_cb, reader);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
}

static void
add_cases (const char *group, const char *const *names, GTestDataFunc func)
{
  for (gsize i = 0; names[i] != NULL; i++)
    {
      g_autofree char *path = g_strdup_printf ("/reading/hostile/%s/%s", group, names[i]);

      g_test_add_data_func (path, names[i], func);
    }
}

static void
remove_folder (void)
{
  test_folder_remove (folder);
  g_clear_pointer (&sample, g_free);
  g_clear_pointer (&folder, g_free);
}

int
main (int argc, char **argv)
{
  static const char *const at_opening[] = {
    "dies-at-once",     "crashes-at-once", "dies-in-an-answer", "hangs",           "deaf",
    "closes-its-mouth", "speaks-garbage",  "announces-4-gib",   "other-version",   "speaks-first",
    "wrong-serial",     "wrong-type",      "wrong-name",        "unknown-name",    "long-facts",
    "wrong-size",       "not-a-number",    "long-delimiter",    "header-too-high", "odd-sheet",
    "missing-sheet",    "secret-columns",  "incomplete-facts",  "too-many-pages",  NULL,
  };
  static const char *const at_rows[]
      = { "silent-to-rows", "more-rows",        "other-rows", "row-of-no-kind",
          "long-cell",      "counts-backwards", NULL };
  static const char *const at_check[] = {
    "floods-findings",
    "floods-large-findings",
    "floods-progress",
    "floods-garbage",
    "silent-to-check",
    "stands-still",
    "crashes-in-check",
    "wrong-severity",
    "progress-backwards",
    "hides-findings",
    NULL,
  };
  static const char *const at_looking[] = { "sound",           "finds-behind",    "finds-far-right",
                                            "counts-for-ever", "long-whole-cell", "cell-far-right",
                                            "too-many-edits",  "edit-far-right",  NULL };
  static const char *const at_pages[] = { "sound",
                                          "too-few-pixels",
                                          "no-pixels",
                                          "too-many-sizes",
                                          "too-few-sizes",
                                          "page-without-size",
                                          "page-too-high",
                                          "other-sizes",
                                          "letter-inside-out",
                                          "letter-off-paper",
                                          "too-few-boxes",
                                          "searches-for-ever",
                                          "hit-without-letters",
                                          "hit-behind",
                                          "hit-elsewhere",
                                          "ends-too-early",
                                          NULL };
  static const char *const after[] = { "answers-twice", NULL };
  static const char *const counting[] = { "counts-late", "never-counts", NULL };
  static const char *const cancelled[]
      = { "ends-on-cancel", "hangs", "silent-to-check", "opens-for-ever", NULL };
  int status;

  g_test_init (&argc, &argv, NULL);
  folder = g_dir_make_tmp ("congbo-hostile-XXXXXX", NULL);
  sample = g_build_filename (folder, "sample.csv", NULL);
  g_assert_true (g_file_set_contents (sample, "Mã,Tên\n01,Ẵm Hạ\n", -1, NULL));

  add_cases ("opening", at_opening, test_at_opening);
  add_cases ("rows", at_rows, test_at_rows);
  add_cases ("check", at_check, test_at_check);
  add_cases ("looking", at_looking, test_at_looking);
  add_cases ("pages", at_pages, test_at_pages);
  add_cases ("count", counting, test_count);
  add_cases ("after", after, test_after_the_answer);
  add_cases ("cancel", cancelled, test_cancel);
  g_test_add_func ("/reading/hostile/silent-to-mend", test_silent_to_mend);
  g_test_add_func ("/reading/hostile/other-codes", test_other_codes);
  g_test_add_func ("/reading/no-engine", test_no_engine);
  g_test_add_func ("/reading/close-while-waiting", test_close_while_waiting);
  g_test_add_func ("/reading/many-threads", test_many_threads);

  status = g_test_run ();
  cb_reader_set_engine_path (NULL);
  remove_folder ();
  return status;
}
