/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-clock.h"

G_BEGIN_DECLS

#define CB_BACKOFF_BASE_US (G_GINT64_CONSTANT (2) * G_USEC_PER_SEC)
#define CB_BACKOFF_LIMIT_US (G_GINT64_CONSTANT (15) * 60 * G_USEC_PER_SEC)
/* No wait of our own making is longer: a Retry-After is clamped to it. */
#define CB_BACKOFF_LONGEST_US (G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC)

gint64 cb_backoff_get_delay (CbClock *clock, guint attempt, gint64 retry_after_us);

G_END_DECLS
