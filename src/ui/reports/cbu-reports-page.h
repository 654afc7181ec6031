/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_REPORTS_PAGE (cbu_reports_page_get_type ())
G_DECLARE_FINAL_TYPE (CbuReportsPage, cbu_reports_page, CBU, REPORTS_PAGE, AdwBin)

GtkWidget *cbu_reports_page_new (CbuSession *session);

G_END_DECLS
