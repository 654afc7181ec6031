/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks-fixture.h"

/* What stands around the rows of a table, and that it is held against nothing else. */

static void
test_office (void)
{
  assert_findings (
      "BÁO CÁO,,,\n,,,\n"
      "STT,Đơn vị,Số,\n,,Nam,Nữ\nA,B,1,2\n"
      "I,Tỉnh,,\n1,Sở a,4,6\n2,Sở b,8,12\n"
      "STT,Đơn vị,Số,\n,,Nam,Nữ\nA,B,1,2\n"
      "II,Xã,,\n1,Xã c,1,4\n,Tổng cộng,13,22\n,,,\nNGƯỜI LẬP BIỂU,,,\nLê Văn C,,,\n",
      "blank-row warning r10; vn-layout-title note x2; vn-layout-header note x2; "
      "vn-layout-numbering note r0 x2; vn-layout-repeated-header note r4 x2; "
      "vn-layout-group note r1 x2; vn-layout-total note r9; vn-layout-note note r11 x2");
}

/* Rows of another width, twice the same, with a total: none of it is a row of the table. */
static void
test_not_counted (void)
{
  assert_findings ("Xã,Nam,Nữ\na,1,2\nb,3,4\nTổng cộng,4,6\n\nGhi chú: sơ bộ\nGhi chú: sơ bộ\n",
                   "blank-row warning r3; vn-layout-total note r2; vn-layout-note note r4 x2");
}

/* What must never go out is found there, too. */
static void
test_looked_over (void)
{
  assert_findings ("Xã,Nam,Nữ\na,1,2\nb,3,4\n,,\nNgười lập biểu: 0912345678,,\n",
                   "vn-personal-phone warning c0 r3; blank-row warning r2; vn-layout-note note r3");
}

static void
test_other_table (void)
{
  assert_findings ("Xã,Nam,Nữ\na,1,2\nb,3,4\n,,\nTrường,Lớp,Học sinh\nx,10,300\ny,11,400\n",
                   "vn-layout-other-table warning r3 x3; blank-row warning r2");
}

/* Their blank column goes with the one that is left out; what both call by one name stays told. */
static void
test_beside (void)
{
  assert_findings ("Xã,Nam,Nữ,,Trường,Lớp\na,1,2,,x,3\nb,3,4,,y,5\nc,5,6,,,\nd,5,7,,,\n",
                   "vn-layout-beside warning x2");
  assert_findings ("Xã,Nam,Nữ,,Trường,Lớp\na,1,2,,x,3\nb,3,4,,y,5\nc,5,6,,z,6\n",
                   "vn-blank-column warning c3 x3");
}

static void
test_unsure (void)
{
  assert_findings (",,Số lượng,,\nSTT,Tên,Nam,Nữ,Ghi chú\n1,a,1,2,\n2,b,3,4,x\n",
                   "vn-layout-unsure warning; vn-layout-title note");
}

/* Nothing but a header and its sums is no table. */
static void
test_no_rows (void)
{
  assert_findings ("STT,Xã,Số\n,Tổng cộng,0\n", "vn-no-rows blocker; vn-layout-total note r0");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/checks/layout/office", test_office);
  g_test_add_func ("/checks/layout/not-counted", test_not_counted);
  g_test_add_func ("/checks/layout/looked-over", test_looked_over);
  g_test_add_func ("/checks/layout/other-table", test_other_table);
  g_test_add_func ("/checks/layout/tables-side-by-side", test_beside);
  g_test_add_func ("/checks/layout/unsure", test_unsure);
  g_test_add_func ("/checks/layout/no-rows", test_no_rows);

  return g_test_run ();
}
