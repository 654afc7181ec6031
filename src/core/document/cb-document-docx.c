/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-document-private.h"

#include <string.h>

#include "base/cb-zip-writer.h"
#include "core/document/cb-docx-private.h"

/* A package of WordprocessingML: ECMA-376 part 1. */

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define WORD "application/vnd.openxmlformats-officedocument.wordprocessingml."
#define SPACES                                                                                     \
  "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" xmlns:r=\"" OFFICE     \
  "\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" "        \
  "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" "                             \
  "xmlns:pic=\"http://schemas.openxmlformats.org/drawingml/2006/picture\""

static const char content_types[]
    = XML "<Types xmlns=\"" PACKAGE "content-types\">"
          "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
          "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          "<Default Extension=\"png\" ContentType=\"image/png\"/>"
          "<Override PartName=\"/word/document.xml\" ContentType=\"" WORD "document.main+xml\"/>"
          "<Override PartName=\"/word/styles.xml\" ContentType=\"" WORD "styles+xml\"/>"
          "<Override PartName=\"/word/header1.xml\" ContentType=\"" WORD "header+xml\"/>"
          "<Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd."
          "openxmlformats-package.core-properties+xml\"/></Types>";

static const char package_relations[] = XML
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
    "/officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" "
    "Type=\"" PACKAGE "relationships/metadata/core-properties\" "
    "Target=\"docProps/core.xml\"/></Relationships>";

static const char styles[]
    = XML "<w:styles " SPACES "><w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii=\"" CB_FONT
          "\" w:hAnsi=\"" CB_FONT "\" w:eastAsia=\"" CB_FONT "\" w:cs=\"" CB_FONT "\"/>"
          "<w:sz w:val=\"26\"/><w:szCs w:val=\"26\"/><w:lang w:val=\"vi-VN\" w:eastAsia=\"vi-VN\"/>"
          "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
          "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name "
          "w:val=\"Normal\"/></w:style>"
          "<w:style w:type=\"paragraph\" w:styleId=\"Title\"><w:name w:val=\"Title\"/><w:basedOn "
          "w:val=\"Normal\"/></w:style>"
          "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/>"
          "<w:basedOn w:val=\"Normal\"/><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr></w:style>"
          "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name "
          "w:val=\"Normal Table\"/><w:tblPr><w:tblCellMar><w:left w:w=\"80\" w:type=\"dxa\"/>"
          "<w:right w:w=\"80\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr></w:style>"
          "<w:style w:type=\"table\" w:styleId=\"TableGrid\"><w:name w:val=\"Table Grid\"/>"
          "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
          "<w:top w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"
          "<w:left w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"
          "<w:bottom w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"
          "<w:right w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"
          "<w:insideH w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"
          "<w:insideV w:val=\"single\" w:sz=\"4\" w:color=\"auto\"/>"
          "</w:tblBorders></w:tblPr></w:style></w:styles>";

/* The page's number in the top margin; the first page has another header, which is none. */
static const char header[]
    = XML "<w:hdr " SPACES "><w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:fldChar "
          "w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> PAGE "
          "</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t>"
          "</w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p></w:hdr>";

static void
begin_pair (GString *to, int left, int right)
{
  g_string_append_printf (to,
                          "<w:tbl><w:tblPr><w:tblW w:w=\"%d\" w:type=\"dxa\"/><w:tblLayout "
                          "w:type=\"fixed\"/></w:tblPr><w:tblGrid><w:gridCol w:w=\"%d\"/>"
                          "<w:gridCol w:w=\"%d\"/></w:tblGrid><w:tr><w:trPr><w:cantSplit/></w:trPr>"
                          "<w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>",
                          left + right, left, right, left);
}

static void
next_of_pair (GString *to, int right)
{
  g_string_append_printf (to, "</w:tc><w:tc><w:tcPr><w:tcW w:w=\"%d\" w:type=\"dxa\"/></w:tcPr>",
                          right);
}

static void
end_pair (GString *to)
{
  g_string_append (to, "</w:tc></w:tr></w:tbl>");
  _cb_docx_paragraph (to, NULL, NULL, &(CbDocxText){ "left", NULL, 8 });
}

static void
append_head (GString *to, const CbDocument *self, int width)
{
  CbDocxText plain = { "center", NULL, CB_SIZE_HEAD };
  CbDocxText bold = { "center", NULL, CB_SIZE_HEAD, .bold = TRUE };
  int left = (int)(width * CB_HEAD_SHARE);
  int right = width - left;

  begin_pair (to, left, right);
  if (self->superior != NULL)
    _cb_docx_paragraph (to, NULL, self->superior, &plain);
  _cb_docx_paragraph (to, NULL, self->agency, &bold);
  _cb_docx_rule (to, left - 160, left * 2 / 5);
  plain.size = CB_SIZE_TEXT;
  if (self->number != NULL)
    _cb_docx_paragraph (to, NULL, self->number, &plain);
  plain.size = CB_SIZE_HEAD;
  if (self->subject != NULL)
    _cb_docx_paragraph (to, NULL, self->subject, &plain);
  next_of_pair (to, right);
  _cb_docx_paragraph (to, NULL, CB_NATION, &bold);
  bold.size = CB_SIZE_TEXT;
  _cb_docx_paragraph (to, NULL, CB_MOTTO, &bold);
  _cb_docx_rule (to, right - 160, CB_TWIPS (57));
  plain = (CbDocxText){ "center", NULL, CB_SIZE_TEXT, .italic = TRUE };
  _cb_docx_paragraph (to, NULL, self->place_and_date, &plain);
  end_pair (to);
}

static void
append_end (GString *to, const CbDocument *self, int width)
{
  CbDocxText look = { "left", NULL, CB_SIZE_HEAD, .bold = TRUE, .italic = TRUE };
  int half = width / 2;

  if (self->capacity == NULL && self->signer == NULL && self->recipients->len == 0)
    return;
  begin_pair (to, half, width - half);
  _cb_docx_paragraph (to, NULL, self->recipients->len > 0 ? CB_RECIPIENTS : NULL, &look);
  look = (CbDocxText){ "left", NULL, CB_SIZE_RECIPIENTS };
  for (guint i = 0; i < self->recipients->len; i++)
    {
      g_autofree char *line = _cb_document_dup_recipient (self, i);

      _cb_docx_paragraph (to, NULL, line, &look);
    }
  next_of_pair (to, width - half);
  look = (CbDocxText){ "center", NULL, CB_SIZE_TEXT, .bold = TRUE, .keep_next = TRUE };
  _cb_docx_paragraph (to, NULL, self->capacity, &look);
  look.before = 1200;
  _cb_docx_paragraph (to, NULL, self->signer, &look);
  end_pair (to);
}

static char *
make_body (const CbDocument *self, guint *n_pictures)
{
  GString *to = g_string_new (XML "<w:document " SPACES "><w:body>");
  double across = self->landscape ? CB_PAPER_LONG : CB_PAPER_SHORT;
  double down = self->landscape ? CB_PAPER_SHORT : CB_PAPER_LONG;
  int width = CB_TWIPS (across - CB_MARGIN_LEFT - CB_MARGIN_RIGHT);

  if (self->has_head)
    append_head (to, self, width);
  for (guint i = 0; i < self->blocks->len; i++)
    _cb_docx_block (to, g_ptr_array_index (self->blocks, i), width, n_pictures);
  append_end (to, self, width);
  g_string_append_printf (
      to,
      "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId2\"/><w:pgSz w:w=\"%d\" "
      "w:h=\"%d\"%s/><w:pgMar w:top=\"%d\" w:right=\"%d\" w:bottom=\"%d\" w:left=\"%d\" "
      "w:header=\"%d\" w:footer=\"400\" w:gutter=\"0\"/><w:titlePg/></w:sectPr></w:body>"
      "</w:document>",
      CB_TWIPS (across), CB_TWIPS (down), self->landscape ? " w:orient=\"landscape\"" : "",
      CB_TWIPS (CB_MARGIN_TOP), CB_TWIPS (CB_MARGIN_RIGHT), CB_TWIPS (CB_MARGIN_BOTTOM),
      CB_TWIPS (CB_MARGIN_LEFT), CB_TWIPS (CB_MARGIN_TOP / 2));

  return g_string_free (to, FALSE);
}

static char *
make_properties (const CbDocument *self)
{
  GString *to
      = g_string_new (XML "<cp:coreProperties xmlns:cp=\"" PACKAGE "metadata/core-properties\" "
                          "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>");

  _cb_document_append_xml (to, self->title);
  g_string_append (to, "</dc:title><dc:creator>");
  _cb_document_append_xml (to, self->author);
  g_string_append (to, "</dc:creator><dc:language>vi-VN</dc:language></cp:coreProperties>");

  return g_string_free (to, FALSE);
}

static char *
make_relations (guint n_pictures)
{
  GString *to = g_string_new (XML "<Relationships xmlns=\"" PACKAGE "relationships\">"
                                  "<Relationship Id=\"rId1\" Type=\"" OFFICE
                                  "/styles\" Target=\"styles.xml\"/><Relationship Id=\"rId2\" "
                                  "Type=\"" OFFICE "/header\" Target=\"header1.xml\"/>");

  for (guint i = 1; i <= n_pictures; i++)
    g_string_append_printf (to,
                            "<Relationship Id=\"rIdPicture%u\" Type=\"" OFFICE
                            "/image\" Target=\"media/picture%u.png\"/>",
                            i, i);
  g_string_append (to, "</Relationships>");

  return g_string_free (to, FALSE);
}

static gboolean
add_pictures (const CbDocument *self, CbZipWriter *zip, GError **error)
{
  guint width = (guint)((self->landscape ? CB_PAPER_LONG : CB_PAPER_SHORT) - CB_MARGIN_LEFT
                        - CB_MARGIN_RIGHT)
                * 72 * 10 / 254;
  guint n = 0;

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const CbBlock *block = g_ptr_array_index (self->blocks, i);
      g_autofree char *name = NULL;
      g_autoptr (GByteArray) bytes = NULL;
      guint height;

      if (block->kind != CB_BLOCK_BARS)
        continue;
      bytes = _cb_docx_picture (block->bars, &width, &height);
      name = g_strdup_printf ("word/media/picture%u.png", ++n);
      if (!cb_zip_writer_begin (zip, name, FALSE, error)
          || !cb_zip_writer_write (zip, bytes->data, bytes->len, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_document_to_docx:
 * @self: a document
 * @error: where to say why not
 *
 * A4, the same look as the PDF, opens in Word and LibreOffice. The same document gives the same
 * bytes. Any thread.
 *
 * Returns: (transfer full): the file's bytes; %NULL with %CB_ERROR_TOO_LARGE
 */
GBytes *
cb_document_to_docx (const CbDocument *self, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CbZipWriter) zip = cb_zip_writer_new_in_memory (bytes);
  guint n_pictures = 0;
  g_autofree char *body = make_body (self, &n_pictures);
  g_autofree char *properties = make_properties (self);
  g_autofree char *relations = make_relations (n_pictures);

  if (!cb_zip_writer_add (zip, "[Content_Types].xml", TRUE, content_types, error)
      || !cb_zip_writer_add (zip, "_rels/.rels", TRUE, package_relations, error)
      || !cb_zip_writer_add (zip, "docProps/core.xml", TRUE, properties, error)
      || !cb_zip_writer_add (zip, "word/document.xml", TRUE, body, error)
      || !cb_zip_writer_add (zip, "word/_rels/document.xml.rels", TRUE, relations, error)
      || !cb_zip_writer_add (zip, "word/styles.xml", TRUE, styles, error)
      || !cb_zip_writer_add (zip, "word/header1.xml", TRUE, header, error)
      || !add_pictures (self, zip, error) || !cb_zip_writer_end (zip, error))
    return NULL;

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
