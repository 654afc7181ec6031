/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-approval.h"
#include "core/model/cb-dataset.h"
#include "core/queue/cb-limits.h"
#include "core/queue/cb-memory.h"
#include "core/queue/cb-runner.h"

G_BEGIN_DECLS

/**
 * CbRunner:
 *
 * One run of one job. Every run starts by looking at what the portal has, and does what is still
 * missing; that is why a run may end anywhere, by an error, a kill or a pause, and the next one
 * arrives at the same end (faults.md I10).
 */
typedef struct
{
  const CbRunnerOptions *options; /* (not owned) */
  CbJob *job;                     /* (owned) */
  CbDataset *dataset;             /* (owned): its files under the ids they have on the portal */
  GHashTable *local_ids;          /* (owned): resource id to file id */
  CbApproval *approval;           /* (owned) */
  CbMemory *memory;               /* (owned) */
  CbRemoteDataset *remote;        /* (owned) (nullable): as last read */
  JsonObject *wanted;             /* (owned): the record that is approved */
  GHashTable *proven;   /* (owned): file id to CbRemoteFile: its bytes are the approved ones */
  GHashTable *sent_now; /* (owned): ids of files sent in this run */
  const char *what;     /* what is being tried, for the list of attempts */
  guint64 gate_bytes;   /* bytes since the approval was last looked at */
  guint64 last_bytes;
  JsonObject *declared; /* (not owned) (nullable): a person's word in the place of a comparison */
  CbLimits limits;      /* as they were when the approval was last looked at */
} CbRunner;

/* cb-runner-steps.c: the way of a dataset, step by step. */
gboolean _cb_runner_converge (CbRunner *self, GError **error);
gboolean _cb_runner_find_remote (CbRunner *self, GError **error);

/* cb-runner-files.c: slots and bytes. */
gboolean _cb_runner_check_limit (CbRunner *self, GError **error);
gboolean _cb_runner_ensure_slots (CbRunner *self, gboolean *again, GError **error);
gboolean
_cb_runner_ensure_file (CbRunner *self, const CbDatasetFile *file, gboolean *again, GError **error);

/* cb-runner-by-hand.c: a person publishes. */
gboolean _cb_runner_by_hand (CbRunner *self, GError **error);
gboolean _cb_runner_is_by_hand (const CbRunner *self);

/* cb-runner-cancel.c: the way back. */
gboolean _cb_runner_cancel (CbRunner *self, gboolean *is_public, GError **error);

/* cb-runner-finish.c: the proof. */
gboolean _cb_runner_finish (CbRunner *self, GError **error);

/* cb-runner-settle.c: the end that is none. */
CbLaneVerdict _cb_runner_settle (CbRunner *self, const GError *why, CbLaneWait *wait);
CbLaneVerdict
_cb_runner_put_aside (CbRunner *self, const char *job_id, const GError *why, CbLaneWait *wait);
void _cb_runner_stand_still (CbRunner *self);

/* cb-runner.c: rows, and leave to go on. */
gboolean _cb_runner_gate (CbRunner *self, GError **error);
gboolean
_cb_runner_enter (CbRunner *self, CbJobState state, const CbDatasetFile *file, GError **error);
gboolean _cb_runner_mark (CbRunner *self, const char *step, JsonObject *facts, GError **error);
void _cb_runner_note_attempt (CbRunner *self, const GError *error);
void _cb_runner_init_transfer (CbRunner *self, CbTransfer *transfer);
gboolean _cb_runner_is_superseded (
    CbRunner *self, CbStore *store, const CbJob *row, gboolean *superseded, GError **error);
gboolean _cb_runner_save (CbRunner *self, gboolean *stands, GError **error);
const char *_cb_runner_get_local_id (CbRunner *self, const CbDatasetFile *file);
GCancellable *_cb_runner_get_cancellable (CbRunner *self);

G_END_DECLS
