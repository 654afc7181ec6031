/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-descriptor.h"
#include "base/cb-error.h"
#include "core/model/cb-sandbox-words.h"
#include "core/reading/cb-reader.h"
#include "test-system.h"

/* The client with the real engine in its real sandbox. */

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture *self, gconstpointer data)
{
  g_autofree char *engine = test_program_dup_built ("src/engine", "congbo-engine");

  cb_reader_set_engine_path (engine);
  self->folder = g_dir_make_tmp ("congbo-reader-XXXXXX", NULL);
  self->path = g_build_filename (self->folder, "x.csv", NULL);
}

static void
tear_down (Fixture *self, gconstpointer data)
{
  g_chmod (self->path, 0600);
  g_remove (self->path);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_free (self->path);
  g_free (self->folder);
}

static void
write_file (Fixture *self, const char *text, gssize length)
{
  g_assert_true (g_file_set_contents (self->path, text, length, NULL));
}

static void
write_rows (Fixture *self, guint n)
{
  g_autoptr (GString) text = g_string_new ("Mã,Tên,Số điện thoại\n");

  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "%05u,Trạm y tế Ẵm Hạ %u,0912345678\n", i, i);
  write_file (self, text->str, (gssize)text->len);
}

static CbReader *
open_file (Fixture *self, GError **error)
{
  const CbReadOptions options = { .name = "x.csv", .header_row = -1, .sheet = -1 };
  CbReader *reader;
  int fd = cb_reader_open_path (self->path, error);

  if (fd < 0)
    return NULL;
  reader = cb_reader_open (fd, &options, NULL, error);
  g_close (fd, NULL);
  return reader;
}

static const CbFinding *
find (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const CbFinding *finding = g_ptr_array_index (findings, i);

      if (strcmp (finding->code, code) == 0)
        return finding;
    }

  return NULL;
}

static void
wait_for_count (CbReader *reader)
{
  g_autoptr (GError) error = NULL;
  gboolean is_final;

  g_assert_true (cb_reader_wait_for_rows (reader, NULL, &error));
  g_assert_no_error (error);
  cb_reader_get_row_count (reader, &is_final);
  g_assert_true (is_final);
}

/* The kinds of rows, where the table ends, and what a person says of them. */
static void
test_layout (Fixture *self, gconstpointer data)
{
  static const char text[] = "BÁO CÁO,,,\nSTT,Xã,Số,\n,,Nam,Nữ\n1,a,1,2\n2,b,3,4\n,Tổng cộng,4,6\n";
  static const guint64 out[] = { 3 };
  CbReadOptions options = CB_READ_OPTIONS_INIT;
  g_autoptr (GError) error = NULL;

  options.name = "x.csv";
  write_file (self, text, -1);
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (CbReader) reader = NULL;
      g_autoptr (CbRows) rows = NULL;
      int fd = cb_reader_open_path (self->path, &error);

      reader = cb_reader_open (fd, &options, NULL, &error);
      g_close (fd, NULL);
      g_assert_no_error (error);
      g_assert_cmpuint (cb_reader_get_info (reader)->header_row, ==, 3);
      g_assert_cmpuint (cb_reader_get_info (reader)->header_rows, ==, i == 0 ? 2 : 1);
      wait_for_count (reader);
      g_assert_cmpuint (cb_reader_get_body_end (reader), ==, i == 0 ? 2 : 1);
      rows = cb_reader_read_rows (reader, 0, 10, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rows->kinds->len, ==, 3);
      g_assert_cmpint (rows->kinds->data[0], ==, i == 0 ? CB_ROW_KIND_DATA : CB_ROW_KIND_TAKEN_OUT);
      g_assert_cmpint (rows->kinds->data[1], ==, i == 0 ? CB_ROW_KIND_DATA : CB_ROW_KIND_NOTE);
      g_assert_cmpint (rows->kinds->data[2], ==, CB_ROW_KIND_TOTAL);

      options.header_row = 3;
      options.header_rows = 1;
      options.body_end = 4;
      options.taken_out = out;
      options.n_taken_out = 1;
    }
}

static void
test_whole (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbRows) rows = NULL;
  const CbFileInfo *info;
  const char *const columns[] = { "Mã", "Tên", "Số điện thoại", NULL };
  GStrv cells;

  write_rows (self, 5000);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  info = cb_reader_get_info (reader);
  g_assert_cmpstr (info->format, ==, "csv");
  g_assert_cmpstr (info->encoding, ==, "utf-8");
  g_assert_cmpstr (info->delimiter, ==, ",");
  g_assert_cmpuint (info->header_row, ==, 1);
  g_assert_cmpstrv (info->columns, columns);
  g_assert_cmpstr (info->secret_mark, ==, "");

  rows = cb_reader_read_rows (reader, 4990, 100, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->cells->len, ==, 10);
  cells = g_ptr_array_index (rows->cells, 9);
  g_assert_cmpstr (cells[0], ==, "04999");
  g_assert_cmpstr (cells[1], ==, "Trạm y tế Ẵm Hạ 4999");
  wait_for_count (reader);
  g_assert_cmpuint (cb_reader_get_row_count (reader, NULL), ==, 5000);
}

static void
test_sandbox_in_force (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  const CbFileInfo *info;
  g_autofree char *missing = NULL;

  write_rows (self, 1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  info = cb_reader_get_info (reader);
  missing = g_strjoinv ("; ", info->sandbox_missing);
  g_test_message ("missing: %s", missing);
  for (guint i = 0; info->sandbox[i] != NULL; i++)
    g_assert_nonnull (cb_sandbox_words (info->sandbox[i]));
  for (guint i = 0; info->sandbox_missing[i] != NULL; i++)
    g_assert_nonnull (cb_sandbox_words (info->sandbox_missing[i]));
  /* Together they are always all of them. */
  if (G_DIR_SEPARATOR != '/')
    {
      g_assert_cmpuint (g_strv_length (info->sandbox) + g_strv_length (info->sandbox_missing), ==,
                        9);
      g_assert_true (g_strv_contains ((const char *const *)info->sandbox, "few-groups"));
      g_assert_true (g_strv_contains ((const char *const *)info->sandbox, "no-privileges"));
      return;
    }
  g_assert_cmpuint (g_strv_length (info->sandbox) + g_strv_length (info->sandbox_missing), ==, 6);
  g_assert_true (g_strv_contains ((const char *const *)info->sandbox, "no-new-privs"));
  g_assert_true (g_strv_contains ((const char *const *)info->sandbox, "seccomp"));
}

static void
count_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  g_assert_cmpuint (done, <=, total);
  *(guint64 *)user_data = done;
}

static void
test_check (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  const char *const allowed[] = { "xlsx", NULL };
  const CbCheckAgainst against = { .allowed_formats = allowed };
  const CbFinding *phone;
  guint64 more = 99, done = 0;

  write_rows (self, 2000);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  findings = cb_reader_check (reader, &against, &more, count_progress_cb, &done, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (more, ==, 0);
  phone = find (findings, "vn-personal-phone");
  g_assert_nonnull (phone);
  g_assert_cmpint (phone->column, ==, 2);
  g_assert_cmpstr (phone->column_name, ==, "Số điện thoại");
  g_assert_null (strstr (phone->sample, "0912345678"));
  g_assert_nonnull (find (findings, "vn-format-not-allowed"));
}

static void
test_profile (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  const CbColumnProfile *phone;

  write_rows (self, 100);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  columns = cb_reader_profile (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (columns->len, ==, 3);
  phone = g_ptr_array_index (columns, 2);
  g_assert_cmpuint (phone->distinct, ==, 1);
  g_assert_cmpuint (phone->longest, ==, 10);
  g_assert_cmpstr (phone->samples[0], ==, "0***");
  g_assert_cmpstr (phone->minimum, ==, "0***");
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 0))->samples[1], ==,
                   "00001");
}

/* Numbers of those who were born in this century, too, and an address behind that of an office. */
static void
test_profile_masks_values (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) columns = NULL;

  write_file (self,
              "Mã,Ghi chú,Số\n"
              "001304012345,vanthu@xa.gov.vn; nguyenvana@gmail.com,079123456\n",
              -1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  columns = cb_reader_profile (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 0))->samples[0], ==,
                   "0***");
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 1))->samples[0], ==,
                   "v***");
  /* Nine digits are anything. */
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 2))->samples[0], ==,
                   "079123456");
}

/* Excel took the 0 in front of identity numbers away; amounts of as many digits are shown. */
static void
test_profile_masks_lost_zeros (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) columns = NULL;

  write_file (self,
              "Mã,Số tiền,Giá trị,Dãy\n"
              "79085012345,10200000000,79085012345,79085012345\n"
              "24301012345,98765432100,79985012345,79085012346\n"
              "38190004567,10100000000,11500012345,79085012347\n",
              -1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  columns = cb_reader_profile (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 0))->samples[0], ==,
                   "7***");
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 1))->samples[0], ==,
                   "10200000000");
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 2))->samples[0], ==,
                   "79085012345");
  /* Nobody is born in one year with all others. */
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 3))->samples[0], ==,
                   "79085012345");
}

/* Of personal columns neither values nor where they lie. */
static void
test_chart (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (CbColumnChart) kinds = NULL;
  g_autoptr (CbColumnChart) births = NULL;
  g_autoptr (CbColumnChart) names = NULL;
  g_autoptr (GString) text = g_string_new ("Loại,Ngày sinh,Họ và tên\n");
  const CbColumnBar *bar;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (text, "%s,%02u/%02u/19%02u,%s\n", i % 4 == 0 ? "A" : "B", i % 28 + 1,
                            i % 12 + 1, i % 90 + 10, i % 2 == 0 ? "Nguyễn Văn An" : "Trần Thị Hoa");
  write_file (self, text->str, -1);
  reader = open_file (self, &error);
  g_assert_null (cb_reader_chart (reader, 0, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
  g_clear_error (&error);
  columns = cb_reader_profile (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  kinds = cb_reader_chart (reader, 0, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (kinds->kind, ==, CB_COLUMN_CHART_VALUES);
  bar = g_ptr_array_index (kinds->bars, 0);
  g_assert_cmpstr (bar->from, ==, "B");
  g_assert_cmpuint (bar->count, ==, 150);
  births = cb_reader_chart (reader, 1, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (births->kind, ==, CB_COLUMN_CHART_BINS);
  for (guint i = 0; i < births->bars->len; i++)
    {
      bar = g_ptr_array_index (births->bars, i);
      g_assert_cmpstr (bar->from, ==, "");
      g_assert_cmpstr (bar->to, ==, "");
    }
  names = cb_reader_chart (reader, 2, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < names->bars->len; i++)
    {
      bar = g_ptr_array_index (names->bars, i);
      g_assert_nonnull (strstr (bar->from, "***"));
      g_assert_null (strstr (bar->from, "An"));
    }
}

static void
test_find (Fixture *self, gconstpointer data)
{
  CbFindOptions options = { "ẵm hạ 7", 0, 0, -1, FALSE };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  CbFoundCell found;
  CbTally tally = { 0, 0, FALSE };

  write_rows (self, 100);
  reader = open_file (self, &error);
  g_assert_true (cb_reader_find (reader, &options, &found, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_true (found.found);
  g_assert_cmpuint (found.row, ==, 7);
  g_assert_cmpuint (found.column, ==, 1);
  options = (CbFindOptions){ "TRAM Y TE AM HA 7", G_MAXUINT32, 0, -1, TRUE };
  g_assert_true (cb_reader_find (reader, &options, &found, NULL, NULL, NULL, &error));
  g_assert_cmpuint (found.row, ==, 79);
  options.only_column = 0;
  g_assert_true (cb_reader_find (reader, &options, &found, NULL, NULL, NULL, &error));
  g_assert_false (found.found);
  while (!tally.is_final)
    g_assert_true (cb_reader_tally (reader, "ha 7", -1, &tally, NULL, &error));
  g_assert_cmpuint (tally.cells, ==, 11);
  /* Nothing, or a whole book. */
  options.needle = "  ";
  g_assert_false (cb_reader_find (reader, &options, &found, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  {
    g_autofree char *book = g_strnfill (100000, 'x');

    options.needle = book;
    g_assert_false (cb_reader_find (reader, &options, &found, NULL, NULL, NULL, &error));
    g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  }
}

static void
test_whole_cell (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbRows) rows = NULL;
  g_autofree char *cell = g_strnfill (100000, 'x');
  g_autofree char *text = g_strconcat ("Mã,Ghi chú\n1,", cell, "\n", NULL);
  g_autofree char *whole = NULL;

  write_file (self, text, -1);
  reader = open_file (self, &error);
  rows = cb_reader_read_rows (reader, 0, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (strlen (((GStrv)g_ptr_array_index (rows->cells, 0))[1]), <, 5000);
  whole = cb_reader_read_cell (reader, 0, 1, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (whole, ==, cell);
}

static void
test_mend (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autofree char *out = g_build_filename (self->folder, "out.csv", NULL);
  g_autofree char *mended = NULL;
  guint64 cells = 99;
  int fd, out_fd;

  write_file (self, "\xef\xbb\xbfM\xc3\xa3,T\xc3\xaan\r\n1,x\r\n", -1);
  fd = cb_reader_open_path (self->path, &error);
  out_fd = test_file_create (out);
  reader = cb_reader_open_for_mend (fd, out_fd, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (cb_reader_mend (reader, "no recipe", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  g_clear_error (&error);
  g_assert_true (cb_reader_mend (reader, "[]", &cells, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (cells, ==, 0);
  g_assert_true (g_file_get_contents (out, &mended, NULL, NULL));
  g_assert_cmpstr (mended, ==, "\xef\xbb\xbfM\xc3\xa3,T\xc3\xaan\r\n1,x\r\n");
  g_close (fd, NULL);
  g_close (out_fd, NULL);
  g_unlink (out);
}

static void
test_not_for_mending (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  write_rows (self, 1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  g_assert_false (cb_reader_mend (reader, "[]", NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_WRONG_STATE);
}

static void
test_secret (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  write_file (self, "TUYỆT MẬT,,\nMã,Tên,Vị trí\n1,Kho số 7,Hòn Mun\n", -1);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_reader_get_info (reader)->secret_mark, !=, "");
  g_assert_cmpuint (g_strv_length (cb_reader_get_info (reader)->columns), ==, 0);
  g_assert_null (cb_reader_read_rows (reader, 0, 10, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (cb_reader_profile (reader, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (cb_reader_read_cell (reader, 0, 1, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  g_clear_error (&error);
  {
    const CbFindOptions options = { "kho", 0, 0, -1, FALSE };
    CbTally tally = { 0, 0, FALSE };
    CbFoundCell found;

    g_assert_false (cb_reader_find (reader, &options, &found, NULL, NULL, NULL, &error));
    g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
    g_clear_error (&error);
    g_assert_false (cb_reader_tally (reader, "kho", -1, &tally, NULL, &error));
    g_assert_error (error, CB_ERROR, CB_ERROR_BLOCKED);
  }
  g_clear_error (&error);
  findings = cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (find (findings, "vn-secret-mark"));
  for (guint i = 0; i < findings->len; i++)
    g_assert_null (strstr (((CbFinding *)g_ptr_array_index (findings, i))->sample, "Hòn Mun"));
}

/* Rows far longer than a frame: each comes, cut, and none of it ends the engine. */
static void
test_huge_rows (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GString) text = g_string_new ("a\n");
  guint64 next = 0;

  for (guint row = 0; row < 3; row++)
    {
      for (guint i = 0; i < 3000; i++)
        {
          g_autofree char *cell = g_strnfill (5000, 'x');

          g_string_append (text, i > 0 ? "," : "");
          g_string_append (text, cell);
        }
      g_string_append_c (text, '\n');
    }
  write_file (self, text->str, (gssize)text->len);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  while (next < 3)
    {
      g_autoptr (CbRows) rows = cb_reader_read_rows (reader, next, 10, NULL, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (rows->cells->len, >, 0);
      next += rows->cells->len;
    }
  g_assert_cmpuint (next, ==, 3);
}

/* A profile of more than fits into a frame: its values are cut, and those of persons are masked. */
static void
test_profile_of_long_values (Fixture *self, gconstpointer data)
{
  enum
  {
    N_COLUMNS = 16384
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) columns = NULL;
  g_autoptr (GString) text = g_string_new ("Họ và tên");
  g_autofree char *value = g_strnfill (249, 'x');

  for (guint i = 1; i < N_COLUMNS; i++)
    g_string_append_printf (text, ",Cột %u", i);
  for (guint row = 0; row < 3; row++)
    {
      g_string_append_printf (text, "\n%c%s", 'a' + row, value);
      for (guint i = 1; i < N_COLUMNS; i++)
        g_string_append_printf (text, ",%c%s", 'a' + row, value);
    }
  write_file (self, text->str, (gssize)text->len);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  columns = cb_reader_profile (reader, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (columns->len, ==, N_COLUMNS);
  g_assert_cmpstr (((const CbColumnProfile *)g_ptr_array_index (columns, 0))->maximum, ==, "c***");
  for (guint i = 1; i < N_COLUMNS; i++)
    {
      const CbColumnProfile *column = g_ptr_array_index (columns, i);

      g_assert_true (g_str_has_prefix (column->maximum, "cxxxxxxxx"));
      g_assert_true (g_str_has_suffix (column->samples[0], "x…"));
      g_assert_cmpuint (column->longest, ==, 250);
    }
}

static void
test_empty (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  write_file (self, "", 0);
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_EMPTY_FILE);
}

static void
test_binary (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  write_file (self, "PK\3\4\24\0\0\0\0\0", 10);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (cb_reader_get_info (reader)->format, ==, "zip");
  g_assert_cmpuint (cb_reader_get_info (reader)->n_pages, ==, 0);
  g_assert_null (cb_reader_read_rows (reader, 0, 1, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED);
}

/* Not a file: found out by looking at the descriptor, and opening never waits for a writer. */
static void
test_folder (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir (self->path, 0700), ==, 0);
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
}

static void
test_fifo (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!test_fifo_make (self->path))
    {
      g_test_skip ("folders have no pipes here");
      return;
    }
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
}

static void
test_socket (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!test_socket_make (self->path))
    {
      g_test_skip ("folders have no sockets here");
      return;
    }
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
}

static void
test_device (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (!test_device_link (self->path))
    {
      g_free (self->path);
      self->path = g_strdup ("NUL");
    }
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_A_FILE);
}

static void
test_absent (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

static void
test_unreadable (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  int fd;

  write_rows (self, 1);
  fd = test_file_open_for_writing (self->path);
  g_assert_null (cb_reader_open (fd, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNREADABLE);
  g_close (fd, NULL);
  if (!test_file_forbid_reading (self->path))
    return;

  g_clear_error (&error);
  g_assert_null (open_file (self, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_UNREADABLE);
}

static void
test_vanishing (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GPtrArray) findings = NULL;

  write_rows (self, 100);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  g_assert_cmpint (g_unlink (self->path), ==, 0);
  findings = cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static void
assert_changed (CbReader *reader)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (cb_reader_check (reader, NULL, NULL, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_FILE_CHANGED);
}

static void
test_cut_short (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  write_rows (self, 20000);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  test_file_set_size_of (self->path, 10);
  assert_changed (reader);
}

static void
test_overwritten (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  int fd;

  write_rows (self, 100);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  fd = test_file_open (self->path, TRUE);
  g_assert_true (cb_descriptor_write_at (fd, "XX", 2, 40, NULL));
  test_file_set_old (fd);
  g_close (fd, NULL);
  assert_changed (reader);
}

static void
kill_at_progress_cb (guint64 done, guint64 total, gpointer user_data)
{
  gint64 *pid = user_data;

  if (*pid > 0)
    test_process_kill (*pid);
  *pid = 0;
}

static void
test_killed_in_check (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (CbReader) second = NULL;
  g_autoptr (GPtrArray) findings = NULL;
  gint64 pid;

  write_rows (self, 200000);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  pid = test_process_find_child ();
  g_assert_cmpint (pid, >, 0);
  while (error == NULL)
    {
      g_clear_pointer (&findings, g_ptr_array_unref);
      findings = cb_reader_check (reader, NULL, NULL, kill_at_progress_cb, &pid, NULL, &error);
    }
  g_assert_error (error, CB_ERROR, CB_ERROR_UNSAFE);
  g_assert_true (strstr (error->message, "signal 9") != NULL
                 || strstr (error->message, "ended with code") != NULL);
  g_clear_error (&error);
  second = open_file (self, &error);
  g_assert_no_error (error);
}

static void
cancel_at_progress_cb (guint64 done, guint64 total, gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
}

/* The engine goes on answering after a cancelled check. */
static void
test_cancelled_check (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (CbRows) rows = NULL;

  write_rows (self, 200000);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  while (error == NULL)
    {
      g_autoptr (GPtrArray) findings = cb_reader_check (reader, NULL, NULL, cancel_at_progress_cb,
                                                        cancellable, cancellable, &error);
    }
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  rows = cb_reader_read_rows (reader, 1000, 10, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rows->cells->len, ==, 10);
}

static void
read_rows_cb (guint64 done, guint64 total, gpointer user_data)
{
  CbReader *reader = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (CbRows) rows = cb_reader_read_rows (reader, 5, 5, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rows->cells->len, ==, 5);
  g_object_set_data (G_OBJECT (reader), "read", GINT_TO_POINTER (1));
}

/* Rows come in the middle of a check, which is not over yet: this is called from within it. */
static void
test_rows_in_check (Fixture *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReader) reader = NULL;

  write_rows (self, 200000);
  reader = open_file (self, &error);
  g_assert_no_error (error);
  while (g_object_get_data (G_OBJECT (reader), "read") == NULL)
    {
      g_autoptr (GPtrArray) findings
          = cb_reader_check (reader, NULL, NULL, read_rows_cb, reader, NULL, &error);

      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (Fixture *, gconstpointer);
  } tests[] = {
    { "/reading/layout", test_layout },
    { "/reading/whole", test_whole },
    { "/reading/sandbox-in-force", test_sandbox_in_force },
    { "/reading/check", test_check },
    { "/reading/profile-masked", test_profile },
    { "/reading/profile-masks-values", test_profile_masks_values },
    { "/reading/profile-masks-lost-zeros", test_profile_masks_lost_zeros },
    { "/reading/chart-masked", test_chart },
    { "/reading/find", test_find },
    { "/reading/whole-cell", test_whole_cell },
    { "/reading/mend", test_mend },
    { "/reading/mend/not-opened-for-it", test_not_for_mending },
    { "/reading/state-secret", test_secret },
    { "/reading/huge-rows", test_huge_rows },
    { "/reading/profile-of-long-values", test_profile_of_long_values },
    { "/reading/empty-file", test_empty },
    { "/reading/other-format", test_binary },
    { "/reading/folder", test_folder },
    { "/reading/fifo", test_fifo },
    { "/reading/socket", test_socket },
    { "/reading/device", test_device },
    { "/reading/absent", test_absent },
    { "/reading/unreadable", test_unreadable },
    { "/reading/vanishing", test_vanishing },
    { "/reading/cut-short", test_cut_short },
    { "/reading/overwritten", test_overwritten },
    { "/reading/killed-in-check", test_killed_in_check },
    { "/reading/cancelled-check", test_cancelled_check },
    { "/reading/rows-in-check", test_rows_in_check },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, set_up, tests[i].test, tear_down);

  return g_test_run ();
}
