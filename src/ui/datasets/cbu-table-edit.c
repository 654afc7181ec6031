/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Writing over a cell of the table. What is typed is shown at once, and stays until the file has it
 * or it is known why not. */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-protocol.h"
#include "base/cb-text.h"
#include "core/model/cb-error-words.h"
#include "ui/datasets/cbu-table-copy.h"
#include "ui/datasets/cbu-table-private.h"

static void
on_accepted_cb (CbuTable *self, const char *text)
{
  CbuCellEditor *editor = CBU_CELL_EDITOR (self->editor);
  g_autofree char *before = g_strdup (cbu_cell_editor_get_before (editor));

  cbu_table_edits_put (self->edits, self->edited_row, self->edited_column, text);
  cbu_grid_refresh_rows (self->grid, self->edited_row, self->edited_row);
  g_signal_emit_by_name (self, "edited", self->edited_row, self->edited_column, before, text);
}

static void
on_closed_cb (CbuTable *self)
{
  /* Not out of the page that took the place of this one. */
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    gtk_widget_grab_focus (GTK_WIDGET (self->grid));
}

/**
 * _cbu_table_take_typed:
 * @self: a table
 *
 * Takes what is typed in the cell that is open, as a click elsewhere does: its table goes, to
 * another page, another file or with the window.
 */
void
_cbu_table_take_typed (CbuTable *self)
{
  if (self->editor != NULL && gtk_widget_get_visible (self->editor))
    cbu_cell_editor_finish (CBU_CELL_EDITOR (self->editor));
}

/* Under the cell, if that is on the screen. */
static CbuCellEditor *
open_editor (CbuTable *self, guint64 row, guint column, const char *before)
{
  g_autofree char *number = cb_text_format_count (cbu_grid_get_first_number (self->grid) + row);
  /* Translators: the name of a column, then the number of a row: heading over a cell */
  g_autofree char *heading
      = g_strdup_printf (_ ("%s · row %s"), cbu_grid_get_title (self->grid, column), number);
  GdkRectangle place;

  cbu_grid_scroll_to (self->grid, row, column);
  if (!cbu_grid_get_cell_place (self->grid, row, column, &place))
    return NULL;
  if (self->editor == NULL)
    {
      self->editor = cbu_cell_editor_new ();
      gtk_widget_set_parent (self->editor, GTK_WIDGET (self));
      g_signal_connect_object (self->editor, "accepted", G_CALLBACK (on_accepted_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->editor, "closed", G_CALLBACK (on_closed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  self->edited_row = row;
  self->edited_column = column;
  cbu_cell_editor_expect_number (CBU_CELL_EDITOR (self->editor),
                                 cbu_grid_is_number (self->grid, column));
  cbu_cell_editor_set_cell (CBU_CELL_EDITOR (self->editor), heading, before);
  _cbu_table_point_to (self->editor, self, &place);
  gtk_popover_popup (GTK_POPOVER (self->editor));

  return CBU_CELL_EDITOR (self->editor);
}

static void
whole_cell_read_cb (gpointer widget, gpointer result, GError *error, gpointer input)
{
  CbuTable *self = widget;
  const CbuWholeCell *cell = input;

  if (self->editor == NULL || !gtk_widget_get_visible (self->editor) || cell->reader != self->reader
      || self->edited_row != cell->row || self->edited_column != cell->column)
    return;
  if (error != NULL)
    {
      g_autofree char *words = cb_error_words_for (error);

      cbu_cell_editor_wait (CBU_CELL_EDITOR (self->editor), words);
    }
  else if (strlen (result) > CB_PROTOCOL_MAX_CELL)
    cbu_cell_editor_wait (CBU_CELL_EDITOR (self->editor),
                          _ ("This cell is longer than 1 MB: it cannot be edited here."));
  else
    open_editor (self, cell->row, cell->column, result);
}

/**
 * _cbu_table_edit:
 * @self: a table
 *
 * Opens the cell one is at for writing; where nothing may be changed, only for reading.
 */
void
_cbu_table_edit (CbuTable *self)
{
  const char *text;
  guint n_cells = 0;
  guint64 row;
  guint column;

  if (!self->editable)
    {
      _cbu_table_inspect (self);
      return;
    }
  if (self->model == NULL || !cbu_grid_get_cursor (self->grid, &row, &column)
      || cbu_table_model_get_row (self->model, row, &n_cells) == NULL)
    {
      gtk_widget_error_bell (GTK_WIDGET (self));
      return;
    }
  text = _cbu_table_get_text (self, row, column);
  if (open_editor (self, row, column, text != NULL ? text : "") == NULL)
    return;
  if (text != NULL && strlen (text) >= CBU_TABLE_CUT_AT
      && !cbu_table_edits_is_typed (self->edits, row, column))
    {
      /* What came with the rows is cut: none of the rest may be lost. */
      cbu_cell_editor_wait (CBU_CELL_EDITOR (self->editor), _ ("Reading the whole cell…"));
      _cbu_table_read_cell (self, row, column, whole_cell_read_cb);
    }
}

/**
 * cbu_table_edit_done:
 * @self: a table
 * @row: 0-based without the header
 * @column: 0-based
 * @text: what was typed there
 *
 * The file has it; it is shown so until the file is.
 */
void
cbu_table_edit_done (CbuTable *self, guint64 row, guint column, const char *text)
{
  g_return_if_fail (CBU_IS_TABLE (self));

  cbu_table_edits_settle (self->edits, row, column, text);
}

/**
 * cbu_table_edit_failed:
 * @self: a table
 * @row: 0-based without the header
 * @column: 0-based
 * @text: what was typed there
 * @problem: why it could not be done, for people
 *
 * Opens the cell again, with what was typed, so that it is not lost; another one that is being
 * written in is left open.
 */
void
cbu_table_edit_failed (
    CbuTable *self, guint64 row, guint column, const char *text, const char *problem)
{
  const char *now;

  g_return_if_fail (CBU_IS_TABLE (self));

  cbu_table_edits_drop (self->edits, row, column);
  cbu_grid_refresh (self->grid);
  if (self->model == NULL || (self->editor != NULL && gtk_widget_get_visible (self->editor)))
    return;
  now = _cbu_table_get_text (self, row, column);
  cbu_grid_set_cursor (self->grid, row, column, FALSE);
  if (open_editor (self, row, column, now != NULL ? now : "") != NULL)
    cbu_cell_editor_set_text (CBU_CELL_EDITOR (self->editor), text, problem);
}

/**
 * cbu_table_set_editable:
 * @self: a table
 * @editable: whether cells may be written over
 */
void
cbu_table_set_editable (CbuTable *self, gboolean editable)
{
  g_return_if_fail (CBU_IS_TABLE (self));

  self->editable = editable;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "table.edit", editable);
  cbu_table_find_set_replaceable (self->find, editable);
}

/**
 * cbu_table_set_edits:
 * @self: a table
 * @places: (element-type CbCellPlace): the cells of what is shown that were edited
 */
void
cbu_table_set_edits (CbuTable *self, GArray *places)
{
  g_return_if_fail (CBU_IS_TABLE (self));

  if (self->reader == NULL)
    return;
  cbu_table_edits_set_marks (self->edits, places, cb_reader_get_info (self->reader)->header_row);
  cbu_grid_refresh (self->grid);
}

/**
 * cbu_table_stay:
 * @self: a table
 *
 * What is shown next is the same table with other values: where one is in it stays.
 */
void
cbu_table_stay (CbuTable *self)
{
  g_return_if_fail (CBU_IS_TABLE (self));

  self->staying = TRUE;
}
