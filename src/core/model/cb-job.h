/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"

G_BEGIN_DECLS

/* architecture.md: waiting → probing → slotting → sending → confirming → publishing → done, or
 * parked, or cancelled. Stored by name. */
typedef enum
{
  CB_JOB_WAITING,
  CB_JOB_PROBING,
  CB_JOB_SLOTTING,
  CB_JOB_SENDING,
  CB_JOB_CONFIRMING,
  CB_JOB_PUBLISHING,
  CB_JOB_DONE,
  CB_JOB_PARKED,
  CB_JOB_CANCELLED,
} CbJobState;

/**
 * CbJob:
 * @id: UUIDv4
 * @dataset_id: what is being sent
 * @approval_id: under which approval; void approvals stop the job before its next byte
 * @account_id: where to
 * @state: see #CbJobState
 * @paused: the person holds it; no attempt is made while %TRUE
 * @has_reason: whether @reason says why it waits or is parked
 * @reason: why
 * @reason_detail: (nullable): what the portal said, or the field, for the small print
 * @attempts: tries so far that a person did not start
 * @not_before_us: next try not before this, 0: now
 * @position: order within the lane of its account
 * @slug: the address it has or will have on the portal
 * @remote_id: (nullable): the portal's id of the dataset
 * @file_id: (nullable): the file under way
 * @quiet: it waits for the end of quiet hours at @not_before_us; told by the queue, not stored
 * @bytes_done, @bytes_total: of the step under way
 * @created_us, @changed_us, @finished_us: microseconds since 1970
 */
typedef struct
{
  char *id;
  char *dataset_id;
  char *approval_id;
  char *account_id;
  CbJobState state;
  gboolean paused;
  gboolean has_reason;
  CbError reason;
  char *reason_detail;
  guint attempts;
  gint64 not_before_us;
  gboolean quiet;
  gint64 position;
  char *slug;
  char *remote_id;
  char *file_id;
  guint64 bytes_done;
  guint64 bytes_total;
  gint64 created_us;
  gint64 changed_us;
  gint64 finished_us;
} CbJob;

/**
 * CbReceipt:
 * @job_id, @dataset_id: of what
 * @url: where the public finds it
 * @remote_id: the portal's id of the dataset
 * @files: JSON array: resource id, url, name, bytes, sha256 approved, sha256 read back
 * @prepared_by, @approved_by: who
 * @approved_us, @published_us: when
 * @journal_hash: of the journal row that records it
 */
typedef struct
{
  char *job_id;
  char *dataset_id;
  char *title;
  char *url;
  char *remote_id;
  char *files;
  char *prepared_by;
  char *approved_by;
  gint64 approved_us;
  gint64 published_us;
  char *journal_hash;
} CbReceipt;

CbJob *cb_job_new (void);
CbJob *cb_job_copy (const CbJob *self);
void cb_job_free (CbJob *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbJob, cb_job_free)

CbReceipt *cb_receipt_new (void);
CbReceipt *cb_receipt_copy (const CbReceipt *self);
void cb_receipt_free (CbReceipt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbReceipt, cb_receipt_free)

char *cb_receipt_dup_label (const CbReceipt *self, GTimeZone *zone);
gboolean cb_receipt_is_meant (const CbReceipt *self, const char *text, GTimeZone *zone);

const char *cb_job_state_name (CbJobState value);
gboolean cb_job_state_from_name (const char *name, CbJobState *value);
gboolean cb_job_state_is_final (CbJobState state);

const char *cb_job_get_pill (const CbJob *self);
char *cb_job_dup_sentence (const CbJob *self);

G_END_DECLS
