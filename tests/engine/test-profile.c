/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

#include "engine/table/cb-profile.h"
#include "engine/table/cb-value.h"

static const struct
{
  const char *text;
  CbValueKind kind;
  double vi;
  double en;
} values[] = {
  { "", CB_VALUE_BLANK, 0, 0 },
  { " \t", CB_VALUE_BLANK, 0, 0 },
  { "Trạm y tế", CB_VALUE_TEXT, 0, 0 },
  { "12", CB_VALUE_INTEGER, 12, 12 },
  { " -12 ", CB_VALUE_INTEGER, -12, -12 },
  { "0", CB_VALUE_INTEGER, 0, 0 },
  { "012", CB_VALUE_CODE, 0, 0 },
  { "079201001234", CB_VALUE_CODE, 0, 0 },
  { "1234567890123456", CB_VALUE_CODE, 0, 0 },
  { "45.000", CB_VALUE_DOT_THREE, 45000, 45 },
  { "45,000", CB_VALUE_COMMA_THREE, 45, 45000 },
  { "1.234.567", CB_VALUE_NUMBER_VI, 1234567, 1234567 },
  { "1,234,567", CB_VALUE_NUMBER_EN, 1234567, 1234567 },
  { "1.234,5", CB_VALUE_NUMBER_VI, 1234.5, 1234.5 },
  { "1,234.5", CB_VALUE_NUMBER_EN, 1234.5, 1234.5 },
  { "27,05", CB_VALUE_NUMBER_VI, 27.05, 27.05 },
  { "27.05", CB_VALUE_NUMBER_EN, 27.05, 27.05 },
  { "105.8412", CB_VALUE_NUMBER_EN, 105.8412, 105.8412 },
  { "0,5", CB_VALUE_NUMBER_VI, 0.5, 0.5 },
  { "1.2.3", CB_VALUE_TEXT, 0, 0 },
  { "1.234.56", CB_VALUE_TEXT, 0, 0 },
  { "12.34,5.6", CB_VALUE_TEXT, 0, 0 },
  { "1,2,3.4", CB_VALUE_TEXT, 0, 0 },
  { ".5", CB_VALUE_TEXT, 0, 0 },
  { "5.", CB_VALUE_TEXT, 0, 0 },
  { "-", CB_VALUE_MISSING, 0, 0 },
  { "12a", CB_VALUE_TEXT, 0, 0 },
  { "31/02/2026", CB_VALUE_NOT_A_DATE, 0, 0 },
  { "32/01/2026", CB_VALUE_NOT_A_DATE, 0, 0 },
  { "1900-02-29", CB_VALUE_NOT_A_DATE, 0, 0 },
  { "12.34.56", CB_VALUE_TEXT, 0, 0 },
  { "0.125", CB_VALUE_NUMBER_EN, 0.125, 0.125 },
  { "0,125", CB_VALUE_NUMBER_VI, 0.125, 0.125 },
  { "27,5 %", CB_VALUE_NUMBER_VI, 27.5, 27.5 },
  { "1.500.000 đồng", CB_VALUE_NUMBER_VI, 1500000, 1500000 },
  { "12 Hàng Bài", CB_VALUE_TEXT, 0, 0 },
  { "12 hàng", CB_VALUE_TEXT, 0, 0 },
  { "Quý III/2026", CB_VALUE_QUARTER, 0, 0 },
  { "2025-2026", CB_VALUE_TEXT, 0, 0 },
  { "7h30", CB_VALUE_TIME, 27000, 27000 },
  { "KXĐ", CB_VALUE_MISSING, 0, 0 },
  { "không có", CB_VALUE_MISSING, 0, 0 },
  { "x", CB_VALUE_MARK, 0, 0 },
  { "#DIV/0!", CB_VALUE_SHEET_ERROR, 0, 0 },
  { "21°30'36\"N", CB_VALUE_DEGREES, 21.51, 21.51 },
  { "105° 30' 36\" Đ", CB_VALUE_DEGREES, 105.51, 105.51 },
  { "7:30", CB_VALUE_TIME, 27000, 27000 },
  { "23:59:59", CB_VALUE_TIME, 86399, 86399 },
  { "7:60", CB_VALUE_TEXT, 0, 0 },
  { "Có", CB_VALUE_BOOLEAN, 0, 0 },
  { "false", CB_VALUE_BOOLEAN, 0, 0 },
};

static void
test_values (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      CbValue value = cb_value_read (values[i].text, strlen (values[i].text));

      g_test_message ("%s", values[i].text);
      g_assert_cmpint (value.kind, ==, values[i].kind);
      g_assert_cmpfloat_with_epsilon (value.vi, values[i].vi, 1e-9);
      g_assert_cmpfloat_with_epsilon (value.en, values[i].en, 1e-9);
    }
}

static void
test_dates (void)
{
  static const char *const in_order[]
      = { "31/12/1999",       "1/1/2000",   "2000-02-29",           "01-03-2000", "01.04.2000",
          "01/04/2000 08:30", "2000-04-02", "2000-04-02T00:00:01Z", "12/31/2000" };
  double last = 0;

  for (guint i = 0; i < G_N_ELEMENTS (in_order); i++)
    {
      CbValue value = cb_value_read (in_order[i], strlen (in_order[i]));

      g_test_message ("%s", in_order[i]);
      g_assert_true (value.kind == CB_VALUE_DATE || value.kind == CB_VALUE_DATETIME);
      g_assert_cmpfloat (value.vi, >, last);
      g_assert_cmpint ((value.flags & CB_VALUE_DAY_FIRST) != 0, ==, i == 0);
      g_assert_cmpint ((value.flags & CB_VALUE_MONTH_FIRST) != 0, ==, i == 8);
      last = value.vi;
    }
}

static CbProfile *
run_profile (const char *text, gsize length, guint threads)
{
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbProfile *profile;
  int fd;

  options.name = "x.csv";
  options.threads = threads;
  table = open_bytes (text, length, &options, &fd);
  profile = cb_profile_run (table, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  close (fd);

  return profile;
}

static const CbProfileColumn *
get_column (CbProfile *profile, guint i)
{
  return g_ptr_array_index (profile->columns, i);
}

static void
test_columns (void)
{
  static const char text[] = "Tên,Giường,Ngày,Tỷ lệ,Mã,Năm,Vốn,Trống\n"
                             "Trạm y tế xã Ân Hòa,12,01/02/2026,\"27,5\",001,2019,45.000.000,\n"
                             "Bệnh viện,300,31/01/2026,\"3,25\",002,2026,1.000, \n"
                             "Bệnh viện,,15/03/2025,100,003,2020,900\n";
  g_autoptr (CbProfile) profile = run_profile (text, sizeof text - 1, 1);
  const CbProfileColumn *c;

  g_assert_cmpuint (profile->rows, ==, 3);
  g_assert_cmpuint (profile->columns->len, ==, 8);
  c = get_column (profile, 0);
  g_assert_cmpstr (c->name, ==, "Tên");
  g_assert_cmpstr (c->type, ==, "string");
  g_assert_cmpuint (c->distinct, ==, 2);
  g_assert_true (c->distinct_is_exact);
  g_assert_cmpuint (c->shortest, ==, 9);
  g_assert_cmpuint (c->longest, ==, 19);
  g_assert_cmpstr (c->minimum, ==, "Bệnh viện");
  g_assert_cmpuint (g_strv_length (c->samples), ==, 2);
  g_assert_cmpstr (c->samples[0], ==, "Trạm y tế xã Ân Hòa");
  c = get_column (profile, 1);
  g_assert_cmpstr (c->type, ==, "integer");
  g_assert_cmpuint (c->blank, ==, 1);
  g_assert_cmpstr (c->minimum, ==, "12");
  g_assert_cmpstr (c->maximum, ==, "300");
  c = get_column (profile, 2);
  g_assert_cmpstr (c->type, ==, "date");
  g_assert_cmpstr (c->minimum, ==, "15/03/2025");
  g_assert_cmpstr (c->maximum, ==, "01/02/2026");
  c = get_column (profile, 3);
  g_assert_cmpstr (c->type, ==, "number");
  g_assert_cmpstr (c->minimum, ==, "3,25");
  g_assert_cmpstr (c->maximum, ==, "100");
  g_assert_cmpstr (get_column (profile, 4)->type, ==, "string");
  g_assert_cmpstr (get_column (profile, 5)->type, ==, "year");
  c = get_column (profile, 6);
  g_assert_cmpstr (c->type, ==, "integer");
  g_assert_cmpstr (c->minimum, ==, "900");
  g_assert_cmpstr (c->maximum, ==, "45.000.000");
  c = get_column (profile, 7);
  g_assert_cmpstr (c->type, ==, "");
  g_assert_cmpuint (c->blank, ==, 3);
}

static void
assert_same (CbProfile *a, CbProfile *b)
{
  g_assert_cmpuint (a->rows, ==, b->rows);
  g_assert_cmpuint (a->columns->len, ==, b->columns->len);
  for (guint i = 0; i < a->columns->len; i++)
    {
      const CbProfileColumn *x = get_column (a, i);
      const CbProfileColumn *y = get_column (b, i);

      g_assert_cmpuint (x->blank, ==, y->blank);
      g_assert_cmpuint (x->distinct, ==, y->distinct);
      g_assert_cmpstr (x->minimum, ==, y->minimum);
      g_assert_cmpstr (x->maximum, ==, y->maximum);
      g_assert_cmpuint (x->shortest, ==, y->shortest);
      g_assert_cmpuint (x->longest, ==, y->longest);
      g_assert_cmpstr (x->type, ==, y->type);
      g_assert_cmpstrv (x->samples, y->samples);
    }
}

static void
test_threads (void)
{
  g_autoptr (GString) text = g_string_new ("id,k,tên,số\n");
  g_autoptr (GRand) random = g_rand_new_with_seed (20260802);
  g_autoptr (CbProfile) one = NULL;

  for (guint i = 0; i < 1200000; i++)
    g_string_append_printf (text, "%u,%d,\"tên, %d\",\"%d,%d\"\n", i,
                            g_rand_int_range (random, 0, 50), g_rand_int_range (random, 0, 90000),
                            g_rand_int_range (random, -9, 999), g_rand_int_range (random, 0, 9));
  one = run_profile (text->str, text->len, 1);
  g_assert_false (get_column (one, 0)->distinct_is_exact);
  g_assert_cmpuint (get_column (one, 0)->distinct, >, 1176000);
  g_assert_cmpuint (get_column (one, 0)->distinct, <, 1224000);
  g_assert_cmpuint (get_column (one, 1)->distinct, ==, 50);
  g_assert_cmpuint (get_column (one, 2)->distinct, ==, 90000);
  for (guint threads = 2; threads <= 7; threads += 5)
    {
      g_autoptr (CbProfile) many = run_profile (text->str, text->len, threads);

      assert_same (one, many);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/profile/values", test_values);
  g_test_add_func ("/profile/dates", test_dates);
  g_test_add_func ("/profile/columns", test_columns);
  g_test_add_func ("/profile/same-with-any-number-of-threads", test_threads);

  return g_test_run ();
}
