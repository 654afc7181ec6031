/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-by-hand.h"
#include "core/portal/cb-look.h"
#include "core/portal/cb-portal.h"

G_BEGIN_DECLS

#define CB_TYPE_BY_HAND_PORTAL (cb_by_hand_portal_get_type ())
G_DECLARE_FINAL_TYPE (CbByHandPortal, cb_by_hand_portal, CB, BY_HAND_PORTAL, GObject)

CbPortal *cb_by_hand_portal_new (const char *address, GPtrArray *authorities);
void cb_by_hand_portal_set_stall_timeout (CbByHandPortal *self, guint seconds);
gboolean cb_by_hand_portal_look (CbByHandPortal *self,
                                 const char *url,
                                 guint64 expected,
                                 const CbTransfer *transfer,
                                 CbLook *look,
                                 CbByHandFinding *finding,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean cb_by_hand_is_address (const char *text);

G_END_DECLS
