/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/practice/cb-practice-habits.h"
#include "core/portal/practice/cb-practice-store.h"

G_BEGIN_DECLS

char *cb_practice_token_issue (CbPracticeStore *store,
                               JsonObject *user,
                               gint64 issued,
                               gint64 lifetime,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
JsonObject *cb_practice_token_find_user (CbPracticeStore *store, const char *token);
JsonObject *cb_practice_token_identify (CbPracticeStore *store,
                                        const CbPracticeHabits *habits,
                                        const char *authorization,
                                        const char *api_key);

G_END_DECLS
