/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

/* Files that change under us, rows without end, people who change their mind. */

static GString *
make_text (guint rows)
{
  GString *text = g_string_new ("Mã,Tên\n");

  for (guint i = 0; i < rows; i++)
    g_string_append_printf (text, "%u,\"Trạm y tế, xã %u\"\n", i, i % 100);

  return text;
}

typedef struct
{
  int fd;
  guint64 rows;
  GCancellable *cancellable;
} Trouble;

static gpointer
new_state (gpointer user_data)
{
  return user_data;
}

static void
truncate_once (gpointer state, const CbRow *rows, guint n_rows)
{
  Trouble *trouble = state;

  if (trouble->rows == 0)
    test_file_set_size (trouble->fd, 300 * 1000);
  trouble->rows += n_rows;
}

static void
cancel_once (gpointer state, const CbRow *rows, guint n_rows)
{
  Trouble *trouble = state;

  g_cancellable_cancel (trouble->cancellable);
}

static void
keep_state (gpointer state)
{
}

static const CbScanWorker truncating = { new_state, truncate_once, NULL, NULL, keep_state };
static const CbScanWorker cancelling = { new_state, cancel_once, NULL, NULL, keep_state };

static void
test_truncated_while_scanned (void)
{
  g_autoptr (GString) text = make_text (200000);
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  Trouble trouble = { -1, 0, NULL };
  gpointer state;

  options.threads = 1;
  table = open_bytes (text->str, text->len, &options, &trouble.fd);
  state = cb_table_scan (table, &truncating, &trouble, NULL, NULL, NULL, &error);
  g_assert_null (state);
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
  close (trouble.fd);
}

static void
test_truncated_before_index (void)
{
  g_autoptr (GString) text = make_text (200000);
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  table = open_bytes (text->str, text->len, NULL, &fd);
  test_file_set_size (fd, 10);
  g_assert_false (cb_table_wait_for_index (table, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
  close (fd);
}

static void
test_changed_after_index (void)
{
  g_autoptr (GString) text = make_text (1000);
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) rows = NULL;
  int fd;

  table = open_bytes (text->str, text->len, NULL, &fd);
  g_assert_true (cb_table_wait_for_index (table, NULL, &error));
  g_assert_cmpint (write (fd, "x", 1), ==, 1);
  rows = cb_table_read_rows (table, 0, 10, NULL, &error);
  g_assert_null (rows);
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
  close (fd);
}

static void
test_cancelled (void)
{
  g_autoptr (GString) text = make_text (200000);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  Trouble trouble = { -1, 0, cancellable };
  gpointer state;

  table = open_bytes (text->str, text->len, NULL, &trouble.fd);
  state = cb_table_scan (table, &cancelling, &trouble, NULL, NULL, cancellable, &error);
  g_assert_null (state);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close (trouble.fd);
}

/* Closed before the index has come to its end. */
static void
test_closed_early (void)
{
  g_autoptr (GString) text = make_text (300000);
  g_autoptr (GError) error = NULL;
  int fd = test_file_new_with (text->str, text->len);

  for (guint i = 0; i < 20; i++)
    {
      CbTable *table = cb_table_open (fd, NULL, &error);

      g_assert_no_error (error);
      g_assert_true (cb_table_start_index (table, NULL, NULL, &error));
      cb_table_close (table);
    }
  close (fd);
}

typedef struct
{
  guint n_rows;
  guint32 flags[3];
  gsize length[3];
  guint n_cells[3];
} Seen;

static gpointer
new_seen (gpointer user_data)
{
  return g_new0 (Seen, 1);
}

static void
see_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  Seen *seen = state;

  for (guint i = 0; i < n_rows; i++)
    {
      g_assert_cmpuint (rows[i].number, <, 3);
      seen->n_rows++;
      seen->flags[rows[i].number] = rows[i].flags;
      seen->n_cells[rows[i].number] = rows[i].n_cells;
      seen->length[rows[i].number] = rows[i].cells[rows[i].n_cells - 1].length;
    }
}

static const CbScanWorker seeing = { new_seen, see_rows, NULL, NULL, g_free, TRUE };

static Seen *
see (GString *text, guint64 *n_rows)
{
  CbTableOptions options = { "x.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (0), 1, -1 };
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  Seen *seen;
  int fd;

  table = open_bytes (text->str, text->len, &options, &fd);
  seen = cb_table_scan (table, &seeing, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  *n_rows = cb_table_get_row_count (table, NULL);
  close (fd);

  return seen;
}

/* A row of 60 MB is cut at CB_TABLE_MAX_ROW, said so, and the next row is read. */
static void
test_row_without_end (void)
{
  g_autoptr (GString) text = g_string_sized_new (61 * 1024 * 1024);
  g_autofree Seen *seen = NULL;
  guint64 n_rows;

  g_string_append (text, "a,b\nc,");
  for (guint i = 0; i < 60 * 16; i++)
    {
      gsize at = text->len;

      g_string_set_size (text, at + 64 * 1024);
      memset (text->str + at, 'x', 64 * 1024);
    }
  g_string_append (text, "\nd,e\n");
  seen = see (text, &n_rows);
  g_assert_cmpuint (n_rows, ==, 3);
  g_assert_cmpuint (seen->n_rows, ==, 3);
  g_assert_cmphex (seen->flags[0], ==, 0);
  g_assert_cmphex (seen->flags[1], ==, CB_CELL_CUT);
  g_assert_cmpuint (seen->length[1], >=, CB_TABLE_MAX_ROW / 2);
  g_assert_cmpuint (seen->length[1], <=, CB_TABLE_MAX_ROW + 1024 * 1024);
  g_assert_cmphex (seen->flags[2], ==, 0);
}

/* A quote that is never closed makes one row of the rest. */
static void
test_quote_without_end (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\nc,\"");
  g_autofree Seen *seen = NULL;
  guint64 n_rows;

  while (text->len < 40 * 1024 * 1024)
    g_string_append (text,
                     "Trạm y tế xã Hòa Khánh, đường Nguyễn Huệ; 0236 3 123 456, và còn nữa\n");
  seen = see (text, &n_rows);
  g_assert_cmpuint (n_rows, ==, 2);
  g_assert_cmpuint (seen->n_rows, ==, 2);
  g_assert_cmphex (seen->flags[1] & (CB_CELL_CUT | CB_CELL_UNTERMINATED | CB_CELL_INVALID), ==,
                   CB_CELL_CUT | CB_CELL_UNTERMINATED);
}

static void
test_too_many_cells (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree Seen *seen = NULL;
  guint64 n_rows;

  for (guint i = 0; i < CB_TABLE_MAX_CELLS * 3; i++)
    g_string_append (text, "x,");
  g_string_append (text, "end\nc,d\n");
  seen = see (text, &n_rows);
  g_assert_cmpuint (n_rows, ==, 3);
  g_assert_cmphex (seen->flags[1], ==, CB_CELL_CUT);
  g_assert_cmpuint (seen->n_cells[1], ==, CB_TABLE_MAX_CELLS + 1);
  g_assert_cmphex (seen->flags[2], ==, 0);
  g_assert_cmpuint (seen->n_cells[2], ==, 2);
}

/* Rows longer than what is read after a chunk at first, again and again. */
static void
test_long_rows (void)
{
  g_autoptr (GString) text = g_string_new ("a,b\n");
  g_autofree char *cell = g_strnfill (300 * 1000, 'y');
  CbTableOptions options = { "x.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (1), 3, -1 };
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  int fd;

  for (guint i = 0; i < 30; i++)
    g_string_append_printf (text, "%u,\"%.*s\n\"\n", i, (int)(i * 9973), cell);
  table = open_bytes (text->str, text->len, &options, &fd);
  for (guint i = 0; i < 30; i++)
    {
      g_autoptr (GPtrArray) rows = cb_table_read_rows (table, i, 1, NULL, &error);
      g_autofree char *number = g_strdup_printf ("%u", i);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpstr (((GStrv)rows->pdata[0])[0], ==, number);
      g_assert_cmpuint (strlen (((GStrv)rows->pdata[0])[1]), <=, 4096 + 3);
    }
  close (fd);
}

static void
test_any_row (void)
{
  g_autoptr (GString) text = make_text (120000);
  g_autoptr (GRand) random = g_rand_new_with_seed (5);
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) none = NULL;
  int fd;

  table = open_bytes (text->str, text->len, NULL, &fd);
  for (guint i = 0; i < 200; i++)
    {
      guint first = (guint)g_rand_int_range (random, 0, 120000);
      g_autoptr (GPtrArray) rows = cb_table_read_rows (table, first, 3, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, ==, MIN (3, 120000 - first));
      for (guint k = 0; k < rows->len; k++)
        {
          g_autofree char *number = g_strdup_printf ("%u", first + k);

          g_assert_cmpstr (((GStrv)rows->pdata[k])[0], ==, number);
        }
    }
  none = cb_table_read_rows (table, 120000, 5, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (none->len, ==, 0);
  close (fd);
}

/* Many rows of many cells come back in pieces. */
static void
test_wide_rows (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *row = g_strnfill (20000, ',');
  CbTableOptions options = { "x.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (0), 2, -1 };
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  guint done = 0;
  guint pieces = 0;
  int fd;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%u%s\n", i, row);
  table = open_bytes (text->str, text->len, &options, &fd);
  while (done < 200)
    {
      g_autoptr (GPtrArray) rows = cb_table_read_rows (table, done, 2000, NULL, &error);
      g_autofree char *number = g_strdup_printf ("%u", done);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->len, >, 0);
      g_assert_cmpuint (rows->len, <, 30);
      g_assert_cmpstr (((GStrv)rows->pdata[0])[0], ==, number);
      done += rows->len;
      pieces++;
    }
  g_assert_cmpuint (pieces, >, 7);
  close (fd);
}

typedef struct
{
  guint64 rows;
  guint finals;
} Told;

static void
tell_cb (guint64 rows, gboolean is_final, gpointer user_data)
{
  Told *told = user_data;

  g_assert_cmpuint (rows, >=, told->rows);
  g_assert_cmpuint (told->finals, ==, 0);
  told->rows = rows;
  told->finals += is_final;
}

static void
test_index_tells (void)
{
  g_autoptr (GString) text = make_text (120000);
  g_autoptr (GError) error = NULL;
  Told told = { 0, 0 };
  CbTable *table;
  gboolean is_final;
  int fd;

  table = open_bytes (text->str, text->len, NULL, &fd);
  g_assert_true (cb_table_start_index (table, tell_cb, &told, &error));
  g_assert_true (cb_table_wait_for_index (table, NULL, &error));
  g_assert_cmpuint (cb_table_get_row_count (table, &is_final), ==, 120000);
  g_assert_true (is_final);
  cb_table_close (table);
  g_assert_cmpuint (told.rows, ==, 120000);
  g_assert_cmpuint (told.finals, ==, 1);
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-trouble/truncated-while-scanned", test_truncated_while_scanned);
  g_test_add_func ("/table-trouble/truncated-before-index", test_truncated_before_index);
  g_test_add_func ("/table-trouble/changed-after-index", test_changed_after_index);
  g_test_add_func ("/table-trouble/cancelled", test_cancelled);
  g_test_add_func ("/table-trouble/closed-early", test_closed_early);
  g_test_add_func ("/table-trouble/row-without-end", test_row_without_end);
  g_test_add_func ("/table-trouble/quote-without-end", test_quote_without_end);
  g_test_add_func ("/table-trouble/too-many-cells", test_too_many_cells);
  g_test_add_func ("/table-trouble/long-rows", test_long_rows);
  g_test_add_func ("/table-trouble/wide-rows", test_wide_rows);
  g_test_add_func ("/table-trouble/any-row", test_any_row);
  g_test_add_func ("/table-trouble/index-tells", test_index_tells);

  return g_test_run ();
}
