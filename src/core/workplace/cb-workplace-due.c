/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-due.h"

#include <glib/gi18n-lib.h>

#include "base/cb-error.h"
#include "base/cb-json.h"
#include "core/rules/cb-changes.h"
#include "core/rules/cb-day.h"
#include "core/rules/cb-duties.h"
#include "core/rules/cb-obligations.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-catalog.h"
#include "core/workplace/cb-workplace-private.h"

/* An announced change stands for its item: the line that says "no day yet" would contradict it. */
static void
take_over (GPtrArray *all, GPtrArray *duties)
{
  for (guint i = 0; i < duties->len; i++)
    {
      const CbObligation *duty = g_ptr_array_index (duties, i);

      for (guint j = 0; duty->duty == CB_DUTY_CHANGE && j < all->len; j++)
        {
          const CbObligation *other = g_ptr_array_index (all, j);

          if (g_str_equal (other->item_code, duty->item_code) && *other->period == '\0')
            g_ptr_array_remove_index (all, j--);
        }
    }
  g_ptr_array_extend_and_steal (all, g_ptr_array_ref (duties));
}

/* From which day on each item is in the catalog here. */
static GHashTable *
map_days (CbWorkplace *self, GTimeZone *zone, GError **error)
{
  g_autoptr (GHashTable) since = cb_store_map_catalog_since (self->store, error);
  GHashTable *days;
  GHashTableIter iter;
  gpointer code, at_us;

  if (since == NULL)
    return NULL;
  days = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_iter_init (&iter, since);
  while (g_hash_table_iter_next (&iter, &code, &at_us))
    {
      GDate day;

      if (cb_day_of_moment (*(gint64 *)at_us, zone, &day))
        g_hash_table_insert (days, g_strdup (code), g_memdup2 (&day, sizeof day));
    }
  return days;
}

/**
 * cb_workplace_list_due:
 * @self: a workplace
 * @on: (nullable): as if it were this day; %NULL: today, by the workplace's clock
 * @error: why not
 *
 * The periods of the catalog's items (cb_obligations_list()), with those that were missed since the
 * item came into the catalog here, and the other duties of the text (cb_duties_list()).
 *
 * Returns: (transfer full) (element-type CbObligation): what is due, the most urgent first
 */
GPtrArray *
cb_workplace_list_due (CbWorkplace *self, const GDate *on, GError **error)
{
  g_auto (CbHistory) history = { 0 };
  g_autoptr (GPtrArray) all = NULL;
  g_autoptr (GPtrArray) duties = NULL;
  g_autoptr (GHashTable) since = NULL;
  CbDutyInput input = { 0 };

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  if (!_cb_workplace_read_history (self, &history, error))
    return NULL;
  input.on = on != NULL ? *on : history.today;
  input.rows = history.rows;
  input.datasets = history.datasets;
  input.items = history.items;
  input.profile = history.profile;
  input.holidays = _cb_workplace_get_holidays (self);
  input.zone = history.zone;
  input.lead = history.lead;
  all = cb_obligations_list_for_datasets (history.items, history.profile,
                                          _cb_workplace_get_holidays (self), &input.on,
                                          history.datasets);
  since = map_days (self, history.zone, error);
  if (since == NULL)
    return NULL;
  cb_obligations_add_missed (all, history.items, history.profile, _cb_workplace_get_holidays (self),
                             &input.on, since, history.datasets);
  duties = cb_duties_list (&input);
  take_over (all, duties);
  cb_obligations_sort (all);

  return g_steal_pointer (&all);
}

static char *
make_key (const CbObligation *obligation)
{
  return g_strjoin ("\n", obligation->item_code, obligation->period, NULL);
}

static void
look_ahead (GPtrArray *all, GHashTable *seen, GPtrArray *later, const GDate *today)
{
  while (later->len > 0)
    {
      g_autoptr (CbObligation) obligation = g_ptr_array_steal_index_fast (later, 0);
      g_autofree char *key = make_key (obligation);

      if (!obligation->has_deadline || !g_hash_table_add (seen, g_steal_pointer (&key)))
        continue;
      obligation->days_left = g_date_days_between (today, &obligation->limit);
      if (obligation->dataset_id == NULL)
        obligation->urgency = cb_obligation_judge (obligation, today);
      g_ptr_array_add (all, g_steal_pointer (&obligation));
    }
}

/**
 * cb_workplace_list_due_ahead:
 * @self: a workplace
 * @months: so many months from today on
 * @error: why not
 *
 * cb_workplace_list_due() with the periods that begin within these months, for a calendar.
 *
 * Returns: (transfer full) (element-type CbObligation): the most urgent first
 */
GPtrArray *
cb_workplace_list_due_ahead (CbWorkplace *self, guint months, GError **error)
{
  g_autoptr (GPtrArray) all = cb_workplace_list_due (self, NULL, error);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GPtrArray) items = NULL;
  g_autoptr (GPtrArray) datasets = NULL;
  g_autoptr (CbProfile) profile = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  GDate today;

  if (all == NULL)
    return NULL;
  for (guint i = 0; i < all->len; i++)
    {
      const CbObligation *obligation = g_ptr_array_index (all, i);

      if (obligation->duty == CB_DUTY_UPDATE)
        g_hash_table_add (seen, make_key (obligation));
    }
  datasets = cb_store_list_datasets (self->store, error);
  if (datasets == NULL)
    return NULL;
  items = cb_store_list_catalog (self->store, CB_CATALOG_CURRENT, error);
  if (items == NULL)
    return NULL;
  profile = cb_workplace_dup_profile (self);
  _cb_workplace_get_day (self, &today, &zone);
  for (guint month = 1; month <= months; month++)
    {
      g_autoptr (GPtrArray) later = NULL;
      GDate on = today;

      g_date_add_months (&on, month);
      later = cb_obligations_list_for_datasets (items, profile, _cb_workplace_get_holidays (self),
                                                &on, datasets);
      look_ahead (all, seen, later, &today);
    }
  cb_obligations_sort (all);

  return g_steal_pointer (&all);
}

typedef struct
{
  const char *event;
  const char *subject;
  const char *person;
  JsonObject *detail;
} Act;

static gboolean
append_cb (CbStore *store, gpointer user_data, GError **error)
{
  const Act *act = user_data;

  return cb_journal_append (store, act->person, act->event, act->subject, act->detail, error);
}

static gboolean
record_act (CbWorkplace *self,
            CbStoreFunc append,
            const char *event,
            const char *subject,
            JsonObject *detail,
            GError **error)
{
  g_autofree char *person = cb_workplace_dup_setting (self, "person");
  Act act = { event, subject, person != NULL ? person : "", detail };

  if (!cb_store_run (self->store, append, &act, error))
    return FALSE;
  _cb_workplace_changed (self, "datasets");

  return TRUE;
}

/**
 * cb_workplace_record_change:
 * @self: a workplace
 * @item_code: of an item that is updated when it changes
 * @day: the day on which the change was announced
 * @error: %CB_ERROR_NOT_FOUND: no such item; why it cannot be written
 *
 * The days that the text gives count from then (QN 7.6d). It is kept in the journal.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
cb_workplace_record_change (CbWorkplace *self,
                            const char *item_code,
                            const GDate *day,
                            GError **error)
{
  g_autoptr (CbCatalogItem) item = NULL;
  g_autoptr (JsonObject) detail = json_object_new ();
  char text[16];

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && item_code != NULL, FALSE);
  g_return_val_if_fail (day != NULL && g_date_valid (day), FALSE);

  item = cb_workplace_get_item (self, item_code, error);
  if (item == NULL)
    return FALSE;
  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  json_object_set_string_member (detail, "date", text);

  return record_act (self, append_cb, CB_EVENT_CHANGE_ANNOUNCED, item_code, detail, error);
}

/* What was published for a change stands for it: then the change was no mistake. */
static gboolean
take_change_back_cb (CbStore *store, gpointer user_data, GError **error)
{
  const Act *act = user_data;
  const char *date = cb_json_get_string (act->detail, "date");
  g_autoptr (GPtrArray) rows = cb_journal_list (store, act->subject, error);
  g_autoptr (GPtrArray) datasets
      = rows != NULL ? cb_store_list_datasets_of_item (store, act->subject, error) : NULL;
  g_autoptr (GHashTable) changes = NULL;

  if (datasets == NULL)
    return FALSE;
  changes = cb_changes_index (rows, NULL, NULL);
  if (!cb_changes_stands (changes, act->subject, date))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "no change of %s was told on %s",
                   act->subject, date);
      return FALSE;
    }
  for (guint i = 0; i < datasets->len; i++)
    {
      const CbDataset *dataset = g_ptr_array_index (datasets, i);

      if (dataset->state != CB_DATASET_PUBLISHED || g_strcmp0 (dataset->period, date) != 0)
        continue;
      g_set_error_literal (error, CB_ERROR, CB_ERROR_BLOCKED,
                           _ ("Data was already published for this change, so that it stays."));
      return FALSE;
    }

  return append_cb (store, user_data, error);
}

/**
 * cb_workplace_unmark_change:
 * @self: a workplace
 * @item_code: of an item
 * @day: of a change of cb_workplace_record_change()
 * @error: %CB_ERROR_NOT_FOUND: nobody told of it, or it is taken back already; %CB_ERROR_BLOCKED:
 *   something was published for it, in words for people; why it cannot be written
 *
 * It was told by mistake, or with another day: its days no longer count. Both stay in the journal,
 * and a dataset that was begun for it stays, too.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
cb_workplace_unmark_change (CbWorkplace *self,
                            const char *item_code,
                            const GDate *day,
                            GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  char text[16];

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && item_code != NULL, FALSE);
  g_return_val_if_fail (day != NULL && g_date_valid (day), FALSE);

  g_date_strftime (text, sizeof text, "%Y-%m-%d", day);
  json_object_set_string_member (detail, "date", text);

  return record_act (self, take_change_back_cb, CB_EVENT_CHANGE_TAKEN_BACK, item_code, detail,
                     error);
}

/**
 * cb_workplace_record_done:
 * @self: a workplace
 * @subject: of an obligation of cb_workplace_list_due()
 * @error: why not
 *
 * A person says that a duty was done that the program cannot see: a report sent, a catalog gone
 * through without changes. It is kept in the journal.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
cb_workplace_record_done (CbWorkplace *self, const char *subject, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && subject != NULL && *subject != '\0', FALSE);

  return record_act (self, append_cb, CB_EVENT_DUTY_DONE, subject, detail, error);
}

/* Several may take back at once: what stands is counted in the transaction that writes. */
static gboolean
take_back_cb (CbStore *store, gpointer user_data, GError **error)
{
  const Act *act = user_data;
  g_autoptr (GPtrArray) rows = cb_journal_list (store, act->subject, error);
  guint said = 0;

  if (rows == NULL)
    return FALSE;
  for (guint i = 0; i < rows->len; i++)
    {
      const CbJournalRow *row = g_ptr_array_index (rows, i);

      if (g_str_equal (row->event, CB_EVENT_DUTY_DONE))
        said++;
      else if (g_str_equal (row->event, CB_EVENT_DUTY_TAKEN_BACK) && said > 0)
        said--;
    }
  if (said == 0)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "nobody says that \"%s\" is done",
                   act->subject);
      return FALSE;
    }

  return append_cb (store, user_data, error);
}

/**
 * cb_workplace_unmark_duty:
 * @self: a workplace
 * @subject: of an obligation that a person said is done
 * @error: %CB_ERROR_NOT_FOUND: nobody says so, or it is taken back already; why it cannot be
 *   written
 *
 * Takes back the last cb_workplace_record_done() of this subject: it is due again as before. Both
 * stay in the journal.
 *
 * Returns: %TRUE when it is kept
 */
gboolean
cb_workplace_unmark_duty (CbWorkplace *self, const char *subject, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && subject != NULL && *subject != '\0', FALSE);

  return record_act (self, take_back_cb, CB_EVENT_DUTY_TAKEN_BACK, subject, detail, error);
}

/**
 * cb_workplace_is_lead_agency:
 * @self: a workplace
 *
 * Returns: the agency is its province's lead agency (cơ quan đầu mối), which has duties and reports
 *   of its own
 */
gboolean
cb_workplace_is_lead_agency (CbWorkplace *self)
{
  g_autofree char *value = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  value = cb_workplace_dup_setting (self, "lead-agency");

  return g_strcmp0 (value, "true") == 0;
}

static gboolean
set_lead_cb (CbStore *store, gpointer user_data, GError **error)
{
  const Act *act = user_data;

  return cb_store_set_setting (store, "lead-agency", act->subject, error)
         && cb_journal_append (store, act->person, act->event, "agency", act->detail, error);
}

/**
 * cb_workplace_set_lead_agency:
 * @self: a workplace
 * @lead: the agency is its province's lead agency
 * @error: why not
 *
 * Which duties are shown depends on it, so that the journal has who changed it.
 *
 * Returns: whether it is kept
 */
gboolean
cb_workplace_set_lead_agency (CbWorkplace *self, gboolean lead, GError **error)
{
  g_autofree char *person = NULL;
  g_autoptr (JsonObject) detail = json_object_new ();
  Act act = { "agency.role", lead ? "true" : "false", NULL, detail };

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  if (cb_workplace_is_lead_agency (self) == lead)
    return TRUE;
  person = cb_workplace_dup_setting (self, "person");
  act.person = person != NULL ? person : "";
  json_object_set_boolean_member (detail, "lead", lead);
  if (!cb_store_run (self->store, set_lead_cb, &act, error))
    return FALSE;
  _cb_workplace_changed (self, "settings");

  return TRUE;
}
