/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

char *cb_cli_secret_read (const char *prompt, GCancellable *cancellable) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
