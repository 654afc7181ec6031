/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-document.h"

#include "base/cb-error.h"

static void
test_empty (void)
{
  g_autoptr (CbDocument) document = cb_document_new ("", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) pdf = cb_document_to_pdf (document, &error);
  g_autoptr (GBytes) docx = cb_document_to_docx (document, &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_prefix (g_bytes_get_data (pdf, NULL), "%PDF-1.4"));
  g_assert_cmpmem (g_bytes_get_data (docx, NULL), 2, "PK", 2);
}

static void
test_same_bytes (void)
{
  g_autoptr (CbDocument) document = cb_document_new ("Thư", "Sở Y tế");
  g_autoptr (GBytes) first = NULL;
  g_autoptr (GBytes) second = NULL;

  cb_document_add_paragraph (document, "Nội dung");
  first = cb_document_to_docx (document, NULL);
  second = cb_document_to_docx (document, NULL);
  g_assert_true (g_bytes_equal (first, second));
}

static void
test_unknown_ending (void)
{
  g_autoptr (CbDocument) document = cb_document_new ("Thư", "Sở Y tế");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/x.odt");
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_document_save (document, file, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED);
}

/* An older encoding wrote its name: the ending is the same. */
static void
test_ending_of_any_name (void)
{
  g_autoptr (CbDocument) document = cb_document_new ("Thư", "Sở Y tế");
  g_autoptr (GFile) file = g_file_new_for_path ("/nowhere/at/all/k\xe1.DOCX");
  g_autoptr (GError) error = NULL;

  g_assert_false (cb_document_save (document, file, NULL, &error));
  g_assert_nonnull (error);
  g_assert_false (g_error_matches (error, CB_ERROR, CB_ERROR_UNSUPPORTED));
}

static void
test_bars_in_words (void)
{
  g_autoptr (CbBars) bars = cb_bars_new ("Tiến độ");
  g_autoptr (CbBars) copy = NULL;
  g_autofree char *text = NULL;

  cb_bars_add (bars, "Giai đoạn 1", 7, 12, "7 trên 12");
  cb_bars_add (bars, "Giai đoạn 2", 3, -1, "3");
  copy = cb_bars_copy (bars);
  text = cb_bars_dup_text (copy);
  g_assert_cmpstr (text, ==, "Tiến độ: Giai đoạn 1: 7 trên 12; Giai đoạn 2: 3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/document/empty", test_empty);
  g_test_add_func ("/document/docx/same-document-same-bytes", test_same_bytes);
  g_test_add_func ("/document/save/unknown-ending", test_unknown_ending);
  g_test_add_func ("/document/save/ending-of-any-name", test_ending_of_any_name);
  g_test_add_func ("/document/bars/in-words", test_bars_in_words);
  return g_test_run ();
}
