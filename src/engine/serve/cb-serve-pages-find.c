/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-protocol.h"
#include "base/cb-text.h"
#include "engine/serve/cb-serve-private.h"
#include "engine/text/cb-fold-places.h"

#define BUDGET_US (G_TIME_SPAN_SECOND / 4)

G_STATIC_ASSERT (CB_PAGES_MAX_SIDE *CB_PROTOCOL_LETTER_UNITS < G_MAXINT);

/* So many characters are told of a page, and looked through. */
static guint
cut_text (char *text)
{
  glong n = g_utf8_strlen (text, -1);

  if (n > (glong)CB_PROTOCOL_MAX_LETTERS)
    *g_utf8_offset_to_pointer (text, CB_PROTOCOL_MAX_LETTERS) = '\0';

  return (guint)MIN (n, (glong)CB_PROTOCOL_MAX_LETTERS);
}

/* Not a number and what lies far beyond the paper is at its edge. */
static gint32
to_units (double points)
{
  if (!(points > 0))
    return 0;

  return (gint32)round (MIN (points, CB_PROTOCOL_MAX_PAGE_SIDE) * CB_PROTOCOL_LETTER_UNITS);
}

gboolean
_cb_serve_page_letters (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(iiii)"));
  g_autofree char *text = NULL;
  g_autoptr (GArray) boxes = NULL;
  guint32 page;

  g_variant_get (work->body, CB_PROTOCOL_PAGE_LETTERS_REQUEST_TYPE, &page);
  if (!_cb_serve_has_pages (self, error))
    return FALSE;
  text = _cb_serve_read_page (self, page, error);
  if (text == NULL)
    return FALSE;
  boxes = cb_pages_read_boxes (self->pages, page, cut_text (text));
  for (guint i = 0; i < boxes->len; i++)
    {
      const CbPagesBox *box = &g_array_index (boxes, CbPagesBox, i);

      g_variant_builder_add (&list, "(iiii)", to_units (box->left), to_units (box->top),
                             to_units (box->right), to_units (box->bottom));
    }

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_PAGE_LETTERS,
                         g_variant_new (CB_PROTOCOL_PAGE_LETTERS_ANSWER_TYPE, text, &list), error);
}

/* A page that cannot be read, or may not, has nothing; %FALSE: there is no room for all of it. */
static gboolean
find_in_page (CbServe *self, guint page, const char *needle, GVariantBuilder *list, guint *n_hits)
{
  g_autofree char *text = _cb_serve_read_page (self, page, NULL);
  g_autoptr (GArray) places = NULL;

  if (text == NULL)
    return TRUE;
  cut_text (text);
  places = cb_fold_find_places (text, needle, CB_PROTOCOL_MAX_HITS);
  if (*n_hits > 0 && *n_hits + places->len > CB_PROTOCOL_MAX_HITS)
    return FALSE;
  for (guint i = 0; i < places->len; i++)
    {
      const CbFoldPlace *place = &g_array_index (places, CbFoldPlace, i);

      g_variant_builder_add (list, "(uuu)", page, place->first, place->count);
    }
  *n_hits += places->len;

  return TRUE;
}

gboolean
_cb_serve_find_pages (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_auto (GVariantBuilder) list = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("a(uuu)"));
  gint64 end = g_get_monotonic_time () + BUDGET_US;
  g_autofree char *needle = NULL;
  const char *typed;
  guint32 page;
  guint n_pages, n_hits = 0;

  g_variant_get (work->body, "(&su)", &typed, &page);
  if (!_cb_serve_has_pages (self, error))
    return FALSE;
  needle = cb_text_fold (typed);
  if (strlen (typed) > CB_PROTOCOL_MAX_NEEDLE || *needle == '\0')
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "nothing to look for");
      return FALSE;
    }
  n_pages = cb_pages_get_n_pages (self->pages);
  /* One page at least, so that it goes on. */
  do
    {
      if (g_cancellable_set_error_if_cancelled (work->cancellable, error))
        return FALSE;
      if (page < n_pages && !find_in_page (self, page, needle, &list, &n_hits))
        break;
      page = MIN (page, n_pages - 1) + 1;
    }
  while (page < n_pages && g_get_monotonic_time () < end);

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_FOUND_PAGES,
                         g_variant_new (CB_PROTOCOL_FOUND_PAGES_TYPE, &list, page, page >= n_pages),
                         error);
}
