/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "xlsx-fixture.h"

/* Habits of programs that write workbooks, as their files have them, and in the order that they
 * have: the two from which offices get most that no spreadsheet program has saved. */

/* Google Sheets: no properties of the document, spaces that nothing uses and an x14ac that nobody
 * says to leave alone, its own order of attributes, formatted rows down to the thousandth. */
#define GOOGLE_SPACES                                                                              \
  " xmlns='" MAIN_SPACE "' xmlns:r='" RELATION_SPACE "'"                                           \
  " xmlns:mx='http://schemas.microsoft.com/office/mac/excel/2008/main'"                            \
  " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"                        \
  " xmlns:mv='urn:schemas-microsoft-com:mac:vml'"                                                  \
  " xmlns:x14='http://schemas.microsoft.com/office/spreadsheetml/2009/9/main'"                     \
  " xmlns:x14ac='http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac'"                     \
  " xmlns:xm='http://schemas.microsoft.com/office/excel/2006/main'"

static const char google_styles[]
    = "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><styleSheet xmlns='" MAIN_SPACE
      "' xmlns:x14ac='http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac'"
      " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'>"
      "<numFmts count='2'><numFmt numFmtId='164' formatCode='d/m/yyyy'/>"
      "<numFmt numFmtId='165' formatCode='#,##0\\ [$₫-42A]'/></numFmts>"
      "<fonts count='2'><font><sz val='10.0'/><color rgb='FF000000'/><name val='Arial'/>"
      "<scheme val='minor'/></font><font><b/><color theme='1'/><name val='Arial'/></font></fonts>"
      "<fills count='2'><fill><patternFill patternType='none'/></fill><fill>"
      "<patternFill patternType='lightGray'/></fill></fills><borders count='1'><border/></borders>"
      "<cellStyleXfs count='1'><xf borderId='0' fillId='0' fontId='0' numFmtId='0'/></cellStyleXfs>"
      "<cellXfs count='4'><xf borderId='0' fillId='0' fontId='0' numFmtId='0' xfId='0'/>"
      "<xf borderId='0' fillId='0' fontId='1' numFmtId='0' xfId='0' applyFont='1'/>"
      "<xf borderId='0' fillId='0' fontId='1' numFmtId='164' xfId='0' applyNumberFormat='1'/>"
      "<xf borderId='0' fillId='0' fontId='1' numFmtId='165' xfId='0' applyNumberFormat='1'/>"
      "</cellXfs><cellStyles count='1'><cellStyle xfId='0' name='Normal' "
      "builtinId='0'/></cellStyles>"
      "<dxfs count='0'/></styleSheet>";

static void
test_google (void)
{
  g_autoptr (GString) sheet = g_string_new (
      "<?xml version='1.0' encoding='UTF-8' standalone='yes'?><worksheet" GOOGLE_SPACES
      "><sheetPr><outlinePr summaryBelow='0' summaryRight='0'/></sheetPr><sheetViews>"
      "<sheetView workbookViewId='0'/></sheetViews><sheetFormatPr customHeight='1'"
      " defaultColWidth='12.63' defaultRowHeight='15.75'/><sheetData>"
      "<row r='1'><c r='A1' s='1' t='s'><v>0</v></c><c r='B1' s='1' t='s'><v>1</v></c></row>"
      "<row r='2'><c r='A2' s='2'><v>46351.0</v></c><c r='B2' s='3'><v>1500000.0</v></c></row>"
      "<row r='3'><c r='A3' s='1' t='b'><v>1</v></c><c r='B3' s='1' t='str'>"
      "<f t='shared' ref='B3:B9' si='1'>A3&amp;\"\"</f><v>TRUE</v></c></row>");
  g_autofree char *text = NULL;

  for (guint i = 4; i <= 1000; i++)
    g_string_append_printf (sheet,
                            "<row r='%u' ht='15.75' customHeight='1'><c r='A%u' s='2'/>"
                            "<c r='B%u' s='3'/></row>",
                            i, i, i);
  g_string_append (sheet, "</sheetData><drawing r:id='rId1'/></worksheet>");
  {
    const XlsxPart parts[]
        = { { "xl/worksheets/sheet1.xml", sheet->str },
            { "xl/styles.xml", google_styles },
            { "xl/sharedStrings.xml",
              "<sst xmlns='" MAIN_SPACE "' count='2' uniqueCount='2'><si><t>Ngày</t></si><si>"
              "<t xml:space='preserve'>Số tiền </t></si></sst>" },
            { NULL, NULL } };

    text = xlsx_dump (parts);
  }
  g_assert_cmpstr (text, ==,
                   "A1 t Ngày\nB1 t Số tiền \nA2 d 2026-11-25\nB2 n 1500000\nA3 b TRUE\n"
                   "B3 t= TRUE\n");
}

/* Apache POI, when it writes rows as they come: strings inline, every number of a stated type and
 * with a point, cells of nothing but their place, results of formulas that nobody has computed, a
 * first dimension that a reader must not believe, and no address of rows and cells where it is told
 * so. */
static void
test_apache_poi (void)
{
  static const char sheet[]
      = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<worksheet xmlns=\"" MAIN_SPACE
        "\"><dimension ref=\"A1\"/><sheetViews><sheetView workbookViewId=\"0\" "
        "tabSelected=\"true\"/>"
        "</sheetViews><sheetFormatPr defaultRowHeight=\"15.0\"/><sheetData>\n<row r=\"1\">\n"
        "<c r=\"A1\" t=\"inlineStr\"><is><t>Nguyễn &amp; Lan</t></is></c>"
        "<c r=\"B1\" t=\"n\"><v>-7.0</v></c><c r=\"C1\" t=\"b\"><v>1</v></c>"
        "<c r=\"D1\" s=\"1\" t=\"n\"><v>36951.0</v></c><c r=\"E1\"></c></row>\n<row r=\"3\">\n"
        "<c r=\"A3\" t=\"inlineStr\"><is><t xml:space=\"preserve\">  hai đầu  </t></is></c>"
        "<c r=\"B3\" t=\"n\"><v>4.2824074074074075E-4</v></c><c r=\"C3\" t=\"e\"><v>#DIV/0!</v></c>"
        "<c r=\"D3\" t=\"n\"><f>B3*2</f><v>0.0</v></c><c r=\"E3\" t=\"str\"><f>A3</f><v></v></c>"
        "</row>\n<row><c t=\"inlineStr\"><is><t></t></is></c>"
        "<c t=\"inlineStr\"><is><t>cuối</t></is></c></row>\n</sheetData>"
        "<pageMargins bottom=\"0.75\" footer=\"0.3\" header=\"0.3\" left=\"0.7\" right=\"0.7\""
        " top=\"0.75\"/></worksheet>";
  static const char styles[]
      = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<styleSheet xmlns=\"" MAIN_SPACE
        "\"><numFmts count=\"1\"><numFmt numFmtId=\"164\" formatCode=\"dd/mm/yyyy\"/></numFmts>"
        "<cellXfs count=\"2\"><xf numFmtId=\"0\" xfId=\"0\"/>"
        "<xf numFmtId=\"164\" xfId=\"0\" applyNumberFormat=\"true\"/></cellXfs></styleSheet>";
  /* It keeps the sheet under the third relation, and the texts first, of which there are none. */
  const XlsxPart parts[] = {
    { "xl/workbook.xml",
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<workbook xmlns=\"" MAIN_SPACE
      "\" xmlns:r=\"" RELATION_SPACE "\"><workbookPr date1904=\"false\"/><bookViews>"
      "<workbookView activeTab=\"0\"/></bookViews><sheets><sheet name=\"Hộ kinh doanh\""
      " r:id=\"rId3\" sheetId=\"1\"/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?><Relationships xmlns="
      "\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      "<Relationship Id=\"rId1\" Target=\"sharedStrings.xml\" Type=\"" RELATION_SPACE
      "/sharedStrings\"/><Relationship Id=\"rId2\" Target=\"styles.xml\" Type=\"" RELATION_SPACE
      "/styles\"/><Relationship Id=\"rId3\" Target=\"worksheets/sheet1.xml\" Type=\"" RELATION_SPACE
      "/worksheet\"/></Relationships>" },
    { "xl/sharedStrings.xml", "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sst count=\"0\""
                              " uniqueCount=\"0\" xmlns=\"" MAIN_SPACE "\"/>" },
    { "xl/styles.xml", styles },
    { "xl/worksheets/sheet1.xml", sheet },
    { NULL, NULL }
  };
  g_autofree char *text = xlsx_dump (parts);

  g_assert_cmpstr (text, ==,
                   "A1 t Nguyễn & Lan\nB1 n -7\nC1 b TRUE\nD1 d 2001-03-01\nA3 t   hai đầu  \n"
                   "B3 n 0.00042824074074074075\nC3 e #DIV/0!\nD3 n= 0\nB4 t cuối\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xlsx/writers/google", test_google);
  g_test_add_func ("/xlsx/writers/apache-poi", test_apache_poi);

  return g_test_run ();
}
