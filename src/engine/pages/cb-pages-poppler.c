/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/pages/cb-pages.h"

#include "base/cb-error.h"
#include "engine/pages/cb-pages-private.h"

/* Poppler says by code whether a password is wanted; all else is damage. Its message may quote the
 * file and is left out. */
static void
translate_error (const GError *problem, GError **error)
{
  if (g_error_matches (problem, POPPLER_ERROR, POPPLER_ERROR_ENCRYPTED))
    g_set_error_literal (error, CB_ERROR, CB_ERROR_ENCRYPTED, "the PDF wants a password");
  else
    g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE, "no PDF that can be read (%d)",
                 problem->code);
}

/* Before every call of Poppler. A mutex alone goes to whoever asks again at once: a page to be
 * drawn would wait until a check has gone through all pages. */
void
_cb_pages_enter (CbPages *self)
{
  guint64 own;

  g_mutex_lock (&self->lock);
  own = self->next_turn++;
  while (self->turn != own)
    g_cond_wait (&self->turn_ended, &self->lock);
  g_mutex_unlock (&self->lock);
}

/* Behind it. */
void
_cb_pages_leave (CbPages *self)
{
  g_mutex_lock (&self->lock);
  self->turn++;
  g_cond_broadcast (&self->turn_ended);
  g_mutex_unlock (&self->lock);
}

/**
 * cb_pages_open:
 * @fd: a PDF, open for reading; stays the caller's, and open
 * @error: where to say why not
 *
 * The file is mapped, not read: pages are read when they are asked for. One that ends in the middle
 * or has a wrong table of its parts is opened all the same, as far as its parts can be found.
 *
 * Returns: (transfer full): its pages, or %NULL: %CB_ERROR_ENCRYPTED when it wants a password,
 *   %CB_ERROR_BROKEN_FILE, %CB_ERROR_TOO_LARGE with more than %CB_PAGES_MAX pages,
 *   %CB_ERROR_UNREADABLE, %CB_ERROR_UNSUPPORTED in a build without Poppler
 */
CbPages *
cb_pages_open (int fd, GError **error)
{
  g_autoptr (GError) problem = NULL;
  g_autoptr (GMappedFile) mapped = g_mapped_file_new_from_fd (fd, FALSE, &problem);
  g_autoptr (GBytes) bytes = NULL;
  PopplerDocument *document;
  CbPages *self;
  int n_pages;

  if (mapped == NULL)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNREADABLE, problem->message);
      return NULL;
    }
  bytes = g_mapped_file_get_bytes (mapped);
  document = poppler_document_new_from_bytes (bytes, NULL, &problem);
  if (document == NULL)
    {
      translate_error (problem, error);
      return NULL;
    }
  n_pages = poppler_document_get_n_pages (document);
  if (n_pages <= 0 || (guint)n_pages > CB_PAGES_MAX)
    {
      g_object_unref (document);
      g_set_error (error, CB_ERROR, n_pages <= 0 ? CB_ERROR_BROKEN_FILE : CB_ERROR_TOO_LARGE,
                   "a PDF of %d pages", n_pages);
      return NULL;
    }

  self = g_new0 (CbPages, 1);
  g_mutex_init (&self->lock);
  g_cond_init (&self->turn_ended);
  self->document = document;
  self->size = g_bytes_get_size (bytes);
  self->n_pages = (guint)n_pages;
  return self;
}

/**
 * cb_pages_close:
 * @self: (nullable) (transfer full): an open file that no thread uses any more
 */
void
cb_pages_close (CbPages *self)
{
  if (self == NULL)
    return;

  g_object_unref (self->document);
  g_mutex_clear (&self->lock);
  g_cond_clear (&self->turn_ended);
  g_free (self);
}

/**
 * cb_pages_get_n_pages:
 * @self: an open file
 *
 * Returns: how many pages it has, 1 to %CB_PAGES_MAX
 */
guint
cb_pages_get_n_pages (CbPages *self)
{
  return self->n_pages;
}

/**
 * cb_pages_read_text:
 * @self: an open file
 * @page: 0-based
 * @error: where to say why not
 *
 * From any thread.
 *
 * Returns: (transfer full): the text of the page, in the order in which it is read, UTF-8; "" where
 *   it has none; or %NULL: %CB_ERROR_NOT_FOUND when there is no such page, %CB_ERROR_BROKEN_FILE
 */
char *
cb_pages_read_text (CbPages *self, guint page, GError **error)
{
  PopplerPage *found;
  char *text = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (page >= self->n_pages)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no page %u", page + 1);
      return NULL;
    }
  _cb_pages_enter (self);
  found = poppler_document_get_page (self->document, (int)page);
  if (found != NULL)
    text = poppler_page_get_text (found);
  g_clear_object (&found);
  _cb_pages_leave (self);
  if (text == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_BROKEN_FILE, "page %u cannot be read", page + 1);
      return NULL;
    }

  /* A font may claim that its letters are halves of letters. */
  if (!g_utf8_validate (text, -1, NULL))
    {
      char *valid = g_utf8_make_valid (text, -1);

      g_free (text);
      text = valid;
    }
  return text;
}
