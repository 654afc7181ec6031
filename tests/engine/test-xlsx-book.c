/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "xlsx-fixture.h"

/* What stands around the cells: styles, other ways to write the parts, what is hidden. */

#define SHEET(cells)                                                                               \
  "<worksheet xmlns='" MAIN_SPACE "'><sheetData><row r=\"1\">" cells                               \
  "</row></sheetData></worksheet>"
#define RELATIONS(inner)                                                                           \
  "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" inner     \
  "</Relationships>"
#define RELATION(id, type, target)                                                                 \
  "<Relationship Id='" id "' Type='" RELATION_SPACE "/" type "' Target='" target "'/>"

typedef struct
{
  const char *name;
  const char *format; /* number format of the cell */
  const char *value;
  const char *expected;
} FormatCase;

static const FormatCase format_cases[] = {
  { "vietnamese-date", "[$-42A]dd/mm/yyyy", "46351", "A1 d 2026-11-25\n" },
  { "words-of-vietnamese", "\"ngày\" dd \"tháng\" mm \"năm\" yyyy", "46351", "A1 d 2026-11-25\n" },
  { "date-time", "dd/mm/yyyy hh:mm", "46351.354166666664", "A1 T 2026-11-25T08:30:00\n" },
  { "date-with-a-time-of-day", "dd/mm/yyyy", "46351.5", "A1 T 2026-11-25T12:00:00\n" },
  { "time", "h:mm", "0.354166666666667", "A1 c 08:30:00\n" },
  { "elapsed", "[h]:mm:ss", "1.520833333333333", "A1 D PT36H30M0S\n" },
  { "negative-elapsed", "[h]:mm", "-0.25", "A1 D -PT6H0M0S\n" },
  { "negative-time", "h:mm", "-0.25", "A1 n -0.25\n" },
  { "first-day", "dd/mm/yyyy", "1", "A1 d 1900-01-01\n" },
  { "day-59", "dd/mm/yyyy", "59", "A1 d 1900-02-28\n" },
  { "the-day-that-was-not", "dd/mm/yyyy", "60", "A1 n 60\n" },
  { "day-61", "dd/mm/yyyy", "61", "A1 d 1900-03-01\n" },
  { "before-1900", "dd/mm/yyyy", "-1", "A1 n -1\n" },
  { "zero", "dd/mm/yyyy", "0", "A1 n 0\n" },
  { "after-9999", "dd/mm/yyyy", "2958466", "A1 n 2958466\n" },
  { "percent", "0.0%", "0.125", "A1 n% 0.125\n" },
  { "money", "#,##0 \"đồng\"", "1500000", "A1 n 1500000\n" },
  { "text", "@", "12", "A1 n 12\n" },
  { "hidden", ";;;", "12", "A1 ni 12\nhidden invisible-cells 0 [A1] [] 1\n" },
};

static void
test_formats (gconstpointer data)
{
  const FormatCase *given = data;
  g_autofree char *code = g_markup_escape_text (given->format, -1);
  g_autofree char *styles = g_strdup_printf (
      "<styleSheet xmlns='" MAIN_SPACE "'><numFmts><numFmt numFmtId='170' formatCode=\"%s\"/>"
      "</numFmts><cellXfs><xf/><xf numFmtId='170'/></cellXfs></styleSheet>",
      code);
  g_autofree char *sheet
      = g_strdup_printf (SHEET ("<c r=\"A1\" s=\"1\"><v>%s</v></c>"), given->value);
  const XlsxPart parts[] = {
    { "xl/styles.xml", styles },
    { "xl/worksheets/sheet1.xml", sheet },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==, given->expected);
}

static void
test_days_of_1904 (void)
{
  const XlsxPart parts[] = {
    { "xl/workbook.xml",
      "<workbook xmlns='" MAIN_SPACE "' xmlns:r='" RELATION_SPACE
      "'><workbookPr date1904='1'/><sheets><sheet name='a' r:id='rId1'/></sheets></workbook>" },
    { "xl/styles.xml", "<styleSheet xmlns='" MAIN_SPACE
                       "'><cellXfs><xf/><xf numFmtId='14'/></cellXfs></styleSheet>" },
    { "xl/worksheets/sheet1.xml",
      SHEET ("<c s=\"1\"><v>0</v></c><c s=\"1\"><v>44889</v></c><c s=\"1\"><v>60</v></c>") },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==, "A1 d 1904-01-01\nB1 d 2026-11-25\nC1 d 1904-03-01\n");
}

/* A time of day as a moment before the first day that there is. */
static void
test_times_as_moments (void)
{
  const XlsxPart parts[] = {
    { "xl/styles.xml", "<styleSheet xmlns='" MAIN_SPACE
                       "'><cellXfs><xf/><xf numFmtId='20'/></cellXfs></styleSheet>" },
    { "xl/worksheets/sheet1.xml", SHEET ("<c s=\"1\" t=\"d\"><v>1899-12-31T08:30:00.000</v></c>"
                                         "<c s=\"1\" t=\"d\"><v>2026-11-25T08:30:00.000</v></c>"
                                         "<c t=\"d\"><v>1899-12-31T08:30:00.000</v></c>") },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==, "A1 c 08:30:00\nB1 T 2026-11-25T08:30:00\nC1 T 1899-12-31T08:30:00\n");
}

static void
test_fonts_and_colours (void)
{
  const XlsxPart parts[] = {
    { "xl/styles.xml",
      "<styleSheet xmlns='" MAIN_SPACE "'><fonts><font><name val='Arial'/></font><font><color "
      "rgb='FF000000'/><name val='.VnTimeH'/></font><font><color theme='0'/><name val='VNI-Times'/>"
      "</font><font><color indexed='9'/></font><font><color rgb='FF4F81BD'/></font></fonts><fills>"
      "<fill><patternFill patternType='none'/></fill><fill><patternFill "
      "patternType='gray125'/></fill>"
      "<fill><patternFill patternType='solid'><fgColor rgb='FF4F81BD'/><bgColor indexed='64'/>"
      "</patternFill></fill><fill><patternFill patternType='none'><fgColor rgb='FF4F81BD'/>"
      "</patternFill></fill></fills><cellStyleXfs><xf fontId='3'/></cellStyleXfs><cellXfs>"
      "<xf/><xf fontId='1'/><xf fontId='2'/><xf fontId='3' fillId='2'/><xf fontId='4' fillId='2'/>"
      "<xf fontId='4' fillId='3'/></cellXfs><dxfs><dxf><font><name val='VPS'/></font></dxf></dxfs>"
      "</styleSheet>" },
    { "xl/worksheets/sheet1.xml", SHEET ("<c s=\"0\"><v>0</v></c><c s=\"1\"><v>1</v></c><c "
                                         "s=\"2\"><v>2</v></c><c s=\"3\"><v>3</v></c>"
                                         "<c s=\"4\" t=\"inlineStr\"><is><t>4</t></is></c><c "
                                         "s=\"5\"><v>5</v></c><c s=\"99\"><v>6</v></c>"
                                         "<c s=\"4\"/>") },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "A1 n 0\nB1 n[2] 1\nC1 ni[3] 2\nD1 n 3\nE1 ti 4\nF1 n 5\nG1 n 6\n"
                   "hidden invisible-cells 0 [C1] [] 2\n");
}

static const char same_cells[] = "A1 t Tên\nB1 n 1.5\nmerged A1:B2\nhidden columns 0 [C:D] [] 2\n";

#define INNER(p)                                                                                   \
  "<" p "cols><" p "col min='3' max='4' hidden='1'/></" p "cols><" p "sheetData><" p               \
  "row r=\"1\">"                                                                                   \
  "<" p "c r=\"A1\" t=\"inlineStr\"><" p "is><" p "t>Tên</" p "t></" p "is></" p "c><" p           \
  "c r=\"B1\"><" p "v>1.5</" p "v></" p "c></" p "row></" p "sheetData><" p "mergeCells><" p       \
  "mergeCell ref='A1:B2'/><" p "mergeCell ref='XFE1:XFF1'/></" p "mergeCells>"

static void
test_prefix (void)
{
  g_autofree char *dump
      = xlsx_dump_sheet ("<x:worksheet xmlns:x='" MAIN_SPACE "'>" INNER ("x:") "</x:worksheet>");

  g_assert_cmpstr (dump, ==, same_cells);
}

static void
test_strict (void)
{
  g_autofree char *dump
      = xlsx_dump_sheet ("<worksheet xmlns='http://purl.oclc.org/ooxml/spreadsheetml/main'>" INNER (
          "") "</worksheet>");

  g_assert_cmpstr (dump, ==, same_cells);
}

static void
test_other_namespace (void)
{
  g_autofree char *dump
      = xlsx_dump_sheet ("<worksheet xmlns='urn:other'>" INNER ("") "</worksheet>");

  g_assert_cmpstr (dump, ==, "");
}

static void
test_container_in_comment (void)
{
  g_autofree char *dump = xlsx_dump_sheet (
      "<!-- <sheetData><row><c><v>9</v></c></row> --><worksheet xmlns='" MAIN_SPACE
      "'><!-- <sheetData> -->" INNER ("") "<!-- <row> --></worksheet>");

  g_assert_cmpstr (dump, ==, same_cells);
}

/* A part in another encoding than the usual one. */
static void
test_encoding (gconstpointer data)
{
  const char *encoding = data;
  g_autofree char *text
      = g_strdup_printf ("<?xml version='1.0' encoding='%s'?><worksheet xmlns='" MAIN_SPACE
                         "'>" INNER ("") "</worksheet>",
                         encoding);
  gsize length;
  g_autofree char *bytes = NULL;
  g_autoptr (GByteArray) archive = NULL;
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;

  bytes = g_convert (text, -1, encoding, "UTF-8", NULL, &length, &error);
  g_assert_no_error (error);
  archive = xlsx_pack_bytes ("xl/worksheets/sheet1.xml", bytes, length);
  dump = xlsx_dump_bytes (archive->data, archive->len);

  g_assert_cmpstr (dump, ==, same_cells);
}

static void
test_targets (void)
{
  const XlsxPart parts[] = {
    { "_rels/.rels", RELATIONS (RELATION ("r", "officeDocument", "/book/main.xml")) },
    { "xl/workbook.xml", NULL },
    { "xl/_rels/workbook.xml.rels", NULL },
    { "book/main.xml",
      "<workbook xmlns='" MAIN_SPACE "' xmlns:r='http://purl.oclc.org/ooxml/officeDocument/"
      "relationships'><sheets><sheet name='a' r:id='a'/><sheet name='a' r:id='b'/>"
      "<sheet name='c' r:id='none'/></sheets></workbook>" },
    { "book/_rels/main.xml.rels",
      RELATIONS (RELATION ("a", "worksheet", "../Trang%20t%C3%ADnh/a.XML")
                     RELATION ("b", "worksheet", "./b\\b.xml")) },
    { "Trang tính/A.xml", SHEET ("<c><v>1</v></c>") },
    { "book/b/b.xml", SHEET ("<c><v>2</v></c>") },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "sheet a 0\nA1 n 1\nsheet a 0\nA1 n 2\nsheet c 0\n"
                   "error part-missing: the part of this sheet (unnamed) is missing\n");
}

/* The cells are there, and it is said why they may stand under another name. */
static void
test_no_relations (void)
{
  const XlsxPart parts[] = {
    { "xl/workbook.xml",
      "<workbook xmlns='" MAIN_SPACE "' xmlns:r='" RELATION_SPACE
      "'><sheets><sheet name='Một' r:id='rId1'/><sheet name='Hai' state='hidden' r:id='rId2'/>"
      "<sheet name='Ba' r:id='rId3'/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels", NULL },
    { "xl/worksheets/sheet10.xml", SHEET ("<c><v>10</v></c>") },
    { "xl/worksheets/sheet1.xml", SHEET ("<c t='s'><v>0</v></c><c s='1'><v>0.5</v></c>") },
    { "xl/styles.xml", "<styleSheet xmlns='" MAIN_SPACE "'><cellXfs><xf/><xf numFmtId='9'/>"
                       "</cellXfs></styleSheet>" },
    { "xl/sharedStrings.xml", "<sst xmlns='" MAIN_SPACE "'><si><t>a</t></si></sst>" },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (
      dump, ==,
      "sheet Một 0\nA1 t a\nB1 n% 0.5\nerror part-missing: xl/worksheets/sheet1.xml, "
      "from row 2 on: the part that "
      "says which sheet is where is missing: they are taken as they are numbered\n"
      "sheet Hai 1\nA1 n 10\nerror part-missing: xl/worksheets/sheet10.xml, from row 2 "
      "on: the part that says "
      "which "
      "sheet is where is missing: they are taken as they are numbered\n"
      "sheet Ba 0\nerror part-missing: the part of this sheet (unnamed) is missing\n"
      "hidden sheet 1 [Hai] [] 1\n");
}

static void
test_kinds_of_sheets (void)
{
  const XlsxPart parts[] = {
    { "xl/workbook.xml",
      "<workbook xmlns='" MAIN_SPACE "' xmlns:r='" RELATION_SPACE
      "'><sheets><sheet name='Ẩn' state='hidden' r:id='rId1'/><sheet name='Biểu đồ' r:id='rId2'/>"
      "<sheet name='Rất ẩn' state='veryHidden' r:id='rId3'/><sheet name='Macro' "
      "r:id='rId4'/></sheets>"
      "<definedNames><definedName name='vung'>Ẩn!$A$1:$B$2</definedName><definedName name='bi_mat' "
      "hidden='1' localSheetId='2'>&quot;abc&quot;</definedName><definedName "
      "name='_xlnm.Print_Area'>x"
      "</definedName></definedNames></workbook>" },
    { "xl/_rels/workbook.xml.rels",
      RELATIONS (RELATION ("rId1", "worksheet", "worksheets/sheet1.xml")
                     RELATION ("rId2", "chartsheet", "chartsheets/sheet1.xml")
                         RELATION ("rId3", "worksheet", "worksheets/sheet1.xml")
                             RELATION ("rId4", "xlMacrosheet", "macrosheets/sheet1.xml")) },
    { "xl/worksheets/sheet1.xml", SHEET ("<c><v>1</v></c>") },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "sheet Ẩn 1\nA1 n 1\nsheet Biểu đồ 0 no table\nsheet Rất ẩn 2\nA1 n 1\n"
                   "sheet Macro 0 no table\n"
                   "hidden sheet 0 [Ẩn] [] 1\n"
                   "hidden very-hidden-sheet 2 [Rất ẩn] [] 1\n"
                   "hidden name -1 [vung] [Ẩn!$A$1:$B$2] 1\n"
                   "hidden hidden-name 2 [bi_mat] [\"abc\"] 1\n"
                   "hidden macros 3 [xl/macrosheets/sheet1.xml] [Macro] 1\n");
}

static void
test_comments (void)
{
  const XlsxPart parts[] = {
    { "xl/worksheets/sheet1.xml",
      "<worksheet xmlns='" MAIN_SPACE
      "'><sheetData/><headerFooter><oddHeader>&amp;L&amp;\"Arial,Bold\""
      "&amp;12Sở Nội vụ&amp;C&amp;KFF0000Mật&amp;R&amp;P</oddHeader></headerFooter></worksheet>" },
    { "xl/worksheets/_rels/sheet1.xml.rels",
      RELATIONS (RELATION ("a", "comments", "../comments1.xml")
                     RELATION ("b", "threadedComment", "../threadedComments/t1.xml")) },
    { "xl/comments1.xml", "<comments xmlns='" MAIN_SPACE
                          "'><authors><author>Lan</author></authors><commentList><comment "
                          "ref='B2'><text><r><t>Xem "
                          "</t></r><r><t>lại</t></r></text></comment><comment ref='C3'><text><t>"
                          "[Threaded comment]</t></text></comment></commentList></comments>" },
    { "xl/threadedComments/t1.xml",
      "<ThreadedComments xmlns='http://schemas.microsoft.com/office/spreadsheetml/2018/"
      "threadedcomments'><threadedComment ref='C3' id='1'><text>Ai nhập?</text></threadedComment>"
      "<threadedComment ref='C3' id='2' parentId='1'><text>Tôi</text></threadedComment>"
      "</ThreadedComments>" },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "hidden comments 0 [C3] [Ai nhập?] 1\nhidden comments 0 [C3] [Tôi] 1\n"
                   "hidden comments 0 [B2] [Xem lại] 1\n"
                   "hidden header-footer 0 [oddHeader] [Sở Nội vụ | Mật | &P] 1\n");
}

/* What follows a colour may begin like more of it, and any letter may follow an &. */
static void
test_header_codes (void)
{
  const XlsxPart parts[] = {
    { "xl/worksheets/sheet1.xml",
      "<worksheet xmlns='" MAIN_SPACE
      "'><sheetData/><headerFooter><oddHeader>&amp;C&amp;KFF0000Danh"
      " sách</oddHeader><oddFooter>&amp;K01+0492026</oddFooter><evenHeader>&amp;K04</evenHeader>"
      "<evenFooter>Số &amp;Đ1</evenFooter></headerFooter></worksheet>" },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "hidden header-footer 0 [oddHeader] [Danh sách] 1\n"
                   "hidden header-footer 0 [oddFooter] [2026] 1\n"
                   "hidden header-footer 0 [evenFooter] [Số 1] 1\n");
}

static void
test_beside_the_sheets (void)
{
  const XlsxPart parts[] = {
    { "_rels/.rels",
      "<Relationships "
      "xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>" RELATION (
          "r", "officeDocument", "xl/workbook.xml") RELATION ("a", "extended-properties",
                                                              "docProps/app.xml")
          RELATION ("b", "custom-properties",
                    "docProps/custom.xml") "<Relationship Id='c' "
                                           "Type='http://schemas.openxmlformats.org/package/2006/"
                                           "relationships/metadata/core-properties' "
                                           "Target='docProps/core.xml'/>"
                                           "</Relationships>" },
    { "docProps/core.xml",
      "<cp:coreProperties xmlns:cp='urn:cp' xmlns:dc='urn:dc'><dc:creator>Nguyễn Thị "
      "Lan</dc:creator>"
      "<cp:lastModifiedBy>minh</cp:lastModifiedBy><dc:title> </dc:title></cp:coreProperties>" },
    { "docProps/app.xml", "<Properties xmlns='urn:p'><Application>Microsoft Excel</Application>"
                          "<Company>Sở Y tế</Company></Properties>" },
    { "docProps/custom.xml", "<Properties xmlns='urn:c' xmlns:vt='urn:v'><property name='Số hiệu'>"
                             "<vt:lpwstr>12/QĐ</vt:lpwstr></property></Properties>" },
    { "xl/_rels/workbook.xml.rels",
      RELATIONS (RELATION ("rId1", "worksheet", "worksheets/sheet1.xml")
                     RELATION ("e", "externalLink", "externalLinks/externalLink1.xml")
                         RELATION ("p", "pivotCacheDefinition", "pivotCache/d1.xml")
                             RELATION ("q", "pivotCacheDefinition", "pivotCache/d2.xml")
                                 RELATION ("c", "connections", "connections.xml")) },
    { "xl/externalLinks/externalLink1.xml", "<externalLink/>" },
    { "xl/externalLinks/_rels/externalLink1.xml.rels",
      RELATIONS ("<Relationship Id='a' Type='x/externalLinkPath' Target='file:///C:/luong.xlsx' "
                 "TargetMode='External'/>") },
    { "xl/pivotCache/d1.xml", "<pivotCacheDefinition recordCount='250'><cacheSource>"
                              "<worksheetSource ref='A1:F251' sheet='Gốc'/></cacheSource>"
                              "</pivotCacheDefinition>" },
    { "xl/pivotCache/_rels/d1.xml.rels",
      RELATIONS (RELATION ("a", "pivotCacheRecords", "r1.xml")) },
    { "xl/pivotCache/d2.xml", "<pivotCacheDefinition recordCount='9'/>" },
    { "xl/connections.xml",
      "<connections><connection name='CSDL'><dbPr connection='Server=10.0.0.1'/>"
      "</connection></connections>" },
    { "xl/vbaProject.bin", "x" },
    { "xl/model/item.data", "x" },
    { "xl/embeddings/oleObject1.bin", "x" },
    { "xl/media/image1.png", "x" },
    { "customXml/item1.xml", "<x/>" },
    { "customXml/itemProps1.xml", "<x/>" },
    { "xl/worksheets/sheet1.xml", SHEET ("") },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "hidden pivot-cache -1 [xl/pivotCache/d1.xml] [Gốc!A1:F251] 250\n"
                   "hidden external-link -1 [xl/externalLinks/externalLink1.xml] "
                   "[file:///C:/luong.xlsx] 1\n"
                   "hidden connection -1 [CSDL] [Server=10.0.0.1] 1\n"
                   "hidden macros -1 [xl/vbaProject.bin] [] 1\n"
                   "hidden data-model -1 [xl/model/item.data] [] 1\n"
                   "hidden embedded -1 [xl/embeddings/oleObject1.bin] [] 1\n"
                   "hidden pictures -1 [xl/media/image1.png] [] 1\n"
                   "hidden custom-xml -1 [customXml/item1.xml] [] 1\n"
                   "hidden property -1 [creator] [Nguyễn Thị Lan] 1\n"
                   "hidden property -1 [lastModifiedBy] [minh] 1\n"
                   "hidden property -1 [Company] [Sở Y tế] 1\n"
                   "hidden property -1 [Số hiệu] [12/QĐ] 1\n");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (format_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/xlsx/format/", format_cases[i].name, NULL);

      g_test_add_data_func (path, &format_cases[i], test_formats);
    }
  g_test_add_func ("/xlsx/days-of-1904", test_days_of_1904);
  g_test_add_func ("/xlsx/times-as-moments", test_times_as_moments);
  g_test_add_func ("/xlsx/fonts-and-colours", test_fonts_and_colours);
  g_test_add_func ("/xlsx/writing/prefix", test_prefix);
  g_test_add_func ("/xlsx/writing/strict", test_strict);
  g_test_add_func ("/xlsx/writing/other-namespace", test_other_namespace);
  g_test_add_func ("/xlsx/writing/container-in-a-comment", test_container_in_comment);
  g_test_add_data_func ("/xlsx/writing/utf-16", "UTF-16", test_encoding);
  g_test_add_data_func ("/xlsx/writing/windows-1252", "windows-1252", test_encoding);
  g_test_add_func ("/xlsx/writing/targets", test_targets);
  g_test_add_func ("/xlsx/book/no-relations", test_no_relations);
  g_test_add_func ("/xlsx/hidden/kinds-of-sheets", test_kinds_of_sheets);
  g_test_add_func ("/xlsx/hidden/comments", test_comments);
  g_test_add_func ("/xlsx/hidden/header-codes", test_header_codes);
  g_test_add_func ("/xlsx/hidden/beside-the-sheets", test_beside_the_sheets);

  return g_test_run ();
}
