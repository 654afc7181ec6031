/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/portal/cb-portal.h"

G_BEGIN_DECLS

#define CB_TYPE_CKAN_PORTAL (cb_ckan_portal_get_type ())
G_DECLARE_FINAL_TYPE (CbCkanPortal, cb_ckan_portal, CB, CKAN_PORTAL, GObject)

CbPortal *cb_ckan_portal_new (const char *address, const char *token, CbTokenHeader token_header);
CbPortal *cb_ckan_portal_new_for_account (const CbAccount *account, const char *token);
void cb_ckan_portal_set_authorities (CbCkanPortal *self, GPtrArray *authorities);
void cb_ckan_portal_set_stall_timeout (CbCkanPortal *self, guint seconds);

gint64 cb_ckan_token_get_expiry (const char *token);

G_END_DECLS
