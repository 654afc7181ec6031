/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/report/cb-report-private.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/model/cb-dataset.h"
#include "core/rules/cb-deadline.h"

/* The journal is read once, oldest row first. What was published after the span is not looked at:
 * a report of a span that is over says the same whenever it is made. */

/* Periods that ended before this have no last day in the span: no text gives longer. */
#define DAYS_BACK 800

static void
free_line (gpointer data)
{
  CbReportLine *line = data;

  g_free (line->code);
  g_free (line->title);
  g_free (line->field);
  g_free (line);
}

static void
free_entry (gpointer data)
{
  CbReportEntry *entry = data;

  g_free (entry->period);
  g_free (entry->clause);
  g_free (entry);
}

static void
free_subject (gpointer data)
{
  g_free (((CbReportSubject *)data)->digest);
  g_free (data);
}

CbReportLine *
_cb_report_add_line (
    CbReportMaking *making, const char *key, const char *code, const char *title, const char *field)
{
  CbReportLine *line = g_new0 (CbReportLine, 1);

  line->code = g_strdup (code);
  line->title = g_strdup (title != NULL ? title : "");
  line->field = g_strstrip (g_strdup (field != NULL ? field : ""));
  g_ptr_array_add (making->report->lines, line);
  g_hash_table_insert (making->lines, g_strdup (key), line);

  return line;
}

CbReportEntry *
_cb_report_add_entry (CbReportMaking *making, CbReportLine *line, const char *period)
{
  CbReportEntry *entry = g_new0 (CbReportEntry, 1);

  entry->line = line;
  entry->period = g_strdup (period != NULL ? period : "");
  entry->clause = g_strdup ("");
  g_date_clear (&entry->limit, 1);
  g_date_clear (&entry->published, 1);
  g_ptr_array_add (making->report->entries, entry);

  return entry;
}

/* One that has a last day, by this rule. */
CbReportEntry *
_cb_report_add_due_entry (CbReportMaking *making,
                          CbReportLine *line,
                          const char *period,
                          const CbUpdateRule *rule,
                          const CbDeadline *deadline)
{
  CbReportEntry *entry = _cb_report_add_entry (making, line, period);

  entry->has_deadline = TRUE;
  entry->limit = deadline->limit;
  g_free (entry->clause);
  entry->clause = g_strdup (rule->clause);
  making->report->holidays_known &= deadline->holidays_known;

  return entry;
}

gboolean
_cb_report_is_within (const CbReport *self, const GDate *date)
{
  return g_date_compare (date, &self->from) >= 0 && g_date_compare (date, &self->to) <= 0;
}

static void
add_item_period (CbReportMaking *making,
                 CbReportLine *line,
                 const char *code,
                 const char *period,
                 const CbUpdateRule *rule)
{
  CbReportEntry *entry;
  CbDeadline deadline;
  GDate first;
  GDate last;

  g_date_clear (&first, 1);
  g_date_clear (&last, 1);
  if (cb_deadline_for_period (rule, period, making->input->holidays, &deadline))
    {
      if (!_cb_report_is_within (making->report, &deadline.limit))
        return;
      entry = _cb_report_add_due_entry (making, line, period, rule, &deadline);
    }
  else if (cb_period_get_span (period, &first, &last)
           && _cb_report_is_within (making->report, &last))
    entry = _cb_report_add_entry (making, line, period);
  else
    return;
  g_hash_table_insert (making->entries, g_strconcat (code, "\n", period, NULL), entry);
}

/* Each period of the item whose last day, or where there is none whose end, can lie in the span. */
static void
add_item (CbReportMaking *making, const CbCatalogItem *item)
{
  const CbUpdateRule *rule
      = making->input->profile != NULL
            ? cb_profile_find_update_rule (making->input->profile, item->frequency)
            : NULL;
  CbReportLine *line
      = _cb_report_add_line (making, item->code, item->code, item->title, item->field);
  GDate first = making->report->from;
  GDate oldest;
  g_autofree char *period = NULL;

  g_date_clear (&oldest, 1);
  g_date_set_dmy (&oldest, 1, 1, 1903);
  if (g_date_valid (&making->report->since))
    g_date_clamp (&first, &making->report->since, NULL);
  g_date_clamp (&first, &oldest, NULL);
  g_date_subtract_days (&first, DAYS_BACK);
  period = cb_period_containing (item->frequency, &first);
  while (period != NULL)
    {
      g_autofree char *next = cb_period_step (period, 1);
      GDate start;
      GDate end;

      g_date_clear (&start, 1);
      g_date_clear (&end, 1);
      if (!cb_period_get_span (period, &start, &end)
          || g_date_compare (&start, &making->report->to) > 0)
        break;
      add_item_period (making, line, item->code, period, rule);
      g_free (period);
      period = g_steal_pointer (&next);
    }
}

gboolean
_cb_report_get_day (const CbReportMaking *making, gint64 at_us, GDate *day)
{
  return cb_day_of_moment (at_us, making->input->zone, day);
}

/* The day that the program first knew of a duty. */
static void
find_since (CbReportMaking *making)
{
  for (guint i = 0; i < making->input->rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (making->input->rows, i);

      if (g_str_equal (row->event, "catalog.imported")
          && _cb_report_get_day (making, row->at_us, &making->report->since))
        return;
    }
}

void
_cb_report_add_fact (CbReportMaking *making,
                     CbFigure figure,
                     const CbReportLine *line,
                     const CbReportEntry *entry,
                     const CbJournalRow *row)
{
  CbReportFact fact = { figure, line, entry, row };

  g_array_append_val (making->report->facts, fact);
}

/* What a row is about: rows of a dataset that was deleted, or of the catalog, are about nothing. */
CbReportSubject *
_cb_report_find_subject (CbReportMaking *making, const char *id)
{
  CbReportSubject *subject = g_hash_table_lookup (making->subjects, id);
  const CbDataset *dataset = g_hash_table_lookup (making->datasets, id);

  if (subject != NULL || dataset == NULL)
    return subject;
  subject = g_new0 (CbReportSubject, 1);
  subject->dataset = dataset;
  if (dataset->item_code != NULL)
    subject->line = g_hash_table_lookup (making->lines, dataset->item_code);
  if (subject->line == NULL)
    subject->line
        = _cb_report_add_line (making, dataset->id, "", cb_dataset_get_title (dataset), NULL);
  g_hash_table_insert (making->subjects, g_strdup (id), subject);

  return subject;
}

static CbReportEntry *
find_entry (CbReportMaking *making, const CbReportSubject *subject)
{
  g_autofree char *key = NULL;

  if (subject->dataset->item_code == NULL || subject->dataset->period == NULL)
    return NULL;
  key = g_strconcat (subject->dataset->item_code, "\n", subject->dataset->period, NULL);

  return g_hash_table_lookup (making->entries, key);
}

/* Of an item's period that has no last day in the span: is there one at all? */
static gboolean
has_deadline_elsewhere (const CbReportMaking *making, const CbReportSubject *subject)
{
  g_autofree char *key = NULL;
  CbDeadline deadline;

  if (making->input->profile == NULL || subject->dataset->period == NULL
      || subject->line->code[0] == '\0')
    return FALSE;
  key = g_strconcat (subject->line->code, "\n", subject->dataset->period, NULL);
  if (g_hash_table_contains (making->changes, key))
    return TRUE;

  return cb_deadline_for_period (
      cb_profile_find_update_rule (making->input->profile,
                                   cb_period_get_frequency (subject->dataset->period)),
      subject->dataset->period, making->input->holidays, &deadline);
}

static void
take_receipt (CbReportMaking *making,
              CbReportSubject *subject,
              const CbJournalRow *row,
              const GDate *day)
{
  g_autoptr (JsonObject) detail = cb_json_object_parse (row->detail, -1, NULL);
  const char *digest = detail != NULL ? cb_json_get_string (detail, "digest") : NULL;
  CbReportEntry *entry = find_entry (making, subject);
  gboolean is_first = subject->digest == NULL;
  gboolean is_other = !is_first && g_strcmp0 (digest, subject->digest) != 0;

  g_free (subject->digest);
  subject->digest = g_strdup (digest != NULL ? digest : "");
  if (entry != NULL && entry->sequence == 0)
    {
      entry->sequence = row->sequence;
      entry->published = *day;
    }
  if (subject->line->code[0] != '\0')
    g_hash_table_insert (making->public, subject->line, (gpointer)row);
  if (!_cb_report_is_within (making->report, day))
    return;
  /* One that a correction of the register names is counted with that. */
  if (is_other && !g_hash_table_contains (making->corrected, row->hash))
    _cb_report_add_fact (making, CB_FIGURE_REVISED, subject->line, NULL, row);
  if (!is_first)
    return;
  _cb_report_add_fact (making, CB_FIGURE_PUBLISHED, subject->line, entry, row);
  if (entry != NULL ? !entry->has_deadline : !has_deadline_elsewhere (making, subject))
    _cb_report_add_fact (making, CB_FIGURE_NO_DEADLINE, subject->line, entry, row);
}

/* A waiver that was taken back before the end of the span is none. */
static void
take_waiver (CbReportMaking *making,
             CbReportSubject *subject,
             const CbJournalRow *row,
             gboolean within)
{
  g_autoptr (JsonObject) detail = cb_json_object_parse (row->detail, -1, NULL);
  const char *finding = detail != NULL ? cb_json_get_string (detail, "finding") : NULL;
  g_autofree char *key = g_strconcat (row->subject, "\n", finding, NULL);
  guint place = GPOINTER_TO_UINT (g_hash_table_lookup (making->waivers, key));

  if (g_str_equal (row->event, "finding.unwaived"))
    {
      if (place > 0)
        g_array_index (making->report->facts, CbReportFact, place - 1).line = NULL;
      g_hash_table_remove (making->waivers, key);
      return;
    }
  if (!within || place > 0)
    return;
  _cb_report_add_fact (making, CB_FIGURE_WAIVED, subject->line, NULL, row);
  g_hash_table_insert (making->waivers, g_steal_pointer (&key),
                       GUINT_TO_POINTER (making->report->facts->len));
}

static void
take_row (CbReportMaking *making, const CbJournalRow *row)
{
  static const struct
  {
    const char *event;
    CbFigure figure;
  } events[] = {
    { "approval.given", CB_FIGURE_APPROVED },
    { "review.sent-back", CB_FIGURE_SENT_BACK },
    { "receipt.rechecked", CB_FIGURE_RECHECKED },
  };
  CbReportSubject *subject;
  GDate day;

  if (!_cb_report_get_day (making, row->at_us, &day)
      || g_date_compare (&day, &making->report->to) > 0)
    return;
  subject = _cb_report_find_subject (making, row->subject);
  if (subject == NULL)
    return;
  if (g_str_equal (row->event, "receipt"))
    take_receipt (making, subject, row, &day);
  else if (g_str_equal (row->event, "finding.waived")
           || g_str_equal (row->event, "finding.unwaived"))
    take_waiver (making, subject, row, _cb_report_is_within (making->report, &day));
  for (guint i = 0; i < G_N_ELEMENTS (events); i++)
    if (g_str_equal (row->event, events[i].event) && _cb_report_is_within (making->report, &day))
      _cb_report_add_fact (making, events[i].figure, subject->line, NULL, row);
}

/* Before the catalog was there the program could not know of a duty, nor whether it was done some
 * other way: of what was due then only what it saw done in time is counted, and nothing as late. */
static gboolean
is_known_of (const CbReport *self, const CbReportEntry *entry)
{
  return !g_date_valid (&self->since) || g_date_compare (&entry->limit, &self->since) >= 0
         || (entry->sequence > 0 && g_date_compare (&entry->published, &entry->limit) <= 0);
}

static void
judge_entry (CbReportMaking *making, const CbReportEntry *entry, GHashTable *rows)
{
  const CbJournalRow *row
      = entry->sequence > 0 ? g_hash_table_lookup (rows, &entry->sequence) : NULL;
  CbFigure figure;

  if (!entry->has_deadline || !is_known_of (making->report, entry))
    return;
  if (row != NULL)
    figure = g_date_compare (&entry->published, &entry->limit) <= 0 ? CB_FIGURE_ON_TIME
                                                                    : CB_FIGURE_LATE;
  else
    figure = _cb_report_is_over (making->report, &entry->limit) ? CB_FIGURE_NOT_YET
                                                                : CB_FIGURE_PENDING;
  _cb_report_add_fact (making, figure, entry->line, entry, row);
  _cb_report_add_fact (making, CB_FIGURE_DUE, entry->line, entry, row);
}

static void
drop_unknown_entries (CbReport *self)
{
  for (guint i = self->entries->len; i > 0; i--)
    {
      const CbReportEntry *entry = g_ptr_array_index (self->entries, i - 1);

      if (entry->has_deadline && !is_known_of (self, entry))
        g_ptr_array_remove_index (self->entries, i - 1);
    }
}

static void
judge_entries (CbReportMaking *making)
{
  g_autoptr (GHashTable) rows = g_hash_table_new (g_int64_hash, g_int64_equal);

  for (guint i = 0; i < making->report->rows->len; i++)
    {
      CbJournalRow *row = g_ptr_array_index (making->report->rows, i);

      g_hash_table_insert (rows, &row->sequence, row);
    }
  for (guint i = 0; i < making->report->entries->len; i++)
    judge_entry (making, g_ptr_array_index (making->report->entries, i), rows);
  drop_unknown_entries (making->report);
}

/* How the whole catalog stands at the end of the span; before there was one nothing is known. */
static void
count_items (CbReportMaking *making)
{
  const CbReport *self = making->report;

  if (g_date_valid (&self->since) && g_date_compare (&self->to, &self->since) < 0)
    return;
  for (guint i = 0; i < self->lines->len; i++)
    {
      const CbReportLine *line = g_ptr_array_index (self->lines, i);
      const CbJournalRow *row = g_hash_table_lookup (making->public, line);

      if (line->code[0] != '\0')
        _cb_report_add_fact (making,
                             row != NULL ? CB_FIGURE_ITEMS_PUBLIC : CB_FIGURE_ITEMS_NOT_PUBLIC,
                             line, NULL, row);
    }
}

static int
compare_facts (gconstpointer a, gconstpointer b)
{
  const CbReportFact *first = a;
  const CbReportFact *second = b;
  int order;

  if (first->figure != second->figure)
    return first->figure < second->figure ? -1 : 1;
  order = g_strcmp0 (first->line->code, second->line->code);
  if (order == 0)
    order = g_strcmp0 (first->line->title, second->line->title);
  if (order == 0 && first->entry != NULL && second->entry != NULL)
    order = g_strcmp0 (first->entry->period, second->entry->period);
  if (order == 0 && first->row != NULL && second->row != NULL)
    order = first->row->sequence < second->row->sequence ? -1 : 1;

  return order;
}

static void
finish_facts (CbReport *self)
{
  g_autoptr (GHashTable) fields = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = self->facts->len; i > 0; i--)
    if (g_array_index (self->facts, CbReportFact, i - 1).line == NULL)
      g_array_remove_index (self->facts, i - 1);
  g_array_sort (self->facts, compare_facts);
  for (guint i = 0; i < self->facts->len; i++)
    {
      const CbReportFact *fact = &g_array_index (self->facts, CbReportFact, i);

      ((CbReportLine *)fact->line)->counts[fact->figure]++;
    }
  for (guint i = 0; i < self->lines->len; i++)
    {
      CbReportLine *line = g_ptr_array_index (self->lines, i);

      if (g_hash_table_add (fields, line->field))
        g_ptr_array_add (self->fields, line->field);
    }
}

static CbReport *
new_report (const CbReportInput *input)
{
  CbReport *self = g_atomic_rc_box_new0 (CbReport);

  self->from = input->from;
  self->to = input->to;
  /* A span that is over is looked at from the day after it. */
  self->today = input->to;
  g_date_add_days (&self->today, 1);
  if (g_date_compare (&input->today, &self->today) < 0)
    self->today = input->today;
  g_date_clear (&self->since, 1);
  self->zone = g_time_zone_ref (input->zone);
  self->agency = g_strdup (input->agency);
  self->person = g_strdup (input->person);
  self->regulation
      = input->profile != NULL ? g_strdup (cb_profile_get_regulation (input->profile)) : NULL;
  self->rows = g_ptr_array_ref (input->rows);
  self->lines = g_ptr_array_new_with_free_func (free_line);
  self->entries = g_ptr_array_new_with_free_func (free_entry);
  self->fields = g_ptr_array_new ();
  self->facts = g_array_new (FALSE, TRUE, sizeof (CbReportFact));
  self->holidays_known = TRUE;

  return self;
}

/**
 * cb_report_new:
 * @input: what it is made from; the rows are kept, all else is copied
 * @error: where to say why not
 *
 * Figures are of the periods whose legal last day lies in the span (regulations.md §1.3, §1.8), and
 * of what the journal says happened in it. A day is a day of @zone.
 *
 * Returns: (transfer full): the report; %NULL with %CB_ERROR_INVALID when the span ends before it
 *   begins
 */
CbReport *
cb_report_new (const CbReportInput *input, GError **error)
{
  g_autoptr (GHashTable) lines = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) entries = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) datasets = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) subjects
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_subject);
  g_autoptr (GHashTable) waivers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) changes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) corrected = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) public = g_hash_table_new (NULL, NULL);
  CbReportMaking making
      = { input, NULL, lines, entries, datasets, subjects, waivers, changes, corrected, public };

  if (!g_date_valid (&input->from) || !g_date_valid (&input->to)
      || g_date_compare (&input->from, &input->to) > 0)
    {
      g_set_error_literal (error, CB_ERROR, CB_ERROR_INVALID, "the span ends before it begins");
      return NULL;
    }
  making.report = new_report (input);
  find_since (&making);
  for (guint i = 0; i < input->datasets->len; i++)
    {
      CbDataset *dataset = g_ptr_array_index (input->datasets, i);

      g_hash_table_insert (datasets, dataset->id, dataset);
    }
  for (guint i = 0; i < input->items->len; i++)
    add_item (&making, g_ptr_array_index (input->items, i));
  _cb_report_take_changes (&making);
  _cb_report_take_corrections (&making);
  for (guint i = 0; i < input->rows->len; i++)
    take_row (&making, g_ptr_array_index (input->rows, i));
  judge_entries (&making);
  count_items (&making);
  finish_facts (making.report);

  return making.report;
}
