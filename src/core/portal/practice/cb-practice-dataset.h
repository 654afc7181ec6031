/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/practice/cb-practice-call.h"

G_BEGIN_DECLS

JsonObject *cb_practice_dataset_show_resource (CbPracticeStore *store, JsonObject *resource);
JsonObject *cb_practice_dataset_show (CbPracticeStore *store, JsonObject *package);
gboolean
cb_practice_dataset_may_read (CbPracticeStore *store, JsonObject *package, JsonObject *user);
gboolean
cb_practice_dataset_may_edit (CbPracticeStore *store, JsonObject *package, JsonObject *user);
JsonObject *
cb_practice_dataset_save (CbPracticeCall *call, JsonObject *candidate, JsonObject *original);

JsonObject *
cb_practice_dataset_check (CbPracticeCall *call, JsonObject *candidate, JsonObject *original);
char *cb_practice_munge_file_name (const char *name);

G_END_DECLS
