/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "base/cb-zip-writer.h"
#include "cli-fixture.h"
#include "test-system.h"

/* Workbooks as congboctl reads and writes them. The program's path is argv[1]. */

#define MAIN "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/relationships"

/* @kind: `worksheet` or `chartsheet`, of the second sheet */
static void
write_workbook (const char *path, const char *first, const char *kind, const char *second)
{
  g_autofree char *relations = g_strdup_printf (
      "<Relationships xmlns='" PACKAGE "'><Relationship Id='rId1' Type='" RELATIONS
      "/worksheet' Target='worksheets/sheet1.xml'/><Relationship Id='rId2' Type='" RELATIONS
      "/%s' Target='sheets/sheet2.xml'/></Relationships>",
      kind);
  const char *const parts[][2] = {
    { "_rels/.rels", "<Relationships xmlns='" PACKAGE "'><Relationship Id='rId1' Type='" RELATIONS
                     "/officeDocument' Target='xl/workbook.xml'/></Relationships>" },
    { "xl/workbook.xml", "<workbook xmlns='" MAIN "' xmlns:r='" RELATIONS
                         "'><sheets><sheet name='Hộ' sheetId='1' r:id='rId1'/>"
                         "<sheet name='Hình' sheetId='2' r:id='rId2'/></sheets></workbook>" },
    { "xl/_rels/workbook.xml.rels", relations },
    { "xl/worksheets/sheet1.xml", first },
    { "xl/sheets/sheet2.xml", second },
  };
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (CbZipWriter) writer = cb_zip_writer_new_in_memory (bytes);
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    cb_zip_writer_add (writer, parts[i][0], FALSE, parts[i][1], &error);
  cb_zip_writer_end (writer, &error);
  g_file_set_contents (path, (const char *)bytes->data, (gssize)bytes->len, &error);
  g_assert_no_error (error);
}

#define ONE_CELL                                                                                   \
  "<worksheet xmlns='" MAIN "'><sheetData><row><c><v>7</v></c></row></sheetData></worksheet>"

/* Nothing printed would look like a table without rows. */
static void
test_read_chart (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", &error);
  g_autofree char *path = g_build_filename (folder, "bieu-do.xlsx", NULL);
  g_autofree char *table = NULL;
  g_autofree char *chart = NULL;

  g_assert_no_error (error);
  write_workbook (path, ONE_CELL, "chartsheet", "<chartsheet xmlns='" MAIN "'/>");
  g_assert_cmpint (run (&table, "read", "--raw", "--sheet", "Hộ", path, NULL), ==, 0);
  g_assert_cmpstr (table, ==, "7\n");
  /* Taken apart, and in capitals. */
  g_assert_cmpint (run (NULL, "read", "--raw", "--sheet", "Ho\xcc\xa3\xcc\x82", path, NULL), ==, 0);
  g_assert_cmpint (run (NULL, "read", "--raw", "--sheet", "HỘ", path, NULL), ==, 0);
  g_assert_cmpint (run (&chart, "read", "--raw", "--sheet", "Hình", path, NULL), ==, 2);
  g_assert_cmpstr (chart, ==, "");
  g_assert_cmpint (run (NULL, "read", "--sheet", "2", path, NULL), ==, 2);
  g_remove (path);
  g_rmdir (folder);
}

#define CUT_BOOK                                                                                   \
  "<?xml version='1.0'?><office:document "                                                         \
  "xmlns:office='urn:oasis:names:tc:opendocument:xmlns:office:1.0' "                               \
  "xmlns:table='urn:oasis:names:tc:opendocument:xmlns:table:1.0' "                                 \
  "xmlns:text='urn:oasis:names:tc:opendocument:xmlns:text:1.0' "                                   \
  "office:mimetype='application/vnd.oasis.opendocument.spreadsheet'><office:body>"                 \
  "<office:spreadsheet><table:table table:name='S'><table:table-row><table:table-cell "            \
  "office:value-type='string'><text:p>Tên</text:p></table:table-cell><table:table-cell "          \
  "office:value-type='string'><text:p>Số</text:p></table:table-cell></table:table-row>"          \
  "<table:table-row><table:table-cell office:value-type='string'><text:p>a</text:p>"               \
  "</table:table-cell><table:table-cell office:value-type='float' office:value='5'/>"              \
  "</table:table-row><table:table-row><table:table-cell office:value-type='stri"

/* Of a damaged file is read what can be, and that it is not all is said; nothing is made of it that
 * looks whole. */
static void
test_damaged (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bảng.fods", NULL);
  g_autofree char *out = g_build_filename (folder, "ra.csv", NULL);
  g_autofree char *read = NULL;

  g_assert_true (g_file_set_contents (path, CUT_BOOK, -1, NULL));
  g_assert_cmpint (run (&read, "read", path, NULL), ==, 3);
  g_assert_cmpstr (read, ==, "Tên,Số\na,5\n");
  /* A sheet may have been in what is lost: nobody knows that there is none. */
  g_assert_cmpint (run (NULL, "read", "--sheet", "2", path, NULL), ==, 3);
  g_assert_cmpint (run (NULL, "convert", path, out, NULL), ==, 3);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The next sheet is read, and not taken for all that there is; who asks for it by its name gets it.
 */
static void
test_damaged_first_sheet (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "bảng.xlsx", NULL);
  g_autofree char *out = g_build_filename (folder, "ra.csv", NULL);
  g_autofree char *read = NULL;
  g_autofree char *chosen = NULL;

  write_workbook (path, "<worksheet xmlns='" MAIN "'><sheetData><row></wrong>", "worksheet",
                  ONE_CELL);
  g_assert_cmpint (run (&read, "read", "--raw", path, NULL), ==, 3);
  g_assert_cmpstr (read, ==, "7\n");
  g_assert_cmpint (run (NULL, "convert", path, out, NULL), ==, 3);
  g_assert_false (g_file_test (out, G_FILE_TEST_EXISTS));
  g_assert_cmpint (run (&chosen, "read", "--raw", "--sheet", "Hình", path, NULL), ==, 0);
  g_assert_cmpstr (chosen, ==, "7\n");
  g_assert_cmpint (run (NULL, "read", "--raw", "--sheet", "Hộ", path, NULL), ==, 3);
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* What no sheet can hold is no matter of the portal. */
static void
test_more_than_a_sheet_holds (void)
{
  g_autofree char *folder = g_dir_make_tmp ("congbo-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "dài.csv", NULL);
  g_autofree char *out = g_build_filename (folder, "ra.xlsx", NULL);
  g_autofree char *said = NULL;
  g_autoptr (GString) text = g_string_new ("a,b\n");

  for (guint i = 0; i < 1048576; i++)
    g_string_append (text, "1,2\n");
  g_assert_true (g_file_set_contents (path, text->str, (gssize)text->len, NULL));
  g_assert_cmpint (run (&said, "convert", "--json", path, out, NULL), ==, 3);
  g_assert_nonnull (strstr (said, "\"too-much\""));
  g_unlink (path);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_autofree char *data = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data", NULL);

  g_test_init (&argc, &argv, NULL);
  program = argv[1];
  g_setenv ("CONGBO_DATA_DIR", data, TRUE);

  g_test_add_func ("/cli/read/chart", test_read_chart);
  g_test_add_func ("/cli/read/damaged", test_damaged);
  g_test_add_func ("/cli/read/damaged-first-sheet", test_damaged_first_sheet);
  g_test_add_func ("/cli/convert/more-than-a-sheet-holds", test_more_than_a_sheet_holds);

  return g_test_run ();
}
