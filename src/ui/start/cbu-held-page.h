/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

#define CBU_TYPE_HELD_PAGE (cbu_held_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuHeldPage, cbu_held_page, CBU, HELD_PAGE, AdwBin)

GtkWidget *cbu_held_page_new (CbMode mode);

G_END_DECLS
