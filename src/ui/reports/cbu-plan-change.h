/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "core/report/cb-plan.h"
#include "ui/widgets/cbu-run.h"

G_BEGIN_DECLS

void
cbu_plan_change_basis (GtkWidget *widget, CbuSession *session, const char *basis, CbuDoneFunc done);
void cbu_plan_change_phase (GtkWidget *widget,
                            CbuSession *session,
                            const CbPlanPhase *replaced,
                            CbPlanPhase *phase,
                            CbuDoneFunc done);

G_END_DECLS
