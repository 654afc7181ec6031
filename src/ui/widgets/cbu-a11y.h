/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void cbu_a11y_set_name (gpointer widget, const char *name);
void cbu_a11y_label_by (gpointer widget, gpointer label);
void cbu_a11y_name_row (GtkWidget *child, const char *name);
void cbu_a11y_name_calendar (GtkWidget *calendar);

G_END_DECLS
