/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "engine/formats/cb-xml-workbook-private.h"

/* The cells of a sheet of XML Spreadsheet 2003. */

#define WHITE 0xffffff

static const CbXmlStyle *
find_style (CbXmlReading *self, const char *id)
{
  const CbXmlStyle *style = NULL;

  if (id == NULL)
    id = self->row_style;
  if (id != NULL)
    style = g_hash_table_lookup (self->book->styles, id);
  if (style == NULL)
    style = g_hash_table_lookup (self->book->styles, "Default");

  return style;
}

static void
hide_columns (CbXmlReading *self, const char **attributes)
{
  guint64 first = cb_xml_workbook_get_count (attributes, "Index");
  guint64 span = cb_xml_workbook_get_count (attributes, "Span");
  g_autoptr (GString) place = NULL;

  if (first == 0)
    first = self->n_columns + 1;
  if (first > CB_SHEET_MAX_COLUMNS)
    return;
  self->n_columns = MIN (first + MIN (span, CB_SHEET_MAX_COLUMNS), CB_SHEET_MAX_COLUMNS);
  if (!cb_xml_workbook_is_set (attributes, "Hidden"))
    return;
  for (guint64 i = first - 1; i < self->n_columns; i++)
    self->hidden_columns[i / 8] |= (guint8)(1 << i % 8);
  place = g_string_new (NULL);
  cb_sheet_value_append_column (place, (guint)first - 1);
  g_string_append_c (place, ':');
  cb_sheet_value_append_column (place, (guint)self->n_columns - 1);
  if (!g_array_index (self->book->is_read, gboolean, self->wanted))
    cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_COLUMNS, self->wanted, place->str, NULL,
                            self->n_columns - first + 1);
}

static void
start_row (CbXmlReading *self, const char **attributes)
{
  guint64 index = cb_xml_workbook_get_count (attributes, "Index");

  /* Back is no way: rows ascend. */
  if (index > self->row)
    self->row = index;
  else
    self->row += 1 + self->row_span;
  self->row_span = MIN (cb_xml_workbook_get_count (attributes, "Span"), CB_SHEET_MAX_ROWS);
  if (self->row > CB_SHEET_MAX_ROWS)
    {
      cb_xml_workbook_stop (self, "there are more rows than a sheet has");
      return;
    }
  self->column = 0;
  self->is_row_hidden = cb_xml_workbook_is_set (attributes, "Hidden");
  g_free (self->row_style);
  self->row_style = g_strdup (cb_xml_workbook_get (attributes, "StyleID"));
  cb_sheet_row_reset (&self->cells);
  if (self->is_row_hidden && !g_array_index (self->book->is_read, gboolean, self->wanted))
    {
      guint64 n = 1 + MIN (self->row_span, CB_SHEET_MAX_ROWS - self->row);
      g_autofree char *place = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT,
                                                self->row, self->row + n - 1);

      if (self->n_told++ < CB_XML_MAX_TOLD)
        cb_workbook_add_hidden (&self->book->parent, CB_HIDDEN_ROWS, self->wanted, place, NULL, n);
    }
}

static void
give_merge (CbXmlReading *self, const char **attributes)
{
  guint64 down = cb_xml_workbook_get_count (attributes, "MergeDown");
  CbSheetRange range = { (guint32)self->row - 1, (guint32)self->column - 1 };

  self->merge_across = MIN (cb_xml_workbook_get_count (attributes, "MergeAcross"),
                            CB_SHEET_MAX_COLUMNS - self->column);
  if ((down == 0 && self->merge_across == 0) || self->reader->merge == NULL)
    return;
  range.last_row = range.first_row + (guint32)MIN (down, CB_SHEET_MAX_ROWS - self->row);
  range.last_column = range.first_column + (guint32)self->merge_across;
  self->reader->merge (&range, self->reader->user_data);
}

static void
start_cell (CbXmlReading *self, const char **attributes)
{
  guint64 index = cb_xml_workbook_get_count (attributes, "Index");

  if (index > self->column)
    self->column = index;
  else
    self->column++;
  if (self->column > CB_SHEET_MAX_COLUMNS || self->row == 0)
    {
      cb_xml_workbook_stop (self, "there are more columns than a sheet has");
      return;
    }
  self->look = find_style (self, cb_xml_workbook_get (attributes, "StyleID"));
  self->cell = (CbSheetCell){ .column = (guint32)self->column - 1 };
  self->cell.font = self->font = self->look != NULL ? self->look->font : CB_FONT_UNICODE;
  if (cb_xml_workbook_get (attributes, "Formula") != NULL)
    self->cell.flags |= CB_SHEET_CELL_FORMULA;
  g_clear_pointer (&self->kind, g_free);
  self->start = self->cells.text->len;
  g_array_set_size (self->fonts, 0);
  self->had_fonts = FALSE;
  give_merge (self, attributes);
}

static void
change_font (CbXmlReading *self, guint8 font)
{
  cb_sheet_row_add_run (&self->cells, (guint32)(self->cells.text->len - self->start), self->font);
  self->font = font;
}

static void
start_font (CbXmlReading *self, const char **attributes)
{
  const char *face = cb_xml_get_attribute_in (attributes, "html40", "Face");
  guint8 font = face != NULL ? (guint8)cb_font_encoding_from_name (face) : self->font;

  /* The text of a number changes when it is read, and has one font. */
  if (self->cell.column >= CB_SHEET_MAX_COLUMNS || self->kind == NULL
      || !g_str_equal (self->kind, "String"))
    return;
  self->had_fonts = TRUE;
  g_array_append_val (self->fonts, self->font);
  change_font (self, font);
}

/**
 * cb_xml_workbook_start_in_sheet:
 * @self: the reading of a sheet
 * @name: of an element in it
 * @attributes: of it
 */
void
cb_xml_workbook_start_in_sheet (CbXmlReading *self, const char *name, const char **attributes)
{
  if (self->text_of == TEXT_DATA)
    {
      if (g_str_equal (name, "Font"))
        start_font (self, attributes);
    }
  else if (self->text_of != TEXT_NONE)
    return;
  else if (g_str_equal (name, "Row"))
    start_row (self, attributes);
  else if (g_str_equal (name, "Column"))
    hide_columns (self, attributes);
  else if (g_str_equal (name, "Cell"))
    start_cell (self, attributes);
  else if (self->column == 0 || self->column > CB_SHEET_MAX_COLUMNS)
    return;
  else if (g_str_equal (name, "Comment"))
    cb_xml_workbook_start_text (self, TEXT_NOTE);
  else if (g_str_equal (name, "Data"))
    {
      g_free (self->kind);
      self->kind = g_strdup (cb_xml_workbook_get (attributes, "Type"));
      cb_xml_workbook_start_text (self, TEXT_DATA);
    }
}

/* Days since 1899-12-31, the day before the first one, which a bare time has. */
static gint64
get_days (const char *value)
{
  GDate date;
  guint year = 0;
  guint month = 0;
  guint day = 0;

  if (sscanf (value, "%4u-%2u-%2uT", &year, &month, &day) != 3 || month > 12
      || !g_date_valid_dmy ((GDateDay)MIN (day, 32), (GDateMonth)month, (GDateYear)year))
    return -1;
  g_date_set_dmy (&date, (GDateDay)day, (GDateMonth)month, (GDateYear)year);

  return (gint64)g_date_get_julian (&date) - 693595;
}

/* 2026-11-25T08:30:00.000 at the end of the text of the row, which its format makes shorter.
 * Returns: whether it is such */
static gboolean
read_date (CbXmlReading *self, CbSheetCellType *type)
{
  GString *text = self->cells.text;
  g_autofree char *value = g_strdup (text->str + self->start);
  guint wanted = self->look != NULL ? self->look->format.type : CB_SHEET_CELL_DATETIME;
  gint64 days = get_days (value);
  guint hour = 0;
  guint minute = 0;
  guint second = 0;
  gsize length = strlen (value);

  if (days < -700000 || length < 19 || value[10] != 'T'
      || sscanf (value + 11, "%2u:%2u:%2u", &hour, &minute, &second) != 3)
    return FALSE;
  while (length > 19 && (value[length - 1] == '0' || value[length - 1] == '.'))
    value[--length] = '\0';
  g_string_truncate (text, self->start);
  if (wanted == CB_SHEET_CELL_DURATION && days >= 0)
    {
      *type = CB_SHEET_CELL_DURATION;
      /* The day that was not is counted. */
      days += days >= 60 ? 1 : 0;
      g_string_append_printf (text, "PT%" G_GINT64_FORMAT "H%uM%uS", days * 24 + hour, minute,
                              second);
    }
  else if (days <= 0 && days >= -1)
    {
      *type = CB_SHEET_CELL_TIME;
      g_string_append (text, value + 11);
    }
  else if (wanted != CB_SHEET_CELL_DATETIME && g_str_equal (value + 11, "00:00:00"))
    {
      *type = CB_SHEET_CELL_DATE;
      g_string_append_len (text, value, 10);
    }
  else
    {
      *type = CB_SHEET_CELL_DATETIME;
      g_string_append (text, value);
    }

  return TRUE;
}

/* Returns: whether the text is a number, which is now as its format has it */
static gboolean
read_number (CbXmlReading *self, CbSheetCellType *type)
{
  static const CbNumberFormat plain = { CB_SHEET_CELL_NUMBER, 0, 0 };
  const CbNumberFormat *format = self->look != NULL ? &self->look->format : &plain;
  char *end;
  double value = g_ascii_strtod (self->cells.text->str + self->start, &end);

  if (*end != '\0' || end == self->cells.text->str + self->start || !isfinite (value))
    return FALSE;
  g_string_truncate (self->cells.text, self->start);
  *type = cb_sheet_value_append_formatted (self->cells.text, value, format, self->book->days);
  if (*type == CB_SHEET_CELL_NUMBER)
    self->cell.flags |= format->flags;
  if (cb_number_format_hides (format, value))
    self->cell.flags |= CB_SHEET_CELL_INVISIBLE;

  return TRUE;
}

static void
read_value (CbXmlReading *self)
{
  const char *kind = self->kind != NULL ? self->kind : "String";
  CbSheetCellType type = CB_SHEET_CELL_TEXT;

  if (g_str_equal (kind, "Number"))
    read_number (self, &type);
  else if (g_str_equal (kind, "DateTime"))
    read_date (self, &type);
  else if (g_str_equal (kind, "Boolean"))
    {
      gboolean is_true = g_str_equal (self->cells.text->str + self->start, "1");

      type = CB_SHEET_CELL_BOOLEAN;
      g_string_truncate (self->cells.text, self->start);
      g_string_append (self->cells.text, is_true ? "TRUE" : "FALSE");
    }
  else if (g_str_equal (kind, "Error"))
    type = CB_SHEET_CELL_ERROR;
  self->cell.type = (guint8)type;
}

static void
end_data (CbXmlReading *self)
{
  const CbXmlStyle *look = self->look;
  guint32 column = self->cell.column;

  self->text_of = TEXT_NONE;
  /* A second value in a cell is none of it. */
  if (column >= CB_SHEET_MAX_COLUMNS)
    g_string_truncate (self->cells.text, self->start);
  if (self->cells.text->len == self->start)
    return;
  if (self->had_fonts)
    change_font (self, self->font);
  read_value (self);
  if (self->is_row_hidden || (self->hidden_columns[column / 8] & 1 << column % 8) != 0)
    self->cell.flags |= CB_SHEET_CELL_HIDDEN;
  if (look != NULL && look->ink != CB_XML_UNSET
      && look->ink == (look->paper != CB_XML_UNSET ? look->paper : WHITE))
    self->cell.flags |= CB_SHEET_CELL_INVISIBLE;
  if ((self->cell.flags & CB_SHEET_CELL_INVISIBLE) != 0)
    self->n_invisible++;
  cb_sheet_row_add (&self->cells, &self->cell, self->start);
  self->start = self->cells.text->len;
  self->cell.column = CB_SHEET_MAX_COLUMNS;
}

/**
 * cb_xml_workbook_end_in_sheet:
 * @self: the reading of a sheet
 * @name: of an element in it, which ends
 */
void
cb_xml_workbook_end_in_sheet (CbXmlReading *self, const char *name)
{
  if (self->text_of == TEXT_DATA && self->depth == self->text_depth)
    end_data (self);
  else if (self->text_of == TEXT_DATA && g_str_equal (name, "Font") && self->fonts->len > 0)
    {
      change_font (self, g_array_index (self->fonts, guint8, self->fonts->len - 1));
      g_array_set_size (self->fonts, self->fonts->len - 1);
    }
  else if (self->text_of == TEXT_NOTE && self->depth == self->text_depth)
    {
      g_autoptr (GString) place = g_string_new (NULL);

      cb_sheet_value_append_column (place, (guint)self->column - 1);
      g_string_append_printf (place, "%" G_GUINT64_FORMAT, self->row);

      self->text_of = TEXT_NONE;
      if (!g_array_index (self->book->is_read, gboolean, self->wanted))
        cb_xml_workbook_tell (self, CB_HIDDEN_COMMENTS, self->wanted, place->str, self->text->str);
    }
  else if (self->text_of == TEXT_NONE && g_str_equal (name, "Cell"))
    self->column += self->merge_across;
  else if (self->text_of == TEXT_NONE && g_str_equal (name, "Row") && self->row > 0)
    {
      cb_sheet_row_give (&self->cells, (guint32)self->row - 1);
      cb_sheet_row_reset (&self->cells);
      self->is_done = self->cells.is_ended;
    }
}
