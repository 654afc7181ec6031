/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"
#include "ui/preview/cbu-pages-marks.h"
#include "ui/preview/cbu-pages-shelf.h"

G_BEGIN_DECLS

/**
 * CbuPagesSight:
 * @first: the first page on the screen, 0-based
 * @last: the last one
 * @top: which part of @first is above the screen, 0 to 1
 * @bottom: down to where @last is on the screen, 0 to 1
 */
typedef struct
{
  guint first;
  guint last;
  double top;
  double bottom;
} CbuPagesSight;

#define CBU_TYPE_PAGES_MODEL (cbu_pages_model_get_type ())
G_DECLARE_FINAL_TYPE (CbuPagesModel, cbu_pages_model, CBU, PAGES_MODEL, GObject)

CbuPagesModel *cbu_pages_model_new (GtkWidget *owner, CbReader *reader);
guint cbu_pages_model_get_n_pages (CbuPagesModel *self);
const CbPageSize *cbu_pages_model_get_size (CbuPagesModel *self, guint page);
void cbu_pages_model_set_scale (CbuPagesModel *self, double scale, int factor);
void cbu_pages_model_measure (CbuPagesModel *self, guint page, int *width, int *height);
void cbu_pages_model_want (CbuPagesModel *self, const CbuPagesSight *sight);
CbuPagesShelf *cbu_pages_model_get_shelf (CbuPagesModel *self);
const CbPageLetters *cbu_pages_model_get_letters (CbuPagesModel *self, guint page);
const CbuPagesMarks *cbu_pages_model_get_marks (CbuPagesModel *self);
void cbu_pages_model_set_hits (CbuPagesModel *self, GArray *hits, int current);
void cbu_pages_model_select (CbuPagesModel *self, const CbPageHit *letters);
guint64 cbu_pages_model_count_requests (CbuPagesModel *self);

G_END_DECLS
