/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char **cb_cli_console_open (char **argv) G_GNUC_WARN_UNUSED_RESULT;
gboolean cb_cli_console_end_unread (void);

G_END_DECLS
