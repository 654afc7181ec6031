/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table-sheet.h"

#include <string.h>

#define SAMPLE_ROWS 500
#define MAX_MERGES 1000000
/* Packed, that is half a second of reading. */
#define MAX_WAITED_FOR ((guint64)64 << 20)

/* The thread that reads a sheet, and what the table knows of it. */

static void
free_block (gpointer block)
{
  cb_spool_block_free (block);
}

static gboolean
publish_block (CbTable *self)
{
  CbTableSheet *sheet = self->sheet;
  CbSpoolBlock *block = cb_spool_writer_take_block (sheet->writer);
  guint64 n_records;

  if (block == NULL)
    return TRUE;
  cb_font_judge_decide (sheet->judge);
  sheet->bytes_kept += block->meta_length + block->text_length;
  n_records = block->first_record + block->n_records;
  g_mutex_lock (&self->mutex);
  if (self->n_known == 0)
    sheet->n_first_merges = sheet->merges->len;
  g_ptr_array_add (sheet->blocks, block);
  self->n_known++;
  self->n_records = n_records;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  cb_table_tell_indexed (self, n_records, FALSE);

  return sheet->bytes_kept < CB_TABLE_SHEET_MAX_BYTES;
}

/* Letters in fonts of more than one kind are made Unicode here, for later nothing tells them apart.
 */
static void
convert_runs (CbSheetCell *cell, GByteArray *converted)
{
  g_byte_array_set_size (converted, 0);
  if (cb_font_judge_convert_runs (cell, converted))
    {
      cell->bytes = (const char *)converted->data;
      cell->length = converted->len;
      cell->font = CB_FONT_CONVERTED;
    }
  else
    {
      cell->font = CB_FONT_UNICODE;
    }
  cell->runs = NULL;
  cell->n_runs = 0;
}

static gboolean
take_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  CbTable *self = user_data;
  CbTableSheet *sheet = self->sheet;
  gsize limit = self->n_known == 0 ? CB_TABLE_SHEET_FIRST_BLOCK : CB_TABLE_SHEET_BLOCK;

  for (guint i = 0; i < n_cells; i++)
    if (cells[i].n_runs == 0 && cells[i].font != CB_FONT_UNICODE)
      cb_font_judge_hear (sheet->judge, (CbFontEncoding)cells[i].font, cells[i].bytes,
                          cells[i].length);
  cb_spool_writer_add_row (sheet->writer, row, cells, n_cells);
  if (cb_spool_writer_get_size (sheet->writer) < limit)
    return TRUE;

  return publish_block (self) && g_atomic_int_get (&self->stopping) == 0;
}

/* As take_row(), for the rows that have a text with letters in several fonts. */
static gboolean
take_any_row (guint32 row, const CbSheetCell *cells, guint n_cells, gpointer user_data)
{
  g_autofree CbSheetCell *own = NULL;
  g_autoptr (GPtrArray) texts = NULL;

  for (guint i = 0; i < n_cells; i++)
    {
      GByteArray *converted;

      if (G_LIKELY (cells[i].n_runs == 0))
        continue;
      if (own == NULL)
        {
          own = g_memdup2 (cells, n_cells * sizeof *cells);
          texts = g_ptr_array_new_with_free_func ((GDestroyNotify)g_byte_array_unref);
        }
      converted = g_byte_array_new ();
      g_ptr_array_add (texts, converted);
      convert_runs (&own[i], converted);
    }

  return take_row (row, own != NULL ? own : cells, n_cells, user_data);
}

static void
take_merge (const CbSheetRange *range, gpointer user_data)
{
  CbTable *self = user_data;

  g_mutex_lock (&self->mutex);
  if (self->sheet->merges->len < MAX_MERGES)
    g_array_append_val (self->sheet->merges, *range);
  g_mutex_unlock (&self->mutex);
}

static void
take_progress (guint64 done, guint64 total, gpointer user_data)
{
  CbTable *self = user_data;

  __atomic_store_n (&self->sheet->bytes_through, done, __ATOMIC_RELAXED);
  __atomic_store_n (&self->sheet->bytes_all, total, __ATOMIC_RELAXED);
}

/* Whether what was read before it is worth showing. */
static gboolean
leaves_a_part (const GError *error)
{
  return cb_error_is_broken_file (error) || g_error_matches (error, CB_ERROR, CB_ERROR_TOO_LARGE);
}

/* What could be read stays; what could not is told with it. */
static void
finish_reading (CbTable *self, GError *error)
{
  CbTableSheet *sheet = self->sheet;
  gboolean is_full = !publish_block (self) || sheet->bytes_kept >= CB_TABLE_SHEET_MAX_BYTES;
  guint64 n_records;

  g_mutex_lock (&self->mutex);
  if (error == NULL && is_full)
    error = g_error_new (CB_ERROR, CB_ERROR_TOO_LARGE,
                         "the sheet is too large from row %" G_GUINT64_FORMAT " on",
                         self->n_records + 1);
  n_records = self->n_records;
  if (error != NULL && (n_records == 0 || !leaves_a_part (error)))
    {
      cb_table_fail_index (self, error);
      g_mutex_unlock (&self->mutex);
      return;
    }
  if (error != NULL)
    sheet->damage = g_steal_pointer (&error);
  self->n_chunks = self->n_known;
  self->complete = TRUE;
  g_cond_broadcast (&self->cond);
  g_mutex_unlock (&self->mutex);
  cb_table_tell_indexed (self, n_records, TRUE);
}

static gpointer
read_sheet (gpointer user_data)
{
  CbTable *self = user_data;
  CbTableSheet *sheet = self->sheet;
  CbSheetReader reader = { take_any_row, take_merge, take_progress, self };
  GError *error = NULL;

  if (cb_workbook_read_sheet (sheet->book, (guint)self->facts.sheet, &reader, sheet->cancellable,
                              &error))
    cb_byte_source_check_unchanged (self->source, &error);
  finish_reading (self, error);

  return NULL;
}

static void
start_reading (CbTable *self)
{
  g_ptr_array_add (self->threads, g_thread_new ("sheet", read_sheet, self));
}

static void
stop_reading (CbTable *self)
{
  g_cancellable_cancel (self->sheet->cancellable);
}

static gboolean
is_record_known (CbTable *self, guint64 record)
{
  return record < self->n_records;
}

static guint64
find_chunk (CbTable *self, guint64 record, guint64 n_known)
{
  guint64 low = 0;
  guint64 high = n_known;

  g_mutex_lock (&self->mutex);
  while (high - low > 1)
    {
      guint64 middle = low + (high - low) / 2;
      const CbSpoolBlock *block = g_ptr_array_index (self->sheet->blocks, (guint)middle);

      if (block->first_record <= record)
        low = middle;
      else
        high = middle;
    }
  g_mutex_unlock (&self->mutex);

  return low;
}

static guint64
get_records_through (CbTable *self, guint64 chunk)
{
  const CbSpoolBlock *block;

  g_mutex_lock (&self->mutex);
  block = g_ptr_array_index (self->sheet->blocks, (guint)chunk);
  g_mutex_unlock (&self->mutex);

  return block->first_record + block->n_records;
}

/* Of the file's bytes, as far as the sheet is read: its packed part stands for the whole. */
static guint64
get_bytes_through (CbTable *self, guint64 n_chunks)
{
  guint64 done = __atomic_load_n (&self->sheet->bytes_through, __ATOMIC_RELAXED);
  guint64 all = MAX (__atomic_load_n (&self->sheet->bytes_all, __ATOMIC_RELAXED), 1);
  double share = (double)MIN (done, all) / (double)all;

  g_mutex_lock (&self->mutex);
  if (self->n_known > 0)
    share *= (double)MIN (n_chunks, self->n_known) / (double)self->n_known;
  g_mutex_unlock (&self->mutex);

  return (guint64)((double)self->size * share);
}

static void
free_reading (CbTable *self)
{
  CbTableSheet *sheet = self->sheet;

  g_ptr_array_unref (sheet->blocks);
  g_array_unref (sheet->merges);
  g_clear_pointer (&sheet->writer, cb_spool_writer_free);
  cb_font_judge_free (sheet->judge);
  g_clear_object (&sheet->cancellable);
  cb_workbook_free (sheet->book);
  g_clear_error (&sheet->damage);
  g_clear_error (&sheet->passed_over);
  g_free (sheet);
}

const CbRowsClass cb_table_sheet_rows = {
  .start = start_reading,
  .is_record_known = is_record_known,
  .find_chunk = find_chunk,
  .read_chunk = cb_row_reader_read_sheet,
  .stop = stop_reading,
  .get_records_through = get_records_through,
  .get_bytes_through = get_bytes_through,
  .free = free_reading,
};

/* Begins with a sheet, and waits for its first rows, or for there being none. */
static gboolean
begin_sheet (CbTable *self, guint sheet, GError **error)
{
  CbTableSheet *state = self->sheet;

  /* A sheet before this one turned out to be empty, or not to be readable. */
  if (self->started)
    {
      cb_table_stop_index (self);
      g_clear_error (&self->index_error);
      g_ptr_array_set_size (state->blocks, 0);
      g_array_set_size (state->merges, 0);
      cb_spool_writer_free (state->writer);
      cb_font_judge_free (state->judge);
      g_clear_object (&state->cancellable);
      self->started = self->complete = FALSE;
      self->n_known = self->n_records = 0;
      g_atomic_int_set (&self->stopping, 0);
    }
  state->writer = cb_spool_writer_new ();
  state->judge = cb_font_judge_new ();
  state->cancellable = g_cancellable_new ();
  self->facts.sheet = (int)sheet;

  return cb_table_wait_for_first (self, error);
}

/* Whether a table is shown, and not the text around it alone. */
static gboolean
has_table (GPtrArray *sheets)
{
  for (guint i = 0; i < sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (sheets, i);

      if (sheet->is_table && !sheet->is_prose && sheet->visibility == CB_SHEET_VISIBLE)
        return TRUE;
    }

  return FALSE;
}

/* Of a workbook whose first sheet is damaged the next one that is not is better than nothing; what
 * was passed over is kept, for nobody may take the rest for the whole. */
static gboolean
begin_first_sheet (CbTable *self, GError **error)
{
  GPtrArray *sheets = self->facts.sheets;
  gboolean skips_prose = has_table (sheets);
  int first = -1;

  for (guint i = 0; i < sheets->len; i++)
    {
      const CbSheet *sheet = g_ptr_array_index (sheets, i);
      g_autoptr (GError) why = NULL;

      if (!sheet->is_table || sheet->visibility != CB_SHEET_VISIBLE
          || (skips_prose && sheet->is_prose))
        continue;
      if (first < 0)
        first = (int)i;
      if (begin_sheet (self, i, &why))
        {
          if (self->n_known > 0)
            return TRUE;
          continue;
        }
      if (!leaves_a_part (why))
        {
          g_propagate_error (error, g_steal_pointer (&why));
          return FALSE;
        }
      if (self->sheet->passed_over != NULL)
        continue;
      if (!g_str_has_prefix (why->message, "sheet "))
        g_prefix_error (&why, "sheet “%s”: ", sheet->name);
      self->sheet->passed_over = g_steal_pointer (&why);
    }
  if (self->sheet->passed_over != NULL)
    {
      g_propagate_error (error, g_error_copy (self->sheet->passed_over));
      return FALSE;
    }
  if (first < 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "no sheet with cells is shown");
      return FALSE;
    }

  return begin_sheet (self, (guint)first, error);
}

typedef struct
{
  CbRowKeep keep;
  guint count;
  guint width;
} FirstRows;

static gboolean
keep_rows (const CbRow *rows, guint n_rows, gpointer user_data)
{
  FirstRows *self = user_data;

  for (guint i = 0; i < n_rows && self->keep.rows->len < self->count; i++)
    {
      self->width = MAX (self->width, rows[i].n_cells);
      cb_row_keep_add (&self->keep, &rows[i]);
    }

  return self->keep.rows->len < self->count;
}

/* With all merged cells of the sheet, or those that were known with its first rows: how far the
 * reading has come since then changes nothing. */
static void
find_layout_in (CbTable *self, FirstRows *first, const CbLayoutWish *wish, gboolean with_all)
{
  CbLayoutSample sample = cb_row_keep_get_sample (&first->keep);
  g_autoptr (GArray) merges = NULL;

  g_mutex_lock (&self->mutex);
  merges = g_array_copy (self->sheet->merges);
  sample.n_merges = with_all ? merges->len : self->sheet->n_first_merges;
  g_mutex_unlock (&self->mutex);
  sample.merges = (const CbSheetRange *)(gpointer)merges->data;
  cb_table_find_layout (self, &sample, wish, FALSE);
}

/* The first rows, all of one width: those of the first block. Formats may have their merged cells
 * behind all rows: a header that depends on them waits for the end of the sheet, unless the file is
 * so large that a person would have to wait, too. */
static gboolean
find_layout (CbTable *self, const CbLayoutWish *wish, GError **error)
{
  FirstRows first = { .count = CB_LAYOUT_SAMPLE };
  CbRowReader reader = { 0 };
  gboolean exists = TRUE;
  gboolean read = TRUE;

  cb_row_keep_init (&first.keep);
  for (guint64 chunk = 0; read && exists && first.keep.rows->len < first.count; chunk++)
    read = cb_table_wait_for_chunk (self, chunk, &exists, NULL, error)
           && (!exists || cb_row_reader_read (&reader, self, chunk, keep_rows, &first, error));
  cb_row_reader_clear (&reader);
  if (read)
    find_layout_in (self, &first, wish, FALSE);
  if (read && self->layout->depends_on_merges && self->size <= MAX_WAITED_FOR
      && cb_table_wait_for_index (self, NULL, NULL))
    {
      g_clear_pointer (&self->layout, cb_layout_free);
      find_layout_in (self, &first, wish, TRUE);
    }
  cb_row_keep_clear (&first.keep);

  return read;
}

static void
set_head_text (CbTable *self, GPtrArray *rows)
{
  for (guint i = 0; i < rows->len && self->head_text->len < CB_TABLE_HEAD; i++)
    {
      g_autofree char *line = g_strjoinv ("\t", g_ptr_array_index (rows, i));

      g_byte_array_append (self->head_text, (const guint8 *)line, (guint)strlen (line));
      g_byte_array_append (self->head_text, (const guint8 *)"\n", 1);
    }
}

/**
 * cb_table_sheet_open:
 * @self: a table being opened, of a workbook
 * @options: which sheet, and where its header is, if that is known
 * @error: where to say why not
 *
 * Opens the workbook, begins to read the sheet, and returns as soon as its first rows are there.
 *
 * Returns: %FALSE with %CB_ERROR_NOT_FOUND for a sheet that is not there, %CB_ERROR_UNSUPPORTED for
 *   one without cells, or what cb_workbook_open() and cb_workbook_read_sheet() fail with
 */
gboolean
cb_table_sheet_open (CbTable *self, const CbTableOptions *options, GError **error)
{
  CbWorkbook *book = cb_workbook_open (self->source, self->facts.format, NULL, error);
  g_autoptr (GPtrArray) rows = NULL;
  gboolean began;

  if (book == NULL)
    return FALSE;
  self->sheet = g_new0 (CbTableSheet, 1);
  self->sheet->book = book;
  self->sheet->blocks = g_ptr_array_new_with_free_func (free_block);
  self->sheet->merges = g_array_new (FALSE, FALSE, sizeof (CbSheetRange));
  self->rows = &cb_table_sheet_rows;
  self->facts.sheets = book->sheets;
  if (options->sheet >= 0 && (guint)options->sheet >= book->sheets->len)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no sheet %d", options->sheet);
      return FALSE;
    }
  began = options->sheet >= 0 ? begin_sheet (self, (guint)options->sheet, error)
                              : begin_first_sheet (self, error);
  if (!began || (rows = cb_table_read_rows (self, 0, SAMPLE_ROWS, NULL, error)) == NULL)
    return FALSE;
  set_head_text (self, rows);

  return find_layout (self, &options->layout, error);
}

/**
 * cb_table_dup_hidden:
 * @self: a table
 *
 * From any thread.
 *
 * Returns: (transfer full) (element-type CbHidden): what the file carries unseen (product.md D4):
 *   all of it once the index is complete; empty where the file is no workbook
 */
GPtrArray *
cb_table_dup_hidden (CbTable *self)
{
  return self->sheet != NULL ? cb_workbook_dup_hidden (self->sheet->book) : g_ptr_array_new ();
}

/**
 * cb_table_dup_damage:
 * @self: a table
 *
 * From any thread.
 *
 * Returns: (transfer full) (nullable): why not all of it could be read and from where on:
 *   cb_error_is_broken_file() or %CB_ERROR_TOO_LARGE; known once the index is complete
 */
GError *
cb_table_dup_damage (CbTable *self)
{
  GError *damage = NULL;

  g_mutex_lock (&self->mutex);
  if (self->sheet != NULL && self->sheet->damage != NULL)
    damage = g_error_copy (self->sheet->damage);
  g_mutex_unlock (&self->mutex);

  return damage;
}

/**
 * cb_table_dup_passed_over:
 * @self: a table
 *
 * From any thread.
 *
 * Returns: (transfer full) (nullable): why the first sheet is not the one that is read, where
 * nobody said which to read and it is damaged: an error of cb_error_is_broken_file() that names it
 */
GError *
cb_table_dup_passed_over (CbTable *self)
{
  return self->sheet != NULL && self->sheet->passed_over != NULL
             ? g_error_copy (self->sheet->passed_over)
             : NULL;
}
