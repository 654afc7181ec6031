/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"
#include "xlsx-fixture.h"
#include "zip-maker.h"

/* What stands in cells. The fixture reads each workbook in both ways. */

typedef struct
{
  const char *name;
  const char *given;
  const char *expected;
} Case;

/* Of one row. */
static const Case cell_cases[] = {
  { "number", "<c r=\"A1\"><v>12</v></c>", "A1 n 12\n" },
  { "number/negative", "<c r=\"A1\"><v>-12.5</v></c>", "A1 n -12.5\n" },
  { "number/needless-zeros", "<c r=\"A1\"><v>2024.0</v></c><c r=\"B1\"><v>007</v></c>",
    "A1 n 2024\nB1 n 7\n" },
  { "number/seventeen-digits",
    "<c r=\"A1\"><v>0.10000000000000001</v></c><c r=\"B1\"><v>12.300000000000001</v></c>",
    "A1 n 0.1\nB1 n 12.3\n" },
  { "number/exponent", "<c r=\"A1\"><v>1.5E-3</v></c><c r=\"B1\"><v>1E+20</v></c>",
    "A1 n 0.0015\nB1 n 1e+20\n" },
  { "number/zero", "<c r=\"A1\"><v>0</v></c><c r=\"B1\"><v>-0</v></c>", "A1 n 0\nB1 n 0\n" },
  { "number/twelve-digits", "<c r=\"A1\"><v>001085012345</v></c><c r=\"B1\"><v>79085012345</v></c>",
    "A1 n 1085012345\nB1 n 79085012345\n" },
  { "number/that-is-none",
    "<c r=\"A1\"><v>abc</v></c><c r=\"B1\"><v>0x10</v></c>"
    "<c r=\"C1\"><v>1e999</v></c><c r=\"D1\"><v>nan</v></c>",
    "A1 t abc\nB1 t 0x10\nC1 t 1e999\nD1 t nan\n" },
  { "number/all-digits",
    "<c "
    "r=\"A1\"><v>0.10000000000000000555111512312578270211815834045410156250000000000000000000</v>"
    "</c>",
    "A1 n 0.1\n" },
  { "number/spaces", "<c r=\"A1\"><v> 12 </v></c>", "A1 n 12\n" },
  { "number/said", "<c r=\"A1\" t=\"n\"><v>12</v></c>", "A1 n 12\n" },
  { "boolean",
    "<c r=\"A1\" t=\"b\"><v>1</v></c><c r=\"B1\" t=\"b\"><v>0</v></c>"
    "<c r=\"C1\" t=\"b\"><v>true</v></c><c r=\"D1\" t=\"b\"><v>2</v></c>"
    "<c r=\"E1\" t=\"b\"><v>False</v></c><c r=\"F1\" t=\"b\"><v>TRUE</v></c>",
    "A1 b TRUE\nB1 b FALSE\nC1 b TRUE\nD1 t 2\nE1 b FALSE\nF1 b TRUE\n" },
  { "error", "<c r=\"A1\" t=\"e\"><v>#N/A</v></c>", "A1 e #N/A\n" },
  { "iso-date",
    "<c r=\"A1\" t=\"d\"><v>2026-11-25</v></c><c r=\"B1\" "
    "t=\"d\"><v>2026-11-25T08:30:00.500Z</v></c>"
    "<c r=\"C1\" t=\"d\"><v>08:30:00</v></c><c r=\"D1\" t=\"d\"><v>31/02/2026</v></c>",
    "A1 d 2026-11-25\nB1 T 2026-11-25T08:30:00.5\nC1 c 08:30:00\nD1 t 31/02/2026\n" },
  { "inline", "<c r=\"A1\" t=\"inlineStr\"><is><t>Tên</t></is></c>", "A1 t Tên\n" },
  { "inline/space",
    "<c r=\"A1\" t=\"inlineStr\"><is><t xml:space=\"preserve\"> a </t></is></c>"
    "<c r=\"B1\" t=\"inlineStr\"><is><t> b </t></is></c>",
    "A1 t  a \nB1 t  b \n" },
  { "inline/entities",
    "<c r=\"A1\" t=\"inlineStr\"><is><t>a &amp; &lt;b&gt; &quot;&apos; "
    "&#7879;&#x1EC7;</t></is></c>",
    "A1 t a & <b> \"' ệệ\n" },
  { "inline/line-ends", "<c r=\"A1\" t=\"inlineStr\"><is><t>a\r\nb\rc\nd&#13;e</t></is></c>",
    "A1 t a\\0ab\\0ac\\0ad\\0de\n" },
  { "inline/escapes",
    "<c r=\"A1\" t=\"inlineStr\"><is><t>a_x000D_b_x005F_x000D_ _x00_ _xD83D__xDE00_ "
    "_xDE00_</t></is>"
    "</c>",
    "A1 t a\\0db_x000D_ _x00_ 😀 \xef\xbf\xbd\n" },
  { "inline/underscores", "<c r=\"A1\" t=\"inlineStr\"><is><t>ma_so_ho_x</t></is></c>",
    "A1 t ma_so_ho_x\n" },
  { "inline/cdata", "<c r=\"A1\" t=\"inlineStr\"><is><t><![CDATA[<a> & b]]></t></is></c>",
    "A1 t <a> & b\n" },
  { "inline/comment-in-it", "<c r=\"A1\" t=\"inlineStr\"><is><t>a<!-- </row> -->b</t></is></c>",
    "A1 t ab\n" },
  { "inline/how-to-say-it",
    "<c r=\"A1\" t=\"inlineStr\"><is><t>a</t><rPh sb=\"0\" eb=\"1\"><t>b</t></rPh></is></c>",
    "A1 t a\n" },
  { "inline/in-v", "<c r=\"A1\" t=\"inlineStr\"><v>abc</v></c>", "A1 t abc\n" },
  { "inline/empty",
    "<c r=\"A1\" t=\"inlineStr\"><is><t></t></is></c><c r=\"B1\" t=\"inlineStr\"><is>"
    "<t/></is></c><c t=\"inlineStr\"><is><t>c</t></is></c>",
    "C1 t c\n" },
  { "formula", "<c r=\"A1\"><f>SUM(B1:B9)</f><v>3</v></c>", "A1 n= 3\n" },
  { "formula/text", "<c r=\"A1\" t=\"str\"><f>B1&amp;\"_x\"</f><v>a &lt; b</v></c>",
    "A1 t= a < b\n" },
  { "formula/shared",
    "<c r=\"A1\"><f t=\"shared\" ref=\"A1:A9\" si=\"0\">B1</f><v>1</v></c>"
    "<c r=\"B1\"><f t=\"shared\" si=\"0\"/><v>2</v></c>",
    "A1 n= 1\nB1 n= 2\n" },
  { "formula/no-value", "<c r=\"A1\"><f>B1</f></c><c r=\"B1\"><f>C1</f><v></v></c><c><v>3</v></c>",
    "C1 n 3\n" },
  { "address/none", "<c><v>1</v></c><c/><c><v>3</v></c>", "A1 n 1\nC1 n 3\n" },
  { "address/some", "<c r=\"C1\"><v>1</v></c><c><v>2</v></c>", "C1 n 1\nD1 n 2\n" },
  { "address/small-letters", "<c r=\"b1\"><v>1</v></c>", "B1 n 1\n" },
  { "address/other-row", "<c r=\"B7\"><v>1</v></c>", "B1 n 1\n" },
  { "address/not-in-order",
    "<c r=\"C1\"><v>3</v></c><c r=\"A1\"><v>1</v></c><c r=\"C1\"><v>4</v></c><c "
    "r=\"B1\"><v>2</v></c>",
    "A1 n 1\nB1 n 2\nC1 n 4\n" },
  { "address/last", "<c r=\"XFD1\"><v>1</v></c>", "XFD1 n 1\n" },
  { "address/blank-backwards", "<c r=\"C1\"><v>3</v></c><c r=\"A1\"><v></v></c><c><v>1</v></c>",
    "C1 n 3\nD1 n 1\n" },
  { "blank", "<c r=\"A1\" s=\"1\"/><c r=\"B1\"></c><c r=\"C1\"><v/></c>", "" },
  { "attributes/other-order", "<c t=\"b\" r=\"B1\" cm=\"1\"><v>1</v></c>", "B1 b TRUE\n" },
  { "attributes/single-quotes", "<c r='B1' t='b'><v>1</v></c><c r=\"C1\"><v>2</v></c>",
    "B1 b TRUE\nC1 n 2\n" },
  { "attributes/unknown-type", "<c r=\"A1\" t=\"x\"><v>1</v></c>", "A1 t 1\n" },
  { "spaces-between", "\n  <c r=\"A1\" >\n <v>1</v>\n </c>\n\t<c r=\"B1\" />\n", "A1 n 1\n" },
  { "other-namespace",
    "<c r=\"A1\"><v>1</v><x:v xmlns:x=\"urn:x\">2</x:v></c><x:c xmlns:x=\"urn:x\"><v>3</v></x:c>",
    "A1 n 1\n" },
  { "extension",
    "<c r=\"A1\"><v>1</v><extLst><ext><v>2</v></ext></extLst></c><c r=\"B1\"><v>2</v></c>",
    "A1 n 1\nB1 n 2\n" },
};

static void
test_cells (gconstpointer data)
{
  const Case *given = data;
  g_autofree char *dump = xlsx_dump_cells (given->given);

  g_assert_cmpstr (dump, ==, given->expected);
}

static const Case row_cases[] = {
  { "none", "", "" },
  { "no-number", "<row><c><v>1</v></c></row><row/><row><c><v>3</v></c></row>", "A1 n 1\nA3 n 3\n" },
  { "gap", "<row r=\"3\"><c r=\"A3\"><v>1</v></c></row><row r=\"1048576\"><c><v>2</v></c></row>",
    "A3 n 1\nA1048576 n 2\n" },
  { "hidden",
    "<row r=\"1\" hidden=\"1\"><c><v>1</v></c></row><row r=\"2\" hidden=\"true\"/>"
    "<row r=\"3\" ht=\"0\" customHeight=\"1\"><c><v>3</v></c></row><row "
    "r=\"4\"><c><v>4</v></c></row>"
    "<row r=\"9\" hidden=\"1\"/>",
    "A1 nh 1\nA3 nh 3\nA4 n 4\nhidden rows 0 [1:3] [] 3\nhidden rows 0 [9:9] [] 1\n" },
  { "odd-row-between",
    "<row r=\"1\"><c><v>1</v></c></row><row r='2'><c><v>2</v></c></row><!-- <row r=\"7\"> --><row "
    "r=\"3\" spans=\"1:1\" x14ac:dyDescent=\"0.25\" xmlns:x14ac=\"urn:y\"><c><v>3</v></c></row>"
    "<row r=\"4\"><c><v>4</v></c><c t='b'><v>1</v></c><c><v>6</v></c></row>",
    "A1 n 1\nA2 n 2\nA3 n 3\nA4 n 4\nB4 b TRUE\nC4 n 6\n" },
  { "end-of-a-row-in-a-comment",
    "<row r='1'/><!-- </row><row r=\"2\"><c><v>9</v></c></row> --><row "
    "r=\"3\"><c><v>3</v></c></row>",
    "A3 n 3\n" },
  { "not-in-order", "<row r=\"5\"><c><v>1</v></c></row><row r=\"2\"><c><v>2</v></c></row>",
    "A5 n 1\nerror broken-file: xl/worksheets/sheet1.xml, from row 6 on: row 2 comes after row "
    "5\n" },
  { "beyond-the-last", "<row r=\"1\"><c><v>1</v></c></row><row r=\"1048577\"><c><v>2</v></c></row>",
    "A1 n 1\nerror broken-file: xl/worksheets/sheet1.xml, from row 2 on: a row has the number "
    "1048577, beyond the last that a sheet can have\n" },
  { "a-billion", "<row r=\"1000000000\"><c><v>2</v></c></row>",
    "error broken-file: xl/worksheets/sheet1.xml, from row 1 on: a row has the number 1000000000, "
    "beyond the last that a sheet can have\n" },
  { "cell-beyond-the-last-column",
    "<row r=\"1\"><c><v>1</v></c></row><row r=\"2\"><c r=\"XFE2\"><v>2</v></c></row>",
    "A1 n 1\nerror broken-file: xl/worksheets/sheet1.xml, from row 2 on: a cell stands beyond the "
    "last column that a sheet can have\n" },
  { "cell-far-beyond", "<row r=\"1\"><c r=\"ZZZZZZZZZZ1\"><v>1</v></c></row>",
    "error broken-file: xl/worksheets/sheet1.xml, from row 1 on: a cell stands beyond the last "
    "column that a sheet can have\n" },
};

static void
test_rows (gconstpointer data)
{
  const Case *given = data;
  g_autofree char *dump = xlsx_dump_rows (given->given);

  g_assert_cmpstr (dump, ==, given->expected);
}

#define SHEET(cells)                                                                               \
  "<worksheet xmlns='" MAIN_SPACE "'><sheetData><row r=\"1\">" cells                               \
  "</row></sheetData></worksheet>"

static const Case string_cases[] = {
  { "plain",
    "<si><t>Một</t></si><si><t xml:space=\"preserve\"> hai </t></si><si><t>b&amp;a</t></si>",
    "A1 t Một\nB1 t  hai \nC1 t b&a\nD1 e #MISSING!\n" },
  { "rich",
    "<si><r><t>a</t></r><r><rPr><b/><rFont "
    "val=\"Arial\"/></rPr><t>b_x000A_</t></r><rPh><t>no</t></rPh>"
    "</si><si/><si><t>c</t></si><si><t>d</t></si>",
    "A1 t ab\\0a\nC1 t c\nD1 t d\n" },
  { "fonts",
    "<si><r><rPr><rFont val=\".VnTime\"/></rPr><t>Tªn</t></r><r><rPr><rFont val=\"Arial\"/></rPr>"
    "<t>Tên</t></r></si><si><r><rPr><rFont val=\".VnTimeH\"/></rPr><t>A</t></r><r><rPr>"
    "<rFont val=\".VnArialH\"/></rPr><t>B</t></r></si><si><r><t>a</t></r><r><rPr>"
    "<rFont val=\"VNI-Times\"/></rPr><t>b</t></r></si><si><t>d</t></si>",
    "A1 t[4:1][8:0] TªnTên\nB1 t[2] AB\nC1 t[1:0][2:3] ab\nD1 t d\n" },
  { "none-at-all", "", "A1 e #MISSING!\nB1 e #MISSING!\nC1 e #MISSING!\nD1 e #MISSING!\n" },
  { "spaces-and-comments",
    "\n <si>\n <t>a</t>\n</si>\n<!--<si>--><si><t>b</t></si>  <si><t>c</t></si>"
    "<si><t><![CDATA[d]]></t></si>",
    "A1 t a\nB1 t b\nC1 t c\nD1 t d\n" },
};

static void
test_strings (gconstpointer data)
{
  const Case *given = data;
  g_autofree char *strings = g_strconcat ("<?xml version='1.0'?><sst xmlns='" MAIN_SPACE
                                          "' count='9' uniqueCount='1000000000'>",
                                          given->given, "</sst>", NULL);
  const XlsxPart parts[] = {
    { "xl/worksheets/sheet1.xml",
      SHEET (
          "<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c r=\"C1\" t=\"s\"><v>2"
          "</v></c><c r=\"D1\" t=\"s\"><v>3</v></c>") },
    { "xl/sharedStrings.xml", strings },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==, given->expected);
}

static void
test_wrong_indices (void)
{
  const XlsxPart parts[] = {
    { "xl/worksheets/sheet1.xml", SHEET ("<c r=\"A1\" t=\"s\"><v>-1</v></c><c r=\"B1\" "
                                         "t=\"s\"><v>99999999999999</v></c><c r=\"C1\" "
                                         "t=\"s\"><v>4000000000</v></c><c r=\"D1\" "
                                         "t=\"s\"><v>x</v></c><c r=\"E1\" t=\"s\"><v>0</v></c>"
                                         "<c r=\"F1\" t=\"s\"><v></v></c>") },
    { "xl/sharedStrings.xml", "<sst xmlns='" MAIN_SPACE "'><si><t>a</t></si></sst>" },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  g_assert_cmpstr (dump, ==,
                   "A1 e #MISSING!\nB1 e #MISSING!\nC1 e #MISSING!\nD1 e #MISSING!\nE1 t a\n");
}

/* So many that they come in many windows and batches, asked for in an order of its own. */
static void
test_many_strings (void)
{
  const guint n = 200000;
  g_autoptr (GString) strings = g_string_new ("<sst xmlns='" MAIN_SPACE "'>");
  g_autoptr (GString) sheet = g_string_new ("<worksheet xmlns='" MAIN_SPACE "'><sheetData>");
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *dump = NULL;

  for (guint i = 0; i < n; i++)
    g_string_append_printf (
        strings, i % 1000 == 7 ? "<si><r><t>text %u</t></r></si>" : "<si><t>text %u</t></si>", i);
  g_string_append (strings, "</sst>");
  for (guint i = 0; i < n; i++)
    {
      guint index = (guint)((guint64)i * 7919 % n);

      g_string_append_printf (sheet, "<row r=\"%u\"><c r=\"A%u\" t=\"s\"><v>%u</v></c></row>",
                              i + 1, i + 1, index);
      g_string_append_printf (expected, "A%u t text %u\n", i + 1, index);
    }
  g_string_append (sheet, "</sheetData></worksheet>");
  {
    const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", sheet->str },
                               { "xl/sharedStrings.xml", strings->str },
                               { NULL, NULL } };

    dump = xlsx_dump (parts);
  }

  g_assert_true (g_str_equal (dump, expected->str));
}

/* A text of more fonts than a piece of memory for texts has room for, others around it, one with
 * fonts right behind one of odd length. */
static void
test_many_fonts (void)
{
  const guint n = 40000;
  g_autoptr (GString) strings = g_string_new ("<sst xmlns='" MAIN_SPACE "'><si>");
  g_autoptr (GString) expected = g_string_new ("A1 t");
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *dump = NULL;

  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (strings, "<r><rPr><rFont val=\"%s\"/></rPr><t>%u,</t></r>",
                              i % 2 == 0 ? ".VnTime" : "Arial", i);
      g_string_append_printf (text, "%u,", i);
      g_string_append_printf (expected, "[%u:%d]", (guint)text->len,
                              i % 2 == 0 ? CB_FONT_TCVN3 : CB_FONT_UNICODE);
    }
  g_string_append_printf (expected, " %s\nB1 t b\nC1 t[1:0][2:1] cc\nD1 t after\n", text->str);
  g_string_append (strings, "</si><si><t>b</t></si><si><r><t>c</t></r><r><rPr><rFont "
                            "val=\".VnTime\"/></rPr><t>c</t></r></si><si><t>after</t></si></sst>");
  {
    const XlsxPart parts[]
        = { { "xl/worksheets/sheet1.xml",
              SHEET ("<c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"s\"><v>1</v></c><c "
                     "r=\"C1\" t=\"s\"><v>2</v></c><c r=\"D1\" t=\"s\"><v>3</v></c>") },
            { "xl/sharedStrings.xml", strings->str },
            { NULL, NULL } };

    dump = xlsx_dump (parts);
  }

  g_assert_true (g_str_equal (dump, expected->str));
}

/* Rows over the borders of what is in sight at a time, some longer than that, odd ones between. */
static void
test_many_rows (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *dump = NULL;

  for (guint i = 1; i <= 20000; i++)
    {
      guint n = i % 5000 == 0 ? 9000 : i % 13;

      g_string_append_printf (rows, "<row r=\"%u\">", i);
      for (guint k = 0; k < n; k++)
        {
          g_string_append_printf (rows,
                                  (i + k) % 97 == 0
                                      ? "<c t='inlineStr'><is><t>odd %u &amp;</t></is></c>"
                                      : "<c t=\"inlineStr\"><is><t>even %u &amp;</t></is></c>",
                                  i * k);
          {
            g_autofree char *place = cb_xlsx_dup_place (i - 1, k);

            g_string_append_printf (expected, "%s t %s %u &\n", place,
                                    (i + k) % 97 == 0 ? "odd" : "even", i * k);
          }
        }
      g_string_append (rows, "</row>");
    }
  dump = xlsx_dump_rows (rows->str);

  g_assert_true (g_str_equal (dump, expected->str));
}

/* Texts that stand in what was in sight before: they must not change with what comes after. */
static void
test_long_rows (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);
  g_autofree char *dump = NULL;

  for (guint i = 0; i < 8; i++)
    {
      g_string_append (rows, "<row>");
      for (guint k = 0; k < CB_SHEET_MAX_COLUMNS; k++)
        {
          g_autofree char *place = cb_xlsx_dup_place (i, k);

          g_string_append_printf (rows, "<c t=\"inlineStr\"><is><t>text %u of row %u</t></is></c>",
                                  k, i);
          g_string_append_printf (expected, "%s t text %u of row %u\n", place, k, i);
        }
      g_string_append (rows, "</row>");
    }
  dump = xlsx_dump_rows (rows->str);

  g_assert_true (g_str_equal (dump, expected->str));
}

static void
test_find_special (void)
{
  char text[200];

  for (guint stop = 0; stop < 100; stop++)
    for (guint c = 0; c < 256; c++)
      {
        memset (text, 'x', sizeof text);
        text[3] = '\xc3';
        text[stop] = (char)c;
        text[120] = '<';
        g_assert_cmpuint (cb_xlsx_find_special (text), ==, cb_xlsx_find_special_plain (text));
      }
}

/* The longest text that a cell can have, all of it escapes. */
static void
test_longest_text (void)
{
  g_autoptr (GString) cell = g_string_new ("<c r=\"A1\" t=\"inlineStr\"><is><t>");
  g_autofree char *dump = NULL;

  for (guint i = 0; i < 32767; i++)
    g_string_append (cell, "_x1EC7_");
  g_string_append (cell, "</t></is></c><c><v>1</v></c>");
  dump = xlsx_dump_cells (cell->str);

  g_assert_cmpuint (strlen (dump), ==, strlen ("A1 t \nB1 n 1\n") + 3 * 32767);
}

static void
add_cases (const char *folder, const Case *cases, guint n_cases, GTestDataFunc function)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/xlsx/%s/%s", folder, cases[i].name);

      g_test_add_data_func (path, &cases[i], function);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("cell", cell_cases, G_N_ELEMENTS (cell_cases), test_cells);
  add_cases ("row", row_cases, G_N_ELEMENTS (row_cases), test_rows);
  add_cases ("shared", string_cases, G_N_ELEMENTS (string_cases), test_strings);
  g_test_add_func ("/xlsx/shared/wrong-indices", test_wrong_indices);
  g_test_add_func ("/xlsx/shared/many", test_many_strings);
  g_test_add_func ("/xlsx/shared/many-fonts", test_many_fonts);
  g_test_add_func ("/xlsx/row/many", test_many_rows);
  g_test_add_func ("/xlsx/row/long", test_long_rows);
  g_test_add_func ("/xlsx/text/find-special", test_find_special);
  g_test_add_func ("/xlsx/text/longest", test_longest_text);

  return g_test_run ();
}
