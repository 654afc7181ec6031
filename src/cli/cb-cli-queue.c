/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli-queue.h"
#include "cli/cb-cli.h"

static char *
dup_job_title (CbCli *cli, const CbJob *job)
{
  g_autoptr (CbDataset) dataset = cb_workplace_get_dataset (cli->workplace, job->dataset_id, NULL);

  return g_strdup (dataset != NULL ? cb_dataset_get_title (dataset) : job->dataset_id);
}

/**
 * cb_cli_queue_print:
 * @cli: the context, with its workplace open
 * @jobs: (element-type CbJob): two lines are printed for each, of what and how it stands
 */
void
cb_cli_queue_print (CbCli *cli, GPtrArray *jobs)
{
  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *title = dup_job_title (cli, job);
      g_autofree char *sentence = cb_job_dup_sentence (job);

      g_print ("%s  %s\n    %s: %s\n", job->id, title, cb_job_get_pill (job), sentence);
    }
}

static void
print_jobs (CbCli *cli, GPtrArray *jobs)
{
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (!cli->json)
    {
      cb_cli_queue_print (cli, jobs);
      if (jobs->len == 0)
        g_print ("%s\n", _ ("The queue is empty."));
      return;
    }

  array = json_array_new ();
  for (guint i = 0; i < jobs->len; i++)
    json_array_add_object_element (array, cb_cli_job_to_json (g_ptr_array_index (jobs, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  cb_cli_print_json (node);
}

static int
list_jobs (CbCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (cli->workplace, &error);

  if (jobs == NULL)
    return cb_cli_fail (cli, error);
  print_jobs (cli, jobs);
  return CB_EXIT_DONE;
}

/* Watches the queue from beside it while cb_workplace_run_queue_once() blocks. */
typedef struct
{
  CbCli *cli;
  CbCliProgress progress;
  GMutex lock;
  GCond ended_cond;
  gboolean ended; /* (mutex lock) */
} Watcher;

static void
show_running_job (Watcher *self)
{
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (self->cli->workplace, NULL);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (job->state == CB_JOB_SENDING || job->state == CB_JOB_CONFIRMING)
        {
          self->progress.label = cb_job_get_pill (job);
          cb_cli_progress_cb (job->bytes_done, job->bytes_total, &self->progress);
        }
    }
}

static gpointer
watch_queue (gpointer user_data)
{
  Watcher *self = user_data;

  g_mutex_lock (&self->lock);
  while (!self->ended)
    {
      gint64 until = g_get_monotonic_time () + G_USEC_PER_SEC / 5;

      if (g_cond_wait_until (&self->ended_cond, &self->lock, until))
        continue;
      g_mutex_unlock (&self->lock);
      show_running_job (self);
      g_mutex_lock (&self->lock);
    }
  g_mutex_unlock (&self->lock);
  return NULL;
}

/**
 * cb_cli_queue_judge:
 * @job: an item of the queue
 *
 * Returns: the exit code that says how it stands: done, waits by itself, or for a person
 */
CbExit
cb_cli_queue_judge (const CbJob *job)
{
  if (cb_job_state_is_final (job->state))
    return CB_EXIT_DONE;
  if (job->state == CB_JOB_PARKED)
    return CB_EXIT_PARKED;
  if (job->has_reason)
    {
      g_autoptr (GError) reason = g_error_new_literal (CB_ERROR, (int)job->reason, "");

      if (cb_cli_exit_code (reason) == CB_EXIT_SIGN_IN)
        return CB_EXIT_SIGN_IN;
    }

  return CB_EXIT_WAITING;
}

/**
 * cb_cli_queue_run:
 * @cli: the context, with its workplace open
 * @print: say how each item stands
 * @job_id: (nullable): the one that the exit code is about; %NULL: all
 *
 * Sends whatever is due, with progress on a terminal.
 *
 * Returns: the exit code: the worst of all items that it is about
 */
int
cb_cli_queue_run (CbCli *cli, gboolean print, const char *job_id)
{
  Watcher watcher = { .cli = cli };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  GThread *thread = NULL;
  gboolean done;
  CbExit exit_code = CB_EXIT_DONE;

  g_mutex_init (&watcher.lock);
  g_cond_init (&watcher.ended_cond);
  cb_cli_progress_start (&watcher.progress, _ ("Sending"));
  if (watcher.progress.visible)
    thread = g_thread_new ("progress", watch_queue, &watcher);

  done = cb_workplace_run_queue_once (cli->workplace, cli->cancellable, &error);

  if (thread != NULL)
    {
      g_mutex_lock (&watcher.lock);
      watcher.ended = TRUE;
      g_cond_signal (&watcher.ended_cond);
      g_mutex_unlock (&watcher.lock);
      g_thread_join (thread);
    }
  cb_cli_progress_end (&watcher.progress);
  g_mutex_clear (&watcher.lock);
  g_cond_clear (&watcher.ended_cond);
  if (!done)
    return cb_cli_fail (cli, error);

  jobs = cb_workplace_list_jobs (cli->workplace, &error);
  if (jobs == NULL)
    return cb_cli_fail (cli, error);
  if (print)
    print_jobs (cli, jobs);
  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (job_id == NULL || g_str_equal (job->id, job_id))
        exit_code = MAX (exit_code, cb_cli_queue_judge (job));
    }

  return (int)exit_code;
}

typedef gboolean (*JobFunc) (CbWorkplace *workplace, const char *job_id, GError **error);

static JobFunc
find_job_func (const char *verb)
{
  if (g_str_equal (verb, "pause"))
    return cb_workplace_pause_job;
  if (g_str_equal (verb, "resume"))
    return cb_workplace_resume_job;
  if (g_str_equal (verb, "cancel"))
    return cb_workplace_cancel_job;
  if (g_str_equal (verb, "retry"))
    return cb_workplace_retry_job;

  return NULL;
}

/* Whether what was published is still there, byte for byte. */
static int
recheck_job (CbCli *cli, const char *job_id)
{
  g_autoptr (GError) error = NULL;

  if (cb_workplace_recheck (cli->workplace, job_id, cli->cancellable, &error))
    {
      g_print ("%s\n", _ ("Compared again: identical."));
      return CB_EXIT_DONE;
    }
  if (g_error_matches (error, CB_ERROR, CB_ERROR_MISMATCH)
      || g_error_matches (error, CB_ERROR, CB_ERROR_GONE))
    {
      g_print ("%s\n", _ ("The portal has other bytes than the approved ones, or none. Put the "
                          "approved file there again, or publish a correction."));
      return CB_EXIT_FINDINGS;
    }
  return cb_cli_fail (cli, error);
}

/**
 * cb_cli_queue:
 * @cli: the context
 * @argc: number of words
 * @argv: `queue`, then `list`, `run`, or `pause`, `resume`, `cancel`, `retry`, `recheck` and an id
 *
 * Returns: the exit code
 */
int
cb_cli_queue (CbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!cb_cli_parse (cli,
                     N_ ("list | run | pause ID | resume ID | cancel ID | retry ID | recheck ID"),
                     NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return cb_cli_open_to_look (cli, &exit_code) ? list_jobs (cli) : exit_code;
  if (argc == 2 && g_str_equal (argv[1], "run"))
    return cb_cli_open (cli, &exit_code) ? cb_cli_queue_run (cli, TRUE, NULL) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "recheck"))
    return cb_cli_open (cli, &exit_code) ? recheck_job (cli, argv[2]) : exit_code;
  if (argc == 3 && find_job_func (argv[1]) != NULL)
    {
      if (!cb_cli_open (cli, &exit_code))
        return exit_code;
      if (!find_job_func (argv[1]) (cli->workplace, argv[2], &error))
        return cb_cli_fail (cli, error);
      return CB_EXIT_DONE;
    }

  return cb_cli_usage (_ (
      "Say `queue list`, `queue run`, or `queue pause`, `resume`, `cancel`, `retry`, `recheck` and "
      "an id."));
}
