/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One cell of a table of OpenDocument: its value, its text, its notes. */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-ods-sheet.h"
#include "engine/formats/cb-sheet-value.h"

#define MAX_ROW_TEXT ((gsize)64 << 20)
#define MAX_COMMENTS 1000u
/* No error is called by a longer name. */
#define MAX_SHOWN 32u

static const CbOdsLook *
find_look (CbOdsReading *self, const char **attributes)
{
  const char *style = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "style-name");
  const CbOdsColumns *columns;

  if (style == NULL)
    style = self->row_style;
  if (style == NULL)
    {
      columns = cb_ods_sheet_find_columns (self, self->column);
      style = columns != NULL ? columns->style : NULL;
    }
  if (style == NULL)
    style = "";

  return cb_ods_styles_get (self->ods->styles, "table-cell", style, strlen (style));
}

/* The value that stands in an attribute. FALSE: it is to be had from the text. */
static gboolean
read_value (CbOdsReading *self, CbOdsCell *cell, const char *kind, const char **attributes)
{
  GString *text = self->cells.text;
  CbSheetCellType type = CB_SHEET_CELL_NUMBER;
  const char *value;
  gboolean is_value = FALSE;

  if (g_str_equal (kind, "date"))
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "date-value");
      is_value
          = value != NULL && cb_ods_value_append_date (text, value, cell->look.shows_clock, &type);
    }
  else if (g_str_equal (kind, "time"))
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "time-value");
      is_value
          = value != NULL && cb_ods_value_append_time (text, value, cell->look.is_elapsed, &type);
    }
  else if (g_str_equal (kind, "boolean"))
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "boolean-value");
      type = CB_SHEET_CELL_BOOLEAN;
      is_value = value != NULL;
      if (is_value)
        g_string_append (text, g_str_equal (value, "true") ? "TRUE" : "FALSE");
    }
  else
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "value");
      is_value = value != NULL && cb_ods_value_append_number (text, value);
      if (is_value && g_str_equal (kind, "percentage"))
        cell->cell.flags |= CB_SHEET_CELL_PERCENT;
    }
  if (is_value)
    cell->cell.type = (guint8)type;

  return is_value;
}

/* `#DIV/0!`, `#NAME?`, `#N/A`, `Err:502`. */
static gboolean
is_error_word (const char *word)
{
  gsize length = strlen (word);

  if (g_str_has_prefix (word, "Err:"))
    return length > 4 && strspn (word + 4, "0123456789") == length - 4;

  return length > 2 && word[0] == '#'
         && (g_str_equal (word, "#N/A") || word[length - 1] == '!' || word[length - 1] == '?');
}

/* Programs before LibreOffice 4 wrote an error as the number 0, and its name as what is shown. */
static void
take_shown_error (CbOdsReading *self)
{
  CbOdsCell *cell = &self->cell;

  if (!cell->may_be_error || !is_error_word (self->shown->str))
    return;
  g_string_truncate (self->cells.text, cell->start);
  g_string_append (self->cells.text, self->shown->str);
  cell->cell.type = CB_SHEET_CELL_ERROR;
}

/**
 * cb_ods_cell_add_shown:
 * @self: the reading of a sheet, in a paragraph of a cell that has a value
 * @text: what is shown of it
 * @length: of @text
 */
void
cb_ods_cell_add_shown (CbOdsReading *self, const char *text, gsize length)
{
  if (self->cell.may_be_error && self->shown->len < MAX_SHOWN)
    g_string_append_len (self->shown, text, (gssize)MIN (length, MAX_SHOWN));
}

/**
 * cb_ods_cell_start:
 * @self: the reading of a sheet
 * @attributes: of a cell that begins
 */
void
cb_ods_cell_start (CbOdsReading *self, const char **attributes)
{
  const char *kind = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "value-type");
  const char *exact = cb_xml_get_attribute_in (attributes, CB_ODS_IN_CALC, "value-type");
  CbOdsCell *cell = &self->cell;

  g_free (cell->string_value);
  *cell = (CbOdsCell){
    .repeated = cb_ods_get_count (attributes, CB_ODS_IN_TABLE, "number-columns-repeated"),
    .columns_spanned = cb_ods_get_count (attributes, CB_ODS_IN_TABLE, "number-columns-spanned"),
    .rows_spanned = cb_ods_get_count (attributes, CB_ODS_IN_TABLE, "number-rows-spanned"),
    .start = self->cells.text->len,
  };
  self->cell_depth = self->depth;
  cell->look = *find_look (self, attributes);
  cell->font = cell->cell.font = cell->look.font;
  cell->is_error = exact != NULL && g_str_equal (exact, "error");
  if (cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "formula") != NULL)
    cell->cell.flags |= CB_SHEET_CELL_FORMULA;
  cb_ods_text_begin (&self->text, self->cells.text);
  g_array_set_size (self->fonts, 0);
  if (kind == NULL)
    return;
  if (g_str_equal (kind, "string"))
    cell->string_value
        = g_strdup (cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "string-value"));
  else
    cell->has_value = read_value (self, cell, kind, attributes);
  cell->may_be_error = cell->has_value && (cell->cell.flags & CB_SHEET_CELL_FORMULA) != 0
                       && cell->cell.type == CB_SHEET_CELL_NUMBER
                       && g_str_equal (self->cells.text->str + cell->start, "0");
  g_string_truncate (self->shown, 0);
}

static void
give_merge (CbOdsReading *self)
{
  const CbOdsCell *cell = &self->cell;
  CbSheetRange range;

  if ((cell->columns_spanned < 2 && cell->rows_spanned < 2) || self->reader->merge == NULL
      || self->row >= CB_SHEET_MAX_ROWS || self->column >= CB_SHEET_MAX_COLUMNS)
    return;
  range.first_row = (guint32)self->row;
  range.first_column = (guint32)self->column;
  range.last_row
      = (guint32)(MIN (cell->rows_spanned, CB_SHEET_MAX_ROWS - self->row) + range.first_row - 1);
  range.last_column = (guint32)(MIN (cell->columns_spanned, CB_SHEET_MAX_COLUMNS - self->column)
                                + range.first_column - 1);
  self->reader->merge (&range, self->reader->user_data);
}

static gboolean
is_column_hidden (const CbOdsReading *self, guint64 column)
{
  const CbOdsColumns *columns = cb_ods_sheet_find_columns (self, column);

  return columns != NULL && columns->is_hidden;
}

/* Gives the cell its flags and puts it into the row, as often as it stands there. */
static void
put_cell (CbOdsReading *self)
{
  CbOdsCell *cell = &self->cell;
  guint64 n = cell->repeated;

  /* The file says how often, and may say anything. */
  if (self->column >= CB_SHEET_MAX_COLUMNS || n > CB_SHEET_MAX_COLUMNS - self->column)
    {
      cb_ods_sheet_stop_at (self, self->row, "there are more columns than a sheet has");
      return;
    }
  self->n_repeated += n - 1;
  for (guint64 i = 0; i < n; i++)
    {
      guint32 column = (guint32)(self->column + i);

      cell->cell.flags &= (guint8)~CB_SHEET_CELL_HIDDEN;
      if (self->is_row_hidden || is_column_hidden (self, column))
        cell->cell.flags |= CB_SHEET_CELL_HIDDEN;
      if (i == 0)
        {
          cell->cell.column = column;
          cb_sheet_row_add (&self->cells, &cell->cell, cell->start);
        }
      else
        cb_sheet_row_repeat (&self->cells, column, cell->cell.flags);
    }
  if ((cell->cell.flags & CB_SHEET_CELL_INVISIBLE) != 0)
    {
      if (self->n_invisible == 0)
        self->first_invisible = self->row << 32 | self->column;
      self->n_invisible += n * self->row_repeated;
    }
}

/**
 * cb_ods_cell_end:
 * @self: the reading of a sheet, in a cell
 *
 * Puts the cell into the row at hand.
 */
void
cb_ods_cell_end (CbOdsReading *self)
{
  CbOdsCell *cell = &self->cell;

  give_merge (self);
  take_shown_error (self);
  if (!cell->has_value)
    {
      cell->cell.type = cell->is_error ? CB_SHEET_CELL_ERROR : CB_SHEET_CELL_TEXT;
      if (self->text.n_paragraphs == 0 && cell->string_value != NULL)
        g_string_append (self->cells.text, cell->string_value);
      else if (self->fonts->len > 0)
        cb_sheet_row_add_run (&self->cells, (guint32)(self->cells.text->len - cell->start),
                              cell->font);
    }
  if (cell->look.is_invisible)
    cell->cell.flags |= CB_SHEET_CELL_INVISIBLE;
  if (self->cells.text->len > MAX_ROW_TEXT)
    cb_ods_sheet_stop_at (self, self->row, "there is too much text in it");
  else if (self->cells.text->len > cell->start)
    put_cell (self);
  self->column += MIN (cell->repeated, G_MAXUINT32);
  self->cell_depth = 0;
}

static void
change_font (CbOdsReading *self, guint8 font)
{
  cb_ods_text_settle (&self->text);
  cb_sheet_row_add_run (&self->cells, (guint32)(self->cells.text->len - self->cell.start),
                        self->cell.font);
  self->cell.font = font;
}

/* Marks that there were spans by never emptying @fonts before the cell ends. */
static void
start_span (CbOdsReading *self, const char **attributes)
{
  const char *style = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TEXT, "style-name");
  const CbOdsLook *look = cb_ods_styles_get (self->ods->styles, "text", style != NULL ? style : "",
                                             style != NULL ? strlen (style) : 0);

  if (self->fonts->len == 0)
    g_array_append_val (self->fonts, self->cell.look.font);
  g_array_append_val (self->fonts, self->cell.font);
  change_font (self, look->has_font ? look->font : self->cell.font);
}

static void
end_span (CbOdsReading *self)
{
  if (self->fonts->len < 2)
    return;
  change_font (self, g_array_index (self->fonts, guint8, self->fonts->len - 1));
  g_array_set_size (self->fonts, self->fonts->len - 1);
}

/**
 * cb_ods_cell_start_inside:
 * @self: the reading of a sheet, in a cell
 * @space: of an element that begins in it
 * @name: of the element
 * @attributes: of the element
 */
void
cb_ods_cell_start_inside (CbOdsReading *self,
                          CbOdsSpace space,
                          const char *name,
                          const char **attributes)
{
  gboolean is_text = space == CB_ODS_TEXT;

  if (self->skip_depth > 0)
    return;
  if (self->note_depth > 0)
    {
      if (is_text && g_str_equal (name, "p"))
        cb_ods_text_begin_paragraph (&self->note_text);
      else if (is_text)
        cb_ods_text_add_element (&self->note_text, name, attributes);
    }
  else if (space == CB_ODS_OFFICE && g_str_equal (name, "annotation"))
    {
      self->note_depth = self->depth;
      g_string_truncate (self->note, 0);
      cb_ods_text_begin (&self->note_text, self->note);
    }
  else if (is_text && g_str_equal (name, "p") && self->depth == self->cell_depth + 1)
    {
      self->paragraph_depth = self->depth;
      if (!self->cell.has_value)
        cb_ods_text_begin_paragraph (&self->text);
    }
  else if (self->paragraph_depth == 0 || !is_text || g_str_equal (name, "ruby-text")
           || g_str_equal (name, "note"))
    self->skip_depth = self->depth;
  else if (!self->cell.has_value && g_str_equal (name, "span"))
    start_span (self, attributes);
  else if (!self->cell.has_value)
    cb_ods_text_add_element (&self->text, name, attributes);
}

static void
add_note (CbOdsReading *self)
{
  g_autoptr (GString) place = g_string_new (NULL);

  self->note_depth = 0;
  if (++self->n_notes > MAX_COMMENTS)
    {
      self->n_more_notes++;
      return;
    }
  cb_sheet_value_append_column (place, (guint)self->column);
  g_string_append_printf (place, "%" G_GUINT64_FORMAT, self->row + 1);
  cb_ods_sheet_add_hidden (self, CB_HIDDEN_COMMENTS, place->str, self->note->str, 1);
}

/**
 * cb_ods_cell_end_inside:
 * @self: the reading of a sheet, in a cell
 * @space: of an element that ends in it
 * @name: of the element
 */
void
cb_ods_cell_end_inside (CbOdsReading *self, CbOdsSpace space, const char *name)
{
  if (self->skip_depth > 0)
    {
      if (self->skip_depth == self->depth)
        self->skip_depth = 0;
    }
  else if (self->note_depth > 0)
    {
      if (self->note_depth == self->depth)
        add_note (self);
    }
  else if (self->paragraph_depth == self->depth)
    {
      if (!self->cell.has_value)
        cb_ods_text_end_paragraph (&self->text);
      self->paragraph_depth = 0;
    }
  else if (!self->cell.has_value && space == CB_ODS_TEXT && g_str_equal (name, "span"))
    end_span (self);
}
