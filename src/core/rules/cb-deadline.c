/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-deadline.h"

#include "base/cb-text.h"

static guint
months_of (CbFrequency frequency)
{
  switch (frequency)
    {
    case CB_FREQUENCY_MONTHLY:
      return 1;
    case CB_FREQUENCY_QUARTERLY:
      return 3;
    case CB_FREQUENCY_HALF_YEARLY:
      return 6;
    case CB_FREQUENCY_YEARLY:
      return 12;
    case CB_FREQUENCY_UNKNOWN:
    case CB_FREQUENCY_REAL_TIME:
    case CB_FREQUENCY_DAILY:
    case CB_FREQUENCY_WEEKLY:
    case CB_FREQUENCY_FIVE_YEARLY:
    case CB_FREQUENCY_ON_CHANGE:
      break;
    }

  return 0;
}

static char *
format_period (CbFrequency frequency, guint year, guint number)
{
  switch (frequency)
    {
    case CB_FREQUENCY_MONTHLY:
      return g_strdup_printf ("%04u-%02u", year, number);
    case CB_FREQUENCY_QUARTERLY:
      return g_strdup_printf ("%04u-Q%u", year, number);
    case CB_FREQUENCY_HALF_YEARLY:
      return g_strdup_printf ("%04u-H%u", year, number);
    case CB_FREQUENCY_YEARLY:
      return g_strdup_printf ("%04u", year);
    case CB_FREQUENCY_UNKNOWN:
    case CB_FREQUENCY_REAL_TIME:
    case CB_FREQUENCY_DAILY:
    case CB_FREQUENCY_WEEKLY:
    case CB_FREQUENCY_FIVE_YEARLY:
    case CB_FREQUENCY_ON_CHANGE:
      break;
    }

  return NULL;
}

/**
 * cb_period_containing:
 * @frequency: how often
 * @date: a day
 *
 * Returns: (transfer full) (nullable): the period that the day lies in, `2026-10`, `2026-Q4`,
 *   `2026-H2`, `2026`; %NULL for a frequency that has no such periods
 */
char *
cb_period_containing (CbFrequency frequency, const GDate *date)
{
  guint months = months_of (frequency);

  g_return_val_if_fail (date != NULL && g_date_valid (date), NULL);

  if (months == 0)
    return NULL;

  return format_period (frequency, g_date_get_year (date),
                        ((guint)g_date_get_month (date) - 1) / months + 1);
}

static gboolean
parse_period (const char *period, CbFrequency *frequency, guint *year, guint *number)
{
  static const struct
  {
    const char *shape;
    guint number_at; /* 0: there is none */
    CbFrequency frequency;
  } kinds[] = { { "0000-Q0", 6, CB_FREQUENCY_QUARTERLY },
                { "0000-H0", 6, CB_FREQUENCY_HALF_YEARLY },
                { "0000-00", 5, CB_FREQUENCY_MONTHLY },
                { "0000", 0, CB_FREQUENCY_YEARLY } };
  guint count;
  gsize i = 0;

  while (period != NULL && i < G_N_ELEMENTS (kinds) && !cb_text_is_like (period, kinds[i].shape))
    i++;
  if (period == NULL || i == G_N_ELEMENTS (kinds))
    return FALSE;
  *frequency = kinds[i].frequency;
  *year = (guint)g_ascii_strtoull (period, NULL, 10);
  *number = kinds[i].number_at > 0 ? (guint)g_ascii_strtoull (period + kinds[i].number_at, NULL, 10)
                                   : 1;

  count = 12 / months_of (*frequency);
  return *year >= 1900 && *number >= 1 && *number <= count;
}

/**
 * cb_period_get_frequency:
 * @period: (nullable): `2026-Q3`…
 *
 * Returns: what kind of period it is, %CB_FREQUENCY_UNKNOWN when it is none
 */
CbFrequency
cb_period_get_frequency (const char *period)
{
  CbFrequency frequency;
  guint year, number;

  return parse_period (period, &frequency, &year, &number) ? frequency : CB_FREQUENCY_UNKNOWN;
}

/**
 * cb_period_step:
 * @period: `2026-Q3`…
 * @steps: so many periods on, negative: back
 *
 * Returns: (transfer full) (nullable): the other period of the same kind, %NULL when @period is
 * none
 */
char *
cb_period_step (const char *period, int steps)
{
  CbFrequency frequency;
  guint year, number;
  int count, position;

  if (!parse_period (period, &frequency, &year, &number))
    return NULL;

  count = 12 / (int)months_of (frequency);
  position = (int)year * count + (int)number - 1 + steps;
  if (position < 0)
    return NULL;

  return format_period (frequency, (guint)(position / count), (guint)(position % count) + 1);
}

/**
 * cb_period_get_span:
 * @period: `2026-Q3`…
 * @first: (out): its first day
 * @last: (out): its last day
 *
 * Returns: %FALSE when @period is none
 */
gboolean
cb_period_get_span (const char *period, GDate *first, GDate *last)
{
  CbFrequency frequency;
  guint year, number, months;

  if (!parse_period (period, &frequency, &year, &number))
    return FALSE;

  months = months_of (frequency);
  g_date_set_dmy (first, 1, (GDateMonth)((number - 1) * months + 1), (GDateYear)year);
  *last = *first;
  g_date_add_months (last, months);
  g_date_subtract_days (last, 1);

  return TRUE;
}

/* @day moved on to a working day. */
static void
set_limit (CbDeadline *deadline, GDate day, CbHolidays *holidays)
{
  /* Of a year that is not decided a Saturday may turn out to be worked, and a Monday to be off. */
  deadline->holidays_known = cb_holidays_is_decided (holidays, g_date_get_year (&day));
  while (cb_holidays_is_day_off (holidays, &day))
    {
      g_date_add_days (&day, 1);
      if (!cb_holidays_is_decided (holidays, g_date_get_year (&day)))
        deadline->holidays_known = FALSE;
    }
  /* It stopped on a working day that might turn out to be none. */
  if (cb_holidays_may_be_day_off (holidays, &day))
    deadline->holidays_known = FALSE;
  deadline->limit = day;
}

/* @day moved back to a working day, not before @earliest where that is valid. */
static void
set_target (CbDeadline *deadline, GDate day, const GDate *earliest, CbHolidays *holidays)
{
  while ((!g_date_valid (earliest) || g_date_compare (&day, earliest) > 0)
         && cb_holidays_may_be_day_off (holidays, &day))
    g_date_subtract_days (&day, 1);
  deadline->target = day;
}

/**
 * cb_deadline_count:
 * @anchor: the day that the counting begins with
 * @days: so many days
 * @holidays: days off
 * @deadline: (out): the result
 *
 * The first day is not counted (Civil Code 147.2); a last day that is a weekend or holiday moves to
 * the next working day (148.5). Holidays that the data is not sure about do not move it: a limit
 * that is a day early does no harm, one that is a day late does. The target is what a reader gets
 * who counts the first day too; it moves back, to a day on which people are in the office.
 */
void
cb_deadline_count (const GDate *anchor, guint days, CbHolidays *holidays, CbDeadline *deadline)
{
  GDate day;

  g_return_if_fail (anchor != NULL && g_date_valid (anchor) && deadline != NULL);
  g_return_if_fail (CB_IS_HOLIDAYS (holidays));

  day = *anchor;
  g_date_add_days (&day, days);
  set_limit (deadline, day, holidays);

  day = *anchor;
  g_date_add_days (&day, days > 0 ? days - 1 : 0);
  set_target (deadline, day, anchor, holidays);
}

/**
 * cb_deadline_count_months:
 * @anchor: the day that the counting begins with
 * @months: so many months
 * @holidays: days off
 * @deadline: (out): the result
 *
 * A term of months ends on the day of the same number, in a month that has none on its last day
 * (Civil Code 148.3), and moves off days off like any other (148.5). The target is a day earlier,
 * for who counts the first day too.
 */
void
cb_deadline_count_months (const GDate *anchor,
                          guint months,
                          CbHolidays *holidays,
                          CbDeadline *deadline)
{
  GDate day;

  g_return_if_fail (anchor != NULL && g_date_valid (anchor) && deadline != NULL);
  g_return_if_fail (CB_IS_HOLIDAYS (holidays));

  day = *anchor;
  g_date_add_months (&day, months);
  set_limit (deadline, day, holidays);
  if (g_date_compare (&day, anchor) > 0)
    g_date_subtract_days (&day, 1);
  set_target (deadline, day, anchor, holidays);
}

/**
 * cb_deadline_before:
 * @day: the day that a text names
 * @holidays: days off
 * @deadline: (out): the result
 *
 * "Trước ngày 31 tháng 12" leaves the day itself out: the last one is 30/12. That is a date and no
 * term, so nothing moves it on; the target goes back to a day on which people are in the office.
 */
void
cb_deadline_before (const GDate *day, CbHolidays *holidays, CbDeadline *deadline)
{
  GDate none;

  g_return_if_fail (day != NULL && g_date_valid (day) && deadline != NULL);
  g_return_if_fail (CB_IS_HOLIDAYS (holidays));

  deadline->limit = *day;
  g_date_subtract_days (&deadline->limit, 1);
  deadline->holidays_known = cb_holidays_knows_year (holidays, g_date_get_year (&deadline->limit));
  g_date_clear (&none, 1);
  set_target (deadline, deadline->limit, &none, holidays);
}

/**
 * cb_deadline_for_period:
 * @rule: (nullable): the profile's rule for the item's frequency
 * @period: `2026-Q3`…
 * @holidays: days off
 * @deadline: (out): the result
 *
 * Returns: %FALSE when there is no deadline: no rule, no such period, or a rule that counts from a
 *   change and not from a period
 */
gboolean
cb_deadline_for_period (const CbUpdateRule *rule,
                        const char *period,
                        CbHolidays *holidays,
                        CbDeadline *deadline)
{
  GDate first, last;

  if (rule == NULL || rule->anchor == CB_ANCHOR_CHANGE_PUBLISHED
      || !cb_period_get_span (period, &first, &last))
    return FALSE;

  if (rule->anchor == CB_ANCHOR_NEXT_PERIOD_START)
    g_date_add_days (&last, 1);
  cb_deadline_count (&last, rule->days, holidays, deadline);

  return TRUE;
}
