/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table-private.h"

/* All cores guess chunks (cb_csv_guess()), each for both cases; one of them at a time resolves what
 * is guessed in a row from the beginning: the state after a chunk follows from the state before it.
 * Where the guess does not hold (a quote in an odd place), the chunk is read again for certain.
 * After Ge, Li, Eilebrecht, Chandramouli, Kossmann, "Speculative Distributed CSV Data Parsing for
 * Big Data Analytics" (SIGMOD 2019). */

static gboolean
guess_chunk (CbTable *self, CbPiece *piece, guint64 chunk, CbCsvGuess *guess, GError **error)
{
  if (!cb_piece_load (piece, self, chunk, 0, error))
    return FALSE;
  *guess = (CbCsvGuess){ { 0, 0 }, { FALSE, FALSE }, FALSE, TRUE };
  if (piece->length > 0)
    cb_csv_guess (piece->text, piece->length, piece->before, piece->after, &self->dialect, guess);

  return TRUE;
}

/* The state and the count after a chunk, from those before it. */
static gboolean
resolve_chunk (CbTable *self,
               CbPiece *piece,
               guint64 chunk,
               const CbCsvGuess *guess,
               CbTableChunk *known,
               GError **error)
{
  guint assumed = known->state.inside ? 1 : 0;
  guint64 rows = guess->rows[assumed];
  CbCsvState state = known->state;

  /* Outside, the guess took it that a quote before the chunk was a closing one. */
  if (guess->anomaly[assumed] || (!state.inside && !state.may_open))
    {
      if (!cb_piece_load (piece, self, chunk, 0, error))
        return FALSE;
      if (guess->anomaly[assumed] || (piece->length > 0 && piece->text[0] == self->dialect.quote))
        {
          cb_csv_skip (piece->text, piece->length, piece->after, &self->dialect, &state,
                       G_MAXUINT64, &rows);
          known[1] = (CbTableChunk){ known->ends_before + rows, state };
          return TRUE;
        }
    }
  state.inside = state.inside != guess->odd;
  state.may_open = !state.inside && guess->may_open;
  known[1] = (CbTableChunk){ known->ends_before + rows, state };

  return TRUE;
}

static void
fail_index (CbTable *self, GError *error)
{
  if (self->index_error == NULL)
    self->index_error = error;
  else
    g_error_free (error);
  g_atomic_int_set (&self->stopping, 1);
  g_cond_broadcast (&self->cond);
}

/* The last record may have no line end. */
static gboolean
count_last_record (CbTable *self, CbPiece *piece, GError **error)
{
  const CbTableChunk *last = &self->chunks[self->n_chunks];
  guint64 n_records = last->ends_before;

  if (!cb_byte_source_check_unchanged (self->source, error)
      || !cb_piece_load (piece, self, self->n_chunks - 1, 0, error))
    return FALSE;
  if (last->state.inside
      || (piece->length > 0 && piece->text[piece->length - 1] != '\n'
          && piece->text[piece->length - 1] != '\r'))
    n_records++;

  g_mutex_lock (&self->mutex);
  self->n_records = n_records;
  self->ends_inside = last->state.inside;
  self->complete = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

static void
tell (CbTable *self, guint64 n_records, gboolean is_final)
{
  guint64 header = self->facts.header_row;

  if (self->indexed != NULL)
    self->indexed (n_records > header ? n_records - header : 0, is_final, self->indexed_data);
}

/* Called with the mutex, which it gives away while it works; only one thread is in here. */
static void
resolve (CbTable *self, CbPiece *piece)
{
  g_autoptr (GError) error = NULL;

  self->resolving = TRUE;
  while (self->n_known < self->n_chunks && self->is_guessed[self->n_known]
         && g_atomic_int_get (&self->stopping) == 0)
    {
      guint64 first = self->n_known;
      guint64 end = first;

      while (end < self->n_chunks && self->is_guessed[end])
        end++;
      g_mutex_unlock (&self->mutex);
      for (guint64 i = first; i < end && error == NULL; i++)
        resolve_chunk (self, piece, i, &self->guesses[i], &self->chunks[i], &error);
      g_mutex_lock (&self->mutex);
      if (error != NULL)
        {
          fail_index (self, g_steal_pointer (&error));
          break;
        }
      self->n_known = end;
      self->n_records = self->chunks[end].ends_before;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->mutex);
      if (end == self->n_chunks)
        count_last_record (self, piece, &error);
      if (error == NULL)
        tell (self, self->n_records, end == self->n_chunks);
      g_mutex_lock (&self->mutex);
      if (error != NULL)
        {
          fail_index (self, g_steal_pointer (&error));
          break;
        }
    }
  self->resolving = FALSE;
}

static guint64
take_chunk (CbTable *self)
{
  return __atomic_fetch_add (&self->next_chunk, 1, __ATOMIC_RELAXED);
}

static gpointer
index_chunks (gpointer user_data)
{
  CbTable *self = user_data;
  CbPiece piece = { NULL };
  guint64 chunk;

  while (g_atomic_int_get (&self->stopping) == 0 && (chunk = take_chunk (self)) < self->n_chunks)
    {
      g_autoptr (GError) error = NULL;
      CbCsvGuess guess;
      gboolean read = guess_chunk (self, &piece, chunk, &guess, &error);

      g_mutex_lock (&self->mutex);
      if (!read)
        {
          fail_index (self, g_steal_pointer (&error));
        }
      else
        {
          self->guesses[chunk] = guess;
          self->is_guessed[chunk] = 1;
          if (!self->resolving && chunk == self->n_known)
            resolve (self, &piece);
        }
      g_mutex_unlock (&self->mutex);
    }
  cb_piece_clear (&piece);

  return NULL;
}

/**
 * cb_table_start_index:
 * @self: a table whose rows can be read
 * @func: (nullable): told how far it is
 * @user_data: for @func
 * @error: where to say why not
 *
 * Begins to find all rows, in the background, on all cores. Does nothing when it has begun; @func
 * is then not taken. Reading and scanning begin it themselves.
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED when there are no rows to read
 */
gboolean
cb_table_start_index (CbTable *self, CbTableIndexedFunc func, gpointer user_data, GError **error)
{
  g_mutex_lock (&self->mutex);
  if (!self->readable)
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
      self->chunks = g_new0 (CbTableChunk, self->n_chunks + 1);
      self->chunks[0].state = (CbCsvState)CB_CSV_STATE_START;
      self->guesses = g_new (CbCsvGuess, self->n_chunks);
      self->is_guessed = g_new0 (guint8, self->n_chunks);
      for (guint i = 0; i < MIN (self->n_threads, self->n_chunks); i++)
        g_ptr_array_add (self->threads, g_thread_new ("index", index_chunks, self));
    }
  g_mutex_unlock (&self->mutex);

  return TRUE;
}

void
cb_table_stop_index (CbTable *self)
{
  g_mutex_lock (&self->mutex);
  g_atomic_int_set (&self->stopping, 1);
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
  return chunk + 1 <= self->n_known;
}

gboolean
cb_table_wait_for_chunk (CbTable *self,
                         guint64 chunk,
                         CbTableChunk *begin,
                         guint64 *n_ends,
                         GCancellable *cancellable,
                         GError **error)
{
  if (!wait_for (self, is_chunk_known, chunk, cancellable, error))
    return FALSE;
  g_return_val_if_fail (chunk < self->n_chunks, FALSE);
  *begin = self->chunks[chunk];
  *n_ends = self->chunks[chunk + 1].ends_before - begin->ends_before;

  return TRUE;
}

static gboolean
is_record_known (CbTable *self, guint64 record)
{
  return self->n_known > 0 && self->chunks[self->n_known].ends_before >= record;
}

/* Which chunk owns the record, the last one when there is no such record. */
gboolean
cb_table_wait_for_record (
    CbTable *self, guint64 record, guint64 *chunk, GCancellable *cancellable, GError **error)
{
  guint64 low = 0;
  guint64 high;

  if (!wait_for (self, is_record_known, record, cancellable, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  high = self->n_known;
  g_mutex_unlock (&self->mutex);
  /* The last chunk with fewer row ends before it than the record has. */
  while (high - low > 1)
    {
      guint64 middle = low + (high - low) / 2;

      if (self->chunks[middle].ends_before < record)
        low = middle;
      else
        high = middle;
    }
  *chunk = low;

  return TRUE;
}

/* Whether the record is the last one, for its quote is never closed. Waits for the index, so that
 * the answer does not depend on how far that is. */
gboolean
cb_table_ends_inside (CbTable *self, guint64 record)
{
  gboolean inside;

  cb_table_wait_for_index (self, NULL, NULL);
  g_mutex_lock (&self->mutex);
  inside = self->complete && self->ends_inside && record + 1 == self->n_records;
  g_mutex_unlock (&self->mutex);

  return inside;
}
