/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-secret-mark.h"

static void
assert_mark (const char *text, const char *expected)
{
  g_assert_cmpstr (cb_secret_mark_find (text, strlen (text)), ==, expected);
}

static void
test_levels (void)
{
  assert_mark ("MẬT", "MẬT");
  assert_mark ("UBND TỈNH\n  MẬT  \nBáo cáo", "MẬT");
  assert_mark ("[ MẬT ]\n", "MẬT");
  assert_mark ("\"MẬT\",2026", "MẬT");
  assert_mark ("STT,Nội dung\n1,MẬT\n", "MẬT");
  assert_mark ("Văn bản TỐI MẬT số 12", "TỐI MẬT");
  assert_mark ("TUYỆT  MẬT", "TUYỆT MẬT");
  assert_mark ("TAI LIEU TUYET MAT", "TUYỆT MẬT");
  assert_mark ("TÀI LIỆU BÍ MẬT NHÀ NƯỚC", "BÍ MẬT NHÀ NƯỚC");
  assert_mark ("Độ mật: Tối mật", "Độ mật");
  assert_mark ("\"Độ mật:\",Mật", "Độ mật");
}

static void
test_decomposed (void)
{
  assert_mark ("MA\xcc\xa3\xcc\x82T", "MẬT");
  assert_mark ("TO\xcc\x82\xcc\x81I MA\xcc\xa3\xcc\x82T", "TỐI MẬT");
  assert_mark ("M\xc3\x82\xcc\xa3T", "MẬT");
}

static void
test_legacy (void)
{
  assert_mark ("MËT", "MẬT");
  assert_mark ("TèI MËT", "TỐI MẬT");
  assert_mark ("TUYÖT MËT", "TUYỆT MẬT");
  assert_mark ("T\xe8I M\xcbT", "TỐI MẬT");
  assert_mark ("MAÄT", "MẬT");
  assert_mark ("TOÁI MAÄT", "TỐI MẬT");
  assert_mark ("TO\xc1I MA\xc4T", "TỐI MẬT");
}

static void
test_innocent (void)
{
  static const char *const texts[] = {
    "mật độ dân số",
    "MẬT ĐỘ DÂN SỐ",
    "BẢO MẬT",
    "VIÊM ĐƯỜNG MẬT",
    "MẬT ONG RỪNG",
    "CAM, MẬT, SỮA",
    "Mật",
    "mật,đường",
    "tối mật",
    "NHẬT BẢN",
    "MAT",
    "MATTRESS, TOI",
    "MẬTX",
    "Luật Bảo vệ bí mật nhà nước",
    "LUẬT BẢO VỆ BÍ MẬT NHÀ NƯỚC",
    "Độ mật: Thường",
    "Độ mật:",
    "Độ mật",
    "",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    assert_mark (texts[i], NULL);
}

static void
test_internal (void)
{
  static const struct
  {
    const char *text;
    const char *mark;
  } cases[] = {
    { "LƯU HÀNH NỘI BỘ", "LƯU HÀNH NỘI BỘ" },
    { "(Lưu hành nội bộ)", "LƯU HÀNH NỘI BỘ" },
    { "a,DỰ THẢO,b", "DỰ THẢO" },
    { "DỰ THẢO LẦN 2", "DỰ THẢO" },
    { "Góp ý dự thảo nghị quyết", NULL },
    { "KẾ HOẠCH DỰ THẢO", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *mark;
      CbSecretMark found = cb_secret_mark_scan (cases[i].text, strlen (cases[i].text), &mark);

      g_assert_cmpuint (found, ==,
                        cases[i].mark != NULL ? CB_SECRET_MARK_INTERNAL : CB_SECRET_MARK_NONE);
      g_assert_cmpstr (mark, ==, cases[i].mark);
      assert_mark (cases[i].text, NULL);
    }
}

static void
test_gravest_wins (void)
{
  static const char text[] = "DỰ THẢO\nMẬT\n";
  const char *mark;

  g_assert_cmpuint (cb_secret_mark_scan (text, strlen (text), &mark), ==, CB_SECRET_MARK_STATE);
  g_assert_cmpstr (mark, ==, "MẬT");
}

/* Every cut of a text ends inside some word: nothing is read beyond the end. */
static void
test_cut_anywhere (void)
{
  static const char text[] = "BÍ MẬT NHÀ NƯỚC TUYỆT MẬT Độ mật: Tối mật LƯU HÀNH NỘI BỘ";

  g_assert_null (cb_secret_mark_find (NULL, 0));
  for (gsize length = 0; length <= strlen (text); length++)
    {
      g_autofree char *copy = g_memdup2 (text, length);

      cb_secret_mark_find (copy, length);
      if (length == strlen ("BÍ MẬT NHÀ NƯỚC"))
        g_assert_nonnull (cb_secret_mark_find (copy, length));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secret-mark/levels", test_levels);
  g_test_add_func ("/secret-mark/decomposed-letters", test_decomposed);
  g_test_add_func ("/secret-mark/unconverted-tcvn3-and-vni", test_legacy);
  g_test_add_func ("/secret-mark/innocent-words", test_innocent);
  g_test_add_func ("/secret-mark/internal-marks-only-warn", test_internal);
  g_test_add_func ("/secret-mark/gravest-wins", test_gravest_wins);
  g_test_add_func ("/secret-mark/cut-anywhere", test_cut_anywhere);

  return g_test_run ();
}
