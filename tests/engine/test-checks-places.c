/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Provinces, districts and communes against the lists that the program is installed with. */

#include "config.h"

#include "base/cb-error.h"
#include "checks-fixture.h"
#include "engine/checks/cb-place-list.h"

static const struct
{
  const char *text;
  const char *expected;
} provinces[] = {
  { "Mã tỉnh;Tỉnh\n24;Tỉnh Bắc Ninh\n38;Thanh Hoá\n79;TP. Hồ Chí Minh\n01;HÀ NỘI\n", "" },
  /* A spreadsheet took the codes for amounts. */
  { "Mã tỉnh;Tỉnh\n24;Tỉnh Bắc Ninh\n38;Thanh Hoá\n1;HÀ NỘI\n4;Cao Bằng\n",
    "vn-lost-zeros warning c0 r2 x2" },
  { "Mã tỉnh;Tỉnh\n79;TPHCM\n79;TP.HCM\n", "" },
  { "Mã tỉnh;Tỉnh\n24;Bắc Giang\n27;Bắc Ninh\n38;Thanh Hóa\n", "vn-old-place note c1 r0 x2" },
  { "Mã tỉnh;Tỉnh\n24;Bắc Giang\n24;Bắc Ninh\n", "vn-mixed-places warning c1 r0" },
  { "Mã tỉnh;Tỉnh\n24;Bắc Ninh\n27;Bắc Giang\n01;Hà Tĩnh\n", "vn-place-mismatch warning c1 r1 x2" },
  { "Tỉnh;Mã tỉnh\nBắc Ninn;24\nHà Nội;03\nHà Nội;01\n",
    "vn-unknown-place warning c0 r0; vn-unknown-place warning c1 r1" },
  { "Tỉnh;Số\nKon Tum;1\nN/A;2\n;3\nHuế;4\n", "vn-old-place note c0 r0" },
  { "Thành phố;Số\nThủ Đức;1\n", "" },
  /* How many there are, and not which. */
  { "Cấp;Tỉnh;Xã\nTrường học;12;5\nTrạm y tế;1;14\n", "" },
};

static const struct
{
  const char *text;
  const char *expected;
} communes[] = {
  /* In order: of today, with kinds and marks. */
  { "Mã xã;Xã/Phường;Tỉnh\n00004;Phường Ba Đình;Hà Nội\n00097;Hồng Hà;Hà Nội\n08707;P. Vĩnh "
    "Yên;Phú Thọ\n06325;BẮC SƠN;Lạng Sơn\n24829;Phường B’Lao;Lâm Đồng\n",
    "" },
  { "Mã phường/xã;Tên phường/xã\n00004;Ba Đình\n02353;Xã Hoà An\n02353;xã Hòa An\n", "" },
  /* Without zeros, and codes of something else without zeros. */
  { "Mã xã;Xã\n4;Phường Ba Đình\n97;Hồng Hà\n08707;P. Vĩnh Yên\n24829;B’Lao\n",
    "vn-lost-zeros warning c0 r0 x2" },
  { "Mã xã;Thôn\n1;Trung\n2;Đông\n3;Nam\n", "" },
  /* Of before: a note, and what was there years before is known. */
  { "Mã xã;Xã;Huyện;Tỉnh\n00001;Phường Phúc Xá;Quận Ba Đình;Hà Nội\n08725;Định Trung;TP. Vĩnh "
    "Yên;Vĩnh Phúc\n26935;P14;Q. Bình Thạnh;TP. Hồ Chí Minh\n00010;Nguyễn Trung Trực;Ba Đình;Hà "
    "Nội\n",
    "vn-old-place note c1 r0 x4; vn-old-place note c2 r0 x4; vn-old-place note c3 r1" },
  /* A code of both times goes by its name. */
  { "Mã xã;Tên xã\n08707;Tích Sơn\n08725;Định Trung\n", "vn-old-place note c1 r0 x2" },
  { "Mã xã;Tên xã\n08707;Vĩnh Yên\n08725;Định Trung\n", "vn-mixed-places warning c1 r1" },
  /* The communes of before in the province of today: they are of before, and in no wrong place. */
  { "Xã;Tỉnh\nĐịnh Trung;Phú Thọ\nTích Sơn;Phú Thọ\n", "vn-old-place note c0 r0 x2" },
  /* In another place. */
  { "Mã xã;Xã;Tỉnh\n00004;Ba Đình;Phú Thọ\n00097;Hồng Hà;Hà Nội\n",
    "vn-place-elsewhere warning c1 r0" },
  { "Xã;Huyện;Tỉnh\nPhúc Xá;Tây Hồ;Hà Nội\nTứ Liên;Tây Hồ;Hà Nội\n",
    "vn-place-elsewhere warning c0 r0; vn-old-place note c0 r1; vn-old-place note c1 r0 x2" },
  { "Huyện;Tỉnh\nBa Đình;Hà Nội\nTây Hồ;Vĩnh Phúc\n",
    "vn-place-elsewhere warning c0 r1; vn-old-place note c0 r0; vn-old-place note c1 r1" },
  { "Xã;Huyện;Tỉnh\nHồng Hà;Ba Đình;Hà Nội\nTrúc Bạch;Ba Đình;Hà Nội\n",
    "vn-place-elsewhere warning c0 r0; vn-old-place note c0 r1; vn-old-place note c1 r0 x2" },
  /* The town of a state farm. */
  { "Mã xã;Xã;Huyện\n04627;TT Nông trường Trần Phú;Văn Chấn\n04627;Trần Phú;Văn Chấn\n04627;Thị "
    "trấn "
    "NT Trần Phú;Văn Chấn\n",
    "vn-old-place note c1 r0 x3; vn-old-place note c2 r0 x3" },
  /* A code of another. */
  { "Mã xã;Tên xã\n00004;Hồng Hà\n00097;Hồng Hà\n", "vn-place-mismatch warning c1 r0" },
  { "Mã quận huyện;Quận/Huyện\n001;Tây Hồ\n3;Tây Hồ\n",
    "vn-lost-zeros warning c0 r1; vn-place-mismatch warning c1 r0; vn-old-place note c1 r1" },
  /* None. */
  { "Mã xã;Tên xã\n99999;Ba Đình\n00097;Hồng Hàa\n00097;Hồng Hà\n00004;Ba Đình\n00004;P. Ba "
    "Đình\n",
    "vn-unknown-place warning c0 r0; vn-unknown-place warning c1 r1" },
  /* Something else than communes. */
  { "Xã;Số\na;1\nb;2\nBa Đình;3\n", "" },
  { "Mã xã;Tên xã\nX1;Ba Đình\nX2;Hồng Hà\n", "" },
  /* Columns that say of which time they are: each is held against its own list. */
  { "Xã cũ;Số\nPhúc Xá;1\n", "" },
  { "Mã xã cũ;Mã xã mới\n00001;00004\n08725;08707\n", "" },
  { "Mã xã cũ;Mã xã mới\n00001;00004\n00004;00001\n08725;08707\n",
    "vn-place-other-time warning c1 r1" },
  { "Mã xã;Xã trước sắp xếp;Xã sau sắp xếp\n08707;Định Trung;Vĩnh Yên\n08707;Tích Sơn;Định "
    "Trung\n",
    "vn-place-other-time warning c2 r1" },
  { "Xã cũ;Huyện cũ;Tỉnh;Xã mới\nPhúc Xá;Ba Đình;Hà Nội;Hồng Hà\nPhúc Xá;Tây Hồ;Hà Nội;Hồng Hà\n",
    "vn-place-elsewhere warning c0 r1" },
  { "Tỉnh cũ;Tỉnh mới\nVĩnh Phúc;Phú Thọ\nBắc Giang;Bắc Ninh\nPhú Thọ;Vĩnh Phúc\n",
    "vn-place-other-time warning c1 r2" },
  { "Thôn cũ;Xã cũ\na;Phúc Xaa\nb;Phúc Xá\nc;Định Trung\n", "vn-unknown-place warning c1 r0" },
  /* Nothing is said, or the row is not whole. */
  { "Mã xã;Tên xã;Tỉnh\n;;\n00004;;\n;Hồng Hà;\nN/A;-;Hà Nội\n", "blank-row warning r0" },
};

static char *
read_list (const char *name)
{
  g_autofree char *path
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", "lists", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static char *
check (const char *text, const char *province_list, const char *commune_list)
{
  CbTableOptions open_options = { "a.csv", NULL, ';', CB_LAYOUT_WISH_HEADER (1), 0, -1 };
  CbCheckOptions options = CB_CHECK_OPTIONS_INIT;
  GString *list = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  CbCheckResult result;
  int fd;

  options.places = province_list;
  options.communes = commune_list;
  {
    g_autoptr (CbTable) table = open_bytes (text, strlen (text), &open_options, &fd);

    cb_checks_run (table, &options, list_finding, list, &result, NULL, NULL, NULL, &error);
  }
  close (fd);
  if (error != NULL)
    g_string_assign (list, error->message);

  return g_string_free (list, FALSE);
}

static void
test_provinces (void)
{
  g_autofree char *list = read_list ("provinces.tsv");

  for (guint i = 0; i < G_N_ELEMENTS (provinces); i++)
    {
      g_autofree char *found = check (provinces[i].text, list, NULL);

      g_assert_cmpstr (found, ==, provinces[i].expected);
    }
}

static void
test_communes (void)
{
  g_autofree char *province_list = read_list ("provinces.tsv");
  g_autofree char *commune_list = read_list ("communes.tsv");

  for (guint i = 0; i < G_N_ELEMENTS (communes); i++)
    {
      g_autofree char *found = check (communes[i].text, province_list, commune_list);

      g_assert_cmpstr (found, ==, communes[i].expected);
    }
}

/* The numbers of the law: 63 and 34 provinces, 3,321 communes (Nghị quyết 202/2025/QH15), each in
 * the province of its line. */
static void
test_whole_list (void)
{
  static const char *const names[] = { "provinces.tsv", "communes.tsv" };
  guint counts[2][6] = { 0 };
  g_autoptr (GHashTable) codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (CbPlaceList) all = cb_place_list_new ();

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *text = read_list (names[i]);
      g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

      g_assert_true (cb_place_list_add (all, text, NULL));
      for (guint k = 0; lines[k] != NULL; k++)
        {
          g_auto (GStrv) cells = g_strsplit (lines[k], "\t", -1);
          gboolean after = g_strcmp0 (cells[0], "after") == 0;
          g_autofree char *code = NULL;

          if (!after && g_strcmp0 (cells[0], "before") != 0)
            continue;
          code = g_strconcat (cells[0], cells[1], NULL);
          counts[after][strlen (cells[1])] += g_hash_table_contains (codes, code) ? 0 : 1;
          if (strlen (cells[1]) > 2)
            {
              g_autofree char *parent = g_strconcat (cells[0], cells[3], NULL);

              g_assert_true (g_hash_table_contains (codes, parent));
            }
          g_hash_table_add (codes, g_steal_pointer (&code));
        }
    }
  g_assert_cmpuint (counts[0][2], ==, 63);
  g_assert_cmpuint (counts[1][2], ==, 34);
  g_assert_cmpuint (counts[1][5], ==, 3321);
  g_assert_cmpuint (counts[0][3], >=, 696);
  g_assert_cmpuint (counts[0][5], >=, 10035);
  g_assert_cmpstr (cb_place_list_get_changed (all), ==, "2025-07-01");
}

static void
test_no_list (void)
{
  static const char *const cases[][2] = {
    { "", "this is no list of units" },
    { "changed\t2025-07-01\n", "this is no list of units" },
    { "before\t01\tHà Nội\n", "this is no list of units" },
    { "changed\t2025-07-01\nbefore\t01\n", "line 2 of the list of units is none" },
    { "changed\t2025-07-01\nbefore\t0001\tHà Nội\t01\n", "line 2 of the list of units is none" },
    { "changed\t2025-07-01\n#\nlater\t01\tHà Nội\n", "line 3 of the list of units is none" },
    { "changed\t2025-07-01\nbefore\t00001\tPhúc Xá\n", "line 2 of the list of units is none" },
    { "changed\t2025-07-01\nbefore\t01\t12\n", "line 2 of the list of units is none" },
    { "{\"changed\": \"2025-07-01\"}", "line 1 of the list of units is none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = check ("Tỉnh\nHà Nội\n", cases[i][0], NULL);

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/places/provinces", test_provinces);
  g_test_add_func ("/checks/places/communes-and-districts", test_communes);
  g_test_add_func ("/checks/places/the-whole-list", test_whole_list);
  g_test_add_func ("/checks/places/no-list", test_no_list);

  return g_test_run ();
}
