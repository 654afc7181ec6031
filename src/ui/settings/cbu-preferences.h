/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <adwaita.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

#define CBU_TYPE_PREFERENCES (cbu_preferences_get_type ())
G_DECLARE_FINAL_TYPE (CbuPreferences, cbu_preferences, CBU, PREFERENCES, AdwWindow)

GtkWidget *cbu_preferences_new (CbuSession *session, GtkWindow *parent, const char *page);

G_END_DECLS
