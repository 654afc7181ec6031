/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What the files -win32.c share; no other includes this, and windows.h is in none that does not. */

gunichar2 *cb_win32_dup_path (const char *path, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_win32_is_full (guint32 code);
void cb_win32_set_error (GError **error, guint32 code, const char *what);
int cb_win32_take_handle (gpointer handle, int flags, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
