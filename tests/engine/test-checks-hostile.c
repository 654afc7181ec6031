/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Whatever the bytes are, a check ends, with findings that can be sent and say the same each
 * time. */

#include "config.h"

#include "checks-fixture.h"

static const char *const pieces[] = {
  ",",
  ";",
  "\n",
  "\r\n",
  "\r",
  "\"",
  "\t",
  "ma,ten\n",
  "\xef\xbb\xbf",
  "0912345678",
  "079085012345",
  "38085012345",
  "0912 345 ",
  "+84 ",
  "(0",
  ")",
  ".",
  "-",
  "@",
  "a@b.vn",
  "MẬT",
  "Độ mật:",
  "TUYỆT ",
  "BÍ ",
  "M\xcb"
  "T",
  "\xc3",
  "\xc3\x90",
  "\xe1\xba",
  "\xcc\x81",
  "\xc2\xad",
  "\xe2\x80\x8b",
  "\xef\xbf\xbd",
  "\xff",
  "Tr¹m y tÕ ph­êng §iÖn Biªn",
  "Traïm y teá phöôøng",
  "Đường ",
  " ",
};

static void
append_random (GString *text, GRand *rand)
{
  int choice = g_rand_int_range (rand, 0, 20);

  if (choice == 0)
    g_string_append_c (text, (char)g_rand_int_range (rand, 0, 256));
  else if (choice < 3)
    g_string_append_printf (text, "%u", g_rand_int (rand));
  else
    g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
}

static void
add_finding (GVariant *finding, gpointer user_data)
{
  g_autofree char *printed = g_variant_print (finding, FALSE);

  g_assert_true (g_variant_is_of_type (finding, G_VARIANT_TYPE (CB_PROTOCOL_FINDING_TYPE)));
  g_assert_true (g_variant_is_normal_form (finding));
  g_string_append (user_data, printed);
}

static char *
check_all (const GString *text, guint threads)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;
  GString *list = g_string_new (NULL);
  CbCheckResult result;
  int fd;

  options.threads = threads;
  {
    g_autoptr (CbTable) table = open_bytes (text->str, text->len, &options, &fd);

    cb_checks_run (table, NULL, add_finding, list, &result, NULL, NULL, NULL, &error);
    g_assert_no_error (error);
  }
  close (fd);

  return g_string_free (list, FALSE);
}

static void
test_random (void)
{
  for (guint round = 0; round < 400; round++)
    {
      g_autoptr (GRand) rand = g_rand_new_with_seed (round);
      g_autoptr (GString) text = g_string_new (round % 3 == 0 ? "ma,ten,so\n" : "x");
      int n = g_rand_int_range (rand, 1, 400);
      g_autofree char *first = NULL;
      g_autofree char *second = NULL;

      for (int i = 0; i < n; i++)
        append_random (text, rand);
      first = check_all (text, 1);
      second = check_all (text, 3);
      g_assert_cmpstr (first, ==, second);
    }
}

/* A thousand columns, each with faults; findings are more than are sent. */
static void
test_many_findings (void)
{
  g_autoptr (GString) text = g_string_new ("c0");
  g_autoptr (GString) list = g_string_new (NULL);
  CbCheckResult result;
  int fd;

  for (guint i = 1; i < 3000; i++)
    g_string_append_printf (text, ",c%u", i);
  for (guint row = 0; row < 2; row++)
    for (guint i = 0; i < 3000; i++)
      g_string_append_printf (text, "%sa\xc2\xa0%u", i == 0 ? "\n" : ",", i + row);
  {
    g_autoptr (CbTable) table = open_bytes (text->str, text->len, NULL, &fd);

    g_assert_true (cb_checks_run (table, NULL, add_finding, list, &result, NULL, NULL, NULL, NULL));
  }
  close (fd);
  g_assert_cmpuint (result.findings, ==, CB_PROTOCOL_MAX_FINDINGS);
  g_assert_cmpuint (result.findings + result.more, ==, 3000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/hostile/random", test_random);
  g_test_add_func ("/checks/hostile/many-findings", test_many_findings);

  return g_test_run ();
}
