/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/preview/cbu-pages-model.h"

G_BEGIN_DECLS

/* In hundredths; 100 is the size on paper at 96 pixels to the inch. */
#define CBU_PAGES_LEAST_ZOOM 25
#define CBU_PAGES_MOST_ZOOM 400
/* As wide as there is room. */
#define CBU_PAGES_FIT_WIDTH 0

#define CBU_TYPE_PAGES_VIEW (cbu_pages_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuPagesView, cbu_pages_view, CBU, PAGES_VIEW, GtkWidget)

void cbu_pages_view_set_model (CbuPagesView *self, CbuPagesModel *model);
void cbu_pages_view_go_to (CbuPagesView *self, guint page);
void cbu_pages_view_show_place (CbuPagesView *self, guint page, double points);
CbuPagesModel *cbu_pages_view_get_model (CbuPagesView *self);
gboolean cbu_pages_view_select_page (CbuPagesView *self);
char *cbu_pages_view_dup_selected (CbuPagesView *self);
guint cbu_pages_view_get_page (CbuPagesView *self);
void cbu_pages_view_hold_middle (CbuPagesView *self);
void cbu_pages_view_set_zoom (CbuPagesView *self, double zoom);
gboolean cbu_pages_view_fits_width (CbuPagesView *self);
double cbu_pages_view_get_zoom (CbuPagesView *self);
guint cbu_pages_view_count_leaves (CbuPagesView *self);

G_END_DECLS
