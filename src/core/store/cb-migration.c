/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-migration.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "core/platform/cb-files.h"
#include "core/store/cb-statement.h"
#include "core/store/cb-store-resources.h"

#define LATEST 6

static GBytes *
load_ours (int version, GError **error)
{
  g_autofree char *path = g_strdup_printf ("/vn/congbo/store/sql/%03d.sql", version);

  /* A static library's constructors are dropped by the linker, so the resource registers itself
   * by hand; doing so again does nothing. */
  cb_store_register_resource ();
  return g_resources_lookup_data (path, G_RESOURCE_LOOKUP_FLAGS_NONE, error);
}

/**
 * cb_migration_get_ours:
 *
 * Returns: (transfer none): the versions of this program
 */
const CbMigrations *
cb_migration_get_ours (void)
{
  static const CbMigrations ours = { .latest = LATEST, .load = load_ours };

  return &ours;
}

static gboolean
execute (sqlite3 *db, const char *sql, const char *what, GError **error)
{
  int code = sqlite3_exec (db, sql, NULL, NULL, NULL);

  if (code == SQLITE_OK)
    return TRUE;

  cb_statement_set_error (db, sqlite3_extended_errcode (db), what, error);
  return FALSE;
}

/**
 * cb_migration_get_version:
 * @db: a connection
 * @version: (out): its `user_version`, 0 for a database with nothing in it
 * @error: why it could not be read
 *
 * Returns: whether it was read
 */
gboolean
cb_migration_get_version (sqlite3 *db, int *version, GError **error)
{
  sqlite3_stmt *statement = NULL;
  int code = sqlite3_prepare_v2 (db, "PRAGMA user_version", -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    *version = sqlite3_column_int (statement, 0);
  else
    cb_statement_set_error (db, code, "version", error);
  sqlite3_finalize (statement);
  return code == SQLITE_ROW;
}

static gboolean
apply (sqlite3 *db, const CbMigrations *migrations, int version, GError **error)
{
  g_autoptr (GBytes) bytes = migrations->load (version, error);
  g_autofree char *sql = NULL;
  g_autofree char *what = g_strdup_printf ("migration %d", version);

  if (bytes == NULL)
    return FALSE;
  /* PRAGMA takes no parameters; the version is part of the transaction like all else. */
  sql = g_strdup_printf ("BEGIN IMMEDIATE; %.*s; PRAGMA user_version = %d;",
                         (int)g_bytes_get_size (bytes),
                         (const char *)g_bytes_get_data (bytes, NULL), version);
  if (!execute (db, sql, what, error))
    return FALSE;
  cb_failpoint ("store.migration-before-commit");
  if (!execute (db, "COMMIT", what, error))
    return FALSE;
  cb_failpoint ("store.migration-after-commit");

  return TRUE;
}

/**
 * cb_migration_run:
 * @db: a connection
 * @migrations: what is known
 * @error: why it could not be done
 *
 * Brings the database up to the latest version, one transaction per version. When one fails it is
 * undone as if it had not begun, and the versions before it hold.
 *
 * Returns: whether the database is of the latest version
 */
gboolean
cb_migration_run (sqlite3 *db, const CbMigrations *migrations, GError **error)
{
  int version = 0;

  if (!cb_migration_get_version (db, &version, error))
    return FALSE;
  while (version < migrations->latest)
    {
      if (!apply (db, migrations, version + 1, error))
        {
          if (!sqlite3_get_autocommit (db))
            sqlite3_exec (db, "ROLLBACK", NULL, NULL, NULL);
          return FALSE;
        }
      version++;
    }

  return TRUE;
}

static gboolean
copy_database (sqlite3 *db, const char *path, GError **error)
{
  sqlite3 *copy = NULL;
  sqlite3_backup *backup = NULL;
  int code = sqlite3_open_v2 (path, &copy, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

  if (code == SQLITE_OK)
    backup = sqlite3_backup_init (copy, "main", db, "main");
  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      code = sqlite3_backup_finish (backup);
    }
  else if (code == SQLITE_OK)
    code = sqlite3_extended_errcode (copy);
  if (code == SQLITE_OK && cb_failpoint ("store.backup-full"))
    code = SQLITE_FULL;
  if (code != SQLITE_OK)
    cb_statement_set_error (copy, code, "backup", error);
  sqlite3_close (copy);
  return code == SQLITE_OK;
}

/**
 * cb_migration_back_up:
 * @db: a connection
 * @root: folder of all data
 * @version: of the database
 * @now_us: the time
 * @error: why there is no copy
 *
 * Copies the whole database to `backups/congbo-VERSION-TIME.db`, page by page and with what is
 * still in the WAL, and waits until it is on the disk. Backups are never removed by the program.
 *
 * Returns: (transfer full): the path of the copy
 */
char *
cb_migration_back_up (sqlite3 *db, const char *root, int version, gint64 now_us, GError **error)
{
  g_autofree char *folder = g_build_filename (root, "backups", NULL);
  g_autoptr (GDateTime) now = g_date_time_new_from_unix_utc (now_us / G_USEC_PER_SEC);
  g_autofree char *stamp = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  g_autofree char *name = g_strdup_printf ("congbo-%03d-%s.db", version, stamp);
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autofree char *temp = g_strconcat (path, ".part", NULL);

  if (!cb_files_ensure_folder (folder, error))
    return NULL;
  g_unlink (temp);
  if (!copy_database (db, temp, error) || !cb_files_rename (temp, path, error))
    {
      g_unlink (temp);
      return NULL;
    }

  return g_steal_pointer (&path);
}

/**
 * cb_migration_dup_last_backup:
 * @root: folder of all data
 *
 * Returns: (transfer full) (nullable): the path of the newest backup, %NULL when there is none
 */
char *
cb_migration_dup_last_backup (const char *root)
{
  g_autofree char *folder = g_build_filename (root, "backups", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_autofree char *last = NULL;
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "congbo-") && g_str_has_suffix (name, ".db")
        && g_strcmp0 (name, last) > 0)
      {
        g_free (last);
        last = g_strdup (name);
      }

  return last != NULL ? g_build_filename (folder, last, NULL) : NULL;
}
