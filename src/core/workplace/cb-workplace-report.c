/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "core/store/cb-journal.h"

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
  _cb_workplace_get_day (self, &input.today, &zone);
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
  _cb_workplace_get_day (self, &today, NULL);

  return cb_report_kinds_list (profile, &today);
}

/**
 * cb_workplace_get_plan:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full): the agency's plan, an empty one while there is none
 */
CbPlan *
cb_workplace_get_plan (CbWorkplace *self, GError **error)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  text = cb_workplace_dup_setting (self, "plan");

  return cb_plan_parse (text, error);
}

static gboolean
save_plan_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const char *const *parts = user_data;
  g_autoptr (JsonObject) detail = json_object_new ();

  json_object_set_string_member (detail, "plan", parts[0]);

  return cb_store_set_setting (store, "plan", parts[0], error)
         && cb_journal_append (store, parts[1], "plan.saved", "plan", detail, error);
}

/**
 * cb_workplace_set_plan:
 * @self: a workplace
 * @plan: (transfer none): what to keep; the journal keeps each version
 * @error: why not
 *
 * Returns: %FALSE with @error
 */
gboolean
cb_workplace_set_plan (CbWorkplace *self, const CbPlan *plan, GError **error)
{
  g_autofree char *text = cb_plan_to_text (plan);
  g_autofree char *person = NULL;
  const char *parts[2] = { text, NULL };

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  person = cb_workplace_dup_setting (self, "person");
  parts[1] = person != NULL ? person : "";
  if (!cb_store_run (self->store, save_plan_in_transaction, parts, error))
    return FALSE;
  _cb_workplace_changed (self, "plan");

  return TRUE;
}

/**
 * cb_workplace_measure_plan:
 * @self: a workplace
 * @plan: (transfer none): which must outlive what is returned
 * @rows: (out) (transfer full): the journal, which must outlive it, too
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbPlanProgress): how each phase stands today
 */
GPtrArray *
cb_workplace_measure_plan (CbWorkplace *self, const CbPlan *plan, GPtrArray **rows, GError **error)
{
  g_autoptr (GPtrArray) journal = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  GPtrArray *progress;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  journal = cb_journal_list (self->store, NULL, error);
  if (journal == NULL)
    return NULL;
  datasets = cb_store_list_datasets (self->store, error);
  if (datasets == NULL)
    return NULL;
  _cb_workplace_get_day (self, &today, &zone);
  progress = cb_plan_measure (plan, journal, datasets, zone, &today);
  *rows = g_steal_pointer (&journal);

  return progress;
}
