/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include "core/rules/cb-changes.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-deadline.h"

/* "trong vòng 15 ngày kể từ ngày có công bố thay đổi" (QN 7.6d): an item that is updated when it
 * changes has no period of the calendar; each change that people announced is one, named by its
 * day, as the list of what is due has it. */

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

/* Those that the journal has by the end of the span, and not as taken back. */
void
_cb_report_take_changes (CbReportMaking *making)
{
  g_autoptr (GHashTable) changes = NULL;

  if (making->input->profile == NULL)
    return;
  changes = cb_changes_index (making->input->rows, making->input->zone, &making->report->to);
  for (guint i = 0; g_hash_table_size (changes) > 0 && i < making->input->items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (making->input->items, i);
      const GPtrArray *dates = g_hash_table_lookup (changes, item->code);
      GDate day;

      for (guint d = 0; dates != NULL && d < dates->len; d++)
        if (cb_day_parse (g_ptr_array_index (dates, d), &day))
          take_change (making, item, g_ptr_array_index (dates, d), &day);
    }
}
