/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/datasets/cbu-comparison.h"
#include "ui/datasets/cbu-dossier.h"

G_BEGIN_DECLS

#define CBU_TYPE_REVIEW_VIEW (cbu_review_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuReviewView, cbu_review_view, CBU, REVIEW_VIEW, AdwBin)

void cbu_review_view_show (CbuReviewView *self, CbuSession *session, CbuDossier *dossier);
void
cbu_review_view_show_sample (CbuReviewView *self, const char *const *columns, const CbRows *rows);
void cbu_review_view_show_changes (CbuReviewView *self,
                                   const CbuComparison *comparison,
                                   const char *words);
void cbu_review_view_show_pages (CbuReviewView *self, CbReader *reader);

G_END_DECLS
