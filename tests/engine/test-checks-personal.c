/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks-fixture.h"

#include "engine/checks/cb-personal-number.h"

/* A value of a column in row @i, made from random numbers. */
typedef char *(*MakeFunc) (GRand *rand, guint i);

static char *
make_cccd (GRand *rand, guint i)
{
  static const char *const provinces[] = { "001", "038", "079", "026", "052" };

  return g_strdup_printf ("%s%d%02d%06d", provinces[g_rand_int_range (rand, 0, 5)],
                          g_rand_int_range (rand, 0, 2), g_rand_int_range (rand, 50, 99),
                          g_rand_int_range (rand, 0, 1000000));
}

static char *
make_spaced_cccd (GRand *rand, guint i)
{
  g_autofree char *digits = make_cccd (rand, i);

  return g_strdup_printf ("%.3s %.3s %.3s %.3s", digits, digits + 3, digits + 6, digits + 9);
}

static char *
make_short_cccd (GRand *rand, guint i)
{
  return g_strdup_printf ("38%d%02d%06d", g_rand_int_range (rand, 0, 2),
                          g_rand_int_range (rand, 50, 99), g_rand_int_range (rand, 0, 1000000));
}

static char *
make_noted_cccd (GRand *rand, guint i)
{
  g_autofree char *digits = make_cccd (rand, i);

  return i % 9 == 4 ? g_strdup_printf ("CCCD số %s cấp 2021", digits) : g_strdup ("không");
}

static char *
make_mobile (GRand *rand, guint i)
{
  static const char *const heads[] = { "032", "056", "070", "081", "090", "098" };

  return g_strdup_printf ("%s%07d", heads[g_rand_int_range (rand, 0, 6)],
                          g_rand_int_range (rand, 0, 10000000));
}

static char *
make_dotted_mobile (GRand *rand, guint i)
{
  g_autofree char *digits = make_mobile (rand, i);

  return g_strdup_printf ("%.4s.%.3s.%.3s", digits, digits + 4, digits + 7);
}

static char *
make_international (GRand *rand, guint i)
{
  g_autofree char *digits = make_mobile (rand, i);

  return g_strdup_printf ("+84 %.3s %.3s %.3s", digits + 1, digits + 4, digits + 7);
}

static char *
make_short_mobile (GRand *rand, guint i)
{
  g_autofree char *digits = make_mobile (rand, i);

  return g_strdup (digits + 1);
}

static char *
make_old_mobile (GRand *rand, guint i)
{
  return g_strdup_printf ("0168%07d", g_rand_int_range (rand, 0, 10000000));
}

static char *
make_landline (GRand *rand, guint i)
{
  return g_strdup_printf ("0237%07d", g_rand_int_range (rand, 3000000, 4000000));
}

static char *
make_tax_code (GRand *rand, guint i)
{
  char digits[11];

  do
    g_snprintf (digits, sizeof digits, "0900%06d", g_rand_int_range (rand, 1, 1000000));
  while (!cb_personal_number_is_tax_code (digits));

  return g_strdup (digits);
}

static char *
make_random_twelve (GRand *rand, guint i)
{
  return g_strdup_printf ("%06d%06d", g_rand_int_range (rand, 0, 1000000),
                          g_rand_int_range (rand, 0, 1000000));
}

static char *
make_running_twelve (GRand *rand, guint i)
{
  return g_strdup_printf ("079001%06u", i);
}

static char *
make_moment (GRand *rand, guint i)
{
  return g_strdup_printf ("2026%02d%02d%02d%02d", g_rand_int_range (rand, 1, 13),
                          g_rand_int_range (rand, 1, 29), g_rand_int_range (rand, 0, 24),
                          g_rand_int_range (rand, 0, 60));
}

static char *
make_money (GRand *rand, guint i)
{
  return g_strdup_printf ("%d.%03d.000", g_rand_int_range (rand, 1, 999),
                          g_rand_int_range (rand, 0, 1000));
}

static char *
make_coordinate (GRand *rand, guint i)
{
  return g_strdup_printf ("105.%07d", g_rand_int_range (rand, 0, 10000000));
}

static char *
make_count (GRand *rand, guint i)
{
  return g_strdup_printf ("%d", g_rand_int_range (rand, 100000000, 2000000000));
}

static char *
make_date (GRand *rand, guint i)
{
  return g_strdup_printf ("%02d-%02d-2026 %02d:%02d", g_rand_int_range (rand, 1, 29),
                          g_rand_int_range (rand, 1, 13), g_rand_int_range (rand, 0, 24),
                          g_rand_int_range (rand, 0, 60));
}

static char *
make_email (GRand *rand, guint i)
{
  return g_strdup_printf ("nguyen.van%u@gmail.com", i);
}

static char *
make_role_email (GRand *rand, guint i)
{
  return g_strdup_printf ("vanthu.phuong%u@thanhhoa.gov.vn", i);
}

static char *
make_document (GRand *rand, guint i)
{
  return g_strdup_printf ("%u/2026/QĐ-UBND ngày %02d/11/2026", i, 1 + i % 28);
}

static const struct
{
  const char *label;
  MakeFunc make;
  const char *expected;
} columns[] = {
  { "Số CCCD", make_cccd, "vn-personal-cccd blocker c1 r0 x60" },
  { "Mã", make_cccd, "vn-personal-cccd blocker c1 r0 x60" },
  { "Định danh", make_spaced_cccd, "vn-personal-cccd blocker c1 r0 x60" },
  { "Số CCCD", make_short_cccd, "vn-personal-cccd blocker c1 r0 x60" },
  { "Mã số", make_short_cccd, "vn-personal-cccd blocker c1 r0 x60" },
  { "Ghi chú", make_noted_cccd, "vn-personal-cccd blocker c1 r4 x7" },
  { "Mã số thuế", make_cccd, "vn-personal-cccd blocker c1 r0 x60" },
  { "Điện thoại", make_mobile, "vn-personal-phone warning c1 r0 x60" },
  { "Cột 7", make_mobile, "vn-personal-phone warning c1 r0 x60" },
  { "SĐT", make_dotted_mobile, "vn-personal-phone warning c1 r0 x60" },
  { "Cột 8", make_dotted_mobile, "vn-personal-phone warning c1 r0 x60" },
  { "Liên hệ", make_international, "vn-personal-phone warning c1 r0 x60" },
  { "Di động", make_short_mobile,
    "vn-personal-phone warning c1 r0 x60; vn-lost-zeros warning c1 r0 x60" },
  { "Số ĐTDĐ, ĐT khác", make_short_mobile,
    "vn-personal-phone warning c1 r0 x60; vn-lost-zeros warning c1 r0 x60" },
  { "Điện thoại", make_old_mobile,
    "vn-personal-phone warning c1 r0 x60; vn-old-phone-head note c1 r0 x60" },
  { "Email", make_email, "vn-personal-email warning c1 r0 x60" },
  { "Ghi chú", make_email, "vn-personal-email warning c1 r0 x60" },
  /* What is not of a person. */
  { "Đường dây nóng", make_mobile, "" },
  { "Điện thoại cơ quan", make_mobile, "" },
  { "Điện thoại", make_landline, "" },
  { "Cột 9", make_short_mobile, "" },
  { "Mã số thuế", make_tax_code, "" },
  { "Mã doanh nghiệp", make_tax_code, "" },
  { "Mã vạch", make_random_twelve, "" },
  { "Mã hộ", make_running_twelve, "" },
  { "Thời điểm", make_moment, "" },
  { "Số tiền", make_money, "" },
  { "Kinh độ", make_coordinate, "" },
  { "Dân số", make_count, "" },
  { "Ngày giờ", make_date, "" },
  { "Email", make_role_email, "" },
  { "Văn bản", make_document, "" },
};

/* Recall and precision by column, on many draws of each. */
static void
test_columns (void)
{
  guint n_missed = 0;
  guint n_accused = 0;
  guint n_draws = 0;

  for (guint draw = 0; draw < 20; draw++)
    for (guint c = 0; c < G_N_ELEMENTS (columns); c++)
      {
        g_autoptr (GRand) rand = g_rand_new_with_seed (draw * 1000 + c);
        g_autoptr (GString) text = g_string_new (NULL);
        g_autofree char *found = NULL;

        g_string_printf (text, "tt;%s\n", columns[c].label);
        for (guint i = 0; i < 60; i++)
          {
            g_autofree char *value = columns[c].make (rand, i);

            g_string_append_printf (text, "A%u;%s\n", i, value);
          }
        found = check_bytes (text->str, text->len, "a.csv", NULL);
        n_draws++;
        if (g_str_equal (found, columns[c].expected))
          continue;
        g_test_message ("%s: %s", columns[c].label, found);
        if (columns[c].expected[0] != '\0')
          n_missed++;
        else
          n_accused++;
      }
  g_test_message ("%u of %u missed, %u accused", n_missed, n_draws, n_accused);
  g_assert_cmpuint (n_missed, ==, 0);
  g_assert_cmpuint (n_accused, ==, 0);
}

static void
test_few_values (void)
{
  /* One number alone under a name that says nothing: a person looks. */
  assert_findings ("tt,ma\nA,079085012345\nB,x\n", "vn-personal-cccd warning c1 r0");
  assert_findings ("tt,so cccd\nA,079085012345\nB,x\n", "vn-personal-cccd blocker c1 r0");
  assert_findings ("tt,ghi chu\nA,x\nB,LH 0912345678\n", "vn-personal-phone warning c1 r1");
  assert_findings ("tt,ma\nA,0912345678\nB,x\n", "");
}

static void
test_combination (void)
{
  assert_findings ("Họ và tên,Ngày sinh,Địa chỉ\nTrần A,01/02/1990,Xã B\nLê C,3/4/1991,Xã D\n",
                   "vn-personal-combination warning");
  assert_findings ("Họ và tên,Dân tộc\nTrần A,Kinh\nLê C,Mường\n",
                   "vn-personal-combination warning");
  assert_findings ("Tên cơ sở,Năm thành lập,Địa chỉ\nA,1990,Xã B\nC,1991,Xã D\n", "");
  assert_findings ("Dân tộc,Số người\nKinh,12\nMường,13\n", "");
}

static void
test_cmnd (void)
{
  assert_findings ("tt,số CMND\nA,171234567\nB,172345678\n", "vn-personal-number warning c1 x2");
}

static void
keep_finding (GVariant *finding, gpointer user_data)
{
  *(GVariant **)user_data = g_variant_ref (finding);
}

static void
test_samples_are_masked (void)
{
  static const char text[] = "tt,so cccd\nA,079085012312\nB,x\n";
  g_autoptr (GVariant) finding = NULL;
  g_autofree char *printed = NULL;
  CbCheckResult result;
  int fd;

  {
    g_autoptr (CbTable) table = open_bytes (text, strlen (text), NULL, &fd);

    g_assert_true (
        cb_checks_run (table, NULL, keep_finding, &finding, &result, NULL, NULL, NULL, NULL));
  }
  close (fd);
  printed = g_variant_print (finding, FALSE);
  g_assert_nonnull (strstr (printed, "0790******12"));
  g_assert_null (strstr (printed, "079085012312"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/personal/columns", test_columns);
  g_test_add_func ("/checks/personal/few-values", test_few_values);
  g_test_add_func ("/checks/personal/combination", test_combination);
  g_test_add_func ("/checks/personal/cmnd", test_cmnd);
  g_test_add_func ("/checks/personal/samples-are-masked", test_samples_are_masked);

  return g_test_run ();
}
