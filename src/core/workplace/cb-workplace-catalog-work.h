/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* How a period of an item stands. */
typedef enum
{
  CB_PERIOD_ON_TIME,
  CB_PERIOD_LATE,    /* published after its last day */
  CB_PERIOD_NOT_YET, /* its last day is over */
  CB_PERIOD_PENDING, /* its last day is still to come */
} CbPeriodStanding;

#define CB_N_PERIOD_STANDINGS (CB_PERIOD_PENDING + 1)

/**
 * CbItemPeriod:
 * @period: `2026-10`, `2026-Q3`…
 * @limit: its legal last day
 * @standing: how it stands
 */
typedef struct
{
  char *period;
  GDate limit;
  CbPeriodStanding standing;
} CbItemPeriod;

/**
 * CbItemWork:
 * @datasets: (element-type CbDataset): what answers to the item, the newest first
 * @periods: (element-type CbItemPeriod): of a year back and what is due next, the oldest first
 * @proposals: (element-type CbRecord): to change it, the newest first, without the dropped
 */
typedef struct
{
  GPtrArray *datasets;
  GPtrArray *periods;
  GPtrArray *proposals;
} CbItemWork;

void cb_item_work_free (CbItemWork *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbItemWork, cb_item_work_free)

const char *cb_period_standing_title (CbPeriodStanding standing);
CbItemWork *cb_workplace_get_item_work (CbWorkplace *self,
                                        const char *code,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
