/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GFile *cbu_package_find (GListModel *files);
GtkWidget *cbu_package_window_new (CbuSession *session, GtkWindow *parent, GFile *file);

G_END_DECLS
