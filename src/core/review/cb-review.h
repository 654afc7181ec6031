/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"
#include "core/model/cb-approval.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-finding.h"

G_BEGIN_DECLS

gboolean cb_review_is_same_person (const char *one, const char *other);
gboolean cb_review_may_request (const CbDataset *dataset,
                                GPtrArray *findings,
                                const char *person,
                                GError **error);
CbApproval *cb_review_approve (const CbDataset *dataset,
                               GPtrArray *findings,
                               const char *person,
                               gboolean one_person_allowed,
                               gint64 now_us,
                               GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_review_may_send_back (const CbDataset *dataset,
                                  const char *person,
                                  const char *reason,
                                  GError **error);
CbRemoval
cb_review_judge_removal (const CbDataset *dataset, gboolean was_approved, const char *person);
gboolean cb_review_holds (const CbApproval *approval, const CbDataset *dataset, GError **error);

G_END_DECLS
