/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

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

/* What was worded is understood again. */
static void
test_places (void)
{
  static const struct
  {
    const char *words;
    guint n;
    const char *text;
    gboolean of_decision;
    guint article;
    guint clause;
    const char *point;
  } cases[] = {
    { "Điều 7 khoản 6 điểm a, 59/2024/QĐ-UBND", 1, "59/2024/QĐ-UBND", FALSE, 7, 6, "a" },
    { "Điều 6 khoản 2 điểm đ, 42/2024/QĐ-UBND", 1, "42/2024/QĐ-UBND", FALSE, 6, 2, "đ" },
    { "Điều 5, 42/2024/QĐ-UBND", 1, "42/2024/QĐ-UBND", FALSE, 5, 0, "" },
    { "Điều 11 khoản 3; Điều 12 khoản 3, 42/2024/QĐ-UBND", 2, "42/2024/QĐ-UBND", FALSE, 11, 3, "" },
    { "Điều 9 khoản 1, 42/2024/QĐ-UBND; Điều 16 khoản 1, Nghị định 47/2020/NĐ-CP", 2,
      "42/2024/QĐ-UBND", FALSE, 9, 1, "" },
    { "Quyết định ban hành, Điều 2, 42/2024/QĐ-UBND", 1, "42/2024/QĐ-UBND", TRUE, 2, 0, "" },
    { "Điều 5 khoản 7, dự thảo Quy chế dữ liệu mở tỉnh Thanh Hóa, 6/8/2024", 1,
      "dự thảo Quy chế dữ liệu mở tỉnh Thanh Hóa, 6/8/2024", FALSE, 5, 7, "" },
    { "Luật 91/2025/QH15", 1, "Luật 91/2025/QH15", FALSE, 0, 0, "" },
    { "", 0, NULL, FALSE, 0, 0, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) places = cb_clause_list_places (cases[i].words);
      const CbClausePlace *place;

      g_test_message ("“%s”", cases[i].words);
      g_assert_cmpuint (places->len, ==, cases[i].n);
      if (cases[i].n == 0)
        continue;
      place = g_ptr_array_index (places, 0);
      g_assert_cmpstr (place->text, ==, cases[i].text);
      g_assert_cmpint (place->of_decision, ==, cases[i].of_decision);
      g_assert_cmpuint (place->article, ==, cases[i].article);
      g_assert_cmpuint (place->clause, ==, cases[i].clause);
      g_assert_cmpstr (place->point, ==, cases[i].point);
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

static void
test_origin (void)
{
  static const char plain[] = "Điều 9 khoản 1, 42/2024/QĐ-UBND; Điều 16, 47/2020/NĐ-CP";
  g_autofree char *clause = cb_clause_add_origin (plain, "Lan (phòng A; B),  ngày 26/11/2026");
  g_autofree char *alone = cb_clause_add_origin ("", "Lan");
  g_autofree char *origin = cb_clause_dup_origin (clause);
  g_autofree char *set_by = cb_clause_dup_origin (alone);
  g_autofree char *none = cb_clause_dup_origin (plain);
  g_autoptr (GPtrArray) places = cb_clause_list_places (clause);
  g_autoptr (GPtrArray) no_places = cb_clause_list_places (alone);

  g_assert_cmpstr (origin, ==, "Giá trị do cơ quan sửa: Lan phòng A B ngày 26/11/2026");
  g_assert_cmpstr (set_by, ==, "Giá trị do cơ quan đặt: Lan");
  g_assert_null (none);
  g_assert_cmpuint (cb_clause_get_length (clause), ==, strlen (plain));
  g_assert_cmpuint (cb_clause_get_length (plain), ==, strlen (plain));
  g_assert_cmpuint (cb_clause_get_length (alone), ==, 0);
  g_assert_cmpuint (places->len, ==, 2);
  g_assert_cmpstr (((CbClausePlace *)places->pdata[1])->text, ==, "47/2020/NĐ-CP");
  g_assert_cmpuint (no_places->len, ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/clause/as-people-cite", test_format);
  g_test_add_func ("/clause/words-name-places", test_places);
  g_test_add_func ("/clause/malformed-is-refused", test_refused);
  g_test_add_func ("/clause/tells-who-corrected-it", test_origin);

  return g_test_run ();
}
