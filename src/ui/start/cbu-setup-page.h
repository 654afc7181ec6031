/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_SETUP_PAGE (cbu_setup_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuSetupPage, cbu_setup_page, CBU, SETUP_PAGE, AdwBin)

GtkWidget *cbu_setup_page_new (CbuSession *session);

G_END_DECLS
