/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "base/cb-schema.h"

G_BEGIN_DECLS

/**
 * CbuColumnChangedFunc:
 * @row: of the column
 * @user_data: as given
 *
 * Something else is said of the column now.
 */
typedef void (*CbuColumnChangedFunc) (GtkWidget *row, gpointer user_data);

void cbu_column_fields_add (AdwExpanderRow *row,
                            CbSchemaField *field,
                            gboolean can_change,
                            CbuColumnChangedFunc changed,
                            gpointer user_data);

G_END_DECLS
