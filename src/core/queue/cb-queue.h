/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-clock.h"
#include "core/model/cb-account.h"
#include "core/model/cb-job.h"
#include "core/platform/cb-keyring.h"
#include "core/portal/cb-portal.h"
#include "core/store/cb-store.h"
#include "core/store/cb-vault.h"

G_BEGIN_DECLS

/**
 * CbPortalFactory:
 * @account: where
 * @token: its secret, from the keyring; not kept
 * @user_data: of whoever made the queue
 * @error: why there is none
 *
 * Called in a lane's thread; the portal is used in that thread only.
 *
 * Returns: (transfer full): the portal of @account
 */
typedef CbPortal *(*CbPortalFactory) (const CbAccount *account,
                                      const char *token,
                                      gpointer user_data,
                                      GError **error);

/**
 * CbQueueChangedFunc:
 * @job_id: (nullable): what changed; %NULL: all of them may have
 * @user_data: of whoever asked
 *
 * Called in any thread, with no lock held. A hint: read the list again.
 */
typedef void (*CbQueueChangedFunc) (const char *job_id, gpointer user_data);

/**
 * CbJobProgress:
 * @state: the step under way
 * @file_id: of the file under way, "" when none
 * @done, @total: bytes of that step
 * @rate: bytes per second over the last seconds, 0 when not known
 */
typedef struct
{
  CbJobState state;
  char file_id[40];
  guint64 done;
  guint64 total;
  guint64 rate;
} CbJobProgress;

#define CB_TYPE_QUEUE (cb_queue_get_type ())
G_DECLARE_FINAL_TYPE (CbQueue, cb_queue, CB, QUEUE, GObject)

/* Everything below may be called from any thread and blocks for the store only, except
 * cb_queue_run_once(), which does the work, and cb_queue_stop(), which waits for it to end. */

CbQueue *cb_queue_new (CbStore *store,
                       CbVault *vault,
                       CbKeyring *keyring,
                       CbClock *clock,
                       CbPortalFactory factory,
                       gpointer user_data,
                       GDestroyNotify destroy);
void cb_queue_set_changed_func (CbQueue *self, CbQueueChangedFunc func, gpointer user_data);

CbJob *cb_queue_enqueue (CbQueue *self,
                         const char *dataset_id,
                         const char *approval_id,
                         const char *account_id,
                         gint64 not_before_us,
                         GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_queue_list (CbQueue *self, GError **error);
gboolean cb_queue_pause (CbQueue *self, const char *job_id, GError **error);
gboolean cb_queue_resume (CbQueue *self, const char *job_id, GError **error);
gboolean cb_queue_cancel (CbQueue *self, const char *job_id, GError **error);
gboolean cb_queue_retry (CbQueue *self, const char *job_id, GError **error);
gboolean cb_queue_rename (CbQueue *self, const char *job_id, const char *slug, GError **error);
gboolean cb_queue_overwrite (CbQueue *self, const char *job_id, GError **error);
gboolean cb_queue_recreate (CbQueue *self, const char *job_id, GError **error);
gboolean
cb_queue_note_by_hand (CbQueue *self, const char *job_id, JsonObject *notes, GError **error);
JsonObject *cb_queue_get_by_hand_notes (CbQueue *self,
                                        const char *job_id,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cb_queue_order_by_hand (CbQueue *self, const char *job_id, JsonObject *order, GError **error);
gboolean cb_queue_release (CbQueue *self, const char *account_id, GError **error);
gboolean cb_queue_is_sending (CbQueue *self);
gboolean cb_queue_get_progress (CbQueue *self, const char *job_id, CbJobProgress *progress);

gboolean cb_queue_run_once (CbQueue *self, GCancellable *cancellable, GError **error);
gint64 cb_queue_get_next_due (CbQueue *self);
void cb_queue_start (CbQueue *self);
void cb_queue_stop (CbQueue *self);
void cb_queue_look_again (CbQueue *self);
void cb_queue_network_changed (CbQueue *self);

G_END_DECLS
