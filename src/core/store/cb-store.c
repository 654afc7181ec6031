/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-store.h"

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "core/store/cb-store-private.h"

/* What a caller waits for, on its own stack. */
typedef struct
{
  CbStoreFunc func; /* %NULL: the thread is to end */
  gpointer user_data;
  gboolean writes;
  GError **error;
  GMutex mutex;
  GCond cond;
  gboolean done;   /* (mutex mutex) */
  gboolean result; /* (mutex mutex) */
} Message;

struct _CbStore
{
  GObject parent_instance;

  /* Owned */
  CbClock *clock;
  char *root;
  GAsyncQueue *messages; /* (element-type Message): the messages are their senders' */
  GThread *thread;       /* (nullable) */
  const CbMigrations *migrations;
  gboolean looks; /* reads beside another program, see cb_store_look() */
  GMutex mutex;
  gboolean closed; /* (mutex mutex) */

  /* Of the thread only */
  sqlite3 *db;
  GHashTable *statements;
  guint depth; /* how many transactions within one another */
};

G_DEFINE_FINAL_TYPE (CbStore, cb_store, G_TYPE_OBJECT)

static gboolean
step (CbStore *self, const char *sql, GError **error)
{
  return cb_statement_run (cb_statement_get (self->statements, self->db, sql), error);
}

static gboolean
commit (CbStore *self, GError **error)
{
  if (!cb_failpoint ("store.before-commit"))
    return step (self, "COMMIT", error);

  cb_statement_set_error (NULL, SQLITE_FULL, "commit", error);
  return FALSE;
}

/* A change within a change has its own savepoint: when it fails it leaves nothing, even when the
 * one around it goes on. */
static gboolean
run_transaction (CbStore *self, CbStoreFunc func, gpointer user_data, GError **error)
{
  gboolean outermost = self->depth == 0;
  gboolean ok;

  if (!step (self, outermost ? "BEGIN IMMEDIATE" : "SAVEPOINT inner", error))
    return FALSE;

  self->depth++;
  ok = func (self, user_data, error);
  self->depth--;

  /* SQLite ends a transaction by itself when the disk is full or fails: what came after that would
   * have been kept piece by piece. */
  if (ok && sqlite3_get_autocommit (self->db))
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_FAILED, "the transaction was ended");
      return FALSE;
    }
  if (ok && outermost)
    {
      ok = commit (self, error);
      cb_failpoint ("store.after-commit");
    }
  else if (ok)
    ok = step (self, "RELEASE inner", error);
  if (!ok && !sqlite3_get_autocommit (self->db))
    {
      step (self, outermost ? "ROLLBACK" : "ROLLBACK TO inner", NULL);
      if (!outermost)
        step (self, "RELEASE inner", NULL);
    }

  return ok;
}

static gboolean
run_here (CbStore *self, gboolean writes, CbStoreFunc func, gpointer user_data, GError **error)
{
  if (writes)
    return run_transaction (self, func, user_data, error);

  return func (self, user_data, error);
}

static void
answer (Message *message, gboolean result)
{
  g_mutex_lock (&message->mutex);
  message->result = result;
  message->done = TRUE;
  g_cond_signal (&message->cond);
  g_mutex_unlock (&message->mutex);
}

static gpointer
own_database (gpointer user_data)
{
  CbStore *self = user_data;
  Message *message = g_async_queue_pop (self->messages);

  /* The first message is cb_store_open()'s. */
  self->db = self->looks ? _cb_store_look_at_database (self->root, self->migrations, message->error)
                         : _cb_store_open_database (self->root, self->clock, self->migrations,
                                                    message->error);
  if (self->db == NULL)
    {
      answer (message, FALSE);
      return NULL;
    }
  self->statements = cb_statement_cache_new ();
  answer (message, TRUE);

  while ((message = g_async_queue_pop (self->messages))->func != NULL)
    answer (message,
            run_here (self, message->writes, message->func, message->user_data, message->error));

  g_hash_table_unref (self->statements);
  if (sqlite3_close (self->db) != SQLITE_OK)
    g_critical ("the database was closed while in use");
  answer (message, TRUE);
  return NULL;
}

static void
init_message (Message *message)
{
  g_mutex_init (&message->mutex);
  g_cond_init (&message->cond);
}

static gboolean
wait_for (Message *message)
{
  g_mutex_lock (&message->mutex);
  while (!message->done)
    g_cond_wait (&message->cond, &message->mutex);
  g_mutex_unlock (&message->mutex);
  g_cond_clear (&message->cond);
  g_mutex_clear (&message->mutex);
  return message->result;
}

static gboolean
hand_over (CbStore *self, gboolean writes, CbStoreFunc func, gpointer user_data, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  Message message
      = { .func = func, .user_data = user_data, .writes = writes, .error = &local_error };
  gboolean ok;

  if (g_thread_self () == self->thread)
    return run_here (self, writes, func, user_data, error);

  g_mutex_lock (&self->mutex);
  if (self->closed)
    {
      g_mutex_unlock (&self->mutex);
      g_set_error_literal (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the store is closed");
      return FALSE;
    }
  init_message (&message);
  g_async_queue_push (self->messages, &message);
  g_mutex_unlock (&self->mutex);

  ok = wait_for (&message);
  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  return ok;
}

static void
cb_store_finalize (GObject *object)
{
  CbStore *self = CB_STORE (object);

  cb_store_close (self);
  g_async_queue_unref (self->messages);
  g_mutex_clear (&self->mutex);
  g_clear_object (&self->clock);
  g_free (self->root);

  G_OBJECT_CLASS (cb_store_parent_class)->finalize (object);
}

static void
cb_store_class_init (CbStoreClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = cb_store_finalize;
}

static void
cb_store_init (CbStore *self)
{
  self->messages = g_async_queue_new ();
  g_mutex_init (&self->mutex);
}

static CbStore *
open_store (const char *root,
            CbClock *clock,
            const CbMigrations *migrations,
            gboolean looks,
            GError **error)
{
  g_autoptr (CbStore) self = g_object_new (CB_TYPE_STORE, NULL);
  g_autoptr (GError) local_error = NULL;
  Message message = { .error = &local_error };

  self->root = g_strdup (root);
  self->clock = g_object_ref (clock);
  self->migrations = migrations;
  self->looks = looks;
  init_message (&message);
  g_async_queue_push (self->messages, &message);
  self->thread = g_thread_new ("store", own_database, self);
  if (wait_for (&message))
    return g_steal_pointer (&self);

  self->closed = TRUE;
  g_thread_join (g_steal_pointer (&self->thread));
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* As cb_store_open(), with other migrations: for tests of upgrading. */
CbStore *
_cb_store_open_with (const char *root,
                     CbClock *clock,
                     const CbMigrations *migrations,
                     GError **error)
{
  return open_store (root, clock, migrations, FALSE, error);
}

/**
 * cb_store_look:
 * @root: folder of all data
 * @clock: for what is compared with now
 * @error: %CB_ERROR_NEWER, %CB_ERROR_RUNNING when it is still being brought up to date, %CB_ERROR_…
 *
 * Opens the database for reading beside the program that has it open and locked. Whatever would
 * write is told %CB_ERROR_READ_ONLY.
 *
 * Returns: (transfer full): the store
 */
CbStore *
cb_store_look (const char *root, CbClock *clock, GError **error)
{
  g_return_val_if_fail (root != NULL && CB_IS_CLOCK (clock), NULL);

  return open_store (root, clock, cb_migration_get_ours (), TRUE, error);
}

/**
 * cb_store_open:
 * @root: folder of all data; made when there is none
 * @clock: for the times in the rows
 * @error: %CB_ERROR_NEWER, %CB_ERROR_DAMAGED (the message names the last backup, and the file is
 *   left as it is), %CB_ERROR_READ_ONLY, %CB_ERROR_DISK_FULL or %CB_ERROR_RUNNING
 *
 * Opens `congbo.db`: write-ahead log, every commit on the disk before it counts, foreign keys
 * (architecture.md, "Store"). An older database is copied to `backups` and brought up to date. Take
 * a #CbLock first: two programs on one database do not harm it, but do each other's work twice.
 *
 * Returns: (transfer full): the store
 */
CbStore *
cb_store_open (const char *root, CbClock *clock, GError **error)
{
  g_return_val_if_fail (root != NULL && CB_IS_CLOCK (clock), NULL);

  return _cb_store_open_with (root, clock, cb_migration_get_ours (), error);
}

/**
 * cb_store_close:
 * @self: a store
 *
 * Waits for what is under way, then closes the database. Whoever still asks is told
 * %CB_ERROR_WRONG_STATE. Closing again does nothing. Not from within cb_store_run().
 */
void
cb_store_close (CbStore *self)
{
  Message message = { 0 };

  g_return_if_fail (CB_IS_STORE (self));
  g_return_if_fail (self->thread != g_thread_self ());

  g_mutex_lock (&self->mutex);
  if (self->closed || self->thread == NULL)
    {
      g_mutex_unlock (&self->mutex);
      return;
    }
  self->closed = TRUE;
  init_message (&message);
  g_async_queue_push (self->messages, &message);
  g_mutex_unlock (&self->mutex);

  wait_for (&message);
  g_thread_join (g_steal_pointer (&self->thread));
}

/**
 * cb_store_get_clock:
 * @self: a store
 *
 * Returns: (transfer none): its clock
 */
CbClock *
cb_store_get_clock (CbStore *self)
{
  g_return_val_if_fail (CB_IS_STORE (self), NULL);

  return self->clock;
}

/**
 * cb_store_run:
 * @self: a store
 * @func: what to change
 * @user_data: for @func
 * @error: what @func said, or why it could not be kept: %CB_ERROR_DISK_FULL…
 *
 * Runs @func on the owning thread as one transaction: all of it is on the disk when this returns
 * %TRUE, nothing of it when it returns %FALSE, whatever happens to the machine (I10). Called from
 * within another, it is part of that one, and when it fails only its own part is undone.
 *
 * Returns: whether it was kept
 */
gboolean
cb_store_run (CbStore *self, CbStoreFunc func, gpointer user_data, GError **error)
{
  g_return_val_if_fail (CB_IS_STORE (self) && func != NULL, FALSE);

  return hand_over (self, TRUE, func, user_data, error);
}

/* As cb_store_run(), for what only reads: no transaction is begun. */
gboolean
_cb_store_read (CbStore *self, CbStoreFunc func, gpointer user_data, GError **error)
{
  return hand_over (self, FALSE, func, user_data, error);
}

/* Whether what is read now may still be undone; on the owning thread only. */
gboolean
_cb_store_is_changing (CbStore *self)
{
  return self->depth > 0;
}

/* Ready to be filled; on the owning thread only. */
CbStatement *
_cb_store_statement (CbStore *self, const char *sql)
{
  CbStatement *statement;

  g_assert (g_thread_self () == self->thread);

  statement = cb_statement_get (self->statements, self->db, sql);
  /* Ended by SQLite itself, within a part whose failure was passed over: anything done now would
   * be kept piece by piece. */
  if (self->depth > 0 && sqlite3_get_autocommit (self->db))
    cb_statement_refuse (statement);
  return statement;
}

typedef struct
{
  const CbQuery *query;
  GPtrArray *rows;
  gint64 changes;
} QueryCall;

static CbStatement *
fill (CbStore *self, const CbQuery *query)
{
  CbStatement *statement = _cb_store_statement (self, query->sql);

  for (guint i = 0; i < query->n_text; i++)
    cb_statement_put_text (statement, query->text[i]);
  return statement;
}

static gboolean
list_cb (CbStore *self, gpointer user_data, GError **error)
{
  QueryCall *call = user_data;

  return cb_statement_read (fill (self, call->query), call->query->read, call->rows, error);
}

/* All rows of a query as values. */
GPtrArray *
_cb_store_list (CbStore *self, const CbQuery *query, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func (query->destroy);
  QueryCall call = { .query = query, .rows = rows };

  if (!_cb_store_read (self, list_cb, &call, error))
    return NULL;

  return g_steal_pointer (&rows);
}

/* The first row of a query as a value; none is CB_ERROR_NOT_FOUND, and @what is named. */
gpointer
_cb_store_find (CbStore *self, const CbQuery *query, const char *what, GError **error)
{
  g_autoptr (GPtrArray) rows = _cb_store_list (self, query, error);

  if (rows == NULL)
    return NULL;
  if (rows->len == 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no such %s", what);
      return NULL;
    }

  return g_ptr_array_steal_index (rows, 0);
}

static gboolean
write_cb (CbStore *self, gpointer user_data, GError **error)
{
  QueryCall *call = user_data;

  if (!cb_statement_run (fill (self, call->query), error))
    return FALSE;

  call->changes = sqlite3_changes64 (self->db);
  return TRUE;
}

/* One change whose parameters are all text; @changes: how many rows it touched. */
gboolean
_cb_store_write (CbStore *self, const CbQuery *query, gint64 *changes, GError **error)
{
  QueryCall call = { .query = query };

  if (!cb_store_run (self, write_cb, &call, error))
    return FALSE;
  if (changes != NULL)
    *changes = call.changes;

  return TRUE;
}
