/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

CbProfile *cb_profile_new_changed (CbProfile *self,
                                   JsonObject *changes,
                                   const char **failed,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_profile_dup_canonical_path (CbProfile *self, const char *path);
gboolean cb_profile_is_changed (CbProfile *self);
const char *cb_profile_get_origin (CbProfile *self, const char *path);

G_END_DECLS
