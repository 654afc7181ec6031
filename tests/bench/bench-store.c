/* SPDX-License-Identifier: GPL-3.0-or-later */

/* bench-store [ROWS] [FOLDER]: how fast jobs and journal rows are put down, and what they cost when
 * the program starts. Prints JSON: per second, and seconds. */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>

#include "core/store/cb-journal.h"
#include "core/store/cb-store-datasets.h"
#include "core/store/cb-store-jobs.h"

static double
seconds_since (gint64 start)
{
  return (double)(g_get_monotonic_time () - start) / G_USEC_PER_SEC;
}

static CbStore *
open_store (const char *root, double *took)
{
  g_autoptr (CbClock) clock = cb_clock_new_system ();
  g_autoptr (GError) error = NULL;
  gint64 start = g_get_monotonic_time ();
  CbStore *store = cb_store_open (root, clock, &error);

  *took = seconds_since (start);
  if (store == NULL)
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  return store;
}

static gboolean
enqueue_cb (CbStore *store, gpointer user_data, GError **error)
{
  int rows = *(int *)user_data;

  for (int i = 0; i < rows; i++)
    {
      g_autoptr (CbDataset) dataset = cb_dataset_new ();
      g_autoptr (CbApproval) approval = cb_approval_new ();
      g_autoptr (CbJob) job = cb_job_new ();

      dataset->id = g_uuid_string_random ();
      approval->id = g_uuid_string_random ();
      approval->dataset_id = g_strdup (dataset->id);
      approval->digest = g_strdup ("digest");
      approval->prepared_by = g_strdup ("Hoa");
      approval->approved_by = g_strdup ("Minh");
      job->id = g_uuid_string_random ();
      job->dataset_id = g_strdup (dataset->id);
      job->approval_id = g_strdup (approval->id);
      job->account_id = g_strdup ("account");
      job->position = cb_store_get_next_position (store, job->account_id, error);
      if (!cb_store_save_dataset (store, dataset, error)
          || !cb_store_add_approval (store, approval, error)
          || !cb_store_save_job (store, job, error)
          || !cb_journal_append (store, "Minh", "job.created", job->id, NULL, error))
        return FALSE;
    }

  return TRUE;
}

static double
enqueue (CbStore *store, int rows)
{
  gint64 start = g_get_monotonic_time ();
  g_autoptr (GError) error = NULL;

  if (!cb_store_run (store, enqueue_cb, &rows, &error))
    {
      g_printerr ("%s\n", error->message);
      exit (1);
    }
  return seconds_since (start);
}

int
main (int argc, char *argv[])
{
  int rows = argc > 1 ? (int)g_ascii_strtoll (argv[1], NULL, 10) : 100000;
  g_autofree char *root
      = g_build_filename (argc > 2 ? argv[2] : g_get_tmp_dir (), "bench-store-XXXXXX", NULL);
  g_autoptr (CbStore) store = NULL;
  g_autoptr (GPtrArray) lane = NULL;
  double created;
  double open_empty;
  double open_checked;
  double open_full;
  double batch;
  double single = 0;
  double verify;
  double list;
  gint64 start;

  if (g_mkdtemp (root) == NULL)
    return 1;
  store = open_store (root, &created);
  g_clear_object (&store);
  store = open_store (root, &open_empty);
  for (int i = 0; i < 50; i++)
    single += enqueue (store, 1);
  batch = enqueue (store, rows);
  g_clear_object (&store);
  /* The first looks at every page, as once a week; it is the next that counts. */
  store = open_store (root, &open_checked);
  g_clear_object (&store);
  store = open_store (root, &open_full);
  start = g_get_monotonic_time ();
  if (!cb_journal_verify (store, NULL, NULL))
    return 1;
  verify = seconds_since (start);
  start = g_get_monotonic_time ();
  lane = cb_store_list_open_jobs (store, "account", NULL);
  list = seconds_since (start);
  g_print ("{\"enqueue_batch\": %.0f, \"enqueue_single\": %.0f, \"create\": %.4f, "
           "\"open_empty\": %.4f, \"open_checked\": %.4f, \"open_full\": %.4f, \"verify\": %.3f, "
           "\"list\": %.3f}\n",
           rows / batch, 50 / single, created, open_empty, open_checked, open_full, verify, list);
  g_clear_object (&store);
  g_spawn_sync (NULL, (char *[]){ (char *)"rm", (char *)"-r", root, NULL }, NULL,
                G_SPAWN_SEARCH_PATH, NULL, NULL, NULL, NULL, NULL, NULL);
  return 0;
}
