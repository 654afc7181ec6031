/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_DATASET_VIEW (cbu_dataset_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuDatasetView, cbu_dataset_view, CBU, DATASET_VIEW, AdwBin)

GtkWidget *cbu_dataset_view_new (CbuSession *session, const char *dataset_id);
void cbu_dataset_view_take_files (CbuDatasetView *self, GListModel *files);
gboolean cbu_dataset_view_command (CbuDatasetView *self, const char *name);
const char *cbu_dataset_view_get_id (CbuDatasetView *self);

G_END_DECLS
