/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Beside it `congbo.log.1`, the one before. Where the system keeps a journal there is none. */
#define CB_LOG_FILE_NAME "congbo.log"

void cb_log_start (const char *folder);
char *cb_log_dup_masked (const char *line) G_GNUC_WARN_UNUSED_RESULT;

/* What both systems share; for cb_log_start() and tests. */
gboolean cb_log_append (const char *path, gsize limit, const char *line, GError **error);
char *cb_log_dup_line (GLogLevelFlags level, const GLogField *fields, gsize n_fields);

G_END_DECLS
