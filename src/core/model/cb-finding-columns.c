/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-finding-private.h"

static void
append_letters (GString *text, guint64 column)
{
  char letters[16];
  guint at = sizeof letters - 1;

  letters[at] = '\0';
  for (guint64 n = column + 1; n > 0 && at > 0; n = (n - 1) / 26)
    letters[--at] = (char)('A' + (n - 1) % 26);
  g_string_append (text, letters + at);
}

/**
 * cb_finding_dup_columns:
 * @first: 0-based
 * @last: the last one, included
 *
 * Returns: (transfer full): some columns as a spreadsheet calls them: “A–D”
 */
char *
cb_finding_dup_columns (guint64 first, guint64 last)
{
  GString *text = g_string_new (NULL);

  append_letters (text, first);
  if (last > first)
    {
      g_string_append (text, "–");
      append_letters (text, last);
    }

  return g_string_free (text, FALSE);
}

/* “0-3 5-8” as “A–D, F–I”. */
char *
_cb_finding_dup_tables (const char *value)
{
  g_auto (GStrv) tables = g_strsplit (value, " ", -1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; tables[i] != NULL; i++)
    {
      char *end = NULL;
      guint64 first = g_ascii_strtoull (tables[i], &end, 10);
      guint64 last = *end == '-' ? g_ascii_strtoull (end + 1, NULL, 10) : first;
      g_autofree char *columns = cb_finding_dup_columns (first, last);

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", columns);
    }

  return g_string_free (text, FALSE);
}
