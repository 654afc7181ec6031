/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_support_offer (AdwPreferencesGroup *group, CbuSession *session);
GtkWidget *cbu_support_window_new (CbuSession *session, GtkWindow *parent);

G_END_DECLS
