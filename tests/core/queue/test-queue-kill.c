/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A kill at every checkpoint: the program is ended by SIGKILL at each named point that it reaches,
 * one after the other, started again, and must arrive at the same end (faults.md 36, I10). Runs
 * against the practice portal, or, with CKAN_URL set, against a real CKAN. */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/store/cb-store-datasets.h"
#include "rig.h"
#include "test-system.h"

static const char *program;

typedef struct
{
  gint left; /* (atomic): points until the kill; negative: never */
  FILE *log; /* (nullable): names of the points reached */
} Killer;

/* In whatever thread came by. Points of the store are reached for every row and are the store's own
 * tests; here the kill falls between them. */
static gboolean
reach_cb (const char *name, gpointer user_data)
{
  Killer *killer = user_data;

  if (!g_str_has_prefix (name, "queue."))
    return FALSE;
  if (killer->log != NULL)
    {
      fprintf (killer->log, "%s\n", name);
      fflush (killer->log);
    }
  if (g_atomic_int_add (&killer->left, -1) == 1)
    test_process_kill_self ();
  return FALSE;
}

/* The other process: ROOT URL LEFT LOG; the token is in the environment. */
static int
run_child (char **argv)
{
  Killer killer
      = { .left = (gint)g_ascii_strtoll (argv[4], NULL, 10), .log = g_fopen (argv[5], "we") };
  Rig *rig = rig_open (argv[2], argv[3], g_getenv ("CB_TEST_TOKEN"));

  cb_failpoint_set (reach_cb, &killer);
  rig_run (rig);
  cb_failpoint_set (NULL, NULL);
  fclose (killer.log);
  rig_free (rig);
  return 0;
}

/* Returns whether it was killed. */
static gboolean
run_until (Rig *rig, int left, const char *log)
{
  g_autofree char *number = g_strdup_printf ("%d", left);
  const char *argv[] = { program, "--child", rig->root, rig->url, number, log, NULL };
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_NONE);
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_setenv (launcher, "CB_TEST_TOKEN", rig->token, TRUE);
  process = g_subprocess_launcher_spawnv (launcher, argv, &error);
  g_assert_no_error (error);
  g_subprocess_wait (process, NULL, &error);
  g_assert_no_error (error);
  if (test_process_was_killed (process))
    return TRUE;
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  return FALSE;
}

static void
reopen (Rig *rig)
{
  Rig *fresh = rig_open (rig->root, rig->url, rig->token);

  rig->clock = g_steal_pointer (&fresh->clock);
  rig->store = g_steal_pointer (&fresh->store);
  rig->vault = g_steal_pointer (&fresh->vault);
  rig->keyring = g_steal_pointer (&fresh->keyring);
  rig->queue = g_steal_pointer (&fresh->queue);
  rig_free (fresh);
}

typedef enum
{
  KILL_PUBLISH,
  KILL_UPDATE,
} Scenario;

/* Leaves the store closed, one job open. */
static char *
prepare (Rig *rig, Scenario scenario)
{
  static const gsize sizes[] = { 3000, 300000 };
  g_autofree char *dataset = rig_add_dataset (rig, "giet-giua-chung", sizes, 2);
  g_autofree char *job = rig_enqueue (rig, dataset);

  if (scenario == KILL_UPDATE)
    {
      rig_run (rig);
      rig_assert_done (rig, job);
      rig_set_file (rig, dataset, 0, 5000, 'q');
      rig_set_file (rig, dataset, 2, 70, 'r');
      rig_set_metadata (rig, dataset, "notes", "Bản hai");
      g_free (job);
      job = rig_enqueue (rig, dataset);
    }
  rig_close (rig);
  return g_steal_pointer (&job);
}

/* The @left-th point: killed there, started again, and looked at. %FALSE: there are fewer. */
static gboolean
kill_at (const char *version, Scenario scenario, int left)
{
  g_autoptr (Rig) rig = rig_new (version);
  g_autofree char *job = prepare (rig, scenario);
  g_autofree char *log = g_build_filename (rig->root, "points", NULL);
  gboolean killed = run_until (rig, left, log);

  if (killed)
    {
      g_autofree char *points = NULL;

      g_assert_true (g_file_get_contents (log, &points, NULL, NULL));
      g_test_message ("killed at %s", strrchr (g_strchomp (points), '\n') != NULL
                                          ? strrchr (points, '\n') + 1
                                          : points);
      g_assert_false (run_until (rig, -1, log));
    }
  reopen (rig);
  rig_assert_done (rig, job);
  rig_assert_sound (rig);
  return killed;
}

static void
kill_everywhere (const char *version, Scenario scenario)
{
  int left = 1;

  while (kill_at (version, scenario, left))
    left++;
  /* At least: three states, a create, two sends, two proofs, a publication. */
  g_assert_cmpint (left, >, 15);
  g_test_message ("killed at %d points", left - 1);
}

static void
test_publish (gconstpointer version)
{
  kill_everywhere (version, KILL_PUBLISH);
}

static void
test_update (gconstpointer version)
{
  kill_everywhere (version, KILL_UPDATE);
}

/* Killed again and again, at a point further on each time, the job still arrives. */
static void
test_again_and_again (gconstpointer version)
{
  g_autoptr (Rig) rig = rig_new (version);
  g_autofree char *job = prepare (rig, KILL_PUBLISH);
  g_autofree char *log = g_build_filename (rig->root, "points", NULL);
  guint kills = 0;

  for (int left = 1; left < 40; left++)
    {
      if (!run_until (rig, left, log))
        break;
      kills++;
    }
  g_assert_cmpuint (kills, >, 5);
  g_assert_false (run_until (rig, -1, log));
  reopen (rig);
  rig_assert_done (rig, job);
  rig_assert_sound (rig);
}

int
main (int argc, char **argv)
{
  const char *version = "2.12";

  program = test_program_dup_path ();
  if (argc == 6 && g_str_equal (argv[1], "--child"))
    return run_child (argv);

  g_test_init (&argc, &argv, NULL);
  if (argc > 1)
    version = argv[argc - 1];
  g_test_add_data_func ("/queue/kill/while-publishing", version, test_publish);
  g_test_add_data_func ("/queue/kill/while-updating", version, test_update);
  g_test_add_data_func ("/queue/kill/again-and-again", version, test_again_and_again);
  return g_test_run ();
}
