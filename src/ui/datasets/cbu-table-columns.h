/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"
#include "ui/datasets/cbu-grid.h"
#include "ui/datasets/cbu-grid-row.h"

G_BEGIN_DECLS

CbuGridColumn *cbu_table_columns_new (GtkWidget *widget,
                                      const char *const *titles,
                                      const CbRows *first_rows,
                                      guint *n_columns);
int cbu_table_columns_fit_number (GtkWidget *widget, const char *text, int width);
void cbu_table_columns_free (CbuGridColumn *columns, guint n_columns);
char *cbu_table_columns_dup_letters (guint column);
gboolean cbu_table_columns_parse_place (
    const char *text, guint64 *number, gboolean *has_number, guint *column, gboolean *has_column);

G_END_DECLS
