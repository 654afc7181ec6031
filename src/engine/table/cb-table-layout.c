/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/table/cb-layout-private.h"
#include "engine/table/cb-table-private.h"

/* The layout of a table that is open: found from its first rows, closed when all are known. */

/* Columns of another table are called as the last row of the header says in its place: they are not
 * of this one, and still there to be looked through. */
static GStrv
dup_labels_beside (const CbLayout *layout, const CbLayoutSample *sample)
{
  guint64 last = layout->header_first + layout->header_rows - 1;
  g_auto (GStrv) own = NULL;
  CbLayoutClip clip;
  guint n_own, width = 0;
  const CbRow *row = NULL;
  GStrv all;

  cb_layout_clip_init (&clip, sample, layout->clip_first, layout->clip_end);
  own = cb_layout_dup_labels (layout, &clip.sample);
  cb_layout_clip_clear (&clip);
  n_own = g_strv_length (own);
  for (guint i = 0; i < sample->n_rows; i++)
    if (sample->rows[i].number == last)
      row = &sample->rows[i];
  width = MAX (layout->clip_first + n_own, row != NULL ? row->n_cells : 0);
  all = g_new0 (char *, width + 1);
  for (guint i = 0; i < width; i++)
    if (i >= layout->clip_first && i - layout->clip_first < n_own)
      all[i] = g_strdup (own[i - layout->clip_first]);
    else
      all[i] = row != NULL ? cb_cell_dup_text (cb_layout_cell (row, i)) : g_strdup ("");

  return all;
}

static void
set_columns (CbTable *self, const CbLayoutSample *sample)
{
  guint width = 0;

  g_strfreev (self->facts.columns);
  if (self->layout->header_rows > 0 && self->layout->n_labels[0] > 0)
    {
      self->facts.columns = self->layout->clip_end > 0
                                ? dup_labels_beside (self->layout, sample)
                                : cb_layout_dup_labels (self->layout, sample);
      return;
    }
  for (guint i = self->facts.header_row; i < sample->n_rows; i++)
    width = MAX (width, sample->rows[i].n_cells);
  self->facts.columns = g_new0 (char *, width + 1);
  for (guint i = 0; i < width; i++)
    self->facts.columns[i] = g_strdup ("");
}

/**
 * cb_table_find_layout:
 * @self: a table being opened
 * @sample: its first rows
 * @wish: what a person said
 * @is_prose: there is no table, unless a person says so
 *
 * Finds the header, names the columns by it, and what else there is.
 */
void
cb_table_find_layout (CbTable *self,
                      const CbLayoutSample *sample,
                      const CbLayoutWish *wish,
                      gboolean is_prose)
{
  CbLayoutWish plain = *wish;

  if (is_prose && wish->header_row < 0)
    {
      plain.header_row = 0;
      plain.keep = G_MAXUINT;
    }
  self->layout = cb_layout_find (sample, &plain);
  self->facts.header_rows = self->layout->header_rows;
  self->facts.header_row = 0;
  if (self->layout->header_rows > 0)
    self->facts.header_row = (guint)(self->layout->header_first + self->layout->header_rows);
  self->facts.layout_confidence = self->layout->confidence;
  self->facts.wished_first = self->layout->clip_first;
  self->facts.wished_columns = wish->n_columns;
  self->facts.n_beside = is_prose ? 0 : self->layout->n_beside;
  memcpy (self->facts.beside, self->layout->beside, sizeof self->facts.beside);
  set_columns (self, sample);
}

/**
 * cb_table_mark_rows:
 * @self: a table
 * @rows: (array length=n_rows): rows of it, which get their kind
 * @n_rows: of @rows
 */
void
cb_table_mark_rows (CbTable *self, CbRow *rows, guint n_rows)
{
  const CbLayout *layout = self->layout;
  guint64 header = self->facts.header_row;

  if (layout == NULL)
    return;
  for (guint i = 0; i < n_rows; i++)
    rows[i].flags |= (guint32)cb_layout_classify (layout, rows[i].number + header, &rows[i])
                     << CB_ROW_KIND_SHIFT;
}

typedef struct
{
  CbRowKeep keep;
  guint64 first; /* of the file */
  guint64 header;
} Tail;

static gboolean
keep_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  Tail *tail = user_data;

  for (guint i = 0; i < n_rows; i++)
    {
      CbRow row = rows[i];

      row.number += tail->header;
      if (row.number >= tail->first)
        cb_row_keep_add (&tail->keep, &row);
    }

  return TRUE;
}

static gboolean
find_end (CbTable *self, GError **error)
{
  guint64 n_records = self->n_records;
  Tail tail = { .header = self->facts.header_row };
  CbRowReader reader = { 0 };
  gboolean read = TRUE;
  CbLayoutSample sample;

  if (n_records <= tail.header)
    return TRUE;
  tail.first = n_records > CB_LAYOUT_TAIL ? n_records - CB_LAYOUT_TAIL : 0;
  cb_row_keep_init (&tail.keep);
  for (guint64 chunk = self->rows->find_chunk (self, tail.first, self->n_known);
       read && chunk < self->n_known; chunk++)
    read = cb_row_reader_read (&reader, self, chunk, keep_rows, &tail, error);
  cb_row_reader_clear (&reader);
  sample = cb_row_keep_get_sample (&tail.keep);
  if (read)
    cb_layout_close (self->layout, &sample, NULL);
  cb_row_keep_clear (&tail.keep);

  return read;
}

/**
 * cb_table_wait_for_layout:
 * @self: a table
 * @cancellable: (nullable): ends the waiting
 * @error: where to say why not
 *
 * Waits until all rows are found, and with them the end of the table. From any thread; from one
 * that finds rows only when it has found all.
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_table_wait_for_layout (CbTable *self, GCancellable *cancellable, GError **error)
{
  gboolean known = TRUE;

  if (!cb_table_wait_for_index (self, cancellable, error))
    return FALSE;
  g_mutex_lock (&self->end_mutex);
  if (!self->end_known && self->layout != NULL)
    known = self->end_known = find_end (self, error);
  g_mutex_unlock (&self->end_mutex);

  return known;
}

/**
 * cb_table_wait_for_rest:
 * @self: a table
 * @record: 0-based, the header included
 * @cancellable: (nullable): ends the waiting
 * @error: where to say why not
 *
 * Waits until it is known whether rows up to @record are among the last ones, and if they are, for
 * the end of the table: what such a row is then does not depend on how far the index is.
 *
 * Returns: %FALSE on failure
 */
gboolean
cb_table_wait_for_rest (CbTable *self, guint64 record, GCancellable *cancellable, GError **error)
{
  guint64 chunk;
  gboolean is_near;

  if (self->layout == NULL)
    return TRUE;
  if (!cb_table_wait_for_record (self, record + CB_LAYOUT_TAIL, &chunk, cancellable, error))
    return FALSE;
  g_mutex_lock (&self->mutex);
  is_near = self->complete && record + CB_LAYOUT_TAIL >= self->n_records;
  g_mutex_unlock (&self->mutex);

  return !is_near || cb_table_wait_for_layout (self, cancellable, error);
}

/**
 * cb_table_get_body_end:
 * @self: a table
 *
 * From any thread.
 *
 * Returns: the first row (0-based, from the row after the header on) behind the table,
 *   %G_MAXUINT64 when there is none, or before cb_table_wait_for_layout()
 */
guint64
cb_table_get_body_end (CbTable *self)
{
  guint64 end = self->layout != NULL ? cb_layout_get_body_end (self->layout) : G_MAXUINT64;

  return end == G_MAXUINT64 ? end : end - self->facts.header_row;
}
