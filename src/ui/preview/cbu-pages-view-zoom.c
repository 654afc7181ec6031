/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How large pages are. */

#include "config.h"

#include "ui/preview/cbu-pages-view-private.h"

/**
 * cbu_pages_view_hold_middle:
 * @self: a view
 *
 * What is in the middle of the window stays there when pages get another size.
 */
void
cbu_pages_view_hold_middle (CbuPagesView *self)
{
  g_return_if_fail (CBU_IS_PAGES_VIEW (self));

  _cbu_pages_view_hold (self, gtk_widget_get_height (GTK_WIDGET (self)) / 2.0);
}

/**
 * cbu_pages_view_set_zoom:
 * @self: a view
 * @zoom: in hundredths of the size on paper, or %CBU_PAGES_FIT_WIDTH; what is beyond
 *   %CBU_PAGES_LEAST_ZOOM and %CBU_PAGES_MOST_ZOOM becomes the one or the other
 *
 * What stays in its place is what was held there last: the upper edge of the window, since it was
 * scrolled, or what cbu_pages_view_hold_middle() was told.
 */
void
cbu_pages_view_set_zoom (CbuPagesView *self, double zoom)
{
  g_return_if_fail (CBU_IS_PAGES_VIEW (self));

  if (zoom != CBU_PAGES_FIT_WIDTH)
    zoom = CLAMP (zoom, CBU_PAGES_LEAST_ZOOM, CBU_PAGES_MOST_ZOOM);
  if (self->zoom == zoom)
    return;
  self->zoom = zoom;
  self->placed = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * cbu_pages_view_fits_width:
 * @self: a view
 *
 * Returns: whether pages are as wide as there is room
 */
gboolean
cbu_pages_view_fits_width (CbuPagesView *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), FALSE);

  return self->zoom == CBU_PAGES_FIT_WIDTH;
}

/**
 * cbu_pages_view_get_zoom:
 * @self: a view
 *
 * Returns: how large pages are, in hundredths of the size on paper; 0 when there are none
 */
double
cbu_pages_view_get_zoom (CbuPagesView *self)
{
  g_return_val_if_fail (CBU_IS_PAGES_VIEW (self), 0);

  /* As it will be, when a frame is still to come. */
  if (self->zoom != CBU_PAGES_FIT_WIDTH)
    return self->zoom;

  return self->scale > 0 ? self->scale / CBU_PAGES_PIXELS_PER_POINT * 100 : 0;
}
