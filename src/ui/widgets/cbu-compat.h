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
void cbu_choose_save (gpointer widget, const char *title, const char *name, CbuFilesFunc chosen);
void cbu_get_text_color (GtkWidget *widget, GdkRGBA *color);
void cbu_show_uri (gpointer widget, const char *uri);

G_END_DECLS
