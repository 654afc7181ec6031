/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/catalog/cb-catalog-layout.h"
#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

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

CbCatalogProblem *cb_catalog_problem_new (guint row, char *what, const char *remedy);
void cb_catalog_problem_free (CbCatalogProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCatalogProblem, cb_catalog_problem_free)

GPtrArray *cb_catalog_import (const CbCatalogLayout *layout,
                              GPtrArray *rows,
                              guint first_row,
                              GPtrArray **problems,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
