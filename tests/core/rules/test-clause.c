/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-json.h"
#include "core/rules/cb-clause.h"

static void
test_format (void)
{
  static const char *const cases[][2] = {
    { "Đ7.1", "Điều 7 khoản 1, 42/2024/QĐ-UBND" },
    { "Đ5", "Điều 5, 42/2024/QĐ-UBND" },
    { "Đ6.2đ", "Điều 6 khoản 2 điểm đ, 42/2024/QĐ-UBND" },
    { "Đ11.3, Đ12.3", "Điều 11 khoản 3; Điều 12 khoản 3, 42/2024/QĐ-UBND" },
    { "QĐ Đ2", "Quyết định ban hành, Điều 2, 42/2024/QĐ-UBND" },
    { "QĐ", "42/2024/QĐ-UBND" },
    { "51/2022/QĐ-UBND", "51/2022/QĐ-UBND" },
    { "91/2025/QH15", "Luật 91/2025/QH15" },
    { "Đ16.1 47/2020/NĐ-CP", "Điều 16 khoản 1, 47/2020/NĐ-CP" },
    { "Đ9.1, Đ16.1 47/2020/NĐ-CP",
      "Điều 9 khoản 1, 42/2024/QĐ-UBND; Điều 16 khoản 1, 47/2020/NĐ-CP" },
  };
  g_autoptr (JsonObject) root = cb_json_object_parse (
      "{\"documents\":[{\"number\":\"91/2025/QH15\",\"cite_as\":\"Luật 91/2025/QH15\"}]}", -1,
      NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *clause = cb_clause_format (cases[i][0], "42/2024/QĐ-UBND",
                                                  cb_json_get_array (root, "documents"));

      g_assert_true (cb_clause_is_well_formed (cases[i][0]));
      g_assert_cmpstr (clause, ==, cases[i][1]);
    }
}

static void
test_refused (void)
{
  static const char *const bad[]
      = { "",      "7.1",         "Đ",       "Đ7.", "Đ7.1,Đ8", "Đ7.1, ", "Điều 7", "khoản 1 Điều 7",
          "Đ7.1 ", "Đ7.1 (theo)", "Đ6.2a-e", "Đx" };

  g_assert_false (cb_clause_is_well_formed (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_test_message ("“%s”", bad[i]);
      g_assert_false (cb_clause_is_well_formed (bad[i]));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clause/as-people-cite", test_format);
  g_test_add_func ("/clause/malformed-is-refused", test_refused);

  return g_test_run ();
}
