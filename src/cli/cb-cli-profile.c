/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/platform/cb-directories.h"
#include "core/rules/cb-profile-values.h"

/* As the program brings them. */
static GPtrArray *
load_shipped (GError **error)
{
  g_autofree char *path = cb_workplace_dup_data_path ("profiles");
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GPtrArray) problems = NULL;
  GPtrArray *profiles = cb_profile_load_all (folder, &problems, error);

  for (guint i = 0; problems != NULL && i < problems->len; i++)
    g_printerr ("%s\n", (const char *)g_ptr_array_index (problems, i));
  return profiles;
}

/* As they hold here: what a preset or a person corrected is in them. Where nothing was set up yet
 * nothing is made either. */
static GPtrArray *
load_profiles (CbCli *cli, int *exit_code)
{
  const char *mode = cli->practice ? "practice" : "real";
  g_autofree char *folder = cli->root != NULL ? g_build_filename (cli->root, mode, NULL)
                                              : cb_directories_dup_root (mode);
  CbWorkplaceOptions options = { .mode = cli->practice ? CB_MODE_PRACTICE : CB_MODE_REAL,
                                 .root = cli->root,
                                 .looks = TRUE };
  g_autoptr (GError) error = NULL;
  GPtrArray *profiles = NULL;

  if (g_file_test (folder, G_FILE_TEST_IS_DIR))
    cli->workplace = cb_workplace_open (&options, &error);
  else
    profiles = load_shipped (&error);
  if (cli->workplace != NULL)
    profiles = cb_workplace_list_profiles (cli->workplace, &error);
  if (profiles == NULL)
    *exit_code = cb_cli_fail (cli, error);
  return profiles;
}

/* @object: (transfer full). */
static void
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  cb_cli_print_json (node);
}

static JsonObject *
profile_to_json (CbProfile *profile)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "id", cb_profile_get_id (profile));
  json_object_set_string_member (object, "name", cb_profile_get_name (profile));
  json_object_set_string_member (object, "regulation", cb_profile_get_regulation (profile));
  json_object_set_boolean_member (object, "draft", cb_profile_is_draft (profile));
  return object;
}

static int
list_profiles (CbCli *cli)
{
  int exit_code = CB_EXIT_FAILED;
  g_autoptr (GPtrArray) profiles = load_profiles (cli, &exit_code);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (profiles == NULL)
    return exit_code;
  for (guint i = 0; i < profiles->len; i++)
    {
      CbProfile *profile = g_ptr_array_index (profiles, i);

      if (cli->json)
        json_array_add_object_element (array, profile_to_json (profile));
      else
        g_print ("%-22s %s · %s\n", cb_profile_get_id (profile), cb_profile_get_name (profile),
                 cb_profile_get_regulation (profile));
    }
  if (cli->json)
    cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

static void
print_values_json (CbProfile *profile, GPtrArray *values, GPtrArray *doubts)
{
  JsonObject *object = profile_to_json (profile);
  JsonArray *array = json_array_new ();
  JsonArray *sentences = json_array_new ();

  for (guint i = 0; i < values->len; i++)
    {
      const CbProfileValue *value = g_ptr_array_index (values, i);
      JsonObject *one = json_object_new ();

      json_object_set_string_member (one, "path", value->path);
      json_object_set_string_member (one, "title", value->title);
      json_object_set_boolean_member (one, "said", value->says_something);
      json_object_set_string_member (one, "words", value->words);
      json_object_set_string_member (one, "clause", value->clause);
      if (value->origin != NULL)
        json_object_set_string_member (one, "correctedBy", value->origin);
      json_array_add_object_element (array, one);
    }
  for (guint i = 0; i < doubts->len; i++)
    json_array_add_string_element (sentences, g_ptr_array_index (doubts, i));
  json_object_set_array_member (object, "values", array);
  json_object_set_array_member (object, "doubts", sentences);
  json_object_set_boolean_member (object, "replaced", cb_profile_is_replaced (profile));
  print_object (object);
}

static void
print_values (CbProfile *profile, GPtrArray *values, GPtrArray *doubts)
{
  const char *group = NULL;

  g_print ("%s · %s\n", cb_profile_get_name (profile), cb_profile_get_regulation (profile));
  if (cb_profile_is_replaced (profile))
    g_print ("! %s\n", _ ("Brought by a preset as a whole"));
  for (guint i = 0; i < doubts->len; i++)
    g_print ("! %s\n", (const char *)g_ptr_array_index (doubts, i));
  for (guint i = 0; i < values->len; i++)
    {
      const CbProfileValue *value = g_ptr_array_index (values, i);

      if (group != value->group)
        g_print ("\n%s\n", value->group);
      group = value->group;
      g_print ("  %s: %s", value->title, value->words);
      g_print (value->clause[0] != '\0' ? " (%s)\n" : "%s\n", value->clause);
    }
}

static int
show_profile (CbCli *cli, const char *id)
{
  int exit_code = CB_EXIT_FAILED;
  g_autoptr (GPtrArray) profiles = load_profiles (cli, &exit_code);
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (GPtrArray) doubts = NULL;
  CbProfile *profile;
  GDate today;

  if (profiles == NULL)
    return exit_code;
  profile = cb_profile_find (profiles, id);
  if (profile == NULL)
    {
      g_autofree char *sentence = g_strdup_printf (
          _ ("There is no profile “%s”. `congboctl profile list` names them."), id);

      return cb_cli_usage (sentence);
    }
  g_date_clear (&today, 1);
  g_date_set_time_t (&today, time (NULL));
  values = cb_profile_list_values (profile);
  doubts = cb_profile_list_doubts (profile, &today);
  if (cli->json)
    print_values_json (profile, values, doubts);
  else
    print_values (profile, values, doubts);
  return CB_EXIT_DONE;
}

static int
check_profile (CbCli *cli, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbProfile) profile = cb_profile_load (file, &error);

  if (profile == NULL)
    {
      g_printerr ("%s\n", error->message);
      return CB_EXIT_UNREADABLE;
    }
  if (cli->json)
    print_object (profile_to_json (profile));
  else
    /* Translators: name of a province, its regulation */
    g_print (_ ("The profile can be used: %s · %s\n"), cb_profile_get_name (profile),
             cb_profile_get_regulation (profile));
  return CB_EXIT_DONE;
}

/**
 * cb_cli_profile:
 * @cli: the context
 * @argc: number of words
 * @argv: `profile`, options, `list`, `show ID` or `check FILE`
 *
 * What the regulations say, every value with its clause (product.md A1). A file that cannot be used
 * is named with line and member.
 *
 * Returns: the exit code
 */
int
cb_cli_profile (CbCli *cli, int argc, char **argv)
{
  if (!cb_cli_parse (cli, N_ ("list | show ID | check FILE"), NULL, &argc, &argv))
    return CB_EXIT_USAGE;
  if (argc == 2 && g_str_equal (argv[1], "list"))
    return list_profiles (cli);
  if (argc == 3 && g_str_equal (argv[1], "show"))
    return show_profile (cli, argv[2]);
  if (argc == 3 && g_str_equal (argv[1], "check"))
    return check_profile (cli, argv[2]);
  return cb_cli_usage (_ ("Say `list`, `show ID` or `check FILE`. What is in the columns of a file "
                          "is said by `congboctl columns FILE`."));
}
