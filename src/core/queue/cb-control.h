/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/queue/cb-queue.h"

G_BEGIN_DECLS

typedef enum
{
  CB_REQUEST_NONE,
  CB_REQUEST_PAUSE,
  CB_REQUEST_CANCEL,
  CB_REQUEST_STOP, /* the program ends, or the job was given another approval */
} CbRequest;

/* What the thread that runs a job and those that watch it share. */
typedef struct _CbControl CbControl;

CbControl *cb_control_new (const char *job_id, GCancellable *parent);
CbControl *cb_control_ref (CbControl *self);
void cb_control_unref (CbControl *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbControl, cb_control_unref)

GCancellable *cb_control_get_cancellable (CbControl *self);
void cb_control_request (CbControl *self, CbRequest request);

void cb_control_start_step (CbControl *self, CbJobState state, const char *file_id, guint64 total);
void cb_control_set_progress (CbControl *self, guint64 done, guint64 total);
void cb_control_get_progress (CbControl *self, CbJobProgress *progress);

G_END_DECLS
