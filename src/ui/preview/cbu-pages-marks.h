/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

/**
 * CbuPagesMarks:
 * @hits: (nullable) (element-type CbPageHit): what a search found, in order
 * @current: which of them one is at, -1: none
 * @selected: what is selected; of no letter when @count is 0
 *
 * What is marked on pages.
 */
typedef struct
{
  GArray *hits;
  int current;
  CbPageHit selected;
} CbuPagesMarks;

void cbu_pages_marks_append (const CbuPagesMarks *self,
                             guint page,
                             const CbPageLetters *letters,
                             GtkSnapshot *snapshot,
                             double scale);
gboolean cbu_pages_marks_get_top (const CbPageLetters *letters, const CbPageHit *hit, double *top);
guint cbu_pages_marks_find_letter (const CbPageLetters *letters, double x, double y);
char *cbu_pages_marks_dup_text (const CbPageLetters *letters, const CbPageHit *hit);

G_END_DECLS
