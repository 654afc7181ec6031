/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/reading/cb-answers-diff.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"

/* As for all answers (cb-answers.c): sizes and sense. */
#define MAX_WORD 64
#define MAX_CELL (2 * CB_PROTOCOL_MAX_CELL_SHOWN)
#define MAX_COLUMNS (2 * 65536)

static gboolean
refuse (GError **error, const char *what)
{
  g_set_error (error, CB_ERROR, CB_ERROR_UNSAFE, "the reading process gave a wrong answer: %s",
               what);
  return FALSE;
}

static gboolean
is_short (const char *text, gsize limit)
{
  return strnlen (text, limit + 1) <= limit;
}

/* "" also where all cells are blank. */
static gboolean
is_type (const char *text, int place)
{
  return is_short (text, MAX_WORD) && strspn (text, "abcdefghijklmnopqrstuvwxyz") == strlen (text)
         && (text[0] == '\0' || place >= 0);
}

static gboolean
parse_columns (CbTableDiff *diff, GVariantIter *iter, GError **error)
{
  const char *name_before, *name_now, *type_before, *type_now;
  gint32 before, now, counterpart;
  guint64 changed;
  gboolean by_amount, is_ordinal;

  if (g_variant_iter_n_children (iter) > MAX_COLUMNS)
    return refuse (error, "too many columns");
  while (g_variant_iter_next (iter, "(ii&s&s&s&sbbti)", &before, &now, &name_before, &name_now,
                              &type_before, &type_now, &by_amount, &is_ordinal, &changed,
                              &counterpart))
    {
      CbTableDiffColumn *column;

      if (before < -1 || now < -1 || (before < 0 && now < 0) || before >= MAX_COLUMNS
          || now >= MAX_COLUMNS || !is_short (name_before, MAX_CELL)
          || !is_short (name_now, MAX_CELL) || !is_type (type_before, before)
          || !is_type (type_now, now) || counterpart < -1
          || (counterpart >= 0 && before >= 0 && now >= 0))
        return refuse (error, "a column of no table");
      column = cb_table_diff_add_column (diff, name_before, name_now, type_before, type_now);
      column->before = before;
      column->now = now;
      column->by_amount = by_amount;
      column->is_ordinal = is_ordinal;
      column->changed = changed;
      column->counterpart = counterpart;
    }

  return TRUE;
}

/* Each is on the other side, and leads back. */
static gboolean
check_columns (const CbTableDiff *diff, GError **error)
{
  for (guint i = 0; i < diff->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (diff, i);
      const CbTableDiffColumn *other;

      if (column->changed > diff->compared)
        return refuse (error, "more changed cells than rows");
      if (column->counterpart < 0)
        continue;
      if ((guint)column->counterpart >= diff->columns->len)
        return refuse (error, "a column that is not there");
      other = cb_table_diff_get_column (diff, (guint)column->counterpart);
      if ((other->before < 0) == (column->before < 0) || other->counterpart != (int)i)
        return refuse (error, "a column that does not lead back");
    }

  return TRUE;
}

static gboolean
parse_key (CbTableDiff *diff, GVariantIter *iter, GError **error)
{
  guint32 place;

  while (g_variant_iter_next (iter, "u", &place))
    {
      if (place >= diff->columns->len || diff->key->len >= diff->columns->len
          || !cb_table_diff_column_is_compared (cb_table_diff_get_column (diff, place)))
        return refuse (error, "a key of no column");
      g_array_append_val (diff->key, place);
    }
  if ((diff->key->len == 0) != (diff->key_kind == CB_DIFF_KEY_WHOLE_ROWS))
    return refuse (error, "a key of no column");

  return TRUE;
}

/* Every row of either table is of one kind. */
static gboolean
check_rows (const CbTableDiff *diff, GError **error)
{
  const guint64 most = G_MAXUINT32;
  guint64 in_both;

  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    if (diff->n[i] > most)
      return refuse (error, "too many rows");
  if (diff->same > most)
    return refuse (error, "too many rows");
  in_both = diff->same + diff->n[CB_DIFF_CHANGED];
  if (in_both + diff->n[CB_DIFF_REMOVED] != diff->rows_before
      || in_both + diff->n[CB_DIFF_ADDED] != diff->rows_now
      || diff->repeated_before > diff->rows_before || diff->repeated_now > diff->rows_now
      || diff->compared > diff->n[CB_DIFF_CHANGED])
    return refuse (error, "rows of no kind");

  return TRUE;
}

/**
 * cb_answers_parse_diffed:
 * @body: of `diffed`
 * @error: %CB_ERROR_UNSAFE when it makes no sense
 *
 * Returns: (transfer full): what is different, or %NULL
 */
CbTableDiff *
cb_answers_parse_diffed (GVariant *body, GError **error)
{
  static const char *const key_kinds[CB_DIFF_KEY_N_KINDS] = { "given", "found", "whole-rows" };
  g_autoptr (CbTableDiff) diff = NULL;
  g_autoptr (GVariantIter) key = NULL;
  g_autoptr (GVariantIter) columns = NULL;
  const char *kind;
  guint32 header_row;
  guint at = 0;

  diff = cb_table_diff_new (CB_DIFF_KEY_GIVEN);
  g_variant_get (body, "(&sauua(iissssbbti)ttt(ttt)(tt)t)", &kind, &key, &header_row, &columns,
                 &diff->rows_before, &diff->rows_now, &diff->same, &diff->n[CB_DIFF_ADDED],
                 &diff->n[CB_DIFF_REMOVED], &diff->n[CB_DIFF_CHANGED], &diff->repeated_before,
                 &diff->repeated_now, &diff->compared);
  while (at < CB_DIFF_KEY_N_KINDS && strcmp (key_kinds[at], kind) != 0)
    at++;
  diff->key_kind = (CbDiffKeyKind)at;
  diff->header_row_before = header_row;
  if (at == CB_DIFF_KEY_N_KINDS)
    {
      refuse (error, "a key of no kind");
      return NULL;
    }
  if (!parse_columns (diff, columns, error) || !parse_key (diff, key, error)
      || !check_rows (diff, error) || !check_columns (diff, error))
    return NULL;

  return g_steal_pointer (&diff);
}

static gboolean
check_row (const CbTableDiffRow *row, CbDiffKind kind, GError **error)
{
  guint n = g_strv_length (row->cells_before);

  if ((row->before == CB_TABLE_DIFF_NO_ROW) != (kind == CB_DIFF_ADDED)
      || (row->now == CB_TABLE_DIFF_NO_ROW) != (kind == CB_DIFF_REMOVED))
    return refuse (error, "a row of another kind");
  if (n != g_strv_length (row->cells_now) || n > MAX_COLUMNS || row->changed->len > n)
    return refuse (error, "a row of another width");
  for (guint i = 0; i < n; i++)
    if (!is_short (row->cells_before[i], MAX_CELL) || !is_short (row->cells_now[i], MAX_CELL))
      return refuse (error, "a cell too long");
  for (guint i = 0; i < row->changed->len; i++)
    if (g_array_index (row->changed, guint, i) >= n)
      return refuse (error, "a cell that is not there");

  return TRUE;
}

/**
 * cb_answers_parse_diff_rows:
 * @body: of `diff-rows`
 * @kind: that was asked for
 * @first: that was asked for
 * @count: that was asked for
 * @error: %CB_ERROR_UNSAFE when it is the answer to something else
 *
 * Returns: (transfer full) (element-type CbTableDiffRow): at most @count rows, or %NULL
 */
GPtrArray *
cb_answers_parse_diff_rows (
    GVariant *body, CbDiffKind kind, guint64 first, guint count, GError **error)
{
  g_autoptr (GPtrArray) rows
      = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_table_diff_row_free);
  g_autoptr (GVariantIter) iter = NULL;
  guint32 said_kind;
  guint64 said_first;
  gsize n;

  g_variant_get (body, CB_PROTOCOL_DIFF_ROWS_ANSWER_TYPE, &said_kind, &said_first, &iter);
  n = g_variant_iter_n_children (iter);
  if (said_kind != (guint32)kind || said_first != first || n > count)
    {
      refuse (error, "rows that nobody asked for");
      return NULL;
    }
  for (gsize i = 0; i < n; i++)
    {
      CbTableDiffRow *row = g_new0 (CbTableDiffRow, 1);
      g_autoptr (GVariantIter) changed = NULL;
      guint32 place;

      g_ptr_array_add (rows, row);
      row->changed = g_array_new (FALSE, FALSE, sizeof (guint));
      g_variant_iter_next (iter, "(tt^as^asau)", &row->before, &row->now, &row->cells_before,
                           &row->cells_now, &changed);
      while (g_variant_iter_next (changed, "u", &place))
        g_array_append_val (row->changed, place);
      if (!check_row (row, kind, error))
        return NULL;
    }

  return g_steal_pointer (&rows);
}
