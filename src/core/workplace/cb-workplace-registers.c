/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/workplace/cb-workplace-registers.h"

#include "base/cb-json.h"
#include "core/registers/cb-register-export.h"
#include "core/store/cb-journal.h"
#include "core/store/cb-store-records.h"
#include "core/workplace/cb-workplace-private.h"
#include "core/workplace/cb-workplace-proposals.h"

/**
 * cb_workplace_dup_form:
 * @self: a workplace
 * @kind: a register
 *
 * Returns: (transfer full): its form, as the profile in force wants it
 */
CbForm *
cb_workplace_dup_form (CbWorkplace *self, CbRegister kind)
{
  g_autoptr (CbProfile) profile = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  profile = cb_workplace_dup_profile (self);
  return cb_form_new (kind, profile);
}

/**
 * cb_workplace_get_holidays:
 * @self: a workplace
 *
 * Returns: (transfer none): the days off that all of it goes by; does not block
 */
CbHolidays *
cb_workplace_get_holidays (CbWorkplace *self)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return _cb_workplace_get_holidays (self);
}

static void
count_record (CbRegisterCount *count,
              const CbForm *form,
              const CbRecord *record,
              CbHolidays *holidays,
              const GDate *today)
{
  GDate due;

  if (record->state == CB_RECORD_DROPPED)
    return;
  count->all++;
  if (!cb_record_is_open (record))
    return;
  count->open++;
  if (cb_form_get_due (form, record, holidays, &due) != NULL && g_date_compare (&due, today) < 0)
    count->overdue++;
}

/**
 * cb_workplace_count_records:
 * @self: a workplace
 * @counts: (out): of each register
 * @error: why not
 *
 * Returns: whether all could be counted
 */
gboolean
cb_workplace_count_records (CbWorkplace *self,
                            CbRegisterCount counts[CB_N_REGISTERS],
                            GError **error)
{
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  cb_workplace_get_today (self, &today);
  for (guint kind = 0; kind < CB_N_REGISTERS; kind++)
    {
      g_autoptr (CbForm) form = cb_workplace_dup_form (self, (CbRegister)kind);
      g_autoptr (GPtrArray) records = cb_store_list_records (self->store, (CbRegister)kind, error);

      if (records == NULL)
        return FALSE;
      counts[kind] = (CbRegisterCount){ 0 };
      for (guint i = 0; i < records->len; i++)
        count_record (&counts[kind], form, g_ptr_array_index (records, i),
                      _cb_workplace_get_holidays (self), &today);
    }

  return TRUE;
}

/**
 * cb_workplace_list_records:
 * @self: a workplace
 * @kind: a register
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbRecord): all of it, the newest number first
 */
GPtrArray *
cb_workplace_list_records (CbWorkplace *self, CbRegister kind, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_records (self->store, kind, error);
}

/**
 * cb_workplace_get_record:
 * @self: a workplace
 * @id: of a record, or its number
 * @error: %CB_ERROR_NOT_FOUND
 *
 * Returns: (transfer full): the record
 */
CbRecord *
cb_workplace_get_record (CbWorkplace *self, const char *id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self) && id != NULL, NULL);

  if (g_uuid_string_is_valid (id))
    return cb_store_get_record (self->store, id, error);
  return cb_store_get_record_by_number (self->store, id, error);
}

/**
 * cb_workplace_list_record_versions:
 * @self: a workplace
 * @id: of a record
 * @error: why not
 *
 * Returns: (transfer full) (element-type CbRecord): what it was in each version, the first first
 */
GPtrArray *
cb_workplace_list_record_versions (CbWorkplace *self, const char *id, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  return cb_store_list_record_versions (self->store, id, error);
}

/**
 * cb_workplace_read_record_names:
 * @self: a workplace
 * @error: why not
 *
 * Returns: (transfer full): what a record may name: versions of the ledger, feedback
 */
CbRecordNames *
cb_workplace_read_record_names (CbWorkplace *self, GError **error)
{
  g_autoptr (GPtrArray) receipts = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  receipts = cb_store_list_receipts (self->store, error);
  records
      = receipts != NULL ? cb_store_list_records (self->store, CB_REGISTER_FEEDBACK, error) : NULL;
  if (records == NULL)
    return NULL;
  _cb_workplace_get_day (self, &today, &zone);

  return cb_record_names_new (receipts, records, zone);
}

/**
 * cb_workplace_check_record:
 * @self: a workplace
 * @record: a record
 * @state: that it is to go to
 *
 * Does not wait for the network; reads the settings, and what the record may have to do with.
 *
 * Returns: (transfer full) (element-type CbRecordGap): see cb_record_check() and what follows it
 */
GPtrArray *
cb_workplace_check_record (CbWorkplace *self, const CbRecord *record, CbRecordState state)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (CbRecordNames) names = NULL;
  g_autoptr (GPtrArray) others = NULL;
  GPtrArray *gaps;
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && record != NULL, NULL);

  form = cb_workplace_dup_form (self, record->kind);
  cb_workplace_get_today (self, &today);
  gaps = cb_record_check (form, record, state, _cb_workplace_get_holidays (self), &today);
  if (record->kind == CB_REGISTER_CORRECTIONS)
    names = cb_workplace_read_record_names (self, NULL);
  if (names != NULL)
    cb_record_check_names (form, record, names, gaps);
  if (form->per_unit > 0)
    others = cb_store_list_records (self->store, record->kind, NULL);
  if (others != NULL)
    cb_record_check_others (form, record, others, gaps);
  return gaps;
}

/* A change of one record, in one transaction with its row of the journal. */
typedef struct
{
  CbWorkplace *workplace;
  CbRecord *record;
  const char *event;
  JsonArray *changed; /* names of fields: their values may be about people and stay out of it */
} Change;

static gboolean
append_row (CbStore *store, const Change *change, GError **error)
{
  g_autoptr (JsonObject) detail = json_object_new ();
  g_autofree char *number = cb_record_dup_number (change->record);

  json_object_set_string_member (detail, "register", cb_register_name (change->record->kind));
  json_object_set_string_member (detail, "number", number);
  json_object_set_string_member (detail, "state", cb_record_state_name (change->record->state));
  json_object_set_int_member (detail, "version", change->record->version);
  json_object_set_array_member (detail, "fields", json_array_ref (change->changed));
  return cb_journal_append (store, change->record->person, change->event, change->record->id,
                            detail, error);
}

/* A proposal that went out is a review of the catalog: whoever asks when it was reviewed last reads
 * the rows about the catalog. */
static gboolean
append_review (CbStore *store, const Change *change, GError **error)
{
  g_autoptr (JsonObject) detail = NULL;
  g_autofree char *number = NULL;

  if (change->record->kind != CB_REGISTER_PROPOSALS || change->record->state != CB_RECORD_OPEN
      || !g_str_equal (change->event, "record.moved"))
    return TRUE;
  detail = json_object_new ();
  number = cb_record_dup_number (change->record);
  json_object_set_string_member (detail, "number", number);
  json_object_set_string_member (detail, "letter", cb_record_get (change->record, "letter"));
  return cb_journal_append (store, change->record->person, "catalog.proposed", "catalog", detail,
                            error);
}

static gboolean
add_cb (CbStore *store, gpointer user_data, GError **error)
{
  Change *change = user_data;

  return cb_store_add_record (store, change->record, error) && append_row (store, change, error);
}

static gboolean
save_cb (CbStore *store, gpointer user_data, GError **error)
{
  Change *change = user_data;

  return cb_store_save_record (store, change->record, error) && append_row (store, change, error)
         && append_review (store, change, error);
}

/* Takes the texts of @from (nullable) over into the record in their standard way of writing.
 * Returns the names of those that are now others. */
static JsonArray *
take_fields (const CbForm *form, CbRecord *record, JsonObject *from)
{
  JsonArray *changed = json_array_new ();
  g_autoptr (GList) names = from != NULL ? json_object_get_members (from) : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    {
      const CbFormField *field = cb_form_find (form, l->data);
      const char *text = cb_json_get_string (from, l->data);
      g_autofree char *normal = NULL;

      if (field == NULL || text == NULL)
        continue;
      normal = cb_form_dup_normal (field, text);
      if (g_str_equal (normal, cb_record_get (record, field->id)))
        continue;
      json_object_set_string_member (record->fields, field->id, normal);
      json_array_add_string_element (changed, field->id);
    }
  return changed;
}

static CbRecord *
run_change (CbWorkplace *self, Change *change, CbStoreFunc func, GError **error)
{
  g_autoptr (CbRecord) record = change->record;

  g_free (record->person);
  record->person = cb_workplace_dup_setting (self, "person");
  if (!cb_store_run (self->store, func, change, error))
    return NULL;
  _cb_workplace_changed (self, "records");
  return g_steal_pointer (&record);
}

/**
 * cb_workplace_add_record:
 * @self: a workplace
 * @kind: a register
 * @fields: (nullable): what is known already, a text each
 * @error: why it was not kept
 *
 * Begins a draft; it has its number from now on.
 *
 * Returns: (transfer full): the record
 */
CbRecord *
cb_workplace_add_record (CbWorkplace *self, CbRegister kind, JsonObject *fields, GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (JsonArray) changed = NULL;
  CbRecord *record;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), NULL);

  form = cb_workplace_dup_form (self, kind);
  record = cb_record_new (kind);
  record->id = g_uuid_string_random ();
  changed = take_fields (form, record, fields);
  return run_change (self, &(Change){ self, record, "record.created", changed }, add_cb, error);
}

/**
 * cb_workplace_keep_typed:
 * @self: a workplace
 * @id: of a record
 * @pending: (nullable): what was typed since it was entered last
 * @error: why it was not kept
 *
 * Kept at once, so that nothing typed is lost, and entered by cb_workplace_enter_record(). Nobody
 * is told: it is what the window shows already.
 *
 * Returns: whether it was kept
 */
gboolean
cb_workplace_keep_typed (CbWorkplace *self, const char *id, JsonObject *pending, GError **error)
{
  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  return cb_store_keep_pending (self->store, id, pending, error);
}

static CbRecord *
read_version (CbWorkplace *self, const char *id, gint64 version, GError **error)
{
  g_autoptr (CbRecord) record = cb_workplace_get_record (self, id, error);

  if (record == NULL)
    return NULL;
  if (record->version != version)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_CONFLICT,
                   "version %" G_GINT64_FORMAT " of the record is not the last", version);
      return NULL;
    }
  if (record->state == CB_RECORD_DROPPED)
    {
      g_set_error (error, CB_ERROR, CB_ERROR_WRONG_STATE, "the record was dropped");
      return NULL;
    }
  return g_steal_pointer (&record);
}

/* A record that is past its draft stays complete: what was entered for all to see is not emptied
 * again by the way. */
static gboolean
check_entered (CbWorkplace *self, const CbRecord *record, CbRecordState state, GError **error)
{
  g_autoptr (GPtrArray) gaps = NULL;

  if (state == CB_RECORD_DRAFT || state == CB_RECORD_DROPPED)
    return TRUE;
  gaps = cb_workplace_check_record (self, record, state);
  for (guint i = 0; i < gaps->len; i++)
    {
      const CbRecordGap *gap = g_ptr_array_index (gaps, i);

      if (!gap->blocks)
        continue;
      g_set_error (error, CB_ERROR, CB_ERROR_BLOCKED, "%s: %s", gap->field, gap->sentence);
      return FALSE;
    }
  return TRUE;
}

/**
 * cb_workplace_enter_record:
 * @self: a workplace
 * @id: of a record
 * @version: that @fields were typed over
 * @fields: (nullable): new texts; those that are not named stay
 * @error: %CB_ERROR_CONFLICT when it was changed in between, %CB_ERROR_BLOCKED when it is past its
 *   draft and would no longer be complete
 *
 * What was typed and kept is entered too. The version before stays.
 *
 * Returns: (transfer full): the record, as it was when nothing is new
 */
CbRecord *
cb_workplace_enter_record (
    CbWorkplace *self, const char *id, gint64 version, JsonObject *fields, GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (JsonArray) changed = NULL;
  g_autoptr (JsonArray) typed = NULL;
  g_autoptr (CbRecord) record = NULL;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && id != NULL, NULL);

  record = read_version (self, id, version, error);
  if (record == NULL)
    return NULL;
  form = cb_workplace_dup_form (self, record->kind);
  typed = take_fields (form, record, record->pending);
  g_clear_pointer (&record->pending, json_object_unref);
  changed = take_fields (form, record, fields);
  for (guint i = 0; i < json_array_get_length (typed); i++)
    json_array_add_string_element (changed, json_array_get_string_element (typed, i));
  if (json_array_get_length (changed) == 0)
    {
      if (!cb_store_keep_pending (self->store, record->id, NULL, error))
        return NULL;
      return g_steal_pointer (&record);
    }
  if (!check_entered (self, record, record->state, error))
    return NULL;

  return run_change (self, &(Change){ self, g_steal_pointer (&record), "record.changed", changed },
                     save_cb, error);
}

/**
 * cb_workplace_move_record:
 * @self: a workplace
 * @id: of a record
 * @version: that the decision was made over
 * @state: where to: the next one, or %CB_RECORD_DROPPED for a draft
 * @error: %CB_ERROR_BLOCKED when something is missing, %CB_ERROR_WRONG_STATE when it does not go
 *   there from where it is, %CB_ERROR_CONFLICT
 *
 * What was typed is entered with it.
 *
 * Returns: (transfer full): the record
 */
CbRecord *
cb_workplace_move_record (
    CbWorkplace *self, const char *id, gint64 version, CbRecordState state, GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (JsonArray) changed = NULL;
  g_autoptr (CbRecord) record = NULL;
  CbRecordState next;

  g_return_val_if_fail (CB_IS_WORKPLACE (self) && id != NULL, NULL);

  record = read_version (self, id, version, error);
  if (record == NULL)
    return NULL;
  form = cb_workplace_dup_form (self, record->kind);
  if (!(state == CB_RECORD_DROPPED && record->state == CB_RECORD_DRAFT)
      && !(cb_form_get_next_state (form, record->state, &next) && next == state))
    {
      g_set_error (error, CB_ERROR, CB_ERROR_WRONG_STATE, "from %s to %s",
                   cb_record_state_name (record->state), cb_record_state_name (state));
      return NULL;
    }
  changed = take_fields (form, record, record->pending);
  g_clear_pointer (&record->pending, json_object_unref);
  if (!check_entered (self, record, state, error))
    return NULL;
  record->state = state;

  return run_change (self, &(Change){ self, g_steal_pointer (&record), "record.moved", changed },
                     save_cb, error);
}

/* That data about people left the program is a row of the journal; the rest is public anyway. */
static gboolean
note_export (CbWorkplace *self, const char *subject, gboolean personal, GError **error)
{
  g_autofree char *person = NULL;
  g_autoptr (JsonObject) detail = NULL;

  if (!personal)
    return TRUE;
  person = cb_workplace_dup_setting (self, "person");
  detail = json_object_new ();
  json_object_set_boolean_member (detail, "personal", TRUE);
  return cb_journal_append (self->store, person, "register.exported", subject, detail, error);
}

/**
 * cb_workplace_export_register:
 * @self: a workplace
 * @kind: a register
 * @file: where to: `.xlsx`, `.csv`, `.pdf` or `.docx`
 * @personal: with data about people
 * @drafts: with what is not entered yet
 * @cancellable: (nullable): to stop
 * @error: why not; what was in @file stays
 *
 * Returns: whether it is written
 */
gboolean
cb_workplace_export_register (CbWorkplace *self,
                              CbRegister kind,
                              GFile *file,
                              gboolean personal,
                              gboolean drafts,
                              GCancellable *cancellable,
                              GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (GPtrArray) records = NULL;
  g_autofree char *agency = NULL;
  CbRegisterExport how = { .personal = personal, .drafts = drafts };
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  records = cb_store_list_records (self->store, kind, error);
  if (records == NULL || !note_export (self, cb_register_name (kind), personal, error))
    return FALSE;
  form = cb_workplace_dup_form (self, kind);
  agency = cb_workplace_dup_setting (self, "agency");
  cb_workplace_get_today (self, &today);
  how.agency = agency != NULL ? agency : "";
  how.on = &today;
  return cb_register_save (form, records, &how, file, cancellable, error);
}

/* A proposal on paper is the letter that it goes with. */
static gboolean
save_as_letter (CbWorkplace *self,
                const CbRecord *record,
                GFile *file,
                GCancellable *cancellable,
                GError **error)
{
  g_autoptr (GPtrArray) records = g_ptr_array_new ();

  g_ptr_array_add (records, (gpointer)record);
  return cb_workplace_save_proposals (self, records, NULL, NULL, file, cancellable, error);
}

/**
 * cb_workplace_export_record:
 * @self: a workplace
 * @id: of a record, or its number
 * @file: where to: `.pdf` or `.docx`
 * @personal: with data about people
 * @drafts: even if it is a draft, said to be one
 * @cancellable: (nullable): to stop
 * @error: %CB_ERROR_BLOCKED for a draft; what was in @file stays
 *
 * Returns: whether it is written
 */
gboolean
cb_workplace_export_record (CbWorkplace *self,
                            const char *id,
                            GFile *file,
                            gboolean personal,
                            gboolean drafts,
                            GCancellable *cancellable,
                            GError **error)
{
  g_autoptr (CbForm) form = NULL;
  g_autoptr (CbRecord) record = NULL;
  g_autofree char *agency = NULL;
  CbRegisterExport how = { .personal = personal, .drafts = drafts };
  GDate today;

  g_return_val_if_fail (CB_IS_WORKPLACE (self), FALSE);

  record = cb_workplace_get_record (self, id, error);
  if (record != NULL && record->kind == CB_REGISTER_PROPOSALS)
    return save_as_letter (self, record, file, cancellable, error);
  if (record == NULL || !note_export (self, record->id, personal, error))
    return FALSE;
  form = cb_workplace_dup_form (self, record->kind);
  agency = cb_workplace_dup_setting (self, "agency");
  cb_workplace_get_today (self, &today);
  how.agency = agency != NULL ? agency : "";
  how.on = &today;
  return cb_record_save (form, record, &how, file, cancellable, error);
}
