/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Writing where a person said. What differs between systems is in -linux.c and -win32.c. */

gboolean cb_save_contents (
    GFile *file, gconstpointer contents, gsize length, GCancellable *cancellable, GError **error);

gboolean cb_save_give_name (const char *temporary, const char *path, GError **error);
gboolean cb_save_check_name (const char *path, GError **error);

G_END_DECLS
