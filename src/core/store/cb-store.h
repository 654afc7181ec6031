/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <gio/gio.h>

#include "base/cb-clock.h"

G_BEGIN_DECLS

#define CB_TYPE_STORE (cb_store_get_type ())
G_DECLARE_FINAL_TYPE (CbStore, cb_store, CB, STORE, GObject)

/**
 * CbStoreFunc:
 * @store: the store
 * @user_data: of whoever called cb_store_run()
 * @error: why the change is not to be made
 *
 * Called on the thread that owns the database, within a transaction. It may call everything that
 * takes a #CbStore; it must not wait for another thread or for the network.
 *
 * Returns: %TRUE to keep what was changed, %FALSE to undo all of it
 */
typedef gboolean (*CbStoreFunc) (CbStore *store, gpointer user_data, GError **error);

/* Every function that takes a #CbStore blocks and may be called from any thread but the one that
 * draws. Each is one transaction; within cb_store_run() they are part of that one. A `get` that
 * finds nothing is CB_ERROR_NOT_FOUND. */

CbStore *cb_store_look (const char *root, CbClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;
CbStore *cb_store_open (const char *root, CbClock *clock, GError **error) G_GNUC_WARN_UNUSED_RESULT;
void cb_store_close (CbStore *self);
CbClock *cb_store_get_clock (CbStore *self);
gboolean cb_store_run (CbStore *self, CbStoreFunc func, gpointer user_data, GError **error);

/* Settings. */
char *cb_store_dup_setting (CbStore *self, const char *name, GError **error);
gboolean cb_store_set_setting (CbStore *self, const char *name, const char *value, GError **error);

G_END_DECLS
