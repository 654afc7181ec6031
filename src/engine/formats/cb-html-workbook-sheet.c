/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "engine/formats/cb-html-workbook-private.h"
#include "engine/formats/cb-sheet-value.h"
#include "engine/formats/cb-xml.h"

/* The cells of a page of HTML. End tags may be missing: what begins ends what cannot be around it
 * (HTML, §13.1.2.4). */

#define MAX_ROW_TEXT ((gsize)64 << 20)
#define MAX_FONTS 1000u
#define MAX_SPANNED ((guint64)1 << 28)
/* HTML, §4.9.11. */
#define MAX_ROW_SPAN 65534u

/* Without its format a number of Excel may be a date, as which it is shown. */
static gboolean
may_be_date (const CbHtmlReading *self)
{
  return self->value_type == CB_SHEET_CELL_NUMBER && !self->look.has_format
         && strpbrk (self->cells.text->str + self->start, "/:") != NULL;
}

/* The text at hand is whole: it becomes a cell of the row at hand, if there is any. */
static void
finish_text (CbHtmlReading *self)
{
  gsize length = self->cells.text->len - self->start;

  if (length > 0 && self->value != NULL && !may_be_date (self))
    {
      static const CbNumberFormat plain = { CB_SHEET_CELL_NUMBER, 0, 0 };
      const CbNumberFormat *format = self->look.has_format ? &self->look.format : &plain;

      g_string_truncate (self->cells.text, self->start);
      self->cell.type = self->value_type;
      if (self->value_type == CB_SHEET_CELL_NUMBER)
        {
          self->cell.type = (guint8)cb_sheet_value_append_formatted (
              self->cells.text, g_ascii_strtod (self->value, NULL), format, CB_DAYS_1900);
          if (self->cell.type == CB_SHEET_CELL_NUMBER)
            self->cell.flags |= format->flags;
        }
      else
        g_string_append (self->cells.text, self->value);
    }
  else if (length > 0 && self->had_fonts)
    cb_sheet_row_add_run (&self->cells, (guint32)length, self->font);
  cb_sheet_row_add (&self->cells, &self->cell, self->start);
  self->start = self->cells.text->len;
  self->gap = (CbHtmlGap){ FALSE, FALSE, 0 };
  self->had_fonts = FALSE;
  g_clear_pointer (&self->value, g_free);
}

/* What comes next is a text of its own, in another cell or in none. */
static void
begin_text (CbHtmlReading *self, guint32 column, const CbHtmlLook *look)
{
  self->look = *look;
  self->cell = (CbSheetCell){ .column = column, .type = CB_SHEET_CELL_TEXT };
  if (look->is_hidden)
    self->cell.flags |= CB_SHEET_CELL_HIDDEN;
  self->cell.font = self->font = (guint8)look->font;
  self->start = self->cells.text->len;
  g_array_set_size (self->fonts, 0);
}

/* The row at hand goes to the reader, and there is a next one. */
static void
give_row (CbHtmlReading *self)
{
  if (self->row >= CB_SHEET_MAX_ROWS)
    {
      cb_html_workbook_stop (self, "there are more rows than a sheet has");
      return;
    }
  cb_sheet_row_give (&self->cells, (guint32)self->row++);
  cb_sheet_row_reset (&self->cells);
  self->start = 0;
  if (self->cells.is_ended)
    {
      self->is_done = TRUE;
      cb_html_stop (self->html, NULL);
    }
}

/* Text that stands in no cell is a row of its own. */
static void
finish_loose (CbHtmlReading *self)
{
  static const CbHtmlLook plain = { .font = CB_FONT_UNICODE };
  const CbHtmlTable *grid = cb_html_workbook_get_grid (self);

  if (grid != NULL && grid->is_row_open)
    return;
  finish_text (self);
  if (!cb_sheet_row_is_empty (&self->cells))
    give_row (self);
  begin_text (self, grid != NULL ? grid->base : 0, grid != NULL ? &grid->look : &plain);
}

static void
tell_hidden_row (CbHtmlReading *self)
{
  g_autofree char *place = NULL;

  if (self->book->is_read || self->n_told++ >= CB_HTML_MAX_TOLD)
    return;
  place
      = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, self->row + 1, self->row + 1);
  cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_ROWS, 0, place, NULL, 1);
}

static void
open_row (CbHtmlReading *self, CbHtmlTable *grid, const char **attributes)
{
  static const char *none[] = { NULL };

  finish_loose (self);
  grid->is_row_open = TRUE;
  grid->is_row_cut = FALSE;
  grid->column = grid->base;
  grid->row_look = grid->look;
  cb_html_style_apply (self->book->rules, "tr", attributes != NULL ? attributes : none,
                       &grid->row_look);
}

static void
close_cell (CbHtmlReading *self, CbHtmlTable *grid)
{
  if (!grid->is_cell_open)
    return;
  finish_text (self);
  grid->is_cell_open = FALSE;
}

static void
close_row (CbHtmlReading *self, CbHtmlTable *grid)
{
  gboolean is_empty;

  close_cell (self, grid);
  if (!grid->is_row_open)
    {
      finish_loose (self);
      return;
    }
  grid->is_row_open = FALSE;
  grid->row++;
  is_empty = cb_sheet_row_is_empty (&self->cells);
  if (grid->row_look.is_hidden && !is_empty)
    tell_hidden_row (self);
  /* Behind a table that stood in the row there may be nothing more of it. */
  if (!grid->is_row_cut || !is_empty)
    give_row (self);
  begin_text (self, grid->base, &grid->look);
}

static guint
get_span (const char **attributes, const char *name, guint otherwise)
{
  const char *value = attributes != NULL ? cb_xml_get_attribute (attributes, name) : NULL;
  guint64 span = value != NULL && g_ascii_isdigit (value[0]) ? g_ascii_strtoull (value, NULL, 10)
                                                             : otherwise;

  return (guint)MIN (span, MAX_ROW_SPAN);
}

static gboolean
is_taken (const CbHtmlTable *grid, guint32 column)
{
  return column < grid->taken->len && g_array_index (grid->taken, guint64, column) > grid->row;
}

/* The next place in the row that no cell above reaches down to. */
static gboolean
find_place (CbHtmlReading *self, CbHtmlTable *grid)
{
  while (is_taken (grid, grid->column))
    {
      grid->column++;
      self->n_spanned++;
    }
  if (grid->column < CB_SHEET_MAX_COLUMNS && self->n_spanned < MAX_SPANNED)
    return TRUE;
  cb_html_workbook_stop (self, self->n_spanned < MAX_SPANNED
                                   ? "there are more columns than a sheet has"
                                   : "cells reach over others beyond measure");

  return FALSE;
}

static void
take_place (CbHtmlReading *self, CbHtmlTable *grid, const char **attributes)
{
  guint across
      = CLAMP (get_span (attributes, "colspan", 1), 1, CB_SHEET_MAX_COLUMNS - grid->column);
  guint down = get_span (attributes, "rowspan", 1);
  CbSheetRange range = { (guint32)self->row, grid->column };

  range.last_column = grid->column + across - 1;
  if (down != 1)
    {
      guint64 until = down != 0 ? grid->row + down : G_MAXUINT64;

      if (grid->taken->len <= range.last_column)
        g_array_set_size (grid->taken, range.last_column + 1);
      for (guint32 i = grid->column; i <= range.last_column; i++)
        g_array_index (grid->taken, guint64, i) = until;
      self->n_spanned += across;
    }
  range.last_row = (guint32)MIN (self->row + MAX (down, 1) - 1, CB_SHEET_MAX_ROWS - 1);
  if (self->reader->merge != NULL && self->row < CB_SHEET_MAX_ROWS
      && (range.last_row > range.first_row || range.last_column > range.first_column))
    self->reader->merge (&range, self->reader->user_data);
  grid->cell_column = grid->column;
  grid->column += across;
}

/* What a program says of the value itself: Excel in x:num, x:bool and x:err, LibreOffice in sdval.
 */
static void
read_value (CbHtmlReading *self, const char **attributes)
{
  const char *number = cb_xml_get_attribute (attributes, "x:num");
  const char *format = cb_xml_get_attribute (attributes, "sdnum");
  const char *value;

  if (number == NULL)
    number = cb_xml_get_attribute (attributes, "sdval");
  if (format != NULL && strchr (format, ';') != NULL)
    {
      format = strchr (strchr (format, ';') + 1, ';');
      if (format != NULL)
        {
          self->look.format = cb_number_format_parse (format + 1);
          self->look.has_format = TRUE;
        }
    }
  if (number != NULL && number[0] != '\0')
    {
      char *end;

      if (isfinite (g_ascii_strtod (number, &end)) && *end == '\0')
        {
          self->value = g_strdup (number);
          self->value_type = CB_SHEET_CELL_NUMBER;
        }
    }
  else if ((value = cb_xml_get_attribute (attributes, "x:bool")) != NULL && value[0] != '\0')
    {
      self->value = g_strdup (g_ascii_strcasecmp (value, "true") == 0 ? "TRUE" : "FALSE");
      self->value_type = CB_SHEET_CELL_BOOLEAN;
    }
  else if (cb_xml_get_attribute (attributes, "x:err") != NULL)
    self->cell.type = CB_SHEET_CELL_ERROR;
  if (cb_xml_get_attribute (attributes, "x:fmla") != NULL)
    self->cell.flags |= CB_SHEET_CELL_FORMULA;
}

static void
open_cell (CbHtmlReading *self, CbHtmlTable *grid, const char *name, const char **attributes)
{
  CbHtmlLook look;

  close_cell (self, grid);
  if (!grid->is_row_open)
    open_row (self, grid, NULL);
  if (!find_place (self, grid))
    return;
  take_place (self, grid, attributes);
  look = grid->row_look;
  if (attributes != NULL)
    cb_html_style_apply (self->book->rules, name, attributes, &look);
  if (grid->cell_column < grid->hidden->len
      && g_array_index (grid->hidden, guint8, grid->cell_column))
    look.is_hidden = TRUE;
  begin_text (self, grid->cell_column, &look);
  grid->is_cell_open = TRUE;
  if (attributes != NULL)
    read_value (self, attributes);
}

/**
 * cb_html_workbook_start_table:
 * @self: a reading
 * @attributes: of the table
 *
 * One within a cell, of one row, is text of the cell; of more rows, its rows are rows of the sheet
 * from the column of the cell on, and what else is in the row around stands before and behind them.
 */
void
cb_html_workbook_start_table (CbHtmlReading *self, const char **attributes)
{
  CbHtmlTable *around = cb_html_workbook_get_grid (self);
  CbHtmlTable *table;
  const GByteArray *n_rows = self->book->n_rows;

  finish_loose (self);
  table = cb_html_workbook_add_table (self);
  if (table == NULL)
    return;
  table->is_grid
      = around == NULL || (table->index < n_rows->len && n_rows->data[table->index] >= 2);
  if (!table->is_grid)
    {
      cb_html_workbook_break_line (self);
      return;
    }
  if (around != NULL)
    {
      table->look = around->look;
      table->base = around->base;
      if (around->is_cell_open)
        {
          finish_text (self);
          table->base = around->cell_column;
          table->look = around->row_look;
        }
      if (around->is_row_open && !cb_sheet_row_is_empty (&self->cells))
        give_row (self);
      around->is_row_cut = TRUE;
    }
  else
    {
      table->look.font = CB_FONT_UNICODE;
    }
  cb_html_style_apply (self->book->rules, "table", attributes, &table->look);
  begin_text (self, table->base, &table->look);
}

/**
 * cb_html_workbook_end_table:
 * @self: a reading
 *
 * Ends the innermost table, if there is one.
 */
void
cb_html_workbook_end_table (CbHtmlReading *self)
{
  CbHtmlTable *table;
  const CbHtmlTable *around;
  gboolean was_grid;

  if (self->tables->len == 0)
    return;
  table = g_ptr_array_index (self->tables, self->tables->len - 1);
  was_grid = table->is_grid;
  if (was_grid)
    close_row (self, table);
  else
    cb_html_workbook_break_line (self);
  g_ptr_array_set_size (self->tables, (gint)self->tables->len - 1);
  around = cb_html_workbook_get_grid (self);
  if (was_grid && around != NULL && around->is_cell_open)
    begin_text (self, around->cell_column, &around->row_look);
}

static gboolean
is_in_grid (CbHtmlReading *self)
{
  return self->tables->len > 0
         && ((CbHtmlTable *)g_ptr_array_index (self->tables, self->tables->len - 1))->is_grid;
}

/**
 * cb_html_workbook_start_row:
 * @self: a reading
 * @attributes: of the row
 */
void
cb_html_workbook_start_row (CbHtmlReading *self, const char **attributes)
{
  CbHtmlTable *grid = cb_html_workbook_get_grid (self);

  if (!is_in_grid (self))
    {
      cb_html_workbook_end_block (self);
      return;
    }
  if (grid->is_row_open)
    close_row (self, grid);
  if (!self->is_done)
    open_row (self, grid, attributes);
}

/**
 * cb_html_workbook_end_row:
 * @self: a reading
 */
void
cb_html_workbook_end_row (CbHtmlReading *self)
{
  if (is_in_grid (self))
    close_row (self, cb_html_workbook_get_grid (self));
  else
    cb_html_workbook_end_block (self);
}

/**
 * cb_html_workbook_start_cell:
 * @self: a reading
 * @name: `td` or `th`
 * @attributes: of the cell
 */
void
cb_html_workbook_start_cell (CbHtmlReading *self, const char *name, const char **attributes)
{
  if (is_in_grid (self))
    open_cell (self, cb_html_workbook_get_grid (self), name, attributes);
  else
    self->gap.is_space = TRUE;
}

/**
 * cb_html_workbook_end_cell:
 * @self: a reading
 */
void
cb_html_workbook_end_cell (CbHtmlReading *self)
{
  if (is_in_grid (self))
    close_cell (self, cb_html_workbook_get_grid (self));
  else
    self->gap.is_space = TRUE;
}

static void
change_font (CbHtmlReading *self, guint8 font)
{
  gsize length = self->cells.text->len - self->start;

  if (self->value != NULL || font == self->font)
    return;
  if (length > 0)
    {
      cb_sheet_row_add_run (&self->cells, (guint32)length, self->font);
      self->had_fonts = TRUE;
    }
  else
    self->cell.font = font;
  self->font = font;
}

/**
 * cb_html_workbook_start_font:
 * @self: a reading
 * @name: `font` or `span`
 * @attributes: of the element
 */
void
cb_html_workbook_start_font (CbHtmlReading *self, const char *name, const char **attributes)
{
  const char *face = cb_xml_get_attribute (attributes, "face");
  CbHtmlLook look = { .font = (CbFontEncoding)self->font };

  if (self->fonts->len >= MAX_FONTS)
    return;
  g_array_append_val (self->fonts, self->font);
  cb_html_style_apply (self->book->rules, name, attributes, &look);
  change_font (self, (guint8)(face != NULL ? cb_font_encoding_from_name (face) : look.font));
}

/**
 * cb_html_workbook_end_font:
 * @self: a reading
 */
void
cb_html_workbook_end_font (CbHtmlReading *self)
{
  guint8 font;

  if (self->fonts->len == 0)
    return;
  font = g_array_index (self->fonts, guint8, self->fonts->len - 1);
  g_array_set_size (self->fonts, self->fonts->len - 1);
  change_font (self, font);
}

/**
 * cb_html_workbook_break_line:
 * @self: a reading
 */
void
cb_html_workbook_break_line (CbHtmlReading *self)
{
  self->gap.is_line_end = TRUE;
}

/**
 * cb_html_workbook_end_block:
 * @self: a reading
 *
 * In a cell a new line, elsewhere a new row.
 */
void
cb_html_workbook_end_block (CbHtmlReading *self)
{
  const CbHtmlTable *grid = cb_html_workbook_get_grid (self);

  if (grid != NULL && grid->is_row_open)
    cb_html_workbook_break_line (self);
  else
    finish_loose (self);
}

static void
fill_gap (CbHtmlReading *self)
{
  GString *text = self->cells.text;

  if (text->len > self->start)
    {
      if (self->gap.is_line_end)
        g_string_append_c (text, '\n');
      else if (self->gap.n_fixed > 0)
        for (guint i = 0; i < self->gap.n_fixed; i++)
          g_string_append (text, "\xc2\xa0");
      else if (self->gap.is_space)
        g_string_append_c (text, ' ');
    }
  self->gap = (CbHtmlGap){ FALSE, FALSE, 0 };
}

/* Returns: the length of the space at @p, 0 when there is none */
static gsize
measure_space (CbHtmlReading *self, const char *p, const char *end)
{
  if (*p == ' ' || *p == '\n' || *p == '\t' || *p == '\r' || *p == '\f')
    {
      self->gap.is_space = TRUE;
      return 1;
    }
  if (end - p >= 2 && p[0] == '\xc2' && p[1] == '\xa0')
    {
      self->gap.n_fixed = MIN (self->gap.n_fixed + 1, 1000);
      return 2;
    }

  return 0;
}

/**
 * cb_html_workbook_add_text:
 * @self: a reading
 * @text: of the page, whole characters
 * @length: of @text
 *
 * Space is one space however it is written, and none at the ends of a cell; the kind that does not
 * break stays within a text (CSS 2.1, §16.6.1).
 */
void
cb_html_workbook_add_text (CbHtmlReading *self, const char *text, gsize length)
{
  const char *end = text + length;
  CbHtmlTable *grid = cb_html_workbook_get_grid (self);

  for (const char *p = text; p < end && !self->is_done;)
    {
      gsize n = measure_space (self, p, end);
      const char *from = p + n;

      p = from;
      if (n > 0)
        continue;
      /* Between the cells of a row there is no place for text: it gets a cell. */
      if (grid != NULL && grid->is_row_open && !grid->is_cell_open)
        open_cell (self, grid, "td", NULL);
      fill_gap (self);
      while (p < end && *p != ' ' && *p != '\n' && *p != '\t' && *p != '\r' && *p != '\f'
             && !(p[0] == '\xc2' && end - p >= 2 && p[1] == '\xa0'))
        p++;
      g_string_append_len (self->cells.text, from, p - from);
      if (self->cells.text->len > MAX_ROW_TEXT)
        cb_html_workbook_stop (self, "there is too much text in it");
    }
}
