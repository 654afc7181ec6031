/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-progress.h"

G_BEGIN_DECLS

/**
 * CbCall:
 * @name: of the request
 * @answer: name of the answer that ends it
 * @takes_findings: whether findings may come before the answer
 * @cancel_kills: whether the engine cannot hear a `cancel` now, so that it is ended instead
 * @limit_us: so long may pass without a sign of life, in microseconds
 * @progress: (nullable): called in the thread that waits for the answer
 * @user_data: of @progress
 */
typedef struct
{
  const char *name;
  const char *answer;
  gboolean takes_findings;
  gboolean cancel_kills;
  gint64 limit_us;
  CbProgressFunc progress;
  gpointer user_data;
} CbCall;

typedef struct _CbConversation CbConversation;

CbConversation *cb_conversation_start (const char *path, int fd, int out_fd, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cb_conversation_free (CbConversation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbConversation, cb_conversation_free)

GVariant *cb_conversation_call (CbConversation *self,
                                const CbCall *call,
                                GVariant *body,
                                GPtrArray *findings,
                                GCancellable *cancellable,
                                GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint64 cb_conversation_get_row_count (CbConversation *self, gboolean *is_final);
gboolean cb_conversation_wait_for_rows (CbConversation *self,
                                        gint64 limit_us,
                                        GCancellable *cancellable,
                                        GError **error) G_GNUC_WARN_UNUSED_RESULT;
guint64 cb_conversation_get_body_end (CbConversation *self);
void cb_conversation_fail (CbConversation *self, const GError *error);
void cb_conversation_end (CbConversation *self);

G_END_DECLS
