/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/workplace/cb-workplace-catalog.h"

G_BEGIN_DECLS

#define CBU_TYPE_MAPPING (cbu_mapping_get_type ())
G_DECLARE_FINAL_TYPE (CbuMapping, cbu_mapping, CBU, MAPPING, AdwBin)

GtkWidget *cbu_mapping_new (void);
void cbu_mapping_show (CbuMapping *self, CbCatalogDraft *draft, const char *decision);
gboolean cbu_mapping_is_asking (CbuMapping *self);
CbCatalogDraft *cbu_mapping_steal (CbuMapping *self);
void cbu_mapping_give_back (CbuMapping *self, CbCatalogDraft *draft);
char *cbu_mapping_dup_decision (CbuMapping *self);
char *cbu_mapping_dup_effective (CbuMapping *self);

G_END_DECLS
