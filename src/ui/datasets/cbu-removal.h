/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-dataset.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GtkWidget *cbu_removal_button_new (void);
void cbu_removal_button_set (GtkWidget *button, const CbDataset *dataset, CbRemoval removal);
GtkWidget *cbu_removed_row_new (const CbDataset *dataset);
void cbu_removal_remove (GtkWidget *window, CbuSession *session, const char *id);
void cbu_removal_restore (GtkWidget *window, CbuSession *session, const char *id);

G_END_DECLS
