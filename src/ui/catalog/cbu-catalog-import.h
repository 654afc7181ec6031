/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-catalog.h"

G_BEGIN_DECLS

/**
 * CbuCatalogImport:
 * @file: (owned) (nullable): the danh mục
 * @address: (owned) (nullable): of a portal, instead
 * @draft: (owned) (nullable): what is read of it; read when there is none yet
 * @taken: (owned) (nullable): what came of it; %NULL as long as somebody has to be asked
 * @decision: (owned): what is known of the decision that it is from
 * @effective: (owned) (nullable): from which day on
 * @asked: somebody has said what the columns are, and which decision
 * @torn: the file's name says one decision, what stands in it another
 *
 * One way of a catalog into the program: read, asked about where that is needed, taken in.
 */
typedef struct
{
  GFile *file;
  char *address;
  CbCatalogDraft *draft;
  CbCatalogTaken *taken;
  char *decision;
  char *effective;
  gboolean asked;
  gboolean torn;
} CbuCatalogImport;

CbuCatalogImport *cbu_catalog_import_new (GFile *file);
void cbu_catalog_import_free (gpointer self);
gpointer cbu_catalog_import_run (CbWorkplace *workplace,
                                 gpointer self,
                                 GCancellable *cancellable,
                                 GError **error);

G_END_DECLS
