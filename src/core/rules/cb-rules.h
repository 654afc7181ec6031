/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-dataset.h"
#include "core/model/cb-finding.h"
#include "core/rules/cb-profile.h"

G_BEGIN_DECLS

/* Findings about the dataset and not about bytes: CB_FINDING_NOT_IN_CATALOG, METADATA_EMPTY
 * (argument `field`: the member), FORMAT_NOT_ALLOWED, FORMAT_NOT_IN_CATALOG, NOT_OPEN_FORMAT
 * (arguments `file`: its id,
 * `file-title`, `format`, `allowed`) and NO_FILE; names in base/cb-finding-codes.h. */

const char *const *cb_rules_get_required_members (CbProfile *profile);
void cb_rules_complete_findings (CbProfile *profile,
                                 const CbDataset *dataset,
                                 const CbCatalogItem *item,
                                 GPtrArray *findings);
gboolean cb_rules_may_queue (GPtrArray *findings, GError **error);
void cb_rules_count_open (GPtrArray *findings, guint *blockers, guint *warnings, guint *notes);

G_END_DECLS
