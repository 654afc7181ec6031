/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *cbu_label_new (const char *text, const char *css_classes);
GtkWidget *cbu_wrapped_label_new (const char *text, const char *css_classes);
GtkWidget *cbu_pill_new (const char *text, const char *css_class);
void cbu_pill_set (GtkWidget *pill, const char *text, const char *css_class);
GtkWidget *cbu_fact_row_new (const char *title, const char *value);
GtkWidget *
cbu_action_button_new (const char *label, const char *css_class, const char *action, GVariant *to);
GtkWidget *cbu_heading_new (const char *text);
void cbu_clear (gpointer container);
gboolean cbu_says_anew (gpointer widget, const char *said);
int cbu_scale_to_text (GtkWidget *widget, int pixels);

void cbu_toast (gpointer widget, const char *text);
void cbu_toast_written (gpointer widget, const char *text, GFile *file);
void cbu_toast_undo (gpointer widget, const char *text, const char *action, GVariant *target);
void cbu_toast_undo_last (gpointer widget, const char *text, const char *action, GVariant *target);
void cbu_show_error (gpointer widget, const GError *error);
GtkWidget *cbu_accept_header_new (GtkWidget *accept);
void cbu_close_on_escape (GtkWidget *window);

G_END_DECLS
