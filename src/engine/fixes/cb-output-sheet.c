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

      if (g_str_equal (column->type, "integer") || g_str_equal (column->type, "number"))
        self->parent.numbers[i] = column->decision.comma ? CB_OUTPUT_NUMBERS_VI : CB_OUTPUT_NUMBERS;
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
  self->parent.numbers = g_new0 (guint8, self->n_columns + 1);
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
 * What is text in the file is a number only in the plainest way of writing; what was a number in a
 * workbook stays one, with all its digits and its exponent.
 *
 * Returns: what to write it as
 */
CbSheetCellType
cb_sheet_output_get_type (const CbCell *cell, gboolean is_header)
{
  CbSheetCellType type = cb_cell_get_type (cell);

  if (type == CB_SHEET_CELL_NUMBER)
    return cb_output_is_double (cell) ? type : CB_SHEET_CELL_TEXT;
  if (type == CB_SHEET_CELL_TEXT && !is_header && (cell->flags & CB_STEP_NUMBER) != 0
      && cb_output_is_number (cell))
    return CB_SHEET_CELL_NUMBER;

  return type;
}

/* "2026-01-02", "2026-01-02T03:04:05.5" and "03:04:05": days since 1899-12-30. */
static gboolean
read_date (const char *text, double *days)
{
  guint year, month, day, hour = 0, minute = 0;
  double second = 0.0;
  const char *time = text;
  int used = 0;
  g_autoptr (GDate) date = NULL;

  *days = 0.0;
  if (sscanf (text, "%4u-%2u-%2u%n", &year, &month, &day, &used) == 3)
    {
      if (!g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
        return FALSE;
      date = g_date_new_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year);
      *days = (double)g_date_get_julian (date) - 693594.0;
      if (*days < 61.0)
        return FALSE;
      time = text + used + (text[used] == 'T');
    }
  if (*time != '\0' && sscanf (time, "%2u:%2u:%lf", &hour, &minute, &second) < 2)
    return FALSE;
  *days += (hour * 3600.0 + minute * 60.0 + second) / 86400.0;

  return TRUE;
}

/* "PT27H5M3S", "-PT1M": as the readers write time that has elapsed. */
static gboolean
read_duration (const char *text, double *days)
{
  double sign = *text == '-' ? -1.0 : 1.0;
  const char *p = text + (*text == '-');

  *days = 0.0;
  if (!g_str_has_prefix (p, "PT") || p[2] == '\0')
    return FALSE;
  for (p += 2; *p != '\0'; p++)
    {
      char *end;
      double number = g_ascii_strtod (p, &end);

      if (end == p || strchr ("HMS", *end) == NULL || *end == '\0')
        return FALSE;
      *days += sign * number / (*end == 'H' ? 24.0 : *end == 'M' ? 1440.0 : 86400.0);
      p = end;
    }

  return TRUE;
}

/**
 * cb_sheet_output_read_serial:
 * @cell: a date, a date with a time, a time or a duration, in ISO 8601
 * @serial: (out): days since 1899-12-30, as spreadsheets count
 *
 * Returns: %FALSE when it has no such number: before 1900-03-01, where spreadsheets disagree
 */
gboolean
cb_sheet_output_read_serial (const CbCell *cell, char serial[32])
{
  char text[32] = "";
  double days;

  if (cell->length >= sizeof text)
    return FALSE;
  memcpy (text, cell->bytes, cell->length);
  if (!read_duration (text, &days) && !read_date (text, &days))
    return FALSE;
  g_ascii_dtostr (serial, 32, days);

  return TRUE;
}
