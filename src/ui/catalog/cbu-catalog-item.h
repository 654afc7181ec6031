/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/model/cb-catalog-item.h"

G_BEGIN_DECLS

void cbu_catalog_item_fill (GtkBox *box, const CbCatalogItem *item);

G_END_DECLS
