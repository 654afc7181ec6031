/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbFailpointFunc:
 * @name: where the program is: `vault.before-rename`, `queue.after-slot`…
 * @user_data: of whoever set it
 *
 * Called in the thread that reached the point. It may end the process (SIGKILL), to see what is
 * found at the next start, or wait, or have the step fail.
 *
 * Returns: %TRUE when the step is to fail as if the system had refused it
 */
typedef gboolean (*CbFailpointFunc) (const char *name, gpointer user_data);

void cb_failpoint_set (CbFailpointFunc func, gpointer user_data);
gboolean cb_failpoint (const char *name);

G_END_DECLS
