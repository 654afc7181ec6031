/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-approval.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-finding.h"
#include "core/store/cb-store.h"

G_BEGIN_DECLS

/**
 * CbWaiver:
 * @key: cb_finding_dup_key() of what is waived
 * @person: who waived it
 * @reason: why
 * @at_us: when
 */
typedef struct
{
  char *key;
  char *person;
  char *reason;
  gint64 at_us;
} CbWaiver;

void cb_waiver_free (CbWaiver *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbWaiver, cb_waiver_free)

/* Datasets, with their files. */
gboolean cb_store_save_dataset (CbStore *self, const CbDataset *dataset, GError **error);
CbDataset *
cb_store_get_dataset (CbStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_datasets (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_store_list_datasets_of_item (CbStore *self,
                                           const char *code,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* What was put aside, and what is left of it. */
gboolean
cb_store_put_dataset_aside (CbStore *self, const char *id, const char *person, GError **error);
gboolean cb_store_put_dataset_back (CbStore *self, const char *id, GError **error);
GPtrArray *cb_store_list_removed_datasets (CbStore *self, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_store_erase_dataset (CbStore *self, const char *id, GError **error);
GPtrArray *
cb_store_list_leftovers (CbStore *self, gboolean held, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_store_drop_leftover (CbStore *self, const char *sha256, GError **error);

/* Findings, kept with the bytes that they are about. Those about a file carry its id as the
 * argument CB_FINDING_FILE. */

gboolean cb_store_replace_findings (CbStore *self,
                                    const char *dataset_id,
                                    const char *file_id,
                                    const char *digest,
                                    const char *rules,
                                    GPtrArray *findings,
                                    GError **error);
GPtrArray *cb_store_list_findings (CbStore *self,
                                   const char *dataset_id,
                                   const char *rules,
                                   gboolean *current,
                                   GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Waivers. */
gboolean cb_store_add_waiver (CbStore *self,
                              const char *dataset_id,
                              const char *key,
                              const char *person,
                              const char *reason,
                              GError **error);
gboolean cb_store_replace_waivers (CbStore *self,
                                   const char *dataset_id,
                                   GPtrArray *waivers,
                                   GError **error);
gboolean
cb_store_remove_waiver (CbStore *self, const char *dataset_id, const char *key, GError **error);
gboolean
cb_store_apply_waivers (CbStore *self, const char *dataset_id, GPtrArray *findings, GError **error);
GPtrArray *cb_store_list_waivers (CbStore *self,
                                  const char *dataset_id,
                                  GError **error) G_GNUC_WARN_UNUSED_RESULT;

/* Approvals. */
gboolean cb_store_add_approval (CbStore *self, const CbApproval *approval, GError **error);
CbApproval *
cb_store_get_approval (CbStore *self, const char *id, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbApproval *cb_store_get_current_approval (CbStore *self,
                                           const char *dataset_id,
                                           GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean
cb_store_was_approved (CbStore *self, const char *dataset_id, gboolean *approved, GError **error);
gboolean
cb_store_void_approvals (CbStore *self, const char *dataset_id, const char *reason, GError **error);

G_END_DECLS
