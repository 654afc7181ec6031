/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/workplace/cb-workplace-diff.h"

G_BEGIN_DECLS

/**
 * CbuComparison:
 * @published: what is compared with
 * @diff: (nullable): what is different between the tables; %NULL: they are the same bytes, or
 *   cannot be compared
 * @reader: (nullable): an engine over both, for their rows
 * @file_name: (nullable): of the file, where there are several
 * @others: (element-type utf8): of the other files, name and sentence one after the other
 * @metadata: (element-type CbMetadataChange): what is described otherwise
 * @key: (nullable): the column by which rows were to be found again, as a person chose it
 * @problem: (nullable): why the tables were not compared, for people
 *
 * What is different from what the public has, found in a worker thread and never changed
 * afterwards.
 */
typedef struct
{
  CbPublishedFile *published;
  CbTableDiff *diff;
  CbReader *reader;
  char *file_name;
  GPtrArray *others;
  GPtrArray *metadata;
  char *key;
  char *problem;
} CbuComparison;

CbuComparison *cbu_comparison_make (CbWorkplace *workplace,
                                    const char *dataset_id,
                                    const char *file_id,
                                    const char *key,
                                    CbProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable,
                                    GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbuComparison *cbu_comparison_ref (CbuComparison *self);
void cbu_comparison_unref (CbuComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbuComparison, cbu_comparison_unref)

char *cbu_comparison_dup_heading (const CbuComparison *self);
char *cbu_comparison_dup_summary (const CbuComparison *self);
gboolean cbu_comparison_has_rows (const CbuComparison *self);

G_END_DECLS
