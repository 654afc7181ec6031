/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-place-label.h"

static const struct
{
  const char *label;
  const char *expected; /* "" for no column of places */
} labels[] = {
  { "Mã tỉnh", "code 0" },
  { "Mã Tỉnh/Thành phố", "code 0" },
  { "Tỉnh, TP", "name 0" },
  { "Tên tỉnh thành", "name 0" },
  { "province_code", "code 0" },
  { "Quận/Huyện", "name 1" },
  { "Tên huyện, thị xã, thành phố", "name 1" },
  { "MÃ QUẬN HUYỆN", "code 1" },
  { "Xã", "name 2" },
  { "Xã/Phường/Thị trấn", "name 2" },
  { "Tên xã, phường, đặc khu", "name 2" },
  { "Mã số ĐVHC cấp xã", "code 2" },
  { "Mã phường/xã", "code 2" },
  { "ward_name", "name 2" },
  /* Of a time of its own. */
  { "Xã cũ", "name 2 before" },
  { "Mã xã (cũ)", "code 2 before" },
  { "Tên xã trước khi sắp xếp", "name 2 before" },
  { "Xã trước 01/07/2025", "name 2 before" },
  { "Tỉnh trước sáp nhập", "name 0 before" },
  { "Mã xã mới", "code 2 after" },
  { "Xã/phường sau sắp xếp", "name 2 after" },
  { "Tên phường, xã (từ ngày 01/7/2025)", "" },
  { "Xã hiện nay", "name 2 after" },
  /* Any of them, several of them, or something of them. */
  { "Thành phố", "" },
  { "Thị xã", "" },
  { "Mã ĐVHC", "" },
  { "Xã, huyện", "" },
  { "Mã, tên xã", "" },
  { "Số xã", "" },
  { "Xã nông thôn mới", "" },
  { "Xã cũ, mới", "" },
  { "Tính", "name 0" }, /* no letter more or less: what it holds is what decides */
  { "Tình trạng", "" },
  { "Xạ trị", "" },
  { "", "" },
};

static void
test_labels (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    {
      static const char *const times[] = { "", " before", " after" };
      CbPlaceLevel level;
      CbPlaceTime time;
      gboolean is_code;
      g_autofree char *found = NULL;

      g_test_message ("%s", labels[i].label);
      found = cb_place_label_read (labels[i].label, &level, &is_code, &time)
                  ? g_strdup_printf ("%s %d%s", is_code ? "code" : "name", (int)level, times[time])
                  : g_strdup ("");
      g_assert_cmpstr (found, ==, labels[i].expected);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/place-label/columns-of-places", test_labels);

  return g_test_run ();
}
