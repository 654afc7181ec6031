/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-sheet.h"

#include "base/cb-error.h"

static char *
dup_csv (const CbSheet *sheet)
{
  g_autoptr (GBytes) bytes = cb_sheet_to_csv (sheet);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_csv (void)
{
  g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", "a");
  CbSheet *sheet = cb_sheet_book_add_sheet (book, "Tổng hợp");
  g_autofree char *csv = NULL;
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 29, 2, 2028);
  cb_sheet_add_note (sheet, "not in it");
  cb_sheet_add_column (sheet, "Tên", CB_SHEET_TEXT, 20);
  cb_sheet_add_column (sheet, "Số", CB_SHEET_NUMBER, 10);
  cb_sheet_add_column (sheet, "Ngày", CB_SHEET_DATE, 10);
  cb_sheet_add_column (sheet, "Lúc", CB_SHEET_TIME, 10);
  cb_sheet_begin_row (sheet);
  cb_sheet_add_text (sheet, "Giá \"nước\", sạch");
  cb_sheet_add_number (sheet, -1234.5);
  cb_sheet_add_date (sheet, &date);
  cb_sheet_add_time (sheet, G_GINT64_CONSTANT (1764080445) * G_USEC_PER_SEC);
  cb_sheet_begin_row (sheet);
  cb_sheet_add_text (sheet, NULL);
  csv = dup_csv (sheet);
  g_assert_cmpstr (csv, ==,
                   "\xEF\xBB\xBFTên,Số,Ngày,Lúc\r\n"
                   "\"Giá \"\"nước\"\", sạch\",-1234.5,2028-02-29,2025-11-25T14:20:45\r\n"
                   ",,,\r\n");
}

static void
test_csv_formulas (void)
{
  const char *const risky[] = { "=1+1", "+84", "-x", "@SUM(A1)", "\tx", "=HYPERLINK(\"x\")" };

  for (guint i = 0; i < G_N_ELEMENTS (risky); i++)
    {
      g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", NULL);
      CbSheet *sheet = cb_sheet_book_add_sheet (book, "s");
      g_autofree char *csv = NULL;

      cb_sheet_add_column (sheet, "a", CB_SHEET_TEXT, 9);
      cb_sheet_begin_row (sheet);
      cb_sheet_add_text (sheet, risky[i]);
      csv = dup_csv (sheet);
      g_assert_nonnull (strstr (csv, "\r\n\"'"));
    }
}

/* Neither hides a formula behind them. */
static void
test_csv_control_characters (void)
{
  g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", NULL);
  CbSheet *sheet = cb_sheet_book_add_sheet (book, "s");
  g_autofree char *csv = NULL;

  cb_sheet_add_column (sheet, "a", CB_SHEET_TEXT, 9);
  cb_sheet_add_column (sheet, "b", CB_SHEET_TEXT, 9);
  cb_sheet_begin_row (sheet);
  cb_sheet_add_text (sheet, "x\001y\033");
  cb_sheet_add_text (sheet, "\002=1+1");
  csv = dup_csv (sheet);
  g_assert_nonnull (strstr (csv, "\r\nxy,\"'=1+1\"\r\n"));
}

static void
test_sheet_names (void)
{
  g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", "a");
  const char *wanted[] = { "Năm 2026/2027: [mục]", "năm 2026 2027   mục ", "",
                           "Một cái tên rất dài, dài hơn ba mươi mốt chữ",
                           "Một cái tên rất dài, dài hơn ba mươi hai chữ" };

  for (guint i = 0; i < G_N_ELEMENTS (wanted); i++)
    {
      const char *name = cb_sheet_get_name (cb_sheet_book_add_sheet (book, wanted[i]));

      g_assert_cmpint (g_utf8_strlen (name, -1), <=, 31);
      g_assert_cmpint (g_utf8_strlen (name, -1), >, 0);
      g_assert_null (strpbrk (name, "[]:*?/\\'"));
      for (guint k = 0; k < i; k++)
        g_assert_cmpstr (name, !=, cb_sheet_get_name (cb_sheet_book_get_sheet (book, k)));
    }
  g_assert_cmpstr (cb_sheet_get_name (cb_sheet_book_get_sheet (book, 1)), ==,
                   "năm 2026 2027   mục  (2)");
}

static void
test_same_bytes (void)
{
  g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  cb_sheet_add_column (cb_sheet_book_add_sheet (book, "s"), "a", CB_SHEET_TEXT, 9);
  first = cb_sheet_book_to_xlsx (book, &error);
  g_assert_no_error (error);
  second = cb_sheet_book_to_xlsx (book, &error);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_unknown_ending (void)
{
  g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", "a");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/x.doc");
  g_autoptr (GFile) nowhere = g_file_new_for_path ("/nowhere/at/all/x.csv");
  g_autoptr (GError) error = NULL;

  cb_sheet_book_add_sheet (book, "s");
  g_assert_false (cb_sheet_book_save (book, file, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED);
  g_clear_error (&error);
  g_assert_false (cb_sheet_book_save (book, nowhere, NULL, &error));
  g_assert_nonnull (error);
}

/* An older encoding wrote its name: the ending is the same. */
static void
test_ending_of_any_name (void)
{
  static const char *const paths[] = { "/nowhere/at/all/k\xe1.XLSX", "/nowhere/at/all/k\xe1.CSV" };
  g_autoptr (CbSheetBook) book = cb_sheet_book_new ("t", "a");

  cb_sheet_book_add_sheet (book, "s");
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (GFile) file = g_file_new_for_path (paths[i]);
      g_autoptr (GError) error = NULL;

      g_assert_false (cb_sheet_book_save (book, file, NULL, &error));
      g_assert_nonnull (error);
      g_assert_false (g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sheet/csv/as-excel-reads-it", test_csv);
  g_test_add_func ("/sheet/csv/formulas-are-texts", test_csv_formulas);
  g_test_add_func ("/sheet/csv/control-characters-are-left-out", test_csv_control_characters);
  g_test_add_func ("/sheet/names/excel-takes-them", test_sheet_names);
  g_test_add_func ("/sheet/xlsx/same-book-same-bytes", test_same_bytes);
  g_test_add_func ("/sheet/save/unknown-ending", test_unknown_ending);
  g_test_add_func ("/sheet/save/ending-of-any-name", test_ending_of_any_name);
  return g_test_run ();
}
