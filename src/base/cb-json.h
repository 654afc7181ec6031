/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

char *cb_json_to_canonical (JsonNode *node);
char *cb_json_object_to_string (JsonObject *object, gboolean pretty);
JsonObject *
cb_json_object_parse (const char *text, gssize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonNode *
cb_json_node_parse (const char *text, gssize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonArray *
cb_json_array_parse (const char *text, gssize length, GError **error) G_GNUC_WARN_UNUSED_RESULT;

void cb_json_set_text (JsonObject *object, const char *name, const char *text);
const char *cb_json_get_string (JsonObject *object, const char *name);
gint64 cb_json_get_int (JsonObject *object, const char *name, gint64 fallback);
gboolean cb_json_get_bool (JsonObject *object, const char *name, gboolean fallback);
JsonObject *cb_json_get_object (JsonObject *object, const char *name);
JsonArray *cb_json_get_array (JsonObject *object, const char *name);

G_END_DECLS
