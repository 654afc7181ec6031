/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-grid.h"
#include "ui/datasets/cbu-grid-row.h"

G_BEGIN_DECLS

/* Seen by cbu-grid.c (what is shown where), cbu-grid-row.c (one row of widgets),
 * cbu-grid-cursor.c (where the cursor is) and cbu-grid-input.c (keys and pointer). */
struct _CbuGrid
{
  GtkWidget parent_instance;

  /* Owned */
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GtkWidget *header;             /* a CbuGridRow */
  GtkWidget *probe;              /* a cell that is never shown, to measure by */
  GPtrArray *rows;               /* (element-type CbuGridRow): row n is in slot n % len */
  GStrv titles;
  guint8 *is_number;
  int *edges; /* where columns begin, and where the last one ends */

  /* Borrowed */
  CbuGridSource source;
  gpointer data;

  GtkScrollablePolicy policies[2];
  double wanted[2]; /* value of an adjustment that had to be less for a while, and which; -1 */
  double lessened[2];
  guint64 n_rows;
  guint64 first_number;
  guint n_columns;

  /* Geometry, in pixels */
  int row_height;
  int header_height;
  int gutter_width;
  int narrowest;
  guint64 first_row; /* on the screen */
  guint n_shown;
  guint first_column;
  guint last_column;
  guint n_slots; /* of columns: column n is in slot n % n_slots */

  /* Where one is */
  guint64 cursor_row;
  guint cursor_column;
  guint64 anchor_row;
  guint anchor_column;
  gboolean has_cursor;

  /* While the pointer is held */
  guint dragged_column;
  int dragged_width;
  double pointer_x;
  double pointer_y;
  guint drag_tick;
  gint64 last_pull_us;

  guint focus_source;
  gboolean scroll_pending; /* to the cursor, when there is a size */
  gboolean measured;
};

void _cbu_grid_configure (CbuGrid *self);
void _cbu_grid_measure_parts (CbuGrid *self);
void _cbu_grid_install_input (GtkWidgetClass *widget_class);
void _cbu_grid_add_controllers (CbuGrid *self);
void _cbu_grid_focus_cursor (CbuGrid *self);
gboolean _cbu_grid_has_focus (CbuGrid *self);
CbuGridCell *_cbu_grid_find_cell (CbuGrid *self, guint64 row, guint column);
guint _cbu_grid_find_column (CbuGrid *self, double x);
double _cbu_grid_get_value (CbuGrid *self, GtkOrientation orientation);

G_END_DECLS
