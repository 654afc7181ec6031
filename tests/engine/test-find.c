/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-text.h"
#include "engine/table/cb-find.h"
#include "engine/text/cb-fold-places.h"
#include "engine/text/cb-fold.h"
#include "table-fixture.h"

static char *
dup_folded (const char *text, gssize length)
{
  CbFoldSpace space = { 0 };
  gsize n = cb_fold (&space, text, length < 0 ? strlen (text) : (gsize)length);
  char *folded = g_strndup (space.bytes, n);

  cb_fold_space_clear (&space);
  /* The one thing that it may leave. */
  if (n > 0 && folded[n - 1] == ' ')
    folded[n - 1] = '\0';
  return folded;
}

static void
test_same_as_slow (void)
{
  static const char *const texts[] = { "",
                                       "Sở  Y tế",
                                       "  ĐƯỜNG đê\tvà \r\n đập ",
                                       "SỞ Y TẾ TỈNH QUẢNG NGÃI",
                                       "So\xcc\x9b\xcc\x89 Y te\xcc\x82\xcc\x81", /* NFD */
                                       "ABCDEFGHIJKLMNOPQRSTUVWXYZ[]{}@`0123456789",
                                       "a“b”c – d… €1.000 №5 ½ ﬁ Ⅷ ㎞ ﷺ",
                                       "日本 한국 Ελλάς ЁЖ ß İ ı \xc2\xa0x\xe3\x80\x80y",
                                       "e\xcc\xa8\xcc\x81 \xc2\xb4x ¨y",
                                       "🙂 xin chào" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *slow = cb_text_fold (texts[i]);
      g_autofree char *fast = dup_folded (texts[i], -1);

      g_assert_cmpstr (fast, ==, slow);
    }
}

/* Every character of Unicode alone between letters. */
static void
test_every_character (void)
{
  for (gunichar c = 1; c < 0x30000; c++)
    {
      char utf8[8] = "";
      g_autofree char *text = NULL;
      g_autofree char *slow = NULL;
      g_autofree char *fast = NULL;

      if (!g_unichar_validate (c))
        continue;
      g_unichar_to_utf8 (c, utf8);
      text = g_strdup_printf ("Xy %s z", utf8);
      slow = cb_text_fold (text);
      fast = dup_folded (text, -1);
      if (strcmp (slow, fast) != 0)
        g_test_message ("U+%04X", c);
      g_assert_cmpstr (fast, ==, slow);
    }
}

/* At any place in a word of eight, at any distance from the end. */
static void
test_every_place (void)
{
  const char *text = "Xã ĐỒNG Tháp-Mười  ABC\tđê Ự  abcdefghijklmnop QRSTUVWXYZ Ế";

  for (const char *from = text; *from != '\0'; from = g_utf8_next_char (from))
    for (const char *to = from; *to != '\0'; to = g_utf8_next_char (to))
      {
        g_autofree char *part = g_strndup (from, (gsize)(to - from));
        g_autofree char *slow = cb_text_fold (part);
        g_autofree char *fast = dup_folded (part, -1);

        g_assert_cmpstr (fast, ==, slow);
      }
}

/* Whoever has no white space in it finds the same in both. */
static void
test_loosely (void)
{
  const char *text
      = "Xã ĐỒNG  Tháp-Mười\tABC \xc2\xa0 đê Ự 日本 ㎞ 🙂 abcdefghijklmnop "
        "QRSTUVWXYZ Ế";

  for (const char *from = text; *from != '\0'; from = g_utf8_next_char (from))
    for (const char *to = from; *to != '\0'; to = g_utf8_next_char (to))
      {
        CbFoldSpace space = { 0 };
        gsize n = cb_fold_loosely (&space, from, (gsize)(to - from));
        g_autofree char *loose = g_strndup (space.bytes, n);
        g_autofree char *twice = cb_text_fold (loose);
        g_autofree char *strict = dup_folded (from, to - from);

        g_assert_cmpstr (twice, ==, strict);
        cb_fold_space_clear (&space);
      }
}

static void
test_not_utf8 (void)
{
  CbFoldSpace space = { 0 };

  g_assert_true (cb_fold_contains (&space, "\xff\xfe abc \xe1\xba", 9, "abc", 3));
  g_assert_false (cb_fold_contains (&space,
                                    "a\xe1\xba"
                                    "bc",
                                    5, "abc", 3));
  g_assert_false (cb_fold_contains (&space, "ab", 2, "abc", 3));
  g_assert_false (cb_fold_contains (&space, "", 0, "abc", 3));
  cb_fold_space_clear (&space);
}

static const char table_text[] = "mã,tên,ghi chú\n"
                                 "1,Sở Y tế,x\n"
                                 "2,\"Trạm \"\"Đồng Tâm\"\"\",sở y tế\n"
                                 "3,Trường,\"sở\ny tế\"\n"
                                 "4,y,te\n"
                                 "5,SO Y TE,\n";

static void
assert_next (CbTable *table,
             const char *needle,
             int only,
             guint64 row,
             guint column,
             int at_row,
             guint at_column)
{
  CbFind find = { needle, only };
  g_autoptr (GError) error = NULL;
  CbFound found;

  g_assert_true (cb_find_next (table, &find, row, column, &found, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (found.found, ==, at_row >= 0);
  if (at_row < 0)
    return;
  g_assert_cmpuint (found.row, ==, (guint64)at_row);
  g_assert_cmpuint (found.column, ==, at_column);
}

static void
assert_previous (CbTable *table,
                 const char *needle,
                 int only,
                 guint64 row,
                 guint column,
                 int at_row,
                 guint at_column)
{
  CbFind find = { needle, only };
  g_autoptr (GError) error = NULL;
  CbFound found;

  g_assert_true (cb_find_previous (table, &find, row, column, &found, NULL, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpint (found.found, ==, at_row >= 0);
  if (at_row < 0)
    return;
  g_assert_cmpuint (found.row, ==, (guint64)at_row);
  g_assert_cmpuint (found.column, ==, at_column);
}

static void
test_forwards (void)
{
  int fd;
  g_autoptr (CbTable) table
      = open_bytes (table_text, strlen (table_text), &(CbTableOptions)CB_TABLE_OPTIONS_INIT, &fd);

  assert_next (table, "so y te", -1, 0, 0, 0, 1);
  assert_next (table, "Sở Y Tế", -1, 0, 2, 1, 2);
  assert_next (table, "so y te", -1, 1, 3, 2, 2);
  assert_next (table, "so y te", -1, 3, 0, 4, 1);
  assert_next (table, "so y te", -1, 4, 2, -1, 0);
  /* Only in the last column; only in a column that there is not. */
  assert_next (table, "so y te", 2, 0, 0, 1, 2);
  assert_next (table, "so y te", 7, 0, 0, -1, 0);
  assert_next (table, "\"dong", -1, 0, 0, 1, 1);
  /* Cells are not run together. */
  assert_next (table, "y te", 1, 1, 0, 4, 1);
  assert_next (table, "x 2", -1, 0, 0, -1, 0);
  assert_next (table, "nothing of the kind", -1, 0, 0, -1, 0);
  assert_next (table, "so y te", -1, 1000, 0, -1, 0);
  close (fd);
}

static void
test_backwards (void)
{
  int fd;
  g_autoptr (CbTable) table
      = open_bytes (table_text, strlen (table_text), &(CbTableOptions)CB_TABLE_OPTIONS_INIT, &fd);

  assert_previous (table, "so y te", -1, G_MAXUINT64 / 4, 0, 4, 1);
  assert_previous (table, "so y te", -1, 4, 1, 2, 2);
  assert_previous (table, "so y te", -1, 1, 3, 1, 2);
  assert_previous (table, "so y te", -1, 1, 2, 0, 1);
  assert_previous (table, "so y te", -1, 0, 1, -1, 0);
  assert_previous (table, "so y te", 1, 4, 1, 0, 1);
  close (fd);
}

static void
test_nothing_to_look_for (void)
{
  int fd;
  g_autoptr (CbTable) table
      = open_bytes (table_text, strlen (table_text), &(CbTableOptions)CB_TABLE_OPTIONS_INIT, &fd);
  g_autoptr (GError) error = NULL;
  CbFind find = { " \t", -1 };
  CbFound found;

  g_assert_false (cb_find_next (table, &find, 0, 0, &found, NULL, NULL, NULL, &error));
  g_assert_error (error, CB_ERROR, CB_ERROR_INVALID);
  close (fd);
}

#define MANY_ROWS 300000
#define EACH 1000

static CbTable *
open_many (int *fd)
{
  g_autoptr (GString) text = g_string_new ("số,tên\n");

  for (guint i = 0; i < MANY_ROWS; i++)
    g_string_append_printf (text, "%u,%s\n", i, i % EACH == EACH - 1 ? "Đích Đến" : "chỗ khác");
  return open_bytes (text->str, text->len, &(CbTableOptions)CB_TABLE_OPTIONS_INIT, fd);
}

/* Over many chunks and threads: each is found once, in order, from both ends. */
static void
test_many_rows (void)
{
  int fd;
  g_autoptr (CbTable) table = open_many (&fd);
  CbFind find = { "dich den", -1 };
  CbFound found = { FALSE, 0, 0 };
  guint64 row = 0;
  guint n = 0;

  for (; n < 50; n++)
    {
      g_assert_true (cb_find_next (table, &find, row, 0, &found, NULL, NULL, NULL, NULL));
      g_assert_cmpuint (found.row, ==, (guint64)n * EACH + EACH - 1);
      row = found.row + 1;
    }
  assert_next (table, "dich den", -1, MANY_ROWS - 1, 1, MANY_ROWS - 1, 1);
  assert_next (table, "dich den", -1, MANY_ROWS - 1, 2, -1, 0);
  row = MANY_ROWS;
  for (n = 0; n < 50; n++)
    {
      g_assert_true (cb_find_previous (table, &find, row, 0, &found, NULL, NULL, NULL, NULL));
      g_assert_cmpuint (found.row, ==, MANY_ROWS - 1 - (guint64)n * EACH);
      row = found.row;
    }
  assert_previous (table, "dich den", -1, EACH - 1, 1, -1, 0);
  close (fd);
}

/* A budget of nothing goes on chunk by chunk, and comes to the same number. */
static void
test_tally (void)
{
  int fd;
  g_autoptr (CbTable) table = open_many (&fd);
  CbFind find = { "DICH", 1 };

  for (gint64 budget = 0; budget <= 60 * G_USEC_PER_SEC; budget += 60 * G_USEC_PER_SEC)
    {
      guint64 all = 0, row = 0, cells;
      gboolean is_final = FALSE;
      guint calls = 0;

      while (!is_final)
        {
          g_assert_true (
              cb_find_tally (table, &find, row, budget, &cells, &row, &is_final, NULL, NULL));
          all += cells;
          calls++;
        }
      g_assert_cmpuint (all, ==, MANY_ROWS / EACH);
      g_assert_cmpint (calls > 1, ==, budget == 0);
    }
  close (fd);
}

static void
test_cancelled (void)
{
  int fd;
  g_autoptr (CbTable) table = open_many (&fd);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  CbFind find = { "dich", -1 };
  CbFound found;

  g_cancellable_cancel (cancellable);
  g_assert_false (cb_find_next (table, &find, 0, 0, &found, NULL, NULL, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  close (fd);
}

static void
test_whole_cell (void)
{
  g_autofree char *long_cell = g_strnfill (100000, 'x');
  g_autofree char *text = g_strconcat ("a,b\n1,", long_cell, "\n2,y\n", NULL);
  int fd;
  g_autoptr (CbTable) table
      = open_bytes (text, strlen (text), &(CbTableOptions)CB_TABLE_OPTIONS_INIT, &fd);
  g_autofree char *whole = cb_find_dup_cell (table, 0, 1, 1000000, NULL, NULL);
  g_autofree char *cut = cb_find_dup_cell (table, 0, 1, 1000, NULL, NULL);
  g_autofree char *next = cb_find_dup_cell (table, 1, 1, 1000, NULL, NULL);
  g_autofree char *none = cb_find_dup_cell (table, 1, 9, 1000, NULL, NULL);
  g_autofree char *beyond = cb_find_dup_cell (table, 99, 0, 1000, NULL, NULL);

  g_assert_cmpstr (whole, ==, long_cell);
  g_assert_cmpuint (strlen (cut), <, 1100);
  g_assert_cmpstr (next, ==, "y");
  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (beyond, ==, "");
  close (fd);
}

static void
assert_places (const char *text, const char *typed, const char *expected)
{
  g_autofree char *needle = cb_text_fold (typed);
  g_autoptr (GArray) places = cb_fold_find_places (text, needle, 3);
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < places->len; i++)
    {
      const CbFoldPlace *place = &g_array_index (places, CbFoldPlace, i);

      g_string_append_printf (found, "%u+%u ", place->first, place->count);
    }
  g_assert_cmpstr (found->str, ==, expected);
}

/* In characters of the text as it is written: letters with marks of their own, words over the end
 * of a line, letters that become several. */
static void
test_places (void)
{
  assert_places ("Sở Y tế, SỞ Y  TẾ", "so y te", "0+7 9+8 ");
  assert_places ("Sở\nY tế", "sở y", "0+4 ");
  assert_places ("  Đường\n", "duong", "2+5 ");
  assert_places ("Tra\xcc\xa3m y te\xcc\x82\xcc\x81 xa", "tế", "8+2 ");
  assert_places ("ﬁle ﬁ", "fi", "0+1 4+1 ");
  assert_places ("aaaaaaaa", "aa", "0+2 2+2 4+2 ");
  assert_places ("12 m²", "m2", "3+2 ");
  assert_places ("", "a", "");
  assert_places ("abc", "abcd", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/fold/same-as-the-slow-way", test_same_as_slow);
  g_test_add_func ("/fold/every-character", test_every_character);
  g_test_add_func ("/fold/every-place", test_every_place);
  g_test_add_func ("/fold/loosely", test_loosely);
  g_test_add_func ("/fold/not-utf-8", test_not_utf8);
  g_test_add_func ("/find/forwards", test_forwards);
  g_test_add_func ("/find/backwards", test_backwards);
  g_test_add_func ("/find/nothing-to-look-for", test_nothing_to_look_for);
  g_test_add_func ("/find/many-rows", test_many_rows);
  g_test_add_func ("/find/tally", test_tally);
  g_test_add_func ("/find/cancelled", test_cancelled);
  g_test_add_func ("/find/whole-cell", test_whole_cell);
  g_test_add_func ("/find/places", test_places);

  return g_test_run ();
}
