/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-obligation.h"
#include "core/rules/cb-holidays.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/* Events of the journal that people make about duties; about changes: cb-changes.h. */
#define CB_EVENT_DUTY_DONE "duty.done"             /* subject: of the obligation */
#define CB_EVENT_DUTY_TAKEN_BACK "duty.taken-back" /* the last "done" of that subject */

/**
 * CbDutyInput:
 * @items: (element-type CbCatalogItem): the catalog in force
 * @datasets: (element-type CbDataset): all that has been begun
 * @rows: (element-type CbJournalRow): the whole journal, oldest first
 * @profile: (nullable): whose text holds
 * @holidays: days off
 * @zone: of the office: which day a row is of
 * @on: the day that is looked from
 * @lead: the agency is the lead agency of its province: the lead agency's reports are its own
 */
typedef struct
{
  GPtrArray *items;
  GPtrArray *datasets;
  GPtrArray *rows;
  CbProfile *profile;
  CbHolidays *holidays;
  GTimeZone *zone;
  GDate on;
  gboolean lead;
} CbDutyInput;

GPtrArray *cb_duties_list (const CbDutyInput *input) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
