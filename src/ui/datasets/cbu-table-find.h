/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/reading/cb-reader.h"
#include "ui/datasets/cbu-grid.h"

G_BEGIN_DECLS

#define CBU_TYPE_TABLE_FIND (cbu_table_find_get_type ())
G_DECLARE_FINAL_TYPE (CbuTableFind, cbu_table_find, CBU, TABLE_FIND, AdwBin)

void cbu_table_find_set_table (CbuTableFind *self, CbReader *reader, CbuGrid *grid);
void cbu_table_find_open (CbuTableFind *self, gboolean in_column);
void cbu_table_find_take_reader (CbuTableFind *self, CbReader *reader);
void cbu_table_find_set_replaceable (CbuTableFind *self, gboolean replaceable);
void cbu_table_find_open_replace (CbuTableFind *self);
void cbu_table_find_close (CbuTableFind *self);
gboolean cbu_table_find_is_open (CbuTableFind *self);
void cbu_table_find_step (CbuTableFind *self, gboolean backwards);
gboolean cbu_table_find_matches (CbuTableFind *self, guint column, const char *text);
const char *cbu_table_find_get_status (CbuTableFind *self);

G_END_DECLS
