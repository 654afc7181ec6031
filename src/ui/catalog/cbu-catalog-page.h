/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_CATALOG_PAGE (cbu_catalog_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuCatalogPage, cbu_catalog_page, CBU, CATALOG_PAGE, AdwBin)

GtkWidget *cbu_catalog_page_new (CbuSession *session);
void cbu_catalog_page_import (CbuCatalogPage *self, GFile *file);

G_END_DECLS
