/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-table-edits.h"

#include "core/reading/cb-reader.h"

typedef struct
{
  guint column;
  char *text;       /* (owned) (nullable): what was typed; NULL: the table has it already */
  gboolean is_done; /* the file has it, and is not shown yet */
} Edit;

/**
 * CbuTableEdits:
 *
 * The cells of a table that a person wrote over: those of which the file is made by now, and those
 * that were typed a moment ago and are shown although the file does not have them yet.
 */
struct _CbuTableEdits
{
  GHashTable *rows;   /* (element-type guint64 GArray): the edits of a row */
  GPtrArray *patched; /* (element-type utf8) (unowned): the row that was asked for last */
};

static void
clear_edit (gpointer data)
{
  g_clear_pointer (&((Edit *)data)->text, g_free);
}

/**
 * cbu_table_edits_new:
 *
 * Returns: (transfer full): none yet
 */
CbuTableEdits *
cbu_table_edits_new (void)
{
  CbuTableEdits *self = g_new0 (CbuTableEdits, 1);

  self->rows
      = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify)g_array_unref);
  self->patched = g_ptr_array_new ();

  return self;
}

/**
 * cbu_table_edits_free:
 * @self: (nullable) (transfer full): edits
 */
void
cbu_table_edits_free (CbuTableEdits *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->rows);
  g_ptr_array_unref (self->patched);
  g_free (self);
}

/**
 * cbu_table_edits_forget:
 * @self: edits
 *
 * Another table is shown.
 */
void
cbu_table_edits_forget (CbuTableEdits *self)
{
  g_hash_table_remove_all (self->rows);
}

static GArray *
get_row (CbuTableEdits *self, guint64 row, gboolean make)
{
  GArray *edits = g_hash_table_lookup (self->rows, &row);

  if (edits == NULL && make)
    {
      edits = g_array_new (FALSE, FALSE, sizeof (Edit));
      g_array_set_clear_func (edits, clear_edit);
      g_hash_table_insert (self->rows, g_memdup2 (&row, sizeof row), edits);
    }

  return edits;
}

static Edit *
find_edit (GArray *edits, guint column)
{
  for (guint i = 0; edits != NULL && i < edits->len; i++)
    if (g_array_index (edits, Edit, i).column == column)
      return &g_array_index (edits, Edit, i);

  return NULL;
}

/**
 * cbu_table_edits_put:
 * @self: edits
 * @row: 0-based without the header
 * @column: 0-based
 * @text: (nullable): what is to be shown there; %NULL: what the table has
 */
void
cbu_table_edits_put (CbuTableEdits *self, guint64 row, guint column, const char *text)
{
  GArray *edits = get_row (self, row, TRUE);
  Edit *edit = find_edit (edits, column);
  Edit fresh = { column, g_strdup (text), FALSE };

  if (edit == NULL)
    {
      g_array_append_val (edits, fresh);
      return;
    }
  g_free (edit->text);
  *edit = fresh;
}

/**
 * cbu_table_edits_settle:
 * @self: edits
 * @row: 0-based without the header
 * @column: 0-based
 * @text: what was typed there
 *
 * The file has it; unless something else was typed since, what is shown next has it, too.
 */
void
cbu_table_edits_settle (CbuTableEdits *self, guint64 row, guint column, const char *text)
{
  Edit *edit = find_edit (get_row (self, row, FALSE), column);

  if (edit != NULL && g_strcmp0 (edit->text, text) == 0)
    edit->is_done = TRUE;
}

/**
 * cbu_table_edits_drop:
 * @self: edits
 * @row: 0-based without the header
 * @column: 0-based
 *
 * It could not be done: the table is shown as it is.
 */
void
cbu_table_edits_drop (CbuTableEdits *self, guint64 row, guint column)
{
  GArray *edits = get_row (self, row, FALSE);

  for (guint i = 0; edits != NULL && i < edits->len; i++)
    if (g_array_index (edits, Edit, i).column == column)
      g_array_remove_index (edits, i--);
}

/**
 * cbu_table_edits_set_marks:
 * @self: edits
 * @places: (element-type CbCellPlace): the cells that were edited in the file as it is now
 * @header_row: rows of it before the first of the table
 *
 * What was typed and is on its way to the file stays.
 */
void
cbu_table_edits_set_marks (CbuTableEdits *self, GArray *places, guint64 header_row)
{
  GHashTableIter iter;
  gpointer edits;

  g_hash_table_iter_init (&iter, self->rows);
  while (g_hash_table_iter_next (&iter, NULL, &edits))
    for (guint i = ((GArray *)edits)->len; i > 0; i--)
      if (g_array_index ((GArray *)edits, Edit, i - 1).text == NULL
          || g_array_index ((GArray *)edits, Edit, i - 1).is_done)
        g_array_remove_index (edits, i - 1);
  for (guint i = 0; i < places->len; i++)
    {
      const CbCellPlace *place = &g_array_index (places, CbCellPlace, i);

      if (place->row >= header_row
          && !cbu_table_edits_has (self, place->row - header_row, place->column))
        cbu_table_edits_put (self, place->row - header_row, place->column, NULL);
    }
}

/**
 * cbu_table_edits_has:
 * @self: edits
 * @row: 0-based without the header
 * @column: 0-based
 *
 * Returns: whether the cell was edited
 */
gboolean
cbu_table_edits_has (CbuTableEdits *self, guint64 row, guint column)
{
  return find_edit (get_row (self, row, FALSE), column) != NULL;
}

/**
 * cbu_table_edits_is_typed:
 * @self: edits
 * @row: 0-based without the header
 * @column: 0-based
 *
 * Returns: whether what is shown there was typed and is not in the file yet
 */
gboolean
cbu_table_edits_is_typed (CbuTableEdits *self, guint64 row, guint column)
{
  const Edit *edit = find_edit (get_row (self, row, FALSE), column);

  return edit != NULL && edit->text != NULL;
}

/**
 * cbu_table_edits_patch:
 * @self: edits
 * @row: 0-based without the header
 * @cells: (nullable): of the row as it was read
 * @n_cells: (inout): how many
 *
 * Returns: (transfer none) (nullable): the row with what was typed in it, until the next call;
 * @cells themselves where nothing was
 */
const char *const *
cbu_table_edits_patch (CbuTableEdits *self, guint64 row, const char *const *cells, guint *n_cells)
{
  GArray *edits = get_row (self, row, FALSE);

  if (edits == NULL || cells == NULL)
    return cells;
  g_ptr_array_set_size (self->patched, 0);
  for (guint i = 0; i < *n_cells; i++)
    g_ptr_array_add (self->patched, (gpointer)cells[i]);
  for (guint i = 0; i < edits->len; i++)
    {
      const Edit *edit = &g_array_index (edits, Edit, i);

      if (edit->text == NULL)
        continue;
      while (self->patched->len <= edit->column)
        g_ptr_array_add (self->patched, (gpointer) "");
      self->patched->pdata[edit->column] = edit->text;
    }
  *n_cells = self->patched->len;
  g_ptr_array_add (self->patched, NULL);

  return (const char *const *)self->patched->pdata;
}
