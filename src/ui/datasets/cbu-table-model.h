/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

#define CBU_TYPE_TABLE_ROW (cbu_table_row_get_type ())
G_DECLARE_FINAL_TYPE (CbuTableRow, cbu_table_row, CBU, TABLE_ROW, GObject)

guint cbu_table_row_get_index (CbuTableRow *self);
const char *cbu_table_row_get_cell (CbuTableRow *self, guint column);
char *cbu_table_row_dup_text (CbuTableRow *self);

#define CBU_TYPE_TABLE_MODEL (cbu_table_model_get_type ())
G_DECLARE_FINAL_TYPE (CbuTableModel, cbu_table_model, CBU, TABLE_MODEL, GObject)

CbuTableModel *cbu_table_model_new (GtkWidget *owner, CbReader *reader);
gboolean cbu_table_model_is_complete (CbuTableModel *self);
void cbu_table_model_refresh_row (CbuTableModel *self, guint index);
void cbu_table_model_refresh_all (CbuTableModel *self);

G_END_DECLS
