/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "core/report/cb-report.h"

G_BEGIN_DECLS

GtkWidget *
cbu_report_row_new (const char *title, const char *subtitle, const char *count, const char *name);
GtkWidget *cbu_report_row_new_for_fact (CbReport *report, const CbReportFact *fact);
void cbu_report_row_let_open (GtkWidget *row, gboolean opens);
char *cbu_report_dup_sums (CbReport *report, const CbReportLine *line, const char *field);

G_END_DECLS
