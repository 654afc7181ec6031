/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/rules/cb-obligations.h"

#include <string.h>

#include "base/cb-text.h"
#include "core/rules/cb-deadline.h"

/* Ten years of months. */
#define MAX_MISSED 120

typedef struct
{
  CbProfile *profile;
  CbHolidays *holidays;
  const GDate *on;
  CbObligationBegunFunc begun;
  gpointer user_data;
  GPtrArray *list;
} Asking;

/**
 * cb_obligation_judge:
 * @obligation: with its deadline, if it has one
 * @on: the day that is looked from
 *
 * Returns: how urgent it is by its dates alone, whatever was done about it
 */
CbUrgency
cb_obligation_judge (const CbObligation *obligation, const GDate *on)
{
  GDate sunday = *on;
  GDate month_end = *on;

  if (!obligation->has_deadline)
    return CB_URGENCY_LATER;
  if (g_date_compare (&obligation->limit, on) < 0)
    return CB_URGENCY_OVERDUE;

  /* Grouped by the target: who keeps to it is never late. */
  g_date_add_days (&sunday, (guint)(G_DATE_SUNDAY - g_date_get_weekday (on)));
  g_date_set_day (&month_end, 1);
  g_date_add_months (&month_end, 1);
  g_date_subtract_days (&month_end, 1);
  if (g_date_compare (&obligation->target, &sunday) <= 0)
    return CB_URGENCY_THIS_WEEK;
  if (g_date_compare (&obligation->target, &month_end) <= 0)
    return CB_URGENCY_THIS_MONTH;

  return CB_URGENCY_LATER;
}

static CbUrgency
urgency_of (const CbObligation *obligation, CbDatasetState state, const GDate *on)
{
  CbUrgency by_date = cb_obligation_judge (obligation, on);

  if (obligation->dataset_id == NULL)
    return by_date;
  switch (state)
    {
    case CB_DATASET_PUBLISHED:
      return CB_URGENCY_DONE;
    case CB_DATASET_IN_REVIEW:
    case CB_DATASET_APPROVED:
    case CB_DATASET_QUEUED:
      return CB_URGENCY_WAITING;
    case CB_DATASET_PREPARING:
    case CB_DATASET_RETURNED:
      break;
    }

  return by_date;
}

static void
set_deadline (CbObligation *obligation, const Asking *asking, const CbUpdateRule *rule)
{
  CbDeadline deadline;

  obligation->clause = g_strdup (rule != NULL ? rule->clause : "");
  obligation->holidays_known = TRUE;
  g_date_clear (&obligation->target, 1);
  g_date_clear (&obligation->limit, 1);
  obligation->has_deadline
      = cb_deadline_for_period (rule, obligation->period, asking->holidays, &deadline);
  if (!obligation->has_deadline)
    return;

  obligation->target = deadline.target;
  obligation->limit = deadline.limit;
  obligation->holidays_known = deadline.holidays_known;
  obligation->days_left = g_date_days_between (asking->on, &obligation->limit);
}

static void
add_obligation (Asking *asking, const CbCatalogItem *item, const char *period)
{
  const CbUpdateRule *rule = asking->profile != NULL
                                 ? cb_profile_find_update_rule (asking->profile, item->frequency)
                                 : NULL;
  g_autoptr (CbObligation) obligation = cb_obligation_new ();
  CbDatasetState state = CB_DATASET_PREPARING;

  obligation->item_code = g_strdup (item->code);
  obligation->title = g_strdup (item->title);
  obligation->period = g_strdup (period);
  set_deadline (obligation, asking, rule);
  /* Where the text sets no day the catalog's own words are shown; no day is made up from them. */
  if (!obligation->has_deadline)
    obligation->wording = g_strdup (item->deadline_text != NULL && *item->deadline_text != '\0'
                                        ? item->deadline_text
                                        : item->frequency_text);
  if (asking->begun != NULL)
    obligation->dataset_id = asking->begun (item->code, period, &state, asking->user_data);
  obligation->urgency = urgency_of (obligation, state, asking->on);

  g_ptr_array_add (asking->list, g_steal_pointer (&obligation));
}

static void
add_item (Asking *asking, const CbCatalogItem *item)
{
  g_autofree char *current = cb_period_containing (item->frequency, asking->on);
  g_autofree char *complete = current != NULL ? cb_period_step (current, -1) : NULL;

  if (current == NULL)
    {
      add_obligation (asking, item, "");
      return;
    }
  add_obligation (asking, item, complete);
  add_obligation (asking, item, current);
}

/* An obligation and its title as it is sorted by: folded once, not in each of the comparisons. */
typedef struct
{
  CbObligation *obligation; /* (not owned) */
  char *title;
} Sorted;

static int
compare_sorted (gconstpointer a, gconstpointer b)
{
  const CbObligation *first = ((const Sorted *)a)->obligation;
  const CbObligation *second = ((const Sorted *)b)->obligation;
  int order;

  if (first->urgency != second->urgency)
    return first->urgency < second->urgency ? -1 : 1;
  if (first->has_deadline != second->has_deadline)
    return first->has_deadline ? -1 : 1;
  order = first->has_deadline ? g_date_compare (&first->limit, &second->limit) : 0;
  if (order == 0)
    order = strcmp (((const Sorted *)a)->title, ((const Sorted *)b)->title);
  if (order == 0)
    order = g_strcmp0 (first->period, second->period);

  return order != 0 ? order : g_strcmp0 (first->item_code, second->item_code);
}

/**
 * cb_obligations_sort:
 * @obligations: (element-type CbObligation): from one list or several
 *
 * Puts the most urgent first, those without a day last in their group.
 */
void
cb_obligations_sort (GPtrArray *obligations)
{
  g_autoptr (GArray) sorted = g_array_new (FALSE, FALSE, sizeof (Sorted));

  g_return_if_fail (obligations != NULL);

  for (guint i = 0; i < obligations->len; i++)
    {
      CbObligation *obligation = g_ptr_array_index (obligations, i);
      Sorted one
          = { obligation, cb_text_fold (obligation->title != NULL ? obligation->title : "") };

      g_array_append_val (sorted, one);
    }
  g_array_sort (sorted, compare_sorted);
  for (guint i = 0; i < sorted->len; i++)
    {
      obligations->pdata[i] = g_array_index (sorted, Sorted, i).obligation;
      g_free (g_array_index (sorted, Sorted, i).title);
    }
}

/**
 * cb_obligations_list:
 * @items: (element-type CbCatalogItem): the catalog in force
 * @profile: (nullable): whose deadlines hold; %NULL while none is chosen: there are none then
 * @holidays: days off
 * @on: the day that is looked from
 * @begun: (nullable) (scope call): tells what is on the way or done
 * @user_data: for @begun
 *
 * For an item with periods: the last complete one and the one that runs. For one without (daily, on
 * change, unknown) a single entry without period and deadline, because no day can be computed for
 * it. A deadline is only ever the profile's: where its text sets none, there is none.
 *
 * Returns: (transfer container) (element-type CbObligation): most urgent first
 */
GPtrArray *
cb_obligations_list (GPtrArray *items,
                     CbProfile *profile,
                     CbHolidays *holidays,
                     const GDate *on,
                     CbObligationBegunFunc begun,
                     gpointer user_data)
{
  Asking asking = { profile, holidays, on, begun, user_data, NULL };

  g_return_val_if_fail (items != NULL, NULL);
  g_return_val_if_fail (profile == NULL || CB_IS_PROFILE (profile), NULL);
  g_return_val_if_fail (CB_IS_HOLIDAYS (holidays), NULL);
  g_return_val_if_fail (on != NULL && g_date_valid (on), NULL);

  asking.list = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_obligation_free);
  for (guint i = 0; i < items->len; i++)
    add_item (&asking, items->pdata[i]);
  cb_obligations_sort (asking.list);

  return asking.list;
}

static char *
make_key (const char *item_code, const char *period)
{
  return g_strconcat (item_code, "\n", period != NULL ? period : "", NULL);
}

static char *
find_dataset_cb (const char *item_code,
                 const char *period,
                 CbDatasetState *state,
                 gpointer user_data)
{
  GHashTable *by_key = user_data;
  g_autofree char *key = make_key (item_code, period);
  const CbDataset *dataset = g_hash_table_lookup (by_key, key);

  if (dataset == NULL)
    return NULL;
  *state = dataset->state;

  return g_strdup (dataset->id);
}

/* Of several of one item and period the one that is furthest. */
static GHashTable *
index_datasets (GPtrArray *datasets)
{
  GHashTable *by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < datasets->len; i++)
    {
      CbDataset *dataset = datasets->pdata[i];
      g_autofree char *key = NULL;
      const CbDataset *known;

      if (dataset->item_code == NULL)
        continue;
      key = make_key (dataset->item_code, dataset->period);
      known = g_hash_table_lookup (by_key, key);
      if (known == NULL || known->state < dataset->state)
        g_hash_table_insert (by_key, g_steal_pointer (&key), dataset);
    }

  return by_key;
}

/**
 * cb_obligations_list_for_datasets:
 * @items: (element-type CbCatalogItem): the catalog in force
 * @profile: (nullable): whose deadlines hold; %NULL while none is chosen: there are none then
 * @holidays: days off
 * @on: the day that is looked from
 * @datasets: (element-type CbDataset): all that has been begun
 *
 * cb_obligations_list() over datasets: one belongs to an obligation by item and period; of several
 * the one that is furthest counts.
 *
 * Returns: (transfer container) (element-type CbObligation): most urgent first
 */
GPtrArray *
cb_obligations_list_for_datasets (GPtrArray *items,
                                  CbProfile *profile,
                                  CbHolidays *holidays,
                                  const GDate *on,
                                  GPtrArray *datasets)
{
  g_autoptr (GHashTable) by_key = NULL;

  g_return_val_if_fail (datasets != NULL, NULL);

  by_key = index_datasets (datasets);
  return cb_obligations_list (items, profile, holidays, on, find_dataset_cb, by_key);
}

/* The periods before the last complete one, back to @since. */
static void
add_missed (Asking *asking, const CbCatalogItem *item, const GDate *since)
{
  const CbUpdateRule *rule = cb_profile_find_update_rule (asking->profile, item->frequency);
  g_autofree char *period = cb_period_containing (item->frequency, asking->on);
  CbDeadline deadline;

  for (int steps = -2; rule != NULL && period != NULL && steps > -MAX_MISSED; steps--)
    {
      g_autofree char *earlier = cb_period_step (period, steps);
      CbDatasetState state = CB_DATASET_PREPARING;
      g_autofree char *dataset = NULL;

      if (!cb_deadline_for_period (rule, earlier, asking->holidays, &deadline)
          || g_date_compare (&deadline.limit, since) < 0)
        return;
      dataset = asking->begun (item->code, earlier, &state, asking->user_data);
      if (dataset == NULL || state != CB_DATASET_PUBLISHED)
        add_obligation (asking, item, earlier);
    }
}

/**
 * cb_obligations_add_missed:
 * @obligations: (element-type CbObligation): of cb_obligations_list_for_datasets()
 * @items: (element-type CbCatalogItem): the catalog in force
 * @profile: (nullable): whose deadlines hold
 * @holidays: days off
 * @on: the day that is looked from
 * @since: (element-type utf8 GDate): by code, the day from which on the item is in the catalog
 * here: what was due before it may have been done without the program; one that is not named has
 * missed nothing
 * @datasets: (element-type CbDataset): all that has been begun
 *
 * A period that was missed is not over when the next one is: it is added for as long as nothing is
 * published for it. The list is not in order afterwards (cb_obligations_sort()).
 */
void
cb_obligations_add_missed (GPtrArray *obligations,
                           GPtrArray *items,
                           CbProfile *profile,
                           CbHolidays *holidays,
                           const GDate *on,
                           GHashTable *since,
                           GPtrArray *datasets)
{
  g_autoptr (GHashTable) by_key = NULL;
  Asking asking = { profile, holidays, on, find_dataset_cb, NULL, obligations };

  g_return_if_fail (obligations != NULL && items != NULL && datasets != NULL);
  g_return_if_fail (CB_IS_HOLIDAYS (holidays) && g_date_valid (on) && since != NULL);

  if (profile == NULL)
    return;
  by_key = index_datasets (datasets);
  asking.user_data = by_key;
  for (guint i = 0; i < items->len; i++)
    {
      const CbCatalogItem *item = items->pdata[i];
      const GDate *day = g_hash_table_lookup (since, item->code);

      if (day != NULL)
        add_missed (&asking, item, day);
    }
}
