/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"
#include "ui/datasets/cbu-grid.h"

G_BEGIN_DECLS

#define CBU_TYPE_TABLE (cbu_table_get_type ())
G_DECLARE_FINAL_TYPE (CbuTable, cbu_table, CBU, TABLE, GtkBox)

void cbu_table_show (CbuTable *self, CbReader *reader, const CbRows *first_rows);
void cbu_table_stay (CbuTable *self);
void cbu_table_set_editable (CbuTable *self, gboolean editable);
void cbu_table_set_edits (CbuTable *self, GArray *places);
void cbu_table_edit_done (CbuTable *self, guint64 row, guint column, const char *text);
void cbu_table_edit_failed (
    CbuTable *self, guint64 row, guint column, const char *text, const char *problem);
void cbu_table_set_findings (CbuTable *self, GPtrArray *findings);
void cbu_table_go_to (CbuTable *self, guint64 row, int column);
void cbu_table_go_to_in_sheet (CbuTable *self, const char *sheet, guint64 row, int column);
gboolean cbu_table_command (CbuTable *self, const char *name);
int cbu_table_get_sheet (CbuTable *self);
CbuGrid *cbu_table_get_grid (CbuTable *self);
CbReader *cbu_table_get_reader (CbuTable *self);

G_END_DECLS
