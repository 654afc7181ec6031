/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "report-fixture.h"

/* count-report IN FOLDER: a year as check-report.py made it up, written as XLSX, PDF and CSV. */

static const char *
get (JsonObject *object, const char *name)
{
  return cb_json_get_string (object, name);
}

static void
fill (Fixture *fixture, JsonObject *year)
{
  JsonArray *items = cb_json_get_array (year, "items");
  JsonArray *datasets = cb_json_get_array (year, "datasets");
  JsonArray *rows = cb_json_get_array (year, "rows");

  for (guint i = 0; i < json_array_get_length (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);

      add_item (fixture, get (item, "code"), get (item, "field"),
                cb_frequency_from_name (get (item, "frequency")));
    }
  for (guint i = 0; i < json_array_get_length (datasets); i++)
    {
      JsonObject *dataset = json_array_get_object_element (datasets, i);

      add_dataset (fixture, get (dataset, "id"), get (dataset, "item"), get (dataset, "period"));
    }
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);

      add_row (fixture, get (row, "when"), get (row, "event"), get (row, "subject"),
               get (row, "detail"));
    }
}

int
main (int argc, char **argv)
{
  static const char *const endings[] = { "xlsx", "pdf", "csv" };
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) year = NULL;
  g_autoptr (CbReport) report = NULL;
  g_autoptr (GPtrArray) kinds = NULL;
  g_autoptr (GError) error = NULL;
  Fixture fixture = { 0 };
  GDate today;

  g_assert_cmpint (argc, ==, 3);
  g_file_get_contents (argv[1], &text, NULL, &error);
  g_assert_no_error (error);
  year = cb_json_object_parse (text, -1, &error);
  g_assert_no_error (error);
  set_up (&fixture, get (year, "profile"));
  fill (&fixture, year);
  report = make_report (&fixture, get (year, "from"), get (year, "to"), get (year, "today"));
  set_day (&today, get (year, "to"));
  kinds = cb_report_kinds_list (fixture.input.profile, &today, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/report.%s", argv[2], endings[i]);
      g_autoptr (GFile) file = g_file_new_for_path (path);

      cb_report_save (report, cb_report_kinds_find (kinds, get (year, "kind")), file, NULL, &error);
      g_assert_no_error (error);
    }
  tear_down (&fixture, NULL);

  return 0;
}
