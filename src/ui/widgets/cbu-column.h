/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void
cbu_column_add (GtkColumnView *view, const char *title, int width, GCallback bind, guint position);
void cbu_column_show (GtkListItem *item, const char *text);

G_END_DECLS
