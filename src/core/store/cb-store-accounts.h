/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-account.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

gboolean cb_store_save_account (CbStore *self, const CbAccount *account, GError **error);
CbAccount *
cb_store_get_account (CbStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_accounts (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_store_delete_account (CbStore *self, const char *id, GError **error);

G_END_DECLS
