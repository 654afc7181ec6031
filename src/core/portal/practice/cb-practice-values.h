/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *cb_practice_values_dup_text (JsonObject *object, const char *name);
gboolean cb_practice_values_is_in (const char *name, const char *const *list, gsize length);

G_END_DECLS
