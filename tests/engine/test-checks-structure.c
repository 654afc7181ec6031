/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "checks-fixture.h"

static void
test_clean (void)
{
  assert_findings ("ma,ten,so\n1,Trạm y tế phường Điện Biên,12.5\n2,Trạm y tế xã Hòa Bình,13\n",
                   "");
  assert_findings ("ma;ten\r\n1;\"Chợ \"\"Bến Thành\"\"\r\nTP.HCM\"\r\n2;x\r\n", "");
}

static void
test_labels (void)
{
  assert_findings ("ma,,ten\n1,2,x\n3,4,y\n", "blank-label warning c1");
  /* With nothing in it there is nothing to name. */
  assert_findings ("ma,,ten\n1,,x\n3,,y\n", "vn-blank-column warning c1 x2");
  assert_findings ("ma,ten,ma\n1,2,x\n3,4,y\n", "duplicate-label blocker c0 x2");
  assert_findings ("ma,ten,ten,ma,so,ten\n1,2,x,y,z,t\n3,4,y,z,t,x\n",
                   "duplicate-label blocker c0 x2; duplicate-label blocker c1 x3");
}

static void
test_widths (void)
{
  assert_findings ("ma,ten,so\n1,a,2\n2,b\n3,c,4\n4,d\n", "missing-cell warning r1 x2");
  assert_findings ("ma,ten,so\n1,a,2\n2,b,3,4\n3,c,4\n", "extra-cell blocker r1");
}

static void
test_blank (void)
{
  assert_findings ("ma,ten\n1,a\n\n,\n2,b\n", "blank-row warning r1 x2");
  assert_findings ("ma,ten,ghi chu\n1,a,\n2,b,  \n", "vn-blank-column note c2 x2");
  assert_findings ("ma,ten\n", "vn-no-rows blocker");
}

static void
test_one_column (void)
{
  assert_findings ("ten\nmot\nhai\n", "vn-one-column warning c0");
}

static void
test_duplicates (void)
{
  assert_findings ("ma,ten\n1,a\n2,b\n1,a\n\"1\",\"a\"\n", "duplicate-row warning r2 x2");
  /* What one cell ends with is not what the next begins with. */
  assert_findings ("ma,ten\n12,3\n1,23\n,123\n123,\n", "");
}

static void
test_quotes (void)
{
  assert_findings ("ma,ten\n1,\"a\"b\n2,c\n", "vn-text-after-quote warning r0");
  assert_findings ("ma,ten\n1,a\"b\n2,c\n", "vn-stray-quote warning r0");
  assert_findings ("ma,ten\n1,a\n2,\"b\n3,c\n4,d\n", "vn-unterminated-quote blocker r1");
}

static void
test_line_ends (void)
{
  assert_findings ("ma,ten\n1,a\n2,b\r\n3,c\n", "vn-mixed-line-ends note r1");
}

static void
test_nul (void)
{
  static const char text[] = "ma,ten\n1,a\0b\n2,c\n";
  g_autofree char *found = check_bytes (text, sizeof text - 1, "a.csv", NULL);

  g_assert_cmpstr (found, ==, "vn-nul-byte blocker c1 r0");
}

static void
test_huge_cell (void)
{
  g_autofree char *filler = g_strnfill (40000, 'x');
  g_autofree char *text = g_strconcat ("ma,ten\n1,", filler, "\n2,b\n", NULL);

  assert_findings (text, "vn-huge-cell warning c1 r0");
}

/* It is characters that Excel counts. */
static void
test_longest_cell (void)
{
  g_autoptr (GString) text = g_string_new ("ma,ten\n1,");

  for (guint i = 0; i < 32767; i++)
    g_string_append (text, "ế");
  g_string_append (text, "\n2,b\n");
  assert_findings (text->str, "");
}

/* A quote or a line end is missing, and the rest of the file is one row. */
static void
test_endless_row (void)
{
  g_autoptr (GString) text = g_string_new ("ma,ten\n1,");
  g_autofree char *found = NULL;
  gsize start = text->len;

  g_string_set_size (text, start + CB_TABLE_MAX_ROW + 5000000);
  memset (text->str + start, 'x', CB_TABLE_MAX_ROW + 5000000);
  found = check_bytes (text->str, text->len, "a.csv", NULL);
  g_assert_cmpstr (found, ==, "vn-row-too-long blocker r0; vn-huge-cell warning c1 r0");
}

/* Tens of thousands of rows over many chunks and both threads: the places are exact. */
static void
test_large (void)
{
  g_autoptr (GString) text = g_string_new ("ma,ten,ghi chú\n");
  g_autofree char *found = NULL;

  for (guint i = 0; i < 60000; i++)
    {
      if (i == 31000 || i == 59000)
        g_string_append (text, "777,Trạm y tế,lặp\n");
      else if (i == 45000)
        g_string_append (text, "45000,thiếu\n");
      else
        g_string_append_printf (text, "%u,Trạm y tế xã số %u,bình thường\n", i, i % 977);
    }
  found = check_bytes (text->str, text->len, "a.csv", NULL);
  g_assert_cmpstr (found, ==, "missing-cell warning r45000; duplicate-row warning r59000");
}

/* More rows than are held in memory at a time take more passes, and give the same. */
static void
test_many_passes (void)
{
  static const guint rows_per_pass[] = { 0, 3000, 500 };
  g_autoptr (GString) text = g_string_new ("ma,ten\n");

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text, "%u,Trạm y tế\n", i % 19950);
  for (guint i = 0; i < G_N_ELEMENTS (rows_per_pass); i++)
    {
      CbCheckOptions options = CB_CHECK_OPTIONS_INIT;
      g_autoptr (GString) list = g_string_new (NULL);
      CbCheckResult result;
      int fd;

      options.rows_per_pass = rows_per_pass[i];
      {
        g_autoptr (CbTable) table = open_bytes (text->str, text->len, NULL, &fd);

        g_assert_true (
            cb_checks_run (table, &options, list_finding, list, &result, NULL, NULL, NULL, NULL));
      }
      close (fd);
      g_assert_cmpstr (list->str, ==, "duplicate-row warning r19950 x50");
    }
}

static void
test_formats (void)
{
  static const char *const allowed[] = { "pdf", "xlsx", "csv", NULL };
  static const char csv[] = "ma,ten\n1,a\n2,b\n";
  static const char pdf[] = "%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n%%EOF\n";
  static const char *const no_pdf[] = { "csv", NULL };
  g_autofree char *fine = check_bytes (csv, strlen (csv), "a.csv", allowed);
  g_autofree char *tabs = check_bytes ("ma\tten\n1\ta\n2\tb\n", 15, "a.csv", allowed);
  g_autofree char *wrong_name = check_bytes (csv, strlen (csv), "a.xlsx", allowed);
  g_autofree char *not_read = check_bytes (pdf, strlen (pdf), "a.pdf", allowed);
  g_autofree char *archive = check_bytes ("PK\3\4\24\0\0\0\0\0", 10, "a.zip", NULL);
  g_autofree char *refused = check_bytes (pdf, strlen (pdf), "a.pdf", no_pdf);
  g_autofree char *disguised = check_bytes (pdf, strlen (pdf), "a.csv", no_pdf);
  g_autofree char *nothing_known = check_bytes ("\0\1\2\0\377\0\0\3", 8, "a.csv", NULL);

  g_assert_cmpstr (fine, ==, "");
  g_assert_cmpstr (tabs, ==, "");
  g_assert_cmpstr (wrong_name, ==, "vn-wrong-extension warning");
  /* That nothing was found does not mean that there is nothing. */
  g_assert_cmpstr (not_read, ==, "vn-not-read warning");
  g_assert_cmpstr (archive, ==, "vn-not-read warning");
  g_assert_cmpstr (refused, ==, "vn-format-not-allowed blocker; vn-not-read warning");
  g_assert_cmpstr (
      disguised, ==,
      "vn-format-not-allowed blocker; vn-not-read warning; vn-wrong-extension warning");
  g_assert_cmpstr (nothing_known, ==, "vn-unsafe-file blocker; vn-wrong-extension warning");
}

static void
test_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  GString *list = g_string_new (NULL);
  CbCheckResult result;
  int fd;

  g_cancellable_cancel (cancellable);
  {
    g_autoptr (CbTable) table = open_bytes ("ma,ten\n1,\n", 10, NULL, &fd);

    g_assert_false (
        cb_checks_run (table, NULL, list_finding, list, &result, NULL, NULL, cancellable, &error));
  }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (list->len, ==, 0);
  g_string_free (list, TRUE);
  close (fd);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/checks/structure/clean", test_clean);
  g_test_add_func ("/checks/structure/labels", test_labels);
  g_test_add_func ("/checks/structure/ragged-rows", test_widths);
  g_test_add_func ("/checks/structure/blank-rows-and-columns", test_blank);
  g_test_add_func ("/checks/structure/one-column", test_one_column);
  g_test_add_func ("/checks/structure/duplicate-rows", test_duplicates);
  g_test_add_func ("/checks/structure/quotes", test_quotes);
  g_test_add_func ("/checks/structure/line-ends", test_line_ends);
  g_test_add_func ("/checks/structure/nul", test_nul);
  g_test_add_func ("/checks/structure/huge-cell", test_huge_cell);
  g_test_add_func ("/checks/structure/longest-cell", test_longest_cell);
  g_test_add_func ("/checks/structure/endless-row", test_endless_row);
  g_test_add_func ("/checks/structure/large", test_large);
  g_test_add_func ("/checks/structure/many-passes", test_many_passes);
  g_test_add_func ("/checks/format/by-content", test_formats);
  g_test_add_func ("/checks/run/cancelled", test_cancelled);

  return g_test_run ();
}
