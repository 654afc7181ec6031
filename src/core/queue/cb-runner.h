/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/queue/cb-control.h"
#include "core/queue/cb-throttle.h"
#include "core/store/cb-store.h"
#include "core/store/cb-vault.h"

G_BEGIN_DECLS

/**
 * CbRunnerOptions:
 * @store, @vault, @clock: of the queue
 * @portal: the lane's
 * @account: the lane's
 * @control: of this run
 * @throttle: of all lanes
 * @changed: (nullable): told of every new state
 * @user_data: for @changed
 */
typedef struct
{
  CbStore *store;
  CbVault *vault;
  CbClock *clock;
  CbPortal *portal;
  const CbAccount *account;
  CbControl *control;
  CbThrottle *throttle;
  CbQueueChangedFunc changed;
  gpointer user_data;
} CbRunnerOptions;

/* What one run means for the lane. */
typedef enum
{
  CB_LANE_GOES_ON, /* the next job may run */
  CB_LANE_WAITS,   /* the way to the portal is closed for now: no job of the lane is tried */
  CB_LANE_HELD,    /* until a person acts */
} CbLaneVerdict;

/**
 * CbLaneWait:
 * @until_us: when to try again; 0: nothing is waited for
 * @has_trouble: how the job stands could not be written down, so that its row does not say it
 * @trouble: why not
 */
typedef struct
{
  gint64 until_us;
  gboolean has_trouble;
  CbError trouble;
} CbLaneWait;

CbLaneVerdict cb_runner_run (const CbRunnerOptions *options, const char *job_id, CbLaneWait *wait);

G_END_DECLS
