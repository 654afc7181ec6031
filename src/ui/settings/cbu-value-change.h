/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-profile-values.h"
#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GtkWidget *
cbu_value_change_new (CbuSession *session, const char *profile_id, const CbProfileValue *value);
void cbu_value_change_set_up (GtkWidget *window, CbuSession *session);

G_END_DECLS
