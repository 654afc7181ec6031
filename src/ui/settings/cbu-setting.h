/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_setting_save (GtkWidget *widget, CbuSession *session, const char *name, const char *value);

G_END_DECLS
