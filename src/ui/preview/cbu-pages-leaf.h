/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/preview/cbu-pages-model.h"

G_BEGIN_DECLS

#define CBU_TYPE_PAGES_LEAF (cbu_pages_leaf_get_type ())
G_DECLARE_FINAL_TYPE (CbuPagesLeaf, cbu_pages_leaf, CBU, PAGES_LEAF, GtkWidget)

GtkWidget *cbu_pages_leaf_new (CbuPagesModel *model, guint page);
void cbu_pages_leaf_refresh (CbuPagesLeaf *self);

G_END_DECLS
