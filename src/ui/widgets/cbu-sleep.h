/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

guint cbu_sleep_inhibit (GtkWindow *window, const char *reason);
void cbu_sleep_allow (GtkWindow *window, guint cookie);

G_END_DECLS
