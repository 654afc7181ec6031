/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

#define CBU_TYPE_TABLE_REPLACE (cbu_table_replace_get_type ())
G_DECLARE_FINAL_TYPE (CbuTableReplace, cbu_table_replace, CBU, TABLE_REPLACE, AdwBin)

GtkWidget *cbu_table_replace_new (void);
void cbu_table_replace_set (CbuTableReplace *self, CbReader *reader, const char *find, int column);
void cbu_table_replace_focus (CbuTableReplace *self);
void cbu_table_replace_do (CbuTableReplace *self);
const char *cbu_table_replace_get_status (CbuTableReplace *self);

G_END_DECLS
