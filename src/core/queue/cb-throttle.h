/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-clock.h"

G_BEGIN_DECLS

typedef struct _CbThrottle CbThrottle;

CbThrottle *cb_throttle_new (CbClock *clock);
void cb_throttle_free (CbThrottle *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbThrottle, cb_throttle_free)
void cb_throttle_spend (CbThrottle *self, guint64 bytes, guint64 rate, GCancellable *cancellable);

G_END_DECLS
