/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-catalog-work.h"

#include <glib/gi18n-lib.h>

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

/* What the strip shows is what a report counts. */
static GPtrArray *
list_periods (CbWorkplace *self, const char *code, GError **error)
{
  g_autoptr (GPtrArray) periods = g_ptr_array_new_with_free_func (free_period);
  g_autoptr (CbReport) report = NULL;
  GDate from, to;

  cb_workplace_get_today (self, &from);
  to = from;
  g_date_subtract_days (&from, DAYS_BACK);
  g_date_add_days (&to, DAYS_AHEAD);
  report = cb_workplace_make_report (self, &from, &to, error);
  if (report == NULL)
    return NULL;
  for (guint i = 0; i < CB_N_PERIOD_STANDINGS; i++)
    add_periods (periods, report, code, (CbPeriodStanding)i);
  g_ptr_array_sort (periods, compare_periods);
  drop_later_periods (periods);
  return g_steal_pointer (&periods);
}

static int
compare_datasets (gconstpointer a, gconstpointer b)
{
  const CbDataset *one = *(const CbDataset *const *)a;
  const CbDataset *other = *(const CbDataset *const *)b;

  return one->created_us < other->created_us ? 1 : one->created_us > other->created_us ? -1 : 0;
}

static GPtrArray *
list_datasets (CbWorkplace *self, const char *code, GError **error)
{
  g_autoptr (GPtrArray) all = cb_store_list_datasets (self->store, error);

  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    if (g_strcmp0 (((CbDataset *)g_ptr_array_index (all, i - 1))->item_code, code) != 0)
      g_ptr_array_remove_index (all, i - 1);
  if (all != NULL)
    g_ptr_array_sort (all, compare_datasets);
  return g_steal_pointer (&all);
}

/**
 * cb_workplace_get_item_work:
 * @self: a workplace
 * @code: of an item of the catalog
 * @error: why not
 *
 * Returns: (transfer full): what was and is done for the item
 */
CbItemWork *
cb_workplace_get_item_work (CbWorkplace *self, const char *code, GError **error)
{
  g_autoptr (CbItemWork) work = g_new0 (CbItemWork, 1);

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && code != NULL, NULL);

  work->datasets = list_datasets (self, code, error);
  if (work->datasets == NULL)
    return NULL;
  work->periods = list_periods (self, code, error);
  if (work->periods == NULL)
    return NULL;
  work->proposals = cb_workplace_list_proposals (self, code, error);
  if (work->proposals == NULL)
    return NULL;
  return g_steal_pointer (&work);
}
