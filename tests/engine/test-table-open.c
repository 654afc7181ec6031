/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-sniff.h"
#include "engine/formats/cb-workbook.h"
#include "table-fixture.h"

/* What a file is found to be. */

typedef struct
{
  const char *name;
  const char *file;
  const char *text;
  gsize length;
  const char *format;
  const char *delimiter;
  const char *line_end;
  guint header_row;
  const char *first_row;
} Case;

#define CASE(name, file, text, format, delimiter, line_end, header, row)                           \
  {                                                                                                \
    name, file, text, sizeof text - 1, format, delimiter, line_end, header, row                    \
  }

static const Case cases[] = {
  CASE ("comma", "a.csv", "Tên,Số\na,1\nb,2\n", "csv", ",", "lf", 1, "a|1"),
  CASE ("semicolon-decimal-comma",
        "a.csv",
        "Tên;Tỷ lệ;Vốn\na;1,5;2,5\nb;3,5;1,5\n",
        "csv",
        ";",
        "lf",
        1,
        "a|1,5|2,5"),
  CASE ("semicolon-addresses",
        "a.csv",
        "mã;địa chỉ\n1;xã a, huyện b, tỉnh c\n2;xã d, huyện b, tỉnh c\n3;xã e, huyện f, tỉnh g\n"
        "4;xã a, huyện h, tỉnh c\n5;xã a, huyện b, tỉnh k\n6;xã a, huyện b, tỉnh c\n7;x, y, z\n"
        "8;xã a, huyện b, tỉnh c\n9;xã d, huyện b, tỉnh c\n10;xã e, huyện f, tỉnh g\n"
        "11;xã a, huyện b, tỉnh c\n12;xã d, huyện b, tỉnh c\n13;xã e, huyện f, tỉnh g\n"
        "14;xã a, huyện b, tỉnh c\n15;xã d, huyện b, tỉnh c\n16;xã e, huyện f, tỉnh g\n"
        "17;xã a, huyện b, tỉnh c\n18;xã d, huyện b, tỉnh c\n19;xã e, huyện f, tỉnh g\n"
        "20;xã a, huyện b, tỉnh c\n21;xã d, huyện b, tỉnh c\n22;xã e, huyện f, tỉnh g\n"
        "23;xã a, huyện b, tỉnh c\n24;xã d, huyện b, tỉnh c\n25;xã e, huyện f, tỉnh g\n"
        "26;xã a, huyện b, tỉnh c\n27;xã d, huyện b, tỉnh c\n28;xã e, huyện f, tỉnh g\n",
        "csv",
        ";",
        "lf",
        1,
        "1|xã a, huyện b, tỉnh c"),
  CASE ("comma-in-quotes",
        "a.csv",
        "Tên,Số\n\"a;b;c\",1\n\"d;e;f\",2\n",
        "csv",
        ",",
        "lf",
        1,
        "a;b;c|1"),
  CASE ("tab", "a.csv", "Tên\tSố\r\na\t1\r\n", "tsv", "\t", "crlf", 1, "a|1"),
  CASE ("pipe", "a.txt", "Tên|Số|Xã\na|1|x\nb|2|y\n", "csv", "|", "lf", 1, "a|1|x"),
  CASE ("sep-line", "a.csv", "sep=;\r\nTên;Số,Xã\r\na;1,x\r\n", "csv", ";", "crlf", 1, "a|1,x"),
  CASE ("one-column", "a.csv", "Tên\nAn\nBình\n", "csv", "", "lf", 1, "An"),
  CASE ("prose",
        "a.txt",
        "Kính gửi: Sở Y tế\n\"Về việc báo cáo\n\nTrân trọng.\n",
        "text",
        "",
        "lf",
        0,
        "Kính gửi: Sở Y tế"),
  CASE ("no-header",
        "a.csv",
        "1,An,2026-01-02\n2,Bình,2026-01-03\n",
        "csv",
        ",",
        "lf",
        0,
        "1|An|2026-01-02"),
  CASE ("no-header-repeated",
        "a.csv",
        "nam,có\nnữ,không\nnam,có\nnam,không\n",
        "csv",
        ",",
        "lf",
        0,
        "nam|có"),
  CASE ("title-rows",
        "a.csv",
        "DANH SÁCH CƠ SỞ Y TẾ\n(Kèm theo công văn)\n\nSTT,Tên,Số giường\n1,a,20\n2,b,30\n3,c,1\n",
        "csv",
        ",",
        "lf",
        4,
        "1|a|20"),
  CASE ("title-rows-padded",
        "a.csv",
        "DANH SÁCH,,,\n,,,\nSTT,Tên,Xã,Số\n1,a,x,20\n2,b,x,30\n",
        "csv",
        ",",
        "lf",
        3,
        "1|a|x|20"),
  CASE ("header-of-years",
        "a.csv",
        "Xã,2024,2025\nx,1.200,1.300\ny,900,950\n",
        "csv",
        ",",
        "lf",
        1,
        "x|1.200|1.300"),
  CASE ("blank-label", "a.csv", "Tên,,Số\na,b,1\nc,d,2\n", "csv", ",", "lf", 1, "a|b|1"),
  CASE ("crlf-in-names", "a.csv", "\"Tên\r\ncơ sở\",Số\r\na,1\r\n", "csv", ",", "crlf", 1, "a|1"),
  CASE ("only-header", "a.csv", "Tên,Số\n", "csv", ",", "lf", 1, ""),
  CASE ("cr", "a.csv", "Tên,Số\ra,1\r", "csv", ",", "cr", 1, "a|1"),
  CASE ("mixed", "a.csv", "Tên,Số\na,1\r\nb,2\n", "csv", ",", "mixed", 1, "a|1"),
  CASE ("line-end-in-cell-is-none",
        "a.csv",
        "Tên,Số\r\n\"a\nb\",1\r\n",
        "csv",
        ",",
        "crlf",
        1,
        "a\nb|1"),
};

static void
test_facts (gconstpointer data)
{
  const Case *c = data;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  const CbTableFacts *facts;
  g_autofree char *rows = NULL;
  int fd;

  options.name = c->file;
  table = open_bytes (c->text, c->length, &options, &fd);
  facts = cb_table_get_facts (table);
  g_assert_cmpstr (facts->format, ==, c->format);
  g_assert_cmpstr (facts->delimiter, ==, c->delimiter);
  g_assert_cmpstr (facts->line_end, ==, c->line_end);
  g_assert_cmpuint (facts->header_row, ==, c->header_row);
  rows = dump_rows (table);
  rows[strcspn (rows, "/")] = '\0';
  g_assert_cmpstr (rows, ==, c->first_row);
  close (fd);
}

typedef struct
{
  const char *format;
  const char *bytes;
  gsize length;
} Content;

#define CONTENT(format, bytes)                                                                     \
  {                                                                                                \
    format, bytes, sizeof bytes - 1                                                                \
  }

static const Content contents[] = {
  CONTENT ("pdf", "%PDF-1.4\n"),
  CONTENT ("xlsx", "PK\3\4........................[Content_Types].xml....xl/workbook.xml"),
  CONTENT ("xlsb", "PK\3\4........................[Content_Types].xml....xl/workbook.bin"),
  CONTENT ("docx", "PK\3\4........................[Content_Types].xml....word/document.xml"),
  CONTENT (
      "ods",
      "PK\3\4..........................mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"),
  CONTENT ("xlsx", "PK\3\4........................[content_types].xml....xl\\workbook.xml"),
  CONTENT ("xlsx", "PK\3\4........................[Content_Types].xml....XL/Workbook.XML"),
  CONTENT ("ods", "PK\3\4........content.xml........META-INF/manifest.xml....mimetype.."),
  CONTENT ("zip",
           "PK\3\4........mimetypeapplication/vnd.oasis.opendocument.presentation"
           "........content.xml........META-INF/manifest.xml"),
  CONTENT ("zip", "PK\3\4..........................baocao.csv"),
  CONTENT ("xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....W\0o\0r\0k\0b\0o\0o\0k\0"),
  CONTENT ("xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....W\0O\0R\0K\0B\0O\0O\0K\0"),
  CONTENT ("xls", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....B\0O\0O\0K\0\0\0"),
  CONTENT ("doc", "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0"),
  CONTENT ("html", " \n<!DOCTYPE html><html><table>"),
  CONTENT ("html", "<html xmlns:o=\"urn:schemas-microsoft-com:office:office\">"),
  CONTENT ("html", "\xef\xbb\xbf<!-- made by a portal --> <STYLE>td{}</STYLE><table>"),
  CONTENT ("html", "\xff\xfe<\0t\0a\0b\0l\0e\0>\0<\0t\0r\0>\0"),
  CONTENT ("html", "<\0d\0i\0v\0>\0<\0T\0a\0b\0l\0e\0>\0"),
  CONTENT ("mhtml",
           "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: "
           "multipart/related; boundary=\"a\"\r\n\r\n--a\r\n"),
  CONTENT ("mhtml",
           "From: <Saved by Blink>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: "
           "Multipart/Related;\r\n\ttype=\"text/html\";\r\n\tboundary=\"b\"\r\n"),
  CONTENT ("text", "From: a,To: b\nmultipart/related,1\n"),
  CONTENT ("text", "MIME-Version: 1.0\na,b\n"),
  CONTENT ("text", "a,b\nx1\0\0\0\0,1\ny1\0\0\0\0,2\nz1\0\0\0\0,3\n"),
  CONTENT ("text", "<b>a</b>,1\n"),
  CONTENT ("text", "<bang>,1\n"),
  CONTENT ("text", "<tablet>,1\n"),
  CONTENT ("xml", "<?xml version=\"1.0\"?><a/>"),
  CONTENT ("json", "{ \"a\": 1 }"),
  CONTENT ("json", "[\n {\"a\": 1}]"),
  CONTENT ("png", "\x89PNG\r\n\x1a\n...."),
  CONTENT ("binary", "\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7\0"),
  CONTENT ("binary", "\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"),
};

static void
test_content (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++)
    {
      CbTableOptions options = CB_TABLE_OPTIONS_INIT;
      g_autoptr (CbTable) table = NULL;
      int fd;

      g_assert_cmpstr (cb_sniff_content ((const guint8 *)contents[i].bytes, contents[i].length,
                                         (const guint8 *)contents[i].bytes, contents[i].length,
                                         contents[i].length),
                       ==, contents[i].format);
      /* These few bytes are no workbook that could be opened; of text the table says more. */
      if (cb_workbook_can_open (contents[i].format) || g_str_equal (contents[i].format, "text"))
        continue;
      /* The name lies. */
      options.name = "số liệu.csv";
      table = open_bytes (contents[i].bytes, contents[i].length, &options, &fd);
      g_assert_cmpstr (cb_table_get_facts (table)->format, ==, contents[i].format);
      g_assert_cmpstr (cb_table_get_facts (table)->name_format, ==, "csv");
      g_assert_cmpuint (cb_table_get_n_columns (table), ==, 0);
      close (fd);
    }
}

static void
test_options (void)
{
  static const char text[] = "a;b,c\n1;2,3\n";
  CbTableOptions options = { NULL, "windows-1252", ',', CB_LAYOUT_WISH_HEADER (2), 1, -1 };
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  CbTable *none;
  int fd;

  options.layout.header_row = 2;
  table = open_bytes (text, sizeof text - 1, &options, &fd);
  g_assert_cmpstr (cb_table_get_facts (table)->encoding, ==, "windows-1252");
  g_assert_cmpstr (cb_table_get_facts (table)->delimiter, ==, ",");
  g_assert_cmpuint (cb_table_get_facts (table)->header_row, ==, 2);
  g_assert_cmpstr (cb_table_get_facts (table)->columns[0], ==, "1;2");
  options.encoding = "ebcdic";
  none = cb_table_open (fd, &options, &error);
  g_assert_null (none);
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  close (fd);
}

/* ASCII for a megabyte, and letters only then. */
static void
test_late_encoding (void)
{
  g_autoptr (GString) text = g_string_new ("Ten,So\n");
  static const char cells[]
      = "Tr\xb9m y t\xd5 x\xb7 H\xdf\x61 Kh\xb8nh,\xae\xad\xeang Nguy\xd4n Hu\xd6\n"
        "B\xd6nh vi\xd6n huy\xd6n \xae\xab\x6eg h\xadng,tr\xad\xeang ti\xd3u h\xe4\x63\n";
  g_autoptr (CbTable) table = NULL;
  int fd;

  while (text->len < 1200 * 1000)
    g_string_append (text, "tram y te,12\n");
  while (text->len < 3000 * 1000)
    g_string_append (text, cells);
  table = open_bytes (text->str, text->len, NULL, &fd);
  g_assert_cmpstr (cb_table_get_facts (table)->encoding, ==, "tcvn3");
  close (fd);
}

typedef struct
{
  guint64 done;
  guint n_calls;
} Told;

static void
tell_cb (guint64 done, guint64 total, gpointer user_data)
{
  Told *told = user_data;

  g_assert_cmpuint (done, >, told->done);
  told->done = done;
  told->n_calls++;
}

/* What is gone through before there is anything to show says that it goes on, and is silent as soon
 * as the file is open. */
static void
test_progress_of_opening (void)
{
  static const char head[] = "<?xml version='1.0'?><office:document"
                             " xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0'"
                             " xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0'"
                             " xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0'"
                             " office:mimetype='application/vnd.oasis.opendocument.spreadsheet'>"
                             "<office:body><office:spreadsheet><table:table table:name='A'>";
  static const char tail[] = "</table:table></office:spreadsheet></office:body></office:document>";
  Told told = { 0, 0 };
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GString) text = g_string_new (head);
  g_autoptr (GError) error = NULL;
  guint n_calls;
  int fd;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (text,
                            "<table:table-row><table:table-cell><text:p>Hàng %u</text:p>"
                            "</table:table-cell></table:table-row>",
                            i);
  g_string_append (text, tail);
  options.progress = tell_cb;
  options.progress_data = &told;
  table = open_bytes (text->str, text->len, &options, &fd);
  g_assert_cmpstr (cb_table_get_facts (table)->format, ==, "fods");
  g_assert_cmpuint (told.done, >=, text->len);
  g_assert_cmpuint (told.n_calls, >, 4);
  n_calls = told.n_calls;
  g_assert_true (cb_table_wait_for_index (table, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (told.n_calls, ==, n_calls);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/table-open/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_facts);
    }
  g_test_add_func ("/table-open/by-content-not-by-name", test_content);
  g_test_add_func ("/table-open/options", test_options);
  g_test_add_func ("/table-open/progress", test_progress_of_opening);
  g_test_add_func ("/table-open/late-encoding", test_late_encoding);

  return g_test_run ();
}
