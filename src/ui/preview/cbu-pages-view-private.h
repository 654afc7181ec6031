/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/preview/cbu-pages-view.h"

G_BEGIN_DECLS

#define CBU_PAGES_PIXELS_PER_POINT (96.0 / 72)

/* Seen by cbu-pages-view.c (which pages are where), cbu-pages-view-zoom.c (how large they are),
 * cbu-pages-view-input.c (keys and wheel) and cbu-pages-view-select.c (letters). */
struct _CbuPagesView
{
  GtkWidget parent_instance;

  /* Owned */
  CbuPagesModel *model;          /* (nullable) */
  GtkAdjustment *adjustments[2]; /* by GtkOrientation */
  GHashTable *leaves;            /* (element-type guint CbuPagesLeaf): on the screen; children */
  GArray *tops;                  /* (element-type double): where pages begin, and where all end */

  GtkScrollablePolicy policies[2];
  double zoom; /* in hundredths, or CBU_PAGES_FIT_WIDTH */

  /* What stays where it is when pages get another size: this far down this page (0: its top, 1: its
   * end) is so many pixels below the top of the window; and so far to the right (0 to 1) its
   * middle.
   */
  guint anchor_page;
  double anchor_part;
  double anchor_y;
  double anchor_x;

  /* Geometry, in pixels of the window */
  double scale; /* of a point */
  int factor;
  int widest;

  double pointer_y;

  /* While letters are being selected: the page, and before which letter it began */
  guint selected_page;
  guint selected_from;

  guint page; /* at which one is */
  guint zoomed_source;
  gboolean placed : 1;
  gboolean configuring : 1;
};

void _cbu_pages_view_add_controllers (CbuPagesView *self);
gboolean _cbu_pages_view_find_place (
    CbuPagesView *self, double x, double y, guint *page, graphene_point_t *at);
void _cbu_pages_view_go_to_part (CbuPagesView *self, guint page, double part, double y);
void _cbu_pages_view_add_selection (CbuPagesView *self);
void _cbu_pages_view_hold (CbuPagesView *self, double y);

G_END_DECLS
