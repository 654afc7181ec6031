/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* @files: (element-type GFile), never empty: a choice that was closed calls nothing. */
typedef void (*CbuFilesFunc) (gpointer widget, GListModel *files);

void cbu_choose_files (gpointer widget,
                       const char *title,
                       const char *accept,
                       gboolean multiple,
                       GFile *folder,
                       CbuFilesFunc chosen);
void cbu_choose_folder (gpointer widget, const char *title, CbuFilesFunc chosen);
void cbu_choose_save (gpointer widget, const char *title, const char *name, CbuFilesFunc chosen);
void cbu_get_text_color (GtkWidget *widget, GdkRGBA *color);
void cbu_show_about (GtkWindow *parent, const char *name, const char *comments);
void cbu_show_day (GtkCalendar *calendar, GDateTime *day);
void cbu_show_uri (gpointer widget, const char *uri);
GtkWidget *cbu_question_new (gpointer widget,
                             const char *heading,
                             const char *body,
                             GtkWidget *child,
                             const char *refuse,
                             const char *response,
                             const char *label);
void cbu_question_set_enabled (gpointer question, const char *response, gboolean enabled);

G_END_DECLS
