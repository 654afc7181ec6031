/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/document/cb-document-private.h"

G_BEGIN_DECLS

/* WordprocessingML measures in twentieths of a point, fonts in halves. */
#define CB_TWIPS(millimetres) ((int)((millimetres)*1440 / 25.4))

/**
 * CbDocxText:
 * @align: "left", "center", "right" or "both"
 * @size: in points
 * @style: (nullable): of styles.xml
 * @first, @hanging, @left, @before, @after: in twips
 */
typedef struct
{
  const char *align;
  const char *style;
  guint size;
  gboolean bold;
  gboolean italic;
  gboolean keep_next;
  int first;
  int hanging;
  int left;
  int before;
  int after;
} CbDocxText;

void _cb_docx_paragraph (GString *to, const char *label, const char *text, const CbDocxText *look);
void _cb_docx_rule (GString *to, int width, int rule);
void _cb_docx_block (GString *to, const CbBlock *block, int width, guint *n_pictures);
GByteArray *_cb_docx_picture (const CbBars *bars, guint *width, guint *height);

G_END_DECLS
