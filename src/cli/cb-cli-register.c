/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "cli/cb-cli-register.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-text.h"
#include "cli/cb-cli-output.h"
#include "core/workplace/cb-workplace-duties.h"

#define ARGUMENTS                                                                                    \
  N_ ("list [REGISTER] | show NUMBER | add REGISTER [FIELD=VALUE…] | set NUMBER FIELD=VALUE… | " \
      "enter NUMBER | appraise NUMBER | close NUMBER | drop NUMBER | export REGISTER FILE | "        \
      "export NUMBER FILE")

typedef struct
{
  char *state;
  char *search;
  gboolean personal;
  gboolean drafts;
} Options;

/* @personal: with data about people, which a list has only when it was asked for. */
static JsonObject *
record_to_json (const CbForm *form, const CbRecord *record, gboolean personal, CbHolidays *holidays)
{
  JsonObject *object = json_object_new ();
  JsonObject *fields = json_object_new ();
  g_autofree char *number = cb_record_dup_number (record);
  GDate due;
  const char *what = cb_form_get_due (form, record, holidays, &due);

  json_object_set_string_member (object, "id", record->id);
  json_object_set_string_member (object, "number", number);
  json_object_set_string_member (object, "register", cb_register_name (record->kind));
  json_object_set_string_member (object, "state", cb_record_state_name (record->state));
  json_object_set_int_member (object, "version", record->version);
  if (what != NULL)
    {
      char text[16];

      g_date_strftime (text, sizeof text, "%Y-%m-%d", &due);
      json_object_set_string_member (object, "due", text);
    }
  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      if ((personal || !field->personal) && *cb_record_get (record, field->id) != '\0')
        json_object_set_string_member (fields, field->id, cb_record_get (record, field->id));
    }
  json_object_set_object_member (object, "fields", fields);
  return object;
}

static JsonArray *
gaps_to_json (GPtrArray *gaps)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < gaps->len; i++)
    {
      const CbRecordGap *gap = g_ptr_array_index (gaps, i);
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "field", gap->field);
      json_object_set_string_member (object, "sentence", gap->sentence);
      json_object_set_string_member (object, "clause", gap->clause);
      json_object_set_boolean_member (object, "blocks", gap->blocks);
      json_array_add_object_element (array, object);
    }
  return array;
}

/* A register that the text wants somebody in, and in which nobody is in office. */
static void
add_wish (CbCli *cli, CbRegister kind, JsonObject *object)
{
  g_autoptr (CbForm) form = cb_workplace_dup_form (cli->workplace, kind);
  g_autofree char *wanted = cb_workplace_dup_nobody_named (cli->workplace, form);
  g_autofree char *words = NULL;

  if (*wanted == '\0')
    return;
  json_object_set_string_member (object, "wanted", wanted);
  /* Translators: a clause */
  words = g_strdup_printf (_ ("Nobody is named yet; %s asks for it."), wanted);
  if (!cli->json)
    g_print ("  ! %s\n", words);
}

static void
print_counts (CbRegister kind, guint all, guint open, guint overdue)
{
  g_autofree char *records = g_strdup_printf (ngettext ("%u record", "%u records", all), all);
  /* Translators: how many records of a register nobody has dealt with, and how many too late */
  g_autofree char *rest = g_strdup_printf (_ ("%u open, %u overdue"), open, overdue);

  g_print ("%-13s %s: %s, %s\n", cb_register_name (kind), cb_register_title (kind), records, rest);
}

static int
list_registers (CbCli *cli)
{
  CbRegisterCount counts[CB_N_REGISTERS];
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (!cb_workplace_count_records (cli->workplace, counts, &error))
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < CB_N_REGISTERS; i++)
    {
      JsonObject *object = json_object_new ();

      json_object_set_string_member (object, "register", cb_register_name ((CbRegister)i));
      json_object_set_int_member (object, "records", counts[i].all);
      json_object_set_int_member (object, "open", counts[i].open);
      json_object_set_int_member (object, "overdue", counts[i].overdue);
      json_array_add_object_element (array, object);
      if (!cli->json)
        print_counts ((CbRegister)i, counts[i].all, counts[i].open, counts[i].overdue);
      add_wish (cli, (CbRegister)i, object);
    }
  if (cli->json)
    cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

static gboolean
matches (const CbForm *form, const CbRecord *record, const Options *options, const char *needle)
{
  g_autoptr (GString) text = NULL;

  if (options->state != NULL
      && g_strcmp0 (options->state, cb_record_state_name (record->state)) != 0)
    return FALSE;
  if (needle == NULL)
    return TRUE;
  text = g_string_new (NULL);
  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);

      g_string_append_printf (text, "%s ", cb_record_get (record, field->id));
    }
  return cb_text_matches (text->str, needle);
}

static void
print_line (const CbForm *form, const CbRecord *record)
{
  g_autofree char *number = cb_record_dup_number (record);
  g_autofree char *subject = form->kind == CB_REGISTER_FOCAL_POINTS
                                 ? g_strdup (cb_record_get (record, "unit"))
                                 : cb_record_dup_subject (record);

  g_print ("%s  %s · %s\n", number, cb_record_get_standing (record), subject);
}

static int
list_records (CbCli *cli, CbRegister kind, const Options *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) records = cb_workplace_list_records (cli->workplace, kind, &error);
  g_autoptr (CbForm) form = cb_workplace_dup_form (cli->workplace, kind);
  g_autofree char *needle = options->search != NULL ? cb_text_fold (options->search) : NULL;
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  json_node_take_array (node, array);
  if (records == NULL)
    return cb_cli_fail (cli, error);
  for (guint i = 0; i < records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (records, i);

      if (!matches (form, record, options, needle))
        continue;
      if (cli->json)
        json_array_add_object_element (array,
                                       record_to_json (form, record, options->personal,
                                                       cb_workplace_get_holidays (cli->workplace)));
      else
        print_line (form, record);
    }
  if (cli->json)
    cb_cli_print_json (node);
  return CB_EXIT_DONE;
}

/**
 * cb_cli_register_print:
 * @cli: the context
 * @record: a record
 *
 * Prints one record, asked for by its number: with all that is in it and what is missing.
 */
void
cb_cli_register_print (CbCli *cli, const CbRecord *record)
{
  g_autoptr (CbForm) form = cb_workplace_dup_form (cli->workplace, record->kind);
  CbRecordState next = record->state;
  g_autoptr (GPtrArray) gaps = NULL;

  /* One that is what it should be, a focal point in office or a service that is offered, is not
   * asked for what ends it. */
  if (cb_record_is_open (record))
    cb_form_get_next_state (form, record->state, &next);
  gaps = cb_workplace_check_record (cli->workplace, record, next);
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

      json_node_take_object (
          node, record_to_json (form, record, TRUE, cb_workplace_get_holidays (cli->workplace)));
      json_object_set_array_member (json_node_get_object (node), "gaps", gaps_to_json (gaps));
      cb_cli_print_json (node);
      return;
    }
  print_line (form, record);
  for (guint i = 0; i < form->fields->len; i++)
    {
      const CbFormField *field = g_ptr_array_index (form->fields, i);
      const char *value = cb_record_get (record, field->id);
      g_autofree char *shown = cb_form_dup_shown (field, value);

      if (*value != '\0' && cb_form_asks (form, field, record))
        g_print ("  %s (%s): %s\n", field->title, field->id, shown);
    }
  for (guint i = 0; i < gaps->len; i++)
    {
      const CbRecordGap *gap = g_ptr_array_index (gaps, i);

      g_print ("  ! %s: %s%s%s\n", cb_form_find (form, gap->field)->title, gap->sentence,
               *gap->clause != '\0' ? " " : "", gap->clause);
    }
}

static int
show_record (CbCli *cli, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) record = cb_workplace_get_record (cli->workplace, number, &error);

  if (record == NULL)
    return cb_cli_fail (cli, error);
  cb_cli_register_print (cli, record);
  return CB_EXIT_DONE;
}

/**
 * cb_cli_register_parse:
 * @form: of a register
 * @words: (array zero-terminated=1): `FIELD=VALUE` each
 * @exit_code: (out): when that is not so, which was said
 *
 * Returns: (transfer full) (nullable): the values
 */
JsonObject *
cb_cli_register_parse (const CbForm *form, char **words, int *exit_code)
{
  g_autoptr (JsonObject) fields = json_object_new ();

  for (guint i = 0; words[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (words[i], "=", 2);

      if (parts[0] == NULL || parts[1] == NULL || cb_form_find (form, parts[0]) == NULL)
        {
          g_autoptr (GString) names = g_string_new (NULL);
          g_autofree char *sentence = NULL;

          for (guint n = 0; n < form->fields->len; n++)
            g_string_append_printf (names, "%s%s", n > 0 ? ", " : "",
                                    ((CbFormField *)g_ptr_array_index (form->fields, n))->id);
          sentence = g_strdup_printf (_ ("“%s” is no FIELD=VALUE. The fields are: %s."), words[i],
                                      names->str);
          *exit_code = cb_cli_usage (sentence);
          return NULL;
        }
      json_object_set_string_member (fields, parts[0], parts[1]);
    }
  return g_steal_pointer (&fields);
}

static int
add_record (CbCli *cli, CbRegister kind, char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbForm) form = cb_workplace_dup_form (cli->workplace, kind);
  g_autoptr (CbRecord) record = NULL;
  g_autoptr (JsonObject) fields = NULL;
  int exit_code;

  fields = cb_cli_register_parse (form, words, &exit_code);
  if (fields == NULL)
    return exit_code;
  record = cb_workplace_add_record (cli->workplace, kind, fields, &error);
  if (record == NULL)
    return cb_cli_fail (cli, error);
  cb_cli_register_print (cli, record);
  return CB_EXIT_DONE;
}

static int
set_record (CbCli *cli, const char *number, char **words)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) record = cb_workplace_get_record (cli->workplace, number, &error);
  g_autoptr (CbRecord) entered = NULL;
  g_autoptr (CbForm) form = NULL;
  g_autoptr (JsonObject) fields = NULL;
  int exit_code;

  if (record == NULL)
    return cb_cli_fail (cli, error);
  form = cb_workplace_dup_form (cli->workplace, record->kind);
  fields = cb_cli_register_parse (form, words, &exit_code);
  if (fields == NULL)
    return exit_code;
  entered = cb_workplace_enter_record (cli->workplace, record->id, record->version, fields, &error);
  if (entered == NULL)
    return cb_cli_fail (cli, error);
  cb_cli_register_print (cli, entered);
  return CB_EXIT_DONE;
}

static int
move_record (CbCli *cli, const char *number, CbRecordState state)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) record = cb_workplace_get_record (cli->workplace, number, &error);
  g_autoptr (CbRecord) moved = NULL;

  if (record == NULL)
    return cb_cli_fail (cli, error);
  moved = cb_workplace_move_record (cli->workplace, record->id, record->version, state, &error);
  if (moved == NULL)
    {
      if (!g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED))
        return cb_cli_fail (cli, error);
      cb_cli_register_print (cli, record);
      g_printerr ("congboctl: %s\n", _ ("It stays as it is until what is missing is filled in."));
      return CB_EXIT_FINDINGS;
    }
  cb_cli_register_print (cli, moved);
  return CB_EXIT_DONE;
}

/* A draft, or a proposal that lacks what its letter needs: which it is, and what is missing. */
static int
explain_unfinished (CbCli *cli, const char *number)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRecord) record = cb_workplace_get_record (cli->workplace, number, &error);

  if (record == NULL)
    return cb_cli_fail (cli, error);
  cb_cli_register_print (cli, record);
  g_printerr ("congboctl: %s\n",
              record->kind == CB_REGISTER_PROPOSALS
                  ? _ ("The letter is not written until what is missing is filled in.")
                  : _ ("It is a draft: enter it first, or add --drafts."));
  return CB_EXIT_FINDINGS;
}

static int
export_to (CbCli *cli, const char *what, const char *path, const Options *options)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;
  CbRegister kind;
  gboolean done;

  if (cb_register_from_name (what, &kind))
    done = cb_workplace_export_register (cli->workplace, kind, file, options->personal,
                                         options->drafts, cli->cancellable, &error);
  else
    done = cb_workplace_export_record (cli->workplace, what, file, options->personal,
                                       options->drafts, cli->cancellable, &error);
  if (!done && g_error_matches (error, CB_ERROR, CB_ERROR_BLOCKED))
    return explain_unfinished (cli, what);
  return done ? CB_EXIT_DONE : cb_cli_fail (cli, error);
}

/**
 * cb_cli_register_list:
 * @cli: the context, open
 * @kind: a register
 * @state: (nullable): only those of this state
 * @search: (nullable): only those with these words
 *
 * Prints a register.
 *
 * Returns: the exit code
 */
int
cb_cli_register_list (CbCli *cli, CbRegister kind, const char *state, const char *search)
{
  Options options = { .state = (char *)state, .search = (char *)search };
  CbRecordState parsed;

  if (state != NULL && !cb_record_state_from_name (state, &parsed))
    return cb_cli_usage (_ ("The states are: draft, open, appraised, closed, dropped."));
  return list_records (cli, kind, &options);
}

static gboolean
find_state (const char *verb, CbRecordState *state)
{
  static const struct
  {
    const char *verb;
    CbRecordState state;
  } verbs[] = { { "enter", CB_RECORD_OPEN },
                { "appraise", CB_RECORD_APPRAISED },
                { "close", CB_RECORD_CLOSED },
                { "drop", CB_RECORD_DROPPED } };

  for (guint i = 0; i < G_N_ELEMENTS (verbs); i++)
    if (g_str_equal (verb, verbs[i].verb))
      {
        *state = verbs[i].state;
        return TRUE;
      }

  return FALSE;
}

static int
run_verb (CbCli *cli, int argc, char **argv, const Options *options)
{
  CbRegister kind = CB_REGISTER_FEEDBACK;
  CbRecordState state = CB_RECORD_DRAFT;
  gboolean named = argc >= 3 && cb_register_from_name (argv[2], &kind);
  int exit_code;

  if (argc == 2 && g_str_equal (argv[1], "list"))
    return cb_cli_open_to_look (cli, &exit_code) ? list_registers (cli) : exit_code;
  if (argc == 3 && named && g_str_equal (argv[1], "list"))
    return cb_cli_open_to_look (cli, &exit_code) ? list_records (cli, kind, options) : exit_code;
  if (argc == 3 && g_str_equal (argv[1], "show"))
    return cb_cli_open_to_look (cli, &exit_code) ? show_record (cli, argv[2]) : exit_code;
  if (named && g_str_equal (argv[1], "add"))
    return cb_cli_open (cli, &exit_code) ? add_record (cli, kind, argv + 3) : exit_code;
  if (argc >= 4 && g_str_equal (argv[1], "set"))
    return cb_cli_open (cli, &exit_code) ? set_record (cli, argv[2], argv + 3) : exit_code;
  if (argc == 3 && find_state (argv[1], &state))
    return cb_cli_open (cli, &exit_code) ? move_record (cli, argv[2], state) : exit_code;
  if (argc == 4 && g_str_equal (argv[1], "export"))
    {
      /* Data about people leave with a row in the journal: not beside the window. */
      gboolean open = options->personal ? cb_cli_open (cli, &exit_code)
                                        : cb_cli_open_to_look (cli, &exit_code);

      return open ? export_to (cli, argv[2], argv[3], options) : exit_code;
    }

  return cb_cli_usage (
      _ ("Say `register list`, and what to do with a register or a number. The registers are: "
         "feedback, incidents, refusals, suspensions, corrections, services, focal-points, "
         "proposals."));
}

/**
 * cb_cli_register:
 * @cli: the context
 * @argc: number of words
 * @argv: `register`, then what to do
 *
 * Lists have no data about people unless `--personal` asks for them.
 *
 * Returns: the exit code
 */
int
cb_cli_register (CbCli *cli, int argc, char **argv)
{
  Options options = { 0 };
  const GOptionEntry entries[] = {
    { "state", 0, 0, G_OPTION_ARG_STRING, &options.state,
      N_ ("Only these: draft, open, appraised, closed, dropped"), N_ ("STATE") },
    { "search", 0, 0, G_OPTION_ARG_STRING, &options.search,
      N_ ("Only those with these words, without regard to case and diacritics"), N_ ("WORDS") },
    { "personal", 0, 0, G_OPTION_ARG_NONE, &options.personal, N_ ("With names, phones and e-mail"),
      NULL },
    { "drafts", 0, 0, G_OPTION_ARG_NONE, &options.drafts, N_ ("With drafts"), NULL },
    { NULL },
  };
  CbRecordState state;
  int exit_code = CB_EXIT_USAGE;

  if (cb_cli_parse (cli, ARGUMENTS, entries, &argc, &argv))
    {
      if (options.state != NULL && !cb_record_state_from_name (options.state, &state))
        exit_code = cb_cli_usage (_ ("The states are: draft, open, appraised, closed, dropped."));
      else
        exit_code = run_verb (cli, argc, argv, &options);
    }
  g_free (options.state);
  g_free (options.search);
  return exit_code;
}
