/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-clock.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

/* Names of settings of the store. */
#define CB_SETTING_QUIET_HOURS "quiet-hours" /* `07:30-17:00` */
#define CB_SETTING_QUIET_STOP "quiet-stop"   /* `true` */
#define CB_SETTING_RATE_LIMIT "rate-limit"   /* bytes per second */

/* A block of a body takes at most 16 seconds then: no portal gives up between two of them. */
#define CB_LIMITS_LOWEST_RATE 16000
#define CB_LIMITS_HIGHEST_RATE G_GINT64_CONSTANT (100000000000)

/**
 * CbLimits:
 * @rate: bytes per second, of all portals together; 0: as fast as it goes
 * @has_quiet: whether there are hours in which nothing is sent
 * @quiet_from, @quiet_until: minutes of the day by the clock of the office; may pass midnight
 * @quiet_stop: what is under way when they begin is broken off; else it is finished
 *
 * What an agency allows the queue to take of its line (product.md I2, faults.md 30).
 */
typedef struct
{
  guint64 rate;
  gboolean has_quiet;
  guint quiet_from;
  guint quiet_until;
  gboolean quiet_stop;
} CbLimits;

void cb_limits_load (CbStore *store, CbLimits *limits);
gboolean cb_limits_parse_hours (const char *text, guint *from, guint *until);
gboolean cb_limits_parse_rate (const char *text, guint64 *rate);
char *cb_limits_dup_hours_words (const char *hours);
char *cb_limits_dup_rate_words (const char *rate);
gint64 cb_limits_get_quiet_end (const CbLimits *limits, CbClock *clock);

G_END_DECLS
