/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-duties.h"

#include <stdio.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/model/cb-catalog-item.h"
#include "core/model/cb-dataset.h"
#include "core/model/cb-journal-row.h"
#include "core/rules/cb-changes.h"
#include "core/rules/cb-deadline.h"
#include "core/rules/cb-obligations.h"

/* So long what is done and over stays in the list. */
#define DAYS_TO_TAKE_BACK 14

typedef struct
{
  const CbDutyInput *input;
  GPtrArray *list;
  GDate first;    /* of the catalog's first import: of before that nothing is known */
  GDate imported; /* of the last import: somebody went through the catalog */
  GHashTable
      *published;   /* (element-type utf8 uint): dataset's id to Julian day of its last receipt */
  GHashTable *last; /* (nullable) (element-type utf8 CbDataset): by item, what was published last */
  GHashTable *changes; /* cb_changes_index() */
  GHashTable *done; /* (element-type utf8 GArray): subjects to the Julian days on which people said
                       that they are done, without what they took back */
} Asking;

static GArray *
get_said (const Asking *asking, const char *subject)
{
  GArray *days = g_hash_table_lookup (asking->done, subject);

  if (days == NULL)
    {
      days = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_hash_table_insert (asking->done, (gpointer)subject, days);
    }

  return days;
}

/* The last day on which people said that it is done; not valid when nobody does. */
static void
get_said_day (const Asking *asking, const char *subject, GDate *day)
{
  const GArray *days = g_hash_table_lookup (asking->done, subject);

  g_date_clear (day, 1);
  if (days != NULL && days->len > 0)
    g_date_set_julian (day, g_array_index (days, guint32, days->len - 1));
}

static void
read_row (Asking *asking, const CbJournalRow *row)
{
  GDate day;

  if (g_str_equal (row->event, "catalog.imported"))
    {
      cb_day_of_moment (row->at_us, asking->input->zone, &day);
      if (!g_date_valid (&asking->first))
        asking->first = day;
      asking->imported = day;
    }
  else if (g_str_equal (row->event, "receipt"))
    {
      cb_day_of_moment (row->at_us, asking->input->zone, &day);
      g_hash_table_insert (asking->published, row->subject,
                           GUINT_TO_POINTER (g_date_get_julian (&day)));
    }
  else if (g_str_equal (row->event, CB_EVENT_DUTY_DONE))
    {
      cb_day_of_moment (row->at_us, asking->input->zone, &day);
      g_array_append_vals (get_said (asking, row->subject), &(guint32){ g_date_get_julian (&day) },
                           1);
    }
  else if (g_str_equal (row->event, CB_EVENT_DUTY_TAKEN_BACK))
    {
      GArray *days = get_said (asking, row->subject);

      if (days->len > 0)
        g_array_set_size (days, days->len - 1);
    }
}

static CbObligation *
add_duty (Asking *asking, CbDuty duty, const char *title, const char *clause)
{
  CbObligation *obligation = cb_obligation_new ();

  obligation->duty = duty;
  obligation->title = g_strdup (title);
  obligation->item_code = g_strdup ("");
  obligation->period = g_strdup ("");
  obligation->clause = g_strdup (clause != NULL ? clause : "");
  obligation->holidays_known = TRUE;
  g_date_clear (&obligation->target, 1);
  g_date_clear (&obligation->limit, 1);
  g_ptr_array_add (asking->list, obligation);

  return obligation;
}

static void
set_deadline (const Asking *asking, CbObligation *obligation, const CbDeadline *deadline)
{
  obligation->has_deadline = TRUE;
  obligation->target = deadline->target;
  obligation->limit = deadline->limit;
  obligation->holidays_known = deadline->holidays_known;
  obligation->days_left = g_date_days_between (&asking->input->on, &obligation->limit);
  obligation->urgency = cb_obligation_judge (obligation, &asking->input->on);
}

/* Of several datasets of an item and period the furthest. */
static const CbDataset *
find_dataset (const Asking *asking, const char *code, const char *period)
{
  const CbDataset *found = NULL;

  for (guint i = 0; i < asking->input->datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (asking->input->datasets, i);

      if (g_strcmp0 (dataset->item_code, code) == 0 && g_strcmp0 (dataset->period, period) == 0
          && (found == NULL || dataset->state > found->state))
        found = dataset;
    }

  return found;
}

static void
set_progress (CbObligation *obligation, const CbDataset *dataset)
{
  if (dataset == NULL)
    return;
  obligation->dataset_id = g_strdup (dataset->id);
  if (dataset->state == CB_DATASET_PUBLISHED)
    obligation->urgency = CB_URGENCY_DONE;
  else if (dataset->state == CB_DATASET_IN_REVIEW || dataset->state >= CB_DATASET_APPROVED)
    obligation->urgency = CB_URGENCY_WAITING;
}

/* "trong vòng 15 ngày kể từ ngày có công bố thay đổi": from a day that people told. */
static void
add_changes (Asking *asking, const CbCatalogItem *item, const CbUpdateRule *rule)
{
  const GPtrArray *dates = g_hash_table_lookup (asking->changes, item->code);

  for (guint i = 0; dates != NULL && i < dates->len; i++)
    {
      const char *text = g_ptr_array_index (dates, i);
      CbObligation *obligation;
      CbDeadline deadline;
      GDate day;

      if (!cb_day_parse (text, &day))
        continue;
      cb_deadline_count (&day, rule->days, asking->input->holidays, &deadline);
      obligation = add_duty (asking, CB_DUTY_CHANGE, item->title, rule->clause);
      g_free (obligation->item_code);
      obligation->item_code = g_strdup (item->code);
      g_free (obligation->period);
      obligation->period = g_strdup (text);
      set_deadline (asking, obligation, &deadline);
      set_progress (obligation, find_dataset (asking, item->code, text));
      /* What is done and over is history. */
      if (obligation->urgency == CB_URGENCY_DONE && obligation->days_left < 0)
        g_ptr_array_set_size (asking->list, (int)asking->list->len - 1);
    }
}

static guint
get_day_published (const Asking *asking, const CbDataset *dataset)
{
  return GPOINTER_TO_UINT (g_hash_table_lookup (asking->published, dataset->id));
}

/* Of several that were published on one day the first counts. */
static void
index_last_published (Asking *asking)
{
  asking->last = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < asking->input->datasets->len; i++)
    {
      CbDataset *dataset = g_ptr_array_index (asking->input->datasets, i);
      const CbDataset *best;
      guint day = get_day_published (asking, dataset);

      if (day == 0 || dataset->item_code == NULL)
        continue;
      best = g_hash_table_lookup (asking->last, dataset->item_code);
      if (best == NULL || day > get_day_published (asking, best))
        g_hash_table_replace (asking->last, dataset->item_code, dataset);
    }
}

/* The dataset of the item that was published last, with the day. */
static const CbDataset *
find_last_published (const Asking *asking, const char *code, GDate *day)
{
  const CbDataset *last = g_hash_table_lookup (asking->last, code);

  if (last != NULL)
    {
      g_date_clear (day, 1);
      g_date_set_julian (day, get_day_published (asking, last));
    }

  return last;
}

/* "cập nhật hoặc bổ sung (nếu có) trong thời hạn không quá 03 tháng kể từ thời điểm công bố". It
 * begins anew with each publication, and when people say that they looked and nothing is new. */
static void
add_refresh (Asking *asking, const CbCatalogItem *item, guint months)
{
  GDate day;
  const CbDataset *dataset = find_last_published (asking, item->code, &day);
  g_autofree char *subject = g_strconcat ("refresh:", item->code, NULL);
  g_autofree char *clause = NULL;
  CbObligation *obligation;
  CbDeadline deadline;
  GDate looked;

  if (dataset == NULL)
    return;
  get_said_day (asking, subject, &looked);
  if (g_date_valid (&looked) && g_date_compare (&looked, &day) < 0)
    g_date_clear (&looked, 1);
  if (g_date_valid (&looked))
    day = looked;
  clause = cb_profile_dup_clause (asking->input->profile, "refresh_after_publication_months");
  cb_deadline_count_months (&day, months, asking->input->holidays, &deadline);
  obligation = add_duty (asking, CB_DUTY_REFRESH, item->title, clause);
  g_free (obligation->item_code);
  obligation->item_code = g_strdup (item->code);
  g_free (obligation->period);
  obligation->period = g_strdup (dataset->period != NULL ? dataset->period : "");
  obligation->subject = g_steal_pointer (&subject);
  obligation->said = looked;
  obligation->dataset_id = g_strdup (dataset->id);
  set_deadline (asking, obligation, &deadline);
}

static void
add_items (Asking *asking)
{
  JsonObject *json = cb_profile_get_json (asking->input->profile);
  gint64 months = cb_json_get_int (json, "refresh_after_publication_months", 0);

  for (guint i = 0; i < asking->input->items->len; i++)
    {
      const CbCatalogItem *item = g_ptr_array_index (asking->input->items, i);
      const CbUpdateRule *rule
          = cb_profile_find_update_rule (asking->input->profile, item->frequency);

      if (rule != NULL && rule->anchor == CB_ANCHOR_CHANGE_PUBLISHED)
        add_changes (asking, item, rule);
      if (months > 0 && months <= 120)
        add_refresh (asking, item, (guint)months);
    }
}

static void
add_catalog_review (Asking *asking)
{
  JsonObject *catalog
      = cb_json_get_object (cb_profile_get_json (asking->input->profile), "catalog");
  gint64 months = catalog != NULL ? cb_json_get_int (catalog, "review_months", 0) : 0;
  g_autofree char *clause = NULL;
  CbObligation *obligation;
  CbDeadline deadline;
  GDate said;
  GDate reviewed;

  get_said_day (asking, "catalog-review", &said);
  if (g_date_valid (&said) && g_date_valid (&asking->imported)
      && g_date_compare (&said, &asking->imported) < 0)
    g_date_clear (&said, 1);
  reviewed = g_date_valid (&said) ? said : asking->imported;
  /* Where nothing has been gone through yet there is no day to count from. */
  if (months <= 0 || months > 120 || !g_date_valid (&reviewed))
    return;
  clause = cb_profile_dup_clause (asking->input->profile, "catalog.review_months");
  cb_deadline_count_months (&reviewed, (guint)months, asking->input->holidays, &deadline);
  obligation = add_duty (asking, CB_DUTY_CATALOG_REVIEW, _ ("Review the catalog"), clause);
  obligation->subject = g_strdup ("catalog-review");
  obligation->said = said;
  obligation->wording = g_strdup_printf (
      ngettext ("every %d month", "every %d months", (gulong)months), (int)months);
  set_deadline (asking, obligation, &deadline);
}

/* A duty of the year @year that must be done before @limit is over; one of the year before only
 * while it is open and the program was there to know of it. */
static void
add_yearly (Asking *asking,
            CbDuty duty,
            const char *id,
            const char *title,
            const char *clause,
            const CbDeadline *deadline)
{
  g_autofree char *subject = NULL;
  char day[16];
  CbObligation *obligation;
  gboolean over = g_date_compare (&deadline->limit, &asking->input->on) < 0;
  gboolean is_history;
  gboolean done;
  GDate said;

  g_date_strftime (day, sizeof day, "%Y-%m-%d", &deadline->limit);
  subject = g_strdup_printf ("%s:%s", id, day);
  get_said_day (asking, subject, &said);
  done = g_date_valid (&said);
  /* Said by mistake, it can be taken back for a while, though its day is over. */
  is_history = done && g_date_days_between (&said, &asking->input->on) > DAYS_TO_TAKE_BACK;
  if (over
      && (is_history || !g_date_valid (&asking->first)
          || g_date_compare (&deadline->limit, &asking->first) < 0))
    return;
  obligation = add_duty (asking, duty, title, clause);
  obligation->subject = g_steal_pointer (&subject);
  set_deadline (asking, obligation, deadline);
  obligation->said = said;
  if (done)
    obligation->urgency = CB_URGENCY_DONE;
}

/* The text says "hằng năm" and names no day: the year it is of ends on 31/12, and nothing moves
 * that into the next one. */
static void
end_of_year (const Asking *asking, GDateYear year, CbDeadline *deadline)
{
  GDate next;

  g_date_clear (&next, 1);
  g_date_set_dmy (&next, 1, G_DATE_JANUARY, (GDateYear)(year + 1));
  cb_deadline_before (&next, asking->input->holidays, deadline);
}

static void
add_recheck (Asking *asking)
{
  g_autofree char *clause = NULL;
  GDateYear year = g_date_get_year (&asking->input->on);

  if (cb_profile_says (asking->input->profile, "precheck.annual") != CB_SAYS_YES)
    return;
  clause = cb_profile_dup_clause (asking->input->profile, "precheck.annual");
  for (guint back = 0; back < 2; back++)
    {
      CbDeadline deadline;

      end_of_year (asking, (GDateYear)(year - back), &deadline);
      add_yearly (asking, CB_DUTY_RECHECK, "recheck", _ ("Check again what is public"), clause,
                  &deadline);
    }
}

static const struct
{
  const char *id;
  const char *title;
} report_titles[] = {
  { "self-assessment", N_ ("Yearly self-check of open data") },
  { "annual-data-check", N_ ("Yearly check of the data") },
  { "annual-db-status", N_ ("Yearly list of the databases, and what to build") },
  { "evaluation-public", N_ ("Half-year figures of open data") },
  { "lead-6m", N_ ("Half-year report of the lead agency") },
  { "lead-annual", N_ ("Yearly report of the lead agency") },
  { "annual-sharing-to-public", N_ ("Yearly report on sharing data with people and companies") },
};

static const char *
title_of_report (const char *id)
{
  for (guint i = 0; i < G_N_ELEMENTS (report_titles); i++)
    if (g_strcmp0 (report_titles[i].id, id) == 0)
      return _ (report_titles[i].title);

  return _ ("A report that the text asks for");
}

/* Last year's if it is open, this year's, and next year's once this year's day is over. */
static void
add_named_day (Asking *asking, const char *id, const char *clause, guint month, guint day)
{
  g_autofree char *key = g_strconcat ("report:", id, NULL);

  for (int step = -1; step <= 1; step++)
    {
      GDateYear year = (GDateYear)(g_date_get_year (&asking->input->on) + step);
      CbDeadline deadline;
      GDate named;

      if (!g_date_valid_dmy ((GDateDay)day, (GDateMonth)month, year))
        continue;
      g_date_clear (&named, 1);
      g_date_set_dmy (&named, (GDateDay)day, (GDateMonth)month, year);
      cb_deadline_before (&named, asking->input->holidays, &deadline);
      add_yearly (asking, CB_DUTY_REPORT, key, title_of_report (id), clause, &deadline);
      if (g_date_compare (&deadline.limit, &asking->input->on) >= 0)
        break;
    }
}

/* Whose report it is: the operator's is nobody's here, the lead agency's only its own. */
static gboolean
is_ours (const Asking *asking, const char *from)
{
  return g_strcmp0 (from, "agency") == 0
         || (asking->input->lead && g_strcmp0 (from, "lead_agency") == 0);
}

static void
add_report (Asking *asking, JsonObject *report)
{
  const char *id = cb_json_get_string (report, "id");
  const char *from = cb_json_get_string (report, "from");
  const char *every = cb_json_get_string (report, "every");
  JsonArray *days = cb_json_get_array (report, "due_before");
  g_autofree char *path = NULL;
  g_autofree char *clause = NULL;
  guint month, day;

  if (id == NULL || every == NULL || g_strcmp0 (every, "on_request") == 0
      || g_str_equal (id, "catalog-review") || !is_ours (asking, from))
    return;
  path = g_strconcat ("reports.", id, NULL);
  clause = cb_profile_dup_own_clause (asking->input->profile, path);
  for (guint i = 0; days != NULL && i < json_array_get_length (days); i++)
    if (sscanf (json_array_get_string_element (days, i), "%2u-%2u", &month, &day) == 2)
      add_named_day (asking, id, clause, month, day);
  if (days == NULL && g_str_equal (every, "P1Y"))
    {
      g_autofree char *key = g_strconcat ("report:", id, NULL);

      for (guint back = 0; back < 2; back++)
        {
          CbDeadline deadline;

          end_of_year (asking, (GDateYear)(g_date_get_year (&asking->input->on) - back), &deadline);
          add_yearly (asking, CB_DUTY_REPORT, key, title_of_report (id), clause, &deadline);
        }
    }
}

/**
 * cb_duties_list:
 * @input: what is known
 *
 * What the text asks for beside the periods of the catalog's items: announced changes (QN 7.6d),
 * the refresh of what is public (QN 13.6, NT 9.4), the review of the catalog (QN 13.5, VP 8.3,
 * NT 5.2), the yearly check (VP 9.1, BD 8.1, NT 4.4) and reports with a rhythm (VP 9.3, NT 5.3,
 * 7.2; of the lead agency QN 9.2, 11.4, VP 12.6, NT 13.2c). Nothing where the text says nothing. A
 * duty of a year that nobody said was done stays, if the catalog was there by its last day.
 *
 * Returns: (transfer full) (element-type CbObligation): most urgent first
 */
GPtrArray *
cb_duties_list (const CbDutyInput *input)
{
  Asking asking = { .input = input };
  g_autoptr (GHashTable) published = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GHashTable) changes = NULL;
  g_autoptr (GHashTable) done
      = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify)g_array_unref);
  JsonArray *reports;

  g_return_val_if_fail (input != NULL && g_date_valid (&input->on), NULL);
  g_return_val_if_fail (CB_IS_HOLIDAYS (input->holidays), NULL);

  asking.list = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  if (input->profile == NULL)
    return asking.list;
  changes = cb_changes_index (input->rows, input->zone, NULL);
  asking.changes = changes;
  asking.published = published;
  asking.done = done;
  g_date_clear (&asking.first, 1);
  g_date_clear (&asking.imported, 1);
  for (guint i = 0; i < input->rows->len; i++)
    read_row (&asking, g_ptr_array_index (input->rows, i));

  index_last_published (&asking);
  add_items (&asking);
  g_clear_pointer (&asking.last, g_hash_table_unref);
  add_catalog_review (&asking);
  add_recheck (&asking);
  reports = cb_json_get_array (cb_profile_get_json (input->profile), "reports");
  for (guint i = 0; reports != NULL && i < json_array_get_length (reports); i++)
    if (JSON_NODE_HOLDS_OBJECT (json_array_get_element (reports, i)))
      add_report (&asking, json_array_get_object_element (reports, i));
  cb_obligations_sort (asking.list);

  return asking.list;
}
