/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/preview/cbu-pages-view.h"

G_BEGIN_DECLS

#define CBU_TYPE_PAGES (cbu_pages_get_type ())
G_DECLARE_FINAL_TYPE (CbuPages, cbu_pages, CBU, PAGES, GtkBox)

void cbu_pages_show (CbuPages *self, CbReader *reader);
CbReader *cbu_pages_get_reader (CbuPages *self);
CbuPagesView *cbu_pages_get_view (CbuPages *self);
gboolean cbu_pages_command (CbuPages *self, const char *name);
void cbu_pages_go_to (CbuPages *self, guint page);

G_END_DECLS
