/* SPDX-License-Identifier: GPL-3.0-or-later */

/* By which columns rows are found again, where nobody said it. */

#include "config.h"

#include <string.h>

#include "engine/diff/cb-diff-private.h"

/* Each costs a pass over both tables. */
#define MAX_TRIES 4
/* Columns that are put in pairs. */
#define MAX_PAIRED 8
/* One row in so many may have the code of another by mistake, and it is a code all the same. */
#define MISTAKES 25

typedef struct
{
  guint columns[2];
  guint n;
} Key;

static const char *
get_cell (GStrv cells, int place)
{
  for (int i = 0; i < place; i++)
    if (cells[i] == NULL)
      return "";

  return cells[place] != NULL ? cells[place] : "";
}

static int
get_place (const CbDiff *diff, guint column, guint side)
{
  const CbDiffColumn *self = cb_diff_get_column (diff, column);

  return side == CB_DIFF_BEFORE ? self->before : self->now;
}

/* How many of the first rows have by it what an earlier one has, or nothing. */
static guint
count_repeated (const CbDiffRun *run, const Key *key, guint side)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *sample = run->samples[side];
  guint n = 0;

  for (guint i = 0; i < sample->len; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      gboolean is_blank = TRUE;

      for (guint k = 0; k < key->n; k++)
        {
          const char *cell = get_cell (g_ptr_array_index (sample, i),
                                       get_place (run->diff, key->columns[k], side));

          is_blank = is_blank && cell[0] == '\0';
          g_string_append_printf (text, "%" G_GSIZE_FORMAT ":%s", strlen (cell), cell);
        }
      if (!g_hash_table_add (seen, g_string_free (g_steal_pointer (&text), FALSE)) || is_blank)
        n++;
    }

  return n;
}

/* So many rows may have the key of another, where it is a key but for mistakes. */
static guint64
count_allowed (guint64 rows, gboolean strictly)
{
  return strictly ? 0 : rows / MISTAKES;
}

static gboolean
may_be_key (const CbDiffRun *run, const Key *key, gboolean strictly)
{
  for (guint side = CB_DIFF_BEFORE; side <= CB_DIFF_NOW; side++)
    if (count_repeated (run, key, side) > count_allowed (run->samples[side]->len, strictly))
      return FALSE;

  return TRUE;
}

/* Amounts and days differ by chance; a code or a name does by what it is. */
static gboolean
is_measured (const CbDiffColumn *column)
{
  CbColumnType type = column->read_now.type;

  return type == CB_TYPE_NUMBER || type == CB_TYPE_DATE || type == CB_TYPE_DATETIME
         || type == CB_TYPE_TIME || type == CB_TYPE_BOOLEAN;
}

static void
add_singles (const CbDiffRun *run, GArray *keys, gboolean measured, gboolean strictly)
{
  for (guint i = 0; i < run->diff->columns->len && keys->len < MAX_TRIES; i++)
    {
      const CbDiffColumn *column = cb_diff_get_column (run->diff, i);
      Key key = { { i }, 1 };

      if (cb_diff_column_is_compared (column) && is_measured (column) == measured
          && may_be_key (run, &key, strictly))
        g_array_append_val (keys, key);
    }
}

static void
add_pairs (const CbDiffRun *run, GArray *keys, gboolean strictly)
{
  guint paired[MAX_PAIRED];
  guint n = 0;

  for (guint i = 0; i < run->diff->columns->len && n < MAX_PAIRED; i++)
    {
      const CbDiffColumn *column = cb_diff_get_column (run->diff, i);

      if (cb_diff_column_is_compared (column) && column->read_now.type != CB_TYPE_NUMBER
          && column->read_now.type != CB_TYPE_BLANK)
        paired[n++] = i;
    }
  for (guint i = 0; i < n; i++)
    for (guint k = i + 1; k < n && keys->len < MAX_TRIES; k++)
      {
        Key key = { { paired[i], paired[k] }, 2 };

        if (may_be_key (run, &key, strictly))
          g_array_append_val (keys, key);
      }
}

static guint64
count_found (const CbDiff *diff)
{
  return diff->same + diff->n[CB_DIFF_CHANGED];
}

/* Goes on until one of them is different in every row of both tables, or nearly, and finds half of
 * them again. @best: (inout): the one that found most so far. Returns: whether @best is what the
 * difference holds now; %FALSE also with @error */
static gboolean
try_keys (CbDiffRun *run, GArray *keys, gboolean strictly, Key *best, guint64 *most, GError **error)
{
  CbDiff *diff = run->diff;
  guint64 enough = (MIN (diff->rows_before, diff->rows_now) + 1) / 2;

  for (guint i = 0; i < keys->len; i++)
    {
      const Key *key = &g_array_index (keys, Key, i);

      if (!_cb_diff_find_rows (run, key->columns, key->n, error))
        return FALSE;
      if (diff->repeated_before > count_allowed (diff->rows_before, strictly)
          || diff->repeated_now > count_allowed (diff->rows_now, strictly))
        continue;
      if (best->n == 0 || count_found (diff) > *most)
        {
          *best = *key;
          *most = count_found (diff);
        }
      if (count_found (diff) >= enough)
        return TRUE;
    }

  return FALSE;
}

static void
keep_key (CbDiff *diff, const Key *key)
{
  diff->key_kind = CB_DIFF_KEY_FOUND;
  diff->key = g_memdup2 (key->columns, sizeof key->columns);
  diff->n_key = key->n;
}

static gboolean
try_all (CbDiffRun *run, Key *best, GError **error)
{
  g_autoptr (GArray) keys = g_array_new (FALSE, FALSE, sizeof (Key));
  guint64 most = 0;

  for (guint round = 0; round < 4; round++)
    {
      gboolean strictly = round % 2 == 0;
      GError *problem = NULL;

      g_array_set_size (keys, 0);
      if (round < 2)
        {
          add_singles (run, keys, FALSE, strictly);
          add_singles (run, keys, TRUE, strictly);
        }
      else
        add_pairs (run, keys, strictly);
      if (try_keys (run, keys, strictly, best, &most, &problem))
        return TRUE;
      if (problem != NULL)
        {
          g_propagate_error (error, problem);
          return FALSE;
        }
      if (best->n > 0)
        break;
    }

  return _cb_diff_find_rows (run, best->columns, best->n, error);
}

/* One column, then one that is a key but for mistakes, then two. Finds the rows, too. */
gboolean
_cb_diff_find_key (CbDiffRun *run, GError **error)
{
  Key best = { { 0 }, 0 };

  if (!try_all (run, &best, error))
    return FALSE;
  if (best.n > 0)
    keep_key (run->diff, &best);
  else
    run->diff->key_kind = CB_DIFF_KEY_WHOLE_ROWS;

  return TRUE;
}
