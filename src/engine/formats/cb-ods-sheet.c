/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/formats/cb-ods-sheet.h"
#include "engine/formats/cb-sheet-value.h"

/* The cells of one table. */

/* Cells and rows may say that they stand so many times; a small file that makes a thousand million
 * cells of it is made to harm. */
#define MAX_REPEATED (16u << 20)
#define MAX_COMMENT_TEXT 4096u
#define MAX_RANGES 1000u

/**
 * cb_ods_sheet_stop_at:
 * @self: the reading of a sheet
 * @row: 0-based
 * @what: is wrong there
 *
 * Ends it with %CB_ERROR_BROKEN_FILE.
 */
void
cb_ods_sheet_stop_at (CbOdsReading *self, guint64 row, const char *what)
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

/**
 * cb_ods_sheet_add_hidden:
 * @self: the reading of a sheet
 * @kind: what is hidden
 * @place: (nullable): where
 * @detail: (nullable): what it says
 * @count: how many
 *
 * Adds it to the list of what is hidden, the first time that the sheet is read.
 */
void
cb_ods_sheet_add_hidden (
    CbOdsReading *self, CbHiddenKind kind, const char *place, const char *detail, guint64 count)
{
  if (!g_array_index (self->ods->is_read, gboolean, self->wanted))
    cb_workbook_add_hidden (&self->ods->parent, kind, (int)self->wanted, place, detail, count);
}

static void
start_group (CbOdsReading *self, const char **attributes)
{
  const char *display = cb_xml_get_attribute_in (attributes, CB_ODS_IN_TABLE, "display");
  gboolean is_group_hidden = display != NULL && g_str_equal (display, "false");

  g_array_append_val (self->groups, is_group_hidden);
  self->n_hidden_groups += is_group_hidden ? 1 : 0;
}

static void
end_group (CbOdsReading *self)
{
  if (self->groups->len == 0)
    return;
  if (g_array_index (self->groups, gboolean, self->groups->len - 1))
    self->n_hidden_groups--;
  g_array_set_size (self->groups, self->groups->len - 1);
}

static void
start_column (CbOdsReading *self, const char **attributes)
{
  guint64 n = cb_ods_get_count (attributes, CB_ODS_IN_TABLE, "number-columns-repeated");
  CbOdsColumns columns = { 0, is_hidden (attributes) || self->n_hidden_groups > 0, NULL };
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
      cb_ods_sheet_add_hidden (self, CB_HIDDEN_COLUMNS, place->str, NULL, self->n_columns - first);
    }
}

/**
 * cb_ods_sheet_find_columns:
 * @self: the reading of a sheet
 * @column: 0-based
 *
 * Returns: (transfer none) (nullable): what is said of the column
 */
const CbOdsColumns *
cb_ods_sheet_find_columns (const CbOdsReading *self, guint64 column)
{
  guint low = 0;
  guint high = self->columns->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->columns, CbOdsColumns, middle).end <= column)
        low = middle + 1;
      else
        high = middle;
    }

  return low < self->columns->len ? &g_array_index (self->columns, CbOdsColumns, low) : NULL;
}

/* Ranges of hidden rows, the rest of them in the last. */
static void
end_hidden_rows (CbOdsReading *self, gboolean is_last)
{
  g_autofree char *place = NULL;

  if (self->n_hidden_rows == 0 || (self->n_ranges + 1 >= MAX_RANGES && !is_last))
    return;
  place = g_strdup_printf ("%" G_GUINT64_FORMAT ":%" G_GUINT64_FORMAT, self->first_hidden_row + 1,
                           MIN (self->row, CB_SHEET_MAX_ROWS));
  cb_ods_sheet_add_hidden (self, CB_HIDDEN_ROWS, place, NULL, self->n_hidden_rows);
  self->n_hidden_rows = 0;
  self->n_ranges++;
}

static void
start_row (CbOdsReading *self, const char **attributes)
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
end_row (CbOdsReading *self)
{
  guint64 n = self->row_repeated;
  guint64 row = self->row;

  self->row += MIN (n, G_MAXUINT32);
  if (cb_sheet_row_is_empty (&self->cells))
    return;
  if (row >= CB_SHEET_MAX_ROWS || n > CB_SHEET_MAX_ROWS - row)
    {
      cb_ods_sheet_stop_at (self, row, "there are more rows than a sheet has");
      return;
    }
  self->n_repeated += (n - 1) * self->cells.cells->len;
  if (self->n_repeated > MAX_REPEATED)
    {
      cb_ods_sheet_stop_at (self, row,
                            "its cells are repeated more often than any sheet has cells");
      return;
    }
  for (guint64 i = 0; i < n && cb_sheet_row_give (&self->cells, (guint32)(row + i)); i++)
    ;
  if (self->cells.is_ended)
    self->parse.is_done = TRUE;
}

static void
start_in_table (CbOdsReading *self, const char *name, const char **attributes)
{
  if (g_str_equal (name, "table-cell") || g_str_equal (name, "covered-table-cell"))
    cb_ods_cell_start (self, attributes);
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
start_table (CbOdsReading *self, const char **attributes)
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
  CbOdsReading *self = user_data;
  CbOdsSpace space;

  self->depth++;
  if (self->parse.is_done)
    return;
  space = cb_ods_get_space (space_name);
  if (self->cell_depth > 0)
    cb_ods_cell_start_inside (self, space, name, attributes);
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
  CbOdsReading *self = user_data;

  if (self->parse.is_done)
    return;
  if (self->cell_depth == self->depth)
    cb_ods_cell_end (self);
  else if (self->cell_depth > 0)
    cb_ods_cell_end_inside (self, cb_ods_get_space (space_name), name);
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
  CbOdsReading *self = user_data;

  if (self->parse.is_done || self->cell_depth == 0 || self->skip_depth > 0)
    return;
  if (self->note_depth > 0)
    {
      if (self->note_text.n_paragraphs > 0 && self->note->len < MAX_COMMENT_TEXT)
        cb_ods_text_add (&self->note_text, text, MIN (length, MAX_COMMENT_TEXT));
    }
  else if (self->paragraph_depth > 0 && !self->cell.has_value)
    cb_ods_text_add (&self->text, text, length);
  else if (self->paragraph_depth > 0)
    cb_ods_cell_add_shown (self, text, length);
}

/* What is known of the table when it is through, or as far as it goes. */
static void
report (CbOdsReading *self)
{
  end_hidden_rows (self, TRUE);
  if (self->n_more_notes > 0)
    cb_ods_sheet_add_hidden (self, CB_HIDDEN_COMMENTS, NULL, NULL, self->n_more_notes);
  if (self->n_invisible > 0)
    {
      g_autoptr (GString) place = g_string_new (NULL);

      cb_sheet_value_append_column (place, (guint)self->first_invisible);
      g_string_append_printf (place, "%u", (guint)(self->first_invisible >> 32) + 1);
      cb_ods_sheet_add_hidden (self, CB_HIDDEN_INVISIBLE_CELLS, place->str, NULL,
                               self->n_invisible);
    }
  g_array_index (self->ods->is_read, gboolean, self->wanted) = TRUE;
}

static void
clear_columns (gpointer data)
{
  g_free (((CbOdsColumns *)data)->style);
}

static gboolean
read_table (CbOdsReading *self, GCancellable *cancellable, GError **error)
{
  const CbSheet *sheet = g_ptr_array_index (self->ods->parent.sheets, self->wanted);

  if (!cb_ods_parse (self->ods, "content.xml", &self->parse, cancellable, error))
    {
      if (error != NULL && cb_error_is_broken_file (*error)
          && !g_str_has_prefix ((*error)->message, "sheet "))
        g_prefix_error (error, "sheet “%s”, after row %" G_GUINT64_FORMAT ": ", sheet->name,
                        self->row);
      return FALSE;
    }
  if (self->cells.is_ended)
    return TRUE;
  if (self->ods->zip != NULL && cb_zip_is_cut (self->ods->zip))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_FILE_CUT,
                   "sheet “%s”, after row %" G_GUINT64_FORMAT
                   ": all rows of it are there, but the file breaks off after them",
                   sheet->name, self->row);
      return FALSE;
    }

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
  CbOdsReading self = { .ods = (CbOds *)workbook, .wanted = sheet, .reader = reader };
  gboolean is_read;

  self.parse = (CbOdsParse){ &handler, &self, NULL, FALSE, reader->progress, reader->user_data };
  self.groups = g_array_new (FALSE, FALSE, sizeof (gboolean));
  self.columns = g_array_new (FALSE, FALSE, sizeof (CbOdsColumns));
  g_array_set_clear_func (self.columns, clear_columns);
  self.fonts = g_array_new (FALSE, FALSE, sizeof (guint8));
  self.note = g_string_new (NULL);
  self.shown = g_string_new (NULL);
  cb_sheet_row_init (&self.cells, reader);
  is_read = read_table (&self, cancellable, error);
  if (!self.cells.is_ended && !g_cancellable_is_cancelled (cancellable))
    report (&self);
  cb_sheet_row_clear (&self.cells);
  g_array_unref (self.groups);
  g_array_unref (self.columns);
  g_array_unref (self.fonts);
  g_string_free (self.note, TRUE);
  g_string_free (self.shown, TRUE);
  g_free (self.row_style);
  g_free (self.cell.string_value);

  return is_read;
}
