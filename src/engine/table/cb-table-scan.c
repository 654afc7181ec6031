/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "base/cb-descriptor.h"
#include "engine/table/cb-table-private.h"

typedef struct
{
  CbTable *table;
  const CbScanWorker *worker;
  gpointer user_data;
  CbProgressFunc progress;
  gpointer progress_data;
  GCancellable *cancellable;
  guint64 first; /* rows that are given, both ends included */
  guint64 last;

  guint64 next_chunk; /* (atomic) */
  int past;           /* (atomic) the last row is through */
  int failed;         /* (atomic) */
  GMutex mutex;
  GCond cond;
  guint64 n_through; /* (mutex mutex) chunks that are through, in order */
  GError *error;     /* (mutex mutex) */
} Scan;

typedef struct
{
  Scan *scan;
  gpointer state;
  GThread *thread;
  CbRow inside[CB_ROW_READER_BATCH]; /* the rows of the table among those that were given */
} ScanThread;

static void
fail (Scan *scan, GError *error)
{
  g_mutex_lock (&scan->mutex);
  if (scan->error == NULL)
    scan->error = error;
  else
    g_error_free (error);
  g_atomic_int_set (&scan->failed, 1);
  g_cond_broadcast (&scan->cond);
  g_mutex_unlock (&scan->mutex);
}

static gboolean
give_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  ScanThread *self = user_data;
  Scan *scan = self->scan;
  guint32 flags = 0;
  guint n_inside = 0;

  while (n_rows > 0 && rows[0].number < scan->first)
    {
      rows++;
      n_rows--;
    }
  while (n_rows > 0 && rows[n_rows - 1].number > scan->last)
    {
      g_atomic_int_set (&scan->past, 1);
      n_rows--;
    }
  if (n_rows == 0)
    return TRUE;
  for (guint i = 0; i < n_rows; i++)
    flags |= rows[i].flags;
  if (G_LIKELY ((flags & CB_ROW_OUTSIDE) == 0 || scan->worker->outside_too))
    {
      scan->worker->rows (self->state, rows, n_rows);
      return TRUE;
    }
  for (guint i = 0; i < n_rows; i++)
    if ((rows[i].flags & CB_ROW_OUTSIDE) == 0)
      self->inside[n_inside++] = rows[i];
  if (n_inside > 0)
    scan->worker->rows (self->state, self->inside, n_inside);

  return TRUE;
}

/* Chunks come through in the order of the file; each thread waits here for its turn. */
static gboolean
pass_in_order (ScanThread *self, guint64 chunk, GError **error)
{
  Scan *scan = self->scan;
  gboolean passed = TRUE;

  g_mutex_lock (&scan->mutex);
  while (scan->worker->in_order != NULL && scan->n_through != chunk
         && g_atomic_int_get (&scan->failed) == 0)
    g_cond_wait (&scan->cond, &scan->mutex);
  g_mutex_unlock (&scan->mutex);
  if (g_atomic_int_get (&scan->failed) != 0)
    return TRUE;

  if (scan->worker->in_order != NULL)
    passed = scan->worker->in_order (self->state, scan->user_data, error);

  g_mutex_lock (&scan->mutex);
  scan->n_through++;
  if (passed && scan->progress != NULL)
    scan->progress (scan->table->rows->get_bytes_through (scan->table, scan->n_through),
                    scan->table->size, scan->progress_data);
  g_cond_broadcast (&scan->cond);
  g_mutex_unlock (&scan->mutex);

  return passed;
}

static gboolean
scan_chunk (ScanThread *self, CbRowReader *reader, guint64 chunk, gboolean *exists, GError **error)
{
  Scan *scan = self->scan;

  return !g_cancellable_set_error_if_cancelled (scan->cancellable, error)
         && cb_table_wait_for_chunk (scan->table, chunk, exists, scan->cancellable, error)
         && (!*exists
             || (cb_table_wait_for_rest (
                     scan->table, scan->table->rows->get_records_through (scan->table, chunk),
                     scan->cancellable, error)
                 && cb_row_reader_read (reader, scan->table, chunk, give_rows, self, error)
                 && pass_in_order (self, chunk, error)));
}

static gpointer
scan_chunks (gpointer user_data)
{
  ScanThread *self = user_data;
  Scan *scan = self->scan;
  CbRowReader reader = { 0 };
  gboolean exists = TRUE;

  while (exists && g_atomic_int_get (&scan->failed) == 0 && g_atomic_int_get (&scan->past) == 0)
    {
      guint64 chunk = __atomic_fetch_add (&scan->next_chunk, 1, __ATOMIC_RELAXED);
      GError *error = NULL;

      if (!scan_chunk (self, &reader, chunk, &exists, &error))
        fail (scan, error);
    }
  cb_row_reader_clear (&reader);

  return NULL;
}

/**
 * cb_table_scan:
 * @self: a table
 * @worker: what to do with the rows
 * @user_data: for its new_state() and in_order()
 * @progress: (nullable): told how far it is, from the threads that work, one call at a time
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * All rows of the table, with all cores (and those outside of it, too, where the worker wants
 * them); memory does not grow with the file. See #CbScanWorker. May run while rows are read, and
 * beside another scan.
 *
 * Returns: (transfer full): one state into which all others are merged, %NULL on failure:
 *   %CB_ERROR_FILE_CHANGED, %CB_ERROR_UNREADABLE, %CB_ERROR_UNSUPPORTED, %G_IO_ERROR_CANCELLED, or
 *   the error of in_order()
 */
gpointer
cb_table_scan (CbTable *self,
               const CbScanWorker *worker,
               gpointer user_data,
               CbProgressFunc progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  return cb_table_scan_rows (self, 0, G_MAXUINT64, worker, user_data, progress, progress_data,
                             cancellable, error);
}

/**
 * cb_table_scan_rows:
 * @self: a table
 * @first: the first row, 0-based without the header
 * @last: the last one, included; %G_MAXUINT64: to the end
 * @worker: as for cb_table_scan()
 * @user_data: for its new_state() and in_order()
 * @progress: (nullable): told how far in the file it is; it begins where @first is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Some of the rows, in the same way; no more of the file is read than these need.
 *
 * Returns: (transfer full): see cb_table_scan()
 */
gpointer
cb_table_scan_rows (CbTable *self,
                    guint64 first,
                    guint64 last,
                    const CbScanWorker *worker,
                    gpointer user_data,
                    CbProgressFunc progress,
                    gpointer progress_data,
                    GCancellable *cancellable,
                    GError **error)
{
  Scan scan = { self, worker, user_data, progress, progress_data, cancellable, first, last };
  guint n_threads = self->n_threads;
  g_autofree ScanThread *threads = NULL;
  gpointer result = NULL;

  if (!cb_table_start_index (self, NULL, NULL, error)
      || (first > 0
          && !cb_table_wait_for_record (self, MIN (first, G_MAXUINT64 / 2) + self->facts.header_row,
                                        &scan.next_chunk, cancellable, error)))
    return NULL;
  scan.n_through = scan.next_chunk;
  g_mutex_init (&scan.mutex);
  g_cond_init (&scan.cond);
  threads = g_new0 (ScanThread, n_threads);
  for (guint i = 0; i < n_threads; i++)
    {
      threads[i].scan = &scan;
      threads[i].state = worker->new_state (user_data);
      threads[i].thread = g_thread_new ("scan", scan_chunks, &threads[i]);
    }
  for (guint i = 0; i < n_threads; i++)
    g_thread_join (threads[i].thread);

  /* So that the number of rows is final for whoever asks now. */
  if (scan.error == NULL
      && (last != G_MAXUINT64 || cb_table_wait_for_index (self, cancellable, &scan.error)))
    cb_byte_source_check_unchanged (self->source, &scan.error);
  for (guint i = 0; i < n_threads; i++)
    {
      if (i == 0 && scan.error == NULL)
        {
          result = threads[i].state;
          continue;
        }
      if (scan.error == NULL && worker->merge != NULL)
        worker->merge (result, threads[i].state);
      worker->free_state (threads[i].state);
    }
  if (scan.error != NULL)
    g_propagate_error (error, scan.error);
  g_mutex_clear (&scan.mutex);
  g_cond_clear (&scan.cond);

  return result;
}

/**
 * cb_table_copy:
 * @self: a table
 * @out_fd: where to, from where it stands
 * @bytes: (out): how many there were
 * @progress: (nullable): told how far it is
 * @progress_data: for @progress
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * The bytes of the file, as they are.
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_table_copy (CbTable *self,
               int out_fd,
               guint64 *bytes,
               CbProgressFunc progress,
               gpointer progress_data,
               GCancellable *cancellable,
               GError **error)
{
  g_autofree guint8 *buffer = g_malloc (CB_TABLE_CHUNK);

  for (*bytes = 0; *bytes < self->size;)
    {
      gsize length = (gsize)MIN (self->size - *bytes, CB_TABLE_CHUNK);

      if (g_cancellable_set_error_if_cancelled (cancellable, error)
          || !cb_byte_source_read (self->source, *bytes, buffer, length, error)
          || !cb_descriptor_write (out_fd, buffer, length, error))
        return FALSE;
      *bytes += length;
      if (progress != NULL)
        progress (*bytes, self->size, progress_data);
    }

  return cb_byte_source_check_unchanged (self->source, error);
}
