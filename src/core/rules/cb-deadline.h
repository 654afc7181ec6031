/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/rules/cb-day.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/**
 * CbDeadline:
 * @target: the earlier reading: the first day counted too; a working day where there is one
 * @limit: the legal last day (Civil Code 147.2, 148.5)
 * @holidays_known: %FALSE when the holidays around @limit are not in the data or not sure
 */
typedef struct
{
  GDate target;
  GDate limit;
  gboolean holidays_known;
} CbDeadline;

char *cb_period_containing (CbFrequency frequency, const GDate *date);
char *cb_period_step (const char *period, int steps);
CbFrequency cb_period_get_frequency (const char *period);
gboolean cb_period_get_span (const char *period, GDate *first, GDate *last);

void
cb_deadline_count (const GDate *anchor, guint days, CbHolidays *holidays, CbDeadline *deadline);
void cb_deadline_count_months (const GDate *anchor,
                               guint months,
                               CbHolidays *holidays,
                               CbDeadline *deadline);
void cb_deadline_before (const GDate *day, CbHolidays *holidays, CbDeadline *deadline);
gboolean cb_deadline_for_period (const CbUpdateRule *rule,
                                 const char *period,
                                 CbHolidays *holidays,
                                 CbDeadline *deadline);

G_END_DECLS
