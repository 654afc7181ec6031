/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <locale.h>

#include <glib/gi18n-lib.h>

#include "base/cb-places.h"
#include "cli/cb-cli-console.h"
#include "cli/cb-cli-interrupt.h"
#include "cli/cb-cli.h"

static const CbCliCommand commands[] = {
  { "check", N_ ("FILE"), N_ ("Check a file and list what was found"), cb_cli_check },
  { "fix", N_ ("FILE"), N_ ("Mend in a copy what a machine can mend"), cb_cli_fix },
  { "columns", N_ ("FILE"), N_ ("Say what is in each column of a file"), cb_cli_columns },
  { "profile", N_ ("list | show ID | check FILE"),
    N_ ("Say what the regulations ask, with the clause"), cb_cli_profile },
  { "diff", N_ ("BEFORE NOW"), N_ ("Say which rows and columns of a file are others than before"),
    cb_cli_diff },
  { "schema", N_ ("FILE"), N_ ("Print the Table Schema of a file"), cb_cli_schema },
  { "read", N_ ("FILE"), N_ ("Print a table, whatever format it is in"), cb_cli_read },
  { "convert", N_ ("IN OUT"), N_ ("Write a table as CSV, JSON, XLSX or ODS"), cb_cli_convert },
  { "catalog", N_ ("import FILE | list [WORDS]"), N_ ("Take in the catalog, look things up in it"),
    cb_cli_catalog },
  { "due", "", N_ ("List what is due, with target and limit"), cb_cli_due },
  { "report", "", N_ ("Figures of a span of time, each with the journal rows that make it"),
    cb_cli_report },
  { "plan", N_ ("show | set FILE | export FILE"), N_ ("The plan by phases, and how it stands"),
    cb_cli_plan },
  { "publish", N_ ("FILE"), N_ ("Check, approve, send and prove one file"), cb_cli_publish },
  { "dataset", N_ ("list | remove ID | restore ID"),
    N_ ("List the datasets, remove one begun by mistake, take it back"), cb_cli_dataset },
  { "package", N_ ("ID"), N_ ("Write the hand-over package of a dataset"), cb_cli_package },
  { "verify", N_ ("FILE"), N_ ("Say whether a package is as it was written"), cb_cli_verify },
  { "receive", N_ ("FILE"), N_ ("Take in a package, or the answer that it brings back"),
    cb_cli_receive },
  { "queue", N_ ("list | run | pause ID | resume ID | cancel ID | retry ID | recheck ID"),
    N_ ("Look after the queue"), cb_cli_queue },
  { "by-hand", N_ ("ID"),
    N_ ("Lay ready, compare or declare what a person publishes on a portal without an API"),
    cb_cli_by_hand },
  { "sync", "", N_ ("Send what is due, and say what still waits and for whom"), cb_cli_sync },
  { "watch", N_ ("add FOLDER | list | remove FOLDER | run"),
    N_ ("Take in what the office puts into a folder"), cb_cli_watch },
  { "schedule", N_ ("on | off | status"),
    N_ ("Have the system look into watched folders and send, at set times"), cb_cli_schedule },
  { "account", N_ ("add ADDRESS | list | test ID | changed ID | lost ID | remove ID"),
    N_ ("Look after portal accounts"), cb_cli_account },
  { "register", N_ ("list | show | add | set | enter | appraise | close | drop | export"),
    N_ ("Keep the registers: feedback, incidents, refusals…"), cb_cli_register },
  { "preset", N_ ("make FILE | show FILE | apply FILE | undo"),
    N_ ("Set up this computer from one file, or make that file"), cb_cli_preset },
  { "about", "", N_ ("Say version and system, and how safely files are read"), cb_cli_about },
  { "support", N_ ("[FILE]"),
    N_ ("Write what whoever looks after the program has to know, without data and names"),
    cb_cli_support },
  { "practice-portal", "", N_ ("Start the practice portal alone"), cb_cli_practice_portal },
  { "rehearse", "", N_ ("Do the whole job once in practice mode, a line for each step"),
    cb_cli_rehearse },
};

static void
print_help (void)
{
  g_print ("%s\n\n", _ ("Usage: congboctl COMMAND [OPTION…] [ARGUMENT…]"));
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      const char *arguments = commands[i].arguments;

      g_print ("  %s %s\n      %s\n", commands[i].name, arguments[0] != '\0' ? _ (arguments) : "",
               _ (commands[i].summary));
    }
  g_print ("\n%s\n", _ ("`congboctl COMMAND --help` lists the options of a command."));
}

static const CbCliCommand *
find_command (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (commands); i++)
    if (g_str_equal (name, commands[i].name))
      return &commands[i];

  return NULL;
}

static int
run (int argc, char **argv)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  CbCli cli = { .cancellable = cancellable };
  const CbCliCommand *command;
  int exit_code;

  if (argc < 2 || g_str_equal (argv[1], "--help") || g_str_equal (argv[1], "help"))
    {
      print_help ();
      return argc < 2 ? CB_EXIT_USAGE : CB_EXIT_DONE;
    }
  if (g_str_equal (argv[1], "--version"))
    {
      g_print ("congboctl %s\n", CB_VERSION);
      return CB_EXIT_DONE;
    }
  command = find_command (argv[1]);
  if (command == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (_ ("There is no command “%s”."), argv[1]);

      return cb_cli_usage (sentence);
    }

  cb_cli_interrupt_watch (cancellable);
  exit_code = command->run (&cli, argc - 1, argv + 1);
  if (cli.workplace != NULL)
    cb_workplace_close (cli.workplace);
  g_clear_object (&cli.workplace);
  g_free (cli.root);
  return exit_code;
}

int
main (int argc, char **argv)
{
  g_auto (GStrv) arguments = NULL;

  setlocale (LC_ALL, "");
  cb_places_bind_translations ();
  arguments = cb_cli_console_open (argv);
  return run ((int)g_strv_length (arguments), arguments);
}
