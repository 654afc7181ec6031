/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* More times in a day than this are not meant. */
#define CB_SCHEDULE_MOST 24

/**
 * CbSchedule:
 * @minutes: of the day, by the clock of this computer, the earliest first
 * @n_minutes: how many, at least 1
 * @program: path of congboctl
 * @root: (nullable): folder of all data; %NULL: the user's; not loaded
 * @active: whether the system knows of it; only loaded
 *
 * What the system does by itself every day, without a window (product.md L2).
 */
typedef struct
{
  guint minutes[CB_SCHEDULE_MOST];
  guint n_minutes;
  char *program;
  char *root;
  gboolean active;
} CbSchedule;

void cb_schedule_clear (CbSchedule *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (CbSchedule, cb_schedule_clear)

gboolean cb_schedule_parse_times (CbSchedule *self, const char *text);
char *cb_schedule_dup_times (const CbSchedule *self);
const char *const *cb_schedule_get_commands (void);

gboolean cb_schedule_can (void);
char *cb_schedule_dup_program (void) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_schedule_turn_on (const CbSchedule *self, GError **error);
gboolean cb_schedule_turn_off (GError **error);
gboolean cb_schedule_load (CbSchedule *self, GError **error);

G_END_DECLS
