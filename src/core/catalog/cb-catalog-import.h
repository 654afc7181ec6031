/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

/* What a column of a danh mục says (regulations.md §3). */
typedef enum
{
  CB_CATALOG_COLUMN_NONE, /* not understood; kept in the note */
  CB_CATALOG_COLUMN_NUMBER,
  CB_CATALOG_COLUMN_CODE,
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

/**
 * CbCatalogProblem:
 * @row: 1-based row of the file, 0 when it is about the whole file
 * @what: what is wrong, for people
 * @remedy: what was done about it or what to do, for people
 */
typedef struct
{
  guint row;
  char *what;
  char *remedy;
} CbCatalogProblem;

void cb_catalog_problem_free (CbCatalogProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogProblem, cb_catalog_problem_free)

CbCatalogColumn cb_catalog_column_from_header (const char *header);
GPtrArray *cb_catalog_import (const char *const *header,
                              GPtrArray *rows,
                              guint first_row,
                              GPtrArray **problems,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_catalog_search (GPtrArray *items, const char *search);

G_END_DECLS
