/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-progress.h"

G_BEGIN_DECLS

/* Within core/store and its tests only. */

/* @to: %CB_VAULT_HASH_ONLY, or where the bytes are copied. */
#define CB_VAULT_HASH_ONLY -1

char *cb_vault_copy (int from,
                     int to,
                     guint64 expected,
                     guint64 *size,
                     CbProgressFunc progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error) G_GNUC_WARN_UNUSED_RESULT;

G_END_DECLS
