/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "workbook-dump.h"
#include "xls-maker.h"

/* Damaged and lying files in XLS: what can be read is read, and the fault has a place. */

#define SECTOR 512

/* A workbook of so many rows of one shared string and one number. */
static GByteArray *
make_stream (guint n_rows)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();
  g_autoptr (GByteArray) records = g_byte_array_new ();
  XlsSheet sheet = { "S", 0, 0, records };

  xls_record (globals, 0xfc, "ddL", 1u, 1u, "ế");
  for (guint i = 0; i < n_rows; i++)
    {
      xls_record (records, 0xfd, "wwwd", (int)i, 0, 0, 0u);
      xls_record (records, 0x203, "wwwf", (int)i, 1, 0, (double)i);
    }

  return xls_workbook (8, globals, &sheet, 1);
}

static GByteArray *
make_file (guint n_rows)
{
  g_autoptr (GByteArray) stream = make_stream (n_rows);
  XlsEntry entry = { "Workbook", -1, stream };

  return xls_compound (&entry, 1);
}

static char *
expect_rows (guint n_rows)
{
  GString *text = g_string_new ("format xls\nsheet 0 S visible\n");

  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (text, "cell 0 %u 0 text ế\ncell 0 %u 1 number %u\n", i, i, i);

  return g_string_free (text, FALSE);
}

static char *
dump (const GByteArray *file)
{
  return workbook_dump_bytes (file->data, file->len, NULL);
}

static void
assert_ends_with_error (const char *text, const char *code)
{
  g_autofree char *wanted = g_strconcat ("error 0 ", code, " sheet “S”, ", NULL);

  g_assert_nonnull (strstr (text, wanted));
}

static void
set32 (GByteArray *file, gsize at, guint32 value)
{
  for (guint i = 0; i < 4; i++)
    file->data[at + i] = (guint8)(value >> 8 * i);
}

static guint32
get32 (const GByteArray *file, gsize at)
{
  return (guint32)file->data[at] | (guint32)file->data[at + 1] << 8
         | (guint32)file->data[at + 2] << 16 | (guint32)file->data[at + 3] << 24;
}

/* The place that the error names. */
static guint64
find_end (const char *text)
{
  const char *place = strstr (text, "ends at its byte ");

  g_assert_nonnull (place);

  return g_ascii_strtoull (place + strlen ("ends at its byte "), NULL, 10);
}

/* Where the entry of @sector stands in the table of sectors. */
static gsize
find_in_fat (const GByteArray *file, guint32 sector)
{
  guint32 fat = get32 (file, 76 + 4 * (sector / 128));

  return ((gsize)fat + 1) * SECTOR + 4 * (sector % 128);
}

static void
test_whole (void)
{
  g_autoptr (GByteArray) file = make_file (400);
  g_autofree char *text = dump (file);
  g_autofree char *expected = expect_rows (400);

  g_assert_cmpstr (text, ==, expected);
}

/* The chain of the workbook comes back to its start: the rows up to there, once. */
static void
test_cyclic_chain (void)
{
  g_autoptr (GByteArray) file = make_file (400);
  g_autofree char *expected = expect_rows (100);
  g_autofree char *text = NULL;

  set32 (file, find_in_fat (file, 10), 0);
  text = dump (file);

  g_assert_true (g_str_has_prefix (text, expected));
  assert_ends_with_error (text, "file-cut");
  g_assert_cmpuint (find_end (text), <=, 11 * SECTOR);
}

static void
test_chain_leads_out (void)
{
  static const guint32 next[] = { 0x00ffffff, 0xfffffffe, 0xffffffff, 0xfffffffd, 100000 };

  for (guint i = 0; i < G_N_ELEMENTS (next); i++)
    {
      g_autoptr (GByteArray) file = make_file (400);
      g_autofree char *expected = expect_rows (100);
      g_autofree char *text = NULL;

      set32 (file, find_in_fat (file, 10), next[i]);
      text = dump (file);
      g_assert_true (g_str_has_prefix (text, expected));
      assert_ends_with_error (text, "file-cut");
      g_assert_cmpuint (find_end (text), <=, 11 * SECTOR);
    }
}

static void
test_directory_in_a_circle (void)
{
  g_autoptr (GByteArray) file = make_file (400);
  g_autofree char *expected = expect_rows (400);
  guint32 directory = get32 (file, 48);
  gsize entry = ((gsize)directory + 1) * SECTOR + 128;
  g_autofree char *text = NULL;

  set32 (file, find_in_fat (file, directory), directory);
  set32 (file, entry + 68, 1);
  set32 (file, entry + 72, 1);
  set32 (file, entry + 76, 0);
  text = dump (file);

  g_assert_cmpstr (text, ==, expected);
}

/* Cut at any place the rows before are there, and the rest is named as missing. What is lost is the
 * tables, which stand at the end. */
static void
test_cut_anywhere (void)
{
  g_autoptr (GByteArray) file = make_file (60);
  g_autofree char *whole = expect_rows (60);
  gsize rows_before = 0;

  for (guint length = 0; length < file->len; length++)
    {
      g_autofree char *text = workbook_dump_bytes (file->data, length, "xls");
      const char *error = strstr (text, "error ");
      g_autofree char *before = error != NULL ? g_strndup (text, (gsize)(error - text)) : NULL;

      /* The last sectors of the tables may be missing and nothing lost. */
      if (error == NULL)
        {
          g_assert_cmpstr (text, ==, whole);
          continue;
        }
      if (strstr (before, "cell") == NULL)
        continue;
      g_assert_true (g_str_has_prefix (whole, before));
      g_assert_cmpuint (strlen (before), >=, rows_before);
      rows_before = strlen (before);
    }
  g_assert_cmpuint (rows_before, >, strlen (whole) / 2);
}

/* As LibreOffice writes: tables first, more of them within the document, the directory last. Of
 * such a file that breaks off the rows are there that it still has. */
static void
test_cut_before_its_directory (void)
{
  g_autoptr (GByteArray) stream = make_stream (400);
  g_autoptr (GByteArray) plain = make_file (400);
  g_autoptr (GByteArray) file = g_byte_array_new ();
  g_autofree char *whole = expect_rows (400);
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  guint8 table[SECTOR];

  g_byte_array_append (file, plain->data, SECTOR);
  memset (table, 0xff, sizeof table);
  for (guint i = 2; i < 128; i++)
    table[4 * i] = (guint8)(i == 19 ? 22 : i + 1);
  for (guint i = 2; i < 128; i++)
    table[4 * i + 1] = table[4 * i + 2] = table[4 * i + 3] = 0;
  g_byte_array_append (file, table, SECTOR);
  memset (table, 0xff, sizeof table);
  g_byte_array_append (file, table, SECTOR);
  g_byte_array_append (file, stream->data, 18 * SECTOR);
  g_byte_array_append (file, table, SECTOR);
  g_byte_array_append (file, table, SECTOR);
  g_byte_array_append (file, stream->data + 18 * SECTOR, 4 * SECTOR);
  set32 (file, 44, 1);
  set32 (file, 48, 5000);
  set32 (file, 76, 0);

  text = dump (file);
  assert_ends_with_error (text, "file-cut");
  before = g_strndup (text, (gsize)(strstr (text, "error ") - text));
  g_assert_true (g_str_has_prefix (whole, before));
  g_assert_cmpuint (strlen (before), >, strlen (whole) / 2);
}

static void
test_zeros_in_the_middle (void)
{
  g_autoptr (GByteArray) file = make_file (400);
  g_autofree char *text = NULL;

  memset (file->data + 10 * SECTOR, 0, SECTOR);
  text = dump (file);
  g_assert_nonnull (strstr (text, "cell 0 399 1 number 399\n"));
  g_assert_nonnull (strstr (text, "error 0 broken-file sheet “S”, after row "));
  g_assert_nonnull (strstr (text, ": zeros stand where cells should\n"));
}

/* Every count of strings but the right one. */
static void
test_wrong_counts_of_strings (void)
{
  static const guint32 counts[] = { 2, 1000, 0x7fffffff, 0xffffffff };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++)
    {
      g_autoptr (GByteArray) globals = g_byte_array_new ();
      g_autoptr (GByteArray) records = g_byte_array_new ();
      g_autoptr (GByteArray) stream = NULL;
      g_autofree char *text = NULL;
      XlsSheet sheet = { "S", 0, 0, records };

      xls_record (globals, 0xfc, "ddL", counts[i], counts[i], "a");
      xls_record (records, 0xfd, "wwwd", 0, 0, 0, 0u);
      xls_record (records, 0xfd, "wwwd", 1, 0, 0, 1u);
      xls_record (records, 0xfd, "wwwd", 2, 0, 0, 0xffffffffu);
      xls_record (records, 0xfd, "wwwd", 3, 0, 0, 0u);
      stream = xls_workbook (8, globals, &sheet, 1);
      text = dump (stream);
      g_assert_cmpstr (text, ==,
                       "format xls\nsheet 0 S visible\n"
                       "cell 0 0 0 text a\ncell 0 3 0 text a\n"
                       "error 0 part-missing sheet “S”, A2: its text is missing from the shared "
                       "strings\n");
      /* Without its last record, that is but an effect. */
      g_clear_pointer (&text, g_free);
      g_byte_array_set_size (stream, stream->len - 4);
      text = dump (stream);
      assert_ends_with_error (text, "file-cut");
    }
}

/* Strings that say they are longer than the file. */
static void
test_huge_strings (void)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autofree char *text = NULL;
  XlsSheet sheet = { "S", 0, 0, records };

  xls_record (globals, 0xfc, "ddwbwdx", 1u, 1u, 0xffff, 12, 0xffff, 0xffffffffu, "abc", 3);
  xls_record (records, 0x204, "wwwwbx", 0, 0, 0, 0xffff, 1, "a\0b\0", 4);
  xls_record (records, 0x207, "wbx", 0xffff, 0, "abc", 3);
  xls_record (records, 0x203, "wwwf", 1, 0, 0, 1.0);
  stream = xls_workbook (8, globals, &sheet, 1);
  text = dump (stream);

  g_assert_cmpstr (text, ==,
                   "format xls\nsheet 0 S visible\n"
                   "cell 0 0 0 text ab\ncell 0 1 0 number 1\n"
                   "error 0 broken-file sheet “S”, A1: its text is cut\n");
}

/* Sheets that begin nowhere, or where another one does; records with nothing in them. */
static void
test_sheets_elsewhere (void)
{
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autofree char *text = NULL;
  XlsSheet sheets[] = { { "A", 0, 0, records }, { "A", 0, 0, records }, { "C", 0, 0, records } };

  for (guint id = 0; id < 0x900; id++)
    if (id != 0x0a && id != 0x009 && id != 0x209 && id != 0x409 && id != 0x809)
      xls_record (records, id, "");
  xls_record (records, 0xe5, "wwwww", 0xffff, 5, 1, 0, 0);
  xls_record (records, 0x7d, "www", 0, 0xffff, 0);
  xls_record (records, 0x203, "wwwf", 0xffff, 255, 0xffff, 1.0);
  xls_record (records, 0x203, "wwwf", 0xffff, 256, 0, 1.0);
  stream = xls_workbook (8, NULL, sheets, 3);
  /* BOF of globals 20 bytes, the code page 6, then 4 to the place of the first sheet. */
  set32 (stream, 30, get32 (stream, 30 + 4 + 8 + 1));
  set32 (stream, 30 + 2 * 13, 0xfffffff0u);
  text = dump (stream);

  g_assert_nonnull (strstr (text, "sheet 0 A visible\ncell 0 65535 255 number hidden 1\n"
                                  "sheet 1 A visible\ncell 1 65535 255 number hidden 1\n"
                                  "sheet 2 C visible\nerror 2 broken-file sheet “C” does not"));
}

static void
test_passwords (void)
{
  g_autoptr (GByteArray) globals = g_byte_array_new ();
  g_autoptr (GByteArray) records = g_byte_array_new ();
  g_autoptr (GByteArray) stream = NULL;
  g_autoptr (GByteArray) package = NULL;
  g_autofree char *text = NULL;
  g_autofree char *package_text = NULL;
  XlsSheet sheet = { "S", 0, 0, records };

  xls_record (globals, 0x2f, "wwwz", 1, 1, 1, 48);
  stream = xls_workbook (8, globals, &sheet, 1);
  text = dump (stream);
  g_assert_cmpstr (text, ==, "format xls\nerror -1 encrypted the workbook needs a password\n");

  {
    XlsEntry entries[] = { { "EncryptionInfo", -1, stream }, { "EncryptedPackage", -1, stream } };

    package = xls_compound (entries, 2);
  }
  package_text = dump (package);
  g_assert_cmpstr (package_text, ==,
                   "format encrypted\nerror -1 encrypted the document needs a password\n");
}

static void
test_not_a_workbook (void)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *code;
  } cases[] = { { "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8, "file-cut" },
                { "\t\x08\x08\0\0\5\5\0", 8, "broken-file" },
                { "\t\x08\xff\xff", 4, "broken-file" },
                { "not at all", 10, "broken-file" },
                { "x", 1, "broken-file" } };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text
          = workbook_dump_bytes ((const guint8 *)cases[i].bytes, cases[i].length, "xls");
      g_autofree char *said = g_strdup_printf ("format xls\nerror -1 %s ", cases[i].code);

      g_test_message ("%s", text);
      g_assert_true (g_str_has_prefix (text, said));
    }
}

static void
test_reader_has_enough (void)
{
  g_autoptr (GByteArray) file = make_file (400);
  int fd = test_file_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (CbByteSource) source = NULL;
  g_autoptr (CbWorkbook) book = NULL;
  WorkbookDump state = { NULL, 0, -1, 0, 20 };
  CbSheetReader reader = { workbook_dump_row, NULL, NULL, &state };

  g_assert_cmpint (write (fd, file->data, file->len), ==, (gssize)file->len);
  source = cb_byte_source_new (fd, &error);
  book = cb_workbook_open (source, "xls", NULL, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < 2; i++)
    {
      state.last_row = -1;
      state.n_cells = 0;
      g_assert_true (cb_workbook_read_sheet (book, 0, &reader, NULL, &error));
      g_assert_no_error (error);
      g_assert_cmpint (state.last_row, ==, 9);
    }
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/xls/hostile/whole", test_whole);
  g_test_add_func ("/xls/hostile/cyclic-chain", test_cyclic_chain);
  g_test_add_func ("/xls/hostile/chain-leads-out", test_chain_leads_out);
  g_test_add_func ("/xls/hostile/directory-in-a-circle", test_directory_in_a_circle);
  g_test_add_func ("/xls/hostile/cut-anywhere", test_cut_anywhere);
  g_test_add_func ("/xls/hostile/cut-before-its-directory", test_cut_before_its_directory);
  g_test_add_func ("/xls/hostile/zeros-in-the-middle", test_zeros_in_the_middle);
  g_test_add_func ("/xls/hostile/wrong-counts-of-strings", test_wrong_counts_of_strings);
  g_test_add_func ("/xls/hostile/huge-strings", test_huge_strings);
  g_test_add_func ("/xls/hostile/sheets-elsewhere", test_sheets_elsewhere);
  g_test_add_func ("/xls/hostile/passwords", test_passwords);
  g_test_add_func ("/xls/hostile/not-a-workbook", test_not_a_workbook);
  g_test_add_func ("/xls/reader-has-enough", test_reader_has_enough);

  return g_test_run ();
}
