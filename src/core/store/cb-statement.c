/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-statement.h"

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/platform/cb-files.h"

struct _CbStatement
{
  sqlite3 *db;            /* (unowned) */
  sqlite3_stmt *compiled; /* (owned) (nullable): NULL when it could not be compiled */
  int failure;            /* the first result that was not OK since cb_statement_get() */
  int put;                /* parameters bound so far */
  int got;                /* columns read so far of this row */
};

static void
free_statement (CbStatement *self)
{
  sqlite3_finalize (self->compiled);
  g_free (self);
}

static CbError
code_from_sqlite (sqlite3 *db, int code)
{
  int system = db != NULL ? sqlite3_system_errno (db) : 0;

  switch (code & 0xff)
    {
    case SQLITE_FULL:
      return CB_ERROR_DISK_FULL;
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return CB_ERROR_READ_ONLY;
    case SQLITE_CANTOPEN:
      return cb_files_get_error_code (system) == CB_ERROR_DISK_FULL ? CB_ERROR_DISK_FULL
                                                                    : CB_ERROR_READ_ONLY;
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return CB_ERROR_DAMAGED;
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return CB_ERROR_RUNNING;
    case SQLITE_IOERR:
      return cb_files_get_error_code (system);
    case SQLITE_CONSTRAINT:
      return CB_ERROR_INVALID;
    default:
      return CB_ERROR_FAILED;
    }
}

/**
 * cb_statement_set_error:
 * @db: (nullable): where it happened
 * @code: what SQLite answered, extended
 * @what: what was being done, for the log
 * @error: (nullable) (out): where to put it
 *
 * Turns what SQLite says into the code that says what a person can do. The text of the statement
 * is not in the message, its values never.
 */
void
cb_statement_set_error (sqlite3 *db, int code, const char *what, GError **error)
{
  g_set_error (error, CB_ERROR, (int)code_from_sqlite (db, code), "%s: %s (%d)", what,
               db != NULL ? sqlite3_errmsg (db) : sqlite3_errstr (code), code);
}

/**
 * cb_statement_cache_new:
 *
 * Statements are compiled once: compiling takes longer than running most of them. To be freed
 * before the connection is closed.
 *
 * Returns: (transfer full): a cache for one connection
 */
GHashTable *
cb_statement_cache_new (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)free_statement);
}

static void
compile (CbStatement *self, const char *sql)
{
  self->failure
      = sqlite3_prepare_v3 (self->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &self->compiled, NULL);
  if (self->compiled == NULL)
    g_warning ("not compiled: %s", sqlite3_errmsg (self->db));
}

/**
 * cb_statement_get:
 * @cache: of this connection
 * @db: the connection
 * @sql: one statement; a literal, as it is kept
 *
 * Ready to be filled. What goes wrong is remembered and told by cb_statement_run() or
 * cb_statement_next(), so that nothing in between needs looking at. Compiling reads the database,
 * and may fail for a moment as all reading may: then it is tried anew each time. Not for use within
 * the reading of the same statement.
 *
 * Returns: (transfer none): the statement
 */
CbStatement *
cb_statement_get (GHashTable *cache, sqlite3 *db, const char *sql)
{
  CbStatement *self = g_hash_table_lookup (cache, sql);

  if (self == NULL)
    {
      self = g_new0 (CbStatement, 1);
      self->db = db;
      g_hash_table_insert (cache, (char *)sql, self);
    }
  if (self->compiled == NULL)
    compile (self, sql);
  else
    {
      sqlite3_reset (self->compiled);
      sqlite3_clear_bindings (self->compiled);
      self->failure = SQLITE_OK;
    }
  self->put = 0;
  self->got = 0;
  return self;
}

static void
remember (CbStatement *self, int code)
{
  if (self->failure == SQLITE_OK && code != SQLITE_OK)
    self->failure = code;
}

/**
 * cb_statement_refuse:
 * @self: a statement
 *
 * It will fail when it is run.
 */
void
cb_statement_refuse (CbStatement *self)
{
  remember (self, SQLITE_ABORT);
}

/**
 * cb_statement_put_text:
 * @self: a statement
 * @text: (nullable): for the next parameter
 */
void
cb_statement_put_text (CbStatement *self, const char *text)
{
  if (text != NULL)
    remember (self, sqlite3_bind_text (self->compiled, ++self->put, text, -1, SQLITE_TRANSIENT));
  else
    remember (self, sqlite3_bind_null (self->compiled, ++self->put));
}

/**
 * cb_statement_put_int:
 * @self: a statement
 * @number: for the next parameter
 */
void
cb_statement_put_int (CbStatement *self, gint64 number)
{
  remember (self, sqlite3_bind_int64 (self->compiled, ++self->put, number));
}

/**
 * cb_statement_put_json:
 * @self: a statement
 * @object: (nullable): for the next parameter; %NULL is kept as an empty object
 */
void
cb_statement_put_json (CbStatement *self, JsonObject *object)
{
  g_autofree char *text = object != NULL ? cb_json_object_to_string (object, FALSE) : NULL;

  cb_statement_put_text (self, text != NULL ? text : "{}");
}

/**
 * cb_statement_peek_text:
 * @self: a statement on a row
 *
 * Returns: (transfer none) (nullable): the next column, until the next row
 */
const char *
cb_statement_peek_text (CbStatement *self)
{
  return (const char *)sqlite3_column_text (self->compiled, self->got++);
}

/**
 * cb_statement_dup_text:
 * @self: a statement on a row
 *
 * Returns: (transfer full) (nullable): the next column
 */
char *
cb_statement_dup_text (CbStatement *self)
{
  return g_strdup (cb_statement_peek_text (self));
}

/**
 * cb_statement_get_int:
 * @self: a statement on a row
 *
 * Returns: the next column, 0 when it is NULL
 */
gint64
cb_statement_get_int (CbStatement *self)
{
  return sqlite3_column_int64 (self->compiled, self->got++);
}

/**
 * cb_statement_skip_null:
 * @self: a statement on a row
 *
 * Returns: %TRUE when the next column is NULL, and then passes over it
 */
gboolean
cb_statement_skip_null (CbStatement *self)
{
  if (sqlite3_column_type (self->compiled, self->got) != SQLITE_NULL)
    return FALSE;
  self->got++;
  return TRUE;
}

/**
 * cb_statement_dup_json:
 * @self: a statement on a row
 *
 * Returns: (transfer full): the next column; an empty object when it is not one
 */
JsonObject *
cb_statement_dup_json (CbStatement *self)
{
  const char *text = cb_statement_peek_text (self);
  JsonObject *object = text != NULL ? cb_json_object_parse (text, -1, NULL) : NULL;

  return object != NULL ? object : json_object_new ();
}

/**
 * cb_statement_next:
 * @self: a filled statement
 * @error: why it failed
 *
 * Returns: %TRUE when there is a row to read; %FALSE at the end, or with @error set
 */
gboolean
cb_statement_next (CbStatement *self, GError **error)
{
  int code = self->failure;

  if (code == SQLITE_OK && !sqlite3_stmt_readonly (self->compiled)
      && cb_failpoint ("store.statement-full"))
    code = SQLITE_FULL;
  if (code == SQLITE_OK)
    {
      code = sqlite3_step (self->compiled);
      self->got = 0;
      if (code == SQLITE_ROW)
        return TRUE;
    }
  if (code != SQLITE_DONE)
    cb_statement_set_error (self->db, code, "database", error);
  sqlite3_reset (self->compiled);
  return FALSE;
}

/**
 * cb_statement_end:
 * @self: a statement that may have further rows
 *
 * Lets go of them; to be called whenever cb_statement_next() is not called until %FALSE.
 */
void
cb_statement_end (CbStatement *self)
{
  sqlite3_reset (self->compiled);
}

/**
 * cb_statement_run:
 * @self: a filled statement that gives no rows
 * @error: why it failed
 *
 * Returns: whether it was done
 */
gboolean
cb_statement_run (CbStatement *self, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (cb_statement_next (self, &local_error))
    ;
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}

/**
 * cb_statement_read:
 * @self: a filled statement
 * @func: makes a value of a row
 * @rows: where the values go
 * @error: why it failed
 *
 * Returns: whether all rows were read
 */
gboolean
cb_statement_read (CbStatement *self, CbRowFunc func, GPtrArray *rows, GError **error)
{
  g_autoptr (GError) local_error = NULL;

  while (cb_statement_next (self, &local_error))
    g_ptr_array_add (rows, func (self));
  if (local_error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  return TRUE;
}
