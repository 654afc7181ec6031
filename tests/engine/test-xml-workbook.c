/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbook-dump.h"

/* Facts of XML Spreadsheet 2003. */

#define BEGIN                                                                                      \
  "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n"                          \
  "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""                               \
  " xmlns:x=\"urn:schemas-microsoft-com:office:excel\""                                            \
  " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\""                                     \
  " xmlns:html=\"http://www.w3.org/TR/REC-html40\">"
#define STYLES                                                                                     \
  "<Styles><Style ss:ID=\"Default\"><Font ss:FontName=\".VnTime\"/></Style>"                       \
  "<Style ss:ID=\"d\"><Font ss:FontName=\"Arial\"/><NumberFormat ss:Format=\"Short Date\"/>"       \
  "</Style>"                                                                                       \
  "<Style ss:ID=\"t\" ss:Parent=\"d\"><NumberFormat ss:Format=\"hh:mm\"/></Style>"                 \
  "<Style ss:ID=\"e\" ss:Parent=\"d\"><NumberFormat ss:Format=\"[h]:mm\"/></Style>"                \
  "<Style ss:ID=\"p\" ss:Parent=\"d\"><NumberFormat ss:Format=\"Percent\"/></Style>"               \
  "<Style ss:ID=\"w\"><Font ss:FontName=\"Arial\" ss:Color=\"#FFFFFF\"/></Style>"                  \
  "</Styles>"

static void
assert_file (const char *file, const char *expected)
{
  g_autofree char *text = workbook_dump_bytes ((const guint8 *)file, strlen (file), NULL);
  g_autofree char *all = g_strconcat ("format xml-spreadsheet\n", expected, NULL);

  g_assert_cmpstr (text, ==, all);
}

#define CELL(attributes, type, data)                                                               \
  "<Cell " attributes "><Data ss:Type=\"" type "\">" data "</Data></Cell>"

static void
test_values (void)
{
  assert_file (
      BEGIN STYLES "<Worksheet ss:Name=\"S\"><Table><Row>" CELL ("", "String", "Tr¹m")
          CELL ("ss:StyleID=\"w\"", "Number", "1.50") CELL ("ss:Index=\"5\" ss:StyleID=\"p\"",
                                                            "Number", "0.12")
              CELL ("ss:StyleID=\"d\"", "DateTime", "2026-11-25T00:00:00.000")
                  CELL ("ss:StyleID=\"d\"", "DateTime", "2026-11-25T08:30:00.500")
                      CELL ("ss:StyleID=\"t\"", "DateTime", "1899-12-31T08:30:00.000")
                          CELL ("ss:StyleID=\"e\"", "DateTime", "1900-01-01T12:30:00.000")
                              CELL ("ss:StyleID=\"d\"", "Number", "46351")
                                  CELL ("ss:Formula=\"=1=1\" ss:StyleID=\"d\"", "Boolean", "1")
                                      CELL ("ss:StyleID=\"d\"", "Error",
                                            "#N/A") "</Row><Row ss:Index=\"4\"><Cell/>"
                                                    "<Cell><ss:Data ss:Type=\"String\" "
                                                    "xmlns=\"http://www.w3.org/TR/REC-html40\">a"
                                                    "<Font "
                                                    "html:Face=\"Arial\">b</Font>c&#10;d</"
                                                    "ss:Data></Cell></Row></Table></Worksheet>"
                                                    "</Workbook>",
      "sheet 0 S visible\n"
      "cell 0 0 0 text tcvn3 Tr¹m\n"
      "cell 0 0 1 number invisible 1.5\n"
      "cell 0 0 4 number percent 0.12\n"
      "cell 0 0 5 date 2026-11-25\n"
      "cell 0 0 6 datetime 2026-11-25T08:30:00.5\n"
      "cell 0 0 7 time 08:30:00\n"
      "cell 0 0 8 duration PT36H30M0S\n"
      "cell 0 0 9 date 2026-11-25\n"
      "cell 0 0 10 boolean formula TRUE\n"
      "cell 0 0 11 error #N/A\n"
      "cell 0 3 1 text 1:tcvn3 2:unicode 5:tcvn3 abc\\nd\n"
      "hidden invisible-cells 0  \"\" 1\n");
}

/* Encodings of one byte, which no library is asked for. */
static void
test_encodings (void)
{
  static const struct
  {
    const char *encoding;
    const char *expected;
  } cases[] = {
    { "windows-1258", "sheet 0 Hà visible\ncell 0 0 0 text Nội Đ €\n" },
    { "Windows-1252", "sheet 0 Hà visible\ncell 0 0 0 text Nôòi Ð €\n" },
    { "ISO-8859-1", "sheet 0 Hà visible\ncell 0 0 0 text Nôòi Ð €\n" },
    { "EBCDIC-X", "error -1 unsupported the XML is in the encoding EBCDIC-X, which is not read\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *file = g_strdup_printf (
          "<?xml version='1.0' encoding='%s'?>"
          "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\""
          " xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">"
          "<Worksheet ss:Name=\"H\xe0\"><Table><Row><Cell><Data ss:Type=\"String\">"
          "N\xf4\xf2i \xd0 \x80</Data></Cell></Row></Table></Worksheet>"
          "</Workbook>",
          cases[i].encoding);

      assert_file (file, cases[i].expected);
    }
}

static void
test_hidden (void)
{
  assert_file (
      BEGIN
      "<DocumentProperties xmlns=\"urn:schemas-microsoft-com:office:office\">"
      "<Author>Lan</Author><Created>2026</Created><Company>Sở</Company>"
      "</DocumentProperties>" STYLES
      "<Names><NamedRange ss:Name=\"v\" ss:RefersTo=\"=S!R1C1\"/></Names>"
      "<Worksheet ss:Name=\"S\"><Table><Column/><Column ss:Hidden=\"1\" ss:Span=\"1\"/>"
      "<Row ss:Hidden=\"1\">" CELL ("ss:StyleID=\"d\" ss:MergeAcross=\"1\" ss:MergeDown=\"2\"",
                                    "Number", "1")
          CELL ("ss:StyleID=\"d\"", "Number",
                "2") "</Row><Row><Cell ss:StyleID=\"d\"><Data ss:Type=\"Number\">3</Data>"
                     "<Comment ss:Author=\"Lan\"><ss:Data>bí mật</ss:Data></Comment></Cell></Row>"
                     "</Table><WorksheetOptions xmlns=\"urn:schemas-microsoft-com:office:excel\">"
                     "<PageSetup><Header x:Data=\"&amp;LMật\"/></PageSetup>"
                     "</WorksheetOptions></Worksheet>"
                     "<Worksheet ss:Name=\"Ẩn\"><WorksheetOptions "
                     "xmlns=\"urn:schemas-microsoft-com:office:excel\"><Visible>SheetVeryHidden"
                     "</Visible></WorksheetOptions></Worksheet></Workbook>",
      "sheet 0 S visible\n"
      "merge 0 0 0 2 1\n"
      "cell 0 0 0 date hidden 1900-01-01\ncell 0 0 2 date hidden 1900-01-02\n"
      "cell 0 1 0 date 1900-01-03\n"
      "sheet 1 Ẩn very-hidden\n"
      "hidden very-hidden-sheet 1 Ẩn \"\" 1\n"
      "hidden rows 0 1:1 \"\" 1\nhidden columns 0 B:C \"\" 2\n"
      "hidden comments 0 A2 \"bí mật\" 1\n"
      "hidden header-footer 0 header \"&LMật\" 1\n"
      "hidden name -1 v \"=S!R1C1\" 1\n"
      "hidden property -1 creator \"Lan\" 1\nhidden property -1 Company \"Sở\" 1\n");
}

/* One element may stand for empty rows that are alike. */
static void
test_row_spans (void)
{
  assert_file (
      BEGIN "<Worksheet ss:Name=\"S\"><Table><Row>" CELL (
          "", "Number",
          "1") "</Row><Row ss:Span=\"2\"/><Row>" CELL ("", "Number",
                                                       "5") "</Row><Row "
                                                            "ss:Span=\"4294967296\"/><Row "
                                                            "ss:Index=\"8\">" CELL (
                                                                "", "Number",
                                                                "8") "</"
                                                                     "Row><"
                                                                     "Row"
                                                                     ">" CELL (
                                                                         "", "Number",
                                                                         "9") "</Row></Table></"
                                                                              "Worksheet></"
                                                                              "Workbook>",
      "sheet 0 S visible\ncell 0 0 0 number 1\ncell 0 4 0 number 5\n"
      "cell 0 7 0 number 8\ncell 0 8 0 number 9\n");
}

static void
test_damaged (void)
{
  static const struct
  {
    const char *file;
    const char *expected;
  } cases[] = {
    { BEGIN "<Worksheet ss:Name=\"S\"><Table><Row>" CELL ("", "Number", "1") "</Row><Row>",
      "sheet 0 S visible\ncell 0 0 0 number 1\n"
      "error 0 file-cut sheet “S”, at row 2: the XML is damaged: no element found\n" },
    { BEGIN "<Worksheet ss:Name=\"S\"><Table><Row>" CELL ("", "Number", "1") "</Row></Cell>",
      "sheet 0 S visible\ncell 0 0 0 number 1\n"
      "error 0 bad-markup sheet “S”, at row 1: the XML is damaged: mismatched tag\n" },
    { BEGIN "<Worksheet ss:Name=\"S\"><Table><Row ss:Index=\"4294967296\">" CELL (
          "", "Number", "1") "</Row></Table></Worksheet></Workbook>",
      "sheet 0 S visible\n"
      "error 0 broken-file sheet “S”, at row 4294967296: there are more rows than "
      "a sheet has\n" },
    { BEGIN "<Worksheet ss:Name=\"S\"><Table><Row>" CELL (
          "ss:Index=\"16385\"", "Number", "1") "</Row></Table></Worksheet></Workbook>",
      "sheet 0 S visible\n"
      "error 0 broken-file sheet “S”, at row 1: there are more columns than a sheet has\n" },
    { BEGIN "</Workbook>", "error -1 broken-file there is no sheet in it\n" },
    { BEGIN "<Worksheet ss:Name=\"S\"><Table><Row><Cell><Data ss:Type=\"Number\">1</Data>"
            "<Data ss:Type=\"Number\">2</Data></Cell></Row></Table></Worksheet></Workbook>",
      "sheet 0 S visible\ncell 0 0 0 number 1\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_file (cases[i].file, cases[i].expected);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xml-workbook/encodings", test_encodings);
  g_test_add_func ("/xml-workbook/values", test_values);
  g_test_add_func ("/xml-workbook/hidden", test_hidden);
  g_test_add_func ("/xml-workbook/row-spans", test_row_spans);
  g_test_add_func ("/xml-workbook/damaged", test_damaged);

  return g_test_run ();
}
