/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_catalog_changes_load (GtkBox *box, CbuSession *session, guint before, guint after);

G_END_DECLS
