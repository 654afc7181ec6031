/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

#define CBU_TYPE_PAGES_FIND (cbu_pages_find_get_type ())
G_DECLARE_FINAL_TYPE (CbuPagesFind, cbu_pages_find, CBU, PAGES_FIND, AdwBin)

GtkWidget *cbu_pages_find_new (void);
void cbu_pages_find_set_reader (CbuPagesFind *self, CbReader *reader);
void cbu_pages_find_set_page (CbuPagesFind *self, guint page);
void cbu_pages_find_open (CbuPagesFind *self);
void cbu_pages_find_close (CbuPagesFind *self);
void cbu_pages_find_step (CbuPagesFind *self, gboolean backwards);
GArray *cbu_pages_find_get_hits (CbuPagesFind *self);
int cbu_pages_find_get_current (CbuPagesFind *self);

G_END_DECLS
