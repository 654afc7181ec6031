/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "engine/checks/cb-place-list.h"

/* Any text as a list of administrative units, and what is behind its first NUL, line by line with
 * tabs between, as codes and names of the three levels. A list that is refused says why; what a row
 * says is of some time or has a fault, never both, and each line of the list is known to it. */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
read_row (const char *line, CbPlaceSaid said[CB_PLACE_N_LEVELS])
{
  g_auto (GStrv) cells = g_strsplit (line, "\t", 2 * CB_PLACE_N_LEVELS);
  guint n = g_strv_length (cells);

  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    {
      const char *code = 2 * i < n && cells[2 * i][0] != '\0' ? cells[2 * i] : NULL;
      const char *name = 2 * i + 1 < n && cells[2 * i + 1][0] != '\0' ? cells[2 * i + 1] : NULL;

      cb_place_said_read (&said[i], code, code != NULL ? strlen (code) : 0, name,
                          name != NULL ? strlen (name) : 0);
    }
}

static void
check_row (const CbPlaceList *list, const CbPlaceSaid said[CB_PLACE_N_LEVELS])
{
  for (guint i = 0; i < CB_PLACE_N_LEVELS; i++)
    {
      CbPlaceFault fault;
      guint when;

      if (!said[i].has_code && !said[i].has_name)
        continue;
      when = cb_place_list_judge (list, said, i, &fault);
      g_assert_cmpuint (when, <=, CB_PLACE_BEFORE | CB_PLACE_AFTER);
      g_assert_true ((when == 0) == (fault != CB_PLACE_FAULT_NONE));
      g_assert_true (said[i].has_code || fault != CB_PLACE_FAULT_CODE);
      g_assert_true (said[i].has_name || fault != CB_PLACE_FAULT_NAME);
    }
}

static void
check_own_lines (const CbPlaceList *list, const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strchomp (lines[i]), "\t", 6);
      guint width = g_strv_length (cells) >= 3 ? (guint)strlen (cells[1]) : 0;
      CbPlaceLevel level = width == 2   ? CB_PLACE_PROVINCE
                           : width == 3 ? CB_PLACE_DISTRICT
                                        : CB_PLACE_COMMUNE;
      CbPlaceSaid said[CB_PLACE_N_LEVELS] = { 0 };
      CbPlaceFault fault;

      if (width == 0 || lines[i][0] == '#')
        continue;
      cb_place_said_read (&said[level], cells[1], width, cells[2], strlen (cells[2]));
      g_assert_cmpuint (cb_place_list_judge (list, said, level, &fault), !=, 0);
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *)data, size);
  gsize length = strlen (text);
  g_autofree char *rest = length < size
                              ? g_strndup ((const char *)data + length + 1, size - length - 1)
                              : g_strdup ("");
  g_auto (GStrv) rows = g_strsplit (rest, "\n", 64);
  g_autoptr (CbPlaceList) list = cb_place_list_new ();
  g_autoptr (GError) error = NULL;

  if (!cb_place_list_add (list, text, &error))
    {
      g_assert_nonnull (error);
      return 0;
    }
  check_own_lines (list, text);
  for (guint i = 0; rows[i] != NULL; i++)
    {
      CbPlaceSaid said[CB_PLACE_N_LEVELS];

      read_row (rows[i], said);
      check_row (list, said);
    }

  return 0;
}
