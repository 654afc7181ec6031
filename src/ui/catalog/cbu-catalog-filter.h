/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/catalog/cbu-catalog-rows.h"

G_BEGIN_DECLS

#define CBU_TYPE_CATALOG_FILTER (cbu_catalog_filter_get_type ())
G_DECLARE_FINAL_TYPE (CbuCatalogFilter, cbu_catalog_filter, CBU, CATALOG_FILTER, AdwBin)

void cbu_catalog_filter_set_rows (CbuCatalogFilter *self, GPtrArray *values);
gboolean cbu_catalog_filter_matches (CbuCatalogFilter *self, const CbuCatalogRow *row);
gboolean cbu_catalog_filter_is_set (CbuCatalogFilter *self);
void cbu_catalog_filter_clear (CbuCatalogFilter *self);

G_END_DECLS
