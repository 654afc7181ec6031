/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/model/cb-finding.h"

G_BEGIN_DECLS

/* What is to be seen on a cell. */
typedef enum
{
  CBU_CELL_PLAIN = 0,
  CBU_CELL_NOTE = 1 << 0,
  CBU_CELL_WARNING = 1 << 1,
  CBU_CELL_BLOCKER = 1 << 2,
  CBU_CELL_HIT = 1 << 3,     /* what is searched for is in it */
  CBU_CELL_OUTSIDE = 1 << 4, /* its row does not belong to the table */
  CBU_CELL_HIDDEN = 1 << 5,  /* its own program does not show it */
  CBU_CELL_EDITED = 1 << 6,  /* a person wrote over it */
} CbuCellMarks;

/**
 * CbuGridSource:
 * @get_row: the cells of a row and how many they are, %NULL while they are not there yet; used
 *   before the next call only. Nobody goes through them to a cell: a row has up to 16,384
 * @get_marks: what is to be seen on a cell
 * @get_row_mark: whether the row has a finding, and how grave; sets a tooltip that says why
 * @dup_description: (transfer full): what a screen reader says of a cell besides its text
 * @shown: these rows are on the screen now, both ends included
 *
 * Where a #CbuGrid has everything from that it shows. All are called in the thread that draws, and
 * often: they look things up and never wait.
 */
typedef struct
{
  const char *const *(*get_row) (gpointer data, guint64 row, guint *n_cells);
  CbuCellMarks (*get_marks) (gpointer data, guint64 row, guint column);
  gboolean (*get_row_mark) (gpointer data, guint64 row, CbSeverity *severity, const char **why);
  char *(*dup_description) (gpointer data, guint64 row, guint column);
  void (*shown) (gpointer data, guint64 first, guint64 last);
} CbuGridSource;

/**
 * CbuGridColumn:
 * @title: what stands in the header
 * @width: in pixels
 * @is_number: its cells stand at the right
 */
typedef struct
{
  const char *title;
  int width;
  gboolean is_number;
} CbuGridColumn;

/**
 * CbuGridRange:
 *
 * Rows and columns, 0-based, both ends included.
 */
typedef struct
{
  guint64 first_row;
  guint64 last_row;
  guint first_column;
  guint last_column;
} CbuGridRange;

#define CBU_TYPE_GRID (cbu_grid_get_type ())
G_DECLARE_FINAL_TYPE (CbuGrid, cbu_grid, CBU, GRID, GtkWidget)

void cbu_grid_set_source (CbuGrid *self, const CbuGridSource *source, gpointer data);
void cbu_grid_set_columns (CbuGrid *self, const CbuGridColumn *columns, guint n_columns);
void cbu_grid_set_n_rows (CbuGrid *self, guint64 n_rows);
void cbu_grid_set_first_number (CbuGrid *self, guint64 number);
guint64 cbu_grid_get_n_rows (CbuGrid *self);
guint cbu_grid_get_n_columns (CbuGrid *self);
guint64 cbu_grid_get_first_number (CbuGrid *self);
const char *cbu_grid_get_title (CbuGrid *self, guint column);
int cbu_grid_get_width (CbuGrid *self, guint column);
gboolean cbu_grid_is_number (CbuGrid *self, guint column);
void cbu_grid_set_width (CbuGrid *self, guint column, int width);
void cbu_grid_fit_column (CbuGrid *self, guint column);
void cbu_grid_refresh (CbuGrid *self);
void cbu_grid_refresh_rows (CbuGrid *self, guint64 first, guint64 last);

gboolean cbu_grid_get_cursor (CbuGrid *self, guint64 *row, guint *column);
void cbu_grid_set_cursor (CbuGrid *self, guint64 row, guint column, gboolean extend);
void cbu_grid_get_selection (CbuGrid *self, CbuGridRange *range);
void cbu_grid_select (CbuGrid *self, const CbuGridRange *range);
void cbu_grid_scroll_to (CbuGrid *self, guint64 row, guint column);
gboolean
cbu_grid_get_cell_place (CbuGrid *self, guint64 row, guint column, GdkRectangle *rectangle);
gboolean cbu_grid_get_header_place (CbuGrid *self, guint column, GdkRectangle *rectangle);
guint cbu_grid_count_cells_made (CbuGrid *self);

G_END_DECLS
