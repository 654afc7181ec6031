/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Numbers that belong to a person, one at a time (vietnamese-data.md §5.1). What a column of them
 * means is decided elsewhere: a lone number of the right form proves little. */

#include "config.h"

#include "engine/checks/cb-personal-number.h"

#include <string.h>

#define MAX_DIGITS 12

/* The 63 provinces before the merger of 2025; numbers are not issued anew, so the list stays. */
static const guint8 provinces[] = {
  1,  2,  4,  6,  8,  10, 11, 12, 14, 15, 17, 19, 20, 22, 24, 25, 26, 27, 30, 31, 33,
  34, 35, 36, 37, 38, 40, 42, 44, 45, 46, 48, 49, 51, 52, 54, 56, 58, 60, 62, 64, 66,
  67, 68, 70, 72, 74, 75, 77, 79, 80, 82, 83, 84, 86, 87, 89, 91, 92, 93, 94, 95, 96,
};

static guint
read_number (const char *digits, guint n)
{
  guint value = 0;

  for (guint i = 0; i < n; i++)
    value = value * 10 + (guint)(digits[i] - '0');

  return value;
}

static gboolean
is_joint (char c)
{
  return c == ' ' || c == '.' || c == '-';
}

static gboolean
is_digit_at (const char *text, gsize length, gsize at)
{
  return at < length && g_ascii_isdigit (text[at]);
}

/* A part of a code (VN0790…, BN-0912…) or of a longer number (1,0912…) is no number of its own. */
static gboolean
is_bounded (const char *text, gsize length, gsize start, gsize end)
{
  char before = start > 0 ? text[start - 1] : ' ';
  char after = end < length ? text[end] : ' ';

  if (g_ascii_isalnum (before) || before == '_' || g_ascii_isalpha (after) || after == '_')
    return FALSE;
  if (start > 1 && (before == '-' || before == '/') && g_ascii_isalnum (text[start - 2]))
    return FALSE;
  if (start > 1 && (before == '.' || before == ',') && g_ascii_isdigit (text[start - 2]))
    return FALSE;

  return !(after == '.' || after == ',') || text[start] == '0'
         || !is_digit_at (text, length, end + 1);
}

/* Where the digits after the joint at @end begin, 0 where no joint is. */
static gsize
skip_joint (const char *text, gsize length, gsize end, gboolean first)
{
  if (end < length && is_joint (text[end]) && is_digit_at (text, length, end + 1))
    return end + 1;
  if (first && end < length && text[end] == ')' && is_digit_at (text, length, end + 1))
    return end + 1;
  if (first && end + 1 < length && text[end] == ')' && text[end + 1] == ' '
      && is_digit_at (text, length, end + 2))
    return end + 2;

  return 0;
}

/* The digits at @start and, where they are few, those that follow with one joint between. */
static gsize
collect (const char *text, gsize length, gsize start, CbNumberToken *token)
{
  gsize group = start;
  gsize end = start;
  guint n = 0;

  token->grouped = FALSE;
  for (;;)
    {
      for (; is_digit_at (text, length, end); end++, n++)
        if (n < MAX_DIGITS)
          token->digits[n] = text[end];
      /* A number of nine digits and more stands alone: two numbers may follow one another. */
      if (n >= MAX_DIGITS || end - group >= 9)
        break;
      group = skip_joint (text, length, end, !token->grouped);
      if (group == 0)
        break;
      token->grouped = TRUE;
      end = group;
    }
  token->n_digits = n <= MAX_DIGITS ? n : 0;
  token->digits[token->n_digits] = '\0';

  return end;
}

/* How people group: a zero first, and the first part has three digits at least; 05-11-2026 is no
 * number, and neither is 105.8048171. */
static gboolean
is_well_grouped (const char *text, gsize start, gsize end)
{
  gsize n = 0;

  while (start + n < end && g_ascii_isdigit (text[start + n]))
    n++;

  return n >= 3 && text[start] == '0';
}

/**
 * cb_personal_number_next:
 * @text: (array length=length): a cell
 * @length: of @text
 * @at: (inout): where to look from, then where to go on
 * @token: (out caller-allocates): the number
 *
 * Finds numbers of 9 to 12 digits, together or in groups (`0912 345 678`, `079.012.345.678`,
 * `+84 912…`), that are not a part of a longer number or of a code.
 *
 * Returns: %FALSE when there are no more
 */
gboolean
cb_personal_number_next (const char *text, gsize length, gsize *at, CbNumberToken *token)
{
  gsize i = *at;

  while (i < length)
    {
      gsize start = i;
      gsize digits;
      gsize end;

      if (!g_ascii_isdigit (text[i]))
        {
          i++;
          continue;
        }
      end = collect (text, length, start, token);
      i = end;
      token->international = start > 0 && text[start - 1] == '+' && token->n_digits == 11
                             && token->digits[0] == '8' && token->digits[1] == '4';
      digits = token->international ? start - 1 : start;
      if (token->n_digits < 9 || !is_bounded (text, length, digits, end)
          || (token->grouped && !token->international && !is_well_grouped (text, start, end)))
        {
          /* What was joined in vain may hold a number further on. */
          if (token->grouped)
            for (i = start; i < end && g_ascii_isdigit (text[i]); i++)
              ;
          continue;
        }
      if (token->international)
        {
          memmove (token->digits + 1, token->digits + 2, 10);
          token->digits[0] = '0';
          token->n_digits = 10;
        }
      token->start = digits;
      token->end = end;
      *at = end;
      return TRUE;
    }
  *at = length;

  return FALSE;
}

/**
 * cb_personal_number_is_cccd:
 * @digits: 12 digits
 * @year: the current one
 *
 * PPP G YY NNNNNN (TT 07/2016/TT-BCA): one of 63 provinces, a century and sex from 0 to 3, a year
 * of birth that has come. There is no check digit: 1.55 % of random numbers pass.
 *
 * Returns: whether it can be a citizen identity number
 */
gboolean
cb_personal_number_is_cccd (const char *digits, guint year)
{
  guint province = read_number (digits, 3);
  guint born = read_number (digits + 4, 2);
  gboolean known = FALSE;

  if (province > 96 || digits[3] > '3')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (provinces) && !known; i++)
    known = provinces[i] == province;

  return known && (digits[3] < '2' || 2000 + born <= year);
}

/**
 * cb_personal_number_is_mobile:
 * @digits: 10 digits
 *
 * Returns: whether its head is one of a mobile network, of today or since 2018
 */
gboolean
cb_personal_number_is_mobile (const char *digits)
{
  char next = digits[2];

  if (digits[0] != '0')
    return FALSE;
  switch (digits[1])
    {
    case '3':
      return next >= '2';
    case '5':
      return next == '2' || next == '5' || next == '6' || next == '8' || next == '9';
    case '7':
      return next == '0' || next >= '6';
    case '8':
      return next >= '1';
    case '9':
      return next != '5';
    default:
      return FALSE;
    }
}

/**
 * cb_personal_number_is_old_mobile:
 * @digits: 11 digits
 *
 * Returns: whether its head is one of those that ended in 2018: 0120–0129, 0162–0169, 0186, 0188,
 *   0199
 */
gboolean
cb_personal_number_is_old_mobile (const char *digits)
{
  if (digits[0] != '0' || digits[1] != '1')
    return FALSE;

  return (digits[2] == '2') || (digits[2] == '6' && digits[3] >= '2')
         || (digits[2] == '8' && (digits[3] == '6' || digits[3] == '8'))
         || (digits[2] == '9' && digits[3] == '9');
}

/**
 * cb_personal_number_is_tax_code:
 * @digits: 10 digits
 *
 * Returns: whether the check digit of a tax code is right; 9.1 % of random numbers pass
 */
gboolean
cb_personal_number_is_tax_code (const char *digits)
{
  static const guint8 weights[] = { 31, 29, 23, 19, 17, 13, 7, 5, 3 };
  guint sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (weights); i++)
    sum += weights[i] * (guint)(digits[i] - '0');

  return 10 - sum % 11 == (guint)(digits[9] - '0') && read_number (digits + 2, 7) != 0;
}

/**
 * cb_personal_number_mask:
 * @digits: a number
 * @masked: (out caller-allocates): its first four and last two digits, `0790******12`
 *
 * How a number may be shown, in the window, in reports and in logs.
 */
void
cb_personal_number_mask (const char *digits, char masked[CB_MASKED_SIZE])
{
  gsize length = MIN (strlen (digits), CB_MASKED_SIZE - 1);

  for (gsize i = 0; i < length; i++)
    masked[i] = i < 4 || i + 2 >= length ? digits[i] : '*';
  masked[length] = '\0';
}
