/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include "base/cb-json.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-duties.h"

/* "trong vòng 15 ngày kể từ ngày có công bố thay đổi" (QN 7.6d): an item that is updated when it
 * changes has no period of the calendar; each change that people announced is one, named by its
 * day, as the list of what is due has it. */

static GHashTable *
index_items (GPtrArray *items)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < items->len; i++)
    {
      CbCatalogItem *item = g_ptr_array_index (items, i);

      g_hash_table_insert (index, item->code, item);
    }

  return index;
}

static void
take_change (CbReportMaking *making, const CbCatalogItem *item, const char *text, const GDate *day)
{
  const CbUpdateRule *rule = cb_profile_find_update_rule (making->input->profile, item->frequency);
  CbReportLine *line = g_hash_table_lookup (making->lines, item->code);
  g_autofree char *key = g_strconcat (item->code, "\n", text, NULL);
  CbReportEntry *entry;
  CbDeadline deadline;

  if (rule == NULL || rule->anchor != CB_ANCHOR_CHANGE_PUBLISHED
      || !g_hash_table_add (making->changes, g_strdup (key)))
    return;
  cb_deadline_count (day, rule->days, making->input->holidays, &deadline);
  if (!_cb_report_is_within (making->report, &deadline.limit))
    return;
  entry = _cb_report_add_due_entry (making, line, text, rule, &deadline);
  g_hash_table_insert (making->entries, g_steal_pointer (&key), entry);
}

/* Those that the journal has by the end of the span. */
void
_cb_report_take_changes (CbReportMaking *making)
{
  g_autoptr (GHashTable) items = NULL;

  for (guint i = 0; making->input->profile != NULL && i < making->input->rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (making->input->rows, i);
      g_autoptr (JsonObject) detail = NULL;
      const CbCatalogItem *item;
      const char *text;
      GDate told;
      GDate day;

      if (!g_str_equal (row->event, CB_EVENT_CHANGE_ANNOUNCED)
          || !_cb_report_get_day (making, row->at_us, &told)
          || g_date_compare (&told, &making->report->to) > 0)
        continue;
      if (items == NULL)
        items = index_items (making->input->items);
      item = g_hash_table_lookup (items, row->subject);
      detail = cb_json_object_parse (row->detail, -1, NULL);
      text = detail != NULL ? cb_json_get_string (detail, "date") : NULL;
      if (item != NULL && cb_day_parse (text, &day))
        take_change (making, item, text, &day);
    }
}
