/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "core/rules/cb-profile.h"

/* profile-table < a profile as JSON per line: prints `ok`, or why it was refused, per line. For
 * check-profiles.py, which asks the schema the same. */
int
main (void)
{
  g_autofree char *line = g_malloc (1024 * 1024);

  while (fgets (line, 1024 * 1024, stdin) != NULL)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (CbProfile) profile = cb_profile_parse (line, -1, "line", &error);

      g_print ("%s\n", profile != NULL ? "ok" : error->message);
    }

  return 0;
}
