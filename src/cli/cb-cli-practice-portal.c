/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/portal/practice/cb-practice-portal.h"

typedef struct
{
  int port;
  char *version;
  char *folder;
  char **faults;
} Options;

static void
print_ready (CbCli *cli, CbPracticePortal *portal, const char *token)
{
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "address", cb_practice_portal_get_url (portal));
      json_object_set_string_member (object, "accessCode", token);
      json_object_set_string_member (object, "habits", cb_practice_portal_get_version (portal));
      json_node_take_object (node, object);
      cb_cli_print_json (node);
      return;
    }
  g_print (_ ("Practice portal at %s\nAccess code of an editor, for practice only: %s\n"
              "Ctrl+C ends it.\n"),
           cb_practice_portal_get_url (portal), token);
}

static gboolean
start (CbPracticePortal *portal, const Options *options, char **token, GError **error)
{
  for (guint i = 0; options->faults != NULL && options->faults[i] != NULL; i++)
    if (!cb_practice_portal_add_fault (portal, options->faults[i], error))
      return FALSE;
  if (!cb_practice_portal_ensure_organisation (portal, "so-y-te", "Sở Y tế (tập dùng)", error))
    return FALSE;
  *token = cb_practice_portal_ensure_user (portal, "lan", "editor", "so-y-te", error);

  return *token != NULL && cb_practice_portal_start (portal, (guint16)options->port, error);
}

static void
wait_for (GCancellable *cancellable)
{
  GPollFD poll_fd;

  if (!g_cancellable_make_pollfd (cancellable, &poll_fd))
    return;
  while (!g_cancellable_is_cancelled (cancellable))
    g_poll (&poll_fd, 1, -1);
  g_cancellable_release_fd (cancellable);
}

/**
 * cb_cli_practice_portal:
 * @cli: the context
 * @argc: number of words
 * @argv: `practice-portal`, options
 *
 * Runs the practice portal alone until Ctrl+C.
 *
 * Returns: the exit code
 */
int
cb_cli_practice_portal (CbCli *cli, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "port", 0, 0, G_OPTION_ARG_INT, &options.port, N_ ("Port; 0 or none: any free one"),
      N_ ("NUMBER") },
    { "ckan", 0, 0, G_OPTION_ARG_STRING, &options.version,
      N_ ("Whose habits to take on: 2.9, 2.10, 2.11 or 2.12"), N_ ("VERSION") },
    { "folder", 0, 0, G_OPTION_ARG_FILENAME, &options.folder, N_ ("Where it keeps its data"),
      N_ ("FOLDER") },
    { "fault", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.faults,
      N_ ("A fault to act out; may be given often"), N_ ("FAULT") },
    { NULL },
  };
  g_autoptr (CbPracticePortal) portal = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  int exit_code = CB_EXIT_DONE;

  if (!cb_cli_parse (cli, "", entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (options.port < 0 || options.port > G_MAXUINT16)
    return cb_cli_usage (_ ("A port is a number from 0 to 65535."));
  if (options.folder == NULL)
    options.folder = g_dir_make_tmp ("congbo-practice-portal-XXXXXX", &error);

  if (options.folder != NULL)
    portal = cb_practice_portal_new (options.folder,
                                     options.version != NULL ? options.version : "2.12", &error);
  if (portal == NULL || !start (portal, &options, &token, &error))
    exit_code = cb_cli_fail (cli, error);
  else
    {
      print_ready (cli, portal, token);
      wait_for (cli->cancellable);
      cb_practice_portal_stop (portal);
    }
  g_free (options.version);
  g_free (options.folder);
  g_strfreev (options.faults);
  return exit_code;
}
