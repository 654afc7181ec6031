/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/platform/cb-schedule.h"

#include <string.h>

/**
 * cb_schedule_clear:
 * @self: what was loaded; its strings are freed
 */
void
cb_schedule_clear (CbSchedule *self)
{
  g_clear_pointer (&self->program, g_free);
  g_clear_pointer (&self->root, g_free);
}

/* “07:30”, “7:30”. Returns: whether it is a time of the day */
static gboolean
parse_time (const char *text, guint *minutes)
{
  g_auto (GStrv) parts = g_strsplit (text, ":", -1);
  guint64 hour, minute;

  if (g_strv_length (parts) != 2 || strlen (parts[1]) != 2
      || !g_ascii_string_to_unsigned (parts[0], 10, 0, 23, &hour, NULL)
      || !g_ascii_string_to_unsigned (parts[1], 10, 0, 59, &minute, NULL))
    return FALSE;
  *minutes = (guint)(hour * 60 + minute);

  return TRUE;
}

static int
compare_minutes (gconstpointer a, gconstpointer b)
{
  return (int)*(const guint *)a - (int)*(const guint *)b;
}

/**
 * cb_schedule_parse_times:
 * @self: its times are set
 * @text: `07:30`, `07:30,13:15`
 *
 * Returns: whether these are times of the day, each once
 */
gboolean
cb_schedule_parse_times (CbSchedule *self, const char *text)
{
  g_auto (GStrv) times = g_strsplit (text, ",", -1);
  g_autoptr (GArray) minutes = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; times[i] != NULL; i++)
    {
      guint minute;

      if (!parse_time (g_strstrip (times[i]), &minute))
        return FALSE;
      g_array_append_val (minutes, minute);
    }
  if (minutes->len == 0 || minutes->len > CB_SCHEDULE_MOST)
    return FALSE;
  g_array_sort (minutes, compare_minutes);
  for (guint i = 1; i < minutes->len; i++)
    if (g_array_index (minutes, guint, i) == g_array_index (minutes, guint, i - 1))
      return FALSE;
  memcpy (self->minutes, minutes->data, minutes->len * sizeof (guint));
  self->n_minutes = minutes->len;

  return TRUE;
}

/**
 * cb_schedule_dup_times:
 * @self: a schedule
 *
 * Returns: (transfer full): `07:30, 13:15`
 */
char *
cb_schedule_dup_times (const CbSchedule *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->n_minutes; i++)
    g_string_append_printf (text, "%s%02u:%02u", i > 0 ? ", " : "", self->minutes[i] / 60,
                            self->minutes[i] % 60);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * cb_schedule_get_commands:
 *
 * Returns: (transfer none) (array zero-terminated=1): what congboctl is told at each of the times,
 *   one after the other; what the first cannot do keeps the next from nothing
 */
const char *const *
cb_schedule_get_commands (void)
{
  static const char *const commands[] = { "watch run", "sync --wait 30", NULL };

  return commands;
}
