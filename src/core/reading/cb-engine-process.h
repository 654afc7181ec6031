/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _CbEngineProcess CbEngineProcess;

CbEngineProcess *cb_engine_process_start (const char *path, int fd, int out_fd, GError **error)
    G_GNUC_WARN_UNUSED_RESULT;
void cb_engine_process_free (CbEngineProcess *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (CbEngineProcess, cb_engine_process_free)

GInputStream *cb_engine_process_get_answers (CbEngineProcess *self);
gboolean
cb_engine_process_send (CbEngineProcess *self, GBytes *frame, gint64 limit_us, GError **error);
void cb_engine_process_kill (CbEngineProcess *self);
char *cb_engine_process_wait (CbEngineProcess *self) G_GNUC_WARN_UNUSED_RESULT;

char *cb_engine_process_dup_default_path (void) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
