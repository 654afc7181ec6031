/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/store/cb-journal.h"
#include "core/workplace/cb-workplace-due.h"
#include "core/workplace/cb-workplace-private.h"

/* Everything that is counted is read in one way, so that the list of what is due, the reports and
 * the plan never tell different things. @history is empty before; cleared by _cb_history_clear().
 */
gboolean
_cb_workplace_read_history (CbWorkplace *self, CbHistory *history, GError **error)
{
  /* The journal first: a dataset that a row is about is there when the datasets are read. */
  history->rows = cb_journal_list (self->store, NULL, error);
  if (history->rows == NULL)
    return FALSE;
  history->datasets = cb_store_list_datasets (self->store, error);
  if (history->datasets == NULL)
    return FALSE;
  history->items = cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error);
  if (history->items == NULL)
    return FALSE;
  history->profile = cb_workplace_dup_profile (self);
  history->lead = cb_workplace_is_lead_agency (self);
  _cb_workplace_get_day (self, &history->today, &history->zone);

  return TRUE;
}

void
_cb_history_clear (CbHistory *self)
{
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->datasets, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_ptr_array_unref);
  g_clear_object (&self->profile);
  g_clear_pointer (&self->zone, g_time_zone_unref);
}
