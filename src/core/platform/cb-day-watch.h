/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _CbDayWatch CbDayWatch;
typedef void (*CbDayWatchFunc) (gpointer user_data);

CbDayWatch *cb_day_watch_new (const char *zone_file, CbDayWatchFunc changed, gpointer user_data);
void cb_day_watch_free (CbDayWatch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDayWatch, cb_day_watch_free)

gint64 cb_day_watch_get_next_day (gint64 now, GTimeZone *zone);

G_END_DECLS
