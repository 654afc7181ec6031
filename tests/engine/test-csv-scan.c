/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "table-fixture.h"

#include "engine/formats/cb-csv.h"
#include "engine/table/cb-table-private.h"
#include "engine/text/cb-utf8.h"

#define ROUNDS 3000
#define MAX_LENGTH 700

static const CbCsvDialect dialect = { ',', '"' };

static CbCsvKernel
best_kernel (void)
{
  for (int i = CB_CSV_N_KERNELS - 1; i > 0; i--)
    if (cb_csv_kernel_is_supported ((CbCsvKernel)i))
      return (CbCsvKernel)i;

  return CB_CSV_KERNEL_PLAIN;
}

/* Bytes that matter, much more often than chance would have them; in some rounds nearly only those,
 * in others well-formed cells. */
static gsize
fill (GRand *random, guint8 *bytes, gsize most)
{
  static const char alphabet[] = "\",\n\r\"\"a,\xe1\xba\xbf\0z";
  gsize length = (gsize)g_rand_int_range (random, 1, (int)most);
  int plain = g_rand_int_range (random, 0, 40);

  for (gsize i = 0; i < length; i++)
    {
      if (g_rand_int_range (random, 0, 40) < plain)
        bytes[i] = (guint8)g_rand_int_range (random, 'a', 'z');
      else
        bytes[i] = (guint8)alphabet[g_rand_int_range (random, 0, sizeof alphabet - 1)];
    }

  return length;
}

/* The definition in cb-csv.h, as short as it can be said. */
static guint64
count_rows (const guint8 *bytes, gsize length, int after, CbCsvState *state)
{
  guint64 rows = 0;

  for (gsize i = 0; i < length; i++)
    {
      int next = i + 1 < length ? bytes[i + 1] : after;

      if (bytes[i] == '"' && (state->inside || state->may_open))
        {
          state->may_open = state->inside;
          state->inside = !state->inside;
        }
      else if (!state->inside)
        {
          state->may_open = strchr (",\r\n", bytes[i]) != NULL && bytes[i] != 0;
          rows += bytes[i] == '\n' || (bytes[i] == '\r' && next != '\n');
        }
    }

  return rows;
}

static void
test_guess (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (1);
  guint8 bytes[MAX_LENGTH + 1];
  guint trusted = 0;

  cb_csv_set_kernel ((CbCsvKernel)GPOINTER_TO_INT (data));
  for (guint round = 0; round < ROUNDS; round++)
    {
      gsize length = fill (random, bytes, MAX_LENGTH);
      int after = round % 3 == 0 ? -1 : round % 3 == 1 ? '\n' : 'x';
      int before = round % 2 == 0 ? '\n' : 'x';
      CbCsvGuess guess;

      cb_csv_guess (bytes, length, before, after, &dialect, &guess);
      for (int inside = 0; inside < 2; inside++)
        {
          CbCsvState state = { inside, !inside && before == '\n' };
          guint64 rows = count_rows (bytes, length, after, &state);

          if (guess.anomaly[inside])
            continue;
          trusted++;
          g_assert_cmpuint (guess.rows[inside], ==, rows);
          g_assert_cmpint (state.inside, ==, (inside != 0) != guess.odd);
          if (!state.inside)
            g_assert_cmpint (state.may_open, ==, guess.may_open);
        }
    }
  g_assert_cmpuint (trusted, >, ROUNDS / 20);
  cb_csv_set_kernel (best_kernel ());
}

static void
test_skip (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (2);
  guint8 bytes[MAX_LENGTH + 1];

  cb_csv_set_kernel ((CbCsvKernel)GPOINTER_TO_INT (data));
  for (guint round = 0; round < ROUNDS; round++)
    {
      gsize length = fill (random, bytes, MAX_LENGTH);
      CbCsvState start = { round % 5 == 0, round % 5 != 0 && round % 2 == 0 };
      CbCsvState state = start;
      CbCsvState expected = start;
      guint64 rows, all, limit;
      gsize passed;

      all = count_rows (bytes, length, 'x', &expected);
      passed = cb_csv_skip (bytes, length, 'x', &dialect, &state, G_MAXUINT64, &rows);
      g_assert_cmpuint (passed, ==, length);
      g_assert_cmpuint (rows, ==, all);
      g_assert_cmpint (state.inside, ==, expected.inside);
      if (!state.inside)
        g_assert_cmpint (state.may_open, ==, expected.may_open);

      if (all == 0)
        continue;
      limit = (guint64)g_rand_int_range (random, 1, (int)all + 1);
      state = start;
      passed = cb_csv_skip (bytes, length, 'x', &dialect, &state, limit, &rows);
      g_assert_cmpuint (rows, ==, limit);
      g_assert_true (!state.inside && state.may_open);
      g_assert_true (bytes[passed - 1] == '\n' || bytes[passed - 1] == '\r');
      expected = start;
      g_assert_cmpuint (count_rows (bytes, passed, bytes[passed], &expected), ==, limit);
    }
  cb_csv_set_kernel (best_kernel ());
}

static void
test_split (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (3);
  CbCsvKernel kernel = (CbCsvKernel)GPOINTER_TO_INT (data);
  guint8 bytes[MAX_LENGTH + 1];
  CbCsvSplit plain = { NULL };
  CbCsvSplit fast = { NULL };

  for (guint round = 0; round < ROUNDS; round++)
    {
      gsize length = fill (random, bytes, MAX_LENGTH);
      CbCsvState a = { round % 5 == 0, round % 5 != 0 && round % 2 == 0 };
      CbCsvState b = a;
      gsize k = 0;

      cb_csv_set_kernel (CB_CSV_KERNEL_PLAIN);
      cb_csv_split (bytes, length, -1, &dialect, &a, &plain);
      cb_csv_set_kernel (kernel);
      cb_csv_split (bytes, length, -1, &dialect, &b, &fast);
      g_assert_cmpmem (plain.ends, plain.n_ends * sizeof (guint32), fast.ends,
                       fast.n_ends * sizeof (guint32));
      g_assert_cmpint (plain.has_nul, ==, fast.has_nul);
      g_assert_cmpint (plain.has_stray, ==, fast.has_stray);
      g_assert_cmpint (plain.has_high, ==, fast.has_high);
      g_assert_cmpint (a.inside, ==, b.inside);
      for (gsize i = 0; i < length; i++)
        {
          g_assert_cmpint (fast.high[i / 64] >> (i % 64) & 1, ==, bytes[i] > 127);
          /* And against the definition: what ends a cell is a delimiter or ends a row. */
          if (k < fast.n_ends && fast.ends[k] == i)
            {
              g_assert_nonnull (memchr (",\r\n", bytes[i], 3));
              k++;
            }
        }
      g_assert_cmpuint (k, ==, fast.n_ends);
    }
  cb_csv_split_clear (&plain);
  cb_csv_split_clear (&fast);
  cb_csv_set_kernel (best_kernel ());
}

/* Rows as a plain loop over the definition would cut them. */
static char *
cut_plainly (const guint8 *bytes, gsize length)
{
  GString *text = g_string_new (NULL);
  CbCsvState state = CB_CSV_STATE_START;
  gsize begin = 0;
  gsize rows = 0;

  for (gsize i = 0; i < length; i++)
    if (count_rows (bytes + i, 1, i + 1 < length ? bytes[i + 1] : -1, &state) > 0)
      {
        g_string_append_printf (text, "%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT " ", rows++,
                                i + 1 - begin);
        begin = i + 1;
      }
  if (begin < length)
    g_string_append_printf (text, "%" G_GSIZE_FORMAT ":%" G_GSIZE_FORMAT " ", rows++,
                            length - begin);

  return g_string_free (text, FALSE);
}

typedef struct
{
  GString *text;
  guint64 expected;
} Order;

static gpointer
new_lengths (gpointer user_data)
{
  return g_string_new (NULL);
}

static void
add_lengths (gpointer state, const CbRow *rows, guint n_rows)
{
  for (guint i = 0; i < n_rows; i++)
    g_string_append_printf (state, "%" G_GUINT64_FORMAT "/%u ", rows[i].number, rows[i].n_cells);
}

static gboolean
join_lengths (gpointer state, gpointer user_data, GError **error)
{
  Order *order = user_data;

  g_string_append (order->text, ((GString *)state)->str);
  g_string_truncate (state, 0);

  return TRUE;
}

static void
free_lengths (gpointer state)
{
  g_string_free (state, TRUE);
}

static const CbScanWorker lengths
    = { new_lengths, add_lengths, join_lengths, NULL, free_lengths, TRUE };

/* A file of many chunks gives the same rows with any number of threads, however the borders fall,
 * and as many as the definition says. */
static void
test_chunks (gconstpointer data)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (GPOINTER_TO_UINT (data));
  gsize length = 3000 * 1000 + GPOINTER_TO_UINT (data);
  g_autofree guint8 *bytes = g_malloc (length);
  g_autofree char *plain = NULL;
  g_autofree char *first = NULL;
  guint64 n_rows;

  for (gsize done = 0; done < length;)
    {
      guint8 some[MAX_LENGTH + 1];
      gsize n = fill (random, some, MAX_LENGTH);

      n = MIN (n, length - done);
      memcpy (bytes + done, some, n);
      /* That many NUL bytes would make it no text at all. */
      for (gsize i = done; i < done + n; i++)
        bytes[i] = bytes[i] == 0 ? 'n' : bytes[i];
      done += n;
    }
  plain = cut_plainly (bytes, length);
  n_rows = 0;
  for (const char *p = plain; (p = strchr (p, ' ')) != NULL; p++)
    n_rows++;

  for (guint i = 0; i < 4; i++)
    {
      static const gsize chunk_sizes[] = { CB_TABLE_CHUNK, CB_TABLE_CHUNK, 4094, 1000 };
      CbTableOptions options
          = { "x.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (0), 1 + 2 * (i % 3), -1 };
      Order order = { g_string_new (NULL), 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (CbTable) table = NULL;
      int fd = test_file_new_with (bytes, length);
      gpointer state;

      table = cb_table_open (fd, &options, &error);
      g_assert_no_error (error);
      cb_table_set_chunk_size (table, chunk_sizes[i]);
      state = cb_table_scan (table, &lengths, &order, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      free_lengths (state);
      g_assert_cmpuint (cb_table_get_row_count (table, NULL), ==, n_rows);
      if (first == NULL)
        first = g_strdup (order.text->str);
      g_assert_true (g_str_equal (first, order.text->str));
      g_string_free (order.text, TRUE);
      close (fd);
    }
}

static void
test_utf8 (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);
  static const char *const pieces[] = { "a",
                                        "ế",
                                        "Ư",
                                        "₫",
                                        "😀",
                                        "\xc3",
                                        "\xe1\xba",
                                        "\xed\xa0\x80",
                                        "\xf0\x9f",
                                        "\xc0\xaf",
                                        "\xf4\x90\x80\x80",
                                        "\x80",
                                        "\xe0\x80\x80" };
  guint valid = 0;

  for (guint round = 0; round < ROUNDS * 4; round++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      guint n = (guint)g_rand_int_range (random, 0, 120);
      gboolean expected;

      for (guint i = 0; i < n; i++)
        g_string_append (text, pieces[g_rand_int_range (random, 0, 5)]);
      if (round % 2 == 0)
        g_string_insert (text, g_rand_int_range (random, 0, (int)text->len + 1),
                         pieces[g_rand_int_range (random, 5, G_N_ELEMENTS (pieces))]);
      expected = g_utf8_validate (text->str, (gssize)text->len, NULL);
      valid += expected;
      g_assert_cmpint (cb_utf8_is_valid ((guint8 *)text->str, text->len), ==, expected);
      g_assert_cmpint (cb_utf8_is_valid_plain ((guint8 *)text->str, text->len), ==, expected);
      if (expected)
        g_assert_cmpuint (cb_utf8_count (text->str, text->len), ==,
                          g_utf8_strlen (text->str, (gssize)text->len));
    }
  g_assert_cmpuint (valid, >, ROUNDS);
}

int
main (int argc, char **argv)
{
  static const char *const names[] = { "plain", "sse2", "avx2" };

  g_test_init (&argc, &argv, NULL);
  for (int i = 0; i < CB_CSV_N_KERNELS; i++)
    {
      g_autofree char *guess = g_strdup_printf ("/csv-scan/guess/%s", names[i]);
      g_autofree char *skip = g_strdup_printf ("/csv-scan/skip/%s", names[i]);
      g_autofree char *split = g_strdup_printf ("/csv-scan/split-as-plain/%s", names[i]);

      if (!cb_csv_kernel_is_supported ((CbCsvKernel)i))
        continue;
      g_test_add_data_func (guess, GINT_TO_POINTER (i), test_guess);
      g_test_add_data_func (skip, GINT_TO_POINTER (i), test_skip);
      g_test_add_data_func (split, GINT_TO_POINTER (i), test_split);
    }
  for (guint i = 0; i < 4; i++)
    {
      g_autofree char *path = g_strdup_printf ("/csv-scan/chunks/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i * 977), test_chunks);
    }
  g_test_add_func ("/csv-scan/utf8", test_utf8);

  return g_test_run ();
}
