/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "config.h"

#include "core/model/cb-record.h"

#include <glib/gi18n-lib.h>

#include "base/cb-json.h"

/* Name in the database and on the command line, letters of its numbers, words, and the field that
 * says in a line what a record is about. The letters are of the Vietnamese words: a number is
 * written into letters and must not change with the language of the window. */
static const struct
{
  const char *name;
  const char *letters;
  const char *title;
  const char *subjects[2];
} registers[] = {
  [CB_REGISTER_FEEDBACK] = { "feedback", "PA", N_ ("Feedback"), { "content", "dataset" } },
  [CB_REGISTER_INCIDENTS] = { "incidents", "SC", N_ ("Incidents"), { "content", "dataset" } },
  [CB_REGISTER_REFUSALS] = { "refusals", "TC", N_ ("Refusals"), { "wanted", "dataset" } },
  [CB_REGISTER_SUSPENSIONS]
  = { "suspensions", "TD", N_ ("Suspensions and ends of sharing"), { "dataset", "reason" } },
  [CB_REGISTER_CORRECTIONS] = { "corrections", "DC", N_ ("Corrections"), { "dataset", "what" } },
  [CB_REGISTER_SERVICES]
  = { "services", "DV", N_ ("Services that share data"), { "name", "description" } },
  [CB_REGISTER_FOCAL_POINTS] = { "focal-points", "DM", N_ ("Focal points"), { "name", "unit" } },
  [CB_REGISTER_PROPOSALS]
  = { "proposals", "DN", N_ ("Proposals to change the catalog"), { "title", "reason" } },
};

static const char *const states[] = {
  [CB_RECORD_DRAFT] = "draft",         [CB_RECORD_OPEN] = "open",
  [CB_RECORD_APPRAISED] = "appraised", [CB_RECORD_CLOSED] = "closed",
  [CB_RECORD_DROPPED] = "dropped",
};

/**
 * cb_record_new:
 * @kind: the register that it is for
 *
 * Returns: (transfer full): a draft with nothing in it
 */
CbRecord *
cb_record_new (CbRegister kind)
{
  CbRecord *self = g_new0 (CbRecord, 1);

  self->kind = kind;
  self->version = 1;
  self->fields = json_object_new ();
  return self;
}

static JsonObject *
copy_texts (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  g_autoptr (GList) names = json_object_get_members (object);

  for (GList *l = names; l != NULL; l = l->next)
    {
      const char *text = cb_json_get_string (object, l->data);

      if (text != NULL)
        json_object_set_string_member (copy, l->data, text);
    }
  return copy;
}

/**
 * cb_record_copy:
 * @self: a record
 *
 * Returns: (transfer full): a copy that shares nothing with @self, so that it may go to another
 *   thread
 */
CbRecord *
cb_record_copy (const CbRecord *self)
{
  CbRecord *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_memdup2 (self, sizeof *self);
  copy->id = g_strdup (self->id);
  copy->person = g_strdup (self->person);
  copy->fields = copy_texts (self->fields);
  copy->pending = self->pending != NULL ? copy_texts (self->pending) : NULL;
  return copy;
}

/**
 * cb_record_free:
 * @self: (nullable) (transfer full): a record
 */
void
cb_record_free (CbRecord *self)
{
  if (self == NULL)
    return;

  g_free (self->id);
  g_free (self->person);
  g_clear_pointer (&self->fields, json_object_unref);
  g_clear_pointer (&self->pending, json_object_unref);
  g_free (self);
}

/**
 * cb_record_get:
 * @self: a record
 * @field: id of a field
 *
 * Returns: (transfer none): what was entered, "" for nothing
 */
const char *
cb_record_get (const CbRecord *self, const char *field)
{
  const char *text;

  g_return_val_if_fail (self != NULL && field != NULL, "");

  text = cb_json_get_string (self->fields, field);
  return text != NULL ? text : "";
}

/**
 * cb_record_peek:
 * @self: a record
 * @field: id of a field
 *
 * Returns: (transfer none): what was typed last, entered or not, "" for nothing
 */
const char *
cb_record_peek (const CbRecord *self, const char *field)
{
  const char *text = NULL;

  g_return_val_if_fail (self != NULL && field != NULL, "");

  if (self->pending != NULL)
    text = cb_json_get_string (self->pending, field);
  return text != NULL ? text : cb_record_get (self, field);
}

/**
 * cb_record_dup_number:
 * @self: a record
 *
 * Returns: (transfer full): its number, "PA-2026-0001"
 */
char *
cb_record_dup_number (const CbRecord *self)
{
  g_return_val_if_fail (self != NULL && self->kind < CB_N_REGISTERS, NULL);

  return g_strdup_printf ("%s-%04u-%04u", registers[self->kind].letters, self->year, self->number);
}

/**
 * cb_record_dup_subject:
 * @self: a record
 *
 * Returns: (transfer full): in one line what it is about, "" while nobody has said; may name a
 *   person, so it is no text for a log
 */
char *
cb_record_dup_subject (const CbRecord *self)
{
  g_return_val_if_fail (self != NULL && self->kind < CB_N_REGISTERS, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (registers[self->kind].subjects); i++)
    {
      const char *text = cb_record_peek (self, registers[self->kind].subjects[i]);
      const char *end = strchr (text, '\n');

      if (*text != '\0')
        return end != NULL ? g_strndup (text, end - text) : g_strdup (text);
    }
  return g_strdup ("");
}

/**
 * cb_record_is_open:
 * @self: a record
 *
 * Returns: whether somebody still has to do something about it. A service that is offered and a
 *   focal point in office are what they should be; their drafts are not.
 */
gboolean
cb_record_is_open (const CbRecord *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->state == CB_RECORD_DRAFT)
    return TRUE;
  if (self->kind == CB_REGISTER_FOCAL_POINTS)
    return FALSE;

  return self->state == CB_RECORD_OPEN;
}

/**
 * cb_register_name:
 * @kind: a register
 *
 * Returns: (transfer none): as the database, a profile and the command line call it
 */
const char *
cb_register_name (CbRegister kind)
{
  g_return_val_if_fail (kind < CB_N_REGISTERS, "");

  return registers[kind].name;
}

/**
 * cb_register_from_name:
 * @name: (nullable): as cb_register_name() gives it
 * @kind: (out): the register
 *
 * Returns: whether there is one of that name
 */
gboolean
cb_register_from_name (const char *name, CbRegister *kind)
{
  for (guint i = 0; i < G_N_ELEMENTS (registers); i++)
    if (g_strcmp0 (name, registers[i].name) == 0)
      {
        *kind = (CbRegister)i;
        return TRUE;
      }

  return FALSE;
}

/**
 * cb_register_title:
 * @kind: a register
 *
 * Returns: (transfer none): for people
 */
const char *
cb_register_title (CbRegister kind)
{
  g_return_val_if_fail (kind < CB_N_REGISTERS, "");

  return _ (registers[kind].title);
}

/**
 * cb_record_state_name:
 * @state: a state
 *
 * Returns: (transfer none): as the database and the command line call it
 */
const char *
cb_record_state_name (CbRecordState state)
{
  g_return_val_if_fail (state < CB_N_RECORD_STATES, "");

  return states[state];
}

/**
 * cb_record_state_from_name:
 * @name: (nullable): as cb_record_state_name() gives it
 * @state: (out): the state
 *
 * Returns: whether there is one of that name
 */
gboolean
cb_record_state_from_name (const char *name, CbRecordState *state)
{
  for (guint i = 0; i < G_N_ELEMENTS (states); i++)
    if (g_strcmp0 (name, states[i]) == 0)
      {
        *state = (CbRecordState)i;
        return TRUE;
      }

  return FALSE;
}

static const char *
get_open_title (CbRegister kind)
{
  switch (kind)
    {
    case CB_REGISTER_FEEDBACK:
    case CB_REGISTER_INCIDENTS:
    case CB_REGISTER_CORRECTIONS:
      return _ ("Being dealt with");
    case CB_REGISTER_REFUSALS:
      return _ ("To be announced");
    case CB_REGISTER_SUSPENSIONS:
      return _ ("Decided");
    case CB_REGISTER_SERVICES:
      return _ ("Declared");
    case CB_REGISTER_FOCAL_POINTS:
      return _ ("In office");
    case CB_REGISTER_PROPOSALS:
      return _ ("Sent");
    default:
      g_return_val_if_reached ("");
    }
}

static const char *
get_closed_title (CbRegister kind)
{
  switch (kind)
    {
    case CB_REGISTER_REFUSALS:
      return _ ("Announced");
    case CB_REGISTER_SUSPENSIONS:
      return _ ("Announced and done");
    case CB_REGISTER_SERVICES:
      return _ ("No longer provided");
    case CB_REGISTER_FOCAL_POINTS:
      return _ ("No longer in office");
    case CB_REGISTER_PROPOSALS:
      return _ ("Answered");
    case CB_REGISTER_FEEDBACK:
    case CB_REGISTER_INCIDENTS:
    case CB_REGISTER_CORRECTIONS:
    default:
      return _ ("Settled");
    }
}

/**
 * cb_record_state_title:
 * @kind: the register
 * @state: of a record in it
 *
 * Returns: (transfer none): for people
 */
const char *
cb_record_state_title (CbRegister kind, CbRecordState state)
{
  switch (state)
    {
    case CB_RECORD_DRAFT:
      return _ ("Draft");
    case CB_RECORD_OPEN:
      return get_open_title (kind);
    case CB_RECORD_APPRAISED:
      return _ ("Appraised");
    case CB_RECORD_CLOSED:
      return get_closed_title (kind);
    case CB_RECORD_DROPPED:
      return _ ("Dropped");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * cb_record_get_standing:
 * @self: a record
 *
 * Returns: (transfer none): its state for people; of a proposal that was answered, the answer
 */
const char *
cb_record_get_standing (const CbRecord *self)
{
  const char *answer;

  g_return_val_if_fail (self != NULL, "");

  answer = cb_record_get (self, "answer");
  if (self->kind == CB_REGISTER_PROPOSALS && self->state == CB_RECORD_CLOSED && *answer != '\0')
    return answer;
  return cb_record_state_title (self->kind, self->state);
}
