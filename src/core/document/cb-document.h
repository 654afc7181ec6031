/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/document/cb-bars.h"

G_BEGIN_DECLS

/* A text on paper, said once and written as PDF and as DOCX, laid out as annex I of Nghị định
 * 30/2020/NĐ-CP has it: the national heading and the agency side by side, number and place with
 * date, title, text, signature, "Nơi nhận". Its own words ("Số:", "Kính gửi:", "ngày … tháng …")
 * are Vietnamese whatever the language of the window; all others are the caller's.
 *
 *   g_autoptr (CbDocument) letter = cb_document_new ("Đề nghị bổ sung danh mục", agency);
 *
 *   cb_document_set_head (letter, &head);
 *   cb_document_add_addressee (letter, "Sở Khoa học và Công nghệ");
 *   cb_document_add_paragraph (letter, "Căn cứ …");
 *   cb_document_begin_table (letter, columns, G_N_ELEMENTS (columns));
 *   cb_document_add_row (letter, cells, CB_DOCUMENT_ROW_PLAIN);
 *   cb_document_set_signature (letter, "Giám đốc", "Nguyễn Văn An");
 *   cb_document_save (letter, file, NULL, &error);
 *
 * A value without locks: of one thread at a time, any thread. Every text is copied. */
typedef struct _CbDocument CbDocument;

/**
 * CbDocumentHead:
 * @superior: (nullable): the agency above, "Ủy ban nhân dân tỉnh Quảng Ngãi"
 * @agency: whose text it is; both are written in capitals
 * @number: (nullable): what follows "Số:", "15/BC-SYT"; "/BC-SYT" leaves room for the clerk's
 *   number; %NULL: no line
 * @subject: (nullable): of a letter, after "V/v"; other texts say it in their title
 * @place: (nullable): "Quảng Ngãi"; %NULL: no line of place and date
 * @date: (nullable): %NULL leaves room for it
 */
typedef struct
{
  const char *superior;
  const char *agency;
  const char *number;
  const char *subject;
  const char *place;
  const GDate *date;
} CbDocumentHead;

typedef enum
{
  CB_ALIGN_START,
  CB_ALIGN_CENTRE,
  CB_ALIGN_END,
} CbAlign;

/**
 * CbDocumentColumn:
 * @title: of the header row, which is repeated on every page
 * @width: its share of the width, against the others' (a column of 2 is twice as wide as one of 1)
 * @align: of the cells below the header
 */
typedef struct
{
  const char *title;
  double width;
  CbAlign align;
} CbDocumentColumn;

typedef enum
{
  CB_DOCUMENT_ROW_PLAIN,
  CB_DOCUMENT_ROW_TOTAL, /* bold */
  CB_DOCUMENT_ROW_GROUP, /* bold, its first cell over the whole width */
} CbDocumentRow;

CbDocument *cb_document_new (const char *title, const char *author) G_GNUC_WARN_UNUSED_RESULT;
void cb_document_free (CbDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDocument, cb_document_free)

void cb_document_set_landscape (CbDocument *self, gboolean landscape);
void cb_document_set_head (CbDocument *self, const CbDocumentHead *head);
void cb_document_set_signature (CbDocument *self, const char *capacity, const char *name);
void cb_document_add_recipient (CbDocument *self, const char *text);

/* What stands between head and signature, in the order of the calls. */
void cb_document_add_title (CbDocument *self, const char *kind, const char *about);
void cb_document_add_addressee (CbDocument *self, const char *text);
void cb_document_add_heading (CbDocument *self, const char *text);
void cb_document_add_paragraph (CbDocument *self, const char *text);
void cb_document_add_field (CbDocument *self, const char *label, const char *value);
void cb_document_add_item (CbDocument *self, const char *mark, const char *text);
void cb_document_add_note (CbDocument *self, const char *text);
void cb_document_begin_table (CbDocument *self, const CbDocumentColumn *columns, guint n_columns);
void cb_document_add_row (CbDocument *self, const char *const *cells, CbDocumentRow kind);
void cb_document_add_bars (CbDocument *self, const CbBars *bars);
void cb_document_add_page_break (CbDocument *self);

GBytes *cb_document_to_pdf (const CbDocument *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GBytes *cb_document_to_docx (const CbDocument *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cb_document_save (const CbDocument *self, GFile *file, GCancellable *cancellable, GError **error);

G_END_DECLS
