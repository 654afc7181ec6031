/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What a column of a danh mục says (regulations.md §3). */
typedef enum
{
  CB_CATALOG_COLUMN_NONE, /* not understood; kept in the note */
  CB_CATALOG_COLUMN_NUMBER,
  CB_CATALOG_COLUMN_CODE,
  CB_CATALOG_COLUMN_PARENT, /* the code of the item or group above */
  CB_CATALOG_COLUMN_FIELD,
  CB_CATALOG_COLUMN_TITLE,
  CB_CATALOG_COLUMN_DESCRIPTION,
  CB_CATALOG_COLUMN_OWNER,
  CB_CATALOG_COLUMN_PARTNER,
  CB_CATALOG_COLUMN_FREQUENCY,
  CB_CATALOG_COLUMN_FORMATS,
  CB_CATALOG_COLUMN_SHARING_WAY,
  CB_CATALOG_COLUMN_SHARING,
  CB_CATALOG_COLUMN_DEADLINE,
  CB_CATALOG_COLUMN_NOTE,
} CbCatalogColumn;

#define CB_CATALOG_N_COLUMNS (CB_CATALOG_COLUMN_NOTE + 1)

CbCatalogColumn cb_catalog_column_guess (const char *header, guint *confidence);
CbCatalogColumn cb_catalog_column_from_header (const char *header);
const char *cb_catalog_column_name (CbCatalogColumn column);
gboolean cb_catalog_column_from_name (const char *name, CbCatalogColumn *column);
const char *cb_catalog_column_title (CbCatalogColumn column);

G_END_DECLS
