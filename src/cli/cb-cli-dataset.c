/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

static JsonObject *
make_object (const CbDataset *dataset)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", dataset->id);
  json_object_set_string_member (object, "title", cb_dataset_get_title (dataset));
  json_object_set_string_member (object, "state", cb_dataset_state_name (dataset->state));
  json_object_set_string_member (object, "item", dataset->item_code);
  json_object_set_string_member (object, "period", dataset->period);
  json_object_set_int_member (object, "files", dataset->files->len);
  if (dataset->removed_us != 0)
    {
      g_autoptr (GDateTime) end
          = g_date_time_new_from_unix_utc (cb_workplace_get_removal_end (dataset) / G_USEC_PER_SEC);
      g_autofree char *text = g_date_time_format_iso8601 (end);

      json_object_set_string_member (object, "removed_by", dataset->removed_by);
      json_object_set_string_member (object, "restorable_until", text);
    }
  return object;
}

static char *
dup_day (CbCli *cli, gint64 us)
{
  g_autoptr (GDateTime) now = cb_clock_now_local (cb_workplace_get_clock (cli->workplace));
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));

  return g_date_time_format (local, "%d/%m/%Y");
}

static void
print_dataset (CbCli *cli, const CbDataset *dataset)
{
  g_autofree char *period = cb_period_dup_title (dataset->period);

  g_print ("%s  %s\n    %s", dataset->id, cb_dataset_get_title (dataset),
           cb_dataset_state_title (dataset->state));
  if (period[0] != '\0')
    g_print (" · %s", period);
  if (dataset->removed_us != 0)
    {
      g_autofree char *removed = dup_day (cli, dataset->removed_us);
      g_autofree char *end = dup_day (cli, cb_workplace_get_removal_end (dataset));

      /* Translators: a date, a person, a date */
      g_print (_ (" · removed on %s by %s, can be taken back until %s"), removed,
               dataset->removed_by, end);
    }
  g_print ("\n");
}

static int
list (CbCli *cli, gboolean removed)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) datasets = removed
                                       ? cb_workplace_list_removed_datasets (cli->workplace, &error)
                                       : cb_workplace_list_datasets (cli->workplace, &error);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (datasets == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < datasets->len; i++)
    if (cli->json)
      json_array_add_object_element (array, make_object (g_ptr_array_index (datasets, i)));
    else
      print_dataset (cli, g_ptr_array_index (datasets, i));
  if (cli->json)
    cb_cli_print_json (node);
  else if (datasets->len == 0)
    g_print ("%s\n", removed ? _ ("There is no removed dataset.") : _ ("There is no dataset yet."));

  return CB_EXIT_DONE;
}

/* Why not is in the message, in words. */
static int
fail_to_change (CbCli *cli, const GError *error)
{
  if (!g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED))
    return cb_cli_fail (cli, error);
  g_printerr ("congboctl: %s\n", error->message);
  return CB_EXIT_FINDINGS;
}

static int
change (CbCli *cli, const char *id, const char *person, gboolean remove)
{
  g_autoptr (GError) error = NULL;

  if (remove ? !cb_workplace_remove_dataset (cli->workplace, id, person, &error)
             : !cb_workplace_restore_dataset (cli->workplace, id, person, &error))
    return fail_to_change (cli, error);
  if (!cli->json)
    {
      g_autofree char *said
          = remove ? g_strdup_printf (
                _ ("It is removed. `congboctl dataset restore` takes it back within %d days."),
                CB_REMOVED_KEPT_DAYS)
                   : g_strdup (_ ("It is taken back as it was."));

      g_print ("%s\n", said);
    }
  return CB_EXIT_DONE;
}

/**
 * cb_cli_dataset:
 * @cli: the context
 * @argc: number of words
 * @argv: `dataset`, then `list`, or `remove`, `restore` and an id
 *
 * Returns: the exit code
 */
int
cb_cli_dataset (CbCli *cli, int argc, char **argv)
{
  gboolean removed = FALSE;
  g_autofree char *person = NULL;
  const GOptionEntry entries[]
      = { { "removed", 0, 0, G_OPTION_ARG_NONE, &removed, N_ ("List what was removed"), NULL },
          { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("Who does it"), N_ ("NAME") },
          { NULL } };
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("list | remove ID | restore ID"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return cb_cli_open_to_look (cli, &exit_code) ? list (cli, removed) : exit_code;
  if (argc == 3 && (g_str_equal (argv[1], "remove") || g_str_equal (argv[1], "restore")))
    return cb_cli_open (cli, &exit_code)
               ? change (cli, argv[2], person, g_str_equal (argv[1], "remove"))
               : exit_code;

  return cb_cli_usage (_ ("Say `dataset list`, or `dataset remove`, `restore` and an id."));
}
