/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-profile-chart.h"
#include "table-fixture.h"

/* The chart of the first column of such a file. */
static CbChart *
make_chart (const char *text, guint threads)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbProfile) profile = NULL;
  CbChartBasis basis;
  CbChart *chart;
  int fd;

  options.threads = threads;
  {
    g_autoptr (CbTable) table = open_bytes (text, strlen (text), &options, &fd);

    profile = cb_profile_run (table, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
    cb_chart_basis_init (&basis, g_ptr_array_index (profile->columns, 0), profile->rows);
    chart = cb_chart_run (table, 0, &basis, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  close (fd);
  return chart;
}

static const CbChartBar *
get_bar (const CbChart *chart, guint i)
{
  g_assert_cmpuint (i, <, chart->bars->len);
  return g_ptr_array_index (chart->bars, i);
}

static guint64
sum (const CbChart *chart)
{
  guint64 all = 0;

  for (guint i = 0; i < chart->bars->len; i++)
    all += get_bar (chart, i)->count;
  return all;
}

static void
test_whole_numbers (void)
{
  g_autoptr (GString) text = g_string_new ("số,x\n");
  g_autoptr (CbChart) chart = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "%u,\n", i + 1);
  chart = make_chart (text->str, 2);
  g_assert_cmpint (chart->kind, ==, CB_CHART_BINS_OF);
  g_assert_cmpuint (chart->bars->len, ==, CB_CHART_BINS);
  g_assert_cmpstr (get_bar (chart, 0)->from, ==, "1");
  g_assert_cmpstr (get_bar (chart, 0)->to, ==, "5");
  g_assert_cmpstr (get_bar (chart, 19)->to, ==, "100");
  for (guint i = 0; i < CB_CHART_BINS; i++)
    g_assert_cmpuint (get_bar (chart, i)->count, ==, 5);
}

/* As they are read here: a comma before the decimals. */
static void
test_decimals (void)
{
  g_autoptr (GString) text = g_string_new ("số;x\n");
  g_autoptr (CbChart) chart = NULL;

  for (guint i = 0; i < 41; i++)
    g_string_append_printf (text, "%u,%02u;y\n", i / 4, i % 4 * 25);
  g_string_append (text, ";y\n\n");
  chart = make_chart (text->str, 1);
  g_assert_cmpint (chart->kind, ==, CB_CHART_BINS_OF);
  g_assert_cmpstr (get_bar (chart, 0)->from, ==, "0");
  g_assert_cmpstr (get_bar (chart, 0)->to, ==, "0.5");
  g_assert_cmpstr (get_bar (chart, 19)->to, ==, "10");
  g_assert_cmpuint (sum (chart), ==, 41);
  g_assert_cmpuint (chart->others, ==, 0);
}

static void
test_dates (void)
{
  g_autoptr (GString) text = g_string_new ("ngày,x\n");
  g_autoptr (CbChart) chart = NULL;

  for (guint month = 1; month <= 12; month++)
    for (guint day = 1; day <= 28; day++)
      g_string_append_printf (text, "%02u/%02u/2024,y\n", day, month);
  chart = make_chart (text->str, 2);
  g_assert_cmpint (chart->kind, ==, CB_CHART_BINS_OF);
  g_assert_cmpstr (get_bar (chart, 0)->from, ==, "2024-01-01");
  g_assert_cmpstr (get_bar (chart, chart->bars->len - 1)->to, ==, "2024-12-28");
  g_assert_cmpuint (sum (chart), ==, 12 * 28);
}

static void
test_values (void)
{
  g_autoptr (GString) text = g_string_new ("loại,x\n");
  g_autoptr (CbChart) chart = NULL;

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (text, "%s,\n", i % 3 == 0 ? "xã" : i % 3 == 1 ? "phường" : "");
  for (guint i = 0; i < 20; i++)
    g_string_append_printf (text, "khác %u,\n", i);
  chart = make_chart (text->str, 2);
  g_assert_cmpint (chart->kind, ==, CB_CHART_VALUES);
  g_assert_cmpuint (chart->bars->len, ==, CB_CHART_TOP);
  /* Of equals the first of the file; blank cells are no value. */
  g_assert_cmpstr (get_bar (chart, 0)->from, ==, "xã");
  g_assert_cmpuint (get_bar (chart, 0)->count, ==, 100);
  g_assert_cmpstr (get_bar (chart, 1)->from, ==, "phường");
  g_assert_cmpstr (get_bar (chart, 2)->from, ==, "khác 0");
  g_assert_cmpuint (sum (chart) + chart->others, ==, 220);
}

static void
test_nothing_to_draw (void)
{
  g_autoptr (CbChart) different = make_chart ("mã,x\na,1\nb,2\nc,3\n", 1);
  g_autoptr (CbChart) blank = make_chart ("mã,x\n,1\n,2\n", 1);

  g_assert_cmpint (different->kind, ==, CB_CHART_NONE);
  g_assert_cmpint (blank->kind, ==, CB_CHART_NONE);
  g_assert_cmpuint (blank->bars->len, ==, 0);
}

/* However the rows are dealt. */
static void
test_threads (void)
{
  g_autoptr (GString) text = g_string_new ("loại,x\n");
  g_autoptr (CbChart) one = NULL;
  g_autoptr (CbChart) four = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "giá trị %u,y\n", i * 7919 % 100);
  one = make_chart (text->str, 1);
  four = make_chart (text->str, 4);
  g_assert_cmpuint (one->bars->len, ==, four->bars->len);
  for (guint i = 0; i < one->bars->len; i++)
    {
      g_assert_cmpstr (get_bar (one, i)->from, ==, get_bar (four, i)->from);
      g_assert_cmpuint (get_bar (one, i)->count, ==, get_bar (four, i)->count);
    }
}

/* A formula gives more digits than anybody writes: they are numbers all the same. */
static void
test_formulas (void)
{
  g_autoptr (GString) text = g_string_new (
      "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"
      "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""
      " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"S\"><Table>"
      "<Row><Cell><Data ss:Type=\"String\">Trung bình</Data></Cell>"
      "<Cell><Data ss:Type=\"String\">Xã</Data></Cell></Row>");
  g_autoptr (CbChart) chart = NULL;

  for (guint i = 0; i < 100; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];

      g_string_append_printf (text,
                              "<Row><Cell><Data ss:Type=\"Number\">%s</Data></Cell>"
                              "<Cell><Data ss:Type=\"String\">x</Data></Cell></Row>",
                              g_ascii_dtostr (number, sizeof number, (i + 1) / 3.0));
    }
  g_string_append (text, "</Table></Worksheet></Workbook>");
  chart = make_chart (text->str, 2);
  g_assert_cmpint (chart->kind, ==, CB_CHART_BINS_OF);
  g_assert_cmpuint (chart->others, ==, 0);
  g_assert_cmpuint (sum (chart), ==, 100);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/chart/whole-numbers", test_whole_numbers);
  g_test_add_func ("/chart/decimals", test_decimals);
  g_test_add_func ("/chart/formulas", test_formulas);
  g_test_add_func ("/chart/dates", test_dates);
  g_test_add_func ("/chart/values", test_values);
  g_test_add_func ("/chart/nothing-to-draw", test_nothing_to_draw);
  g_test_add_func ("/chart/threads", test_threads);
  return g_test_run ();
}
