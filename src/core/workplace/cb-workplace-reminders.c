/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-reminders.h"

#include "base/cb-json.h"
#include "core/rules/cb-reminders.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-private.h"

/**
 * cb_workplace_take_reminders:
 * @self: a workplace
 * @error: why not
 *
 * What a person is to be told of today, as the settings `reminders` (`off`: nothing) and
 * `reminder-days` say. Each is given once for each of the days: what was given is kept. Blocks on
 * the disk.
 *
 * Returns: (transfer full) (element-type CbObligation): the most urgent first; often none
 */
GPtrArray *
cb_workplace_take_reminders (CbWorkplace *self, GError **error)
{
  g_autofree char *wanted = NULL;
  g_autofree char *text = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (JsonObject) told = NULL;
  g_autoptr (JsonObject) told_now = NULL;
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) list = NULL;
  guint days[CB_REMINDER_MAX_DAYS];
  guint n_days;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  wanted = cb_workplace_dup_setting (self, "reminders");
  if (g_strcmp0 (wanted, "off") == 0)
    return g_ptr_array_new ();
  text = cb_workplace_dup_setting (self, "reminder-days");
  n_days = cb_reminders_parse_days (text, days);
  if (n_days == 0)
    n_days = cb_reminders_parse_days (CB_REMINDER_DAYS, days);
  all = cb_workplace_list_due (self, NULL, error);
  if (all == NULL)
    return NULL;
  before = cb_workplace_dup_setting (self, "reminders-told");
  told = before != NULL ? cb_json_object_parse (before, -1, NULL) : NULL;
  list = cb_reminders_pick (all, days, n_days, told, &told_now);
  after = cb_json_object_to_string (told_now, FALSE);
  if (g_strcmp0 (before, after) != 0
      && !cb_workplace_set_setting (self, "reminders-told", after, error))
    return NULL;

  /* What is handed on is taken out of the list that owned it. */
  g_ptr_array_set_free_func (list, (GDestroyNotify)cb_obligation_free);
  for (guint i = 0; i < list->len; i++)
    {
      guint position;

      if (g_ptr_array_find (all, list->pdata[i], &position))
        g_ptr_array_steal_index (all, position);
    }

  return g_steal_pointer (&list);
}

/**
 * cb_workplace_renew_day:
 * @self: a workplace
 *
 * The day or the time zone may be another than when it was opened: takes the zone that holds now
 * and tells all that shows days to look again. Does not block.
 */
void
cb_workplace_renew_day (CbWorkplace *self)
{
  g_autoptr (GTimeZone) zone = NULL;

  g_return_if_fail (CB_IS_WORKPLACE (self));

  zone = g_time_zone_new_local ();
  cb_clock_set_timezone (self->clock, zone);
  _cb_workplace_changed (self, "catalog");
}
