/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-personal-number.h"

/* The numbers of a text, with blanks between. */
static char *
find_all (const char *text)
{
  GString *found = g_string_new (NULL);
  CbNumberToken token;
  gsize at = 0;

  while (cb_personal_number_next (text, strlen (text), &at, &token))
    g_string_append_printf (found, "%s%s", found->len > 0 ? " " : "", token.digits);

  return g_string_free (found, FALSE);
}

static void
test_tokens (void)
{
  static const char *const cases[][2] = {
    { "0912345678", "0912345678" },
    { "0912 345 678", "0912345678" },
    { "0912.345.678", "0912345678" },
    { "0912-345-678", "0912345678" },
    { "(0912) 345678", "0912345678" },
    { "(024) 3825 1234", "02438251234" },
    { "+84 912 345 678", "0912345678" },
    { "+84912345678", "0912345678" },
    { "84912345678", "84912345678" },
    { "079012345678", "079012345678" },
    { "079 012 345 678", "079012345678" },
    { "079.012.345678", "079012345678" },
    { "CCCD: 079012345678, cấp 2021", "079012345678" },
    { "0912345678 0987654321", "0912345678 0987654321" },
    { "0912345678/0987654321", "0912345678" },
    { "0912345678 - 0987654321", "0912345678 0987654321" },
    { "0912345678,0987654321", "0912345678" },
    { "số 12 ĐT 0912345678.", "0912345678" },
    { "912345678", "912345678" },
    { "VN0912345678", "" },
    { "BN-0912345678", "" },
    { "0912345678A", "" },
    { "1234567890123", "" },
    { "21.028511,105.804817", "" },
    { "105.8048171", "" },
    { "45.000.000", "" },
    { "45.000.000.000", "" },
    { "21/11/2026", "" },
    { "05-11-2026 08", "" },
    { "08-12-2026 14:05", "" },
    { "2026-11-21 08:05", "" },
    { "12 34 56 78 90", "" },
    { "123456789.55", "" },
    { "", "" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *found = find_all (cases[i][0]);

      g_assert_cmpstr (found, ==, cases[i][1]);
    }
}

static void
test_long_cells_take_linear_time (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *found = NULL;

  for (guint i = 0; i < 200000; i++)
    g_string_append (text, "1 ");
  found = find_all (text->str);
  g_assert_cmpstr (found, ==, "");
}

static void
test_cccd (void)
{
  g_assert_true (cb_personal_number_is_cccd ("079012345678", 2026));  /* a man of 1912 */
  g_assert_true (cb_personal_number_is_cccd ("001185000123", 2026));  /* a woman of 1985 */
  g_assert_true (cb_personal_number_is_cccd ("096226000001", 2026));  /* a boy of 2026 */
  g_assert_false (cb_personal_number_is_cccd ("096227000001", 2026)); /* of next year */
  g_assert_false (cb_personal_number_is_cccd ("003185000123", 2026)); /* no province 003 */
  g_assert_false (cb_personal_number_is_cccd ("097185000123", 2026));
  g_assert_false (cb_personal_number_is_cccd ("123456789012", 2026));
  g_assert_false (cb_personal_number_is_cccd ("079512345678", 2026)); /* of the next century */
  g_assert_false (cb_personal_number_is_cccd ("202611210832", 2026)); /* a moment */
}

static void
test_cccd_by_chance (void)
{
  guint passed = 0;

  for (guint i = 0; i < 200000; i++)
    {
      char digits[13];

      g_snprintf (digits, sizeof digits, "%06d%06d", g_test_rand_int_range (0, 1000000),
                  g_test_rand_int_range (0, 1000000));
      passed += cb_personal_number_is_cccd (digits, 2026) ? 1 : 0;
    }
  /* 1.55 % by the document, with room for a year and for chance. */
  g_assert_cmpuint (passed, >, 2600);
  g_assert_cmpuint (passed, <, 3700);
}

static void
test_phones (void)
{
  static const char *const mobiles[]
      = { "0321234567", "0391234567", "0561234567", "0701234567", "0791234567",
          "0811234567", "0891234567", "0901234567", "0991234567" };
  static const char *const others[]
      = { "0311234567", "0241234567", "0711234567", "0801234567", "0951234567", "1912345678" };

  for (guint i = 0; i < G_N_ELEMENTS (mobiles); i++)
    g_assert_true (cb_personal_number_is_mobile (mobiles[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (cb_personal_number_is_mobile (others[i]));
  g_assert_true (cb_personal_number_is_old_mobile ("01681234567"));
  g_assert_true (cb_personal_number_is_old_mobile ("01201234567"));
  g_assert_true (cb_personal_number_is_old_mobile ("01991234567"));
  g_assert_false (cb_personal_number_is_old_mobile ("01611234567"));
  g_assert_false (cb_personal_number_is_old_mobile ("02438251234"));
}

static void
test_tax_codes (void)
{
  g_assert_true (cb_personal_number_is_tax_code ("0314409058"));
  g_assert_false (cb_personal_number_is_tax_code ("0314409059"));
  g_assert_false (cb_personal_number_is_tax_code ("0300000000"));
}

static void
test_mask (void)
{
  char masked[CB_MASKED_SIZE];

  cb_personal_number_mask ("079012345612", masked);
  g_assert_cmpstr (masked, ==, "0790******12");
  cb_personal_number_mask ("0912345678", masked);
  g_assert_cmpstr (masked, ==, "0912****78");
}

static void
test_emails (void)
{
  static const struct
  {
    const char *text;
    CbEmailKind kind;
    const char *masked;
  } cases[] = {
    { "nguyenvana@gmail.com", CB_EMAIL_PERSON, "n***@gmail.com" },
    { "Thư: lan.tran-92@yahoo.com.vn; xem", CB_EMAIL_PERSON, "l***@yahoo.com.vn" },
    { "vanthu@thanhhoa.gov.vn", CB_EMAIL_ROLE, "v***@thanhhoa.gov.vn" },
    { "soyte@thanhhoa.gov.vn", CB_EMAIL_ROLE, "s***@thanhhoa.gov.vn" },
    { "nguyenvana@thanhhoa.gov.vn", CB_EMAIL_OFFICIAL, "n***@thanhhoa.gov.vn" },
    { "sonnguyen@gmail.com", CB_EMAIL_PERSON, "s***@gmail.com" },
    { "info@congty.vn", CB_EMAIL_ROLE, "i***@congty.vn" },
    { "tram yte@", CB_EMAIL_NONE, NULL },
    { "@home", CB_EMAIL_NONE, NULL },
    { "a @ b.vn", CB_EMAIL_NONE, NULL },
    { "gia 5@10.000", CB_EMAIL_NONE, NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char masked[CB_MASKED_SIZE] = "";
      gsize at = (gsize)(strchr (cases[i].text, '@') - cases[i].text);

      g_assert_cmpuint (cb_email_classify (cases[i].text, strlen (cases[i].text), at, masked), ==,
                        cases[i].kind);
      if (cases[i].masked != NULL)
        g_assert_cmpstr (masked, ==, cases[i].masked);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/personal-number/found-in-text", test_tokens);
  g_test_add_func ("/personal-number/long-cells", test_long_cells_take_linear_time);
  g_test_add_func ("/personal-number/cccd", test_cccd);
  g_test_add_func ("/personal-number/cccd-by-chance", test_cccd_by_chance);
  g_test_add_func ("/personal-number/phones", test_phones);
  g_test_add_func ("/personal-number/tax-codes", test_tax_codes);
  g_test_add_func ("/personal-number/mask", test_mask);
  g_test_add_func ("/personal-number/emails", test_emails);

  return g_test_run ();
}
