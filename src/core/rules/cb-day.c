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
 * A year below 1000 is a slip of whoever wrote it, and would not be written as it was read.
 *
 * Returns: %FALSE when it is no day, or one that does not exist (31/02)
 */
gboolean
cb_day_parse (const char *text, GDate *day)
{
  guint year, month, number;

  if (text == NULL || !cb_text_is_like (text, "0000-00-00")
      || sscanf (text, "%4u-%2u-%2u", &year, &month, &number) != 3 || year < 1000
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

/**
 * cb_day_dup_words:
 * @text: a day as `2026-07-25`
 *
 * As Nghị định 30/2020/NĐ-CP has days on paper: with a nought before the first nine days and before
 * the months 1 and 2.
 *
 * Returns: (transfer full): "25/7/2026", "05/02/2026"; @text where it is no day
 */
char *
cb_day_dup_words (const char *text)
{
  GDate day;

  if (!cb_day_parse (text, &day))
    return g_strdup (text);
  return g_strdup_printf (g_date_get_month (&day) <= 2 ? "%02u/%02u/%u" : "%02u/%u/%u",
                          g_date_get_day (&day), (guint)g_date_get_month (&day),
                          g_date_get_year (&day));
}

/**
 * cb_day_of_moment:
 * @at_us: microseconds since 1970
 * @zone: whose day
 * @day: (out): the day on which that is there
 *
 * Returns: %FALSE for a moment that no calendar has
 */
gboolean
cb_day_of_moment (gint64 at_us, GTimeZone *zone, GDate *day)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (at_us / G_USEC_PER_SEC);
  g_autoptr (GDateTime) local = utc != NULL ? g_date_time_to_timezone (utc, zone) : NULL;

  g_date_clear (day, 1);
  if (local == NULL)
    return FALSE;
  g_date_set_dmy (day, (GDateDay)g_date_time_get_day_of_month (local),
                  (GDateMonth)g_date_time_get_month (local),
                  (GDateYear)g_date_time_get_year (local));

  return TRUE;
}
