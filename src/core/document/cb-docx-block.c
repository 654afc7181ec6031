/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-docx-private.h"

/* The blocks of a document in WordprocessingML (ECMA-376 part 1, chapter 17). */

/* Of a picture: dots to the point, and English Metric Units to it. */
#define DOTS 3
#define EMU 12700

static void
append_run (GString *to, const char *text, const CbDocxText *look, gboolean bold)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  g_string_append_printf (to, "<w:r><w:rPr>%s%s<w:sz w:val=\"%u\"/><w:szCs w:val=\"%u\"/></w:rPr>",
                          bold ? "<w:b/>" : "", look->italic ? "<w:i/>" : "", look->size * 2,
                          look->size * 2);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_string_append (to, i > 0 ? "<w:br/><w:t xml:space=\"preserve\">"
                                 : "<w:t xml:space=\"preserve\">");
      _cb_document_append_xml (to, lines[i]);
      g_string_append (to, "</w:t>");
    }
  g_string_append (to, "</w:r>");
}

/* @label is bold and stands before @text; either may be %NULL. */
void
_cb_docx_paragraph (GString *to, const char *label, const char *text, const CbDocxText *look)
{
  g_string_append (to, "<w:p><w:pPr>");
  if (look->style != NULL)
    g_string_append_printf (to, "<w:pStyle w:val=\"%s\"/>", look->style);
  if (look->keep_next)
    g_string_append (to, "<w:keepNext/>");
  g_string_append_printf (to, "<w:spacing w:before=\"%d\" w:after=\"%d\"/>", look->before,
                          look->after);
  if (look->hanging > 0)
    g_string_append_printf (to, "<w:ind w:left=\"%d\" w:hanging=\"%d\"/>", look->left,
                            look->hanging);
  else if (look->left > 0 || look->first > 0)
    g_string_append_printf (to, "<w:ind w:left=\"%d\" w:firstLine=\"%d\"/>", look->left,
                            look->first);
  g_string_append_printf (to, "<w:jc w:val=\"%s\"/></w:pPr>", look->align);
  if (label != NULL)
    append_run (to, label, look, TRUE);
  if (text != NULL)
    append_run (to, text, look, look->bold);
  g_string_append (to, "</w:p>");
}

/* A line as long as @rule in the middle of @width: the border of an empty, indented paragraph. */
void
_cb_docx_rule (GString *to, int width, int rule)
{
  int indent = (width - rule) / 2;

  g_string_append_printf (
      to,
      "<w:p><w:pPr><w:pBdr><w:top w:val=\"single\" w:sz=\"6\" w:space=\"1\" w:color=\"auto\"/>"
      "</w:pBdr><w:spacing w:before=\"50\" w:after=\"0\"/><w:ind w:left=\"%d\" w:right=\"%d\"/>"
      "<w:jc w:val=\"center\"/><w:rPr><w:sz w:val=\"8\"/></w:rPr></w:pPr></w:p>",
      indent, indent);
}

static const char *const aligns[] = {
  [CB_ALIGN_START] = "left",
  [CB_ALIGN_CENTRE] = "center",
  [CB_ALIGN_END] = "right",
};

static void
append_cell (GString *to, const char *text, int width, guint span, const CbDocxText *look)
{
  g_string_append_printf (to, "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/>", width);
  if (span > 1)
    g_string_append_printf (to, "<w:gridSpan w:val=\"%u\"/>", span);
  g_string_append (to, "</w:tcPr>");
  _cb_docx_paragraph (to, NULL, text, look);
  g_string_append (to, "</w:tc>");
}

static void
append_row (GString *to, const CbBlock *block, const CbBlockRow *row, const int *widths, int width)
{
  CbDocxText look = { "left", NULL, CB_SIZE_TABLE, .bold = row->kind != CB_DOCUMENT_ROW_PLAIN };

  g_string_append (to, "<w:tr><w:trPr><w:cantSplit/></w:trPr>");
  if (row->kind == CB_DOCUMENT_ROW_GROUP)
    append_cell (to, row->cells[0], width, block->columns->len, &look);
  for (guint i = 0; row->kind != CB_DOCUMENT_ROW_GROUP && i < block->columns->len; i++)
    {
      look.align = aligns[g_array_index (block->columns, CbDocumentColumn, i).align];
      append_cell (to, row->cells[i], widths[i], 1, &look);
    }
  g_string_append (to, "</w:tr>");
}

static void
append_table (GString *to, const CbBlock *block, int width)
{
  guint n = block->columns->len;
  g_autofree int *widths = g_new0 (int, n);
  CbDocxText look = { "center", NULL, CB_SIZE_TABLE, .bold = TRUE };
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += MAX (g_array_index (block->columns, CbDocumentColumn, i).width, 0.01);
  g_string_append_printf (to,
                          "<w:tbl><w:tblPr><w:tblStyle w:val=\"TableGrid\"/><w:tblW w:w=\"%d\" "
                          "w:type=\"dxa\"/><w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
                          width);
  for (guint i = 0; i < n; i++)
    {
      const CbDocumentColumn *column = &g_array_index (block->columns, CbDocumentColumn, i);

      widths[i] = (int)(width * MAX (column->width, 0.01) / sum);
      g_string_append_printf (to, "<w:gridCol w:w=\"%d\"/>", widths[i]);
    }
  g_string_append (to, "</w:tblGrid><w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
  for (guint i = 0; i < n; i++)
    append_cell (to, g_array_index (block->columns, CbDocumentColumn, i).title, widths[i], 1,
                 &look);
  g_string_append (to, "</w:tr>");
  for (guint i = 0; i < block->rows->len; i++)
    append_row (to, block, &g_array_index (block->rows, CbBlockRow, i), widths, width);
  g_string_append (to, "</w:tbl>");
  /* Two tables without a paragraph between would be one. */
  _cb_docx_paragraph (to, NULL, NULL, &(CbDocxText){ "left", NULL, 6 });
}

static cairo_status_t
take_bytes_cb (void *closure, const unsigned char *data, unsigned int length)
{
  g_byte_array_append (closure, data, length);

  return CAIRO_STATUS_SUCCESS;
}

/* As PNG; @width goes in and @height comes out, in points. */
GByteArray *
_cb_docx_picture (const CbBars *bars, guint *width, guint *height)
{
  GByteArray *bytes = g_byte_array_new ();
  cairo_surface_t *surface;
  cairo_t *cr;

  *height = (guint)(cb_bars_get_height (bars, &_cb_paper_look) + 1);
  /* Cairo draws no picture higher than 32,767 dots. */
  *height = MIN (*height, 10000u);
  surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, (int)*width * DOTS, (int)*height * DOTS);
  cr = cairo_create (surface);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_scale (cr, DOTS, DOTS);
  cb_bars_draw (bars, cr, *width, &_cb_paper_look);
  cairo_destroy (cr);
  cairo_surface_write_to_png_stream (surface, take_bytes_cb, bytes);
  cairo_surface_destroy (surface);

  return bytes;
}

static void
append_picture (GString *to, const CbBlock *block, int width, guint number)
{
  g_autofree char *text = cb_bars_dup_text (block->bars);
  gint64 across = (gint64)width / 20 * EMU;
  gint64 down = (gint64)(cb_bars_get_height (block->bars, &_cb_paper_look) + 1) * EMU;

  g_string_append_printf (to,
                          "<w:p><w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" "
                          "distR=\"0\"><wp:extent cx=\"%" G_GINT64_FORMAT
                          "\" cy=\"%" G_GINT64_FORMAT
                          "\"/><wp:docPr id=\"%u\" name=\"Hình %u\" descr=\"",
                          across, MIN (down, (gint64)10000 * EMU), number, number);
  _cb_document_append_xml (to, text);
  g_string_append_printf (
      to,
      "\"/><a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/"
      "picture\"><pic:pic><pic:nvPicPr><pic:cNvPr id=\"%u\" name=\"\"/><pic:cNvPicPr/>"
      "</pic:nvPicPr><pic:blipFill><a:blip r:embed=\"rIdPicture%u\"/><a:stretch><a:fillRect/>"
      "</a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext "
      "cx=\"%" G_GINT64_FORMAT "\" cy=\"%" G_GINT64_FORMAT
      "\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/>"
      "</a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
      "</w:r></w:p>",
      number, number, across, MIN (down, (gint64)10000 * EMU));
}

static void
append_title (GString *to, const CbBlock *block, int width)
{
  CbDocxText look = { "center", "Title", 14, .bold = TRUE, .keep_next = TRUE, .before = 120 };

  if (block->label != NULL)
    {
      _cb_docx_paragraph (to, NULL, block->label, &look);
      look = (CbDocxText){ "center", NULL, CB_SIZE_TEXT, .bold = TRUE, .keep_next = TRUE };
    }
  _cb_docx_paragraph (to, NULL, block->text, &look);
  _cb_docx_rule (to, width, width / 5);
  _cb_docx_paragraph (to, NULL, NULL, &(CbDocxText){ "left", NULL, 8 });
}

static void
append_labelled (GString *to, const char *label, const CbBlock *block, const CbDocxText *look)
{
  g_autofree char *spaced = g_strconcat (" ", block->text, NULL);

  _cb_docx_paragraph (to, label, spaced, look);
}

/* @n_pictures rises with each picture. */
void
_cb_docx_block (GString *to, const CbBlock *block, int width, guint *n_pictures)
{
  CbDocxText look = { "left", NULL, CB_SIZE_TEXT, .after = 80 };
  g_autofree char *text = NULL;

  switch (block->kind)
    {
    case CB_BLOCK_TITLE:
      append_title (to, block, width);
      break;
    case CB_BLOCK_ADDRESSEE:
      look = (CbDocxText){ "center", NULL, CB_SIZE_TEXT, .after = 200 };
      text = g_strconcat (CB_ADDRESSEE, block->text, NULL);
      _cb_docx_paragraph (to, NULL, text, &look);
      break;
    case CB_BLOCK_HEADING:
      look = (CbDocxText){ "left",        "Heading1", CB_SIZE_TEXT, .bold = TRUE, .keep_next = TRUE,
                           .before = 120, .after = 60 };
      _cb_docx_paragraph (to, NULL, block->text, &look);
      break;
    case CB_BLOCK_PARAGRAPH:
      look
          = (CbDocxText){ "both", NULL, CB_SIZE_TEXT, .first = CB_TWIPS (CB_INDENT), .after = 120 };
      _cb_docx_paragraph (to, NULL, block->text, &look);
      break;
    case CB_BLOCK_FIELD:
      append_labelled (to, block->label, block, &look);
      break;
    case CB_BLOCK_ITEM:
      look = (CbDocxText){ "both",         NULL,       CB_SIZE_TEXT, .left = CB_TWIPS (CB_INDENT),
                           .hanging = 280, .after = 60 };
      text = g_strconcat (block->label != NULL ? block->label : "", " ", block->text, NULL);
      _cb_docx_paragraph (to, NULL, text, &look);
      break;
    case CB_BLOCK_NOTE:
      look = (CbDocxText){ "left", NULL, CB_SIZE_TABLE, .italic = TRUE, .after = 80 };
      _cb_docx_paragraph (to, NULL, block->text, &look);
      break;
    case CB_BLOCK_TABLE:
      append_table (to, block, width);
      break;
    case CB_BLOCK_BARS:
      append_picture (to, block, width, ++*n_pictures);
      break;
    case CB_BLOCK_PAGE_BREAK:
      g_string_append (to, "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>");
      break;
    default:
      g_assert_not_reached ();
    }
}
