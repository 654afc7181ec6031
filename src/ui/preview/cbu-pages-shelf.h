/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * CbuPageImage:
 * @width: of all of the page, in pixels of the screen
 * @height: of all of the page, in pixels of the screen
 * @strip_height: of each strip but the last, which may be lower
 * @strips: (element-type GdkTexture): from above; %NULL where it is not there yet
 *
 * A page as it was drawn, in strips over its whole width: a large page is not drawn at once, and
 * not where nobody looks.
 */
typedef struct
{
  guint width;
  guint height;
  guint strip_height;
  GPtrArray *strips;
} CbuPageImage;

typedef struct _CbuPagesShelf CbuPagesShelf;

CbuPagesShelf *cbu_pages_shelf_new (guint64 most_pixels);
void cbu_pages_shelf_free (CbuPagesShelf *self);
void cbu_pages_shelf_prepare (
    CbuPagesShelf *self, guint page, guint width, guint height, guint strip_height);
gboolean
cbu_pages_shelf_find_gap (CbuPagesShelf *self, guint page, double top, double bottom, guint *strip);
void cbu_pages_shelf_put (
    CbuPagesShelf *self, guint page, guint width, guint height, guint strip, GdkTexture *texture);
void cbu_pages_shelf_forget (CbuPagesShelf *self, guint first, guint last);
void cbu_pages_shelf_set_problem (CbuPagesShelf *self, guint page, const GError *problem);
const GError *cbu_pages_shelf_get_problem (CbuPagesShelf *self, guint page);
const CbuPageImage *cbu_pages_shelf_get_image (CbuPagesShelf *self, guint page);
const CbuPageImage *cbu_pages_shelf_get_former_image (CbuPagesShelf *self, guint page);
guint64 cbu_pages_shelf_count_pixels (CbuPagesShelf *self);

G_END_DECLS
