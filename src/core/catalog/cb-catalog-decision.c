/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/catalog/cb-catalog-decision.h"

#include <stdio.h>
#include <stdlib.h>

#include <gio/gio.h>

#include "base/cb-error.h"
#include "core/catalog/cb-catalog-values.h"

/* "25/7/2024", "ngày 25 tháng 7 năm 2024", "2024-07-25". */
static gboolean
find_day (const char *text, guint *day, guint *month, guint *year)
{
  static const struct
  {
    const char *pattern;
    gboolean year_first;
  } patterns[] = {
    { "\\b(\\d{4})-(\\d{1,2})-(\\d{1,2})\\b", TRUE },
    { "\\b(\\d{1,2})[/.-](\\d{1,2})[/.-](\\d{4})\\b", FALSE },
    { "\\b(\\d{1,2})\\s+tháng\\s+(\\d{1,2})\\s+năm\\s+(\\d{4})\\b", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    {
      g_autoptr (GRegex) regex = g_regex_new (patterns[i].pattern, G_REGEX_CASELESS, 0, NULL);
      g_autoptr (GMatchInfo) match = NULL;
      guint numbers[3];

      if (!g_regex_match (regex, text, 0, &match))
        continue;
      for (int n = 0; n < 3; n++)
        {
          g_autofree char *number = g_match_info_fetch (match, n + 1);

          numbers[n] = (guint)strtoul (number, NULL, 10);
        }
      *day = numbers[patterns[i].year_first ? 2 : 0];
      *month = numbers[1];
      *year = numbers[patterns[i].year_first ? 0 : 2];
      return TRUE;
    }

  return FALSE;
}

/**
 * cb_catalog_dup_day_in:
 * @text: (nullable): a text that may name a day, "Quyết định số 3111/QĐ-UBND ngày 25/7/2024"
 * @error: %CB_ERROR_INVALID when the day that it names does not exist (31/02)
 *
 * Returns: (transfer full) (nullable): the first one, YYYY-MM-DD; %NULL without @error when it
 * names none
 */
char *
cb_catalog_dup_day_in (const char *text, GError **error)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  guint day, month, year;

  if (!find_day (valid, &day, &month, &year))
    return NULL;
  if (g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, (GDateYear)year))
    return g_strdup_printf ("%04u-%02u-%02u", year, month, day);
  g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "%u/%u/%u is no day of the calendar", day, month,
               year);
  return NULL;
}

/**
 * cb_catalog_dup_day:
 * @text: a day as people write it
 * @error: %CB_ERROR_INVALID when it is none, or does not exist
 *
 * Returns: (transfer full): the day, YYYY-MM-DD
 */
char *
cb_catalog_dup_day (const char *text, GError **error)
{
  GError *local_error = NULL;
  char *day = cb_catalog_dup_day_in (text, &local_error);

  if (local_error != NULL)
    g_propagate_error (error, local_error);
  else if (day == NULL)
    g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "“%s” is no day (25/7/2024)", text);
  return day;
}

/**
 * cb_catalog_dup_number_in:
 * @text: (nullable): a text that may name a decision
 *
 * Returns: (transfer full) (nullable): its number, "3111/QĐ-UBND"
 */
char *
cb_catalog_dup_number_in (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  g_autoptr (GRegex) regex
      = g_regex_new ("\\b\\d+(?:/\\d{4})?/[\\p{L}]+(?:-[\\p{L}0-9]+)+", 0, 0, NULL);
  g_autoptr (GMatchInfo) match = NULL;

  return g_regex_match (regex, valid, 0, &match) ? g_match_info_fetch (match, 0) : NULL;
}
