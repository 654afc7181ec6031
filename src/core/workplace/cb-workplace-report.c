/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-private.h"

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-records.h"
#include "core/workplace/cb-workplace-due.h"

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
  g_auto (CbHistory) history = { 0 };
  g_autoptr (GPtrArray) corrections = NULL;
  g_autoptr (GPtrArray) receipts = NULL;
  g_autofree char *agency = NULL;
  g_autofree char *person = NULL;
  CbReportInput input = { 0 };

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  if (!_cb_workplace_read_history (self, &history, error))
    return NULL;
  corrections = cb_store_list_records (self->store, CB_REGISTER_CORRECTIONS, error);
  receipts = corrections != NULL ? cb_store_list_receipts (self->store, error) : NULL;
  if (receipts == NULL)
    return NULL;
  agency = cb_workplace_dup_setting (self, "agency");
  person = cb_workplace_dup_setting (self, "person");
  input.rows = history.rows;
  input.items = history.items;
  input.datasets = history.datasets;
  input.corrections = corrections;
  input.receipts = receipts;
  input.profile = history.profile;
  input.holidays = _cb_workplace_get_holidays (self);
  input.zone = history.zone;
  input.today = history.today;
  input.from = *from;
  input.to = *to;
  input.agency = agency;
  input.person = person;

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

  return cb_report_kinds_list (profile, &today, cb_workplace_is_lead_agency (self));
}

/**
 * cb_workplace_get_report_kind:
 * @self: a workplace
 * @id: of a report that the chosen text asks for, or `span`
 * @to: (nullable): last day of the report; %NULL: of the span that it is of, seen from today
 * @error: %CB_ERROR_NOT_FOUND when the text asks for no such report
 *
 * Returns: (transfer full): the kind, with what was written to its criteria for that period
 */
CbReportKind *
cb_workplace_get_report_kind (CbWorkplace *self, const char *id, const GDate *to, GError **error)
{
  g_autoptr (GPtrArray) kinds = NULL;
  const CbReportKind *found;
  CbReportKind *kind;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && id != NULL, NULL);

  kinds = cb_workplace_list_report_kinds (self);
  found = cb_report_kinds_find (kinds, id);
  if (found == NULL)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no report %s", id);
      return NULL;
    }
  kind = cb_report_kind_copy (found);
  _cb_workplace_fill_in_answers (self, kind, to != NULL ? to : &kind->until);

  return kind;
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
  g_auto (CbHistory) history = { 0 };
  GPtrArray *progress;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  if (!_cb_workplace_read_history (self, &history, error))
    return NULL;
  progress = cb_plan_measure (plan, history.rows, history.datasets, history.zone, &history.today);
  *rows = g_steal_pointer (&history.rows);

  return progress;
}
