/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

gboolean cb_clause_is_well_formed (const char *cite);
char *cb_clause_format (const char *cite, const char *cite_as, JsonArray *documents);

G_END_DECLS
