/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/datasets/cbu-grid.h"
#include "ui/datasets/cbu-cell-editor.h"
#include "ui/datasets/cbu-sheet-bar.h"
#include "ui/datasets/cbu-table-edits.h"
#include "ui/datasets/cbu-table-find.h"
#include "ui/datasets/cbu-table-marks.h"
#include "ui/datasets/cbu-table-model.h"
#include "ui/datasets/cbu-table-hidden.h"
#include "ui/datasets/cbu-table-profile.h"
#include "ui/datasets/cbu-table.h"
#include "ui/widgets/cbu-run.h"

G_BEGIN_DECLS

/* Seen by cbu-table.c (what is shown), cbu-table-go.c (where one goes), cbu-table-actions.c (what
 * can be done with cells) and cbu-table-edit.c (what is changed in them). */
struct _CbuTable
{
  GtkBox parent_instance;

  /* Owned */
  CbReader *reader;      /* (nullable) */
  CbuTableModel *model;  /* (nullable) */
  CbuTableModel *before; /* (nullable): of the same table, until rows of @model have come */
  CbuTableEdits *edits;
  CbuTableMarks *marks;
  CbuTableHidden *hidden; /* (nullable): not known, or none */
  GHashTable *widths;     /* (element-type utf8 int): of columns that were made so wide by hand */
  GtkWidget *menu;        /* (nullable): child */
  GtkWidget *inspector;   /* (nullable): child */
  GtkWidget *editor;      /* (nullable): child */
  GtkWidget *profile_popover; /* (nullable): child */
  CbuTableProfile *profile;   /* (nullable): in it */

  GCancellable *copying; /* (nullable): of the copy under way; not owned */
  guint64 go_row;        /* where to go when the rows are there */
  guint go_column;
  gboolean go_pending;
  gboolean widening; /* not by hand */
  gboolean editable;
  guint64 edited_row; /* the cell that @editor is for */
  guint edited_column;
  gboolean staying; /* what is shown next is the same table with other values */
  int go_sheet;     /* where to go when that sheet is shown, -1: nowhere */
  char *go_place;   /* (owned) (nullable): as a spreadsheet names it; NULL: these two */
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
/* Which cell was asked for, of which file. */
typedef struct
{
  CbReader *reader; /* (owned) */
  guint64 row;
  guint column;
} CbuWholeCell;

void _cbu_table_read_cell (CbuTable *self, guint64 row, guint column, CbuDoneFunc done);
void _cbu_table_inspect (CbuTable *self);
void _cbu_table_edit (CbuTable *self);
void _cbu_table_take_typed (CbuTable *self);
const char *_cbu_table_get_text (CbuTable *self, guint64 row, guint column);
void _cbu_table_go_when_there (CbuTable *self);
void _cbu_table_go_to_place (CbuTable *self, const char *place);
void _cbu_table_place_entered_cb (CbuTable *self);
void _cbu_table_hidden_chosen_cb (CbuTable *self, guint sheet, const char *place);
void _cbu_table_show_profile (CbuTable *self, guint column);
void _cbu_table_point_to (GtkWidget *popover, CbuTable *self, const GdkRectangle *place);

G_END_DECLS
