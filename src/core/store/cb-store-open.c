/* SPDX-License-Identifier: GPL-3.0-or-later */

/* From a folder to a connection that can be trusted (faults.md 34, 37). */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <string.h>

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "core/platform/cb-files.h"
#include "core/store/cb-store-private.h"

#define FILE_NAME "congbo.db"
#define MAGIC "SQLite format 3"

/* Looking at every page takes 7 ms per MiB: at every start as long as nobody notices, of a larger
 * database after a machine that stopped, and otherwise once a week. */
#define ALWAYS_CHECKED_BYTES (8 * 1024 * 1024)
#define CHECKED "store.checked-us"
#define CHECK_EVERY_US (7 * G_TIME_SPAN_DAY)

/* Our own threads never wait for each other here; another program may hold the file briefly. */
#define BUSY_TIMEOUT_MS 5000

static gboolean
fail_damaged (const char *why, GError **error)
{
  g_set_error_literal (error, CB_ERROR, CB_ERROR_DAMAGED, why);
  return FALSE;
}

/* SQLite takes an empty file for a new database, and then throws away the log beside it. A database
 * of ours is never empty: it gets its name when it is complete. */
static gboolean
looks_whole (const char *path, GError **error)
{
  g_autofree char *start = NULL;
  gsize length = 0;
  g_autoptr (GError) local_error = NULL;

  if (!cb_files_read_start (path, sizeof MAGIC, &start, &length, &local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (length < sizeof MAGIC || memcmp (start, MAGIC, sizeof MAGIC) != 0)
    return fail_damaged (length == 0 ? "it is empty" : "it is not a database", error);

  return TRUE;
}

static char *
query_text (sqlite3 *db, const char *sql, GError **error)
{
  sqlite3_stmt *statement = NULL;
  char *answer = NULL;
  int code = sqlite3_prepare_v2 (db, sql, -1, &statement, NULL);

  if (code == SQLITE_OK)
    code = sqlite3_step (statement);
  if (code == SQLITE_ROW)
    answer = g_strdup ((const char *)sqlite3_column_text (statement, 0));
  else
    cb_statement_set_error (db, code, "opening", error);
  sqlite3_finalize (statement);
  return answer;
}

static gboolean
execute (sqlite3 *db, const char *sql, GError **error)
{
  if (sqlite3_exec (db, sql, NULL, NULL, NULL) == SQLITE_OK)
    return TRUE;

  cb_statement_set_error (db, sqlite3_extended_errcode (db), "opening", error);
  return FALSE;
}

/* A write-ahead log needs memory shared between processes, which a network drive does not give,
 * though it may pretend to. There the old journal does, more slowly. */
static gboolean
choose_journal (sqlite3 *db, const char *path, GError **error)
{
  g_autofree char *mode = NULL;

  if (!cb_files_is_remote (path) && !cb_failpoint ("store.no-wal"))
    mode = query_text (db, "PRAGMA journal_mode = WAL", NULL);
  if (g_strcmp0 (mode, "wal") == 0)
    return TRUE;

  g_free (mode);
  mode = query_text (db, "PRAGMA journal_mode = DELETE", error);
  if (mode == NULL)
    return FALSE;
  g_debug ("no write-ahead log on this drive: journal_mode=%s", mode);

  return TRUE;
}

static sqlite3 *
connect_to (const char *path, gboolean create, GError **error)
{
  int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | (create ? SQLITE_OPEN_CREATE : 0);
  sqlite3 *db = NULL;
  int code = sqlite3_open_v2 (path, &db, flags, NULL);

  sqlite3_extended_result_codes (db, 1);
  if (code == SQLITE_OK && sqlite3_db_readonly (db, "main") == 1)
    code = SQLITE_READONLY;
  if (code != SQLITE_OK)
    {
      cb_statement_set_error (db, code, path, error);
      sqlite3_close (db);
      return NULL;
    }
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  if (!execute (
          db,
          "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
          "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -16384;",
          error))
    {
      sqlite3_close (db);
      return NULL;
    }

  return db;
}

/* See cb_store_look(). Not one byte of the folder is changed, but for what SQLite shares with the
 * program that has it open. */
sqlite3 *
_cb_store_look_at_database (const char *root, const CbMigrations *migrations, GError **error)
{
  g_autofree char *path = g_build_filename (root, FILE_NAME, NULL);
  sqlite3 *db = NULL;
  int version = 0;
  int code = sqlite3_open_v2 (path, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
  gboolean good;

  sqlite3_extended_result_codes (db, 1);
  if (code != SQLITE_OK)
    cb_statement_set_error (db, code, path, error);
  sqlite3_busy_timeout (db, BUSY_TIMEOUT_MS);
  good = code == SQLITE_OK && execute (db, "PRAGMA query_only = ON", error)
         && cb_migration_get_version (db, &version, error);
  if (good && version != migrations->latest)
    {
      g_set_error (error, CB_ERROR,
                   version > migrations->latest ? CB_ERROR_NEWER : CB_ERROR_RUNNING,
                   "%s is of version %d, this program knows %d", path, version, migrations->latest);
      good = FALSE;
    }
  if (good)
    return db;
  sqlite3_close (db);
  return NULL;
}

/* Under another name until it is complete, so that a machine that stops here leaves nothing that
 * looks like a database. */
static gboolean
create_database (const char *path, const CbMigrations *migrations, GError **error)
{
  g_autofree char *temp = g_strconcat (path, ".new", NULL);
  g_autofree char *temp_journal = g_strconcat (temp, "-journal", NULL);
  sqlite3 *db;
  gboolean ok;

  g_unlink (temp);
  g_unlink (temp_journal);
  db = connect_to (temp, TRUE, error);
  if (db == NULL)
    return FALSE;
  ok = cb_migration_run (db, migrations, error);
  sqlite3_close (db);
  cb_failpoint ("store.created");
  if (ok && cb_files_rename (temp, path, error))
    return TRUE;

  g_unlink (temp);
  return FALSE;
}

static gboolean
is_sound (sqlite3 *db, GError **error)
{
  g_autofree char *answer = query_text (db, "PRAGMA quick_check (1)", error);

  return answer != NULL && (g_str_equal (answer, "ok") || fail_damaged (answer, error));
}

static gboolean
is_large (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && info.st_size > ALWAYS_CHECKED_BYTES;
}

static gboolean
is_check_due (sqlite3 *db, gint64 now_us)
{
  g_autofree char *last
      = query_text (db, "SELECT value FROM settings WHERE name = '" CHECKED "'", NULL);
  gint64 last_us = last != NULL ? g_ascii_strtoll (last, NULL, 10) : 0;

  /* A clock that was set back must not put it off for years. */
  return last == NULL || now_us - last_us > CHECK_EVERY_US || now_us < last_us;
}

static gboolean
note_check (sqlite3 *db, gint64 now_us, GError **error)
{
  g_autofree char *sql
      = g_strdup_printf ("INSERT OR REPLACE INTO settings (name, value) VALUES ('" CHECKED
                         "', '%" G_GINT64_FORMAT "')",
                         now_us);

  return execute (db, sql, error);
}

static gboolean
bring_up_to_date (
    sqlite3 *db, const char *root, CbClock *clock, const CbMigrations *migrations, GError **error)
{
  g_autofree char *backup = NULL;
  int version = 0;

  if (!cb_migration_get_version (db, &version, error))
    return FALSE;
  if (version == migrations->latest)
    return TRUE;

  backup = cb_migration_back_up (db, root, version, cb_clock_now (clock), error);
  if (backup == NULL)
    return FALSE;
  cb_failpoint ("store.backed-up");

  return cb_migration_run (db, migrations, error);
}

static gboolean
prepare (sqlite3 *db,
         const char *root,
         const char *path,
         gboolean stopped,
         CbClock *clock,
         const CbMigrations *migrations,
         GError **error)
{
  gint64 now_us = cb_clock_now (clock);
  int version = 0;
  gboolean large;
  gboolean checked;

  /* The version first: of a newer database nothing else is known, nothing is touched. */
  if (!cb_migration_get_version (db, &version, error))
    return FALSE;
  if (version > migrations->latest)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NEWER, "%s is of version %d, this program knows %d",
                   path, version, migrations->latest);
      return FALSE;
    }
  if (version <= 0)
    return fail_damaged ("it is not of this program", error);

  /* Before anything is written to it. */
  large = is_large (path);
  checked = stopped || !large || is_check_due (db, now_us);
  return (!checked || is_sound (db, error)) && choose_journal (db, path, error)
         && (!checked || !large || note_check (db, now_us, error))
         && bring_up_to_date (db, root, clock, migrations, error);
}

static gboolean
has_file (const char *path, const char *suffix)
{
  g_autofree char *name = g_strconcat (path, suffix, NULL);
  GStatBuf info;

  return g_stat (name, &info) == 0 && info.st_size > 0;
}

static sqlite3 *
open_database (const char *root,
               const char *path,
               CbClock *clock,
               const CbMigrations *migrations,
               GError **error)
{
  gboolean stopped;
  sqlite3 *db;

  if (!cb_files_ensure_folder (root, error))
    return NULL;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      /* The next database of that name would be rolled back to pages of the one that is missing. */
      if (has_file (path, "-wal") || has_file (path, "-journal"))
        {
          fail_damaged ("it is missing, but its log is there", error);
          return NULL;
        }
      if (!create_database (path, migrations, error))
        return NULL;
    }
  if (!looks_whole (path, error))
    return NULL;

  /* The log is gone when the program before came to its end. */
  stopped = has_file (path, "-wal") || has_file (path, "-journal");
  db = connect_to (path, FALSE, error);
  if (db == NULL)
    return NULL;
  if (!prepare (db, root, path, stopped, clock, migrations, error))
    {
      sqlite3_close (db);
      return NULL;
    }

  return db;
}

/* See cb_store_open(). */
sqlite3 *
_cb_store_open_database (const char *root,
                         CbClock *clock,
                         const CbMigrations *migrations,
                         GError **error)
{
  g_autofree char *path = g_build_filename (root, FILE_NAME, NULL);
  g_autofree char *backup = NULL;
  g_autoptr (GError) local_error = NULL;
  sqlite3 *db = open_database (root, path, clock, migrations, &local_error);

  if (db != NULL)
    return db;

  /* Nothing is repaired or put aside here: what is left may be all there is. */
  if (g_error_matches (local_error, CB_ERROR, CB_ERROR_DAMAGED))
    {
      backup = cb_migration_dup_last_backup (root);
      g_set_error (error, CB_ERROR, CB_ERROR_DAMAGED, "%s is damaged (%s); last backup: %s", path,
                   local_error->message, backup != NULL ? backup : "none");
    }
  else
    g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}
