/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table-private.h"

/* Waiting for rows that are being found in the background, whatever finds them. */

/**
 * cb_table_start_index:
 * @self: a table whose rows can be read
 * @func: (nullable): told how far it is
 * @user_data: for @func
 * @error: where to say why not
 *
 * Begins to find all rows, in the background, on all cores; when it has begun already, only @func
 * is taken, unless there is one. Reading and scanning begin it themselves.
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED when there are no rows to read
 */
gboolean
cb_table_start_index (CbTable *self, CbTableIndexedFunc func, gpointer user_data, GError **error)
{
  gboolean is_late = FALSE;

  g_mutex_lock (&self->mutex);
  if (self->rows == NULL)
    {
      g_mutex_unlock (&self->mutex);
      g_set_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "rows of %s are not read",
                   self->facts.format);
      return FALSE;
    }
  if (!self->started)
    {
      self->started = TRUE;
      self->indexed = func;
      self->indexed_data = user_data;
      self->rows->start (self);
    }
  else if (self->indexed == NULL && func != NULL)
    {
      self->indexed = func;
      self->indexed_data = user_data;
      is_late = self->complete;
    }
  g_mutex_unlock (&self->mutex);
  if (is_late)
    cb_table_tell_indexed (self, self->n_records, TRUE);

  return TRUE;
}

void
cb_table_stop_index (CbTable *self)
{
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->stopping, 1);
  if (self->rows != NULL && self->rows->stop != NULL)
    self->rows->stop (self);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  for (guint i = 0; i < self->threads->len; i++)
    g_thread_join (g_ptr_array_index (self->threads, i));
  g_ptr_array_set_size (self->threads, 0);
}

/**
 * cb_table_get_row_count:
 * @self: a table
 * @is_final: (out) (optional): whether that is all of them
 *
 * From any thread.
 *
 * Returns: rows found so far, without the header
 */
guint64
cb_table_get_row_count (CbTable *self, gboolean *is_final)
{
  guint64 header = self->facts.header_row;
  guint64 n_records;

  g_mutex_lock (&self->mutex);
  n_records = self->n_records;
  if (is_final != NULL)
    *is_final = self->complete;
  g_mutex_unlock (&self->mutex);

  return n_records > header ? n_records - header : 0;
}

static void
wake_cb (GCancellable *cancellable, gpointer user_data)
{
  CbTable *self = user_data;

  g_mutex_lock (&self->mutex);
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
}

typedef gboolean (*IsThere) (CbTable *self, guint64 number);

static gboolean
wait_for (
    CbTable *self, IsThere is_there, guint64 number, GCancellable *cancellable, GError **error)
{
  gulong handler = 0;
  gboolean there;

  if (!cb_table_start_index (self, NULL, NULL, error))
    return FALSE;
  if (cancellable != NULL)
    handler = g_cancellable_connect (cancellable, G_CALLBACK (wake_cb), self, NULL);
  g_mutex_lock (&self->mutex);
  while (!(there = is_there (self, number)) && !self->complete && self->index_error == NULL
         && g_atomic_int_get (&self->stopping) == 0 && !g_cancellable_is_cancelled (cancellable))
    g_cond_wait (&self->cond, &self->mutex);
  if (!there && self->index_error != NULL)
    g_propagate_error (error, g_error_copy (self->index_error));
  else if (!there && !self->complete && !g_cancellable_set_error_if_cancelled (cancellable, error))
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "the table is being closed");
  there = there || self->complete;
  g_mutex_unlock (&self->mutex);
  if (handler != 0)
    g_cancellable_disconnect (cancellable, handler);

  return there;
}

static gboolean
is_complete (CbTable *self, guint64 number)
{
  return self->complete;
}

/**
 * cb_table_wait_for_index:
 * @self: a table
 * @cancellable: (nullable): ends the waiting
 * @error: where to say why not
 *
 * Returns: %TRUE when all rows are found
 */
gboolean
cb_table_wait_for_index (CbTable *self, GCancellable *cancellable, GError **error)
{
  return wait_for (self, is_complete, 0, cancellable, error);
}

static gboolean
is_chunk_known (CbTable *self, guint64 chunk)
{
  return chunk < self->n_known;
}

/**
 * cb_table_wait_for_chunk:
 * @self: a table
 * @chunk: 0-based
 * @exists: (out): whether there is such a chunk
 * @cancellable: (nullable): ends the waiting
 * @error: where to say why not
 *
 * Returns: %TRUE when the rows of the chunk can be read, or when there is none
 */
gboolean
cb_table_wait_for_chunk (
    CbTable *self, guint64 chunk, gboolean *exists, GCancellable *cancellable, GError **error)
{
  if (!wait_for (self, is_chunk_known, chunk, cancellable, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  *exists = chunk < self->n_known;
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

/**
 * cb_table_wait_for_first:
 * @self: a table
 * @error: where to say why not
 *
 * Begins to find rows, if that has not begun.
 *
 * Returns: %TRUE when the first rows can be read, or when there are none
 */
gboolean
cb_table_wait_for_first (CbTable *self, GError **error)
{
  return wait_for (self, is_chunk_known, 0, NULL, error);
}

static gboolean
is_record_known (CbTable *self, guint64 record)
{
  return self->rows->is_record_known (self, record);
}

/**
 * cb_table_wait_for_record:
 * @self: a table
 * @record: 0-based, the header included
 * @chunk: (out): which chunk has it, the last one when there is no such record
 * @cancellable: (nullable): ends the waiting
 * @error: where to say why not
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_table_wait_for_record (
    CbTable *self, guint64 record, guint64 *chunk, GCancellable *cancellable, GError **error)
{
  guint64 n_known;

  if (!wait_for (self, is_record_known, record, cancellable, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  n_known = self->n_known;
  g_mutex_unlock (&self->mutex);
  *chunk = self->rows->find_chunk (self, record, n_known);

  return TRUE;
}

/**
 * cb_table_fail_index:
 * @self: a table; the mutex is held
 * @error: (transfer full): why no more rows can be found
 */
void
cb_table_fail_index (CbTable *self, GError *error)
{
  if (self->index_error == NULL)
    self->index_error = error;
  else
    g_error_free (error);
  g_atomic_int_set (&self->stopping, 1);
  g_cond_broadcast (&self->cond);
}

/**
 * cb_table_tell_indexed:
 * @self: a table; the mutex is not held
 * @n_records: found so far
 * @is_final: whether that is all of them
 *
 * For the one thread that finds them at a time. The end is told once.
 */
void
cb_table_tell_indexed (CbTable *self, guint64 n_records, gboolean is_final)
{
  guint64 header = self->facts.header_row;
  CbTableIndexedFunc func;

  g_mutex_lock (&self->mutex);
  func = self->told_all ? NULL : self->indexed;
  self->told_all = self->told_all || (is_final && func != NULL);
  g_mutex_unlock (&self->mutex);
  if (func != NULL)
    func (n_records > header ? n_records - header : 0, is_final, self->indexed_data);
}
