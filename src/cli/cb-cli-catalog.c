/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli-proposals.h"
#include "cli/cb-cli.h"
#include "core/catalog/cb-catalog-decision.h"
#include "core/rules/cb-day.h"
#include "core/workplace/cb-workplace-catalog.h"

#define ARGUMENTS                                                                                   \
  N_ ("import FILE | columns FILE | search [WORDS] | versions | diff [VERSION [VERSION]] | "        \
      "enforce VERSION | review | export FILE | propose add|edit|withdraw [CODE] [FIELD=VALUE…] " \
      "| "                                                                                          \
      "proposals | letter FILE [NUMBER…]")

typedef struct
{
  char *decision;
  char *effective;
  char *replaces;
  char **map;
  char *number;
  char *date;
  char *state;
  char *place;
  char *signer_title;
  char *signer;
  gboolean sent;
  int sheet;
} Options;

static CbCatalogDraft *
read_draft (CbCli *cli, const char *path, const Options *options, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  gboolean is_portal = g_str_has_prefix (path, "http://") || g_str_has_prefix (path, "https://");
  g_autoptr (CbCatalogDraft) draft
      = is_portal ? cb_workplace_read_portal_catalog (cli->workplace, path, cli->cancellable, error)
                  : cb_workplace_read_catalog (cli->workplace, file, options->sheet - 1,
                                               cli->cancellable, error);

  for (guint i = 0; draft != NULL && options->map != NULL && options->map[i] != NULL; i++)
    if (!cb_catalog_layout_map (draft->layout, options->map[i], error))
      return NULL;

  return g_steal_pointer (&draft);
}

static void
print_column (const CbCatalogLayout *layout, guint i)
{
  const CbCatalogMapped *mapped = g_ptr_array_index (layout->columns, i);
  g_autofree char *letter = cb_catalog_layout_dup_letter (i);
  g_autofree char *samples = g_strjoinv (" · ", mapped->samples);

  g_print ("%c %-3s %-32s = %-12s %3u%%  %s\n", mapped->confidence < CB_CATALOG_SURE ? '?' : ' ',
           letter, mapped->label, cb_catalog_column_name (mapped->column), mapped->confidence,
           samples);
}

static int
print_columns (CbCli *cli, const char *path, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbCatalogDraft) draft = read_draft (cli, path, options, &error);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (draft == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < draft->layout->columns->len; i++)
    {
      const CbCatalogMapped *mapped = g_ptr_array_index (draft->layout->columns, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "label", mapped->label);
      json_object_set_string_member (object, "column", cb_catalog_column_name (mapped->column));
      json_object_set_int_member (object, "confidence", mapped->confidence);
      json_array_add_object_element (array, object);
      if (!cli->json)
        print_column (draft->layout, i);
    }
  if (cli->json)
    cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

/* Which decision the catalog counts as: said, or named above the table. */
static void
print_decision (const CbCatalogDraft *draft, const CbCatalogTaken *taken)
{
  g_autofree char *day = cb_catalog_dup_day_in (taken->decision, NULL);

  if (*taken->decision != '\0' && g_strcmp0 (taken->decision, draft->decision) == 0)
    /* Translators: a decision, then where it stands, "row 3" */
    g_print (_ ("The catalog of: %s (%s of the file)\n"), taken->decision, draft->decision_place);
  else if (*taken->decision != '\0')
    g_print (_ ("The catalog of: %s\n"), taken->decision);
  if (day == NULL)
    g_printerr ("%s\n",
                _ ("Which decision this is from, and of which day, is not known, so that an "
                   "older one cannot be told from a newer one. Import it again with "
                   "`--decision 3111/QĐ-UBND --date 25/7/2024`."));
}

static void
print_taken (CbCli *cli, const CbCatalogTaken *taken)
{
  g_autoptr (JsonNode) node = NULL;
  JsonObject *object;

  for (guint i = 0; i < taken->problems->len; i++)
    g_printerr ("%s\n", (const char *)g_ptr_array_index (taken->problems, i));
  if (!cli->json)
    {
      g_print (ngettext ("%u item taken in.\n", "%u items taken in.\n", taken->items),
               taken->items);
      if (taken->added + taken->edited + taken->withdrawn > 0)
        g_print (_ ("Against the one before: %u added, %u changed, %u withdrawn.\n"), taken->added,
                 taken->edited, taken->withdrawn);
      if (taken->later != NULL)
        {
          g_autofree char *later = cb_day_dup_words (taken->later);

          g_print (_ ("It comes into force on %s.\n"), later);
        }
      if (taken->held != NULL)
        g_print (_ ("%s Say `catalog enforce %u` to put it in force.\n"), taken->held,
                 taken->version);
      return;
    }
  node = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  json_object_set_int_member (object, "version", taken->version);
  json_object_set_string_member (object, "decision", taken->decision);
  json_object_set_int_member (object, "items", taken->items);
  json_object_set_int_member (object, "added", taken->added);
  json_object_set_int_member (object, "edited", taken->edited);
  json_object_set_int_member (object, "withdrawn", taken->withdrawn);
  json_object_set_int_member (object, "open_work", taken->open_work);
  json_object_set_boolean_member (object, "in_force", taken->held == NULL && taken->later == NULL);
  json_node_take_object (node, object);
  cb_cli_print_json (node);
}

/* "3111/QĐ-UBND" and its day in one, as `--decision` alone may have them.
 * @text: (out) (nullable): what the person said, NULL when nothing */
static gboolean
join_decision (const Options *options, char **text)
{
  g_autofree char *said = cb_catalog_dup_day_in (options->decision, NULL);
  g_autofree char *day = cb_catalog_dup_day_in (options->date, NULL);

  if (options->date == NULL)
    *text = g_strdup (options->decision);
  else if (options->decision != NULL && day != NULL && (said == NULL || g_str_equal (said, day)))
    {
      g_autofree char *paper = cb_day_dup_words (day);

      *text = said != NULL ? g_strdup (options->decision)
                           : g_strdup_printf ("%s ngày %s", options->decision, paper);
    }
  else
    return FALSE;
  return TRUE;
}

static int
import_catalog (CbCli *cli, const char *path, const Options *options)
{
  g_autofree char *said = NULL;
  CbCatalogDecision decision = { NULL, options->effective, options->replaces };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbCatalogDraft) draft = NULL;
  g_autoptr (CbCatalogTaken) taken = NULL;

  if (!join_decision (options, &said))
    return cb_cli_usage (_ ("Say one decision and one day that exists: "
                            "`--decision 3111/QĐ-UBND --date 25/7/2024`."));
  decision.text = said;
  draft = read_draft (cli, path, options, &error);

  if (draft != NULL && !cb_catalog_layout_is_usable (draft->layout))
    {
      for (guint i = 0; i < draft->layout->columns->len; i++)
        print_column (draft->layout, i);
      return cb_cli_usage (_ ("No column has the names of the data. Say which one it is with "
                              "`--map COLUMN=title`."));
    }
  if (draft != NULL)
    taken = cb_workplace_take_catalog (cli->workplace, draft, &decision, &error);
  if (taken == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; !cli->json && i < draft->layout->columns->len; i++)
    if (((CbCatalogMapped *)g_ptr_array_index (draft->layout->columns, i))->confidence
        < CB_CATALOG_SURE)
      print_column (draft->layout, i);
  if (!cli->json)
    print_decision (draft, taken);
  print_taken (cli, taken);

  return CB_EXIT_DONE;
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
    json_array_add_object_element (array, cb_catalog_item_to_json (g_ptr_array_index (items, i)));
  node = json_node_new (JSON_NODE_ARRAY);
  json_node_take_array (node, array);
  cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

static void
print_version (const CbCatalogVersion *version)
{
  g_autofree char *items
      = g_strdup_printf (ngettext ("%u item", "%u items", version->items), version->items);

  g_print ("%3u  %s: %s%s%s\n", version->version,
           *version->decision != '\0' ? version->decision : _ ("No decision was named"), items,
           version->in_force ? " " : "", version->in_force ? _ ("(in force)") : "");
}

static int
list_versions (CbCli *cli)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) versions = cb_workplace_list_catalog_versions (cli->workplace, &error);
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (versions == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < versions->len; i++)
    {
      const CbCatalogVersion *version = g_ptr_array_index (versions, i);
      JsonObject *object = json_object_new ();

      json_object_set_int_member (object, "version", version->version);
      json_object_set_string_member (object, "decision", version->decision);
      json_object_set_string_member (object, "issued", version->issued);
      json_object_set_string_member (object, "effective", version->effective);
      json_object_set_string_member (object, "replaces", version->replaces);
      json_object_set_int_member (object, "items", version->items);
      json_object_set_boolean_member (object, "in_force", version->in_force);
      json_array_add_object_element (array, object);
      if (!cli->json)
        print_version (version);
    }
  if (cli->json)
    cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

static guint
find_version_before (CbCli *cli, guint after)
{
  g_autoptr (GPtrArray) versions = cb_workplace_list_catalog_versions (cli->workplace, NULL);
  gboolean passed = FALSE;

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const CbCatalogVersion *version = g_ptr_array_index (versions, i);

      if (passed)
        return version->version;
      passed = after == CB_CATALOG_CURRENT ? version->in_force : version->version == after;
    }

  return G_MAXUINT;
}

static JsonObject *
change_to_json (CbCli *cli, const CbCatalogChange *change)
{
  const CbCatalogItem *item = change->before != NULL ? change->before : change->after;
  JsonObject *object = json_object_new ();
  JsonObject *fields = json_object_new ();
  g_autoptr (GPtrArray) open = cb_workplace_list_open_work (cli->workplace, item->code, NULL);

  json_object_set_string_member (object, "change", cb_catalog_change_kind_name (change->kind));
  json_object_set_string_member (object, "code", item->code);
  json_object_set_string_member (object, "title", item->title);
  for (guint i = 0; i < change->fields->len; i++)
    {
      const CbCatalogFieldChange *field = g_ptr_array_index (change->fields, i);
      JsonArray *pair = json_array_new ();

      json_array_add_string_element (pair, field->before);
      json_array_add_string_element (pair, field->after);
      json_object_set_array_member (fields, field->attribute, pair);
    }
  json_object_set_object_member (object, "fields", fields);
  json_object_set_int_member (object, "open_work", open != NULL ? open->len : 0);
  return object;
}

static void
print_change (CbCli *cli, const CbCatalogChange *change)
{
  const CbCatalogItem *item = change->before != NULL ? change->before : change->after;
  g_autoptr (GPtrArray) open = cb_workplace_list_open_work (cli->workplace, item->code, NULL);

  g_print ("%s: %s %s\n", cb_catalog_change_kind_title (change->kind), item->code, item->title);
  for (guint i = 0; i < change->fields->len; i++)
    {
      const CbCatalogFieldChange *field = g_ptr_array_index (change->fields, i);

      g_print ("    %s: “%s” → “%s”\n", cb_catalog_attribute_title (field->attribute),
               field->before, field->after);
    }
  if (open != NULL && open->len > 0 && change->kind != CB_CATALOG_CHANGE_ADDED)
    g_print (ngettext ("    ! %u dataset was begun for it and is not published.\n",
                       "    ! %u datasets were begun for it and are not published.\n", open->len),
             open->len);
}

static int
diff_catalog (CbCli *cli, guint before, guint after)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) changes = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (before == 0)
    before = find_version_before (cli, after);
  if (before == G_MAXUINT)
    {
      if (cli->json)
        cb_cli_print_json (node);
      else
        g_print ("%s\n", _ ("There is no decision before it to compare with."));
      return CB_EXIT_DONE;
    }
  changes = cb_workplace_diff_catalog (cli->workplace, before, after, &error);
  if (changes == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < changes->len; i++)
    if (cli->json)
      json_array_add_object_element (array, change_to_json (cli, g_ptr_array_index (changes, i)));
    else
      print_change (cli, g_ptr_array_index (changes, i));
  if (cli->json)
    cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

static int
run_writing (CbCli *cli, int argc, char **argv, const Options *options)
{
  g_autoptr (GError) error = NULL;

  if (g_str_equal (argv[1], "import") && argc == 3)
    return import_catalog (cli, argv[2], options);
  if (g_str_equal (argv[1], "propose"))
    return cb_cli_proposals_propose (cli, argv + 2);
  if (g_str_equal (argv[1], "enforce") && argc == 3)
    return cb_workplace_put_catalog_in_force (cli->workplace, (guint)strtoul (argv[2], NULL, 10),
                                              &error)
               ? CB_EXIT_DONE
               : cb_cli_fail (cli, error);
  return cb_workplace_review_catalog (cli->workplace, &error) ? CB_EXIT_DONE
                                                              : cb_cli_fail (cli, error);
}

static int
run_looking (CbCli *cli, int argc, char **argv, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  if (g_str_equal (argv[1], "versions"))
    return list_versions (cli);
  if (g_str_equal (argv[1], "proposals"))
    return cb_cli_proposals_list (cli, options->state);
  if (g_str_equal (argv[1], "letter"))
    return cb_cli_proposals_write (cli, argv + 2,
                                   &(CbCliLetter){ options->number, options->date, options->sent,
                                                   options->place, options->signer_title,
                                                   options->signer });
  if (g_str_equal (argv[1], "diff"))
    return diff_catalog (cli, argc > 2 ? (guint)strtoul (argv[2], NULL, 10) : 0,
                         argc > 3 ? (guint)strtoul (argv[3], NULL, 10) : CB_CATALOG_CURRENT);
  if (g_str_equal (argv[1], "columns"))
    return print_columns (cli, argv[2], options);
  if (g_str_equal (argv[1], "export"))
    {
      g_autoptr (GFile) file = g_file_new_for_commandline_arg (argv[2]);

      return cb_workplace_export_catalog (cli->workplace, CB_CATALOG_CURRENT, file,
                                          cli->cancellable, &error)
                 ? CB_EXIT_DONE
                 : cb_cli_fail (cli, error);
    }
  words = g_strjoinv (" ", argv + 2);
  return list_catalog (cli, words);
}

/* How many words a verb takes: at least, at most; whether it changes something, and whether what it
 * takes are numbers of versions. */
static const struct
{
  const char *verb;
  int least;
  int most;
  gboolean writes;
  gboolean of_versions;
} verbs[] = {
  { "import", 3, 3, TRUE, FALSE },       { "enforce", 3, 3, TRUE, TRUE },
  { "review", 2, 2, TRUE, FALSE },       { "columns", 3, 3, FALSE, FALSE },
  { "list", 2, G_MAXINT, FALSE, FALSE }, { "search", 2, G_MAXINT, FALSE, FALSE },
  { "versions", 2, 2, FALSE, FALSE },    { "diff", 2, 4, FALSE, TRUE },
  { "export", 3, 3, FALSE, FALSE },      { "propose", 3, G_MAXINT, TRUE, FALSE },
  { "proposals", 2, 2, FALSE, FALSE },   { "letter", 3, G_MAXINT, FALSE, FALSE },
};

static gboolean
are_versions (char **words)
{
  for (guint i = 0; words[i] != NULL; i++)
    if (!g_ascii_string_to_unsigned (words[i], 10, 1, G_MAXINT, NULL, NULL))
      return FALSE;

  return TRUE;
}

static gboolean
keeps_something (const Options *options)
{
  return options->sent || options->place != NULL || options->signer_title != NULL
         || options->signer != NULL;
}

static void
clear_options (Options *options)
{
  g_free (options->decision);
  g_free (options->effective);
  g_free (options->replaces);
  g_free (options->number);
  g_free (options->date);
  g_free (options->state);
  g_free (options->place);
  g_free (options->signer_title);
  g_free (options->signer);
  g_strfreev (options->map);
}

static int
run_verb (CbCli *cli, int argc, char **argv, const Options *options)
{
  int exit_code;

  for (guint i = 0; argc >= 2 && i < G_N_ELEMENTS (verbs); i++)
    {
      if (!g_str_equal (argv[1], verbs[i].verb) || argc < verbs[i].least || argc > verbs[i].most
          || (verbs[i].of_versions && !are_versions (argv + 2)))
        continue;
      if (verbs[i].writes || keeps_something (options))
        return !cb_cli_open (cli, &exit_code) ? exit_code
               : verbs[i].writes              ? run_writing (cli, argc, argv, options)
                                              : run_looking (cli, argc, argv, options);
      return cb_cli_open_to_look (cli, &exit_code) ? run_looking (cli, argc, argv, options)
                                                   : exit_code;
    }

  return cb_cli_usage (
      _ ("Say `catalog import FILE`, `columns FILE`, `search [WORDS]`, `versions`, "
         "`diff`, `enforce VERSION`, `review`, `export FILE`, `propose`, `proposals` or "
         "`letter FILE`."));
}

/**
 * cb_cli_catalog:
 * @cli: the context
 * @argc: number of words
 * @argv: `catalog`, then what to do
 *
 * Returns: the exit code
 */
int
cb_cli_catalog (CbCli *cli, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "decision", 0, 0, G_OPTION_ARG_STRING, &options.decision,
      N_ ("Number and date of the decision"), N_ ("TEXT") },
    { "effective", 0, 0, G_OPTION_ARG_STRING, &options.effective,
      N_ ("The day that it is in effect from"), N_ ("DATE") },
    { "replaces", 0, 0, G_OPTION_ARG_STRING, &options.replaces,
      N_ ("The decision that it replaces"), N_ ("TEXT") },
    { "map", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options.map,
      N_ ("What a column is: its header or letter, and one of: number, code, parent, field, title, "
          "description, owner, partner, frequency, formats, way, sharing, deadline, note, none"),
      N_ ("COLUMN=FIELD") },
    { "number", 0, 0, G_OPTION_ARG_STRING, &options.number, N_ ("Number of the letter"),
      N_ ("TEXT") },
    { "date", 0, 0, G_OPTION_ARG_STRING, &options.date,
      N_ ("Day of the decision, or of the letter"), N_ ("DATE") },
    { "place", 0, 0, G_OPTION_ARG_STRING, &options.place, N_ ("Where the letter is written"),
      N_ ("TEXT") },
    { "signed-as", 0, 0, G_OPTION_ARG_STRING, &options.signer_title,
      N_ ("As what the letter is signed"), N_ ("TEXT") },
    { "signer", 0, 0, G_OPTION_ARG_STRING, &options.signer, N_ ("Who signs the letter"),
      N_ ("TEXT") },
    { "sent", 0, 0, G_OPTION_ARG_NONE, &options.sent, N_ ("Enter that the letter went out"), NULL },
    { "state", 0, 0, G_OPTION_ARG_STRING, &options.state,
      N_ ("Only these: draft, open, closed, dropped"), N_ ("STATE") },
    { "sheet", 0, 0, G_OPTION_ARG_INT, &options.sheet, N_ ("Which sheet, from 1"), N_ ("NUMBER") },
    { NULL },
  };
  int exit_code = CB_EXIT_USAGE;

  if (cb_cli_parse (cli, ARGUMENTS, entries, &argc, &argv))
    exit_code = run_verb (cli, argc, argv, &options);
  clear_options (&options);
  return exit_code;
}
