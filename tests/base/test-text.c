/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-text.h"

static void
test_fold (void)
{
  static const char *const cases[][2] = {
    { "Sở Y tế", "so y te" },
    { "SỞ  Y\tTẾ ", "so y te" },
    { "So\xcc\x9b\xcc\x89 Y te\xcc\x82\xcc\x81", "so y te" }, /* decomposed */
    { "Đường Điện Biên", "duong dien bien" },
    { "\xc3\x90\xc3\xb4ng", "dong" }, /* eth typed for Đ */
    { "", "" },
    { "\xff", "\xef\xbf\xbd" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *folded = cb_text_fold (cases[i][0]);

      g_assert_cmpstr (folded, ==, cases[i][1]);
    }
}

static void
test_matches (void)
{
  g_assert_true (cb_text_matches ("Danh sách cơ sở khám bệnh", "kham co so"));
  g_assert_true (cb_text_matches ("anything", ""));
  g_assert_false (cb_text_matches ("Danh sách", "danh sach x"));
  g_assert_true (cb_text_holds_words ("danh sach co so", "so danh"));
  g_assert_true (cb_text_holds_words ("danh sach", NULL));
  g_assert_false (cb_text_holds_words ("danh sach", "danh x"));
  g_assert_true (cb_text_holds_words ("danh sach", "  sach   da "));
  g_assert_true (cb_text_holds_words ("", " "));
  g_assert_false (cb_text_holds_words ("danh sac", "sach"));
  g_assert_false (cb_text_holds_words ("", "d"));
  g_assert_true (cb_text_holds_words ("ssach", "sach"));
}

/* Of a name in an older encoding the last letter may look like the beginning of a longer one, which
 * the ending would be a part of. */
static void
test_ending (void)
{
  g_assert_true (cb_text_has_ending ("Báo cáo.xlsx", ".xlsx"));
  g_assert_true (cb_text_has_ending ("BAO CAO.XLSX", ".xlsx"));
  g_assert_true (cb_text_has_ending ("k\xe1.XlsX", ".xlsx"));
  g_assert_true (cb_text_has_ending (".csv", ".csv"));
  g_assert_false (cb_text_has_ending ("xlsx", ".xlsx"));
  g_assert_false (cb_text_has_ending ("a.xlsx.csv", ".xlsx"));
  g_assert_false (cb_text_has_ending ("a.xls\xe1", ".xlsx"));
  g_assert_false (cb_text_has_ending ("", ".csv"));
  g_assert_false (cb_text_has_ending (NULL, ".csv"));
}

static void
test_slug (void)
{
  static const char *const cases[][2] = {
    { "Danh sách cơ sở khám, chữa bệnh", "danh-sach-co-so-kham-chua-benh" },
    { "Đường bộ tỉnh Điện Biên", "duong-bo-tinh-dien-bien" },
    { "  --Ừ--  ", "du-lieu-u" },
    { "new", "du-lieu-new" },
    { "中文", "du-lieu" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *slug = cb_text_slug (cases[i][0], 100);

      g_assert_cmpstr (slug, ==, cases[i][1]);
    }
}

static void
test_slug_is_never_too_long (void)
{
  g_autofree char *title = g_strnfill (300, 'a');
  g_autofree char *slug = cb_text_slug (title, 100);

  g_assert_cmpuint (strlen (slug), ==, 100);
}

static void
test_ascii_file_name (void)
{
  static const char *const cases[][2] = {
    { "Đường bộ tỉnh Điện Biên.csv", "duong-bo-tinh-dien-bien.csv" },
    { "Số liệu dân số (chính thức).XLSX", "so-lieu-dan-so-chinh-thuc.xlsx" },
    { "a\r\nContent-Type: x\".csv", "a-content-type-x.csv" },
    { "../../etc/passwd", "..-..-etc-passwd" },
    { "日本.csv", "du-lieu.csv" },
    { "khong-duoi", "khong-duoi" },
    { "AUX.csv", "du-lieu-aux.csv" },
    { "lpt1.2025.xlsx", "du-lieu-lpt1.2025.xlsx" },
    { "con-nguoi.csv", "con-nguoi.csv" },
    { "Còn.csv", "du-lieu-con.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *name = cb_text_ascii_file_name (cases[i][0]);

      for (const char *p = name; *p != '\0'; p++)
        g_assert_true (g_ascii_isalnum (*p) || strchr ("._-", *p) != NULL);
      if (i != 3)
        g_assert_cmpstr (name, ==, cases[i][1]);
    }
}

static void
test_numbers (void)
{
  g_autofree char *count = cb_text_format_count (1234567);
  g_autofree char *small = cb_text_format_count (999);
  g_autofree char *bytes = cb_text_format_bytes (999);
  g_autofree char *megabytes = cb_text_format_bytes (412 * 1000 * 1000);
  g_autofree char *gigabytes = cb_text_format_bytes (1234567890);

  g_assert_cmpstr (count, ==, "1.234.567");
  g_assert_cmpstr (small, ==, "999");
  g_assert_cmpstr (bytes, ==, "999 B");
  g_assert_cmpstr (megabytes, ==, "412 MB");
  g_assert_cmpstr (gigabytes, ==, "1,2 GB");
}

static void
test_find_bytes (void)
{
  static const char bytes[] = "ab\0abc\0abd";
  gsize length = sizeof bytes - 1;

  g_assert_true (cb_text_find_bytes (bytes, length, "abc", 3) == bytes + 3);
  g_assert_true (cb_text_find_bytes (bytes, length, "abd", 3) == bytes + 7);
  g_assert_true (cb_text_find_bytes (bytes, length, "\0a", 2) == bytes + 2);
  g_assert_true (cb_text_find_bytes (bytes, length, bytes, length) == bytes);
  g_assert_null (cb_text_find_bytes (bytes, length, "abe", 3));
  /* The last byte is not part of it, nor is anything in less bytes than it has. */
  g_assert_null (cb_text_find_bytes (bytes, length - 1, "abd", 3));
  g_assert_null (cb_text_find_bytes (bytes, 2, "abc", 3));
  g_assert_null (cb_text_find_bytes (bytes, 0, "a", 1));
}

static void
test_shapes (void)
{
  static const char *const others[] = { "",        "2026",    "2026-Q",  "2026-Q+",  "2026-Q33",
                                        "2026-q3", " 026-Q3", "-026-Q3", "2026-Q3 ", "٢٠٢٦-Q3" };

  g_assert_true (cb_text_is_like ("2026-Q3", "0000-Q0"));
  g_assert_true (cb_text_is_like ("", ""));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (cb_text_is_like (others[i], "0000-Q0"));
}

static void
test_words (void)
{
  static const char *const cases[][2] = {
    { "Số điện-thoại (di động)", " so dien thoai di dong " },
    { "CCCD", " cccd " },
    { " …", " " },
    { "", " " },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *words = cb_text_dup_words (cases[i][0]);

      g_assert_cmpstr (words, ==, cases[i][1]);
    }
}

static void
test_phrases (void)
{
  g_assert_true (cb_text_has_phrase (" so dtdd so dt ", "so dt"));
  g_assert_true (cb_text_has_phrase (" so dtdd so dt ", "dt"));
  g_assert_true (cb_text_has_phrase (" ma ", "ma"));
  g_assert_false (cb_text_has_phrase (" mau mam ", "ma"));
  g_assert_false (cb_text_has_phrase (" ham ", "ma"));
  g_assert_false (cb_text_has_phrase (" ", "ma"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text/fold/ignores-case-and-diacritics", test_fold);
  g_test_add_func ("/text/words/have-a-blank-at-each-end", test_words);
  g_test_add_func ("/text/phrase/is-of-whole-words-anywhere", test_phrases);
  g_test_add_func ("/text/matches/every-word-anywhere", test_matches);
  g_test_add_func ("/text/ending/of-any-bytes", test_ending);
  g_test_add_func ("/text/slug/transliterates", test_slug);
  g_test_add_func ("/text/slug/is-never-too-long", test_slug_is_never_too_long);
  g_test_add_func ("/text/file-name/is-safe-in-a-header", test_ascii_file_name);
  g_test_add_func ("/text/numbers/as-vietnamese-write-them", test_numbers);
  g_test_add_func ("/text/shape/digits-and-nothing-else", test_shapes);
  g_test_add_func ("/text/find-bytes", test_find_bytes);

  return g_test_run ();
}
