/* SPDX-License-Identifier: GPL-3.0-or-later */

#pragma once

#include "base/cb-error.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-job.h"
#include "core/model/cb-record.h"
#include "core/report/cb-report.h"

/* A journal, a catalog and datasets made by hand, under the text of Quảng Ngãi: a quarter's last
 * day is the 15th after the first of the next quarter. The office is seven hours east of Greenwich.
 */

typedef struct
{
  CbReportInput input;
  GPtrArray *corrections; /* the same as of the input, to add to */
  GPtrArray *receipts;
} Fixture;

static inline void
set_up (Fixture *fixture, gconstpointer profile_file)
{
  g_autofree char *path = g_build_filename (
      g_getenv ("CB_SOURCE_ROOT"), "data/profiles",
      profile_file != NULL ? (const char *)profile_file : "quang-ngai.json", NULL);
  g_autofree char *holidays
      = g_build_filename (g_getenv ("CB_SOURCE_ROOT"), "data/profiles/holidays.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFile) holidays_file = g_file_new_for_path (holidays);
  g_autoptr (GError) error = NULL;
  CbReportInput *input = &fixture->input;

  input->profile = cb_profile_load (file, &error);
  g_assert_no_error (error);
  input->holidays = cb_holidays_load (holidays_file, &error);
  g_assert_no_error (error);
  input->rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_journal_row_free);
  input->items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  input->datasets = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_dataset_free);
  fixture->corrections = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_free);
  fixture->receipts = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_receipt_free);
  input->corrections = fixture->corrections;
  input->receipts = fixture->receipts;
  input->zone = g_time_zone_new_offset (7 * 3600);
  input->agency = "Sở Y tế";
}

static inline void
tear_down (Fixture *fixture, gconstpointer profile_file)
{
  CbReportInput *input = &fixture->input;

  g_object_unref (input->profile);
  g_object_unref (input->holidays);
  g_ptr_array_unref (input->rows);
  g_ptr_array_unref (input->items);
  g_ptr_array_unref (input->datasets);
  g_ptr_array_unref (fixture->corrections);
  g_ptr_array_unref (fixture->receipts);
  g_time_zone_unref (input->zone);
}

static inline void
add_item (Fixture *fixture, const char *code, const char *field, CbFrequency frequency)
{
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup (code);
  item->title = g_strconcat ("Dữ liệu ", code, NULL);
  item->field = g_strdup (field);
  item->frequency = frequency;
  g_ptr_array_add (fixture->input.items, item);
}

static inline void
add_dataset (Fixture *fixture, const char *id, const char *item_code, const char *period)
{
  CbDataset *dataset = cb_dataset_new ();

  g_free (dataset->id);
  dataset->id = g_strdup (id);
  dataset->item_code = g_strdup (item_code);
  dataset->period = g_strdup (period);
  json_object_set_string_member (dataset->metadata, "title", id);
  g_ptr_array_add (fixture->input.datasets, dataset);
}

/* @when is a time of the office, `2026-10-16T23:59:59`. */
static inline void
add_row (
    Fixture *fixture, const char *when, const char *event, const char *subject, const char *detail)
{
  CbJournalRow *row = cb_journal_row_new ();
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (when, fixture->input.zone);

  g_assert_nonnull (time);
  row->sequence = fixture->input.rows->len + 1;
  row->at_us = g_date_time_to_unix (time) * G_USEC_PER_SEC;
  row->person = g_strdup ("Nguyễn Thị Lan");
  row->event = g_strdup (event);
  row->subject = g_strdup (subject);
  row->detail = g_strdup (detail);
  row->hash = g_strdup_printf ("%064u", (guint)row->sequence);
  g_ptr_array_add (fixture->input.rows, row);
}

/* A publication: its row of the journal and its receipt. */
static inline void
add_receipt (Fixture *fixture, const char *when, const char *dataset, const char *digest)
{
  g_autofree char *detail = g_strdup_printf ("{\"digest\":\"%s\"}", digest);
  CbReceipt *receipt = cb_receipt_new ();
  const CbJournalRow *row;

  add_row (fixture, when, "receipt", dataset, detail);
  row = g_ptr_array_index (fixture->input.rows, fixture->input.rows->len - 1);
  receipt->dataset_id = g_strdup (dataset);
  receipt->title = g_strdup (dataset);
  receipt->published_us = row->at_us;
  receipt->journal_hash = g_strdup (row->hash);
  g_ptr_array_add (fixture->receipts, receipt);
}

static inline void
set_day (GDate *date, const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "-", 3);

  g_date_clear (date, 1);
  g_date_set_dmy (date, (GDateDay)g_ascii_strtoull (parts[2], NULL, 10),
                  (GDateMonth)g_ascii_strtoull (parts[1], NULL, 10),
                  (GDateYear)g_ascii_strtoull (parts[0], NULL, 10));
}

static inline CbReport *
make_report (Fixture *fixture, const char *from, const char *to, const char *today)
{
  g_autoptr (GError) error = NULL;
  CbReport *report;

  set_day (&fixture->input.from, from);
  set_day (&fixture->input.to, to);
  set_day (&fixture->input.today, today);
  report = cb_report_new (&fixture->input, &error);
  g_assert_no_error (error);

  return report;
}
