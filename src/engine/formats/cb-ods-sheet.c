/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-ods-private.h"
#include "engine/formats/cb-sheet-row.h"
#include "engine/formats/cb-sheet-value.h"

/* The cells of one table. */

/* Cells and rows may say that they stand so many times; a small file that makes a thousand million
 * cells of it is made to harm. */
#define MAX_REPEATED (16u << 20)
#define MAX_ROW_TEXT ((gsize)64 << 20)
#define MAX_COMMENTS 1000u
#define MAX_COMMENT_TEXT 4096u
#define MAX_RANGES 1000u

/* Columns with one style, up to @end. */
typedef struct
{
  guint32 end;
  gboolean is_hidden;
  char *style; /* (nullable): of cells that name none */
} Columns;

/* What is known of a cell before its text. */
typedef struct
{
  guint64 repeated;
  guint64 columns_spanned;
  guint64 rows_spanned;
  CbSheetCell cell;
  CbOdsLook look;
  gboolean has_value; /* in its attributes: what is shown of it is not asked */
  gboolean is_error;
  gsize start;
  char *string_value; /* (nullable): where there are no paragraphs */
  guint8 font;        /* of the text at hand */
} OdsCell;

typedef struct
{
  CbOds *ods;
  CbOdsParse parse;
  guint wanted;
  const CbSheetReader *reader;

  guint sheet; /* of the table at hand */
  guint depth;
  guint spreadsheet_depth;
  guint table_depth; /* of the wanted one, 0 outside */
  guint cell_depth;  /* 0 outside */
  guint skip_depth;  /* of something in a cell that is no text of it */
  guint note_depth;
  guint paragraph_depth;
  GArray *groups; /* (element-type gboolean): of rows or columns: hidden */
  guint n_hidden_groups;

  guint64 row; /* the next */
  guint64 row_repeated;
  gboolean is_row_hidden;
  char *row_style; /* (nullable) */
  guint64 column;  /* the next */
  guint64 n_columns;
  GArray *columns; /* (element-type Columns) */
  CbSheetRow cells;
  OdsCell cell;
  CbOdsText text;
  GArray *fonts; /* (element-type guint8): around the span at hand */

  guint64 n_repeated;
  guint64 first_hidden_row;
  guint64 n_hidden_rows; /* up to the row at hand */
  guint n_ranges;
  GString *note;
  CbOdsText note_text;
  guint n_notes;
  guint64 n_more_notes;
  guint64 n_invisible;
  guint64 first_invisible; /* row << 32 | column */
} Reading;

static void
stop_at (Reading *self, guint64 row, const char *what)
{
  const CbSheet *sheet = g_ptr_array_index (self->ods->parent.sheets, self->wanted);

  cb_xml_stop (self->parse.xml, g_error_new (CB_ERROR, CB_ERROR_BROKEN_FILE,
                                             "sheet “%s”, row %" G_GUINT64_FORMAT ": %s",
                                             sheet->name, row + 1, what));
}

static gboolean
is_hidden (const char **attributes)
{
  const char *visibility = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "visibility");

  return visibility != NULL
         && (g_str_equal (visibility, "collapse") || g_str_equal (visibility, "filter"));
}

static void
add_hidden (Reading *self, CbHiddenKind kind, const char *place, const char *detail, guint64 count)
{
  if (!g_array_index (self->ods->is_read, gboolean, self->wanted))
    cb_workbook_add_hidden (&self->ods->parent, kind, (int)self->wanted, place, detail, count);
}

static void
start_group (Reading *self, const char **attributes)
{
  const char *display = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "display");
  gboolean is_group_hidden = display != NULL && g_str_equal (display, "false");

  g_array_append_val (self->groups, is_group_hidden);
  self->n_hidden_groups += is_group_hidden ? 1 : 0;
}

static void
end_group (Reading *self)
{
  if (self->groups->len == 0)
    return;
  if (g_array_index (self->groups, gboolean, self->groups->len - 1))
    self->n_hidden_groups--;
  g_array_set_size (self->groups, self->groups->len - 1);
}

static void
start_column (Reading *self, const char **attributes)
{
  guint64 n = cb_ods_get_count (attributes, CB_ODS_IN_TABLE, "number-columns-repeated");
  Columns columns = { 0, is_hidden (attributes) || self->n_hidden_groups > 0, NULL };
  guint64 first = self->n_columns;

  if (first >= CB_SHEET_MAX_COLUMNS)
    return;
  self->n_columns += MIN (n, CB_SHEET_MAX_COLUMNS - first);
  columns.end = (guint32)self->n_columns;
  columns.style
      = g_strdup (cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "default-cell-style-name"));
  g_array_append_val (self->columns, columns);
  if (columns.is_hidden)
    {
      g_autoptr (GString) place = g_string_new (NULL);

      cb_sheet_value_append_column (place, (guint)first);
      g_string_append_c (place, ':');
      cb_sheet_value_append_column (place, (guint)self->n_columns - 1);
      add_hidden (self, CB_HIDDEN_COLUMNS, place->str, NULL, self->n_columns - first);
    }
}

static const Columns *
find_columns (const Reading *self, guint64 column)
{
  guint low = 0;
  guint high = self->columns->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->columns, Columns, middle).end <= column)
        low = middle + 1;
      else
        high = middle;
    }

  return low < self->columns->len ? &g_array_index (self->columns, Columns, low) : NULL;
}

/* Ranges of hidden rows, the rest of them in the last. */
static void
end_hidden_rows (Reading *self, gboolean is_last)
{
  g_autofree char *place = NULL;

  if (self->n_hidden_rows == 0 || (self->n_ranges + 1 >= MAX_RANGES && !is_last))
    return;
  place = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, self->first_hidden_row + 1,
                           MIN (self->row, CB_SHEET_MAX_ROWS));
  add_hidden (self, CB_HIDDEN_ROWS, place, NULL, self->n_hidden_rows);
  self->n_hidden_rows = 0;
  self->n_ranges++;
}

static void
start_row (Reading *self, const char **attributes)
{
  self->row_repeated = cb_ods_get_count (attributes, CB_ODS_IN_TABLE, "number-rows-repeated");
  self->is_row_hidden = is_hidden (attributes) || self->n_hidden_groups > 0;
  g_free (self->row_style);
  self->row_style
      = g_strdup (cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "default-cell-style-name"));
  self->column = 0;
  cb_sheet_row_reset (&self->cells);
  if (!self->is_row_hidden)
    end_hidden_rows (self, FALSE);
  else if (self->row < CB_SHEET_MAX_ROWS)
    {
      if (self->n_hidden_rows == 0)
        self->first_hidden_row = self->row;
      self->n_hidden_rows += MIN (self->row_repeated, CB_SHEET_MAX_ROWS - self->row);
    }
}

static void
end_row (Reading *self)
{
  guint64 n = self->row_repeated;
  guint64 row = self->row;

  self->row += MIN (n, G_MAXUINT32);
  if (cb_sheet_row_is_empty (&self->cells))
    return;
  if (row + n > CB_SHEET_MAX_ROWS)
    {
      stop_at (self, row, "there are more rows than a sheet has");
      return;
    }
  self->n_repeated += (n - 1) * self->cells.cells->len;
  if (self->n_repeated > MAX_REPEATED)
    {
      stop_at (self, row, "its cells are repeated more often than any sheet has cells");
      return;
    }
  for (guint64 i = 0; i < n && cb_sheet_row_give (&self->cells, (guint32)(row + i)); i++)
    ;
  if (self->cells.is_ended)
    self->parse.is_done = TRUE;
}

static const CbOdsLook *
find_look (Reading *self, const char **attributes)
{
  const char *style = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "style-name");
  const Columns *columns;

  if (style == NULL)
    style = self->row_style;
  if (style == NULL)
    {
      columns = find_columns (self, self->column);
      style = columns != NULL ? columns->style : NULL;
    }
  if (style == NULL)
    style = "";

  return cb_ods_styles_get (self->ods->styles, "table-cell", style, strlen (style));
}

/* The value that stands in an attribute. FALSE: it is to be had from the text. */
static gboolean
read_value (Reading *self, OdsCell *cell, const char *kind, const char **attributes)
{
  GString *text = self->cells.text;
  CbSheetCellType type = CB_SHEET_CELL_NUMBER;
  const char *value;
  gboolean is_value = FALSE;

  if (g_str_equal (kind, "date"))
    {
      value = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "date-value");
      is_value = value != NULL && cb_ods_value_append_date (text, value, &type);
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

static void
start_cell (Reading *self, const char **attributes)
{
  const char *kind = cb_xml_get_attribute_in (attributes, CB_ODS_IN_OFFICE, "value-type");
  const char *exact = cb_xml_get_attribute_in (attributes, CB_ODS_IN_CALC, "value-type");
  OdsCell *cell = &self->cell;

  g_free (cell->string_value);
  *cell = (OdsCell){
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
}

static void
give_merge (Reading *self)
{
  const OdsCell *cell = &self->cell;
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
is_column_hidden (const Reading *self, guint64 column)
{
  const Columns *columns = find_columns (self, column);

  return columns != NULL && columns->is_hidden;
}

/* Gives the cell its flags and puts it into the row, as often as it stands there. */
static void
put_cell (Reading *self)
{
  OdsCell *cell = &self->cell;
  guint64 n = cell->repeated;

  if (self->column + n > CB_SHEET_MAX_COLUMNS)
    {
      stop_at (self, self->row, "there are more columns than a sheet has");
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

static void
end_cell (Reading *self)
{
  OdsCell *cell = &self->cell;

  give_merge (self);
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
    stop_at (self, self->row, "there is too much text in it");
  else if (self->cells.text->len > cell->start)
    put_cell (self);
  self->column += MIN (cell->repeated, G_MAXUINT32);
  self->cell_depth = 0;
}

static void
change_font (Reading *self, guint8 font)
{
  cb_ods_text_settle (&self->text);
  cb_sheet_row_add_run (&self->cells, (guint32)(self->cells.text->len - self->cell.start),
                        self->cell.font);
  self->cell.font = font;
}

/* Marks that there were spans by never emptying @fonts before the cell ends. */
static void
start_span (Reading *self, const char **attributes)
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
end_span (Reading *self)
{
  if (self->fonts->len < 2)
    return;
  change_font (self, g_array_index (self->fonts, guint8, self->fonts->len - 1));
  g_array_set_size (self->fonts, self->fonts->len - 1);
}

static void
start_in_cell (Reading *self, CbOdsSpace space, const char *name, const char **attributes)
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
add_note (Reading *self)
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
  add_hidden (self, CB_HIDDEN_COMMENTS, place->str, self->note->str, 1);
}

static void
end_in_cell (Reading *self, CbOdsSpace space, const char *name)
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

static void
start_in_table (Reading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "table-cell") || g_str_equal (name, "covered-table-cell"))
    start_cell (self, attributes);
  else if (g_str_equal (name, "table-row"))
    start_row (self, attributes);
  else if (g_str_equal (name, "table-column"))
    start_column (self, attributes);
  else if (g_str_equal (name, "table-row-group") || g_str_equal (name, "table-column-group"))
    start_group (self, attributes);
  else if (g_str_equal (name, "shapes") || g_str_equal (name, "named-expressions")
           || g_str_equal (name, "table-source"))
    self->skip_depth = self->depth;
}

/* Tables are counted as cb-ods-document.c counts them. */
static void
start_table (Reading *self, const char **attributes)
{
  const char *name = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "name");

  if (name != NULL && cb_ods_is_cache (name))
    return;
  if (self->sheet++ == self->wanted)
    self->table_depth = self->depth;
}

static void
start_cb (const char *space_name, const char *name, const char **attributes, gpointer user_data)
{
  Reading *self = user_data;
  CbOdsSpace space;

  self->depth++;
  if (self->parse.is_done)
    return;
  space = cb_ods_get_space (space_name);
  if (self->cell_depth > 0)
    start_in_cell (self, space, name, attributes);
  else if (self->skip_depth > 0)
    return;
  else if (self->table_depth > 0 && space == CB_ODS_TABLE)
    start_in_table (self, name, attributes);
  else if (self->spreadsheet_depth == 0 && space == CB_ODS_OFFICE
           && g_str_equal (name, "spreadsheet"))
    self->spreadsheet_depth = self->depth;
  else if (self->table_depth == 0 && self->spreadsheet_depth > 0 && space == CB_ODS_TABLE
           && self->depth == self->spreadsheet_depth + 1 && g_str_equal (name, "table"))
    start_table (self, attributes);
}

static void
end_cb (const char *space_name, const char *name, gpointer user_data)
{
  Reading *self = user_data;

  if (self->parse.is_done)
    return;
  if (self->cell_depth == self->depth)
    end_cell (self);
  else if (self->cell_depth > 0)
    end_in_cell (self, cb_ods_get_space (space_name), name);
  else if (self->skip_depth > 0)
    {
      if (self->skip_depth == self->depth)
        self->skip_depth = 0;
    }
  else if (self->table_depth > 0 && self->table_depth == self->depth)
    self->parse.is_done = TRUE;
  else if (self->table_depth > 0 && g_str_equal (name, "table-row"))
    end_row (self);
  else if (self->table_depth > 0
           && (g_str_equal (name, "table-row-group") || g_str_equal (name, "table-column-group")))
    end_group (self);
  self->depth--;
}

static void
text_cb (const char *text, gsize length, gpointer user_data)
{
  Reading *self = user_data;

  if (self->parse.is_done || self->cell_depth == 0 || self->skip_depth > 0)
    return;
  if (self->note_depth > 0)
    {
      if (self->note_text.n_paragraphs > 0 && self->note->len < MAX_COMMENT_TEXT)
        cb_ods_text_add (&self->note_text, text, MIN (length, MAX_COMMENT_TEXT));
    }
  else if (self->paragraph_depth > 0 && !self->cell.has_value)
    cb_ods_text_add (&self->text, text, length);
}

/* What is known of the table when it is through, or as far as it goes. */
static void
report (Reading *self)
{
  end_hidden_rows (self, TRUE);
  if (self->n_more_notes > 0)
    add_hidden (self, CB_HIDDEN_COMMENTS, NULL, NULL, self->n_more_notes);
  if (self->n_invisible > 0)
    {
      g_autoptr (GString) place = g_string_new (NULL);

      cb_sheet_value_append_column (place, (guint)self->first_invisible);
      g_string_append_printf (place, "%u", (guint)(self->first_invisible >> 32) + 1);
      add_hidden (self, CB_HIDDEN_INVISIBLE_CELLS, place->str, NULL, self->n_invisible);
    }
  g_array_index (self->ods->is_read, gboolean, self->wanted) = TRUE;
}

static void
clear_columns (gpointer data)
{
  g_free (((Columns *)data)->style);
}

static gboolean
read_table (Reading *self, GCancellable *cancellable, GError **error)
{
  const CbSheet *sheet = g_ptr_array_index (self->ods->parent.sheets, self->wanted);

  if (!cb_ods_parse (self->ods, "content.xml", &self->parse, cancellable, error))
    {
      if (error != NULL && g_error_matches (*error, CB_ERROR, CB_ERROR_BROKEN_FILE)
          && !g_str_has_prefix ((*error)->message, "sheet "))
        g_prefix_error (error, "sheet “%s”, after row %" G_GUINT64_FORMAT ": ", sheet->name,
                        self->row);
      return FALSE;
    }
  if (self->cells.is_ended)
    return TRUE;

  return cb_byte_source_check_unchanged (self->ods->source, error);
}

/**
 * cb_ods_read_sheet:
 * @workbook: from cb_ods_open()
 * @sheet: 0-based
 * @reader: gets the rows
 * @cancellable: (nullable): ends it
 * @error: where to say why not
 *
 * Returns: as cb_workbook_read_sheet()
 */
gboolean
cb_ods_read_sheet (CbWorkbook *workbook,
                   guint sheet,
                   const CbSheetReader *reader,
                   GCancellable *cancellable,
                   GError **error)
{
  static const CbXmlHandler handler = { start_cb, end_cb, text_cb };
  Reading self = { .ods = (CbOds *)workbook, .wanted = sheet, .reader = reader };
  gboolean is_read;

  self.parse = (CbOdsParse){ &handler, &self, NULL, FALSE, reader->progress, reader->user_data };
  self.groups = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self.columns = g_array_new (FALSE, FALSE, sizeof (Columns));
  g_array_set_clear_func (self.columns, clear_columns);
  self.fonts = g_array_new (FALSE, FALSE, sizeof (guint8));
  self.note = g_string_new (NULL);
  cb_sheet_row_init (&self.cells, reader);
  is_read = read_table (&self, cancellable, error);
  if (!self.cells.is_ended && !g_cancellable_is_cancelled (cancellable))
    report (&self);
  cb_sheet_row_clear (&self.cells);
  g_array_unref (self.groups);
  g_array_unref (self.columns);
  g_array_unref (self.fonts);
  g_string_free (self.note, TRUE);
  g_free (self.row_style);
  g_free (self.cell.string_value);

  return is_read;
}
