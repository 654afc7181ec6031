/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

void cbu_record_versions_load (GtkBox *box, CbuSession *session, const char *id);

G_END_DECLS
