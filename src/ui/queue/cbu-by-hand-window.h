/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

GtkWidget *cbu_by_hand_window_new (CbuSession *session, GtkWindow *parent, const CbJob *job);

G_END_DECLS
