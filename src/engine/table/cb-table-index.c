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
          cb_table_fail_index (self, g_steal_pointer (&error));
          break;
        }
      self->n_known = end;
      self->n_records = self->chunks[end].ends_before;
      g_cond_broadcast (&self->cond);
      g_mutex_unlock (&self->mutex);
      if (end == self->n_chunks)
        count_last_record (self, piece, &error);
      if (error == NULL)
        cb_table_tell_indexed (self, self->n_records, end == self->n_chunks);
      g_mutex_lock (&self->mutex);
      if (error != NULL)
        {
          cb_table_fail_index (self, g_steal_pointer (&error));
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
          cb_table_fail_index (self, g_steal_pointer (&error));
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

static void
start_index (CbTable *self)
{
  self->chunks = g_new0 (CbTableChunk, self->n_chunks + 1);
  self->chunks[0].state = (CbCsvState)CB_CSV_STATE_START;
  self->guesses = g_new (CbCsvGuess, self->n_chunks);
  self->is_guessed = g_new0 (guint8, self->n_chunks);
  for (guint i = 0; i < MIN (self->n_threads, self->n_chunks); i++)
    g_ptr_array_add (self->threads, g_thread_new ("index", index_chunks, self));
}

static gboolean
is_record_known (CbTable *self, guint64 record)
{
  return self->n_known > 0 && self->chunks[self->n_known].ends_before >= record;
}

/* Which chunk owns the record, the last one when there is no such record. */
static guint64
find_chunk (CbTable *self, guint64 record, guint64 n_known)
{
  guint64 low = 0;
  guint64 high = n_known;

  /* The last chunk with fewer row ends before it than the record has. */
  while (high - low > 1)
    {
      guint64 middle = low + (high - low) / 2;

      if (self->chunks[middle].ends_before < record)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static guint64
get_records_through (CbTable *self, guint64 chunk)
{
  return self->chunks[chunk + 1].ends_before + 1;
}

static guint64
get_bytes_through (CbTable *self, guint64 n_chunks)
{
  return MIN (n_chunks * self->chunk_size, self->size);
}

static void
free_index (CbTable *self)
{
  g_free (self->chunks);
  g_free (self->guesses);
  g_free (self->is_guessed);
}

const CbRowsClass cb_table_text_rows = {
  .start = start_index,
  .is_record_known = is_record_known,
  .find_chunk = find_chunk,
  .read_chunk = cb_row_reader_read_text,
  .get_records_through = get_records_through,
  .get_bytes_through = get_bytes_through,
  .free = free_index,
};

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
