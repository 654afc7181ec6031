/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/model/cb-journal-row.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

gboolean cb_journal_append (CbStore *store,
                            const char *person,
                            const char *event,
                            const char *subject,
                            JsonObject *detail,
                            GError **error);
char *cb_journal_dup_head (CbStore *store, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_journal_verify (CbStore *store, gint64 *rows, GError **error);
GPtrArray *
cb_journal_list (CbStore *store, const char *subject, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
