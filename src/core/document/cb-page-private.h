/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <cairo.h>
#include <pango/pango.h>

#include "core/document/cb-document-private.h"

G_BEGIN_DECLS

/* Pages of a PDF on which text flows. Units are points; y is down from the top of the paper. */

/**
 * CbTextStyle:
 * @tag: of the structure: "P", "H1"…
 * @size: of the font
 * @indent: of the first line; negative: of the others
 * @left: of all lines, from the edge that the block has
 * @bold_bytes: so many bytes from the start are bold, whatever @bold says
 */
typedef struct
{
  const char *tag;
  double size;
  gboolean bold;
  gboolean italic;
  gboolean justify;
  CbAlign align;
  double indent;
  double left;
  double spacing; /* between lines, of the line's height */
  double before;
  double after;
  guint bold_bytes;
} CbTextStyle;

typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  PangoContext *context;

  double left;
  double top;
  double width;  /* of the text */
  double bottom; /* where the text must end */
  double y;
  guint number; /* of the page, from 1 */
} CbPage;

void _cb_page_break (CbPage *self);
void _cb_page_need (CbPage *self, double height);
PangoLayout *_cb_page_layout (CbPage *self,
                              const char *text,
                              double width,
                              const CbTextStyle *style) G_GNUC_WARN_UNUSED_RESULT;
double _cb_page_put (
    CbPage *self, const char *text, double x, double y, double width, const CbTextStyle *style);
void _cb_page_put_line (CbPage *self, PangoLayoutIter *iter, double x, double y);
void _cb_page_flow (CbPage *self, const char *text, const CbTextStyle *style);
void _cb_page_rule (CbPage *self, double x, double y, double width);
void _cb_page_table (CbPage *self, const CbBlock *block);

G_END_DECLS
