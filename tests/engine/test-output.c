/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

#include "engine/fixes/cb-recipe.h"
#include "engine/formats/cb-zip.h"

/* A table in other formats. Whether spreadsheets read it is asked of our own readers in test-xlsx
 * and test-ods, and of other programs in the tests with peers. */

static const char table_text[] = "Mã,Tên,Số,Ngày\n"
                                 "007,\"A & <B>\",12.5,2026-01-02\n"
                                 "010,\"một\n hai  ba\",-3,\n";

static int
write_as (const char *text, const char *recipe, GError **error)
{
  g_autoptr (CbTable) table = NULL;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbRecipeResult result;
  int out = test_file_new ();
  int fd;

  options.name = "x.csv";
  table = open_bytes (text, strlen (text), &options, &fd);
  if (cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, error))
    g_assert_cmpuint (result.bytes, ==, test_file_get_size (out));
  close (fd);

  return out;
}

static char *
dup_member (int fd, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbByteSource) source = cb_byte_source_new (fd, &error);
  g_autoptr (CbZip) zip = cb_zip_open (source, NULL, &error);
  g_autoptr (GBytes) bytes = NULL;
  const CbZipMember *member;

  g_assert_no_error (error);
  member = cb_zip_find (zip, name);
  g_assert_nonnull (member);
  bytes = cb_zip_read (zip, member, 1 << 20, NULL, &error);
  g_assert_no_error (error);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_json (void)
{
  g_autoptr (GError) error = NULL;
  int fd = write_as (table_text, "[{\"step\":\"to-json\"}]", &error);
  g_autofree char *text = test_file_dup_text (fd);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==,
                   "[\n[\"Mã\",\"Tên\",\"Số\",\"Ngày\"],\n"
                   "[\"007\",\"A & <B>\",\"12.5\",\"2026-01-02\"],\n"
                   "[\"010\",\"một\\u000a hai  ba\",\"-3\",\"\"]\n]\n");
  close (fd);
}

static void
test_xlsx (void)
{
  g_autoptr (GError) error = NULL;
  int fd = write_as (table_text, "[{\"step\":\"to-xlsx\"}]", &error);
  g_autofree char *sheet = NULL;

  g_assert_no_error (error);
  sheet = dup_member (fd, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, "<t xml:space=\"preserve\">A &amp; &lt;B&gt;</t>"));
  g_assert_nonnull (strstr (sheet, "<c><v>12.5</v></c>"));
  /* A code stays one. */
  g_assert_nonnull (strstr (sheet, ">007</t>"));
  g_assert_nonnull (strstr (sheet, "<c/></row>"));
  close (fd);
}

static void
test_ods (void)
{
  g_autoptr (GError) error = NULL;
  int fd = write_as (table_text, "[{\"step\":\"to-ods\"}]", &error);
  g_autofree char *content = NULL;
  g_autofree char *head = test_file_dup_text (fd);

  g_assert_no_error (error);
  /* Where `file` and the portals look for it. */
  g_assert_cmpmem (head + 30, 54, "mimetypeapplication/vnd.oasis.opendocument.spreadsheet", 54);
  content = dup_member (fd, "content.xml");
  g_assert_nonnull (strstr (content, "office:value-type=\"float\" office:value=\"-3\""));
  g_assert_nonnull (
      strstr (content, "<text:p>một</text:p><text:p><text:s/>hai <text:s/>ba</text:p>"));
  close (fd);
}

/* What looks like an escape is none, and what XML has no letter for does not spoil the file. */
static void
test_odd_letters (void)
{
  static const char text[]
      = "a,b\n_x000D_ _x00_ __x0041_,\xef\xbf\xbe\x01\xef\xbf\xbd\xef\xbc\x81\n";
  static const char *const steps[] = { "[{\"step\":\"to-xlsx\"}]", "[{\"step\":\"to-ods\"}]" };
  static const char *const members[] = { "xl/worksheets/sheet1.xml", "content.xml" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (GError) error = NULL;
      int fd = write_as (text, steps[i], &error);
      g_autofree char *member = NULL;

      g_assert_no_error (error);
      member = dup_member (fd, members[i]);
      g_assert_nonnull (strstr (member, ">\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbc\x81<"));
      g_assert_nonnull (strstr (member, i == 0 ? ">_x005F_x000D_ _x00_ __x005F_x0041_<"
                                               : ">_x000D_ _x00_ __x0041_<"));
      close (fd);
    }
}

/* A cell of several lines as Windows writes it, and blanks that a reader would take for layout. */
static void
test_ods_lines (void)
{
  static const char text[] = "a,b\n\"x \r\ny\rz\", \t p \n";
  g_autoptr (GError) error = NULL;
  int fd = write_as (text, "[{\"step\":\"to-ods\"}]", &error);
  g_autofree char *content = NULL;

  g_assert_no_error (error);
  content = dup_member (fd, "content.xml");
  g_assert_nonnull (strstr (content, "<text:p>x<text:s/></text:p><text:p>y</text:p>"
                                     "<text:p>z</text:p>"));
  g_assert_nonnull (strstr (content, "<text:p><text:s/><text:tab/><text:s/>p<text:s/></text:p>"));
  close (fd);
}

/* A workbook without an archive: numbers, a time of day, elapsed time, a date. */
static const char flat_workbook[]
    = "<?xml version=\"1.0\"?>\n<office:document "
      "xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" "
      "xmlns:style=\"urn:oasis:names:tc:opendocument:xmlns:style:1.0\" "
      "xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" "
      "xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" "
      "xmlns:number=\"urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0\" "
      "office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">"
      "<office:automatic-styles><number:time-style style:name=\"N\" "
      "number:truncate-on-overflow=\"false\"><number:hours/></number:time-style>"
      "<style:style style:name=\"e\" style:family=\"table-cell\" style:data-style-name=\"N\"/>"
      "</office:automatic-styles><office:body><office:spreadsheet><table:table table:name=\"A\">"
#define NAME(text) "<table:table-cell><text:p>" text "</text:p></table:table-cell>"
#define VALUE(style, type, name, value)                                                            \
  "<table:table-cell" style " office:value-type=\"" type "\" office:" name "=\"" value "\"/>"
#define TIME(value) VALUE ("", "time", "time-value", value)
#define ELAPSED(value) VALUE (" table:style-name=\"e\"", "time", "time-value", value)
#define FLOAT(value) VALUE ("", "float", "value", value)
      "<table:table-row>" NAME ("Lúc") NAME ("Lâu") NAME ("Số") NAME (
          "Ngày") "</table:table-row>"
                  "<table:table-row>" TIME ("PT01H02M03S") ELAPSED ("PT0H7M0S")
                      FLOAT ("6172839.449999999") VALUE (
                          "",
                          "date",
                          "date-value",
                          "2026-01-02T03:04:05") "</table:table-row>"
                                                 "<table:table-row>" TIME ("PT23H59M59S")
                                                     ELAPSED ("PT49H0M1S") FLOAT ("1.5E+20")
                                                         VALUE ("",
                                                                "date",
                                                                "date-value",
                                                                "2026-01-02") "</table:table-row>"
                                                                              "</table:table></"
                                                                              "office:spreadsheet><"
                                                                              "/office:body></"
                                                                              "office:document>";

static char *
dup_again (const char *step)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (CbTable) again = NULL;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbRecipeResult result;
  int out = test_file_new ();
  int fd;
  char *rows;

  options.name = "x.fods";
  table = open_bytes (flat_workbook, strlen (flat_workbook), &options, &fd);
  cb_recipe_run (table, step, out, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  options.name = NULL;
  again = cb_table_open (out, &options, &error);
  g_assert_no_error (error);
  rows = dump_rows (again);
  close (fd);
  close (out);

  return rows;
}

/* A workbook in another format has the same values: a time is no day of the year 1. */
static void
test_workbook_again (void)
{
  static const char *const steps[]
      = { "[{\"step\":\"to-csv\"}]", "[{\"step\":\"to-xlsx\"}]", "[{\"step\":\"to-ods\"}]" };

  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autofree char *rows = dup_again (steps[i]);

      g_test_message ("%s", steps[i]);
      g_assert_cmpstr (rows, ==,
                       "01:02:03|PT0H7M0S|6172839.449999999|2026-01-02T03:04:05/"
                       "23:59:59|PT49H0M1S|1.5e+20|2026-01-02");
    }
}

static void
test_steps_and_format (void)
{
  g_autoptr (GError) error = NULL;
  int fd = write_as (
      table_text, "[{\"step\":\"drop-column\",\"column\":\"Tên\"},{\"step\":\"to-csv\"}]", &error);
  g_autofree char *text = test_file_dup_text (fd);

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "Mã,Số,Ngày\n007,12.5,2026-01-02\n010,-3,\n");
  close (fd);
}

/* Numbers are those of their column, wherever it stands in the file that is written. */
static void
test_columns_move (void)
{
  static const char text[] = "STT,Mã,Số\nI,Nhóm,\n1,7,10\n2,x8,20\n3,9,30\n";
  g_autoptr (GError) error = NULL;
  int fd = write_as (text,
                     "[{\"step\":\"layout\",\"group-column\":\"G\"},"
                     "{\"step\":\"drop-column\",\"column\":\"STT\"},{\"step\":\"to-xlsx\"}]",
                     &error);
  g_autofree char *sheet = NULL;

  g_assert_no_error (error);
  sheet = dup_member (fd, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, ">G</t></is></c><c s=\"1\" t=\"inlineStr\""));
  g_assert_nonnull (strstr (sheet, ">7</t></is></c><c><v>10</v></c></row>"));
  close (fd);
}

static void
test_more_rows_than_a_sheet_holds (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autoptr (GError) error = NULL;
  int fd;

  while (text->len < 4 + 4 * (gsize)CB_SHEET_MAX_ROWS)
    g_string_append (text, "1,2\n");
  fd = write_as (text->str, "[{\"step\":\"to-xlsx\"}]", &error);
  g_assert_error (error, CB_ERROR, CB_ERROR_TOO_LARGE);
  close (fd);
}

static void
test_same_bytes_each_time (void)
{
  g_autoptr (GError) error = NULL;
  int first = write_as (table_text, "[{\"step\":\"to-xlsx\"}]", &error);
  int second = write_as (table_text, "[{\"step\":\"to-xlsx\"}]", &error);
  g_autofree char *a = test_file_dup_text (first);
  g_autofree char *b = test_file_dup_text (second);

  g_assert_cmpmem (a, (gsize)test_file_get_size (first), b, (gsize)test_file_get_size (second));
  close (first);
  close (second);
}

/* Thousands as they are written here are no decimals to whoever opens the workbook. */
static void
test_thousands (void)
{
  static const char text[] = "Xã,Dân số (người),Tỷ lệ\nA,1.234,\"2,5\"\nB,12,3\nC,1.234.567,4\n";
  static const char standard[]
      = "[{\"step\":\"standard\",\"column\":\"Dân số (người)\",\"field\":{\"name\":\"x\","
        "\"type\":\"integer\",\"groupChar\":\".\"}},{\"step\":\"to-xlsx\"}]";
  g_autoptr (GError) error = NULL;
  int fd = write_as (text, "[{\"step\":\"to-xlsx\"}]", &error);
  g_autofree char *sheet = NULL;
  g_autofree char *mended = NULL;

  g_assert_no_error (error);
  sheet = dup_member (fd, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, ">1.234</t>"));
  g_assert_nonnull (strstr (sheet, ">1.234.567</t>"));
  g_assert_nonnull (strstr (sheet, ">2,5</t>"));
  g_assert_nonnull (strstr (sheet, "<v>12</v>"));
  g_assert_null (strstr (sheet, "<v>1.234"));
  close (fd);

  /* Written anew by a step they are numbers. */
  fd = write_as (text, standard, &error);
  g_assert_no_error (error);
  mended = dup_member (fd, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (mended, "<v>1234</v>"));
  g_assert_nonnull (strstr (mended, "<v>1234567</v>"));
  close (fd);
}

#define SET_CELL(row, column, before, after)                                                       \
  "{\"step\":\"set-cell\",\"sheet\":0,\"row\":" row ",\"column\":\"" column                        \
  "\",\"before\":\"" before "\",\"after\":\"" after "\"},"

static char *
dup_edited (const char *steps, const char *format, const char *member)
{
  g_autofree char *recipe = g_strdup_printf ("[%s{\"step\":\"%s\"}]", steps, format);
  g_autoptr (GError) error = NULL;
  g_autoptr (CbTable) table = NULL;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  CbRecipeResult result;
  int out = test_file_new ();
  int fd;
  char *text;

  options.name = "x.fods";
  table = open_bytes (flat_workbook, strlen (flat_workbook), &options, &fd);
  cb_recipe_run (table, recipe, out, &result, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  text = dup_member (out, member);
  close (fd);
  close (out);

  return text;
}

/* What is typed over a cell of a workbook is what the cell or its column holds, as far as it is one
 * of those; a word in a column of dates is a word, and no broken date. */
static void
test_edited_types (void)
{
  static const char steps[] = SET_CELL ("2", "Số", "6172839.449999999", "7.5")
      SET_CELL ("3", "Số", "1.5e+20", "không rõ") SET_CELL ("2", "Ngày", "2026-01-02T03:04:05", "x")
          SET_CELL ("3", "Ngày", "2026-01-02", "2026-12-31");
  /* The cell was a number; it becomes a word, and a number again. */
  static const char twice[] = SET_CELL ("2", "Số", "6172839.449999999", "sai")
      SET_CELL ("2", "Số", "sai", "12") SET_CELL ("3", "Số", "1.5e+20", "012");
  g_autofree char *xlsx = dup_edited (steps, "to-xlsx", "xl/worksheets/sheet1.xml");
  g_autofree char *ods = dup_edited (steps, "to-ods", "content.xml");
  g_autofree char *again = dup_edited (twice, "to-xlsx", "xl/worksheets/sheet1.xml");

  g_assert_nonnull (strstr (xlsx, "<v>7.5</v>"));
  g_assert_nonnull (strstr (xlsx, ">không rõ</t>"));
  g_assert_nonnull (strstr (xlsx, ">x</t>"));
  g_assert_nonnull (strstr (xlsx, "<v>46387</v>"));
  g_assert_nonnull (strstr (ods, "office:value=\"7.5\""));
  g_assert_nonnull (strstr (ods, "office:date-value=\"2026-12-31\""));
  g_assert_null (strstr (ods, "date-value=\"x\""));
  g_assert_null (strstr (ods, "value=\"không rõ\""));
  g_assert_nonnull (strstr (again, "<v>12</v>"));
  /* A code stays one. */
  g_assert_nonnull (strstr (again, ">012</t>"));
}

/* Stars over a date are no date. */
static void
test_masked_date (void)
{
  g_autofree char *ods
      = dup_edited ("{\"step\":\"mask-column\",\"column\":\"Ngày\"},", "to-ods", "content.xml");

  g_assert_nonnull (strstr (ods, "<text:p>***</text:p>"));
  g_assert_null (strstr (ods, "date-value=\"***\""));
}

/* What a person types into a column with points between thousands is read as the column is. */
static void
test_thousands_typed (void)
{
  static const char text[] = "Xã,Dân số\nA,1.234\nB,12\nC,1.234.567\n";
  g_autoptr (GError) error = NULL;
  int fd = write_as (text,
                     "[{\"step\":\"set-cell\",\"row\":3,\"column\":\"Dân số\",\"before\":\"12\","
                     "\"after\":\"2.345\"},{\"step\":\"to-xlsx\"}]",
                     &error);
  g_autofree char *sheet = NULL;

  g_assert_no_error (error);
  sheet = dup_member (fd, "xl/worksheets/sheet1.xml");
  g_assert_nonnull (strstr (sheet, ">2.345</t>"));
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/output/columns-move", test_columns_move);
  g_test_add_func ("/output/json", test_json);
  g_test_add_func ("/output/xlsx", test_xlsx);
  g_test_add_func ("/output/ods", test_ods);
  g_test_add_func ("/output/thousands-are-no-decimals", test_thousands);
  g_test_add_func ("/output/edited-types", test_edited_types);
  g_test_add_func ("/output/masked-date", test_masked_date);
  g_test_add_func ("/output/thousands-typed", test_thousands_typed);
  g_test_add_func ("/output/odd-letters", test_odd_letters);
  g_test_add_func ("/output/ods/lines-and-blanks", test_ods_lines);
  g_test_add_func ("/output/workbook-again", test_workbook_again);
  g_test_add_func ("/output/steps-and-format", test_steps_and_format);
  g_test_add_func ("/output/more-rows-than-a-sheet-holds", test_more_rows_than_a_sheet_holds);
  g_test_add_func ("/output/same-bytes-each-time", test_same_bytes_each_time);

  return g_test_run ();
}
