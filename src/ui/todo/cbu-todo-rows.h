/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *cbu_todo_rows_find (GtkWidget *widget, const char *key);
void cbu_todo_rows_mark (GtkWidget *box, GtkWidget *row);
char *cbu_todo_rows_dup_focused_key (GtkWidget *box);
GtkWidget *cbu_todo_rows_find_popover (GtkWidget *widget);

G_END_DECLS
