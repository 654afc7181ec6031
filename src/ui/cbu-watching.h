/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

typedef struct _CbuWatching CbuWatching;

CbuWatching *cbu_watching_new (GtkWidget *window, CbuSession *session);
void cbu_watching_free (CbuWatching *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbuWatching, cbu_watching_free)

G_END_DECLS
