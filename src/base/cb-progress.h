/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CbProgressFunc:
 * @done: bytes so far
 * @total: bytes in all, 0 when not known
 * @user_data: of whoever asked
 *
 * Called from the thread that works, often: it only stores the numbers; a timer of the main loop
 * shows them.
 */
typedef void (*CbProgressFunc) (guint64 done, guint64 total, gpointer user_data);

G_END_DECLS
