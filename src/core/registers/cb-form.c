/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/registers/cb-form.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"
#include "core/registers/cb-form-private.h"
#include "core/registers/cb-proposal.h"
#include "core/rules/cb-working-days.h"

static void
free_choice (gpointer data)
{
  CbFormChoice *choice = data;

  g_free (choice->title);
  g_free (choice->to);
  g_free (choice->clause);
  g_free (choice);
}

static void
free_field (gpointer data)
{
  CbFormField *field = data;

  g_free (field->id);
  g_free (field->title);
  g_free (field->hint);
  g_free (field->clause);
  g_free (field->quote);
  g_ptr_array_unref (field->choices);
  g_free (field);
}

CbFormChoice *
_cb_form_choice_new (const char *title, const char *to, const char *clause)
{
  CbFormChoice *choice = g_new0 (CbFormChoice, 1);

  choice->title = g_strdup (title);
  choice->to = g_strdup (to);
  choice->clause = clause != NULL && *clause != '\0' ? g_strdup (clause) : NULL;
  return choice;
}

/* @title (nullable) is taken instead of the draft's, as it stands. */
CbFormField *
_cb_form_add_field (CbForm *self, const CbFormDraft *draft, const char *title)
{
  CbFormField *field = g_new0 (CbFormField, 1);

  field->id = g_strdup (draft->id);
  field->title = g_strdup (title != NULL ? title : _ (draft->title));
  field->hint = draft->hint != NULL ? g_strdup (_ (draft->hint)) : NULL;
  field->type = draft->type;
  field->stage = draft->stage;
  field->ours = (draft->flags & CB_FORM_OURS) != 0;
  field->duty = (draft->flags & CB_FORM_DUTY) != 0;
  field->personal = (draft->flags & CB_FORM_PERSONAL) != 0;
  field->listed = (draft->flags & CB_FORM_LISTED) != 0;
  field->agency = (draft->flags & CB_FORM_AGENCY) != 0;
  field->when = draft->when;
  field->clause = g_strdup ("");
  field->choices = g_ptr_array_new_with_free_func (free_choice);
  g_ptr_array_add (self->fields, field);
  return field;
}

CbFormField *
_cb_form_find_field (const CbForm *self, const char *id)
{
  for (guint i = 0; i < self->fields->len; i++)
    {
      CbFormField *field = g_ptr_array_index (self->fields, i);

      if (g_strcmp0 (field->id, id) == 0)
        return field;
    }

  return NULL;
}

/**
 * cb_form_new:
 * @kind: a register
 * @profile: (nullable): whose regulation it follows
 *
 * Returns: (transfer full): the form of the register, with what the regulation wants of it
 */
CbForm *
cb_form_new (CbRegister kind, CbProfile *profile)
{
  CbForm *self = g_new0 (CbForm, 1);
  guint count = 0;
  const CbFormDraft *drafts = _cb_form_get_drafts (kind, &count);

  g_return_val_if_fail (profile == NULL || CB_IS_PROFILE (profile), NULL);

  g_atomic_ref_count_init (&self->references);
  self->kind = kind;
  self->clause = g_strdup ("");
  self->notice_clause = g_strdup ("");
  self->wanted_clause = g_strdup ("");
  self->fields = g_ptr_array_new_with_free_func (free_field);
  for (guint i = 0; i < count; i++)
    _cb_form_add_field (self, &drafts[i], NULL);
  _cb_form_apply_profile (self, profile);
  return self;
}

/**
 * cb_form_ref:
 * @self: a form
 *
 * Returns: (transfer full): @self
 */
CbForm *
cb_form_ref (CbForm *self)
{
  g_atomic_ref_count_inc (&self->references);
  return self;
}

/**
 * cb_form_unref:
 * @self: (transfer full): a form
 */
void
cb_form_unref (CbForm *self)
{
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  g_ptr_array_unref (self->fields);
  g_free (self->clause);
  g_free (self->regulation);
  g_free (self->notice_clause);
  g_free (self->notice_unsure);
  g_free (self->lead_agency);
  g_free (self->operator_name);
  g_free (self->per_unit_clause);
  g_free (self->wanted_clause);
  g_free (self->approved_by);
  g_free (self->approved_clause);
  g_free (self->posted_on);
  g_free (self->posted_clause);
  g_free (self);
}

/**
 * cb_form_find:
 * @self: a form
 * @id: of a field
 *
 * Returns: (transfer none) (nullable): the field, %NULL when the form has none of that name
 */
const CbFormField *
cb_form_find (const CbForm *self, const char *id)
{
  g_return_val_if_fail (self != NULL, NULL);

  return _cb_form_find_field (self, id);
}

/**
 * cb_form_asks:
 * @self: a form
 * @field: one of its fields
 * @record: what was typed last counts, entered or not
 *
 * Returns: whether the field is one for this record: a proposal to withdraw an item is not asked
 *   for what a new item would contain
 */
gboolean
cb_form_asks (const CbForm *self, const CbFormField *field, const CbRecord *record)
{
  const CbFormField *change = field->when != 0 ? cb_form_find (self, "change") : NULL;
  const char *value = change != NULL ? cb_record_peek (record, change->id) : NULL;

  for (guint i = 0; change != NULL && i < change->choices->len; i++)
    if (g_str_equal (((CbFormChoice *)g_ptr_array_index (change->choices, i))->title, value))
      return (field->when & 1u << i) != 0;

  return field->when == 0;
}

/**
 * cb_form_has_state:
 * @self: a form
 * @state: a state
 *
 * Returns: whether a record of this register can be in it
 */
gboolean
cb_form_has_state (const CbForm *self, CbRecordState state)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return state != CB_RECORD_APPRAISED || self->kind == CB_REGISTER_SERVICES;
}

/**
 * cb_form_get_next_state:
 * @self: a form
 * @state: of a record
 * @next: (out): where it goes from there
 *
 * Returns: %FALSE when it is at its end
 */
gboolean
cb_form_get_next_state (const CbForm *self, CbRecordState state, CbRecordState *next)
{
  g_return_val_if_fail (self != NULL && next != NULL, FALSE);

  if (state >= CB_RECORD_CLOSED)
    return FALSE;
  *next = (CbRecordState)(state + 1);
  if (!cb_form_has_state (self, *next))
    *next = (CbRecordState)(*next + 1);
  return TRUE;
}

/**
 * cb_form_get_verb:
 * @self: a form
 * @next: of cb_form_get_next_state()
 *
 * Returns: (transfer none): what the button that leads there says
 */
const char *
cb_form_get_verb (const CbForm *self, CbRecordState next)
{
  g_return_val_if_fail (self != NULL, "");

  if (next == CB_RECORD_OPEN)
    return self->kind == CB_REGISTER_SERVICES    ? _ ("Declare")
           : self->kind == CB_REGISTER_PROPOSALS ? _ ("Enter as sent")
                                                 : _ ("Enter in the register");
  if (next == CB_RECORD_APPRAISED)
    return _ ("Enter the appraisal");
  switch (self->kind)
    {
    case CB_REGISTER_FEEDBACK:
      return _ ("Close the feedback");
    case CB_REGISTER_INCIDENTS:
      return _ ("Close the incident");
    case CB_REGISTER_REFUSALS:
    case CB_REGISTER_SUSPENSIONS:
      return _ ("Enter as announced");
    case CB_REGISTER_CORRECTIONS:
      return _ ("Close the correction");
    case CB_REGISTER_SERVICES:
      return _ ("End the service");
    case CB_REGISTER_FOCAL_POINTS:
      return _ ("End the office");
    case CB_REGISTER_PROPOSALS:
      return _ ("Enter the answer");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_form_dup_addressee:
 * @self: a form
 * @record: of an incident
 *
 * Whom the regulation sends a matter of this kind to (NT 17, BD 15, QN 10.1): technical ones to the
 * agency that leads, those about content to who provides the data.
 *
 * Returns: (transfer full) (nullable): a name to fill in, %NULL when the text does not say
 */
char *
cb_form_dup_addressee (const CbForm *self, const CbRecord *record)
{
  const CbFormField *kind = cb_form_find (self, "kind");
  const CbFormField *to = cb_form_find (self, "to");
  const char *value = cb_record_peek (record, "kind");

  for (guint i = 0; kind != NULL && i < kind->choices->len; i++)
    {
      const CbFormChoice *choice = g_ptr_array_index (kind->choices, i);

      if (g_strcmp0 (choice->title, value) != 0)
        continue;
      if (g_strcmp0 (choice->to, "agency") == 0)
        return g_strdup (_ ("The agency that provides the data"));
      if (g_strcmp0 (choice->to, "user") == 0)
        return g_strdup (_ ("Whoever uses the data"));
      if (g_strcmp0 (choice->to, "operator") == 0)
        return g_strdup (self->operator_name);
      if (choice->to != NULL)
        return g_strdup (self->lead_agency);
    }
  return to != NULL && to->said ? g_strdup (self->lead_agency) : NULL;
}

/**
 * cb_form_dup_normal:
 * @field: a field
 * @text: as it was typed
 *
 * Returns: (transfer full): as a record keeps it: without blanks around, a day as `2026-11-21`.
 *   What cannot be understood stays as it was typed, for cb_record_check() to say so.
 */
char *
cb_form_dup_normal (const CbFormField *field, const char *text)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (text != NULL ? text : ""));
  GDate date;

  g_return_val_if_fail (field != NULL, NULL);

  if (field->type == CB_FIELD_DATE && cb_day_parse_typed (trimmed, &date))
    return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date),
                            g_date_get_day (&date));

  return g_steal_pointer (&trimmed);
}

/**
 * cb_form_dup_shown:
 * @field: a field
 * @value: of a record
 *
 * Returns: (transfer full): as people read it: days as 21/11/2026, yes in words
 */
char *
cb_form_dup_shown (const CbFormField *field, const char *value)
{
  GDate date;

  g_return_val_if_fail (field != NULL && value != NULL, NULL);

  if (field->type == CB_FIELD_DATE && cb_day_parse_typed (value, &date))
    return g_strdup_printf ("%02u/%02u/%04u", g_date_get_day (&date), g_date_get_month (&date),
                            g_date_get_year (&date));
  if (field->type == CB_FIELD_YES)
    return g_strdup (*value != '\0' ? _ ("yes") : _ ("no"));

  return g_strdup (value);
}

/**
 * cb_form_get_notice:
 * @self: the form of the suspensions
 * @record: of a suspension
 * @holidays: days off besides weekends
 * @latest: (out): the last working day on which notice is in time
 * @known: (out) (optional): whether the holidays between are in the data
 *
 * BD 13.1h with Điều 43 of 47/2020/NĐ-CP; see cb_working_days_before() for how it is counted.
 *
 * Returns: %FALSE when no notice is asked for, or the first day is not known yet
 */
gboolean
cb_form_get_notice (const CbForm *self,
                    const CbRecord *record,
                    CbHolidays *holidays,
                    GDate *latest,
                    gboolean *known)
{
  gboolean is_known;
  GDate effective;

  if (self->kind != CB_REGISTER_SUSPENSIONS || self->notice_days == 0
      || !cb_day_parse_typed (cb_record_peek (record, "effective"), &effective))
    return FALSE;
  is_known = cb_working_days_before (&effective, self->notice_days, holidays, latest);
  if (known != NULL)
    *known = is_known;
  return TRUE;
}

/**
 * cb_form_get_due:
 * @self: a form
 * @record: one of its records
 * @holidays: days off besides weekends
 * @due: (out): by when something is to be done about it
 *
 * Returns: (transfer none) (nullable): what is to be done by then; %NULL when there is no such day
 */
const char *
cb_form_get_due (const CbForm *self, const CbRecord *record, CbHolidays *holidays, GDate *due)
{
  static const char *const fields[] = {
    [CB_REGISTER_FEEDBACK] = "answer_due", [CB_REGISTER_INCIDENTS] = "due",
    [CB_REGISTER_REFUSALS] = "answer_due", [CB_REGISTER_SUSPENSIONS] = "effective",
    [CB_REGISTER_CORRECTIONS] = "due",     [CB_REGISTER_SERVICES] = NULL,
    [CB_REGISTER_FOCAL_POINTS] = NULL,     [CB_REGISTER_PROPOSALS] = NULL,
  };
  const char *field = fields[self->kind];

  if (field == NULL || !cb_record_is_open (record))
    return NULL;
  if (*cb_record_peek (record, "notice") == '\0'
      && cb_form_get_notice (self, record, holidays, due, NULL))
    return _ ("Give notice by");
  if (!cb_day_parse_typed (cb_record_peek (record, field), due))
    return NULL;

  return cb_form_find (self, field)->title;
}

/**
 * cb_form_fill_in:
 * @self: a form
 * @fields: texts of a record that is about to begin
 * @agency: (nullable): whose it is
 * @today: the day
 *
 * Adds what is nearly always so: the day on which something came in is today, a service is the
 * agency's own, a matter goes to whom the regulation sends it. What is in @fields already stays.
 */
void
cb_form_fill_in (const CbForm *self, JsonObject *fields, const char *agency, const GDate *today)
{
  static const char *const days[]
      = { "received", "noticed", "requested", "found", "declared", "current_on" };
  g_autofree char *day = g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (today),
                                          g_date_get_month (today), g_date_get_day (today));
  CbRecord begun = { .kind = self->kind, .fields = fields };
  g_autofree char *addressee
      = self->kind == CB_REGISTER_INCIDENTS ? cb_form_dup_addressee (self, &begun) : NULL;

  for (guint i = 0; i < G_N_ELEMENTS (days); i++)
    if (cb_form_find (self, days[i]) != NULL && !json_object_has_member (fields, days[i]))
      json_object_set_string_member (fields, days[i], day);
  if (self->kind == CB_REGISTER_SERVICES && agency != NULL
      && !json_object_has_member (fields, "unit"))
    json_object_set_string_member (fields, "unit", agency);
  if (self->kind == CB_REGISTER_PROPOSALS && agency != NULL
      && g_strcmp0 (cb_json_get_string (fields, "change"), cb_proposal_words[CB_PROPOSAL_ADD]) == 0
      && !json_object_has_member (fields, "owner"))
    json_object_set_string_member (fields, "owner", agency);
  if (addressee != NULL && !json_object_has_member (fields, "to"))
    json_object_set_string_member (fields, "to", addressee);
}
