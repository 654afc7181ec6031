/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Tables that the program itself makes, said once and written as XLSX (several sheets) or as CSV
 * (one of them). Not the data of agencies, which only the reading process writes.
 *
 *   g_autoptr (CbSheetBook) book = cb_sheet_book_new ("Báo cáo năm 2026", agency);
 *   CbSheet *sheet = cb_sheet_book_add_sheet (book, "Tổng hợp");
 *
 *   cb_sheet_add_note (sheet, "Từ 01/01/2026 đến 31/12/2026");
 *   cb_sheet_add_column (sheet, "Tên dữ liệu", CB_SHEET_TEXT, 40);
 *   cb_sheet_add_column (sheet, "Đúng hạn", CB_SHEET_NUMBER, 10);
 *   cb_sheet_begin_row (sheet);
 *   cb_sheet_add_text (sheet, "Giá nước");
 *   cb_sheet_add_number (sheet, 12);
 *   cb_sheet_book_save (book, file, NULL, &error);
 *
 * A value without locks: of one thread at a time, any thread. Every text is copied. */
typedef struct _CbSheetBook CbSheetBook;
typedef struct _CbSheet CbSheet;

typedef enum
{
  CB_SHEET_TEXT,
  CB_SHEET_NUMBER,  /* 1.234,5 */
  CB_SHEET_PERCENT, /* of a share of 1: 98,5 % */
  CB_SHEET_DATE,    /* 25/11/2026 */
  CB_SHEET_TIME,    /* 25/11/2026 14:20, local */
} CbSheetKind;

CbSheetBook *cb_sheet_book_new (const char *title, const char *author) G_GNUC_WARN_UNUSED_RESULT;
void cb_sheet_book_free (CbSheetBook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbSheetBook, cb_sheet_book_free)

CbSheet *cb_sheet_book_add_sheet (CbSheetBook *self, const char *name);
CbSheet *cb_sheet_book_get_sheet (CbSheetBook *self, guint i);
const char *cb_sheet_get_name (const CbSheet *self);

/* First notes, then columns, then rows with a cell for each column. */
void cb_sheet_add_note (CbSheet *self, const char *text);
void cb_sheet_add_column (CbSheet *self, const char *title, CbSheetKind kind, guint width);
void cb_sheet_begin_row (CbSheet *self);
void cb_sheet_begin_total_row (CbSheet *self);
void cb_sheet_add_text (CbSheet *self, const char *text);
void cb_sheet_add_number (CbSheet *self, double number);
void cb_sheet_add_date (CbSheet *self, const GDate *date);
void cb_sheet_add_time (CbSheet *self, gint64 us);
void cb_sheet_link (CbSheet *self, const CbSheet *to, guint row);
guint cb_sheet_get_n_rows (const CbSheet *self);

GBytes *cb_sheet_book_to_xlsx (const CbSheetBook *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cb_sheet_to_csv (const CbSheet *self) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_sheet_book_save (const CbSheetBook *self,
                             GFile *file,
                             GCancellable *cancellable,
                             GError **error);

G_END_DECLS
