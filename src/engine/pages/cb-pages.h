/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-progress.h"

G_BEGIN_DECLS

/* At most so many pages: a file that claims more is not opened. */
#define CB_PAGES_MAX 100000u
/* So wide or high is a page at most, in points; one that claims more is shown as if it were so. */
#define CB_PAGES_MAX_SIDE 100000

/**
 * CbPagesSurvey:
 * @n_pages: of the file
 * @n_with_text: pages that have letters
 * @scanned: (element-type guint): pages, 0-based, with a picture and not one letter
 * @recognised: (element-type guint): pages that are one picture with letters over or under it, as
 *   programs leave that read scans
 * @garbled: (element-type guint): pages whose letters are of no use to any program: their fonts
 *   do not say which letters they are
 * @attachments: (element-type utf8): names of files within the file
 * @missing_fonts: (element-type utf8): fonts that are used and not in the file
 * @legacy_fonts: (element-type utf8): Vietnamese fonts of before Unicode (vietnamese-data.md)
 * @n_fields: fields to be filled in, without those for signatures
 * @n_signatures: fields for digital signatures; whether one is valid is not looked at: that needs
 *   certificates, for which the reading process has no files
 * @has_scripts: whether there is JavaScript in it
 * @has_author: whether it names its author
 * @is_restricted: whether it forbids to copy from it, to print or to change it
 * @is_tagged: whether it says what is a heading, a paragraph, a table
 *
 * What of a file of pages matters for publishing it (product.md E7).
 */
typedef struct
{
  guint n_pages;
  guint n_with_text;
  GArray *scanned;
  GArray *recognised;
  GArray *garbled;
  GPtrArray *attachments;
  GPtrArray *missing_fonts;
  GPtrArray *legacy_fonts;
  guint n_fields;
  guint n_signatures;
  gboolean has_scripts;
  gboolean has_author;
  gboolean is_restricted;
  gboolean is_tagged;
} CbPagesSurvey;

void cb_pages_survey_free (CbPagesSurvey *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPagesSurvey, cb_pages_survey_free)

/**
 * CbPagesPart:
 * @page_width: of all of the page, in pixels
 * @page_height: of all of the page, in pixels
 * @x: where the part begins, in pixels
 * @y: where the part begins, in pixels
 * @width: of the part, in pixels, at least 1
 * @height: of the part, in pixels, at least 1
 *
 * What is drawn of a page, and how large.
 */
typedef struct
{
  guint page_width;
  guint page_height;
  guint x;
  guint y;
  guint width;
  guint height;
} CbPagesPart;

/**
 * CbPagesBox:
 * @left: in points from the left of the page as it is shown
 * @top: in points from its top
 * @right: likewise
 * @bottom: likewise
 */
typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} CbPagesBox;

/**
 * CbPagesTextFunc:
 * @page: 0-based
 * @text: of that page, UTF-8, gone when it returns
 *
 * Gets the text of each page in turn, in the thread of cb_pages_survey().
 */
typedef void (*CbPagesTextFunc) (guint page, const char *text, gpointer user_data);

typedef struct _CbPages CbPages;

CbPages *cb_pages_open (int fd, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_pages_close (CbPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPages, cb_pages_close)

guint cb_pages_get_n_pages (CbPages *self);
char *cb_pages_read_text (CbPages *self, guint page, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GArray *cb_pages_read_boxes (CbPages *self, guint page, guint n_letters) G_GNUC_WARN_UNUSED_RESULT;
void cb_pages_get_size (CbPages *self, guint page, double *width, double *height);
GBytes *cb_pages_draw (CbPages *self, guint page, const CbPagesPart *part, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CbPagesSurvey *cb_pages_survey (CbPages *self,
                                CbPagesTextFunc func,
                                gpointer user_data,
                                CbProgressFunc progress,
                                gpointer progress_data,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
