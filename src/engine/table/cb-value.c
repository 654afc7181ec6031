/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-value.h"

#include <string.h>

#include "engine/table/cb-unit.h"
#include "engine/table/cb-value-private.h"

#define MAX_DIGITS 15
#define MAX_LENGTH 48

static inline gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The digits with their marks: where the marks stand decides what they mean. */
typedef struct
{
  guint n_digits;
  guint dots;
  guint commas;
  guint after_dot;   /* digits since the last dot */
  guint after_comma; /* digits since the last comma */
  guint lead;        /* digits before the first mark */
  gboolean even;     /* three digits between marks, always */
  gboolean zero;     /* nothing but 0 before the first mark */
  guint64 all;       /* all digits as one number */
} Shape;

static gboolean
read_shape (const char *p, const char *end, Shape *shape)
{
  guint run = 0;
  gboolean marked = FALSE;

  *shape = (Shape){ 0 };
  shape->even = TRUE;
  for (; p < end; p++)
    {
      if (cb_value_is_digit (*p))
        {
          shape->n_digits++;
          run++;
          shape->all = shape->all * 10 + (guint64)(*p - '0');
          continue;
        }
      if ((*p != '.' && *p != ',') || run == 0 || shape->n_digits > MAX_DIGITS)
        return FALSE;
      if (!marked)
        shape->lead = run;
      else if (run != 3)
        shape->even = FALSE;
      if (*p == '.')
        {
          /* A mark of thousands may not come back after one of decimals. */
          if (shape->commas > 0 && shape->dots > 0)
            return FALSE;
          shape->dots++;
        }
      else
        {
          if (shape->dots > 0 && shape->commas > 0)
            return FALSE;
          shape->commas++;
        }
      marked = TRUE;
      run = 0;
    }
  if (run == 0)
    return FALSE;
  shape->after_dot = shape->after_comma = run;
  if (!marked)
    shape->lead = run;

  return TRUE;
}

static double
scale (guint64 all, guint decimals)
{
  static const double powers[]
      = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15 };

  return (double)all / powers[MIN (decimals, MAX_DIGITS)];
}

/* Marks of both kinds: the last one is for the decimals, the others for thousands. */
static CbValueKind
read_both_marks (const char *begin, const char *end, const Shape *shape, CbValue *value)
{
  const char *last = end - 1 - shape->after_dot;
  gboolean vi = *last == ',';

  if (!shape->even || shape->lead > 3 || (vi ? shape->commas : shape->dots) != 1
      || memchr (begin, vi ? ',' : '.', (gsize)(end - begin)) != last)
    return CB_VALUE_TEXT;
  value->vi = value->en = scale (shape->all, shape->after_dot);
  value->flags |= CB_VALUE_GROUPED | CB_VALUE_FRACTION_VI | CB_VALUE_FRACTION_EN;

  return vi ? CB_VALUE_NUMBER_VI : CB_VALUE_NUMBER_EN;
}

static CbValueKind
read_one_mark (const Shape *shape, CbValue *value)
{
  gboolean dot = shape->dots > 0;
  guint marks = shape->dots + shape->commas;
  guint last = shape->after_dot;
  gboolean thousands = shape->even && shape->lead <= 3 && last == 3 && !shape->zero;

  if (marks > 1)
    {
      if (!thousands)
        return CB_VALUE_TEXT;
      value->vi = value->en = (double)shape->all;
      value->flags |= CB_VALUE_GROUPED;
      return dot ? CB_VALUE_NUMBER_VI : CB_VALUE_NUMBER_EN;
    }
  if (thousands)
    {
      value->vi = dot ? (double)shape->all : scale (shape->all, last);
      value->en = dot ? scale (shape->all, last) : (double)shape->all;
      return dot ? CB_VALUE_DOT_THREE : CB_VALUE_COMMA_THREE;
    }
  value->vi = value->en = scale (shape->all, last);

  return dot ? CB_VALUE_NUMBER_EN : CB_VALUE_NUMBER_VI;
}

static void
judge_integer (CbValue *value)
{
  if (value->vi >= 1900 && value->vi <= 2100)
    value->flags |= CB_VALUE_LIKE_YEAR;
  /* 2443 to 2643 are the same years of the Buddhist era. */
  else if (value->vi >= 2443 && value->vi <= 2643)
    value->flags |= CB_VALUE_BUDDHIST;
  /* Days from 1954 to 2078. */
  else if (value->vi >= 20000 && value->vi <= 65380)
    value->flags |= CB_VALUE_LIKE_SERIAL;
}

/* Of how it is written, not of what it is: 12,0 has decimals. */
static void
add_fraction (CbValue *value)
{
  gboolean grouped = (value->flags & CB_VALUE_GROUPED) != 0;

  if (value->kind == CB_VALUE_DOT_THREE)
    value->flags |= CB_VALUE_FRACTION_EN;
  else if (value->kind == CB_VALUE_COMMA_THREE)
    value->flags |= CB_VALUE_FRACTION_VI;
  else if ((value->kind == CB_VALUE_NUMBER_VI || value->kind == CB_VALUE_NUMBER_EN) && !grouped)
    value->flags |= CB_VALUE_FRACTION_VI | CB_VALUE_FRACTION_EN;
}

static gboolean
read_number (const char *begin, const char *end, CbValue *value)
{
  gboolean negative = *begin == '-';
  Shape shape;

  if (*begin == '-' || *begin == '+')
    begin++;
  if (!read_shape (begin, end, &shape))
    return FALSE;
  shape.zero = *begin == '0' && shape.lead == 1;
  if (shape.dots + shape.commas == 0)
    {
      value->detail = MIN (shape.n_digits, 255);
      if (shape.n_digits > MAX_DIGITS || (shape.n_digits > 1 && *begin == '0'))
        {
          value->kind = CB_VALUE_CODE;
          return TRUE;
        }
      value->vi = (double)shape.all;
      value->kind = CB_VALUE_INTEGER;
      if (!negative)
        judge_integer (value);
      value->en = value->vi;
    }
  else if (shape.n_digits > MAX_DIGITS || (*begin == '0' && shape.lead > 1))
    return FALSE;
  else if (shape.dots > 0 && shape.commas > 0)
    value->kind = read_both_marks (begin, end, &shape, value);
  else
    value->kind = read_one_mark (&shape, value);
  if (value->kind == CB_VALUE_TEXT)
    return FALSE;
  add_fraction (value);
  if (negative)
    {
      value->vi = -value->vi;
      value->en = -value->en;
    }

  return TRUE;
}

/* A number with something behind it: 27,5 %, 12 ha, 1.500.000 đồng. */
static gboolean
read_number_with_unit (const char *begin, const char *end, CbValue *value)
{
  const char *p = begin;
  const char *unit;
  const char *spaced = cb_value_read_spaced (begin, end, value);
  guint place;

  if (spaced != NULL)
    p = spaced;
  while (spaced == NULL && p < end && (cb_value_is_digit (*p) || strchr ("+-.,", *p) != NULL))
    p++;
  unit = p;
  while (unit < end && *unit == ' ')
    unit++;
  if (unit + 1 < end && (guint8)unit[0] == 0xc2 && (guint8)unit[1] == 0xa0)
    unit += 2;
  if (p == begin || unit == end || !cb_unit_find_exactly (unit, (gsize)(end - unit), &place))
    {
      *value = (CbValue){ CB_VALUE_TEXT, 0, 0, 0, 0 };
      return FALSE;
    }
  if (spaced == NULL && (!read_number (begin, p, value) || value->kind == CB_VALUE_CODE))
    {
      *value = (CbValue){ CB_VALUE_TEXT, 0, 0, 0, 0 };
      return FALSE;
    }
  value->flags &= ~(guint)(CB_VALUE_LIKE_YEAR | CB_VALUE_LIKE_SERIAL | CB_VALUE_BUDDHIST);
  if (*unit == '%')
    {
      value->flags |= CB_VALUE_PERCENT;
      value->detail = 0;
    }
  else
    {
      value->flags |= CB_VALUE_WITH_UNIT;
      value->detail = place;
    }

  return TRUE;
}

/* What does not begin like a number. */
static void
read_words (const char *begin, const char *end, CbValue *value)
{
  if (cb_value_read_word (begin, end, value))
    return;
  if (end - begin <= MAX_LENGTH)
    cb_value_read_date_in_words (begin, end, value);
}

/**
 * cb_value_read:
 * @bytes: a cell
 * @length: in bytes
 *
 * Reads a cell as Vietnamese offices write (vietnamese-data.md §5.2): 45.000, 27,05, 31/12/2026,
 * ngày 5 tháng 3 năm 2026, and as machines do: 45000, 27.05, 2026-12-31T08:00:00Z.
 *
 * Returns: what it is
 */
CbValue
cb_value_read (const char *bytes, gsize length)
{
  CbValue value = { CB_VALUE_TEXT, 0, 0, 0, 0 };
  const char *begin = bytes;
  const char *end = bytes + length;

  while (begin < end && is_space (*begin))
    begin++;
  while (end > begin && is_space (end[-1]))
    end--;
  if (begin == end)
    {
      value.kind = CB_VALUE_BLANK;
      return value;
    }
  if (!cb_value_is_digit (*begin) && !((*begin == '-' || *begin == '+') && end - begin > 1))
    {
      read_words (begin, end, &value);
      return value;
    }
  if (end - begin > MAX_LENGTH || read_number (begin, end, &value))
    return value;
  if (cb_value_read_spaced (begin, end, &value) == end || cb_value_read_power (begin, end, &value))
    return value;
  value = (CbValue){ CB_VALUE_TEXT, 0, 0, 0, 0 };
  if (cb_value_read_date (begin, end, &value) || cb_value_read_time (begin, end, &value)
      || read_number_with_unit (begin, end, &value) || cb_value_read_degrees (begin, end, &value)
      || cb_value_read_date_in_words (begin, end, &value))
    return value;
  cb_value_read_word (begin, end, &value);

  return value;
}

/* A number as a spreadsheet has it: with a point for the decimals, whatever the column shows. */
static void
settle_number (const CbCell *cell, CbValue *value)
{
  char text[64];

  if (value->kind == CB_VALUE_INTEGER || value->kind == CB_VALUE_NUMBER_EN)
    return;
  *value = (CbValue){ CB_VALUE_NUMBER_EN, CB_VALUE_FRACTION_VI | CB_VALUE_FRACTION_EN, 0, 0, 0 };
  if (cell->length >= sizeof text)
    return;
  memcpy (text, cell->bytes, cell->length);
  text[cell->length] = '\0';
  value->vi = value->en = g_ascii_strtod (text, NULL);
}

/**
 * cb_value_read_cell:
 * @cell: a cell
 *
 * As cb_value_read(), and where a spreadsheet says what a cell is, that is what it is.
 *
 * Returns: what it is
 */
CbValue
cb_value_read_cell (const CbCell *cell)
{
  CbValue value = cb_value_read (cell->bytes, cell->length);
  CbSheetCellType type = cb_cell_get_type (cell);

  if (type == CB_SHEET_CELL_TEXT || value.kind == CB_VALUE_BLANK)
    return value;
  if (type == CB_SHEET_CELL_NUMBER)
    settle_number (cell, &value);
  value.flags |= CB_VALUE_TYPED;

  return value;
}
