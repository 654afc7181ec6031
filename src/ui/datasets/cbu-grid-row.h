/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/datasets/cbu-grid.h"

G_BEGIN_DECLS

#define CBU_TYPE_GRID_CELL (cbu_grid_cell_get_type ())
G_DECLARE_FINAL_TYPE (CbuGridCell, cbu_grid_cell, CBU, GRID_CELL, GtkWidget)

#define CBU_TYPE_GRID_ROW (cbu_grid_row_get_type ())
G_DECLARE_FINAL_TYPE (CbuGridRow, cbu_grid_row, CBU, GRID_ROW, GtkWidget)

#define CBU_GRID_NO_ROW G_MAXUINT64

GtkWidget *cbu_grid_cell_new (GtkAccessibleRole role);
char *cbu_grid_cell_dup_shown (const char *text);

GtkWidget *cbu_grid_row_new (CbuGrid *grid, gboolean is_header);
guint64 cbu_grid_row_get_index (CbuGridRow *self);
void cbu_grid_row_bind (CbuGridRow *self, guint64 index, gboolean anew);
CbuGridCell *cbu_grid_row_get_cell (CbuGridRow *self, guint column);
void cbu_grid_row_place (CbuGridRow *self);
guint cbu_grid_row_count_cells (CbuGridRow *self);

G_END_DECLS
