/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-ics.h"
#include "core/workplace/cb-workplace-due.h"

static char *
format_date (const GDate *date, const char *format)
{
  char text[32] = "";

  g_date_strftime (text, sizeof text, format, date);
  return g_strdup (text);
}

static JsonObject *
obligation_to_json (const CbObligation *obligation)
{
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "duty", cb_duty_name (obligation->duty));
  json_object_set_string_member (object, "item", obligation->item_code);
  json_object_set_string_member (object, "title", obligation->title);
  json_object_set_string_member (object, "period", obligation->period);
  json_object_set_string_member (object, "urgency", cb_urgency_name (obligation->urgency));
  json_object_set_string_member (object, "clause", obligation->clause);
  if (obligation->subject != NULL)
    json_object_set_string_member (object, "subject", obligation->subject);
  if (obligation->wording != NULL)
    json_object_set_string_member (object, "wording", obligation->wording);
  if (obligation->has_deadline)
    {
      g_autofree char *target = format_date (&obligation->target, "%Y-%m-%d");
      g_autofree char *limit = format_date (&obligation->limit, "%Y-%m-%d");

      json_object_set_string_member (object, "target", target);
      json_object_set_string_member (object, "limit", limit);
      json_object_set_int_member (object, "daysLeft", obligation->days_left);
      json_object_set_boolean_member (object, "holidaysKnown", obligation->holidays_known);
    }
  return object;
}

static void
print_obligation (const CbObligation *obligation)
{
  g_autofree char *period = cb_period_dup_title (obligation->period);
  g_autofree char *target = NULL;
  g_autofree char *limit = NULL;

  g_print ("  %s", obligation->title);
  if (*period != '\0')
    g_print (" · %s", period);
  if (obligation->duty == CB_DUTY_REFRESH)
    g_print (" · %s", _ ("bring up to date or complete it"));
  if (obligation->wording != NULL && *obligation->wording != '\0')
    g_print (" · %s", obligation->wording);
  if (!obligation->has_deadline && obligation->clause != NULL && *obligation->clause != '\0')
    {
      g_print (" · %s (%s)\n", _ ("The days count from the announced change"), obligation->clause);
      return;
    }
  if (!obligation->has_deadline)
    {
      g_print (" · %s\n", _ ("the regulation sets no deadline"));
      return;
    }
  target = format_date (&obligation->target, "%d/%m/%Y");
  limit = format_date (&obligation->limit, "%d/%m/%Y");
  /* Translators: target, legal limit (clause) */
  g_print (_ (" · target %s, limit %s (%s)\n"), target, limit, obligation->clause);
}

/* A day off that is not known moves nothing; then the person must know that it might. */
static void
print_unknown_years (GPtrArray *obligations)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < obligations->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (obligations, i);
      guint year;

      if (!obligation->has_deadline || obligation->holidays_known)
        continue;
      year = g_date_get_year (&obligation->limit);
      if (g_hash_table_add (seen, GUINT_TO_POINTER (year)))
        g_print (_ ("The holidays of %u are not all known yet: a last day may move.\n"), year);
    }
}

static void
print_all (GPtrArray *obligations)
{
  int group = -1;

  for (guint i = 0; i < obligations->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (obligations, i);

      if ((int)obligation->urgency != group)
        g_print ("%s\n", cb_urgency_title (obligation->urgency));
      group = (int)obligation->urgency;
      print_obligation (obligation);
    }
  if (obligations->len == 0)
    g_print ("%s\n", _ ("Nothing is due."));
  print_unknown_years (obligations);
}

static void
print_json (GPtrArray *obligations)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < obligations->len; i++)
    json_array_add_object_element (array, obligation_to_json (g_ptr_array_index (obligations, i)));
  json_node_take_array (node, array);
  cb_cli_print_json (node);
}

static void
print_ics (CbCli *cli, GPtrArray *obligations)
{
  static const guint days_before[] = { 7, 3, 1, 0 };
  g_autofree char *ics
      = cb_obligations_to_ics (obligations, cb_clock_now (cb_workplace_get_clock (cli->workplace)),
                               days_before, G_N_ELEMENTS (days_before));

  /* Not g_print(), which converts: the file is UTF-8 everywhere. */
  fputs (ics, stdout);
}

/* What a person says that they know or did: the item that changed, the duty that is done. */
typedef struct
{
  char *changed;
  char *unchanged;
  char *done;
  char *taken_back;
} Said;

static void
clear_said (Said *said)
{
  g_free (said->changed);
  g_free (said->unchanged);
  g_free (said->done);
  g_free (said->taken_back);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Said, clear_said)

static int
record (CbCli *cli, const Said *said, const GDate *on)
{
  g_autoptr (GError) error = NULL;
  int exit_code;

  if (!cb_cli_open (cli, &exit_code))
    return exit_code;
  if (said->changed != NULL
      && !cb_workplace_record_change (cli->workplace, said->changed, on, &error))
    return cb_cli_fail (cli, error);
  if (said->unchanged != NULL
      && !cb_workplace_unmark_change (cli->workplace, said->unchanged, on, &error))
    return cb_cli_fail (cli, error);
  if (said->done != NULL && !cb_workplace_record_done (cli->workplace, said->done, &error))
    return cb_cli_fail (cli, error);
  if (said->taken_back != NULL
      && !cb_workplace_unmark_duty (cli->workplace, said->taken_back, &error))
    return cb_cli_fail (cli, error);

  return CB_EXIT_DONE;
}

/**
 * cb_cli_due:
 * @cli: the context
 * @argc: number of words
 * @argv: `due`, options
 *
 * Returns: the exit code
 */
int
cb_cli_due (CbCli *cli, int argc, char **argv)
{
  g_autofree char *on = NULL;
  g_auto (Said) said = { 0 };
  gboolean ics = FALSE;
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_ ("As if it were this day"), N_ ("YYYY-MM-DD") },
    { "ics", 0, 0, G_OPTION_ARG_NONE, &ics, N_ ("As a calendar for other programs"), NULL },
    { "changed", 0, 0, G_OPTION_ARG_STRING, &said.changed,
      N_ ("A change of this item was announced on that day"), N_ ("ITEM") },
    { "not-changed", 0, 0, G_OPTION_ARG_STRING, &said.unchanged,
      N_ ("Take back that a change of this item was announced on that day"), N_ ("ITEM") },
    { "done", 0, 0, G_OPTION_ARG_STRING, &said.done, N_ ("This duty is done"), N_ ("SUBJECT") },
    { "not-done", 0, 0, G_OPTION_ARG_STRING, &said.taken_back,
      N_ ("Take back that this duty is done"), N_ ("SUBJECT") },
    { NULL },
  };
  g_autoptr (GPtrArray) obligations = NULL;
  g_autoptr (GError) error = NULL;
  GDate date;
  int exit_code;

  if (!cb_cli_parse (cli, "", entries, &argc, &argv))
    return CB_EXIT_USAGE;
  if (on != NULL && !cb_day_parse (on, &date))
    return cb_cli_usage (_ ("Write a day that exists, as in 2026-11-21."));
  if ((said.changed != NULL || said.unchanged != NULL) && on == NULL)
    return cb_cli_usage (_ ("Say on which day the change was announced: --on 2026-11-21."));
  if (g_strcmp0 (said.done, "") == 0 || g_strcmp0 (said.taken_back, "") == 0)
    return cb_cli_usage (_ ("Write the SUBJECT of a duty, as `congboctl due --json` has it."));
  if (said.changed != NULL || said.unchanged != NULL || said.done != NULL
      || said.taken_back != NULL)
    return record (cli, &said, &date);
  if (!cb_cli_open_to_look (cli, &exit_code))
    return exit_code;

  obligations = cb_workplace_list_due (cli->workplace, on != NULL ? &date : NULL, &error);
  if (obligations == NULL)
    return cb_cli_fail (cli, error);
  if (ics)
    print_ics (cli, obligations);
  else if (cli->json)
    print_json (obligations);
  else
    print_all (obligations);

  return CB_EXIT_DONE;
}
