/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

/* Which version: the one imported last. */
#define CB_CATALOG_CURRENT 0

/**
 * CbCatalogVersion:
 * @version: 1, 2, 3…
 * @decision: the decision it was issued with, as the person wrote it
 * @imported_us: when
 * @items: how many
 */
typedef struct
{
  guint version;
  char *decision;
  gint64 imported_us;
  guint items;
} CbCatalogVersion;

void cb_catalog_version_free (CbCatalogVersion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogVersion, cb_catalog_version_free)

guint cb_store_add_catalog (CbStore *self, const char *decision, GPtrArray *items, GError **error);
GPtrArray *cb_store_list_catalog_versions (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
cb_store_list_catalog (CbStore *self, guint version, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbCatalogItem *cb_store_get_catalog_item (CbStore *self,
                                          const char *code,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
