/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CbuTableHidden CbuTableHidden;

CbuTableHidden *cbu_table_hidden_new (GPtrArray *things, int sheet);
void cbu_table_hidden_free (CbuTableHidden *self);
gboolean cbu_table_hidden_has_row (const CbuTableHidden *self, guint64 number);
gboolean cbu_table_hidden_has_column (const CbuTableHidden *self, guint column);

G_END_DECLS
