/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Where the files are that the public gets (RFC 8493, 2.1.2). */
#define CB_PACKAGE_DATA "data/"

gboolean cb_package_path_is_safe (const char *path);
char *cb_package_path_dup_key (const char *path);
char *cb_package_path_dup_data (const char *name, const char *format, GHashTable *taken);

G_END_DECLS
