/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-record.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

gboolean cb_store_add_record (CbStore *self, CbRecord *record, GError **error);
gboolean cb_store_save_record (CbStore *self, CbRecord *record, GError **error);
gboolean cb_store_keep_pending (CbStore *self, const char *id, JsonObject *pending, GError **error);
CbRecord *
cb_store_get_record (CbStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRecord *cb_store_get_record_by_number (CbStore *self,
                                         const char *number,
                                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *
cb_store_list_records (CbStore *self, CbRegister kind, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_record_versions (CbStore *self,
                                          const char *id,
                                          GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
