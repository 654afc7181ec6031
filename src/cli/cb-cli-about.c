/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

static void
set_lines (JsonObject *object, const char *name, GStrv lines)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    json_array_add_string_element (array, lines[i]);
  json_object_set_array_member (object, name, array);
}

static void
print_facts (const CbFileInfo *info)
{
  g_autoptr (JsonObject) object = json_object_new ();
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *system = g_get_os_info (G_OS_INFO_KEY_PRETTY_NAME);

  json_object_set_string_member (object, "version", CB_VERSION);
  json_object_set_string_member (object, "system", system != NULL ? system : "");
  set_lines (object, "sandbox", info->sandbox);
  set_lines (object, "sandbox_missing", info->sandbox_missing);
  json_node_set_object (node, object);
  cb_cli_print_json (node);
}

/**
 * cb_cli_about:
 * @cli: the context
 * @argc: number of words
 * @argv: `about`
 *
 * Says version and system, and what this system keeps the process that reads files from.
 *
 * Returns: the exit code
 */
int
cb_cli_about (CbCli *cli, int argc, char **argv)
{
  const GOptionEntry entries[] = { { NULL } };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  if (!cb_cli_parse (cli, "", entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc != 1)
    return cb_cli_usage (_ ("“about” takes no words."));

  reader = cb_workplace_try_reading (cli->cancellable, &error);
  if (reader == NULL)
    return cb_cli_fail (cli, error);
  if (cli->json)
    {
      print_facts (cb_reader_get_info (reader));
    }
  else
    {
      g_autofree char *report = cb_workplace_describe_system (cb_reader_get_info (reader), NULL);

      g_print ("%s", report);
    }
  cb_reader_close (reader);
  return CB_EXIT_DONE;
}
