/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

#define CBU_TYPE_TABLE_PROFILE (cbu_table_profile_get_type ())
G_DECLARE_FINAL_TYPE (CbuTableProfile, cbu_table_profile, CBU, TABLE_PROFILE, GtkBox)

GtkWidget *cbu_table_profile_new (void);
void cbu_table_profile_set_reader (CbuTableProfile *self, CbReader *reader);
void cbu_table_profile_show_column (CbuTableProfile *self, guint column, const char *title);
gboolean cbu_table_profile_is_ready (CbuTableProfile *self);

G_END_DECLS
