/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-watch.h"

typedef struct
{
  char *item;
  gboolean existing;
  int quiet; /* seconds */
} Watching;

static JsonArray *
begin_array (JsonNode **node)
{
  JsonArray *array = json_array_new ();

  *node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (*node, array);
  return array;
}

static int
list (CbCli *cli)
{
  g_autoptr (GPtrArray) watches = cb_workplace_list_watches (cli->workplace);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array = begin_array (&node);

  for (guint i = 0; i < watches->len; i++)
    {
      const CbWatch *watch = g_ptr_array_index (watches, i);
      g_autofree char *name = g_file_get_parse_name (watch->folder);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "folder", name);
      json_object_set_string_member (object, "item", watch->item_code);
      json_array_add_object_element (array, object);
      if (!cli->json)
        g_print ("%s  %s\n", watch->item_code, name);
    }
  if (cli->json)
    cb_cli_print_json (node);
  else if (watches->len == 0)
    g_print ("%s\n", _ ("No folder is watched."));

  return CB_EXIT_DONE;
}

static int
add (CbCli *cli, GFile *folder, const Watching *watching)
{
  g_autoptr (GError) error = NULL;
  guint left_alone = 0;

  if (!cb_workplace_add_watch (cli->workplace, folder, watching->item, watching->existing,
                               &left_alone, &error))
    return g_error_matches (error, CB_ERROR, CB_ERROR_WRONG_STATE)
               ? cb_cli_usage (_ ("That folder is watched already."))
               : cb_cli_fail (cli, error);
  if (cli->json)
    return list (cli);
  if (left_alone > 0)
    g_print (ngettext ("%u file is there already and is left alone (see --existing).\n",
                       "%u files are there already and are left alone (see --existing).\n",
                       left_alone),
             left_alone);
  g_print ("%s\n", _ ("New files are taken in when `watch run` runs, which the schedule does."));

  return CB_EXIT_DONE;
}

static JsonObject *
make_object (const CbWatchFile *file)
{
  JsonObject *object = json_object_new ();
  g_autofree char *name = g_file_get_parse_name (file->file);
  g_autofree char *sentence = cb_watch_file_dup_sentence (file);

  json_object_set_string_member (object, "file", name);
  json_object_set_string_member (object, "item", file->item_code);
  json_object_set_string_member (object, "outcome", cb_watch_outcome_name (file->outcome));
  json_object_set_string_member (object, "sentence", sentence);
  if (file->dataset_id != NULL)
    json_object_set_string_member (object, "dataset", file->dataset_id);
  if (file->period != NULL)
    json_object_set_string_member (object, "period", file->period);
  if (file->outcome == CB_WATCH_TAKEN)
    {
      json_object_set_int_member (object, "stepsRepeated", file->n_steps);
      json_object_set_int_member (object, "blockers", file->n_blockers);
      json_object_set_int_member (object, "warnings", file->n_warnings);
    }
  if (file->error != NULL)
    json_object_set_string_member (object, "error",
                                   cb_error_code_name (file->error->domain == CB_ERROR
                                                           ? (CbError)file->error->code
                                                           : CB_ERROR_FAILED));
  return object;
}

/* That a file waits for a person to look at it is what watching is for, and no failure. */
static CbExit
judge (const CbWatchFile *file)
{
  switch (file->outcome)
    {
    case CB_WATCH_TAKEN:
      return CB_EXIT_DONE;
    case CB_WATCH_NOT_QUIET:
      return CB_EXIT_WAITING;
    case CB_WATCH_NOT_DUE:
    case CB_WATCH_UNSURE:
      return CB_EXIT_PARKED;
    case CB_WATCH_FAILED:
    default:
      return cb_cli_exit_code (file->error);
    }
}

static int
run (CbCli *cli, const Watching *watching)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) files = cb_workplace_run_watches (
      cli->workplace, watching->quiet * G_USEC_PER_SEC, cli->cancellable, &error);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array = begin_array (&node);
  CbExit exit_code = CB_EXIT_DONE;

  if (files == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < files->len; i++)
    {
      const CbWatchFile *file = g_ptr_array_index (files, i);
      g_autofree char *name = g_file_get_parse_name (file->file);
      g_autofree char *sentence = cb_watch_file_dup_sentence (file);

      exit_code = MAX (exit_code, judge (file));
      if (cli->json)
        json_array_add_object_element (array, make_object (file));
      else
        g_print ("%s\n    %s\n", name, sentence);
    }
  if (cli->json)
    cb_cli_print_json (node);
  else if (files->len == 0)
    g_print ("%s\n", _ ("There is no new file in a watched folder."));

  return (int)exit_code;
}

static int
remove_folder (CbCli *cli, GFile *folder)
{
  g_autoptr (GError) error = NULL;

  if (!cb_workplace_remove_watch (cli->workplace, folder, &error))
    return g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND)
               ? cb_cli_usage (_ ("That folder is not watched: see `watch list`."))
               : cb_cli_fail (cli, error);

  return cli->json ? list (cli) : CB_EXIT_DONE;
}

/**
 * cb_cli_watch:
 * @cli: the context
 * @argc: number of words
 * @argv: `watch`, then `add`, `list`, `remove` or `run`
 *
 * Folders in which the office puts the new file of a period (product.md L2).
 *
 * Returns: the exit code; of `run` %CB_EXIT_DONE when every new file was taken in,
 *   %CB_EXIT_WAITING when somebody still works on one, %CB_EXIT_PARKED when a person must say of
 *   which period one is
 */
int
cb_cli_watch (CbCli *cli, int argc, char **argv)
{
  g_autofree char *item = NULL;
  Watching watching = { .quiet = CB_WATCH_QUIET_US / G_USEC_PER_SEC };
  const GOptionEntry entries[] = {
    { "item", 0, 0, G_OPTION_ARG_STRING, &item, N_ ("Catalog item"), N_ ("CODE") },
    { "existing", 0, 0, G_OPTION_ARG_NONE, &watching.existing,
      N_ ("Also take in what is there already"), NULL },
    { "quiet", 0, 0, G_OPTION_ARG_INT, &watching.quiet,
      N_ ("So many seconds nothing may have changed about a file"), N_ ("SECONDS") },
    { NULL },
  };
  g_autoptr (GFile) folder = NULL;
  gboolean adds, removes, runs;
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("add FOLDER | list | remove FOLDER | run"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  watching.item = item;
  adds = argc == 3 && g_str_equal (argv[1], "add") && item != NULL;
  removes = argc == 3 && g_str_equal (argv[1], "remove");
  runs = argc == 2 && g_str_equal (argv[1], "run") && watching.quiet >= 0;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return cb_cli_open_to_look (cli, &exit_code) ? list (cli) : exit_code;
  if (!adds && !removes && !runs)
    return cb_cli_usage (_ ("Say `watch add FOLDER --item CODE`, `watch list`, `watch remove "
                            "FOLDER` or `watch run`."));
  if (!cb_cli_open (cli, &exit_code))
    return exit_code;
  if (runs)
    return run (cli, &watching);
  folder = g_file_new_for_commandline_arg (argv[2]);

  return adds ? add (cli, folder, &watching) : remove_folder (cli, folder);
}
