/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "engine/checks/cb-secret-mark.h"
#include "engine/serve/cb-serve-private.h"

/* The stamp of a state secret is on the first page; a cover may be before it. A check looks at all
 * pages, and a page at itself before it is given out. */
#define MARKED_PAGES 3u

G_STATIC_ASSERT (CB_PAGES_MAX == CB_PROTOCOL_MAX_PAGES);
G_STATIC_ASSERT (CB_PAGES_MAX_SIDE == CB_PROTOCOL_MAX_PAGE_SIDE);
/* With room for what is said around them. */
G_STATIC_ASSERT (4 * CB_PROTOCOL_MAX_PART_PIXELS < CB_PROTOCOL_MAX_FRAME - 1024);

/* Opens the pages of a PDF; in a build that cannot, it stays a file that is not looked into. */
gboolean
_cb_serve_open_pages (CbServe *self, GError **error)
{
  g_autoptr (GError) problem = NULL;

  self->pages = cb_pages_open (self->fd, &problem);
  if (self->pages == NULL && !g_error_matches (problem, CB_ERROR, CB_ERROR_UNSUPPORTED))
    {
      g_propagate_error (error, g_steal_pointer (&problem));
      return FALSE;
    }
  for (guint i = 0; self->pages != NULL && self->secret_mark == NULL && i < MARKED_PAGES
                    && i < cb_pages_get_n_pages (self->pages);
       i++)
    {
      g_autofree char *text = cb_pages_read_text (self->pages, i, NULL);

      if (text != NULL)
        self->secret_mark = cb_secret_mark_find (text, strlen (text));
    }

  return TRUE;
}

/* Cut between letters. */
static void
cut_text (char *text)
{
  if (strlen (text) > CB_PROTOCOL_MAX_PAGE_TEXT)
    *g_utf8_find_prev_char (text, text + CB_PROTOCOL_MAX_PAGE_TEXT + 1) = '\0';
}

gboolean
_cb_serve_has_pages (CbServe *self, GError **error)
{
  if (!_cb_serve_may_show (self, error))
    return FALSE;
  if (self->pages != NULL)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "the file has no pages");
  return FALSE;
}

/* The text of a page that may be given out. */
char *
_cb_serve_read_page (CbServe *self, guint page, GError **error)
{
  g_autofree char *text = cb_pages_read_text (self->pages, page, error);

  if (text == NULL)
    return NULL;
  if (cb_secret_mark_find (text, strlen (text)) == NULL)
    return g_steal_pointer (&text);

  g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "the page bears a state-secret mark");
  return NULL;
}

gboolean
_cb_serve_page_text (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autofree char *text = NULL;
  guint32 page;

  g_variant_get (work->body, CB_PROTOCOL_PAGE_TEXT_REQUEST_TYPE, &page);
  if (!_cb_serve_has_pages (self, error))
    return FALSE;
  text = _cb_serve_read_page (self, page, error);
  if (text == NULL)
    return FALSE;
  cut_text (text);

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_PAGE_TEXT,
                         g_variant_new (CB_PROTOCOL_PAGE_TEXT_ANSWER_TYPE, text), error);
}

gboolean
_cb_serve_page_sizes (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) sizes = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(dd)"));
  guint32 first, count;
  guint n_pages;

  g_variant_get (work->body, CB_PROTOCOL_PAGE_SIZES_REQUEST_TYPE, &first, &count);
  if (!_cb_serve_has_pages (self, error))
    return FALSE;
  n_pages = cb_pages_get_n_pages (self->pages);
  count = MIN (MIN (count, CB_PROTOCOL_MAX_PAGE_SIZES), n_pages - MIN (first, n_pages));
  for (guint i = 0; i < count; i++)
    {
      double width, height;

      if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
        return FALSE;
      cb_pages_get_size (self->pages, first + i, &width, &height);
      g_variant_builder_add (&sizes, "(dd)", width, height);
    }

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_PAGE_SIZES,
                         g_variant_new (CB_PROTOCOL_PAGE_SIZES_ANSWER_TYPE, first, &sizes), error);
}

static gboolean
check_part (const CbPagesPart *part, GError **error)
{
  if (part->page_width <= CB_PROTOCOL_MAX_PAGE_PIXELS
      && part->page_height <= CB_PROTOCOL_MAX_PAGE_PIXELS && part->x < part->page_width
      && part->y < part->page_height && part->width > 0 && part->height > 0
      && part->width <= part->page_width - part->x && part->height <= part->page_height - part->y
      && (guint64)part->width * part->height <= CB_PROTOCOL_MAX_PART_PIXELS)
    return TRUE;

  g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "no part of a page");
  return FALSE;
}

/* A page whose text bears a mark is not drawn either. */
gboolean
_cb_serve_page (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autofree char *text = NULL;
  g_autoptr (GBytes) pixels = NULL;
  CbPagesPart part;
  guint32 page;

  g_variant_get (work->body, CB_PROTOCOL_PAGE_TYPE, &page, &part.page_width, &part.page_height,
                 &part.x, &part.y, &part.width, &part.height);
  if (!_cb_serve_has_pages (self, error) || !check_part (&part, error))
    return FALSE;
  text = _cb_serve_read_page (self, page, error);
  if (text == NULL || g_cancellable_set_error_if_cancelled (work->cancellable, error))
    return FALSE;
  pixels = cb_pages_draw (self->pages, page, &part, error);
  if (pixels == NULL)
    return FALSE;

  return cb_speaker_say (
      self->speaker, work->serial, CB_PROTOCOL_DRAWN,
      g_variant_new_from_bytes (G_VARIANT_TYPE (CB_PROTOCOL_DRAWN_TYPE), pixels, TRUE), error);
}
