/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

#include "core/model/cb-job.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

/**
 * CbAttempt:
 * @job_id: of what
 * @at_us: when it ended
 * @step: the state it was in
 * @what: what was tried, `package_create`, `resource_patch`…
 * @outcome: `ok`, or cb_error_code_name()
 * @detail: (nullable): what the portal said; no secret
 */
typedef struct
{
  char *job_id;
  gint64 at_us;
  CbJobState step;
  char *what;
  char *outcome;
  char *detail;
} CbAttempt;

CbAttempt *cb_attempt_new (void);
void cb_attempt_free (CbAttempt *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbAttempt, cb_attempt_free)

/**
 * CbCheckpoint:
 * @sequence: rises within the whole store
 * @job_id: of what
 * @at_us: when
 * @step: what is about to be done, or was done
 * @facts: what a later start must know; never %NULL
 */
typedef struct
{
  gint64 sequence;
  char *job_id;
  gint64 at_us;
  char *step;
  JsonObject *facts;
} CbCheckpoint;

void cb_checkpoint_free (CbCheckpoint *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbCheckpoint, cb_checkpoint_free)

/* Jobs. */
gboolean cb_store_save_job (CbStore *self, const CbJob *job, GError **error);
CbJob *cb_store_get_job (CbStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbJob *cb_store_get_open_job (CbStore *self,
                              const char *dataset_id,
                              const char *account_id,
                              GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_jobs (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_dataset_jobs (CbStore *self,
                                       const char *dataset_id,
                                       const char *account_id,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_open_jobs (CbStore *self,
                                    const char *account_id,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_store_park_job (
    CbStore *self, const char *id, CbError reason, const char *detail, GError **error);
gint64 cb_store_get_next_position (CbStore *self, const char *account_id, GError **error);

/* What was tried. */
gboolean cb_store_add_attempt (CbStore *self, const CbAttempt *attempt, GError **error);
GPtrArray *cb_store_list_attempts (CbStore *self,
                                   const char *job_id,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Checkpoints: a row before each remote effect, one after it. */
gboolean cb_store_add_checkpoint (
    CbStore *self, const char *job_id, const char *step, JsonObject *facts, GError **error);
GPtrArray *cb_store_get_checkpoints (CbStore *self,
                                     const char *job_id,
                                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Receipts. */
gboolean cb_store_add_receipt (CbStore *self, const CbReceipt *receipt, GError **error);
CbReceipt *
cb_store_get_receipt (CbStore *self, const char *job_id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_receipts (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
