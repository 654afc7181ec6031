/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where in a table one goes: to a cell, at once or when it is there; to one of another sheet; to
 * what was typed under the table. */

#include "config.h"

#include "ui/datasets/cbu-table-columns.h"
#include "ui/datasets/cbu-table-private.h"

/**
 * _cbu_table_go_when_there:
 * @self: a table
 *
 * Goes on to where it was to go, if that row is counted by now.
 */
void
_cbu_table_go_when_there (CbuTable *self)
{
  guint64 n_rows = cbu_table_model_get_n_rows (self->model);

  if (!self->go_pending || (self->go_row >= n_rows && !cbu_table_model_is_complete (self->model)))
    return;
  self->go_pending = FALSE;
  cbu_grid_set_cursor (self->grid, self->go_row, self->go_column, FALSE);
}

/**
 * cbu_table_go_to:
 * @self: a table
 * @row: 0-based without the header; %CB_FINDING_NO_ROW: only the column is meant
 * @column: 0-based; -1: only the row is meant
 *
 * Goes to the cell, at once or as soon as the row has been counted.
 */
void
cbu_table_go_to (CbuTable *self, guint64 row, int column)
{
  guint64 now = 0;
  guint now_column = 0;

  g_return_if_fail (CBU_IS_TABLE (self));

  if (self->model == NULL)
    return;
  cbu_grid_get_cursor (self->grid, &now, &now_column);
  self->go_row = row == CB_FINDING_NO_ROW ? now : row;
  self->go_column = column >= 0 ? (guint)column : now_column;
  self->go_pending = TRUE;
  _cbu_table_go_when_there (self);
}

/* Returns: which sheet has the name, -1 for none */
static int
find_sheet (CbuTable *self, const char *name)
{
  GPtrArray *sheets = cb_reader_get_info (self->reader)->sheets;

  for (guint i = 0; i < sheets->len; i++)
    if (g_str_equal (((CbSheetInfo *)g_ptr_array_index (sheets, i))->name, name))
      return (int)i;

  return -1;
}

/**
 * cbu_table_go_to_in_sheet:
 * @self: a table
 * @sheet: name of a sheet of the workbook
 * @row: 0-based without the header of that sheet; %CB_FINDING_NO_ROW: only the column is meant
 * @column: 0-based; -1: only the row is meant
 *
 * As cbu_table_go_to(); when another sheet is shown, that one is asked for first.
 */
void
cbu_table_go_to_in_sheet (CbuTable *self, const char *sheet, guint64 row, int column)
{
  int index;

  g_return_if_fail (CBU_IS_TABLE (self));

  index = self->reader != NULL ? find_sheet (self, sheet) : -1;
  if (index < 0)
    return;
  if (index == cb_reader_get_info (self->reader)->sheet)
    {
      cbu_table_go_to (self, row, column);
      return;
    }
  self->go_sheet = index;
  g_clear_pointer (&self->go_place, g_free);
  self->go_sheet_row = row;
  self->go_sheet_column = column;
  g_signal_emit_by_name (self, "sheet-chosen", (guint)index);
}

/**
 * _cbu_table_go_to_place:
 * @self: a table
 * @place: "A1", "3:7", "B:D": the first row and column of it
 */
void
_cbu_table_go_to_place (CbuTable *self, const char *place)
{
  guint64 first = cbu_grid_get_first_number (self->grid);
  g_auto (GStrv) ends = g_strsplit (place, ":", 2);
  gboolean has_number, has_column;
  guint64 number;
  guint column;

  if (ends[0] == NULL
      || !cbu_table_columns_parse_place (ends[0], &number, &has_number, &column, &has_column))
    return;
  cbu_table_go_to (self, has_number ? number - MIN (number, first) : CB_FINDING_NO_ROW,
                   has_column ? (int)column : -1);
}

/**
 * _cbu_table_place_entered_cb:
 * @self: a table
 *
 * Goes to what was typed.
 */
void
_cbu_table_place_entered_cb (CbuTable *self)
{
  guint64 first = cbu_grid_get_first_number (self->grid);
  guint64 number;
  gboolean has_number, has_column;
  guint column;

  if (!cbu_table_columns_parse_place (gtk_editable_get_text (GTK_EDITABLE (self->row_entry)),
                                      &number, &has_number, &column, &has_column))
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  cbu_table_go_to (self, has_number ? number - MIN (number, first) : CB_FINDING_NO_ROW,
                   has_column ? (int)column : -1);
  gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/**
 * _cbu_table_hidden_chosen_cb:
 * @self: a table
 * @sheet: of the workbook, 0-based
 * @place: in it
 *
 * Goes to what is hidden there, when that sheet is shown.
 */
void
_cbu_table_hidden_chosen_cb (CbuTable *self, guint sheet, const char *place)
{
  if ((int)sheet == cb_reader_get_info (self->reader)->sheet)
    {
      _cbu_table_go_to_place (self, place);
      gtk_widget_grab_focus (GTK_WIDGET (self->grid));
      return;
    }
  self->go_sheet = (int)sheet;
  g_free (self->go_place);
  self->go_place = g_strdup (place);
  g_signal_emit_by_name (self, "sheet-chosen", sheet);
}
