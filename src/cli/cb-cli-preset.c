/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "base/cb-load.h"
#include "base/cb-save.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/workplace/cb-workplace-preset.h"

typedef struct
{
  char *with;
  char *name;
  char *agencies;
  char **certificates;
} Options;

static void
print_json (const CbPreset *preset, GPtrArray *changes)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *root = json_object_new ();
  JsonArray *array = json_array_new ();
  JsonArray *passed_over = json_array_new ();

  json_node_take_object (node, root);
  for (guint i = 0; i < changes->len; i++)
    {
      const CbPresetChange *change = g_ptr_array_index (changes, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "part", cb_preset_part_name (change->part));
      json_object_set_string_member (object, "name", change->name);
      json_object_set_string_member (object, "title", change->title);
      cb_json_set_text (object, "before", change->before);
      cb_json_set_text (object, "after", change->after);
      json_array_add_object_element (array, object);
    }
  for (guint i = 0; i < preset->passed_over->len; i++)
    json_array_add_string_element (passed_over, preset->passed_over->pdata[i]);
  json_object_set_string_member (root, "sha256", preset->sha256);
  json_object_set_array_member (root, "changes", array);
  json_object_set_array_member (root, "passed_over", passed_over);
  cb_cli_print_json (node);
}

static void
print_changes (CbCli *cli, const CbPreset *preset, GPtrArray *changes)
{
  CbPresetParts part = 0;

  for (guint i = 0; i < preset->passed_over->len; i++)
    /* Translators: name of a file, line and member of it */
    g_printerr (_ ("%s:%s: this version does not know it, and passes it over\n"), preset->name,
                (const char *)preset->passed_over->pdata[i]);
  if (cli->json)
    {
      print_json (preset, changes);
      return;
    }
  if (changes->len == 0)
    g_print ("%s\n", _ ("Nothing would change."));
  for (guint i = 0; i < changes->len; i++)
    {
      const CbPresetChange *change = g_ptr_array_index (changes, i);

      if (change->part != part)
        g_print ("%s\n", cb_preset_part_title (change->part));
      part = change->part;
      g_print ("  ");
      /* Translators: a setting, what it is, what it becomes */
      g_print (_ ("%s: %s → %s\n"), change->title,
               change->before != NULL ? change->before : _ ("none"),
               change->after != NULL ? change->after : _ ("none"));
    }
}

static gboolean
choose_parts (const char *with, CbPresetParts *parts)
{
  g_auto (GStrv) names = g_strsplit (with != NULL ? with : "", ",", -1);

  *parts = with == NULL ? CB_PRESET_ALL : 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      CbPresetParts part = cb_preset_part_from_name (g_strstrip (names[i]));

      if (part == 0)
        return FALSE;
      *parts |= part;
    }

  return TRUE;
}

static char *
read_text (const char *path, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);

  return cb_load_contents (file, CB_PRESET_MAX_SIZE, NULL, NULL, error);
}

/* One name on each line; empty lines are none. */
static char **
read_agencies (const char *path, GError **error)
{
  g_autofree char *text = read_text (path, error);
  g_auto (GStrv) lines = text != NULL ? g_strsplit (text, "\n", -1) : NULL;
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; lines != NULL && lines[i] != NULL; i++)
    if (g_strstrip (lines[i])[0] != '\0')
      g_strv_builder_add (builder, lines[i]);
  return lines != NULL ? g_strv_builder_end (builder) : NULL;
}

static JsonObject *
make_preset (CbCli *cli, const Options *options, CbPresetParts parts, GError **error)
{
  g_autoptr (GPtrArray) certificates = g_ptr_array_new_with_free_func (g_free);
  g_auto (GStrv) agencies = NULL;
  CbPresetWishes wishes = { parts, options->name, certificates, NULL };

  if (options->agencies != NULL)
    {
      agencies = read_agencies (options->agencies, error);
      if (agencies == NULL)
        return NULL;
      wishes.agencies = (const char *const *)agencies;
      wishes.parts |= CB_PRESET_AGENCIES;
    }
  for (guint i = 0; options->certificates != NULL && options->certificates[i] != NULL; i++)
    {
      char *text = read_text (options->certificates[i], error);

      if (text == NULL)
        return NULL;
      g_ptr_array_add (certificates, text);
      wishes.parts |= CB_PRESET_CERTIFICATES;
    }
  return cb_workplace_make_preset (cli->workplace, &wishes, error);
}

static int
make (CbCli *cli, const Options *options, const char *argument)
{
  g_autoptr (JsonObject) preset = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);
  g_autoptr (GError) error = NULL;
  CbPresetParts parts;

  if (!choose_parts (options->with, &parts))
    return cb_cli_usage (
        _ ("The parts of a preset are settings, rules, holidays, agencies, portal, "
           "limits, catalog and certificates."));
  if (!cb_save_check_name (argument, &error))
    return cb_cli_fail (cli, error);
  /* Nobody is there to be asked whether it may be replaced. */
  if (g_file_query_exists (file, cli->cancellable))
    return cb_cli_usage (_ ("There is already a file of that name. Choose another name."));
  preset = make_preset (cli, options, parts, &error);
  if (preset == NULL)
    return cb_cli_fail (cli, error);
  text = cb_json_object_to_string (preset, TRUE);
  if (!cb_save_contents (file, text, strlen (text), cli->cancellable, &error))
    return cb_cli_fail (cli, error);

  cb_cli_warn_of_name (argument);
  return CB_EXIT_DONE;
}

static int
use_file (CbCli *cli, const char *argument, gboolean apply)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (argument);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPreset) preset = cb_preset_load (file, cli->cancellable, &error);
  g_autoptr (GPtrArray) changes = NULL;

  if (preset != NULL)
    changes = apply ? cb_workplace_apply_preset (cli->workplace, preset, &error)
                    : cb_workplace_compare_preset (cli->workplace, preset, &error);
  if (changes == NULL)
    return cb_cli_fail (cli, error);
  print_changes (cli, preset, changes);

  return CB_EXIT_DONE;
}

static int
undo (CbCli *cli)
{
  g_autofree char *name = cb_workplace_dup_applied_preset (cli->workplace);
  g_autoptr (GPtrArray) left = NULL;
  g_autoptr (GError) error = NULL;

  if (name == NULL)
    {
      g_printerr ("congboctl: %s\n", _ ("No preset was applied, or all were taken back already."));
      return CB_EXIT_UNREADABLE;
    }
  if (!cb_workplace_undo_preset (cli->workplace, &left, &error))
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < left->len; i++)
    /* Translators: name of a setting */
    g_printerr (_ ("%s was changed since, and stays as it is.\n"), (const char *)left->pdata[i]);

  return CB_EXIT_DONE;
}

static int
run (CbCli *cli, const Options *options, int argc, char **argv)
{
  const char *what = argc > 1 ? argv[1] : "";
  gboolean makes = g_str_equal (what, "make");
  int exit_code;

  if (!(argc == 2 && g_str_equal (what, "undo"))
      && !(argc == 3 && (makes || g_str_equal (what, "show") || g_str_equal (what, "apply"))))
    return cb_cli_usage (_ ("Write make, show or apply with a file, or undo."));
  if (makes || g_str_equal (what, "show") ? !cb_cli_open_to_look (cli, &exit_code)
                                          : !cb_cli_open (cli, &exit_code))
    return exit_code;
  if (makes)
    return make (cli, options, argv[2]);
  if (g_str_equal (what, "undo"))
    return undo (cli);
  return use_file (cli, argv[2], g_str_equal (what, "apply"));
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
  Options options = { NULL };
  const GOptionEntry entries[] = {
    { "with", 0, 0, G_OPTION_ARG_STRING, &options.with,
      N_ ("Only these parts, with commas between"), N_ ("PARTS") },
    { "name", 0, 0, G_OPTION_ARG_STRING, &options.name, N_ ("What to call it"), N_ ("NAME") },
    { "agencies", 0, 0, G_OPTION_ARG_FILENAME, &options.agencies,
      N_ ("Names of agencies, one on each line"), N_ ("FILE") },
    { "certificate", 0, 0, G_OPTION_ARG_FILENAME_ARRAY, &options.certificates,
      N_ ("Certificate of an authority to trust; may be given again"), N_ ("FILE") },
    { NULL },
  };
  int exit_code = CB_EXIT_USAGE;

  if (cb_cli_parse (cli, N_ ("make FILE | show FILE | apply FILE | undo"), entries, &argc, &argv))
    exit_code = run (cli, &options, argc, argv);
  g_free (options.with);
  g_free (options.name);
  g_free (options.agencies);
  g_strfreev (options.certificates);
  return exit_code;
}
