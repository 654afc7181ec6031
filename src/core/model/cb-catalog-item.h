/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* How often an item is updated; read from the words of regulations.md §3. */
typedef enum
{
  CB_FREQUENCY_UNKNOWN,
  CB_FREQUENCY_REAL_TIME,
  CB_FREQUENCY_DAILY,
  CB_FREQUENCY_WEEKLY,
  CB_FREQUENCY_MONTHLY,
  CB_FREQUENCY_QUARTERLY,
  CB_FREQUENCY_HALF_YEARLY,
  CB_FREQUENCY_YEARLY,
  CB_FREQUENCY_FIVE_YEARLY,
  CB_FREQUENCY_ON_CHANGE,
} CbFrequency;

/**
 * CbCatalogItem:
 * @code: unique within one version of the catalog; made from the position when the file has none
 * @field: lĩnh vực
 * @owner: cơ quan chủ trì, chủ quản
 * @frequency, @frequency_text: understood, and as written
 * @formats: as written, lower case, separated by `,`
 * @sharing: mở, dùng chung, riêng: as written
 * @source_row: 1-based row of the imported file
 * @source_cells: (nullable): where each attribute stands in it: "title=B8;owner=A5"; see
 *   cb_catalog_item_dup_source()
 */
typedef struct
{
  char *code;
  char *title;
  char *description;
  char *field;
  char *owner;
  CbFrequency frequency;
  char *frequency_text;
  char *formats;
  char *sharing;
  char *deadline_text;
  char *note;
  guint source_row;
  char *source_cells;
} CbCatalogItem;

CbCatalogItem *cb_catalog_item_new (void);
CbCatalogItem *cb_catalog_item_copy (const CbCatalogItem *self);
void cb_catalog_item_free (CbCatalogItem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogItem, cb_catalog_item_free)

void cb_catalog_item_set_source (CbCatalogItem *self, const char *attribute, const char *cell);
char *cb_catalog_item_dup_source (const CbCatalogItem *self, const char *attribute);

const char *cb_frequency_name (CbFrequency value);
CbFrequency cb_frequency_from_name (const char *name);
CbFrequency cb_frequency_from_text (const char *text);
const char *cb_frequency_title (CbFrequency frequency);

G_END_DECLS
