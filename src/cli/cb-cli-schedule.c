/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/platform/cb-schedule.h"

/* Before the office opens its windows. */
#define USUAL_TIME "07:30"

/* What the system said is in the words of the system. */
static int
fail_to_change (CbCli *cli, const GError *error)
{
  if (!g_error_matches (error, CB_ERROR, CB_ERROR_FAILED))
    return cb_cli_fail (cli, error);
  g_printerr (
      "congboctl: %s\n  (%s)\n",
      _ ("The system does not start programs at set times for you. Nothing was changed; ask "
         "whoever looks after this computer."),
      error->message);
  return CB_EXIT_FAILED;
}

static void
print_schedule (CbCli *cli, const CbSchedule *schedule)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *times = schedule != NULL ? cb_schedule_dup_times (schedule) : NULL;
  JsonObject *object = json_object_new ();

  json_node_take_object (node, object);
  json_object_set_boolean_member (object, "on", schedule != NULL);
  if (schedule != NULL)
    {
      json_object_set_string_member (object, "times", times);
      json_object_set_string_member (object, "program", schedule->program);
      json_object_set_boolean_member (object, "active", schedule->active);
    }
  if (cli->json)
    {
      cb_cli_print_json (node);
      return;
    }
  if (schedule == NULL)
    {
      g_print ("%s\n", _ ("Nothing is done by itself: the schedule is off."));
      return;
    }
  /* Translators: times of the day */
  g_print (
      _ ("Every day at %s, while you are logged in, new files in watched folders are taken in and "
         "what is due is sent.\n"),
      times);
  if (!schedule->active)
    g_print ("%s\n", _ ("But the system does not know of it: turn it on again."));
  if (!g_file_test (schedule->program, G_FILE_TEST_EXISTS))
    g_print (_ ("But there is no program “%s” any more: turn it on again.\n"), schedule->program);
}

static int
show_status (CbCli *cli)
{
  g_auto (CbSchedule) schedule = { 0 };
  g_autoptr (GError) error = NULL;

  if (!cb_schedule_load (&schedule, &error))
    {
      if (!g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
        return cb_cli_fail (cli, error);
      print_schedule (cli, NULL);
      return CB_EXIT_DONE;
    }
  print_schedule (cli, &schedule);

  return schedule.active ? CB_EXIT_DONE : CB_EXIT_FAILED;
}

static int
turn_on (CbCli *cli, const char *times)
{
  g_auto (CbSchedule) schedule = { 0 };
  g_autoptr (GError) error = NULL;

  if (!cb_schedule_parse_times (&schedule, times != NULL ? times : USUAL_TIME))
    return cb_cli_usage (_ ("Say times of the day as 07:30, or several as 07:30,13:15."));
  if (!cb_schedule_can ())
    return cb_cli_usage (
        _ ("Where the program is installed in this way, the system cannot be asked "
           "to start it at set times."));
  schedule.program = cb_schedule_dup_program ();
  schedule.root = cli->root != NULL ? g_canonicalize_filename (cli->root, NULL) : NULL;
  if (!cb_schedule_turn_on (&schedule, &error))
    return fail_to_change (cli, error);

  return show_status (cli);
}

static int
turn_off (CbCli *cli)
{
  g_autoptr (GError) error = NULL;

  if (!cb_schedule_turn_off (&error))
    return fail_to_change (cli, error);

  return show_status (cli);
}

/**
 * cb_cli_schedule:
 * @cli: the context
 * @argc: number of words
 * @argv: `schedule`, then `on`, `off` or `status`
 *
 * Has the system send what is due at set times, without a window (product.md L2).
 *
 * Returns: the exit code
 */
int
cb_cli_schedule (CbCli *cli, int argc, char **argv)
{
  g_autofree char *times = NULL;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING, &times, N_ ("Times of the day, as in 07:30,13:15"),
      N_ ("TIMES") },
    { NULL },
  };

  if (!cb_cli_parse (cli, N_ ("on | off | status"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (cli->practice)
    return cb_cli_usage (_ ("In practice mode nothing is done by itself."));
  if (argc == 2 && g_str_equal (argv[1], "on"))
    return turn_on (cli, times);
  if (argc == 2 && times == NULL && g_str_equal (argv[1], "off"))
    return turn_off (cli);
  if (argc == 2 && times == NULL && g_str_equal (argv[1], "status"))
    return show_status (cli);

  return cb_cli_usage (_ ("Say `schedule on`, `schedule off` or `schedule status`."));
}
