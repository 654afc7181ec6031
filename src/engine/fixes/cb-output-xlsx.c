/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-output-sheet.h"

#include <string.h>

/* `{"step":"to-xlsx"}`: a workbook of one sheet, ECMA-376 part 1 (SpreadsheetML). Strings stand in
 * their cells, so that rows are written as they come; cells carry no addresses, which are optional
 * (§18.3.1.4) and not known before dropped rows are. */

enum
{
  STYLE_PLAIN,
  STYLE_HEADER,
  STYLE_DATE,
  STYLE_DATETIME,
  STYLE_TIME,
  STYLE_PERCENT,
  STYLE_DURATION,
};

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"
#define XML "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
#define SPREADSHEET "application/vnd.openxmlformats-officedocument.spreadsheetml."

static const char content_types[]
    = XML "<Types xmlns=\"" PACKAGE "content-types\">"
          "<Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package."
          "relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          "<Override PartName=\"/xl/workbook.xml\" ContentType=\"" SPREADSHEET "sheet.main+xml\"/>"
          "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"" SPREADSHEET
          "worksheet+xml\"/>"
          "<Override PartName=\"/xl/styles.xml\" ContentType=\"" SPREADSHEET "styles+xml\"/>"
          "</Types>";

static const char package_relations[] = XML
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
    "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";

static const char workbook[]
    = XML "<workbook xmlns=\"" MAIN "\" xmlns:r=\"" OFFICE "\"><sheets>"
          "<sheet name=\"Dữ liệu\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>";

static const char workbook_relations[] = XML
    "<Relationships xmlns=\"" PACKAGE "relationships\"><Relationship Id=\"rId1\" Type=\"" OFFICE
    "/worksheet\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Type=\"" OFFICE
    "/styles\" Target=\"styles.xml\"/></Relationships>";

static const char styles[] = XML
    "<styleSheet xmlns=\"" MAIN "\"><numFmts count=\"4\">"
    "<numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/>"
    "<numFmt numFmtId=\"165\" formatCode=\"dd/mm/yyyy\\ hh:mm:ss\"/>"
    "<numFmt numFmtId=\"166\" formatCode=\"hh:mm:ss\"/>"
    "<numFmt numFmtId=\"167\" formatCode=\"[h]:mm:ss\"/></numFmts>"
    "<fonts count=\"2\"><font><sz val=\"11\"/><name val=\"Times New Roman\"/></font>"
    "<font><b/><sz val=\"11\"/><name val=\"Times New Roman\"/></font></fonts>"
    "<fills count=\"2\"><fill><patternFill patternType=\"none\"/></fill>"
    "<fill><patternFill patternType=\"gray125\"/></fill></fills>"
    "<borders count=\"1\"><border/></borders><cellStyleXfs count=\"1\"><xf/></cellStyleXfs>"
    "<cellXfs count=\"7\"><xf/><xf fontId=\"1\" applyFont=\"1\"/>"
    "<xf numFmtId=\"164\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"165\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"166\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"10\" applyNumberFormat=\"1\"/>"
    "<xf numFmtId=\"167\" applyNumberFormat=\"1\"/></cellXfs>"
    "<cellStyles count=\"1\"><cellStyle name=\"Normal\" xfId=\"0\" builtinId=\"0\"/></cellStyles>"
    "</styleSheet>";

static const char sheet_head[]
    = XML "<worksheet xmlns=\"" MAIN "\"><sheetViews><sheetView workbookViewId=\"0\">"
          "<pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/>"
          "</sheetView></sheetViews><sheetData>";

static const char sheet_tail[] = "</sheetData></worksheet>";

static void
write_value (GByteArray *out, guint style, const char *value, gsize length)
{
  char head[24];

  cb_output_add (out, head,
                 (gsize)(style != STYLE_PLAIN
                             ? g_snprintf (head, sizeof head, "<c s=\"%u\"><v>", style)
                             : g_snprintf (head, sizeof head, "<c><v>")));
  cb_output_add (out, value, length);
  CB_OUTPUT_ADD (out, "</v></c>");
}

/* `_x000D_` in a text is an escape (§22.9.2.19), unless its underscore is one itself. */
static gboolean
is_escape (const char *p, const char *end)
{
  return end - p >= 7 && p[1] == 'x' && p[6] == '_' && g_ascii_isxdigit (p[2])
         && g_ascii_isxdigit (p[3]) && g_ascii_isxdigit (p[4]) && g_ascii_isxdigit (p[5]);
}

static void
add_text (GByteArray *out, const char *bytes, gsize length)
{
  const char *end = bytes + length;
  const char *from = bytes;

  for (const char *p = memchr (bytes, '_', length); p != NULL;
       p = memchr (p + 1, '_', (gsize)(end - p - 1)))
    if (is_escape (p, end))
      {
        cb_output_add_xml (out, from, (gsize)(p - from));
        CB_OUTPUT_ADD (out, "_x005F_");
        from = p + 1;
      }
  cb_output_add_xml (out, from, (gsize)(end - from));
}

static void
write_text (GByteArray *out, const CbCell *cell, gboolean is_header)
{
  if (is_header)
    CB_OUTPUT_ADD (out, "<c s=\"1\" t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  else
    CB_OUTPUT_ADD (out, "<c t=\"inlineStr\"><is><t xml:space=\"preserve\">");
  add_text (out, cell->bytes, cell->length);
  CB_OUTPUT_ADD (out, "</t></is></c>");
}

static guint
find_style (CbSheetCellType type)
{
  switch (type)
    {
    case CB_SHEET_CELL_DATE:
      return STYLE_DATE;
    case CB_SHEET_CELL_DATETIME:
      return STYLE_DATETIME;
    case CB_SHEET_CELL_TIME:
      return STYLE_TIME;
    case CB_SHEET_CELL_DURATION:
      return STYLE_DURATION;
    case CB_SHEET_CELL_TEXT:
    case CB_SHEET_CELL_NUMBER:
    case CB_SHEET_CELL_BOOLEAN:
    case CB_SHEET_CELL_ERROR:
    default:
      return STYLE_PLAIN;
    }
}

static void
write_cell (GByteArray *out, const CbCell *cell, gboolean is_header)
{
  CbSheetCellType type = cb_sheet_output_get_type (cell, is_header);
  char serial[32];

  if (cell->length == 0)
    CB_OUTPUT_ADD (out, "<c/>");
  else if (type == CB_SHEET_CELL_NUMBER)
    write_value (out, (cell->flags & CB_CELL_PERCENT) != 0 ? STYLE_PERCENT : STYLE_PLAIN,
                 cell->bytes, cell->length);
  else if (type == CB_SHEET_CELL_BOOLEAN)
    {
      CB_OUTPUT_ADD (out, "<c t=\"b\"><v>");
      cb_output_add (out, cell->bytes[0] == 'T' ? "1" : "0", 1);
      CB_OUTPUT_ADD (out, "</v></c>");
    }
  else if (find_style (type) != STYLE_PLAIN && cb_sheet_output_read_serial (cell, serial))
    write_value (out, find_style (type), serial, strlen (serial));
  else
    write_text (out, cell, is_header);
}

static void
write_row (
    const CbOutput *output, GByteArray *out, const CbCell *cells, guint n_cells, gboolean is_header)
{

  CB_OUTPUT_ADD (out, "<row>");
  for (guint i = 0; i < n_cells; i++)
    write_cell (out, &cells[i], is_header);
  CB_OUTPUT_ADD (out, "</row>");
}

static gboolean
begin (CbOutput *output, GError **error)
{
  CbSheetOutput *self = (CbSheetOutput *)output;

  return cb_zip_writer_add (self->zip, "[Content_Types].xml", TRUE, content_types, error)
         && cb_zip_writer_add (self->zip, "_rels/.rels", TRUE, package_relations, error)
         && cb_zip_writer_add (self->zip, "xl/workbook.xml", TRUE, workbook, error)
         && cb_zip_writer_add (self->zip, "xl/_rels/workbook.xml.rels", TRUE, workbook_relations,
                               error)
         && cb_zip_writer_add (self->zip, "xl/styles.xml", TRUE, styles, error)
         && cb_zip_writer_add (self->zip, "xl/worksheets/sheet1.xml", TRUE, sheet_head, error);
}

static gboolean
end (CbOutput *output, GError **error)
{
  CbSheetOutput *self = (CbSheetOutput *)output;
  gboolean ended
      = cb_zip_writer_write (self->zip, (const guint8 *)sheet_tail, strlen (sheet_tail), error)
        && cb_zip_writer_end (self->zip, error);

  output->bytes = cb_zip_writer_get_size (self->zip);

  return ended;
}

const CbOutputClass cb_output_xlsx = {
  "to-xlsx", cb_sheet_output_new, write_row, begin, cb_sheet_output_pack, end, cb_sheet_output_free,
};
