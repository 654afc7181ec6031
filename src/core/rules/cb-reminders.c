/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-reminders.h"

#include "base/cb-json.h"

/* After the last day: told once. */
#define LATE (-1)

/* Below every stage: nothing was told. */
#define NOTHING G_MAXINT

/**
 * cb_reminders_parse_days:
 * @text: as a person writes it: "7, 3, 1, 0"
 * @days: (out): so many days before the last day
 *
 * Returns: how many days there are; 0 when it is not understood
 */
guint
cb_reminders_parse_days (const char *text, guint days[CB_REMINDER_MAX_DAYS])
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", ",; ", -1);
  guint count = 0;

  for (guint i = 0; words[i] != NULL; i++)
    {
      guint64 day;

      if (*words[i] == '\0')
        continue;
      if (count == CB_REMINDER_MAX_DAYS
          || !g_ascii_string_to_unsigned (words[i], 10, 0, 366, &day, NULL))
        return 0;
      days[count++] = (guint)day;
    }

  return count;
}

/* The nearest of the chosen days that has come: a computer that slept over one still tells it. */
static int
find_stage (const CbObligation *obligation, const guint *days, guint n_days)
{
  int stage = NOTHING;

  if (obligation->days_left < 0)
    return LATE;
  for (guint i = 0; i < n_days; i++)
    if ((int)days[i] >= obligation->days_left && (int)days[i] < stage)
      stage = (int)days[i];

  return stage;
}

/* With its last day: when that moves, it is told anew. */
static char *
dup_key (const CbObligation *obligation)
{
  char limit[16];

  g_date_strftime (limit, sizeof limit, "%Y-%m-%d", &obligation->limit);

  return g_strjoin ("/", obligation->item_code != NULL ? obligation->item_code : "",
                    obligation->title != NULL ? obligation->title : "",
                    obligation->period != NULL ? obligation->period : "", limit, NULL);
}

/**
 * cb_reminders_pick:
 * @obligations: (element-type CbObligation): what is due, seen from today
 * @days: so many days before the last day a person wants to be told
 * @n_days: how many
 * @told: (nullable): what was told before: the @told_now of the last time
 * @told_now: (out) (transfer full): what is told after this
 *
 * Each obligation is told once for each of the days, and once when it is late; of several that came
 * while nobody looked only the last. What is done or waits for others is not told. From any thread.
 *
 * Returns: (transfer container) (element-type CbObligation): what to tell now, in the same order;
 *   owned by @obligations
 */
GPtrArray *
cb_reminders_pick (GPtrArray *obligations,
                   const guint *days,
                   guint n_days,
                   JsonObject *told,
                   JsonObject **told_now)
{
  GPtrArray *list = g_ptr_array_new ();
  g_autoptr (JsonObject) now = json_object_new ();

  for (guint i = 0; i < obligations->len; i++)
    {
      CbObligation *obligation = g_ptr_array_index (obligations, i);
      g_autofree char *key = NULL;
      int stage;
      gint64 before;

      if (!obligation->has_deadline || obligation->urgency == CB_URGENCY_DONE
          || obligation->urgency == CB_URGENCY_WAITING)
        continue;
      stage = find_stage (obligation, days, n_days);
      if (stage == NOTHING)
        continue;
      key = dup_key (obligation);
      before = told != NULL ? cb_json_get_int (told, key, NOTHING) : NOTHING;
      if (stage < before)
        g_ptr_array_add (list, obligation);
      json_object_set_int_member (now, key, MIN (before, stage));
    }
  *told_now = g_steal_pointer (&now);

  return list;
}
