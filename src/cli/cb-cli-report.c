/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/rules/cb-day.h"

typedef struct
{
  char *from;
  char *to;
  char *kind;
  char *rows;
  char *item;
  char *field;
  char *output;
  char **answers;
} Wanted;

static void
set_date (JsonObject *object, const char *name, const GDate *date)
{
  char text[16];

  if (!g_date_valid (date))
    return;
  g_date_strftime (text, sizeof text, "%Y-%m-%d", date);
  json_object_set_string_member (object, name, text);
}

static JsonObject *
count_all (const CbReport *report, const CbReportLine *line, const char *field)
{
  JsonObject *object = json_object_new ();

  for (guint i = 0; i < CB_N_FIGURES; i++)
    json_object_set_int_member (object, cb_figure_name ((CbFigure)i),
                                line != NULL ? line->counts[i]
                                             : cb_report_count (report, (CbFigure)i, NULL, field));

  return object;
}

static JsonObject *
fact_to_json (const CbReportFact *fact)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "figure", cb_figure_name (fact->figure));
  json_object_set_string_member (object, "item", fact->line->code);
  json_object_set_string_member (object, "title", fact->line->title);
  json_object_set_string_member (object, "field", fact->line->field);
  if (fact->entry != NULL)
    {
      json_object_set_string_member (object, "period", fact->entry->period);
      if (fact->entry->has_deadline)
        set_date (object, "limit", &fact->entry->limit);
      set_date (object, "published", &fact->entry->published);
      json_object_set_string_member (object, "clause", fact->entry->clause);
    }
  if (fact->row != NULL)
    {
      g_autofree char *at = cb_time_to_iso8601 (fact->row->at_us);

      json_object_set_int_member (object, "row", fact->row->sequence);
      json_object_set_string_member (object, "at", at);
      json_object_set_string_member (object, "person", fact->row->person);
      json_object_set_string_member (object, "event", fact->row->event);
      json_object_set_string_member (object, "subject", fact->row->subject);
      json_object_set_string_member (object, "hash", fact->row->hash);
    }

  return object;
}

static void
print_object (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, object);
  cb_cli_print_json (node);
}

static JsonArray *
criteria_to_json (const CbReport *report, const CbReportKind *kind)
{
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < kind->criteria->len; i++)
    {
      const CbCriterion *criterion = g_ptr_array_index (kind->criteria, i);
      JsonObject *object = json_object_new ();
      JsonObject *figures = json_object_new ();

      for (guint k = 0; k < criterion->figures->len; k++)
        {
          CbFigure figure = g_array_index (criterion->figures, CbFigure, k);

          json_object_set_int_member (figures, cb_figure_name (figure),
                                      cb_report_count (report, figure, NULL, NULL));
        }
      json_object_set_string_member (object, "id", criterion->id);
      json_object_set_string_member (object, "title", criterion->title);
      json_object_set_string_member (object, "quote", criterion->quote);
      json_object_set_string_member (object, "clause", criterion->clause);
      json_object_set_object_member (object, "figures", figures);
      json_object_set_string_member (object, "answer", criterion->answer);
      json_array_add_object_element (array, object);
    }

  return array;
}

static void
print_figures_json (const CbReport *report, const CbReportKind *kind)
{
  JsonObject *object = json_object_new ();
  JsonArray *items = json_array_new ();
  JsonObject *fields = json_object_new ();
  GPtrArray *lines = cb_report_get_lines (report);

  set_date (object, "from", cb_report_get_from (report));
  set_date (object, "to", cb_report_get_to (report));
  json_object_set_boolean_member (object, "empty", cb_report_is_empty (report));
  json_object_set_boolean_member (object, "holidaysKnown", cb_report_holidays_known (report));
  json_object_set_object_member (object, "figures", count_all (report, NULL, NULL));
  for (guint i = 0; i < lines->len; i++)
    {
      const CbReportLine *line = g_ptr_array_index (lines, i);
      JsonObject *item = json_object_new ();

      json_object_set_string_member (item, "item", line->code);
      json_object_set_string_member (item, "title", line->title);
      json_object_set_string_member (item, "field", line->field);
      json_object_set_object_member (item, "figures", count_all (report, line, NULL));
      json_array_add_object_element (items, item);
    }
  for (guint i = 0; i < cb_report_get_fields (report)->len; i++)
    {
      const char *field = g_ptr_array_index (cb_report_get_fields (report), i);

      json_object_set_object_member (fields, field, count_all (report, NULL, field));
    }
  json_object_set_array_member (object, "items", items);
  json_object_set_object_member (object, "fields", fields);
  json_object_set_string_member (object, "kind", kind->id);
  json_object_set_array_member (object, "criteria", criteria_to_json (report, kind));
  print_object (object);
}

static void
print_criteria (const CbReport *report, const CbReportKind *kind)
{
  if (kind->criteria->len > 0)
    g_print ("%s\n", _ ("Contents that the text asks for"));
  for (guint i = 0; i < kind->criteria->len; i++)
    {
      const CbCriterion *criterion = g_ptr_array_index (kind->criteria, i);
      g_autofree char *figures = cb_criterion_dup_figures (criterion, report);

      g_print ("  %s: %s (%s)\n", criterion->id, criterion->title, criterion->clause);
      if (*figures != '\0')
        g_print ("    %s\n", figures);
      g_print ("    %s\n",
               *criterion->answer != '\0' ? criterion->answer : _ ("nothing written yet"));
    }
}

static void
print_figures (const CbReport *report)
{
  g_autofree char *span = cb_report_dup_span (report);
  g_autofree char *note = cb_report_dup_note (report);

  g_print ("%s %s\n", _ ("Report on open data"), span);
  if (cb_report_is_empty (report))
    g_print ("%s\n", _ ("In this span nothing was due and nothing was published."));
  for (guint i = 0; i < CB_N_FIGURES && !cb_report_is_empty (report); i++)
    g_print ("  %6u  %s (%s)\n", cb_report_count (report, (CbFigure)i, NULL, NULL),
             cb_figure_title ((CbFigure)i), cb_figure_name ((CbFigure)i));
  g_print ("%s\n", note);
}

static void
print_fact (const CbReport *report, const CbReportFact *fact)
{
  g_autofree char *period
      = fact->entry != NULL ? cb_period_dup_title (fact->entry->period) : g_strdup ("");
  g_autofree char *state
      = fact->entry != NULL ? cb_report_entry_dup_state (report, fact->entry) : g_strdup ("");
  g_autofree char *at = fact->row != NULL ? cb_time_to_iso8601 (fact->row->at_us) : g_strdup ("");

  if (fact->row == NULL)
    g_print ("  %s · %s · %s\n", fact->line->title, period, state);
  else
    {
      g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, fact->row->sequence);

      /* Translators: row of the journal, time, person, event, title, period, state */
      g_print (_ ("  row %s · %s · %s · %s · %s · %s · %s\n"), number, at, fact->row->person,
               cb_journal_row_get_title (fact->row), fact->line->title, period, state);
    }
}

static const CbReportLine *
find_line (const CbReport *report, const char *code)
{
  GPtrArray *lines = cb_report_get_lines (report);

  for (guint i = 0; i < lines->len; i++)
    {
      const CbReportLine *line = g_ptr_array_index (lines, i);

      if (g_str_equal (line->code, code))
        return line;
    }

  return NULL;
}

static int
print_rows (CbCli *cli, const CbReport *report, const Wanted *wanted)
{
  const CbReportLine *line = NULL;
  g_autoptr (GPtrArray) facts = NULL;
  CbFigure figure;

  if (!cb_figure_from_name (wanted->rows, &figure))
    return cb_cli_usage (_ ("There is no such figure. “congboctl report” names them."));
  if (wanted->item != NULL)
    {
      line = find_line (report, wanted->item);
      if (line == NULL)
        return cb_cli_usage (_ ("The catalog has no item of this code."));
    }
  facts = cb_report_list_facts (report, figure, line, wanted->field);
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < facts->len; i++)
        json_array_add_object_element (array, fact_to_json (g_ptr_array_index (facts, i)));
      json_node_take_array (node, array);
      cb_cli_print_json (node);
      return CB_EXIT_DONE;
    }
  g_print ("%s: %u\n", cb_figure_title (figure), facts->len);
  for (guint i = 0; i < facts->len; i++)
    print_fact (report, g_ptr_array_index (facts, i));

  return CB_EXIT_DONE;
}

static int
save (CbCli *cli, const CbReport *report, const CbReportKind *kind, const char *path)
{
  g_autoptr (GFile) file = g_file_new_for_commandline_arg (path);
  g_autoptr (GError) error = NULL;

  if (cb_report_save (report, kind, file, cli->cancellable, &error))
    return CB_EXIT_DONE;

  return g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED)
             ? cb_cli_usage (_ ("A report is written as .xlsx, .pdf, .docx or .csv."))
             : cb_cli_fail (cli, error);
}

/* Which report it is; %NULL with the exit code. */
static CbReportKind *
find_kind (CbCli *cli, const Wanted *wanted, int *exit_code)
{
  g_autoptr (GPtrArray) kinds = cb_workplace_list_report_kinds (cli->workplace);
  const char *id = wanted->kind != NULL ? wanted->kind : "span";
  g_autoptr (GString) ids = g_string_new (NULL);

  for (guint i = 0; i < kinds->len; i++)
    g_string_append_printf (ids, " %s", ((CbReportKind *)g_ptr_array_index (kinds, i))->id);
  if (cb_report_kinds_find (kinds, id) != NULL)
    return cb_report_kind_copy (cb_report_kinds_find (kinds, id));
  g_printerr (_ ("Reports of the chosen text:%s\n"), ids->str);
  *exit_code = cb_cli_usage (_ ("The chosen text asks for no such report."));

  return NULL;
}

/* `regularly=We look every month.`, each kept before the report is made. */
static int
take_answers (CbCli *cli, const CbReportKind *kind, const Wanted *wanted, const GDate *to)
{
  g_autoptr (GError) settle_error = NULL;

  for (guint i = 0; wanted->answers != NULL && wanted->answers[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (wanted->answers[i], "=", 2);
      g_autoptr (GError) error = NULL;

      if (g_strv_length (parts) != 2 || cb_report_kind_find_criterion (kind, parts[0]) == NULL)
        return cb_cli_usage (_ ("Write --answer CRITERION=TEXT; “congboctl report --kind KIND” "
                                "names the criteria of a report."));
      if (!cb_workplace_set_report_answer (cli->workplace, kind->id, to, parts[0], parts[1],
                                           &error))
        return cb_cli_fail (cli, error);
    }
  if (wanted->answers != NULL
      && !cb_workplace_settle_report_answers (cli->workplace, kind->id, to, &settle_error))
    return cb_cli_fail (cli, settle_error);

  return CB_EXIT_DONE;
}

static int
show (CbCli *cli, const Wanted *wanted, const char *kind_id, const GDate *from, const GDate *to)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReportKind) kind
      = cb_workplace_get_report_kind (cli->workplace, kind_id, to, &error);
  g_autoptr (CbReport) report
      = kind != NULL ? cb_workplace_make_report (cli->workplace, from, to, &error) : NULL;

  if (report == NULL)
    return cb_cli_fail (cli, error);
  if (wanted->rows != NULL)
    return print_rows (cli, report, wanted);
  if (wanted->output != NULL)
    return save (cli, report, kind, wanted->output);
  if (cli->json)
    {
      print_figures_json (report, kind);
      return CB_EXIT_DONE;
    }
  print_figures (report);
  print_criteria (report, kind);

  return CB_EXIT_DONE;
}

static int
run (CbCli *cli, const Wanted *wanted)
{
  int exit_code = CB_EXIT_DONE;
  g_autoptr (CbReportKind) kind = find_kind (cli, wanted, &exit_code);
  GDate from;
  GDate to;

  if (kind == NULL)
    return exit_code;
  from = kind->from;
  to = kind->until;
  if ((wanted->from != NULL && !cb_day_parse (wanted->from, &from))
      || (wanted->to != NULL && !cb_day_parse (wanted->to, &to)))
    return cb_cli_usage (_ ("Write the day as in 2026-11-21."));
  if (g_date_compare (&from, &to) > 0)
    return cb_cli_usage (_ ("The span ends before it begins."));
  exit_code = take_answers (cli, kind, wanted, &to);

  return exit_code == CB_EXIT_DONE ? show (cli, wanted, kind->id, &from, &to) : exit_code;
}

/**
 * cb_cli_report:
 * @cli: the context
 * @argc: number of words
 * @argv: `report`, options
 *
 * Returns: the exit code
 */
int
cb_cli_report (CbCli *cli, int argc, char **argv)
{
  Wanted wanted = { 0 };
  const GOptionEntry entries[] = {
    { "from", 0, 0, G_OPTION_ARG_STRING, &wanted.from, N_ ("First day of the span"),
      N_ ("YYYY-MM-DD") },
    { "to", 0, 0, G_OPTION_ARG_STRING, &wanted.to, N_ ("Last day of the span"), N_ ("YYYY-MM-DD") },
    { "kind", 0, 0, G_OPTION_ARG_STRING, &wanted.kind, N_ ("Which report the text asks for"),
      N_ ("KIND") },
    { "rows", 0, 0, G_OPTION_ARG_STRING, &wanted.rows,
      N_ ("Show the journal rows that this figure is made of"), N_ ("FIGURE") },
    { "item", 0, 0, G_OPTION_ARG_STRING, &wanted.item, N_ ("Rows of this item alone"),
      N_ ("CODE") },
    { "field", 0, 0, G_OPTION_ARG_STRING, &wanted.field, N_ ("Rows of this field alone"),
      N_ ("FIELD") },
    { "answer", 0, 0, G_OPTION_ARG_STRING_ARRAY, &wanted.answers,
      N_ ("Keep what is to be said to a content that the text asks for"), N_ ("CRITERION=TEXT") },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &wanted.output,
      N_ ("Write it as .xlsx, .pdf, .docx or .csv"), N_ ("FILE") },
    { NULL },
  };
  int exit_code;

  if (!cb_cli_parse (cli, "", entries, &argc, &argv))
    exit_code = CB_EXIT_USAGE;
  else if (wanted.answers != NULL ? cb_cli_open (cli, &exit_code)
                                  : cb_cli_open_to_look (cli, &exit_code))
    exit_code = run (cli, &wanted);
  g_free (wanted.from);
  g_free (wanted.to);
  g_free (wanted.kind);
  g_free (wanted.rows);
  g_free (wanted.item);
  g_free (wanted.field);
  g_free (wanted.output);
  g_strfreev (wanted.answers);

  return exit_code;
}
