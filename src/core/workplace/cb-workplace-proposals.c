/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-proposals.h"

#include "base/cb-error.h"
#include "base/cb-failpoint.h"
#include "base/cb-json.h"
#include "core/store/cb-store-catalog.h"
#include "core/store/cb-store-records.h"
#include "core/workplace/cb-workplace-private.h"

static void
merge_fields (JsonObject *into, JsonObject *from)
{
  g_autoptr (GList) names = from != NULL ? json_object_get_members (from) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    json_object_set_string_member (into, l->data, cb_json_get_string (from, l->data));
}

/**
 * cb_workplace_propose:
 * @self: a workplace
 * @kind: what is wanted
 * @code: (nullable): of the item of the catalog in force; not for an addition
 * @fields: (nullable): what is known already, a text each
 * @error: %CB_ERROR_NOT_FOUND when the catalog has no such item
 *
 * Begins a draft in the register of proposals, with the item's own words in it.
 *
 * Returns: (transfer full): the proposal
 */
CbRecord *
cb_workplace_propose (
    CbWorkplace *self, CbProposal kind, const char *code, JsonObject *fields, GError **error)
{
  g_autoptr (CbCatalogItem) item = NULL;
  g_autoptr (JsonObject) begun = NULL;
  g_autoptr (CbForm) form = NULL;
  g_autofree char *agency = NULL;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  if (kind != CB_PROPOSAL_ADD)
    {
      item = cb_store_get_catalog_item (self->store, code != NULL ? code : "", error);
      if (item == NULL)
        return NULL;
    }
  begun = cb_proposal_begin (kind, item);
  merge_fields (begun, fields);
  form = cb_workplace_dup_form (self, CB_REGISTER_PROPOSALS);
  agency = cb_workplace_dup_setting (self, "agency");
  cb_workplace_get_today (self, &today);
  cb_form_fill_in (form, begun, kind == CB_PROPOSAL_ADD ? agency : NULL, &today);
  return cb_workplace_add_record (self, CB_REGISTER_PROPOSALS, begun, error);
}

/**
 * cb_workplace_list_proposals:
 * @self: a workplace
 * @code: (nullable): only those about this item of the catalog
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbRecord): the newest first, without the dropped
 */
GPtrArray *
cb_workplace_list_proposals (CbWorkplace *self, const char *code, GError **error)
{
  g_autoptr (GPtrArray) records = cb_workplace_list_records (self, CB_REGISTER_PROPOSALS, error);

  for (guint i = records != NULL ? records->len : 0; i > 0; i--)
    {
      const CbRecord *record = g_ptr_array_index (records, i - 1);

      if (record->state == CB_RECORD_DROPPED
          || (code != NULL && !g_str_equal (cb_record_peek (record, "item"), code)))
        g_ptr_array_remove_index (records, i - 1);
    }
  return g_steal_pointer (&records);
}

/**
 * cb_workplace_list_proposals_for_letter:
 * @self: a workplace
 * @numbers: (nullable) (array zero-terminated=1): of the proposals; %NULL or none: every draft
 * @error: %CB_ERROR_NOT_FOUND when there is no such proposal, or nothing that is still a draft
 *
 * Returns: (transfer full) (element-type CbRecord): in the order of their numbers
 */
GPtrArray *
cb_workplace_list_proposals_for_letter (CbWorkplace *self,
                                        const char *const *numbers,
                                        GError **error)
{
  g_autoptr (GPtrArray) chosen = g_ptr_array_new_with_free_func ((GDestroyNotify)cb_record_free);
  g_autoptr (GPtrArray) all = NULL;

  for (guint i = 0; numbers != NULL && numbers[i] != NULL; i++)
    {
      g_autoptr (CbRecord) record = cb_workplace_get_record (self, numbers[i], error);

      if (record == NULL)
        return NULL;
      if (record->kind != CB_REGISTER_PROPOSALS || record->state == CB_RECORD_DROPPED)
        {
          g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "%s is no proposal", numbers[i]);
          return NULL;
        }
      g_ptr_array_add (chosen, g_steal_pointer (&record));
    }
  if (chosen->len > 0)
    return g_steal_pointer (&chosen);
  all = cb_workplace_list_proposals (self, NULL, error);
  for (guint i = all != NULL ? all->len : 0; i > 0; i--)
    if (((CbRecord *)g_ptr_array_index (all, i - 1))->state == CB_RECORD_DRAFT)
      g_ptr_array_add (chosen, cb_record_copy (g_ptr_array_index (all, i - 1)));
  if (all != NULL && chosen->len == 0)
    g_set_error (error, CB_ERROR, CB_ERROR_NOT_FOUND, "there is no proposal that is not sent yet");
  return chosen->len > 0 ? g_steal_pointer (&chosen) : NULL;
}

static gboolean
check_all (CbWorkplace *self, const CbForm *form, GPtrArray *records, GError **error)
{
  GDate today;

  cb_workplace_get_today (self, &today);
  for (guint i = 0; i < records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (records, i);
      g_autoptr (GPtrArray) gaps
          = cb_proposal_check_letter (form, record, _cb_workplace_get_holidays (self), &today);
      g_autofree char *number = cb_record_dup_number (record);

      for (guint n = 0; n < gaps->len; n++)
        {
          const CbRecordGap *gap = g_ptr_array_index (gaps, n);

          if (!gap->blocks)
            continue;
          g_set_error (error, CB_ERROR, CB_ERROR_BLOCKED, "%s: %s: %s", number,
                       cb_form_find (form, gap->field)->title, gap->sentence);
          return FALSE;
        }
    }
  return TRUE;
}

static char *
dup_decision (CbWorkplace *self)
{
  g_autoptr (GPtrArray) versions = cb_store_list_catalog_versions (self->store, NULL);

  for (guint i = 0; versions != NULL && i < versions->len; i++)
    {
      const CbCatalogVersion *version = g_ptr_array_index (versions, i);

      if (version->in_force && *version->decision != '\0')
        return g_strdup (version->decision);
    }
  return NULL;
}

/* What all of them were sent with, when nobody says another; NULL when they differ. */
static const char *
peek_common (GPtrArray *records, const char *field)
{
  const char *first = cb_record_peek (g_ptr_array_index (records, 0), field);

  for (guint i = 1; i < records->len; i++)
    if (!g_str_equal (first, cb_record_peek (g_ptr_array_index (records, i), field)))
      return NULL;
  return *first != '\0' ? first : NULL;
}

/* NULL for nothing, too, so that the letter has room for it. */
static char *
dup_filled (CbWorkplace *self, const char *name)
{
  g_autofree char *value = cb_workplace_dup_setting (self, name);

  return value != NULL && *value != '\0' ? g_steal_pointer (&value) : NULL;
}

/**
 * cb_workplace_save_proposals:
 * @self: a workplace
 * @records: (element-type CbRecord): at least one proposal
 * @number: (nullable): of the letter; %NULL: what they were sent with, or room for it
 * @date: (nullable): of the letter, 21/11/2026 or 2026-11-21
 * @file: where to: `.pdf` or `.docx`
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_BLOCKED: which proposal lacks what; %CB_ERROR_INVALID: there is no such day.
 *   What was in @file stays
 *
 * Writes one letter with all of them; place and signer are those of the settings.
 *
 * Returns: whether it is written
 */
gboolean
cb_workplace_save_proposals (CbWorkplace *self,
                             GPtrArray *records,
                             const char *number,
                             const char *date,
                             GFile *file,
                             GCancellable *cancellable,
                             GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (CbDocument) letter = NULL;
  g_autofree char *agency = NULL;
  g_autofree char *decision = NULL;
  g_autofree char *place = NULL;
  g_autofree char *signer_title = NULL;
  g_autofree char *signer = NULL;
  CbProposalLetter about = { 0 };
  GDate day;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && records != NULL && records->len > 0, FALSE);

  form = cb_workplace_dup_form (self, CB_REGISTER_PROPOSALS);
  if (!check_all (self, form, records, error))
    return FALSE;
  if (date == NULL || *date == '\0')
    date = peek_common (records, "sent");
  if (date != NULL && !cb_day_parse_typed (date, &day))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_INVALID, "there is no day “%s”", date);
      return FALSE;
    }
  agency = cb_workplace_dup_setting (self, "agency");
  decision = dup_decision (self);
  about.agency = agency != NULL ? agency : "";
  about.decision = decision;
  place = dup_filled (self, CB_SETTING_LETTER_PLACE);
  signer_title = dup_filled (self, CB_SETTING_LETTER_SIGNER_TITLE);
  signer = dup_filled (self, CB_SETTING_LETTER_SIGNER);
  about.place = place;
  about.signer_title = signer_title;
  about.signer = signer;
  about.number = number != NULL && *number != '\0' ? number : peek_common (records, "letter");
  about.date = date != NULL ? &day : NULL;
  letter = cb_proposal_letter_new (form, records, &about);
  return cb_document_save (letter, file, cancellable, error);
}

typedef struct
{
  CbWorkplace *workplace;
  GPtrArray *records;
  JsonObject *fields;
} Sending;

/* One letter went out or none: a person must never find half of it entered. */
static gboolean
send_in_transaction (CbStore *store, gpointer user_data, GError **error)
{
  const Sending *sending = user_data;

  for (guint i = 0; i < sending->records->len; i++)
    {
      const CbRecord *record = g_ptr_array_index (sending->records, i);
      g_autoptr (CbRecord) entered = NULL;
      g_autoptr (CbRecord) sent = NULL;

      if (record->state != CB_RECORD_DRAFT)
        continue;
      entered = cb_workplace_enter_record (sending->workplace, record->id, record->version,
                                           sending->fields, error);
      sent = entered != NULL ? cb_workplace_move_record (sending->workplace, entered->id,
                                                         entered->version, CB_RECORD_OPEN, error)
                             : NULL;
      if (sent == NULL)
        return FALSE;
      cb_failpoint ("proposals.sent-one");
    }

  /* The next letter has its own. */
  return cb_store_set_setting (store, CB_SETTING_LETTER_NUMBER, "", error)
         && cb_store_set_setting (store, CB_SETTING_LETTER_DATE, "", error);
}

/**
 * cb_workplace_send_proposals:
 * @self: a workplace
 * @records: (element-type CbRecord): drafts; those that are sent already stay as they are
 * @number: of the letter that they went with
 * @date: its day, 21/11/2026 or 2026-11-21
 * @error: as cb_workplace_move_record(); then none is entered
 *
 * Enters that the letter went out: all of them, or none. That counts as a review of the catalog
 * (QN 13.5, VP 8.3).
 *
 * Returns: whether all are
 */
gboolean
cb_workplace_send_proposals (
    CbWorkplace *self, GPtrArray *records, const char *number, const char *date, GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (JsonObject) fields = json_object_new ();
  Sending sending = { self, records, fields };

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && records != NULL, FALSE);

  form = cb_workplace_dup_form (self, CB_REGISTER_PROPOSALS);
  if (!check_all (self, form, records, error))
    return FALSE;
  json_object_set_string_member (fields, "letter", number);
  json_object_set_string_member (fields, "sent", date);

  return cb_store_run (self->store, send_in_transaction, &sending, error);
}
