/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/catalog/cb-catalog-columns.h"

G_BEGIN_DECLS

/* From so many percent on a column needs no question. */
#define CB_CATALOG_SURE 80
#define CB_CATALOG_N_SAMPLES 3

/**
 * CbCatalogMapped:
 * @label: as the file names the column; may be ""
 * @column: what it says
 * @confidence: of that, in percent; 100 when a person said so
 * @samples: up to %CB_CATALOG_N_SAMPLES different values
 */
typedef struct
{
  char *label;
  CbCatalogColumn column;
  guint confidence;
  GStrv samples;
} CbCatalogMapped;

/**
 * CbCatalogLayout:
 * @columns: (element-type CbCatalogMapped): one for each column of the file
 * @next_row: position in the rows of the first one below the header
 * @key: names the layout: files with the same columns in the same order have the same
 */
typedef struct
{
  GPtrArray *columns;
  guint next_row;
  char *key;
} CbCatalogLayout;

CbCatalogLayout *cb_catalog_layout_find (const char *const *header,
                                         GPtrArray *rows) G_GNUC_WARN_UNUSED_RESULT;
void cb_catalog_layout_free (CbCatalogLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogLayout, cb_catalog_layout_free)

gboolean cb_catalog_layout_is_usable (const CbCatalogLayout *self);
gboolean cb_catalog_layout_is_sure (const CbCatalogLayout *self);
void cb_catalog_layout_set (CbCatalogLayout *self, guint i, CbCatalogColumn column);
gboolean cb_catalog_layout_map (CbCatalogLayout *self, const char *rule, GError **error);
JsonObject *cb_catalog_layout_to_json (const CbCatalogLayout *self);
gboolean cb_catalog_layout_apply (CbCatalogLayout *self, JsonObject *mapping);
char *cb_catalog_layout_dup_letter (guint i);

gboolean cb_catalog_layout_repeats (const CbCatalogLayout *self, const char *const *row);

G_END_DECLS
