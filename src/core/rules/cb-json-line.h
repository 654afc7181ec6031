/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint cb_json_line_of (const char *text, const char *path);
void cb_json_line_set_error (
    GError **error, const char *name, const char *text, const char *path, const char *what);

G_END_DECLS
