/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define CB_TYPE_CLOCK (cb_clock_get_type ())
G_DECLARE_FINAL_TYPE (CbClock, cb_clock, CB, CLOCK, GObject)

CbClock *cb_clock_new_system (void);
CbClock *cb_clock_new_fake (gint64 start_us, guint32 seed);
gint64 cb_clock_now (CbClock *self);
GDateTime *cb_clock_now_local (CbClock *self);
double cb_clock_random (CbClock *self);
void cb_clock_advance (CbClock *self, gint64 us);
void cb_clock_wait (CbClock *self, gint64 us, GCancellable *cancellable);
void cb_clock_set_timezone (CbClock *self, GTimeZone *timezone);

char *cb_time_to_iso8601 (gint64 us);
gint64 cb_time_from_iso8601 (const char *text);

G_END_DECLS
