/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

#include "engine/diff/cb-diff.h"

typedef struct
{
  CbTable *before;
  CbTable *now;
  CbDiff *diff;
  int fds[2];
} Fixture;

static void
open_tables (Fixture *self, const char *before, const char *now)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;

  options.name = "x.csv";
  self->before = open_bytes (before, strlen (before), &options, &self->fds[0]);
  self->now = open_bytes (now, strlen (now), &options, &self->fds[1]);
}

static void
clear (Fixture *self)
{
  g_clear_pointer (&self->diff, cb_diff_free);
  cb_table_close (self->before);
  cb_table_close (self->now);
  close (self->fds[0]);
  close (self->fds[1]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fixture, clear)

static void
compare (Fixture *self, const char *before, const char *now, const CbDiffOptions *options)
{
  g_autoptr (GError) error = NULL;

  open_tables (self, before, now);
  self->diff = cb_diff_run (self->before, self->now, options, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static const CbDiffColumn *
get_column (const Fixture *self, guint i)
{
  g_assert_cmpuint (i, <, self->diff->columns->len);

  return &g_array_index (self->diff->columns, CbDiffColumn, i);
}

/* “=2 +1 -0 ~1”: the same, added, removed, changed. */
static void
assert_counts (const Fixture *self, const char *expected)
{
  g_autofree char *said = g_strdup_printf (
      "=%" G_GUINT64_FORMAT " +%" G_GUINT64_FORMAT " -%" G_GUINT64_FORMAT " ~%" G_GUINT64_FORMAT,
      self->diff->same, self->diff->n[CB_DIFF_ADDED], self->diff->n[CB_DIFF_REMOVED],
      self->diff->n[CB_DIFF_CHANGED]);

  g_assert_cmpstr (said, ==, expected);
}

/* “0:1 -:4”: pairs of rows. */
static void
assert_list (const Fixture *self, CbDiffKind kind, const char *expected)
{
  g_autoptr (GString) said = g_string_new (NULL);

  for (guint i = 0; i < self->diff->lists[kind]->len; i++)
    {
      const CbDiffPair *pair = &g_array_index (self->diff->lists[kind], CbDiffPair, i);

      g_string_append (said, i > 0 ? " " : "");
      if (pair->before == CB_DIFF_NO_ROW)
        g_string_append (said, "-:");
      else
        g_string_append_printf (said, "%u:", pair->before);
      if (pair->now == CB_DIFF_NO_ROW)
        g_string_append (said, "-");
      else
        g_string_append_printf (said, "%u", pair->now);
    }
  g_assert_cmpstr (said->str, ==, expected);
}

static void
test_by_key (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "Mã,Tên,Số\n01,An,1\n02,Bình,2\n03,Chi,3\n04,Dũng,4\n",
           "Mã,Tên,Số\n04,Dũng,4\n05,Em,5\n03,Chi,30\n01,An,1\n", NULL);
  g_assert_cmpint (self.diff->key_kind, ==, CB_DIFF_KEY_FOUND);
  g_assert_cmpuint (self.diff->n_key, ==, 1);
  g_assert_cmpuint (self.diff->key[0], ==, 0);
  assert_counts (&self, "=2 +1 -1 ~1");
  assert_list (&self, CB_DIFF_ADDED, "-:1");
  assert_list (&self, CB_DIFF_REMOVED, "1:-");
  assert_list (&self, CB_DIFF_CHANGED, "2:2");
  g_assert_cmpuint (self.diff->compared, ==, 1);
  g_assert_cmpuint (get_column (&self, 1)->changed, ==, 0);
  g_assert_cmpuint (get_column (&self, 2)->changed, ==, 1);
}

/* The rows that are looked at one by one. */
static void
test_rows (void)
{
  g_auto (Fixture) self = { 0 };
  g_auto (CbDiffRow) before = { 0 };
  g_auto (CbDiffRow) now = { 0 };
  g_autoptr (GError) error = NULL;

  compare (&self, "Mã,Tên,Cũ\n01,An,x\n02,Bình,y\n", "Mã,Mới,Tên\n02,m,Bính\n01,n,An\n", NULL);
  assert_list (&self, CB_DIFF_CHANGED, "1:0");
  g_assert_true (cb_diff_read_row (self.diff, self.before, TRUE, 1, &before, NULL, &error)
                 && cb_diff_read_row (self.diff, self.now, FALSE, 0, &now, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstrv (before.cells, ((const char *const[]){ "02", "", "Bình", "y", NULL }));
  g_assert_cmpstrv (now.cells, ((const char *const[]){ "02", "m", "Bính", "", NULL }));
  g_assert_cmpuint (before.hashes[0], ==, now.hashes[0]);
  g_assert_cmpuint (before.hashes[2], !=, now.hashes[2]);
}

static void
test_columns (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "Mã,TÊN,Điện thoại,Bỏ\n1,a,0912,x\n2,b,0913,y\n3,c,0914,z\n4,d,0915,z\n",
           "Tên,Mã,Số ĐT,Thêm\na,1,0912,1\nb,2,0913,2\nc,3,0914,3\nd,4,0915,4\n", NULL);
  assert_counts (&self, "=4 +0 -0 ~0");
  g_assert_cmpuint (self.diff->columns->len, ==, 6);
  g_assert_cmpint (get_column (&self, 0)->before, ==, 1);
  g_assert_cmpint (get_column (&self, 1)->before, ==, 0);
  g_assert_cmpint (get_column (&self, 2)->before, ==, -1);
  g_assert_cmpint (get_column (&self, 4)->before, ==, 2);
  g_assert_cmpint (get_column (&self, 4)->now, ==, -1);
  /* Another name, the same values. */
  g_assert_cmpint (get_column (&self, 2)->counterpart, ==, 4);
  g_assert_cmpint (get_column (&self, 4)->counterpart, ==, 2);
  g_assert_cmpint (get_column (&self, 3)->counterpart, ==, -1);
  g_assert_cmpint (get_column (&self, 5)->counterpart, ==, -1);
}

static void
test_written_otherwise (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self,
           "Mã,Diện tích,Ngày\nA1,\"1.234,5\",31/03/2026\nA2,\"2.000,25\",15/04/2026\n"
           "A3,\"7,0\",16/04/2026\nA4,chưa có,17/04/2026\n",
           "Mã,Diện tích,Ngày\nA1,1234.5,2026-03-31\nA2,2000.26,2026-04-15\n"
           "A3,7.00,2026-04-17\nA4,chưa có,2026-04-17\n",
           NULL);
  g_assert_true (get_column (&self, 1)->by_amount);
  g_assert_true (get_column (&self, 2)->by_amount);
  assert_counts (&self, "=2 +0 -0 ~2");
  assert_list (&self, CB_DIFF_CHANGED, "1:1 2:2");
}

/* What is written as before is compared as it stands. */
static void
test_as_it_stands (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "Mã,Số\nA1,1.50\nA2,2.25\nA3,2.75\n", "Mã,Số\nA1,1.5\nA2,2.25\nA3,2.75\n", NULL);
  g_assert_cmpint (get_column (&self, 1)->read_now.type, ==, CB_TYPE_NUMBER);
  g_assert_false (get_column (&self, 1)->by_amount);
  assert_counts (&self, "=2 +0 -0 ~1");
}

static void
test_pair (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "Xã,Năm,Số\nA,2024,1\nA,2025,2\nB,2024,3\nB,2025,3\n",
           "Xã,Năm,Số\nA,2024,1\nA,2025,9\nB,2024,3\nB,2025,3\nB,2026,3\n", NULL);
  g_assert_cmpuint (self.diff->n_key, ==, 2);
  g_assert_cmpuint (self.diff->key[0], ==, 0);
  g_assert_cmpuint (self.diff->key[1], ==, 1);
  assert_counts (&self, "=3 +1 -0 ~1");
}

static void
test_whole_rows (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "a,b\nx,1\nx,1\nx,2\ny,1\n", "a,b\nx,1\ny,1\ny,1\nx,3\n", NULL);
  g_assert_cmpint (self.diff->key_kind, ==, CB_DIFF_KEY_WHOLE_ROWS);
  g_assert_cmpuint (self.diff->n_key, ==, 0);
  assert_counts (&self, "=2 +2 -2 ~0");
  assert_list (&self, CB_DIFF_REMOVED, "1:- 2:-");
  assert_list (&self, CB_DIFF_ADDED, "-:2 -:3");
}

/* A key that repeats: the same rows first, then those that remain, in their order. */
static void
test_given_key (void)
{
  const char *const key[] = { "k", NULL };
  const char *const no_key[] = { "k", "z", NULL };
  const CbDiffOptions options = { key, 0 };
  const CbDiffOptions wrong = { no_key, 0 };
  g_auto (Fixture) self = { 0 };
  g_autoptr (GError) error = NULL;

  compare (&self, "k,v\na,1\na,2\na,3\nb,1\nb,2\n", "k,v\na,3\na,9\nb,2\nb,1\nb,7\n", &options);
  g_assert_cmpint (self.diff->key_kind, ==, CB_DIFF_KEY_GIVEN);
  assert_counts (&self, "=3 +1 -1 ~1");
  assert_list (&self, CB_DIFF_CHANGED, "0:1");
  assert_list (&self, CB_DIFF_REMOVED, "1:-");
  assert_list (&self, CB_DIFF_ADDED, "-:4");
  g_assert_cmpuint (self.diff->repeated_before, ==, 3);
  g_assert_cmpuint (self.diff->repeated_now, ==, 3);
  g_assert_null (cb_diff_run (self.before, self.now, &wrong, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_NOT_FOUND);
}

/* A code that two rows have by mistake is a code all the same. */
static void
test_mistakes (void)
{
  g_autoptr (GString) before = g_string_new ("Mã,Loại,Số\n");
  g_autoptr (GString) now = g_string_new ("Mã,Loại,Số\n");
  g_auto (Fixture) self = { 0 };

  for (guint i = 0; i < 100; i++)
    {
      g_string_append_printf (before, "A%u,x,%u\n", i == 50 ? 10 : i, i % 3);
      g_string_append_printf (now, "A%u,x,%u\n", i == 50 ? 10 : i, i == 60 ? 7 : i % 3);
    }
  compare (&self, before->str, now->str, NULL);
  g_assert_cmpuint (self.diff->n_key, ==, 1);
  g_assert_cmpuint (self.diff->key[0], ==, 0);
  g_assert_cmpuint (self.diff->repeated_now, ==, 1);
  assert_counts (&self, "=99 +0 -0 ~1");
}

/* One row more in front does not change all that follow. */
static void
test_ordinal (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "STT,Tên\n1,An\n2,Bình\n3,Chi\n", "STT,Tên\n1,Anh\n2,An\n3,Bình\n4,Chi\n", NULL);
  g_assert_true (get_column (&self, 0)->is_ordinal);
  g_assert_cmpuint (self.diff->key[0], ==, 1);
  assert_counts (&self, "=3 +1 -0 ~0");
}

/* Columns that only differ by chance, or in numbers that count something, come last. */
static void
test_measured_last (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "Dài,Mã\n1.5,A1\n2.5,A2\n3.5,A3\n", "Dài,Mã\n1.5,A1\n2.6,A2\n3.5,A3\n", NULL);
  g_assert_cmpuint (self.diff->key[0], ==, 1);
  assert_counts (&self, "=2 +0 -0 ~1");
}

static void
test_nothing (void)
{
  g_auto (Fixture) same = { 0 };
  g_auto (Fixture) empty = { 0 };
  g_auto (Fixture) strange = { 0 };

  compare (&same, "a,b\n1,x\n2,y\n", "b,a\ny,2\nx,1\n", NULL);
  assert_counts (&same, "=2 +0 -0 ~0");
  compare (&empty, "a,b\n1,x\n2,y\n", "a,b\n", NULL);
  assert_counts (&empty, "=0 +0 -2 ~0");
  assert_list (&empty, CB_DIFF_REMOVED, "0:- 1:-");
  /* No column in common: no row either. */
  compare (&strange, "a,b\n1,x\n2,y\n", "c,d\n1,x\n", NULL);
  assert_counts (&strange, "=0 +1 -2 ~0");
}

/* Rows outside of the table are no rows of it; rows are counted as they stand in the file. */
static void
test_layout (void)
{
  g_auto (Fixture) self = { 0 };

  compare (&self, "STT,Xã,Số\n1,A,10\n2,B,20\n,Tổng cộng,30\n",
           "BÁO CÁO,,\nSTT,Xã,Số\n1,A,10\n\n2,B,21\n,Tổng cộng,31\n", NULL);
  assert_counts (&self, "=1 +0 -0 ~1");
  assert_list (&self, CB_DIFF_CHANGED, "1:2");
}

/* --- Held against another way of comparing -------------------------------- */

static void
append_rows (GString *text, GHashTable *rows, GRand *rand, gboolean is_now)
{
  g_string_append (text, "key,value,note\n");
  for (guint i = 0; i < 20000; i++)
    {
      guint key = is_now ? 19999 - i : i;
      guint value = key % 100;

      if (g_rand_int_range (rand, 0, 50) == 0)
        continue;
      if (is_now && g_rand_int_range (rand, 0, 20) == 0)
        value += 1000;
      if (is_now && g_rand_int_range (rand, 0, 40) == 0)
        key += 50000;
      g_string_append_printf (text, "k%u,%u,\"some %u, note\"\n", key, value, key % 7);
      g_hash_table_insert (rows, GUINT_TO_POINTER (key + 1), GUINT_TO_POINTER (value + 1));
    }
}

static void
count_by_hand (GHashTable *before, GHashTable *now, char **expected)
{
  GHashTableIter iter;
  gpointer key, value;
  guint same = 0, added = 0, removed = 0, changed = 0;

  g_hash_table_iter_init (&iter, before);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      gpointer other = g_hash_table_lookup (now, key);

      same += other == value;
      removed += other == NULL;
      changed += other != NULL && other != value;
    }
  g_hash_table_iter_init (&iter, now);
  while (g_hash_table_iter_next (&iter, &key, &value))
    added += !g_hash_table_contains (before, key);
  *expected = g_strdup_printf ("=%u +%u -%u ~%u", same, added, removed, changed);
}

/* @most: rows at once: 0 for all, so that there is one pass. */
static void
compare_random (gconstpointer most)
{
  const CbDiffOptions options = { NULL, GPOINTER_TO_UINT (most) };
  g_autoptr (GHashTable) before = g_hash_table_new (NULL, NULL);
  g_autoptr (GHashTable) now = g_hash_table_new (NULL, NULL);
  g_autoptr (GString) before_text = g_string_new (NULL);
  g_autoptr (GString) now_text = g_string_new (NULL);
  g_autoptr (GRand) rand = g_rand_new_with_seed (20261126);
  g_autofree char *expected = NULL;
  g_auto (Fixture) self = { 0 };
  guint32 last = 0;

  append_rows (before_text, before, rand, FALSE);
  append_rows (now_text, now, rand, TRUE);
  count_by_hand (before, now, &expected);
  compare (&self, before_text->str, now_text->str, &options);
  assert_counts (&self, expected);
  g_assert_cmpuint (get_column (&self, 1)->changed, ==, self.diff->n[CB_DIFF_CHANGED]);
  g_assert_cmpuint (get_column (&self, 2)->changed, ==, 0);
  g_assert_cmpuint (self.diff->lists[CB_DIFF_CHANGED]->len, ==, self.diff->n[CB_DIFF_CHANGED]);
  for (guint i = 0; i < self.diff->lists[CB_DIFF_CHANGED]->len; i++)
    {
      const CbDiffPair *pair = &g_array_index (self.diff->lists[CB_DIFF_CHANGED], CbDiffPair, i);

      g_assert_true (i == 0 || pair->now > last);
      last = pair->now;
    }
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_auto (Fixture) self = { 0 };

  open_tables (&self, "a\n1\n", "a\n2\n");
  g_cancellable_cancel (cancellable);
  g_assert_null (cb_diff_run (self.before, self.now, NULL, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/diff/key/found", test_by_key);
  g_test_add_func ("/diff/key/pair", test_pair);
  g_test_add_func ("/diff/key/given-and-repeated", test_given_key);
  g_test_add_func ("/diff/key/measured-last", test_measured_last);
  g_test_add_func ("/diff/key/but-for-mistakes", test_mistakes);
  g_test_add_func ("/diff/key/whole-rows", test_whole_rows);
  g_test_add_func ("/diff/rows/one-by-one", test_rows);
  g_test_add_func ("/diff/rows/ordinal-not-compared", test_ordinal);
  g_test_add_func ("/diff/rows/outside-left-out", test_layout);
  g_test_add_func ("/diff/rows/none", test_nothing);
  g_test_add_func ("/diff/columns/by-name", test_columns);
  g_test_add_func ("/diff/columns/written-otherwise", test_written_otherwise);
  g_test_add_func ("/diff/columns/as-it-stands", test_as_it_stands);
  g_test_add_data_func ("/diff/many/one-pass", NULL, compare_random);
  g_test_add_data_func ("/diff/many/passes", GUINT_TO_POINTER (9000), compare_random);
  g_test_add_func ("/diff/cancelled", test_cancel);

  return g_test_run ();
}
