/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_CATALOG_VERSIONS (cbu_catalog_versions_get_type ())
G_DECLARE_FINAL_TYPE (CbuCatalogVersions, cbu_catalog_versions, CBU, CATALOG_VERSIONS, AdwWindow)

GtkWidget *cbu_catalog_versions_new (CbuSession *session, GtkWindow *parent);

G_END_DECLS
