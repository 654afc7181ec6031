/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-docx-private.h"

/* Tables: ISO/IEC 29500-1, §17.4. Cells stand in a grid of columns, over as many of which as they
 * say. Who draws a table by hand gets columns in the grid that no person sees: some no wider than
 * the border was moved, some in which no cell begins. */

/* In twentieths of a point: two millimetres. */
#define NARROW 115u
/* Far more than Word allows, which is 63. */
#define MAX_COLUMNS 1024u
/* A head and the signatures are no longer. */
#define MAX_FRAME_ROWS 6u

static gboolean
is_listing (const CbDocxReading *self)
{
  return self->reader == NULL;
}

/**
 * cb_docx_block_count_columns:
 * @self: a table
 *
 * Returns: the columns that a person sees
 */
guint32
cb_docx_block_count_columns (const CbDocxBlock *self)
{
  return self->starts != NULL ? self->starts->len : 0;
}

/* The first of the columns that begins at @edge or after it. */
static guint32
find_column (const GArray *starts, guint32 edge)
{
  guint low = 0;
  guint high = starts->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (starts, guint32, middle) < edge)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The column of the table as it is drawn, of one of the grid. */
static guint32
get_edge (const CbDocxReading *self, guint32 grid_column)
{
  guint32 n = self->edges->len;
  guint32 last;

  if (grid_column < n)
    return g_array_index (self->edges, guint32, grid_column);
  last = n > 0 ? g_array_index (self->edges, guint32, n - 1) : 0;

  return n > 0 ? last + (grid_column - (n - 1)) : grid_column;
}

/* Until now they are the widths of the columns. */
static void
find_edges (CbDocxReading *self)
{
  guint64 all = 0;
  guint32 edge = 0;

  for (guint i = 0; i < self->edges->len; i++)
    all += g_array_index (self->edges, guint32, i);
  for (guint i = 0; i < self->edges->len; i++)
    {
      guint64 width = g_array_index (self->edges, guint32, i);
      gboolean is_narrow = width > 0 && width < NARROW && width * 10 * self->edges->len < all;

      g_array_index (self->edges, guint32, i) = edge;
      edge += is_narrow ? 0 : 1;
    }
  if (self->edges->len > 0)
    g_array_append_val (self->edges, edge);
}

/**
 * cb_docx_table_start:
 * @self: a reading
 *
 * A table begins that stands for itself.
 */
void
cb_docx_table_start (CbDocxReading *self)
{
  self->table_depth = self->depth;
  self->row_depth = self->cell_depth = 0;
  self->table_has_text = FALSE;
  self->first_row = self->row;
  g_array_set_size (self->edges, 0);
  g_array_set_size (self->merges, 0);
  cb_sheet_row_reset (&self->cells);
  cb_docx_block_free (self->table);
  self->table = g_new0 (CbDocxBlock, 1);
  self->table->is_table = TRUE;
  self->table->starts = g_array_new (FALSE, FALSE, sizeof (guint32));
}

static void
add_grid_column (CbDocxReading *self, const char **attributes)
{
  const char *value = cb_xml_get_attribute_in (attributes, CB_DOCX_IN_WORD, "w");
  guint32 width = value != NULL ? (guint32)CLAMP (g_ascii_strtoll (value, NULL, 10), 0, 100000) : 0;

  if (self->table->n_rows == 0 && self->edges->len < MAX_COLUMNS)
    g_array_append_val (self->edges, width);
}

static void
start_row (CbDocxReading *self)
{
  if (self->table->n_rows == 0)
    find_edges (self);
  self->table->n_rows++;
  self->row_depth = self->depth;
  self->grid_column = 0;
  self->last_column = -1;
  self->in_row_properties = self->is_row_deleted = FALSE;
}

static guint32
get_count (const char **attributes)
{
  const char *value = cb_docx_get_value (attributes);

  return value != NULL ? (guint32)CLAMP (g_ascii_strtoll (value, NULL, 10), 0, MAX_COLUMNS) : 0;
}

static void
start_in_row_properties (CbDocxReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "gridBefore"))
    self->grid_column = MIN (self->grid_column + get_count (attributes), MAX_COLUMNS);
  else if (g_str_equal (name, "del"))
    self->is_row_deleted = TRUE;
}

static void
start_cell (CbDocxReading *self)
{
  if (self->grid_column >= MAX_COLUMNS)
    {
      cb_docx_stop (self, "there are more columns than a table has");
      return;
    }
  self->cell_depth = self->depth;
  self->span = 1;
  self->down = self->across = CB_DOCX_NOT_MERGED;
  cb_docx_begin_text (self);
}

/* §17.4.84: without a value, it goes on. */
static CbDocxMerge
get_merge (const char **attributes)
{
  return g_strcmp0 (cb_docx_get_value (attributes), "restart") == 0 ? CB_DOCX_MERGE_BEGINS
                                                                    : CB_DOCX_MERGE_GOES_ON;
}

static void
start_in_cell_properties (CbDocxReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "gridSpan"))
    self->span = CLAMP (get_count (attributes), 1, MAX_COLUMNS - self->grid_column);
  else if (g_str_equal (name, "vMerge"))
    self->down = get_merge (attributes);
  else if (g_str_equal (name, "hMerge"))
    self->across = get_merge (attributes);
}

/**
 * cb_docx_table_start_inside:
 * @self: a reading
 * @name: of an element of the table, and of none within it
 * @attributes: of it
 */
void
cb_docx_table_start_inside (CbDocxReading *self, const char *name, const char **attributes)
{
  if (self->cell_depth > 0)
    {
      if (self->depth == self->cell_depth + 2)
        start_in_cell_properties (self, name, attributes);
    }
  else if (self->in_row_properties)
    start_in_row_properties (self, name, attributes);
  else if (self->row_depth > 0 && g_str_equal (name, "trPr"))
    self->in_row_properties = TRUE;
  else if (self->row_depth > 0 && g_str_equal (name, "tc"))
    start_cell (self);
  else if (self->row_depth == 0 && g_str_equal (name, "tr"))
    start_row (self);
  else if (g_str_equal (name, "gridCol"))
    add_grid_column (self, attributes);
  else if (g_str_equal (name, "tblCaption") && self->table->words == NULL)
    self->table->words = g_strdup (cb_docx_get_value (attributes));
}

static void
give_merge (CbDocxReading *self, const CbSheetRange *range)
{
  if (self->reader->merge != NULL && range->last_row < CB_SHEET_MAX_ROWS
      && (range->last_row > range->first_row || range->last_column > range->first_column))
    self->reader->merge (range, self->reader->user_data);
}

/* Those that do not reach @row. */
static void
end_merges (CbDocxReading *self, guint64 row)
{
  for (guint i = self->merges->len; i-- > 0;)
    {
      CbSheetRange range = g_array_index (self->merges, CbSheetRange, i);

      if (range.last_row >= row)
        continue;
      g_array_remove_index_fast (self->merges, i);
      give_merge (self, &range);
    }
}

/* Returns: whether the cell is the rest of one above or beside it, which is shown in its stead */
static gboolean
goes_on (CbDocxReading *self, guint32 column, guint32 last)
{
  if (self->down != CB_DOCX_MERGE_GOES_ON && self->across != CB_DOCX_MERGE_GOES_ON)
    return FALSE;
  for (guint i = 0; i < self->merges->len; i++)
    {
      CbSheetRange *range = &g_array_index (self->merges, CbSheetRange, i);

      if (self->down == CB_DOCX_MERGE_GOES_ON && range->first_column == column
          && range->last_row + 1 == self->row)
        {
          range->last_row = (guint32)self->row;
          return TRUE;
        }
      if (self->across == CB_DOCX_MERGE_GOES_ON && range->last_row == self->row
          && range->last_column + 1 == column)
        {
          range->last_column = last;
          return TRUE;
        }
    }

  return FALSE;
}

static void
place_cell (CbDocxReading *self, guint32 first, guint32 end)
{
  const CbDocxBlock *block = g_ptr_array_index (self->book->blocks, self->block);
  guint32 column;
  guint32 last;
  CbSheetRange range;

  /* Only a file that is being written over has no table here any more. */
  if (block->starts == NULL)
    return;
  column = find_column (block->starts, first);
  /* A cell no wider than a border, and text in it all the same. */
  if ((gint64)column <= self->last_column)
    column = (guint32)(self->last_column + 1);
  if (column >= MAX_COLUMNS || self->row >= CB_SHEET_MAX_ROWS)
    return;
  last = MAX (find_column (block->starts, end), column + 1) - 1;
  if (goes_on (self, column, last))
    {
      g_string_truncate (self->cells.text, self->start);
      return;
    }
  if (self->cells.text->len > self->start)
    {
      cb_docx_add_cell (self, column);
      self->last_column = column;
    }
  range = (CbSheetRange){ (guint32)self->row, column, (guint32)self->row, last };
  g_array_append_val (self->merges, range);
}

static void
note_start (CbDocxReading *self, guint32 edge)
{
  GArray *starts = self->table->starts;
  guint32 at = find_column (starts, edge);

  if (at == starts->len || g_array_index (starts, guint32, at) != edge)
    g_array_insert_val (starts, at, edge);
}

/* The head of a decision and its signatures are tables without lines (Decree 30/2020/NĐ-CP, annex
 * I). */
static void
look_for_frame (CbDocxReading *self)
{
  static const char *const words[]
      = { "CỘNG HÒA XÃ HỘI", "CỘNG HOÀ XÃ HỘI", "CỘNG HÒA XÃ HỘI", "Nơi nhận" };
  const char *text = self->cells.text->str + self->start;

  for (guint i = 0; self->table->n_rows <= MAX_FRAME_ROWS && i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]) != NULL)
      self->table->is_frame = TRUE;
}

static void
end_cell (CbDocxReading *self)
{
  guint32 first = get_edge (self, self->grid_column);
  gsize length;

  self->cell_depth = 0;
  self->grid_column += self->span;
  length = cb_docx_end_text (self);
  if (self->is_row_deleted && length > 0)
    cb_docx_begin_deleted (self);
  if (self->is_row_deleted)
    cb_docx_add_deleted (self, self->cells.text->str + self->start, length);
  self->table_has_text = self->table_has_text || (length > 0 && !self->is_row_deleted);
  if (is_listing (self))
    {
      note_start (self, first);
      look_for_frame (self);
    }
  else if (cb_docx_is_wanted (self) && !self->is_row_deleted)
    place_cell (self, first, get_edge (self, self->grid_column));
  if (!cb_docx_is_wanted (self))
    cb_sheet_row_reset (&self->cells);
}

static void
end_row (CbDocxReading *self)
{
  self->row_depth = 0;
  self->in_row_properties = FALSE;
  if (self->is_row_deleted)
    self->table->n_rows--;
  else if (cb_docx_is_wanted (self))
    {
      cb_docx_give_row (self);
      end_merges (self, self->row - 1);
    }
  self->is_row_deleted = FALSE;
  cb_sheet_row_reset (&self->cells);
}

/**
 * cb_docx_table_end_inside:
 * @self: a reading
 *
 * An element of the table ends.
 */
void
cb_docx_table_end_inside (CbDocxReading *self)
{
  if (self->cell_depth > 0)
    {
      if (self->depth == self->cell_depth)
        end_cell (self);
    }
  else if (self->row_depth > 0 && self->depth == self->row_depth)
    end_row (self);
  else if (self->row_depth > 0 && self->depth == self->row_depth + 1)
    self->in_row_properties = FALSE;
}

/**
 * cb_docx_table_end:
 * @self: a reading
 *
 * The table that stands for itself ends.
 */
void
cb_docx_table_end (CbDocxReading *self)
{
  CbDocxBlock *block;

  if (self->cell_depth > 0 && !self->is_done)
    end_cell (self);
  if (self->row_depth > 0 && !self->is_done)
    end_row (self);
  block = g_steal_pointer (&self->table);
  self->table_depth = self->row_depth = self->cell_depth = 0;
  if (!is_listing (self))
    end_merges (self, G_MAXUINT64);
  if (!self->table_has_text)
    self->row = self->first_row;
  else if (!self->is_done)
    cb_docx_add_block (self, is_listing (self) ? g_steal_pointer (&block) : NULL);
  cb_docx_block_free (block);
}
