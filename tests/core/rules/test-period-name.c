/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-period-name.h"

static void
test_named (void)
{
  static const char *const named[][2] = {
    { "2026-10", "Cơ sở y tế tháng 10 năm 2026.xlsx" },
    { "2026-10", "so-lieu-T10.2026.csv" },
    { "2026-10", "SỐ LIỆU THÁNG 10.xls" },
    { "2026-10", "202610_y_te.csv" },
    { "2026-10", "y_te_102026.csv" },
    { "2026-10", "y-te-20261031.csv" },
    { "2026-10", "y-te-31102026.csv" },
    { "2026-09", "2026-9.csv" },
    { "2026-Q3", "Quý III-2026.ods" },
    { "2026-Q3", "bao cao q3 2026.xlsx" },
    { "2026-Q1", "quý 1.csv" },
    { "2026-H1", "6 tháng đầu năm 2026.xlsx" },
    { "2026-H2", "h2-2026.xlsx" },
    { "2026", "Danh mục 2026.csv" },
    { "2026-11-04", "thay đổi 04-11-2026.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (named); i++)
    {
      g_test_message ("%s in %s", named[i][0], named[i][1]);
      g_assert_true (cb_period_is_named_in (named[i][0], named[i][1]));
    }
}

static void
test_not_named (void)
{
  static const char *const not_named[][2] = {
    { "2026-10", "Cơ sở y tế.xlsx" },
    { "2026-10", "tháng 10 năm 2025.xlsx" },
    { "2026-10", "tháng 9 năm 2026.xlsx" },
    { "2026-10", "y-te 10.xlsx" },
    { "2026-10", "202609.csv" },
    { "2026-01", "202610.csv" },
    { "2026-Q3", "quý 2-2026.ods" },
    { "2026-Q2", "Quý III.ods" },
    { "2026-H1", "6 tháng cuối năm 2026.xlsx" },
    { "2026", "Danh mục.csv" },
    { "2026", "Danh mục 2025.csv" },
    { "2026-11-04", "thay đổi 05-11-2026.csv" },
    { "", "2026.csv" },
    { "2026-10", "" },
    { "2026-10", "20261031202610312026103120261031.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (not_named); i++)
    {
      g_test_message ("%s in %s", not_named[i][0], not_named[i][1]);
      g_assert_false (cb_period_is_named_in (not_named[i][0], not_named[i][1]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/period-name/as-offices-write-it", test_named);
  g_test_add_func ("/period-name/another-or-none", test_not_named);

  return g_test_run ();
}
