/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers that are written less often: with blanks between thousands, with a power of ten. */

#include "config.h"

#include <string.h>

#include "engine/table/cb-value-private.h"

/* More digits no double keeps apart. */
#define MAX_DIGITS 15
#define MAX_LENGTH 48

/* The blank itself, and those that word processors and spreadsheets put between digits: U+00A0,
 * U+2009, U+202F. Returns: how many bytes it has, 0 when there is none. */
static gsize
measure_blank (const char *p, const char *end)
{
  static const char *const blanks[] = { " ", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf" };

  for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
    {
      gsize length = strlen (blanks[i]);

      if ((gsize)(end - p) >= length && memcmp (p, blanks[i], length) == 0)
        return length;
    }

  return 0;
}

static gsize
count_digits (const char *p, const char *end)
{
  gsize n = 0;

  while (p + n < end && cb_value_is_digit (p[n]))
    n++;

  return n;
}

static double
read_plain (const GString *digits)
{
  return g_ascii_strtod (digits->str, NULL);
}

/**
 * cb_value_read_spaced:
 * @begin: a cell
 * @end: of it
 * @value: (inout): of text; gets the number
 *
 * Reads 1 234 567, -1 234,5: one to three digits, the first no 0, then always three behind a blank,
 * then perhaps decimals. 0912 345 678 is no number.
 *
 * Returns: (nullable): what comes after the number, %NULL when there is none
 */
const char *
cb_value_read_spaced (const char *begin, const char *end, CbValue *value)
{
  const char *p = begin + (*begin == '-' || *begin == '+' ? 1 : 0);
  gsize n = count_digits (p, end);
  gsize blank = n >= 1 && n <= 3 && *p != '0' ? measure_blank (p + n, end) : 0;
  g_autoptr (GString) digits = NULL;
  CbValueKind kind = CB_VALUE_SPACED;

  if (blank == 0 || count_digits (p + n + blank, end) != 3)
    return NULL;
  digits = g_string_new (*begin == '-' ? "-" : "");
  g_string_append_len (digits, p, (gssize)n);
  p += n;
  while ((blank = measure_blank (p, end)) > 0 && (n = count_digits (p + blank, end)) > 0)
    {
      if (n != 3)
        return NULL;
      g_string_append_len (digits, p + blank, 3);
      p += blank + 3;
    }
  if (p + 1 < end && (*p == ',' || *p == '.') && cb_value_is_digit (p[1]))
    {
      kind = *p == ',' ? CB_VALUE_NUMBER_VI : CB_VALUE_NUMBER_EN;
      n = count_digits (p + 1, end);
      g_string_append_c (digits, '.');
      g_string_append_len (digits, p + 1, (gssize)n);
      p += 1 + n;
    }
  if (digits->len > MAX_DIGITS + 2 || (p < end && (*p == ',' || *p == '.' || *p == '-')))
    return NULL;
  *value = (CbValue){ kind, CB_VALUE_GROUPED | CB_VALUE_SPACED_OUT, 0, 0, 0 };
  if (kind != CB_VALUE_SPACED)
    value->flags |= CB_VALUE_FRACTION_VI | CB_VALUE_FRACTION_EN;
  value->vi = value->en = read_plain (digits);

  return p;
}

/**
 * cb_value_read_power:
 * @begin: a cell
 * @end: of it
 * @value: (inout): of text; gets the number
 *
 * Reads 3,80E+10 and 1.5e-3, as spreadsheets show what is too wide for a column. 1E5 without a mark
 * or a sign may be the name of something.
 *
 * Returns: whether it is one
 */
gboolean
cb_value_read_power (const char *begin, const char *end, CbValue *value)
{
  const char *p = begin + (*begin == '-' || *begin == '+' ? 1 : 0);
  gsize n = count_digits (p, end);
  g_autoptr (GString) digits = NULL;
  gboolean has_mark;
  gboolean has_sign;
  gboolean comma;

  if (n == 0 || end - begin > MAX_LENGTH)
    return FALSE;
  digits = g_string_new (*begin == '-' ? "-" : "");
  g_string_append_len (digits, p, (gssize)n);
  p += n;
  has_mark = p < end && (*p == ',' || *p == '.');
  comma = has_mark && *p == ',';
  if (has_mark)
    {
      n = count_digits (p + 1, end);
      if (n == 0)
        return FALSE;
      g_string_append_c (digits, '.');
      g_string_append_len (digits, p + 1, (gssize)n);
      p += 1 + n;
    }
  if (p == end || (*p != 'e' && *p != 'E'))
    return FALSE;
  p++;
  has_sign = p < end && (*p == '+' || *p == '-');
  n = count_digits (p + (has_sign ? 1 : 0), end);
  if ((!has_mark && !has_sign) || n == 0 || n > 3 || p + (has_sign ? 1 : 0) + n != end)
    return FALSE;
  g_string_append_c (digits, 'e');
  g_string_append_len (digits, p, end - p);
  *value = (CbValue){ comma ? CB_VALUE_NUMBER_VI : CB_VALUE_NUMBER_EN,
                      CB_VALUE_FRACTION_VI | CB_VALUE_FRACTION_EN, 0, 0, 0 };
  value->vi = value->en = read_plain (digits);

  return TRUE;
}
