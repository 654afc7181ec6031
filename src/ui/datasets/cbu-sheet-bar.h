/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

#define CBU_TYPE_SHEET_BAR (cbu_sheet_bar_get_type ())
G_DECLARE_FINAL_TYPE (CbuSheetBar, cbu_sheet_bar, CBU, SHEET_BAR, GtkBox)

void cbu_sheet_bar_show (CbuSheetBar *self, CbReader *reader);
GPtrArray *cbu_sheet_bar_get_hidden (CbuSheetBar *self);

G_END_DECLS
