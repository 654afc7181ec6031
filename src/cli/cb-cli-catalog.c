/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

static int
import_catalog (CbCli *cli, const char *path, const char *decision)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GPtrArray) problems = NULL;
  g_autoptr (GError) error = NULL;
  guint count;

  count = cb_workplace_import_catalog (cli->workplace, file, decision, &problems, cli->cancellable,
                                       &error);
  if (error != NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_printerr ("%s\n", (const char *)g_ptr_array_index (problems, i));
  if (!cli->json)
    g_print (ngettext ("%u item taken in.\n", "%u items taken in.\n", count), count);

  return CB_EXIT_DONE;
}

static JsonObject *
item_to_json (const CbCatalogItem *item)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "code", item->code);
  json_object_set_string_member (object, "title", item->title);
  json_object_set_string_member (object, "field", item->field);
  json_object_set_string_member (object, "owner", item->owner);
  json_object_set_string_member (object, "frequency", cb_frequency_name (item->frequency));
  json_object_set_string_member (object, "formats", item->formats);
  json_object_set_string_member (object, "sharing", item->sharing);
  return object;
}

static int
list_catalog (CbCli *cli, const char *words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = cb_workplace_list_catalog (cli->workplace, words, &error);
  g_autoptr (JsonNode) node = NULL;
  JsonArray *array;

  if (items == NULL)
    return cb_cli_fail (cli, error);
  if (!cli->json)
    {
      for (guint i = 0; i < items->len; i++)
        {
          const CbCatalogItem *item = g_ptr_array_index (items, i);

          g_print ("%-12s %s (%s)\n", item->code, item->title,
                   cb_frequency_title (item->frequency));
        }
      return CB_EXIT_DONE;
    }

  array = json_array_new ();
  for (guint i = 0; i < items->len; i++)
    json_array_add_object_element (array, item_to_json (g_ptr_array_index (items, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

/**
 * cb_cli_catalog:
 * @cli: the context
 * @argc: number of words
 * @argv: `catalog`, then `import FILE` or `list [WORDS]`
 *
 * Returns: the exit code
 */
int
cb_cli_catalog (CbCli *cli, int argc, char **argv)
{
  g_autofree char *decision = NULL;
  const GOptionEntry entries[] = {
    { "decision", 0, 0, G_OPTION_ARG_STRING, &decision, N_ ("Number and date of the decision"),
      N_ ("TEXT") },
    { NULL },
  };
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("import FILE | list [WORDS]"), entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc == 3 && g_str_equal (argv[1], "import"))
    return cb_cli_open (cli, &exit_code) ? import_catalog (cli, argv[2], decision) : exit_code;
  if (argc >= 2 && g_str_equal (argv[1], "list"))
    {
      g_autofree char *words = g_strjoinv (" ", argv + 2);

      return cb_cli_open_to_look (cli, &exit_code) ? list_catalog (cli, words) : exit_code;
    }

  return cb_cli_usage (_ ("Say `catalog import FILE` or `catalog list [WORDS]`."));
}
