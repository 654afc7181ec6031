/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

gboolean cb_workplace_correct_value (
    CbWorkplace *self, const char *profile_id, const char *path, JsonNode *value, GError **error);
char *cb_workplace_dup_value_corrections (CbWorkplace *self, const char *profile_id);
gboolean cb_workplace_restore_value_corrections (CbWorkplace *self,
                                                 const char *profile_id,
                                                 const char *corrections,
                                                 GError **error);

gboolean cb_workplace_is_year_corrected (CbWorkplace *self, GDateYear year);
gboolean
cb_workplace_correct_year (CbWorkplace *self, GDateYear year, JsonObject *days, GError **error);

gboolean cb_workplace_set_agencies (CbWorkplace *self, const char *const *names, GError **error);

G_END_DECLS
