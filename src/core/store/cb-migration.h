/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "base/cb-clock.h"

G_BEGIN_DECLS

/* Within core/store and its tests only. */

/**
 * CbMigrations:
 * @latest: the version that this program writes
 * @load: the SQL that leads from @version - 1 to @version
 */
typedef struct
{
  int latest;
  GBytes *(*load) (int version, GError **error);
} CbMigrations;

const CbMigrations *cb_migration_get_ours (void);
gboolean cb_migration_get_version (sqlite3 *db, int *version, GError **error);
gboolean cb_migration_run (sqlite3 *db, const CbMigrations *migrations, GError **error);
char *cb_migration_back_up (sqlite3 *db,
                            const char *root,
                            int version,
                            gint64 now_us,
                            GError **error) G_GNUC_WARN_UNUSED_RESULT;
char *cb_migration_dup_last_backup (const char *root);

G_END_DECLS
