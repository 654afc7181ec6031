/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define CBU_TYPE_SPLIT (cbu_split_get_type ())
G_DECLARE_FINAL_TYPE (CbuSplit, cbu_split, CBU, SPLIT, GtkWidget)

void cbu_split_set_sidebar (CbuSplit *self, GtkWidget *sidebar);
void cbu_split_set_content (CbuSplit *self, GtkWidget *content);
gboolean cbu_split_is_compact (CbuSplit *self);

G_END_DECLS
