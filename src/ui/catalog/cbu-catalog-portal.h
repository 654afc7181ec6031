/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_CATALOG_PORTAL (cbu_catalog_portal_get_type ())
G_DECLARE_FINAL_TYPE (CbuCatalogPortal, cbu_catalog_portal, CBU, CATALOG_PORTAL, AdwBin)

GtkWidget *cbu_catalog_portal_new (void);
void cbu_catalog_portal_offer (CbuCatalogPortal *self, CbuSession *session);
char *cbu_catalog_portal_dup_address (CbuCatalogPortal *self);
void cbu_catalog_portal_set_reading (CbuCatalogPortal *self, gboolean reading);

G_END_DECLS
