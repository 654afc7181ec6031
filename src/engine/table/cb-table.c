/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-table.h"

#include <string.h>

#include "engine/formats/cb-sniff.h"
#include "engine/table/cb-dialect.h"
#include "engine/table/cb-table-private.h"
#include "engine/table/cb-table-sheet.h"
#include "engine/text/cb-utf8.h"

#define SNIFFED (64u * 1024)
#define MAX_THREADS 16

static const char *
line_end_name (gsize lf, gsize crlf, gsize cr)
{
  if ((lf > 0) + (crlf > 0) + (cr > 0) > 1)
    return "mixed";
  if (lf > 0)
    return "lf";
  if (crlf > 0)
    return "crlf";

  return cr > 0 ? "cr" : "none";
}

/* The kinds of row ends in the sample, and the first of them, against which rows are compared. */
static void
find_line_ends (CbTable *self, const guint8 *text, gsize length, gboolean whole)
{
  CbCsvState state = CB_CSV_STATE_START;
  CbCsvSplit split = { NULL };
  gsize n[4] = { 0, 0, 0, 0 };

  cb_csv_split (text, length, -1, &self->dialect, &state, &split);
  for (gsize i = 0; i < split.n_ends; i++)
    {
      gsize at = split.ends[i];
      CbLineEnd kind = CB_LINE_END_LF;

      if (text[at] == self->dialect.delimiter)
        continue;
      /* A CR that ends the sample may have its LF behind it. */
      if (text[at] == '\r' && at + 1 == length && !whole)
        continue;
      if (text[at] == '\r')
        kind = CB_LINE_END_CR;
      else if (at > 0 && text[at - 1] == '\r')
        kind = CB_LINE_END_CRLF;
      if (self->line_end == CB_LINE_END_NONE)
        self->line_end = kind;
      n[kind]++;
    }
  cb_csv_split_clear (&split);
  self->facts.line_end = line_end_name (n[CB_LINE_END_LF], n[CB_LINE_END_CRLF], n[CB_LINE_END_CR]);
}

static gboolean
is_wide (CbCharset charset)
{
  return charset == CB_CHARSET_UTF16LE || charset == CB_CHARSET_UTF16BE;
}

static void
find_layout (CbTable *self, GPtrArray *rows, const CbLayoutWish *wish)
{
  CbRowKeep keep;
  CbLayoutSample sample;

  cb_row_keep_init (&keep);
  for (guint i = 0; i < rows->len; i++)
    cb_row_keep_add_texts (&keep, g_ptr_array_index (rows, i));
  sample = cb_row_keep_get_sample (&keep);
  cb_table_find_layout (self, &sample, wish, g_str_equal (self->facts.format, "text"));
  cb_row_keep_clear (&keep);
}

static void
find_table (CbTable *self, const CbTableOptions *options, gsize head_length)
{
  const guint8 *text = self->head_text->data;
  gsize length = self->head_text->len;
  gboolean whole = head_length + self->data_start >= self->size;
  CbDialect dialect = cb_dialect_find (text, length, options->delimiter);
  g_autoptr (GPtrArray) rows = NULL;
  const char *claim = self->facts.name_format;

  self->rows = &cb_table_text_rows;
  self->dialect = dialect.csv;
  if (!dialect.is_table && !g_str_equal (claim, "csv") && !g_str_equal (claim, "tsv"))
    {
      /* Prose: a row is a line, whatever quotes it has. */
      self->facts.format = "text";
      self->dialect.quote = CB_DIALECT_NO_QUOTE;
    }
  else if (!dialect.is_table)
    {
      self->facts.format = claim;
    }
  else
    {
      self->facts.format = dialect.csv.delimiter == '\t' ? "tsv" : "csv";
    }
  if (dialect.is_table)
    self->facts.delimiter[0] = (char)dialect.csv.delimiter;
  if (dialect.is_quoted && self->dialect.quote == '"')
    self->facts.quote[0] = '"';

  self->data_start += dialect.preamble * (is_wide (self->encoding.charset) ? 2 : 1);
  find_line_ends (self, text + dialect.preamble, length - dialect.preamble, whole);
  rows = cb_dialect_split_sample (&self->dialect, text + dialect.preamble,
                                  length - dialect.preamble, CB_LAYOUT_SAMPLE);
  find_layout (self, rows, &options->layout);
}

/* ASCII at the beginning says nothing about what comes later: some places more are looked at. */
static void
look_further (CbTable *self, CbEncodingGuess *guess, const guint8 *head, gsize length)
{
  g_autofree guint8 *sample = g_malloc (SNIFFED * 2);

  for (gsize i = 0; i < length; i++)
    if (head[i] >= 0x80)
      return;
  for (guint i = 1; i <= 16 && self->size > length + SNIFFED; i++)
    {
      guint64 offset = length + (self->size - length - SNIFFED) * i / 16;
      gsize first = 0;

      if (!cb_byte_source_read (self->source, offset, sample, SNIFFED, NULL))
        return;
      /* Begin after a line end, not within a character. */
      while (first < SNIFFED / 2 && sample[first] != '\n')
        first++;
      for (gsize k = first; k < SNIFFED; k++)
        if (sample[k] >= 0x80)
          {
            *guess = cb_encoding_guess (sample + first, SNIFFED - first);
            guess->bom = FALSE;
            guess->bom_length = 0;
            return;
          }
    }
}

static gboolean
find_encoding (
    CbTable *self, const CbTableOptions *options, const guint8 *head, gsize length, GError **error)
{
  CbEncodingGuess guess = { 0 };
  gsize sample = MIN (length, 256 * 1024);

  if (options->encoding != NULL && options->encoding[0] != '\0')
    {
      if (!cb_encoding_from_name (options->encoding, &guess.encoding))
        {
          g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "no encoding %s", options->encoding);
          return FALSE;
        }
      cb_encoding_settle (&guess, head, sample);
    }
  else
    {
      guess = cb_encoding_guess (head, sample);
      if (!guess.bom && cb_encoding_is_utf8 (guess.encoding))
        look_further (self, &guess, head, sample);
    }
  self->encoding = guess.encoding;
  self->facts.encoding = cb_encoding_name (guess.encoding);
  self->facts.bom = guess.bom;
  self->facts.confidence = guess.confidence;
  self->data_start = guess.bom_length;
  if (self->data_start >= self->size)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_EMPTY_FILE, "nothing but a byte order mark");
      return FALSE;
    }

  return TRUE;
}

/**
 * cb_table_set_chunk_size:
 * @self: a table that has not been indexed
 * @chunk_size: even, at least 64
 *
 * For tests, which need many borders in few bytes.
 */
void
cb_table_set_chunk_size (CbTable *self, gsize chunk_size)
{
  g_return_if_fail (!self->started && chunk_size >= 64 && chunk_size % 2 == 0);

  self->chunk_size = chunk_size;
  self->n_chunks = (self->size + chunk_size - 1) / chunk_size;
}

static gboolean
look_inside (CbTable *self, const CbTableOptions *options, GError **error)
{
  gsize length = (gsize)MIN (self->size, CB_TABLE_HEAD);
  gsize tail_length = (gsize)MIN (self->size, SNIFFED);
  g_autofree guint8 *head = g_malloc (length);
  g_autofree guint8 *tail = g_malloc (tail_length);
  gsize text_length;

  if (!cb_byte_source_read (self->source, 0, head, length, error)
      || !cb_byte_source_read (self->source, self->size - tail_length, tail, tail_length, error))
    return FALSE;
  self->facts.format
      = cb_sniff_content (head, MIN (length, SNIFFED), tail, tail_length, self->size);
  if (cb_workbook_can_open (self->facts.format))
    {
      GError *why = NULL;

      if (cb_table_sheet_open (self, options, &why))
        return TRUE;
      /* A page of HTML may have no table: then it is known what it is, and that is all. */
      if (self->sheet != NULL || !g_error_matches (why, CB_ERROR, CB_ERROR_UNSUPPORTED))
        {
          g_propagate_error (error, why);
          return FALSE;
        }
      g_clear_error (&why);
      return TRUE;
    }
  if (!g_str_equal (self->facts.format, "text"))
    return TRUE;
  if (!find_encoding (self, options, head, length, error))
    return FALSE;
  text_length = length - (gsize)self->data_start;
  cb_encoding_decode (self->encoding, head + self->data_start, text_length, self->head_text);
  find_table (self, options, text_length);

  return TRUE;
}

/**
 * cb_table_open:
 * @fd: (transfer none): a file open for reading; stays open until cb_table_close()
 * @options: (nullable): what is known already
 * @error: where to say why not
 *
 * Finds out what a file is, by its first megabyte, and a few places more for the encoding. Formats
 * that are not read yet are opened, too, with their facts; asking for their rows is
 * %CB_ERROR_UNSUPPORTED.
 *
 * Returns: (transfer full): the table, %NULL with %CB_ERROR_NOT_A_FILE for a folder, a pipe or a
 *   device, %CB_ERROR_EMPTY_FILE, %CB_ERROR_UNREADABLE
 */
CbTable *
cb_table_open (int fd, const CbTableOptions *options, GError **error)
{
  static const CbTableOptions defaults = CB_TABLE_OPTIONS_INIT;
  g_autoptr (CbTable) self = g_new0 (CbTable, 1);
  gboolean is_open;

  if (options == NULL)
    options = &defaults;
  self->fd = fd;
  self->source = cb_byte_source_new (fd, error);
  self->n_threads = options->threads != 0 ? options->threads : g_get_num_processors ();
  self->n_threads = CLAMP (self->n_threads, 1, MAX_THREADS);
  self->threads = g_ptr_array_new ();
  self->head_text = g_byte_array_new ();
  self->facts.format = "binary";
  self->facts.name_format = cb_sniff_name (options->name);
  self->facts.encoding = "";
  self->facts.line_end = "none";
  self->facts.columns = g_new0 (char *, 1);
  self->facts.sheet = -1;
  g_mutex_init (&self->mutex);
  g_mutex_init (&self->end_mutex);
  g_cond_init (&self->cond);

  if (self->source == NULL)
    return NULL;
  self->size = self->facts.size = cb_byte_source_get_size (self->source);
  cb_table_set_chunk_size (self, CB_TABLE_CHUNK);
  cb_byte_source_watch (self->source, options->progress, options->progress_data);
  is_open = look_inside (self, options, error);
  cb_byte_source_watch (self->source, NULL, NULL);

  return is_open ? g_steal_pointer (&self) : NULL;
}

/**
 * cb_table_open_sheet:
 * @sibling: a sheet of a workbook
 * @sheet: another, 0-based
 * @error: where to say why not
 *
 * Returns: (transfer full): the other sheet, as cb_table_open() would give it; %NULL on failure
 */
CbTable *
cb_table_open_sheet (CbTable *sibling, guint sheet, GError **error)
{
  CbTableOptions options = CB_TABLE_OPTIONS_INIT;

  options.sheet = (int)sheet;
  options.threads = sibling->n_threads;

  return cb_table_open (sibling->fd, &options, error);
}

/**
 * cb_table_close:
 * @self: (transfer full): a table nobody reads from any more
 *
 * Ends the index and forgets everything; the descriptor stays open.
 */
void
cb_table_close (CbTable *self)
{
  cb_table_stop_index (self);
  g_ptr_array_unref (self->threads);
  g_byte_array_unref (self->head_text);
  g_clear_pointer (&self->source, cb_byte_source_free);
  g_strfreev (self->facts.columns);
  cb_layout_free (self->layout);
  if (self->rows != NULL)
    self->rows->free (self);
  g_clear_error (&self->index_error);
  g_mutex_clear (&self->mutex);
  g_mutex_clear (&self->end_mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * cb_table_get_facts:
 * @self: a table
 *
 * Returns: (transfer none): what it is; does not change
 */
const CbTableFacts *
cb_table_get_facts (CbTable *self)
{
  return &self->facts;
}

/**
 * cb_table_get_n_columns:
 * @self: a table
 *
 * Returns: how many columns there are: those of the header, without one those of the widest of the
 *   first rows
 */
guint
cb_table_get_n_columns (CbTable *self)
{
  return g_strv_length (self->facts.columns);
}

/**
 * cb_table_dup_head_text:
 * @self: a table
 *
 * Returns: (transfer full): the first megabyte as UTF-8 (not ended by NUL, and not valid where the
 *   file is not), for marks that forbid to go on; empty where the file is not text
 */
GBytes *
cb_table_dup_head_text (CbTable *self)
{
  return g_bytes_new (self->head_text->data, self->head_text->len);
}
