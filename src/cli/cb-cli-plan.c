/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-load.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

/* More than any plan has. */
#define MAX_SIZE (4 * 1024 * 1024)

static const char *const states[] = {
  [CB_PLAN_TO_COME] = "to-come",
  [CB_PLAN_ON_WAY] = "on-way",
  [CB_PLAN_REACHED] = "reached",
  [CB_PLAN_MISSED] = "missed",
};

static GPtrArray *
check (CbCli *cli, const CbPlan *plan, GError **error)
{
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (cli->workplace);
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (cli->workplace, NULL, error);

  return items != NULL ? cb_plan_check (plan, profile, items) : NULL;
}

/* As `plan set` takes it, with how each phase stands. */
static void
print_json (const CbPlan *plan, GPtrArray *progress, GPtrArray *problems, const char *wish)
{
  g_autofree char *text = cb_plan_to_text (plan);
  g_autoptr (JsonObject) object = cb_json_object_parse (text, -1, NULL);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonArray *phases = cb_json_get_array (object, "phases");
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < progress->len; i++)
    {
      const CbPlanProgress *one = g_ptr_array_index (progress, i);
      JsonObject *phase = json_array_get_object_element (phases, i);

      json_object_set_int_member (phase, "published", one->rows->len);
      json_object_set_string_member (phase, "state", states[one->state]);
    }
  for (guint i = 0; i < problems->len; i++)
    json_array_add_string_element (array, g_ptr_array_index (problems, i));
  json_object_set_array_member (object, "problems", array);
  json_object_set_string_member (object, "askedFor", wish);
  json_node_set_object (node, object);
  cb_cli_print_json (node);
}

static void
print_words (const CbPlan *plan, GPtrArray *progress, GPtrArray *problems, const char *wish)
{
  if (*wish != '\0')
    g_print ("%s\n", wish);
  if (*plan->basis != '\0')
    g_print ("%s\n", plan->basis);
  if (plan->phases->len == 0)
    g_print ("%s\n", _ ("There is no plan yet."));
  for (guint i = 0; i < progress->len; i++)
    {
      const CbPlanProgress *one = g_ptr_array_index (progress, i);
      g_autofree char *words = cb_plan_progress_dup_words (one);

      g_print ("  %s: %s (%s)\n", one->phase->name, words, cb_plan_state_title (one->state));
    }
  for (guint i = 0; i < problems->len; i++)
    g_print ("  ! %s\n", (const char *)g_ptr_array_index (problems, i));
}

static int
show (CbCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPlan) plan = cb_workplace_get_plan (cli->workplace, &error);
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) progress
      = plan != NULL ? cb_workplace_measure_plan (cli->workplace, plan, &rows, &error) : NULL;
  g_autoptr (GPtrArray) problems = progress != NULL ? check (cli, plan, &error) : NULL;
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (cli->workplace);
  g_autofree char *wish = NULL;

  if (problems == NULL)
    return cb_cli_fail (cli, error);
  wish = profile != NULL ? cb_plan_dup_wish (profile) : g_strdup ("");
  if (cli->json)
    print_json (plan, progress, problems, wish);
  else
    print_words (plan, progress, problems, wish);

  return CB_EXIT_DONE;
}

static CbPlan *
read_plan (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  gsize length = 0;
  g_autofree char *text = cb_load_contents (file, MAX_SIZE, &length, cancellable, error);
  CbPlan *plan;

  if (text == NULL)
    return NULL;
  if (length != strlen (text))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%s: no plan as JSON", path);
      return NULL;
    }
  plan = cb_plan_parse (text, error);
  if (plan == NULL)
    g_prefix_error (error, "%s: ", path);

  return plan;
}

/* What is missing in it is said; it does not keep a plan from being kept, here as in the window. */
static int
set (CbCli *cli, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPlan) plan = read_plan (path, cli->cancellable, &error);

  if (plan == NULL || !cb_workplace_set_plan (cli->workplace, plan, &error))
    return cb_cli_fail (cli, error);

  return show (cli);
}

static int export(CbCli *cli, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPlan) plan = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) progress = NULL;
  g_autoptr (CbProfile) profile = cb_workplace_dup_profile (cli->workplace);
  g_autofree char *agency = cb_workplace_dup_setting (cli->workplace, "agency");

  plan = cb_workplace_get_plan (cli->workplace, &error);
  if (plan != NULL)
    progress = cb_workplace_measure_plan (cli->workplace, plan, &rows, &error);
  if (progress != NULL
      && cb_plan_save (plan, progress, profile, agency, file, cli->cancellable, &error))
    return CB_EXIT_DONE;

  return g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED)
             ? cb_cli_usage (_ ("A plan is written as .xlsx, .pdf, .docx or .csv."))
             : cb_cli_fail (cli, error);
}

/**
 * cb_cli_plan:
 * @cli: the context
 * @argc: number of words
 * @argv: `plan`, `show` | `set FILE` | `export FILE`
 *
 * Returns: the exit code
 */
int
cb_cli_plan (CbCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  int exit_code;

  if (!cb_cli_parse (cli, _ ("show | set FILE | export FILE"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "show"))
    return cb_cli_open_to_look (cli, &exit_code) ? show (cli) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "set"))
    return cb_cli_open (cli, &exit_code) ? set (cli, argv[2]) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "export"))
    return cb_cli_open_to_look (cli, &exit_code) ? export(cli, argv[2]) : exit_code;

  return cb_cli_usage (
      _ ("Write show, set FILE or export FILE; “congboctl plan show --json” prints "
         "what set takes."));
}
