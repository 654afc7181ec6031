/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-value.h"

#include <string.h>

#define MAX_DIGITS 15
#define MAX_LENGTH 32

static inline gboolean
is_digit (char c)
{
  return (guint8)(c - '0') < 10;
}

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
      if (is_digit (*p))
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

  return vi ? CB_VALUE_NUMBER_VI : CB_VALUE_NUMBER_EN;
}

static CbValueKind
read_one_mark (const Shape *shape, CbValue *value)
{
  gboolean dot = shape->dots > 0;
  guint marks = shape->dots + shape->commas;
  guint last = shape->after_dot;
  gboolean thousands = shape->even && shape->lead <= 3 && last == 3;

  if (marks > 1)
    {
      if (!thousands)
        return CB_VALUE_TEXT;
      value->vi = value->en = (double)shape->all;
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

static CbValueKind
read_number (const char *begin, const char *end, CbValue *value)
{
  gboolean negative = *begin == '-';
  Shape shape;
  CbValueKind kind;

  if (*begin == '-' || *begin == '+')
    begin++;
  if (!read_shape (begin, end, &shape))
    return CB_VALUE_TEXT;
  if (shape.dots + shape.commas == 0)
    {
      if (shape.n_digits > MAX_DIGITS || (shape.n_digits > 1 && *begin == '0'))
        return CB_VALUE_CODE;
      value->vi = value->en = (double)shape.all;
      kind = CB_VALUE_INTEGER;
    }
  else if (shape.n_digits > MAX_DIGITS || (*begin == '0' && shape.lead > 1))
    {
      return CB_VALUE_TEXT;
    }
  else if (shape.dots > 0 && shape.commas > 0)
    {
      kind = read_both_marks (begin, end, &shape, value);
    }
  else
    {
      kind = read_one_mark (&shape, value);
    }
  if (negative)
    {
      value->vi = -value->vi;
      value->en = -value->en;
    }

  return kind;
}

static gboolean
read_digits (const char **p, const char *end, guint least, guint most, guint *number)
{
  guint n = 0;

  *number = 0;
  while (*p < end && is_digit (**p) && n < most)
    {
      *number = *number * 10 + (guint)(**p - '0');
      (*p)++;
      n++;
    }

  return n >= least && (*p == end || !is_digit (**p));
}

/* hh:mm or hh:mm:ss, with a fraction and a zone that are not looked at further. */
static gboolean
read_time (const char *p, const char *end, double *seconds)
{
  guint hour, minute;
  guint second = 0;

  if (!read_digits (&p, end, 1, 2, &hour) || p == end || *p++ != ':'
      || !read_digits (&p, end, 2, 2, &minute))
    return FALSE;
  if (p < end && *p == ':')
    {
      p++;
      if (!read_digits (&p, end, 2, 2, &second))
        return FALSE;
    }
  if (p < end && *p == '.')
    for (p++; p < end && is_digit (*p);)
      p++;
  if (p < end && *p == 'Z')
    p++;
  else if (end - p == 6 && (*p == '+' || *p == '-') && p[3] == ':')
    p = end;
  if (p != end || hour > 24 || minute > 59 || second > 60)
    return FALSE;
  *seconds = hour * 3600.0 + minute * 60.0 + second;

  return TRUE;
}

/* Days since 1 March of year 0, in which leap days come last. */
static double
count_days (guint year, guint month, guint day)
{
  guint y = month > 2 ? year : year - 1;
  guint m = month > 2 ? month - 3 : month + 9;

  return 365.0 * y + y / 4 - y / 100 + y / 400 + (153 * m + 2) / 5 + day;
}

/* d/m/yyyy with / - . between, or yyyy-mm-dd; a time may follow. */
static CbValueKind
read_date (const char *p, const char *end, CbValue *value)
{
  guint part[3];
  guint year, month, day;
  double seconds = 0;
  char mark;

  if (!read_digits (&p, end, 1, 4, &part[0]) || p == end
      || ((mark = *p) != '/' && mark != '-' && mark != '.'))
    return CB_VALUE_TEXT;
  p++;
  if (!read_digits (&p, end, 1, 2, &part[1]) || p == end || *p++ != mark
      || !read_digits (&p, end, 1, 4, &part[2]))
    return CB_VALUE_TEXT;
  year = part[0] > 31 ? part[0] : part[2];
  day = part[0] > 31 ? part[2] : part[0];
  month = part[1];
  if (part[0] <= 31 && month > 12 && day <= 12)
    {
      value->month_first = TRUE;
      month = day;
      day = part[1];
    }
  else if (part[0] <= 31)
    {
      value->day_first = day > 12;
    }
  if (year < 1000 || year > 2999 || month < 1 || month > 12 || day < 1
      || !g_date_valid_dmy ((GDateDay)MIN (day, 99), (GDateMonth)month, (GDateYear)year))
    return CB_VALUE_TEXT;
  if (p < end && *p != ' ' && *p != 'T')
    return CB_VALUE_TEXT;
  if (p < end && !read_time (p + 1, end, &seconds))
    return CB_VALUE_TEXT;
  value->vi = value->en = count_days (year, month, day) * 86400 + seconds;

  return p < end ? CB_VALUE_DATETIME : CB_VALUE_DATE;
}

static gboolean
is_boolean (const char *begin, gsize length)
{
  static const char *const words[]
      = { "có",   "không", "Có",   "Không", "CÓ",   "KHÔNG", "true", "false", "True", "False",
          "TRUE", "FALSE", "đúng", "sai",   "Đúng", "Sai",   "yes",  "no",    "Yes",  "No" };

  if (length > 7)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && memcmp (words[i], begin, length) == 0)
      return TRUE;

  return FALSE;
}

/**
 * cb_value_read:
 * @bytes: a cell
 * @length: in bytes
 *
 * Reads a cell as Vietnamese offices write (vietnamese-data.md §5.2): 45.000, 27,05, 31/12/2026,
 * and as machines do: 45000, 27.05, 2026-12-31T08:00:00Z.
 *
 * Returns: what it is
 */
CbValue
cb_value_read (const char *bytes, gsize length)
{
  CbValue value = { CB_VALUE_TEXT, 0, 0, FALSE, FALSE };
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
  if (!is_digit (*begin) && !((*begin == '-' || *begin == '+') && end - begin > 1))
    {
      if (is_boolean (begin, (gsize)(end - begin)))
        value.kind = CB_VALUE_BOOLEAN;
      return value;
    }
  if (end - begin > MAX_LENGTH)
    return value;
  value.kind = read_number (begin, end, &value);
  if (value.kind == CB_VALUE_TEXT)
    value.kind = read_date (begin, end, &value);
  if (value.kind == CB_VALUE_TEXT && read_time (begin, end, &value.vi))
    {
      value.en = value.vi;
      value.kind = CB_VALUE_TIME;
    }

  return value;
}
