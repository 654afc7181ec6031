/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/datasets/cbu-comparison.h"

G_BEGIN_DECLS

GtkWidget *
cbu_change_row_new (const CbuComparison *comparison, CbDiffKind kind, const CbTableDiffRow *row);
gboolean cbu_change_row_get_place (GtkWidget *row, guint64 *number, int *column);

G_END_DECLS
