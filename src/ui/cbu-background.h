/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

typedef struct _CbuBackground CbuBackground;

CbuBackground *cbu_background_new (GtkApplication *application);
void cbu_background_free (CbuBackground *self);

G_END_DECLS
