/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/report/cb-report.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_REPORT_CRITERIA (cbu_report_criteria_get_type ())
G_DECLARE_FINAL_TYPE (CbuReportCriteria, cbu_report_criteria, CBU, REPORT_CRITERIA, GtkBox)

GtkWidget *cbu_report_criteria_new (void);
void cbu_report_criteria_show (CbuReportCriteria *self,
                               CbuSession *session,
                               CbReport *report,
                               CbReportKind *kind);
void cbu_report_criteria_settle (CbuReportCriteria *self);
CbReportKind *cbu_report_criteria_get_kind (CbuReportCriteria *self);

G_END_DECLS
