/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli-queue.h"
#include "cli/cb-cli.h"

typedef struct
{
  CbCli *cli;
  GHashTable *open; /* ids of the jobs that this is about: those not done at its start */
  GMainLoop *loop;
  gboolean over; /* it waited for as long as it may */
} Sync;

static gboolean
take_open_jobs (Sync *self, GError **error)
{
  g_autoptr (GPtrArray) jobs = cb_workplace_list_jobs (self->cli->workplace, error);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (!cb_job_state_is_final (job->state))
        g_hash_table_add (self->open, g_strdup (job->id));
    }

  return jobs != NULL;
}

/* Returns: (transfer full) (element-type CbJob): how those stand now */
static GPtrArray *
list_jobs (Sync *self, GError **error)
{
  GPtrArray *jobs = cb_workplace_list_jobs (self->cli->workplace, error);

  for (guint i = 0; jobs != NULL && i < jobs->len;)
    if (g_hash_table_contains (self->open, ((CbJob *)g_ptr_array_index (jobs, i))->id))
      i++;
    else
      g_ptr_array_remove_index (jobs, i);

  return jobs;
}

/* Time alone can help one of them: it is no use to wait for those that a person holds. */
static gboolean
is_worth_waiting (Sync *self)
{
  g_autoptr (GPtrArray) jobs = list_jobs (self, NULL);

  for (guint i = 0; jobs != NULL && i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);

      if (!job->paused && cb_cli_queue_judge (job) == CB_EXIT_WAITING)
        return TRUE;
    }

  return FALSE;
}

static void
on_changed_cb (CbWorkplace *workplace, const char *what, gpointer user_data)
{
  Sync *self = user_data;

  if (g_str_equal (what, "jobs") && !is_worth_waiting (self))
    g_main_loop_quit (self->loop);
}

static gboolean
on_time_over_cb (gpointer user_data)
{
  Sync *self = user_data;

  self->over = TRUE;
  g_main_loop_quit (self->loop);
  return G_SOURCE_REMOVE;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

/* In another thread, and perhaps before the loop runs. */
static void
on_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  Sync *self = user_data;

  g_idle_add_full (G_PRIORITY_DEFAULT, quit_cb, g_main_loop_ref (self->loop),
                   (GDestroyNotify)g_main_loop_unref);
}

/* The queue goes on by itself, by its own pauses, until nothing is left that time can help. */
static void
wait_for_queue (Sync *self, int minutes)
{
  CbWorkplace *workplace = self->cli->workplace;
  gulong changed, cancelled;
  guint timer;

  self->loop = g_main_loop_new (NULL, FALSE);
  changed = g_signal_connect (workplace, "changed", G_CALLBACK (on_changed_cb), self);
  cancelled
      = g_cancellable_connect (self->cli->cancellable, G_CALLBACK (on_cancelled_cb), self, NULL);
  timer = g_timeout_add_seconds ((guint)minutes * 60, on_time_over_cb, self);
  cb_workplace_start_queue (workplace);
  if (is_worth_waiting (self))
    g_main_loop_run (self->loop);
  cb_workplace_stop_queue (workplace);
  if (!self->over)
    g_source_remove (timer);
  g_cancellable_disconnect (self->cli->cancellable, cancelled);
  g_signal_handler_disconnect (workplace, changed);
  g_clear_pointer (&self->loop, g_main_loop_unref);
}

static void
print_json (GPtrArray *jobs, guint sent, guint waiting, guint person)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  json_object_set_int_member (object, "sent", sent);
  json_object_set_int_member (object, "waiting", waiting);
  json_object_set_int_member (object, "forPerson", person);
  for (guint i = 0; i < jobs->len; i++)
    json_array_add_object_element (array, cb_cli_job_to_json (g_ptr_array_index (jobs, i)));
  json_object_set_array_member (object, "items", array);
  json_node_take_object (node, object);
  cb_cli_print_json (node);
}

static int
say_outcome (CbCli *cli, GPtrArray *jobs)
{
  guint sent = 0, waiting = 0, person = 0;
  CbExit exit_code = CB_EXIT_DONE;

  for (guint i = 0; i < jobs->len; i++)
    {
      const CbJob *job = g_ptr_array_index (jobs, i);
      CbExit code = cb_cli_queue_judge (job);

      sent += job->state == CB_JOB_DONE;
      waiting += code == CB_EXIT_WAITING && !job->paused;
      person += code == CB_EXIT_PARKED || code == CB_EXIT_SIGN_IN || job->paused;
      exit_code = MAX (exit_code, code);
    }
  if (cli->json)
    {
      print_json (jobs, sent, waiting, person);
      return (int)exit_code;
    }
  cb_cli_queue_print (cli, jobs);
  if (jobs->len == 0)
    g_print ("%s\n", _ ("Nothing waits to be sent."));
  else
    /* Translators: three numbers, of things in the queue */
    g_print (_ ("Sent: %u · will go by itself: %u · waits for a person: %u\n"), sent, waiting,
             person);

  return (int)exit_code;
}

static int
run (CbCli *cli, int minutes)
{
  g_autoptr (GHashTable) open = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Sync sync = { .cli = cli, .open = open };
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) jobs = NULL;
  int exit_code;

  if (!take_open_jobs (&sync, &error))
    return cb_cli_fail (cli, error);
  exit_code = cb_cli_queue_run (cli, FALSE, NULL);
  if (exit_code == CB_EXIT_FAILED)
    return exit_code;
  if (minutes > 0 && is_worth_waiting (&sync))
    wait_for_queue (&sync, minutes);
  jobs = list_jobs (&sync, &error);
  if (jobs == NULL)
    return cb_cli_fail (cli, error);

  return say_outcome (cli, jobs);
}

/**
 * cb_cli_sync:
 * @cli: the context
 * @argc: number of words
 * @argv: `sync`, options
 *
 * Runs the queue to its end without a window (product.md L1): for a timer, which goes by the exit
 * code.
 *
 * Returns: the exit code: %CB_EXIT_DONE, %CB_EXIT_WAITING while it will go by itself,
 *   %CB_EXIT_SIGN_IN or %CB_EXIT_PARKED when a person is needed
 */
int
cb_cli_sync (CbCli *cli, int argc, char **argv)
{
  int minutes = 0;
  const GOptionEntry entries[] = {
    { "wait", 0, 0, G_OPTION_ARG_INT, &minutes,
      N_ ("While something goes by itself, wait so many minutes for it"), N_ ("MINUTES") },
    { NULL },
  };
  int exit_code;

  if (!cb_cli_parse (cli, "", entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 1)
    return cb_cli_usage (_ ("sync takes no words, only options."));
  if (minutes < 0 || minutes > 24 * 60)
    return cb_cli_usage (_ ("It can be waited for 0 to 1440 minutes."));
  if (!cb_cli_open (cli, &exit_code))
    return exit_code;

  return run (cli, minutes);
}
