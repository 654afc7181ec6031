/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-job.h"
#include "core/portal/cb-portal.h"
#include "core/store/cb-store-jobs.h"

G_BEGIN_DECLS

/* The steps that checkpoints name: before an effect, and after it. */
#define CB_STEP_CREATE "create"
#define CB_STEP_CREATED "created"
#define CB_STEP_SLOTS "slots"
#define CB_STEP_SLOTTED "slotted"
#define CB_STEP_SEND "send"
#define CB_STEP_SENT "sent"
#define CB_STEP_CONFIRMED "confirmed"
#define CB_STEP_DESCRIBE "describe"
#define CB_STEP_DESCRIBED "described"
#define CB_STEP_REVISE "revise"
#define CB_STEP_REVISED "revised"
#define CB_STEP_PUBLISH "publish"
#define CB_STEP_PUBLISHED "published"
#define CB_STEP_WANTED "wanted" /* again, after a cancel that has not been carried out yet */
#define CB_STEP_CANCEL "cancel"
#define CB_STEP_AT_ONCE "at-once" /* a person does not want to wait for the end of quiet hours */
#define CB_STEP_DELETE "delete"
#define CB_STEP_DELETED "deleted"
#define CB_STEP_CONFLICT "conflict"
#define CB_STEP_OVERWRITE "overwrite"
#define CB_STEP_BY_HAND_NOTES "by-hand-notes" /* what a person ticked and typed */
#define CB_STEP_BY_HAND_ORDER "by-hand-order" /* compare what is there, or take a person's word */

/**
 * CbFileMemory:
 * @sent: (element-type utf8): SHA-256 of everything we may have put into the slot
 * @sha256: (nullable): what was last read back and compared
 * @last_modified: (nullable): the portal's word for when that was put there
 * @title: (nullable): that we last gave it
 * @overwrite: (nullable): last_modified of other people's bytes that a person agreed to replace
 */
typedef struct
{
  GPtrArray *sent;
  char *sha256;
  char *last_modified;
  char *title;
  char *overwrite;
} CbFileMemory;

/**
 * CbRecordPair:
 * @sent: (nullable): a record that we sent
 * @shown: (nullable): what the portal then showed
 */
typedef struct
{
  JsonObject *sent;
  JsonObject *shown;
} CbRecordPair;

/**
 * CbMemory:
 * @pairs: (element-type CbRecordPair): what the remote metadata may be by our own doing
 * @files: (element-type utf8 CbFileMemory): by id
 * @created: a create may have been sent
 * @published: it was public by our doing
 * @generation: how often a dataset of ours was deleted there
 * @cancel: a person wants the job at hand cancelled
 * @at_once: a person wants the job at hand sent in spite of quiet hours
 * @notes: (nullable): the last %CB_STEP_BY_HAND_NOTES of the job at hand
 * @order: (nullable): the last %CB_STEP_BY_HAND_ORDER of the job at hand, for its approval
 *
 * What the checkpoints of all jobs of one dataset on one portal add up to.
 */
typedef struct
{
  GPtrArray *pairs;
  GHashTable *files;
  gboolean created;
  gboolean published;
  guint generation;
  gboolean cancel;
  gboolean at_once;
  JsonObject *notes;
  JsonObject *order;
} CbMemory;

CbMemory *cb_memory_new (void) G_GNUC_WARN_UNUSED_RESULT;
CbMemory *cb_memory_load (CbStore *store, const CbJob *job, GError **error);
void cb_memory_free (CbMemory *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbMemory, cb_memory_free)
void cb_memory_learn (CbMemory *self, const char *step, JsonObject *facts);
CbFileMemory *cb_memory_get_file (CbMemory *self, const char *file_id);
char *cb_memory_dup_resource_id (CbMemory *self, const char *file_id);
gboolean cb_memory_has_sent (CbMemory *self, const char *file_id, const char *sha256);

char **
cb_memory_compare (CbMemory *self, JsonObject *wanted, JsonObject *shown, JsonObject **changes);

G_END_DECLS
