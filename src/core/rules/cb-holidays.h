/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define CB_TYPE_HOLIDAYS (cb_holidays_get_type ())
G_DECLARE_FINAL_TYPE (CbHolidays, cb_holidays, CB, HOLIDAYS, GObject)

CbHolidays *cb_holidays_new_empty (void);
CbHolidays *cb_holidays_load (GFile *file, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbHolidays *cb_holidays_parse (const char *text, gssize length, const char *name, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
CbHolidays *cb_holidays_new_corrected (CbHolidays *self,
                                       CbHolidays *corrections) G_GNUC_WARN_UNUSED_RESULT;

gboolean cb_holidays_knows_year (CbHolidays *self, GDateYear year);
gboolean cb_holidays_is_decided (CbHolidays *self, GDateYear year);
gboolean cb_holidays_is_day_off (CbHolidays *self, const GDate *date);
gboolean cb_holidays_may_be_day_off (CbHolidays *self, const GDate *date);
const char *cb_holidays_get_name (CbHolidays *self, const GDate *date);
gboolean cb_holidays_is_worked (CbHolidays *self, const GDate *date);
JsonObject *cb_holidays_dup_year (CbHolidays *self, GDateYear year);

G_END_DECLS
