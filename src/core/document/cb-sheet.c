/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/document/cb-sheet-private.h"

#include <string.h>

#include "base/cb-error.h"
#include "base/cb-save.h"
#include "base/cb-text.h"

/* ECMA-376 part 1, §18.2.19: what Excel lets a sheet be called. */
#define MAX_NAME 31
/* What Excel lets a cell hold. */
#define MAX_TEXT 32767

static void
clear_column (gpointer data)
{
  g_free (((CbSheetColumn *)data)->title);
}

static void
clear_value (gpointer data)
{
  g_free (((CbSheetValue *)data)->text);
}

static void
clear_line (gpointer data)
{
  g_array_unref (((CbSheetLine *)data)->values);
}

static void
free_sheet (gpointer data)
{
  CbSheet *sheet = data;

  g_free (sheet->name);
  g_ptr_array_unref (sheet->notes);
  g_array_unref (sheet->columns);
  g_array_unref (sheet->lines);
  g_free (sheet);
}

/**
 * cb_sheet_book_new:
 * @title: for the properties of the file
 * @author: the agency, for the properties
 *
 * Returns: (transfer full): a book without sheets
 */
CbSheetBook *
cb_sheet_book_new (const char *title, const char *author)
{
  CbSheetBook *self = g_new0 (CbSheetBook, 1);

  self->title = g_utf8_make_valid (title, -1);
  self->author = g_utf8_make_valid (author != NULL ? author : "", -1);
  self->sheets = g_ptr_array_new_with_free_func (free_sheet);

  return self;
}

/**
 * cb_sheet_book_free:
 * @self: (nullable) (transfer full): a book
 */
void
cb_sheet_book_free (CbSheetBook *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->author);
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

static gboolean
has_sheet (CbSheetBook *self, const char *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);

  for (guint i = 0; i < self->sheets->len; i++)
    {
      g_autofree char *other = g_utf8_casefold (cb_sheet_book_get_sheet (self, i)->name, -1);

      if (g_str_equal (folded, other))
        return TRUE;
    }

  return FALSE;
}

/* Without the signs that Excel forbids, short enough, and no other sheet's. */
static char *
dup_sheet_name (CbSheetBook *self, const char *wanted)
{
  g_autofree char *valid = g_utf8_make_valid (wanted, -1);
  g_autofree char *clean = g_strdelimit (g_steal_pointer (&valid), "[]:*?/\\'", ' ');
  char *name = g_utf8_substring (clean, 0, MIN (g_utf8_strlen (clean, -1), MAX_NAME));

  if (name[0] == '\0')
    {
      g_free (name);
      name = g_strdup ("Trang");
    }
  for (guint n = 2; has_sheet (self, name); n++)
    {
      g_autofree char *suffix = g_strdup_printf (" (%u)", n);
      g_autofree char *head = g_utf8_substring (
          clean, 0, MIN (g_utf8_strlen (clean, -1), MAX_NAME - (glong)strlen (suffix)));

      g_free (name);
      name = g_strconcat (head, suffix, NULL);
    }

  return name;
}

/**
 * cb_sheet_book_add_sheet:
 * @self: a book
 * @name: on its tab; made to what Excel allows, and unique
 *
 * Returns: (transfer none): an empty sheet, of the book
 */
CbSheet *
cb_sheet_book_add_sheet (CbSheetBook *self, const char *name)
{
  CbSheet *sheet = g_new0 (CbSheet, 1);

  sheet->name = dup_sheet_name (self, name);
  sheet->notes = g_ptr_array_new_with_free_func (g_free);
  sheet->columns = g_array_new (FALSE, TRUE, sizeof (CbSheetColumn));
  g_array_set_clear_func (sheet->columns, clear_column);
  sheet->lines = g_array_new (FALSE, TRUE, sizeof (CbSheetLine));
  g_array_set_clear_func (sheet->lines, clear_line);
  g_ptr_array_add (self->sheets, sheet);

  return sheet;
}

/**
 * cb_sheet_book_get_sheet:
 * @self: a book
 * @i: from 0, less than there are
 *
 * Returns: (transfer none): that sheet
 */
CbSheet *
cb_sheet_book_get_sheet (CbSheetBook *self, guint i)
{
  return g_ptr_array_index (self->sheets, i);
}

/**
 * cb_sheet_get_name:
 * @self: a sheet
 *
 * Returns: (transfer none): what stands on its tab
 */
const char *
cb_sheet_get_name (const CbSheet *self)
{
  return self->name;
}

/**
 * cb_sheet_add_note:
 * @self: a sheet
 * @text: a line above the header; the first is bold. Left out of CSV
 */
void
cb_sheet_add_note (CbSheet *self, const char *text)
{
  g_ptr_array_add (self->notes, g_utf8_make_valid (text, -1));
}

/**
 * cb_sheet_add_column:
 * @self: a sheet without rows
 * @title: of the header
 * @kind: how its numbers are written; texts may stand in any
 * @width: in characters
 */
void
cb_sheet_add_column (CbSheet *self, const char *title, CbSheetKind kind, guint width)
{
  CbSheetColumn column = { g_utf8_make_valid (title, -1), kind, width };

  g_array_append_val (self->columns, column);
}

static void
begin_line (CbSheet *self, gboolean is_total)
{
  CbSheetLine line = { is_total, g_array_new (FALSE, TRUE, sizeof (CbSheetValue)) };

  g_array_set_clear_func (line.values, clear_value);
  g_array_append_val (self->lines, line);
}

/**
 * cb_sheet_begin_row:
 * @self: a sheet
 *
 * Cells follow from left to right.
 */
void
cb_sheet_begin_row (CbSheet *self)
{
  begin_line (self, FALSE);
}

/**
 * cb_sheet_begin_total_row:
 * @self: a sheet
 *
 * The same in bold.
 */
void
cb_sheet_begin_total_row (CbSheet *self)
{
  begin_line (self, TRUE);
}

static CbSheetValue *
add_value (CbSheet *self, CbSheetValueKind kind, double number)
{
  CbSheetValue value = { kind, number, NULL, NULL, 0 };
  CbSheetLine *line = &g_array_index (self->lines, CbSheetLine, self->lines->len - 1);

  g_array_append_val (line->values, value);

  return &g_array_index (line->values, CbSheetValue, line->values->len - 1);
}

/**
 * cb_sheet_add_text:
 * @self: a sheet with a row begun
 * @text: (nullable): %NULL: an empty cell. What looks like a number or a formula stays a text
 */
void
cb_sheet_add_text (CbSheet *self, const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  CbSheetValue *value
      = add_value (self, valid[0] != '\0' ? CB_SHEET_VALUE_TEXT : CB_SHEET_VALUE_NONE, 0);

  value->text = g_utf8_strlen (valid, -1) > MAX_TEXT ? g_utf8_substring (valid, 0, MAX_TEXT)
                                                     : g_steal_pointer (&valid);
}

/**
 * cb_sheet_add_number:
 * @self: a sheet with a row begun
 * @number: finite; in a column of percents 0.985 is shown as 98,5 %
 */
void
cb_sheet_add_number (CbSheet *self, double number)
{
  add_value (self, CB_SHEET_VALUE_NUMBER, number);
}

/* 30/12/1899, which Excel's days are counted from (from March 1900 on). */
static double
count_days (const GDate *date)
{
  return (double)g_date_get_julian (date) - 693594;
}

/**
 * cb_sheet_add_date:
 * @self: a sheet with a row begun
 * @date: (nullable): %NULL or not valid: an empty cell
 */
void
cb_sheet_add_date (CbSheet *self, const GDate *date)
{
  gboolean is_valid = date != NULL && g_date_valid (date);

  add_value (self, is_valid ? CB_SHEET_VALUE_DATE : CB_SHEET_VALUE_NONE,
             is_valid ? count_days (date) : 0);
}

/**
 * cb_sheet_add_time:
 * @self: a sheet with a row begun
 * @us: microseconds since 1970, written as the local time to the second; 0: an empty cell
 */
void
cb_sheet_add_time (CbSheet *self, gint64 us)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_local (utc) : NULL;
  GDate date;

  if (us == 0 || local == NULL)
    {
      add_value (self, CB_SHEET_VALUE_NONE, 0);
      return;
    }
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay)g_date_time_get_day_of_month (local),
                  (GDateMonth)g_date_time_get_month (local),
                  (GDateYear)g_date_time_get_year (local));
  add_value (self, CB_SHEET_VALUE_TIME,
             count_days (&date)
                 + (g_date_time_get_hour (local) * 3600 + g_date_time_get_minute (local) * 60
                    + g_date_time_get_second (local))
                       / 86400.0);
}

/**
 * cb_sheet_link:
 * @self: a sheet with a cell added
 * @to: another sheet of the same book
 * @row: of it, from 0, below its header
 *
 * In XLSX a click on the last cell goes there.
 */
void
cb_sheet_link (CbSheet *self, const CbSheet *to, guint row)
{
  CbSheetLine *line = &g_array_index (self->lines, CbSheetLine, self->lines->len - 1);
  CbSheetValue *value = &g_array_index (line->values, CbSheetValue, line->values->len - 1);

  value->link = to;
  value->link_row = row;
}

/**
 * cb_sheet_get_n_rows:
 * @self: a sheet
 *
 * Returns: how many rows have been begun
 */
guint
cb_sheet_get_n_rows (const CbSheet *self)
{
  return self->lines->len;
}

/* From 1: notes, an empty line after them, the header. */
guint
_cb_sheet_get_header_row (const CbSheet *self)
{
  return self->notes->len > 0 ? self->notes->len + 2 : 1;
}

/**
 * cb_sheet_book_save:
 * @self: a book with a sheet
 * @file: where to; `.xlsx` makes a workbook, `.csv` the first sheet alone
 * @cancellable: (nullable): to stop
 * @error: where to say why not
 *
 * Writes the whole file or leaves what was there. Blocks; any thread.
 *
 * Returns: %FALSE with %CB_ERROR_UNSUPPORTED for another ending, %CB_ERROR_TOO_LARGE,
 *   %CB_ERROR_DISK_FULL, %CB_ERROR_NOT_WRITABLE
 */
gboolean
cb_sheet_book_save (const CbSheetBook *self, GFile *file, GCancellable *cancellable, GError **error)
{
  g_autofree char *name = g_file_get_basename (file);
  g_autoptr (GBytes) bytes = NULL;

  if (cb_text_has_ending (name, ".xlsx"))
    bytes = cb_sheet_book_to_xlsx (self, error);
  else if (cb_text_has_ending (name, ".csv"))
    bytes = cb_sheet_to_csv (g_ptr_array_index (self->sheets, 0));
  else
    g_set_error (error, CB_ERROR, CB_ERROR_UNSUPPORTED, "%s: neither .xlsx nor .csv", name);
  if (bytes == NULL)
    return FALSE;

  return cb_save_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
                           cancellable, error);
}
