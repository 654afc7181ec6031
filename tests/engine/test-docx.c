/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbook-dump.h"
#include "zip-maker.h"

/* Texts of Word, each fact in a few elements. */

#define WORD "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
#define STRICT "http://purl.oclc.org/ooxml/wordprocessingml/main"
#define T(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define C(text) "<w:tc>" T (text) "</w:tc>"
#define C2(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" T (text) "</w:tc>"
#define R(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl>" rows "</w:tbl>"
/* What makes a table one that is looked at, and what is read of it. */
#define HEAD R (C ("a") C ("b") C ("c"))
#define HEAD_READ(sheet, row)                                                                      \
  "cell " sheet " " row " 0 text a\n"                                                              \
  "cell " sheet " " row " 1 text b\n"                                                              \
  "cell " sheet " " row " 2 text c\n"

static ZipMaker *
begin_text (const char *space, const char *body)
{
  ZipMaker *maker = zip_maker_new ();
  g_autofree char *text = g_strconcat (
      "<w:document xmlns:w='", space,
      "' xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"
      " xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"
      " xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'><w:body>",
      body, "<w:sectPr/></w:body></w:document>", NULL);

  zip_maker_add_text (maker, "[Content_Types].xml", "<Types/>");
  zip_maker_add_text (maker, "word/document.xml", text);

  return maker;
}

static GByteArray *
make_text (const char *space, const char *body)
{
  return zip_maker_finish (begin_text (space, body), FALSE);
}

static void
assert_text_in (const char *space, const char *body, const char *expected)
{
  g_autoptr (GByteArray) bytes = make_text (space, body);
  g_autofree char *text = workbook_dump_bytes (bytes->data, bytes->len, NULL);
  g_autofree char *all = g_strconcat ("format docx\n", expected, NULL);

  g_assert_cmpstr (text, ==, all);
}

static void
assert_text (const char *body, const char *expected)
{
  assert_text_in (WORD, body, expected);
}

/* A decision, and the list in its annex: what stands right above the table goes with it, what
 * stands before and behind is for itself, with the head and the signatures in their rows. */
static void
test_decision (void)
{
  assert_text (
      TBL (R (C ("UBND TỈNH") C ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
               R (C ("Số: 2053/QĐ-UBND") C ("ngày 07 tháng 7 năm 2026")))
          T ("QUYẾT ĐỊNH") "<w:p/>" TBL (R (C ("Nơi nhận: x") C ("") C ("CHỦ TỊCH")) R (
              C ("") C ("") C ("Lê A"))) "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>" T ("DANH MỤC")
              T ("(Kèm theo …)") TBL ("<w:tblGrid><w:gridCol w:w='900'/></w:tblGrid>" HEAD R (
                  C ("1") C ("") C ("Y tế"))) T ("Hết"),
      "sheet 0 QUYẾT ĐỊNH visible\n"
      "cell 0 0 0 text UBND TỈNH\n"
      "cell 0 0 1 text CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "cell 0 1 0 text Số: 2053/QĐ-UBND\n"
      "cell 0 1 1 text ngày 07 tháng 7 năm 2026\n"
      "cell 0 2 0 text QUYẾT ĐỊNH\n"
      "cell 0 3 0 text Nơi nhận: x\n"
      "cell 0 3 2 text CHỦ TỊCH\n"
      "cell 0 4 2 text Lê A\n"
      "sheet 1 DANH MỤC visible\n"
      "cell 1 0 0 text DANH MỤC\n"
      "cell 1 1 0 text (Kèm theo …)\n" HEAD_READ ("1", "2") "cell 1 3 0 text 1\n"
                                                            "cell 1 3 2 text Y tế\n"
                                                            "sheet 2 Hết visible\n"
                                                            "cell 2 0 0 text Hết\n");
}

static void
test_merged (void)
{
  assert_text (TBL (R (C2 ("<w:vMerge w:val='restart'/>", "STT") C2 (
                   "<w:gridSpan w:val='2'/>", "Số")) R (C2 ("<w:vMerge/>", "") C ("Nam") C ("Nữ"))
                        R (C2 ("<w:vMerge w:val='restart'/>", "1") C ("2") C ("3"))
                            R (C2 ("<w:vMerge w:val='continue'/>", "") C ("4")
                                   C2 ("<w:hMerge w:val='restart'/>", "5") C2 ("<w:hMerge/>", ""))),
               "sheet 0 1 visible\n"
               "cell 0 0 0 text STT\n"
               "cell 0 0 1 text Số\n"
               "cell 0 1 1 text Nam\n"
               "cell 0 1 2 text Nữ\n"
               "merge 0 0 1 0 2\n"
               "cell 0 2 0 text 1\n"
               "cell 0 2 1 text 2\n"
               "cell 0 2 2 text 3\n"
               "merge 0 0 0 1 0\n"
               "cell 0 3 1 text 4\n"
               "cell 0 3 2 text 5\n"
               "merge 0 3 2 3 3\n"
               "merge 0 2 0 3 0\n");
  /* Spans that no table has, rows that begin further in. */
  assert_text (TBL (HEAD R (C2 ("<w:gridSpan w:val='99999'/>", "d"))
                        R ("<w:trPr><w:gridBefore w:val='2'/></w:trPr>" C ("e"))),
               "sheet 0 1 visible\n" HEAD_READ ("0", "0") "cell 0 1 0 text d\n"
                                                          "cell 0 2 2 text e\n"
                                                          "merge 0 1 0 1 2\n");
}

/* Columns that nobody drew: no wider than a border was moved, or that no cell begins in. */
static void
test_grid (void)
{
  assert_text (
      TBL ("<w:tblGrid><w:gridCol w:w='2000'/><w:gridCol w:w='30'/><w:gridCol w:w='2000'/>"
           "<w:gridCol w:w='900'/><w:gridCol w:w='900'/></w:tblGrid>" R (
               C ("a") C2 ("<w:gridSpan w:val='2'/>", "b") C2 ("<w:gridSpan w:val='2'/>", "c"))
               R (C2 ("<w:gridSpan w:val='2'/>", "d") C ("e") C2 ("<w:gridSpan w:val='2'/>", "f"))),
      "sheet 0 1 visible\n" HEAD_READ ("0", "0") "cell 0 1 0 text d\n"
                                                 "cell 0 1 1 text e\n"
                                                 "cell 0 1 2 text f\n");
}

/* As the page would be with all changes taken: what was deleted is not there, what came in is. */
static void
test_tracked (void)
{
  assert_text (
      TBL (HEAD R ("<w:trPr><w:del w:id='1'/></w:trPr>" C ("gone") C ("") C ("")) R (
          "<w:trPr><w:ins w:id='2'/></w:trPr>"
          "<w:tc><w:tcPr><w:tcPrChange><w:tcPr><w:gridSpan w:val='3'/></w:tcPr></w:tcPrChange>"
          "</w:tcPr><w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
          "<w:del><w:r><w:delText>3</w:delText><w:t>4</w:t></w:r></w:del>"
          "<w:ins><w:r><w:t>5</w:t></w:r></w:ins><w:moveFrom><w:r><w:t>6</w:t></w:r></w:moveFrom>"
          "<w:moveTo><w:r><w:t>7</w:t></w:r></w:moveTo></w:p></w:tc>" C ("x") C ("y"))),
      "sheet 0 1 visible\n" HEAD_READ ("0", "0") "cell 0 1 0 text 57\n"
                                                 "cell 0 1 1 text x\n"
                                                 "cell 0 1 2 text y\n"
                                                 "hidden changes -1  \"gone 34 6\" 7\n");
}

/* Lines, tabs, fields, links, forms, formulas, boxes, marks of footnotes, tables within a cell. */
static void
test_words (void)
{
  assert_text (
      TBL (HEAD R ("<w:tc><w:p/>" T (
          " một ") "<w:p/><w:p><w:pPr><w:tabs><w:tab w:val='left'/></w:tabs></w:pPr>"
                   "<w:r><w:t>hai</w:t></w:r><w:r><w:t xml:space='preserve'> "
                   "ba</w:t><w:br/><w:t>bốn\n5</w:t>"
                   "<w:tab/><w:t>6</w:t><w:cr/></w:r></w:p><w:p/></w:tc>"
                   "<w:tc><w:p><w:r><w:t>Tên</w:t></w:r><w:r><w:footnoteReference w:id='1'/></w:r>"
                   "<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple><w:r><w:t> "
                   "7</w:t></w:r></w:fldSimple>"
                   "<w:hyperlink><w:r><w:noBreakHyphen/><w:t>8</w:t></w:r></"
                   "w:hyperlink><w:sdt><w:sdtContent>"
                   "<w:r><w:sym w:font='Wingdings' w:char='F0FC'/></w:r></w:sdtContent></w:sdt>"
                   "<m:oMath><m:r><m:t>m²</m:t></m:r></m:oMath></w:p></w:tc>"
                   "<w:tc>" T ("trước") TBL (R (C ("9") C ("10")) R (C2 ("<w:vMerge/>", "11")))
                       T ("sau") "</w:tc>")),
      "sheet 0 1 visible\n" HEAD_READ ("0", "0") "cell 0 1 0 text một\\nhai ba\\nbốn 5\t6\n"
                                                 "cell 0 1 1 text Tên 7-8✓m²\n"
                                                 "cell 0 1 2 text trước\\n9\\n10\\n11\\nsau\n");
  /* A stamp in a box, which is there once more for older programs. */
  assert_text ("<w:p><w:r><mc:AlternateContent><mc:Choice><wps:txbx><w:txbxContent>" T ("MẬT")
                   TBL (R (C ("x"))) "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback>" T (
                       "MẬT") "</mc:Fallback></mc:AlternateContent><w:t>Số: 1</w:t></w:r></w:p>",
               "sheet 0 MẬT visible\n"
               "cell 0 0 0 text MẬT\\nx\\nSố: 1\n");
}

/* Tables with nothing between them are one, as they look; other columns are another table. */
static void
test_split (void)
{
  assert_text (
      TBL (HEAD R (C ("1") C ("2") C ("3"))) "<w:p/>" TBL (HEAD R (C ("4") C ("5") C ("6")))
          T ("Phụ lục II") TBL ("<w:tblPr><w:tblCaption w:val='Biểu 2'/></w:tblPr>" HEAD HEAD),
      "sheet 0 1 visible\n" HEAD_READ (
          "0", "0") "cell 0 1 0 text 1\n"
                    "cell 0 1 1 text 2\n"
                    "cell 0 1 2 text 3\n" HEAD_READ (
                        "0", "2") "cell 0 3 0 text 4\n"
                                  "cell 0 3 1 text 5\n"
                                  "cell 0 3 2 text 6\n"
                                  "sheet 1 Phụ lục II visible\n"
                                  "cell 1 0 0 text Phụ lục II\n" HEAD_READ ("1", "1")
                                      HEAD_READ ("1", "2"));
}

static void
test_hidden_text (void)
{
  assert_text (TBL (HEAD R ("<w:tc><w:p><w:r><w:t>hiện</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr>"
                            "<w:t> ẩn</w:t></w:r></w:p></w:tc>"
                            "<w:tc><w:p><w:r><w:rPr><w:vanish w:val='0'/></w:rPr><w:t>x</w:t></w:r>"
                            "</w:p></w:tc>")),
               "sheet 0 1 visible\n" HEAD_READ ("0", "0") "cell 0 1 0 text invisible hiện ẩn\n"
                                                          "cell 0 1 1 text x\n"
                                                          "hidden invisible-cells 0 A2 \"\" 1\n");
}

/* What goes out with the file and does not stand on its pages. */
static void
test_hidden_things (void)
{
  ZipMaker *maker = begin_text (WORD, T ("Giấy"));
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *text = NULL;

  zip_maker_add_text (
      maker, "_rels/.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='a' Type='x/officeDocument' Target='word/document.xml'/>"
      "<Relationship Id='b' Type='x/core-properties' Target='docProps/core.xml'/></Relationships>");
  zip_maker_add_text (
      maker, "docProps/core.xml",
      "<p xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:creator>Lan</dc:creator></p>");
  zip_maker_add_text (
      maker, "word/_rels/document.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='a' Type='x/comments' Target='comments.xml'/>"
      "<Relationship Id='b' Type='x/header' Target='header1.xml'/>"
      "<Relationship Id='c' Type='x/footer' Target='footer1.xml'/>"
      "<Relationship Id='d' Type='x/hyperlink' Target='http://a.vn' TargetMode='External'/>"
      "<Relationship Id='e' Type='x/settings' Target='settings.xml'/></Relationships>");
  zip_maker_add_text (
      maker, "word/_rels/settings.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='a' Type='x/attachedTemplate' Target='file:///may-chu/mau.dotx' "
      "TargetMode='External'/></Relationships>");
  zip_maker_add_text (maker, "word/settings.xml", "<x/>");
  zip_maker_add_text (maker, "word/comments.xml",
                      "<w:comments xmlns:w='" WORD "'><w:comment w:author='Hà'>" T ("Sai")
                          T ("rồi") "</w:comment></w:comments>");
  zip_maker_add_text (maker, "word/header1.xml", "<w:hdr xmlns:w='" WORD "'>" T ("MẬT") "</w:hdr>");
  zip_maker_add_text (maker, "word/footer1.xml", "<w:ftr xmlns:w='" WORD "'>" T ("12") "</w:ftr>");
  zip_maker_add_text (maker, "word/vbaProject.bin", "x");
  zip_maker_add_text (maker, "word/media/image1.png", "x");
  bytes = zip_maker_finish (maker, FALSE);
  text = workbook_dump_bytes (bytes->data, bytes->len, NULL);
  g_assert_cmpstr (text, ==,
                   "format docx\nsheet 0 Giấy visible\ncell 0 0 0 text Giấy\n"
                   "hidden comments -1 Hà \"Sai\\nrồi\" 1\n"
                   "hidden header-footer -1  \"MẬT\" 1\n"
                   "hidden external-link -1 word/settings.xml \"file:///may-chu/mau.dotx\" 1\n"
                   "hidden macros -1 word/vbaProject.bin \"\" 1\n"
                   "hidden pictures -1 word/media/image1.png \"\" 1\n"
                   "hidden property -1 creator \"Lan\" 1\n");
}

#define N(list, level, text)                                                                       \
  "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" list                          \
  "'/></w:numPr></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define NC(list, level, text) "<w:tc>" N (list, level, text) "</w:tc>"

/* Numbers that Word counts itself are shown on the page and are in no cell. */
static void
test_lists (void)
{
  ZipMaker *maker = begin_text (
      WORD, N ("1", "0", "Chương") N ("1", "1", "mục") N ("1", "1", "mục") N ("1", "0", "Chương")
                N ("1", "1", "mục") N ("3", "0", "chấm") N ("9", "0", "không có") TBL (
                    HEAD R (NC ("2", "0", "") C ("x") C ("y")) R (NC ("2", "0", "") C ("z") C (""))
                        R ("<w:trPr><w:del/></w:trPr>" NC ("2", "0", "") C ("") C (""))
                            R (NC ("4", "0", "") C ("t") C (""))));
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *text = NULL;

  zip_maker_add_text (
      maker, "word/_rels/document.xml.rels",
      "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
      "<Relationship Id='a' Type='x/numbering' Target='numbering.xml'/></Relationships>");
  zip_maker_add_text (
      maker, "word/numbering.xml",
      "<w:numbering xmlns:w='" WORD "'><w:abstractNum w:abstractNumId='0'>"
      "<w:lvl w:ilvl='0'><w:start w:val='1'/><w:numFmt w:val='upperRoman'/><w:lvlText w:val='%1.'/>"
      "</w:lvl><w:lvl w:ilvl='1'><w:numFmt w:val='lowerLetter'/><w:lvlText w:val='%1.%2)'/></w:lvl>"
      "</w:abstractNum><w:abstractNum w:abstractNumId='5'><w:lvl w:ilvl='0'><w:start w:val='3'/>"
      "<w:numFmt w:val='decimal'/><w:lvlText w:val='%1'/></w:lvl></w:abstractNum>"
      "<w:abstractNum w:abstractNumId='6'><w:lvl w:ilvl='0'><w:numFmt w:val='bullet'/>"
      "<w:lvlText w:val='•'/></w:lvl></w:abstractNum>"
      "<w:num w:numId='1'><w:abstractNumId w:val='0'/></w:num>"
      "<w:num w:numId='2'><w:abstractNumId w:val='5'/></w:num>"
      "<w:num w:numId='3'><w:abstractNumId w:val='6'/></w:num>"
      "<w:num w:numId='4'><w:abstractNumId w:val='5'/><w:lvlOverride w:ilvl='0'>"
      "<w:startOverride w:val='1'/></w:lvlOverride></w:num></w:numbering>");
  bytes = zip_maker_finish (maker, FALSE);
  text = workbook_dump_bytes (bytes->data, bytes->len, NULL);
  g_assert_cmpstr (text, ==,
                   "format docx\nsheet 0 I. Chương visible\n"
                   "cell 0 0 0 text I. Chương\n"
                   "cell 0 1 0 text I.a) mục\n"
                   "cell 0 2 0 text I.b) mục\n"
                   "cell 0 3 0 text II. Chương\n"
                   "cell 0 4 0 text II.a) mục\n"
                   "cell 0 5 0 text chấm\n"
                   "cell 0 6 0 text không có\n" HEAD_READ ("0", "7") "cell 0 8 0 text 3\n"
                                                                     "cell 0 8 1 text x\n"
                                                                     "cell 0 8 2 text y\n"
                                                                     "cell 0 9 0 text 4\n"
                                                                     "cell 0 9 1 text z\n"
                                                                     "cell 0 10 0 text 1\n"
                                                                     "cell 0 10 1 text t\n"
                                                                     "hidden changes -1  \"\" 1\n");
}

/* Where pages end, titles begin anew; no more of them than a table has. */
static void
test_titles (void)
{
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (GByteArray) bytes = NULL;
  g_autofree char *text = NULL;

  assert_text (
      T ("1") "<w:p><w:r><w:br w:type='page'/><w:t>2</w:t></w:r></w:p>" TBL (HEAD HEAD)
          T ("3") "<w:p><w:pPr><w:pageBreakBefore/></w:pPr><w:r><w:t>4</w:t></w:r></w:p>" TBL (
              HEAD HEAD),
      "sheet 0 1 visible\n"
      "cell 0 0 0 text 1\n"
      "sheet 1 2 visible\n"
      "cell 1 0 0 text 2\n" HEAD_READ ("1", "1")
          HEAD_READ ("1", "2") "sheet 2 3 visible\n"
                               "cell 2 0 0 text 3\n"
                               "sheet 3 4 visible\n"
                               "cell 3 0 0 text 4\n" HEAD_READ ("3", "1") HEAD_READ ("3", "2"));
  for (guint i = 0; i < 30; i++)
    g_string_append_printf (body, "<w:p><w:r><w:t>dòng %u</w:t></w:r></w:p>", i);
  g_string_append (body, TBL (HEAD HEAD));
  bytes = make_text (WORD, body->str);
  text = workbook_dump_bytes (bytes->data, bytes->len, "docx");
  g_assert_nonnull (strstr (text, "cell 0 9 0 text dòng 9\nsheet 1 dòng 10 visible\n"));
}

static void
test_strict (void)
{
  assert_text_in (STRICT, TBL (HEAD HEAD),
                  "sheet 0 1 visible\n" HEAD_READ ("0", "0") HEAD_READ ("0", "1"));
}

static void
test_broken (void)
{
  g_autoptr (GByteArray) wide = NULL;
  g_autoptr (GString) row = g_string_new (NULL);
  g_autofree char *text = NULL;

  assert_text ("<w:p/>", "error -1 unsupported there is no text in it\n");
  assert_text (
      T ("trước") TBL (HEAD R (C ("1") "<w:x>")),
      "sheet 0 trước visible\n"
      "cell 0 0 0 text trước\n" HEAD_READ ("0", "1") "cell 0 2 0 text 1\n"
                                                     "error 0 bad-markup sheet “trước”, after row "
                                                     "3: the XML is damaged: mismatched tag\n");
  for (guint i = 0; i < 1025; i++)
    g_string_append (row, C ("x"));
  g_string_prepend (row, "<w:tbl><w:tr>");
  g_string_append (row, "</w:tr></w:tbl>");
  wide = make_text (WORD, row->str);
  text = workbook_dump_bytes (wide->data, wide->len, "docx");
  g_assert_nonnull (strstr (text, "there are more columns than a table has"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/docx/decision", test_decision);
  g_test_add_func ("/docx/merged", test_merged);
  g_test_add_func ("/docx/grid", test_grid);
  g_test_add_func ("/docx/tracked-changes", test_tracked);
  g_test_add_func ("/docx/words", test_words);
  g_test_add_func ("/docx/split", test_split);
  g_test_add_func ("/docx/hidden-text", test_hidden_text);
  g_test_add_func ("/docx/hidden-things", test_hidden_things);
  g_test_add_func ("/docx/lists", test_lists);
  g_test_add_func ("/docx/titles", test_titles);
  g_test_add_func ("/docx/strict", test_strict);
  g_test_add_func ("/docx/broken", test_broken);

  return g_test_run ();
}
