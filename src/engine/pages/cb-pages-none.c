/* SPDX-License-Identifier: GPL-3.0-or-later */

/* A build without Poppler: a PDF is a file that is not looked into, which the checks say. */

#include "config.h"

#include "base/cb-error.h"
#include "engine/pages/cb-pages.h"

/**
 * cb_pages_open:
 * @fd: a PDF
 * @error: %CB_ERROR_UNSUPPORTED
 *
 * Returns: %NULL; so nothing below is ever called
 */
CbPages *
cb_pages_open (int fd, GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "built without Poppler");

  return NULL;
}

/**
 * cb_pages_close:
 * @self: %NULL
 */
void
cb_pages_close (CbPages *self)
{
}

/**
 * cb_pages_get_n_pages:
 * @self: never
 *
 * Returns: 0
 */
guint
cb_pages_get_n_pages (CbPages *self)
{
  g_return_val_if_reached (0);
}

/**
 * cb_pages_read_text:
 * @self: never
 * @page: any
 * @error: not set
 *
 * Returns: %NULL
 */
char *
cb_pages_read_text (CbPages *self, guint page, GError **error)
{
  g_return_val_if_reached (NULL);
}

/**
 * cb_pages_read_boxes:
 * @self: never
 * @page: any
 * @n_letters: any
 *
 * Returns: %NULL
 */
GArray *
cb_pages_read_boxes (CbPages *self, guint page, guint n_letters)
{
  g_return_val_if_reached (NULL);
}

/**
 * cb_pages_get_size:
 * @self: never
 * @page: any
 * @width: not set
 * @height: not set
 */
void
cb_pages_get_size (CbPages *self, guint page, double *width, double *height)
{
  g_return_if_reached ();
}

/**
 * cb_pages_draw:
 * @self: never
 * @page: any
 * @part: any
 * @error: not set
 *
 * Returns: %NULL
 */
GBytes *
cb_pages_draw (CbPages *self, guint page, const CbPagesPart *part, GError **error)
{
  g_return_val_if_reached (NULL);
}

/**
 * cb_pages_survey:
 * @self: never
 * @func: not called
 * @user_data: of @func
 * @progress: not called
 * @progress_data: of @progress
 * @cancellable: not asked
 * @error: not set
 *
 * Returns: %NULL
 */
CbPagesSurvey *
cb_pages_survey (CbPages *self,
                 CbPagesTextFunc func,
                 gpointer user_data,
                 CbProgressFunc progress,
                 gpointer progress_data,
                 GCancellable *cancellable,
                 GError **error)
{
  g_return_val_if_reached (NULL);
}
