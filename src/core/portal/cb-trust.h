/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CB_TYPE_TRUST (cb_trust_get_type ())
G_DECLARE_FINAL_TYPE (CbTrust, cb_trust, CB, TRUST, GTlsDatabase)

GTlsDatabase *cb_trust_new (GPtrArray *authorities) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
