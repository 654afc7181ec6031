/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "engine/table/cb-value-private.h"

#include <string.h>

/* The Buddhist era is 543 years ahead; nothing in an office is of these years otherwise. */
#define BUDDHIST_FIRST 2443
#define BUDDHIST_LAST 2643

static gboolean
read_digits (const char **p, const char *end, guint least, guint most, guint *number)
{
  guint n = 0;

  *number = 0;
  while (*p < end && cb_value_is_digit (**p) && n < most)
    {
      *number = *number * 10 + (guint)(**p - '0');
      (*p)++;
      n++;
    }

  return n >= least && (*p == end || !cb_value_is_digit (**p));
}

/* hh:mm, hh:mm:ss, 7h30 as Vietnamese say it, with a fraction and a zone that are not looked at
 * further. */
static gboolean
scan_time (const char *p, const char *end, double *seconds, guint *detail)
{
  guint hour, minute;
  guint second = 0;
  char mark;

  if (!read_digits (&p, end, 1, 2, &hour) || p == end || ((mark = *p) != ':' && mark != 'h'))
    return FALSE;
  p++;
  if (!read_digits (&p, end, 2, 2, &minute))
    return FALSE;
  if (p < end && *p == ':' && mark == ':')
    {
      p++;
      if (!read_digits (&p, end, 2, 2, &second))
        return FALSE;
      *detail |= CB_DATE_SECONDS;
    }
  if (p < end && *p == '.')
    for (p++; p < end && cb_value_is_digit (*p);)
      p++;
  if (p < end && *p == 'Z')
    {
      p++;
      *detail |= CB_DATE_T;
    }
  else if (end - p == 6 && (*p == '+' || *p == '-') && p[3] == ':')
    {
      p = end;
      *detail |= CB_DATE_T;
    }
  if (p != end || hour > 24 || minute > 59 || second > 60)
    return FALSE;
  *seconds = hour * 3600.0 + minute * 60.0 + second;

  return TRUE;
}

/* Whether the trimmed cell is a time of day. */
gboolean
cb_value_read_time (const char *begin, const char *end, CbValue *value)
{
  guint detail = 0;

  if (!scan_time (begin, end, &value->vi, &detail))
    return FALSE;
  value->en = value->vi;
  value->kind = CB_VALUE_TIME;
  value->detail = detail;

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

/* Of a month 1…12. A leap day of the Buddhist era is judged by the year that is meant. */
static gboolean
is_day (guint year, guint month, guint day)
{
  static const guint8 days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12 || day < 1 || day > days[month - 1])
    return FALSE;
  if (year >= BUDDHIST_FIRST && year <= BUDDHIST_LAST)
    year -= 543;

  return month != 2 || day < 29 || g_date_is_leap_year ((GDateYear)year);
}

static guint
judge_year (guint year)
{
  if (year >= BUDDHIST_FIRST && year <= BUDDHIST_LAST)
    return CB_VALUE_BUDDHIST;

  return year < 1900 ? CB_VALUE_BEFORE_1900 : 0;
}

static gboolean
find_layout (char mark, gboolean year_first, guint *layout)
{
  switch (mark)
    {
    case '/':
      *layout = year_first ? CB_DATE_YSLASH : CB_DATE_SLASH;
      return TRUE;
    case '-':
      *layout = year_first ? CB_DATE_ISO : CB_DATE_DASH;
      return TRUE;
    case '.':
      *layout = CB_DATE_DOT;
      return !year_first;
    default:
      return FALSE;
    }
}

/* mm/yyyy, mm-yyyy, yyyy-mm; a dot is that of a number. */
static gboolean
read_month (const char *p, const char *end, CbValue *value)
{
  guint first, second, year, month, layout;
  const char *begin = p;
  gboolean year_first;
  char mark;

  if (!read_digits (&p, end, 1, 4, &first) || p == end || (mark = *p) == '.')
    return FALSE;
  year_first = p - begin == 4;
  if (!find_layout (mark, year_first, &layout))
    return FALSE;
  p++;
  begin = p;
  if (!read_digits (&p, end, 1, 4, &second) || p != end
      || (year_first ? p - begin > 2 : p - begin != 4))
    return FALSE;
  year = year_first ? first : second;
  month = year_first ? second : first;
  if (year < 1900 || year > 2700 || month < 1 || month > 12)
    return FALSE;
  value->kind = CB_VALUE_MONTH;
  value->detail = layout;
  value->flags |= judge_year (year) & CB_VALUE_BUDDHIST;
  value->vi = value->en = count_days (year, month, 1) * 86400;

  return TRUE;
}

typedef struct
{
  guint part[3];
  gboolean year_first;
  gboolean short_year;
  guint layout;
} Parts;

/* d/m/yyyy or yyyy/m/d with / - . between. */
static gboolean
scan_parts (const char **at, const char *end, Parts *parts)
{
  const char *p = *at;
  const char *begin = p;
  guint digits;
  char mark;

  if (!read_digits (&p, end, 1, 4, &parts->part[0]) || p == end)
    return FALSE;
  digits = (guint)(p - begin);
  parts->year_first = digits == 4;
  mark = *p;
  if (digits == 3 || !find_layout (mark, parts->year_first, &parts->layout))
    return FALSE;
  p++;
  if (!read_digits (&p, end, 1, 2, &parts->part[1]) || p == end || *p++ != mark)
    return FALSE;
  begin = p;
  if (!read_digits (&p, end, 1, 4, &parts->part[2]))
    return FALSE;
  digits = (guint)(p - begin);
  parts->short_year = !parts->year_first && digits == 2;
  *at = p;

  return parts->year_first ? digits <= 2 : digits == 4 || digits == 2;
}

/* What the three numbers may mean; the column decides between day and month. */
static gboolean
read_parts (const Parts *parts, CbValue *value)
{
  guint year = parts->year_first ? parts->part[0] : parts->part[2];
  guint day = parts->year_first ? parts->part[2] : parts->part[0];
  guint month = parts->part[1];
  gboolean day_first, month_first;

  if (parts->short_year)
    {
      value->flags |= CB_VALUE_SHORT_YEAR;
      year += year < 70 ? 2000 : 1900;
    }
  if (year < 1000 || year > 2999)
    return FALSE;
  value->detail = parts->layout;
  day_first = is_day (year, month, day);
  month_first = !parts->year_first && is_day (year, day, month);
  if (!day_first && !month_first)
    {
      /* 12.34.56 is no date gone wrong but a number of something. */
      if (parts->short_year)
        return FALSE;
      value->kind = CB_VALUE_NOT_A_DATE;
      return TRUE;
    }
  value->kind = CB_VALUE_DATE;
  value->flags |= parts->short_year ? 0 : judge_year (year);
  value->vi = day_first ? count_days (year, month, day) : count_days (year, day, month);
  value->en = month_first ? count_days (year, day, month) : value->vi;
  value->vi *= 86400;
  value->en *= 86400;
  if (!parts->year_first && day_first != month_first)
    value->flags |= day_first ? CB_VALUE_DAY_FIRST : CB_VALUE_MONTH_FIRST;

  return TRUE;
}

/* Whether the trimmed cell is a date, a date with a time, a month, or written like a date without
 * being one. */
gboolean
cb_value_read_date (const char *begin, const char *end, CbValue *value)
{
  const char *p = begin;
  Parts parts;
  double seconds;

  if (!scan_parts (&p, end, &parts))
    return read_month (begin, end, value);
  if (p < end && *p != ' ' && *p != 'T')
    return FALSE;
  if (!read_parts (&parts, value))
    {
      value->flags = value->detail = 0;
      return FALSE;
    }
  if (p == end)
    return TRUE;
  if (*p == 'T')
    value->detail |= CB_DATE_T;
  if (!scan_time (p + 1, end, &seconds, &value->detail))
    {
      *value = (CbValue){ CB_VALUE_TEXT, 0, 0, 0, 0 };
      return FALSE;
    }
  if (value->kind == CB_VALUE_DATE)
    value->kind = CB_VALUE_DATETIME;
  value->vi += seconds;
  value->en += seconds;

  return TRUE;
}

/* Steps over one of the words and the blanks behind it. */
static gboolean
skip_word (const char **p, const char *end, const char *const *words)
{
  for (guint i = 0; words[i] != NULL; i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize)(end - *p) < length || memcmp (*p, words[i], length) != 0)
        continue;
      *p += length;
      while (*p < end && **p == ' ')
        (*p)++;
      return TRUE;
    }

  return FALSE;
}

static gboolean
skip_year_mark (const char **p, const char *end)
{
  static const char *const year[] = { "năm", "Năm", "NĂM", "/", "-", NULL };

  while (*p < end && **p == ' ')
    (*p)++;

  return skip_word (p, end, year);
}

static gboolean
read_quarter (const char *p, const char *end, CbValue *value)
{
  static const char *const quarters[] = { "IV", "III", "II", "I", "1", "2", "3", "4", NULL };
  guint year;

  if (!skip_word (&p, end, quarters) || !skip_year_mark (&p, end)
      || !read_digits (&p, end, 4, 4, &year) || p != end)
    return FALSE;
  value->kind = CB_VALUE_QUARTER;

  return TRUE;
}

/* Whether the trimmed cell is a date, a month or a quarter in words: “ngày 5 tháng 3 năm 2026”,
 * “05 tháng 3 năm 2026”, “tháng 3/2026”, “Quý III/2026”. */
gboolean
cb_value_read_date_in_words (const char *begin, const char *end, CbValue *value)
{
  static const char *const day_words[] = { "ngày", "Ngày", "NGÀY", NULL };
  static const char *const month_words[] = { "tháng", "Tháng", "THÁNG", NULL };
  static const char *const quarter_words[] = { "quý", "Quý", "QUÝ", "quí", "Quí", "Q", NULL };
  const char *p = begin;
  guint day = 0, month, year;

  if (!cb_value_is_digit (end[-1])
      || (!cb_value_begins_date (*begin) && !cb_value_is_digit (*begin)))
    return FALSE;
  if (skip_word (&p, end, quarter_words))
    return read_quarter (p, end, value);
  if (skip_word (&p, end, day_words))
    {
      if (cb_value_read_date (p, end, value) && value->kind != CB_VALUE_MONTH)
        return TRUE;
      *value = (CbValue){ CB_VALUE_TEXT, 0, 0, 0, 0 };
    }
  if (read_digits (&p, end, 1, 2, &day))
    while (p < end && *p == ' ')
      p++;
  if (!skip_word (&p, end, month_words) || !read_digits (&p, end, 1, 2, &month)
      || !skip_year_mark (&p, end) || !read_digits (&p, end, 4, 4, &year) || p != end)
    return FALSE;
  value->detail = CB_DATE_WORDS;
  if (month < 1 || month > 12 || (day != 0 && !is_day (year, month, day)))
    {
      value->kind = CB_VALUE_NOT_A_DATE;
      return TRUE;
    }
  value->kind = day != 0 ? CB_VALUE_DATE : CB_VALUE_MONTH;
  value->flags |= judge_year (year);
  value->vi = value->en = count_days (year, month, MAX (day, 1)) * 86400;

  return TRUE;
}

static gboolean
skip_mark (const char **p, const char *end, const char *const *marks)
{
  while (*p < end && **p == ' ')
    (*p)++;

  return skip_word (p, end, marks);
}

/* 42, 42.5, 42,5 */
static gboolean
read_amount (const char **p, const char *end, double *amount)
{
  guint whole;
  double part = 0.1;

  if (!read_digits (p, end, 1, 3, &whole))
    return FALSE;
  *amount = whole;
  if (*p + 1 < end && (**p == '.' || **p == ',') && cb_value_is_digit ((*p)[1]))
    for ((*p)++; *p < end && cb_value_is_digit (**p); (*p)++, part /= 10)
      *amount += part * (**p - '0');

  return TRUE;
}

/* Whether the trimmed cell is an angle in degrees, minutes and seconds: 21°01'42"N. */
gboolean
cb_value_read_degrees (const char *begin, const char *end, CbValue *value)
{
  static const char *const degrees[] = { "°", "º", "độ", NULL };
  static const char *const minutes[] = { "'", "’", "′", "phút", NULL };
  static const char *const seconds[] = { "\"", "”", "″", "''", "’’", "giây", NULL };
  static const char *const latitudes[] = { "N", "S", "B", "Bắc", NULL };
  static const char *const longitudes[] = { "E", "W", "Đ", "Đông", NULL };
  const char *p = begin;
  double degree, minute = 0, second = 0;

  if (!read_amount (&p, end, &degree) || p == end
      || (*p != ' ' && (guint8)*p != 0xc2 && (guint8)*p != 0xc4) || !skip_mark (&p, end, degrees)
      || degree > 180)
    return FALSE;
  if (p < end && cb_value_is_digit (*p))
    {
      if (!read_amount (&p, end, &minute) || !skip_mark (&p, end, minutes) || minute >= 60)
        return FALSE;
      if (p < end && cb_value_is_digit (*p)
          && (!read_amount (&p, end, &second) || !skip_mark (&p, end, seconds) || second >= 60))
        return FALSE;
    }
  if (skip_word (&p, end, latitudes))
    value->flags |= CB_VALUE_LATITUDE;
  else if (skip_word (&p, end, longitudes))
    value->flags |= CB_VALUE_LONGITUDE;
  if (p != end)
    {
      value->flags = 0;
      return FALSE;
    }
  value->kind = CB_VALUE_DEGREES;
  value->vi = value->en = degree + minute / 60 + second / 3600;

  return TRUE;
}
