/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "base/cb-text.h"
#include "core/model/cb-error-words.h"

/**
 * cb_cli_parse:
 * @cli: the options every command has are put here
 * @arguments: what follows the command in its usage line
 * @entries: (nullable): the command's own options
 * @argc: (out): how many words are left
 * @argv: (inout): the command and what follows, in UTF-8; afterwards without options
 *
 * Returns: %FALSE after having said what is wrong
 */
gboolean
cb_cli_parse (
    CbCli *cli, const char *arguments, const GOptionEntry *entries, int *argc, char ***argv)
{
  const GOptionEntry common[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &cli->json, N_ ("Print JSON"), NULL },
    { "practice", 0, 0, G_OPTION_ARG_NONE, &cli->practice, N_ ("Work in practice mode"), NULL },
    { "root", 0, 0, G_OPTION_ARG_FILENAME, &cli->root, N_ ("Folder of all data"), N_ ("FOLDER") },
    { NULL },
  };
  g_autoptr (GOptionContext) context = g_option_context_new (arguments);
  g_autoptr (GError) error = NULL;

  g_option_context_set_translation_domain (context, GETTEXT_PACKAGE);
  g_option_context_add_main_entries (context, common, GETTEXT_PACKAGE);
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse_strv (context, argv, &error))
    {
      g_printerr ("congboctl: %s\n", error->message);
      return FALSE;
    }

  *argc = (int)g_strv_length (*argv);
  return TRUE;
}

/**
 * cb_cli_exit_code:
 * @error: what went wrong
 *
 * Returns: the exit code that says so to a script
 */
CbExit
cb_cli_exit_code (const GError *error)
{
  if (error->domain != CB_ERROR)
    return CB_EXIT_FAILED;
  if (cb_error_is_transient (error))
    return CB_EXIT_WAITING;

  switch (error->code)
    {
    case CB_ERROR_UNREADABLE:
    case CB_ERROR_NOT_A_FILE:
    case CB_ERROR_EMPTY_FILE:
    case CB_ERROR_UNSUPPORTED:
    case CB_ERROR_UNSAFE:
    case CB_ERROR_ENCRYPTED:
    case CB_ERROR_BROKEN_FILE:
    case CB_ERROR_FILE_CUT:
    case CB_ERROR_FILE_ALTERED:
    case CB_ERROR_PART_MISSING:
    case CB_ERROR_BAD_MARKUP:
    case CB_ERROR_XML_DTD:
    case CB_ERROR_ZIP_OVERLAP:
    case CB_ERROR_TOO_MUCH:
    case CB_ERROR_FILE_CHANGED:
    case CB_ERROR_IN_USE:
    case CB_ERROR_NOT_FOUND:
    case CB_ERROR_NOT_A_PACKAGE:
    case CB_ERROR_ORIGINAL_ELSEWHERE:
      return CB_EXIT_UNREADABLE;
    case CB_ERROR_NOT_APPROVED:
    case CB_ERROR_SAME_PERSON:
    case CB_ERROR_OTHER_VERSION:
      return CB_EXIT_NOT_APPROVED;
    case CB_ERROR_PACKAGE_CHANGED:
    case CB_ERROR_BLOCKED:
      return CB_EXIT_FINDINGS;
    case CB_ERROR_SIGN_IN:
    case CB_ERROR_PROXY:
    case CB_ERROR_KEYRING_ABSENT:
    case CB_ERROR_KEYRING_LOCKED:
    case CB_ERROR_KEYRING_DISMISSED:
    case CB_ERROR_NO_SECRET:
      return CB_EXIT_SIGN_IN;
    case CB_ERROR_RUNNING:
      return CB_EXIT_RUNNING;
    case CB_ERROR_INVALID:
      return CB_EXIT_USAGE;
    default:
      return CB_EXIT_FAILED;
    }
}

static int
fail_with (CbCli *cli, const GError *error, const char *words)
{
  g_printerr ("congboctl: %s\n  (%s)\n", words, error->message);
  if (cli->json)
    {
      g_autoptr (JsonObject) object = json_object_new ();
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      g_autofree char *text = NULL;

      json_object_set_string_member (
          object, "error",
          cb_error_code_name (error->domain == CB_ERROR ? (CbError)error->code : CB_ERROR_FAILED));
      json_object_set_string_member (object, "words", words);
      json_node_set_object (node, object);
      text = json_to_string (node, TRUE);
      g_print ("%s\n", text);
    }
  return (int)cb_cli_exit_code (error);
}

/**
 * cb_cli_fail:
 * @cli: how to print
 * @error: what went wrong
 *
 * Says what happened and what to do, the technical message in brackets.
 *
 * Returns: the exit code
 */
int
cb_cli_fail (CbCli *cli, const GError *error)
{
  g_autofree char *words = NULL;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_printerr ("%s\n", _ ("Stopped. Nothing is lost."));
      return CB_EXIT_FAILED;
    }
  words = cb_error_words_for (error);
  return fail_with (cli, error, words);
}

/**
 * cb_cli_usage:
 * @sentence: what is missing or wrong
 *
 * Returns: the exit code
 */
int
cb_cli_usage (const char *sentence)
{
  g_printerr ("congboctl: %s\n%s\n", sentence, _ ("See `congboctl --help`."));
  return CB_EXIT_USAGE;
}

/* A folder that is not there and cannot be made is no thing that somebody has moved away. */
static int
fail_to_open (CbCli *cli, const GError *error)
{
  g_autofree char *root = NULL;
  g_autofree char *words = NULL;

  if (cli->root == NULL
      || !(g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND)
           || g_error_matches (error, CB_ERROR, CB_ERROR_NOT_A_FILE)
           || g_error_matches (error, CB_ERROR, CB_ERROR_FAILED)))
    return cb_cli_fail (cli, error);
  root = g_filename_display_name (cli->root);
  /* Translators: a folder */
  words = g_strdup_printf (_ ("There is no data of this program in “%s”, and none can be begun "
                              "there. Name a folder that exists with --root, or leave --root out "
                              "to work in your own."),
                           root);
  return fail_with (cli, error, words);
}

/**
 * cb_cli_open:
 * @cli: its workplace is opened
 * @exit_code: (out): what to end with when that fails
 *
 * Returns: %FALSE after having said why not
 */
gboolean
cb_cli_open (CbCli *cli, int *exit_code)
{
  CbWorkplaceOptions options = { cli->practice ? CB_MODE_PRACTICE : CB_MODE_REAL, cli->root };
  g_autoptr (GError) error = NULL;

  cli->workplace = cb_workplace_open (&options, &error);
  if (cli->workplace == NULL)
    {
      *exit_code = fail_to_open (cli, error);
      return FALSE;
    }

  return TRUE;
}

/* A folder written wrong is not made into an empty one. */
static gboolean
has_root (CbCli *cli, int *exit_code)
{
  g_autofree char *root = NULL;
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;

  if (cli->root == NULL || g_file_test (cli->root, G_FILE_TEST_EXISTS))
    return TRUE;
  root = g_filename_display_name (cli->root);
  error = g_error_new (CB_ERROR, CB_ERROR_NOT_FOUND, "there is no folder “%s”", root);
  /* Translators: a folder */
  words = g_strdup_printf (_ ("There is no folder “%s”. See whether it is written right; data is "
                              "begun there by a command that takes something in, as “catalog "
                              "import”."),
                           root);
  *exit_code = fail_with (cli, error, words);

  return FALSE;
}

/**
 * cb_cli_open_to_look:
 * @cli: its workplace is opened
 * @exit_code: (out): what to end with when that fails
 *
 * For commands that only read: while the window is open they read beside it. A folder that is not
 * there is not made.
 *
 * Returns: %FALSE after having said why not
 */
gboolean
cb_cli_open_to_look (CbCli *cli, int *exit_code)
{
  CbWorkplaceOptions options = { cli->practice ? CB_MODE_PRACTICE : CB_MODE_REAL, cli->root };
  g_autoptr (GError) error = NULL;

  if (!has_root (cli, exit_code))
    return FALSE;
  cli->workplace = cb_workplace_open (&options, &error);
  if (g_error_matches (error, CB_ERROR, CB_ERROR_RUNNING))
    {
      g_clear_error (&error);
      options.looks = TRUE;
      cli->workplace = cb_workplace_open (&options, &error);
    }
  if (cli->workplace == NULL)
    {
      *exit_code = fail_to_open (cli, error);
      return FALSE;
    }

  return TRUE;
}

/**
 * cb_cli_open_file:
 * @cli: the context
 * @argument: a file as the command line names it
 * @exit_code: (out): what to end with when that fails
 *
 * Returns: (transfer full): an engine over the file where it is; %NULL after having said why not
 */
CbReader *
cb_cli_open_file (CbCli *cli, const char *argument, int *exit_code)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *name = g_file_get_basename (file);
  CbReadOptions options = { .name = name, .header_row = -1 };
  g_autoptr (GError) error = NULL;
  CbReader *reader = NULL;
  int fd = cb_reader_open_path (path != NULL ? path : argument, &error);

  if (fd >= 0)
    {
      reader = cb_reader_open (fd, &options, cli->cancellable, &error);
      g_close (fd, NULL);
    }
  if (reader == NULL)
    *exit_code = cb_cli_fail (cli, error);

  return reader;
}

/**
 * cb_cli_warn_of_name:
 * @path: of a file that was written
 *
 * Says on standard error when a computer with Windows could not keep it: it is written to be given
 * to others.
 */
void
cb_cli_warn_of_name (const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

  if (cb_text_is_reserved_name (name))
    g_printerr (_ ("A computer with Windows cannot keep a file named “%s”: give it another name "
                   "before you pass it on.\n"),
                name);
}
