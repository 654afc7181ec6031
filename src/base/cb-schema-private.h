/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-schema.h"

G_BEGIN_DECLS

JsonObject *_cb_schema_copy_object (JsonObject *object);
gboolean _cb_schema_is_known_member (const char *name);

G_END_DECLS
