/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-working-days.h"

/* What is to be done so many working days before a day. The day on which it is done does not count
 * (Civil Code 147.2) and a term ends with its last day (148.5), so that as many whole working days
 * lie between the two days, neither of them counted. A holiday that the data is not sure about
 * counts as a day off: the notice is rather a day early than a day late. */

/* Nobody gives notice longer ahead; also ends the walk when the dates run out. */
#define MAX_COUNT 1000
#define FIRST_JULIAN 2

/**
 * cb_working_days_before:
 * @day: on which something begins
 * @count: so many working days before
 * @holidays: days off besides weekends
 * @latest: (out): the last working day on which notice is still in time
 *
 * Returns: whether the holidays of all years between are in the data; when not, @latest goes by
 *   weekends alone there
 */
gboolean
cb_working_days_before (const GDate *day, guint count, CbHolidays *holidays, GDate *latest)
{
  gboolean known = TRUE;
  guint left = MIN (count, MAX_COUNT) + 1;

  g_return_val_if_fail (g_date_valid (day) && CB_IS_HOLIDAYS (holidays) && latest != NULL, FALSE);

  *latest = *day;
  while (left > 0 && g_date_get_julian (latest) > FIRST_JULIAN)
    {
      g_date_subtract_days (latest, 1);
      known = known && cb_holidays_is_decided (holidays, g_date_get_year (latest));
      if (!cb_holidays_may_be_day_off (holidays, latest))
        left--;
    }

  return known;
}

/**
 * cb_working_days_between:
 * @from: a day
 * @to: another
 * @holidays: days off besides weekends
 *
 * Returns: the number of working days after @from and before @to, 0 when @to is not after @from
 */
guint
cb_working_days_between (const GDate *from, const GDate *to, CbHolidays *holidays)
{
  guint count = 0;
  GDate day;

  g_return_val_if_fail (g_date_valid (from) && g_date_valid (to), 0);
  g_return_val_if_fail (CB_IS_HOLIDAYS (holidays), 0);

  day = *from;
  g_date_add_days (&day, 1);
  for (; g_date_compare (&day, to) < 0; g_date_add_days (&day, 1))
    if (!cb_holidays_may_be_day_off (holidays, &day))
      count++;

  return count;
}
