/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/cb-report.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_report_export (
    gpointer widget, CbuSession *session, CbReport *report, const CbReportKind *kind, GFile *file);

G_END_DECLS
