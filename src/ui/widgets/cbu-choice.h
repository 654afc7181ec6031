/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkStringObject *cbu_choice_new (const char *title, const char *count);
const char *cbu_choice_get_count (GtkStringObject *self);
GtkListItemFactory *cbu_choice_factory_new (void);

G_END_DECLS
