/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/datasets/cbu-grid-private.h"

/* Around the text of a cell, in the style sheet; and what a column may be. */
#define CELL_PADDING 18
#define WIDEST_FIT 600
#define WIDEST 4000

/**
 * cbu_grid_set_columns:
 * @self: a grid
 * @columns: (array length=n_columns): what it shows; copied
 * @n_columns: how many; 0: none
 *
 * Begins anew at the first cell.
 */
void
cbu_grid_set_columns (CbuGrid *self, const CbuGridColumn *columns, guint n_columns)
{
  g_return_if_fail (CBU_IS_GRID (self));

  _cbu_grid_measure_parts (self);
  g_clear_pointer (&self->titles, g_strfreev);
  g_clear_pointer (&self->is_number, g_free);
  g_clear_pointer (&self->edges, g_free);
  self->titles = g_new0 (char *, n_columns + 1);
  self->is_number = g_new0 (guint8, n_columns + 1);
  self->edges = g_new0 (int, n_columns + 1);
  for (guint i = 0; i < n_columns; i++)
    {
      self->titles[i] = g_strdup (columns[i].title);
      self->is_number[i] = columns[i].is_number ? 1 : 0;
      self->edges[i + 1] = self->edges[i] + CLAMP (columns[i].width, self->narrowest, WIDEST);
    }
  self->n_columns = n_columns;
  self->has_cursor = FALSE;
  self->cursor_row = self->anchor_row = 0;
  self->cursor_column = self->anchor_column = 0;
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      self->wanted[i] = -1;
      if (self->adjustments[i] != NULL)
        gtk_adjustment_set_value (self->adjustments[i], 0);
    }
  _cbu_grid_configure (self);
  cbu_grid_refresh (self);
}

/**
 * cbu_grid_set_first_number:
 * @self: a grid
 * @number: what the first row is called
 */
void
cbu_grid_set_first_number (CbuGrid *self, guint64 number)
{
  g_return_if_fail (CBU_IS_GRID (self));

  self->first_number = number;
  self->measured = FALSE;
  cbu_grid_refresh (self);
}

/**
 * cbu_grid_get_n_rows:
 * @self: a grid
 *
 * Returns: how many it has
 */
guint64
cbu_grid_get_n_rows (CbuGrid *self)
{
  g_return_val_if_fail (CBU_IS_GRID (self), 0);

  return self->n_rows;
}

/**
 * cbu_grid_get_n_columns:
 * @self: a grid
 *
 * Returns: how many it has
 */
guint
cbu_grid_get_n_columns (CbuGrid *self)
{
  g_return_val_if_fail (CBU_IS_GRID (self), 0);

  return self->n_columns;
}

/**
 * cbu_grid_get_first_number:
 * @self: a grid
 *
 * Returns: what its first row is called
 */
guint64
cbu_grid_get_first_number (CbuGrid *self)
{
  g_return_val_if_fail (CBU_IS_GRID (self), 0);

  return self->first_number;
}

/**
 * cbu_grid_get_title:
 * @self: a grid
 * @column: 0-based
 *
 * Returns: (transfer none) (nullable): what stands in its header
 */
const char *
cbu_grid_get_title (CbuGrid *self, guint column)
{
  g_return_val_if_fail (CBU_IS_GRID (self), NULL);

  return column < self->n_columns ? self->titles[column] : NULL;
}

/**
 * cbu_grid_get_width:
 * @self: a grid
 * @column: 0-based
 *
 * Returns: how wide it is, in pixels
 */
int
cbu_grid_get_width (CbuGrid *self, guint column)
{
  g_return_val_if_fail (CBU_IS_GRID (self), 0);

  return column < self->n_columns ? self->edges[column + 1] - self->edges[column] : 0;
}

/**
 * cbu_grid_is_number:
 * @self: a grid
 * @column: 0-based
 *
 * Returns: whether its cells stand at the right
 */
gboolean
cbu_grid_is_number (CbuGrid *self, guint column)
{
  g_return_val_if_fail (CBU_IS_GRID (self), FALSE);

  return column < self->n_columns && self->is_number[column] != 0;
}

/**
 * cbu_grid_set_width:
 * @self: a grid
 * @column: 0-based
 * @width: in pixels; kept within what can be used
 */
void
cbu_grid_set_width (CbuGrid *self, guint column, int width)
{
  int more;

  g_return_if_fail (CBU_IS_GRID (self));

  if (column >= self->n_columns)
    return;
  more = CLAMP (width, self->narrowest, WIDEST) - cbu_grid_get_width (self, column);
  for (guint i = column + 1; i <= self->n_columns; i++)
    self->edges[i] += more;
  _cbu_grid_configure (self);
  cbu_grid_refresh (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (more != 0)
    g_signal_emit_by_name (self, "resized", column);
}

static int
measure_text (CbuGrid *self, const char *text)
{
  g_autofree char *shown = cbu_grid_cell_dup_shown (text);
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), shown);
  int width;

  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/**
 * cbu_grid_fit_column:
 * @self: a grid
 * @column: 0-based
 *
 * Makes it as wide as its title and what of it is on the screen.
 */
void
cbu_grid_fit_column (CbuGrid *self, guint column)
{
  int width;

  g_return_if_fail (CBU_IS_GRID (self));

  if (column >= self->n_columns)
    return;
  /* The title is bold: a little wider. */
  width = measure_text (self, self->titles[column]) * 9 / 8;
  for (guint64 i = self->first_row; i < self->first_row + self->n_shown; i++)
    {
      guint n_texts = 0;
      const char *const *texts
          = self->source.get_row != NULL ? self->source.get_row (self->data, i, &n_texts) : NULL;

      if (texts != NULL && column < n_texts)
        width = MAX (width, measure_text (self, texts[column]));
    }
  cbu_grid_set_width (self, column, MIN (width, WIDEST_FIT) + CELL_PADDING);
}
