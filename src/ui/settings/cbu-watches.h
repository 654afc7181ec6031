/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_watches_fill (AdwPreferencesGroup *group, CbuSession *session);
void cbu_watches_choose (GtkWidget *widget, CbuSession *session, const char *item_code);
void cbu_watches_add (GtkWidget *widget, CbuSession *session, const char *item_code, GFile *folder);

G_END_DECLS
