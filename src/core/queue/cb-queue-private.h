/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/queue/cb-control.h"
#include "core/queue/cb-limits.h"
#include "core/queue/cb-queue.h"
#include "core/queue/cb-runner.h"
#include "core/queue/cb-throttle.h"

G_BEGIN_DECLS

struct _CbQueue
{
  GObject parent_instance;

  CbStore *store;       /* (owned) */
  CbVault *vault;       /* (owned) */
  CbKeyring *keyring;   /* (owned) */
  CbClock *clock;       /* (owned) */
  CbThrottle *throttle; /* (owned): of all lanes */
  CbPortalFactory factory;
  gpointer factory_data;
  GDestroyNotify factory_destroy;
  CbQueueChangedFunc changed;
  gpointer changed_data;

  GMutex lock;
  GCond wake;
  GHashTable *running;      /* (owned) (mutex lock): job id to CbControl */
  GHashTable *lanes;        /* (owned) (mutex lock): account id to GThread */
  GHashTable *lane_wait;    /* (owned) (mutex lock): account id to CbLaneWait */
  GCancellable *stopping;   /* (owned) (nullable) (mutex lock): while threads run */
  guint wakes;              /* (mutex lock): rises with every reason to look again */
  guint releases;           /* (mutex lock): rises when a person signed in, or tested an account */
  GNetworkMonitor *monitor; /* (owned) (nullable) */
  gulong monitor_id;
};

/* CKAN takes a hundred; a little room for "-2". */
#define CB_ORDER_MAX_SLUG 90

/* One thing that a person asks of the queue. */
typedef struct
{
  CbQueue *queue;
  const char *job_id;
  const char *dataset_id;
  const char *approval_id;
  const char *account_id;
  const char *slug;
  gint64 not_before_us;
  JsonObject *facts; /* (not owned) (nullable): what a person said */
  CbJob *job;        /* (owned) (nullable): the answer */
} CbOrder;

/* cb-queue-orders.c */
gboolean
_cb_order_run (CbQueue *self, CbStoreFunc func, CbOrder *order, CbRequest request, GError **error);
CbJob *_cb_order_get_open_job (CbStore *store, const char *job_id, GError **error);
gboolean
_cb_order_append_journal (CbStore *store, const char *event, const CbJob *job, GError **error);
void _cb_order_forget_lane_wait (CbQueue *self, const char *account_id);
void _cb_order_start_anew (CbOrder *order, CbJob *job);

/* cb-lane.c */
gint64 _cb_lane_run_due (CbQueue *self, const char *account_id, GCancellable *cancellable);
void _cb_lane_start (CbQueue *self, const char *account_id);
CbLaneWait _cb_lane_get_wait (CbQueue *self, const char *account_id);
gboolean _cb_lane_is_exempt (CbQueue *self, const CbJob *job);

/* cb-queue.c */
void _cb_queue_tell (CbQueue *self, const char *job_id);
void _cb_queue_wake (CbQueue *self);
CbControl *_cb_queue_dup_control (CbQueue *self, const char *job_id);

G_END_DECLS
