/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CbLock CbLock;

CbLock *cb_lock_take (const char *root, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbLock *cb_lock_wait (const char *root, gint64 limit_us, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gint64 cb_lock_get_owner (const char *root);
void cb_lock_free (CbLock *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbLock, cb_lock_free)

G_END_DECLS
