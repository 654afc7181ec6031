/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-dataset.h"
#include "core/portal/cb-ckan-client.h"
#include "core/portal/practice/cb-practice-portal.h"
#include "core/queue/cb-queue.h"

G_BEGIN_DECLS

/* A workplace's trusted part with a portal beside it: the practice portal in the habits of
 * CB_PRACTICE_VERSION, or the CKAN at CKAN_URL when that is set. */
typedef struct
{
  char *root;
  CbClock *clock;
  CbStore *store;
  CbVault *vault;
  CbKeyring *keyring;
  CbQueue *queue;
  CbPracticePortal *practice; /* (nullable): in a folder that outlives this object */
  char *url;
  char *token;
  char *other_token;
  char *account_id;
  guint stall_s;     /* after so long without a word a portal has stopped answering; 0: long */
  gboolean is_guest; /* opened on another's root */
} Rig;

Rig *rig_new (const char *version);
Rig *rig_open (const char *root, const char *url, const char *token);
void rig_close (Rig *self);
void rig_free (Rig *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Rig, rig_free)

char *rig_add_account (Rig *self, const char *url, const char *token);
char *rig_add_dataset (Rig *self, const char *title, const gsize *sizes, guint n_sizes);
void rig_set_file (Rig *self, const char *dataset_id, guint index, gsize size, char filling);
void rig_set_metadata (Rig *self, const char *dataset_id, const char *name, const char *value);
char *rig_approve (Rig *self, const char *dataset_id);
char *rig_enqueue (Rig *self, const char *dataset_id);
void rig_run (Rig *self);

CbJob *rig_get_job (Rig *self, const char *job_id);
void rig_assert_done (Rig *self, const char *job_id);
void rig_assert_state (Rig *self, const char *job_id, CbJobState state, CbError reason);
JsonObject *rig_show (Rig *self, const char *dataset_id);
JsonNode *rig_call (Rig *self, const char *token, const char *action, const char *json);
void rig_assert_sound (Rig *self);

G_END_DECLS
