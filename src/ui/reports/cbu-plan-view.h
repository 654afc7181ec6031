/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_PLAN_VIEW (cbu_plan_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuPlanView, cbu_plan_view, CBU, PLAN_VIEW, AdwBin)

void cbu_plan_view_open (CbuPlanView *self, CbuSession *session);
void cbu_plan_view_export (CbuPlanView *self, const char *ending);
gboolean cbu_plan_view_back (CbuPlanView *self);

G_END_DECLS
