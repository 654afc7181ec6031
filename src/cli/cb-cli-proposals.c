/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-proposals.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli-register.h"
#include "core/workplace/cb-workplace-proposals.h"

/**
 * cb_cli_proposals_propose:
 * @cli: the context, open
 * @words: `add`, or `edit` or `withdraw` and the code of an item; then `FIELD=VALUE` each
 *
 * Begins a proposal to change the catalog.
 *
 * Returns: the exit code
 */
int
cb_cli_proposals_propose (CbCli *cli, char **words)
{
  g_autoptr (CbForm) form = cb_workplace_dup_form (cli->workplace, CB_REGISTER_PROPOSALS);
  g_autoptr (JsonObject) fields = NULL;
  g_autoptr (CbRecord) record = NULL;
  g_autoptr (GError) error = NULL;
  CbProposal kind;
  int exit_code;

  if (!cb_proposal_from_name (words[0], &kind)
      || (kind != CB_PROPOSAL_ADD && (words[1] == NULL || strchr (words[1], '=') != NULL)))
    return cb_cli_usage (_ ("Say `catalog propose add FIELD=VALUE…`, `propose edit CODE "
                            "FIELD=VALUE…` or `propose withdraw CODE reason=TEXT`."));
  fields = cb_cli_register_parse (form, words + (kind == CB_PROPOSAL_ADD ? 1 : 2), &exit_code);
  if (fields == NULL)
    return exit_code;
  record = cb_workplace_propose (cli->workplace, kind, words[1], fields, &error);
  if (record == NULL)
    return cb_cli_fail (cli, error);
  cb_cli_register_print (cli, record);
  return CB_EXIT_DONE;
}

/**
 * cb_cli_proposals_list:
 * @cli: the context, open
 * @state: (nullable): only those of this state
 *
 * Returns: the exit code
 */
int
cb_cli_proposals_list (CbCli *cli, const char *state)
{
  return cb_cli_register_list (cli, CB_REGISTER_PROPOSALS, state, NULL);
}

/* Which proposal lacks what is in the message, in words. */
static int
fail_to_write (CbCli *cli, const GError *error)
{
  if (!g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED))
    return cb_cli_fail (cli, error);
  g_printerr ("congboctl: %s\n", error->message);
  return CB_EXIT_FINDINGS;
}

static void
print_written (CbCli *cli, GPtrArray *records, const char *path, gboolean sent)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *numbers = json_array_new ();

  for (guint i = 0; i < records->len; i++)
    {
      g_autofree char *number = cb_record_dup_number (g_ptr_array_index (records, i));

      json_array_add_string_element (numbers, number);
    }
  json_object_set_string_member (object, "file", path);
  json_object_set_array_member (object, "proposals", numbers);
  json_object_set_boolean_member (object, "sent", sent);
  json_node_take_object (node, object);
  if (cli->json)
    cb_cli_print_json (node);
  else
    g_print (ngettext ("A letter with %u proposal was written: %s\n",
                       "A letter with %u proposals was written: %s\n", records->len),
             records->len, path);
}

static gboolean
keep_head (CbCli *cli, const CbCliLetter *letter, GError **error)
{
  const struct
  {
    const char *name;
    const char *value;
  } settings[] = {
    { CB_SETTING_LETTER_PLACE, letter->place },
    { CB_SETTING_LETTER_SIGNER_TITLE, letter->signer_title },
    { CB_SETTING_LETTER_SIGNER, letter->signer },
  };

  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    if (settings[i].value != NULL
        && !cb_workplace_set_setting (cli->workplace, settings[i].name, settings[i].value, error))
      return FALSE;
  return TRUE;
}

/**
 * cb_cli_proposals_write:
 * @cli: the context, open
 * @words: the file, then the numbers of the proposals; none: every draft
 * @letter: its number and day
 *
 * Returns: the exit code
 */
int
cb_cli_proposals_write (CbCli *cli, char **words, const CbCliLetter *letter)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (words[0]);
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GError) error = NULL;

  if (letter->sent && (letter->number == NULL || letter->date == NULL))
    return cb_cli_usage (_ ("A letter that was sent has its `--number` and its `--date`."));
  records = cb_workplace_list_proposals_for_letter (cli->workplace, (const char *const *)words + 1,
                                                    &error);
  if (records == NULL && words[1] == NULL && g_error_matches (error, CB_ERROR, CB_ERROR_NOT_FOUND))
    {
      g_printerr ("congboctl: %s\n", _ ("There is no proposal that is not sent yet."));
      return (int)cb_cli_exit_code (error);
    }
  if (records == NULL)
    return cb_cli_fail (cli, error);
  if (!keep_head (cli, letter, &error)
      || !cb_workplace_save_proposals (cli->workplace, records, letter->number, letter->date, file,
                                       cli->cancellable, &error)
      || (letter->sent
          && !cb_workplace_send_proposals (cli->workplace, records, letter->number, letter->date,
                                           &error)))
    return fail_to_write (cli, error);
  print_written (cli, records, words[0], letter->sent);
  return CB_EXIT_DONE;
}
