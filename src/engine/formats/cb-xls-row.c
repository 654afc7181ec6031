/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-xls-row.h"

#include <math.h>

/**
 * cb_xls_row_init:
 * @self: (out): without cells
 * @xls: (transfer none): the workbook
 * @survey: (transfer none): of the sheet
 * @reader: (transfer none): gets the rows
 */
void
cb_xls_row_init (CbXlsRow *self, CbXls *xls, const CbXlsSurvey *survey, const CbSheetReader *reader)
{
  *self = (CbXlsRow){ .xls = xls, .survey = survey };
  cb_sheet_row_init (&self->cells, reader);
}

/**
 * cb_xls_row_clear:
 * @self: a row
 */
void
cb_xls_row_clear (CbXlsRow *self)
{
  cb_sheet_row_clear (&self->cells);
}

/**
 * cb_xls_row_is_empty:
 * @self: a row
 *
 * Returns: whether no cell was added since it was given
 */
gboolean
cb_xls_row_is_empty (const CbXlsRow *self)
{
  return cb_sheet_row_is_empty (&self->cells);
}

/**
 * cb_xls_row_give:
 * @self: a row
 *
 * Gives the row that is built to the reader, if there is one, and is ready for the next.
 */
void
cb_xls_row_give (CbXlsRow *self)
{
  cb_sheet_row_give (&self->cells, self->row);
  cb_sheet_row_reset (&self->cells);
}

static gboolean
hides_text (const CbXlsLook *look)
{
  return (look->format.hides & CB_NUMBER_HIDES_TEXT) != 0;
}

/**
 * cb_xls_row_add:
 * @self: a row
 * @head: of the cell
 * @type: of it
 * @flags: CB_SHEET_CELL_* that are known from its record
 * @start: where its text begins in @text, at whose end it stands
 */
void
cb_xls_row_add (
    CbXlsRow *self, const CbXlsHead *head, CbSheetCellType type, guint flags, gsize start)
{
  CbSheetCell cell = { head->column, (guint8)type, (guint8)flags, head->look.font };

  if (self->cells.text->len == start)
    return;
  if (cb_xls_survey_is_hidden (self->survey, head->row, head->column))
    cell.flags |= CB_SHEET_CELL_HIDDEN;
  if (head->look.is_invisible || (type == CB_SHEET_CELL_TEXT && hides_text (&head->look)))
    cell.flags |= CB_SHEET_CELL_INVISIBLE;
  if ((cell.flags & CB_SHEET_CELL_INVISIBLE) != 0 && self->n_invisible++ == 0)
    self->first_invisible = (guint32)head->row << 16 | head->column;
  self->row = head->row;
  cb_sheet_row_add (&self->cells, &cell, start);
}

/**
 * cb_xls_row_add_number:
 * @self: a row
 * @head: of the cell
 * @value: which its format makes a number, a date, a time
 * @flags: CB_SHEET_CELL_* that are known from its record
 */
void
cb_xls_row_add_number (CbXlsRow *self, const CbXlsHead *head, double value, guint flags)
{
  gsize start = self->cells.text->len;
  CbSheetCellType type;

  if (!isfinite (value))
    {
      g_string_append (self->cells.text, "#NUM!");
      cb_xls_row_add (self, head, CB_SHEET_CELL_ERROR, flags, start);
      return;
    }
  type = cb_sheet_value_append_formatted (self->cells.text, value, &head->look.format,
                                          self->xls->days);
  if (type == CB_SHEET_CELL_NUMBER)
    flags |= head->look.format.flags;
  if (cb_number_format_hides (&head->look.format, value))
    flags |= CB_SHEET_CELL_INVISIBLE;
  cb_xls_row_add (self, head, type, flags, start);
}

/**
 * cb_xls_row_add_boolean:
 * @self: a row
 * @head: of the cell
 * @value: 0 for FALSE
 * @flags: CB_SHEET_CELL_* that are known from its record
 */
void
cb_xls_row_add_boolean (CbXlsRow *self, const CbXlsHead *head, guint8 value, guint flags)
{
  gsize start = self->cells.text->len;

  g_string_append (self->cells.text, value != 0 ? "TRUE" : "FALSE");
  cb_xls_row_add (self, head, CB_SHEET_CELL_BOOLEAN, flags, start);
}

/**
 * cb_xls_row_add_error:
 * @self: a row
 * @head: of the cell
 * @value: MS-XLS 2.5.10
 * @flags: CB_SHEET_CELL_* that are known from its record
 */
void
cb_xls_row_add_error (CbXlsRow *self, const CbXlsHead *head, guint8 value, guint flags)
{
  static const struct
  {
    guint8 value;
    const char *text;
  } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0f, "#VALUE!" }, { 0x17, "#REF!" },
                 { 0x1d, "#NAME?" }, { 0x24, "#NUM!" },   { 0x2a, "#N/A" } };
  const char *text = "#N/A";
  gsize start = self->cells.text->len;

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].value == value)
      text = errors[i].text;
  g_string_append (self->cells.text, text);
  cb_xls_row_add (self, head, CB_SHEET_CELL_ERROR, flags, start);
}

/**
 * cb_xls_row_add_text:
 * @self: a row
 * @head: of the cell
 * @start: where its text begins in @text, at whose end it stands
 * @runs: (array length=n_runs): of rich text
 * @n_runs: of @runs
 * @flags: CB_SHEET_CELL_* that are known from its record
 *
 * A text is in the font of its cell up to the first run, and in that of a run up to the next.
 */
void
cb_xls_row_add_text (CbXlsRow *self,
                     const CbXlsHead *head,
                     gsize start,
                     const CbXlsRun *runs,
                     guint n_runs,
                     guint flags)
{
  guint32 length = (guint32)(self->cells.text->len - start);
  CbFontEncoding font = head->look.font;

  for (guint i = 0; i < n_runs; i++)
    {
      cb_sheet_row_add_run (&self->cells, MIN (runs[i].start, length), font);
      font = cb_xls_style_get_font (self->xls->style, runs[i].font);
    }
  if (n_runs > 0)
    cb_sheet_row_add_run (&self->cells, length, font);
  cb_xls_row_add (self, head, CB_SHEET_CELL_TEXT, flags, start);
}
