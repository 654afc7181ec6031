/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The pages of a PDF: their sizes, their text, and what they look like. */

#include "config.h"

#include "core/reading/cb-reader-private.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"

/**
 * cb_reader_read_page_text:
 * @self: an open file
 * @page: 0-based, of those that it has (#CbFileInfo)
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_read_rows(); %CB_ERROR_NOT_FOUND when there is no such page,
 *   %CB_ERROR_BLOCKED when it bears the mark of a state secret
 *
 * Returns: (transfer full): the text of a page of a PDF, at most %CB_PROTOCOL_MAX_PAGE_TEXT bytes,
 * "" where it has none; or %NULL
 */
char *
cb_reader_read_page_text (CbReader *self, guint page, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_PAGE_TEXT,
                        .answer = CB_PROTOCOL_PAGE_TEXT,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  const char *text;
  gsize length;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_PAGE_TEXT_REQUEST_TYPE, page),
                           NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  text = g_variant_get_string (answer, &length);
  if (length > CB_PROTOCOL_MAX_PAGE_TEXT)
    {
      _cb_reader_refuse (self, "a page too long", error);
      return NULL;
    }

  return g_strdup (text);
}

/* Returns: (transfer full) (nullable): %NULL when they are not what was asked for */
static GArray *
parse_sizes (GVariant *answer, guint first, guint count)
{
  g_autoptr (GArray) sizes = g_array_new (FALSE, FALSE, sizeof (CbPageSize));
  g_autoptr (GVariantIter) iter = NULL;
  CbPageSize size;
  guint32 at;

  g_variant_get (answer, CB_PROTOCOL_PAGE_SIZES_ANSWER_TYPE, &at, &iter);
  if (at != first || g_variant_iter_n_children (iter) != count)
    return NULL;
  while (g_variant_iter_next (iter, "(dd)", &size.width, &size.height))
    {
      /* Not a number is neither. */
      if (!(size.width >= 1 && size.width <= CB_PROTOCOL_MAX_PAGE_SIDE)
          || !(size.height >= 1 && size.height <= CB_PROTOCOL_MAX_PAGE_SIDE))
        return NULL;
      g_array_append_val (sizes, size);
    }

  return g_steal_pointer (&sizes);
}

/**
 * cb_reader_read_page_sizes:
 * @self: an open file
 * @first: 0-based, of the pages that it has (#CbFileInfo)
 * @count: how many; at most %CB_PROTOCOL_MAX_PAGE_SIZES come at once, and none behind the last page
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_read_rows()
 *
 * Returns: (transfer full) (element-type CbPageSize): how large they are; or %NULL
 */
GArray *
cb_reader_read_page_sizes (
    CbReader *self, guint first, guint count, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_PAGE_SIZES,
                        .answer = CB_PROTOCOL_PAGE_SIZES,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  GArray *sizes;
  guint n_pages;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  n_pages = cb_reader_get_info (self)->n_pages;
  count = MIN (MIN (count, CB_PROTOCOL_MAX_PAGE_SIZES), n_pages - MIN (first, n_pages));
  answer = _cb_reader_ask (self, &call,
                           g_variant_new (CB_PROTOCOL_PAGE_SIZES_REQUEST_TYPE, first, count), NULL,
                           cancellable, error);
  if (answer == NULL)
    return NULL;
  sizes = parse_sizes (answer, first, count);
  if (sizes == NULL)
    _cb_reader_refuse (self, "sizes of pages", error);

  return sizes;
}

/**
 * cb_reader_draw_page:
 * @self: an open file
 * @page: 0-based, of those that it has (#CbFileInfo)
 * @part: what of it, and how large: at most %CB_PROTOCOL_MAX_PAGE_PIXELS each way, and
 *   %CB_PROTOCOL_MAX_PART_PIXELS in the part
 * @cancellable: (nullable): ends the wait; a page whose drawing began is drawn to its end
 * @error: see cb_reader_read_page_text(); %CB_ERROR_INVALID when that is no part of a page
 *
 * Returns: (transfer full): its pixels on white paper, four bytes each as cairo and GDK have them
 * by default in the memory of this machine, rows from above without gaps; or %NULL
 */
GBytes *
cb_reader_draw_page (
    CbReader *self, guint page, const CbPagePart *part, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_PAGE,
                        .answer = CB_PROTOCOL_DRAWN,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;

  g_return_val_if_fail (CB_IS_READER (self) && part != NULL, NULL);

  answer = _cb_reader_ask (self, &call,
                           g_variant_new (CB_PROTOCOL_PAGE_TYPE, page, part->page_width,
                                          part->page_height, part->x, part->y, part->width,
                                          part->height),
                           NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  if (g_variant_get_size (answer) != (gsize)4 * part->width * part->height)
    {
      _cb_reader_refuse (self, "another picture than asked for", error);
      return NULL;
    }

  return g_variant_get_data_as_bytes (answer);
}

/**
 * cb_page_letters_free:
 * @self: (nullable) (transfer full): letters of a page
 */
void
cb_page_letters_free (CbPageLetters *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_clear_pointer (&self->boxes, g_array_unref);
  g_free (self);
}

/* %NULL when they are not what a page can have. */
static CbPageLetters *
parse_letters (GVariant *answer)
{
  const gint32 most = CB_PROTOCOL_MAX_PAGE_SIDE * CB_PROTOCOL_LETTER_UNITS;
  const double units = CB_PROTOCOL_LETTER_UNITS;
  g_autoptr (CbPageLetters) letters = g_new0 (CbPageLetters, 1);
  g_autoptr (GVariantIter) iter = NULL;
  gint32 left, top, right, bottom;

  letters->boxes = g_array_new (FALSE, FALSE, sizeof (CbPageBox));
  g_variant_get (answer, CB_PROTOCOL_PAGE_LETTERS_ANSWER_TYPE, &letters->text, &iter);
  if (g_variant_iter_n_children (iter) > CB_PROTOCOL_MAX_LETTERS
      || g_utf8_strlen (letters->text, -1) != (glong)g_variant_iter_n_children (iter))
    return NULL;
  while (g_variant_iter_next (iter, "(iiii)", &left, &top, &right, &bottom))
    {
      const CbPageBox box = { left / units, top / units, right / units, bottom / units };

      if (left < 0 || top < 0 || right < left || bottom < top || right > most || bottom > most)
        return NULL;
      g_array_append_val (letters->boxes, box);
    }

  return g_steal_pointer (&letters);
}

/**
 * cb_reader_read_page_letters:
 * @self: an open file
 * @page: 0-based, of those that it has (#CbFileInfo)
 * @cancellable: (nullable): ends the wait
 * @error: see cb_reader_read_page_text()
 *
 * Returns: (transfer full): the text of a page and where it stands, at most
 *   %CB_PROTOCOL_MAX_LETTERS characters; or %NULL
 */
CbPageLetters *
cb_reader_read_page_letters (CbReader *self, guint page, GCancellable *cancellable, GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_PAGE_LETTERS,
                        .answer = CB_PROTOCOL_PAGE_LETTERS,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  CbPageLetters *letters;

  g_return_val_if_fail (CB_IS_READER (self), NULL);

  answer = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_PAGE_LETTERS_REQUEST_TYPE, page),
                           NULL, cancellable, error);
  if (answer == NULL)
    return NULL;
  letters = parse_letters (answer);
  if (letters == NULL)
    _cb_reader_refuse (self, "letters of a page", error);

  return letters;
}

/* Whether they lie in order between these pages; adds them. */
static gboolean
take_hits (GVariantIter *iter, guint first_page, guint end_page, GArray *hits)
{
  guint32 page, first, count;
  guint64 last = 0;

  if (g_variant_iter_n_children (iter) > CB_PROTOCOL_MAX_HITS)
    return FALSE;
  while (g_variant_iter_next (iter, "(uuu)", &page, &first, &count))
    {
      const CbPageHit hit = { page, first, count };
      guint64 at = (guint64)page << 32 | first;

      if (page < first_page || page >= end_page || at < last || count == 0
          || first >= CB_PROTOCOL_MAX_LETTERS || count > CB_PROTOCOL_MAX_LETTERS - first)
        return FALSE;
      last = at;
      g_array_append_val (hits, hit);
    }

  return TRUE;
}

/**
 * cb_reader_find_in_pages:
 * @self: an open file that has pages
 * @needle: what a person typed; case and diacritics do not count, đ = d
 * @page: (inout): where to go on, 0 at first; how many pages there are when all were looked through
 * @hits: (element-type CbPageHit): what was found is added, in order
 * @cancellable: (nullable): ends it
 * @error: see cb_reader_find()
 *
 * Looks on for a quarter of a second, so that what is found can be shown while it grows.
 *
 * Returns: %TRUE when some pages were looked through
 */
gboolean
cb_reader_find_in_pages (CbReader *self,
                         const char *needle,
                         guint *page,
                         GArray *hits,
                         GCancellable *cancellable,
                         GError **error)
{
  const CbCall call = { .name = CB_PROTOCOL_FIND_PAGES,
                        .answer = CB_PROTOCOL_FOUND_PAGES,
                        .limit_us = CB_READER_WORK_LIMIT_US };
  g_autoptr (GVariant) answer = NULL;
  g_autoptr (GVariantIter) iter = NULL;
  gboolean is_final;
  guint32 next;
  guint n_pages;

  g_return_val_if_fail (CB_IS_READER (self), FALSE);

  if (needle == NULL || strlen (needle) > CB_PROTOCOL_MAX_NEEDLE
      || !g_utf8_validate (needle, -1, NULL))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "this cannot be looked for");
      return FALSE;
    }
  answer = _cb_reader_ask (self, &call, g_variant_new (CB_PROTOCOL_FIND_PAGES_TYPE, needle, *page),
                           NULL, cancellable, error);
  if (answer == NULL)
    return FALSE;
  g_variant_get (answer, CB_PROTOCOL_FOUND_PAGES_TYPE, &iter, &next, &is_final);
  n_pages = cb_reader_get_info (self)->n_pages;
  /* One that does not go on would be asked for ever. */
  if (next <= *page || next > n_pages || is_final != (next == n_pages)
      || !take_hits (iter, *page, next, hits))
    {
      _cb_reader_refuse (self, "a search in pages", error);
      return FALSE;
    }
  *page = next;

  return TRUE;
}
