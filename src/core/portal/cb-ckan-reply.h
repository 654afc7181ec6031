/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/portal/cb-http.h"

G_BEGIN_DECLS

JsonNode *cb_ckan_reply_dup_result (const CbHttpReply *reply,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_ckan_reply_is_refusal (const CbHttpReply *reply);

G_END_DECLS
