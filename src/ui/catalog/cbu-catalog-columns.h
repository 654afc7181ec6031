/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cbu_catalog_columns_add (GtkColumnView *view);
void cbu_catalog_columns_set_beside (GtkColumnView *view, gboolean beside_item);

G_END_DECLS
