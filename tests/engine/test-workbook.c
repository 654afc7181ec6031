/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-workbook.h"

#include <string.h>

/* What all formats of workbooks have in common. */

static gboolean
read_nothing (CbWorkbook *self,
              guint sheet,
              const CbSheetReader *reader,
              GCancellable *cancellable,
              GError **error)
{
  return TRUE;
}

static void
free_book (CbWorkbook *self)
{
  g_free (self);
}

static const CbWorkbookClass class = { read_nothing, free_book };

static CbWorkbook *
make_book (void)
{
  CbWorkbook *book = g_new0 (CbWorkbook, 1);

  cb_workbook_init (book, &class);

  return book;
}

static void
test_hidden_in_order (void)
{
  g_autoptr (CbWorkbook) book = make_book ();
  g_autoptr (GPtrArray) all = NULL;
  CbHidden *first;

  cb_workbook_add_hidden (book, CB_HIDDEN_PROPERTY, -1, "creator", "Lan", 0);
  cb_workbook_add_hidden (book, CB_HIDDEN_ROWS, 1, "3:7", NULL, 5);
  cb_workbook_add_hidden (book, CB_HIDDEN_ROWS, 0, "2:2", NULL, 1);
  all = cb_workbook_dup_hidden (book);

  g_assert_cmpuint (all->len, ==, 3);
  first = g_ptr_array_index (all, 0);
  g_assert_cmpint (first->sheet, ==, 0);
  g_assert_cmpstr (first->place, ==, "2:2");
  g_assert_cmpstr (first->detail, ==, "");
  g_assert_cmpuint (((CbHidden *)g_ptr_array_index (all, 2))->count, ==, 1);
}

/* OpenDocument has no limit for the name of a sheet; whoever is told of it has one. */
static void
test_long_name_is_cut_between_letters (void)
{
  g_autoptr (CbWorkbook) book = make_book ();
  g_autoptr (GString) name = g_string_new ("x");
  const CbSheet *sheet;

  for (guint i = 0; i < 3000; i++)
    g_string_append (name, "ế");
  sheet = cb_workbook_add_sheet (book, name->str);
  g_assert_true (g_utf8_validate (sheet->name, -1, NULL));
  g_assert_true (g_str_has_prefix (name->str, sheet->name));
  g_assert_cmpuint (strlen (sheet->name), ==, 1000);
}

static void
test_long_detail_is_cut_between_letters (void)
{
  g_autoptr (CbWorkbook) book = make_book ();
  g_autoptr (GString) text = g_string_new ("x");
  g_autoptr (GPtrArray) all = NULL;
  CbHidden *hidden;

  while (text->len < 3000)
    g_string_append (text, "ế");
  cb_workbook_add_hidden (book, CB_HIDDEN_COMMENTS, 0, "A1", text->str, 1);
  all = cb_workbook_dup_hidden (book);
  hidden = g_ptr_array_index (all, 0);

  g_assert_true (g_utf8_validate (hidden->detail, -1, NULL));
  g_assert_cmpuint (strlen (hidden->detail), <=, 1000);
  g_assert_cmpuint (strlen (hidden->detail), >, 990);
}

static void
test_passwords_are_masked (void)
{
  g_autoptr (CbWorkbook) book = make_book ();
  g_autoptr (GPtrArray) all = NULL;

  cb_workbook_add_hidden (book, CB_HIDDEN_CONNECTION, -1, "csdl", "Server=db;Password=b;mat1;PWD=x",
                          1);
  all = cb_workbook_dup_hidden (book);
  g_assert_cmpstr (((CbHidden *)g_ptr_array_index (all, 0))->detail, ==,
                   "Server=db;Password=*;mat1;PWD=*");
}

static void
test_page_number_is_no_text (void)
{
  static const char *const codes[]
      = { "&P", "&CTrang &P", "&L&\"Arial,Bold\"&12&F&R&D", "&K01+000&A", "R&&D", "", "&C&14MẬT" };
  static const gboolean says[] = { FALSE, TRUE, FALSE, FALSE, TRUE, FALSE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    {
      g_autoptr (CbWorkbook) book = make_book ();
      g_autoptr (GPtrArray) all = NULL;

      cb_workbook_add_hidden (book, CB_HIDDEN_HEADER_FOOTER, 0, NULL, codes[i], 1);
      all = cb_workbook_dup_hidden (book);
      g_assert_cmpint (all->len == 1, ==, says[i]);
    }
}

static void
test_fonts (void)
{
  g_assert_cmpint (cb_font_encoding_from_name (".VnTime"), ==, CB_FONT_TCVN3);
  g_assert_cmpint (cb_font_encoding_from_name (".VnTimeH"), ==, CB_FONT_TCVN3_UPPER);
  g_assert_cmpint (cb_font_encoding_from_name (".vnarial"), ==, CB_FONT_TCVN3);
  g_assert_cmpint (cb_font_encoding_from_name ("VNI-Times"), ==, CB_FONT_VNI);
  g_assert_cmpint (cb_font_encoding_from_name ("VPS Times"), ==, CB_FONT_VPS);
  g_assert_cmpint (cb_font_encoding_from_name ("VNtimes new roman"), ==, CB_FONT_UNICODE);
  g_assert_cmpint (cb_font_encoding_from_name ("Times New Roman"), ==, CB_FONT_UNICODE);
  g_assert_cmpint (cb_font_encoding_from_name (NULL), ==, CB_FONT_UNICODE);
}

static void
test_unknown_format (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_workbook_can_open ("pdf"));
  g_assert_null (cb_workbook_open (NULL, "pdf", NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/workbook/long-name-is-cut-between-letters",
                   test_long_name_is_cut_between_letters);
  g_test_add_func ("/workbook/hidden/in-order", test_hidden_in_order);
  g_test_add_func ("/workbook/hidden/long-detail-is-cut-between-letters",
                   test_long_detail_is_cut_between_letters);
  g_test_add_func ("/workbook/hidden/page-number-is-no-text", test_page_number_is_no_text);
  g_test_add_func ("/workbook/hidden/passwords-are-masked", test_passwords_are_masked);
  g_test_add_func ("/workbook/fonts", test_fonts);
  g_test_add_func ("/workbook/unknown-format", test_unknown_format);

  return g_test_run ();
}
