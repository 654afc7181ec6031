/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-text.h"
#include "workbook-dump.h"
#include "zip-maker.h"

/* Facts of OpenDocument, each in a few elements, in an archive and flat. */

#define SPACES                                                                                     \
  " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"                               \
  " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"                                 \
  " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"                                   \
  " xmlns:style='urn:oasis:names:tc:opendocument:xmlns:style:1.0'"                                 \
  " xmlns:number='urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0'"                            \
  " xmlns:fo='urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0'"                        \
  " xmlns:svg='urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0'"                          \
  " xmlns:meta='urn:oasis:names:tc:opendocument:xmlns:meta:1.0'"                                   \
  " xmlns:draw='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"                                \
  " xmlns:script='urn:oasis:names:tc:opendocument:xmlns:script:1.0'"                               \
  " xmlns:dc='http://purl.org/dc/elements/1.1/'"                                                   \
  " xmlns:xlink='http://www.w3.org/1999/xlink'"                                                    \
  " xmlns:calcext='urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0'"          \
  " office:mimetype='application/vnd.oasis.opendocument.spreadsheet'"

#define MIMETYPE "application/vnd.oasis.opendocument.spreadsheet"

static const char styles[]
    = "<office:font-face-decls>"
      "<style:font-face style:name='F1' svg:font-family=\"'.VnTime'\"/>"
      "<style:font-face style:name='F2' svg:font-family='VNI-Times'/>"
      "<style:font-face style:name='F3' svg:font-family='Arial'/>"
      "</office:font-face-decls>"
      "<office:styles>"
      "<style:style style:name='Goc' style:family='table-cell'>"
      "<style:text-properties style:font-name='F1'/></style:style>"
      "</office:styles>"
      "<office:automatic-styles>"
      "<number:time-style style:name='N1' number:truncate-on-overflow='false'/>"
      "<number:date-style style:name='N2'><number:day/><number:text>/</number:text><number:month/>"
      "</number:date-style>"
      "<number:date-style style:name='N3'><number:day/><number:hours/><number:minutes/>"
      "</number:date-style>"
      "<style:style style:name='ce5' style:family='table-cell' style:data-style-name='N2'/>"
      "<style:style style:name='ce6' style:family='table-cell' style:data-style-name='N3'/>"
      "<style:style style:name='ce1' style:family='table-cell' style:parent-style-name='Goc'/>"
      "<style:style style:name='ce2' style:family='table-cell' style:data-style-name='N1'/>"
      "<style:style style:name='ce3' style:family='table-cell'>"
      "<style:text-properties fo:color='#ffffff'/></style:style>"
      "<style:style style:name='ce4' style:family='table-cell'>"
      "<style:table-cell-properties fo:background-color='#000000'/>"
      "<style:text-properties fo:color='#ffffff'/></style:style>"
      "<style:style style:name='T1' style:family='text'>"
      "<style:text-properties style:font-name='F2'/></style:style>"
      "<style:style style:name='T2' style:family='text'>"
      "<style:text-properties style:font-name='F3'/></style:style>"
      "<style:style style:name='T3' style:family='text'>"
      "<style:text-properties fo:font-weight='bold'/></style:style>"
      "<style:style style:name='ta2' style:family='table'>"
      "<style:table-properties table:display='false'/></style:style>"
      "<style:style style:name='ta3' style:family='table' style:master-page-name='Trang'/>"
      "</office:automatic-styles>"
      "<office:master-styles><style:master-page style:name='Trang'>"
      "<style:header><style:region-left><text:p>Mật</text:p></style:region-left>"
      "<style:region-right><text:p>số <text:page-number>1</text:page-number></text:p>"
      "</style:region-right></style:header>"
      "<style:footer style:display='false'><text:p>không</text:p></style:footer>"
      "</style:master-page></office:master-styles>";

static char *
make_flat (const char *body)
{
  return g_strconcat ("<?xml version='1.0'?><office:document" SPACES ">", styles,
                      "<office:body><office:spreadsheet>", body,
                      "</office:spreadsheet></office:body></office:document>", NULL);
}

static GByteArray *
make_archive (const char *body, guint flags)
{
  ZipMaker *maker = zip_maker_new ();
  g_autofree char *content = g_strconcat ("<office:document-content" SPACES ">", styles,
                                          "<office:body><office:spreadsheet>", body,
                                          "</office:spreadsheet></office:body>"
                                          "</office:document-content>",
                                          NULL);

  zip_maker_add (maker, "mimetype", MIMETYPE, strlen (MIMETYPE), ZIP_STORED);
  zip_maker_add (maker, "content.xml", content, strlen (content), flags);

  return zip_maker_finish (maker, FALSE);
}

static char *
dump_archive (const char *body)
{
  g_autoptr (GByteArray) file = make_archive (body, 0);

  return workbook_dump_bytes (file->data, file->len, NULL);
}

static char *
dump_flat (const char *body)
{
  g_autofree char *flat = make_flat (body);

  return workbook_dump_bytes ((const guint8 *)flat, strlen (flat), NULL);
}

static void
assert_body (const char *body, const char *expected)
{
  g_autofree char *from_archive = dump_archive (body);
  g_autofree char *from_flat = dump_flat (body);
  g_autofree char *archive_expected = g_strconcat ("format ods\n", expected, NULL);
  g_autofree char *flat_expected = g_strconcat ("format fods\n", expected, NULL);

  g_assert_cmpstr (from_archive, ==, archive_expected);
  g_assert_cmpstr (from_flat, ==, flat_expected);
}

typedef struct
{
  const char *cell;
  const char *expected; /* without its place, NULL for none */
} Case;

static void
assert_cases (const Case *cases, gsize n)
{
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *body = g_strdup_printf (
          "<table:table table:name='S'><table:table-row>%s</table:table-row></table:table>",
          cases[i].cell);
      g_autofree char *expected
          = cases[i].expected != NULL
                ? g_strdup_printf ("sheet 0 S visible\ncell 0 0 0 %s\n", cases[i].expected)
                : g_strdup ("sheet 0 S visible\n");

      assert_body (body, expected);
    }
}

#define CELL(attributes, content) "<table:table-cell " attributes ">" content "</table:table-cell>"
#define TEXT(content) CELL ("office:value-type='string'", "<text:p>" content "</text:p>")

static void
test_values (void)
{
  static const Case cases[] = {
    { CELL ("office:value-type='float' office:value='1234.5'", "<text:p>1.234,5</text:p>"),
      "number 1234.5" },
    { CELL ("office:value-type='float' office:value='2024.0'", ""), "number 2024" },
    { CELL ("office:value-type='float' office:value='1.5E-3'", ""), "number 0.0015" },
    { CELL ("office:value-type='float' office:value='0.10000000000000001'", ""), "number 0.1" },
    { CELL ("office:value-type='float' office:value='-0'", ""), "number 0" },
    { CELL ("office:value-type='float' office:value='1,5'", "<text:p>1,5</text:p>"), "text 1,5" },
    { CELL ("office:value-type='float' office:value='INF'", "<text:p>Err:503</text:p>"),
      "text Err:503" },
    { CELL ("office:value-type='percentage' office:value='0.12'", "<text:p>12%</text:p>"),
      "number percent 0.12" },
    { CELL ("office:value-type='currency' office:value='5000' office:currency='VND'", ""),
      "number 5000" },
    { CELL ("office:value-type='date' office:date-value='2026-11-25'", "<text:p>25/11</text:p>"),
      "date 2026-11-25" },
    { CELL ("office:value-type='date' office:date-value='1899-12-01'", ""), "date 1899-12-01" },
    { CELL ("office:value-type='date' office:date-value='2026-11-25T08:30:00'", ""),
      "datetime 2026-11-25T08:30:00" },
    { CELL ("office:value-type='date' office:date-value='2026-11-25T08:30:00.500000000'", ""),
      "datetime 2026-11-25T08:30:00.5" },
    { CELL ("office:value-type='date' office:date-value='2026-11-25T00:00:00'", ""),
      "date 2026-11-25" },
    { CELL ("table:style-name='ce5' office:value-type='date' "
            "office:date-value='2026-11-25T00:00:00.000Z'",
            ""),
      "date 2026-11-25" },
    { CELL ("table:style-name='ce5' office:value-type='date' "
            "office:date-value='2026-11-25T00:00:00.25'",
            ""),
      "datetime 2026-11-25T00:00:00.25" },
    { CELL ("table:style-name='ce6' office:value-type='date' "
            "office:date-value='2026-11-25T00:00:00'",
            ""),
      "datetime 2026-11-25T00:00:00" },
    { CELL ("table:style-name='ce6' office:value-type='date' office:date-value='2026-11-25'", ""),
      "datetime 2026-11-25T00:00:00" },
    { CELL ("office:value-type='date' office:date-value='hôm qua'", "<text:p>hôm qua</text:p>"),
      "text hôm qua" },
    { CELL ("office:value-type='time' office:time-value='PT08H30M00S'", ""), "time 08:30:00" },
    { CELL ("office:value-type='time' office:time-value='PT08H30M00.25S'", ""),
      "time 08:30:00.25" },
    { CELL ("office:value-type='time' office:time-value='PT36H30M00S'", ""),
      "duration PT36H30M0S" },
    { CELL ("office:value-type='time' office:time-value='-PT01H00M00S'", ""),
      "duration -PT1H0M0S" },
    { CELL ("office:value-type='time' office:time-value='P1DT1H'", ""), "duration PT25H0M0S" },
    { CELL ("table:style-name='ce2' office:value-type='time' office:time-value='PT08H30M00S'", ""),
      "duration PT8H30M0S" },
    { CELL ("office:value-type='time' office:time-value='PTH'", "<text:p>x</text:p>"), "text x" },
    { CELL ("office:value-type='boolean' office:boolean-value='true'", "<text:p>ĐÚNG</text:p>"),
      "boolean TRUE" },
    { CELL ("office:value-type='boolean' office:boolean-value='false'", ""), "boolean FALSE" },
    { CELL ("table:formula='of:=1+1' office:value-type='float' office:value='2'", ""),
      "number formula 2" },
    { CELL ("table:formula='of:=NA()' office:value-type='string' office:string-value='' "
            "calcext:value-type='error'",
            "<text:p>#N/A</text:p>"),
      "error formula #N/A" },
    { CELL ("table:formula='of:=1/0' office:value-type='float' office:value='0'",
            "<text:p>#DIV/0!</text:p>"),
      "error formula #DIV/0!" },
    { CELL ("table:formula='of:=1+' office:value-type='float' office:value='0'",
            "<office:annotation><text:p>#REF!</text:p></office:annotation>"
            "<text:p>Err:<text:span>509</text:span></text:p>"),
      "error formula Err:509\nhidden comments 0 A1 \"#REF!\" 1" },
    { CELL ("table:formula='of:=0' office:value-type='float' office:value='0'",
            "<office:annotation><text:p>#REF!</text:p></office:annotation><text:p>#0</text:p>"),
      "number formula 0\nhidden comments 0 A1 \"#REF!\" 1" },
    { CELL ("office:value-type='float' office:value='0'", "<text:p>#N/A</text:p>"), "number 0" },
    { CELL ("office:value-type='string' office:string-value='có'", ""), "text có" },
    { CELL ("office:value-type='string' office:string-value='trong'", "<text:p>ngoài</text:p>"),
      "text ngoài" },
    { CELL ("", "<text:p>không kiểu</text:p>"), "text không kiểu" },
    { CELL ("", ""), NULL },
    { TEXT (""), NULL },
    { "<table:covered-table-cell office:value-type='float' office:value='3'/>", "number 3" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_text (void)
{
  static const Case cases[] = {
    { TEXT ("  một \n\t hai  "), "text một hai " },
    { TEXT ("a<text:s text:c='3'/>b"), "text a   b" },
    { TEXT ("a <text:s/>b"), "text a  b" },
    { TEXT ("<text:s text:c='2'/>a"), "text   a" },
    { TEXT ("a<text:tab/>b<text:line-break/>c"), "text a\tb\\nc" },
    { CELL ("office:value-type='string'", "<text:p>a</text:p><text:p/><text:p>b</text:p>"),
      "text a\\n\\nb" },
    { TEXT ("a<text:span text:style-name='T3'>b <text:a xlink:href='x'>c</text:a></text:span> d"),
      "text ab c d" },
    { TEXT ("&lt;&amp;&#x1EBF;&#x1F600;<![CDATA[<x>]]>"), "text <&ế😀<x>" },
    { TEXT ("a<draw:frame><draw:text-box><text:p>hình</text:p></draw:text-box></draw:frame>b"),
      "text ab" },
    { TEXT ("a<text:ruby><text:ruby-base>b</text:ruby-base><text:ruby-text>x</text:ruby-text>"
            "</text:ruby>"),
      "text ab" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_fonts (void)
{
  static const Case cases[] = {
    { CELL ("table:style-name='ce1' office:value-type='string'", "<text:p>Tr¹m</text:p>"),
      "text tcvn3 Tr¹m" },
    { CELL ("table:style-name='ce1' office:value-type='string'",
            "<text:p>a<text:span text:style-name='T1'>b</text:span>"
            "<text:span text:style-name='T2'>c</text:span>d</text:p>"),
      "text 1:tcvn3 2:vni 3:unicode 4:tcvn3 abcd" },
    { CELL ("table:style-name='ce1' office:value-type='string'",
            "<text:p><text:span text:style-name='T3'>a</text:span>b</text:p>"),
      "text tcvn3 ab" },
    { CELL ("office:value-type='string'",
            "<text:p><text:span text:style-name='T1'>ab</text:span></text:p>"),
      "text vni ab" },
    { CELL ("office:value-type='string'",
            "<text:p>a <text:span text:style-name='T1'>b "
            "<text:span text:style-name='T2'>c</text:span> d</text:span></text:p>"),
      "text 2:unicode 4:vni 5:unicode 7:vni a b c d" },
  };

  assert_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_repeats_and_spans (void)
{
  assert_body (
      "<table:table table:name='S'>"
      "<table:table-column table:number-columns-repeated='2' table:default-cell-style-name='ce1'/>"
      "<table:table-column table:visibility='collapse'/>"
      "<table:table-column table:number-columns-repeated='16381'/>"
      "<table:table-row>"
      "<table:table-cell office:value-type='float' office:value='7' "
      "table:number-columns-repeated='4'/>"
      "<table:table-cell table:number-columns-repeated='16380'/></table:table-row>"
      "<table:table-row table:number-rows-repeated='2'>" TEXT (
          "x") "<table:table-cell table:number-columns-repeated='1000000000'/></table:table-row>"
               "<table:table-row table:number-rows-repeated='1000'><table:table-cell "
               "table:number-columns-repeated='16384'/></table:table-row>"
               "<table:table-row><table:table-cell table:number-columns-spanned='2' "
               "table:number-rows-spanned='3' office:value-type='string'><text:p>g</text:p>"
               "</table:table-cell><table:covered-table-cell/></table:table-row>"
               "<table:table-row table:number-rows-repeated='1000000000'><table:table-cell/>"
               "</table:table-row>"
               "</table:table>",
      "sheet 0 S visible\n"
      "cell 0 0 0 number tcvn3 7\ncell 0 0 1 number tcvn3 7\ncell 0 0 2 number hidden tcvn3 7\n"
      "cell 0 0 3 number tcvn3 7\n"
      "cell 0 1 0 text tcvn3 x\ncell 0 2 0 text tcvn3 x\n"
      "merge 0 1003 0 1005 1\n"
      "cell 0 1003 0 text tcvn3 g\n"
      "hidden columns 0 C:C \"\" 1\n");
}

static void
test_hidden (void)
{
  assert_body (
      "<table:table table:name='Một' table:style-name='ta3'>"
      "<table:table-row-group table:display='false'>"
      "<table:table-row>" TEXT (
          "a") "</table:table-row></table:table-row-group>"
               "<table:table-row table:visibility='filter' table:number-rows-repeated='2'>" TEXT (
                   "b") "</table:table-row>"
                        "<table:table-row>"
                        "<table:table-cell table:style-name='ce3' office:value-type='float' "
                        "office:value='1'>"
                        "<office:annotation><dc:creator>Lan</dc:creator><text:p>bí  "
                        "mật</text:p><text:p>2</text:p>"
                        "</office:annotation><text:p>1</text:p></table:table-cell>"
                        "<table:table-cell table:style-name='ce4' office:value-type='float' "
                        "office:value='2'/>"
                        "</table:table-row>"
                        "<table:table-row "
                        "table:visibility='collapse'><table:table-cell/></table:table-row>"
                        "<table:named-expressions><table:named-range table:name='gần' "
                        "table:cell-range-address='$Một.$A$1'/></table:named-expressions>"
                        "</table:table>"
                        "<table:table table:name='Ẩn' table:style-name='ta2'/>"
                        "<table:table table:name=\"'file:///D:/a.ods'#$S\"><table:table-source "
                        "xlink:href='../a.ods'/><table:table-row>" TEXT (
                            "kho") "</table:table-row></table:table>"
                                   "<table:table table:name='Ba'><table:table-row>" TEXT (
                                       "c") "</table:table-row></table:table>"
                                            "<table:named-expressions><table:named-range "
                                            "table:name='vùng' "
                                            "table:cell-range-address='$Một.$A$1:.$B$2'/"
                                            "><table:named-expression table:name='mật' "
                                            "table:expression='of:=7' "
                                            "table:hidden='true'/></table:named-expressions>"
                                            "<table:dde-links><table:dde-link><office:dde-source "
                                            "office:dde-application='soffice' "
                                            "office:dde-topic='b.ods' "
                                            "office:dde-item='A1'/></table:dde-link></"
                                            "table:dde-links>",
      "sheet 0 Một visible\n"
      "cell 0 0 0 text hidden a\ncell 0 1 0 text hidden b\ncell 0 2 0 text hidden b\n"
      "cell 0 3 0 number invisible 1\ncell 0 3 1 number 2\n"
      "sheet 1 Ẩn hidden\n"
      "sheet 2 Ba visible\ncell 2 0 0 text c\n"
      "hidden sheet 1 Ẩn \"\" 1\n"
      "hidden rows 0 1:3 \"\" 3\nhidden rows 0 5:5 \"\" 1\n"
      "hidden invisible-cells 0 A4 \"\" 1\n"
      "hidden comments 0 A4 \"bí mật\\n2\" 1\n"
      "hidden header-footer 0 header \"Mật số\" 1\n"
      "hidden name -1 vùng \"$Một.$A$1:.$B$2\" 1\n"
      "hidden name 0 gần \"$Một.$A$1\" 1\n"
      "hidden hidden-name -1 mật \"of:=7\" 1\n"
      "hidden external-link -1  \"../a.ods\" 1\n"
      "hidden external-link -1  \"soffice b.ods A1\" 1\n");
}

static const char manifest_begin[]
    = "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'>"
      "<m:file-entry m:full-path='/' m:media-type='" MIMETYPE "'/>";

static void
test_beside (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *manifest
      = g_strconcat (manifest_begin,
                     "<m:file-entry m:full-path='Object 1/' "
                     "m:media-type='application/vnd.oasis.opendocument.chart'/>"
                     "<m:file-entry m:full-path='Object 2/' "
                     "m:media-type='application/vnd.oasis.opendocument.text'/>"
                     "</m:manifest>",
                     NULL);
  g_autofree char *text = NULL;

  zip_maker_add (maker, "mimetype", MIMETYPE, strlen (MIMETYPE), ZIP_STORED);
  zip_maker_add_text (maker, "META-INF/manifest.xml", manifest);
  zip_maker_add_text (maker, "meta.xml",
                      "<office:document-meta" SPACES "><office:meta>"
                      "<meta:initial-creator>Lan</meta:initial-creator><dc:creator>Hà</dc:creator>"
                      "<dc:date>2026-01-01</dc:date><meta:generator>LO</meta:generator>"
                      "<meta:user-defined meta:name='Số văn bản'>12/QĐ</meta:user-defined>"
                      "<dc:title> </dc:title>"
                      "</office:meta></office:document-meta>");
  zip_maker_add_text (maker, "content.xml",
                      "<office:document-content" SPACES "><office:body><office:spreadsheet>"
                      "<table:table table:name='S'/>"
                      "</office:spreadsheet></office:body></office:document-content>");
  zip_maker_add_text (maker, "Basic/script-lc.xml", "x");
  zip_maker_add_text (maker, "Basic/Standard/script-lb.xml", "x");
  zip_maker_add_text (maker, "Basic/Standard/Module1.xml", "x");
  zip_maker_add_text (maker, "Pictures/1.png", "x");
  file = zip_maker_finish (maker, FALSE);
  text = workbook_dump_bytes (file->data, file->len, NULL);

  g_assert_cmpstr (text, ==,
                   "format ods\nsheet 0 S visible\n"
                   "hidden macros -1 Basic/Standard/Module1.xml \"\" 1\n"
                   "hidden embedded -1 Object 2/ \"\" 1\n"
                   "hidden pictures -1 Pictures/1.png \"\" 1\n"
                   "hidden property -1 creator \"Lan\" 1\n"
                   "hidden property -1 lastModifiedBy \"Hà\" 1\n"
                   "hidden property -1 Số văn bản \"12/QĐ\" 1\n");
}

static void
test_password (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) file = NULL;
  g_autofree char *manifest
      = g_strconcat (manifest_begin,
                     "<m:file-entry m:full-path='content.xml' m:media-type='text/xml'>"
                     "<m:encryption-data m:checksum='x'/></m:file-entry></m:manifest>",
                     NULL);
  g_autofree char *text = NULL;

  zip_maker_add (maker, "mimetype", MIMETYPE, strlen (MIMETYPE), ZIP_STORED);
  zip_maker_add_text (maker, "META-INF/manifest.xml", manifest);
  zip_maker_add_text (maker, "content.xml", "\x93\x01garbage");
  file = zip_maker_finish (maker, FALSE);
  text = workbook_dump_bytes (file->data, file->len, NULL);

  g_assert_cmpstr (text, ==, "format ods\nerror -1 encrypted the document needs a password\n");
}

/* What swells, in whatever way. */
static void
test_bombs (void)
{
  static const struct
  {
    const char *body;
    const char *error;
  } cases[] = {
    { "<table:table table:name='S'><table:table-row>" TEXT ("a") "</"
                                                                 "table:table-row><table:table-row "
                                                                 "table:number-rows-repeated='"
                                                                 "1000000000'>" TEXT (
                                                                     "b") "</table:table-row></"
                                                                          "table:table>",
      "cell 0 0 0 text a\nerror 0 broken-file sheet “S”, row 2: there are more rows" },
    { "<table:table table:name='S'><table:table-row>" TEXT (
          "a") "</table:table-row><table:table-row><table:table-cell "
               "table:number-columns-repeated='99999999' office:value-type='float' "
               "office:value='1'/></table:table-row></table:table>",
      "cell 0 0 0 text a\nerror 0 broken-file sheet “S”, row 2: there are more columns" },
    { "<table:table table:name='S'><table:table-row>" TEXT (
          "a") "</table:table-row><table:table-row table:number-rows-repeated='1000000'>"
               "<table:table-cell table:number-columns-repeated='16000' "
               "office:value-type='float' office:value='1'/></table:table-row></table:table>",
      "cell 0 0 0 text a\nerror 0 broken-file sheet “S”, row 2: its cells are repeated" },
    { "<table:table table:name='S'><table:table-row "
      "table:number-rows-repeated='18446744073709551615'><table:table-cell "
      "table:number-columns-repeated='18446744073709551615' "
      "table:number-rows-spanned='18446744073709551615'/><table:table-cell/></table:table-row>"
      "<table:table-row>" TEXT ("a") "</table:table-row></table:table>",
      "merge 0 0 0 1048575 0\nerror 0 broken-file sheet “S”, row 4294967296: there are more rows" },
    /* So often that a sum with the column before begins anew at zero. */
    { "<table:table table:name='S'><table:table-row>" TEXT (
          "a") "<table:table-cell table:number-columns-repeated='18446744073709551615' "
               "office:value-type='float' office:value='1'/></table:table-row></table:table>",
      "error 0 broken-file sheet “S”, row 1: there are more columns" },
    { "<table:table table:name='S'><table:table-row>" TEXT (
          "a") "</table:table-row><table:table-row "
               "table:number-rows-repeated='18446744073709551615'>" TEXT (
                   "b") "</table:table-row></table:table>",
      "cell 0 0 0 text a\nerror 0 broken-file sheet “S”, row 2: there are more rows" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = dump_archive (cases[i].body);
      g_autofree char *expected
          = g_strconcat ("format ods\nsheet 0 S visible\n", cases[i].error, NULL);
      g_autofree char *begin = g_strndup (text, strlen (expected));

      g_assert_cmpstr (begin, ==, expected);
    }
}

static void
test_entities (void)
{
  static const char flat[]
      = "<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b "
        "'&a;&a;&a;&a;&a;&a;'>]><office:document" SPACES "><office:body><office:spreadsheet>"
        "<table:table table:name='S'><table:table-row>" TEXT (
            "&b;") "</table:table-row></table:table></office:spreadsheet></office:body>"
                   "</office:document>";
  g_autofree char *text = workbook_dump_bytes ((const guint8 *)flat, strlen (flat), "fods");

  g_assert_true (g_str_has_prefix (text, "format fods\nerror -1 xml-dtd "));
  g_assert_nonnull (strstr (text, "DTD"));
}

/* A file that ends early gives what stands before its end. */
static void
test_cut_anywhere (void)
{
  GString *body = g_string_new ("<table:table table:name='S'>");
  g_autofree char *text_of_body = NULL;
  g_autofree char *whole = NULL;
  g_autofree char *flat = NULL;
  gsize rows_before = 0;

  for (guint i = 0; i < 40; i++)
    g_string_append_printf (body, "<table:table-row>" TEXT ("ế%u") "</table:table-row>", i);
  g_string_append (body, "</table:table>");
  text_of_body = g_string_free (body, FALSE);
  whole = dump_flat (text_of_body);
  flat = make_flat (text_of_body);

  for (gsize length = 1; length < strlen (flat); length += 7)
    {
      g_autofree char *text = workbook_dump_bytes ((const guint8 *)flat, length, "fods");
      const char *error = strstr (text, "error ");
      g_autofree char *before = error != NULL ? g_strndup (text, (gsize)(error - text)) : NULL;

      if (error == NULL)
        {
          /* Only what follows the table is missing. */
          g_assert_cmpstr (text, ==, whole);
          continue;
        }
      g_assert_true (g_str_has_prefix (error, "error 0 file-cut sheet “S”, after row ")
                     || g_str_has_prefix (error, "error -1 file-cut "));
      if (strstr (before, "sheet 0") == NULL)
        continue;
      g_assert_true (g_str_has_prefix (whole, before));
      g_assert_cmpuint (strlen (before), >=, rows_before);
      rows_before = strlen (before);
    }
  g_assert_cmpuint (rows_before, >, strlen (whole) - 40);
}

/* Wrong XML is no end that is missing, even if it is the last that is there. */
static void
test_wrong_markup_at_the_end (void)
{
  g_autofree char *text = dump_flat ("<table:table table:name='S'></table:row>");

  g_assert_nonnull (strstr (text, "error 0 bad-markup "));
}

static void
test_damaged_archive (void)
{
  static const char body[] = "<table:table table:name='S'><table:table-row>" TEXT (
      "a") "</table:table-row></table:table>";
  g_autoptr (GByteArray) file = make_archive (body, ZIP_ENCRYPTED);
  g_autofree char *text = workbook_dump_bytes (file->data, file->len, NULL);
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) empty = NULL;
  g_autofree char *empty_text = NULL;

  g_assert_true (g_str_has_prefix (text, "format ods\nerror -1 encrypted "));

  zip_maker_add (maker, "mimetype", MIMETYPE, strlen (MIMETYPE), ZIP_STORED);
  empty = zip_maker_finish (maker, FALSE);
  empty_text = workbook_dump_bytes (empty->data, empty->len, NULL);
  g_assert_cmpstr (empty_text, ==,
                   "format ods\nerror -1 part-missing there is no content.xml in the file\n");
}

/* The rows are there, and a reader of what is left could take it for the whole. */
static void
test_end_that_is_missing (void)
{
  static const char body[] = "<table:table table:name='S'><table:table-row>" TEXT (
      "a") "</table:table-row></table:table>";
  g_autoptr (GByteArray) file = make_archive (body, 0);
  g_autofree char *text = workbook_dump_bytes (file->data, file->len - 20, NULL);

  g_assert_nonnull (strstr (text, "error 0 file-cut sheet “S”, after row 1: all rows of it are "
                                  "there, but the file breaks off after them"));
}

/* What the XML stumbles over are changed bytes, and the sum tells. */
static void
test_changed_bytes (void)
{
  static const char body[] = "<table:table table:name='S'><table:table-row>" TEXT (
      "a") "</table:table-row></table:table>";
  g_autoptr (GByteArray) file = make_archive (body, ZIP_STORED);
  guint8 *at = (guint8 *)cb_text_find_bytes (file->data, file->len, "<table:table-row>", 17);
  g_autofree char *text = NULL;

  *at = 1;
  text = workbook_dump_bytes (file->data, file->len, NULL);
  g_assert_nonnull (strstr (text, "(content.xml does not have the sum (CRC)"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/ods/values", test_values);
  g_test_add_func ("/ods/text", test_text);
  g_test_add_func ("/ods/fonts", test_fonts);
  g_test_add_func ("/ods/repeats-and-spans", test_repeats_and_spans);
  g_test_add_func ("/ods/hidden/all", test_hidden);
  g_test_add_func ("/ods/hidden/beside-the-document", test_beside);
  g_test_add_func ("/ods/hostile/password", test_password);
  g_test_add_func ("/ods/hostile/bombs", test_bombs);
  g_test_add_func ("/ods/hostile/entities", test_entities);
  g_test_add_func ("/ods/hostile/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/ods/hostile/wrong-markup-at-the-end", test_wrong_markup_at_the_end);
  g_test_add_func ("/ods/hostile/damaged-archive", test_damaged_archive);
  g_test_add_func ("/ods/hostile/end-that-is-missing", test_end_that_is_missing);
  g_test_add_func ("/ods/hostile/changed-bytes", test_changed_bytes);

  return g_test_run ();
}
