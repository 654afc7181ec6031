/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

#define CBU_TYPE_FILES_VIEW (cbu_files_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuFilesView, cbu_files_view, CBU, FILES_VIEW, AdwBin)

void cbu_files_view_show (CbuFilesView *self, CbuSession *session, const CbuDossier *dossier);

G_END_DECLS
