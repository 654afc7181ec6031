/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_INTAKE_VIEW (cbu_intake_view_get_type ())
G_DECLARE_FINAL_TYPE (CbuIntakeView, cbu_intake_view, CBU, INTAKE_VIEW, AdwBin)

GtkWidget *cbu_intake_view_new (CbuSession *session, GListModel *files);
GListModel *cbu_intake_view_get_files (CbuIntakeView *self);

G_END_DECLS
