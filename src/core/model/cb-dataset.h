/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

typedef enum
{
  CB_DATASET_PREPARING, /* Đang chuẩn bị */
  CB_DATASET_IN_REVIEW, /* Chờ duyệt */
  CB_DATASET_RETURNED,  /* Trả lại, with a reason */
  CB_DATASET_APPROVED,  /* Đã duyệt */
  CB_DATASET_QUEUED,    /* in the queue */
  CB_DATASET_PUBLISHED, /* proven on the portal */
} CbDatasetState;

/**
 * CbRemoval:
 *
 * Whether a dataset may be removed, and why not.
 */
typedef enum
{
  CB_REMOVAL_ALLOWED,
  CB_REMOVAL_PUBLISHED, /* a portal has it, or something of it */
  CB_REMOVAL_QUEUED,    /* it is on its way */
  CB_REMOVAL_APPROVED,  /* somebody approved it, if only once */
  CB_REMOVAL_OTHERS,    /* somebody else prepared it */
  CB_REMOVAL_NAMELESS,  /* it is not known who wants it */
} CbRemoval;

/**
 * CbDatasetFile:
 * @id: UUIDv4, lower case; also the id of the resource on the portal
 * @title: what the public reads
 * @name: the file's name as the office has it
 * @original_sha256: what was taken in; never touched, in the vault
 * @sha256: what will be sent: the original, or the mended copy
 * @size: of the bytes to be sent
 * @format: `csv`…, by content
 * @media_type: `text/csv`…
 * @encoding: of the bytes to be sent
 * @recipe: (nullable): JSON of the mending steps that lead from one to the other
 * @options: (nullable): JSON of what the clerk corrected about the reading (encoding, delimiter…)
 * @schema: (nullable): the Table Schema that a person decided on, as JSON (base/cb-schema.h)
 * @published_sha256: (nullable): what the portal was last proven to have
 */
typedef struct
{
  char *id;
  char *title;
  char *name;
  char *original_sha256;
  char *sha256;
  guint64 size;
  char *format;
  char *media_type;
  char *encoding;
  char *recipe;
  char *options;
  char *schema;
  char *published_sha256;
} CbDatasetFile;

/**
 * CbDataset:
 * @id: UUIDv4, ours; travels to the portal as the extra `congbo_id`
 * @item_code: (nullable): the catalog item it answers to
 * @period: (nullable): `2026-10`, `2026-Q3`, `2026-H1`, `2026`
 * @metadata: members title, notes, keywords (array), license_id, owner_org, frequency,
 * contact_name, contact_email, contact_phone, slug and whatever a profile asks for; never %NULL
 * @files: (element-type CbDatasetFile)
 * @account_id: (nullable): where it goes
 * @remote_id: (nullable): the portal's id of the dataset, once it exists there
 * @prepared_by: (nullable): who sent it to review
 * @return_reason: (nullable): of the reviewer
 * @created_us, @changed_us: microseconds since 1970
 * @removed_us: when it was put aside, 0 while it is there
 * @removed_by: (nullable): who did
 *
 * A value: copied from and to the store, owned by whoever holds it.
 */
typedef struct
{
  char *id;
  CbDatasetState state;
  char *item_code;
  char *period;
  JsonObject *metadata;
  GPtrArray *files;
  char *account_id;
  char *remote_id;
  char *prepared_by;
  char *return_reason;
  gint64 created_us;
  gint64 changed_us;
  gint64 removed_us;
  char *removed_by;
} CbDataset;

CbDataset *cb_dataset_new (void);
CbDataset *cb_dataset_copy (const CbDataset *self);
void cb_dataset_free (CbDataset *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDataset, cb_dataset_free)

CbDatasetFile *cb_dataset_file_new (void);
CbDatasetFile *cb_dataset_file_copy (const CbDatasetFile *self);
void cb_dataset_file_free (CbDatasetFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbDatasetFile, cb_dataset_file_free)

CbDatasetFile *cb_dataset_find_file (const CbDataset *self, const char *file_id);
const char *cb_dataset_get_title (const CbDataset *self);
char *cb_dataset_dup_digest (const CbDataset *self);

const char *cb_dataset_state_name (CbDatasetState value);
gboolean cb_dataset_state_from_name (const char *name, CbDatasetState *value);
const char *cb_dataset_state_title (CbDatasetState state);
const char *cb_removal_words (CbRemoval removal);

G_END_DECLS
