/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-catalog-work.h"

#include <glib/gi18n-lib.h>

#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-private.h"
#include "core/workplace/cb-workplace-proposals.h"

/* A year of periods, and far enough ahead for the next one of a yearly item. */
#define DAYS_BACK 366
#define DAYS_AHEAD 400

static void
free_period (gpointer data)
{
  CbItemPeriod *period = data;

  g_free (period->period);
  g_free (period);
}

/**
 * cb_item_work_free:
 * @self: (nullable) (transfer full): work
 */
void
cb_item_work_free (CbItemWork *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->datasets, g_ptr_array_unref);
  g_clear_pointer (&self->periods, g_ptr_array_unref);
  g_clear_pointer (&self->proposals, g_ptr_array_unref);
  g_free (self);
}

/**
 * cb_period_standing_title:
 * @standing: of a period
 *
 * Returns: (transfer none): that, for people
 */
const char *
cb_period_standing_title (CbPeriodStanding standing)
{
  switch (standing)
    {
    case CB_PERIOD_ON_TIME:
      return _ ("on time");
    case CB_PERIOD_LATE:
      return _ ("late");
    case CB_PERIOD_NOT_YET:
      return _ ("not published");
    case CB_PERIOD_PENDING:
      return _ ("not due yet");
    default:
      g_return_val_if_reached ("");
    }
}

static int
compare_periods (gconstpointer a, gconstpointer b)
{
  const CbItemPeriod *one = *(const CbItemPeriod *const *)a;
  const CbItemPeriod *other = *(const CbItemPeriod *const *)b;

  return g_date_compare (&one->limit, &other->limit);
}

static void
add_periods (GPtrArray *periods,
             const CbReport *report,
             const char *code,
             CbPeriodStanding standing)
{
  static const CbFigure figures[CB_N_PERIOD_STANDINGS] = {
    [CB_PERIOD_ON_TIME] = CB_FIGURE_ON_TIME,
    [CB_PERIOD_LATE] = CB_FIGURE_LATE,
    [CB_PERIOD_NOT_YET] = CB_FIGURE_NOT_YET,
    [CB_PERIOD_PENDING] = CB_FIGURE_PENDING,
  };
  g_autoptr (GPtrArray) facts = cb_report_list_facts (report, figures[standing], NULL, NULL);

  for (guint i = 0; i < facts->len; i++)
    {
      const CbReportFact *fact = g_ptr_array_index (facts, i);
      CbItemPeriod *period;

      if (fact->entry == NULL || !g_str_equal (fact->line->code, code))
        continue;
      period = g_new0 (CbItemPeriod, 1);
      period->period = g_strdup (fact->entry->period);
      period->limit = fact->entry->limit;
      period->standing = standing;
      g_ptr_array_add (periods, period);
    }
}

/* Of those that are still to come only the next is of interest. */
static void
drop_later_periods (GPtrArray *periods)
{
  guint pending = 0;

  for (guint i = 0; i < periods->len; i++)
    if (((CbItemPeriod *)g_ptr_array_index (periods, i))->standing == CB_PERIOD_PENDING
        && pending++ > 0)
      g_ptr_array_remove_index (periods, i--);
}

static gboolean
append_rows (CbStore *store, GPtrArray *rows, const char *subject, GError **error)
{
  GPtrArray *more = cb_journal_list (store, subject, error);

  if (more != NULL)
    g_ptr_array_extend_and_steal (rows, more);
  return more != NULL;
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  const CbJournalRow *one = *(const CbJournalRow *const *)a;
  const CbJournalRow *other = *(const CbJournalRow *const *)b;

  return (one->sequence > other->sequence) - (one->sequence < other->sequence);
}

/* All of the journal that can count for the item: when there was a catalog, what was told of the
 * item, and what became of its datasets. */
static GPtrArray *
list_rows (CbStore *store, const char *code, GPtrArray *datasets, GError **error)
{
  g_autoptr (GPtrArray) rows = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_journal_row_free);

  if (!append_rows (store, rows, "catalog", error) || !append_rows (store, rows, code, error))
    return NULL;
  for (guint i = 0; i < datasets->len; i++)
    if (!append_rows (store, rows, ((CbDataset *)g_ptr_array_index (datasets, i))->id, error))
      return NULL;
  g_ptr_array_sort (rows, compare_rows);
  return g_steal_pointer (&rows);
}

/* What the strip shows is what a report of these days counts: it is one, of this item alone, so
 * that it takes as long in a catalog of ten thousand as in one of ten. */
static CbReport *
make_report (CbWorkplace *self, const char *code, GPtrArray *datasets, GError **error)
{
  g_autoptr (CbCatalogItem) item = cb_store_get_catalog_item (self->store, code, error);
  g_autoptr (GPtrArray) rows = item != NULL ? list_rows (self->store, code, datasets, error) : NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new ();
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  CbReportInput input = { 0 };

  if (rows == NULL)
    return NULL;
  g_ptr_array_add (items, item);
  profile = cb_workplace_dup_profile (self);
  _cb_workplace_get_day (self, &input.today, &zone);
  input.rows = rows;
  input.items = items;
  input.datasets = datasets;
  input.profile = profile;
  input.holidays = _cb_workplace_get_holidays (self);
  input.zone = zone;
  input.from = input.today;
  input.to = input.today;
  g_date_subtract_days (&input.from, DAYS_BACK);
  g_date_add_days (&input.to, DAYS_AHEAD);
  return cb_report_new (&input, error);
}

static GPtrArray *
list_periods (CbWorkplace *self, const char *code, GPtrArray *datasets, GError **error)
{
  g_autoptr (GPtrArray) periods = g_ptr_array_new_with_free_func (free_period);
  g_autoptr (CbReport) report = make_report (self, code, datasets, error);

  if (report == NULL)
    return NULL;
  for (guint i = 0; i < CB_N_PERIOD_STANDINGS; i++)
    add_periods (periods, report, code, (CbPeriodStanding)i);
  g_ptr_array_sort (periods, compare_periods);
  drop_later_periods (periods);
  return g_steal_pointer (&periods);
}

/**
 * cb_workplace_get_item_work:
 * @self: a workplace
 * @code: of an item of the catalog
 * @error: %CB_ERROR_NOT_FOUND: the catalog in force has no such item
 *
 * Returns: (transfer full): what was and is done for the item
 */
CbItemWork *
cb_workplace_get_item_work (CbWorkplace *self, const char *code, GError **error)
{
  g_autoptr (CbItemWork) work = g_new0 (CbItemWork, 1);

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && code != NULL, NULL);

  work->datasets = cb_store_list_datasets_of_item (self->store, code, error);
  if (work->datasets == NULL)
    return NULL;
  work->periods = list_periods (self, code, work->datasets, error);
  if (work->periods == NULL)
    return NULL;
  work->proposals = cb_workplace_list_proposals (self, code, error);
  if (work->proposals == NULL)
    return NULL;
  return g_steal_pointer (&work);
}
