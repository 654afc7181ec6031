/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

guint cb_json_line_of (const char *text, const char *path);

G_END_DECLS
