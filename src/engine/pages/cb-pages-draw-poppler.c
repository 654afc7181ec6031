/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/pages/cb-pages.h"

#include "base/cb-error.h"
#include "engine/pages/cb-pages-private.h"

/* Of a page that cannot be read: A4. */
#define USUAL_WIDTH 595.0
#define USUAL_HEIGHT 842.0

/* Within a turn. */
static void
measure (PopplerPage *page, double *width, double *height)
{
  *width = USUAL_WIDTH;
  *height = USUAL_HEIGHT;
  if (page != NULL)
    poppler_page_get_size (page, width, height);
  /* A file may say anything, and not a number, too. */
  *width = *width >= 1 ? MIN (*width, CB_PAGES_MAX_SIDE) : 1;
  *height = *height >= 1 ? MIN (*height, CB_PAGES_MAX_SIDE) : 1;
}

/**
 * cb_pages_get_size:
 * @self: an open file
 * @page: 0-based
 * @width: (out): in points (1/72 inch), 1 to %CB_PAGES_MAX_SIDE
 * @height: (out): likewise
 *
 * As it is shown, turned as the file wants it. A page that cannot be read is of A4. From any
 * thread.
 */
void
cb_pages_get_size (CbPages *self, guint page, double *width, double *height)
{
  PopplerPage *found;

  g_return_if_fail (self != NULL && page < self->n_pages);

  _cb_pages_enter (self);
  found = poppler_document_get_page (self->document, (int)page);
  measure (found, width, height);
  g_clear_object (&found);
  _cb_pages_leave (self);
}

/**
 * cb_pages_read_boxes:
 * @self: an open file
 * @page: 0-based
 * @n_letters: how many characters its text has (cb_pages_read_text())
 *
 * From any thread.
 *
 * Returns: (transfer full) (element-type CbPagesBox): where each of these characters stands;
 * without extent where that is not known
 */
GArray *
cb_pages_read_boxes (CbPages *self, guint page, guint n_letters)
{
  GArray *boxes = g_array_sized_new (FALSE, TRUE, sizeof (CbPagesBox), n_letters);
  PopplerRectangle *found = NULL;
  PopplerPage *read;
  guint n_found = 0;

  g_return_val_if_fail (self != NULL && page < self->n_pages, boxes);

  g_array_set_size (boxes, n_letters);
  _cb_pages_enter (self);
  read = poppler_document_get_page (self->document, (int)page);
  if (read != NULL && !poppler_page_get_text_layout (read, &found, &n_found))
    n_found = 0;
  g_clear_object (&read);
  _cb_pages_leave (self);
  for (guint i = 0; i < MIN (n_letters, n_found); i++)
    g_array_index (boxes, CbPagesBox, i)
        = (CbPagesBox){ MIN (found[i].x1, found[i].x2), MIN (found[i].y1, found[i].y2),
                        MAX (found[i].x1, found[i].x2), MAX (found[i].y1, found[i].y2) };
  g_free (found);

  return boxes;
}

static void
draw (PopplerPage *page, cairo_surface_t *surface, const CbPagesPart *part)
{
  cairo_t *cr = cairo_create (surface);
  double width, height;

  measure (page, &width, &height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_paint (cr);
  cairo_translate (cr, -(double)part->x, -(double)part->y);
  cairo_scale (cr, part->page_width / width, part->page_height / height);
  poppler_page_render (page, cr);
  cairo_destroy (cr);
  cairo_surface_flush (surface);
}

/**
 * cb_pages_draw:
 * @self: an open file
 * @page: 0-based
 * @part: what of it, and how large; the caller bounds how many pixels that are
 * @error: where to say why not
 *
 * Draws a part of a page on white paper, with what stands in its form and notes on it. It cannot be
 * stopped: Poppler draws all or nothing. From any thread.
 *
 * Returns: (transfer full): the pixels, four bytes each as %CAIRO_FORMAT_ARGB32 has them in memory,
 *   rows from above, without gaps; or %NULL: %CB_ERROR_NOT_FOUND when there is no such page,
 *   %CB_ERROR_BROKEN_FILE, %CB_ERROR_TOO_LARGE when there is no memory for it
 */
GBytes *
cb_pages_draw (CbPages *self, guint page, const CbPagesPart *part, GError **error)
{
  PopplerPage *found;
  cairo_surface_t *surface;

  g_return_val_if_fail (self != NULL && part != NULL, NULL);

  if (page >= self->n_pages)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no page %u", page + 1);
      return NULL;
    }
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, (int)part->width, (int)part->height);
  if (cairo_surface_status (surface) != CAIRO_STATUS_SUCCESS)
    {
      cairo_surface_destroy (surface);
      g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE, "no memory for %u×%u pixels", part->width,
                   part->height);
      return NULL;
    }
  _cb_pages_enter (self);
  found = poppler_document_get_page (self->document, (int)page);
  if (found != NULL)
    draw (found, surface, part);
  _cb_pages_leave (self);
  if (found == NULL)
    {
      cairo_surface_destroy (surface);
      g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE, "page %u cannot be read", page + 1);
      return NULL;
    }
  g_object_unref (found);

  /* Rows of four-byte pixels have no gaps. */
  return g_bytes_new_with_free_func (cairo_image_surface_get_data (surface),
                                     (gsize)4 * part->width * part->height,
                                     (GDestroyNotify)cairo_surface_destroy, surface);
}
