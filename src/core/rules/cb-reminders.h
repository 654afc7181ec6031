/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/model/cb-obligation.h"

G_BEGIN_DECLS

#define CB_REMINDER_DAYS "7, 3, 1, 0"
#define CB_REMINDER_MAX_DAYS 8

guint cb_reminders_parse_days (const char *text, guint days[CB_REMINDER_MAX_DAYS]);
GPtrArray *cb_reminders_pick (GPtrArray *obligations,
                              const guint *days,
                              guint n_days,
                              JsonObject *told,
                              JsonObject **told_now);

G_END_DECLS
