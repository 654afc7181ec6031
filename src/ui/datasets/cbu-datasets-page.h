/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_DATASETS_PAGE (cbu_datasets_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuDatasetsPage, cbu_datasets_page, CBU, DATASETS_PAGE, AdwBin)

GtkWidget *cbu_datasets_page_new (CbuSession *session);
void cbu_datasets_page_open (CbuDatasetsPage *self, const char *id);
void cbu_datasets_page_prepare (CbuDatasetsPage *self, const char *item_code, const char *period);
void cbu_datasets_page_take_files (CbuDatasetsPage *self, GListModel *files, gboolean into_open);

G_END_DECLS
