/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

CbProfile *_cb_profile_new (JsonObject *json);
CbFrequency _cb_profile_frequency_from_json (const char *name);
gboolean _cb_profile_anchor_from_json (const char *name, CbAnchor *anchor);
GHashTable *_cb_profile_get_origins (CbProfile *self);
void _cb_profile_set_origins (CbProfile *self, GHashTable *origins);

G_END_DECLS
