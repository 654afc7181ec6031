/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

char *cbu_state_dup_mode (void);
void cbu_state_set_mode (const char *mode);
gboolean cbu_state_get_coach (void);
void cbu_state_set_coach (gboolean shown);
void cbu_state_load_window (GtkWindow *window);
void cbu_state_save_window (GtkWindow *window);

G_END_DECLS
