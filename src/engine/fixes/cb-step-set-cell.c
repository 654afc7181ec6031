/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "base/cb-protocol.h"
#include "engine/fixes/cb-step.h"
#include "engine/text/cb-utf8.h"

/* `{"step":"set-cell","row":12,"column":"Số giường","index":3,"before":"2o","after":"20"}`: one
 * cell gets another text. `row` is the row of the file, 1-based, as people count it; `column` and
 * `index` (0-based) are those of the file; `sheet`, 0-based, is there for a workbook. What the cell
 * holds when its turn comes has to be `before`: over other bytes the recipe is refused rather than
 * a wrong cell overwritten. In a spreadsheet the cell is a number, a date and so on where it was
 * one or its column is one of such, and the text is so written; else it is text. */

/* So many rows before and behind a cell say what its column holds. */
#define SAMPLE_ROWS 500

enum
{
  EDIT_PENDING, /* its row did not come */
  EDIT_DONE,
  EDIT_REFUSED, /* the cell holds something else */
};

typedef struct
{
  guint64 row; /* 0-based, of the table */
  guint column;
  char *before;
  char *after;
  CbSheetCellType column_type;
  int state; /* (atomic) */
} Edit;

typedef struct
{
  guint64 header_row;
  GPtrArray *edits;  /* (element-type Edit): in the order of the recipe */
  GHashTable *rows;  /* (element-type guint64 GPtrArray): the edits of a row, in that order */
  GHashTable *types; /* (element-type uint CbSheetCellType): of columns that were looked at */
} SetCell;

static void
free_edit (gpointer data)
{
  Edit *edit = data;

  g_free (edit->before);
  g_free (edit->after);
  g_free (edit);
}

static void
free_set_cell (gpointer data)
{
  SetCell *self = data;

  g_hash_table_unref (self->rows);
  g_hash_table_unref (self->types);
  g_ptr_array_unref (self->edits);
  g_free (self);
}

typedef struct
{
  guint column;
  guint counts[8]; /* by CbSheetCellType */
} TypeCount;

static gpointer
new_count (gpointer user_data)
{
  TypeCount *count = g_new0 (TypeCount, 1);

  count->column = *(const guint *)user_data;

  return count;
}

static void
count_rows (gpointer state, const CbRow *rows, guint n_rows)
{
  TypeCount *count = state;

  for (guint i = 0; i < n_rows; i++)
    if (count->column < rows[i].n_cells && rows[i].cells[count->column].length > 0)
      count->counts[cb_cell_get_type (&rows[i].cells[count->column])]++;
}

static void
merge_counts (gpointer into, gpointer from)
{
  TypeCount *count = into;

  for (guint i = 0; i < G_N_ELEMENTS (count->counts); i++)
    count->counts[i] += ((TypeCount *)from)->counts[i];
}

static const CbScanWorker counting = { new_count, count_rows, NULL, merge_counts, g_free, FALSE };

/* What most cells around are, so that a number that is typed into a column of numbers is one. */
static CbSheetCellType
find_column_type (SetCell *self, const Edit *edit, CbTable *table)
{
  guint64 first = edit->row > SAMPLE_ROWS ? edit->row - SAMPLE_ROWS : 0;
  guint column = edit->column;
  guint most = CB_SHEET_CELL_TEXT;
  gpointer known = NULL;
  TypeCount *count;

  if (cb_table_get_facts (table)->sheet < 0)
    return CB_SHEET_CELL_TEXT;
  if (g_hash_table_lookup_extended (self->types, GUINT_TO_POINTER (column), NULL, &known))
    return (CbSheetCellType)GPOINTER_TO_UINT (known);
  /* What cannot be read is said when the rows are written. */
  count = cb_table_scan_rows (table, first, edit->row + SAMPLE_ROWS, &counting, &column, NULL, NULL,
                              NULL, NULL);
  for (guint i = 0; count != NULL && i < G_N_ELEMENTS (count->counts); i++)
    if (count->counts[i] > count->counts[most])
      most = i;
  g_free (count);
  g_hash_table_insert (self->types, GUINT_TO_POINTER (column), GUINT_TO_POINTER (most));

  return (CbSheetCellType)most;
}

static Edit *
read_edit (JsonObject *step, CbTable *table, GError **error)
{
  const CbTableFacts *facts = cb_table_get_facts (table);
  gint64 row = cb_json_get_int (step, "row", 0);
  const char *before = cb_json_get_string (step, "before");
  const char *after = cb_json_get_string (step, "after");
  guint column;
  Edit *edit;

  if (cb_json_get_int (step, "sheet", -1) != facts->sheet)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_CELL_CHANGED,
                           "step set-cell: another sheet is read");
      return NULL;
    }
  if (row <= (gint64)facts->header_row || before == NULL || after == NULL
      || strlen (after) > CB_PROTOCOL_MAX_CELL || strlen (before) > 2 * CB_PROTOCOL_MAX_CELL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID,
                           "step set-cell: it names no cell of the table, or no text for it");
      return NULL;
    }
  if (!cb_step_find_column (step, table, &column, error))
    return NULL;
  edit = g_new0 (Edit, 1);
  edit->row = (guint64)row - facts->header_row - 1;
  edit->column = column;
  edit->before = g_strdup (before);
  edit->after = g_strdup (after);

  return edit;
}

/* Many cells of one file are one step to the rows. */
static gboolean
join (gpointer data, JsonObject *step, CbTable *table, GError **error)
{
  SetCell *self = data;
  Edit *edit = read_edit (step, table, error);
  GPtrArray *of_row;

  if (edit == NULL)
    return FALSE;
  g_ptr_array_add (self->edits, edit);
  edit->column_type = find_column_type (self, edit, table);
  of_row = g_hash_table_lookup (self->rows, &edit->row);
  if (of_row == NULL)
    {
      of_row = g_ptr_array_new ();
      g_hash_table_insert (self->rows, &edit->row, of_row);
    }
  g_ptr_array_add (of_row, edit);

  return TRUE;
}

static gpointer
prepare (JsonObject *step, CbTable *table, GError **error)
{
  SetCell *self = g_new0 (SetCell, 1);

  self->header_row = cb_table_get_facts (table)->header_row;
  self->edits = g_ptr_array_new_with_free_func (free_edit);
  self->rows = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL,
                                      (GDestroyNotify)g_ptr_array_unref);
  self->types = g_hash_table_new (NULL, NULL);
  if (join (self, step, table, error))
    return self;
  free_set_cell (self);

  return NULL;
}

static guint
get_reach (gconstpointer data, guint64 row)
{
  const SetCell *self = data;
  GPtrArray *of_row = g_hash_table_lookup (self->rows, &row);
  guint reach = 0;

  for (guint i = 0; of_row != NULL && i < of_row->len; i++)
    reach = MAX (reach, ((const Edit *)g_ptr_array_index (of_row, i))->column + 1);

  return reach;
}

/* As it was shown, where its bytes cannot be: what is no text is a sign there. */
static gboolean
holds (const CbCell *cell, const char *text)
{
  g_autofree char *shown = NULL;

  if ((cell->flags & (CB_CELL_INVALID | CB_CELL_NUL)) == 0)
    return strlen (text) == cell->length && memcmp (text, cell->bytes, cell->length) == 0;
  shown = cb_utf8_dup_shown (cell->bytes, cell->length, CB_PROTOCOL_MAX_CELL);

  return g_str_equal (shown, text);
}

static void
set_cell (Edit *edit, CbCell *cell, GStringChunk *memory)
{
  CbSheetCellType type = cb_cell_get_type (cell);

  if (!holds (cell, edit->before))
    {
      g_atomic_int_set (&edit->state, EDIT_REFUSED);
      return;
    }
  g_atomic_int_set (&edit->state, EDIT_DONE);
  cb_step_set_text (cell, edit->after, strlen (edit->after), memory);
  cell->flags &= ~(guint32)(CB_CELL_FAULTS | CB_CELL_FORMULA);
  /* A date that is written over by a number in a column of numbers is a number. */
  if (type != cb_cell_get_type (cell) || type == CB_SHEET_CELL_TEXT)
    {
      cell->flags &= ~(7u << CB_CELL_TYPE_SHIFT);
      if (cell->length > 0 && cb_step_is_of_type (cell, edit->column_type))
        cell->flags |= (guint32)edit->column_type << CB_CELL_TYPE_SHIFT;
    }
}

static void
apply_row (gpointer data, guint64 row, CbCell *cells, guint n_cells, GStringChunk *memory)
{
  SetCell *self = data;
  GPtrArray *of_row = g_hash_table_lookup (self->rows, &row);

  for (guint i = 0; of_row != NULL && i < of_row->len; i++)
    {
      Edit *edit = g_ptr_array_index (of_row, i);

      if (edit->column < n_cells)
        set_cell (edit, &cells[edit->column], memory);
    }
}

/* A row that is there and did not come was left out as a whole by another step. */
static gboolean
finish (gpointer data, CbTable *table, GError **error)
{
  SetCell *self = data;
  guint64 n_rows = cb_table_get_row_count (table, NULL);

  for (guint i = 0; i < self->edits->len; i++)
    {
      Edit *edit = g_ptr_array_index (self->edits, i);
      int state = g_atomic_int_get (&edit->state);

      if (state == EDIT_DONE || (state == EDIT_PENDING && edit->row < n_rows))
        continue;
      g_set_error (error, CB_ERROR, CB_ERROR_CELL_CHANGED,
                   "step set-cell: row %" G_GUINT64_FORMAT ", column %u is not what it was",
                   edit->row + self->header_row + 1, edit->column + 1);
      return FALSE;
    }

  return TRUE;
}

static void
list_cells (gconstpointer data, GArray *cells)
{
  const SetCell *self = data;

  for (guint i = 0; i < self->edits->len; i++)
    {
      const Edit *edit = g_ptr_array_index (self->edits, i);
      CbRecipePlace place = { edit->row, edit->column };

      g_array_append_val (cells, place);
    }
}

const CbStep cb_step_set_cell = {
  .name = "set-cell",
  .prepare = prepare,
  .free_data = free_set_cell,
  .join = join,
  .get_reach = get_reach,
  .apply_row = apply_row,
  .finish = finish,
  .list_cells = list_cells,
};
