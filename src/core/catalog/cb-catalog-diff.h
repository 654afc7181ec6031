/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

typedef enum
{
  CB_CATALOG_CHANGE_ADDED,
  CB_CATALOG_CHANGE_EDITED,
  CB_CATALOG_CHANGE_WITHDRAWN,
} CbCatalogChangeKind;

/**
 * CbCatalogFieldChange:
 * @attribute: its stable name, see cb_catalog_attribute_title()
 * @before, @after: as written; may be ""
 */
typedef struct
{
  const char *attribute;
  char *before;
  char *after;
} CbCatalogFieldChange;

/**
 * CbCatalogChange:
 * @kind: what happened to the item
 * @before: (nullable): as it was; %NULL when it was added
 * @after: (nullable): as it is; %NULL when it was withdrawn
 * @fields: (element-type CbCatalogFieldChange): of an edited item
 */
typedef struct
{
  CbCatalogChangeKind kind;
  CbCatalogItem *before;
  CbCatalogItem *after;
  GPtrArray *fields;
} CbCatalogChange;

void cb_catalog_change_free (CbCatalogChange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogChange, cb_catalog_change_free)

const char *cb_catalog_change_kind_name (CbCatalogChangeKind kind);
const char *cb_catalog_change_kind_title (CbCatalogChangeKind kind);
const char *cb_catalog_attribute_title (const char *attribute);
const char *cb_catalog_item_get (const CbCatalogItem *item, const char *attribute);

GPtrArray *cb_catalog_diff (GPtrArray *before, GPtrArray *after) G_GNUC_WARN_UNUSED_RESULT;
guint cb_catalog_adopt_codes (GPtrArray *items, GPtrArray *before);

G_END_DECLS
