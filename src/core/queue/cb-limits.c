/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/queue/cb-limits.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define MINUTES_OF_DAY (24 * 60)

static gboolean
read_two_digits (const char **text, guint below, guint *value)
{
  const char *p = *text;

  if (!g_ascii_isdigit (p[0]) || !g_ascii_isdigit (p[1]))
    return FALSE;
  *value = (guint)(p[0] - '0') * 10 + (guint)(p[1] - '0');
  *text = p + 2;
  return *value < below;
}

static gboolean
read_minute (const char **text, guint *minute)
{
  guint hours = 0;
  guint minutes = 0;

  if (!read_two_digits (text, 24, &hours) || **text != ':')
    return FALSE;
  (*text)++;
  if (!read_two_digits (text, 60, &minutes))
    return FALSE;
  *minute = hours * 60 + minutes;
  return TRUE;
}

/**
 * cb_limits_parse_hours:
 * @text: `07:30-17:00`, or `22:00-06:00` over midnight
 * @from: (out): minute of the day in which they begin
 * @until: (out): minute of the day in which they are over, another than @from
 *
 * Returns: whether these are quiet hours
 */
gboolean
cb_limits_parse_hours (const char *text, guint *from, guint *until)
{
  const char *p = text;

  if (!read_minute (&p, from) || *p != '-')
    return FALSE;
  p++;
  return read_minute (&p, until) && *p == '\0' && *from != *until;
}

/**
 * cb_limits_parse_rate:
 * @text: bytes per second, as decimal digits
 * @rate: (out): from %CB_LIMITS_LOWEST_RATE to %CB_LIMITS_HIGHEST_RATE
 *
 * Returns: whether it is a rate
 */
gboolean
cb_limits_parse_rate (const char *text, guint64 *rate)
{
  return g_ascii_string_to_unsigned (text, 10, CB_LIMITS_LOWEST_RATE, CB_LIMITS_HIGHEST_RATE, rate,
                                     NULL);
}

/**
 * cb_limits_load:
 * @store: whose settings are read
 * @limits: (out): what they say; what cannot be understood is no limit
 *
 * Waits for the store.
 */
void
cb_limits_load (CbStore *store, CbLimits *limits)
{
  g_autofree char *hours = cb_store_dup_setting (store, CB_SETTING_QUIET_HOURS, NULL);
  g_autofree char *stop = cb_store_dup_setting (store, CB_SETTING_QUIET_STOP, NULL);
  g_autofree char *rate = cb_store_dup_setting (store, CB_SETTING_RATE_LIMIT, NULL);

  memset (limits, 0, sizeof *limits);
  limits->has_quiet
      = hours != NULL && cb_limits_parse_hours (hours, &limits->quiet_from, &limits->quiet_until);
  limits->quiet_stop = g_strcmp0 (stop, "true") == 0;
  if (rate != NULL && !cb_limits_parse_rate (rate, &limits->rate))
    limits->rate = 0;
}

/**
 * cb_limits_dup_hours_words:
 * @hours: (nullable): as the setting has them
 *
 * Returns: (transfer full) (nullable): for people; %NULL when there are none
 */
char *
cb_limits_dup_hours_words (const char *hours)
{
  guint from;
  guint until;

  if (hours == NULL || !cb_limits_parse_hours (hours, &from, &until))
    return NULL;

  /* Translators: two times of the day */
  return g_strdup_printf (_ ("from %02u:%02u to %02u:%02u"), from / 60, from % 60, until / 60,
                          until % 60);
}

/**
 * cb_limits_dup_rate_words:
 * @rate: (nullable): as the setting has it
 *
 * Returns: (transfer full) (nullable): for people; %NULL when there is no limit
 */
char *
cb_limits_dup_rate_words (const char *rate)
{
  g_autofree char *size = NULL;
  guint64 bytes;

  if (rate == NULL || !cb_limits_parse_rate (rate, &bytes))
    return NULL;
  size = g_format_size (bytes);
  /* Translators: a size, in each second */
  return g_strdup_printf (_ ("%s each second"), size);
}

/**
 * cb_limits_get_quiet_end:
 * @limits: what an agency allows
 * @clock: whose hour counts, in its time zone
 *
 * Returns: when the quiet hours that it is in now are over, microseconds since 1970; 0 outside them
 */
gint64
cb_limits_get_quiet_end (const CbLimits *limits, CbClock *clock)
{
  g_autoptr (GDateTime) now = NULL;
  g_autoptr (GDateTime) midnight = NULL;
  g_autoptr (GDateTime) end = NULL;
  guint minute;
  guint until = limits->quiet_until;

  if (!limits->has_quiet)
    return 0;
  now = cb_clock_now_local (clock);
  minute = (guint)(g_date_time_get_hour (now) * 60 + g_date_time_get_minute (now));
  if (limits->quiet_from < until ? minute < limits->quiet_from || minute >= until
                                 : minute < limits->quiet_from && minute >= until)
    return 0;
  /* Over midnight they end tomorrow. */
  if (minute >= until)
    until += MINUTES_OF_DAY;
  midnight
      = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now),
                         g_date_time_get_month (now), g_date_time_get_day_of_month (now), 0, 0, 0);
  end = midnight != NULL ? g_date_time_add_minutes (midnight, (int)until) : NULL;
  return end != NULL ? g_date_time_to_unix (end) * G_USEC_PER_SEC : 0;
}
