/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include <string.h>

#include "base/cb-json.h"
#include "core/catalog/cb-catalog-import.h"
#include "core/model/cb-finding-steps.h"
#include "core/model/cb-finding.h"
#include "core/portal/cb-ckan-record.h"
#include "core/queue/cb-memory.h"
#include "core/registers/cb-record-names.h"
#include "core/report/cb-plan.h"
#include "core/report/cb-report.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-duties.h"
#include "core/rules/cb-obligations.h"
#include "core/rules/cb-profile.h"

/* Any text as what the database keeps: each line is a thing, its kind and then its values, a tab
 * between them. All of it is used as if the store had given it: the report counts, the list of what
 * is due, the plan, what the queue remembers, the registers. Figures are how many facts they have;
 * a plan says the same when it is written and read again; nothing is a conflict with itself. */

#define MAX_LINES 60
#define NOW_US G_GINT64_CONSTANT (1796000000000000) /* 30 November 2026 */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* As little as a profile can be, with every kind of rule. */
#define PROFILE                                                                                     \
  "{\"kind\":\"province\",\"id\":\"vn-1-a\",\"name\":\"A\",\"regulation\":{\"kind\":\"Quy chế\"," \
  "\"status\":\"draft\",\"cite_as\":\"1/QĐ\"},\"catalog\":{},\"formats\":{\"allowed\":null},"      \
  "\"update_rules\":[{\"frequency\":\"monthly\",\"anchor\":\"period_end\",\"days\":5,"              \
  "\"cite\":\"Đ7.1\"},{\"frequency\":\"on-change\",\"anchor\":\"change_published\",\"days\":15,"   \
  "\"cite\":\"Đ7.2\"}],\"precheck\":{},\"review\":{},\"reports\":[{\"from\":\"agency\","           \
  "\"to\":\"public\",\"every\":\"P6M\",\"due_before\":[\"06-15\"],\"cite\":\"Đ9\"}]}"

typedef struct
{
  GPtrArray *rows;
  GPtrArray *items;
  GPtrArray *datasets;
  GPtrArray *records;
  GPtrArray *receipts;
  CbMemory *memory;
  CbProfile *profile;
  CbHolidays *holidays;
  GTimeZone *zone;
} Kept;

static JsonObject *
parse_object (const char *text)
{
  JsonObject *object = cb_json_object_parse (text, -1, NULL);

  return object != NULL ? object : json_object_new ();
}

/* --- One function for each kind of line: @text has four values, "" for those that are missing. ---
 */

static void
add_row (Kept *self, char *const *text)
{
  CbJournalRow *row = cb_journal_row_new ();

  row->sequence = self->rows->len + 1;
  row->at_us = NOW_US + (gint64)self->rows->len * 40 * G_TIME_SPAN_HOUR;
  row->person = g_strdup ("Lan");
  row->event = g_strdup (text[0]);
  row->subject = g_strdup (text[1]);
  row->detail = g_strdup (text[2]);
  row->hash = g_strdup_printf ("%064u", (guint)row->sequence);
  g_ptr_array_add (self->rows, row);
}

static void
add_item (Kept *self, char *const *text)
{
  CbCatalogItem *item = cb_catalog_item_new ();

  item->code = g_strdup (text[0]);
  item->title = g_strdup (text[1]);
  item->frequency = cb_frequency_from_name (text[2]);
  item->formats = g_strdup (text[3]);
  g_ptr_array_add (self->items, item);
}

static void
add_dataset (Kept *self, char *const *text)
{
  CbDataset *dataset = cb_dataset_new ();

  g_free (dataset->id);
  dataset->id = g_strdup (text[0]);
  dataset->item_code = g_strdup (text[1]);
  dataset->period = g_strdup (text[2]);
  json_object_unref (dataset->metadata);
  dataset->metadata = parse_object (text[3]);
  g_ptr_array_add (self->datasets, dataset);
}

static void
add_record (Kept *self, char *const *text)
{
  CbRegister kind = CB_REGISTER_FEEDBACK;
  CbRecord *record;

  cb_register_from_name (text[0], &kind);
  record = cb_record_new (kind);
  record->id = g_strdup (text[1]);
  cb_record_state_from_name (text[2], &record->state);
  json_object_unref (record->fields);
  record->fields = parse_object (text[3]);
  g_ptr_array_add (self->records, record);
}

static void
add_receipt (Kept *self, char *const *text)
{
  CbReceipt *receipt = cb_receipt_new ();

  receipt->job_id = g_strdup ("j");
  receipt->dataset_id = g_strdup (text[0]);
  receipt->title = g_strdup (text[1]);
  receipt->files = g_strdup (text[2]);
  receipt->journal_hash = g_strdup (text[3]);
  receipt->published_us = NOW_US;
  g_ptr_array_add (self->receipts, receipt);
}

static void
add_step (Kept *self, char *const *text)
{
  g_autoptr (JsonObject) facts = parse_object (text[1]);

  cb_memory_learn (self->memory, text[0], facts);
}

static void
check_finding (Kept *self, char *const *text)
{
  g_autoptr (CbFinding) finding = cb_finding_new (text[0], CB_SEVERITY_WARNING);
  g_autoptr (JsonObject) arguments = parse_object (text[2]);
  g_autoptr (GList) names = json_object_get_members (arguments);
  g_autofree char *title = NULL;
  g_autofree char *place = NULL;
  g_autofree char *remedy = NULL;
  g_autofree char *key = NULL;
  g_auto (GStrv) steps = NULL;

  /* What the engine says without a code is refused. */
  if (text[0][0] == '\0')
    return;
  g_free (finding->column_name);
  finding->column_name = g_strdup (text[1]);
  finding->column = 3;
  for (GList *l = names; l != NULL; l = l->next)
    if (cb_json_get_string (arguments, l->data) != NULL)
      cb_finding_set_argument (finding, l->data, cb_json_get_string (arguments, l->data));
  title = cb_finding_dup_title (finding);
  place = cb_finding_dup_place (finding);
  remedy = cb_finding_dup_remedy (finding);
  key = cb_finding_dup_key (finding);
  steps = cb_finding_dup_steps (finding);
  g_assert_true (g_utf8_validate (title, -1, NULL) && *title != '\0');
  g_assert_true (g_utf8_validate (place, -1, NULL) && g_utf8_validate (remedy, -1, NULL));
  for (guint i = 0; steps[i] != NULL; i++)
    {
      g_autoptr (JsonObject) step = cb_json_object_parse (steps[i], -1, NULL);

      g_assert_nonnull (step);
      g_assert_nonnull (cb_finding_step_title (steps[i]));
    }
}

static void
check_plan (Kept *self, char *const *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (CbPlan) plan = cb_plan_parse (text[0], &error);
  g_autoptr (CbPlan) again = NULL;
  g_autoptr (GPtrArray) gaps = NULL;
  g_autoptr (GPtrArray) progress = NULL;
  g_autofree char *written = NULL;
  g_autofree char *rewritten = NULL;
  GDate today;

  g_assert_true ((plan == NULL) == (error != NULL));
  if (plan == NULL)
    {
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  written = cb_plan_to_text (plan);
  again = cb_plan_parse (written, &error);
  g_assert_no_error (error);
  rewritten = cb_plan_to_text (again);
  g_assert_cmpstr (rewritten, ==, written);
  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 1, G_DATE_DECEMBER, 2026);
  gaps = cb_plan_check (plan, self->profile, self->items);
  progress = cb_plan_measure (plan, self->rows, self->datasets, self->zone, &today);
  g_assert_cmpuint (progress->len, ==, plan->phases->len);
  for (guint i = 0; i < progress->len; i++)
    {
      g_autofree char *words = cb_plan_progress_dup_words (g_ptr_array_index (progress, i));

      g_assert_true (g_utf8_validate (words, -1, NULL));
    }
}

/* What a person said once of a layout is for every file that is laid out so. */
static void
check_layout (Kept *self, char *const *text)
{
  g_auto (GStrv) header = g_strsplit (text[0], "|", 40);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  g_autoptr (CbCatalogLayout) layout = cb_catalog_layout_find ((const char *const *)header, none);
  g_autoptr (JsonObject) mapping = parse_object (text[1]);

  if (cb_catalog_layout_apply (layout, mapping))
    {
      g_autoptr (JsonObject) said = cb_catalog_layout_to_json (layout);

      g_assert_true (cb_catalog_layout_apply (layout, said));
    }
}

static void
take_line (Kept *self, const char *line)
{
  static const struct
  {
    const char *name;
    void (*take) (Kept *self, char *const *text);
  } kinds[]
      = { { "row", add_row },           { "item", add_item },       { "dataset", add_dataset },
          { "record", add_record },     { "receipt", add_receipt }, { "step", add_step },
          { "finding", check_finding }, { "plan", check_plan },     { "layout", check_layout } };
  g_auto (GStrv) parts = g_strsplit (line, "\t", 5);
  char *text[4] = { (char *)"", (char *)"", (char *)"", (char *)"" };

  for (guint i = 0; i < 4 && i + 1 < g_strv_length (parts); i++)
    text[i] = parts[i + 1];
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_strcmp0 (parts[0], kinds[i].name) == 0)
      kinds[i].take (self, text);
}

/* --- What is made of it -------------------------------------------------- */

static void
check_report (Kept *self)
{
  CbReportInput input = { .rows = self->rows,
                          .items = self->items,
                          .datasets = self->datasets,
                          .corrections = self->records,
                          .receipts = self->receipts,
                          .profile = self->profile,
                          .holidays = self->holidays,
                          .zone = self->zone,
                          .agency = "Sở Y tế" };
  g_autoptr (GError) error = NULL;
  g_autoptr (CbReport) report = NULL;
  g_autoptr (CbSheetBook) book = NULL;

  g_date_clear (&input.from, 1);
  g_date_set_dmy (&input.from, 1, G_DATE_OCTOBER, 2026);
  input.to = input.from;
  g_date_set_dmy (&input.to, 31, G_DATE_MARCH, 2027);
  input.today = input.to;
  report = cb_report_new (&input, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < CB_N_FIGURES; i++)
    {
      g_autoptr (GPtrArray) facts = cb_report_list_facts (report, (CbFigure)i, NULL, NULL);

      g_assert_cmpuint (facts->len, ==, cb_report_count (report, (CbFigure)i, NULL, NULL));
    }
  book = cb_report_to_sheets (report, NULL);
}

static void
check_due (Kept *self)
{
  CbDutyInput input = { .items = self->items,
                        .datasets = self->datasets,
                        .rows = self->rows,
                        .profile = self->profile,
                        .holidays = self->holidays,
                        .zone = self->zone };
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GPtrArray) obligations = NULL;

  g_date_clear (&input.on, 1);
  g_date_set_dmy (&input.on, 1, G_DATE_DECEMBER, 2026);
  duties = cb_duties_list (&input);
  obligations = cb_obligations_list_for_datasets (self->items, self->profile, self->holidays,
                                                  &input.on, self->datasets);
  cb_obligations_sort (obligations);
  for (guint i = 0; i < obligations->len; i++)
    cb_obligation_judge (g_ptr_array_index (obligations, i), &input.on);
}

static void
check_records (Kept *self)
{
  g_autoptr (CbRecordNames) names = cb_record_names_new (self->receipts, self->records, self->zone);
  GDate today;

  g_date_clear (&today, 1);
  g_date_set_dmy (&today, 1, G_DATE_DECEMBER, 2026);
  for (guint i = 0; i < self->records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (self->records, i);
      g_autoptr (CbForm) form = cb_form_new (record->kind, self->profile);
      g_autoptr (CbRecord) copy = cb_record_copy (record);
      g_autofree char *number = cb_record_dup_number (record);
      g_autofree char *subject = cb_record_dup_subject (record);
      g_autofree char *addressee = cb_form_dup_addressee (form, record);
      g_autoptr (GPtrArray) gaps = NULL;
      CbRecordState next = record->state;
      GDate due;

      g_assert_nonnull (number);
      g_assert_true (addressee == NULL || *addressee != '\0');
      g_assert_cmpstr (cb_record_get_standing (copy), ==, cb_record_get_standing (record));
      cb_form_get_next_state (form, record->state, &next);
      gaps = cb_record_check (form, record, next, self->holidays, &today);
      cb_record_check_names (form, record, names, gaps);
      cb_form_get_due (form, record, self->holidays, &due);
      g_assert_null (strchr (subject, '\n'));
      for (guint k = 0; k < gaps->len; k++)
        {
          const CbRecordGap *gap = g_ptr_array_index (gaps, k);

          g_assert_true (g_utf8_validate (gap->sentence, -1, NULL));
        }
    }
}

static void
check_datasets (Kept *self)
{
  for (guint i = 0; i < self->datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (self->datasets, i);
      g_autoptr (CbDataset) copy = cb_dataset_copy (dataset);
      g_autofree char *digest = cb_dataset_dup_digest (dataset);
      g_autofree char *again = cb_dataset_dup_digest (copy);
      g_autoptr (JsonObject) wanted = cb_ckan_record_from_dataset (dataset);
      g_autoptr (JsonObject) package = cb_ckan_record_to_package (wanted, dataset->id);
      g_autoptr (JsonObject) shown = cb_ckan_record_from_package (package);
      g_autoptr (JsonObject) changes = NULL;
      g_auto (GStrv) conflicts = NULL;

      g_assert_cmpstr (again, ==, digest);
      g_assert_nonnull (cb_dataset_get_title (dataset));
      conflicts = cb_memory_compare (self->memory, wanted, shown, &changes);
      g_assert_cmpuint (g_strv_length (conflicts), ==, 0);
      g_assert_cmpuint (json_object_get_size (changes), ==, 0);
    }
}

static void
use_all (Kept *self)
{
  check_report (self);
  check_due (self);
  check_records (self);
  check_datasets (self);
  for (guint i = 0; i < self->receipts->len; i++)
    {
      const CbReceipt *receipt = g_ptr_array_index (self->receipts, i);
      g_autofree char *label = cb_receipt_dup_label (receipt, self->zone);

      if (*receipt->title != '\0')
        g_assert_true (cb_receipt_is_meant (receipt, label, self->zone));
    }
}

static Kept
new_kept (void)
{
  Kept self = { .memory = cb_memory_new (),
                .profile = cb_profile_parse (PROFILE, -1, "p", NULL),
                .holidays = cb_holidays_new_empty (),
                .zone = g_time_zone_new_offset (7 * 3600) };

  self.rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_journal_row_free);
  self.items = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_catalog_item_free);
  self.datasets = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_dataset_free);
  self.records = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_free);
  self.receipts = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_receipt_free);
  g_assert_nonnull (self.profile);
  return self;
}

static void
clear_kept (Kept *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->items);
  g_ptr_array_unref (self->datasets);
  g_ptr_array_unref (self->records);
  g_ptr_array_unref (self->receipts);
  cb_memory_free (self->memory);
  g_object_unref (self->profile);
  g_object_unref (self->holidays);
  g_time_zone_unref (self->zone);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_utf8_make_valid ((const char *)data, (gssize)size);
  g_auto (GStrv) lines = g_strsplit (text, "\n", MAX_LINES + 1);
  Kept kept = new_kept ();

  for (guint i = 0; lines[i] != NULL && i < MAX_LINES; i++)
    take_line (&kept, lines[i]);
  use_all (&kept);
  clear_kept (&kept);

  return 0;
}
