/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace.h"

G_BEGIN_DECLS

/* What is different from what the public has now (product.md D6). */

/**
 * CbPublishedFile:
 * @dataset_id: of the dataset that it is of
 * @file_id: of the file in it
 * @sha256: of its bytes, which the vault has
 * @period: (nullable): of an earlier period of the same item; %NULL: it is the same dataset, as it
 *   was published last
 * @published_us: when, 0 where that is not known
 * @is_same: whether they are the bytes that are to be published now
 */
typedef struct
{
  char *dataset_id;
  char *file_id;
  char *sha256;
  char *period;
  gint64 published_us;
  gboolean is_same;
} CbPublishedFile;

void cb_published_file_free (CbPublishedFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbPublishedFile, cb_published_file_free)

/**
 * CbMetadataChange:
 * @name: of a member of the metadata (#CbDataset)
 * @before: as it was published, "" for nothing
 * @now: as it is, "" for nothing
 */
typedef struct
{
  char *name;
  char *before;
  char *now;
} CbMetadataChange;

void cb_metadata_change_free (CbMetadataChange *self);

CbPublishedFile *cb_workplace_dup_published_file (CbWorkplace *self,
                                                  const CbDataset *dataset,
                                                  const char *file_id) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_workplace_list_metadata_changes (CbWorkplace *self,
                                               const CbDataset *dataset,
                                               const CbPublishedFile *published,
                                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbReader *cb_workplace_diff_published (CbWorkplace *self,
                                       const CbDataset *dataset,
                                       const char *file_id,
                                       const CbPublishedFile *published,
                                       const char *const *key,
                                       CbTableDiff **diff,
                                       CbProgressFunc progress,
                                       gpointer user_data,
                                       GCancellable *cancellable,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
