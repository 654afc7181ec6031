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
_cb_serve_page_text (CbServeWork *work, GError **error)
{
  CbServe *self = work->serve;
  g_autofree char *text = NULL;
  guint32 page;

  g_variant_get (work->body, CB_PROTOCOL_PAGE_TEXT_REQUEST_TYPE, &page);
  if (!_cb_serve_may_show (self, error))
    return FALSE;
  if (self->pages == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_NOT_FOUND, "the file has no pages");
      return FALSE;
    }
  text = cb_pages_read_text (self->pages, page, error);
  if (text == NULL)
    return FALSE;
  if (cb_secret_mark_find (text, strlen (text)) != NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED, "the page bears a state-secret mark");
      return FALSE;
    }
  cut_text (text);

  return cb_speaker_say (self->speaker, work->serial, CB_PROTOCOL_PAGE_TEXT,
                         g_variant_new (CB_PROTOCOL_PAGE_TEXT_ANSWER_TYPE, text), error);
}
