/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/document/cb-document.h"

G_BEGIN_DECLS

/* Within core/document only. */

typedef enum
{
  CB_BLOCK_TITLE, /* label: kind, text: about */
  CB_BLOCK_ADDRESSEE,
  CB_BLOCK_HEADING,
  CB_BLOCK_PARAGRAPH,
  CB_BLOCK_FIELD, /* label: text */
  CB_BLOCK_ITEM,  /* label: mark */
  CB_BLOCK_NOTE,
  CB_BLOCK_TABLE,
  CB_BLOCK_BARS,
  CB_BLOCK_PAGE_BREAK,
} CbBlockKind;

typedef struct
{
  CbDocumentRow kind;
  char **cells; /* as many as there are columns */
} CbBlockRow;

/**
 * CbBlock:
 * @label, @text: by kind; @text never %NULL
 * @columns: (nullable) (element-type CbDocumentColumn): of a table; titles are owned
 * @rows: (nullable) (element-type CbBlockRow)
 * @bars: (nullable)
 */
typedef struct
{
  CbBlockKind kind;
  char *label;
  char *text;
  GArray *columns;
  GArray *rows;
  CbBars *bars;
} CbBlock;

struct _CbDocument
{
  char *title;
  char *author;
  gboolean landscape;

  /* The head: all (nullable); capitals already. */
  gboolean has_head;
  char *superior;
  char *agency;
  char *number;
  char *subject;
  char *place_and_date;

  char *capacity;
  char *signer;
  GPtrArray *recipients; /* (element-type utf8) */
  GPtrArray *blocks;     /* (element-type CbBlock) */
};

/* What annex I of NĐ 30/2020/NĐ-CP fixes, in millimetres and points. */
#define CB_PAPER_SHORT 210.0
#define CB_PAPER_LONG 297.0
#define CB_MARGIN_TOP 20.0
#define CB_MARGIN_BOTTOM 20.0
#define CB_MARGIN_LEFT 30.0
#define CB_MARGIN_RIGHT 20.0
#define CB_INDENT 10.0
#define CB_SIZE_TEXT 13
#define CB_SIZE_HEAD 12
#define CB_SIZE_TABLE 11
#define CB_SIZE_RECIPIENTS 11
/* Of the width of the text, the agency's side of the head. */
#define CB_HEAD_SHARE 0.42
/* As Word writes it; the others stand in where it is missing and know Vietnamese as well. */
#define CB_FONT "Times New Roman"
#define CB_FONTS CB_FONT ",Liberation Serif,Tinos,Noto Serif,DejaVu Serif"

#define CB_NATION "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
#define CB_MOTTO "Độc lập - Tự do - Hạnh phúc"
#define CB_ADDRESSEE "Kính gửi: "
#define CB_RECIPIENTS "Nơi nhận:"

extern const CbBarsLook _cb_paper_look;

char *_cb_document_dup_recipient (const CbDocument *self, guint i);
void _cb_document_append_xml (GString *to, const char *text);
GBytes *_cb_pdf_set_language (GBytes *pdf, const char *language);

G_END_DECLS
