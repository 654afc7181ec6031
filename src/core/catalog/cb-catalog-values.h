/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/catalog/cb-catalog-columns.h"

G_BEGIN_DECLS

/* What a cell of a danh mục can hold. */
char *cb_catalog_tidy (const char *cell);
gboolean cb_catalog_is_agency (const char *name);
char **cb_catalog_split_values (const char *text, const char *separators);
gboolean cb_catalog_find_bad_date (const char *text, char **date);
gboolean cb_catalog_is_group_number (const char *text);
const char *cb_catalog_skip_group_number (const char *text);
char *cb_catalog_tidy_formats (const char *text);
char *cb_catalog_tidy_agencies (const char *cell);
guint cb_catalog_fits (CbCatalogColumn column, const char *value);

G_END_DECLS
