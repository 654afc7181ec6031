/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

/* Which version: the one in force. */
#define CB_CATALOG_CURRENT 0

/**
 * CbCatalogVersion:
 * @version: 1, 2, 3…
 * @decision: the decision it was issued with, as the person wrote it
 * @issued, @effective: (nullable): its day and the day that it is in effect from, YYYY-MM-DD
 * @replaces: (nullable): the decision that it replaces, as the person wrote it
 * @file_name: (nullable): where it was read from
 * @imported_us: when
 * @items: how many
 * @in_force: whether it is the one that counts today
 * @held: kept to be looked at; it never comes into force by itself
 */
typedef struct
{
  guint version;
  char *decision;
  char *issued;
  char *effective;
  char *replaces;
  char *file_name;
  gint64 imported_us;
  guint items;
  gboolean in_force;
  gboolean held;
} CbCatalogVersion;

void cb_catalog_version_free (CbCatalogVersion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogVersion, cb_catalog_version_free)

guint cb_store_add_catalog (CbStore *self, const char *decision, GPtrArray *items, GError **error);
guint cb_store_add_catalog_version (CbStore *self,
                                    const CbCatalogVersion *version,
                                    GPtrArray *items,
                                    GError **error);
gboolean cb_store_put_catalog_in_force (CbStore *self, guint version, GError **error);
gboolean cb_store_hold_catalog (CbStore *self, guint version, GError **error);
GPtrArray *cb_store_list_catalog_versions (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
cb_store_list_catalog (CbStore *self, guint version, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GHashTable *cb_store_map_catalog_since (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbCatalogItem *cb_store_get_catalog_item (CbStore *self,
                                          const char *code,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What the columns of a layout are. */
char *cb_store_dup_catalog_layout (CbStore *self, const char *key, GError **error);
gboolean
cb_store_set_catalog_layout (CbStore *self, const char *key, const char *mapping, GError **error);

G_END_DECLS
