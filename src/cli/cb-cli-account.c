/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <unistd.h>

#include <glib/gi18n-lib.h>

#include "base/cb-clock.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli-secret.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-by-hand.h"
#include "core/workplace/cb-workplace-duties.h"

static JsonObject *
account_to_json (const CbAccount *account)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", account->id);
  json_object_set_string_member (object, "title", account->title);
  json_object_set_string_member (object, "address", account->url);
  json_object_set_string_member (object, "kind", account->kind);
  json_object_set_string_member (object, "user", account->user);
  json_object_set_string_member (object, "organisation", account->organisation);
  json_object_set_string_member (object, "role", account->capacity);
  json_object_set_string_member (object, "version", account->version);
  if (account->token_expires_us != 0)
    {
      g_autofree char *expires = cb_time_to_iso8601 (account->token_expires_us);

      json_object_set_string_member (object, "tokenExpires", expires);
    }
  return object;
}

static void
print_account (CbCli *cli, const CbAccount *account)
{
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (node, account_to_json (account));
      cb_cli_print_json (node);
      return;
    }
  g_print ("%s  %s  %s\n", account->id, account->title, account->url);
  if (cb_account_is_by_hand (account))
    {
      g_print ("%s\n", _ ("    no API: published by hand"));
      return;
    }
  /* Translators: who one is on the portal: name, organisation, role */
  g_print (_ ("    signed in as %s, %s (%s)\n"), account->user != NULL ? account->user : "?",
           account->organisation_title != NULL ? account->organisation_title : "—",
           account->capacity != NULL ? account->capacity : "—");
  if (account->token_expires_us != 0)
    {
      g_autofree char *expires = cb_time_to_iso8601 (account->token_expires_us);

      g_print (_ ("    access code valid until %s\n"), expires);
    }
}

static int
add_account (CbCli *cli, const char *address, const char *title, const char *organisation)
{
  g_autoptr (CbAccount) account = NULL;
  g_autoptr (GError) error = NULL;
  char *token = cb_cli_secret_read (_ ("Access code: "), cli->cancellable);

  if (g_cancellable_set_error_if_cancelled (cli->cancellable, &error))
    {
      cb_keyring_free_secret (token);
      return cb_cli_fail (cli, error);
    }
  if (token == NULL || token[0] == '\0')
    {
      cb_keyring_free_secret (token);
      return cb_cli_usage (_ ("No access code was given on standard input."));
    }
  account = cb_workplace_add_account (cli->workplace, title, address, token, organisation,
                                      cli->cancellable, &error);
  cb_keyring_free_secret (token);
  if (account == NULL)
    return cb_cli_fail (cli, error);
  print_account (cli, account);
  return CB_EXIT_DONE;
}

static int
add_by_hand (CbCli *cli, const char *address, const char *title)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbAccount) account
      = cb_workplace_add_by_hand_account (cli->workplace, title, address, &error);

  if (account == NULL)
    return cb_cli_fail (cli, error);
  print_account (cli, account);
  return CB_EXIT_DONE;
}

static int
list_accounts (CbCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) accounts = cb_workplace_list_accounts (cli->workplace, &error);

  if (accounts == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < accounts->len; i++)
    print_account (cli, g_ptr_array_index (accounts, i));

  return CB_EXIT_DONE;
}

static int
test_account (CbCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbAccount) account
      = cb_workplace_test_account (cli->workplace, id, cli->cancellable, &error);

  if (account == NULL)
    return cb_cli_fail (cli, error);
  print_account (cli, account);
  return CB_EXIT_DONE;
}

static int
remove_account (CbCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (!cb_workplace_remove_account (cli->workplace, id, cli->cancellable, &error))
    return cb_cli_fail (cli, error);
  return CB_EXIT_DONE;
}

/* The text that reports a lost password; where it is sent is the person's business. */
static int
print_lost (CbCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbAccountDuty) duty = cb_workplace_get_account_duty (cli->workplace, id, &error);

  if (duty == NULL)
    return cb_cli_fail (cli, error);
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "operator", duty->rules->operator_name);
      json_object_set_string_member (object, "contact", duty->contact);
      json_object_set_string_member (object, "clause", duty->rules->lost_clause);
      json_object_set_string_member (object, "text", duty->notice);
      json_node_take_object (node, object);
      cb_cli_print_json (node);
      return CB_EXIT_DONE;
    }
  if (duty->contact != NULL)
    g_print ("%s\n", duty->contact);
  g_print ("%s", duty->notice);
  return CB_EXIT_DONE;
}

static int
note_change (CbCli *cli, const char *id)
{
  g_autoptr (GError) error = NULL;

  if (!cb_workplace_note_password_change (cli->workplace, id, &error))
    return cb_cli_fail (cli, error);
  return CB_EXIT_DONE;
}

/**
 * cb_cli_account:
 * @cli: the context
 * @argc: number of words
 * @argv: `account`, then `add ADDRESS`, `list`, `test ID`, `changed ID`, `lost ID` or `remove ID`
 *
 * The access code is read from standard input, never from an argument or the environment
 * (product.md H1).
 *
 * Returns: the exit code
 */
int
cb_cli_account (CbCli *cli, int argc, char **argv)
{
  g_autofree char *title = NULL;
  g_autofree char *organisation = NULL;
  gboolean by_hand = FALSE;
  const GOptionEntry entries[] = {
    { "by-hand", 0, 0, G_OPTION_ARG_NONE, &by_hand,
      N_ ("The portal has no API and no access code: a person publishes there"), NULL },
    { "title", 0, 0, G_OPTION_ARG_STRING, &title, N_ ("What to call the account"), N_ ("TEXT") },
    { "organisation", 0, 0, G_OPTION_ARG_STRING, &organisation,
      N_ ("Organisation on the portal that datasets go to"), N_ ("NAME") },
    { NULL },
  };
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("add ADDRESS | list | test ID | changed ID | lost ID | remove ID"),
                     entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return cb_cli_open_to_look (cli, &exit_code) ? list_accounts (cli) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "add") && by_hand)
    return cb_cli_open (cli, &exit_code) ? add_by_hand (cli, argv[2], title) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "add"))
    return cb_cli_open (cli, &exit_code) ? add_account (cli, argv[2], title, organisation)
                                         : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "test"))
    return cb_cli_open (cli, &exit_code) ? test_account (cli, argv[2]) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "remove"))
    return cb_cli_open (cli, &exit_code) ? remove_account (cli, argv[2]) : exit_code;

  if (argc == 3 && g_str_equal (argv[1], "changed"))
    return cb_cli_open (cli, &exit_code) ? note_change (cli, argv[2]) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "lost"))
    return cb_cli_open_to_look (cli, &exit_code) ? print_lost (cli, argv[2]) : exit_code;

  return cb_cli_usage (
      _ ("Say `account add ADDRESS`, `account list`, or `account test`, `changed`, "
         "`lost`, `remove` and an id."));
}
