/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/model/cb-table-diff.h"

G_BEGIN_DECLS

CbTableDiff *cb_answers_parse_diffed (GVariant *body, GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_answers_parse_diff_rows (GVariant *body,
                                       CbDiffKind kind,
                                       guint64 first,
                                       guint count,
                                       GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
