/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * CbApproval:
 * @id: UUIDv4
 * @dataset_id: which dataset
 * @digest: cb_dataset_dup_digest() of what was approved: metadata and the SHA-256 of every file
 * @prepared_by: who asked
 * @approved_by: who agreed; another person unless the profile and the agency allow one
 * @approved_us: when
 * @void_us: when it stopped holding, 0 while it holds
 * @void_reason: (nullable): what changed
 */
typedef struct
{
  char *id;
  char *dataset_id;
  char *digest;
  char *prepared_by;
  char *approved_by;
  gint64 approved_us;
  gint64 void_us;
  char *void_reason;
} CbApproval;

CbApproval *cb_approval_new (void);
void cb_approval_free (CbApproval *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbApproval, cb_approval_free)

G_END_DECLS
