/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/formats/cb-sheet-value.h"

#include <math.h>
#include <string.h>

#define MS_PER_DAY 86400000
/* The last day that spreadsheet programs know, 9999-12-31, in the system of 1900. */
#define LAST_DAY 2958465
#define DAYS_FROM_1900_TO_1904 1462
/* The day that the system of 1900 has and the calendar has not: 1900-02-29. */
#define DAY_THAT_WAS_NOT 60
/* From here on, and down to its inverse, numbers are written without an exponent. */
#define PLAIN_LIMIT 1e15

/* @point is where it stands among the digits. */
static void
append_digits (GString *text, const char *digits, int n_digits, int point)
{
  if (point <= 0)
    {
      g_string_append (text, "0.");
      for (int i = point; i < 0; i++)
        g_string_append_c (text, '0');
      g_string_append_len (text, digits, n_digits);
      return;
    }
  if (point >= n_digits)
    {
      g_string_append_len (text, digits, n_digits);
      for (int i = n_digits; i < point; i++)
        g_string_append_c (text, '0');
      return;
    }
  g_string_append_len (text, digits, point);
  g_string_append_c (text, '.');
  g_string_append_len (text, digits + point, n_digits - point);
}

/* @shown is d.ddde±xx. */
static void
append_plain (GString *text, const char *shown)
{
  char digits[24];
  int n = 0;
  const char *p = shown;
  int exponent;

  for (; *p != '\0' && *p != 'e'; p++)
    if (g_ascii_isdigit (*p) && n < (int)sizeof digits)
      digits[n++] = *p;
  exponent = *p == 'e' ? (int)g_ascii_strtoll (p + 1, NULL, 10) : 0;
  while (n > 1 && digits[n - 1] == '0')
    n--;
  append_digits (text, digits, n, exponent + 1);
}

/* Zeros before the e say nothing. */
static void
append_scientific (GString *text, const char *shown)
{
  const char *e = strchr (shown, 'e');
  gsize length = e != NULL ? (gsize)(e - shown) : strlen (shown);

  while (length > 1 && shown[length - 1] == '0')
    length--;
  if (shown[length - 1] == '.')
    length--;
  g_string_append_len (text, shown, (gssize)length);
  g_string_append (text, e != NULL ? e : "");
}

/**
 * cb_sheet_value_append_number:
 * @text: gets it at its end
 * @value: finite
 *
 * The shortest decimal that reads as the same number, with a point, never grouped; without an
 * exponent from 1e-15 up to 1e15.
 */
void
cb_sheet_value_append_number (GString *text, double value)
{
  char shown[G_ASCII_DTOSTR_BUF_SIZE];
  double size = fabs (value);

  if (size < PLAIN_LIMIT && value == trunc (value))
    {
      g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64)value);
      return;
    }
  for (int precision = 14; precision <= 16; precision++)
    {
      char format[8];

      g_snprintf (format, sizeof format, "%%.%de", precision);
      g_ascii_formatd (shown, sizeof shown, format, size);
      if (g_ascii_strtod (shown, NULL) == size)
        break;
    }
  if (value < 0)
    g_string_append_c (text, '-');
  if (size < PLAIN_LIMIT && size >= 1 / PLAIN_LIMIT)
    append_plain (text, shown);
  else
    append_scientific (text, shown);
}

static void
append_clock (GString *text, gint64 ms)
{
  g_string_append_printf (text, "%02d:%02d:%02d", (int)(ms / 3600000), (int)(ms / 60000 % 60),
                          (int)(ms / 1000 % 60));
}

static void
append_fraction (GString *text, gint64 ms)
{
  int fraction = (int)(ms % 1000);

  if (fraction == 0)
    return;
  g_string_append_printf (text, ".%03d", fraction);
  while (text->str[text->len - 1] == '0')
    g_string_truncate (text, text->len - 1);
}

static void
append_duration (GString *text, double value)
{
  gint64 ms = llround (fabs (value) * MS_PER_DAY);

  g_string_append_printf (text, "%sPT%" G_GINT64_FORMAT "H%dM%d", value < 0 && ms > 0 ? "-" : "",
                          ms / 3600000, (int)(ms / 60000 % 60), (int)(ms / 1000 % 60));
  append_fraction (text, ms);
  g_string_append_c (text, 'S');
}

/* @day counts from 1899-12-30, which makes the days from March 1900 on right. */
static void
append_day (GString *text, gint64 day)
{
  GDate date;

  /* GLib counts from 0001-01-01 as 1. */
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32)(day + 693594));
  g_string_append_printf (text, "%04d-%02d-%02d", g_date_get_year (&date), g_date_get_month (&date),
                          g_date_get_day (&date));
}

/* Whether a day of the calendar is meant, and which. */
static gboolean
find_day (gint64 serial, CbDays days, gint64 *day)
{
  *day = serial;
  if (days == CB_DAYS_1904)
    *day += DAYS_FROM_1900_TO_1904;
  else if (serial == DAY_THAT_WAS_NOT || serial < 1)
    return FALSE;
  else if (serial < DAY_THAT_WAS_NOT)
    *day = serial + 1;

  return *day <= LAST_DAY;
}

/**
 * cb_sheet_value_append_formatted:
 * @text: gets the value at its end
 * @value: the number of a cell, finite
 * @format: of the cell
 * @days: how the workbook counts days
 *
 * The value in the one way of writing of #CbSheetCellType. A date that has a time of day is a
 * date-time, whatever its format shows of it; a time over a day is one, too. A number that is no
 * day of the calendar (negative, 1900-02-29, after 9999) stays a number.
 *
 * Returns: what it is
 */
CbSheetCellType
cb_sheet_value_append_formatted (GString *text,
                                 double value,
                                 const CbNumberFormat *format,
                                 CbDays days)
{
  gint64 serial;
  gint64 day;
  gint64 ms;

  if (format->type == CB_SHEET_CELL_DURATION && fabs (value) <= LAST_DAY)
    {
      append_duration (text, value);
      return CB_SHEET_CELL_DURATION;
    }
  if (format->type == CB_SHEET_CELL_NUMBER || !(value >= 0 && value < LAST_DAY + 1))
    {
      cb_sheet_value_append_number (text, value);
      return CB_SHEET_CELL_NUMBER;
    }
  ms = llround (value * MS_PER_DAY);
  serial = ms / MS_PER_DAY;
  ms %= MS_PER_DAY;
  /* Half past eight is no day, under whatever format; nor is midnight under that of a time. */
  if (serial == 0 && (format->type == CB_SHEET_CELL_TIME || (days == CB_DAYS_1900 && ms > 0)))
    {
      append_clock (text, ms);
      append_fraction (text, ms);
      return CB_SHEET_CELL_TIME;
    }
  if (!find_day (serial, days, &day))
    {
      cb_sheet_value_append_number (text, value);
      return CB_SHEET_CELL_NUMBER;
    }
  append_day (text, day);
  if (format->type == CB_SHEET_CELL_DATE && ms == 0)
    return CB_SHEET_CELL_DATE;
  g_string_append_c (text, 'T');
  append_clock (text, ms);
  append_fraction (text, ms);

  return CB_SHEET_CELL_DATETIME;
}

/**
 * cb_sheet_value_append_column:
 * @text: gets it at its end
 * @column: 0-based
 *
 * `A` to `XFD`.
 */
void
cb_sheet_value_append_column (GString *text, guint column)
{
  char name[8];
  guint n = sizeof name;
  guint64 rest = (guint64)column + 1;

  for (; rest > 0 && n > 0; rest = (rest - 1) / 26)
    name[--n] = (char)('A' + (rest - 1) % 26);
  g_string_append_len (text, name + n, (gssize)(sizeof name - n));
}
