/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

#define CBU_TYPE_METADATA_FORM (cbu_metadata_form_get_type ())
G_DECLARE_FINAL_TYPE (CbuMetadataForm, cbu_metadata_form, CBU, METADATA_FORM, AdwBin)

void cbu_metadata_form_show (CbuMetadataForm *self, CbuSession *session, const CbuDossier *dossier);
const char *cbu_metadata_form_get_title (const char *name);
void cbu_metadata_form_flush (CbuMetadataForm *self);
char *cbu_metadata_form_dup_unsaved (CbuMetadataForm *self);

G_END_DECLS
