/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

#define CBU_TYPE_TABLE_MODEL (cbu_table_model_get_type ())
G_DECLARE_FINAL_TYPE (CbuTableModel, cbu_table_model, CBU, TABLE_MODEL, GObject)

CbuTableModel *cbu_table_model_new (GtkWidget *owner, CbReader *reader, guint n_columns);
guint64 cbu_table_model_get_n_rows (CbuTableModel *self);
gboolean cbu_table_model_is_complete (CbuTableModel *self);
const char *const *cbu_table_model_get_row (CbuTableModel *self, guint64 row, guint *n_cells);
CbRowKind cbu_table_model_get_kind (CbuTableModel *self, guint64 row);
void cbu_table_model_want (CbuTableModel *self, guint64 first, guint64 last);
guint64 cbu_table_model_count_requests (CbuTableModel *self);
guint64 cbu_table_model_count_counted (CbuTableModel *self);
guint cbu_table_model_get_page_rows (CbuTableModel *self);

G_END_DECLS
