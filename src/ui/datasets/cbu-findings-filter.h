/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

#define CBU_TYPE_FINDINGS_FILTER (cbu_findings_filter_get_type ())
G_DECLARE_FINAL_TYPE (CbuFindingsFilter, cbu_findings_filter, CBU, FINDINGS_FILTER, AdwBin)

void cbu_findings_filter_show (CbuFindingsFilter *self, const CbuDossier *dossier);
gboolean cbu_findings_filter_matches (CbuFindingsFilter *self, const char *file_id);
void cbu_findings_filter_include (CbuFindingsFilter *self, const char *file_id);

G_END_DECLS
