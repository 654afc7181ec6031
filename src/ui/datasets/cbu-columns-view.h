/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/model/cb-dataset.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_COLUMNS_VIEW (cbu_columns_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuColumnsView, cbu_columns_view, CBU, COLUMNS_VIEW, AdwBin)

void cbu_columns_view_show (CbuColumnsView *self,
                            CbuSession *session,
                            const char *dataset_id,
                            const CbDatasetFile *file,
                            gboolean can_change);
char *cbu_columns_view_dup_json (CbuColumnsView *self);
const char *cbu_columns_view_get_file (CbuColumnsView *self);
void cbu_columns_view_note_kept (CbuColumnsView *self, const char *json);

G_END_DECLS
