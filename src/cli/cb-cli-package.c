/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Hand-over packages: `package` writes one, `verify` says whether it is intact, `receive` takes one
 * in and may answer it. */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-text.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-package.h"

static CbPackage *
open_package (CbCli *cli, const char *argument, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);
  CbCliProgress progress;
  CbPackage *package;

  cb_cli_progress_start (&progress, _ ("Verifying"));
  package = cb_package_open (file, cb_cli_progress_cb, &progress, cli->cancellable, error);
  cb_cli_progress_end (&progress);

  return package;
}

static const char *
get_kind (const CbPackage *package)
{
  if (package->handover != NULL)
    return "hand-over";

  return cb_package_is_intact (package) ? "bag" : "damaged";
}

static JsonArray *
make_files (const CbPackage *package)
{
  JsonArray *files = json_array_new ();

  for (guint i = 0; i < package->files->len; i++)
    {
      const CbPackageFile *file = g_ptr_array_index (package->files, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "path", file->path);
      json_object_set_int_member (object, "size", (gint64)file->size);
      json_object_set_string_member (object, "sha256", file->sha256);
      json_array_add_object_element (files, object);
    }

  return files;
}

static JsonArray *
make_problems (const CbPackage *package)
{
  JsonArray *problems = json_array_new ();

  for (guint i = 0; i < package->problems->len; i++)
    {
      const CbPackageProblem *problem = g_ptr_array_index (package->problems, i);
      g_autofree char *words = cb_package_problem_dup_words (problem);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "problem", cb_package_problem_name (problem->kind));
      json_object_set_string_member (object, "path", problem->path);
      json_object_set_string_member (object, "words", words);
      json_array_add_object_element (problems, object);
    }

  return problems;
}

static JsonObject *
make_object (const CbPackage *package)
{
  const CbHandover *handover = package->handover;
  JsonObject *root = json_object_new ();

  json_object_set_string_member (root, "kind", get_kind (package));
  json_object_set_boolean_member (root, "intact", cb_package_is_intact (package));
  cb_json_set_text (root, "package", package->id);
  if (handover != NULL)
    {
      g_autofree char *digest = cb_dataset_dup_digest (handover->dataset);

      json_object_set_string_member (root, "dataset", handover->dataset->id);
      json_object_set_string_member (root, "title", cb_dataset_get_title (handover->dataset));
      json_object_set_string_member (root, "state",
                                     cb_dataset_state_name (handover->dataset->state));
      json_object_set_string_member (root, "digest", digest);
      json_object_set_string_member (root, "prepared_by", handover->dataset->prepared_by);
      cb_json_set_text (root, "approved_by",
                        handover->approval != NULL ? handover->approval->approved_by : NULL);
      cb_json_set_text (root, "returned_by", handover->returned_by);
      cb_json_set_text (root, "agency", handover->agency);
    }
  json_object_set_array_member (root, "files", make_files (package));
  json_object_set_array_member (root, "problems", make_problems (package));

  return root;
}

static void
print_fact (const char *title, const char *value)
{
  if (value != NULL && value[0] != '\0')
    g_print ("  %s: %s\n", title, value);
}

static void
print_handover (const CbHandover *handover)
{
  const CbDataset *dataset = handover->dataset;
  g_autofree char *period = cb_period_dup_title (dataset->period);

  g_print ("%s\n", cb_dataset_get_title (dataset));
  print_fact (_ ("Agency"), handover->agency);
  print_fact (_ ("Period"), period);
  print_fact (_ ("Prepared by"), dataset->prepared_by);
  print_fact (_ ("State"), cb_dataset_state_title (dataset->state));
  if (handover->approval != NULL)
    print_fact (_ ("Approved by"), handover->approval->approved_by);
  if (handover->returned_by != NULL)
    {
      print_fact (_ ("Sent back by"), handover->returned_by);
      print_fact (_ ("Reason"), dataset->return_reason);
    }
}

static void
print_package (const CbPackage *package)
{
  if (package->handover != NULL)
    print_handover (package->handover);
  else if (cb_package_is_intact (package))
    g_print ("%s\n", _ ("A bag of files (BagIt), not written by this program."));
  for (guint i = 0; i < package->files->len; i++)
    {
      const CbPackageFile *file = g_ptr_array_index (package->files, i);
      g_autofree char *size = cb_text_format_bytes (file->size);

      g_print ("  %s · %s · SHA-256 %.16s…\n", file->path, size, file->sha256);
    }
  if (cb_package_is_intact (package))
    g_print ("%s\n", _ ("Intact: every byte is as it was written."));
  else
    g_print ("%s\n", _ ("Not intact:"));
  for (guint i = 0; i < package->problems->len; i++)
    {
      g_autofree char *words
          = cb_package_problem_dup_words (g_ptr_array_index (package->problems, i));

      g_print ("  %s.\n", words);
    }
}

/**
 * cb_cli_verify:
 * @cli: the context
 * @argc: number of words
 * @argv: `verify` FILE
 *
 * Says what a package is and whether every byte of it is as it was written. No data of the program
 * is opened.
 *
 * Returns: the exit code
 */
int
cb_cli_verify (CbCli *cli, int argc, char **argv)
{
  g_autoptr (CbPackage) package = NULL;
  g_autoptr (GError) error = NULL;

  if (!cb_cli_parse (cli, N_ ("FILE"), NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2)
    return cb_cli_usage (_ ("Name one package to verify."));
  package = open_package (cli, argv[1], &error);
  if (package == NULL)
    return cb_cli_fail (cli, error);
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (node, make_object (package));
      cb_cli_print_json (node);
    }
  else
    print_package (package);

  return cb_package_is_intact (package) ? CB_EXIT_DONE : CB_EXIT_FINDINGS;
}

static int
write_package (CbCli *cli, const char *id, const char *to, const char *person, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (to);
  CbCliProgress progress;
  gboolean written;

  /* Nobody is there to be asked whether it may be replaced. */
  if (g_file_query_exists (file, cli->cancellable))
    return cb_cli_usage (_ ("There is already a file of that name. Choose another name."));
  cb_cli_progress_start (&progress, _ ("Writing"));
  written = cb_workplace_write_package (cli->workplace, id, file, person, cb_cli_progress_cb,
                                        &progress, cli->cancellable, error);
  cb_cli_progress_end (&progress);
  if (!written)
    return cb_cli_fail (cli, *error);
  if (!cli->json)
    /* Translators: a file */
    g_print (_ ("Written: %s\n"), to);
  cb_cli_warn_of_name (to);

  return CB_EXIT_DONE;
}

/**
 * cb_cli_package:
 * @cli: the context
 * @argc: number of words
 * @argv: `package`, options, ID
 *
 * Writes the hand-over package of a dataset.
 *
 * Returns: the exit code
 */
int
cb_cli_package (CbCli *cli, int argc, char **argv)
{
  g_autofree char *to = NULL;
  g_autofree char *person = NULL;
  const GOptionEntry entries[]
      = { { "to", 0, 0, G_OPTION_ARG_FILENAME, &to, N_ ("Write it there"), N_ ("FILE") },
          { "by", 0, 0, G_OPTION_ARG_STRING, &person, N_ ("Who does it"), N_ ("NAME") },
          { NULL } };
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("ID"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 2 || to == NULL)
    return cb_cli_usage (_ ("Name a dataset by its id, and with --to where its package goes."));
  if (!cb_cli_open (cli, &exit_code))
    return exit_code;

  return write_package (cli, argv[1], to, person, &error);
}

typedef struct
{
  char *person;
  char *reason;
  char *answer;
  gboolean approve;
} Receiving;

static gboolean
check_dataset (CbCli *cli, const char *id, GError **error)
{
  CbCliProgress progress;
  g_autoptr (GPtrArray) findings = NULL;

  cb_cli_progress_start (&progress, _ ("Checking"));
  findings = cb_workplace_check (cli->workplace, id, cb_cli_progress_cb, &progress,
                                 cli->cancellable, error);
  cb_cli_progress_end (&progress);
  if (findings != NULL && !cli->json)
    cb_cli_print_findings (findings);

  return findings != NULL;
}

/* What the reviewer says on the command line. */
static gboolean
answer (CbCli *cli, const char *id, const Receiving *receiving, GError **error)
{
  g_autoptr (CbApproval) approval = NULL;

  if (receiving->reason != NULL)
    return cb_workplace_send_back (cli->workplace, id, receiving->person, receiving->reason, error);
  if (!receiving->approve)
    return TRUE;
  approval = cb_workplace_approve (cli->workplace, id, receiving->person, error);

  return approval != NULL;
}

static void
print_outcome (CbCli *cli, const CbPackage *package, CbPackageOutcome outcome)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root;

  if (!cli->json)
    {
      print_handover (package->handover);
      g_print ("%s.\n", cb_package_outcome_title (outcome));
      return;
    }
  root = make_object (package);
  json_object_set_string_member (root, "outcome", cb_package_outcome_name (outcome));
  json_node_take_object (node, root);
  cb_cli_print_json (node);
}

static int
receive (CbCli *cli, const char *argument, const Receiving *receiving)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPackage) package = open_package (cli, argument, &error);
  CbPackageOutcome outcome;
  CbCliProgress progress;
  const char *id;
  gboolean taken;

  if (package == NULL)
    return cb_cli_fail (cli, error);
  if (!cb_package_is_intact (package) && !cli->json)
    print_package (package);
  cb_cli_progress_start (&progress, _ ("Taking in"));
  taken = cb_workplace_take_package (cli->workplace, package, receiving->person, &outcome,
                                     cb_cli_progress_cb, &progress, cli->cancellable, &error);
  cb_cli_progress_end (&progress);
  if (!taken)
    return cb_cli_fail (cli, error);
  id = package->handover->dataset->id;
  print_outcome (cli, package, outcome);
  if ((outcome == CB_PACKAGE_RECEIVED || outcome == CB_PACKAGE_RENEWED)
      && !check_dataset (cli, id, &error))
    return cb_cli_fail (cli, error);
  if (!answer (cli, id, receiving, &error))
    return cb_cli_fail (cli, error);

  return receiving->answer != NULL
             ? write_package (cli, id, receiving->answer, receiving->person, &error)
             : CB_EXIT_DONE;
}

static int
run_receive (CbCli *cli, const Receiving *receiving, int argc, char **argv)
{
  int exit_code;

  if (argc != 2)
    return cb_cli_usage (_ ("Name one package to take in."));
  if (receiving->approve && receiving->reason != NULL)
    return cb_cli_usage (_ ("Either approve it or send it back."));
  if (receiving->person == NULL)
    return cb_cli_usage (_ ("Say with --by who takes it in."));
  if (!cb_cli_open (cli, &exit_code))
    return exit_code;

  return receive (cli, argv[1], receiving);
}

/**
 * cb_cli_receive:
 * @cli: the context
 * @argc: number of words
 * @argv: `receive`, options, FILE
 *
 * Takes in what a package hands over, or the answer that it brings back; and answers it, if asked
 * to.
 *
 * Returns: the exit code
 */
int
cb_cli_receive (CbCli *cli, int argc, char **argv)
{
  Receiving receiving = { NULL };
  const GOptionEntry entries[]
      = { { "by", 0, 0, G_OPTION_ARG_STRING, &receiving.person, N_ ("Who does it"), N_ ("NAME") },
          { "approve", 0, 0, G_OPTION_ARG_NONE, &receiving.approve,
            N_ ("Approve it, when nothing is open"), NULL },
          { "send-back", 0, 0, G_OPTION_ARG_STRING, &receiving.reason,
            N_ ("Send it back for this reason"), N_ ("REASON") },
          { "answer", 0, 0, G_OPTION_ARG_FILENAME, &receiving.answer,
            N_ ("Write the package that goes back"), N_ ("FILE") },
          { NULL } };
  int exit_code = CB_EXIT_USAGE;

  if (cb_cli_parse (cli, N_ ("FILE"), entries, &argc, &argv))
    exit_code = run_receive (cli, &receiving, argc, argv);
  g_free (receiving.person);
  g_free (receiving.reason);
  g_free (receiving.answer);

  return exit_code;
}
