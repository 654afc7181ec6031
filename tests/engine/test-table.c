/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

typedef struct
{
  const char *name;
  const char *text;
  gsize length;
  const char *rows;
  guint32 flags;
} Case;

#define CASE(name, text, rows, flags)                                                              \
  {                                                                                                \
    name, text, sizeof text - 1, rows, flags                                                       \
  }

/* Without a header, so that the first row counts, too. */
static const Case cases[] = {
  CASE ("plain", "a,b\nc,d\n", "a|b/c|d", 0),
  CASE ("no-last-line-end", "a,b\nc,d", "a|b/c|d", CB_ROW_NO_END),
  CASE ("crlf", "a,b\r\nc,d\r\n", "a|b/c|d", 0),
  CASE ("cr", "a,b\rc,d\r", "a|b/c|d", 0),
  CASE ("mixed-line-ends", "a,b\nc,d\r\ne,f\rg,h\n", "a|b/c|d/e|f/g|h", CB_ROW_LINE_END),
  CASE ("blank-line", "a,b\n\nc,d\n", "a|b//c|d", CB_ROW_BLANK),
  CASE ("quoted", "\"a\",\"b,c\"\n\"d\ne\",f\n", "a|b,c/d\ne|f", CB_CELL_QUOTED),
  CASE ("cr-in-cell", "\"a\rb\",c\n\"d\r\ne\",f\n", "a\rb|c/d\r\ne|f", CB_CELL_QUOTED),
  CASE ("doubled-quotes",
        "\"a\"\"b\",\"\"\"\"\n\"\",\"\"\"c\"\"\"\n",
        "a\"b|\"/|\"c\"",
        CB_CELL_QUOTED | CB_CELL_ESCAPED),
  CASE ("empty-cells", ",\n,,\n", "|/||", 0),
  CASE ("ragged", "a,b,c\nd\ne,f\ng,h,i,j\n", "a|b|c/d/e|f/g|h|i|j", 0),
  CASE ("stray-quote", "5\" pipe,b\nc\"\"d,e\"\n", "5\" pipe|b/c\"\"d|e\"", CB_CELL_STRAY_QUOTE),
  CASE ("space-before-quote", "a, \"b\nc, d\"\n", "a| \"b/c| d\"", CB_CELL_STRAY_QUOTE),
  CASE ("text-after-quote",
        "\"a\"b,c\n\"d\" ,e\n",
        "ab|c/d |e",
        CB_CELL_QUOTED | CB_CELL_AFTER_QUOTE),
  CASE ("quote-after-text-after-quote",
        "\"a\"b\"c,d\ne,f\n",
        "ab\"c|d/e|f",
        CB_CELL_QUOTED | CB_CELL_AFTER_QUOTE),
  CASE ("unterminated",
        "a,b\nc,\"d\ne,f\n",
        "a|b/c|d\ne,f\n",
        CB_CELL_QUOTED | CB_CELL_UNTERMINATED | CB_ROW_NO_END),
  CASE ("nul", "a,b\0c\nd,e\n", "a|b\357\277\275c/d|e", CB_CELL_NUL),
  CASE ("invalid-utf8",
        "a,b\xff\xfe\nd,\xe1\xba\xbf\n",
        "a|b\357\277\275\357\277\275/d|\xe1\xba\xbf",
        CB_CELL_INVALID | CB_CELL_NOT_ASCII),
  CASE ("one-column", "a\nb\nc\n", "a/b/c", 0),
  CASE ("one-cell", "a", "a", CB_ROW_NO_END),
  CASE ("only-line-ends", "\n\n", "/", CB_ROW_BLANK),
  CASE ("ends-with-delimiter", "a,b\nc,", "a|b/c|", CB_ROW_NO_END),
};

static void
collect_flags (gpointer state, const CbRow *rows, guint n_rows)
{
  guint32 *flags = state;

  for (guint i = 0; i < n_rows; i++)
    {
      guint32 of_cells = 0;

      *flags |= rows[i].flags & ~(guint32)CB_ROW_OUTSIDE;
      for (guint k = 0; k < rows[i].n_cells; k++)
        of_cells |= rows[i].cells[k].flags;
      g_assert_cmpuint (of_cells & ~rows[i].flags, ==, 0);
    }
}

static gpointer
new_flags (gpointer user_data)
{
  return g_new0 (guint32, 1);
}

static void
merge_flags (gpointer into, gpointer from)
{
  *(guint32 *)into |= *(guint32 *)from;
}

static const CbScanWorker flags_worker
    = { new_flags, collect_flags, NULL, merge_flags, g_free, TRUE };

static void
test_rows (gconstpointer data)
{
  const Case *c = data;
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *rows = NULL;
  g_autofree guint32 *flags = NULL;
  gboolean is_final;
  int fd;

  options.name = "x.csv";
  options.delimiter = ',';
  options.layout.header_row = 0;
  options.encoding = "utf-8";
  table = open_bytes (c->text, c->length, &options, &fd);
  rows = dump_rows (table);
  g_assert_cmpstr (rows, ==, c->rows);
  flags = cb_table_scan (table, &flags_worker, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmphex (*flags, ==, c->flags);
  g_assert_true (cb_table_wait_for_index (table, NULL, &error));
  g_assert_cmpuint (cb_table_get_row_count (table, &is_final), >, 0);
  g_assert_true (is_final);
  close (fd);
}

static void
test_facts (void)
{
  static const char text[]
      = "\xef\xbb\xbfTên cơ sở;Số giường\r\n\"Trạm y tế\";12\r\nBệnh viện;300\r\n";
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  const CbTableFacts *facts;
  g_autofree char *rows = NULL;
  int fd;

  options.name = "Cơ sở y tế.CSV";
  table = open_bytes (text, sizeof text - 1, &options, &fd);
  facts = cb_table_get_facts (table);
  g_assert_cmpstr (facts->format, ==, "csv");
  g_assert_cmpstr (facts->name_format, ==, "csv");
  g_assert_cmpuint (facts->size, ==, sizeof text - 1);
  g_assert_cmpstr (facts->encoding, ==, "utf-8");
  g_assert_true (facts->bom);
  g_assert_cmpstr (facts->delimiter, ==, ";");
  g_assert_cmpstr (facts->quote, ==, "\"");
  g_assert_cmpstr (facts->line_end, ==, "crlf");
  g_assert_cmpuint (facts->header_row, ==, 1);
  g_assert_cmpuint (cb_table_get_n_columns (table), ==, 2);
  g_assert_cmpstr (facts->columns[0], ==, "Tên cơ sở");
  g_assert_cmpstr (facts->columns[1], ==, "Số giường");
  rows = dump_rows (table);
  g_assert_cmpstr (rows, ==, "Trạm y tế|12/Bệnh viện|300");
  close (fd);
}

static void
expect_error (int fd, int code)
{
  g_autoptr (GError) error = NULL;
  CbTable *table = cb_table_open (fd, NULL, &error);

  g_assert_null (table);
  g_assert_error (error, CB_ERROR, code);
}

static void
test_not_a_file (void)
{
  int ends[2];
  int folder = test_folder_open ("/");
  int device = test_device_open ();
  int empty = test_file_new_with ("", 0);
  int mark = test_file_new_with ("\xef\xbb\xbf", 3);

  test_pipe_open (ends);
  expect_error (folder, CB_ERROR_NOT_A_FILE);
  expect_error (device, CB_ERROR_NOT_A_FILE);
  expect_error (ends[0], CB_ERROR_NOT_A_FILE);
  expect_error (empty, CB_ERROR_EMPTY_FILE);
  expect_error (mark, CB_ERROR_EMPTY_FILE);
  close (folder);
  close (device);
  close (ends[0]);
  close (ends[1]);
  close (empty);
  close (mark);
}

static void
test_other_formats (void)
{
  static const char pdf[] = "%PDF-1.7\n%\xe2\xe3\xcf\xd3\n";
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  int fd;

  table = open_bytes (pdf, sizeof pdf - 1, NULL, &fd);
  g_assert_cmpstr (cb_table_get_facts (table)->format, ==, "pdf");
  rows = cb_table_read_rows (table, 0, 1, NULL, &error);
  g_assert_null (rows);
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/table/rows/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_rows);
    }
  g_test_add_func ("/table/facts", test_facts);
  g_test_add_func ("/table/not-a-file", test_not_a_file);
  g_test_add_func ("/table/other-formats", test_other_formats);

  return g_test_run ();
}
