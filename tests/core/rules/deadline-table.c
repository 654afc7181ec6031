/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>

#include "core/rules/cb-deadline.h"

/* Beside those of CbAnchor. */
enum
{
  MONTHS = CB_ANCHOR_CHANGE_PUBLISHED + 1,
  BEFORE,
};

/* deadline-table HOLIDAYS < ANCHOR DAYS PERIOD per line: prints target, limit and whether the
 * holidays are known. For check-deadlines.py, which computes the same by other means. */
int
main (int argc, char **argv)
{
  g_autoptr (GFile) file = g_file_new_for_path (argc > 1 ? argv[1] : "");
  g_autoptr (GError) error = NULL;
  g_autoptr (CbHolidays) holidays = cb_holidays_load (file, &error);
  char line[128], period[16];
  GDate day;
  int anchor;
  guint days;

  if (holidays == NULL)
    {
      g_printerr ("%s\n", error->message);
      return 1;
    }
  while (fgets (line, sizeof line, stdin) != NULL
         && sscanf (line, "%d %u %15s", &anchor, &days, period) == 3)
    {
      CbUpdateRule rule = { CB_FREQUENCY_UNKNOWN, (CbAnchor)anchor, days, NULL, NULL };
      CbDeadline deadline;
      char target[16], limit[16];

      if (anchor == CB_ANCHOR_CHANGE_PUBLISHED && cb_day_parse (period, &day))
        cb_deadline_count (&day, days, holidays, &deadline);
      else if (anchor == MONTHS && cb_day_parse (period, &day))
        cb_deadline_count_months (&day, days, holidays, &deadline);
      else if (anchor == BEFORE && cb_day_parse (period, &day))
        cb_deadline_before (&day, holidays, &deadline);
      else if (!cb_deadline_for_period (&rule, period, holidays, &deadline))
        {
          g_print ("none\n");
          continue;
        }
      g_date_strftime (target, sizeof target, "%Y-%m-%d", &deadline.target);
      g_date_strftime (limit, sizeof limit, "%Y-%m-%d", &deadline.limit);
      g_print ("%s %s %d\n", target, limit, deadline.holidays_known);
    }

  return 0;
}
