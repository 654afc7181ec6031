/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-xlsx-private.h"

#define PIECE_SIZE (64u * 1024)
/* Texts of one row that are not as they stand in the file; far over what a sheet can have. */
#define MAX_ROW_MEMORY (256u * 1024 * 1024)
/* A column may come more than once; the last counts. */
#define MAX_CELLS (2 * CB_SHEET_MAX_COLUMNS)
/* Ranges of hidden rows that are told one by one. */
#define MAX_RANGES 1000u

/**
 * cb_xlsx_row_init:
 * @self: (out): of a sheet that is about to be read
 */
void
cb_xlsx_row_init (CbXlsxRow *self)
{
  *self = (CbXlsxRow){ 0 };
  self->n_allocated = 256;
  self->cells = g_new (CbSheetCell, self->n_allocated);
  self->pieces = g_ptr_array_new_with_free_func (g_free);
  self->scratch = g_string_new (NULL);
  self->days_seen = g_new0 (CbXlsxDay, CB_XLSX_N_DAYS);
  self->column_flags = g_malloc0 (CB_SHEET_MAX_COLUMNS);
  self->hidden_rows = g_array_new (FALSE, FALSE, sizeof (CbSheetRange));
}

/**
 * cb_xlsx_row_clear:
 * @self: of a sheet that is read
 */
void
cb_xlsx_row_clear (CbXlsxRow *self)
{
  g_free (self->cells);
  g_ptr_array_unref (self->pieces);
  g_string_free (self->scratch, TRUE);
  g_free (self->days_seen);
  g_free (self->column_flags);
  g_array_unref (self->hidden_rows);
  g_clear_error (&self->error);
}

/**
 * cb_xlsx_row_fail:
 * @self: the row at hand
 * @what: is wrong with it
 */
void
cb_xlsx_row_fail (CbXlsxRow *self, const char *what)
{
  if (self->error == NULL)
    self->error = g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE, "%s", what);
}

static void
add_hidden_row (CbXlsxRow *self)
{
  CbSheetRange *last = self->hidden_rows->len > 0 ? &g_array_index (self->hidden_rows, CbSheetRange,
                                                                    self->hidden_rows->len - 1)
                                                  : NULL;

  self->n_hidden_rows++;
  if (last != NULL && (last->last_row + 1 == self->row || self->hidden_rows->len == MAX_RANGES))
    {
      last->last_row = self->row;
      return;
    }
  g_array_append_val (self->hidden_rows, ((CbSheetRange){ self->row, 0, self->row, 0 }));
}

/**
 * cb_xlsx_row_begin:
 * @self: between two rows
 * @number: as the file has it, from 1 on; 0 when it has none: the next
 * @is_hidden: whether it is
 *
 * Returns: %FALSE when there can be no such row: see @error
 */
gboolean
cb_xlsx_row_begin (CbXlsxRow *self, gint64 number, gboolean is_hidden)
{
  if (number == 0)
    number = (gint64)self->next_row + 1;
  if (number < 1 || number > CB_SHEET_MAX_ROWS)
    {
      g_autofree char *what = g_strdup_printf ("a row has the number %" G_GINT64_FORMAT
                                               ", beyond the last that a sheet can have",
                                               number);

      cb_xlsx_row_fail (self, what);
      return FALSE;
    }
  if ((guint32)number <= self->next_row)
    {
      g_autofree char *what
          = g_strdup_printf ("row %" G_GINT64_FORMAT " comes after row %u", number, self->next_row);

      cb_xlsx_row_fail (self, what);
      return FALSE;
    }
  self->row = (guint32)number - 1;
  self->next_row = (guint32)number;
  self->last_column = -1;
  self->n_cells = 0;
  self->is_unsorted = FALSE;
  self->in_row = TRUE;
  self->row_flags = is_hidden ? CB_SHEET_CELL_HIDDEN : 0;
  if (is_hidden)
    add_hidden_row (self);

  return TRUE;
}

static int
compare_columns (gconstpointer a, gconstpointer b)
{
  guint32 first = ((const CbSheetCell *)a)->column;
  guint32 second = ((const CbSheetCell *)b)->column;

  return (first > second) - (first < second);
}

/* A GArray keeps the order of equals when it is sorted: the last one of a column counts. */
static void
sort_cells (CbXlsxRow *self)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof *self->cells);
  guint n = 0;

  if (self->n_cells == 0)
    return;
  g_array_append_vals (sorted, self->cells, self->n_cells);
  g_array_sort (sorted, compare_columns);
  memcpy (self->cells, sorted->data, self->n_cells * sizeof *self->cells);
  for (guint i = 0; i < self->n_cells; i++)
    if (i + 1 == self->n_cells || self->cells[i + 1].column != self->cells[i].column)
      self->cells[n++] = self->cells[i];
  self->n_cells = n;
}

/* The first piece stays for the next row. */
static void
reset_memory (CbXlsxRow *self)
{
  if (self->memory_used == 0)
    return;
  g_ptr_array_set_size (self->pieces, 1);
  self->memory = g_ptr_array_index (self->pieces, 0);
  self->memory_left = PIECE_SIZE;
  self->memory_used = 0;
}

/**
 * cb_xlsx_row_end:
 * @self: in a row
 *
 * Gives the row to the reader, if it has a cell.
 *
 * Returns: whether the reader wants more
 */
gboolean
cb_xlsx_row_end (CbXlsxRow *self)
{
  self->in_row = FALSE;
  if (self->n_cells == 0)
    return TRUE;
  if (G_UNLIKELY (self->is_unsorted))
    sort_cells (self);
  if (!self->reader->row (self->row, self->cells, self->n_cells, self->reader->user_data))
    self->is_stopped = TRUE;
  reset_memory (self);

  return !self->is_stopped;
}

static char *
take_memory (CbXlsxRow *self, gsize length)
{
  char *memory;

  if (length > self->memory_left)
    {
      /* Of its own size only after the first, which is used again. */
      gsize size = self->pieces->len > 0 ? MAX (length, PIECE_SIZE) : PIECE_SIZE;

      self->memory = g_malloc (size);
      self->memory_left = size;
      g_ptr_array_add (self->pieces, self->memory);
      if (length > size)
        return take_memory (self, length);
    }
  memory = self->memory;
  self->memory += length;
  self->memory_left -= length;
  self->memory_used += length;
  if (self->memory_used > MAX_ROW_MEMORY)
    cb_xlsx_row_fail (self, "a row is longer than any may be");

  return memory;
}

/**
 * cb_xlsx_row_keep:
 * @self: in a row
 * @text: a text that does not stay
 * @length: of @text
 *
 * Returns: (transfer none): the text, until the end of the row
 */
char *
cb_xlsx_row_keep (CbXlsxRow *self, const char *text, gsize length)
{
  char *kept = take_memory (self, length);

  memcpy (kept, text, length);

  return kept;
}

/**
 * cb_xlsx_row_secure:
 * @self: in a row or between two
 * @window: what is about to go from sight
 * @at: up to here
 *
 * Keeps the texts of the row that stand there.
 *
 * Returns: %FALSE when they are too long: see @error
 */
gboolean
cb_xlsx_row_secure (CbXlsxRow *self, const char *window, const char *at)
{
  for (guint i = 0; self->in_row && i < self->n_cells; i++)
    {
      CbSheetCell *cell = &self->cells[i];

      if (cell->bytes >= window && cell->bytes < at)
        cell->bytes = cb_xlsx_row_keep (self, cell->bytes, cell->length);
    }

  return self->error == NULL;
}

/**
 * cb_xlsx_row_grow:
 * @self: in a row that has no room for another cell
 *
 * Returns: %FALSE when it has more cells than a row can: see @error
 */
gboolean
cb_xlsx_row_grow (CbXlsxRow *self)
{
  if (self->n_cells >= MAX_CELLS)
    {
      cb_xlsx_row_fail (self, "a row has more cells than it can");
      return FALSE;
    }
  self->n_allocated *= 2;
  self->cells = g_renew (CbSheetCell, self->cells, self->n_allocated);

  return TRUE;
}

/* Returns: a cell without its value, NULL when there can be none. */
static CbSheetCell *
add_cell (CbXlsxRow *self, gint32 column, const CbXlsxStyle *style, gboolean is_formula)
{
  CbSheetCell *cell;

  if (column < 0 || column >= (gint32)CB_SHEET_MAX_COLUMNS)
    {
      cb_xlsx_row_fail (self, "a cell stands beyond the last column that a sheet can have");
      return NULL;
    }
  if (self->n_cells == self->n_allocated && !cb_xlsx_row_grow (self))
    return NULL;
  self->is_unsorted |= column <= self->last_column;
  self->last_column = column;
  cell = &self->cells[self->n_cells++];
  *cell = (CbSheetCell){ .column = (guint32)column,
                         .flags = self->row_flags | self->column_flags[column] | style->flags,
                         .font = style->font };
  if (is_formula)
    cell->flags |= CB_SHEET_CELL_FORMULA;

  return cell;
}

/* The last one turned out to be blank. */
static void
drop_cell (CbXlsxRow *self, gint32 last_column_before)
{
  self->n_cells--;
  self->last_column = MAX (self->last_column, last_column_before);
}

static const CbXlsxStyle *
get_style (const CbXlsxRow *self, guint style)
{
  static const CbXlsxStyle general = { .format = { CB_SHEET_CELL_NUMBER, 0, 0 } };

  return style < self->n_styles ? &self->styles[style] : &general;
}

static gboolean
parse_index (const char *text, gsize length, guint64 *index)
{
  *index = 0;
  while (length > 0 && g_ascii_isspace (*text))
    {
      text++;
      length--;
    }
  while (length > 0 && g_ascii_isspace (text[length - 1]))
    length--;
  if (length == 0 || length > 10)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return FALSE;
      *index = *index * 10 + (guint)(text[i] - '0');
    }

  return TRUE;
}

/**
 * cb_xlsx_row_add:
 * @self: in a row
 * @column: 0-based; as the file has it, so that it may be impossible
 * @kind: of the value
 * @style: the number of the cell's style, as the file has it
 * @is_formula: whether the value is what a formula gave
 * @text: of the value, entities read; stays until the end of the row, or is in sight
 * @length: of @text; blank cells are left out here
 *
 * Returns: %FALSE when it cannot go on: see @error
 */
gboolean
cb_xlsx_row_add (CbXlsxRow *self,
                 gint32 column,
                 CbXlsxKind kind,
                 guint style,
                 gboolean is_formula,
                 const char *text,
                 gsize length)
{
  const CbXlsxStyle *known = get_style (self, style);
  gint32 last = self->last_column;
  CbSheetCell *cell;
  guint64 index;

  if (kind == CB_XLSX_SHARED && length > 0)
    return cb_xlsx_row_add_shared (self, column, style, is_formula,
                                   parse_index (text, length, &index) ? index : G_MAXUINT64);
  cell = add_cell (self, column, known, is_formula);
  if (cell == NULL)
    return FALSE;
  cb_xlsx_row_set_value (self, cell, kind, known, text, length);
  if (cell->length == 0)
    drop_cell (self, last);

  return self->error == NULL;
}

/* Runs of more than one encoding stay; those that turn out to be one become the font of the cell.
 */
static void
set_runs (CbXlsxRow *self, CbSheetCell *cell, const CbFontRun *runs, guint n_runs)
{
  CbFontRun *own = (CbFontRun *)(gpointer)take_memory (self, (n_runs + 1) * sizeof *own);
  guint n = 0;

  own = (CbFontRun *)(((guintptr)own + 3) & ~(guintptr)3);
  for (guint i = 0; i < n_runs; i++)
    {
      CbFontRun run = runs[i];

      if ((guint)run.font == CB_XLSX_FONT_OF_CELL)
        run.font = (CbFontEncoding)cell->font;
      if (n > 0 && own[n - 1].font == run.font)
        own[n - 1].end = run.end;
      else
        own[n++] = run;
    }
  /* Of a text with too many pieces the last ones are not told. */
  if (n > 0)
    own[n - 1].end = cell->length;
  if (n > 1)
    {
      cell->runs = own;
      cell->n_runs = n;
    }
  else if (n == 1)
    {
      cell->font = (guint8)own[0].font;
    }
}

/**
 * cb_xlsx_row_add_shared:
 * @self: in a row
 * @column: as cb_xlsx_row_add()
 * @style: likewise
 * @is_formula: likewise
 * @index: of a shared string, as the file has it
 *
 * A string that the file has not is the fault of this cell: it is given as an error of its own,
 * %CB_SHEET_LOST_TEXT, so that it shows.
 *
 * Returns: %FALSE when the strings cannot be read so far, or as cb_xlsx_row_add()
 */
gboolean
cb_xlsx_row_add_shared (
    CbXlsxRow *self, gint32 column, guint style, gboolean is_formula, guint64 index)
{
  const CbXlsxStyle *known = get_style (self, style);
  CbXlsxStringResult result = CB_XLSX_STRING_MISSING;
  CbXlsxString string = { 0 };
  gboolean is_there = FALSE;
  gint32 last = self->last_column;
  CbSheetCell *cell = add_cell (self, column, known, is_formula);

  if (cell == NULL)
    return FALSE;
  if (index < CB_XLSX_STRINGS_MAX)
    {
      is_there = cb_xlsx_strings_peek (self->strings, (guint)index, &string);
      if (!is_there)
        result = cb_xlsx_strings_wait (self->strings, (guint)index, &self->error);
      if (result == CB_XLSX_STRING_GIVEN)
        is_there = cb_xlsx_strings_peek (self->strings, (guint)index, &string);
      if (result == CB_XLSX_STRING_FAILED)
        return FALSE;
    }
  if (!is_there)
    {
      cb_xlsx_row_set_value (self, cell, CB_XLSX_ERROR, known, CB_SHEET_LOST_TEXT,
                             strlen (CB_SHEET_LOST_TEXT));
      return TRUE;
    }
  if (string.length == 0)
    {
      drop_cell (self, last);
      return TRUE;
    }
  cb_xlsx_row_set_text (self, cell, known, string.bytes, string.length);
  if (string.n_runs > 0)
    set_runs (self, cell, string.runs, string.n_runs);
  else if (string.font != CB_XLSX_FONT_OF_CELL)
    cell->font = string.font;

  return self->error == NULL;
}

/**
 * cb_xlsx_row_add_rich:
 * @self: in a row
 * @column: as cb_xlsx_row_add()
 * @style: likewise
 * @is_formula: likewise
 * @text: finished
 *
 * Returns: as cb_xlsx_row_add()
 */
gboolean
cb_xlsx_row_add_rich (
    CbXlsxRow *self, gint32 column, guint style, gboolean is_formula, const CbXlsxText *text)
{
  const CbXlsxStyle *known = get_style (self, style);
  gint32 last = self->last_column;
  CbSheetCell *cell = add_cell (self, column, known, is_formula);

  if (cell == NULL)
    return FALSE;
  if (text->text->len == 0)
    {
      drop_cell (self, last);
      return TRUE;
    }
  cb_xlsx_row_set_text (self, cell, known,
                        cb_xlsx_row_keep (self, text->text->str, text->text->len), text->text->len);
  if (text->runs->len > 0)
    set_runs (self, cell, (const CbFontRun *)(gconstpointer)text->runs->data, text->runs->len);
  else if (text->run_font != CB_XLSX_FONT_OF_CELL)
    cell->font = text->run_font;

  return self->error == NULL;
}
