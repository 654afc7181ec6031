/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-grid.h"
#include "ui/datasets/cbu-sheet-bar.h"
#include "ui/datasets/cbu-table-find.h"
#include "ui/datasets/cbu-table-marks.h"
#include "ui/datasets/cbu-table-model.h"
#include "ui/datasets/cbu-table-hidden.h"
#include "ui/datasets/cbu-table-profile.h"
#include "ui/datasets/cbu-table.h"

G_BEGIN_DECLS

/* Seen by cbu-table.c (what is shown) and cbu-table-actions.c (what can be done with cells). */
struct _CbuTable
{
  GtkBox parent_instance;

  /* Owned */
  CbReader *reader;     /* (nullable) */
  CbuTableModel *model; /* (nullable) */
  CbuTableMarks *marks;
  CbuTableHidden *hidden; /* (nullable): not known, or none */
  GHashTable *widths;     /* (element-type utf8 int): of columns that were made so wide by hand */
  GtkWidget *menu;        /* (nullable): child */
  GtkWidget *inspector;   /* (nullable): child */
  GtkWidget *profile_popover; /* (nullable): child */
  CbuTableProfile *profile;   /* (nullable): in it */

  GCancellable *copying; /* (nullable): of the copy under way; not owned */
  guint64 go_row;        /* where to go when the rows are there */
  guint go_column;
  gboolean go_pending;
  gboolean widening; /* not by hand */
  int go_sheet;      /* where to go when that sheet is shown, -1: nowhere */
  char *go_place;    /* (owned) (nullable): as a spreadsheet names it; NULL: these two */
  guint64 go_sheet_row;
  int go_sheet_column;

  /* Template */
  CbuTableFind *find;
  CbuSheetBar *sheets;
  GtkScrolledWindow *scrolled;
  CbuGrid *grid;
  GtkLabel *summary;
  GtkLabel *selected;
  GtkWidget *stop;
  GtkEntry *row_entry;
  GMenuModel *cell_menu;
};

void _cbu_table_install_actions (GtkWidgetClass *widget_class);
void _cbu_table_update_selected (CbuTable *self);
void _cbu_table_open_menu (CbuTable *self, double x, double y);
void _cbu_table_inspect (CbuTable *self);
void _cbu_table_show_profile (CbuTable *self, guint column);
void _cbu_table_point_to (GtkWidget *popover, CbuTable *self, const GdkRectangle *place);

G_END_DECLS
