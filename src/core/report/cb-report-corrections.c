/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include "base/cb-json.h"

/* A correction (đính chính: BD 13.2d, 14.2c) is what the register of corrections says is settled,
 * once, on the day that it was entered as such. The version that it brought is that correction's
 * and not counted again; other bytes without a correction are a version published anew. */

static const CbReceipt *
find_receipt (const CbReportMaking *making, const CbRecord *record, const char *field)
{
  const char *text = cb_record_get (record, field);

  for (guint i = 0;
       *text != '\0' && making->input->receipts != NULL && i < making->input->receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (making->input->receipts, i);

      if (cb_receipt_is_meant (receipt, text, making->input->zone))
        return receipt;
    }

  return NULL;
}

/* The line of the dataset that is named; of its own where the program did not publish it. */
static const CbReportLine *
find_line (CbReportMaking *making, const CbRecord *record, const CbReceipt *receipt)
{
  const char *name = cb_record_get (record, "dataset");
  const CbReportSubject *subject
      = receipt != NULL ? _cb_report_find_subject (making, receipt->dataset_id) : NULL;

  if (subject != NULL)
    return subject->line;
  for (guint i = 0; i < making->report->lines->len; i++)
    {
      const CbReportLine *line = g_ptr_array_index (making->report->lines, i);

      if (g_str_equal (line->title, name))
        return line;
    }

  return _cb_report_add_line (making, record->id, "", name, NULL);
}

static void
take_correction (CbReportMaking *making, const CbRecord *record, const CbJournalRow *row)
{
  const CbReceipt *wrong = find_receipt (making, record, "receipt");
  const CbReceipt *right = find_receipt (making, record, "new_receipt");
  GDate day;

  if (right != NULL && right->journal_hash != NULL)
    g_hash_table_add (making->corrected, right->journal_hash);
  if (_cb_report_get_day (making, row->at_us, &day) && _cb_report_is_within (making->report, &day))
    _cb_report_add_fact (making, CB_FIGURE_CORRECTED,
                         find_line (making, record, right != NULL ? right : wrong), NULL, row);
}

static gboolean
closes_correction (const CbJournalRow *row)
{
  g_autoptr (JsonObject) detail = NULL;

  if (!g_str_equal (row->event, "record.moved"))
    return FALSE;
  detail = cb_json_object_parse (row->detail, -1, NULL);

  return detail != NULL
         && g_strcmp0 (cb_json_get_string (detail, "register"),
                       cb_register_name (CB_REGISTER_CORRECTIONS))
                == 0
         && g_strcmp0 (cb_json_get_string (detail, "state"),
                       cb_record_state_name (CB_RECORD_CLOSED))
                == 0;
}

/* Those that the journal has as settled by the end of the span. */
void
_cb_report_take_corrections (CbReportMaking *making)
{
  g_autoptr (GHashTable) records = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; making->input->corrections != NULL && i < making->input->corrections->len; i++)
    {
      CbRecord *record = g_ptr_array_index (making->input->corrections, i);

      g_hash_table_insert (records, record->id, record);
    }
  for (guint i = 0; g_hash_table_size (records) > 0 && i < making->input->rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (making->input->rows, i);
      const CbRecord *record = g_hash_table_lookup (records, row->subject);
      GDate day;

      if (record != NULL && closes_correction (row) && _cb_report_get_day (making, row->at_us, &day)
          && g_date_compare (&day, &making->report->to) <= 0)
        take_correction (making, record, row);
    }
}
