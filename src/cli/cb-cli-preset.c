/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-preset.h"

static void
set_text (JsonObject *object, const char *name, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (object, name, text);
  else
    json_object_set_null_member (object, name);
}

static void
print_changes (CbCli *cli, GPtrArray *changes)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  for (guint i = 0; i < changes->len; i++)
    {
      const CbPresetChange *change = g_ptr_array_index (changes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "name", change->name);
      set_text (object, "before", change->before);
      set_text (object, "after", change->after);
      json_array_add_object_element (array, object);
      if (!cli->json)
        /* Translators: a setting, what it is, what it becomes */
        g_print (_ ("%s: %s → %s\n"), change->title,
                 change->before != NULL ? change->before : _ ("none"),
                 change->after != NULL ? change->after : _ ("none"));
    }
  if (cli->json)
    cb_cli_print_json (node);
  else if (changes->len == 0)
    g_print ("%s\n", _ ("Nothing would change."));
}

static int
make (CbCli *cli, const char *argument)
{
  g_autoptr (JsonObject) preset = cb_workplace_make_preset (cli->workplace);
  g_autofree char *text = cb_json_object_to_string (preset, TRUE);
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);
  g_autoptr (GFileOutputStream) stream = NULL;
  g_autoptr (GError) error = NULL;

  /* Never over a file that is there. */
  stream = g_file_create (file, 0, cli->cancellable, &error);
  if (stream == NULL
      || !g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL,
                                     cli->cancellable, &error)
      || !g_output_stream_close (G_OUTPUT_STREAM (stream), cli->cancellable, &error))
    return cb_cli_fail (cli, error);

  return CB_EXIT_DONE;
}

static int
use_file (CbCli *cli, const char *argument, gboolean apply)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) preset = cb_preset_load (file, &error);
  g_autoptr (GPtrArray) changes = NULL;

  if (preset != NULL)
    changes = cb_workplace_compare_preset (cli->workplace, preset, &error);
  if (changes == NULL)
    return cb_cli_fail (cli, error);
  print_changes (cli, changes);
  if (apply && !cb_workplace_apply_preset (cli->workplace, preset, &error))
    return cb_cli_fail (cli, error);

  return CB_EXIT_DONE;
}

/**
 * cb_cli_preset:
 * @cli: the context
 * @argc: number of words
 * @argv: `preset`, `make` FILE, `show` FILE, `apply` FILE or `undo`
 *
 * Returns: the exit code
 */
int
cb_cli_preset (CbCli *cli, int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  const char *what;
  int exit_code;

  if (!cb_cli_parse (cli, N_ ("make FILE | show FILE | apply FILE | undo"), NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  what = argc > 1 ? argv[1] : "";
  if (!(argc == 2 && g_str_equal (what, "undo"))
      && !(argc == 3
           && (g_str_equal (what, "make") || g_str_equal (what, "show")
               || g_str_equal (what, "apply"))))
    return cb_cli_usage (_ ("Write make, show or apply with a file, or undo."));
  if (g_str_equal (what, "make") || g_str_equal (what, "show")
          ? !cb_cli_open_to_look (cli, &exit_code)
          : !cb_cli_open (cli, &exit_code))
    return exit_code;
  if (g_str_equal (what, "make"))
    return make (cli, argv[2]);
  if (!g_str_equal (what, "undo"))
    return use_file (cli, argv[2], g_str_equal (what, "apply"));
  if (!cb_workplace_undo_preset (cli->workplace, &error))
    return cb_cli_fail (cli, error);

  return CB_EXIT_DONE;
}
