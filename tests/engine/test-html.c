/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "workbook-dump.h"

/* Tables in pages of HTML. */

static void
assert_bytes (const char *bytes, gsize length, const char *expected)
{
  g_autofree char *text = workbook_dump_bytes ((const guint8 *)bytes, length, "html");
  g_autofree char *all = g_strconcat ("format html\n", expected, NULL);

  g_assert_cmpstr (text, ==, all);
}

static void
assert_page (const char *page, const char *expected)
{
  assert_bytes (page, strlen (page), expected);
}

/* As a portal writes it, under the name .xls. */
static void
test_portal (void)
{
  g_autofree char *text = NULL;
  static const char page[]
      = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head>\n"
        "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\n"
        "<!--[if gte mso 9]><xml><x:ExcelWorkbook><x:ExcelWorksheets><x:ExcelWorksheet>"
        "<x:Name>Trạm y tế</x:Name></x:ExcelWorksheet></x:ExcelWorksheets></x:ExcelWorkbook></xml>"
        "<![endif]-->\n<title>Export</title><style>td { color: red }</style></head><body>\n"
        "<h2>DANH SÁCH</h2><p>Kỳ: 10/2026</p>\n<table border=1>\n"
        "<thead><tr><th>Mã<th>Tên &amp; địa chỉ</thead>\n<tbody>"
        "<TR><TD>01</TD><TD>Trạm\n   <B>Yên</B> Lạc<br>Xã Yên Lạc</TD></TR>\n"
        "<tr><td>02<td>&nbsp;A&nbsp;B &lt;c&gt; &#7841; &#x1EA1;&nbsp; \n<tr><td>&nbsp;</td></tr>"
        "</table><script>if (a < b) document.write('<table><tr><td>x')</script>\n"
        "Người lập</body></html>";

  assert_page (page, "sheet 0 Trạm y tế visible\n"
                     "cell 0 0 0 text DANH SÁCH\n"
                     "cell 0 1 0 text Kỳ: 10/2026\n"
                     "cell 0 2 0 text Mã\n"
                     "cell 0 2 1 text Tên & địa chỉ\n"
                     "cell 0 3 0 text 01\n"
                     "cell 0 3 1 text Trạm Yên Lạc\\nXã Yên Lạc\n"
                     "cell 0 4 0 text 02\n"
                     "cell 0 4 1 text A\xc2\xa0"
                     "B <c> ạ ạ\n"
                     "cell 0 6 0 text Người lập\n");
  text = workbook_dump_bytes ((const guint8 *)page, sizeof page - 1, NULL);
  g_assert_true (g_str_has_prefix (text, "format html\nsheet 0 Trạm y tế"));
}

static void
test_spans (void)
{
  assert_page ("<table><tr><td rowspan=2>STT<td colspan=2>Số lượng<td rowspan=\"2\">Ghi chú"
               "<tr><td>Nam<td>Nữ<tr><td>1<td>2<td>3<td>4"
               "<tr><td rowspan=0>a<td>b<tr><td>c<tr></table><table><tr><td>d</table>",
               "sheet 0 Sheet1 visible\n"
               "merge 0 0 0 1 0\n"
               "merge 0 0 1 0 2\n"
               "merge 0 0 3 1 3\n"
               "cell 0 0 0 text STT\n"
               "cell 0 0 1 text Số lượng\n"
               "cell 0 0 3 text Ghi chú\n"
               "cell 0 1 1 text Nam\n"
               "cell 0 1 2 text Nữ\n"
               "cell 0 2 0 text 1\n"
               "cell 0 2 1 text 2\n"
               "cell 0 2 2 text 3\n"
               "cell 0 2 3 text 4\n"
               "cell 0 3 0 text a\n"
               "cell 0 3 1 text b\n"
               "cell 0 4 1 text c\n"
               "cell 0 6 0 text d\n");
  /* Spans that no table has. */
  assert_page ("<table><tr><td colspan=99999 rowspan=-1>a<tr><td colspan=x>b</table>",
               "sheet 0 Sheet1 visible\n"
               "merge 0 0 0 0 16383\n"
               "cell 0 0 0 text a\n"
               "cell 0 1 0 text b\n");
  assert_page ("<table><tr><td colspan=16384>a<td>b<tr><td>c</table>",
               "sheet 0 Sheet1 visible\n"
               "merge 0 0 0 0 16383\n"
               "error 0 broken-file sheet “Sheet1”, at row 1: there are more columns than a sheet "
               "has\n");
}

/* A table that only holds others in place is none; one of one row is text of its cell. */
static void
test_nested (void)
{
  assert_page ("<table><tr><td>Menu</td><td>Trước"
               "<table><tr><th>a<th>b<tr><td>1<td><table><tr><td>2<td>3</table>4</table>"
               "Sau</td><td>Cuối</td></tr></table>",
               "sheet 0 Sheet1 visible\n"
               "cell 0 0 0 text Menu\n"
               "cell 0 0 1 text Trước\n"
               "cell 0 1 1 text a\n"
               "cell 0 1 2 text b\n"
               "cell 0 2 1 text 1\n"
               "cell 0 2 2 text 2 3\\n4\n"
               "cell 0 3 1 text Sau\n"
               "cell 0 3 2 text Cuối\n");
  /* Nothing that is not closed, or stands where it may not, is lost. */
  assert_page ("<td>x<table>y<tr>z<td>a<select><option>1<option>2<tr><td>b</td>c</tr></table>"
               "</table></td><tr><td>d",
               "sheet 0 Sheet1 visible\n"
               "cell 0 0 0 text x\n"
               "cell 0 1 0 text y\n"
               "cell 0 2 0 text z\n"
               "cell 0 2 1 text a\n"
               "cell 0 3 0 text b\n"
               "cell 0 3 1 text c\n"
               "cell 0 4 0 text d\n");
}

/* What Excel and LibreOffice say of the values themselves. */
static void
test_values (void)
{
  assert_page ("<style><!-- .xl65 {mso-number-format:\"Short Date\";}\n"
               "td.xl66 {mso-number-format:\"0\\.00%\"; font-family:\".VnTime\", serif}"
               ".xl67,.xl68{display:none} --></style><table>"
               "<tr><td class=xl65 x:num=\"46351\">25/11/2026<td x:num=\"1234.50\">1.234,50"
               "<td class='a XL66' x:num=\"0.125\">12,5%<td x:num>7<td x:num=\"46351\">25/11/2026"
               "<td x:bool=\"TRUE\">ĐÚNG<td x:err>#N/A<td x:num=\"3\" x:fmla=\"=1+2\">3"
               "<td x:num=\"46351\" style='mso-number-format:\"yyyy\\\\-mm\\\\-dd\"'>x"
               "<td sdval=\"46351\" sdnum=\"1066;0;DD/MM/YYYY\">25/11/2026<td x:num=\"nan\">n"
               "<tr class=xl67><td>h<tr><td class=xl68>i"
               "<tr><td class=xl66>Tr¹m<td><font face='VNI-Times'>Traïm</font> y tế</table>",
               "sheet 0 Sheet1 visible\n"
               "cell 0 0 0 date 2026-11-25\n"
               "cell 0 0 1 number 1234.5\n"
               "cell 0 0 2 number percent tcvn3 0.125\n"
               "cell 0 0 3 text 7\n"
               "cell 0 0 4 text 25/11/2026\n"
               "cell 0 0 5 boolean TRUE\n"
               "cell 0 0 6 error #N/A\n"
               "cell 0 0 7 number formula 3\n"
               "cell 0 0 8 date 2026-11-25\n"
               "cell 0 0 9 date 2026-11-25\n"
               "cell 0 0 10 text n\n"
               "cell 0 1 0 text hidden h\n"
               "cell 0 2 0 text hidden i\n"
               "cell 0 3 0 text tcvn3 Tr¹m\n"
               "cell 0 3 1 text 6:vni 13:unicode Traïm y tế\n"
               "hidden rows 0 2:2 \"\" 1\n");
}

/* As Excel writes it, and as programs write it for Excel. */
static void
test_hidden_columns (void)
{
  assert_page ("<style>.an { display: none }</style><table><col width=64><col class=an width=0 "
               "span=2><colgroup><col style='display:none;mso-width-source:userset'></colgroup>"
               "<tr><td>a<td>b<td>c<td>d<td>e<tr><td colspan=2>f<td>g</table>"
               "<table><col span=99999><col style='display:none'><tr><td>h</table>",
               "sheet 0 Sheet1 visible\n"
               "cell 0 0 0 text a\n"
               "cell 0 0 1 text hidden b\n"
               "cell 0 0 2 text hidden c\n"
               "cell 0 0 3 text hidden d\n"
               "cell 0 0 4 text e\n"
               "merge 0 1 0 1 1\n"
               "cell 0 1 0 text f\n"
               "cell 0 1 2 text hidden g\n"
               "cell 0 2 0 text h\n"
               "hidden columns 0 B:C \"\" 2\n"
               "hidden columns 0 D:D \"\" 1\n");
}

#define BYTES(page, expected)                                                                      \
  assert_bytes (page, sizeof page - 1, "sheet 0 Sheet1 visible\n" expected)

static void
test_charsets (void)
{
  BYTES ("\xef\xbb\xbf<table><tr><td>Hà Nội</table>", "cell 0 0 0 text Hà Nội\n");
  BYTES ("<table><tr><td>Hà Nội</table>", "cell 0 0 0 text Hà Nội\n");
  BYTES ("<meta charset=windows-1258><table><tr><td>H\xe0 N\xf4\xf2i</table>",
         "cell 0 0 0 text Hà Nội\n");
  BYTES ("<meta content='text/html; charset = \"ISO-8859-1\"'><table><tr><td>H\xe0 \x80</table>",
         "cell 0 0 0 text Hà €\n");
  /* Not what it says, or says nothing. */
  BYTES ("<meta charset=utf-8><table><tr><td>Tr\xb9m \xe1</table>", "cell 0 0 0 text Tr¹m á\n");
  BYTES ("\xff\xfe<\0t\0a\0b\0l\0e\0>\0<\0t\0d\0>\0\xa1\x1e=\xd8\x00\xde", "cell 0 0 0 text ạ😀\n");
  BYTES ("\xfe\xff\0<\0t\0a\0b\0l\0e\0>\0<\0t\0d\0>\x1e\xa1", "cell 0 0 0 text ạ\n");
}

/* Characters that stand across two pieces of the file come out whole. */
static void
test_pieces (void)
{
  for (guint before = 0; before < 4; before++)
    {
      g_autoptr (GString) page = g_string_new ("<table><tr><td>");
      g_autofree char *text = NULL;
      guint n = (256 * 1024 - (guint)page->len) / 3 * 3 + 9;

      for (guint i = 0; i < before; i++)
        g_string_append_c (page, '-');
      for (guint i = 0; i < n / 3; i++)
        g_string_append (page, "ạ");
      g_string_append (page, "</table>");
      text = workbook_dump_bytes ((const guint8 *)page->str, page->len, "html");
      g_assert_null (strstr (text, "\xef\xbf\xbd"));
      g_assert_cmpuint (strlen (text), ==,
                        strlen ("format html\nsheet 0 Sheet1 visible\ncell 0 0 0 text \n") + before
                            + n);
    }
}

static void
test_hostile (void)
{
  g_autoptr (GString) deep = g_string_new (NULL);
  g_autofree char *text = NULL;

  assert_page ("<html><body><p>Phiên làm việc đã hết hạn.</p></body></html>",
               "error -1 unsupported the page has no table\n");
  assert_page ("<table><tr><td>&nbsp;</td></tr></table>",
               "error -1 unsupported the page has no table\n");
  assert_page ("<table><tr><td>&bogus; &#0; &#xD800; &#x110000; & a<b",
               "sheet 0 Sheet1 visible\n"
               "cell 0 0 0 text &bogus; \xef\xbf\xbd \xef\xbf\xbd \xef\xbf\xbd & a\n");
  assert_page ("<table><tr><td>a<!-- <td>b --><td>c<![if x]>d<?e?></ >f<td>g</table><!--",
               "sheet 0 Sheet1 visible\n"
               "cell 0 0 0 text a\n"
               "cell 0 0 1 text cdf\n"
               "cell 0 0 2 text g\n");
  for (guint i = 0; i < 300; i++)
    g_string_append (deep, "<table><tr><td>a");
  text = workbook_dump_bytes ((const guint8 *)deep->str, deep->len, "html");
  g_assert_cmpstr (text, ==,
                   "format html\n"
                   "error -1 broken-file there are tables beyond measure in it\n");
}

/* Every row has to look past 16,383 cells that reach down from the first. */
static void
test_endless_spans (void)
{
  g_autoptr (GString) page = g_string_new ("<table><tr>");
  g_autofree char *text = NULL;

  for (guint i = 0; i < CB_SHEET_MAX_COLUMNS - 1; i++)
    g_string_append (page, "<td rowspan=65534>a");
  for (guint i = 0; i < 20000; i++)
    g_string_append (page, "<tr><td>b");
  text = workbook_dump_bytes ((const guint8 *)page->str, page->len, "html");
  g_assert_nonnull (strstr (text, "error 0 broken-file sheet “Sheet1”, at row 163"));
  g_assert_nonnull (strstr (text, ": cells reach over others beyond measure\n"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/html/hidden-columns", test_hidden_columns);
  g_test_add_func ("/html/portal", test_portal);
  g_test_add_func ("/html/spans", test_spans);
  g_test_add_func ("/html/nested", test_nested);
  g_test_add_func ("/html/values", test_values);
  g_test_add_func ("/html/charsets", test_charsets);
  g_test_add_func ("/html/pieces", test_pieces);
  g_test_add_func ("/html/hostile", test_hostile);
  g_test_add_func ("/html/endless-spans", test_endless_spans);

  return g_test_run ();
}
