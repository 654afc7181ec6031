/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "cli/cb-cli-output.h"
#include "cli/cb-cli.h"

static gboolean
parse_date (const char *text, GDate *date)
{
  guint year, month, day;
  char end;

  if (sscanf (text, "%4u-%2u-%2u%c", &year, &month, &day, &end) != 3
      || !g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  g_date_set_dmy (date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);
  return TRUE;
}

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

  json_object_set_string_member (object, "item", obligation->item_code);
  json_object_set_string_member (object, "title", obligation->title);
  json_object_set_string_member (object, "period", obligation->period);
  json_object_set_string_member (object, "urgency", cb_urgency_name (obligation->urgency));
  json_object_set_string_member (object, "clause", obligation->clause);
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

  if (!obligation->has_deadline)
    {
      g_print (_ ("  %s · %s · the regulation sets no deadline\n"), obligation->title, period);
      return;
    }

  {
    g_autofree char *target = format_date (&obligation->target, "%d/%m/%Y");
    g_autofree char *limit = format_date (&obligation->limit, "%d/%m/%Y");

    /* Translators: title · period · target, legal limit (clause) */
    g_print (_ ("  %s · %s · target %s, limit %s (%s)\n"), obligation->title, period, target, limit,
             obligation->clause);
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
  const GOptionEntry entries[] = {
    { "on", 0, 0, G_OPTION_ARG_STRING, &on, N_ ("As if it were this day"), N_ ("YYYY-MM-DD") },
    { NULL },
  };
  g_autoptr (GPtrArray) obligations = NULL;
  g_autoptr (GError) error = NULL;
  GDate date;
  int exit_code;

  if (!cb_cli_parse (cli, "", entries, &argc, &argv))
    return CB_EXIT_USAGE;
  g_date_clear (&date, 1);
  if (on != NULL && !parse_date (on, &date))
    return cb_cli_usage (_ ("Write the day as in 2026-11-21."));
  if (!cb_cli_open_to_look (cli, &exit_code))
    return exit_code;

  obligations = cb_workplace_list_obligations (cli->workplace, on != NULL ? &date : NULL, &error);
  if (obligations == NULL)
    return cb_cli_fail (cli, error);
  if (cli->json)
    {
      g_autoptr (JsonNode) node = json_node_new (JSON_NODE_ARRAY);
      JsonArray *array = json_array_new ();

      for (guint i = 0; i < obligations->len; i++)
        json_array_add_object_element (array,
                                       obligation_to_json (g_ptr_array_index (obligations, i)));
      json_node_take_array (node, array);
      cb_cli_print_json (node);
    }
  else
    print_all (obligations);

  return CB_EXIT_DONE;
}
