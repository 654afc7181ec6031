/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-day.h"

#include <stdio.h>
#include <string.h>

#include "base/cb-text.h"

/**
 * cb_day_parse:
 * @text: (nullable): `2026-11-21`
 * @day: (out): that day
 *
 * Returns: %FALSE when it is no day, or one that does not exist (31/02)
 */
gboolean
cb_day_parse (const char *text, GDate *day)
{
  guint year, month, number;

  if (text == NULL || !cb_text_is_like (text, "0000-00-00")
      || sscanf (text, "%4u-%2u-%2u", &year, &month, &number) != 3
      || !g_date_valid_dmy ((GDateDay)number, (GDateMonth)month, (GDateYear)year))
    return FALSE;
  g_date_clear (day, 1);
  g_date_set_dmy (day, (GDateDay)number, (GDateMonth)month, (GDateYear)year);

  return TRUE;
}

/**
 * cb_day_parse_typed:
 * @text: (nullable): "21/11/2026", "21-11-2026", "21.11.2026" or "2026-11-21"
 * @date: (out): the day
 *
 * Returns: whether there is such a day; 31/02/2026 is none
 */
gboolean
cb_day_parse_typed (const char *text, GDate *date)
{
  guint a, b, c;
  char first, second, end;

  g_date_clear (date, 1);
  if (text == NULL || strlen (text) > 12
      || sscanf (text, " %4u%c%2u%c%4u %c", &a, &first, &b, &second, &c, &end) != 5
      || first != second || strchr ("/-.", first) == NULL)
    return FALSE;
  if (a > 31)
    {
      guint year = a;

      a = c;
      c = year;
    }
  if (c < 1900 || c > 2999
      || !g_date_valid_dmy ((GDateDay)MIN (a, 99), (GDateMonth)MIN (b, 99), (GDateYear)c))
    return FALSE;
  g_date_set_dmy (date, (GDateDay)a, (GDateMonth)b, (GDateYear)c);
  return TRUE;
}
