/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Events of the journal about changes. Subject: the item's code; detail: `date`, of the change. */
#define CB_EVENT_CHANGE_ANNOUNCED "change.announced"
#define CB_EVENT_CHANGE_TAKEN_BACK                                                                 \
  "change.taken-back" /* of that day, however often it was told                                    \
                       */

GHashTable *
cb_changes_index (GPtrArray *rows, GTimeZone *zone, const GDate *until) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_changes_stands (GHashTable *index, const char *code, const char *date);

G_END_DECLS
