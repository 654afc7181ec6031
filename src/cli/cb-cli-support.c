/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-support.h"

/* A data folder that cannot be opened is what the bundle may be for. */
static GPtrArray *
make_parts (CbCli *cli)
{
  CbWorkplaceOptions options = { .mode = cli->practice ? CB_MODE_PRACTICE : CB_MODE_REAL,
                                 .root = cli->root,
                                 .looks = TRUE };
  g_autoptr (GError) problem = NULL;

  cli->workplace = cb_workplace_open (&options, &problem);

  return cb_workplace_make_support (cli->workplace, problem, cli->root, cli->cancellable);
}

static void
print_parts (CbCli *cli, GPtrArray *parts, const char *path)
{
  const CbSupportPart *first = g_ptr_array_index (parts, 0);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();

  json_node_take_object (node, object);
  json_object_set_string_member (object, "out", path);
  json_object_set_array_member (object, "parts", array);
  for (guint i = 0; i < parts->len; i++)
    json_array_add_string_element (array, ((CbSupportPart *)g_ptr_array_index (parts, i))->name);
  if (cli->json)
    {
      cb_cli_print_json (node);
      return;
    }
  g_print ("%s\n", first->text);
  /* Translators: a file */
  g_print (_ ("Written to “%s”. `congboctl support` without a file shows all of it.\n"), path);
}

static void
show_parts (GPtrArray *parts)
{
  for (guint i = 0; i < parts->len; i++)
    {
      const CbSupportPart *part = g_ptr_array_index (parts, i);

      g_print ("==> %s <==\n%s\n", part->name, part->text);
    }
}

/**
 * cb_cli_support:
 * @cli: the context
 * @argc: number of words
 * @argv: `support`, options, FILE
 *
 * What whoever looks after the program is sent; without a file it is shown. Beside the window, and
 * also where the data cannot be opened.
 *
 * Returns: the exit code
 */
int
cb_cli_support (CbCli *cli, int argc, char **argv)
{
  g_autoptr (GPtrArray) parts = NULL;
  g_autoptr (GFile) file = NULL;
  g_autoptr (GError) error = NULL;

  if (!cb_cli_parse (cli, N_ ("[FILE]"), NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc > 2)
    return cb_cli_usage (_ ("Name one file to write."));
  parts = make_parts (cli);
  if (argc == 1)
    {
      show_parts (parts);
      return CB_EXIT_DONE;
    }
  file = g_file_new_for_commandline_arg (argv[1]);
  if (!cb_support_save (parts, file, cli->cancellable, &error))
    return cb_cli_fail (cli, error);
  print_parts (cli, parts, argv[1]);
  cb_cli_warn_of_name (argv[1]);

  return CB_EXIT_DONE;
}
