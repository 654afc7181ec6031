/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>
#include <unistd.h>

#include "base/cb-descriptor.h"
#include "engine/fixes/cb-recipe.h"
#include "engine/table/cb-profile.h"
#include "engine/table/cb-table-private.h"
#include "test-system.h"

/* Any bytes as a file. The first three choose how it is opened; the rest is the file. Beside not
 * crashing it must hold that borders of chunks and numbers of threads make no difference, and that
 * a mended copy has the same cells. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

typedef struct
{
  GChecksum *sum;
  guint64 rows;
  guint32 flags;
} Digest;

typedef struct
{
  GString *text;
  guint32 flags;
  guint64 rows;
} Part;

static gpointer
new_part (gpointer user_data)
{
  Part *part = g_new0 (Part, 1);

  part->text = g_string_new (NULL);

  return part;
}

static void
add_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  Part *part = state;

  for (guint i = 0; i < n_rows; i++)
    {
      part->flags |= rows[i].flags;
      part->rows++;
      for (guint k = 0; k < rows[i].n_cells; k++)
        {
          g_autofree char *shown = cb_cell_dup_shown (&rows[i].cells[k]);

          g_assert_true (g_utf8_validate (shown, -1, NULL));
          g_string_append_printf (part->text, "%u:", rows[i].cells[k].length);
          g_string_append_len (part->text, rows[i].cells[k].bytes, rows[i].cells[k].length);
        }
      g_string_append_printf (part->text, "/%" G_GUINT64_FORMAT "\n", rows[i].number);
    }
}

static gboolean
join (gpointer state, gpointer user_data, GError **error)
{
  Part *part = state;
  Digest *digest = user_data;

  g_checksum_update (digest->sum, (const guint8 *)part->text->str, (gssize)part->text->len);
  digest->flags |= part->flags;
  digest->rows += part->rows;
  g_string_truncate (part->text, 0);
  part->rows = 0;

  return TRUE;
}

static void
free_part (gpointer state)
{
  Part *part = state;

  g_string_free (part->text, TRUE);
  g_free (part);
}

static const CbScanWorker digesting = { new_part, add_rows, join, NULL, free_part, TRUE };

/* What the rows are, "" when they cannot be read. */
static char *
digest_rows (int fd, const CbTableOptions *options, gsize chunk_size, guint32 *flags)
{
  Digest digest = { NULL, 0, 0 };
  g_autoptr (CbTable) table = cb_table_open (fd, options, NULL);
  g_autoptr (GPtrArray) rows = NULL;
  gpointer state;
  char *result;

  if (table == NULL || table->rows == NULL)
    return g_strdup ("");
  cb_table_set_chunk_size (table, chunk_size);
  digest.sum = g_checksum_new (G_CHECKSUM_SHA1);
  state = cb_table_scan (table, &digesting, &digest, NULL, NULL, NULL, NULL);
  g_assert_nonnull (state);
  free_part (state);
  g_assert_cmpuint (digest.rows, ==, cb_table_get_row_count (table, NULL));
  rows = cb_table_read_rows (table, digest.rows / 2, 3, NULL, NULL);
  g_assert_nonnull (rows);
  g_assert_cmpuint (rows->len, ==, MIN (3, digest.rows - digest.rows / 2));
  result = g_strdup (g_checksum_get_string (digest.sum));
  g_checksum_free (digest.sum);
  *flags = digest.flags;

  return result;
}

static void
mend (int fd, const CbTableOptions *options, int out_fd)
{
  static const char recipe[] = "[{\"step\":\"line-ends\"}]";
  g_autoptr (CbTable) table = cb_table_open (fd, options, NULL);
  CbRecipeResult result;

  g_assert_nonnull (table);
  g_assert_true (cb_recipe_run (table, recipe, out_fd, &result, NULL, NULL, NULL, NULL));
}

static gboolean
begins_like_a_mark (int fd)
{
  char bytes[5] = { 0 };
  gssize n = cb_descriptor_read_at (fd, bytes, sizeof bytes, 0, NULL);

  return n <= 0 || memcmp (bytes, "\xef\xbb\xbf", 3) == 0
         || g_ascii_strncasecmp (bytes, "sep=", 4) == 0;
}

/* Explicit options: what is found out could differ for the mended copy. */
static void
check_copy (int fd, const CbTableOptions *options)
{
  int out = test_file_new ();
  guint32 flags = 0;
  guint32 copy_flags;
  g_autofree char *before = digest_rows (fd, options, CB_TABLE_CHUNK, &flags);

  if (before[0] != '\0' && (flags & CB_CELL_CUT) == 0)
    {
      mend (fd, options, out);
      if (!begins_like_a_mark (out))
        {
          g_autofree char *after = digest_rows (out, options, CB_TABLE_CHUNK, &copy_flags);

          if (after[0] != '\0')
            g_assert_cmpstr (before, ==, after);
        }
    }
  close (out);
}

/* An old encoding's letter and mark are kept together over at most so many bytes at the border of a
 * chunk (engine/table/cb-piece.c); a longer run of letters without one ASCII byte is not
 * Vietnamese, and one letter of it may come out otherwise for every border. */
#define LONGEST_RUN 16

static gboolean
may_differ_at_borders (const char *encoding, const guint8 *bytes, gsize length)
{
  gsize run = 0;

  if (encoding != NULL
      && (g_str_equal (encoding, "utf-8") || g_str_has_prefix (encoding, "utf-16")))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      run = bytes[i] >= 0x80 ? run + 1 : 0;
      if (run >= LONGEST_RUN)
        return TRUE;
    }

  return FALSE;
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static const char *const encodings[]
      = { NULL, "utf-8", "utf-16le", "utf-16be", "windows-1258", "tcvn3", "vni", "utf-8-twice" };
  CbTableOptions options = { "fuzz.csv", NULL, 0, CB_LAYOUT_WISH_HEADER (-1), 1, -1 };
  guint32 flags;
  int fd;

  if (size < 4)
    return 0;
  options.encoding = encodings[data[0] % 8];
  options.delimiter = "\0,;\t"[data[1] % 4];
  options.layout.header_row = (int)(data[1] >> 4) - 1;
  fd = test_file_new ();
  if (cb_descriptor_write (fd, data + 3, size - 3, NULL))
    {
      g_autofree char *one = digest_rows (fd, &options, CB_TABLE_CHUNK, &flags);
      g_autofree char *many = NULL;
      g_autoptr (CbTable) table = NULL;

      options.threads = 1 + data[2] % 3;
      many = digest_rows (fd, &options, 64 + 2 * (gsize)data[2], &flags);
      if (!may_differ_at_borders (options.encoding, data + 3, size - 3))
        g_assert_cmpstr (one, ==, many);
      table = cb_table_open (fd, &options, NULL);
      if (table != NULL && table->rows != NULL)
        {
          g_autoptr (CbProfile) profile = cb_profile_run (table, NULL, NULL, NULL, NULL);

          g_assert_nonnull (profile);
        }
      options = (CbTableOptions){ "fuzz.csv", "utf-8", ',', CB_LAYOUT_WISH_HEADER (0), 1, -1 };
      check_copy (fd, &options);
    }
  close (fd);

  return 0;
}
