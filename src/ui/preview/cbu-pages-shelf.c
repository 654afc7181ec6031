/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "ui/preview/cbu-pages-shelf.h"

/* Pages that were drawn, for as long as there is room for them. */
struct _CbuPagesShelf
{
  /* Owned */
  GHashTable *pages; /* (element-type guint Kept) */

  guint64 n_pixels; /* of all that is kept */
  guint64 most_pixels;
};

/* What there is of a page. */
typedef struct
{
  CbuPageImage now;    /* @strips: (nullable) */
  CbuPageImage former; /* @strips: (nullable) */
  GError *problem;     /* (nullable) */
} Kept;

static void
free_kept (gpointer data)
{
  Kept *kept = data;

  g_clear_pointer (&kept->now.strips, g_ptr_array_unref);
  g_clear_pointer (&kept->former.strips, g_ptr_array_unref);
  g_clear_error (&kept->problem);
  g_free (kept);
}

static void
unref_strip (gpointer strip)
{
  if (strip != NULL)
    g_object_unref (strip);
}

static Kept *
find_kept (CbuPagesShelf *self, guint page)
{
  return g_hash_table_lookup (self->pages, GUINT_TO_POINTER (page));
}

static Kept *
ensure_kept (CbuPagesShelf *self, guint page)
{
  Kept *kept = find_kept (self, page);

  if (kept != NULL)
    return kept;
  kept = g_new0 (Kept, 1);
  g_hash_table_insert (self->pages, GUINT_TO_POINTER (page), kept);
  return kept;
}

static guint64
count_image (const CbuPageImage *image)
{
  guint64 n = 0;

  for (guint i = 0; image->strips != NULL && i < image->strips->len; i++)
    {
      GdkTexture *strip = g_ptr_array_index (image->strips, i);

      if (strip != NULL)
        n += (guint64)gdk_texture_get_width (strip) * (guint64)gdk_texture_get_height (strip);
    }

  return n;
}

static void
drop_image (CbuPagesShelf *self, CbuPageImage *image)
{
  self->n_pixels -= count_image (image);
  g_clear_pointer (&image->strips, g_ptr_array_unref);
}

static gboolean
is_whole (const CbuPageImage *image)
{
  for (guint i = 0; i < image->strips->len; i++)
    if (g_ptr_array_index (image->strips, i) == NULL)
      return FALSE;

  return TRUE;
}

/**
 * cbu_pages_shelf_new:
 * @most_pixels: so many are kept, as far as pages are not in use
 *
 * Returns: (transfer full): an empty shelf
 */
CbuPagesShelf *
cbu_pages_shelf_new (guint64 most_pixels)
{
  CbuPagesShelf *self = g_new0 (CbuPagesShelf, 1);

  self->most_pixels = most_pixels;
  self->pages = g_hash_table_new_full (NULL, NULL, NULL, free_kept);
  return self;
}

/**
 * cbu_pages_shelf_free:
 * @self: (nullable) (transfer full): a shelf
 */
void
cbu_pages_shelf_free (CbuPagesShelf *self)
{
  if (self == NULL)
    return;

  g_hash_table_unref (self->pages);
  g_free (self);
}

/**
 * cbu_pages_shelf_prepare:
 * @self: a shelf
 * @page: 0-based
 * @width: of the page in pixels of the screen, at least 1
 * @height: likewise
 * @strip_height: of the strips that it is drawn in, at least 1
 *
 * From now on the page has this size. What there is of it in another one stays to be looked at
 * until all of it is there anew.
 */
void
cbu_pages_shelf_prepare (
    CbuPagesShelf *self, guint page, guint width, guint height, guint strip_height)
{
  Kept *kept = ensure_kept (self, page);

  if (kept->now.strips != NULL && kept->now.width == width && kept->now.height == height)
    return;
  if (count_image (&kept->now) > 0)
    {
      drop_image (self, &kept->former);
      kept->former = kept->now;
      kept->now.strips = NULL;
    }
  g_clear_pointer (&kept->now.strips, g_ptr_array_unref);
  kept->now = (CbuPageImage){ width, height, strip_height, NULL };
  kept->now.strips = g_ptr_array_new_with_free_func (unref_strip);
  g_ptr_array_set_size (kept->now.strips, (int)((height + strip_height - 1) / strip_height));
}

/**
 * cbu_pages_shelf_find_gap:
 * @self: a shelf
 * @page: 0-based, prepared
 * @top: from this part of the page on, 0 to 1
 * @bottom: down to this part of it, 0 to 1
 * @strip: (out): the first one that is missing there
 *
 * Returns: whether one is missing that can be drawn
 */
gboolean
cbu_pages_shelf_find_gap (CbuPagesShelf *self, guint page, double top, double bottom, guint *strip)
{
  const Kept *kept = find_kept (self, page);
  guint first, last;

  g_return_val_if_fail (kept != NULL && kept->now.strips != NULL, FALSE);

  first = (guint)(top * kept->now.height) / kept->now.strip_height;
  last = (guint)(bottom * kept->now.height) / kept->now.strip_height;
  first = MIN (first, kept->now.strips->len - 1);
  for (guint i = first; kept->problem == NULL && i <= last && i < kept->now.strips->len; i++)
    if (g_ptr_array_index (kept->now.strips, i) == NULL)
      {
        *strip = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cbu_pages_shelf_put:
 * @self: a shelf
 * @page: 0-based
 * @width: of the page when this was asked for
 * @height: likewise
 * @strip: which part of it this is
 * @texture: its pixels
 *
 * One that comes too late, when the page has another size or is forgotten, is left alone.
 */
void
cbu_pages_shelf_put (
    CbuPagesShelf *self, guint page, guint width, guint height, guint strip, GdkTexture *texture)
{
  Kept *kept = find_kept (self, page);

  if (kept == NULL || kept->now.strips == NULL || kept->now.width != width
      || kept->now.height != height || g_ptr_array_index (kept->now.strips, strip) != NULL)
    return;
  g_ptr_array_index (kept->now.strips, strip) = g_object_ref (texture);
  self->n_pixels
      += (guint64)gdk_texture_get_width (texture) * (guint64)gdk_texture_get_height (texture);
  if (is_whole (&kept->now))
    drop_image (self, &kept->former);
}

static guint
get_distance (guint page, guint first, guint last)
{
  if (page < first)
    return first - page;

  return page > last ? page - last : 0;
}

/**
 * cbu_pages_shelf_forget:
 * @self: a shelf
 * @first: the first page in use, 0-based
 * @last: the last page in use
 *
 * Makes room: what lies farthest from these goes first. They and their neighbours stay.
 */
void
cbu_pages_shelf_forget (CbuPagesShelf *self, guint first, guint last)
{
  while (self->n_pixels > self->most_pixels)
    {
      GHashTableIter iter;
      gpointer page, value;
      guint farthest = 1;
      guint found = 0;
      Kept *kept;

      g_hash_table_iter_init (&iter, self->pages);
      while (g_hash_table_iter_next (&iter, &page, &value))
        if (get_distance (GPOINTER_TO_UINT (page), first, last) > farthest)
          {
            farthest = get_distance (GPOINTER_TO_UINT (page), first, last);
            found = GPOINTER_TO_UINT (page);
          }
      if (farthest == 1)
        break;
      kept = find_kept (self, found);
      drop_image (self, &kept->now);
      drop_image (self, &kept->former);
      g_hash_table_remove (self->pages, GUINT_TO_POINTER (found));
    }
}

/**
 * cbu_pages_shelf_set_problem:
 * @self: a shelf
 * @page: 0-based
 * @problem: why it cannot be drawn; copied
 */
void
cbu_pages_shelf_set_problem (CbuPagesShelf *self, guint page, const GError *problem)
{
  Kept *kept = ensure_kept (self, page);

  g_clear_error (&kept->problem);
  kept->problem = g_error_copy (problem);
}

/**
 * cbu_pages_shelf_get_problem:
 * @self: a shelf
 * @page: 0-based
 *
 * Returns: (transfer none) (nullable): why it cannot be drawn
 */
const GError *
cbu_pages_shelf_get_problem (CbuPagesShelf *self, guint page)
{
  const Kept *kept = find_kept (self, page);

  return kept != NULL ? kept->problem : NULL;
}

/**
 * cbu_pages_shelf_get_image:
 * @self: a shelf
 * @page: 0-based
 *
 * Returns: (transfer none) (nullable): what there is of it in the size that it has; %NULL when it
 *   was not prepared
 */
const CbuPageImage *
cbu_pages_shelf_get_image (CbuPagesShelf *self, guint page)
{
  const Kept *kept = find_kept (self, page);

  return kept != NULL && kept->now.strips != NULL ? &kept->now : NULL;
}

/**
 * cbu_pages_shelf_get_former_image:
 * @self: a shelf
 * @page: 0-based
 *
 * Returns: (transfer none) (nullable): what there is of it in another size, to look at meanwhile
 */
const CbuPageImage *
cbu_pages_shelf_get_former_image (CbuPagesShelf *self, guint page)
{
  const Kept *kept = find_kept (self, page);

  return kept != NULL && kept->former.strips != NULL ? &kept->former : NULL;
}

/**
 * cbu_pages_shelf_count_pixels:
 * @self: a shelf
 *
 * Returns: how many pixels are kept
 */
guint64
cbu_pages_shelf_count_pixels (CbuPagesShelf *self)
{
  return self->n_pixels;
}
