/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-holidays.h"

G_BEGIN_DECLS

gboolean
cb_working_days_before (const GDate *day, guint count, CbHolidays *holidays, GDate *latest);
guint cb_working_days_between (const GDate *from, const GDate *to, CbHolidays *holidays);

G_END_DECLS
