/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <math.h>
#include <string.h>

#include "base/cb-text.h"
#include "engine/formats/cb-xlsx-private.h"

/* What the text of a cell means. */

/* Some programs write a number with all the digits that its bits have. */
#define MAX_NUMBER 1200

static void
count_invisible (CbXlsxRow *self, const CbSheetCell *cell)
{
  if ((cell->flags & CB_SHEET_CELL_INVISIBLE) == 0 || cell->length == 0)
    return;
  if (self->n_invisible++ == 0)
    {
      self->invisible_row = self->row;
      self->invisible_column = cell->column;
    }
}

static void
set_value (CbXlsxRow *self, CbSheetCell *cell, CbSheetCellType type, const char *text, gsize length)
{
  cell->type = (guint8)type;
  cell->bytes = text;
  cell->length = (guint32)length;
  count_invisible (self, cell);
}

static void
set_text (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length)
{
  if ((style->format.hides & CB_NUMBER_HIDES_TEXT) != 0)
    cell->flags |= CB_SHEET_CELL_INVISIBLE;
  set_value (self, cell, CB_SHEET_CELL_TEXT, text, length);
}

/* The text of a value, with its escapes read. */
static void
set_escaped_text (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length)
{
  if (cb_text_find_bytes (text, length, "_x", 2) != NULL)
    {
      g_string_truncate (self->scratch, 0);
      g_string_append_len (self->scratch, text, (gssize)length);
      cb_xlsx_decode_escapes (self->scratch, 0);
      length = self->scratch->len;
      text = cb_xlsx_row_keep (self, self->scratch->str, length);
    }
  set_text (self, cell, style, text, length);
}

/**
 * cb_xlsx_is_short_number:
 * @text: what stands in a cell of numbers; a byte that is no digit comes after it
 * @length: of @text
 *
 * Returns: whether it is a decimal as a person writes it, with up to 15 digits, so that a number
 *   of the processor has them all
 */
gboolean
cb_xlsx_is_short_number (const char *text, gsize length)
{
  const char *p = text;
  const char *whole;

  if (length > 17)
    return FALSE;
  if (*p == '-')
    p++;
  whole = p;
  while (g_ascii_isdigit (*p))
    p++;
  if (p == whole || (*whole == '0' && p - whole > 1))
    return FALSE;
  if (p == text + length)
    return p - whole <= 15 && !(*whole == '0' && whole != text);
  if (*p++ != '.')
    return FALSE;
  while (g_ascii_isdigit (*p))
    p++;

  return p == text + length && p[-1] != '0' && p[-1] != '.' && p - whole <= 16;
}

static gboolean
parse_number (const char *text, gsize length, double *value)
{
  char copy[MAX_NUMBER];
  char *end;

  if (length == 0 || length >= sizeof copy)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (strchr ("0123456789.+-eE", text[i]) == NULL || text[i] == '\0')
      return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  *value = g_ascii_strtod (copy, &end);

  return *end == '\0' && isfinite (*value);
}

static void
trim (const char **text, gsize *length)
{
  while (*length > 0 && g_ascii_isspace (**text))
    {
      (*text)++;
      (*length)--;
    }
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
}

static void
set_number (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length)
{
  CbSheetCellType type = CB_SHEET_CELL_NUMBER;
  double value = 0;

  trim (&text, &length);
  if (!parse_number (text, length, &value))
    {
      set_text (self, cell, style, text, length);
      return;
    }
  if (cb_number_format_hides (&style->format, value))
    cell->flags |= CB_SHEET_CELL_INVISIBLE;
  if (style->format.type != CB_SHEET_CELL_NUMBER || !cb_xlsx_is_short_number (text, length))
    {
      g_string_truncate (self->scratch, 0);
      type = cb_sheet_value_append_formatted (self->scratch, value, &style->format, self->days);
      length = self->scratch->len;
      text = cb_xlsx_row_keep (self, self->scratch->str, length);
    }
  if (type == CB_SHEET_CELL_NUMBER)
    cell->flags |= style->format.flags;
  set_value (self, cell, type, text, length);
}

/**
 * cb_xlsx_row_get_day:
 * @self: a row of a sheet
 * @serial: a number under the format of a date
 *
 * Returns: (nullable): the ten letters of the date, until the next call; %NULL when it is none
 */
const char *
cb_xlsx_row_get_day (CbXlsxRow *self, guint32 serial)
{
  static const CbNumberFormat format = { CB_SHEET_CELL_DATE, 0, 0 };
  CbXlsxDay *day = &self->days_seen[serial % CB_XLSX_N_DAYS];

  if (day->serial == serial && serial > 0)
    return day->text;
  g_string_truncate (self->scratch, 0);
  if (cb_sheet_value_append_formatted (self->scratch, serial, &format, self->days)
          != CB_SHEET_CELL_DATE
      || self->scratch->len != sizeof day->text || serial == 0)
    return NULL;
  day->serial = serial;
  memcpy (day->text, self->scratch->str, sizeof day->text);

  return day->text;
}

static gboolean
is_true (const char *text, gsize length, gboolean *value)
{
  *value = (length == 1 && *text == '1')
           || (length == 4 && g_ascii_strncasecmp (text, "true", 4) == 0);

  return *value || (length == 1 && *text == '0')
         || (length == 5 && g_ascii_strncasecmp (text, "false", 5) == 0);
}

static void
set_boolean (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length)
{
  gboolean value;

  trim (&text, &length);
  if (!is_true (text, length, &value))
    set_text (self, cell, style, text, length);
  else
    set_value (self, cell, CB_SHEET_CELL_BOOLEAN, value ? "TRUE" : "FALSE", value ? 4 : 5);
}

/* yyyy-mm-dd, hh:mm:ss[.fff], or both with a T; what zone it is in nobody knows: a Z is not given.
 */
static gboolean
has_shape (const char *text, gsize length, const char *shape)
{
  if (length < strlen (shape))
    return FALSE;
  for (gsize i = 0; shape[i] != '\0'; i++)
    if (shape[i] == '0' ? !g_ascii_isdigit (text[i]) : text[i] != shape[i])
      return FALSE;

  return TRUE;
}

/* Returns: the length without needless parts, 0 when it is no clock. */
static gsize
measure_clock (const char *text, gsize length)
{
  gsize n = 8;

  if (!has_shape (text, length, "00:00:00"))
    return 0;
  if (n < length && text[n] == '.')
    {
      n++;
      while (n < length && g_ascii_isdigit (text[n]))
        n++;
    }
  if (n < length && !(n + 1 == length && text[n] == 'Z'))
    return 0;
  while (n > 8 && (text[n - 1] == '0' || text[n - 1] == '.'))
    if (text[--n] == '.')
      break;

  return n;
}

static void
set_iso_date (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length)
{
  gsize clock;

  trim (&text, &length);
  /* The days before the first one are none: a time of day is meant. */
  if (style->format.type == CB_SHEET_CELL_TIME && has_shape (text, length, "1899-12-30T"))
    {
      text += 11;
      length -= 11;
    }
  clock = measure_clock (text, length);
  if (clock > 0)
    set_value (self, cell, CB_SHEET_CELL_TIME, text, clock);
  else if (has_shape (text, length, "0000-00-00") && length == 10)
    set_value (self, cell, CB_SHEET_CELL_DATE, text, 10);
  else if (has_shape (text, length, "0000-00-00T")
           && (clock = measure_clock (text + 11, length - 11)) > 0)
    {
      gboolean is_day = style->format.type == CB_SHEET_CELL_DATE && clock == 8
                        && memcmp (text + 11, "00:00:00", 8) == 0;

      set_value (self, cell, is_day ? CB_SHEET_CELL_DATE : CB_SHEET_CELL_DATETIME, text,
                 is_day ? 10 : 11 + clock);
    }
  else
    set_text (self, cell, style, text, length);
}

/**
 * cb_xlsx_row_set_value:
 * @self: in a row
 * @cell: its last one, with place and flags
 * @kind: of the value
 * @style: of the cell
 * @text: of the value; see cb_xlsx_row_add()
 * @length: of @text
 *
 * Says what the cell is. A text that is not of its kind stays a text.
 */
void
cb_xlsx_row_set_value (CbXlsxRow *self,
                       CbSheetCell *cell,
                       CbXlsxKind kind,
                       const CbXlsxStyle *style,
                       const char *text,
                       gsize length)
{
  switch (kind)
    {
    case CB_XLSX_NUMBER:
      set_number (self, cell, style, text, length);
      break;
    case CB_XLSX_BOOLEAN:
      set_boolean (self, cell, style, text, length);
      break;
    case CB_XLSX_ERROR:
      trim (&text, &length);
      set_value (self, cell, CB_SHEET_CELL_ERROR, text, length);
      break;
    case CB_XLSX_ISO_DATE:
      set_iso_date (self, cell, style, text, length);
      break;
    case CB_XLSX_FORMULA_TEXT:
    case CB_XLSX_INLINE:
    case CB_XLSX_SHARED:
    default:
      set_escaped_text (self, cell, style, text, length);
      break;
    }
}

/**
 * cb_xlsx_row_set_text:
 * @self: in a row
 * @cell: its last one
 * @style: of the cell
 * @text: with its escapes read
 * @length: of @text
 *
 * Makes it a text.
 */
void
cb_xlsx_row_set_text (
    CbXlsxRow *self, CbSheetCell *cell, const CbXlsxStyle *style, const char *text, gsize length)
{
  set_text (self, cell, style, text, length);
}
