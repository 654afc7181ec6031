/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_REPORT_VIEW (cbu_report_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuReportView, cbu_report_view, CBU, REPORT_VIEW, AdwBin)

void cbu_report_view_open (CbuReportView *self, CbuSession *session);
void cbu_report_view_export (CbuReportView *self, const char *ending);
gboolean cbu_report_view_back (CbuReportView *self);

G_END_DECLS
