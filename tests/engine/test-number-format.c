/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-sheet-value.h"

#include <math.h>

/* What a number format makes of a number, as Excel shows it. */

static void
test_formats (void)
{
  static const struct
  {
    const char *code;
    CbSheetCellType type;
    gboolean percent;
  } cases[] = {
    { "", CB_SHEET_CELL_NUMBER, FALSE },
    { "General", CB_SHEET_CELL_NUMBER, FALSE },
    { "GENERAL", CB_SHEET_CELL_NUMBER, FALSE },
    { "Standard", CB_SHEET_CELL_NUMBER, FALSE },
    { "G/通用格式", CB_SHEET_CELL_NUMBER, FALSE },
    { "@", CB_SHEET_CELL_NUMBER, FALSE },
    { "0.00", CB_SHEET_CELL_NUMBER, FALSE },
    { "0.00E+00", CB_SHEET_CELL_NUMBER, FALSE },
    { "##0.0e-0", CB_SHEET_CELL_NUMBER, FALSE },
    { "#,##0;[Red]-#,##0", CB_SHEET_CELL_NUMBER, FALSE },
    { "#,##0 \"đồng\"", CB_SHEET_CELL_NUMBER, FALSE },
    { "#,##0\\ \"m\"", CB_SHEET_CELL_NUMBER, FALSE },
    { "#,##0\\ \\m\\2", CB_SHEET_CELL_NUMBER, FALSE },
    { "#,##0 [$VND]", CB_SHEET_CELL_NUMBER, FALSE },
    { "#,##0 VND", CB_SHEET_CELL_NUMBER, FALSE },
    { "_-* #,##0\\ _₫_-;\\-* #,##0\\ _₫_-;_-* \"-\"\\ _₫_-;_-@_-", CB_SHEET_CELL_NUMBER, FALSE },
    { "_(* #,##0.00_);_(* \\(#,##0.00\\);_(* \"-\"??_);_(@_)", CB_SHEET_CELL_NUMBER, FALSE },
    { "# ?/?", CB_SHEET_CELL_NUMBER, FALSE },
    { "0%", CB_SHEET_CELL_NUMBER, TRUE },
    { "0.00%;[Red]-0.00%", CB_SHEET_CELL_NUMBER, TRUE },
    { "0\"%\"", CB_SHEET_CELL_NUMBER, FALSE },
    { "0\\%", CB_SHEET_CELL_NUMBER, FALSE },
    { "dd/mm/yyyy", CB_SHEET_CELL_DATE, FALSE },
    { "dd/mm/yyyy;@", CB_SHEET_CELL_DATE, FALSE },
    { "[$-42A]dd\\ mmmm\\ yyyy", CB_SHEET_CELL_DATE, FALSE },
    { "[$-1010000]d/m/yyyy", CB_SHEET_CELL_DATE, FALSE },
    { "\"Ngày \"dd\" tháng \"mm\" năm \"yyyy", CB_SHEET_CELL_DATE, FALSE },
    { "mmm-yy", CB_SHEET_CELL_DATE, FALSE },
    { "mm", CB_SHEET_CELL_DATE, FALSE },
    { "yyyy", CB_SHEET_CELL_DATE, FALSE },
    { "bbbb", CB_SHEET_CELL_DATE, FALSE },
    { "ddd", CB_SHEET_CELL_DATE, FALSE },
    { "[Red]d/m", CB_SHEET_CELL_DATE, FALSE },
    { "dd/mm/yyyy hh:mm", CB_SHEET_CELL_DATETIME, FALSE },
    { "yyyy-mm-dd\\Thh:mm:ss", CB_SHEET_CELL_DATETIME, FALSE },
    { "h:mm AM/PM", CB_SHEET_CELL_TIME, FALSE },
    { "h:mm a/p", CB_SHEET_CELL_TIME, FALSE },
    { "hh:mm:ss.000", CB_SHEET_CELL_TIME, FALSE },
    { "mm:ss", CB_SHEET_CELL_TIME, FALSE },
    { "mm:ss.0", CB_SHEET_CELL_TIME, FALSE },
    { "h\"giờ\"mm\"phút\"", CB_SHEET_CELL_TIME, FALSE },
    { "[h]:mm", CB_SHEET_CELL_DURATION, FALSE },
    { "[hh]:mm:ss", CB_SHEET_CELL_DURATION, FALSE },
    { "[mm]:ss", CB_SHEET_CELL_DURATION, FALSE },
    { "[ss].00", CB_SHEET_CELL_DURATION, FALSE },
    { "[>=100]0;dd", CB_SHEET_CELL_NUMBER, FALSE },
    { "[broken", CB_SHEET_CELL_NUMBER, FALSE },
    { "\"broken dd", CB_SHEET_CELL_NUMBER, FALSE },
    { "\\", CB_SHEET_CELL_NUMBER, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CbNumberFormat format = cb_number_format_parse (cases[i].code);

      g_test_message ("%s", cases[i].code);
      g_assert_cmpint (format.type, ==, cases[i].type);
      g_assert_cmpint ((format.flags & CB_SHEET_CELL_PERCENT) != 0, ==, cases[i].percent);
    }
}

static void
test_builtin (void)
{
  static const struct
  {
    guint id;
    const char *code;
  } same[] = { { 0, "General" },      { 1, "0" },
               { 4, "#,##0.00" },     { 9, "0%" },
               { 10, "0.00%" },       { 11, "0.00E+00" },
               { 12, "# ?/?" },       { 14, "m/d/yyyy" },
               { 15, "d-mmm-yy" },    { 17, "mmm-yy" },
               { 18, "h:mm AM/PM" },  { 21, "h:mm:ss" },
               { 22, "m/d/yy h:mm" }, { 37, "#,##0;-#,##0" },
               { 44, "#,##0" },       { 45, "mm:ss" },
               { 46, "[h]:mm:ss" },   { 47, "mm:ss.0" },
               { 48, "##0.0E+0" },    { 49, "@" },
               { 163, "General" } };

  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      CbNumberFormat builtin = cb_number_format_from_builtin (same[i].id);
      CbNumberFormat parsed = cb_number_format_parse (same[i].code);

      g_test_message ("%u", same[i].id);
      g_assert_cmpint (builtin.type, ==, parsed.type);
      g_assert_cmpint (builtin.flags, ==, parsed.flags);
      g_assert_cmpint (builtin.hides, ==, parsed.hides);
    }
}

static void
test_hiding (void)
{
  static const struct
  {
    const char *code;
    double value;
    gboolean hides;
  } cases[] = {
    { ";;;", 1, TRUE },   { ";;;", -1, TRUE },   { ";;;", 0, TRUE },     { ";", 0, TRUE },
    { "0;-0;", 0, TRUE }, { "0;-0;", 1, FALSE }, { "0;-0;;@", 0, TRUE }, { "0;-0;;@", -1, FALSE },
    { "0;", -1, TRUE },   { "0;", 0, FALSE },    { "", 0, FALSE },       { "0", 0, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CbNumberFormat format = cb_number_format_parse (cases[i].code);

      g_test_message ("%s of %g", cases[i].code, cases[i].value);
      g_assert_cmpint (cb_number_format_hides (&format, cases[i].value), ==, cases[i].hides);
    }
  g_assert_cmpint (cb_number_format_parse (";;;").hides & CB_NUMBER_HIDES_TEXT, !=, 0);
  g_assert_cmpint (cb_number_format_parse ("0;-0;;@").hides & CB_NUMBER_HIDES_TEXT, ==, 0);
}

static void
test_numbers (void)
{
  static const struct
  {
    double value;
    const char *text;
  } cases[] = {
    { 0, "0" },
    { -0.0, "0" },
    { 1, "1" },
    { -1234.5, "-1234.5" },
    { 0.1, "0.1" },
    { 0.1 + 0.2, "0.30000000000000004" },
    { 1.0 / 3, "0.3333333333333333" },
    { 100, "100" },
    { 1e14, "100000000000000" },
    { 999999999999999, "999999999999999" },
    { 1e15, "1e+15" },
    { 1.5e300, "1.5e+300" },
    { -2e-20, "-2e-20" },
    { 0.000001, "0.000001" },
    { 1.25e-9, "0.00000000125" },
    { 105.8542, "105.8542" },
    { 123456789.125, "123456789.125" },
    { 5e-324, "4.94065645841247e-324" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);

      cb_sheet_value_append_number (text, cases[i].value);
      g_assert_cmpstr (text->str, ==, cases[i].text);
      g_assert_cmpfloat (g_ascii_strtod (text->str, NULL), ==, cases[i].value);
    }
}

static void
test_dates (void)
{
  static const struct
  {
    const char *code;
    double value;
    CbDays days;
    CbSheetCellType type;
    const char *text;
  } cases[] = {
    { "d/m/yyyy", 46351, CB_DAYS_1900, CB_SHEET_CELL_DATE, "2026-11-25" },
    { "d/m/yyyy", 44889, CB_DAYS_1904, CB_SHEET_CELL_DATE, "2026-11-25" },
    { "d/m/yyyy", 1, CB_DAYS_1900, CB_SHEET_CELL_DATE, "1900-01-01" },
    { "d/m/yyyy", 59, CB_DAYS_1900, CB_SHEET_CELL_DATE, "1900-02-28" },
    { "d/m/yyyy", 60, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "60" },
    { "d/m/yyyy", 61, CB_DAYS_1900, CB_SHEET_CELL_DATE, "1900-03-01" },
    { "d/m/yyyy", 60, CB_DAYS_1904, CB_SHEET_CELL_DATE, "1904-03-01" },
    { "d/m/yyyy", 0, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "0" },
    { "d/m/yyyy", 0, CB_DAYS_1904, CB_SHEET_CELL_DATE, "1904-01-01" },
    { "d/m/yyyy", -1, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "-1" },
    { "d/m/yyyy", 2958465, CB_DAYS_1900, CB_SHEET_CELL_DATE, "9999-12-31" },
    { "d/m/yyyy", 2958466, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "2958466" },
    { "d/m/yyyy", 1e300, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "1e+300" },
    { "d/m/yyyy", 2958465, CB_DAYS_1904, CB_SHEET_CELL_NUMBER, "2958465" },
    { "d/m/yyyy", 46351.5, CB_DAYS_1900, CB_SHEET_CELL_DATETIME, "2026-11-25T12:00:00" },
    { "d/m/yyyy h:mm", 46351, CB_DAYS_1900, CB_SHEET_CELL_DATETIME, "2026-11-25T00:00:00" },
    { "d/m/yyyy h:mm", 46351.354166666664, CB_DAYS_1900, CB_SHEET_CELL_DATETIME,
      "2026-11-25T08:30:00" },
    { "d/m/yyyy h:mm", 46351.99999999999, CB_DAYS_1900, CB_SHEET_CELL_DATETIME,
      "2026-11-26T00:00:00" },
    { "d/m/yyyy h:mm", 0.25, CB_DAYS_1900, CB_SHEET_CELL_TIME, "06:00:00" },
    { "h:mm", 0.354166666666667, CB_DAYS_1900, CB_SHEET_CELL_TIME, "08:30:00" },
    { "h:mm:ss.000", 0.5 + 0.25 / 86400, CB_DAYS_1900, CB_SHEET_CELL_TIME, "12:00:00.25" },
    { "h:mm", 0, CB_DAYS_1900, CB_SHEET_CELL_TIME, "00:00:00" },
    { "h:mm", 0, CB_DAYS_1904, CB_SHEET_CELL_TIME, "00:00:00" },
    { "h:mm", -0.5, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "-0.5" },
    { "h:mm", 46351.5, CB_DAYS_1900, CB_SHEET_CELL_DATETIME, "2026-11-25T12:00:00" },
    { "[h]:mm", 1.520833333333333, CB_DAYS_1900, CB_SHEET_CELL_DURATION, "PT36H30M0S" },
    { "[h]:mm", -0.5, CB_DAYS_1904, CB_SHEET_CELL_DURATION, "-PT12H0M0S" },
    { "[h]:mm", 0, CB_DAYS_1900, CB_SHEET_CELL_DURATION, "PT0H0M0S" },
    { "[h]:mm", 1e300, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "1e+300" },
    { "0%", 0.12, CB_DAYS_1900, CB_SHEET_CELL_NUMBER, "0.12" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      CbNumberFormat format = cb_number_format_parse (cases[i].code);
      g_autoptr (GString) text = g_string_new ("|");
      CbSheetCellType type
          = cb_sheet_value_append_formatted (text, cases[i].value, &format, cases[i].days);

      g_test_message ("%s of %g", cases[i].code, cases[i].value);
      g_assert_cmpstr (text->str + 1, ==, cases[i].text);
      g_assert_cmpint (type, ==, cases[i].type);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/number-format/codes", test_formats);
  g_test_add_func ("/number-format/builtin", test_builtin);
  g_test_add_func ("/number-format/hiding", test_hiding);
  g_test_add_func ("/sheet-value/numbers", test_numbers);
  g_test_add_func ("/sheet-value/dates", test_dates);

  return g_test_run ();
}
