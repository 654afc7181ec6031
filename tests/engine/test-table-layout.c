/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table-private.h"
#include "table-fixture.h"

/* A table among titles, groups, totals and notes, as the rest of the engine gets it. */

static const char office[] = "BÁO CÁO NHÂN LỰC,,,,\n"
                             ",,,,\n"
                             "STT,Đơn vị,Nhân lực,,Ghi chú\n"
                             ",,Nam,Nữ,\n"
                             "I,Tuyến tỉnh,,,\n"
                             "1,Bệnh viện a,4,6,\n"
                             "2,Bệnh viện b,8,12,x\n"
                             "II,Tuyến xã,,,\n"
                             "1,Trạm c,1,4,\n"
                             ",Tổng cộng,13,22,\n"
                             ",,,,\n"
                             "NGƯỜI LẬP BIỂU,,,,\n";

/* The kind of each row, or of those that a worker gets. */
static void
note_kinds (gpointer state, const CbRow *rows, guint n_rows)
{
  static const char letters[] = "dth#rgsTnbox";
  GString *kinds = state;

  for (guint i = 0; i < n_rows; i++)
    {
      if (rows[i].number >= kinds->len)
        {
          gsize before = kinds->len;

          g_string_set_size (kinds, (gsize)rows[i].number + 1);
          memset (kinds->str + before, '.', kinds->len - before);
        }
      kinds->str[rows[i].number] = letters[cb_row_get_kind (&rows[i])];
    }
}

static gpointer
new_kinds (gpointer user_data)
{
  return g_string_new (NULL);
}

static void
merge_kinds (gpointer into, gpointer from)
{
  GString *all = into;
  GString *some = from;

  for (gsize i = 0; i < some->len; i++)
    {
      if (i >= all->len)
        g_string_append_c (all, '.');
      if (some->str[i] != '.')
        all->str[i] = some->str[i];
    }
}

static void
free_kinds (gpointer state)
{
  g_string_free (state, TRUE);
}

static const CbScanWorker inside = { new_kinds, note_kinds, NULL, merge_kinds, free_kinds, FALSE };
static const CbScanWorker all = { new_kinds, note_kinds, NULL, merge_kinds, free_kinds, TRUE };

static void
assert_scan (CbTable *table, const CbScanWorker *worker, const char *expected)
{
  g_autoptr (GError) error = NULL;
  GString *kinds = cb_table_scan (table, worker, NULL, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (kinds->str, ==, expected);
  g_string_free (kinds, TRUE);
}

static void
test_office (void)
{
  CbTableOptions options = { .name = "a.csv", .layout = CB_LAYOUT_WISH_INIT, .sheet = -1 };
  g_autoptr (CbTable) table = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *rows = NULL;
  const CbTableFacts *facts;
  int fd;

  table = open_bytes (office, sizeof office - 1, &options, &fd);
  facts = cb_table_get_facts (table);
  g_assert_cmpuint (facts->header_row, ==, 4);
  g_assert_cmpuint (facts->header_rows, ==, 2);
  columns = g_strjoinv ("|", facts->columns);
  g_assert_cmpstr (columns, ==, "STT|Đơn vị|Nhân lực – Nam|Nhân lực – Nữ|Ghi chú");
  assert_scan (table, &inside, ".dd.d");
  assert_scan (table, &all, "gddgdTbn");
  g_assert_true (cb_table_wait_for_layout (table, NULL, &error));
  g_assert_cmpuint (cb_table_get_body_end (table), ==, 5);
  rows = dump_rows (table);
  g_assert_true (g_str_has_prefix (rows, "I|Tuyến tỉnh|||/1|"));
  close (fd);
}

/* The form of another month: more titles, more rows, a column more, the rows of the header apart.
 */
static void
test_as_before (void)
{
  static const char *const names[]
      = { "STT", "Đơn vị", "Nhân lực – Nam", "Nhân lực – Nữ", "Ghi chú", NULL };
  static const char *const others[] = { "Tên", "Số lượng", "Đơn giá", NULL };
  static const char later[] = "SỞ Y TẾ,,,,,\nPhòng Kế hoạch,,,,,\n,,,,,\n"
                              "Đơn vị gửi,Sở Y tế,Số,12/BC,Ngày,1/11\n,,,,,\n"
                              "Nhân lực,Nam,Nữ,Tổng,Khác,Đã duyệt\n"
                              "STT,Đơn vị,Nhân lực,,Ghi chú,Mã\n,,Nam,Nữ,,\n"
                              "1,Trạm A,4,5,,x\n2,Trạm B,6,7,,y\n3,Trạm C,8,9,,z\n";
  CbTableOptions options = { .name = "a.csv", .layout = CB_LAYOUT_WISH_INIT, .sheet = -1 };
  g_autoptr (CbTable) alone = NULL;
  g_autoptr (CbTable) table = NULL;
  g_autoptr (CbTable) other = NULL;
  g_autofree char *columns = NULL;
  int fd;

  /* By itself it is taken for something else. */
  alone = open_bytes (later, sizeof later - 1, &options, &fd);
  g_assert_cmpuint (cb_table_get_facts (alone)->header_row, !=, 8);
  close (fd);
  options.layout.names = names;
  table = open_bytes (later, sizeof later - 1, &options, &fd);
  columns = g_strjoinv ("|", cb_table_get_facts (table)->columns);
  g_assert_cmpstr (columns, ==, "STT|Đơn vị|Nhân lực – Nam|Nhân lực – Nữ|Ghi chú|Mã");
  g_assert_cmpuint (cb_table_get_facts (table)->header_row, ==, 8);
  g_assert_cmpuint (cb_table_get_facts (table)->header_rows, ==, 2);
  close (fd);
  /* Names of another form change nothing. */
  options.layout.names = others;
  other = open_bytes (later, sizeof later - 1, &options, &fd);
  g_assert_cmpuint (cb_table_get_facts (other)->header_row, ==,
                    cb_table_get_facts (alone)->header_row);
  close (fd);
}

/* Whatever way the chunks are dealt, and wherever their borders are, the end is the end. */
static void
test_chunks (void)
{
  for (gsize chunk_size = 64; chunk_size < 400; chunk_size += 34)
    for (guint threads = 1; threads < 4; threads++)
      {
        CbTableOptions options = { "a.csv", "utf-8", ',', CB_LAYOUT_WISH_INIT, threads, -1 };
        g_autoptr (CbTable) table = NULL;
        int fd;

        table = open_bytes (office, sizeof office - 1, &options, &fd);
        cb_table_set_chunk_size (table, chunk_size);
        assert_scan (table, &all, "gddgdTbn");
        close (fd);
      }
}

static void
test_wish (void)
{
  static const guint64 out[] = { 5 };
  CbTableOptions options = { .name = "a.csv", .layout = CB_LAYOUT_WISH_HEADER (3), .sheet = -1 };
  g_autoptr (CbTable) table = NULL;
  int fd;

  options.layout.body_end = 8;
  options.layout.taken_out = out;
  options.layout.n_taken_out = 1;
  table = open_bytes (office, sizeof office - 1, &options, &fd);
  g_assert_cmpuint (cb_table_get_facts (table)->header_rows, ==, 1);
  assert_scan (table, &all, "ddxddnTbn");
  close (fd);
}

/* A text that is no table has no rows that are none. */
static void
test_prose (void)
{
  static const char text[] = "Kính gửi: Sở Y tế\n\nTổng cộng\nGhi chú: không\n";
  CbTableOptions options = { .name = "a.txt", .layout = CB_LAYOUT_WISH_INIT, .sheet = -1 };
  g_autoptr (CbTable) table = NULL;
  int fd;

  table = open_bytes (text, sizeof text - 1, &options, &fd);
  assert_scan (table, &all, "dddd");
  close (fd);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/table-layout/office", test_office);
  g_test_add_func ("/table-layout/chunks", test_chunks);
  g_test_add_func ("/table-layout/wish", test_wish);
  g_test_add_func ("/table-layout/prose", test_prose);

  g_test_add_func ("/table/layout/as-before", test_as_before);

  return g_test_run ();
}
