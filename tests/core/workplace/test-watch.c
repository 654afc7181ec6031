/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Watched folders. What a file system says of a file's times is of today: the clock of these tests
 * is set to it, and then moved. */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "core/store/cb-store-catalog.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-watch.h"
#include "test-system.h"
#include "workplace-fixture.h"

#define DAY (G_GINT64_CONSTANT (24) * 3600 * G_USEC_PER_SEC)
#define MINUTE (60 * G_USEC_PER_SEC)

typedef struct
{
  WorkplaceFixture fixture;
  CbWorkplace *workplace; /* borrowed */
  char *path;
  GFile *folder;
} Watched;

static void
add_catalog (CbWorkplace *workplace)
{
  g_autoptr (GPtrArray) items
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);

  for (guint i = 0; i < 2; i++)
    {
      CbCatalogItem *item = cb_catalog_item_new ();

      item->code = g_strdup (i == 0 ? "M" : "Q");
      item->title = g_strdup (i == 0 ? "Hằng tháng" : "Hằng quý");
      item->frequency = i == 0 ? CB_FREQUENCY_MONTHLY : CB_FREQUENCY_QUARTERLY;
      g_ptr_array_add (items, item);
    }
  g_assert_cmpuint (cb_store_add_catalog (workplace->store, "1/QĐ", items, NULL), >, 0);
}

static void
set_up (Watched *self, gconstpointer unused)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr (GDateTime) before = g_date_time_add_days (now, -120);

  workplace_fixture_set_up (&self->fixture, g_date_time_get_year (before),
                            g_date_time_get_month (before), g_date_time_get_day_of_month (before));
  self->workplace = self->fixture.workplace;
  g_assert_true (cb_workplace_set_setting (self->workplace, "profile", "vn-38-thanh-hoa", NULL));
  add_catalog (self->workplace);
  cb_clock_advance (self->fixture.clock, g_get_real_time () - cb_clock_now (self->fixture.clock));
  self->path = g_dir_make_tmp ("congbo-watched-XXXXXX", NULL);
  self->folder = g_file_new_for_path (self->path);
}

static void
tear_down (Watched *self, gconstpointer unused)
{
  workplace_fixture_tear_down (&self->fixture);
  g_object_unref (self->folder);
  test_folder_remove (self->path);
  g_free (self->path);
}

static char *
put (Watched *self, const char *name, const char *text)
{
  char *path = g_build_filename (self->path, name, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
  return path;
}

static char *
read_sample (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "samples",
                                            "co-so-y-te-tcvn3.csv", NULL);
  char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
watch (Watched *self, const char *item, guint left_alone)
{
  g_autoptr (GError) error = NULL;
  guint n = 0;

  cb_workplace_add_watch (self->workplace, self->folder, item, FALSE, &n, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n, ==, left_alone);
}

static GPtrArray *
look (Watched *self)
{
  g_autoptr (GError) error = NULL;
  GPtrArray *files = cb_workplace_run_watches (self->workplace, CB_WATCH_QUIET_US, NULL, &error);

  g_assert_no_error (error);
  return files;
}

/* Looks, and there is one new file. Returns: what became of it; *@period: (transfer full) */
static CbWatchOutcome
look_at_one (Watched *self, char **period)
{
  g_autoptr (GPtrArray) files = look (self);
  const CbWatchFile *file;

  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  if (period != NULL)
    *period = g_strdup (file->period);
  if (file->outcome == CB_WATCH_TAKEN)
    g_assert_no_error (file->error);
  return file->outcome;
}

static void
wait_till_quiet (Watched *self)
{
  cb_clock_advance (self->fixture.clock, g_get_real_time () - cb_clock_now (self->fixture.clock));
  cb_clock_advance (self->fixture.clock, 2 * MINUTE);
}

static char *
dup_month (Watched *self, int steps)
{
  g_autoptr (GDateTime) now = cb_clock_now_local (self->fixture.clock);
  g_autoptr (GDateTime) then = g_date_time_add_months (now, steps);

  return g_date_time_format (then, "%Y-%m");
}

static void
test_taken (Watched *self, gconstpointer unused)
{
  g_autofree char *old = put (self, "đã có.csv", "Tên,Số\nAn,1\n");
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  g_autofree char *period = NULL;
  g_autofree char *month = dup_month (self, -1);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  const CbDataset *dataset;

  watch (self, "M", 1);
  path = put (self, "mới.csv", "Tên,Số\nBình,2\n");
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_NOT_QUIET);
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, &period), ==, CB_WATCH_TAKEN);
  g_assert_cmpstr (period, ==, month);
  datasets = cb_workplace_list_datasets (self->workplace, NULL);
  g_assert_cmpuint (datasets->len, ==, 1);
  dataset = g_ptr_array_index (datasets, 0);
  /* It waits for a person, as what a person has taken in. */
  g_assert_cmpint (dataset->state, ==, CB_DATASET_PREPARING);
  g_assert_cmpstr (((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->name, ==, "mới.csv");
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "Tên,Số\nBình,2\n");
  none = look (self);
  g_assert_cmpuint (none->len, ==, 0);
}

static void
test_after_restart (Watched *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autoptr (GPtrArray) none = NULL;

  watch (self, "M", 0);
  path = put (self, "mới.csv", "Tên,Số\nBình,2\n");
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_TAKEN);
  workplace_fixture_open_again (&self->fixture);
  self->workplace = self->fixture.workplace;
  none = look (self);
  g_assert_cmpuint (none->len, ==, 0);
}

/* The period that the name says; mended as the one before was; and no period has two files. */
static void
test_as_before (Watched *self, gconstpointer unused)
{
  g_autofree char *sample = read_sample ();
  g_autofree char *month = dup_month (self, 0);
  g_autofree char *name = g_strdup_printf ("%s.csv", month);
  g_autofree char *period = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  g_autoptr (GError) error = NULL;
  const CbDataset *dataset;
  const CbWatchFile *file;

  watch (self, "M", 0);
  first = put (self, "a.csv", sample);
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_TAKEN);
  datasets = cb_workplace_list_datasets (self->workplace, NULL);
  dataset = g_ptr_array_index (datasets, 0);
  cb_workplace_mend (self->workplace, dataset->id,
                     ((CbDatasetFile *)g_ptr_array_index (dataset->files, 0))->id,
                     "{\"step\":\"encoding\",\"from\":\"tcvn3\"}", NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);

  second = put (self, name, sample);
  wait_till_quiet (self);
  files = look (self);
  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpint (file->outcome, ==, CB_WATCH_TAKEN);
  g_assert_no_error (file->error);
  g_assert_cmpstr (file->period, ==, month);
  g_assert_cmpuint (file->n_steps, ==, 1);
  findings = cb_workplace_list_findings (self->workplace, file->dataset_id, NULL, NULL);
  for (guint i = 0; i < findings->len; i++)
    g_assert_false (
        g_str_has_prefix (((CbFinding *)g_ptr_array_index (findings, i))->code, "vn-encoding"));

  third = put (self, "b.csv", sample);
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, &period), ==, CB_WATCH_NOT_DUE);
  g_assert_null (period);
}

/* What was taken in and is another now takes the place of nothing by itself. */
static void
test_changed (Watched *self, gconstpointer unused)
{
  g_autofree char *path = NULL;
  g_autofree char *again = NULL;
  g_autofree char *month = dup_month (self, -1);
  g_autofree char *name = g_strdup_printf ("%s.csv", month);
  g_autoptr (GPtrArray) datasets = NULL;

  watch (self, "M", 0);
  path = put (self, name, "Tên,Số\nBình,2\n");
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_TAKEN);
  again = put (self, name, "Tên,Số\nBình,2\nChi,3\n");
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_NOT_DUE);
  datasets = cb_workplace_list_datasets (self->workplace, NULL);
  g_assert_cmpuint (datasets->len, ==, 1);
}

static void
test_open_elsewhere (Watched *self, gconstpointer unused)
{
  static const char *const locks[]
      = { ".~lock.bảng số liệu.csv#", "~$bảng số liệu.csv", "~$ng số liệu.csv" };
  g_autofree char *path = NULL;

  watch (self, "M", 0);
  path = put (self, "bảng số liệu.csv", "Tên,Số\nBình,2\n");
  for (guint i = 0; i < G_N_ELEMENTS (locks); i++)
    {
      g_autofree char *lock = put (self, locks[i], "An");

      wait_till_quiet (self);
      g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_NOT_QUIET);
      g_assert_cmpint (g_unlink (lock), ==, 0);
    }
  {
    int fd = test_file_open_for_writing (path);

    g_assert_cmpint (fd, >=, 0);
    wait_till_quiet (self);
    g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_NOT_QUIET);
    g_close (fd, NULL);
  }
  wait_till_quiet (self);
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_TAKEN);
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *)a, *(const char *const *)b);
}

static GPtrArray *
list_missed (Watched *self)
{
  g_autoptr (GPtrArray) due = cb_workplace_list_due (self->workplace, NULL, NULL);
  GPtrArray *missed = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < due->len; i++)
    {
      const CbObligation *one = g_ptr_array_index (due, i);

      if (g_str_equal (one->item_code, "Q") && one->urgency == CB_URGENCY_OVERDUE)
        g_ptr_array_add (missed, g_strdup (one->period));
    }
  g_assert_cmpuint (missed->len, >=, 2);
  return missed;
}

static char *
dup_ended_quarter (Watched *self)
{
  g_autoptr (GDateTime) now = cb_clock_now_local (self->fixture.clock);
  g_autoptr (GDateTime) then = g_date_time_add_months (now, -3);

  return g_strdup_printf ("%d-Q%d", g_date_time_get_year (then),
                          (g_date_time_get_month (then) + 2) / 3);
}

static void
rename_to (Watched *self, char **path, char *name)
{
  g_autofree char *renamed = g_build_filename (self->path, name, NULL);

  g_assert_cmpint (g_rename (*path, renamed), ==, 0);
  g_free (*path);
  *path = g_steal_pointer (&renamed);
  g_free (name);
}

/* Which of several quarters a file is of is not guessed; one that says nothing is of that which had
 * ended when it came, also when it is found much later. */
static void
test_period (Watched *self, gconstpointer unused)
{
  g_autoptr (GPtrArray) missed = NULL;
  g_autofree char *period = NULL;
  g_autofree char *earliest = NULL;
  g_autofree char *ended = dup_ended_quarter (self);
  g_autofree char *path = NULL;
  g_autofree char *other = NULL;
  const char *last;

  watch (self, "Q", 0);
  path = put (self, "số liệu.csv", "Tên,Số\nBình,2\n");
  cb_clock_advance (self->fixture.clock, 300 * DAY);
  missed = list_missed (self);
  g_ptr_array_sort (missed, compare_texts);
  last = g_ptr_array_index (missed, missed->len - 1);
  rename_to (self, &path,
             g_strdup_printf ("Quý %c-%.4s so với Quý %c-%.4s.csv", last[6], last,
                              ((char *)g_ptr_array_index (missed, missed->len - 2))[6],
                              (char *)g_ptr_array_index (missed, missed->len - 2)));
  g_assert_cmpint (look_at_one (self, NULL), ==, CB_WATCH_UNSURE);
  rename_to (self, &path, g_strdup_printf ("Quý %c năm %.4s.csv", last[6], last));
  g_assert_cmpint (look_at_one (self, &period), ==, CB_WATCH_TAKEN);
  g_assert_cmpstr (period, ==, last);
  other = put (self, "không nói gì.csv", "Tên,Số\nBình,2\n");
  g_assert_cmpint (look_at_one (self, &earliest), ==, CB_WATCH_TAKEN);
  g_assert_cmpstr (earliest, ==, ended);
}

/* What is no table or document, or not yet, is no matter. */
static void
test_others (Watched *self, gconstpointer unused)
{
  static const char *const names[]
      = { ".ẩn.csv", "~tạm.xlsx", "nửa.csv.part", "desktop.ini", "a.lnk" };
  g_autofree char *inner = g_build_filename (self->path, "thư mục.csv", NULL);
  g_autoptr (GPtrArray) files = NULL;

  watch (self, "M", 0);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_free (put (self, names[i], "Tên,Số\nBình,2\n"));
  g_assert_cmpint (g_mkdir (inner, 0700), ==, 0);
  wait_till_quiet (self);
  files = look (self);
  g_assert_cmpuint (files->len, ==, 0);
}

static void
test_folders (Watched *self, gconstpointer unused)
{
  g_autoptr (GFile) none = g_file_get_child (self->folder, "không có");
  g_autoptr (GPtrArray) watches = NULL;
  g_autoptr (GPtrArray) files = NULL;
  g_autoptr (GError) error = NULL;
  const CbWatchFile *file;

  g_assert_false (cb_workplace_add_watch (self->workplace, self->folder, "X", FALSE, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_false (cb_workplace_add_watch (self->workplace, none, "M", FALSE, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_clear_error (&error);
  watch (self, "M", 0);
  g_assert_false (cb_workplace_add_watch (self->workplace, self->folder, "Q", FALSE, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_clear_error (&error);

  /* As a drive of the network that is away: it is told, and watched when it is back. */
  g_assert_cmpint (g_rmdir (self->path), ==, 0);
  files = look (self);
  g_assert_cmpuint (files->len, ==, 1);
  file = g_ptr_array_index (files, 0);
  g_assert_cmpint (file->outcome, ==, CB_WATCH_FAILED);
  g_assert_error (file->error, CB_ERROR, CB_ERROR_NOT_FOUND);
  g_assert_true (g_file_equal (file->file, self->folder));
  watches = cb_workplace_list_watches (self->workplace);
  g_assert_cmpuint (watches->len, ==, 1);
  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);

  g_assert_true (cb_workplace_remove_watch (self->workplace, self->folder, &error));
  g_assert_false (cb_workplace_remove_watch (self->workplace, self->folder, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

int
main (int argc, char **argv)
{
  g_autofree char *engine = NULL;

  g_test_init (&argc, &argv, NULL);
  engine = test_program_dup_built ("src/engine", "congbo-engine");
  cb_reader_set_engine_path (engine);

#define ADD(path, func) g_test_add (path, Watched, NULL, set_up, func, tear_down)
  ADD ("/watch/taken-in-when-quiet", test_taken);
  ADD ("/watch/once-also-after-a-restart", test_after_restart);
  ADD ("/watch/mended-as-the-period-before", test_as_before);
  ADD ("/watch/another-of-the-same-name", test_changed);
  ADD ("/watch/not-while-somebody-works-on-it", test_open_elsewhere);
  ADD ("/watch/of-which-period-is-not-guessed", test_period);
  ADD ("/watch/what-else-lies-there", test_others);
  ADD ("/watch/folders", test_folders);

  return g_test_run ();
}
