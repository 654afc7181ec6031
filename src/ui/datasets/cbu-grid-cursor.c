/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Where the cursor of the grid is, what is selected, and where that stands on the screen. */

#include "config.h"

#include "ui/datasets/cbu-grid-private.h"

CbuGridCell *
_cbu_grid_find_cell (CbuGrid *self, guint64 row, guint column)
{
  for (guint i = 0; self->rows != NULL && i < self->rows->len; i++)
    {
      CbuGridRow *candidate = g_ptr_array_index (self->rows, i);

      if (cbu_grid_row_get_index (candidate) == row
          && gtk_widget_get_child_visible (GTK_WIDGET (candidate)))
        return cbu_grid_row_get_cell (candidate, column);
    }
  return NULL;
}

gboolean
_cbu_grid_has_focus (CbuGrid *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL
         && (focus == GTK_WIDGET (self) || gtk_widget_is_ancestor (focus, GTK_WIDGET (self)));
}

/* The focus is on the cell itself, so that a screen reader reads it; on the grid while the cell is
 * not on the screen. */
void
_cbu_grid_focus_cursor (CbuGrid *self)
{
  CbuGridCell *cell
      = self->has_cursor ? _cbu_grid_find_cell (self, self->cursor_row, self->cursor_column) : NULL;
  g_autofree char *description = NULL;

  if (cell == NULL)
    {
      if (self->has_cursor || self->n_rows == 0)
        GTK_WIDGET_CLASS (g_type_class_peek (GTK_TYPE_WIDGET))->grab_focus (GTK_WIDGET (self));
      return;
    }
  if (self->source.dup_description != NULL)
    description = self->source.dup_description (self->data, self->cursor_row, self->cursor_column);
  gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  description != NULL ? description : "", -1);
  gtk_widget_grab_focus (GTK_WIDGET (cell));
}

static void
scroll_one_way (CbuGrid *self, GtkOrientation orientation, double begin, double end)
{
  GtkAdjustment *adjustment = self->adjustments[orientation];
  double value, page;

  if (adjustment == NULL)
    return;
  value = gtk_adjustment_get_value (adjustment);
  page = gtk_adjustment_get_page_size (adjustment);
  /* What is far away comes to the middle, where one sees what is around it. */
  if (orientation == GTK_ORIENTATION_VERTICAL && (end < value - page || begin > value + 2 * page))
    gtk_adjustment_set_value (adjustment, (begin + end - page) / 2);
  else if (begin < value || end - begin > page)
    gtk_adjustment_set_value (adjustment, begin);
  else if (end > value + page)
    gtk_adjustment_set_value (adjustment, end - page);
}

/**
 * cbu_grid_scroll_to:
 * @self: a grid
 * @row: 0-based
 * @column: 0-based
 *
 * Brings a cell onto the screen; at once, or as soon as the grid has a size.
 */
void
cbu_grid_scroll_to (CbuGrid *self, guint64 row, guint column)
{
  g_return_if_fail (CBU_IS_GRID (self));

  if (column >= self->n_columns || row >= self->n_rows)
    return;
  if (!self->measured || gtk_widget_get_height (GTK_WIDGET (self)) <= 0)
    {
      self->scroll_pending = TRUE;
      return;
    }
  scroll_one_way (self, GTK_ORIENTATION_VERTICAL, (double)row * self->row_height,
                  (double)(row + 1) * self->row_height);
  scroll_one_way (self, GTK_ORIENTATION_HORIZONTAL, self->edges[column], self->edges[column + 1]);
}

/**
 * cbu_grid_get_cursor:
 * @self: a grid
 * @row: (out) (optional): 0-based
 * @column: (out) (optional): 0-based
 *
 * Returns: whether there is a cell that one is at
 */
gboolean
cbu_grid_get_cursor (CbuGrid *self, guint64 *row, guint *column)
{
  g_return_val_if_fail (CBU_IS_GRID (self), FALSE);

  if (row != NULL)
    *row = self->cursor_row;
  if (column != NULL)
    *column = self->cursor_column;
  return self->has_cursor && self->n_rows > 0 && self->n_columns > 0;
}

/**
 * cbu_grid_set_cursor:
 * @self: a grid
 * @row: 0-based; the last one for what is beyond
 * @column: 0-based; in the same way
 * @extend: selects from where the selection began to there, instead of that cell alone
 *
 * Goes to a cell and brings it onto the screen.
 */
void
cbu_grid_set_cursor (CbuGrid *self, guint64 row, guint column, gboolean extend)
{
  g_return_if_fail (CBU_IS_GRID (self));

  if (self->n_rows == 0 || self->n_columns == 0)
    return;
  self->cursor_row = MIN (row, self->n_rows - 1);
  self->cursor_column = MIN (column, self->n_columns - 1);
  if (!extend || !self->has_cursor)
    {
      self->anchor_row = self->cursor_row;
      self->anchor_column = self->cursor_column;
    }
  self->has_cursor = TRUE;
  cbu_grid_scroll_to (self, self->cursor_row, self->cursor_column);
  cbu_grid_refresh (self);
  if (_cbu_grid_has_focus (self))
    _cbu_grid_focus_cursor (self);
  g_signal_emit_by_name (self, "moved");
}

/**
 * cbu_grid_get_selection:
 * @self: a grid
 * @range: (out): what is selected; the cell one is at at least
 */
void
cbu_grid_get_selection (CbuGrid *self, CbuGridRange *range)
{
  g_return_if_fail (CBU_IS_GRID (self));

  *range = (CbuGridRange){
    MIN (self->cursor_row, self->anchor_row),
    MAX (self->cursor_row, self->anchor_row),
    MIN (self->cursor_column, self->anchor_column),
    MAX (self->cursor_column, self->anchor_column),
  };
  /* Nothing: a range that holds no cell. */
  if (!self->has_cursor)
    *range = (CbuGridRange){ 1, 0, 1, 0 };
}

/**
 * cbu_grid_select:
 * @self: a grid
 * @range: what to select; one is then at its first cell
 */
void
cbu_grid_select (CbuGrid *self, const CbuGridRange *range)
{
  g_return_if_fail (CBU_IS_GRID (self));

  if (self->n_rows == 0 || self->n_columns == 0)
    return;
  self->has_cursor = TRUE;
  self->cursor_row = MIN (range->first_row, self->n_rows - 1);
  self->cursor_column = MIN (range->first_column, self->n_columns - 1);
  self->anchor_row = MIN (range->last_row, self->n_rows - 1);
  self->anchor_column = MIN (range->last_column, self->n_columns - 1);
  cbu_grid_refresh (self);
  if (_cbu_grid_has_focus (self))
    _cbu_grid_focus_cursor (self);
  g_signal_emit_by_name (self, "moved");
}

/**
 * cbu_grid_get_cell_place:
 * @self: a grid
 * @row: 0-based
 * @column: 0-based
 * @rectangle: (out): where it is in the grid, for what points at it
 *
 * Returns: whether it is on the screen
 */
gboolean
cbu_grid_get_cell_place (CbuGrid *self, guint64 row, guint column, GdkRectangle *rectangle)
{
  double x, y;

  g_return_val_if_fail (CBU_IS_GRID (self), FALSE);

  if (column >= self->n_columns || row >= self->n_rows)
    return FALSE;
  x = self->edges[column] - _cbu_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  y = (double)row * self->row_height - _cbu_grid_get_value (self, GTK_ORIENTATION_VERTICAL);
  if (ABS (x) > G_MAXINT16 || ABS (y) > G_MAXINT16)
    return FALSE;
  *rectangle = (GdkRectangle){ self->gutter_width + (int)x, self->header_height + (int)y,
                               cbu_grid_get_width (self, column), self->row_height };
  return gdk_rectangle_intersect (
      rectangle,
      &(GdkRectangle){ self->gutter_width, self->header_height,
                       gtk_widget_get_width (GTK_WIDGET (self)) - self->gutter_width,
                       gtk_widget_get_height (GTK_WIDGET (self)) - self->header_height },
      rectangle);
}

/**
 * cbu_grid_get_header_place:
 * @self: a grid
 * @column: 0-based
 * @rectangle: (out): where its title is in the grid
 *
 * Returns: whether it is on the screen
 */
gboolean
cbu_grid_get_header_place (CbuGrid *self, guint column, GdkRectangle *rectangle)
{
  int x;

  g_return_val_if_fail (CBU_IS_GRID (self), FALSE);

  if (column >= self->n_columns)
    return FALSE;
  x = self->gutter_width + self->edges[column]
      - (int)_cbu_grid_get_value (self, GTK_ORIENTATION_HORIZONTAL);
  *rectangle = (GdkRectangle){ x, 0, cbu_grid_get_width (self, column), self->header_height };
  return gdk_rectangle_intersect (rectangle,
                                  &(GdkRectangle){ self->gutter_width, 0,
                                                   gtk_widget_get_width (GTK_WIDGET (self)),
                                                   self->header_height },
                                  rectangle);
}
