/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-table-diff.h"

static void
free_column (gpointer data)
{
  CbTableDiffColumn *self = data;

  g_free (self->name_before);
  g_free (self->name_now);
  g_free (self->type_before);
  g_free (self->type_now);
  g_free (self);
}

/**
 * cb_table_diff_new:
 * @key_kind: how rows were found again
 *
 * Returns: (transfer full): a difference without columns and rows
 */
CbTableDiff *
cb_table_diff_new (CbDiffKeyKind key_kind)
{
  CbTableDiff *self = g_new0 (CbTableDiff, 1);

  self->key_kind = key_kind;
  self->key = g_array_new (FALSE, FALSE, sizeof (guint));
  self->columns = g_ptr_array_new_with_free_func (free_column);
  return self;
}

/**
 * cb_table_diff_free:
 * @self: (nullable) (transfer full): a difference
 */
void
cb_table_diff_free (CbTableDiff *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->key);
  g_ptr_array_unref (self->columns);
  g_free (self);
}

/**
 * cb_table_diff_add_column:
 * @self: a difference
 * @name_before: its name before, "" where it is not there
 * @name_now: its name now, or ""
 * @type_before: what it was, or ""
 * @type_now: what it is, or ""
 *
 * Returns: (transfer none): the column, in neither table yet
 */
CbTableDiffColumn *
cb_table_diff_add_column (CbTableDiff *self,
                          const char *name_before,
                          const char *name_now,
                          const char *type_before,
                          const char *type_now)
{
  CbTableDiffColumn *column = g_new0 (CbTableDiffColumn, 1);

  column->before = column->now = column->counterpart = -1;
  column->name_before = g_strdup (name_before);
  column->name_now = g_strdup (name_now);
  column->type_before = g_strdup (type_before);
  column->type_now = g_strdup (type_now);
  g_ptr_array_add (self->columns, column);
  return column;
}

/**
 * cb_table_diff_get_column:
 * @self: a difference
 * @i: a place among its columns
 *
 * Returns: (transfer none): the column
 */
const CbTableDiffColumn *
cb_table_diff_get_column (const CbTableDiff *self, guint i)
{
  return g_ptr_array_index (self->columns, i);
}

/**
 * cb_table_diff_column_get_name:
 * @self: a column
 *
 * Returns: (transfer none): its name now, or the one that it had
 */
const char *
cb_table_diff_column_get_name (const CbTableDiffColumn *self)
{
  return self->now >= 0 ? self->name_now : self->name_before;
}

/**
 * cb_table_diff_column_is_compared:
 * @self: a column
 *
 * Returns: whether its cells were held against each other
 */
gboolean
cb_table_diff_column_is_compared (const CbTableDiffColumn *self)
{
  return self->before >= 0 && self->now >= 0 && !self->is_ordinal;
}

/**
 * cb_table_diff_is_same:
 * @self: a difference
 *
 * Returns: whether there is none, of rows or of columns; the order of either and the names of
 *   columns but for case and diacritics are none
 */
gboolean
cb_table_diff_is_same (const CbTableDiff *self)
{
  for (guint i = 0; i < CB_DIFF_N_KINDS; i++)
    if (self->n[i] > 0)
      return FALSE;
  for (guint i = 0; i < self->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (self, i);

      if (column->before < 0 || column->now < 0)
        return FALSE;
    }

  return TRUE;
}

/**
 * cb_table_diff_dup_names:
 * @self: a difference
 * @kind: added or removed: columns without another name in the other table; changed: those whose
 *   cells have changed
 *
 * Returns: (transfer full): names of columns
 */
GStrv
cb_table_diff_dup_names (const CbTableDiff *self, CbDiffKind kind)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();

  for (guint i = 0; i < self->columns->len; i++)
    {
      const CbTableDiffColumn *column = cb_table_diff_get_column (self, i);
      gboolean is_lone = column->counterpart < 0;

      if ((kind == CB_DIFF_ADDED && column->before < 0 && is_lone)
          || (kind == CB_DIFF_REMOVED && column->now < 0 && is_lone)
          || (kind == CB_DIFF_CHANGED && column->changed > 0))
        g_strv_builder_add (names, cb_table_diff_column_get_name (column));
    }

  return g_strv_builder_end (names);
}

/**
 * cb_table_diff_row_free:
 * @self: (nullable) (transfer full): a row
 */
void
cb_table_diff_row_free (CbTableDiffRow *self)
{
  if (self == NULL)
    return;
  g_strfreev (self->cells_before);
  g_strfreev (self->cells_now);
  g_clear_pointer (&self->changed, g_array_unref);
  g_free (self);
}
