/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/catalog/cb-catalog-import.h"

G_BEGIN_DECLS

/**
 * CbCatalogHeader:
 * @columns: (element-type CbCatalogColumn): what each column says
 * @labels: (element-type utf8): as the file names them
 * @next_row: position in the rows of the first one below the header
 */
typedef struct
{
  GArray *columns;
  GPtrArray *labels;
  guint next_row;
} CbCatalogHeader;

CbCatalogHeader *cb_catalog_columns_find (const char *const *header, GPtrArray *rows);
void cb_catalog_header_free (CbCatalogHeader *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogHeader, cb_catalog_header_free)

gboolean cb_catalog_header_repeats (const CbCatalogHeader *self, const char *const *row);

G_END_DECLS
