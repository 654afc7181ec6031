/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-changes.h"

#include "base/cb-json.h"
#include "core/model/cb-journal-row.h"
#include "core/rules/cb-day.h"

/* Position of @date in @dates; their number when it is not there. */
static guint
find_date (const GPtrArray *dates, const char *date)
{
  guint i = 0;

  while (i < dates->len && !g_str_equal (g_ptr_array_index (dates, i), date))
    i++;
  return i;
}

static void
take_row (GHashTable *index, const CbJournalRow *row, gboolean stands)
{
  g_autoptr (JsonObject) detail = cb_json_object_parse (row->detail, -1, NULL);
  const char *date = detail != NULL ? cb_json_get_string (detail, "date") : NULL;
  GPtrArray *dates = g_hash_table_lookup (index, row->subject);
  guint position;
  GDate day;

  if (!cb_day_parse (date, &day))
    return;
  if (dates == NULL)
    {
      dates = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (index, g_strdup (row->subject), dates);
    }
  position = find_date (dates, date);
  if (stands && position == dates->len)
    g_ptr_array_add (dates, g_strdup (date));
  else if (!stands && position < dates->len)
    g_ptr_array_remove_index (dates, position);
}

/**
 * cb_changes_index:
 * @rows: (element-type CbJournalRow): of the journal, oldest first
 * @zone: of the office: which day a row is of
 * @until: (nullable): what was told or taken back after this day does not count
 *
 * "kể từ ngày có công bố thay đổi" (QN 7.6d): an item that is updated when it changes has no period
 * of the calendar; each change that people told of is one, named by its day.
 *
 * Returns: (transfer full) (element-type utf8 GPtrArray): codes of items to the days, YYYY-MM-DD,
 *   of their changes that stand, in the order in which they were told
 */
GHashTable *
cb_changes_index (GPtrArray *rows, GTimeZone *zone, const GDate *until)
{
  GHashTable *index
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify)g_ptr_array_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);
      gboolean stands = g_str_equal (row->event, CB_EVENT_CHANGE_ANNOUNCED);
      GDate told;

      if (!stands && !g_str_equal (row->event, CB_EVENT_CHANGE_TAKEN_BACK))
        continue;
      if (until != NULL
          && (!cb_day_of_moment (row->at_us, zone, &told) || g_date_compare (&told, until) > 0))
        continue;
      take_row (index, row, stands);
    }

  return index;
}

/**
 * cb_changes_stands:
 * @index: of cb_changes_index()
 * @code: of an item
 * @date: YYYY-MM-DD
 *
 * Returns: whether a change of that day was told and not taken back
 */
gboolean
cb_changes_stands (GHashTable *index, const char *code, const char *date)
{
  const GPtrArray *dates = g_hash_table_lookup (index, code);

  return dates != NULL && find_date (dates, date) < dates->len;
}
