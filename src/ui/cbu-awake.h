/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

#include "ui/widgets/cbu-session.h"

G_BEGIN_DECLS

typedef struct _CbuAwake CbuAwake;

CbuAwake *cbu_awake_new (GtkWindow *window, CbuSession *session);
void cbu_awake_free (CbuAwake *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbuAwake, cbu_awake_free)

G_END_DECLS
