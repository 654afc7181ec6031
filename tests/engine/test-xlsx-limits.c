/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "engine/formats/cb-sniff.h"
#include "engine/formats/cb-workbook.h"
#include "engine/formats/cb-xlsx-hybrid.h"
#include "xlsx-fixture.h"
#include "zip-maker.h"

/* Workbooks that are damaged, absurd or made to harm. */

#define HEAD "<worksheet xmlns='" MAIN_SPACE "'><sheetData>"
#define TAIL "</sheetData></worksheet>"

/* Rows of one number, padded so that they do not pack away. */
static char *
make_rows (guint n, const char *before, const char *after)
{
  GString *sheet = g_string_new (before);
  guint32 random = 1;

  for (guint i = 1; i <= n; i++)
    {
      random = random * 1664525 + 1013904223;
      g_string_append_printf (sheet, "<row r=\"%u\"><c r=\"A%u\"><v>%u</v></c></row>", i, i,
                              random);
    }
  g_string_append (sheet, after);

  return g_string_free (sheet, FALSE);
}

static guint
count_lines (const char *dump, const char *beginning)
{
  guint n = 0;

  for (const char *p = dump; p != NULL && *p != '\0'; p = strchr (p, '\n'), p += p != NULL)
    n += g_str_has_prefix (p, beginning);

  return n;
}

static void
assert_says (const char *dump, const char *text)
{
  if (strstr (dump, text) == NULL)
    {
      g_test_message ("“%s” is not in: %.2000s", text, dump);
      g_test_fail ();
    }
}

static char *
dump_with (const char *sheet, const char *strings)
{
  const XlsxPart parts[] = {
    { "xl/worksheets/sheet1.xml", sheet },
    { strings != NULL ? "xl/sharedStrings.xml" : "unused", strings },
    { NULL, NULL },
  };

  return xlsx_dump (parts);
}

/* As far as the bytes go, and then which row is missing. */
static void
test_cut (gconstpointer data)
{
  guint flags = GPOINTER_TO_UINT (data);
  g_autofree char *sheet = make_rows (20000, HEAD, TAIL);
  const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", sheet }, { NULL, NULL } };
  g_autoptr (GByteArray) archive = xlsx_pack (parts, flags);
  g_autofree char *dump = xlsx_dump_bytes (archive->data, archive->len / 2);
  guint n = count_lines (dump, "A");
  g_autofree char *says
      = g_strdup_printf ("error file-cut: xl/worksheets/sheet1.xml, from row %u on: "
                         "xl/worksheets/sheet1.xml is cut off",
                         n + 1);

  g_assert_cmpuint (n, >, 5000);
  g_assert_cmpuint (n, <, 15000);
  assert_says (dump, says);
}

/* The list of sheets comes after them in what some libraries write. */
static void
test_cut_before_the_list (void)
{
  g_autofree char *sheet = make_rows (20000, HEAD, TAIL);
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  g_autofree char *dump = NULL;
  guint64 at;

  zip_maker_add_text (maker, "xl/worksheets/sheet10.xml", HEAD "<row><c><v>10</v></c></row>" TAIL);
  zip_maker_add_text (maker, "xl/worksheets/sheet2.xml", HEAD "<row><c><v>2</v></c></row>" TAIL);
  at = zip_maker_add_text (maker, "xl/worksheets/sheet1.xml", sheet);
  zip_maker_add_text (maker, "xl/workbook.xml", "<workbook/>");
  archive = zip_maker_finish (maker, FALSE);
  dump = xlsx_dump_bytes (archive->data, at + 40000);

  g_assert_cmpstr (cb_sniff_content (archive->data, 4096, archive->data + at, 40000, at + 40000),
                   ==, "xlsx");
  assert_says (dump, "sheet sheet1 0\nA1 n ");
  assert_says (dump, "sheet sheet2 0\nA1 n 2\nerror file-cut: xl/worksheets/sheet2.xml, from row 2 "
                     "on: all rows of it are there, but the file breaks off after them\n"
                     "sheet sheet10 0\nA1 n 10\n");
}

static void
test_xml_cut (void)
{
  g_autofree char *dump = xlsx_dump_sheet (
      HEAD "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2");

  g_assert_true (g_str_has_prefix (dump,
                                   "A1 n 1\nerror bad-markup: xl/worksheets/sheet1.xml, from row 2 "
                                   "on: the XML is damaged: "));
}

static void
test_not_xml_from_a_place_on (void)
{
  g_autofree char *dump = xlsx_dump_rows (
      "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"2\"><c r=\"A2\"><v>2</w></c></row>");

  g_assert_true (g_str_has_prefix (dump,
                                   "A1 n 1\nerror bad-markup: xl/worksheets/sheet1.xml, from row 2 "
                                   "on: the XML is damaged: "));
}

static void
test_wrong_sum (void)
{
  ZipMaker *maker = zip_maker_new ();
  const char *sheet = HEAD "<row><c><v>1</v></c></row>" TAIL;
  g_autoptr (GByteArray) archive = NULL;
  g_autofree char *dump = NULL;

  zip_maker_add_text (maker, "xl/workbook.xml",
                      "<workbook xmlns='" MAIN_SPACE "' xmlns:r='" RELATION_SPACE
                      "'><sheets><sheet name='a' r:id='r'/></sheets></workbook>");
  zip_maker_add_text (maker, "xl/_rels/workbook.xml.rels",
                      "<Relationships><Relationship Id='r' Type='x/worksheet' "
                      "Target='worksheets/sheet1.xml'/></Relationships>");
  zip_maker_add (maker, "xl/worksheets/sheet1.xml", sheet, strlen (sheet), ZIP_WRONG_CRC);
  archive = zip_maker_finish (maker, FALSE);
  dump = xlsx_dump_bytes (archive->data, archive->len);

  assert_says (dump, "A1 n 1\nerror file-altered: xl/worksheets/sheet1.xml, from row 2 on: ");
  assert_says (dump, "CRC");
}

static void
test_entities (void)
{
  static const char bomb[]
      = "<!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;'>]>";
  g_autofree char *sheet
      = g_strconcat (bomb, HEAD "<row><c t=\"inlineStr\"><is><t>&b;</t></is></c></row>" TAIL, NULL);
  g_autofree char *strings
      = g_strconcat (bomb, "<sst xmlns='" MAIN_SPACE "'><si><t>&b;</t></si></sst>", NULL);
  g_autofree char *in_sheet = dump_with (sheet, NULL);
  g_autofree char *in_strings = dump_with (
      HEAD "<row><c><v>1</v></c></row><row><c t=\"s\"><v>0</v></c></row>" TAIL, strings);
  g_autofree char *unknown = xlsx_dump_cells ("<c t=\"inlineStr\"><is><t>&b;</t></is></c>");

  assert_says (in_sheet, "document type (DTD)");
  g_assert_true (g_str_has_prefix (in_strings,
                                   "A1 n 1\nerror xml-dtd: xl/worksheets/sheet1.xml, from "
                                   "row 2 on: xl/sharedStrings.xml, text 0: it has a document"));
  assert_says (unknown, "undefined entity");
}

static void
test_styles_that_cannot_be_read (void)
{
  const XlsxPart parts[] = {
    { "xl/styles.xml", "<styleSheet" },
    { "xl/worksheets/sheet1.xml", HEAD "<row><c s=\"1\"><v>46351</v></c></row>" TAIL },
    { NULL, NULL },
  };
  g_autofree char *dump = xlsx_dump (parts);

  assert_says (dump, "A1 n 46351\nerror bad-markup: ");
  assert_says (dump, "the styles cannot be read: xl/styles.xml: ");
}

static char *
make_spaces (gsize length, const char *before, const char *after)
{
  gsize n = strlen (before);
  char *text = g_malloc (n + length + strlen (after) + 1);

  memcpy (text, before, n);
  memset (text + n, ' ', length);
  memcpy (text + n + length, after, strlen (after) + 1);

  return text;
}

static void
test_bomb (void)
{
  g_autofree char *sheet
      = make_spaces (80u * 1024 * 1024, HEAD "<row r=\"1\"><c><v>1</v></c></row>", TAIL);
  g_autofree char *dump = dump_with (sheet, NULL);

  g_assert_true (
      g_str_has_prefix (dump, "A1 n 1\nerror broken-file: xl/worksheets/sheet1.xml, from row 2 "
                              "on: xl/worksheets/sheet1.xml swells beyond measure"));
}

static void
test_bomb_of_strings (void)
{
  g_autofree char *strings
      = make_spaces (80u * 1024 * 1024, "<sst xmlns='" MAIN_SPACE "'><si><t>a</t></si>", "</sst>");
  g_autofree char *dump = dump_with (
      HEAD "<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>" TAIL, strings);

  assert_says (dump, "A1 t a\nerror broken-file: xl/worksheets/sheet1.xml, from row 2 on: "
                     "xl/sharedStrings.xml, text 1: xl/sharedStrings.xml swells beyond measure");
}

static void
test_giant_text (void)
{
  g_autofree char *text = make_spaces (
      5u * 1024 * 1024, HEAD "<row><c><v>1</v></c></row><row><c t=\"inlineStr\"><is><t>x",
      "</t></is></c></row>" TAIL);
  g_autofree char *strings = make_spaces (
      5u * 1024 * 1024, "<sst xmlns='" MAIN_SPACE "'><si><t>a</t></si><si><t>x", "</t></si></sst>");
  g_autofree char *in_sheet = dump_with (text, NULL);
  g_autofree char *in_strings = dump_with (
      HEAD "<row><c t=\"s\"><v>0</v></c></row><row><c t=\"s\"><v>1</v></c></row>" TAIL, strings);

  assert_says (in_sheet,
               "A1 n 1\nerror broken-file: xl/worksheets/sheet1.xml, from row 2 on: a cell is "
               "longer than any may be");
  assert_says (in_strings, "A1 t a\nerror broken-file: ");
  assert_says (in_strings, "a text is longer than any may be");
}

static void
test_missing_strings (void)
{
  g_autofree char *dump
      = dump_with (HEAD "<row><c><v>1</v></c></row><row><c t=\"s\"><v>0</v></c></row>" TAIL, NULL);

  assert_says (
      dump,
      "A1 n 1\nerror part-missing: xl/worksheets/sheet1.xml, from row 2 on: the part of texts "
      "(xl/sharedStrings.xml) is missing");
}

static void
test_no_cells (void)
{
  g_autofree char *empty = xlsx_dump_rows ("");
  g_autofree char *closed = xlsx_dump_sheet ("<worksheet xmlns='" MAIN_SPACE
                                             "'><dimension ref='A1:XFD1048576'/><sheetData/>"
                                             "</worksheet>");
  g_autofree char *without = xlsx_dump_sheet ("<worksheet xmlns='" MAIN_SPACE "'/>");

  g_assert_cmpstr (empty, ==, "");
  g_assert_cmpstr (closed, ==, "");
  g_assert_cmpstr (without, ==, "");
}

/* What a format for a whole column leaves behind. */
static void
test_million_blank_rows (void)
{
  g_autoptr (GString) sheet = g_string_new (HEAD);
  g_autofree char *dump = NULL;

  for (guint i = 1; i <= CB_SHEET_MAX_ROWS; i++)
    g_string_append_printf (
        sheet,
        i % 2 == 0 ? "<row r=\"%u\" s=\"1\" customFormat=\"1\"><c r=\"A%u\" s=\"1\"/></row>"
                   : "<row r=\"%u\" s=\"1\" customFormat=\"1\" ht=\"15.%u\"/>",
        i, i);
  g_string_append (sheet, TAIL);
  dump = dump_with (sheet->str, NULL);

  g_assert_cmpstr (dump, ==, "");
}

static void
test_widest_row (void)
{
  g_autoptr (GString) cells = g_string_new (NULL);
  g_autofree char *dump = NULL;
  g_autofree char *over = NULL;

  for (guint i = 0; i < CB_SHEET_MAX_COLUMNS; i++)
    g_string_append (cells, "<c><v>1</v></c>");
  dump = xlsx_dump_cells (cells->str);
  g_assert_cmpuint (count_lines (dump, ""), ==, CB_SHEET_MAX_COLUMNS);
  assert_says (dump, "XFD1 n 1\n");

  g_string_append (cells, "<c><v>1</v></c>");
  over = xlsx_dump_cells (cells->str);
  assert_says (over, "beyond the last column");
  g_string_truncate (cells, 0);
  for (guint i = 0; i < 3 * CB_SHEET_MAX_COLUMNS; i++)
    g_string_append (cells, "<c r=\"A1\"><v>1</v></c>");
  g_clear_pointer (&over, g_free);
  over = xlsx_dump_cells (cells->str);
  assert_says (over, "more cells than it can");
}

static void
test_hidden_rows_without_end (void)
{
  g_autoptr (GString) rows = g_string_new (NULL);
  g_autofree char *dump = NULL;

  for (guint i = 1; i <= 5000; i++)
    g_string_append_printf (rows, "<row r=\"%u\" hidden=\"1\"/>", 2 * i);
  dump = xlsx_dump_rows (rows->str);

  g_assert_cmpuint (count_lines (dump, "hidden rows"), ==, 1000);
  assert_says (dump, "hidden rows 0 [2000:10000] [] 4001\n");
}

static void
test_depth (void)
{
  g_autoptr (GString) cells = g_string_new (NULL);
  g_autofree char *dump = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (cells, "<c>");
  dump = xlsx_dump_cells (cells->str);

  assert_says (dump, "beyond measure");
}

static void
test_password (void)
{
  ZipMaker *maker = zip_maker_new ();
  g_autoptr (GByteArray) archive = NULL;
  g_autofree char *dump = NULL;

  zip_maker_add (maker, "xl/workbook.xml", "abc", 3, ZIP_ENCRYPTED);
  archive = zip_maker_finish (maker, FALSE);
  dump = xlsx_dump_bytes (archive->data, archive->len);

  g_assert_cmpstr (dump, ==, "error encrypted: xl/workbook.xml needs a password\n");
}

static void
test_not_a_workbook (void)
{
  const XlsxPart binary[] = { { "xl/workbook.bin", "x" }, { NULL, NULL } };
  const XlsxPart none[] = { { "xl/workbook.xml", NULL }, { NULL, NULL } };
  const XlsxPart empty[]
      = { { "xl/workbook.xml", "<workbook xmlns='" MAIN_SPACE "'/>" }, { NULL, NULL } };
  g_autofree char *of_binary = xlsx_dump (binary);
  g_autofree char *of_none = xlsx_dump (none);
  g_autofree char *of_empty = xlsx_dump (empty);

  assert_says (of_binary, "error unsupported: ");
  assert_says (of_none, "error part-missing: the list of sheets (xl/workbook.xml) is missing");
  assert_says (of_empty, "error broken-file: xl/workbook.xml lists no sheets");
}

typedef struct
{
  guint n_rows;
  guint stop_after;
  GCancellable *cancellable;
} Reading;

static gboolean
take_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  Reading *self = user_data;

  self->n_rows++;
  if (self->n_rows == self->stop_after && self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);

  return self->n_rows < self->stop_after || self->cancellable != NULL;
}

static CbWorkbook *
open_rows (guint n, const char *before, CbByteSource **source, int *fd)
{
  g_autofree char *sheet = make_rows (n, before, TAIL);
  const XlsxPart parts[] = { { "xl/worksheets/sheet1.xml", sheet }, { NULL, NULL } };
  g_autoptr (GByteArray) archive = xlsx_pack (parts, 0);
  g_autoptr (GError) error = NULL;
  CbWorkbook *book;

  *fd = zip_maker_open_bytes (archive->data, archive->len);
  *source = cb_byte_source_new (*fd, &error);
  g_assert_no_error (error);
  book = cb_workbook_open (*source, "xlsx", NULL, &error);
  g_assert_no_error (error);

  return book;
}

static void
test_enough (gconstpointer data)
{
  int fd;
  CbByteSource *source;
  CbWorkbook *book = open_rows (100000, HEAD, &source, &fd);
  Reading reading = { .stop_after = 200 };
  CbSheetReader reader = { take_row, NULL, NULL, &reading };
  g_autoptr (GError) error = NULL;

  cb_xlsx_set_general_only (data != NULL);
  for (guint i = 0; i < 3; i++)
    {
      reading.n_rows = 0;
      g_assert_true (cb_workbook_read_sheet (book, 0, &reader, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpuint (reading.n_rows, ==, 200);
    }
  cb_xlsx_set_general_only (FALSE);
  cb_workbook_free (book);
  cb_byte_source_free (source);
  close (fd);
}

static void
test_cancelled (gconstpointer data)
{
  int fd;
  CbByteSource *source;
  CbWorkbook *book = open_rows (100000, HEAD, &source, &fd);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Reading reading = { .stop_after = 100, .cancellable = cancellable };
  CbSheetReader reader = { take_row, NULL, NULL, &reading };
  g_autoptr (GError) error = NULL;

  cb_xlsx_set_general_only (data != NULL);
  g_assert_false (cb_workbook_read_sheet (book, 0, &reader, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (reading.n_rows, <, 50000);
  cb_xlsx_set_general_only (FALSE);
  cb_workbook_free (book);
  cb_byte_source_free (source);
  close (fd);
}

/* What is hidden is told once, however often the sheet is read. */
static void
test_read_again (void)
{
  int fd;
  CbByteSource *source;
  CbWorkbook *book = open_rows (3,
                                "<worksheet xmlns='" MAIN_SPACE
                                "'><cols><col min='1' max='1' hidden='1'/></cols><sheetData>",
                                &source, &fd);
  Reading reading = { .stop_after = G_MAXUINT };
  CbSheetReader reader = { take_row, NULL, NULL, &reading };

  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (GPtrArray) hidden = NULL;

      g_assert_true (cb_workbook_read_sheet (book, 0, &reader, NULL, NULL));
      hidden = cb_workbook_dup_hidden (book);
      g_assert_cmpuint (hidden->len, ==, 1);
    }
  g_assert_cmpuint (reading.n_rows, ==, 9);
  cb_workbook_free (book);
  cb_byte_source_free (source);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_data_func ("/xlsx/damaged/cut", GUINT_TO_POINTER (0), test_cut);
  g_test_add_data_func ("/xlsx/damaged/cut-sizes-after", GUINT_TO_POINTER (ZIP_DESCRIPTOR),
                        test_cut);
  g_test_add_data_func ("/xlsx/damaged/cut-stored", GUINT_TO_POINTER (ZIP_STORED), test_cut);
  g_test_add_func ("/xlsx/damaged/cut-before-the-list", test_cut_before_the_list);
  g_test_add_func ("/xlsx/damaged/xml-cut", test_xml_cut);
  g_test_add_func ("/xlsx/damaged/not-xml-from-a-place-on", test_not_xml_from_a_place_on);
  g_test_add_func ("/xlsx/damaged/wrong-sum", test_wrong_sum);
  g_test_add_func ("/xlsx/damaged/styles", test_styles_that_cannot_be_read);
  g_test_add_func ("/xlsx/damaged/missing-strings", test_missing_strings);
  g_test_add_func ("/xlsx/damaged/not-a-workbook", test_not_a_workbook);
  g_test_add_func ("/xlsx/harmful/entities", test_entities);
  g_test_add_func ("/xlsx/harmful/bomb", test_bomb);
  g_test_add_func ("/xlsx/harmful/bomb-of-strings", test_bomb_of_strings);
  g_test_add_func ("/xlsx/harmful/giant-text", test_giant_text);
  g_test_add_func ("/xlsx/harmful/depth", test_depth);
  g_test_add_func ("/xlsx/extreme/no-cells", test_no_cells);
  g_test_add_func ("/xlsx/extreme/million-blank-rows", test_million_blank_rows);
  g_test_add_func ("/xlsx/extreme/widest-row", test_widest_row);
  g_test_add_func ("/xlsx/extreme/hidden-rows", test_hidden_rows_without_end);
  g_test_add_func ("/xlsx/password", test_password);
  g_test_add_data_func ("/xlsx/enough/fast", NULL, test_enough);
  g_test_add_data_func ("/xlsx/enough/general", "general", test_enough);
  g_test_add_data_func ("/xlsx/cancelled/fast", NULL, test_cancelled);
  g_test_add_data_func ("/xlsx/cancelled/general", "general", test_cancelled);
  g_test_add_func ("/xlsx/read-again", test_read_again);

  return g_test_run ();
}
