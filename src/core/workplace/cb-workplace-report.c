/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "core/store/cb-journal.h"

static void
get_today (CbWorkplace *self, GDate *today, GTimeZone **zone)
{
  g_autoptr (GDateTime) now = cb_clock_now_local (self->clock);

  g_date_clear (today, 1);
  g_date_set_dmy (today, (GDateDay)g_date_time_get_day_of_month (now),
                  (GDateMonth)g_date_time_get_month (now), (GDateYear)g_date_time_get_year (now));
  if (zone != NULL)
    *zone = g_time_zone_ref (g_date_time_get_timezone (now));
}

/**
 * cb_workplace_make_report:
 * @self: a workplace
 * @from: first day of the span
 * @to: last day of it
 * @error: why not
 *
 * Counts what the journal, the catalog in force and the profile say of the span.
 *
 * Returns: (transfer full): the report; %NULL with %CB_ERROR_INVALID when the span ends before it
 *   begins
 */
CbReport *
cb_workplace_make_report (CbWorkplace *self, const GDate *from, const GDate *to, GError **error)
{
  g_autoptr (GPtrArray) rows = NULL;
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  g_autofree char *agency = NULL;
  g_autofree char *person = NULL;
  CbReportInput input = { 0 };

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  /* The journal first: a dataset that a row is about is there when the datasets are read. */
  rows = cb_journal_list (self->store, NULL, error);
  if (rows == NULL)
    return NULL;
  datasets = cb_store_list_datasets (self->store, error);
  if (datasets == NULL)
    return NULL;
  items = cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error);
  if (items == NULL)
    return NULL;
  profile = cb_workplace_dup_profile (self);
  agency = cb_workplace_dup_setting (self, "agency");
  person = cb_workplace_dup_setting (self, "person");
  input.rows = rows;
  input.items = items;
  input.datasets = datasets;
  input.profile = profile;
  input.holidays = self->holidays;
  input.from = *from;
  input.to = *to;
  input.agency = agency;
  input.person = person;
  get_today (self, &input.today, &zone);
  input.zone = zone;

  return cb_report_new (&input, error);
}

/**
 * cb_workplace_list_report_kinds:
 * @self: a workplace
 *
 * Returns: (transfer full) (element-type CbReportKind): what the chosen text asks for, seen from
 *   today, and last a report of any span
 */
GPtrArray *
cb_workplace_list_report_kinds (CbWorkplace *self)
{
  g_autoptr (CbProfile) profile = NULL;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  profile = cb_workplace_dup_profile (self);
  get_today (self, &today, NULL);

  return cb_report_kinds_list (profile, &today);
}
