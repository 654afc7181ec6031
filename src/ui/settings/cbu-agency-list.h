/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GtkWidget *cbu_agency_list_new (CbuSession *session, GtkWindow *parent);

G_END_DECLS
