/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include "core/document/cb-document.h"
#include "core/document/cb-sheet.h"

/* Writes what read-documents.py reads back: into the folder that it is given. */

static const CbDocumentColumn columns[] = {
  { "STT", 1, CB_ALIGN_CENTRE },
  { "Tên dữ liệu", 6, CB_ALIGN_START },
  { "Số lượng", 2, CB_ALIGN_END },
};

static void
add_table (CbDocument *document, guint n_rows)
{
  const char *group[] = { "I. Y tế", NULL, NULL };
  const char *total[] = { NULL, "Tổng số", "42" };

  cb_document_begin_table (document, columns, G_N_ELEMENTS (columns));
  cb_document_add_row (document, group, CB_DOCUMENT_ROW_GROUP);
  for (guint i = 1; i <= n_rows; i++)
    {
      g_autofree char *number = g_strdup_printf ("%u", i);
      const char *cells[]
          = { number, "Danh sách cơ sở khám bệnh, chữa bệnh <được> & phép", "1.234" };

      cb_document_add_row (document, cells, CB_DOCUMENT_ROW_PLAIN);
    }
  cb_document_add_row (document, total, CB_DOCUMENT_ROW_TOTAL);
}

static CbDocument *
make_letter (void)
{
  CbDocument *document = cb_document_new ("Báo cáo kiểm tra năm 2026", "Sở Y tế");
  GDate date;
  CbDocumentHead head = { "Ủy ban nhân dân tỉnh Quảng Ngãi", "Sở Y tế",    "15/BC-SYT",
                          "bổ sung danh mục dữ liệu mở",     "Quảng Ngãi", &date };
  g_autoptr (CbBars) bars = cb_bars_new ("Tiến độ kế hoạch");

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 5, 1, 2027);
  cb_document_set_head (document, &head);
  cb_document_add_title (document, "Báo cáo", "Kết quả công bố dữ liệu mở năm 2026");
  cb_document_add_addressee (document, "Sở Khoa học và Công nghệ");
  cb_document_add_heading (document, "1. Tình hình thực hiện");
  cb_document_add_paragraph (
      document,
      "Thực hiện quy chế về dữ liệu mở, Sở Y tế báo cáo: đã rà soát, công bố và đính "
      "chính; nghĩa vụ nào cũng có người chịu trách nhiệm, kết quả như sau.\n\nĐoạn hai.");
  cb_document_add_field (document, "Người lập", "Nguyễn Thị Lan");
  cb_document_add_field (document, "Ý kiến", " ");
  cb_document_add_item (document, "a)",
                        "Mục thứ nhất của danh sách, dài hơn một dòng để thấy các dòng "
                        "sau thẳng hàng với chữ chứ không với dấu");
  cb_document_add_note (document, "Số liệu lấy từ sổ công bố.");
  cb_bars_add (bars, "Giai đoạn 1: Quý I", 12, 10, "12 trên 10");
  cb_bars_add (bars, "Giai đoạn 2: Quý II", 4, 10, "4 trên 10");
  cb_document_add_bars (document, bars);
  add_table (document, 60);
  cb_document_set_signature (document, "Giám đốc", "Trần Văn Hùng");
  cb_document_add_recipient (document, "Như trên");
  cb_document_add_recipient (document, "Lưu: VT, CNTT");

  return document;
}

/* Everything that goes wrong easily: open places, signs that XML forbids, no ends of words, a cell
 * longer than a page, no width. */
static CbDocument *
make_odd (void)
{
  CbDocument *document = cb_document_new ("a\x01\xFF<b>", NULL);
  CbDocumentHead head = { NULL, "Sở\x02 A & B", "/BC-A", NULL, "Huế", NULL };
  g_autofree char *long_word = g_strnfill (5000, 'x');
  g_autofree char *sentence = NULL;
  GString *text = g_string_new (NULL);
  const CbDocumentColumn odd[] = { { "", 0, CB_ALIGN_START }, { "Dài", 5, CB_ALIGN_START } };
  const char *cells[] = { "1", NULL };

  for (guint i = 0; i < 1500; i++)
    g_string_append_printf (text, "câu%u ", i);
  sentence = g_string_free (text, FALSE);
  cells[1] = sentence;
  cb_document_set_landscape (document, TRUE);
  cb_document_set_head (document, &head);
  cb_document_add_paragraph (document, long_word);
  cb_document_add_paragraph (document, "hết\x03 \xC3 rồi");
  cb_document_begin_table (document, odd, G_N_ELEMENTS (odd));
  cb_document_add_row (document, cells, CB_DOCUMENT_ROW_PLAIN);
  cb_document_add_page_break (document);
  cb_document_add_paragraph (document, "Trang cuối");

  return document;
}

static CbSheetBook *
make_book (void)
{
  CbSheetBook *book = cb_sheet_book_new ("Báo cáo năm 2026", "Sở Y tế & khác");
  CbSheet *sheet = cb_sheet_book_add_sheet (book, "Tổng hợp");
  CbSheet *rows = cb_sheet_book_add_sheet (book, "Dòng <sổ>");
  GDate date;

  g_date_clear (&date, 1);
  g_date_set_dmy (&date, 31, 12, 2026);
  cb_sheet_add_note (sheet, "BÁO CÁO");
  cb_sheet_add_note (sheet, "Từ 01/01/2026 đến 31/12/2026");
  cb_sheet_add_column (sheet, "Tên dữ liệu", CB_SHEET_TEXT, 40);
  cb_sheet_add_column (sheet, "Số", CB_SHEET_NUMBER, 10);
  cb_sheet_add_column (sheet, "Tỷ lệ", CB_SHEET_PERCENT, 10);
  cb_sheet_add_column (sheet, "Hạn", CB_SHEET_DATE, 12);
  cb_sheet_add_column (sheet, "Lúc", CB_SHEET_TIME, 18);
  cb_sheet_begin_row (sheet);
  cb_sheet_add_text (sheet, "=SUM(A1) \x01 _x0041_ <nghĩa vụ>");
  cb_sheet_add_number (sheet, 1234567.25);
  cb_sheet_link (sheet, rows, 1);
  cb_sheet_add_number (sheet, 0.985);
  cb_sheet_add_date (sheet, &date);
  cb_sheet_add_time (sheet, G_GINT64_CONSTANT (1764080445) * G_USEC_PER_SEC);
  cb_sheet_begin_total_row (sheet);
  cb_sheet_add_text (sheet, "Tổng số");
  cb_sheet_add_number (sheet, -2);
  for (guint i = 0; i < 30; i++)
    cb_sheet_add_column (rows, "Cột", CB_SHEET_TEXT, 9);
  cb_sheet_begin_row (rows);
  cb_sheet_add_text (rows, "một");
  cb_sheet_begin_row (rows);
  cb_sheet_add_text (rows, "hai dòng trở lên, vì cột hẹp\nvà ba");

  return book;
}

static void
save_document (const CbDocument *document, const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  cb_document_save (document, file, NULL, &error);
  g_assert_no_error (error);
}

int
main (int argc, char **argv)
{
  g_autoptr (CbDocument) letter = make_letter ();
  g_autoptr (CbDocument) odd = make_odd ();
  g_autoptr (CbSheetBook) book = make_book ();
  g_autofree char *path = g_build_filename (argv[1], "book.xlsx", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;

  save_document (letter, argv[1], "letter.pdf");
  save_document (letter, argv[1], "letter.docx");
  save_document (odd, argv[1], "odd.pdf");
  save_document (odd, argv[1], "odd.docx");
  cb_sheet_book_save (book, file, NULL, &error);
  g_assert_no_error (error);

  return 0;
}
