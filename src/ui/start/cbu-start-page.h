/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define CBU_TYPE_START_PAGE (cbu_start_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuStartPage, cbu_start_page, CBU, START_PAGE, AdwBin)

GtkWidget *cbu_start_page_new (void);

G_END_DECLS
