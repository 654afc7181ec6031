/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "core/model/cb-table-diff.h"

G_BEGIN_DECLS

GPtrArray *cb_drift_find (const CbTableDiff *diff,
                          gboolean is_same_dataset) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
