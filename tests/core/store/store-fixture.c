/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "store-fixture.h"

#include <gio/gio.h>
#include <sqlite3.h>
#include <stdlib.h>

#include "base/cb-failpoint.h"
#include "test-system.h"

#define SHA "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

char *
fixture_new_root (void)
{
  g_autoptr (GError) error = NULL;
  char *root = g_dir_make_tmp ("congbo-store-XXXXXX", &error);

  g_assert_no_error (error);
  return root;
}

CbStore *
fixture_open (const char *root)
{
  g_autoptr (CbClock) clock = cb_clock_new_fake (1000000, 1);
  g_autoptr (GError) error = NULL;
  CbStore *store = cb_store_open (root, clock, &error);

  g_assert_no_error (error);
  g_assert_nonnull (store);
  return store;
}

CbDataset *
fixture_new_dataset (const char *id)
{
  CbDataset *dataset = cb_dataset_new ();
  CbDatasetFile *file = cb_dataset_file_new ();

  dataset->id = g_strdup (id);
  dataset->state = CB_DATASET_IN_REVIEW;
  dataset->item_code = g_strdup ("YT-01");
  dataset->period = g_strdup ("2026-10");
  json_object_set_string_member (dataset->metadata, "title", "Cơ sở y tế");
  dataset->prepared_by = g_strdup ("Lê Thị Hoa");
  dataset->created_us = 5;
  dataset->changed_us = 7;
  file->id = g_strdup ("file-1");
  file->title = g_strdup ("Cơ sở y tế");
  file->name = g_strdup ("co so y te.csv");
  file->original_sha256 = g_strdup (SHA);
  file->sha256 = g_strdup (SHA);
  file->size = G_GUINT64_CONSTANT (5000000000);
  file->format = g_strdup ("csv");
  file->media_type = g_strdup ("text/csv");
  file->encoding = g_strdup ("utf-8");
  g_ptr_array_add (dataset->files, file);
  return dataset;
}

CbApproval *
fixture_new_approval (const CbDataset *dataset, const char *id)
{
  CbApproval *approval = cb_approval_new ();

  approval->id = g_strdup (id);
  approval->dataset_id = g_strdup (dataset->id);
  approval->digest = cb_dataset_dup_digest (dataset);
  approval->prepared_by = g_strdup ("Lê Thị Hoa");
  approval->approved_by = g_strdup ("Trần Văn Minh");
  approval->approved_us = 9;
  return approval;
}

CbJob *
fixture_new_job (const CbApproval *approval, const char *account_id)
{
  CbJob *job = cb_job_new ();

  job->id = g_uuid_string_random ();
  job->dataset_id = g_strdup (approval->dataset_id);
  job->approval_id = g_strdup (approval->id);
  job->account_id = g_strdup (account_id);
  job->slug = g_strdup ("co-so-y-te");
  return job;
}

/* Dataset, approval and job in one go. */
void
fixture_add_job (CbStore *store, const char *dataset_id, const char *job_id)
{
  g_autoptr (CbDataset) dataset = fixture_new_dataset (dataset_id);
  g_autofree char *approval_id = g_strconcat ("approval-of-", dataset_id, NULL);
  g_autoptr (CbApproval) approval = fixture_new_approval (dataset, approval_id);
  g_autoptr (CbJob) job = fixture_new_job (approval, "account");
  g_autoptr (GError) error = NULL;

  g_free (job->id);
  job->id = g_strdup (job_id);
  g_assert_true (cb_store_save_dataset (store, dataset, &error));
  g_assert_true (cb_store_add_approval (store, approval, &error));
  g_assert_true (cb_store_save_job (store, job, &error));
  g_assert_no_error (error);
}

static int
keep_number_cb (void *data, int columns, char **values, char **names)
{
  *(gint64 *)data = values[0] != NULL ? g_ascii_strtoll (values[0], NULL, 10) : 0;
  return 0;
}

/* Behind the store's back. */
void
fixture_sql (const char *root, const char *sql)
{
  fixture_count (root, sql);
}

gint64
fixture_count (const char *root, const char *sql)
{
  g_autofree char *path = g_build_filename (root, "congbo.db", NULL);
  gint64 number = 0;
  sqlite3 *db = NULL;
  char *message = NULL;

  g_assert_cmpint (sqlite3_open (path, &db), ==, SQLITE_OK);
  sqlite3_exec (db, sql, keep_number_cb, &number, &message);
  g_assert_cmpstr (message, ==, NULL);
  sqlite3_close (db);
  return number;
}

/* @kill_at: end it at the so-manieth failpoint that it reaches, 0: at none. Returns its exit
 * status, or FIXTURE_KILLED. */
int
fixture_run_child (const char *action, const char *root, guint kill_at)
{
  g_autofree char *self = test_program_dup_path ();
  g_autofree char *count = g_strdup_printf ("%u", kill_at);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, self,
                                                    "--child", action, root, count, NULL);

  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait (child, NULL, &error));
  if (test_process_was_killed (child))
    return FIXTURE_KILLED;

  return g_subprocess_get_exit_status (child);
}

static gboolean
kill_at_cb (const char *name, gpointer user_data)
{
  int *left = user_data;

  if (g_atomic_int_dec_and_test (left))
    test_process_kill_self ();
  return FALSE;
}

/* In the child: argv is that of main(). */
void
fixture_init_child (int argc, char *argv[])
{
  static int left;

  g_assert_cmpint (argc, ==, 5);
  test_process_die_with_parent ();
  left = (int)g_ascii_strtoll (argv[4], NULL, 10);
  if (left > 0)
    cb_failpoint_set (kill_at_cb, &left);
}

/* Ends the child: 0 when the error is the one expected. */
void
fixture_exit_expecting (const GError *error, CbError expected)
{
  if (g_error_matches (error, CB_ERROR, (int)expected))
    exit (0);
  g_printerr ("expected %s, was: %s\n", cb_error_code_name (expected),
              error != NULL ? error->message : "no error");
  exit (1);
}
