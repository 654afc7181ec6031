/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* How far the agency is with an item. */
typedef enum
{
  CBU_CATALOG_NOTHING,
  CBU_CATALOG_PREPARED,
  CBU_CATALOG_PUBLISHED,
} CbuCatalogState;

/**
 * CbuCatalogRow:
 * @item: of the catalog in force
 * @state: how far it is
 */
typedef struct
{
  CbCatalogItem *item;
  CbuCatalogState state;
} CbuCatalogRow;

const char *cbu_catalog_state_title (CbuCatalogState state);
GPtrArray *cbu_catalog_rows_read (CbWorkplace *workplace, GError **error);

G_END_DECLS
