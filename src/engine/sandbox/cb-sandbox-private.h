/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Each gives NULL when it is in force, otherwise the reason. */
char *_cb_sandbox_restrict_files (void);
char *_cb_sandbox_restrict_calls (gboolean may_open);

G_END_DECLS
