/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/fixes/cb-output-sheet.h"

#include <stdio.h>
#include <string.h>

#include "engine/table/cb-profile.h"

/* What is text in the file becomes a number in the spreadsheet where the whole column holds numbers
 * in the one way of writing that needs no judgement. */
static void
find_numbers (CbSheetOutput *self, CbTable *table)
{
  g_autoptr (CbProfile) profile = NULL;

  if (cb_table_get_facts (table)->sheet >= 0)
    return;
  profile = cb_profile_run (table, NULL, NULL, NULL, NULL);
  for (guint i = 0; profile != NULL && i < self->n_columns; i++)
    {
      const CbProfileColumn *column = g_ptr_array_index (profile->columns, i);

      self->parent.numbers[i]
          = g_str_equal (column->type, "integer") || g_str_equal (column->type, "number");
    }
}

/**
 * cb_sheet_output_new:
 * @table: what is written
 * @fd: (transfer none): where to
 *
 * Returns: (transfer full): the output, with an archive without members
 */
CbOutput *
cb_sheet_output_new (CbTable *table, int fd)
{
  CbSheetOutput *self = g_new0 (CbSheetOutput, 1);

  self->zip = cb_zip_writer_new (fd);
  self->n_columns = cb_table_get_n_columns (table);
  self->parent.numbers = g_new0 (gboolean, self->n_columns + 1);
  self->parent.n_numbers = self->n_columns;
  find_numbers (self, table);

  return &self->parent;
}

/**
 * cb_sheet_output_free:
 * @output: (transfer full): an output
 */
void
cb_sheet_output_free (CbOutput *output)
{
  CbSheetOutput *self = (CbSheetOutput *)output;

  cb_zip_writer_free (self->zip);
  g_free (output->numbers);
  g_free (self);
}

/**
 * cb_sheet_output_pack:
 * @output: an output whose sheet has begun
 * @bytes: of the sheet
 * @length: of @bytes
 * @rows: that are in them
 * @error: where to say why not
 *
 * Returns: %FALSE with %CB_ERROR_TOO_LARGE when a sheet cannot hold so many rows,
 *   %CB_ERROR_DISK_FULL
 */
gboolean
cb_sheet_output_pack (
    CbOutput *output, const guint8 *bytes, gsize length, guint64 rows, GError **error)
{
  CbSheetOutput *self = (CbSheetOutput *)output;

  self->rows += rows;
  if (self->rows > CB_SHEET_MAX_ROWS || self->n_columns + output->n_added > CB_SHEET_MAX_COLUMNS)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_TOO_LARGE,
                   "a sheet holds %u rows and %u columns, not more", CB_SHEET_MAX_ROWS,
                   CB_SHEET_MAX_COLUMNS);
      return FALSE;
    }
  if (!cb_zip_writer_write (self->zip, bytes, length, error))
    return FALSE;
  output->bytes = cb_zip_writer_get_size (self->zip);

  return TRUE;
}

/**
 * cb_sheet_output_get_type:
 * @cell: a cell, as it came to the output
 * @is_header: whether it names a column
 *
 * Returns: what to write it as
 */
CbSheetCellType
cb_sheet_output_get_type (const CbCell *cell, gboolean is_header)
{
  CbSheetCellType type = cb_cell_get_type (cell);

  if (type == CB_SHEET_CELL_TEXT && !is_header && (cell->flags & CB_STEP_NUMBER) != 0)
    type = CB_SHEET_CELL_NUMBER;
  if (type == CB_SHEET_CELL_NUMBER && !cb_output_is_number (cell))
    type = CB_SHEET_CELL_TEXT;

  return type;
}

/**
 * cb_sheet_output_read_serial:
 * @cell: a date, a date with a time or a time, in ISO 8601
 * @serial: (out): days since 1899-12-30, as spreadsheets count
 *
 * Returns: %FALSE when it has no such number: before 1900-03-01, where spreadsheets disagree
 */
gboolean
cb_sheet_output_read_serial (const CbCell *cell, char serial[32])
{
  char text[32] = "";
  guint year = 1899, month = 12, day = 30, hour = 0, minute = 0;
  double second = 0.0;
  g_autoptr (GDate) date = NULL;
  const char *time = text;
  double days;
  int used = 0;

  if (cell->length >= sizeof text)
    return FALSE;
  memcpy (text, cell->bytes, cell->length);
  if (sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &used) == 3)
    time = text + used + (text[used] == 'T');
  if (*time != '\0' && sscanf (time, "%2u:%2u:%lf", &hour, &minute, &second) < 2)
    return FALSE;
  if (!g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  date = g_date_new_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);
  days = (double)g_date_get_julian (date) - 693594.0;
  if (used > 0 && days < 61.0)
    return FALSE;
  days += (hour * 3600.0 + minute * 60.0 + second) / 86400.0;
  g_ascii_dtostr (serial, 32, days);

  return TRUE;
}
