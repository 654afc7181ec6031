/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

#define CBU_TYPE_READING_BAR (cbu_reading_bar_get_type ())
G_DECLARE_FINAL_TYPE (CbuReadingBar, cbu_reading_bar, CBU, READING_BAR, GtkBox)

void cbu_reading_bar_show (CbuReadingBar *self, const CbFileInfo *info, gboolean sensitive);
const char *cbu_reading_bar_get_encoding (CbuReadingBar *self);
const char *cbu_reading_bar_get_delimiter (CbuReadingBar *self);
int cbu_reading_bar_get_header_row (CbuReadingBar *self, guint *n_rows);
void cbu_reading_bar_show_nothing (CbuReadingBar *self);
void cbu_reading_bar_show_part (CbuReadingBar *self, const CbFileInfo *info, guint64 body_end);

G_END_DECLS
