/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CBU_TYPE_CELL_EDITOR (cbu_cell_editor_get_type ())
G_DECLARE_FINAL_TYPE (CbuCellEditor, cbu_cell_editor, CBU, CELL_EDITOR, GtkPopover)

GtkWidget *cbu_cell_editor_new (void);
void cbu_cell_editor_set_cell (CbuCellEditor *self, const char *heading, const char *before);
void cbu_cell_editor_expect_number (CbuCellEditor *self, gboolean is_number);
void cbu_cell_editor_set_text (CbuCellEditor *self, const char *text, const char *problem);
void cbu_cell_editor_wait (CbuCellEditor *self, const char *why);
const char *cbu_cell_editor_get_before (CbuCellEditor *self);
char *cbu_cell_editor_dup_text (CbuCellEditor *self);
const char *cbu_cell_editor_get_said (CbuCellEditor *self);
void cbu_cell_editor_accept (CbuCellEditor *self);
void cbu_cell_editor_finish (CbuCellEditor *self);

G_END_DECLS
