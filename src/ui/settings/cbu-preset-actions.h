/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

typedef void (*CbuPresetFunc) (gpointer widget);

void cbu_preset_mark (GListModel *files);
GFile *cbu_preset_find (GListModel *files) G_GNUC_WARN_UNUSED_RESULT;
void cbu_preset_undo (gpointer widget, CbuSession *session, CbuPresetFunc undone);

G_END_DECLS
