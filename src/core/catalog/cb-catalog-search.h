/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

char *cb_catalog_fold (const CbCatalogItem *item);
GStrv cb_catalog_split_search (const char *search);
gboolean cb_catalog_matches (const char *folded, const char *const *words);
GPtrArray *cb_catalog_search (GPtrArray *items, const char *search);

G_END_DECLS
