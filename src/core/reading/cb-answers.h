/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "core/model/cb-file-info.h"
#include "core/model/cb-finding.h"
#include "core/reading/cb-reader.h"

G_BEGIN_DECLS

CbFileInfo *cb_answers_parse_opened (GVariant *body, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbRows *cb_answers_parse_rows (GVariant *body, guint64 first, guint count, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_answers_parse_findings (GPtrArray *messages,
                                      GVariant *checked,
                                      guint64 *more,
                                      GError **error) G_GNUC_WARN_UNUSED_RESULT;
GPtrArray *cb_answers_parse_unseen (GVariant *body, guint n_sheets, GError **error);
GPtrArray *cb_answers_parse_profiled (GVariant *body, GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_answers_parse_schema (GVariant *body, GError **error) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_answers_get_number (GVariant *body, const char *name, guint64 *number, GError **error);
void cb_answers_set_error (GVariant *body, GError **error);
gboolean cb_answers_check_whole (GVariant *body, GError **error);

G_END_DECLS
