/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More than any dataset has. */
#define CB_PACKAGE_MAX_FILES 2000

GHashTable *
cb_package_list_parse (const char *text, gsize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_package_list_add (GString *list, const char *sha256, const char *path);
gboolean cb_package_list_is_sha256 (const char *text);

G_END_DECLS
