/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "engine/sandbox/cb-sandbox.h"

G_BEGIN_DECLS

CbSandboxReport *_cb_sandbox_report_new (void);
/* @reason: (transfer full) (nullable): why it is not in force */
gboolean _cb_sandbox_note (CbSandboxReport *report, const char *name, char *reason);

/* Linux: each gives NULL when it is in force, otherwise the reason. */
char *_cb_sandbox_restrict_files (void);
char *_cb_sandbox_restrict_calls (gboolean may_open);

G_END_DECLS
