/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CbuTableEdits CbuTableEdits;

CbuTableEdits *cbu_table_edits_new (void);
void cbu_table_edits_free (CbuTableEdits *self);
void cbu_table_edits_forget (CbuTableEdits *self);
void cbu_table_edits_set_marks (CbuTableEdits *self, GArray *places, guint64 header_row);
void cbu_table_edits_put (CbuTableEdits *self, guint64 row, guint column, const char *text);
void cbu_table_edits_settle (CbuTableEdits *self, guint64 row, guint column, const char *text);
void cbu_table_edits_drop (CbuTableEdits *self, guint64 row, guint column);
gboolean cbu_table_edits_is_typed (CbuTableEdits *self, guint64 row, guint column);
gboolean cbu_table_edits_has (CbuTableEdits *self, guint64 row, guint column);
const char *const *
cbu_table_edits_patch (CbuTableEdits *self, guint64 row, const char *const *cells, guint *n_cells);

G_END_DECLS
