/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-catalog-item.h"
#include "core/registers/cb-proposal.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GtkWidget *
cbu_catalog_item_propose_new (CbProposal kind, const CbCatalogItem *item, const char *label);
void cbu_catalog_item_fill (GtkBox *box, CbuSession *session, const CbCatalogItem *item);

G_END_DECLS
